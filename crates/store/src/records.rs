//! Each authority's record in memory, brought up to date before each answer,
//! and the way to append to it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use record::draft::{Draft, Problem};
use record::entry::{Change, Entry, Head, Salt};
use record::id::Authority;
use record::programme::Programme;

use crate::cache::{Cache, Held, bytes_of, held};
use crate::db::{Db, Value};
use crate::entry_row::{EntryRow, each_entry, insert, key, signed};
use crate::error::StoreError;
use crate::pool::Pool;
use crate::statements;
use crate::store::{self, Store};

/// How many bytes of records are kept in memory unless told otherwise.
const IN_MEMORY: u64 = 512 << 20;

/// A store and the records in it.
///
/// Pages read through other connections than appends go through, so that a page
/// never waits for a disk.
pub struct Records {
    store: Store,
    readers: Pool,
    writers: Option<Pool>,
    programmes: Cache,
    /// An erasure whose text may still stand in the log beside the database.
    log_to_empty: AtomicBool,
}

/// What an append did to one authority's record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appended {
    /// Whose record.
    pub authority: Authority,
    /// Number of the batch's first entry.
    pub first_seq: u64,
    /// Number of its last.
    pub last_seq: u64,
    /// The end of the chain with it.
    pub head: Head,
    /// Whether the command had been carried out before, and nothing was done now.
    pub repeated: bool,
}

/// Why nothing was appended.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// The store cannot.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Something is wrong with what was to be appended.
    #[error("{} of the entries cannot be stored: {}", .0.len(), .0.first().map(ToString::to_string).unwrap_or_default())]
    Refused(Vec<Problem>),
}

/// What was done for one authority, before it is committed.
enum Done {
    Repeated(Appended),
    New(Appended, Vec<Entry>),
}

impl Records {
    /// The records of a store.
    ///
    /// # Errors
    /// The database cannot be opened.
    pub fn new(store: Store) -> Result<Self, StoreError> {
        Self::with_memory(store, IN_MEMORY)
    }

    /// The records of a store, about so many bytes of them in memory.
    ///
    /// # Errors
    /// The database cannot be opened.
    pub fn with_memory(store: Store, bytes: u64) -> Result<Self, StoreError> {
        let writers = if store.location().is_writable() {
            Some(store.location().writers()?)
        } else {
            None
        };
        Ok(Self {
            readers: store.location().readers()?,
            writers,
            programmes: Cache::new(bytes),
            log_to_empty: AtomicBool::new(false),
            store,
        })
    }

    /// The store beneath.
    #[must_use]
    pub const fn store(&self) -> &Store {
        &self.store
    }

