//! Whole records between systems.

use proptest::prelude::*;
use record::draft::Draft;
use record::entry::{Change, Entry};
use record::exchange::{read_entry_line, read_json_line, read_json_lines, write_json_line};
use record::view::Audience;
use serde_json::json;

use super::{refusal, refusal_on_append};
use crate::histories::{ENTRIES, histories, written};
use crate::oracle::moments;
use crate::support::{Book, event, name, opens, place, then};

pub(super) const LINE: &str = r#"{"authority":"testshire","id":"event/two","effective_on":"2018-01-01","known_on":"2018-01-02","classification":"public","body":{"title":"Two","form":"context","on":"2018"}}"#;

#[test]
fn a_line_is_an_entry() {
    let draft = read_json_line(&place(1), LINE).unwrap();
    assert_eq!(draft.id, name("event/two"));
    assert_eq!(draft.change, Change::Opens);
    assert_eq!(
        draft.body.as_deref(),
        Some(r#"{"title":"Two","form":"context","on":"2018"}"#)
    );
    Book::new().add(&[draft]);
    let lines = format!("\u{feff}{LINE}\r\n\r\n{LINE}\r\n");
    let drafts = read_json_lines("file", &lines).unwrap();
    assert_eq!(drafts[1].place.line, 3);
}

#[test]
fn a_damaged_line_names_field_and_reason() {
    let change = |from: &str, to: &str| {
        assert!(LINE.contains(from));
        format!("{LINE}\n{}\n", LINE.replacen(from, to, 1))
    };
    let first_words = |text: String| refusal(read_json_lines, &text);
    for (from, to, expected) in [
        (
            r#""effective_on":"2018-01-01","#,
            "",
            "file, line 2: line: missing field `effective_on`",
        ),
        (
            "2018-01-01",
            "2018-13-01",
            "file, line 2: effective_on: “2018-13-01” is not a real date: write 2018-07-04, 2018-07, 2018 or “by” before one of these, between the years 1900 and 2200",
        ),
        (
            r#""id""#,
            r#""colour":"blue","id""#,
            "file, line 2: colour: unknown field `colour`",
        ),
        (
            r#""id""#,
            r#""authority":"testshire","id""#,
            "file, line 2: line: duplicate field `authority`",
        ),
        ("}}", "}", "file, line 2: line: EOF while parsing an object"),
        ("}}", "}}}", "file, line 2: line: trailing characters"),
        (
            r#""classification":"public""#,
            r#""classification":"secret""#,
            "file, line 2: classification: “secret” is not a classification: write public, board, restricted, or exempt 1 to exempt 7",
        ),
        (
            r#""id""#,
            r#""change":"corrects","id""#,
            "file, line 2: change: must be opens, changes, corrects (with “corrects” naming the version), withdraws or erases",
        ),
        (
            r#""id""#,
            r#""version":-1,"id""#,
            "file, line 2: version: invalid value: integer `-1`, expected u32",
        ),
        (
            "event/two",
            "event/Two",
            "file, line 2: id: “event/Two” is not an entry’s name",
        ),
        (
            r#"{"authority""#,
            r#"x{"authority""#,
            "file, line 2: line: expected value",
        ),
    ] {
        let said = first_words(change(from, to));
        assert!(said.starts_with(expected), "{said}\nexpected: {expected}");
    }
}

#[test]
fn a_damaged_body_is_found_when_it_is_appended() {
    let value = |value: &str| {
        format!(
            r#"{{"authority":"testshire","id":"reading/share/testshire/2017","effective_on":"2017","classification":"public","body":{{"measure":"measure/share","period":"2017","value":{value},"status":"final"}}}}"#
        )
    };
    Book::new().add(&read_json_lines("file", &value("81.4")).unwrap());
    let name = "(in “reading/share/testshire/2017”)";
    for (bad, expected) in [
        ("1e999", format!("file, line 1: value: number out of range {name}")),
        (
            "null",
            format!(
                "file, line 1: value: invalid type: null, expected a number, a range such as \"110-120\", or one of the symbols \"c\", \"u\", \"z\", \"k\", \"x\" and \":\" {name}"
            ),
        ),
        (
            "\"81,4\"",
            "file, line 1: value: “81,4” is neither a number, a range such as 110-120, nor one of the symbols c, u, z, k, x and :".to_owned(),
        ),
    ] {
        assert_eq!(refusal_on_append(read_json_lines, &value(bad)), expected);
    }
    assert!(
        refusal(read_json_lines, &value("NaN")).starts_with("file, line 1: body: expected value")
    );
}

/// What an export of an entry gives is, restored, that entry, and imported,
/// what was appended, with the other system's time kept as its claim.
fn round_trip(entry: &Entry) {
    let line = write_json_line(entry).unwrap();
    assert!(!line.contains('\n'));
    assert_eq!(&read_entry_line(&place(1), &line).unwrap(), entry);
    let draft = read_json_line(&place(1), &line).unwrap();
    let meta = &entry.meta;
    assert_eq!(draft.authority, meta.authority);
    assert_eq!(draft.id, meta.id);
    assert_eq!(draft.version, Some(meta.version));
    assert_eq!(draft.schema, meta.schema);
    assert_eq!(draft.change, meta.change);
    assert_eq!(draft.effective_on, meta.effective_on);
    assert_eq!(draft.known_on, Some(meta.known_on));
    assert_eq!(draft.published_on, meta.published_on);
    assert_eq!(draft.classification, meta.classification);
    assert_eq!(draft.reason, meta.reason);
    assert_eq!(draft.recorded_by, meta.recorded_by);
    assert_eq!(draft.command_id, meta.command_id);
    assert_eq!(
        draft.claimed_recorded_at,
        meta.claimed_recorded_at.or(Some(meta.recorded_at))
    );
    let body = entry.written.as_ref().map(|written| written.body.clone());
    assert_eq!(draft.body, body);
    let digest = entry.written.is_none().then_some(entry.body_digest);
    assert_eq!(draft.erased_digest, digest);
}

#[test]
fn a_damaged_line_of_a_backup_is_no_entry() {
    let entries = Book::new().add(&[opens("event/two", event("Two"))]);
    let line = write_json_line(&entries[0]).unwrap();
    let refusal = |from: &str, to: &str| {
        assert!(line.contains(from), "{line}");
        let damaged = line.replacen(from, to, 1);
        read_entry_line(&place(4), &damaged)
            .unwrap_err()
            .to_string()
    };
    let hash = entries[0].hash.to_string();
    assert_eq!(
        refusal(&hash, &hash[1..]),
        "test, line 4: hash: is not a digest of 64 hexadecimal digits"
    );
    assert_eq!(
        refusal(
            &format!("\"hash\":\"{hash}\""),
            &format!("\"prev_hash\":\"{hash}\"")
        ),
        "test, line 4: line: duplicate field `prev_hash` at column 539"
    );
    assert_eq!(refusal("\"seq\":12,", ""), "test, line 4: seq: is missing");
    let salt = entries[0].written.as_ref().unwrap().salt.to_string();
    assert_eq!(
        refusal(&format!("\"salt\":\"{salt}\","), ""),
        "test, line 4: salt: and body are not both there or both erased"
    );
}

#[test]
fn a_body_is_kept_byte_for_byte() {
    let odd = r#"{ "title" : "Caf\u00e9 \/ \"x\"",	"form":"context", "on":"2018"  }"#;
    let mut draft = opens("event/two", event("Two"));
    draft.body = Some(odd.to_owned());
    let entries = Book::new().add(&[draft]);
    assert_eq!(entries[0].written.as_ref().unwrap().body, odd);
    let line = write_json_line(&entries[0]).unwrap();
    assert!(line.contains(odd), "{line}");
    round_trip(&entries[0]);
}

#[test]
fn an_erased_body_is_exchanged_as_its_digest() {
    let mut book = Book::new();
    let mut entries = book.add(&[
        opens("event/two", event("Two")),
        then(
            "event/two",
            Change::Erases,
            "2018-02-01",
            json!({"requested_by": "u1", "approved_by": "u2"}),
        ),
    ]);
    entries[0].written = None;
    let lines: Vec<Draft> = entries
        .iter()
        .map(|entry| {
            round_trip(entry);
            read_json_line(&place(1), &write_json_line(entry).unwrap()).unwrap()
        })
        .collect();
    let imported = Book::new().add(&lines);
    assert_eq!(imported[0].body_digest, entries[0].body_digest);
    assert_eq!(imported[0].written, None);
    // Without its erasure, a body that is missing is missing.
    assert!(Book::new().append(&lines[..1]).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_record_exported_and_imported_is_the_same_record(rows in histories()) {
        let (original, entries) = written(&rows);
        let mut lines = String::new();
        for entry in &entries {
            round_trip(entry);
            lines.push_str(&write_json_line(entry).unwrap());
            lines.push('\n');
        }
        let mut imported = Book::empty();
        imported.add(&read_json_lines("export", &lines).unwrap());
        for moment in moments(&rows).into_iter().filter(|moment| moment.recorded.is_none()) {
            for audience in Audience::ALL {
                for id in ENTRIES {
                    let said = |book: &Book| {
                        let state = book.view(audience).at(moment);
                        state.entry(&name(id)).map(|held| held.body.headline())
                    };
                    prop_assert_eq!(said(&imported), said(&original), "{} {:?} {:?}", id, audience, moment);
                }
            }
        }
    }
}
