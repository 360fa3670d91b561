//! Folders that cannot be used as asked: each is told apart, and left as it was.

use std::fs;
use std::path::Path;
use std::process::Command;

use record::entry::Head;
use store::{Access, AppendError, Records, ServerLock, Store, StoreError};

use crate::support::*;

fn opened(dir: &Path, access: Access) -> Result<Records, StoreError> {
    Store::open(dir, access, edge()).and_then(Records::new)
}

fn refusal(dir: &Path, access: Access) -> StoreError {
    let error = opened(dir, access).map(drop).unwrap_err();
    assert!(!error.to_string().contains('\n'), "more than one line");
    error
}

/// Every file of a folder with its bytes.
fn contents(dir: &Path) -> Vec<(String, Vec<u8>)> {
    let files = fs::read_dir(dir).unwrap();
    let mut files: Vec<(String, Vec<u8>)> = files
        .map(|file| {
            let path = file.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, fs::read(path).unwrap())
        })
        .collect();
    files.sort();
    files
}

#[test]
fn a_missing_folder_or_database_is_not_made_unless_asked() {
    let dir = tempfile::tempdir().unwrap();
    let none = dir.path().join("none");
    for access in [Access::Read, Access::Write] {
        assert!(matches!(refusal(&none, access), StoreError::NoFolder(_)));
        assert!(matches!(
            refusal(dir.path(), access),
            StoreError::Missing(_)
        ));
    }
    assert!(contents(dir.path()).is_empty());
    opened(&none.join("deep"), Access::Create).unwrap();
    assert_eq!(contents(&none.join("deep")).len(), 1, "only sightline.db");
}

#[test]
fn a_folder_closed_properly_holds_one_file() {
    let dir = tempfile::tempdir().unwrap();
    drop(small_record(dir.path()));
    drop(opened(dir.path(), Access::Read).unwrap());
    let names: Vec<String> = contents(dir.path())
        .into_iter()
        .map(|file| file.0)
        .collect();
    assert_eq!(names, ["sightline.db"]);
}

/// Changes the database's bytes and expects it to be refused and left so.
fn left_as_it_was(change: impl FnOnce(&mut Vec<u8>)) -> StoreError {
    let dir = tempfile::tempdir().unwrap();
    drop(small_record(dir.path()));
    let file = dir.path().join("sightline.db");
    let mut bytes = fs::read(&file).unwrap();
    change(&mut bytes);
    fs::write(&file, bytes).unwrap();
    let before = contents(dir.path());
    let error = refusal(dir.path(), Access::Read);
    for access in [Access::Write, Access::Create] {
        assert_eq!(
            refusal(dir.path(), access).to_string(),
            error.to_string(),
            "{access:?}"
        );
    }
    assert!(before == contents(dir.path()), "something was written");
    error
}

#[test]
fn a_newer_database_is_refused_by_number_and_left_as_it_was() {
    let error = left_as_it_was(|bytes| bytes[60..64].copy_from_slice(&7_u32.to_be_bytes()));
    assert!(
        matches!(
            error,
            StoreError::Newer {
                database: 7,
                program: 1,
                ..
            }
        ),
        "{error}"
    );
}

#[test]
fn a_newer_database_is_recognised_by_its_migrations_too() {
    let dir = tempfile::tempdir().unwrap();
    drop(small_record(dir.path()));
    let db = rusqlite::Connection::open(dir.path().join("sightline.db")).unwrap();
    db.execute("INSERT INTO migration VALUES (2, 'x', 'then')", ())
        .unwrap();
    drop(db);
    let before = contents(dir.path());
    let error = refusal(dir.path(), Access::Write);
    assert!(
        matches!(error, StoreError::Newer { database: 2, .. }),
        "{error}"
    );
    assert_eq!(before[0], contents(dir.path())[0]);
}

#[test]
fn a_newer_database_that_was_not_closed_is_left_with_its_log() {
    let dir = tempfile::tempdir().unwrap();
    drop(small_record(dir.path()));
    let crashed = tempfile::tempdir().unwrap();
    let db = rusqlite::Connection::open(dir.path().join("sightline.db")).unwrap();
    db.execute("INSERT INTO migration VALUES (2, 'x', 'then')", ())
        .unwrap();
    for name in ["sightline.db", "sightline.db-wal"] {
        fs::copy(dir.path().join(name), crashed.path().join(name)).unwrap();
    }
    let before = contents(crashed.path());
    assert_eq!(before.len(), 2);
    for access in [Access::Read, Access::Write] {
        let error = refusal(crashed.path(), access);
        assert!(
            matches!(error, StoreError::Newer { database: 2, .. }),
            "{error}"
        );
        // SQLite's index of the log comes and goes; it holds nothing.
        let after = contents(crashed.path());
        assert!(before.iter().all(|file| after.contains(file)));
    }
}

