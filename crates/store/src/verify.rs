//! Checking that nothing in the record was edited, removed, swapped or added.

use std::fmt;
use std::iter::successors;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use record::chain;
use record::entry::{Change, Digest, Entry, Head};
use record::id::Authority;
use record::kind::Body;

use crate::db::{BadColumn, Db, Value};
use crate::entry_row::{EntryRow, signed};
use crate::error::StoreError;
use crate::statements;
use crate::store::{Store, heads};

/// How many entries one thread checks at a time.
const CHUNK: u32 = 10_000;

/// A record that was found sound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Each authority's, by name.
    pub authorities: Vec<Checked>,
}

/// One authority's record that was found sound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Whose.
    pub authority: Authority,
    /// The end of its chain; `seq` is the number of its entries.
    pub head: Head,
}

/// What a check found.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// It could not be carried out.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The first entry that is not as it was stored.
    #[error(
        "Entry {seq} of {authority} is not as it was stored: {reason}. Restore a backup made before this into an empty folder."
    )]
    Entry {
        /// Whose record.
        authority: String,
        /// The entry's number.
        seq: u64,
        /// What is wrong with it.
        reason: String,
    },
    /// The entries are sound, but the file they are in is not.
    #[error(
        "Every entry is as it was stored, but the database file is damaged ({0}). Export the record and import it into an empty folder, or restore a backup."
    )]
    File(String),
    /// The chain is sound in itself, but is not the one whose head was noted.
    #[error(
        "The record is not the one whose end was noted as {expected}: {reason}. Either the note is of another record, or the end of this one was cut off or written anew."
    )]
    Head {
        /// The head noted elsewhere.
        expected: Head,
        /// What there is instead.
        reason: String,
    },
}

/// One piece of work.
#[derive(Clone, Copy)]
enum Job {
    /// SQLite's own check of the file.
    File,
    /// The entries of the authority at this place in the list, between these
    /// numbers.
    Entries { at: usize, from: u64, to: u64 },
}

/// Something found, in the order in which it is told: by authority and number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Fault {
    at: usize,
    seq: u64,
    reason: String,
}

impl Store {
    /// Checks the whole record: the file, every hash and digest, every number,
    /// that what has no body was erased and what was erased has none, that each
    /// body can be read, and that each chain ends where it says.
    ///
    /// What it cannot see is a chain whose end was cut off or that was written
    /// anew from some entry on; `expected`, a head noted elsewhere, shows those.
    /// A record that has grown since the note passes. `progress` is told how
    /// many entries were checked; several threads call it.
    ///
    /// # Errors
    /// The first entry that is wrong, and what is wrong with it.
    pub fn verify(
        &self,
        expected: Option<Head>,
        progress: &(dyn Fn(u64) + Sync),
    ) -> Result<Verified, VerifyError> {
        let db = self.connect()?;
        let mut faults = Vec::new();
        let heads = db.snapshot(|| {
            let heads = heads(&db)?;
            faults.extend(miscounted(&db, &heads)?);
            Ok::<_, StoreError>(heads)
        })?;
        let checking = Checking {
            heads: &heads,
            faults: Mutex::new(faults),
            damage: Mutex::new(None),
            checked: AtomicU64::new(0),
            progress,
        };
        checking.run(self)?;
        let first = into_inner(checking.faults).into_iter().min();
        if let Some(fault) = first {
            return Err(VerifyError::Entry {
                authority: heads
                    .get(fault.at)
                    .map_or_else(|| "an unknown authority".to_owned(), |of| of.0.to_string()),
                seq: fault.seq,
                reason: fault.reason,
            });
        }
        if let Some(damage) = into_inner(checking.damage) {
            return Err(VerifyError::File(damage));
        }
        if let Some(expected) = expected {
            holds(&db, &heads, expected)?;
        }
        let checked = |(authority, head)| Checked { authority, head };
        Ok(Verified {
            authorities: heads.into_iter().map(checked).collect(),
        })
    }
}

fn into_inner<T>(mutex: Mutex<T>) -> T {
    mutex.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// A check under way, shared by its threads.
struct Checking<'a> {
    heads: &'a [(Authority, Head)],
    faults: Mutex<Vec<Fault>>,
    damage: Mutex<Option<String>>,
    checked: AtomicU64,
    progress: &'a (dyn Fn(u64) + Sync),
}

