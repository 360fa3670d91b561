//! Databases of every layout ever released, kept for ever: each must open,
//! verify, export what it always did, and be appended to.

use std::fs;
use std::path::{Path, PathBuf};

use store::{Access, Store};

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
        let store = Store::open(dir.path(), Access::Write, edge()).unwrap();
        store.verify(None, &|_| ()).unwrap();
        let expected = fs::read_to_string(frozen(&format!("{layout:04}.jsonl"))).unwrap();
        assert_eq!(exported(&store), expected);
        let records = store::Records::new(store).unwrap();
        records
            .append(drafts(&event("coventry", "now", "Now")))
            .unwrap();
        records.store().verify(None, &|_| ()).unwrap();
    }
}

#[test]
fn the_present_layout_is_frozen() {
    let newest = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("schema"))
        .unwrap()
        .count();
    assert_eq!(LAYOUTS.len(), newest, "freeze a database of the new layout");
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
