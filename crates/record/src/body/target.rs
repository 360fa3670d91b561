//! What a measure is to reach, by when, and who approved that.

use serde::{Deserialize, Serialize};

use super::{content, refer, said};
use crate::claimed_date::ClaimedDate;
use crate::id::{EntryId, Source};
use crate::kind::Kind;

/// What a measure is to reach. A changed target is a new version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// The measure.
    pub measure: EntryId,
    /// The value to reach, in the measure's unit.
    pub value: f64,
    /// How far off still counts as near, in the measure's unit.
    pub tolerance: Option<f64>,
    /// By when.
    pub by: Option<ClaimedDate>,
    /// What sort of target it is.
    pub form: TargetForm,
    /// Values on the way, the earliest first.
    #[serde(default)]
    pub milestones: Vec<Milestone>,
    /// The post, board or decision that approved it.
    pub approved_by: EntryId,
    /// The day it was approved.
    pub approved_on: ClaimedDate,
    /// Why this value.
    pub why: Option<String>,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(Target, schema 1,
headline |t| match t.by {
    Some(by) if by.is_by() => format!("Target {} {}", t.value, by.in_words()),
    Some(by) => format!("Target {} by {}", t.value, by.in_words()),
    None => format!("Target {}", t.value),
},
references |t| [
    refer("measure", [&t.measure], &[Kind::Measure]),
    refer("approved_by", [&t.approved_by], &[Kind::Post, Kind::Board, Kind::Decision]),
].concat(),
faults |t| {
    let mut faults = Vec::new();
    if t.tolerance.is_some_and(|tolerance| tolerance < 0.0) {
        faults.push(("tolerance", "must not be below 0".to_owned()));
    }
    let days = t.milestones.iter().map(|milestone| milestone.on.counts_as());
    if !days.clone().zip(days.skip(1)).all(|(one, next)| one < next) {
        faults.push(("milestones", "must stand in the order of their days".to_owned()));
    }
    if let (Some(by), Some(last)) = (t.by, t.milestones.last())
        && last.on.earliest() > by.counts_as()
    {
        faults.push(("milestones", format!("{} is after the target’s own day", last.on.in_words())));
    }
    if t.form == TargetForm::Trajectory && t.milestones.is_empty() {
        faults.push(("milestones", "a trajectory needs values on the way".to_owned()));
    }
    if let Some(why) = &t.why {
        faults.extend(said("why", why));
    }
    faults
});

/// Sorts of target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TargetForm {
    /// A time limit in law or statutory guidance.
    StatutoryClock,
    /// A target the council set itself.
    Local,
    /// Where the council wants to be some day.
    Ambition,
    /// A path with values on the way.
    Trajectory,
}

/// A value on the way to a target.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Milestone {
    /// The day.
    pub on: ClaimedDate,
    /// The value, in the measure's unit.
    pub value: f64,
}
