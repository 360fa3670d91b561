//! The written forms of entries: what they say, and how a damaged line is
//! refused: file, line, field, reason.

use proptest::prelude::*;
use record::draft::{Draft, Problem};
use record::entry::{Change, Entry};
use record::exchange::{read_csv, read_json_line, read_json_lines, read_toml, write_json_line};
use record::view::Audience;
use serde_json::json;

use crate::histories::{ENTRIES, histories, written};
use crate::oracle::moments;
use crate::support::{Book, event, name, opens, place, then};

type Reader = fn(&str, &str) -> Result<Vec<Draft>, Vec<Problem>>;

/// What is said about a damaged text, one line a problem.
fn refusal(read: Reader, text: &str) -> String {
    let problems = read("file", text).expect_err("damaged text was read");
    let lines: Vec<String> = problems.iter().map(Problem::to_string).collect();
    lines.join("\n")
}

/// What is said about a damaged text whose fault shows when it is appended.
fn refusal_on_append(read: Reader, text: &str) -> String {
    let drafts = read("file", text).unwrap_or_else(|problems| panic!("{problems:?}"));
    let problems = Book::new().append(&drafts).expect_err("accepted");
    let lines: Vec<String> = problems.iter().map(Problem::to_string).collect();
    lines.join("\n")
}

const GOOD_TOML: &str = r#"# Written by hand.
[defaults]
authority = "testshire"
classification = "public"
recorded_by = "clerk"

[[entry]]
id = "event/opened"
effective_on = 2018-03-01
known_on = "2018-03"
published_on = "by 2018-04-05"
title = "Opened"
form = "context"
on = 2018

[[entry]]
id = "event/opened"
change = "changes"
effective_on = "2018-05-01"
reason = "It moved"
keeps_later = true
title = "Opened elsewhere"
form = "context"
on = "2018-05-01"

[[entry]]
id = "event/opened"
corrects = 2
effective_on = "2018-05-02"
reason = "A day later"
classification = "exempt 3"
title = "Opened elsewhere"
form = "context"
on = "2018-05-02"

[[entry]]
id = "event/opened"
change = "withdraws"
effective_on = "2018-06-01"
reason = "It never opened"
"#;

#[test]
fn a_hand_written_file_says_what_it_says() {
    let drafts = read_toml("entries.toml", GOOD_TOML);
    // A year without quotation marks is a date about a version, not in a body.
    assert_eq!(
        refusal_on_append(read_toml, GOOD_TOML),
        "file, line 7: on: invalid type: integer `2018`, expected a string (in “event/opened”)"
    );
    let drafts = drafts.unwrap();
    let lines: Vec<usize> = drafts.iter().map(|draft| draft.place.line).collect();
    assert_eq!(lines, [7, 16, 26, 36]);
    let changes: Vec<Change> = drafts.iter().map(|draft| draft.change).collect();
    assert_eq!(
        changes,
        [
            Change::Opens,
            Change::Changes,
            Change::Corrects(2),
            Change::Withdraws
        ]
    );
    let first = &drafts[0];
    assert_eq!(first.recorded_by, "clerk");
    assert_eq!(first.effective_on.to_string(), "2018-03-01");
    assert_eq!(first.known_on.unwrap().to_string(), "2018-03");
    assert_eq!(first.published_on.unwrap().to_string(), "by 2018-04-05");
    assert_eq!(drafts[2].classification.to_string(), "exempt 3");
    assert_eq!(drafts[3].body.as_deref(), Some("{}"));

    let fixed = GOOD_TOML.replace("on = 2018\n", "on = \"2018\"\n");
    Book::new().add(&read_toml("entries.toml", &fixed).unwrap());
}

#[test]
fn a_file_from_another_editor_says_the_same() {
    let windows = format!("\u{feff}{}", GOOD_TOML.replace('\n', "\r\n"));
    let drafts = read_toml("entries.toml", &windows).unwrap();
    assert_eq!(drafts, read_toml("entries.toml", GOOD_TOML).unwrap());
}

