//! Opening a data folder: what is in it is looked at before it is touched.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use crate::db::Db;
use crate::edge::Edge;
use crate::error::StoreError;
use crate::files::{self, Unfinished};
use crate::migrate;
use crate::sqlite::{Connection, Mode};

/// The database's name in its folder.
const FILE: &str = "sightline.db";

/// What marks a SQLite file as one of ours: “sgtl”.
const APPLICATION: u32 = 0x7367_746c;
const MARK_APPLICATION: &str = "PRAGMA application_id = 1936159852";

/// What a data folder is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// To read it; a folder that cannot be written will do.
    Read,
    /// To append to what is there.
    Write,
    /// To append, making folder and database if there are none.
    Create,
}

/// When an append counts as done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// Once it is on the disk: a power cut does not undo it.
    Synced,
    /// Once the system has it: a power cut may undo it. For the control run of
    /// the power-cut test alone, which must be seen to fail.
    Unsynced,
}

/// A database file that was looked at and may be connected to.
#[derive(Debug)]
pub(crate) struct DataFile {
    file: PathBuf,
    mode: Mode,
    durability: Durability,
}

impl DataFile {
    /// Looks at the database of a folder, and makes or migrates it if that is
    /// what is asked.
    pub(crate) fn find(
        dir: &Path,
        access: Access,
        durability: Durability,
        edge: &Edge,
    ) -> Result<Self, StoreError> {
        if access == Access::Create {
            files::make_folder(dir)?;
        } else if !dir.is_dir() {
            return Err(StoreError::NoFolder(dir.to_owned()));
        }
        let file = dir.join(FILE);
        if !file.exists() {
            if access != Access::Create {
                return Err(StoreError::Missing(dir.to_owned()));
            }
            MadeFile::named(&file, edge)?.publish_unless_there()?;
        }
        check_header(&file)?;
        if log_length(&file).is_none() {
            // Nobody has it open: a look that makes no files beside it.
            migrate::present(&db(&file, Mode::ReadFixed)?)?;
        }
        let (mode, layout) = match access {
            Access::Read => look(&file)?,
            Access::Write | Access::Create => (Mode::Write, look_to_write(&file)?),
        };
        if layout < migrate::newest() {
            migrate::run(&db(&file, Mode::Write)?, edge)?;
        }
        Ok(Self {
            file,
            mode,
            durability,
        })
    }

    /// A connection to it.
    pub(crate) fn connect(&self) -> Result<Db, StoreError> {
        let file = Connection::open(&self.file, self.mode)?;
        if self.durability == Durability::Unsynced {
            file.run("PRAGMA synchronous = NORMAL")?;
        }
        file.trust()?;
        Ok(Db::Sqlite(file))
    }

    /// The file.
    pub(crate) fn file(&self) -> &Path {
        &self.file
    }

    /// Whether it was opened to be written.
    pub(crate) fn is_writable(&self) -> bool {
        self.mode == Mode::Write
    }
}

/// A new database that does not have its final name yet.
#[derive(Debug)]
pub(crate) struct MadeFile {
    unfinished: Unfinished,
    file: PathBuf,
}

impl MadeFile {
    /// Makes an empty database for a folder, which is made too.
    pub(crate) fn in_folder(dir: &Path, edge: &Edge) -> Result<Self, StoreError> {
        files::make_folder(dir)?;
        Self::named(&dir.join(FILE), edge)
    }

    /// Makes an empty database under a name of its own, so that one that was
    /// not finished is never taken for a record.
    fn named(file: &Path, edge: &Edge) -> Result<Self, StoreError> {
        let unfinished = Unfinished {
            path: files::unfinished(file),
        };
        let new = Connection::open(&unfinished.path, Mode::Create)?;
        new.trust()?;
        new.run(MARK_APPLICATION)?;
        let new = Db::Sqlite(new);
        migrate::run(&new, edge)?;
        new.run("PRAGMA journal_mode = WAL")?;
        drop(new);
        Ok(Self {
            unfinished,
            file: file.to_owned(),
        })
    }

