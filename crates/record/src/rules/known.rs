//! What stood recorded when a version was, for rules that look at other entries.
//!
//! Each version is judged by what was recorded before it, so that a record
//! that was right when it was made can always be imported again.

use jiff::civil::Date;

use crate::entry::Change;
use crate::id::EntryId;
use crate::kind::Content;
use crate::prepare::Proposed;
use crate::programme::Version;

/// The version in force on a day, or the last to come into force, of those
/// recorded before `seq`. A withdrawal has no body: after it nothing is held.
pub(super) fn standing<'a>(
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

/// What an entry of a kind says by [`standing`].
pub(super) fn said<'a, T: Content>(
    proposed: &'a Proposed<'_>,
    id: &EntryId,
    on: Option<Date>,
    seq: u64,
) -> Option<&'a T> {
    T::of(standing(proposed, id, on, seq)?.body.as_ref()?)
}

/// What an entry of a kind said on a day to somebody recording at `seq`: an
/// entry that follows in the same batch is taken by its first version, and one
/// not yet in force on the day by its last.
pub(super) fn said_by_then<'a, T: Content>(
    proposed: &'a Proposed<'_>,
    id: &EntryId,
    on: Date,
    seq: u64,
) -> Option<&'a T> {
    let seq = seq.max(first(proposed, id) + 1);
    said(proposed, id, Some(on), seq).or_else(|| said(proposed, id, None, seq))
}

/// The number of an entry's first version in the record, 0 if it has none.
pub(super) fn first(proposed: &Proposed<'_>, id: &EntryId) -> u64 {
    let mut versions = proposed.versions(id);
    versions.next().map_or(0, |first| first.meta.seq)
}

/// Every entry of a kind that names an entry, with what it says by [`standing`].
pub(super) fn naming<'a, T: Content>(
    proposed: &'a Proposed<'_>,
    to: &EntryId,
    seq: u64,
) -> impl Iterator<Item = (&'a EntryId, &'a T)> {
    proposed
        .referring(T::KIND, to)
        .filter_map(move |id| Some((id, said::<T>(proposed, id, None, seq)?)))
}
