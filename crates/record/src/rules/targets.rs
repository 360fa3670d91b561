//! What a target must fit: values its measure can have.

use super::known;
use crate::body::{Measure, Target, Unit};
use crate::draft::{Draft, Problem};
use crate::prepare::Proposed;
use crate::programme::Version;

/// Checks the values of a target against its measure.
pub(super) fn check(
    proposed: &Proposed<'_>,
    draft: &Draft,
    version: &Version,
    target: &Target,
    problems: &mut Vec<Problem>,
) {
    let on = target.approved_on.counts_as();
    let Some(measure) =
        known::said_by_then::<Measure>(proposed, &target.measure, on, version.meta.seq)
    else {
        return;
    };
    let milestones = target.milestones.iter();
    let values = std::iter::once(("value", target.value))
        .chain(milestones.map(|milestone| ("milestones", milestone.value)));
    // A point on the way may lie between two counts; the target itself may not.
    if measure.unit == Unit::Count && target.value.fract() != 0.0 {
        problems.push(draft.problem(
            "value",
            format!(
                "{} is not a whole number, and “{}” counts",
                target.value, measure.name
            ),
        ));
    }
    for (field, value) in values {
        if let Some(reason) = misfit(measure, value) {
            problems.push(draft.problem(field, reason));
        }
    }
}

/// Why a measure cannot have a value, if it cannot.
fn misfit(measure: &Measure, value: f64) -> Option<String> {
    if !value.is_finite() || value < 0.0 {
        return Some(format!("{value} is not a value a measure can have"));
    }
    match measure.unit {
        Unit::Percent if value > 100.0 && !measure.may_exceed_denominator => {
            Some(format!("{value} is above 100 per cent"))
        }
        Unit::Per10000Children if value > 10_000.0 && !measure.may_exceed_denominator => {
            Some(format!("{value} is above 10,000 in 10,000"))
        }
        _ => None,
    }
}
