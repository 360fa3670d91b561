//! Published files are read as they are, and what is wrong is named by its cell.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod layouts;
mod published;
mod refused;
mod sheets;
mod support;
mod whole_files;
