//! The PostgreSQL driver: a connection to one database, its statements, its
//! rows. Nothing else in the program names the library.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::error::Error as _;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

pub(crate) use postgres::Config;
use postgres::error::SqlState;
use postgres::fallible_iterator::FallibleIterator as _;
use postgres::types::private::BytesMut;
use postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use postgres::{Client, NoTls, Statement};

use crate::db::{BadColumn, Value};
use crate::error::StoreError;
use crate::home::Address;

/// How long to wait for a connection to be made.
const CONNECTING: Duration = Duration::from_secs(3);

/// How long to wait for the answer of a server that does not even acknowledge
/// what it is sent.
const SILENCE: Duration = Duration::from_secs(4);

/// How long to wait for another writer to finish, in seconds.
const PATIENCE: u64 = 10;

/// For every connection: undo what a writer that hangs has begun, so that it
/// keeps nobody out for ever.
const BEGIN_WRITE: &str = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; \
     SET LOCAL lock_timeout = '10s'; SET LOCAL idle_in_transaction_session_timeout = '60s'";

/// A commit is on the disk before it is acknowledged, whatever the server's
/// settings say. One that asks for more, as for replicas, is left at that.
const DURABLE: &str = "SELECT set_config('synchronous_commit', 'on', false) \
     WHERE current_setting('synchronous_commit') = 'off'";

/// How to connect to an address.
pub(crate) fn config(address: &Address) -> Result<Config, StoreError> {
    let wrong = |reason: String| StoreError::BadAddress {
        database: PathBuf::from(address.to_string()),
        reason,
    };
    let mut config: Config = address
        .written()
        .parse()
        .map_err(|error: postgres::Error| wrong(plain(&error)))?;
    if config.get_hosts().is_empty() && config.get_hostaddrs().is_empty() {
        return Err(wrong("it names no host".to_owned()));
    }
    if config.get_user().is_none() {
        return Err(wrong("it names no user".to_owned()));
    }
    if config.get_password().is_none()
        && let Some(password) = address.password()
    {
        config.password(password);
    }
    Ok(config)
}

impl ToSql for Value<'_> {
    fn to_sql(
        &self,
        of: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Number(number) => number.to_sql_checked(of, out),
            Self::Text(text) => text.to_sql_checked(of, out),
            Self::Bytes(bytes) => bytes.to_sql_checked(of, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

impl<'a> FromSql<'a> for Value<'a> {
    fn from_sql(
        of: &Type,
        raw: &'a [u8],
    ) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        match *of {
            Type::INT8 => i64::from_sql(of, raw).map(Self::Number),
            Type::BYTEA => Ok(Self::Bytes(raw)),
            _ => <&str>::from_sql(of, raw).map(Self::Text),
        }
    }

    fn accepts(of: &Type) -> bool {
        matches!(*of, Type::INT8 | Type::BYTEA | Type::TEXT)
    }
}

/// A row.
pub(crate) struct Row<'a>(&'a postgres::Row);

impl<'a> Row<'a> {
    /// The value of a column.
    pub(crate) fn value(&self, at: usize) -> Result<Value<'a>, BadColumn> {
        let value: Option<Value<'a>> = self.0.try_get(at).map_err(|error| BadColumn {
            column: self.column(at),
            reason: plain(&error),
        })?;
        Ok(value.unwrap_or(Value::Null))
    }

    /// The name of a column.
    pub(crate) fn column(&self, at: usize) -> String {
        let column = self.0.columns().get(at);
        column.map_or_else(|| at.to_string(), |column| column.name().to_owned())
    }
}

/// A connection to one database.
pub(crate) struct Connection {
    /// Gone only while the connection is being closed.
    client: RefCell<Option<Client>>,
    prepared: RefCell<HashMap<&'static str, Statement>>,
    name: PathBuf,
    in_transaction: Cell<bool>,
    /// Whether a statement failed since the transaction began: PostgreSQL then
    /// answers its COMMIT as if all were well, and stores nothing.
    failed: Cell<bool>,
}

