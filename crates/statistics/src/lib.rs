//! What can honestly be said of a series of figures: process control,
//! comparison, trajectory, disclosure control.
//!
//! Algorithms and their sources: `docs/statistics.md`.
//!
//! This room is pure: no clock, no randomness, no files, no database. It knows
//! numbers and their order, never what a council is.
