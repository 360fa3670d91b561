//! Restoring a backup into an empty folder or database: everything is read and
//! checked before anything is written.

use std::path::Path;
use std::{fs, io};

use jiff::tz::Offset;
use record::claimed_date::ClaimedDate;
use record::draft::{Draft, Place};
use record::entry::{Change, Classification};

use crate::archive::ArchiveError;
use crate::db::Db;
use crate::edge::Edge;
use crate::entry_row::insert;
use crate::error::StoreError;
use crate::files;
use crate::home::Home;
use crate::location::Made;
use crate::records::{AppendError, Records, move_head};
use crate::register;
use crate::server;
use crate::store::{Erasure, ErasureBody, Store};
use crate::unpack::Archive;
use crate::verify::{Verified, VerifyError};

/// What was restored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// The record, checked again in its new place.
    pub verified: Verified,
    /// What had to be erased again, because it was erased after the backup was
    /// made.
    pub erased_again: Vec<Erasure>,
}

/// Restores a backup into a folder that is new or empty, or a database that has
/// no record, with the same entries, numbers, times and hashes; then erases again what the register of erasures
/// names: the file `register`, or `erasures.jsonl` beside the backup if there is
/// one. `progress` is told how many entries were read; each is read twice.
///
/// # Errors
/// The first member of the archive that is not as it was made; then the place
/// is as it was.
pub fn restore(
    file: &Path,
    home: impl Into<Home>,
    register: Option<&Path>,
    edge: Edge,
    mut progress: impl FnMut(u64),
) -> Result<Restored, ArchiveError> {
    let home = home.into();
    must_be_empty(&home)?;
    let erasures = match register {
        Some(register) if !register.is_file() => {
            return Err(ArchiveError::Missing(register.to_owned()));
        }
        Some(register) => register::read(register)?,
        None => register::read(&register::beside(file))?,
    };
    let mut archive = Archive::open(file)?;
    let manifest = archive.manifest()?;
    archive.check_names(&manifest)?;
    let mut read = 0;
    let mut count = || {
        read += 1;
        progress(read);
    };
    for member in &manifest.members {
        archive.entries(member, |_| {
            count();
            Ok(())
        })?;
    }
    archive.check_seal()?;

    let made = |error: VerifyError| archive_is_wrong(file, error);
    fill(&home, edge, erasures, made, |db| {
        for member in &manifest.members {
            let head = archive.entries(member, |entry| {
                count();
                Ok(insert(db, &entry)?)
            })?;
            move_head(db, &member.authority, head)?;
        }
        Ok(())
    })
}

fn archive_is_wrong(file: &Path, error: VerifyError) -> ArchiveError {
    match error {
        VerifyError::Store(error) => error.into(),
        found => ArchiveError::Damaged {
            file: file.to_owned(),
            member: "the record in it".to_owned(),
            reason: found.to_string(),
        },
    }
}

/// A record comes whole to a place where nothing is.
pub(crate) fn must_be_empty(home: &Home) -> Result<(), ArchiveError> {
    let empty = match home {
        Home::Folder(dir) => is_empty(dir)?,
        Home::Database(address) => server::is_empty(address)?,
    };
    if empty {
        Ok(())
    } else {
        Err(ArchiveError::NotEmpty(home.clone()))
    }
}

fn is_empty(dir: &Path) -> Result<bool, StoreError> {
    let failed = |error| StoreError::io("read", dir, error);
    let names = match fs::read_dir(dir) {
        Ok(names) => names,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(true),
        Err(error) => return Err(failed(error)),
    };
    for name in names {
        // What an earlier attempt left when the power went does not count.
        if !files::is_unfinished(&name.map_err(failed)?.file_name().to_string_lossy()) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Has the entries written into a new database, erases again, checks it, and
/// gives it its name. `wrong` says what it means if the record is not sound.
pub(crate) fn fill(
    home: &Home,
    edge: Edge,
    erasures: Vec<Erasure>,
    wrong: impl FnOnce(VerifyError) -> ArchiveError,
    write: impl FnOnce(&Db) -> Result<(), ArchiveError>,
) -> Result<Restored, ArchiveError> {
    let new_folder = match home {
        Home::Folder(dir) if !dir.exists() => Some(dir),
        _ => None,
    };
    let done = Made::at(home, &edge)
        .map_err(ArchiveError::from)
        .and_then(|made| filled(made, edge, erasures, wrong, write));
    if let (Err(_), Some(dir)) = (&done, new_folder) {
        // Only if it is still empty.
        let _ = fs::remove_dir(dir);
    }
    done
}

fn filled(
    made: Made,
    edge: Edge,
    erasures: Vec<Erasure>,
    wrong: impl FnOnce(VerifyError) -> ArchiveError,
    write: impl FnOnce(&Db) -> Result<(), ArchiveError>,
) -> Result<Restored, ArchiveError> {
    let store = Store::unfinished(made.location(), edge);
    {
        let db = store.connect()?;
        db.write(|| write(&db))?;
    }
    let records = Records::new(store)?;
    let erased_again = erase_again(&records, erasures)?;
    let verified = records.store().verify(None, &|_| ()).map_err(wrong)?;
    // Only the one file gets its name: nothing may be left beside it.
    if !records.store().connect()?.empty_log()? {
        return Err(StoreError::Busy {
            file: records.store().location().name().to_owned(),
            seconds: 0,
        }
        .into());
    }
    drop(records);
    made.publish()?;
    Ok(Restored {
        verified,
        erased_again,
    })
}

/// Erases what the register names and the backup still says.
fn erase_again(records: &Records, register: Vec<Erasure>) -> Result<Vec<Erasure>, ArchiveError> {
    let store = records.store();
    let already = store.erasures()?;
    let today = ClaimedDate::day(Offset::UTC.to_datetime(store.edge().now()).date());
    let mut erased = Vec::new();
    for erasure in register {
        let done = |other: &Erasure| other.authority == erasure.authority && other.id == erasure.id;
        if already.iter().any(done) || !store.has(&erasure.authority, &erasure.id)? {
            continue;
        }
        let appended = records.append(vec![draft(&erasure, today)?]);
        appended.map_err(|error| match error {
            AppendError::Store(error) => ArchiveError::Store(error),
            AppendError::Refused(problems) => ArchiveError::Erasure {
                id: erasure.id.clone(),
                reason: problems
                    .first()
                    .map(|problem| format!("{} {}", problem.field, problem.reason))
                    .unwrap_or_default(),
            },
        })?;
        erased.push(erasure);
    }
    Ok(erased)
}

fn draft(erasure: &Erasure, today: ClaimedDate) -> Result<Draft, StoreError> {
    let body = ErasureBody {
        requested_by: erasure.requested_by.clone(),
        approved_by: erasure.approved_by.clone(),
    };
    let body = serde_json::to_string(&body)
        .map_err(|error| StoreError::io("write", Path::new("an erasure"), error.into()))?;
    Ok(Draft {
        place: Place {
            file: "the register of erasures".to_owned(),
            line: 1,
        },
        authority: erasure.authority.clone(),
        id: erasure.id.clone(),
        version: None,
        schema: erasure.id.kind().schema(),
        change: Change::Erases,
        effective_on: today,
        known_on: Some(today),
        published_on: None,
        classification: Classification::Restricted,
        reason: Some(erasure.reason.clone()),
        recorded_by: "restore".to_owned(),
        command_id: None,
        claimed_recorded_at: None,
        keeps_later: false,
        body: Some(body),
        erased_digest: None,
    })
}
