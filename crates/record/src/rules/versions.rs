//! How a version must fit the versions before it.

use crate::draft::{Draft, Problem};
use crate::entry::Change;
use crate::prepare::Proposed;
use crate::programme::Version;

/// What a change, correction, withdrawal or erasure must fit.
pub(super) fn check(
    proposed: &Proposed<'_>,
    draft: &Draft,
    version: &Version,
    problems: &mut Vec<Problem>,
) {
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
            if wrong == 0 || wrong >= number {
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
        Change::Changes | Change::Withdraws => later_versions(proposed, draft, version, problems),
        Change::Erases => {}
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

/// A change or withdrawal dated before versions that are already there says whether those
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
