//! From what somebody asks to append to sealed entries: versions numbered,
//! rules checked, the chain continued. All of a batch or none of it.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use jiff::tz::Offset;

use crate::chain;
use crate::claimed_date::ClaimedDate;
use crate::draft::{Draft, Problem};
use crate::entry::{Change, Digest, Entry, Head, Meta, Salt, Written};
use crate::id::EntryId;
use crate::kind::Kind;
use crate::programme::{History, Programme, Version, decode};
use crate::rules;

/// A batch that follows a record but is not part of it yet.
pub(crate) struct Proposed<'a> {
    programme: &'a Programme,
    drafts: &'a [Draft],
    versions: Vec<Version>,
    by_id: HashMap<&'a EntryId, Vec<usize>>,
    /// Entries opened or changed here, by the kind they are of and an entry
    /// they name.
    referring: HashMap<(Kind, EntryId), Vec<&'a EntryId>>,
}

impl<'a> Proposed<'a> {
    /// Every version of an entry, in the record and then in the batch.
    pub(crate) fn versions(&self, id: &EntryId) -> impl Iterator<Item = &Version> {
        let stored = self
            .programme
            .history(id)
            .map_or(&[][..], |history| &history.versions);
        let proposed = self.by_id.get(id).map_or(&[][..], Vec::as_slice);
        stored
            .iter()
            .chain(proposed.iter().map(|&at| &self.versions[at]))
    }

    /// Each draft with the version made of it.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (&'a Draft, &Version)> {
        self.drafts.iter().zip(&self.versions)
    }

    /// Names of the entries of a kind of which some version names this entry,
    /// in the record and then in the batch.
    pub(crate) fn referring(&self, kind: Kind, to: &EntryId) -> impl Iterator<Item = &EntryId> {
        let stored = self.programme.referring(kind, to);
        let mut known: HashSet<&EntryId> = stored.filter_map(History::id).collect();
        let batch = self.referring.get(&(kind, to.clone()));
        let batch = batch.map_or(&[][..], Vec::as_slice).iter().copied();
        let fresh: Vec<&EntryId> = batch.filter(|id| known.insert(id)).collect();
        self.programme
            .referring(kind, to)
            .filter_map(History::id)
            .chain(fresh)
    }

    fn push(&mut self, draft: &'a Draft, version: Version) {
        // Readings name few things, and nobody asks who they are by those.
        let body = version.body.as_ref();
        let body = body.filter(|body| body.kind() != Kind::Reading);
        for reference in body.iter().flat_map(|body| body.references()) {
            let key = (draft.id.kind(), reference.to.clone());
            let names = self.referring.entry(key).or_default();
            if names.last() != Some(&&draft.id) {
                names.push(&draft.id);
            }
        }
        self.by_id
            .entry(&draft.id)
            .or_default()
            .push(self.versions.len());
        self.versions.push(version);
    }

    /// The programme it follows.
    pub(crate) const fn programme(&self) -> &Programme {
        self.programme
    }
}

impl Programme {
    /// Turns drafts into entries that may be stored behind this record's head.
    ///
    /// `recorded_at` is the store's own time and `salts` its random source,
    /// called once for each body.
    ///
    /// # Errors
    /// Everything that is wrong with any draft; then nothing may be stored.
    pub fn prepare(
        &self,
        drafts: &[Draft],
        recorded_at: Timestamp,
        mut salts: impl FnMut() -> Salt,
    ) -> Result<Vec<Entry>, Vec<Problem>> {
        // recorded_at never goes back along seq, whatever the clock does.
        let recorded_at = self
            .last_recorded()
            .map_or(recorded_at, |last| last.max(recorded_at));
        let mut head = self.head();
        let mut problems = Vec::new();
        let mut entries = Vec::with_capacity(drafts.len());
        let mut proposed = Proposed {
            programme: self,
            drafts,
            versions: Vec::with_capacity(drafts.len()),
            by_id: HashMap::new(),
            referring: HashMap::new(),
        };
        // What follows a version that cannot be read is not worth a complaint.
        let mut unread = HashSet::new();
        for draft in drafts {
            if unread.contains(&draft.id) {
                continue;
            }
            match next(&proposed, draft, head, recorded_at, &mut salts) {
                Ok((entry, version)) => {
                    head = Head {
                        seq: entry.meta.seq,
                        hash: entry.hash,
                    };
                    entries.push(entry);
                    proposed.push(draft, version);
                }
                Err(problem) => {
                    unread.insert(&draft.id);
                    problems.push(problem);
                }
            }
        }
        // The rules between entries mean something only once every one is read.
        if problems.is_empty() {
            problems = rules::check(&proposed);
        }
        if problems.is_empty() {
            Ok(entries)
        } else {
            Err(problems)
        }
    }
}

