//! Databases of every layout ever released, kept for ever: each must open,
//! verify, export what it always did, and be appended to.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use store::{Access, Home, Store};

use crate::support::*;

const LAYOUTS: &[u32] = &[1];

fn frozen(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/it/frozen")
        .join(name)
}

#[test]
fn every_frozen_database_opens_verifies_and_exports_what_it_always_did() {
    for layout in LAYOUTS {
        let dir = tempfile::tempdir().unwrap();
        let db = frozen(&format!("{layout:04}.db"));
        fs::copy(db, dir.path().join("sightline.db")).unwrap();
        still_the_same(dir.path(), *layout);
    }
}

fn still_the_same(home: impl Into<Home>, layout: u32) {
    let store = Store::open(home, Access::Write, edge()).unwrap();
    store.verify(None, &|_| ()).unwrap();
    let expected = fs::read_to_string(frozen(&format!("{layout:04}.jsonl"))).unwrap();
    assert_eq!(exported(&store), expected);
    let records = store::Records::new(store).unwrap();
    records
        .append(drafts(&event("coventry", "now", "Now")))
        .unwrap();
    records.store().verify(None, &|_| ()).unwrap();
}

/// As `pg_dump --schema sightline --inserts --no-owner` wrote it, without the
/// lines that are for psql alone.
#[test]
fn every_frozen_dump_of_postgresql_does_the_same() {
    on_postgres(|engine| {
        for layout in LAYOUTS {
            let Kept::Database(database) = engine.empty() else {
                panic!("not a database");
            };
            let dump = fs::read_to_string(frozen(&format!("{layout:04}.postgres.sql"))).unwrap();
            database.client().batch_execute(&dump).unwrap();
            still_the_same(database.home(), *layout);
        }
    });
}

#[test]
fn the_present_layout_is_frozen() {
    let steps = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("schema")).unwrap();
    let (postgres, sqlite): (Vec<_>, Vec<_>) = steps
        .map(|step| step.unwrap().path())
        .partition(|step| step.to_string_lossy().ends_with(".postgres.sql"));
    for steps in [postgres, sqlite] {
        assert_eq!(LAYOUTS.len(), steps.len(), "freeze the new layout");
    }
}

/// Run by hand once for each new layout, before its release:
/// `cargo nextest run -p store --run-ignored only freeze`.
#[test]
#[ignore = "makes a frozen database; never of a layout that has one"]
fn freeze() {
    let layout = LAYOUTS.last().unwrap();
    let (db, export) = (
        frozen(&format!("{layout:04}.db")),
        frozen(&format!("{layout:04}.jsonl")),
    );
    assert!(!db.exists(), "{} is frozen already", db.display());
    let dir = tempfile::tempdir().unwrap();
    let records = small_record(dir.path());
    fs::write(export, exported(records.store())).unwrap();
    drop(records);
    fs::copy(dir.path().join("sightline.db"), db).unwrap();
}

/// The same for PostgreSQL, of the record that is frozen for SQLite.
#[test]
#[ignore = "makes a frozen dump; never of a layout that has one"]
fn freeze_postgresql() {
    let layout = LAYOUTS.last().unwrap();
    let to = frozen(&format!("{layout:04}.postgres.sql"));
    assert!(!to.exists(), "{} is frozen already", to.display());
    let dir = tempfile::tempdir().unwrap();
    let db = frozen(&format!("{layout:04}.db"));
    fs::copy(db, dir.path().join("sightline.db")).unwrap();
    let from = Store::open(dir.path(), Access::Read, edge()).unwrap();
    let database = Database::new(&server().unwrap(), "");
    store::copy(&from, database.home(), edge(), |_| ()).unwrap();
    let dump = Command::new("pg_dump")
        .args(["--schema", "sightline", "--inserts", "--no-owner"])
        .arg(database.url())
        .output()
        .unwrap();
    let dump = String::from_utf8(dump.stdout).unwrap();
    let lines = dump.lines().filter(|line| !line.starts_with('\\'));
    fs::write(to, lines.collect::<Vec<_>>().join("\n") + "\n").unwrap();
}