    /// The authorities that have a record, by name.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn authorities(&self) -> Result<Vec<Authority>, StoreError> {
        let heads = self.read(store::heads)?;
        Ok(heads.into_iter().map(|(authority, _)| authority).collect())
    }

    /// The record of an authority as it stands; empty if nothing is known of
    /// it. Costs one short question when nothing is new.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn programme(&self, authority: &Authority) -> Result<Arc<Programme>, StoreError> {
        self.read(|db| self.caught_up(db, authority))
    }

    /// Of each authority that has a record, by name, only what it says of
    /// itself: enough to list them all without reading all their records.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn profiles(&self) -> Result<Vec<Programme>, StoreError> {
        self.read(|db| {
            let heads = store::heads(db)?;
            let mut profiles: BTreeMap<Authority, Programme> = heads
                .into_iter()
                .map(|(authority, _)| (authority.clone(), Programme::new(authority)))
                .collect();
            db.query(statements::PROFILES, &[], |row| {
                let entry = EntryRow::read(row)
                    .and_then(|row| row.entry())
                    .map_err(|bad| bad.of("entry", "what an authority says of itself"))?;
                match profiles.get_mut(&entry.meta.authority) {
                    Some(programme) => push(programme, entry),
                    None => Ok(()),
                }
            })?;
            Ok(profiles.into_values().collect())
        })
    }

    /// How many records are in memory, and about how many bytes they take.
    #[must_use]
    pub fn in_memory(&self) -> (usize, u64) {
        self.programmes.size()
    }

    /// Reads, once more if the connection turns out to be lost: the server may
    /// be back already.
    fn read<T>(&self, work: impl Fn(&Db) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let once = || self.readers.with(self.store.location(), &work);
        match once() {
            Err(StoreError::Unreachable { .. }) => once(),
            answer => answer,
        }
    }

    /// Appends, all or nothing: each authority's drafts as one batch, in the
    /// order of their first appearance. When it returns, they are on the disk.
    ///
    /// A command that was carried out before is not carried out again.
    ///
    /// # Errors
    /// Everything wrong with any draft; or the store cannot.
    pub fn append(&self, drafts: Vec<Draft>) -> Result<Vec<Appended>, AppendError> {
        let location = self.store.location();
        let writers = self
            .writers
            .as_ref()
            .ok_or_else(|| StoreError::ReadOnly(location.name().to_owned()))?;
        let problems = unfit(&drafts);
        if !problems.is_empty() {
            return Err(AppendError::Refused(problems));
        }
        let batches = by_authority(drafts);
        writers.with(location, |db| {
            let done = db.write(|| {
                db.lock_heads(batches.iter().map(|(authority, _)| authority))?;
                self.append_all(db, &batches)
            })?;
            Ok(self.after(db, done)?)
        })
    }

    /// What follows a commit: the records in memory grow, and what was erased
    /// leaves the log.
    fn after(&self, db: &Db, done: Vec<Done>) -> Result<Vec<Appended>, StoreError> {
        let mut appended = Vec::new();
        for done in done {
            match done {
                Done::Repeated(batch) => appended.push(batch),
                Done::New(batch, entries) => {
                    if entries
                        .iter()
                        .any(|entry| entry.meta.change == Change::Erases)
                    {
                        self.log_to_empty.store(true, Ordering::Relaxed);
                    }
                    self.remember(&batch.authority, entries)?;
                    appended.push(batch);
                }
            }
        }
        // While somebody reads, the log stays; the next append tries again.
        if self.log_to_empty.load(Ordering::Relaxed) && db.empty_log().unwrap_or(false) {
            self.log_to_empty.store(false, Ordering::Relaxed);
        }
        Ok(appended)
    }

    fn append_all(
        &self,
        db: &Db,
        batches: &[(Authority, Vec<Draft>)],
    ) -> Result<Vec<Done>, AppendError> {
        let mut done = Vec::with_capacity(batches.len());
        let mut problems = Vec::new();
        for (authority, drafts) in batches {
            match self.append_one(db, authority, drafts) {
                Ok(batch) => done.push(batch),
                Err(AppendError::Refused(more)) => problems.extend(more),
                Err(error) => return Err(error),
            }
        }
        if problems.is_empty() {
            Ok(done)
        } else {
            Err(AppendError::Refused(problems))
        }
    }

    fn append_one(
        &self,
        db: &Db,
        authority: &Authority,
        drafts: &[Draft],
    ) -> Result<Done, AppendError> {
        if let Some(before) = repeated(db, authority, drafts)? {
            return Ok(Done::Repeated(before));
        }
        let programme = self.caught_up(db, authority)?;
        let entries = programme
            .prepare(drafts, self.store.edge().now(), self.salts(drafts.len())?)
            .map_err(AppendError::Refused)?;
        for entry in &entries {
            insert(db, entry)?;
            if entry.meta.change == Change::Erases {
                db.execute(
                    statements::ERASE,
                    &[
                        Value::Text(authority.as_str()),
                        Value::Text(entry.meta.id.as_str()),
                        Value::Number(signed(entry.meta.seq)),
                    ],
                )?;
            }
        }
        let head = entries.last().map_or(programme.head(), |last| Head {
            seq: last.meta.seq,
            hash: last.hash,
        });
        move_head(db, authority, head)?;
        let batch = Appended {
            authority: authority.clone(),
            first_seq: programme.head().seq + 1,
            last_seq: head.seq,
            head,
            repeated: false,
        };
        Ok(Done::New(batch, entries))
    }

    /// So many salts, made before they are asked for because making them may
    /// fail.
    fn salts(&self, count: usize) -> Result<impl FnMut() -> Salt, StoreError> {
        let mut bytes = vec![[0; 16]; count];
        self.store
            .edge()
            .random(bytes.as_flattened_mut())
            .map_err(|source| StoreError::Io {
                doing: "get random numbers for",
                path: self.store.location().name().to_owned(),
                source,
            })?;
        Ok(move || Salt(bytes.pop().unwrap_or_default()))
    }

    /// The record of an authority, with whatever `db` has that it has not.
    fn caught_up(&self, db: &Db, authority: &Authority) -> Result<Arc<Programme>, StoreError> {
        let head = store::head(db, authority)?;
        if head == Head::EMPTY {
            // Nothing is kept for names that anybody may ask for.
            self.programmes.forget(authority);
            return Ok(Arc::new(Programme::new(authority.clone())));
        }
        let slot = self.programmes.slot(authority);
        let mut known = held(&slot);
        if known.programme.head() == head {
            return Ok(Arc::clone(&known.programme));
        }
        // Another page may have caught up with more since.
        let head = store::head(db, authority)?;
        if let Err(error) = catch_up(db, authority, &mut known, head) {
            known.clear();
            return Err(error);
        }
        self.programmes.has_grown(authority, known.bytes);
        Ok(Arc::clone(&known.programme))
    }

    /// Adds what was just committed to the record in memory.
    fn remember(&self, authority: &Authority, entries: Vec<Entry>) -> Result<(), StoreError> {
        let slot = self.programmes.slot(authority);
        let mut known = held(&slot);
        for entry in entries {
            // Somebody else may have caught up in the meantime.
            if entry.meta.seq == known.programme.head().seq + 1 {
                add(&mut known, entry)?;
            }
        }
        self.programmes.has_grown(authority, known.bytes);
        Ok(())
    }
}

