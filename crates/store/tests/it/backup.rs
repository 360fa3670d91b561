//! Backing up, restoring, and backups that are damaged.

use std::fs;
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use record::entry::Digest;
use sha2::{Digest as _, Sha256};
use store::{Access, ArchiveError, Edge, Home, Restored, Store, copy, restore};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::support::*;

/// A record, its export and its backup.
struct Backed {
    at: Kept,
    dir: tempfile::TempDir,
    export: String,
    file: PathBuf,
}

fn backed_up(engine: &Engine) -> Backed {
    let dir = tempfile::tempdir().unwrap();
    let at = engine.empty();
    let records = small_record(&at);
    let file = dir.path().join("monday.zip");
    let manifest = records.store().backup(&file, |_| ()).unwrap();
    assert_eq!(manifest.members.len(), 2);
    Backed {
        export: exported(records.store()),
        at,
        dir,
        file,
    }
}

fn restored(file: &Path, to: impl Into<Home>) -> Result<Restored, ArchiveError> {
    restore(file, to, None, edge(), |_| ())
}

fn export_of(home: impl Into<Home>) -> String {
    exported(&Store::open(home, Access::Read, edge()).unwrap())
}

/// The names of everything in a folder.
fn names(dir: &Path) -> Vec<String> {
    let names = fs::read_dir(dir).unwrap();
    let mut names: Vec<String> = names
        .map(|name| name.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn a_backup_restores_to_the_same_bytes_of_export_and_the_same_heads_on_either_engine() {
    on_each_engine(|engine| {
        let backed = backed_up(engine);
        let before = Store::open(&backed.at, Access::Read, edge()).unwrap();
        let mut engines = vec![Engine::Sqlite];
        engines.extend(server().map(Engine::Postgres));
        for other in engines {
            let to = other.empty();
            let done = restored(&backed.file, &to).unwrap();
            assert!(done.erased_again.is_empty());
            assert_eq!(export_of(&to), backed.export);
            let after = Store::open(&to, Access::Read, edge()).unwrap();
            assert_eq!(after.heads().unwrap(), before.heads().unwrap());
            after.verify(None, &|_| ()).unwrap();
            // And the record goes on from there.
            let records = open(&to, Access::Write);
            records
                .append(drafts(&event("coventry", "next", "Next")))
                .unwrap();
            if let Some(folder) = to.folder() {
                assert_eq!(names(folder).first().unwrap(), "sightline.db");
            }
        }
    });
}

#[test]
fn the_same_record_makes_the_same_archive_on_either_engine() {
    on_postgres(|engine| {
        let (one, other) = (backed_up(&Engine::Sqlite), backed_up(engine));
        assert!(fs::read(one.file).unwrap() == fs::read(other.file).unwrap());
    });
}

#[test]
fn a_copy_to_the_other_engine_and_back_exports_the_same_bytes() {
    on_postgres(|engine| {
        let first = Engine::Sqlite.empty();
        let records = small_record(&first);
        let export = exported(records.store());
        let (second, third) = (engine.empty(), Engine::Sqlite.empty());
        let opened = |kept: &Kept| Store::open(kept, Access::Read, edge()).unwrap();
        let copied = copy(&opened(&first), &second, edge(), |_| ()).unwrap();
        assert_eq!(copied.authorities.len(), 2);
        assert_eq!(export_of(&second), export);
        copy(&opened(&second), &third, edge(), |_| ()).unwrap();
        assert_eq!(export_of(&third), export);
        let before = opened(&first).heads().unwrap();
        assert_eq!(opened(&third).heads().unwrap(), before);
        for to in [&second, &third] {
            let refused = copy(&opened(&first), to, edge(), |_| ());
            assert!(matches!(refused, Err(ArchiveError::NotEmpty(_))));
            assert_eq!(export_of(to), export);
        }
    });
}

#[test]
fn a_record_that_is_not_sound_is_not_copied() {
    on_each_engine(|engine| {
        let at = engine.empty();
        small_record(&at);
        at.tamper("UPDATE entry SET reason = 'another' WHERE seq = 3 AND authority = 'coventry'");
        let mut engines = vec![Engine::Sqlite];
        engines.extend(server().map(Engine::Postgres));
        for other in engines {
            let to = other.empty();
            let store = Store::open(&at, Access::Read, edge()).unwrap();
            let refused = copy(&store, &to, edge(), |_| ()).unwrap_err();
            assert!(matches!(refused, ArchiveError::Unsound(_)), "{refused}");
            assert!(
                refused.to_string().contains("Entry 3 of coventry"),
                "{refused}"
            );
            let nothing = Store::open(&to, Access::Read, edge()).unwrap_err();
            assert!(nothing.to_string().contains("There is no"), "{nothing}");
        }
    });
}

#[test]
fn nothing_unfinished_is_left_beside_a_backup() {
    let backed = backed_up(&Engine::Sqlite);
    assert_eq!(names(backed.dir.path()), ["erasures.jsonl", "monday.zip"]);
}

#[test]
fn a_backup_never_takes_the_place_of_another_file() {
    let backed = backed_up(&Engine::Sqlite);
    let before = fs::read(&backed.file).unwrap();
    let store = Store::open(&backed.at, Access::Read, edge()).unwrap();
    let again = store.backup(&backed.file, |_| ());
    assert!(matches!(again, Err(ArchiveError::Exists(_))), "{again:?}");
    assert_eq!(fs::read(&backed.file).unwrap(), before);
}

#[test]
fn a_folder_with_something_in_it_is_left_alone() {
    let backed = backed_up(&Engine::Sqlite);
    let to = backed.dir.path().join("mine");
    fs::create_dir(&to).unwrap();
    fs::write(to.join("letter.txt"), "mine").unwrap();
    let refused = restored(&backed.file, &to);
    assert!(
        matches!(refused, Err(ArchiveError::NotEmpty(_))),
        "{refused:?}"
    );
    assert_eq!(names(&to), ["letter.txt"]);
}

#[test]
fn backups_made_while_people_write_are_whole() {
    on_each_engine(|engine| {
        let dir = tempfile::tempdir().unwrap();
        let data = engine.empty();
        small_record(&data);
        let backups: Vec<PathBuf> = (0..5)
            .map(|n| dir.path().join(format!("{n}.zip")))
            .collect();
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let records = open(&data, Access::Write);
                for n in 0..150 {
                    let batch: Vec<String> = (0..3)
                        .map(|part| event("coventry", &format!("b{n}-{part}"), "A batch of three"))
                        .collect();
                    records.append(drafts(&batch.join("\n"))).unwrap();
                }
            });
            let store = Store::open(&data, Access::Read, edge()).unwrap();
            for backup in &backups {
                store.backup(backup, |_| ()).unwrap();
            }
        });
        let whole = export_of(&data);
        for backup in &backups {
            let to = engine.empty();
            restored(backup, &to).unwrap();
            let export = export_of(&to);
            let lines = export.lines().count();
            assert_eq!((lines - 16) % 3, 0, "half a batch");
            assert!(whole.starts_with(&export), "not a moment of the record");
        }
    });
}

