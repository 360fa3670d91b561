//! What can honestly be said of a series of figures: process control,
//! comparison, trajectory, disclosure control.
//!
//! - [`xmr`]: XmR charts by a named [`rule_set`]: limits, signals, the variation
//!   and assurance of a measure, and the sentence that says them.
//! - [`shewhart`]: run, I, p, p′, u, u′, c, g and t charts with Anhøj's rules.
//! - [`series`]: which series may be charted at all, and the caution where
//!   neighbouring points hang together.
//! - [`funnel`]: which of many units are unusual for their size.
//! - [`trajectory`]: how likely a series is to meet a target by a date.
//! - [`aim`], [`distance`]: a target, and how far a value is from it, in words.
//! - [`disclosure`]: what may be published so that no small count can be
//!   worked out.
//!
//! Algorithms and their sources: `docs/statistics.md`.
//!
//! This room is pure: no clock, no randomness, no files, no database. It knows
//! numbers and their order, never what a council is.

pub mod aim;
mod average;
pub mod disclosure;
pub mod distance;
pub mod funnel;
pub mod rule_set;
pub mod series;
pub mod shewhart;
pub mod trajectory;
pub mod xmr;