/// Reads what a record in memory lacks up to this head.
fn catch_up(
    db: &Db,
    authority: &Authority,
    known: &mut Held,
    head: Head,
) -> Result<(), StoreError> {
    if known.programme.head() == head {
        return Ok(());
    }
    if !follows(db, authority, known.programme.head())? {
        // The database was replaced by another.
        known.clear();
    }
    let from = known.programme.head().seq + 1;
    each_entry(db, authority.as_str(), from, head.seq, |entry| {
        add(known, entry)
    })?;
    if known.programme.head() == head {
        return Ok(());
    }
    Err(StoreError::Inconsistent {
        table: "head",
        column: "seq".to_owned(),
        key: authority.to_string(),
        reason: format!("says {}, which is not the last entry there", head.seq),
    })
}

/// Adds an entry to a record in memory.
fn add(known: &mut Held, entry: Entry) -> Result<(), StoreError> {
    let head = known.programme.head();
    let seq = entry.meta.seq;
    if seq != head.seq + 1 || entry.prev_hash != head.hash {
        return Err(StoreError::Inconsistent {
            table: "entry",
            column: "prev_hash".to_owned(),
            key: key(entry.meta.authority.as_str(), seq),
            reason: "does not follow the entry before it".to_owned(),
        });
    }
    known.bytes += bytes_of(&entry);
    push(Arc::make_mut(&mut known.programme), entry)
}

fn push(programme: &mut Programme, entry: Entry) -> Result<(), StoreError> {
    let key = key(entry.meta.authority.as_str(), entry.meta.seq);
    programme
        .push(entry)
        .map_err(|unreadable| StoreError::Inconsistent {
            table: "entry",
            column: "body".to_owned(),
            key,
            reason: unreadable.to_string(),
        })
}

/// Whether the database still has this head somewhere in its chain.
fn follows(db: &Db, authority: &Authority, head: Head) -> Result<bool, StoreError> {
    let mut found = head == Head::EMPTY;
    each_entry(db, authority.as_str(), head.seq, head.seq, |entry| {
        found = entry.hash == head.hash;
        Ok::<(), StoreError>(())
    })?;
    Ok(found)
}

/// Moves the end of an authority's chain.
pub(crate) fn move_head(db: &Db, authority: &Authority, head: Head) -> Result<(), StoreError> {
    db.execute(
        statements::MOVE_HEAD,
        &[
            Value::Text(authority.as_str()),
            Value::Number(signed(head.seq)),
            Value::Bytes(&head.hash.0),
        ],
    )
}

/// Drafts whose body could not be exported as it stands.
fn unfit(drafts: &[Draft]) -> Vec<Problem> {
    drafts
        .iter()
        .filter(|draft| {
            draft
                .body
                .as_deref()
                .is_some_and(|body| body.contains('\n') || body.trim() != body)
        })
        .map(|draft| draft.problem("body", "must be JSON on one line, without spaces around it"))
        .collect()
}

/// The drafts of each authority, in the order of their first appearance.
fn by_authority(drafts: Vec<Draft>) -> Vec<(Authority, Vec<Draft>)> {
    let mut batches: Vec<(Authority, Vec<Draft>)> = Vec::new();
    for draft in drafts {
        match batches.iter_mut().find(|(of, _)| *of == draft.authority) {
            Some((_, batch)) => batch.push(draft),
            None => batches.push((draft.authority.clone(), vec![draft])),
        }
    }
    batches
}

/// The batch that the same command appended before, if it did.
fn repeated(
    db: &Db,
    authority: &Authority,
    drafts: &[Draft],
) -> Result<Option<Appended>, AppendError> {
    let Some((first, command)) = drafts
        .first()
        .and_then(|draft| Some((draft, draft.command_id.as_deref()?)))
    else {
        return Ok(None);
    };
    let values = [Value::Text(authority.as_str()), Value::Text(command)];
    let seq = db.query_one(statements::COMMAND, &values, |row| {
        row.number(0).map_err(|bad| bad.of("entry", command))
    })?;
    let Some(seq) = seq else { return Ok(None) };
    let mut batch = Vec::new();
    let to = seq + drafts.len() as u64;
    each_entry(db, authority.as_str(), seq, to, |entry| {
        if entry.meta.batch == seq {
            batch.push(entry);
        }
        Ok::<(), StoreError>(())
    })?;
    let same = batch.len() == drafts.len()
        && batch
            .iter()
            .zip(drafts)
            .all(|(entry, draft)| is_of(entry, draft));
    match batch.last() {
        Some(last) if same => Ok(Some(Appended {
            authority: authority.clone(),
            first_seq: seq,
            last_seq: last.meta.seq,
            head: Head {
                seq: last.meta.seq,
                hash: last.hash,
            },
            repeated: true,
        })),
        _ => Err(AppendError::Refused(vec![first.problem(
            "command_id",
            format!("“{command}” was used before, for entry {seq}, which says something else: give each command its own"),
        )])),
    }
}

/// Whether an entry is what a draft would become.
fn is_of(entry: &Entry, draft: &Draft) -> bool {
    let said = entry.written.as_ref().map(|written| &written.body);
    entry.meta.id == draft.id
        && entry.meta.change == draft.change
        && entry.meta.effective_on == draft.effective_on
        && (said.is_none() || said == draft.body.as_ref())
}
