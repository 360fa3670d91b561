//! Damaging a record on purpose: whatever is edited, removed, swapped or added
//! is found, and the first entry it shows at is named.

use record::entry::Head;
use store::{Access, Edge, Home, Store, VerifyError};

use crate::support::*;

/// Columns and what an edit makes of them.
const EDITS: &[&str] = &[
    "UPDATE entry SET authority = 'dudley' WHERE authority = 'AUTHORITY' AND seq = SEQ",
    "UPDATE entry SET seq = seq + 1000 WHERE authority = 'AUTHORITY' AND seq = SEQ",
    "UPDATE entry SET seq = -seq WHERE authority = 'AUTHORITY' AND seq = SEQ",
    "UPDATE entry SET batch = batch + 1 WHERE authority = 'AUTHORITY' AND seq = SEQ",
    "UPDATE entry SET command_id = 'c' || seq WHERE authority = 'AUTHORITY' AND seq = SEQ",
    "UPDATE entry SET kind = 'meeting' WHERE authority = 'AUTHORITY' AND seq = SEQ",
    "UPDATE entry SET schema = schema + 1 WHERE authority = 'AUTHORITY' AND seq = SEQ",
    "UPDATE entry SET id = id || '-x' WHERE authority = 'AUTHORITY' AND seq = SEQ",
    "UPDATE entry SET version = version + 7 WHERE authority = 'AUTHORITY' AND seq = SEQ",
    "UPDATE entry SET change_kind = 'changed' WHERE authority = 'AUTHORITY' AND seq = SEQ",
    "UPDATE entry SET corrects = coalesce(corrects, 0) + 1 WHERE authority = 'AUTHORITY' AND seq = SEQ",
    "UPDATE entry SET corrects = 0 WHERE authority = 'AUTHORITY' AND seq = SEQ",
    "UPDATE entry SET effective_on = '2018-07-05' WHERE authority = 'AUTHORITY' AND seq = SEQ",
    "UPDATE entry SET known_on = '2016' WHERE authority = 'AUTHORITY' AND seq = SEQ",
    "UPDATE entry SET published_on = '2018-07-20' WHERE authority = 'AUTHORITY' AND seq = SEQ",
    "UPDATE entry SET recorded_at = '2026-01-01T00:00:00Z' WHERE authority = 'AUTHORITY' AND seq = SEQ",
    "UPDATE entry SET claimed_recorded_at = recorded_at WHERE authority = 'AUTHORITY' AND seq = SEQ",
    "UPDATE entry SET recorded_by = recorded_by || 'x' WHERE authority = 'AUTHORITY' AND seq = SEQ",
    "UPDATE entry SET classification = 'restricted' WHERE authority = 'AUTHORITY' AND seq = SEQ",
    "UPDATE entry SET reason = coalesce(reason, '') || '.' WHERE authority = 'AUTHORITY' AND seq = SEQ",
    "UPDATE entry SET body = coalesce(body, '{}') || ' ' WHERE authority = 'AUTHORITY' AND seq = SEQ",
    "UPDATE entry SET body = '{}', salt = zeroblob(16) WHERE authority = 'AUTHORITY' AND seq = SEQ AND change_kind <> 'withdraws'",
    "UPDATE entry SET salt = zeroblob(16) WHERE authority = 'AUTHORITY' AND seq = SEQ",
    "UPDATE entry SET salt = x'00' WHERE authority = 'AUTHORITY' AND seq = SEQ",
    "UPDATE entry SET body_digest = zeroblob(32) WHERE authority = 'AUTHORITY' AND seq = SEQ",
    "UPDATE entry SET prev_hash = hash WHERE authority = 'AUTHORITY' AND seq = SEQ",
    "UPDATE entry SET hash = zeroblob(32) WHERE authority = 'AUTHORITY' AND seq = SEQ",
    "DELETE FROM entry WHERE authority = 'AUTHORITY' AND seq = SEQ",
];

/// The same record, to be damaged again and again.
struct Copy {
    original: Kept,
}

