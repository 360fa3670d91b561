//! One server at a time on a folder; other commands work beside it.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;

use crate::error::StoreError;

/// Held while a server runs. The system lets go of it when the process ends,
/// however it ends.
#[derive(Debug)]
pub struct ServerLock {
    _file: Option<File>,
}

impl ServerLock {
    /// Takes the lock on a folder.
    ///
    /// On a folder that cannot be written there is nothing to lock: servers
    /// there only read and do each other no harm.
    ///
    /// # Errors
    /// [`StoreError::Locked`] if another server has it,
    /// [`StoreError::NoFolder`] if there is no folder.
    pub fn take(dir: &Path) -> Result<Self, StoreError> {
        if !dir.is_dir() {
            return Err(StoreError::NoFolder(dir.to_owned()));
        }
        let path = dir.join("serve.lock");
        let opened = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path);
        let file = match opened {
            Ok(file) => file,
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem
                ) =>
            {
                return Ok(Self { _file: None });
            }
            Err(error) => return Err(StoreError::io("open", &path, error)),
        };
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: Some(file) }),
            Err(TryLockError::WouldBlock) => Err(StoreError::Locked(dir.to_owned())),
            Err(TryLockError::Error(error)) => Err(StoreError::io("lock", &path, error)),
        }
    }
}
