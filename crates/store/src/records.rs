//! Each authority's record in memory, brought up to date before each answer,
//! and the way to append to it.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use record::draft::{Draft, Problem};
use record::entry::{Change, Entry, Head, Salt};
use record::id::Authority;
use record::programme::Programme;

use crate::entry_row::{each_entry, insert, key, signed};
use crate::error::StoreError;
use crate::sqlite::{Db, Value};
use crate::statements;
use crate::store::{self, Store};

/// A store and the records in it.
///
/// Pages read through one connection and appends go through another, so that a
/// page never waits for a disk.
pub struct Records {
    store: Store,
    reader: Mutex<Db>,
    writer: Option<Mutex<Db>>,
    programmes: Mutex<HashMap<Authority, Arc<Programme>>>,
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
        let writer = if store.location().is_writable() {
            Some(Mutex::new(store.connect()?))
        } else {
            None
        };
        Ok(Self {
            reader: Mutex::new(store.connect()?),
            writer,
            programmes: Mutex::default(),
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
        let heads = store::heads(&held(&self.reader))?;
        Ok(heads.into_iter().map(|(authority, _)| authority).collect())
    }

    /// The record of an authority as it stands; empty if nothing is known of
    /// it. Costs one short question when nothing is new.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn programme(&self, authority: &Authority) -> Result<Arc<Programme>, StoreError> {
        let reader = held(&self.reader);
        self.caught_up(&reader, authority)
    }

    /// Appends, all or nothing: each authority's drafts as one batch, in the
    /// order of their first appearance. When it returns, they are on the disk.
    ///
    /// A command that was carried out before is not carried out again.
    ///
    /// # Errors
    /// Everything wrong with any draft; or the store cannot.
    pub fn append(&self, drafts: Vec<Draft>) -> Result<Vec<Appended>, AppendError> {
        let writer = self
            .writer
            .as_ref()
            .ok_or_else(|| StoreError::ReadOnly(self.store.location().file().to_owned()))?;
        let problems = unfit(&drafts);
        if !problems.is_empty() {
            return Err(AppendError::Refused(problems));
        }
        let batches = by_authority(drafts);
        let writer = held(writer);
        let done = writer.write(|| self.append_all(&writer, &batches))?;
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
        if self.log_to_empty.load(Ordering::Relaxed) && writer.empty_log().unwrap_or(false) {
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
                path: self.store.location().file().to_owned(),
                source,
            })?;
        Ok(move || Salt(bytes.pop().unwrap_or_default()))
    }

    /// The record of an authority, with whatever `db` has that it has not.
    fn caught_up(&self, db: &Db, authority: &Authority) -> Result<Arc<Programme>, StoreError> {
        let mut programmes = held(&self.programmes);
        let head = store::head(db, authority)?;
        if head == Head::EMPTY {
            // Nothing is kept for names that anybody may ask for.
            programmes.remove(authority);
            return Ok(Arc::new(Programme::new(authority.clone())));
        }
        let known = programmes
            .entry(authority.clone())
            .or_insert_with(|| Arc::new(Programme::new(authority.clone())));
        if known.head() == head {
            return Ok(Arc::clone(known));
        }
        if !follows(db, authority, known.head())? {
            // The folder's database was replaced by another.
            *known = Arc::new(Programme::new(authority.clone()));
        }
        let from = known.head().seq + 1;
        let programme = Arc::make_mut(known);
        let caught_up = each_entry(db, authority.as_str(), from, head.seq, |entry| {
            add(programme, entry)
        });
        if caught_up.is_err() || programme.head() != head {
            programmes.remove(authority);
            caught_up?;
            return Err(StoreError::Inconsistent {
                table: "head",
                column: "seq".to_owned(),
                key: authority.to_string(),
                reason: format!("says {}, which is not the last entry there", head.seq),
            });
        }
        Ok(Arc::clone(known))
    }

    /// Adds what was just committed to the record in memory.
    fn remember(&self, authority: &Authority, entries: Vec<Entry>) -> Result<(), StoreError> {
        let mut programmes = held(&self.programmes);
        let known = programmes
            .entry(authority.clone())
            .or_insert_with(|| Arc::new(Programme::new(authority.clone())));
        let programme = Arc::make_mut(known);
        for entry in entries {
            // Somebody else may have caught up in the meantime.
            if entry.meta.seq == programme.head().seq + 1 {
                add(programme, entry)?;
            }
        }
        Ok(())
    }
}

/// Takes a lock. Whoever panicked while holding it left the database to its
/// transaction and the record in memory to the next catching-up.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Adds an entry to a record in memory.
fn add(programme: &mut Programme, entry: Entry) -> Result<(), StoreError> {
    let seq = entry.meta.seq;
    if seq != programme.head().seq + 1 || entry.prev_hash != programme.head().hash {
        return Err(StoreError::Inconsistent {
            table: "entry",
            column: "prev_hash".to_owned(),
            key: key(entry.meta.authority.as_str(), seq),
            reason: "does not follow the entry before it".to_owned(),
        });
    }
    let authority = entry.meta.authority.clone();
    programme
        .push(entry)
        .map_err(|unreadable| StoreError::Inconsistent {
            table: "entry",
            column: "body".to_owned(),
            key: key(authority.as_str(), seq),
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