#[test]
fn a_damaged_hand_written_entry_names_line_field_and_reason() {
    let change = |from: &str, to: &str| {
        assert!(GOOD_TOML.contains(from));
        GOOD_TOML.replacen(from, to, 1)
    };
    for (from, to, expected) in [
        (
            "effective_on = 2018-03-01",
            "",
            "file, line 7: effective_on: is missing (in “event/opened”)",
        ),
        (
            "effective_on = 2018-03-01",
            "effective_on = \"2018-02-30\"",
            "file, line 7: effective_on: “2018-02-30” is not a real date: write 2018-07-04, 2018-07, 2018 or “by” before one of these, between the years 1900 and 2200 (in “event/opened”)",
        ),
        (
            "known_on = \"2018-03\"",
            "known_on = [2018]",
            "file, line 7: known_on: must be text (in “event/opened”)",
        ),
        ("id = \"event/opened\"", "", "file, line 7: id: is missing"),
        (
            "id = \"event/opened\"",
            "id = \"party/opened\"",
            "file, line 7: id: “party/opened” begins with no known kind of entry",
        ),
        (
            "change = \"changes\"",
            "change = \"alters\"",
            "file, line 16: change: must be opens, changes, corrects (with “corrects” naming the version), withdraws or erases (in “event/opened”)",
        ),
        (
            "corrects = 2",
            "corrects = 0",
            "file, line 26: corrects: must be a whole number from 1 (in “event/opened”)",
        ),
        (
            "keeps_later = true",
            "keeps_later = \"yes\"",
            "file, line 16: keeps_later: must be true or false (in “event/opened”)",
        ),
        (
            "classification = \"exempt 3\"",
            "classification = \"exempt 8\"",
            "file, line 26: classification: “exempt 8” is not a classification: write public, board, restricted, or exempt 1 to exempt 7 (in “event/opened”)",
        ),
        (
            "title = \"Opened\"",
            "title = nan",
            "file, line 7: title: NaN is not a number to count with",
        ),
        (
            "[[entry]]",
            "[[entries]]",
            "file, line 7: file: unknown field `entries`, expected `defaults` or `entry`",
        ),
        (
            "title = \"Opened\"",
            "title = \"Opened\"\ntitle = \"Again\"",
            "file, line 13: file: duplicate key",
        ),
    ] {
        assert_eq!(refusal(read_toml, &change(from, to)), expected);
    }
}

#[test]
fn every_damaged_entry_of_a_file_is_named() {
    let text = GOOD_TOML
        .replace("effective_on = 2018-03-01", "effective_on = \"soon\"")
        .replace("corrects = 2", "corrects = \"two\"");
    let lines: Vec<usize> = read_toml("file", &text)
        .unwrap_err()
        .iter()
        .map(|problem| problem.place.line)
        .collect();
    assert_eq!(lines, [7, 26]);
}

#[test]
fn a_misspelt_field_is_found_when_the_body_is_read() {
    let text = GOOD_TOML.replacen("known_on", "knwon_on", 1);
    assert_eq!(
        refusal_on_append(read_toml, &text),
        "file, line 7: knwon_on: unknown field `knwon_on`, expected one of `title`, `form`, `on`, `text`, `post`, `sources` (in “event/opened”)"
    );
}

const HEADER: &str = "authority,measure,area,period,breakdown,value,numerator,denominator,status,release,as_revised,approximate,known_on,published_on,classification,recorded_by,sources,note";

fn row(value: &str) -> String {
    format!(
        "testshire,measure/share,,2016-04-01/2017-03-31,,{value},,,final,,yes,no,2017-11,2017-11-02,public,,,"
    )
}

fn csv(rows: &[&str]) -> String {
    format!("{HEADER}\n{}\n", rows.join("\n"))
}

#[test]
fn readings_come_as_a_table() {
    let drafts = read_csv("r.csv", &csv(&[&row("23.8")])).unwrap();
    assert_eq!(drafts[0].place.line, 2);
    assert_eq!(
        drafts[0].id,
        name("reading/share/testshire/2016-04-01_2017-03-31")
    );
    assert_eq!(drafts[0].effective_on.to_string(), "2017-03-31");
    let body: serde_json::Value = serde_json::from_str(drafts[0].body.as_ref().unwrap()).unwrap();
    assert_eq!(
        body,
        json!({
            "measure": "measure/share", "period": "2016-04-01/2017-03-31", "value": 23.8,
            "status": "final", "as_revised": true, "approximate": false
        })
    );
    Book::new().add(&drafts);
    for value in ["c", "110-120", ":", "0", "\"z\""] {
        Book::new().add(&read_csv("r.csv", &csv(&[&row(value)])).unwrap());
    }
    let windows = format!("\u{feff}{}", csv(&[&row("23.8")]).replace('\n', "\r\n"));
    assert_eq!(read_csv("r.csv", &windows).unwrap(), drafts);
}

