//! Restoring a backup into an empty folder: everything is read and checked
//! before anything is written.

use std::path::Path;
use std::{fs, io};

use jiff::tz::Offset;
use record::claimed_date::ClaimedDate;
use record::draft::{Draft, Place};
use record::entry::{Change, Classification};

use crate::archive::{ArchiveError, Manifest};
use crate::edge::Edge;
use crate::entry_row::insert;
use crate::error::StoreError;
use crate::files;
use crate::open;
use crate::records::{AppendError, Records, move_head};
use crate::register;
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

/// Restores a backup into a folder that is new or empty, with the same entries,
/// numbers, times and hashes; then erases again what the register of erasures
/// names: the file `register`, or `erasures.jsonl` beside the backup if there is
/// one. `progress` is told how many entries were read; each is read twice.
///
/// # Errors
/// The first member of the archive that is not as it was made; then the folder
/// is as it was.
pub fn restore(
    file: &Path,
    dir: &Path,
    register: Option<&Path>,
    edge: Edge,
    mut progress: impl FnMut(u64),
) -> Result<Restored, ArchiveError> {
    if !is_empty(dir)? {
        return Err(ArchiveError::NotEmpty(dir.to_owned()));
    }
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

    let made_folder = !dir.exists();
    let done = fill(&mut archive, &manifest, dir, erasures, edge, count);
    if done.is_err() && made_folder {
        // Only if it is still empty.
        let _ = fs::remove_dir(dir);
    }
    done
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

/// Writes the entries into a new database, erases again, checks it, and gives
/// it its name.
fn fill(
    archive: &mut Archive,
    manifest: &Manifest,
    dir: &Path,
    erasures: Vec<Erasure>,
    edge: Edge,
    mut count: impl FnMut(),
) -> Result<Restored, ArchiveError> {
    files::make_folder(dir)?;
    let made = open::make(&dir.join(open::FILE), &edge)?;
    let store = Store::unfinished(dir, made.location(), edge);
    {
        let db = store.connect()?;
        db.write(|| {
            for member in &manifest.members {
                let head = archive.entries(member, |entry| {
                    count();
                    Ok(insert(&db, &entry)?)
                })?;
                move_head(&db, &member.authority, head)?;
            }
            Ok::<(), ArchiveError>(())
        })?;
    }
    let records = Records::new(store)?;
    let erased_again = erase_again(&records, erasures)?;
    let verified = records.store().verify(None, &|_| ());
    let verified = verified.map_err(|error| match error {
        VerifyError::Store(error) => error.into(),
        found => archive.damaged("the record in it", found.to_string()),
    })?;
    // Only the one file gets its name: nothing may be left beside it.
    if !records.store().connect()?.empty_log()? {
        return Err(StoreError::Busy {
            file: dir.join(open::FILE),
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
