//! The improvement record of one authority.
//!
//! Everything known is an entry: dated, attributed, versioned, chained by hash.
//! [`programme::Programme`] holds every version; [`view::View`] is what an
//! audience may see of it; [`state::State`] is that at a moment.
//!
//! This room is pure: no clock, no randomness, no files, no database. The day
//! and the random source are passed in.

pub mod body;
pub mod catalogue;
pub mod chain;
pub mod challenge;
pub mod changes;
pub mod claimed_date;
pub mod delivery;
pub mod draft;
pub mod entry;
pub mod exchange;
pub mod governance;
pub mod id;
pub mod kind;
pub mod month;
pub mod national;
pub mod period;
pub mod personal;
pub mod plan_date;
pub mod prepare;
pub mod programme;
mod rules;
pub mod state;
pub mod tenure;
pub mod upcast;
pub mod view;
pub mod withheld;
pub mod working_days;
