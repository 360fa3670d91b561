//! Each command, as somebody at a terminal or a script meets it.

mod appending;
mod claims;
mod datasets;
mod exporting;
mod funnels;
mod importing;
mod keeping;
mod notes;
mod readings;
mod refusals;
mod stats;
mod trajectories;
