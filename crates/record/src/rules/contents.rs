//! Who must have a body, and what an erasure must say of itself.

use crate::draft::{Draft, Problem};
use crate::entry::Change;
use crate::prepare::Proposed;
use crate::programme::Version;

/// Who must have a body, and what an erasure must say.
pub(super) fn check(
    proposed: &Proposed<'_>,
    draft: &Draft,
    version: &Version,
    problems: &mut Vec<Problem>,
) {
    match draft.change {
        Change::Erases => match draft.body.as_deref().map(serde_json::from_str::<Erasure>) {
            Some(Ok(erasure)) if erasure.unnamed() => problems.push(draft.problem(
                "body",
                "requested_by and approved_by must not be empty: erasure takes two people",
            )),
            Some(Ok(erasure)) if erasure.by_two() => {}
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

impl Erasure {
    fn unnamed(&self) -> bool {
        self.requested_by.trim().is_empty() || self.approved_by.trim().is_empty()
    }

    fn by_two(&self) -> bool {
        self.requested_by.trim() != self.approved_by.trim()
    }
}
