//! What can go wrong with a data folder or database, each as one plain line: what
//! happened, where, and what to do.

use std::io;
use std::path::{Path, PathBuf};

/// A data folder or database that cannot be used as asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no such folder.
    #[error("There is no folder {}. Check the name, or import something to make it.", .0.display())]
    NoFolder(PathBuf),
    /// The folder holds no database.
    #[error("There is no record in the folder {}: it has no file sightline.db. Check the name, or import something to begin one.", .0.display())]
    Missing(PathBuf),
    /// What was given as a database's address is none.
    #[error("{} is not the address of a database: {reason}. Write it as postgres://NAME@HOST:5432/DATABASE.", .database.display())]
    BadAddress {
        /// The address, without its password.
        database: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The database holds no record.
    #[error("There is no record in the database {}. Check the name, or import something to begin one.", .0.display())]
    NoRecord(PathBuf),
    /// PostgreSQL does not answer, or no longer.
    #[error("The database {} cannot be reached: {reason}. Nothing was lost; check that PostgreSQL runs there and try again.", .database.display())]
    Unreachable {
        /// The address, without its password.
        database: PathBuf,
        /// What was found.
        reason: String,
    },
    /// PostgreSQL lets this user do nothing there, or not this.
    #[error("The database {} refuses: {reason}. Check the address, the password and what its user may do.", .database.display())]
    Denied {
        /// The address, without its password.
        database: PathBuf,
        /// What it said.
        reason: String,
    },
    /// A server that will not do.
    #[error("The database {} cannot be used: {reason}. It was left as it is.", .database.display())]
    Unsuitable {
        /// The address, without its password.
        database: PathBuf,
        /// Why not.
        reason: String,
    },
    /// All connections were in use for too long.
    #[error("All {connections} connections to {} were in use for {seconds} seconds. Nothing was changed; try again.", .place.display())]
    Crowded {
        /// The file or address.
        place: PathBuf,
        /// How many there may be.
        connections: usize,
        /// How long was waited.
        seconds: u64,
    },
    /// It can be read but not written.
    #[error("{} can be read but not written. Ask for permission to write there, or work on a copy.", .0.display())]
    ReadOnly(PathBuf),
    /// Another server is at work on the folder.
    #[error("Another Sightline server is using the folder {}. Stop it first, or open the pages it serves.", .0.display())]
    Locked(PathBuf),
    /// Another program kept the database busy for too long.
    #[error("{} is being used by another program, which did not finish in {seconds} seconds. Nothing was changed; try again.", .file.display())]
    Busy {
        /// The database.
        file: PathBuf,
        /// How long was waited.
        seconds: u64,
    },
    /// The file is damaged.
    #[error("{} is damaged ({what}). It was left as it is; restore a backup into an empty folder.", .file.display())]
    Corrupt {
        /// The database.
        file: PathBuf,
        /// What was found.
        what: String,
    },
    /// A newer program has written the database.
    #[error("{} was written by a newer Sightline (its layout is number {database}; this program knows up to {program}). It was left as it is; use the newer program.", .file.display())]
    Newer {
        /// The database.
        file: PathBuf,
        /// The number of its layout.
        database: u32,
        /// The newest layout this program knows.
        program: u32,
    },
    /// A database of another program.
    #[error("{} is a database, but not one of Sightline's. It was left as it is; choose another folder.", .0.display())]
    NotOurs(PathBuf),
    /// No space left.
    #[error("The disk that holds {} is full. Nothing was lost; free some space and try again.", .0.display())]
    DiskFull(PathBuf),
    /// The system refused something.
    #[error("Could not {doing} {}: {source}.", .path.display())]
    Io {
        /// What was being done: `read`, `write`, …
        doing: &'static str,
        /// To which file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A row that no Sightline can have written.
    #[error(
        "The database has something in it that does not belong there: table {table}, column {column}, {key}: {reason}. Run “sightline verify” and, if it fails, restore a backup."
    )]
    Inconsistent {
        /// Table.
        table: &'static str,
        /// Column.
        column: String,
        /// Which row.
        key: String,
        /// What is wrong.
        reason: String,
    },
}

impl StoreError {
    /// An error of the file system, told apart by what can be done about it.
    pub(crate) fn io(doing: &'static str, path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull(path),
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem
                if doing != "read" =>
            {
                Self::ReadOnly(path)
            }
            _ => Self::Io {
                doing,
                path,
                source,
            },
        }
    }
}
