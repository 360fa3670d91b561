//! A connection to a database of either engine: what the rest of the store
//! speaks to. The same statements go to both.

use std::path::Path;

use record::id::Authority;

use crate::error::StoreError;
use crate::{postgresql, sqlite, statements};

/// A value given to a statement, or a column's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Value<'a> {
    /// No value.
    Null,
    /// A number.
    Number(i64),
    /// A text.
    Text(&'a str),
    /// Bytes.
    Bytes(&'a [u8]),
}

impl<'a> From<Option<&'a str>> for Value<'a> {
    fn from(text: Option<&'a str>) -> Self {
        text.map_or(Self::Null, Self::Text)
    }
}

/// A column that does not hold what it should.
#[derive(Debug)]
pub(crate) struct BadColumn {
    /// Its name.
    pub(crate) column: String,
    /// What is wrong.
    pub(crate) reason: String,
}

impl BadColumn {
    /// The error, in this row of this table.
    pub(crate) fn of(self, table: &'static str, key: impl Into<String>) -> StoreError {
        StoreError::Inconsistent {
            table,
            column: self.column,
            key: key.into(),
            reason: self.reason,
        }
    }
}

/// A row, read by position.
pub(crate) enum Row<'a> {
    /// Of SQLite.
    Sqlite(sqlite::Row<'a>),
    /// Of PostgreSQL.
    Postgres(postgresql::Row<'a>),
}

impl<'a> Row<'a> {
    fn value(&self, at: usize) -> Result<Value<'a>, BadColumn> {
        match self {
            Self::Sqlite(row) => row.value(at),
            Self::Postgres(row) => row.value(at),
        }
    }

    fn wrong(&self, at: usize, what: &str) -> BadColumn {
        BadColumn {
            column: match self {
                Self::Sqlite(row) => row.column(at),
                Self::Postgres(row) => row.column(at),
            },
            reason: format!("is not {what}"),
        }
    }

    /// A text, or nothing.
    pub(crate) fn optional_text(&self, at: usize) -> Result<Option<&'a str>, BadColumn> {
        match self.value(at)? {
            Value::Null => Ok(None),
            Value::Text(text) => Ok(Some(text)),
            _ => Err(self.wrong(at, "a text")),
        }
    }

    /// A text.
    pub(crate) fn text(&self, at: usize) -> Result<&'a str, BadColumn> {
        self.optional_text(at)?
            .ok_or_else(|| self.wrong(at, "filled in"))
    }

    /// A number from 0, or nothing.
    pub(crate) fn optional_number(&self, at: usize) -> Result<Option<u64>, BadColumn> {
        match self.value(at)? {
            Value::Null => Ok(None),
            Value::Number(number) => u64::try_from(number)
                .map(Some)
                .map_err(|_| self.wrong(at, "a number from 0")),
            _ => Err(self.wrong(at, "a number")),
        }
    }

    /// A number from 0.
    pub(crate) fn number(&self, at: usize) -> Result<u64, BadColumn> {
        self.optional_number(at)?
            .ok_or_else(|| self.wrong(at, "filled in"))
    }

    /// So many bytes, or nothing.
    pub(crate) fn optional_bytes<const N: usize>(
        &self,
        at: usize,
    ) -> Result<Option<[u8; N]>, BadColumn> {
        match self.value(at)? {
            Value::Null => Ok(None),
            Value::Bytes(bytes) => bytes
                .try_into()
                .map(Some)
                .map_err(|_| self.wrong(at, "of the right length")),
            _ => Err(self.wrong(at, "bytes")),
        }
    }

    /// So many bytes.
    pub(crate) fn bytes<const N: usize>(&self, at: usize) -> Result<[u8; N], BadColumn> {
        self.optional_bytes(at)?
            .ok_or_else(|| self.wrong(at, "filled in"))
    }
}

/// A connection.
pub(crate) enum Db {
    /// To a SQLite file.
    Sqlite(sqlite::Connection),
    /// To a PostgreSQL database.
    Postgres(Box<postgresql::Connection>),
}

impl Db {
    /// What it is connected to: the file, or the database's address without
    /// its password.
    pub(crate) fn name(&self) -> &Path {
        match self {
            Self::Sqlite(db) => db.file(),
            Self::Postgres(db) => db.name(),
        }
    }

