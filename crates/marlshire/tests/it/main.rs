//! The whole record of Marlshire: that the rules take it, that it is the same
//! every time, and that it holds what a programme three years in would hold.

#![expect(clippy::unwrap_used, reason = "what is missing fails the test")]

mod accepted;
