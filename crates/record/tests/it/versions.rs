//! How a version must fit those before it.

use record::entry::Change;
use serde_json::json;

use crate::support::{Book, event, opens, then};

#[test]
fn a_version_is_corrected_once() {
    let mut book = Book::new();
    let correct = |version| {
        then(
            "event/one",
            Change::Corrects(version),
            "2018-01-01",
            event("Something else"),
        )
    };
    book.add(&[correct(1)]);
    book.refuses(
        &[correct(1)],
        "corrects: version 1 was already corrected by version 2: correct 2",
    );
    book.refuses(
        &[correct(3)],
        "corrects: there is no version 3 before this one",
    );
    book.refuses(
        &[correct(0)],
        "corrects: there is no version 0 before this one",
    );
    book.add(&[correct(2)]);
}

#[test]
fn a_change_before_later_versions_says_whether_those_stand() {
    let mut book = Book::new();
    book.add(&[then(
        "event/one",
        Change::Changes,
        "2018-06-01",
        event("June"),
    )]);
    let march = then("event/one", Change::Changes, "2018-03-01", event("March"));
    let asks = "effective_on: version 2 is true from 1 June 2018, which is later: say keeps_later = true if it still stands, or correct it in the same batch";
    book.refuses(std::slice::from_ref(&march), asks);
    let withdrawal = then("event/one", Change::Withdraws, "2018-03-01", json!({}));
    book.refuses(&[withdrawal], asks);

    let mut keeps = march.clone();
    keeps.keeps_later = true;
    Book::new().add(&[
        then("event/one", Change::Changes, "2018-06-01", event("June")),
        keeps,
    ]);
    let correction = then(
        "event/one",
        Change::Corrects(2),
        "2018-06-01",
        event("June, after March"),
    );
    book.add(&[march, correction]);
}

#[test]
fn a_version_follows_the_one_it_replaces() {
    let mut book = Book::new();
    let mut second = then("event/one", Change::Changes, "2018-02-01", event("Two"));
    second.version = Some(2);
    book.add(std::slice::from_ref(&second));
    book.refuses(
        &[second],
        "version: is 2, but the next version of “event/one” is 3: somebody else may have changed it; look at it again",
    );
}

#[test]
fn an_entry_is_opened_once_and_before_it_changes() {
    let mut book = Book::new();
    book.refuses(
        &[opens("event/one", event("Again"))],
        "id: “event/one” is already in the record, at version 1: say change = \"changes\" or \"corrects\" to add a version",
    );
    book.refuses(
        &[
            opens("event/two", event("Twice")),
            opens("event/two", event("Twice")),
        ],
        "id: “event/two” is already in the record, at version 1: say change = \"changes\" or \"corrects\" to add a version",
    );
    book.refuses(
        &[then(
            "event/two",
            Change::Changes,
            "2018-02-01",
            event("Two"),
        )],
        "change: changes “event/two”, which is not in the record: open it first",
    );
}

#[test]
fn a_correction_and_a_withdrawal_say_why() {
    let mut book = Book::new();
    let mut draft = then("event/one", Change::Corrects(1), "2018-02-01", event("Two"));
    draft.reason = Some(" ".to_owned());
    book.refuses(&[draft], "reason: must say why it corrects");
    let mut draft = then("event/one", Change::Withdraws, "2018-02-01", json!({}));
    draft.reason = None;
    book.refuses(&[draft], "reason: must say why it withdraws");
}

#[test]
fn a_withdrawal_has_no_body_and_a_version_has_one() {
    let mut book = Book::new();
    book.refuses(
        &[then(
            "event/one",
            Change::Withdraws,
            "2018-02-01",
            event("Two"),
        )],
        "body: a withdrawal has no body: say why in “reason”",
    );
    let mut draft = opens("event/two", event("Two"));
    draft.body = None;
    book.refuses(&[draft], "body: is missing");
    let mut draft = then("event/one", Change::Withdraws, "2018-02-01", json!({}));
    draft.body = None;
    let entries = book.add(&[draft]);
    assert_eq!(entries[0].written.as_ref().unwrap().body, "{}");
}

#[test]
fn an_erasure_takes_two_people_and_nothing_follows_it() {
    let mut book = Book::new();
    let erasure = |requested: &str, approved: &str| {
        then(
            "event/one",
            Change::Erases,
            "2018-02-01",
            json!({"requested_by": requested, "approved_by": approved}),
        )
    };
    book.refuses(
        &[erasure("u1", "u1 ")],
        "approved_by: must be somebody other than requested_by: erasure takes two people",
    );
    book.refuses(
        &[erasure("", "u1")],
        "body: requested_by and approved_by must not be empty: erasure takes two people",
    );
    let mut unsigned = erasure("u1", "u2");
    unsigned.body = Some("{}".to_owned());
    book.refuses(
        &[unsigned],
        "body: an erasure says who asked for it (requested_by) and who approved it (approved_by)",
    );
    book.add(&[erasure("u1", "u2")]);
    book.refuses(
        &[then(
            "event/one",
            Change::Changes,
            "2018-03-01",
            event("Back"),
        )],
        "id: “event/one” was erased and cannot be added to",
    );
}
