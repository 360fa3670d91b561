//! The SQLite driver: a connection, its statements, its rows. Nothing else in
//! the program names `rusqlite`.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::ffi;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, OpenFlags, ToSql};

use crate::error::StoreError;

/// How long to wait for another process to finish writing.
const PATIENCE: Duration = Duration::from_secs(10);

/// How a connection may use the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Read and write.
    Write,
    /// Read; SQLite's own side files may be written.
    Read,
    /// Read a file that nothing can write, without side files.
    ReadFixed,
    /// Make a new file.
    Create,
}

/// A value given to a statement.
#[derive(Clone, Copy, Debug)]
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

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match *self {
            Self::Null => ValueRef::Null,
            Self::Number(number) => ValueRef::Integer(number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
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
pub(crate) struct Row<'a>(&'a rusqlite::Row<'a>);

impl<'a> Row<'a> {
    fn value(&self, at: usize) -> Result<ValueRef<'a>, BadColumn> {
        self.0.get_ref(at).map_err(|error| BadColumn {
            column: at.to_string(),
            reason: error.to_string(),
        })
    }

    fn wrong(&self, at: usize, what: &str) -> BadColumn {
        let column = self.0.as_ref().column_name(at);
        BadColumn {
            column: column.map_or_else(|_| at.to_string(), str::to_owned),
            reason: format!("is not {what}"),
        }
    }

    /// A text, or nothing.
    pub(crate) fn optional_text(&self, at: usize) -> Result<Option<&'a str>, BadColumn> {
        match self.value(at)? {
            ValueRef::Null => Ok(None),
            ValueRef::Text(bytes) => std::str::from_utf8(bytes)
                .map(Some)
                .map_err(|_| self.wrong(at, "text in UTF-8")),
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
            ValueRef::Null => Ok(None),
            ValueRef::Integer(number) => u64::try_from(number)
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
            ValueRef::Null => Ok(None),
            ValueRef::Blob(bytes) => bytes
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

/// A connection to one database file.
pub(crate) struct Db {
    connection: Connection,
    file: PathBuf,
}

impl Db {
    /// Opens a file and sets what holds for every connection. Until
    /// [`Db::trust`] is called, closing it leaves the file as it was.
    pub(crate) fn open(file: &Path, mode: Mode) -> Result<Self, StoreError> {
        let fails = |error| translate(error, file);
        let common = OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_EXRESCODE;
        let connection = match mode {
            Mode::Write | Mode::Read => {
                Connection::open_with_flags(file, common | OpenFlags::SQLITE_OPEN_READ_WRITE)
            }
            Mode::Create => Connection::open_with_flags(
                file,
                common | OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
            ),
            Mode::ReadFixed => Connection::open_with_flags(
                fixed_uri(file),
                common | OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI,
            ),
        }
        .map_err(fails)?;
        connection.set_prepared_statement_cache_capacity(32);
        connection.busy_timeout(PATIENCE).map_err(fails)?;
        connection
            .set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)
            .map_err(fails)?;
        let db = Self {
            connection,
            file: file.to_owned(),
        };
        // Erased text must leave the file; a damaged page must be noticed.
        db.pragma(
            "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; \
             PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; \
             PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864;",
        )?;
        if mode == Mode::Read {
            db.pragma("PRAGMA query_only = ON")?;
        }
        if mode == Mode::Write && db.connection.is_readonly("main").map_err(fails)? {
            return Err(StoreError::ReadOnly(file.to_owned()));
        }
        Ok(db)
    }

    /// The file is one of ours and sound: from now on closing it may tidy up
    /// what SQLite keeps beside it.
    pub(crate) fn trust(&self) -> Result<(), StoreError> {
        self.connection
            .set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)
            .map_err(|error| translate(error, &self.file))?;
        Ok(())
    }

    /// The file.
    pub(crate) fn file(&self) -> &Path {
        &self.file
    }

    /// Runs settings or a migration: whole statements without parameters,
    /// whose answers do not matter.
    pub(crate) fn pragma(&self, sql: &'static str) -> Result<(), StoreError> {
        self.connection
            .execute_batch(sql)
            .map_err(|error| translate(error, &self.file))
    }

    /// Runs a statement and hands each row to `each`.
    pub(crate) fn query<E: From<StoreError>>(
        &self,
        sql: &'static str,
        values: &[Value<'_>],
        mut each: impl FnMut(&Row<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let fails = |error| E::from(translate(error, &self.file));
        let mut statement = self.connection.prepare_cached(sql).map_err(fails)?;
        let mut rows = statement
            .query(rusqlite::params_from_iter(values))
            .map_err(fails)?;
        while let Some(row) = rows.next().map_err(fails)? {
            each(&Row(row))?;
        }
        Ok(())
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
        let fails = |error| translate(error, &self.file);
        self.connection
            .prepare_cached(sql)
            .and_then(|mut statement| statement.execute(rusqlite::params_from_iter(values)))
            .map(drop)
            .map_err(fails)
    }

    /// Does `work` in a transaction that keeps every other writer out from its
    /// start: all of it is stored, durably, or nothing.
    pub(crate) fn write<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E> {
        self.between("BEGIN IMMEDIATE", "COMMIT", work)
    }

    /// Does `work` on the record as it stands at its first question, whatever
    /// others append meanwhile.
    pub(crate) fn snapshot<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E> {
        self.between("BEGIN", "COMMIT", work)
    }

    fn between<T, E: From<StoreError>>(
        &self,
        begin: &'static str,
        end: &'static str,
        work: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E> {
        self.pragma(begin)?;
        let _open = OpenTransaction(self);
        let done = work()?;
        self.pragma(end)?;
        Ok(done)
    }

    /// Writes everything into the database file and empties the log beside it,
    /// so that erased text is in neither. False if somebody is still reading.
    pub(crate) fn empty_log(&self) -> Result<bool, StoreError> {
        self.query_one("PRAGMA wal_checkpoint(TRUNCATE)", &[], |row| {
            let busy = row.number(0).map_err(|bad| bad.of("log", "checkpoint"))?;
            Ok(busy == 0)
        })
        .map(|done| done == Some(true))
    }

    /// Whether the file is sound as a database: what SQLite finds, if anything.
    pub(crate) fn quick_check(&self) -> Result<Option<String>, StoreError> {
        let answer = self.query_one("PRAGMA quick_check(1)", &[], |row| {
            let text = row.text(0).map_err(|bad| bad.of("file", "check"))?;
            Ok(text.replace('\n', " "))
        })?;
        Ok(answer.filter(|answer| answer != "ok"))
    }

    /// Prepares a statement without running it: how many parameters it takes,
    /// and whether they are numbered in the order in which they appear.
    #[cfg(test)]
    pub(crate) fn prepare_only(&self, sql: &str) -> Result<bool, StoreError> {
        let statement = self
            .connection
            .prepare(sql)
            .map_err(|error| translate(error, &self.file))?;
        Ok((1..=statement.parameter_count())
            .all(|at| statement.parameter_name(at) == Some(format!("${at}").as_str())))
    }
}

/// Undoes a transaction that did not come to its end, whatever stopped it.
struct OpenTransaction<'a>(&'a Db);

impl Drop for OpenTransaction<'_> {
    fn drop(&mut self) {
        // A full disk has rolled it back already; a failed rollback is tried
        // again by SQLite itself when the file is next used.
        if !self.0.connection.is_autocommit() {
            let _ = self.0.pragma("ROLLBACK");
        }
    }
}

/// `file:` and the path, escaped, for a file nothing can change.
fn fixed_uri(file: &Path) -> String {
    let mut uri = "file:".to_owned();
    let path = file.to_string_lossy().replace('\\', "/");
    if !path.starts_with('/') && cfg!(windows) {
        uri.push('/');
    }
    for letter in path.chars() {
        match letter {
            '%' => uri.push_str("%25"),
            '?' => uri.push_str("%3f"),
            '#' => uri.push_str("%23"),
            other => uri.push(other),
        }
    }
    uri.push_str("?immutable=1");
    uri
}

/// What SQLite says, as what happened to the file.
fn translate(error: rusqlite::Error, file: &Path) -> StoreError {
    use rusqlite::ErrorCode as Code;
    let path = file.to_owned();
    let (code, extended) = match &error {
        rusqlite::Error::SqliteFailure(failure, _) => (failure.code, failure.extended_code),
        _ => (Code::Unknown, 0),
    };
    match code {
        Code::DatabaseCorrupt | Code::NotADatabase => StoreError::Corrupt {
            file: path,
            what: plain(&error),
        },
        Code::DatabaseBusy | Code::DatabaseLocked => StoreError::Busy {
            file: path,
            seconds: PATIENCE.as_secs(),
        },
        Code::ReadOnly | Code::PermissionDenied => StoreError::ReadOnly(path),
        Code::DiskFull => StoreError::DiskFull(path),
        // The log's index could not be made longer.
        Code::SystemIoFailure if extended == ffi::SQLITE_IOERR_SHMSIZE => {
            StoreError::DiskFull(path)
        }
        // A page that should be there is not.
        Code::SystemIoFailure if extended == ffi::SQLITE_IOERR_SHORT_READ => StoreError::Corrupt {
            file: path,
            what: "it is shorter than it should be".to_owned(),
        },
        Code::CannotOpen => StoreError::Io {
            doing: "open",
            path,
            source: io::Error::other(plain(&error)),
        },
        _ => StoreError::Io {
            doing: "use",
            path,
            source: io::Error::other(plain(&error)),
        },
    }
}

/// SQLite's message on one line, without its final stop.
fn plain(error: &rusqlite::Error) -> String {
    let text = error.to_string().replace('\n', " ");
    text.trim_end_matches('.').to_owned()
}
