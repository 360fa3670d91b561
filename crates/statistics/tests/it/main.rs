//! The statistics against hand calculation, slow oracles and simulation.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod disclosure;