    /// Where it is until then.
    pub(crate) fn location(&self) -> DataFile {
        DataFile {
            file: self.unfinished.path.clone(),
            mode: Mode::Write,
            durability: Durability::Synced,
        }
    }

    /// Gives it its final name, never over another file.
    pub(crate) fn publish(self) -> Result<(), StoreError> {
        files::publish(&self.unfinished.path, &self.file)
    }

    /// The same, for a database made empty: if another process made one
    /// meanwhile, that one is as good.
    fn publish_unless_there(self) -> Result<(), StoreError> {
        let file = self.file.clone();
        self.publish().or_else(|error| {
            let there = matches!(&error, StoreError::Io { source, .. }
                if source.kind() == io::ErrorKind::AlreadyExists);
            if there && file.exists() {
                Ok(())
            } else {
                Err(error)
            }
        })
    }
}

fn db(file: &Path, mode: Mode) -> Result<Db, StoreError> {
    Connection::open(file, mode).map(Db::Sqlite)
}

/// The number of the layout of the database in a folder, which is left as it is.
pub(crate) fn layout(dir: &Path) -> Result<u32, StoreError> {
    if !dir.is_dir() {
        return Err(StoreError::NoFolder(dir.to_owned()));
    }
    let file = dir.join(FILE);
    if !file.exists() {
        return Err(StoreError::Missing(dir.to_owned()));
    }
    check_header(&file)?;
    // Not the header's word: what is newer may stand in the log beside the file.
    look(&file).map(|found| found.1)
}

/// Looks at the first bytes of the file, before SQLite does.
fn check_header(file: &Path) -> Result<(), StoreError> {
    let mut header = [0; 100];
    let read = File::open(file).and_then(|mut file| file.read_exact(&mut header));
    let corrupt = |what: &str| StoreError::Corrupt {
        file: file.to_owned(),
        what: what.to_owned(),
    };
    match read {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            return Err(corrupt("it is too short to be a database"));
        }
        Err(error) => return Err(StoreError::io("read", file, error)),
    }
    if !header.starts_with(b"SQLite format 3\0") {
        return Err(corrupt("it does not begin as a database does"));
    }
    let number = |at: usize| {
        u32::from_be_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]])
    };
    if number(68) != APPLICATION {
        return Err(StoreError::NotOurs(file.to_owned()));
    }
    let database = number(60);
    if database > migrate::newest() {
        return Err(StoreError::Newer {
            file: file.to_owned(),
            database,
            program: migrate::newest(),
        });
    }
    Ok(())
}

/// How the file can be read, found by reading it, and its layout. Where
/// nothing can be written, SQLite's side files cannot either.
fn look(file: &Path) -> Result<(Mode, u32), StoreError> {
    let layout = |mode| db(file, mode).and_then(|db| migrate::present(&db));
    match layout(Mode::Read) {
        Ok(layout) => Ok((Mode::Read, layout)),
        Err(StoreError::Io { .. } | StoreError::ReadOnly(_))
            if log_length(file).unwrap_or(0) == 0 =>
        {
            layout(Mode::ReadFixed).map(|layout| (Mode::ReadFixed, layout))
        }
        Err(StoreError::Io { .. }) => Err(StoreError::ReadOnly(file.to_owned())),
        Err(error) => Err(error),
    }
}

/// Length of the log beside the file, which holds what is not in it yet.
fn log_length(file: &Path) -> Option<u64> {
    let mut log = file.as_os_str().to_owned();
    log.push("-wal");
    fs::metadata(log).ok().map(|log| log.len())
}

fn look_to_write(file: &Path) -> Result<u32, StoreError> {
    match db(file, Mode::Write).and_then(|db| migrate::present(&db)) {
        // The file was just read, so it is its side files that cannot be made.
        Err(StoreError::Io { doing: "open", .. }) => Err(StoreError::ReadOnly(file.to_owned())),
        layout => layout,
    }
}