    /// Runs whole statements without parameters, whose answers do not matter.
    pub(crate) fn run(&self, sql: &str) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(db) => db.run(sql),
            Self::Postgres(db) => db.run(sql),
        }
    }

    /// Runs a statement and hands each row to `each`, which asks this
    /// connection nothing.
    pub(crate) fn query<E: From<StoreError>>(
        &self,
        sql: &'static str,
        values: &[Value<'_>],
        mut each: impl FnMut(&Row<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        match self {
            Self::Sqlite(db) => db.query(sql, values, |row| each(&Row::Sqlite(row))),
            Self::Postgres(db) => db.query(sql, values, |row| each(&Row::Postgres(row))),
        }
    }

    /// Runs a statement that answers with at most one row.
    pub(crate) fn query_one<T>(
        &self,
        sql: &'static str,
        values: &[Value<'_>],
        mut read: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        let mut answer = None;
        self.query(sql, values, |row| {
            answer = Some(read(row)?);
            Ok::<(), StoreError>(())
        })?;
        Ok(answer)
    }

    /// Runs a statement that changes something.
    pub(crate) fn execute(
        &self,
        sql: &'static str,
        values: &[Value<'_>],
    ) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(db) => db.execute(sql, values),
            Self::Postgres(db) => db.execute(sql, values),
        }
    }

    /// Runs a statement that is not kept for the next time.
    pub(crate) fn execute_once(&self, sql: &str, values: &[Value<'_>]) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(db) => db.execute(sql, values),
            Self::Postgres(db) => db.execute_once(sql, values),
        }
    }

    /// Does `work` in a transaction: all of it is stored, durably, or nothing.
    /// On SQLite every other writer is kept out from its start; on PostgreSQL
    /// those whose heads are locked ([`Db::lock_heads`]).
    pub(crate) fn write<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E> {
        match self {
            Self::Sqlite(db) => db.run("BEGIN IMMEDIATE")?,
            Self::Postgres(db) => db.begin_write()?,
        }
        self.to_its_end(work)
    }

    /// Does `work` on the record as it stands at its first question, whatever
    /// others append meanwhile.
    pub(crate) fn snapshot<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E> {
        match self {
            Self::Sqlite(db) => db.run("BEGIN")?,
            Self::Postgres(db) => db.begin_snapshot()?,
        }
        self.to_its_end(work)
    }

    fn to_its_end<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E> {
        let _open = OpenTransaction(self);
        let done = work()?;
        match self {
            Self::Sqlite(db) => db.run("COMMIT")?,
            Self::Postgres(db) => db.commit()?,
        }
        Ok(done)
    }

    /// Keeps every other writer away from these chains until the transaction
    /// ends, those that do not begin yet included. Always in the same order, so
    /// that two writers never wait for each other.
    pub(crate) fn lock_heads<'a>(
        &self,
        authorities: impl Iterator<Item = &'a Authority>,
    ) -> Result<(), StoreError> {
        let Self::Postgres(_) = self else {
            return Ok(());
        };
        let mut names: Vec<&str> = authorities.map(Authority::as_str).collect();
        names.sort_unstable();
        for name in names {
            let none = [0; 32];
            self.execute(
                statements::LOCK_HEAD,
                &[Value::Text(name), Value::Bytes(&none)],
            )?;
        }
        Ok(())
    }

    /// Makes sure that erased text is no longer beside the database. False if
    /// somebody is still reading it. (PostgreSQL keeps its own log and removes
    /// it in its own time.)
    pub(crate) fn empty_log(&self) -> Result<bool, StoreError> {
        match self {
            Self::Sqlite(db) => db.empty_log(),
            Self::Postgres(_) => Ok(true),
        }
    }

    /// Whether the file is sound as a database: what is found, if anything.
    /// (PostgreSQL has no such check of its own that it would allow us.)
    pub(crate) fn quick_check(&self) -> Result<Option<String>, StoreError> {
        match self {
            Self::Sqlite(db) => db.quick_check(),
            Self::Postgres(_) => Ok(None),
        }
    }

    /// Whether it can be used again.
    pub(crate) fn is_alive(&self) -> bool {
        match self {
            Self::Sqlite(_) => true,
            Self::Postgres(db) => db.is_alive(),
        }
    }

    /// Prepares a statement without running it: whether its parameters are
    /// numbered in the order in which they appear, as far as the engine tells.
    #[cfg(test)]
    pub(crate) fn prepare_only(&self, sql: &str) -> Result<bool, StoreError> {
        match self {
            Self::Sqlite(db) => db.prepare_only(sql),
            Self::Postgres(db) => db.prepare_only(sql),
        }
    }
}

/// Undoes a transaction that did not come to its end, whatever stopped it.
struct OpenTransaction<'a>(&'a Db);

impl Drop for OpenTransaction<'_> {
    fn drop(&mut self) {
        match self.0 {
            Db::Sqlite(db) => db.undo_open(),
            Db::Postgres(db) => db.undo_open(),
        }
    }
}
