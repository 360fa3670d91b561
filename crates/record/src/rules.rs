//! The rules between entries, checked when a batch is appended.

use crate::body::{Action, Measure, Reading, SignOff, Unit, Value};
use crate::draft::{Draft, Problem};
use crate::entry::Change;
use crate::id::EntryId;
use crate::kind::{Body, Content, Kind};
use crate::prepare::Proposed;
use crate::programme::Version;

/// Everything that is wrong with a batch.
pub(crate) fn check(proposed: &Proposed<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (draft, version) in proposed.pairs() {
        dates(draft, version, &mut problems);
        change(proposed, draft, version, &mut problems);
        contents(proposed, draft, version, &mut problems);
        let Some(body) = &version.body else { continue };
        for (field, reason) in body.faults() {
            problems.push(draft.problem(field, reason));
        }
        references(proposed, draft, body, &mut problems);
        match body {
            Body::Reading(reading) => self::reading(proposed, draft, reading, &mut problems),
            Body::SignOff(sign_off) => self::sign_off(proposed, draft, sign_off, &mut problems),
            _ => {}
        }
    }
    problems
}

/// Known before published, and not after the day of recording.
fn dates(draft: &Draft, version: &Version, problems: &mut Vec<Problem>) {
    let meta = &version.meta;
    let today = meta.recorded_on();
    // A month still running counts as its last day, which may lie ahead.
    if meta.known_on.earliest() > today {
        problems.push(draft.problem(
            "known_on",
            format!(
                "{} has not come yet: nothing can be known before it is",
                meta.known_on.in_words()
            ),
        ));
    }
    if let Some(published) = meta.published_on
        && published.counts_as() < meta.known_on.earliest()
    {
        problems.push(draft.problem(
            "published_on",
            format!(
                "{} is before known_on, {}: what the public could have, the authority had",
                published.in_words(),
                meta.known_on.in_words()
            ),
        ));
    }
}

/// What a change, correction, withdrawal or erasure must fit.
fn change(proposed: &Proposed<'_>, draft: &Draft, version: &Version, problems: &mut Vec<Problem>) {
    let number = version.meta.version;
    let earlier = || {
        proposed
            .versions(&draft.id)
            .filter(move |v| v.meta.version < number)
    };
    if earlier().any(|v| v.meta.change == Change::Erases) {
        problems.push(draft.problem(
            "id",
            format!("“{}” was erased and cannot be added to", draft.id),
        ));
    }
    match draft.change {
        Change::Opens => {}
        Change::Corrects(wrong) => {
            if wrong >= number {
                problems.push(draft.problem(
                    "corrects",
                    format!("there is no version {wrong} before this one"),
                ));
            }
            if let Some(other) = earlier().find(|v| v.meta.change == Change::Corrects(wrong)) {
                problems.push(draft.problem(
                    "corrects",
                    format!(
                        "version {wrong} was already corrected by version {0}: correct {0}",
                        other.meta.version
                    ),
                ));
            }
        }
        Change::Changes => later_versions(proposed, draft, version, problems),
        Change::Withdraws | Change::Erases => {}
    }
    if !matches!(draft.change, Change::Opens | Change::Changes)
        && draft
            .reason
            .as_deref()
            .is_none_or(|reason| reason.trim().is_empty())
    {
        problems.push(draft.problem("reason", format!("must say why it {}", draft.change.name())));
    }
}

/// A change dated before versions that are already there says whether those
/// still stand, or corrects them in the same batch.
fn later_versions(
    proposed: &Proposed<'_>,
    draft: &Draft,
    version: &Version,
    problems: &mut Vec<Problem>,
) {
    let from_elsewhere = draft.claimed_recorded_at.is_some();
    if draft.keeps_later || from_elsewhere {
        return;
    }
    let date = version.meta.effective_on.counts_as();
    let corrected = |number: u32| {
        proposed
            .versions(&draft.id)
            .any(|other| other.meta.change == Change::Corrects(number))
    };
    let standing = proposed
        .versions(&draft.id)
        .filter(|v| v.meta.version < version.meta.version && v.meta.effective_on.counts_as() > date)
        .find(|v| !corrected(v.meta.version));
    if let Some(later) = standing {
        problems.push(draft.problem(
            "effective_on",
            format!(
                "version {} is true from {}, which is later: say keeps_later = true if it still stands, or correct it in the same batch",
                later.meta.version,
                later.meta.effective_on.in_words()
            ),
        ));
    }
}

