//! What no text may hold, and how long it may be.

use serde_json::json;

use crate::support::{Book, event, opens};

#[track_caller]
fn refused(title: &str, expected: &str) {
    Book::new().refuses(&[opens("event/two", event(title))], expected);
}

#[test]
fn no_text_holds_what_cannot_be_seen() {
    let control = |code: &str| {
        format!("title: has a control character (U+{code}), which cannot be seen: take it out")
    };
    refused("a\u{0}b", &control("0000"));
    refused("a\u{1b}[31mb", &control("001B"));
    refused("a\rb", &control("000D"));
    refused("a\u{7f}b", &control("007F"));
    refused("a\u{85}b", &control("0085"));
    refused(
        "a\u{ffff}b",
        "title: has a code that is no character (U+FFFF), which cannot be seen: take it out",
    );
    let marks = ['\u{61c}', '\u{200e}', '\u{200f}'].into_iter();
    for mark in marks
        .chain('\u{202a}'..='\u{202e}')
        .chain('\u{2066}'..='\u{2069}')
    {
        refused(
            &format!("a{mark}b"),
            &format!(
                "title: has a mark that turns the direction of writing (U+{:04X}), which cannot be seen: take it out",
                u32::from(mark)
            ),
        );
    }
    Book::new().add(&[opens(
        "event/two",
        event("Line one\n\tline “two” – £5, Siân"),
    )]);
}

#[test]
fn a_text_deep_in_a_body_is_named_by_its_path() {
    Book::new().refuses(
        &[opens(
            "review/2018",
            json!({
                "name": "Visit", "form": "focused_visit", "reviewer": "organisation/council",
                "starts": "2018", "findings": ["fine", "not\u{8}fine"]
            }),
        )],
        "findings[1]: has a control character (U+0008), which cannot be seen: take it out",
    );
    Book::new().refuses(
        &[opens(
            "board/two",
            json!({"name": "Two", "form": "cabinet", "cadence": {"words": "weekly\u{1}"}}),
        )],
        "cadence.words: has a control character (U+0001), which cannot be seen: take it out",
    );
}

#[test]
fn what_is_said_about_a_version_is_text_too() {
    let mut draft = opens("event/two", event("Two"));
    draft.reason = Some("bell\u{7}".to_owned());
    draft.recorded_by = "\u{202e}me".to_owned();
    Book::new().refuses(
        &[draft],
        "reason: has a control character (U+0007), which cannot be seen: take it out\nrecorded_by: has a mark that turns the direction of writing (U+202E), which cannot be seen: take it out",
    );
    let mut draft = opens("event/two", event("Two"));
    draft.recorded_by = String::new();
    Book::new().refuses(&[draft], "recorded_by: must not be empty");
    let mut draft = opens("event/two", event("Two"));
    draft.command_id = Some("x".repeat(201));
    Book::new().refuses(
        &[draft],
        "command_id: is 201 characters long, and may have 200",
    );
}

#[test]
fn a_headline_fits_on_a_page_and_a_body_in_a_record() {
    Book::new().add(&[opens("event/two", event(&"é".repeat(2_000)))]);
    refused(
        &"é".repeat(2_001),
        "title: is 2001 characters long, and may have 2000",
    );
    let mut body = event("Long");
    body["text"] = json!("word ".repeat(10_000));
    Book::new().add(&[opens("event/two", body)]);
    let mut body = event("Too long");
    body["text"] = json!("x".repeat(1_000_000));
    let length = body.to_string().len();
    Book::new().refuses(
        &[opens("event/two", body)],
        &format!(
            "body: is {length} bytes long, and an entry’s may have 1000000: keep long texts in a document and refer to it"
        ),
    );
}

#[test]
fn a_body_is_on_one_line() {
    let mut draft = opens("event/two", event("Two"));
    draft.body = Some(serde_json::to_string_pretty(&event("Two")).unwrap());
    Book::new().refuses(&[draft], "body: must be JSON on one line");
}

#[test]
fn a_body_is_an_object_with_each_field_once() {
    for (body, expected) in [
        ("[]", "body: is not a JSON object (in “event/two”)"),
        ("", "body: is not a JSON object (in “event/two”)"),
        (
            r#"{"title":"A","title":"B","form":"context","on":"2018"}"#,
            "body: duplicate field `title` (in “event/two”)",
        ),
        (
            r#"{"title":"A","form":"context","on":"2018"} {}"#,
            "body: something follows the end of the body (in “event/two”)",
        ),
    ] {
        let mut draft = opens("event/two", event("Two"));
        draft.body = Some(body.to_owned());
        let problems = Book::new().append(&[draft]).unwrap_err();
        assert_eq!(crate::support::in_words(&problems), expected);
    }
}
