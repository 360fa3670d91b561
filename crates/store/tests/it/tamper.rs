//! Damaging a record on purpose: whatever is edited, removed, swapped or added
//! is found, and the first entry it shows at is named.

use std::path::Path;

use record::entry::Head;
use rusqlite::Connection;
use store::{Access, Edge, Store, VerifyError};

use crate::support::*;

/// Columns and what an edit makes of them.
const EDITS: &[&str] = &[
    "UPDATE entry SET authority = 'dudley' WHERE authority = ?1 AND seq = ?2",
    "UPDATE entry SET seq = seq + 1000 WHERE authority = ?1 AND seq = ?2",
    "UPDATE entry SET seq = -seq WHERE authority = ?1 AND seq = ?2",
    "UPDATE entry SET batch = batch + 1 WHERE authority = ?1 AND seq = ?2",
    "UPDATE entry SET command_id = 'c' || seq WHERE authority = ?1 AND seq = ?2",
    "UPDATE entry SET kind = 'meeting' WHERE authority = ?1 AND seq = ?2",
    "UPDATE entry SET schema = schema + 1 WHERE authority = ?1 AND seq = ?2",
    "UPDATE entry SET id = id || '-x' WHERE authority = ?1 AND seq = ?2",
    "UPDATE entry SET version = version + 7 WHERE authority = ?1 AND seq = ?2",
    "UPDATE entry SET change_kind = 'changed' WHERE authority = ?1 AND seq = ?2",
    "UPDATE entry SET corrects = coalesce(corrects, 0) + 1 WHERE authority = ?1 AND seq = ?2",
    "UPDATE entry SET corrects = 0 WHERE authority = ?1 AND seq = ?2",
    "UPDATE entry SET effective_on = '2018-07-05' WHERE authority = ?1 AND seq = ?2",
    "UPDATE entry SET known_on = '2016' WHERE authority = ?1 AND seq = ?2",
    "UPDATE entry SET published_on = '2018-07-20' WHERE authority = ?1 AND seq = ?2",
    "UPDATE entry SET recorded_at = '2026-01-01T00:00:00Z' WHERE authority = ?1 AND seq = ?2",
    "UPDATE entry SET claimed_recorded_at = recorded_at WHERE authority = ?1 AND seq = ?2",
    "UPDATE entry SET recorded_by = recorded_by || 'x' WHERE authority = ?1 AND seq = ?2",
    "UPDATE entry SET classification = 'restricted' WHERE authority = ?1 AND seq = ?2",
    "UPDATE entry SET reason = coalesce(reason, '') || '.' WHERE authority = ?1 AND seq = ?2",
    "UPDATE entry SET body = coalesce(body, '{}') || ' ' WHERE authority = ?1 AND seq = ?2",
    "UPDATE entry SET body = '{}', salt = zeroblob(16) WHERE authority = ?1 AND seq = ?2 AND change_kind <> 'withdraws'",
    "UPDATE entry SET salt = zeroblob(16) WHERE authority = ?1 AND seq = ?2",
    "UPDATE entry SET salt = x'00' WHERE authority = ?1 AND seq = ?2",
    "UPDATE entry SET body_digest = zeroblob(32) WHERE authority = ?1 AND seq = ?2",
    "UPDATE entry SET prev_hash = hash WHERE authority = ?1 AND seq = ?2",
    "UPDATE entry SET hash = zeroblob(32) WHERE authority = ?1 AND seq = ?2",
    "DELETE FROM entry WHERE authority = ?1 AND seq = ?2",
];

/// The same record, to be damaged again and again.
struct Copy {
    original: tempfile::TempDir,
}

impl Copy {
    fn new() -> Self {
        let original = tempfile::tempdir().unwrap();
        small_record(original.path());
        Self { original }
    }

    fn damaged(&self, damage: impl FnOnce(&Connection) -> usize) -> Option<tempfile::TempDir> {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("sightline.db");
        std::fs::copy(self.original.path().join("sightline.db"), &file).unwrap();
        let db = Connection::open(file).unwrap();
        db.execute_batch("PRAGMA synchronous = OFF").unwrap();
        (damage(&db) > 0).then_some(dir)
    }
}

