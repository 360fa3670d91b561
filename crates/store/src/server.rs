//! Opening a PostgreSQL database: what is in it is looked at before it is
//! touched. Everything of ours stands in a schema of its own.

use std::path::{Path, PathBuf};

use crate::db::{Db, Value};
use crate::edge::Edge;
use crate::error::StoreError;
use crate::home::Address;
use crate::migrate;
use crate::open::{Access, Durability};
use crate::postgresql::{Config, Connection, config};
use crate::statements;

/// Where our tables stand.
const SCHEMA: &str = "sightline";

/// Where they stand while a backup is restored or a record copied.
const UNFINISHED: &str = "sightline_unfinished";

/// The oldest PostgreSQL that its makers still looked after when this was
/// written.
const OLDEST: u64 = 13;

/// A database that was looked at and may be connected to.
#[derive(Clone, Debug)]
pub(crate) struct Server {
    config: Box<Config>,
    name: PathBuf,
    schema: &'static str,
    writable: bool,
    durability: Durability,
}

/// What is in a schema.
enum Found {
    Nothing,
    Ours,
    Others,
}

impl Server {
    /// Looks at a database, and makes or migrates its tables if that is what is
    /// asked. The database itself must be there.
    pub(crate) fn find(
        address: &Address,
        access: Access,
        durability: Durability,
        edge: &Edge,
    ) -> Result<Self, StoreError> {
        let server = Self {
            writable: access != Access::Read,
            durability,
            ..Self::at(address, SCHEMA)?
        };
        let layout = match server.layout() {
            Err(StoreError::NoRecord(_)) if access == Access::Create => 0,
            layout => layout?,
        };
        if layout < migrate::newest() {
            migrate::run(&server.open(true)?, edge)?;
        }
        Ok(server)
    }

    fn at(address: &Address, schema: &'static str) -> Result<Self, StoreError> {
        Ok(Self {
            config: Box::new(config(address)?),
            name: PathBuf::from(address.to_string()),
            schema,
            writable: true,
            durability: Durability::Synced,
        })
    }

    fn open(&self, writes: bool) -> Result<Db, StoreError> {
        let connection = Connection::open(&self.config, &self.name, self.schema, writes)?;
        Ok(Db::Postgres(Box::new(connection)))
    }

    /// A first connection, to a server that will do.
    fn look(&self) -> Result<Db, StoreError> {
        let db = self.open(false)?;
        let answer = db.query_one(statements::SERVER, &[], |row| {
            let bad = |bad: crate::db::BadColumn| bad.of("settings", "server");
            Ok((
                row.number(0).map_err(bad)?,
                row.text(1).map_err(bad)?.to_owned(),
            ))
        })?;
        let (version, encoding) = answer.unwrap_or_default();
        let wrong = |reason| StoreError::Unsuitable {
            database: self.name.clone(),
            reason,
        };
        if let Some(reason) = too_old(version) {
            return Err(wrong(reason));
        }
        if encoding != "UTF8" {
            return Err(wrong(format!(
                "it keeps text as {encoding}; make one with the encoding UTF8"
            )));
        }
        Ok(db)
    }

    /// The number of the layout of what is there.
    fn layout(&self) -> Result<u32, StoreError> {
        let db = self.look()?;
        match self.found(&db)? {
            Found::Ours => migrate::present(&db),
            Found::Others => Err(StoreError::NotOurs(self.name.clone())),
            Found::Nothing => Err(StoreError::NoRecord(self.name.clone())),
        }
    }

    fn found(&self, db: &Db) -> Result<Found, StoreError> {
        let values = [Value::Text(self.schema)];
        let counts = db.query_one(statements::TABLES, &values, |row| {
            let bad = |bad: crate::db::BadColumn| bad.of("tables", "schema");
            Ok((row.number(0).map_err(bad)?, row.number(1).map_err(bad)?))
        })?;
        Ok(match counts {
            None | Some((0, _)) => Found::Nothing,
            Some((_, 0)) => Found::Others,
            Some(_) => Found::Ours,
        })
    }