#[test]
fn a_backup_is_of_the_moment_it_began_whatever_is_appended_meanwhile() {
    on_each_engine(|engine| {
        let dir = tempfile::tempdir().unwrap();
        let at = engine.empty();
        let records = small_record(&at);
        let before = exported(records.store());
        let file = dir.path().join("b.zip");
        let append = |entry: u64| {
            let line = event("coventry", &format!("during-{entry}"), "Appended meanwhile");
            records.append(drafts(&line)).unwrap();
        };
        let store = Store::open(&at, Access::Read, edge()).unwrap();
        store.backup(&file, append).unwrap();
        let to = engine.empty();
        restored(&file, &to).unwrap();
        assert_eq!(export_of(&to), before);
        assert_eq!(exported(records.store()).lines().count(), 32);

        let mut during = Vec::new();
        store
            .export(&mut during, |entry| append(100 + entry))
            .unwrap();
        assert_eq!(String::from_utf8(during).unwrap().lines().count(), 32);
    });
}

/// Whether a damaged backup is refused and leaves nothing, and what is said.
fn refusal(bytes: &[u8], dir: &Path) -> String {
    let file = dir.join("damaged.zip");
    fs::write(&file, bytes).unwrap();
    let to = dir.join("to");
    let message = match restored(&file, &to) {
        Err(error @ ArchiveError::Damaged { .. }) => error.to_string(),
        other => panic!("{other:?}"),
    };
    assert!(!to.exists(), "{message}: but the folder is there");
    fs::create_dir(&to).unwrap();
    restored(&file, &to).unwrap_err();
    assert!(names(&to).is_empty(), "{message}: but something is in it");
    fs::remove_dir(&to).unwrap();
    message
}

