//! A data folder or database and what can be done with it as a whole.

use std::io::Write;
use std::path::Path;

use jiff::Timestamp;
use record::entry::{Digest, Head};
use record::exchange::write_json_line;
use record::id::{Authority, EntryId};
use serde::{Deserialize, Serialize};

use crate::db::{Db, Row, Value};
use crate::edge::Edge;
use crate::entry_row::{each_entry, key};
use crate::error::StoreError;
use crate::home::Home;
use crate::location::Location;
use crate::open::{Access, Durability};
use crate::statements;

/// A data folder or database that was looked at and may be used.
#[derive(Debug)]
pub struct Store {
    location: Location,
    edge: Edge,
}

/// An erasure, as the register kept beside backups holds it, one JSON line
/// each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Erasure {
    /// Whose record.
    pub authority: Authority,
    /// The entry erased.
    pub id: EntryId,
    /// Who asked for it: an opaque name.
    pub requested_by: String,
    /// Who approved it: somebody else's opaque name.
    pub approved_by: String,
    /// Why.
    pub reason: String,
}

impl Store {
    /// Opens a data folder or database.
    ///
    /// # Errors
    /// There is no folder, database or record (unless it is to be made), it is
    /// damaged, newer, not ours, cannot be reached, or cannot be written though
    /// that was asked. Then everything is left as it was.
    pub fn open(home: impl Into<Home>, access: Access, edge: Edge) -> Result<Self, StoreError> {
        Self::open_with(home, access, edge, Durability::Synced)
    }

    /// Opens a data folder or database, saying when an append counts as done.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open_with(
        home: impl Into<Home>,
        access: Access,
        edge: Edge,
        durability: Durability,
    ) -> Result<Self, StoreError> {
        let location = Location::find(&home.into(), access, durability, &edge)?;
        Ok(Self { location, edge })
    }

    /// A database that does not have its final name yet, as a store.
    pub(crate) fn unfinished(location: Location, edge: Edge) -> Self {
        Self { location, edge }
    }

    /// The end of each authority's chain, by name.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn heads(&self) -> Result<Vec<(Authority, Head)>, StoreError> {
        heads(&self.connect()?)
    }

    /// When the last entry of all was recorded; none in an empty store.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn last_recorded(&self) -> Result<Option<Timestamp>, StoreError> {
        let db = self.connect()?;
        let mut last = None;
        for (authority, head) in heads(&db)? {
            each_entry(&db, authority.as_str(), head.seq, head.seq, |entry| {
                last = last.max(Some(entry.meta.recorded_at));
                Ok::<(), StoreError>(())
            })?;
        }
        Ok(last)
    }

    /// Writes every entry as one JSON line: authorities by name, entries in
    /// order, all as of one moment. `progress` is told how many are written.
    ///
    /// # Errors
    /// The database cannot be read, or `out` not written.
    pub fn export(
        &self,
        out: &mut impl Write,
        mut progress: impl FnMut(u64),
    ) -> Result<u64, StoreError> {
        let output = Path::new("the output");
        let db = self.connect()?;
        let mut written = 0;
        db.snapshot(|| {
            for (authority, _) in heads(&db)? {
                export_one(&db, &authority, out, output, || {
                    written += 1;
                    progress(written);
                })?;
            }
            out.flush()
                .map_err(|error| StoreError::io("write", output, error))
        })?;
        Ok(written)
    }

    /// Every erasure, for the register that is kept beside backups: an older
    /// backup still holds what was erased after it was made, and
    /// [`crate::restore()`] erases it again from this list.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn erasures(&self) -> Result<Vec<Erasure>, StoreError> {
        erasures(&self.connect()?)
    }

    /// Whether an authority's record has an entry of this name.
    pub(crate) fn has(&self, authority: &Authority, id: &EntryId) -> Result<bool, StoreError> {
        let values = [Value::Text(authority.as_str()), Value::Text(id.as_str())];
        let count = self.connect()?.query_one(statements::HAS, &values, |row| {
            row.number(0).map_err(|bad| bad.of("entry", id.as_str()))
        })?;
        Ok(count.unwrap_or(0) > 0)
    }

    pub(crate) fn connect(&self) -> Result<Db, StoreError> {
        self.location.connect()
    }

    pub(crate) fn location(&self) -> &Location {
        &self.location
    }

    pub(crate) fn edge(&self) -> &Edge {
        &self.edge
    }
}

