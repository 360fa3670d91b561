//! The whole record of Marlshire: that the rules take it, that it is the same
//! every time, and that it holds what a programme three years in would hold.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "what is missing or refused fails the test"
)]

mod accepted;
mod figures;
mod same;
mod scaled;
mod story;
