//! How an action's date may move: only by a date change, each from where the
//! last one left it, and never by the owner's own word.

use super::known;
use super::owner::own;
use crate::body::{Action, DateChange};
use crate::draft::{Draft, Problem};
use crate::entry::Change;
use crate::id::EntryId;
use crate::prepare::Proposed;
use crate::programme::Version;

/// Checks a date change.
pub(super) fn check(
    proposed: &Proposed<'_>,
    draft: &Draft,
    version: &Version,
    change: &DateChange,
    problems: &mut Vec<Problem>,
) {
    let on = change.agreed_on.counts_as();
    if let Some(reason) = own(
        proposed,
        &change.action,
        &change.agreed_by,
        on,
        version.meta.seq,
    ) {
        problems.push(draft.problem(
            "agreed_by",
            format!("{reason}: somebody else must agree to a new date"),
        ));
    }
    if let Some((field, reason)) = broken_link(proposed, &change.action, &draft.id) {
        problems.push(draft.problem(field, reason));
    }
}

/// Checks a new version of an action: its first date stays, and a correction
/// of it fits the first change.
pub(super) fn check_action(
    proposed: &Proposed<'_>,
    draft: &Draft,
    version: &Version,
    action: &Action,
    problems: &mut Vec<Problem>,
) {
    let seq = version.meta.seq;
    match draft.change {
        Change::Changes => {
            let before = known::said::<Action>(proposed, &draft.id, None, seq);
            if let Some(first) = before.and_then(|before| before.due.as_ref())
                && action.due.as_ref() != Some(first)
            {
                problems.push(draft.problem(
                    "due",
                    format!("is “{first}” and stays so, because it is the action’s first date: record a date-change"),
                ));
            }
        }
        Change::Corrects(_) => {
            let first = chain(proposed, &draft.id).into_iter().next();
            if let Some((id, change)) = first
                && change.from != action.due.as_deref().unwrap_or_default()
            {
                problems.push(draft.problem(
                    "due",
                    format!(
                        "“{id}” moved the date from “{}”: correct that too",
                        change.from
                    ),
                ));
            }
        }
        _ => {}
    }
}

/// The changes of an action's date as they stand once the batch is in, in the
/// order they were agreed.
fn chain<'a>(proposed: &'a Proposed<'_>, action: &EntryId) -> Vec<(&'a EntryId, &'a DateChange)> {
    let mut chain: Vec<(&EntryId, &DateChange)> =
        known::naming::<DateChange>(proposed, action, u64::MAX)
            .filter(|(_, change)| change.action == *action)
            .collect();
    chain.sort_by_key(|(id, change)| (change.agreed_on.counts_as(), known::first(proposed, id)));
    chain
}

/// Where a date change does not meet the one before or the one after it.
fn broken_link(
    proposed: &Proposed<'_>,
    action: &EntryId,
    id: &EntryId,
) -> Option<(&'static str, String)> {
    let chain = chain(proposed, action);
    let at = chain.iter().position(|(other, _)| *other == id)?;
    let (_, change) = chain[at];
    let before = match at.checked_sub(1) {
        Some(at) => Some(&chain[at].1.to),
        None => known::said::<Action>(proposed, action, None, u64::MAX)?
            .due
            .as_ref(),
    };
    match before {
        None => {
            return Some((
                "from",
                "the action has no first date: give it one (due) instead of moving it".to_owned(),
            ));
        }
        Some(before) if *before != change.from => {
            return Some((
                "from",
                format!("is “{}”, but the date in force is “{before}”", change.from),
            ));
        }
        Some(_) => {}
    }
    let (next, after) = chain.get(at + 1)?;
    (after.from != change.to).then(|| {
        (
            "to",
            format!(
                "is “{}”, but “{next}”, agreed {}, moved the date from “{}”: correct that too",
                change.to,
                after.agreed_on.in_words(),
                after.from
            ),
        )
    })
}
