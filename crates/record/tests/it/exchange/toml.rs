//! Entries written by hand.

use record::entry::Change;
use record::exchange::read_toml;

use super::{refusal, refusal_on_append};
use crate::support::Book;

pub(super) const GOOD: &str = r#"# Written by hand.
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
    let drafts = read_toml("entries.toml", GOOD);
    // A year without quotation marks is a date about a version, not in a body.
    assert_eq!(
        refusal_on_append(read_toml, GOOD),
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

    let fixed = GOOD.replace("on = 2018\n", "on = \"2018\"\n");
    Book::new().add(&read_toml("entries.toml", &fixed).unwrap());
}

#[test]
fn a_file_from_another_editor_says_the_same() {
    let windows = format!("\u{feff}{}", GOOD.replace('\n', "\r\n"));
    let drafts = read_toml("entries.toml", &windows).unwrap();
    assert_eq!(drafts, read_toml("entries.toml", GOOD).unwrap());
}

#[test]
fn a_damaged_hand_written_entry_names_line_field_and_reason() {
    let change = |from: &str, to: &str| {
        assert!(GOOD.contains(from));
        GOOD.replacen(from, to, 1)
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
    let text = GOOD
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
    let text = GOOD.replacen("known_on", "knwon_on", 1);
    assert_eq!(
        refusal_on_append(read_toml, &text),
        "file, line 7: knwon_on: unknown field `knwon_on`, expected one of `title`, `form`, `on`, `text`, `post`, `sources` (in “event/opened”)"
    );
}
