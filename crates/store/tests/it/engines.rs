//! Both engines: a new folder or a new database for each test.
//!
//! A server is named by SIGHTLINE_TEST_POSTGRES (`ci/postgres.sh` starts one);
//! without it the PostgreSQL half of every test says that it was skipped.

use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use postgres::{Client, NoTls};
use rusqlite::Connection;
use store::{Address, Home};
use tempfile::TempDir;

/// An engine the tests run on.
#[derive(Clone, Debug)]
pub(crate) enum Engine {
    Sqlite,
    /// The address of a server.
    Postgres(String),
}

/// Where the tests find a server; none is an error in continuous integration.
pub(crate) fn server() -> Option<String> {
    let server = std::env::var("SIGHTLINE_TEST_POSTGRES").ok();
    if server.is_none() {
        assert!(
            std::env::var("CI").as_deref() != Ok("true"),
            "SIGHTLINE_TEST_POSTGRES names no server, and in CI it must"
        );
        println!("skipped: PostgreSQL: SIGHTLINE_TEST_POSTGRES names no server");
    }
    server
}

/// Runs a test on SQLite, and on PostgreSQL if there is a server.
pub(crate) fn on_each_engine(test: impl Fn(&Engine)) {
    println!("on SQLite");
    test(&Engine::Sqlite);
    on_postgres(test);
}

/// Runs a test on PostgreSQL if there is a server.
pub(crate) fn on_postgres(test: impl Fn(&Engine)) {
    if let Some(server) = server() {
        println!("on PostgreSQL");
        test(&Engine::Postgres(server));
    }
}

impl Engine {
    /// A place where nothing is yet.
    pub(crate) fn empty(&self) -> Kept {
        match self {
            Self::Sqlite => {
                let dir = tempfile::tempdir().unwrap();
                Kept::Folder(dir.path().join("data"), dir)
            }
            Self::Postgres(server) => Kept::Database(Database::new(server, "")),
        }
    }
}

/// Where a test keeps a record; gone at its end.
pub(crate) enum Kept {
    Folder(std::path::PathBuf, TempDir),
    Database(Database),
}

impl From<&Kept> for Home {
    fn from(kept: &Kept) -> Self {
        match kept {
            Kept::Folder(folder, _) => Self::Folder(folder.clone()),
            Kept::Database(database) => database.home(),
        }
    }
}

impl Kept {
    /// Changes the record behind the program's back; how many rows it changed.
    /// Written for SQLite; what PostgreSQL says otherwise is put in its place.
    pub(crate) fn tamper(&self, sql: &str) -> u64 {
        match self {
            Self::Folder(folder, _) => {
                let db = Connection::open(folder.join("sightline.db")).unwrap();
                db.execute_batch("PRAGMA synchronous = OFF").unwrap();
                db.execute(sql, ()).unwrap() as u64
            }
            Self::Database(database) => {
                let sql = sql
                    .replace("zeroblob(32)", "decode(repeat('00', 32), 'hex')")
                    .replace("zeroblob(16)", "decode(repeat('00', 16), 'hex')")
                    .replace("x'00'", "decode('00', 'hex')");
                database.client().execute(&sql, &[]).unwrap()
            }
        }
    }

    /// Keeps the rows as they stand, for [`Kept::put_back`].
    pub(crate) fn save(&self) {
        match self {
            Self::Folder(folder, dir) => {
                let saved = dir.path().join("saved.db");
                std::fs::copy(folder.join("sightline.db"), saved).unwrap();
            }
            Self::Database(database) => database
                .client()
                .batch_execute("CREATE TABLE public.entry AS TABLE entry; CREATE TABLE public.head AS TABLE head")
                .unwrap(),
        }
    }

    /// Puts back the rows as they were saved.
    pub(crate) fn put_back(&self) {
        match self {
            Self::Folder(folder, dir) => {
                let saved = dir.path().join("saved.db");
                std::fs::copy(saved, folder.join("sightline.db")).unwrap();
            }
            Self::Database(database) => database
                .client()
                .batch_execute(
                    "DELETE FROM entry; INSERT INTO entry TABLE public.entry;
                     DELETE FROM head; INSERT INTO head TABLE public.head",
                )
                .unwrap(),
        }
    }

    /// The folder, on SQLite.
    pub(crate) fn folder(&self) -> Option<&Path> {
        match self {
            Self::Folder(folder, _) => Some(folder),
            Self::Database(_) => None,
        }
    }
}

/// A database made for a test.
pub(crate) struct Database {
    server: String,
    name: String,
}

impl Database {
    /// A new database; `how` says what of.
    pub(crate) fn new(server: &str, how: &str) -> Self {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let made = MADE.fetch_add(1, Ordering::Relaxed);
        let name = format!("store_{}_{made}", std::process::id());
        let mut client = Client::connect(server, NoTls).unwrap();
        // What a run that was cut off left behind.
        client
            .batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
            .unwrap();
        client
            .batch_execute(&format!("CREATE DATABASE {name} {how}"))
            .unwrap();
        Self {
            server: server.to_owned(),
            name,
        }
    }

    /// Its address.
    pub(crate) fn url(&self) -> String {
        let (server, _) = self.server.rsplit_once('/').unwrap();
        format!("{server}/{}", self.name)
    }

    /// The program's schemas in it.
    pub(crate) fn schemas(&self) -> Vec<String> {
        let sql = "SELECT nspname::text FROM pg_namespace WHERE nspname LIKE 'sightline%'";
        let rows = self.client().query(sql, &[]).unwrap();
        rows.iter().map(|row| row.get(0)).collect()
    }

    pub(crate) fn home(&self) -> Home {
        Home::Database(Address::new(&self.url(), None))
    }

    /// A connection to it that is not the program's.
    pub(crate) fn client(&self) -> Client {
        let mut client = Client::connect(&self.url(), NoTls).unwrap();
        client
            .batch_execute("SET search_path TO sightline")
            .unwrap();
        client
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Ok(mut client) = Client::connect(&self.server, NoTls) {
            let name = &self.name;
            let _ = client.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        }
    }
}
