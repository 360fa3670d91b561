//! Nobody signs off an action of their own.
//!
//! An owner is whoever owned the action on the day the sign-off is effective,
//! and whoever owns it by its last version: neither may sign it off. Nor may
//! an owner be written in later, under a sign-off of the same post.
//!
//! Each version is judged by what was recorded before it, so that a record
//! that was right when it was made can always be imported again.

use jiff::civil::Date;

use crate::body::{Action, SignOff};
use crate::draft::{Draft, Problem};
use crate::entry::Change;
use crate::id::EntryId;
use crate::kind::{Content, Kind};
use crate::prepare::Proposed;
use crate::programme::Version;

/// Checks a sign-off against the action's owner.
pub(super) fn check(
    proposed: &Proposed<'_>,
    draft: &Draft,
    version: &Version,
    sign_off: &SignOff,
    problems: &mut Vec<Problem>,
) {
    let action = &sign_off.action;
    // An action that follows in the same batch is judged by its first version.
    let seq = proposed
        .versions(action)
        .next()
        .map_or(0, |first| first.meta.seq + 1)
        .max(version.meta.seq);
    let on = version.meta.effective_on.counts_as();
    let owns = |on: Option<Date>| owner(proposed, action, on, seq) == Some(&sign_off.by);
    if owns(Some(on)) || owns(None) {
        problems.push(draft.problem(
            "by",
            format!(
                "“{}” owns the action: somebody else must sign it off",
                sign_off.by
            ),
        ));
    }
}

/// Checks a new version of an action against the sign-offs it already has.
pub(super) fn check_owner(
    proposed: &Proposed<'_>,
    draft: &Draft,
    version: &Version,
    problems: &mut Vec<Problem>,
) {
    if draft.change == Change::Opens {
        return;
    }
    let seq = version.meta.seq;
    for id in proposed.ids(Kind::SignOff) {
        let Some(signed) = standing(proposed, id, None, seq) else {
            continue;
        };
        let Some(sign_off) = signed.body.as_ref().and_then(SignOff::of) else {
            continue;
        };
        let on = Some(signed.meta.effective_on.counts_as());
        if sign_off.action == draft.id
            && owner(proposed, &draft.id, on, seq + 1) == Some(&sign_off.by)
        {
            problems.push(draft.problem(
                "owner",
                format!(
                    "“{}” signed the action off in “{id}”, {}, and cannot have owned it then: withdraw or correct that sign-off first",
                    sign_off.by,
                    signed.meta.effective_on.in_words()
                ),
            ));
        }
    }
}

/// Who owns an action, of the versions recorded before `seq`.
fn owner<'a>(
    proposed: &'a Proposed<'_>,
    action: &EntryId,
    on: Option<Date>,
    seq: u64,
) -> Option<&'a EntryId> {
    let body = standing(proposed, action, on, seq)?.body.as_ref()?;
    Action::of(body).map(|action| &action.owner)
}

/// The version in force on a day, or the last to come into force, of those
/// recorded before `seq`. A withdrawal has no body: after it there is no owner
/// and no sign-off.
fn standing<'a>(
    proposed: &'a Proposed<'_>,
    id: &EntryId,
    on: Option<Date>,
    seq: u64,
) -> Option<&'a Version> {
    let recorded = || proposed.versions(id).filter(|v| v.meta.seq < seq);
    let corrected = |number: u32| recorded().any(|v| v.meta.change == Change::Corrects(number));
    recorded()
        .filter(|v| on.is_none_or(|day| v.meta.effective_on.counts_as() <= day))
        .filter(|v| !corrected(v.meta.version))
        .max_by_key(|v| (v.meta.effective_on.counts_as(), v.meta.version))
}