/// Writes the lines of one authority's entries to a file of this name.
pub(crate) fn export_one(
    db: &Db,
    authority: &Authority,
    out: &mut impl Write,
    name: &Path,
    mut written: impl FnMut(),
) -> Result<(), StoreError> {
    each_entry(db, authority.as_str(), 1, u64::MAX, |entry| {
        let line = write_json_line(&entry).map_err(|error| StoreError::Inconsistent {
            table: "entry",
            column: "body".to_owned(),
            key: key(authority.as_str(), entry.meta.seq),
            reason: error.to_string(),
        })?;
        out.write_all(line.as_bytes())
            .and_then(|()| out.write_all(b"\n"))
            .map_err(|error| StoreError::io("write", name, error))?;
        written();
        Ok(())
    })
}

/// The end of each authority's chain, by name.
pub(crate) fn heads(db: &Db) -> Result<Vec<(Authority, Head)>, StoreError> {
    let mut heads = Vec::new();
    db.query(statements::HEADS, &[], |row| {
        let authority = authority(row, "head")?;
        let bad = |bad: crate::db::BadColumn| bad.of("head", authority.as_str());
        let head = Head {
            seq: row.number(1).map_err(bad)?,
            hash: Digest(row.bytes(2).map_err(bad)?),
        };
        heads.push((authority, head));
        Ok::<(), StoreError>(())
    })?;
    Ok(heads)
}

/// The end of one chain.
pub(crate) fn head(db: &Db, authority: &Authority) -> Result<Head, StoreError> {
    let bad = |bad: crate::db::BadColumn| bad.of("head", authority.as_str());
    let head = db.query_one(
        statements::HEAD,
        &[Value::Text(authority.as_str())],
        |row| {
            Ok(Head {
                seq: row.number(0).map_err(bad)?,
                hash: Digest(row.bytes(1).map_err(bad)?),
            })
        },
    )?;
    Ok(head.unwrap_or(Head::EMPTY))
}

/// The authority a row names first.
pub(crate) fn authority(row: &Row<'_>, table: &'static str) -> Result<Authority, StoreError> {
    let text = row.text(0).map_err(|bad| bad.of(table, "authority"))?;
    text.parse()
        .map_err(|error: record::id::BadName| StoreError::Inconsistent {
            table,
            column: "authority".to_owned(),
            key: text.to_owned(),
            reason: error.to_string(),
        })
}

/// What an erasure's body says.
#[derive(Serialize, Deserialize)]
pub(crate) struct ErasureBody {
    pub(crate) requested_by: String,
    pub(crate) approved_by: String,
}

pub(crate) fn erasures(db: &Db) -> Result<Vec<Erasure>, StoreError> {
    let mut erasures = Vec::new();
    db.query(statements::ERASURES, &[], |row| {
        let authority = authority(row, "entry")?;
        let seq = row.number(1).map_err(|bad| bad.of("entry", ""))?;
        let inconsistent = |column: &str, reason: String| StoreError::Inconsistent {
            table: "entry",
            column: column.to_owned(),
            key: key(authority.as_str(), seq),
            reason,
        };
        let text = |at| {
            row.text(at)
                .map_err(|bad| inconsistent(&bad.column, bad.reason))
        };
        let body: ErasureBody = serde_json::from_str(text(4)?)
            .map_err(|error| inconsistent("body", error.to_string()))?;
        erasures.push(Erasure {
            id: text(2)?
                .parse()
                .map_err(|error: record::id::BadName| inconsistent("id", error.to_string()))?,
            requested_by: body.requested_by,
            approved_by: body.approved_by,
            reason: text(3)?.to_owned(),
            authority,
        });
        Ok::<(), StoreError>(())
    })?;
    Ok(erasures)
}
