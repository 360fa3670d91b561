//! What the record promises to whoever reads and writes it.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod batches;
mod bodies;
mod business;
mod chain;
mod challenge;
mod changes;
mod dates;
mod delivery;
mod exchange;
mod histories;
mod national;
mod oracle;
mod personal;
mod ratings;
mod readings;
mod rules;
mod scale;
mod sign_offs;
mod support;
mod texts;
mod upcast;
mod versions;
mod view;
mod working;