fn verify(dir: &Path) -> Result<(), VerifyError> {
    let store = Store::open(dir, Access::Read, Edge::system()).unwrap();
    store.verify(None, &|_| ()).map(drop)
}

fn first_bad(dir: &Path) -> (String, u64, String) {
    match verify(dir) {
        Err(VerifyError::Entry {
            authority,
            seq,
            reason,
        }) => (authority, seq, reason),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_record_as_it_was_stored_is_sound() {
    let copy = Copy::new();
    let store = Store::open(copy.original.path(), Access::Read, edge()).unwrap();
    let verified = store.verify(None, &|_| ()).unwrap();
    let counts: Vec<(String, u64)> = verified
        .authorities
        .iter()
        .map(|checked| (checked.authority.to_string(), checked.head.seq))
        .collect();
    assert_eq!(
        counts,
        [("birmingham".to_owned(), 5), ("coventry".to_owned(), 11)]
    );
}

#[test]
fn every_edit_and_every_removal_is_found_at_the_entry_it_was_made_to() {
    let copy = Copy::new();
    let mut tampered = 0;
    for (authority, entries) in [("coventry", 11_u32), ("birmingham", 5)] {
        for seq in 1..=entries {
            for edit in EDITS {
                let damaged = copy.damaged(|db| db.execute(edit, (authority, seq)).unwrap());
                let Some(dir) = damaged else { continue };
                tampered += 1;
                let (of, found, reason) = first_bad(dir.path());
                // Without its erasure, entry 11, entry 7 lacks a body for no
                // reason, and comes first.
                let unerased = (authority, seq, found) == ("coventry", 11, 7);
                assert!(
                    of == authority && (found == u64::from(seq) || unerased),
                    "{edit}: {of} {found}, not {authority} {seq}: {reason}"
                );
            }
        }
    }
    assert!(tampered > 400, "{tampered} tamperings");
}

#[test]
fn a_swap_is_found_at_its_first_entry() {
    let copy = Copy::new();
    for (one, other) in [(1_i64, 2), (4, 7), (3, 11), (5, 6), (10, 11), (2, 9)] {
        let dir = copy
            .damaged(|db| {
                let change = |from: i64, to: i64| {
                    let sql = "UPDATE entry SET seq = ?2 WHERE authority = 'coventry' AND seq = ?1";
                    db.execute(sql, (from, to)).unwrap()
                };
                change(one, 99) + change(other, one) + change(99, other)
            })
            .unwrap();
        let (authority, seq, _) = first_bad(dir.path());
        assert_eq!((authority.as_str(), seq), ("coventry", one.unsigned_abs()));
    }
}

#[test]
fn an_entry_added_behind_the_head_or_for_nobody_is_found() {
    let copy = Copy::new();
    let add = |authority: &'static str, seq: i64| {
        copy.damaged(|db| {
            db.execute(
                "INSERT INTO entry SELECT ?1, ?2, batch, command_id, kind, schema, 'event/added', 1, change_kind, corrects, effective_on, known_on, published_on, recorded_at, claimed_recorded_at, recorded_by, classification, reason, body, salt, body_digest, prev_hash, hash FROM entry WHERE authority = 'coventry' AND seq = 4",
                (authority, seq),
            )
            .unwrap()
        })
        .unwrap()
    };
    assert_eq!(first_bad(add("coventry", 12).path()).1, 12);
    assert_eq!(first_bad(add("coventry", 0).path()).1, 12);
    assert_eq!(first_bad(add("dudley", 1).path()).0, "an unknown authority");
}

#[test]
fn a_head_that_was_moved_or_removed_is_found() {
    let copy = Copy::new();
    for (sql, seq) in [
        ("UPDATE head SET seq = 10 WHERE authority = 'coventry'", 10),
        ("UPDATE head SET seq = 12 WHERE authority = 'coventry'", 12),
        (
            "UPDATE head SET hash = zeroblob(32) WHERE authority = 'coventry'",
            11,
        ),
        ("DELETE FROM head WHERE authority = 'coventry'", 1),
    ] {
        let dir = copy.damaged(|db| db.execute(sql, ()).unwrap()).unwrap();
        assert_eq!(first_bad(dir.path()).1, seq, "{sql}");
    }
}

#[test]
fn text_put_back_after_its_erasure_is_found_and_so_is_an_erasure_undone() {
    let copy = Copy::new();
    // The very text that was erased, kept by somebody.
    let dir = tempfile::tempdir().unwrap();
    let records = open(dir.path(), Access::Create);
    let line = event("coventry", "person", "About a person");
    records.append(drafts(&line)).unwrap();
    let db = Connection::open(dir.path().join("sightline.db")).unwrap();
    let kept: (String, Vec<u8>) = db
        .query_row("SELECT body, salt FROM entry", (), |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .unwrap();
    records.append(drafts(&erasure("person"))).unwrap();
    verify(dir.path()).unwrap();
    db.execute("UPDATE entry SET body = ?1, salt = ?2 WHERE seq = 1", kept)
        .unwrap();
    let (_, seq, reason) = first_bad(dir.path());
    assert_eq!(seq, 1);
    assert!(reason.contains("entry 2 erases it"), "{reason}");

    let sql = "UPDATE entry SET body = NULL, salt = NULL WHERE id = 'event/board' AND version = 1";
    let dir = copy.damaged(|db| db.execute(sql, ()).unwrap()).unwrap();
    let (_, seq, reason) = first_bad(dir.path());
    assert_eq!(seq, 4);
    assert!(reason.contains("no entry erases it"), "{reason}");
}

fn head_of(dir: &Path) -> Head {
    let store = Store::open(dir, Access::Read, edge()).unwrap();
    store
        .heads()
        .unwrap()
        .into_iter()
        .find(|(of, _)| of.as_str() == "coventry")
        .unwrap()
        .1
}

fn verify_head(dir: &Path, head: Head) -> Result<(), VerifyError> {
    let store = Store::open(dir, Access::Read, edge()).unwrap();
    store.verify(Some(head), &|_| ()).map(drop)
}

#[test]
fn a_head_noted_earlier_still_holds_when_the_record_has_grown() {
    let dir = tempfile::tempdir().unwrap();
    let records = small_record(dir.path());
    let noted = head_of(dir.path());
    records
        .append(drafts(&event("coventry", "later", "Later")))
        .unwrap();
    verify_head(dir.path(), noted).unwrap();
    verify_head(dir.path(), head_of(dir.path())).unwrap();
}

#[test]
fn a_tail_cut_off_cleanly_shows_only_against_a_head_noted_elsewhere() {
    let copy = Copy::new();
    let noted = head_of(copy.original.path());
    for last in [1, 5, 10] {
        let dir = copy
            .damaged(|db| {
                let cut = "DELETE FROM entry WHERE authority = 'coventry' AND seq > ?1";
                db.execute(cut, (last,)).unwrap();
                db.execute(
                    "UPDATE head SET seq = ?1, hash = (SELECT hash FROM entry WHERE authority = 'coventry' AND seq = ?1) WHERE authority = 'coventry'",
                    (last,),
                )
                .unwrap()
            })
            .unwrap();
        // Cutting the erasure of entry 7 away leaves that entry without a body.
        let sound = verify(dir.path());
        if last < 7 {
            sound.unwrap();
            let found = verify_head(dir.path(), noted);
            assert!(matches!(found, Err(VerifyError::Head { .. })), "{found:?}");
        } else {
            assert!(
                matches!(sound, Err(VerifyError::Entry { seq: 7, .. })),
                "{sound:?}"
            );
        }
    }
}

#[test]
fn a_chain_written_anew_shows_only_against_a_head_noted_elsewhere() {
    let original = tempfile::tempdir().unwrap();
    let records = open(original.path(), Access::Create);
    for n in 0..6 {
        records
            .append(drafts(&event("coventry", &format!("e{n}"), "As it was")))
            .unwrap();
    }
    let noted = head_of(original.path());
    let forged = exported(records.store()).replacen("As it was", "As we wish", 1);
    let dir = tempfile::tempdir().unwrap();
    open(dir.path(), Access::Create)
        .append(drafts(&forged))
        .unwrap();
    verify(dir.path()).unwrap();
    let found = verify_head(dir.path(), noted);
    assert!(matches!(found, Err(VerifyError::Head { .. })), "{found:?}");
}