#[test]
fn a_bit_changed_anywhere_or_a_cut_is_refused_before_anything_is_touched() {
    let backed = backed_up(&Engine::Sqlite);
    let sound = fs::read(&backed.file).unwrap();
    let dir = tempfile::tempdir().unwrap();
    let mutants = 120;
    for n in 0..mutants {
        let mut bytes = sound.clone();
        let at = n * (sound.len() - 1) / (mutants - 1);
        bytes[at] ^= 1 << (n % 8);
        refusal(&bytes, dir.path());
    }
    for n in 0..30 {
        refusal(&sound[..n * sound.len() / 30], dir.path());
    }
    let mut longer = sound.clone();
    longer.push(0);
    refusal(&longer, dir.path());
}

/// Members' names and bytes.
type Members = Vec<(String, Vec<u8>)>;

/// The members of a backup.
fn members(file: &Path) -> Members {
    let mut zip = ZipArchive::new(fs::File::open(file).unwrap()).unwrap();
    (0..zip.len())
        .map(|at| {
            let mut member = zip.by_index(at).unwrap();
            let mut bytes = Vec::new();
            member.read_to_end(&mut bytes).unwrap();
            (member.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

/// A backup of these members with a seal that is right, so that what is inside
/// must be looked at.
fn sealed(members: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut file = tempfile::tempfile().unwrap();
    let mut zip = ZipWriter::new(&mut file);
    for (name, bytes) in members {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    let words = "Sightline backup, SHA-256 of all before this: ";
    zip.set_comment(format!("{words}{}", Digest::ZERO)).unwrap();
    zip.finish().unwrap();
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(0)).unwrap();
    file.read_to_end(&mut bytes).unwrap();
    let end = bytes.len() - 64;
    let digest = Digest(Sha256::digest(&bytes[..end]).into()).to_string();
    bytes[end..].copy_from_slice(digest.as_bytes());
    bytes
}

#[test]
fn members_swapped_removed_added_or_edited_are_refused_by_name_even_with_a_right_seal() {
    let backed = backed_up(&Engine::Sqlite);
    let sound = members(&backed.file);
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("resealed.zip");
    fs::write(&file, sealed(&sound)).unwrap();
    restored(&file, &dir.path().join("sound")).unwrap();

    let refused = |change: &dyn Fn(&mut Members)| {
        let mut members = sound.clone();
        change(&mut members);
        refusal(&sealed(&members), dir.path())
    };
    let swapped = refused(&|members| {
        let first = members[0].1.clone();
        members[0].1 = members[1].1.clone();
        members[1].1 = first;
    });
    assert!(swapped.contains("entries/birmingham.jsonl"), "{swapped}");
    let removed = refused(&|members| drop(members.remove(1)));
    assert!(
        removed.contains("entries/coventry.jsonl is missing"),
        "{removed}"
    );
    let added = refused(&|members| members.push(("entries/x.jsonl".into(), Vec::new())));
    assert!(added.contains("entries/x.jsonl is not in"), "{added}");
    let no_manifest = refused(&|members| drop(members.pop()));
    assert!(no_manifest.contains("manifest.json"), "{no_manifest}");

    for line in 0..11 {
        let cut = refused(&|members| {
            let text = String::from_utf8(members[1].1.clone()).unwrap();
            let kept: Vec<&str> = text
                .lines()
                .enumerate()
                .filter(|(at, _)| *at != line)
                .map(|(_, line)| line)
                .collect();
            members[1].1 = (kept.join("\n") + "\n").into_bytes();
        });
        assert!(cut.contains("entries/coventry.jsonl"), "{cut}");
        let edited = refused(&|members| {
            let text = String::from_utf8(members[1].1.clone()).unwrap();
            let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
            lines[line] = lines[line].replacen("post-7", "post-8", 1);
            members[1].1 = (lines.join("\n") + "\n").into_bytes();
        });
        assert!(
            edited.contains(&format!("is wrong at line {}", line + 1)),
            "{edited}"
        );
    }
    // A change that says the same is a change too.
    let spaced = refused(&|members| {
        let text = String::from_utf8(members[1].1.clone()).unwrap();
        members[1].1 = text.replacen("\"seq\":1,", "\"seq\": 1,", 1).into_bytes();
    });
    assert!(spaced.contains("entries/coventry.jsonl"), "{spaced}");
    let huge = refused(&|members| members[1].1 = vec![b'x'; 1 << 20]);
    assert!(huge.contains("entries/coventry.jsonl"), "{huge}");
}

#[test]
fn a_newer_form_of_backup_is_refused_by_name() {
    let backed = backed_up(&Engine::Sqlite);
    let mut changed = members(&backed.file);
    let manifest = String::from_utf8(changed.pop().unwrap().1).unwrap();
    let newer = manifest
        .replace("\"format\": 1", "\"format\": 2, \"blobs\": []")
        .replace(env!("CARGO_PKG_VERSION"), "9.9.9");
    changed.push(("manifest.json".into(), newer.into_bytes()));
    fs::write(&backed.file, sealed(&changed)).unwrap();
    let to = backed.dir.path().join("to");
    let refused = restored(&backed.file, &to).unwrap_err();
    assert!(matches!(refused, ArchiveError::Newer { format: 2, .. }));
    assert!(refused.to_string().contains("9.9.9"));
    assert!(!to.exists());
}

/// Whether nothing at all was begun there.
fn nothing_at(kept: &Kept) -> bool {
    match kept {
        Kept::Folder(folder, _) => !folder.exists(),
        Kept::Database(database) => database.schemas().is_empty(),
    }
}

#[test]
fn what_was_erased_after_a_backup_is_erased_again_when_it_is_restored() {
    on_each_engine(|engine| {
        let dir = tempfile::tempdir().unwrap();
        let data = engine.empty();
        let records = open(&data, Access::Create);
        for name in ["one", "two"] {
            records
                .append(drafts(&event(
                    "coventry",
                    name,
                    &format!("Secret of {name}"),
                )))
                .unwrap();
        }
        let backup = dir.path().join("before.zip");
        records.store().backup(&backup, |_| ()).unwrap();
        records.append(drafts(&erasure("one"))).unwrap();
        let later = dir.path().join("after.zip");
        records.store().backup(&later, |_| ()).unwrap();

        let to = engine.empty();
        let done = restored(&backup, &to).unwrap();
        assert_eq!(done.erased_again.len(), 1);
        let export = export_of(&to);
        assert!(!export.contains("Secret of one"), "{export}");
        assert!(export.contains("Secret of two"));
        let store = Store::open(&to, Access::Read, Edge::system()).unwrap();
        assert_eq!(
            store.erasures().unwrap(),
            records.store().erasures().unwrap()
        );
        store.verify(None, &|_| ()).unwrap();

        // A later backup has it erased already, and a register may be named.
        let register = dir.path().join("erasures.jsonl");
        let to = engine.empty();
        let done = restore(&later, &to, Some(&register), edge(), |_| ()).unwrap();
        assert!(done.erased_again.is_empty());
        assert_eq!(export_of(&to), exported(records.store()));

        fs::write(&register, "{\"authority\":\"coventry\"}\n").unwrap();
        let to = engine.empty();
        let refused = restored(&backup, &to);
        assert!(matches!(
            refused,
            Err(ArchiveError::Register { line: 1, .. })
        ));
        assert!(nothing_at(&to));

        // One person cannot erase, in a register either.
        let alone = r#"{"authority":"coventry","id":"event/one","requested_by":"post-1","approved_by":"post-1","reason":"asked"}"#;
        fs::write(&register, alone).unwrap();
        let refused = restored(&backup, &to);
        assert!(
            matches!(refused, Err(ArchiveError::Erasure { .. })),
            "{refused:?}"
        );
        assert!(nothing_at(&to));
    });
}
