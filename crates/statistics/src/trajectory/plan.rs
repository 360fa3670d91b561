//! A planned path, milestone by milestone, beside what happened and what is
//! likely: by the same interval as the forecast, never by a straight line.

use super::combination::Combination;
use super::history::History;
use super::{Outlook, Series, Silence, TrajectoryError, trajectories};
use crate::aim::Aim;

/// One step of a plan.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Milestone {
    /// The place in the series it is for, from 0; beyond the end for what is
    /// to come.
    pub place: usize,
    /// What was planned for it.
    pub aim: Aim,
}

/// How the series stands to one milestone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Standing {
    /// Better than planned, by more than the chance of one period.
    Ahead,
    /// Within what chance makes of one period: neither ahead nor behind.
    InLine,
    /// Worse than planned, by more than the chance of one period.
    Behind,
    /// There is no value for it.
    Missing,
    /// It has passed, and too little is known of the series to judge.
    Untold(Silence),
    /// It is to come.
    ToCome(Outlook),
}

/// How the series stands to each milestone, in their order.
///
/// A milestone that has passed is compared with the value of its place: ahead
/// or behind only where it lies outside the 80 % range of a forecast one period
/// ahead, drawn about that value.
///
/// # Errors
///
/// As [`trajectories`].
pub fn against_plan(
    series: &Series<'_>,
    milestones: &[Milestone],
) -> Result<Vec<Standing>, TrajectoryError> {
    let length = series.values.len();
    let to_come: Vec<(usize, Aim)> = milestones
        .iter()
        .filter(|milestone| milestone.place >= length)
        .map(|milestone| (milestone.place - length + 1, milestone.aim))
        .collect();
    let mut outlooks = trajectories(series, &to_come)?.into_iter();
    let reach = History::of(series).map(|history| Combination::fit(&history).at(1).reach());
    Ok(milestones
        .iter()
        .filter_map(|milestone| match series.values.get(milestone.place) {
            Some(value) => Some(passed(*value, milestone.aim, reach)),
            None => outlooks.next().map(Standing::ToCome),
        })
        .collect())
}

fn passed(value: Option<f64>, aim: Aim, reach: Result<f64, Silence>) -> Standing {
    let Some(value) = value else {
        return Standing::Missing;
    };
    match reach {
        Err(silence) => Standing::Untold(silence),
        Ok(reach) if (value - aim.target()).abs() <= reach => Standing::InLine,
        Ok(_) if aim.met_by(value) => Standing::Ahead,
        Ok(_) => Standing::Behind,
    }
}
