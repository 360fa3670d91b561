//! Who may sign off an action.

use record::draft::Draft;
use record::entry::Change;
use serde_json::json;

use crate::support::{Book, action, opens, sign_off, then};

#[test]
fn the_owner_does_not_sign_off_their_own_action() {
    let own = "by: “post/head” owns the action: somebody else must sign it off";
    Book::new().refuses(&[opens("sign-off/one", sign_off("post/head"))], own);
    Book::new().add(&[opens("sign-off/one", sign_off("post/chair"))]);
}

#[test]
fn neither_the_owner_of_that_day_nor_the_present_one_signs_off() {
    let mut book = Book::new();
    book.add(&[then(
        "action/one",
        Change::Changes,
        "2018-06-01",
        action("post/director"),
    )]);
    let signed = |by: &str, day: &str| Draft {
        change: Change::Opens,
        ..then("sign-off/one", Change::Opens, day, sign_off(by))
    };
    let own = |by: &str| format!("by: “{by}” owns the action: somebody else must sign it off");
    book.refuses(&[signed("post/head", "2018-05-31")], &own("post/head"));
    book.refuses(
        &[signed("post/director", "2018-05-31")],
        &own("post/director"),
    );
    book.refuses(
        &[signed("post/director", "2018-06-01")],
        &own("post/director"),
    );
    // Who owned it once may sign off what somebody else owns since.
    book.add(&[signed("post/head", "2018-06-01")]);
}

#[test]
fn a_sign_off_before_its_action_in_the_batch_is_judged_too() {
    let mut book = Book::new();
    let later = |id: &str, body| opens(id, body);
    let mut signed = sign_off("post/head");
    signed["action"] = json!("action/two");
    book.refuses(
        &[
            later("sign-off/two", signed),
            later("action/two", action("post/head")),
        ],
        "by: “post/head” owns the action: somebody else must sign it off",
    );
}

#[test]
fn an_owner_is_not_written_in_under_their_sign_off() {
    let mut book = Book::new();
    book.add(&[opens("sign-off/one", sign_off("post/chair"))]);
    let correction = then(
        "action/one",
        Change::Corrects(1),
        "2018-01-01",
        action("post/chair"),
    );
    book.refuses(
        std::slice::from_ref(&correction),
        "owner: “post/chair” signed the action off in “sign-off/one”, 1 January 2018, and cannot have owned it then: withdraw or correct that sign-off first",
    );
    // To own it from a later day is another matter.
    book.add(&[then(
        "action/one",
        Change::Changes,
        "2018-02-01",
        action("post/chair"),
    )]);
    let withdrawal = then("sign-off/one", Change::Withdraws, "2018-03-01", json!({}));
    book.add(&[withdrawal, correction]);
}

#[test]
fn a_refusal_to_sign_off_says_why() {
    let mut refused = sign_off("post/chair");
    refused["accepted"] = json!(false);
    Book::new().refuses(
        &[opens("sign-off/one", refused)],
        "reason: must not be empty",
    );
}