impl Copy {
    fn new(engine: &Engine) -> Self {
        let original = engine.empty();
        small_record(&original);
        original.save();
        Self { original }
    }

    /// The record damaged by these statements; `None` if they change nothing.
    fn damaged(&self, statements: &[&str]) -> Option<Home> {
        self.original.put_back();
        let changed = statements.iter().map(|sql| self.original.tamper(sql));
        (changed.sum::<u64>() > 0).then(|| Home::from(&self.original))
    }
}

fn verify(home: impl Into<Home>) -> Result<(), VerifyError> {
    let store = Store::open(home, Access::Read, Edge::system()).unwrap();
    store.verify(None, &|_| ()).map(drop)
}

fn first_bad(home: impl Into<Home>) -> (String, u64, String) {
    match verify(home) {
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
    on_each_engine(|engine| {
        let copy = Copy::new(engine);
        let store = Store::open(&copy.original, Access::Read, edge()).unwrap();
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
    });
}

#[test]
fn every_edit_and_every_removal_is_found_at_the_entry_it_was_made_to() {
    on_each_engine(|engine| {
        let copy = Copy::new(engine);
        let mut tampered = 0;
        for (authority, entries) in [("coventry", 11_u32), ("birmingham", 5)] {
            // Every entry with a file, which is quick to put back.
            let step = copy.original.folder().map_or(4, |_| 1);
            for seq in (1..=entries).step_by(step) {
                for edit in EDITS {
                    let edit = edit
                        .replace("AUTHORITY", authority)
                        .replace("SEQ", &seq.to_string());
                    let Some(home) = copy.damaged(&[&edit]) else {
                        continue;
                    };
                    tampered += 1;
                    let (of, found, reason) = first_bad(home);
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
        assert!(tampered > 120, "{tampered} tamperings");
    });
}

#[test]
fn a_swap_is_found_at_its_first_entry() {
    on_each_engine(|engine| {
        let copy = Copy::new(engine);
        for (one, other) in [(1_u64, 2), (4, 7), (3, 11), (5, 6), (10, 11), (2, 9)] {
            let change = |from: u64, to: u64| {
                format!("UPDATE entry SET seq = {to} WHERE authority = 'coventry' AND seq = {from}")
            };
            let home = copy
                .damaged(&[&change(one, 99), &change(other, one), &change(99, other)])
                .unwrap();
            let (authority, seq, _) = first_bad(home);
            assert_eq!((authority.as_str(), seq), ("coventry", one));
        }
    });
}

#[test]
fn an_entry_added_behind_the_head_or_for_nobody_is_found() {
    on_each_engine(|engine| {
        let copy = Copy::new(engine);
        let add = |authority: &'static str, seq: i64| {
            let sql = format!(
                "INSERT INTO entry SELECT '{authority}', {seq}, batch, command_id, kind, schema, 'event/added', 1, change_kind, corrects, effective_on, known_on, published_on, recorded_at, claimed_recorded_at, recorded_by, classification, reason, body, salt, body_digest, prev_hash, hash FROM entry WHERE authority = 'coventry' AND seq = 4"
            );
            first_bad(copy.damaged(&[&sql]).unwrap())
        };
        assert_eq!(add("coventry", 12).1, 12);
        assert_eq!(add("coventry", 0).1, 12);
        assert_eq!(add("dudley", 1).0, "an unknown authority");
    });
}

#[test]
fn a_head_that_was_moved_or_removed_is_found() {
    on_each_engine(|engine| {
        let copy = Copy::new(engine);
        for (sql, seq) in [
            ("UPDATE head SET seq = 10 WHERE authority = 'coventry'", 10),
            ("UPDATE head SET seq = 12 WHERE authority = 'coventry'", 12),
            (
                "UPDATE head SET hash = zeroblob(32) WHERE authority = 'coventry'",
                11,
            ),
            ("DELETE FROM head WHERE authority = 'coventry'", 1),
        ] {
            let home = copy.damaged(&[sql]).unwrap();
            assert_eq!(first_bad(home).1, seq, "{sql}");
        }
    });
}

#[test]
fn text_put_back_after_its_erasure_is_found_and_so_is_an_erasure_undone() {
    on_each_engine(|engine| {
        let copy = Copy::new(engine);
        // The very text that was erased, kept by somebody.
        let at = engine.empty();
        let records = open(&at, Access::Create);
        let line = event("coventry", "person", "About a person");
        records.append(drafts(&line)).unwrap();
        at.tamper("CREATE TABLE kept AS SELECT body, salt FROM entry");
        records.append(drafts(&erasure("person"))).unwrap();
        verify(&at).unwrap();
        at.tamper(
            "UPDATE entry SET body = (SELECT body FROM kept), salt = (SELECT salt FROM kept) WHERE seq = 1",
        );
        let (_, seq, reason) = first_bad(&at);
        assert_eq!(seq, 1);
        assert!(reason.contains("entry 2 erases it"), "{reason}");

        let sql =
            "UPDATE entry SET body = NULL, salt = NULL WHERE id = 'event/board' AND version = 1";
        let home = copy.damaged(&[sql]).unwrap();
        let (_, seq, reason) = first_bad(home);
        assert_eq!(seq, 4);
        assert!(reason.contains("no entry erases it"), "{reason}");
    });
}

fn head_of(home: impl Into<Home>) -> Head {
    let store = Store::open(home, Access::Read, edge()).unwrap();
    store
        .heads()
        .unwrap()
        .into_iter()
        .find(|(of, _)| of.as_str() == "coventry")
        .unwrap()
        .1
}

fn verify_head(home: impl Into<Home>, head: Head) -> Result<(), VerifyError> {
    let store = Store::open(home, Access::Read, edge()).unwrap();
    store.verify(Some(head), &|_| ()).map(drop)
}

#[test]
fn a_head_noted_earlier_still_holds_when_the_record_has_grown() {
    on_each_engine(|engine| {
        let at = engine.empty();
        let records = small_record(&at);
        let noted = head_of(&at);
        records
            .append(drafts(&event("coventry", "later", "Later")))
            .unwrap();
        verify_head(&at, noted).unwrap();
        verify_head(&at, head_of(&at)).unwrap();
    });
}

#[test]
fn a_tail_cut_off_cleanly_shows_only_against_a_head_noted_elsewhere() {
    on_each_engine(|engine| {
        let copy = Copy::new(engine);
        let noted = head_of(&copy.original);
        for last in [1, 5, 10] {
            let cut = format!("DELETE FROM entry WHERE authority = 'coventry' AND seq > {last}");
            let moved = format!(
                "UPDATE head SET seq = {last}, hash = (SELECT hash FROM entry WHERE authority = 'coventry' AND seq = {last}) WHERE authority = 'coventry'"
            );
            let home = copy.damaged(&[&cut, &moved]).unwrap();
            // Cutting the erasure of entry 7 away leaves that entry without a body.
            let sound = verify(&home);
            if last < 7 {
                sound.unwrap();
                let found = verify_head(&home, noted);
                assert!(matches!(found, Err(VerifyError::Head { .. })), "{found:?}");
            } else {
                assert!(
                    matches!(sound, Err(VerifyError::Entry { seq: 7, .. })),
                    "{sound:?}"
                );
            }
        }
    });
}

#[test]
fn a_chain_written_anew_shows_only_against_a_head_noted_elsewhere() {
    on_each_engine(|engine| {
        let original = engine.empty();
        let records = open(&original, Access::Create);
        for n in 0..6 {
            records
                .append(drafts(&event("coventry", &format!("e{n}"), "As it was")))
                .unwrap();
        }
        let noted = head_of(&original);
        let forged = exported(records.store()).replacen("As it was", "As we wish", 1);
        let at = engine.empty();
        open(&at, Access::Create).append(drafts(&forged)).unwrap();
        verify(&at).unwrap();
        let found = verify_head(&at, noted);
        assert!(matches!(found, Err(VerifyError::Head { .. })), "{found:?}");
    });
}
