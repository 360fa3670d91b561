//! What can honestly be said of a series of figures: process control,
//! comparison, trajectory, disclosure control.
//!
//! - [`rule_set`]: the named ways of reading an XmR chart.
//! - [`series`]: which series may be charted at all, and the caution where
//!   neighbouring points hang together.
//!
//! Algorithms and their sources: `docs/statistics.md`.
//!
//! This room is pure: no clock, no randomness, no files, no database. It knows
//! numbers and their order, never what a council is.

mod average;
pub mod rule_set;
pub mod series;
