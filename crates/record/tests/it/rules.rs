//! What an entry is refused for on its own, and for what it refers to.

use serde_json::json;

use crate::support::{Book, event, opens};

#[test]
fn a_reference_exists_or_comes_in_the_same_batch() {
    let meeting = opens(
        "meeting/one",
        json!({"board": "board/other", "on": "2018-07-04", "status": "held"}),
    );
    Book::new().refuses(
        std::slice::from_ref(&meeting),
        "board: “board/other” is not in the record: add it first, or in the same batch",
    );
    let board = opens("board/other", json!({"name": "Other", "form": "scrutiny"}));
    Book::new().add(&[meeting, board]);
}

#[test]
fn a_reference_names_a_kind_its_field_may_name() {
    Book::new().refuses(
        &[opens(
            "meeting/one",
            json!({"board": "post/head", "on": "2018-07-04", "status": "held"}),
        )],
        "board: “post/head” is not a board",
    );
    Book::new().refuses(
        &[opens(
            "commitment/one",
            json!({"text": "We will.", "by": ["board/improvement"]}),
        )],
        "by: “board/improvement” is not a post or organisation",
    );
}

#[test]
fn a_source_is_in_the_record() {
    let mut body = event("Letter received");
    body["sources"] = json!(["document/letter#page 2"]);
    Book::new().refuses(
        &[opens("event/two", body)],
        "sources: “document/letter” is not in the record: add it first, or in the same batch",
    );
}

#[test]
fn nothing_is_known_before_its_day_has_come() {
    let mut draft = opens("event/two", event("Later"));
    draft.published_on = None;
    draft.known_on = Some("2026-01-16".parse().unwrap());
    Book::new().refuses(
        &[draft.clone()],
        "known_on: 16 January 2026 has not come yet: nothing can be known before it is",
    );
    // A month still running may have brought it already.
    draft.known_on = Some("2026-01".parse().unwrap());
    Book::new().add(&[draft]);
}

#[test]
fn nothing_is_published_before_it_is_known() {
    let mut draft = opens("event/two", event("Later"));
    draft.known_on = Some("2018-02-01".parse().unwrap());
    Book::new().refuses(
        &[draft],
        "published_on: 1 January 2018 is before known_on, 1 February 2018: what the public could have, the authority had",
    );
}

#[test]
fn what_nobody_says_when_it_was_known_is_known_when_it_is_recorded() {
    let mut draft = opens("event/two", event("Later"));
    (draft.known_on, draft.published_on) = (None, None);
    let entries = Book::new().add(&[draft]);
    assert_eq!(entries[0].meta.known_on.to_string(), "2026-01-15");
}

#[test]
fn nothing_ends_before_it_starts() {
    let stage = |starts: &str, ends: &str| {
        opens(
            "intervention/notice",
            json!({"stage": "improvement_notice", "name": "Notice", "starts": starts, "ends": ends}),
        )
    };
    Book::new().refuses(
        &[stage("2014-06-30", "2014-06-29")],
        "ends: 29 June 2014 is before the start, 30 June 2014",
    );
    Book::new().add(&[stage("2014-06-30", "2014-06")]);
    Book::new().add(&[stage("by 2014-06-30", "2014-05")]);
}
