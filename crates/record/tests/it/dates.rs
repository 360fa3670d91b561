//! How an action's date may move.

use record::entry::Change;
use serde_json::json;

use crate::support::{action, then};
use crate::working::{book, changed, date_change, due, on, with};

#[test]
fn a_first_date_stays_and_is_moved_by_a_date_change() {
    let mut book = book();
    book.add(&[due("April")]);
    let moved = |due: &str| {
        let mut body = action("post/head");
        body["due"] = json!(due);
        body
    };
    book.refuses(
        &[changed("2018-03-01", "action/two", moved("July"))],
        "due: is “April” and stays so, because it is the action’s first date: record a date-change",
    );
    book.refuses(
        &[changed("2018-03-01", "action/two", action("post/head"))],
        "due: is “April” and stays so, because it is the action’s first date: record a date-change",
    );
    book.add(&[changed("2018-03-01", "action/two", moved("April"))]);
    book.add(&[date_change("2018-03-02", "April", "July")]);
    // One that had none may be given its first.
    book.add(&[changed("2018-03-01", "action/one", moved("May"))]);
    // What was never right is corrected, as long as it fits what followed.
    book.refuses(
        &[then(
            "action/two",
            Change::Corrects(1),
            "2018-01-01",
            moved("May"),
        )],
        "due: “date-change/2018-03-02” moved the date from “April”: correct that too",
    );
}

#[test]
fn a_date_moves_from_where_the_last_change_left_it() {
    let mut book = book();
    book.add(&[due("April"), date_change("2018-03-01", "April", "July")]);
    book.refuses(
        &[date_change("2018-06-01", "April", "September")],
        "from: is “April”, but the date in force is “July”",
    );
    book.add(&[date_change("2018-06-01", "July", "September")]);
    // Nor is a change put between two that meet already.
    book.refuses(
        &[date_change("2018-05-01", "July", "August")],
        "to: is “August”, but “date-change/2018-06-01”, agreed 1 June 2018, moved the date from “July”: correct that too",
    );
    book.refuses(
        &[date_change("2018-07-01", "September", "September ")],
        "to: is the date it already had",
    );
}

#[test]
fn an_action_without_a_date_is_given_one_first() {
    let change = with(
        date_change("2018-03-01", "April", "July"),
        json!({"action": "action/one"}),
    );
    book().refuses(
        &[change],
        "from: the action has no first date: give it one (due) instead of moving it",
    );
}

#[test]
fn corrections_of_two_changes_that_meet_come_together() {
    let mut book = book();
    book.add(&[
        due("April"),
        date_change("2018-03-01", "April", "July"),
        date_change("2018-06-01", "July", "September"),
    ]);
    let correct = |day: &str, from: &str, to: &str| {
        let right = date_change(day, from, to);
        then(
            right.id.as_str(),
            Change::Corrects(1),
            day,
            serde_json::from_str(right.body.as_deref().unwrap()).unwrap(),
        )
    };
    let (first, second) = (
        correct("2018-03-01", "April", "August"),
        correct("2018-06-01", "August", "September"),
    );
    book.refuses(
        std::slice::from_ref(&first),
        "to: is “August”, but “date-change/2018-06-01”, agreed 1 June 2018, moved the date from “July”: correct that too",
    );
    book.add(&[first, second]);
}

#[test]
fn nobody_agrees_to_a_new_date_of_their_own() {
    let mut book = book();
    book.add(&[due("April")]);
    let agreed = |by: &str| {
        with(
            date_change("2018-03-01", "April", "July"),
            json!({"agreed_by": by}),
        )
    };
    book.refuses(
        &[agreed("post/head")],
        "agreed_by: “post/head” owns the action: somebody else must agree to a new date",
    );
    // The chair's post is held by the same person on that day.
    let holder = |ends: &str| {
        json!({"label": "Holder 1", "holds": [
            {"post": "post/head", "starts": "2018-01-01"},
            {"post": "post/chair", "starts": "2018-02-01", "ends": ends},
        ]})
    };
    book.add(&[changed("2018-02-01", "person/one", holder("2018-03-01"))]);
    book.refuses(
        &[agreed("post/chair")],
        "agreed_by: “person/one” holds “post/chair” and “post/head”, which owns the action: somebody else must agree to a new date",
    );
    book.add(&[changed("2018-02-02", "person/one", holder("2018-02-28"))]);
    book.add(&[agreed("post/chair")]);
}

#[test]
fn nothing_is_known_before_it_happened() {
    let mut book = book();
    let late = |field: &str, of: &str| {
        format!(
            "{field}: 2 March 2018 is after known_on, 1 March 2018: nothing is known before it happened{of}"
        )
    };
    let early = |draft| record::draft::Draft {
        known_on: Some("2018-03-01".parse().unwrap()),
        published_on: None,
        ..draft
    };
    book.add(&[due("April")]);
    book.refuses(
        &[early(crate::working::update("2018-03-02", "action/one"))],
        &late("on", ""),
    );
    book.refuses(
        &[early(date_change("2018-03-02", "April", "July"))],
        &late("agreed_on", ""),
    );
    book.refuses(
        &[early(crate::working::signed("2018-03-02", "action/one"))],
        &late("on", ""),
    );
    let request = json!({"board": "board/improvement", "asked_by": "A member", "text": "How many?",
        "to": "post/head", "due": "2019-01-01", "answer": {"on": "2018-03-02", "text": "Nine."}});
    book.refuses(
        &[early(on(
            "2018-03-01",
            "information-request/one",
            request.clone(),
        ))],
        &late("answer", ""),
    );
    book.add(&[on("2018-03-02", "information-request/one", request)]);
    book.add(&[crate::working::update("2018-03-02", "action/one")]);
}
