//! The statistics against hand calculation, slow oracles and simulation.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod disclosure;
mod distance;
mod funnel;
mod honesty;
mod process;
mod trajectory;
