//! The form of a backup: a zip file with `manifest.json` and, for each
//! authority, its entries as JSON lines. Its last 64 bytes are the SHA-256 of
//! all before them, so that a changed bit is noticed wherever it is.

use std::fs::File;
use std::io::{self, Read, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use record::entry::Digest;
use record::id::{Authority, EntryId};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::error::StoreError;
use crate::home::Home;
use crate::store::Erasure;

/// The number of this form.
pub(crate) const FORMAT: u32 = 1;

/// Name of the member that lists the others.
pub(crate) const MANIFEST: &str = "manifest.json";

/// What the zip file's comment says before the digest of the whole.
pub(crate) const SEAL: &str = "Sightline backup, SHA-256 of all before this: ";

/// Length of a digest in hexadecimal digits.
pub(crate) const DIGITS: u64 = 64;

/// What is in a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The number of the form, for programs that come later.
    pub format: u32,
    /// The version of the program that made it.
    pub program: String,
    /// The number of the database's layout it was made from.
    pub layout: u32,
    /// When it was made.
    pub made_at: Timestamp,
    /// The other members, in their order.
    pub members: Vec<Member>,
    /// Every erasure up to then.
    pub erasures: Vec<Erasure>,
}

/// A member of a backup: one authority's entries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// Its name in the archive.
    pub name: String,
    /// Whose entries.
    pub authority: Authority,
    /// How many.
    pub entries: u64,
    /// The end of their chain, `SEQ:HASH`.
    pub head: String,
    /// Its length in bytes, unpacked.
    pub bytes: u64,
    /// SHA-256 of those bytes.
    pub sha256: String,
}

/// A backup that could not be made or restored.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// The store could not.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no such archive.
    #[error("There is no file {}. Check the name.", .0.display())]
    Missing(PathBuf),
    /// A backup never takes the place of another.
    #[error("There is a file {} already. Nothing was written; choose another name.", .0.display())]
    Exists(PathBuf),
    /// The archive is not as it was made.
    #[error("The backup {} is damaged: {member} {reason}. Nothing was restored; use another backup.", .file.display())]
    Damaged {
        /// The archive.
        file: PathBuf,
        /// The first member that is not as it was made.
        member: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A newer program made the archive.
    #[error("The backup {} was made by a newer Sightline ({by}: its form is number {format}, and this program knows up to {FORMAT}). Nothing was restored; use the newer program.", .file.display())]
    Newer {
        /// The archive.
        file: PathBuf,
        /// The program that made it.
        by: String,
        /// The number of its form.
        format: u32,
    },
    /// A backup is restored only where nothing is.
    #[error(
        "{0} is not empty. Nothing was written; name a new or empty folder, or a database without a record."
    )]
    NotEmpty(Home),
    /// A record that is not as it was stored is not copied.
    #[error("The record was not copied: {0}")]
    Unsound(String),
    /// The register of erasures cannot be read.
    #[error("{} cannot be read as a register of erasures: line {line}: {reason}. Nothing was restored.", .file.display())]
    Register {
        /// The register.
        file: PathBuf,
        /// Line, from 1.
        line: usize,
        /// What is wrong.
        reason: String,
    },
    /// Something in the register cannot be erased again.
    #[error(
        "“{id}” cannot be erased again as the register of erasures asks: {reason}. Nothing was restored."
    )]
    Erasure {
        /// The entry.
        id: EntryId,
        /// What is wrong.
        reason: String,
    },
}

/// SHA-256 of a file up to so many bytes before its end.
pub(crate) fn digest_up_to(file: &mut File, before_end: u64) -> io::Result<Digest> {
    let length = file.seek(SeekFrom::End(0))?.saturating_sub(before_end);
    file.seek(SeekFrom::Start(0))?;
    let mut sha = Sha256::new();
    let mut rest = file.take(length);
    let mut buffer = vec![0; 1 << 16];
    loop {
        match rest.read(&mut buffer)? {
            0 => break Ok(Digest(sha.finalize().into())),
            read => sha.update(&buffer[..read]),
        }
    }
}

/// The name of an authority's member.
pub(crate) fn member_name(authority: &Authority) -> String {
    format!("entries/{authority}.jsonl")
}

/// A zip library's error, as the store's.
pub(crate) fn zip_failed(
    doing: &'static str,
    path: &Path,
    error: zip::result::ZipError,
) -> StoreError {
    match error {
        zip::result::ZipError::Io(error) => StoreError::io(doing, path, error),
        other => StoreError::io(doing, path, io::Error::other(other.to_string())),
    }
}