/// The entry a draft becomes, with its decoded version.
fn next(
    proposed: &Proposed<'_>,
    draft: &Draft,
    head: Head,
    recorded_at: Timestamp,
    salts: &mut impl FnMut() -> Salt,
) -> Result<(Entry, Version), Problem> {
    let programme = proposed.programme;
    if &draft.authority != programme.authority() {
        return Err(draft.problem(
            "authority",
            format!(
                "is “{}”, but this batch is for “{}”: append to one authority at a time",
                draft.authority,
                programme.authority()
            ),
        ));
    }
    rules::text::body(draft)?;
    let last = proposed.versions(&draft.id).map(|v| v.meta.version).max();
    let version = number(draft, last)?;
    let first = programme.head().seq + 1;
    let seq = head.seq + 1;
    let meta = Meta {
        authority: draft.authority.clone(),
        seq,
        batch: first,
        command_id: draft.command_id.clone().filter(|_| seq == first),
        schema: draft.schema,
        id: draft.id.clone(),
        version,
        change: draft.change,
        effective_on: draft.effective_on,
        known_on: draft
            .known_on
            .unwrap_or_else(|| ClaimedDate::day(Offset::UTC.to_datetime(recorded_at).date())),
        published_on: draft.published_on,
        recorded_at,
        claimed_recorded_at: draft.claimed_recorded_at,
        recorded_by: draft.recorded_by.clone(),
        classification: draft.classification,
        reason: draft.reason.clone(),
    };
    // A withdrawal says nothing more, and its body is the same wherever it
    // comes from.
    let nothing = (draft.change == Change::Withdraws && draft.erased_digest.is_none())
        .then(|| "{}".to_owned());
    let entry = match (
        draft.body.as_ref().or(nothing.as_ref()),
        draft.erased_digest,
    ) {
        (Some(body), _) => chain::seal(
            meta,
            Written {
                body: body.clone(),
                salt: salts(),
            },
            &head,
        ),
        (None, digest) => chain::seal_digest(meta, None, digest.unwrap_or(Digest::ZERO), &head),
    };
    let version = decode(entry.clone(), false).map_err(|error| {
        let field = if error.field == "." {
            "body".to_owned()
        } else {
            error.field
        };
        draft.problem(field, format!("{} (in “{}”)", error.reason, draft.id))
    })?;
    Ok((entry, version))
}

/// The number of the version a draft becomes: one more than the last.
fn number(draft: &Draft, last: Option<u32>) -> Result<u32, Problem> {
    let next = last.map_or(1, |last| last + 1);
    match (draft.change, last) {
        (Change::Opens, Some(last)) => {
            return Err(draft.problem(
                "id",
                format!(
                    "“{}” is already in the record, at version {last}: say change = \"changes\" or \"corrects\" to add a version",
                    draft.id
                ),
            ));
        }
        (Change::Opens, None) | (_, Some(_)) => {}
        (change, None) => {
            return Err(draft.problem(
                "change",
                format!(
                    "{} “{}”, which is not in the record: open it first",
                    change.name(),
                    draft.id
                ),
            ));
        }
    }
    match draft.version {
        Some(asked) if asked != next => Err(draft.problem(
            "version",
            format!("is {asked}, but the next version of “{}” is {next}: somebody else may have changed it; look at it again", draft.id),
        )),
        _ => Ok(next),
    }
}
