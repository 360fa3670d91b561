//! A place that was looked at and may be connected to.

use std::path::Path;
use std::time::Duration;

use crate::db::Db;
use crate::edge::Edge;
use crate::error::StoreError;
use crate::home::Home;
use crate::migrate;
use crate::open::{self, Access, DataFile, Durability, MadeFile};
use crate::pool::Pool;
use crate::server::{self, MadeSchema, Server};

/// A place that was looked at and may be connected to.
#[derive(Debug)]
pub(crate) enum Location {
    /// A folder's file.
    File(DataFile),
    /// A database on a server.
    Server(Server),
}

/// How many pages at once may ask PostgreSQL something, and how many appends.
const READERS: usize = 6;
const WRITERS: usize = 2;

/// How long a page or append waits for its turn with PostgreSQL.
const PATIENCE: Duration = Duration::from_secs(3);

/// With a file all go through one connection, so a turn is as long as the work
/// of those before it.
const PATIENCE_WITH_A_FILE: Duration = Duration::from_secs(60);

impl Location {
    /// Looks at a place, and makes or migrates it if that is what is asked.
    pub(crate) fn find(
        home: &Home,
        access: Access,
        durability: Durability,
        edge: &Edge,
    ) -> Result<Self, StoreError> {
        match home {
            Home::Folder(dir) => DataFile::find(dir, access, durability, edge).map(Self::File),
            Home::Database(address) => {
                Server::find(address, access, durability, edge).map(Self::Server)
            }
        }
    }

    /// A connection to it.
    pub(crate) fn connect(&self) -> Result<Db, StoreError> {
        match self {
            Self::File(file) => file.connect(),
            Self::Server(server) => server.connect(),
        }
    }

    /// What messages call it: the file, or the database's address without its
    /// password.
    pub(crate) fn name(&self) -> &Path {
        match self {
            Self::File(file) => file.file(),
            Self::Server(server) => server.name(),
        }
    }

    /// Whether it was opened to be written.
    pub(crate) fn is_writable(&self) -> bool {
        match self {
            Self::File(file) => file.is_writable(),
            Self::Server(server) => server.is_writable(),
        }
    }

    /// Connections for pages to read through.
    pub(crate) fn readers(&self) -> Result<Pool, StoreError> {
        self.pool(READERS)
    }

    /// Connections for appends.
    pub(crate) fn writers(&self) -> Result<Pool, StoreError> {
        self.pool(WRITERS)
    }

    fn pool(&self, most: usize) -> Result<Pool, StoreError> {
        match self {
            Self::File(_) => Pool::new(self, 1, PATIENCE_WITH_A_FILE),
            Self::Server(_) => Pool::new(self, most, PATIENCE),
        }
    }
}

/// The number of a database's layout and of the newest this program knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The database's.
    pub database: u32,
    /// The newest this program knows: what the database is brought to, in one step, when
    /// it is next opened.
    pub newest: u32,
}

/// The layout of what is kept somewhere, without changing it.
///
/// # Errors
/// There is no folder, database or record, or it is damaged, newer or not ours.
pub fn layout(home: &Home) -> Result<Layout, StoreError> {
    let database = match home {
        Home::Folder(dir) => open::layout(dir)?,
        Home::Database(address) => server::layout(address)?,
    };
    Ok(Layout {
        database,
        newest: migrate::newest(),
    })
}

/// A new database that is not where it belongs yet, and goes away again unless
/// it is published.
#[derive(Debug)]
pub(crate) enum Made {
    /// A file without its final name.
    File(MadeFile),
    /// Tables without their final name.
    Schema(Box<MadeSchema>),
}

impl Made {
    /// Makes an empty database.
    pub(crate) fn at(home: &Home, edge: &Edge) -> Result<Self, StoreError> {
        match home {
            Home::Folder(dir) => MadeFile::in_folder(dir, edge).map(Self::File),
            Home::Database(address) => {
                MadeSchema::on(address, edge).map(|made| Self::Schema(Box::new(made)))
            }
        }
    }

    /// Where it is until then.
    pub(crate) fn location(&self) -> Location {
        match self {
            Self::File(made) => Location::File(made.location()),
            Self::Schema(made) => Location::Server(made.location()),
        }
    }

    /// Gives it its final name, never over another's.
    pub(crate) fn publish(self) -> Result<(), StoreError> {
        match self {
            Self::File(made) => made.publish(),
            Self::Schema(made) => made.publish(),
        }
    }
}
