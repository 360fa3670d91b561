//! Nobody signs off an action of their own.
//!
//! An owner is whoever owned the action on the day of the sign-off, and whoever
//! owns it by its last version: neither may sign it off, nor may another post
//! that the same person held on that day. Nor may an owner be written in later,
//! under a sign-off of the same post.

use jiff::civil::Date;

use super::known;
use super::owner::{own, owner};
use crate::body::SignOff;
use crate::draft::{Draft, Problem};
use crate::entry::{Change, Meta};
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
    let seq = version.meta.seq.max(known::first(proposed, action) + 1);
    let on = decided(sign_off, &version.meta);
    let last = owner(proposed, action, None, seq) == Some(&sign_off.by);
    let reason = own(proposed, action, &sign_off.by, on, seq)
        .or_else(|| last.then(|| format!("“{}” owns the action", sign_off.by)));
    if let Some(reason) = reason {
        problems.push(draft.problem("by", format!("{reason}: somebody else must sign it off")));
    }
}

/// The day a sign-off was decided.
pub(super) fn decided(sign_off: &SignOff, meta: &Meta) -> Date {
    sign_off.on.unwrap_or(meta.effective_on).counts_as()
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
    for id in proposed.referring(Kind::SignOff, &draft.id) {
        let Some(signed) = known::standing(proposed, id, None, seq) else {
            continue;
        };
        let Some(sign_off) = signed.body.as_ref().and_then(SignOff::of) else {
            continue;
        };
        let on = decided(sign_off, &signed.meta);
        if sign_off.action == draft.id
            && owner(proposed, &draft.id, Some(on), seq + 1) == Some(&sign_off.by)
        {
            problems.push(draft.problem(
                "owner",
                format!(
                    "“{}” signed the action off in “{id}”, {}, and cannot have owned it then: withdraw or correct that sign-off first",
                    sign_off.by,
                    sign_off.on.unwrap_or(signed.meta.effective_on).in_words()
                ),
            ));
        }
    }
}
