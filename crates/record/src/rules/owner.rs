//! Nobody decides about an action of their own: not by the post that owns it,
//! and not by another post that the same person holds.

use jiff::civil::Date;

use super::known;
use crate::body::{Action, Person};
use crate::id::EntryId;
use crate::prepare::Proposed;

/// Who owns an action on a day, or by its last version, of what was recorded
/// before `seq`.
pub(super) fn owner<'a>(
    proposed: &'a Proposed<'_>,
    action: &EntryId,
    on: Option<Date>,
    seq: u64,
) -> Option<&'a EntryId> {
    known::said::<Action>(proposed, action, on, seq).map(|action| &action.owner)
}

/// Why a post may not decide about an action on a day, if it may not: it owns
/// the action then, or the same person holds it and the post that does.
pub(super) fn own(
    proposed: &Proposed<'_>,
    action: &EntryId,
    post: &EntryId,
    on: Date,
    seq: u64,
) -> Option<String> {
    let seq = seq.max(known::first(proposed, action) + 1);
    let owner = owner(proposed, action, Some(on), seq)?;
    if owner == post {
        return Some(format!("“{post}” owns the action"));
    }
    let person = holder_of_both(proposed, owner, post, on, seq)?;
    Some(format!(
        "“{person}” holds “{post}” and “{owner}”, which owns the action"
    ))
}

/// Who holds both posts on a day.
fn holder_of_both<'a>(
    proposed: &'a Proposed<'_>,
    one: &EntryId,
    other: &EntryId,
    on: Date,
    seq: u64,
) -> Option<&'a EntryId> {
    let holds = |person: &Person, post: &EntryId| {
        let mut holds = person.holds.iter();
        holds.any(|holding| holding.post == *post && holding.covers(on))
    };
    known::naming::<Person>(proposed, one, seq)
        .find(|(_, person)| holds(person, one) && holds(person, other))
        .map(|(id, _)| id)
}