impl Connection {
    /// Connects, with its tables in this schema. `name` is what messages call
    /// the database.
    pub(crate) fn open(
        config: &Config,
        name: &Path,
        schema: &str,
        writes: bool,
    ) -> Result<Self, StoreError> {
        let mut config = config.clone();
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(CONNECTING);
        }
        if config.get_tcp_user_timeout().is_none() {
            config.tcp_user_timeout(SILENCE);
        }
        if config.get_application_name().is_none() {
            config.application_name("sightline");
        }
        config
            .keepalives_idle(SILENCE)
            .keepalives_interval(Duration::from_secs(2))
            .keepalives_retries(2);
        let client = config
            .connect(NoTls)
            .map_err(|error| not_connected(&error, name))?;
        let connection = Self {
            client: RefCell::new(Some(client)),
            prepared: RefCell::default(),
            name: name.to_owned(),
            in_transaction: Cell::new(false),
            failed: Cell::new(false),
        };
        let last = if writes {
            DURABLE
        } else {
            "SET default_transaction_read_only = on"
        };
        connection.run(&format!("SET search_path TO {schema}; {last}"))?;
        Ok(connection)
    }

    /// What it is connected to, as messages call it.
    pub(crate) fn name(&self) -> &Path {
        &self.name
    }

    /// Has the client do something, noting whether it failed.
    fn ask<T>(
        &self,
        work: impl FnOnce(&mut Client) -> Result<T, postgres::Error>,
    ) -> Result<T, StoreError> {
        let mut client = self.client.borrow_mut();
        let Some(client) = client.as_mut() else {
            return Err(lost(&self.name, "the connection is closed"));
        };
        work(client).map_err(|error| {
            self.failed.set(true);
            translate(&error, &self.name)
        })
    }

    /// Runs whole statements without parameters.
    pub(crate) fn run(&self, sql: &str) -> Result<(), StoreError> {
        self.ask(|client| client.batch_execute(sql))
    }

    fn prepared(&self, sql: &'static str) -> Result<Statement, StoreError> {
        if let Some(statement) = self.prepared.borrow().get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.ask(|client| client.prepare(sql))?;
        self.prepared.borrow_mut().insert(sql, statement.clone());
        Ok(statement)
    }

    /// Runs a statement and hands each row to `each` as it arrives.
    pub(crate) fn query<E: From<StoreError>>(
        &self,
        sql: &'static str,
        values: &[Value<'_>],
        mut each: impl FnMut(Row<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let statement = self.prepared(sql)?;
        let fails = |error: postgres::Error| {
            self.failed.set(true);
            E::from(translate(&error, &self.name))
        };
        let mut client = self.client.borrow_mut();
        let Some(client) = client.as_mut() else {
            return Err(lost(&self.name, "the connection is closed").into());
        };
        let values = values.iter().copied();
        let mut rows = client.query_raw(&statement, values).map_err(fails)?;
        while let Some(row) = rows.next().map_err(fails)? {
            each(Row(&row))?;
        }
        Ok(())
    }

    /// Runs a statement that changes something.
    pub(crate) fn execute(
        &self,
        sql: &'static str,
        values: &[Value<'_>],
    ) -> Result<(), StoreError> {
        self.query(sql, values, |_| Ok(()))
    }

    /// Runs a statement that is not kept for the next time.
    pub(crate) fn execute_once(&self, sql: &str, values: &[Value<'_>]) -> Result<(), StoreError> {
        let values = values.iter().copied();
        self.ask(|client| client.query_raw(sql, values)?.next().map(drop))
    }

    /// Begins a transaction that writes.
    pub(crate) fn begin_write(&self) -> Result<(), StoreError> {
        self.begin(BEGIN_WRITE)
    }

    /// Begins a transaction that sees the record as it stands at its first
    /// question.
    pub(crate) fn begin_snapshot(&self) -> Result<(), StoreError> {
        self.begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    }

    fn begin(&self, sql: &str) -> Result<(), StoreError> {
        self.failed.set(false);
        self.in_transaction.set(true);
        self.run(sql)
    }

    /// Ends a transaction: everything in it is stored.
    pub(crate) fn commit(&self) -> Result<(), StoreError> {
        if self.failed.get() {
            return Err(StoreError::Io {
                doing: "commit to",
                path: self.name.clone(),
                source: io::Error::other("a statement before it failed"),
            });
        }
        self.run("COMMIT")?;
        self.in_transaction.set(false);
        Ok(())
    }

    /// Undoes a transaction that did not come to its end.
    pub(crate) fn undo_open(&self) {
        if self.in_transaction.replace(false) {
            // The server itself undoes what a lost connection began.
            let _ = self.run("ROLLBACK");
        }
    }

    /// Whether the server still answers on it.
    pub(crate) fn is_alive(&self) -> bool {
        !self.in_transaction.get() && self.ask(|client| client.is_valid(SILENCE)).is_ok()
    }

    /// Prepares a statement without running it: whether its parameters are
    /// numbered without gaps, which is all that PostgreSQL tells.
    #[cfg(test)]
    pub(crate) fn prepare_only(&self, sql: &str) -> Result<bool, StoreError> {
        let statement = self.ask(|client| client.prepare(sql))?;
        Ok((1..=statement.params().len()).all(|at| sql.contains(&format!("${at}"))))
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        // The library waits for the server while it closes, which it must not
        // do on a thread that serves others.
        if let Some(client) = self.client.take() {
            let _ = std::thread::spawn(move || drop(client)).join();
        }
    }
}

fn lost(name: &Path, reason: &str) -> StoreError {
    StoreError::Unreachable {
        database: name.to_owned(),
        reason: reason.to_owned(),
    }
}

/// Why there is no connection.
fn not_connected(error: &postgres::Error, name: &Path) -> StoreError {
    let reason = plain(error);
    let code = error.code().map_or("", SqlState::code);
    // Class 28 is a wrong name or password, 3D a database that is not there.
    if code.starts_with("28") || code.starts_with("3D") || reason.contains("password") {
        StoreError::Denied {
            database: name.to_owned(),
            reason,
        }
    } else {
        lost(name, &reason)
    }
}

/// What PostgreSQL says, as what happened to the database.
fn translate(error: &postgres::Error, name: &Path) -> StoreError {
    let path = name.to_owned();
    let Some(code) = error.code() else {
        return lost(name, &plain(error));
    };
    match *code {
        SqlState::T_R_DEADLOCK_DETECTED
        | SqlState::T_R_SERIALIZATION_FAILURE
        | SqlState::LOCK_NOT_AVAILABLE => StoreError::Busy {
            file: path,
            seconds: PATIENCE,
        },
        SqlState::DISK_FULL => StoreError::DiskFull(path),
        SqlState::READ_ONLY_SQL_TRANSACTION => StoreError::ReadOnly(path),
        SqlState::DATA_CORRUPTED | SqlState::INDEX_CORRUPTED => StoreError::Corrupt {
            file: path,
            what: plain(error),
        },
        SqlState::INSUFFICIENT_PRIVILEGE => StoreError::Denied {
            database: path,
            reason: plain(error),
        },
        SqlState::UNDEFINED_TABLE | SqlState::INVALID_SCHEMA_NAME => StoreError::NoRecord(path),
        // The server is stopping, starting, has crashed, or gave up on us.
        SqlState::ADMIN_SHUTDOWN
        | SqlState::CRASH_SHUTDOWN
        | SqlState::CANNOT_CONNECT_NOW
        | SqlState::TOO_MANY_CONNECTIONS
        | SqlState::IDLE_IN_TRANSACTION_SESSION_TIMEOUT => lost(name, &plain(error)),
        _ => StoreError::Io {
            doing: "use",
            path,
            source: io::Error::other(plain(error)),
        },
    }
}

/// PostgreSQL's message on one line, without its final stop.
fn plain(error: &postgres::Error) -> String {
    let text = match error.as_db_error() {
        Some(error) => error.message().to_owned(),
        None => match error.source() {
            Some(source) => source.to_string(),
            None => error.to_string(),
        },
    };
    text.replace('\n', " ").trim_end_matches('.').to_owned()
}
