//! The store as those who use it meet it: real folders, real files.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod append;
mod backup;
mod databases;
mod engines;
mod frozen;
mod opening;
mod support;
mod tamper;
