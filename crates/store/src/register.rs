//! The register of erasures kept beside backups, one JSON line each. A backup
//! made before an erasure still holds what was erased; restoring it erases
//! that again, from this list.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::archive::ArchiveError;
use crate::error::StoreError;
use crate::files::{self, Unfinished};
use crate::store::Erasure;

/// Where the register for a backup is, unless another is named.
pub(crate) fn beside(backup: &Path) -> PathBuf {
    files::folder_of(backup).join("erasures.jsonl")
}

/// The erasures in a register; none if there is no such file.
pub(crate) fn read(file: &Path) -> Result<Vec<Erasure>, ArchiveError> {
    let text = match fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(StoreError::io("read", file, error).into()),
    };
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(at, line)| {
            serde_json::from_str(line).map_err(|error| ArchiveError::Register {
                file: file.to_owned(),
                line: at + 1,
                reason: error.to_string(),
            })
        })
        .collect()
}

/// Adds to a register what it does not have yet.
pub(crate) fn add(file: &Path, erasures: &[Erasure]) -> Result<(), ArchiveError> {
    let mut all = read(file)?;
    let before = all.len();
    for erasure in erasures {
        let known =
            |other: &Erasure| other.authority == erasure.authority && other.id == erasure.id;
        if !all.iter().any(known) {
            all.push(erasure.clone());
        }
    }
    if all.len() == before {
        return Ok(());
    }
    let failed = |error| StoreError::io("write", file, error);
    let mut text = String::new();
    for erasure in &all {
        text += &serde_json::to_string(erasure).map_err(|error| failed(error.into()))?;
        text.push('\n');
    }
    let unfinished = Unfinished {
        path: files::unfinished(file),
    };
    fs::write(&unfinished.path, text)
        .and_then(|()| files::sync(&unfinished.path))
        .and_then(|()| fs::rename(&unfinished.path, file))
        .map_err(failed)?;
    files::sync_folder_of(file)?;
    Ok(())
}