impl Checking<'_> {
    fn run(&self, store: &Store) -> Result<(), StoreError> {
        let mut jobs = vec![Job::File];
        for (at, (_, head)) in self.heads.iter().enumerate() {
            let starts = successors(Some(1), |from| Some(from + u64::from(CHUNK)))
                .take_while(|from| *from <= head.seq);
            jobs.extend(starts.map(|from| Job::Entries {
                at,
                from,
                to: head.seq.min(from + u64::from(CHUNK) - 1),
            }));
        }
        let next = AtomicUsize::new(0);
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        std::thread::scope(|scope| {
            let workers: Vec<_> = (0..threads.min(jobs.len()))
                .map(|_| {
                    scope.spawn(|| {
                        let db = store.connect()?;
                        while let Some(job) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
                            self.work(&db, *job)?;
                        }
                        Ok(())
                    })
                })
                .collect();
            workers.into_iter().try_for_each(|worker| {
                worker
                    .join()
                    .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            })
        })
    }

    fn work(&self, db: &Db, job: Job) -> Result<(), StoreError> {
        match job {
            Job::File => {
                let found = match db.quick_check() {
                    Err(StoreError::Corrupt { what, .. }) => Some(what),
                    found => found?,
                };
                *self.damage.lock().unwrap_or_else(PoisonError::into_inner) = found;
            }
            Job::Entries { at, from, to } => {
                let found = self.entries(db, at, from, to)?;
                if let Some(fault) = found {
                    self.faults
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .push(fault);
                }
                let before = self.checked.fetch_add(to + 1 - from, Ordering::Relaxed);
                (self.progress)(before + to + 1 - from);
            }
        }
        Ok(())
    }

    /// The first thing wrong with an authority's entries between two numbers.
    fn entries(&self, db: &Db, at: usize, from: u64, to: u64) -> Result<Option<Fault>, StoreError> {
        let Some((authority, head)) = self.heads.get(at) else {
            return Ok(None);
        };
        let mut links = Links {
            next: from,
            prev: (from == 1).then_some(Digest::ZERO),
            without_body: Vec::new(),
            erasures: Vec::new(),
        };
        let read = each_row(db, authority, from.max(2) - 1, to, |row| {
            links.follow(row.map_err(|bad| format!("{} {}", bad.column, bad.reason))?)
        });
        let fault = |seq, reason| Fault { at, seq, reason };
        let mut found = match read {
            Ok(()) if links.next <= to => Some(fault(links.next, "it is missing".to_owned())),
            Ok(()) if to == head.seq && links.prev != Some(head.hash) => {
                Some(fault(to, "it is not the one noted as the last".to_owned()))
            }
            Ok(()) => None,
            Err(Stopped::Found(reason)) => Some(fault(links.next, reason)),
            Err(Stopped::Store(StoreError::Corrupt { what, .. })) => Some(fault(
                links.next,
                format!("it cannot be read, the file is damaged ({what})"),
            )),
            Err(Stopped::Store(error)) => return Err(error),
        };
        for (seq, reason) in links.wrongly_erased(db, authority)? {
            if found.as_ref().is_none_or(|found| seq < found.seq) {
                found = Some(fault(seq, reason));
            }
        }
        Ok(found)
    }
}

/// Why reading rows was stopped.
enum Stopped {
    Found(String),
    Store(StoreError),
}