/// Who must have a body, and what an erasure must say.
fn contents(
    proposed: &Proposed<'_>,
    draft: &Draft,
    version: &Version,
    problems: &mut Vec<Problem>,
) {
    match draft.change {
        Change::Erases => match draft.body.as_deref().map(serde_json::from_str::<Erasure>) {
            Some(Ok(erasure)) if erasure.requested_by != erasure.approved_by => {}
            Some(Ok(_)) => problems.push(draft.problem(
                "approved_by",
                "must be somebody other than requested_by: erasure takes two people",
            )),
            Some(Err(_)) | None => problems.push(draft.problem(
                "body",
                "an erasure says who asked for it (requested_by) and who approved it (approved_by)",
            )),
        },
        Change::Withdraws => {
            if draft
                .body
                .as_deref()
                .is_some_and(|body| body.trim() != "{}")
            {
                problems
                    .push(draft.problem("body", "a withdrawal has no body: say why in “reason”"));
            }
        }
        _ => {
            let erased = draft.erased_digest.is_some()
                && proposed
                    .versions(&draft.id)
                    .any(|other| other.meta.change == Change::Erases);
            if version.body.is_none() && !erased {
                problems.push(draft.problem("body", "is missing"));
            }
        }
    }
}

/// What an erasure says of itself: opaque names of two people.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Erasure {
    requested_by: String,
    approved_by: String,
}

/// Every entry named exists and is of a kind the field may name.
fn references(proposed: &Proposed<'_>, draft: &Draft, body: &Body, problems: &mut Vec<Problem>) {
    let sources = body.sources().iter().map(|source| crate::kind::Reference {
        field: "sources",
        to: &source.document,
        allowed: &[Kind::Document],
    });
    for reference in body.references().into_iter().chain(sources) {
        if !reference.allowed.contains(&reference.to.kind()) {
            let allowed: Vec<&str> = reference.allowed.iter().map(|kind| kind.name()).collect();
            problems.push(draft.problem(
                reference.field,
                format!("“{}” is not a {}", reference.to, allowed.join(" or ")),
            ));
        } else if proposed.versions(reference.to).next().is_none() {
            problems.push(draft.problem(
                reference.field,
                format!(
                    "“{}” is not in the record: add it first, or in the same batch",
                    reference.to
                ),
            ));
        }
    }
}

/// The latest body of an entry, in the batch or the record, whatever its dates.
fn latest<'a, T: Content + 'a>(proposed: &'a Proposed<'_>, id: &EntryId) -> Option<&'a T> {
    proposed
        .versions(id)
        .filter_map(|version| T::of(version.body.as_ref()?))
        .last()
}

/// A reading is named after what it measures and has a value its measure can have.
fn reading(proposed: &Proposed<'_>, draft: &Draft, reading: &Reading, problems: &mut Vec<Problem>) {
    match reading.id(proposed.programme().authority()) {
        Ok(id) if id == draft.id => {}
        Ok(id) => problems.push(draft.problem(
            "id",
            format!("must be “{id}”, after its measure, area, period and breakdown"),
        )),
        Err(error) => problems.push(draft.problem("breakdown", error.to_string())),
    }
    let Some(measure) = latest::<Measure>(proposed, &reading.measure) else {
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

/// A sign-off is somebody else's than the owner's, whoever owned the action.
fn sign_off(
    proposed: &Proposed<'_>,
    draft: &Draft,
    sign_off: &SignOff,
    problems: &mut Vec<Problem>,
) {
    if let Some(action) = latest::<Action>(proposed, &sign_off.action)
        && action.owner == sign_off.by
    {
        problems.push(draft.problem(
            "by",
            format!(
                "“{}” owns the action: somebody else must sign it off",
                sign_off.by
            ),
        ));
    }
}
