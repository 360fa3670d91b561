//! The SQLite driver: a connection to one file, its statements, its rows.
//! Nothing else in the program names `rusqlite`.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::ffi;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{OpenFlags, ToSql};

use crate::db::{BadColumn, Value};
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

/// A row.
pub(crate) struct Row<'a>(&'a rusqlite::Row<'a>);

impl<'a> Row<'a> {
    /// The value of a column.
    pub(crate) fn value(&self, at: usize) -> Result<Value<'a>, BadColumn> {
        let wrong = |reason: String| BadColumn {
            column: self.column(at),
            reason,
        };
        match self
            .0
            .get_ref(at)
            .map_err(|error| wrong(error.to_string()))?
        {
            ValueRef::Null => Ok(Value::Null),
            ValueRef::Integer(number) => Ok(Value::Number(number)),
            ValueRef::Text(bytes) => std::str::from_utf8(bytes)
                .map(Value::Text)
                .map_err(|_| wrong("is not text in UTF-8".to_owned())),
            ValueRef::Blob(bytes) => Ok(Value::Bytes(bytes)),
            ValueRef::Real(_) => Err(wrong("is a number with a fraction".to_owned())),
        }
    }

    /// The name of a column.
    pub(crate) fn column(&self, at: usize) -> String {
        let name = self.0.as_ref().column_name(at);
        name.map_or_else(|_| at.to_string(), str::to_owned)
    }
}

/// A connection to one database file.
pub(crate) struct Connection {
    connection: rusqlite::Connection,
    file: PathBuf,
}

impl Connection {
    /// Opens a file and sets what holds for every connection. Until
    /// [`Connection::trust`] is called, closing it leaves the file as it was.
    pub(crate) fn open(file: &Path, mode: Mode) -> Result<Self, StoreError> {
        let fails = |error| translate(error, file);
        let common = OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_EXRESCODE;
        let connection = match mode {
            Mode::Write | Mode::Read => rusqlite::Connection::open_with_flags(
                file,
                common | OpenFlags::SQLITE_OPEN_READ_WRITE,
            ),
            Mode::Create => rusqlite::Connection::open_with_flags(
                file,
                common | OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
            ),
            Mode::ReadFixed => rusqlite::Connection::open_with_flags(
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
        db.run(
            "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; \
             PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; \
             PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864;",
        )?;
        if mode == Mode::Read {
            db.run("PRAGMA query_only = ON")?;
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
    pub(crate) fn run(&self, sql: &str) -> Result<(), StoreError> {
        self.connection
            .execute_batch(sql)
            .map_err(|error| translate(error, &self.file))
    }

    /// Runs a statement and hands each row to `each`.
    pub(crate) fn query<E: From<StoreError>>(
        &self,
        sql: &'static str,
        values: &[Value<'_>],
        mut each: impl FnMut(Row<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let fails = |error| E::from(translate(error, &self.file));
        let mut statement = self.connection.prepare_cached(sql).map_err(fails)?;
        let mut rows = statement
            .query(rusqlite::params_from_iter(values))
            .map_err(fails)?;
        while let Some(row) = rows.next().map_err(fails)? {
            each(Row(row))?;
        }
        Ok(())
    }

    /// Runs a statement that changes something.
    pub(crate) fn execute(&self, sql: &str, values: &[Value<'_>]) -> Result<(), StoreError> {
        let fails = |error| translate(error, &self.file);
        self.connection
            .prepare_cached(sql)
            .and_then(|mut statement| statement.execute(rusqlite::params_from_iter(values)))
            .map(drop)
            .map_err(fails)
    }

    /// Undoes a transaction that did not come to its end.
    pub(crate) fn undo_open(&self) {
        // A full disk has rolled it back already; a failed rollback is tried
        // again by SQLite itself when the file is next used.
        if !self.connection.is_autocommit() {
            let _ = self.run("ROLLBACK");
        }
    }

    /// Writes everything into the database file and empties the log beside it,
    /// so that erased text is in neither. False if somebody is still reading.
    pub(crate) fn empty_log(&self) -> Result<bool, StoreError> {
        let mut busy = true;
        self.query("PRAGMA wal_checkpoint(TRUNCATE)", &[], |row| {
            busy = row.value(0).ok() != Some(Value::Number(0));
            Ok::<(), StoreError>(())
        })?;
        Ok(!busy)
    }

    /// Whether the file is sound as a database: what SQLite finds, if anything.
    pub(crate) fn quick_check(&self) -> Result<Option<String>, StoreError> {
        let mut found = None;
        self.query("PRAGMA quick_check(1)", &[], |row| {
            found = match row.value(0) {
                Ok(Value::Text("ok")) => None,
                Ok(Value::Text(text)) => Some(text.replace('\n', " ")),
                _ => Some("its check gives no answer".to_owned()),
            };
            Ok::<(), StoreError>(())
        })?;
        Ok(found)
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
