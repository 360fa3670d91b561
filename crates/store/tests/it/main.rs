//! The store as those who use it meet it: real folders, real files.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test fails by panicking"
)]

mod append;
mod support;
