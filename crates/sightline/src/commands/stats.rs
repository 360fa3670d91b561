//! `sightline stats`: any figure that stands on a chart, checked outside a page.
//!
//! Cases come in by [`cases`], each is worked out by its module, and all are
//! written by [`answers`]. A case that is wrong is an error with its place; the
//! others are answered all the same.

pub(crate) mod answers;
pub(crate) mod cases;
pub(crate) mod charts;
mod csv;
pub(crate) mod fields;
pub(crate) mod funnel;
pub(crate) mod rule_sets;
pub(crate) mod trajectory;
pub(crate) mod xmr;

use statistics::shewhart::Form;

use crate::arguments::Stats;
use crate::failure::Failure;

/// Answers the cases of the files with one kind of statistic.
pub(crate) fn stats(stats: &Stats) -> Result<(), Failure> {
    match stats {
        Stats::Xmr(arguments) => xmr::xmr(arguments),
        Stats::Run(arguments) => charts::charts(Form::Run, arguments),
        Stats::I(arguments) => charts::charts(Form::I, arguments),
        Stats::P(arguments) => charts::charts(Form::P, arguments),
        Stats::Pp(arguments) => charts::charts(Form::PPrime, arguments),
        Stats::U(arguments) => charts::charts(Form::U, arguments),
        Stats::Up(arguments) => charts::charts(Form::UPrime, arguments),
        Stats::C(arguments) => charts::charts(Form::C, arguments),
        Stats::G(arguments) => charts::charts(Form::G, arguments),
        Stats::T(arguments) => charts::charts(Form::T, arguments),
        Stats::Funnel(arguments) => funnel::run(arguments),
        Stats::Trajectory(arguments) => trajectory::run(arguments),
        Stats::Rulesets(arguments) => rule_sets::list(arguments),
    }
}
