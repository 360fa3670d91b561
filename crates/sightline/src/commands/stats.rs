//! `sightline stats`: any figure that stands on a chart, checked outside a page.
//!
//! Cases come in by [`cases`], each is worked out by its module, and all are
//! written by [`answers`]. A case that is wrong is an error with its place; the
//! others are answered all the same.

pub(crate) mod answers;
pub(crate) mod cases;
mod csv;
pub(crate) mod fields;
pub(crate) mod rule_sets;

use crate::arguments::Stats;
use crate::failure::Failure;

/// Answers the cases of the files with one kind of statistic.
pub(crate) fn stats(stats: &Stats) -> Result<(), Failure> {
    match stats {
        Stats::Rulesets(arguments) => rule_sets::list(arguments),
    }
}