    /// A connection to it, once its tables are seen to be as this program knows
    /// them: another may have brought them up to date since.
    pub(crate) fn connect(&self) -> Result<Db, StoreError> {
        let db = self.open(self.writable)?;
        if self.durability == Durability::Unsynced {
            db.run("SET synchronous_commit = off")?;
        }
        migrate::present(&db)?;
        Ok(db)
    }

    /// What messages call it.
    pub(crate) fn name(&self) -> &Path {
        &self.name
    }

    /// Whether it was opened to be written.
    pub(crate) fn is_writable(&self) -> bool {
        self.writable
    }
}

/// What is wrong with a server of this version, as `server_version_num` says
/// it, if anything.
fn too_old(version: u64) -> Option<String> {
    let major = version / 10_000;
    (major < OLDEST)
        .then(|| format!("it is version {major}, and Sightline needs version {OLDEST} or later"))
}

/// New tables that do not have their final name yet.
pub(crate) struct MadeSchema {
    server: Server,
    /// Holds the right to be the only one that makes them.
    alone: Db,
    published: bool,
}

impl std::fmt::Debug for MadeSchema {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.server.fmt(f)
    }
}

impl MadeSchema {
    /// Makes empty tables, in place of what an attempt that was cut off left.
    pub(crate) fn on(address: &Address, edge: &Edge) -> Result<Self, StoreError> {
        let server = Server::at(address, UNFINISHED)?;
        server.look()?;
        let alone = server.open(true)?;
        let free = alone.query_one(statements::ALONE, &[], |row| {
            row.number(0).map_err(|bad| bad.of("locks", "unfinished"))
        })?;
        if free != Some(1) {
            return Err(StoreError::Busy {
                file: server.name,
                seconds: 0,
            });
        }
        let made = Self {
            server,
            alone,
            published: false,
        };
        made.remove()?;
        migrate::run(&made.server.open(true)?, edge)?;
        Ok(made)
    }

    fn remove(&self) -> Result<(), StoreError> {
        self.alone
            .run(&format!("DROP SCHEMA IF EXISTS {UNFINISHED} CASCADE"))
    }

    /// Where they are until then.
    pub(crate) fn location(&self) -> Server {
        self.server.clone()
    }

    /// Gives them their final name, never over others.
    pub(crate) fn publish(mut self) -> Result<(), StoreError> {
        self.alone
            .run(&format!("ALTER SCHEMA {UNFINISHED} RENAME TO {SCHEMA}"))?;
        self.published = true;
        Ok(())
    }
}

impl Drop for MadeSchema {
    fn drop(&mut self) {
        if !self.published {
            // What stays after a lost connection is removed by the next attempt.
            let _ = self.remove();
        }
    }
}

/// A connection to a record that is there.
pub(crate) fn connect(address: &Address, access: Access) -> Result<Db, StoreError> {
    Server::find(address, access, Durability::Synced, &Edge::system())?.connect()
}

/// The number of the layout of what is in a database.
pub(crate) fn layout(address: &Address) -> Result<u32, StoreError> {
    Server::at(address, SCHEMA)?.layout()
}

/// Whether a database has nothing of ours in it.
pub(crate) fn is_empty(address: &Address) -> Result<bool, StoreError> {
    let server = Server::at(address, SCHEMA)?;
    let db = server.look()?;
    Ok(matches!(server.found(&db)?, Found::Nothing))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_its_makers_no_longer_look_after_is_refused_by_version() {
        assert!(too_old(120_022).is_some_and(|reason| reason.contains("version 12")));
        assert!(too_old(90_624).is_some_and(|reason| reason.contains("version 9")));
        assert_eq!(too_old(130_000), None);
        assert_eq!(too_old(990_001), None);
    }
}
