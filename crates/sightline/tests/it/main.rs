//! The program as its users run it.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod commands;
mod coventry_facts;
mod damage;
mod databases;
mod disk_full;
mod house;
mod kills;
mod operation;
mod power_cut;
mod support;
mod suppress;
