//! Appending and reading back.

use std::sync::Barrier;

use record::entry::Head;
use store::{Access, AppendError, StoreError};

use crate::support::*;

#[test]
fn what_was_appended_is_there_when_opened_again() {
    on_each_engine(|engine| {
        let at = engine.empty();
        let before = small_record(&at);
        let coventry = before.programme(&authority("coventry")).unwrap();
        assert_eq!(coventry.head().seq, 11);
        let export = exported(before.store());
        drop(before);

        let after = open(&at, Access::Read);
        let names: Vec<String> = after
            .authorities()
            .unwrap()
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(names, ["birmingham", "coventry"]);
        let again = after.programme(&authority("coventry")).unwrap();
        assert_eq!(again.head(), coventry.head());
        assert_eq!(exported(after.store()), export);
        assert!(export.contains("😀") || export.contains("\\ud83d"));
        assert!(!export.contains("About person"), "it was erased");
    });
}

#[test]
fn an_unknown_authority_has_an_empty_record() {
    on_each_engine(|engine| {
        let at = engine.empty();
        let records = small_record(&at);
        let nobody = records.programme(&authority("nowhere")).unwrap();
        assert_eq!(nobody.head(), Head::EMPTY);
        assert_eq!(records.authorities().unwrap().len(), 2);
    });
}

#[test]
fn the_same_command_twice_has_one_effect() {
    on_each_engine(|engine| {
        let at = engine.empty();
        let records = small_record(&at);
        let line = event("coventry", "letter", "Letter sent").replacen(
            '{',
            r#"{"command_id":"form-1","#,
            1,
        );
        let first = records.append(drafts(&line)).unwrap();
        let second = records.append(drafts(&line)).unwrap();
        assert!(!first[0].repeated && second[0].repeated);
        assert_eq!(first[0].head, second[0].head);
        assert_eq!(
            records
                .programme(&authority("coventry"))
                .unwrap()
                .head()
                .seq,
            12
        );

        let elsewhere = open(&at, Access::Write);
        assert!(elsewhere.append(drafts(&line)).unwrap()[0].repeated);

        let other = line.replace("Letter sent", "Another letter");
        let Err(AppendError::Refused(problems)) = records.append(drafts(&other)) else {
            panic!("another command of the same name was taken for the first");
        };
        assert_eq!(problems[0].field, "command_id");
    });
}

#[test]
fn all_of_a_batch_is_stored_or_nothing_for_any_authority() {
    on_each_engine(|engine| {
        let at = engine.empty();
        let records = small_record(&at);
        let before = exported(records.store());
        let lines = [
            event("birmingham", "fine", "Fine"),
            event("coventry", "fine", "Fine"),
            event("coventry", "board", "Opened twice"),
        ]
        .join("\n");
        let Err(AppendError::Refused(problems)) = records.append(drafts(&lines)) else {
            panic!("stored");
        };
        assert_eq!(problems[0].place.line, 3);
        assert_eq!(exported(records.store()), before);
        assert_eq!(
            records
                .programme(&authority("birmingham"))
                .unwrap()
                .head()
                .seq,
            5
        );

        let lines = [
            event("birmingham", "fine", "Fine"),
            event("coventry", "fine", "Fine"),
        ]
        .join("\n");
        let done = records.append(drafts(&lines)).unwrap();
        assert_eq!((done[0].first_seq, done[1].first_seq), (6, 12));
    });
}

#[test]
fn the_second_to_write_a_version_is_told() {
    on_each_engine(|engine| {
        let at = engine.empty();
        let one = small_record(&at);
        let two = open(&at, Access::Write);
        two.programme(&authority("coventry")).unwrap();
        let change = |text: &str| {
            next(
                "board",
                &format!(
                    r#""version":3,"change":"changes","body":{{"title":"{text}","form":"governance","on":"2018-08-01"}}"#
                ),
            )
        };
        one.append(drafts(&change("One"))).unwrap();
        let Err(AppendError::Refused(problems)) = two.append(drafts(&change("Two"))) else {
            panic!("the first change was overwritten");
        };
        assert_eq!(problems[0].field, "version");
    });
}

#[test]
fn a_record_held_in_memory_follows_what_another_process_appends() {
    on_each_engine(|engine| {
        let at = engine.empty();
        let one = small_record(&at);
        let two = open(&at, Access::Read);
        assert_eq!(
            two.programme(&authority("coventry")).unwrap().head().seq,
            11
        );
        one.append(drafts(&event("coventry", "new", "New")))
            .unwrap();
        let programme = two.programme(&authority("coventry")).unwrap();
        assert_eq!(programme.head().seq, 12);
        assert_eq!(
            programme.head(),
            one.programme(&authority("coventry")).unwrap().head()
        );
    });
}

#[test]
fn writers_at_the_same_time_make_one_chain() {
    on_each_engine(|engine| {
        let at = engine.empty();
        small_record(&at);
        let start = Barrier::new(4);
        std::thread::scope(|scope| {
            for writer in 0..4 {
                let (at, start) = (&at, &start);
                scope.spawn(move || {
                    let records = open(at, Access::Write);
                    start.wait();
                    for n in 0..25 {
                        let line = event("coventry", &format!("w{writer}-{n}"), "At once");
                        records.append(drafts(&line)).unwrap();
                    }
                });
            }
        });
        let records = open(&at, Access::Read);
        assert_eq!(
            records
                .programme(&authority("coventry"))
                .unwrap()
                .head()
                .seq,
            111
        );
    });
}

#[test]
fn an_export_appended_elsewhere_gives_the_same_state() {
    on_each_engine(|engine| {
        let at = engine.empty();
        let from = small_record(&at);
        let export = exported(from.store());
        let other = engine.empty();
        let to = open(&other, Access::Create);
        to.append(drafts(&export)).unwrap();
        // All but what this store says of its own recording.
        let content = |export: &str| -> Vec<serde_json::Value> {
            export
                .lines()
                .map(|line| {
                    let mut line: serde_json::Value = serde_json::from_str(line).unwrap();
                    let fields = line.as_object_mut().unwrap();
                    let recorded = fields.remove("recorded_at");
                    if fields.get("claimed_recorded_at").is_none() {
                        fields.insert("claimed_recorded_at".into(), recorded.unwrap());
                    }
                    for own in ["batch", "salt", "prev_hash", "hash"] {
                        fields.remove(own);
                    }
                    if !fields["body"].is_null() {
                        fields.remove("body_digest");
                    }
                    line
                })
                .collect()
        };
        assert_eq!(content(&exported(to.store())), content(&export));
    });
}

#[test]
fn reading_does_not_write() {
    on_each_engine(|engine| {
        let at = engine.empty();
        small_record(&at);
        let records = open(&at, Access::Read);
        let refused = records.append(drafts(&event("coventry", "x", "x")));
        assert!(matches!(
            refused,
            Err(AppendError::Store(StoreError::ReadOnly(_)))
        ));
    });
}

#[test]
fn a_body_that_could_not_be_exported_as_it_stands_is_refused() {
    on_each_engine(|engine| {
        let at = engine.empty();
        let records = small_record(&at);
        let mut draft = drafts(&event("coventry", "x", "x"));
        draft[0].body = draft[0].body.take().map(|body| body + "\n");
        assert!(matches!(
            records.append(draft),
            Err(AppendError::Refused(_))
        ));
    });
}