#[test]
fn a_damaged_row_names_line_column_and_reason() {
    let good = row("23.8");
    let bad = |from: &str, to: &str| {
        assert!(good.contains(from));
        csv(&[&good, &good.replacen(from, to, 1)])
    };
    for (text, expected) in [
        (
            bad("23.8", "81,4"),
            "file, line 3: row: has 19 cells where the header has 18",
        ),
        (
            bad(",public,,,", ",public"),
            "file, line 3: row: has 15 cells where the header has 18",
        ),
        (
            bad("2016-04-01/2017-03-31", "2016/17"),
            "file, line 3: period: “2016/17” is not a period: write 2017-03-31, 2017-03, 2017 or 2016-04-01/2017-03-31, first day first",
        ),
        (
            bad("2017-11-02", "2/11/2017"),
            "file, line 3: published_on: “2/11/2017” is not a real date: write 2018-07-04, 2018-07, 2018 or “by” before one of these, between the years 1900 and 2200",
        ),
        (
            bad("yes", "true"),
            "file, line 3: as_revised: “true” must be yes, no or empty",
        ),
        (
            bad("23.8,,", "23.8,1.5,"),
            "file, line 3: numerator: “1.5” is not a whole number",
        ),
        (
            bad(",final,", ",finished,"),
            "file, line 3: status: unknown variant `finished`, expected one of `provisional`, `final`, `local`",
        ),
        (
            bad(",public,", ",,"),
            "file, line 3: classification: is missing",
        ),
        (
            bad("testshire", "\"testshire"),
            "file, line 3: row: a quotation mark opens here and is never closed",
        ),
        (
            csv(&[&format!("{good}\"one"), &format!("{good}two\"")]),
            "file, line 2: note: has a line break in it: is a quotation mark missing?",
        ),
        (
            csv(&[&good]).replace("period", "year"),
            &format!(
                "file, line 1: header: column 4 is “year” where “period” belongs: it must be exactly {HEADER}"
            ),
        ),
        (
            csv(&[&good]).replace(",note", ""),
            &format!(
                "file, line 1: header: column 18, “note”, is missing: it must be exactly {HEADER}"
            ),
        ),
        (
            csv(&[&good]).replace(",note", ",note,more"),
            &format!(
                "file, line 1: header: there are 19 columns, not 18: it must be exactly {HEADER}"
            ),
        ),
    ] {
        assert_eq!(refusal(read_csv, &text), expected);
    }
}

#[test]
fn a_value_that_is_none_is_named_when_it_is_appended() {
    for value in [
        "\"81,4\"", "1e999", "NaN", "-5", "inf", "81.4.1", "about 80",
    ] {
        let shown = value.trim_matches('"');
        assert_eq!(
            refusal_on_append(
                read_csv,
                &csv(&[
                    &row("23.8"),
                    &row(value).replace("2016-04-01/2017-03-31", "2017")
                ])
            ),
            format!(
                "file, line 3: value: “{shown}” is neither a number, a range such as 110-120, nor one of the symbols c, u, z, k, x and :"
            )
        );
    }
}

const LINE: &str = r#"{"authority":"testshire","id":"event/two","effective_on":"2018-01-01","known_on":"2018-01-02","classification":"public","body":{"title":"Two","form":"context","on":"2018"}}"#;

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

/// What an export of an entry gives, read again, is what was appended; the
/// other system's time is kept as its claim.
fn round_trip(entry: &Entry) {
    let line = write_json_line(entry).unwrap();
    assert!(!line.contains('\n'));
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

    #[test]
    fn no_text_makes_a_reader_panic(text in any::<String>(), cut in 0usize..2_000) {
        let _ = read_toml("file", &text);
        let _ = read_csv("file", &text);
        let _ = read_csv("file", &format!("{HEADER}\n{text}"));
        let _ = read_json_lines("file", &text);
        let head: String = GOOD_TOML.chars().take(cut).collect();
        let _ = read_toml("file", &format!("{head}{text}"));
        let head: String = LINE.chars().take(cut).collect();
        let _ = read_json_lines("file", &format!("{head}{text}"));
    }
}