impl From<StoreError> for Stopped {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

fn each_row(
    db: &Db,
    authority: &Authority,
    from: u64,
    to: u64,
    mut each: impl FnMut(Result<EntryRow<'_>, BadColumn>) -> Result<(), String>,
) -> Result<(), Stopped> {
    let range = [
        Value::Text(authority.as_str()),
        Value::Number(signed(from)),
        Value::Number(signed(to)),
    ];
    db.query(statements::ENTRIES_BETWEEN, &range, |row| {
        each(EntryRow::read(row)).map_err(Stopped::Found)
    })
}

/// Following a chain.
struct Links {
    /// Number of the entry that must come next.
    next: u64,
    /// Hash of the one before it; not known before the first row of a chunk.
    prev: Option<Digest>,
    /// Entries that say nothing any more.
    without_body: Vec<(u64, String)>,
    /// Erasures, with the entry each erases.
    erasures: Vec<(u64, String)>,
}

impl Links {
    fn follow(&mut self, row: EntryRow<'_>) -> Result<(), String> {
        let Some(prev) = self.prev else {
            // The last entry of the chunk before, which that chunk checks.
            if row.seq + 1 != self.next {
                return Err("the entry before it is missing".to_owned());
            }
            self.prev = Some(row.hash);
            return Ok(());
        };
        if row.seq != self.next {
            return Err("it is missing".to_owned());
        }
        if row.prev_hash != prev {
            return Err("it does not follow the entry before it".to_owned());
        }
        if row.hashed().hash(&row.body_digest, &prev) != row.hash {
            return Err("its hash is not the hash of what it says of itself".to_owned());
        }
        let entry = row
            .entry()
            .map_err(|bad| format!("{} {}", bad.column, bad.reason))?;
        self.body(&row, &entry)?;
        if entry.meta.change == Change::Erases {
            self.erasures.push((row.seq, row.id.to_owned()));
        }
        self.prev = Some(row.hash);
        self.next += 1;
        Ok(())
    }

    fn body(&mut self, row: &EntryRow<'_>, entry: &Entry) -> Result<(), String> {
        let meta = &entry.meta;
        let Some(written) = &entry.written else {
            self.without_body.push((row.seq, row.id.to_owned()));
            return Ok(());
        };
        if chain::body_digest(&written.salt, &written.body) != row.body_digest {
            return Err("its body is not the one that was stored".to_owned());
        }
        if matches!(meta.change, Change::Withdraws | Change::Erases) {
            return Ok(());
        }
        Body::read(meta.id.kind(), meta.schema, &written.body)
            .map(drop)
            .map_err(|unreadable| format!("its body cannot be read: {unreadable}"))
    }

    /// What was erased without an erasure, and what an erasure did not reach.
    fn wrongly_erased(
        &self,
        db: &Db,
        authority: &Authority,
    ) -> Result<Vec<(u64, String)>, StoreError> {
        let authority = authority.as_str();
        let number = |sql, id: &str, seq| -> Result<Option<u64>, StoreError> {
            let values = [
                Value::Text(authority),
                Value::Text(id),
                Value::Number(signed(seq)),
            ];
            let answer = db.query_one(sql, &values, |row| {
                row.optional_number(0)
                    .map_err(|bad| bad.of("entry", authority))
            });
            answer.map(Option::flatten)
        };
        let mut found = Vec::new();
        for (seq, id) in &self.without_body {
            if number(statements::ERASED_BY, id, *seq)?.is_none() {
                let reason = "its body was removed, but no entry erases it";
                found.push((*seq, reason.to_owned()));
            }
        }
        for (seq, id) in &self.erasures {
            if let Some(still) = number(statements::NOT_ERASED, id, *seq)? {
                found.push((
                    still,
                    format!("its body is there, but entry {seq} erases it"),
                ));
            }
        }
        Ok(found)
    }
}

/// Authorities that have fewer or more entries than their head says.
fn miscounted(db: &Db, heads: &[(Authority, Head)]) -> Result<Vec<Fault>, StoreError> {
    let mut faults = Vec::new();
    db.query(statements::COUNTS, &[], |row| {
        let bad = |bad: BadColumn| bad.of("entry", "while counting");
        let name = row.text(0).map_err(bad)?;
        let Some(at) = heads.iter().position(|(of, _)| of.as_str() == name) else {
            faults.push(Fault {
                at: heads.len(),
                seq: 1,
                reason: format!("“{}” has entries, but no head", short(name)),
            });
            return Ok(());
        };
        let head = heads[at].1;
        match row.number(3).map_err(bad)? {
            last if last > head.seq => faults.push(Fault {
                at,
                seq: head.seq + 1,
                reason: "it stands behind the last one".to_owned(),
            }),
            last if last < head.seq => faults.push(Fault {
                at,
                seq: last + 1,
                reason: "it is missing".to_owned(),
            }),
            _ => {}
        }
        // A first number above 1 is found as a missing entry.
        if row.number(2).is_ok_and(|first| first > 0) {
            return Ok(());
        }
        faults.push(Fault {
            at,
            seq: head.seq + 1,
            reason: "it is numbered below 1".to_owned(),
        });
        Ok::<(), StoreError>(())
    })?;
    Ok(faults)
}

fn short(text: &str) -> impl fmt::Display {
    text.chars().take(60).collect::<String>()
}

/// Whether one of the chains has this head, at its end or further back.
fn holds(db: &Db, heads: &[(Authority, Head)], expected: Head) -> Result<(), VerifyError> {
    let mut there = Vec::new();
    let mut found = false;
    for (authority, _) in heads {
        let seq = expected.seq;
        let read = each_row(db, authority, seq, seq, |row| {
            let row = row.map_err(|bad| bad.reason)?;
            found |= row.hash == expected.hash;
            there.push(format!(
                "entry {seq} of {authority} has the hash {}",
                row.hash
            ));
            Ok(())
        });
        if let Err(Stopped::Store(error)) = read {
            return Err(error.into());
        }
    }
    if found || expected == Head::EMPTY {
        return Ok(());
    }
    let reason = if there.is_empty() {
        let ends: Vec<String> = heads
            .iter()
            .map(|(authority, head)| format!("{authority} ends at entry {}", head.seq))
            .collect();
        format!("there is no entry {}; {}", expected.seq, ends.join(", "))
    } else {
        there.join(", ")
    };
    Err(VerifyError::Head { expected, reason })
}
