//! Files that appear whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use crate::error::StoreError;

/// A name beside `path` for what is not finished yet, different each time.
pub(crate) fn unfinished(path: &Path) -> PathBuf {
    static MADE: AtomicU32 = AtomicU32::new(0);
    let count = MADE.fetch_add(1, Ordering::Relaxed);
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".unfinished-{}-{count}", std::process::id()));
    path.with_file_name(name)
}

/// Whether a name is one that [`unfinished`] makes.
pub(crate) fn is_unfinished(name: &str) -> bool {
    name.contains(".unfinished-")
}

/// Gives a finished file its final name, durably and never over another file.
pub(crate) fn publish(unfinished: &Path, path: &Path) -> Result<(), StoreError> {
    let failed = |doing| move |error| StoreError::io(doing, path, error);
    sync(unfinished).map_err(failed("write"))?;
    match fs::hard_link(unfinished, path) {
        Ok(()) => fs::remove_file(unfinished).map_err(failed("finish"))?,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            return Err(failed("write")(error));
        }
        // Some file systems have no second names for a file.
        Err(_) => fs::rename(unfinished, path).map_err(failed("finish"))?,
    }
    sync_folder_of(path)
}

/// Makes what is in a file durable.
pub(crate) fn sync(file: &Path) -> io::Result<()> {
    // Windows syncs only what is open for writing.
    OpenOptions::new().write(true).open(file)?.sync_all()
}

/// Makes a change of names in the folder of `path` durable.
pub(crate) fn sync_folder_of(path: &Path) -> Result<(), StoreError> {
    // Windows has no such call and does not need it.
    if cfg!(unix) {
        let folder = folder_of(path);
        File::open(folder)
            .and_then(|folder| folder.sync_all())
            .map_err(|error| StoreError::io("write", folder, error))?;
    }
    Ok(())
}

/// Makes a folder, and those above it that are missing, durably: what is stored
/// in it is no safer than its name.
pub(crate) fn make_folder(dir: &Path) -> Result<(), StoreError> {
    let missing: Vec<&Path> = dir
        .ancestors()
        .take_while(|folder| *folder != Path::new("") && !folder.exists())
        .collect();
    fs::create_dir_all(dir).map_err(|error| StoreError::io("make", dir, error))?;
    missing.into_iter().try_for_each(sync_folder_of)
}

/// The folder a file stands in.
pub(crate) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

/// Removes an unfinished file when what was making it fails.
#[derive(Debug)]
pub(crate) struct Unfinished {
    /// Where it is.
    pub(crate) path: PathBuf,
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        for suffix in ["", "-journal", "-wal", "-shm"] {
            let mut name = self.path.clone().into_os_string();
            name.push(suffix);
            // Gone already, when all went well.
            let _ = fs::remove_file(name);
        }
    }
}
