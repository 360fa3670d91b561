//! The rules between entries, checked when a batch is appended.

mod boards;
mod contents;
mod dates;
mod figures;
mod happened;
mod known;
mod national;
mod owner;
mod personal;
mod plans;
mod ratings;
mod sign_off;
mod targets;
pub(crate) mod text;
mod versions;

use crate::draft::{Draft, Problem};
use crate::kind::{Body, Kind};
use crate::prepare::Proposed;
use crate::programme::Version;

/// Everything that is wrong with a batch.
pub(crate) fn check(proposed: &Proposed<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (draft, version) in proposed.pairs() {
        dates(draft, version, &mut problems);
        text::check(draft, version, &mut problems);
        personal::check(draft, &mut problems);
        versions::check(proposed, draft, version, &mut problems);
        contents::check(proposed, draft, version, &mut problems);
        let Some(body) = &version.body else { continue };
        for (field, reason) in body.faults() {
            problems.push(draft.problem(field, reason));
        }
        references(proposed, draft, body, &mut problems);
        match body {
            Body::Reading(reading) => {
                figures::check(proposed, draft, version, reading, &mut problems)
            }
            Body::SignOff(by) => sign_off::check(proposed, draft, version, by, &mut problems),
            Body::Action(action) => {
                sign_off::check_owner(proposed, draft, version, &mut problems);
                dates::check_action(proposed, draft, version, action, &mut problems);
            }
            Body::DateChange(change) => {
                dates::check(proposed, draft, version, change, &mut problems)
            }
            Body::Rating(rating) => ratings::check(proposed, draft, version, rating, &mut problems),
            Body::Target(target) => targets::check(proposed, draft, version, target, &mut problems),
            _ => {}
        }
        national::check(draft, &mut problems);
        happened::check(draft, version, body, &mut problems);
        boards::check(proposed, draft, version, body, &mut problems);
        plans::check(proposed, draft, version, body, &mut problems);
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
