//! Reading a backup, trusting nothing in it.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use record::chain;
use record::draft::Place;
use record::entry::{Change, Digest, Entry, Head};
use record::exchange::read_entry_line;
use record::kind::Body;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use zip::ZipArchive;

use crate::archive::{
    ArchiveError, DIGITS, FORMAT, MANIFEST, Manifest, Member, SEAL, digest_up_to,
};
use crate::error::StoreError;

/// No manifest is longer, in bytes.
const LONGEST_MANIFEST: u64 = 1 << 24;

/// No entry's line is longer, in bytes.
const LONGEST_LINE: u64 = 1 << 24;

/// An archive being read.
pub(crate) struct Archive {
    path: PathBuf,
    file: File,
    zip: ZipArchive<BufReader<File>>,
}

/// As much of a manifest as every program can read.
#[derive(Deserialize)]
struct Form {
    format: u32,
    #[serde(default)]
    program: String,
}

impl Archive {
    /// Opens it and reads its list of members.
    pub(crate) fn open(path: &Path) -> Result<Self, ArchiveError> {
        let file = match File::open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(ArchiveError::Missing(path.to_owned()));
            }
            Err(error) => return Err(StoreError::io("read", path, error).into()),
        };
        let failed = |error| StoreError::io("read", path, error);
        let second = file.try_clone().map_err(failed)?;
        let zip =
            ZipArchive::new(BufReader::new(second)).map_err(|error| ArchiveError::Damaged {
                file: path.to_owned(),
                member: "its list of members".to_owned(),
                reason: format!("cannot be read ({error})"),
            })?;
        Ok(Self {
            path: path.to_owned(),
            file,
            zip,
        })
    }

    /// That a member is not as it was made.
    pub(crate) fn damaged(&self, member: &str, reason: impl Into<String>) -> ArchiveError {
        ArchiveError::Damaged {
            file: self.path.clone(),
            member: member.to_owned(),
            reason: reason.into(),
        }
    }

    /// Its manifest, of a form this program knows.
    pub(crate) fn manifest(&mut self) -> Result<Manifest, ArchiveError> {
        let mut text = Vec::new();
        let read = match self.zip.by_name(MANIFEST) {
            Ok(member) => member
                .take(LONGEST_MANIFEST)
                .read_to_end(&mut text)
                .map_err(|error| error.to_string()),
            Err(error) => Err(error.to_string()),
        };
        read.map_err(|error| self.damaged(MANIFEST, format!("cannot be read ({error})")))?;
        let unreadable = |error: serde_json::Error| {
            self.damaged(MANIFEST, format!("is not a manifest ({error})"))
        };
        let form: Form = serde_json::from_slice(&text).map_err(unreadable)?;
        if form.format > FORMAT {
            return Err(ArchiveError::Newer {
                file: self.path.clone(),
                by: form.program,
                format: form.format,
            });
        }
        serde_json::from_slice(&text).map_err(unreadable)
    }

    /// Every member is in the manifest, and the other way round.
    pub(crate) fn check_names(&mut self, manifest: &Manifest) -> Result<(), ArchiveError> {
        let mut listed: Vec<&str> = manifest.members.iter().map(|m| &*m.name).collect();
        listed.push(MANIFEST);
        for member in &listed {
            if self.zip.index_for_name(member).is_none() {
                return Err(self.damaged(member, "is missing"));
            }
        }
        for at in 0..self.zip.len() {
            let name = self.zip.by_index_raw(at).and_then(|member| {
                let name = member.name()?;
                Ok(name.into_owned())
            });
            let name = name
                .map_err(|error| self.damaged("a member", format!("cannot be read ({error})")))?;
            if !listed.contains(&&*name) {
                return Err(self.damaged(&name, "is not in the manifest"));
            }
        }
        if self.zip.len() != listed.len() {
            return Err(self.damaged(MANIFEST, "names a member twice"));
        }
        Ok(())
    }

    /// Hands each entry of a member, checked, to `each`: its chain, its digest,
    /// its length, its last entry. Gives back the head.
    pub(crate) fn entries(
        &mut self,
        member: &Member,
        mut each: impl FnMut(Entry) -> Result<(), ArchiveError>,
    ) -> Result<Head, ArchiveError> {
        let path = self.path.clone();
        let damaged = |reason: String| ArchiveError::Damaged {
            file: path.clone(),
            member: member.name.clone(),
            reason,
        };
        let unpacked = self
            .zip
            .by_name(&member.name)
            .map_err(|error| damaged(format!("cannot be read ({error})")))?;
        // One byte more than there should be, to notice that there is more.
        let mut lines = BufReader::new(unpacked.take(member.bytes.saturating_add(1)));
        let mut sha = Sha256::new();
        let mut bytes = 0;
        let mut head = Head::EMPTY;
        let mut line = Vec::new();
        loop {
            line.clear();
            let read = (&mut lines)
                .take(LONGEST_LINE)
                .read_until(b'\n', &mut line)
                .map_err(|error| damaged(format!("cannot be unpacked ({error})")))?;
            if read == 0 {
                break;
            }
            sha.update(&line);
            bytes += read as u64;
            let number = head.seq + 1;
            let entry = checked(&line, member, head)
                .map_err(|reason| damaged(format!("is wrong at line {number}: {reason}")))?;
            head = Head {
                seq: entry.meta.seq,
                hash: entry.hash,
            };
            each(entry)?;
        }
        if bytes != member.bytes || Digest(sha.finalize().into()).to_string() != member.sha256 {
            return Err(damaged("is not the one the manifest describes".to_owned()));
        }
        if head.to_string() != member.head || head.seq != member.entries {
            return Err(damaged("does not end where the manifest says".to_owned()));
        }
        Ok(head)
    }

    /// Nothing in the file was changed, between the members either.
    pub(crate) fn check_seal(&mut self) -> Result<(), ArchiveError> {
        let failed = |error| StoreError::io("read", &self.path, error);
        let digest = digest_up_to(&mut self.file, DIGITS).map_err(failed)?;
        let length = SEAL.len() as u64 + DIGITS;
        let mut end = String::new();
        self.file
            .seek(SeekFrom::End(0))
            .and_then(|at| self.file.seek(SeekFrom::Start(at.saturating_sub(length))))
            .map_err(failed)?;
        let sealed = (&mut self.file)
            .take(length)
            .read_to_string(&mut end)
            .is_ok()
            && end == format!("{SEAL}{digest}");
        if sealed {
            Ok(())
        } else {
            Err(self.damaged("its list of members", "was changed after it was made"))
        }
    }
}

