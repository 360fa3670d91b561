//! `sightline backup` and `sightline restore`.

use store::{Access, ArchiveError, Edge, Store, Verified};

use crate::arguments::{Backup, Restore};
use crate::failure::Failure;
use crate::progress::Progress;

/// Writes one file with everything.
pub(crate) fn backup(arguments: &Backup) -> Result<(), Failure> {
    let store = Store::open(arguments.at.home(), Access::Read, Edge::system())?;
    let progress = Progress::of("entries written");
    let made = store.backup(&arguments.file, |done| progress.at(done));
    progress.end();
    for member in made?.members {
        println!(
            "{}: {} entries. Head {}",
            member.authority, member.entries, member.head
        );
    }
    println!("{}", arguments.file.display());
    Ok(())
}

/// Brings a backup back.
pub(crate) fn restore(arguments: &Restore) -> Result<(), Failure> {
    let progress = Progress::of("entries restored");
    let restored = store::restore(
        &arguments.file,
        arguments.at.home(),
        arguments.erasures.as_deref(),
        Edge::system(),
        |done| progress.at(done),
    );
    progress.end();
    let restored = restored?;
    tell(&restored.verified);
    Ok(())
}

/// Says what was checked, an authority a line.
pub(crate) fn tell(verified: &Verified) {
    for checked in &verified.authorities {
        println!(
            "{}: {} entries, all as they were stored. Head {}",
            checked.authority, checked.head.seq, checked.head
        );
    }
}

impl From<ArchiveError> for Failure {
    fn from(error: ArchiveError) -> Self {
        let text = error.to_string();
        match error {
            ArchiveError::Store(error) => Self::Store(error),
            ArchiveError::Missing(_) => Self::Missing(text),
            ArchiveError::Damaged { .. } => Self::Damaged(text),
            ArchiveError::Newer { .. } => Self::Newer(text),
            ArchiveError::Unsound(_) => Self::Check(text),
            ArchiveError::Exists(_)
            | ArchiveError::NotEmpty(_)
            | ArchiveError::Register { .. }
            | ArchiveError::Erasure { .. } => Self::Input(text),
        }
    }
}
