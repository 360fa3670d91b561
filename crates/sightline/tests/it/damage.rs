//! Backups, databases and rows damaged on purpose: each refused or found, with
//! what is wrong, before anything is touched.

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::support::*;

/// Changes of one entry that somebody with the file could make.
const TAMPERINGS: &[&str] = &[
    "UPDATE entry SET body = replace(body, 'Says', 'Said') WHERE seq = ?1",
    "UPDATE entry SET body = NULL, salt = NULL WHERE seq = ?1",
    "UPDATE entry SET salt = randomblob(16) WHERE seq = ?1",
    "UPDATE entry SET body_digest = randomblob(32) WHERE seq = ?1",
    "UPDATE entry SET effective_on = '2018-07-03' WHERE seq = ?1",
    "UPDATE entry SET known_on = '2018-07-03' WHERE seq = ?1",
    "UPDATE entry SET published_on = NULL WHERE seq = ?1",
    "UPDATE entry SET recorded_at = '2001-01-01T00:00:00Z' WHERE seq = ?1",
    "UPDATE entry SET recorded_by = 'post-8' WHERE seq = ?1",
    "UPDATE entry SET classification = 'restricted' WHERE seq = ?1",
    "UPDATE entry SET reason = 'none' WHERE seq = ?1",
    "UPDATE entry SET id = id || 'x' WHERE seq = ?1",
    "UPDATE entry SET version = 2 WHERE seq = ?1",
    "UPDATE entry SET change_kind = 'changes' WHERE seq = ?1",
    "UPDATE entry SET hash = randomblob(32) WHERE seq = ?1",
    "UPDATE entry SET prev_hash = randomblob(32) WHERE seq = ?1",
    "UPDATE entry SET batch = batch + 1 WHERE seq = ?1",
    "UPDATE entry SET seq = seq + 1000 WHERE seq = ?1",
    "DELETE FROM entry WHERE seq = ?1",
];

/// Entries in the record that is damaged.
const ENTRIES: usize = 60;

/// Copies a database without anything beside it.
fn copy(data: &Path, to: PathBuf) -> PathBuf {
    std::fs::create_dir(&to).unwrap();
    std::fs::copy(data.join("sightline.db"), to.join("sightline.db")).unwrap();
    to
}

/// An entry's number as the database takes it.
fn row(seq: usize) -> i64 {
    i64::try_from(seq).unwrap()
}

fn database(data: &Path) -> Connection {
    let database = Connection::open(data.join("sightline.db")).unwrap();
    database.execute_batch("PRAGMA synchronous = OFF").unwrap();
    database
}

#[test]
fn every_edit_deletion_and_swap_is_found_at_its_entry() {
    let dir = folder();
    let data = small(dir.path(), ENTRIES);
    let mut dice = Dice::new(24);
    let tamperings = times(100, 1_000);
    for n in 0..tamperings {
        let copied = copy(&data, dir.path().join(format!("t{n}")));
        let seq = 1 + dice.below(ENTRIES - 1);
        let first = match n % (TAMPERINGS.len() + 1) {
            0 => {
                let other = seq + 1 + dice.below(ENTRIES - seq);
                swap(&database(&copied), seq, other);
                seq
            }
            edit => {
                let edited = database(&copied)
                    .execute(TAMPERINGS[edit - 1], [row(seq)])
                    .unwrap();
                assert_eq!(edited, 1, "{}", TAMPERINGS[edit - 1]);
                seq
            }
        };
        let err = sightline(&["verify", "--data", text(&copied)]).one_line(1);
        assert!(
            err.contains(&format!(
                "Entry {first} of coventry is not as it was stored"
            )),
            "tampering {n} of entry {seq}: {err}"
        );
        std::fs::remove_dir_all(copied).unwrap();
    }
    println!("tamperings: {tamperings} made, {tamperings} found at their entry");
}

fn swap(database: &Connection, one: usize, other: usize) {
    let change = "UPDATE entry SET seq = ?2 WHERE seq = ?1";
    for (from, to) in [(one, 9_999), (other, one), (9_999, other)] {
        assert_eq!(database.execute(change, [row(from), row(to)]).unwrap(), 1);
    }
}

#[test]
fn a_cut_tail_and_a_rewritten_chain_are_found_by_a_head_noted_elsewhere() {
    let dir = folder();
    let data = small(dir.path(), ENTRIES);
    let noted = head(&data).to_string();
    let verify = |data: &Path| sightline(&["verify", "--data", text(data)]);
    let with_head = |data: &Path| sightline(&["verify", "--data", text(data), "--head", &noted]);
    with_head(&data).done();

    for last in [1, 17, ENTRIES - 1] {
        let cut = copy(&data, dir.path().join(format!("cut-{last}")));
        let rows = database(&cut);
        rows.execute("DELETE FROM entry WHERE seq > ?1", [row(last)])
            .unwrap();
        rows.execute(
            "UPDATE head SET seq = ?1, hash = (SELECT hash FROM entry WHERE seq = ?1)",
            [row(last)],
        )
        .unwrap();
        drop(rows);
        // By itself it looks whole.
        verify(&cut).done();
        let err = with_head(&cut).one_line(1);
        assert!(err.contains("cut off or written anew"), "{err}");
    }

    let edited = exported(&data).replacen("Says 9", "Says nine", 1);
    let file = dir.path().join("edited.jsonl");
    std::fs::write(&file, edited).unwrap();
    let anew = dir.path().join("anew");
    sightline(&["import", text(&file), "--data", text(&anew)]).done();
    verify(&anew).done();
    with_head(&anew).one_line(1);

    // A record that has only grown still holds its earlier head.
    fed(&["append", "--data", text(&data)], &event("later", "Later")).done();
    with_head(&data).done();
}

