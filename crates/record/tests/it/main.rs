//! What the record promises to whoever reads and writes it.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod bodies;
mod chain;
mod exchange;
mod histories;
mod oracle;
mod rules;
mod support;
mod texts;
mod upcast;
mod view;
