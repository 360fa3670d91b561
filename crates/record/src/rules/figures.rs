//! What a reading must fit: its name, and the values its measure can have.

use crate::body::{Measure, Reading, Unit, Value};
use crate::draft::{Draft, Problem};
use crate::id::EntryId;
use crate::kind::Content;
use crate::prepare::Proposed;
use crate::programme::Version;

/// A reading is named after what it measures and has a value its measure can have.
pub(super) fn check(
    proposed: &Proposed<'_>,
    draft: &Draft,
    version: &Version,
    reading: &Reading,
    problems: &mut Vec<Problem>,
) {
    match reading.id(proposed.programme().authority()) {
        Ok(id) if id == draft.id => {}
        Ok(id) => problems.push(draft.problem(
            "id",
            format!("must be “{id}”, after its measure, area, period and breakdown"),
        )),
        Err(error) => problems.push(draft.problem("breakdown", error.to_string())),
    }
    let Some(measure) = definition(proposed, &reading.measure, version.meta.seq) else {
        return;
    };
    let mut value_problem = |reason: String| problems.push(draft.problem("value", reason));
    match &reading.value {
        Value::Number(number) => {
            if !number.is_finite() || *number < 0.0 {
                value_problem(format!("{number} is not a value a measure can have"));
            }
            if measure.unit == Unit::Percent && *number > 100.0 && !measure.may_exceed_denominator {
                value_problem(format!("{number} is above 100 per cent"));
            }
        }
        Value::Text(text) => {
            let is_range = text.split_once('-').is_some_and(|(low, high)| {
                matches!((low.parse::<f64>(), high.parse::<f64>()), (Ok(low), Ok(high)) if low < high)
            });
            if reading.value.symbol().is_none() && !is_range {
                value_problem(format!(
                    "“{text}” is neither a number, a range such as 110-120, nor one of the symbols c, u, z, k, x and :"
                ));
            }
        }
    }
    if let (Some(numerator), Some(denominator)) = (reading.numerator, reading.denominator)
        && numerator > denominator
        && !measure.may_exceed_denominator
    {
        problems.push(draft.problem(
            "numerator",
            format!(
                "{numerator} is above the denominator, {denominator}, and “{}” does not allow that",
                measure.name
            ),
        ));
    }
    if reading.denominator == Some(0) {
        problems.push(draft.problem(
            "denominator",
            "is 0: leave the value out and say “z”, not applicable",
        ));
    }
}

/// The measure as it was defined when this was recorded; one that follows in
/// the same batch as it is first defined there.
fn definition<'a>(proposed: &'a Proposed<'_>, measure: &EntryId, seq: u64) -> Option<&'a Measure> {
    let defined = || {
        proposed
            .versions(measure)
            .filter_map(|version| Some((version.meta.seq, Measure::of(version.body.as_ref()?)?)))
    };
    defined()
        .filter(|(at, _)| *at < seq)
        .last()
        .or_else(|| defined().next())
        .map(|(_, measure)| measure)
}