/// The entry on a line, if it follows the one before and is what its hash says.
fn checked(line: &[u8], member: &Member, head: Head) -> Result<Entry, String> {
    let text = std::str::from_utf8(line).map_err(|error| error.to_string())?;
    let place = Place {
        file: member.name.clone(),
        line: usize::try_from(head.seq + 1).unwrap_or(usize::MAX),
    };
    let text = text.strip_suffix('\n').ok_or("it has no end")?;
    let entry = read_entry_line(&place, text)
        .map_err(|problem| format!("{}: {}", problem.field, problem.reason))?;
    if entry.meta.authority != member.authority {
        return Err(format!("it is of “{}”", entry.meta.authority));
    }
    if entry.meta.seq != head.seq + 1 || entry.prev_hash != head.hash {
        return Err("it does not follow the one before it".to_owned());
    }
    if let Some(written) = &entry.written {
        if chain::body_digest(&written.salt, &written.body) != entry.body_digest {
            return Err("its body is not the one that was stored".to_owned());
        }
        if !matches!(entry.meta.change, Change::Withdraws | Change::Erases) {
            Body::read(entry.meta.id.kind(), entry.meta.schema, &written.body)
                .map_err(|unreadable| format!("its body cannot be read: {unreadable}"))?;
        }
    }
    if chain::hash(&entry.meta, &entry.body_digest, &head.hash) != entry.hash {
        return Err("its hash is not the hash of what it says of itself".to_owned());
    }
    Ok(entry)
}