#[test]
fn a_file_that_is_no_database_or_not_ours_is_refused() {
    let text = left_as_it_was(|bytes| *bytes = b"Dear Sir or Madam, ".repeat(500));
    assert!(matches!(text, StoreError::Corrupt { .. }), "{text}");
    let empty = left_as_it_was(Vec::clear);
    assert!(matches!(empty, StoreError::Corrupt { .. }), "{empty}");
    let foreign = left_as_it_was(|bytes| bytes[68..72].copy_from_slice(&[0; 4]));
    assert!(matches!(foreign, StoreError::NotOurs(_)), "{foreign}");
}

#[test]
fn damage_to_the_first_page_is_noticed_on_opening() {
    let schema = left_as_it_was(|bytes| bytes[100..4096].fill(0xa5));
    assert!(matches!(schema, StoreError::Corrupt { .. }), "{schema}");
}

#[test]
fn a_damaged_page_is_an_error_or_found_by_verify_and_never_a_panic_or_a_new_file() {
    let dir = tempfile::tempdir().unwrap();
    drop(small_record(dir.path()));
    let file = dir.path().join("sightline.db");
    let sound = fs::read(&file).unwrap();
    let pages = sound.len() / 4096;
    let mut damaged = 0;
    for page in 0..pages {
        for (start, length) in [(0, 8), (8, 64), (2048, 512), (0, 4096)] {
            let mut bytes = sound.clone();
            let from = page * 4096 + start;
            for byte in &mut bytes[from..(from + length).min((page + 1) * 4096)] {
                *byte ^= 0x5a;
            }
            fs::write(&file, &bytes).unwrap();
            let found = match Store::open(dir.path(), Access::Read, edge()) {
                Err(error) => error.to_string(),
                Ok(store) => match store.verify(None, &|_| ()) {
                    Err(error) => error.to_string(),
                    // Free space in a page says nothing; its head does.
                    Ok(_) if start > 0 => continue,
                    Ok(_) => panic!("damage to the head of page {page} was not found"),
                },
            };
            damaged += 1;
            assert!(!found.contains('\n'), "{found}");
            if let Ok(records) = opened(dir.path(), Access::Write) {
                let _ = records.programme(&authority("coventry"));
            }
            assert_eq!(fs::read(&file).unwrap(), bytes, "the file was written to");
        }
    }
    assert!(damaged >= pages * 2, "{damaged} of {pages} pages × 4");
    for length in [0, 50, 100, 4096, sound.len() / 2, sound.len() - 1] {
        fs::write(&file, &sound[..length]).unwrap();
        let found = Store::open(dir.path(), Access::Read, edge())
            .map_err(|error| error.to_string())
            .and_then(|store| {
                store
                    .verify(None, &|_| ())
                    .map_err(|error| error.to_string())
            });
        assert!(found.is_err(), "cut to {length}");
    }
}

#[test]
fn one_server_at_a_time_and_every_other_command_beside_it() {
    let dir = tempfile::tempdir().unwrap();
    drop(small_record(dir.path()));
    let first = ServerLock::take(dir.path()).unwrap();
    let second = ServerLock::take(dir.path()).unwrap_err();
    assert!(matches!(second, StoreError::Locked(_)), "{second}");
    let beside = opened(dir.path(), Access::Write).unwrap();
    beside
        .append(drafts(&event("coventry", "beside", "Beside")))
        .unwrap();
    drop(first);
    ServerLock::take(dir.path()).unwrap();
    let none = ServerLock::take(&dir.path().join("none")).unwrap_err();
    assert!(matches!(none, StoreError::NoFolder(_)), "{none}");
}

/// A file system of its own, taken away again at the end.
struct Mounted {
    dir: tempfile::TempDir,
}

impl Mounted {
    /// None where mounting is refused; in continuous integration, where it must
    /// not be, a failure.
    fn tmpfs(size: &str) -> Option<Self> {
        let dir = tempfile::tempdir().unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", size, "tmpfs"])
            .arg(dir.path())
            .status();
        if mounted.is_ok_and(|status| status.success()) {
            return Some(Self { dir });
        }
        assert!(
            std::env::var("CI").as_deref() != Ok("true"),
            "mounting a tmpfs was refused"
        );
        eprintln!("skipped: mounting a tmpfs is refused here");
        None
    }

    fn path(&self) -> &Path {
        self.dir.path()
    }