/// Damages a file's bytes in one of several ways; says how.
fn spoil(bytes: &mut Vec<u8>, dice: &mut Dice) -> String {
    let at = dice.below(bytes.len());
    let length = (1 + dice.below(64)).min(bytes.len() - at);
    match dice.below(6) {
        0 => {
            bytes[at] ^= 1 << dice.below(8);
            format!("a bit of byte {at}")
        }
        1 => {
            bytes.truncate(at);
            format!("cut at {at}")
        }
        2 => {
            for byte in &mut bytes[at..at + length] {
                *byte = !*byte;
            }
            format!("{length} bytes from {at} turned over")
        }
        3 => {
            bytes.drain(at..at + length);
            format!("{length} bytes removed at {at}")
        }
        4 => {
            let again = bytes[at..at + length].to_vec();
            bytes.splice(at..at, again);
            format!("{length} bytes twice at {at}")
        }
        _ => {
            bytes.extend(vec![0; length]);
            format!("{length} bytes added at the end")
        }
    }
}

#[test]
fn every_damaged_backup_is_refused_before_anything_is_touched() {
    let dir = folder();
    let data = small(dir.path(), ENTRIES);
    let backup = dir.path().join("sound.zip");
    sightline(&["backup", text(&backup), "--data", text(&data)]).done();
    let sound = std::fs::read(&backup).unwrap();
    let damaged = dir.path().join("damaged.zip");
    let absent = dir.path().join("absent");
    let empty = dir.path().join("empty");
    std::fs::create_dir(&empty).unwrap();
    let mut dice = Dice::new(9);
    let backups = times(100, 1_000);
    for n in 0..backups {
        let mut bytes = sound.clone();
        let how = loop {
            let how = spoil(&mut bytes, &mut dice);
            // Zeros written over zeros are no damage.
            if bytes != sound {
                break how;
            }
        };
        std::fs::write(&damaged, &bytes).unwrap();
        let to = if n % 2 == 0 { &absent } else { &empty };
        let err = sightline(&["restore", text(&damaged), "--data", text(to)]).one_line(5);
        let named = [
            "entries/coventry.jsonl",
            "manifest.json",
            "its list of members",
            "a member",
        ];
        assert!(
            named
                .iter()
                .any(|member| err.contains(&format!("is damaged: {member} "))),
            "{how}: {err}"
        );
        assert!(!absent.exists(), "{how}: the folder was made");
        assert!(
            files(&empty).is_empty(),
            "{how}: something is in the folder"
        );
    }
    // The undamaged one is not refused.
    sightline(&["restore", text(&backup), "--data", text(&empty)]).done();
    assert_eq!(exported(&empty), exported(&data));
    println!("damaged backups: {backups} made, {backups} refused, nothing touched");
}

#[test]
fn damage_inside_a_member_names_that_member() {
    let dir = folder();
    let data = small(dir.path(), ENTRIES);
    let backup = dir.path().join("b.zip");
    sightline(&["backup", text(&backup), "--data", text(&data)]).done();
    let sound = std::fs::read(&backup).unwrap();
    let begins = |name: &str| {
        let found = sound
            .windows(name.len())
            .position(|part| part == name.as_bytes());
        found.unwrap() + name.len()
    };
    for name in ["entries/coventry.jsonl", "manifest.json"] {
        let mut bytes = sound.clone();
        bytes[begins(name) + 100] ^= 0x10;
        std::fs::write(&backup, bytes).unwrap();
        let to = dir.path().join("to");
        let err = sightline(&["restore", text(&backup), "--data", text(&to)]).one_line(5);
        assert!(err.contains(&format!("is damaged: {name} ")), "{err}");
    }
}

#[test]
fn damaged_pages_of_the_database_are_never_taken_for_the_record() {
    let dir = folder();
    let data = small(dir.path(), ENTRIES);
    let sound = std::fs::read(data.join("sightline.db")).unwrap();
    let export = exported(&data);
    let mut dice = Dice::new(28);
    let (mut refused, mut found, mut harmless) = (0, 0, 0);
    let damages = times(40, 200);
    for n in 0..damages {
        let damaged = dir.path().join(format!("p{n}"));
        std::fs::create_dir(&damaged).unwrap();
        let mut bytes = sound.clone();
        let page = dice.below(bytes.len() / 4096) * 4096;
        let how = dice.below(3);
        for (at, byte) in bytes[page..page + 4096].iter_mut().enumerate() {
            match how {
                0 => *byte = 0,
                1 => *byte = !*byte,
                _ if at % 97 == 3 => *byte ^= 1 << dice.below(8),
                _ => {}
            }
        }
        if how == 2 && dice.flip() {
            bytes.truncate(page + 1_000);
        }
        std::fs::write(damaged.join("sightline.db"), &bytes).unwrap();
        let answer = sightline(&["verify", "--data", text(&damaged)]);
        match answer.code {
            0 => {
                assert_eq!(exported(&damaged), export, "damage {n}");
                harmless += 1;
            }
            1 | 5 | 6 => {
                assert_eq!(answer.err.lines().count(), 1, "{answer:?}");
                if answer.code == 1 {
                    found += 1;
                } else {
                    refused += 1;
                }
            }
            _ => panic!("damage {n}: {answer:?}"),
        }
        assert_eq!(
            std::fs::read(damaged.join("sightline.db")).unwrap(),
            bytes,
            "damage {n}: the file was changed"
        );
    }
    println!(
        "damaged pages: {damages}, {refused} refused, {found} found by verify, {harmless} where nothing was stored"
    );
    assert!(refused + found > harmless);
}
