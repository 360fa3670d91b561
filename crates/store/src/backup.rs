//! Making a backup, while people write.

use std::fs::{File, OpenOptions};
use std::io::{self, Seek as _, SeekFrom, Write};
use std::path::Path;

use record::entry::Digest;
use sha2::{Digest as _, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::archive::{
    ArchiveError, DIGITS, FORMAT, MANIFEST, Manifest, Member, SEAL, digest_up_to, member_name,
    zip_failed,
};
use crate::db::Db;
use crate::error::StoreError;
use crate::files::{self, Unfinished};
use crate::store::{Store, erasures, export_one, heads};
use crate::{migrate, register};

impl Store {
    /// Writes everything as of one moment to one file, which appears whole or
    /// not at all. The erasures are added to `erasures.jsonl` beside it, the
    /// register from which [`crate::restore()`] erases again. `progress` is
    /// told how many entries are written.
    ///
    /// # Errors
    /// There is a file of that name, or it cannot be written.
    pub fn backup(
        &self,
        file: &Path,
        mut progress: impl FnMut(u64),
    ) -> Result<Manifest, ArchiveError> {
        if file.exists() {
            return Err(ArchiveError::Exists(file.to_owned()));
        }
        let folder = files::folder_of(file);
        if !folder.is_dir() {
            return Err(StoreError::NoFolder(folder.to_owned()).into());
        }
        let unfinished = Unfinished {
            path: files::unfinished(file),
        };
        let db = self.connect()?;
        let manifest = db.snapshot(|| self.write_archive(&db, &unfinished.path, &mut progress))?;
        register::add(&register::beside(file), &manifest.erasures)?;
        files::publish(&unfinished.path, file).map_err(|error| match error {
            StoreError::Io { source, .. } if source.kind() == io::ErrorKind::AlreadyExists => {
                ArchiveError::Exists(file.to_owned())
            }
            other => other.into(),
        })?;
        Ok(manifest)
    }

    fn write_archive(
        &self,
        db: &Db,
        path: &Path,
        progress: &mut impl FnMut(u64),
    ) -> Result<Manifest, StoreError> {
        let fails = |error| zip_failed("write", path, error);
        let output = OpenOptions::new()
            .create_new(true)
            .read(true)
            .write(true)
            .open(path)
            .map_err(|error| StoreError::io("write", path, error))?;
        let output = UntilItFails {
            file: output,
            failed: false,
        };
        let mut zip = ZipWriter::new(output).set_auto_large_file();
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(zip::DateTime::default());
        let mut manifest = Manifest {
            format: FORMAT,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            layout: migrate::newest(),
            made_at: self.edge().now(),
            members: Vec::new(),
            erasures: erasures(db)?,
        };
        let mut written = 0;
        for (authority, head) in heads(db)? {
            let name = member_name(&authority);
            zip.start_file(&name, options).map_err(fails)?;
            let mut out = Counted {
                out: &mut zip,
                sha: Sha256::new(),
                bytes: 0,
            };
            export_one(db, &authority, &mut out, path, || {
                written += 1;
                progress(written);
            })?;
            manifest.members.push(Member {
                name,
                authority,
                entries: head.seq,
                head: head.to_string(),
                bytes: out.bytes,
                sha256: Digest(out.sha.finalize().into()).to_string(),
            });
        }
        zip.start_file(MANIFEST, options).map_err(fails)?;
        serde_json::to_writer_pretty(&mut zip, &manifest)
            .map_err(|error| StoreError::io("write", path, error.into()))?;
        zip.set_comment(format!("{SEAL}{}", Digest::ZERO))
            .map_err(fails)?;
        let mut output = zip.finish().map_err(fails)?;
        seal(&mut output.file).map_err(|error| StoreError::io("write", path, error))?;
        Ok(manifest)
    }
}

/// Puts the digest of everything before it into the last bytes of the file.
fn seal(file: &mut File) -> io::Result<()> {
    let digest = digest_up_to(file, DIGITS)?;
    let end = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(end - DIGITS))?;
    file.write_all(digest.to_string().as_bytes())
}

/// A file that reports the first failure and ignores what is written after it.
/// A [`ZipWriter`] that failed writes once more when it is dropped, and would
/// print what it thinks of that.
struct UntilItFails {
    file: File,
    failed: bool,
}

impl Write for UntilItFails {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.failed {
            return Ok(bytes.len());
        }
        let written = self.file.write(bytes);
        self.failed = written
            .as_ref()
            .is_err_and(|error| error.kind() != io::ErrorKind::Interrupted);
        written
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl io::Seek for UntilItFails {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

/// Passes bytes on, counting and digesting them.
struct Counted<W> {
    out: W,
    sha: Sha256,
    bytes: u64,
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.sha.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