    fn remount(&self, options: &str) {
        let done = Command::new("mount")
            .args(["-o", options])
            .arg(self.path())
            .status();
        assert!(done.unwrap().success());
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.path()).status();
    }
}

#[test]
fn a_folder_that_cannot_be_written_can_be_read() {
    let Some(disk) = Mounted::tmpfs("size=8m") else {
        return;
    };
    let head = {
        let records = small_record(disk.path());
        records.programme(&authority("coventry")).unwrap().head()
    };
    disk.remount("remount,ro");
    let before = contents(disk.path());
    let records = opened(disk.path(), Access::Read).unwrap();
    assert_eq!(
        records.programme(&authority("coventry")).unwrap().head(),
        head
    );
    records.store().verify(Some(head), &|_| ()).unwrap();
    assert_eq!(exported(records.store()).lines().count(), 16);
    ServerLock::take(disk.path()).unwrap();
    for access in [Access::Write, Access::Create] {
        let error = refusal(disk.path(), access);
        assert!(matches!(error, StoreError::ReadOnly(_)), "{error}");
    }
    assert!(before == contents(disk.path()));
}

#[test]
fn a_full_disk_loses_nothing_and_writing_goes_on_once_there_is_space() {
    let Some(disk) = Mounted::tmpfs("size=2m") else {
        return;
    };
    let records = small_record(disk.path());
    let mut stored = 11;
    let full = loop {
        let line = event("coventry", &format!("f{stored}"), &"Filling. ".repeat(200));
        match records.append(drafts(&line)) {
            Ok(done) => stored = done[0].last_seq,
            Err(error) => break error,
        }
    };
    assert!(
        matches!(full, AppendError::Store(StoreError::DiskFull(_))),
        "{full}"
    );
    assert!(stored > 50, "{stored}");
    let head = |records: &Records| records.programme(&authority("coventry")).unwrap().head();
    let before: Head = head(&records);
    assert_eq!(before.seq, stored);
    // Nothing unfinished is left under any name, backups included.
    let backup = disk.path().join("backup.zip");
    let filler = disk.path().join("filler");
    let _ = fs::write(&filler, vec![1; 4 << 20]);
    let refused = records.store().backup(&backup, |_| ()).unwrap_err();
    assert!(refused.to_string().contains("full"), "{refused}");
    assert!(!backup.exists());
    fs::remove_file(&filler).unwrap();
    assert!(
        !contents(disk.path())
            .iter()
            .any(|(name, _)| name.contains("unfinished"))
    );

    disk.remount("remount,size=16m");
    records
        .append(drafts(&event("coventry", "after", "After")))
        .unwrap();
    assert_eq!(head(&records).seq, stored + 1);
    records.store().verify(Some(before), &|_| ()).unwrap();
    drop(records);
    let again = opened(disk.path(), Access::Read).unwrap();
    assert_eq!(head(&again).seq, stored + 1);
}

/// Whether a text stands anywhere in a folder's files.
fn holds(dir: &Path, canary: &str) -> bool {
    contents(dir).iter().any(|(_, bytes)| {
        bytes
            .windows(canary.len())
            .any(|window| window == canary.as_bytes())
    })
}

#[test]
fn an_erasure_reaches_the_bytes_of_every_file_in_the_folder() {
    let dir = tempfile::tempdir().unwrap();
    let records = small_record(dir.path());
    let reader = opened(dir.path(), Access::Read).unwrap();
    // Long enough in bytes to run over into further pages.
    let long = format!("zebra-canary {}", "—".repeat(50)).repeat(30);
    for (name, text) in [("short", "walrus-canary"), ("long", long.as_str())] {
        records
            .append(drafts(&event("coventry", name, text)))
            .unwrap();
        let changed = next(
            name,
            &format!(
                r#""change":"changes","body":{{"title":"Changed {text}","form":"context","on":"2018"}}"#
            ),
        );
        records.append(drafts(&changed)).unwrap();
    }
    reader.programme(&authority("coventry")).unwrap();
    assert!(holds(dir.path(), "walrus-canary") && holds(dir.path(), "zebra-canary"));
    records.append(drafts(&erasure("short"))).unwrap();
    assert!(!holds(dir.path(), "walrus-canary"), "while both are open");
    records.append(drafts(&erasure("long"))).unwrap();
    assert!(!holds(dir.path(), "zebra-canary"));
    assert!(holds(dir.path(), "About board"), "only what was erased");
    reader.programme(&authority("coventry")).unwrap();
    records.store().verify(None, &|_| ()).unwrap();
    let erased = records.store().erasures().unwrap();
    assert_eq!(erased.len(), 3);
    assert_eq!(erased[1].requested_by, "post-1");
}
