//! What a rating must fit: its key, its rater, and what it claims.

use serde_json::json;

use crate::support::action;
use crate::working::{book, changed, evidence, impact, on, rating, rerated, signed, with};

#[test]
fn a_rating_has_a_code_of_its_key_and_a_key_of_its_dimension() {
    let mut book = book();
    book.refuses(
        &[rating("2018-03-01", "action/one", "X")],
        "status: “X” is not in “BRAG”, which has N, G, A, R, C, AE, B, S",
    );
    book.refuses(
        &[with(
            rating("2018-03-01", "action/one", "1"),
            json!({"key": "rating-key/impact"}),
        )],
        "key: “Four steps” is a key of impact, and this rates delivery",
    );
    book.add(&[rating("2018-03-01", "action/one", "G")]);
}

#[test]
fn a_thing_has_one_rating_in_each_dimension() {
    let mut book = book();
    let first = rating("2018-03-01", "action/one", "G");
    book.add(std::slice::from_ref(&first));
    let mut other = rating("2018-04-01", "action/one", "A");
    other.id = "rating/other".parse().unwrap();
    book.refuses(
        &[other],
        "of: “action/one” has a rating of its delivery already, “rating/action/one”: add a version that changes that one",
    );
    book.add(&[impact("2018-03-01", "action/one", "1")]);
    book.refuses(
        &[with(
            rerated(first.clone(), "2018-04-01", "A"),
            json!({"of": "theme/practice"}),
        )],
        "of: this is the rating of “action/one” in delivery, and stays so: open another",
    );
    book.add(&[rerated(first, "2018-04-01", "A")]);
}

#[test]
fn two_ratings_of_one_thing_in_one_batch_are_refused_too() {
    let mut other = rating("2018-03-01", "action/one", "A");
    other.id = "rating/other".parse().unwrap();
    book().refuses(
        &[rating("2018-03-01", "action/one", "G"), other],
        "of: “action/one” has a rating of its delivery already, “rating/action/one”: add a version that changes that one",
    );
}

#[test]
fn nobody_rates_the_impact_of_their_own_action() {
    let mut book = book();
    let by = |post: &str| with(impact("2018-03-01", "action/one", "1"), json!({"by": post}));
    book.refuses(
        &[by("post/head")],
        "by: “post/head” owns the action: somebody else must rate its impact",
    );
    let both = json!({"label": "Holder 1", "holds": [
        {"post": "post/head", "starts": "2018-01-01"},
        {"post": "post/director", "starts": "2018-03"},
    ]});
    book.add(&[changed("2018-03-01", "person/one", both)]);
    book.refuses(
        &[by("post/director")],
        "by: “person/one” holds “post/director” and “post/head”, which owns the action: somebody else must rate its impact",
    );
    book.add(&[by("post/chair")]);
    // Somebody who owned it once may.
    book.add(&[changed("2018-04-01", "action/one", action("post/chair"))]);
    let later = with(
        rerated(by("post/head"), "2018-05-01", "4"),
        json!({"by": "post/head"}),
    );
    book.add(&[changed(
        "2018-04-01",
        "person/one",
        json!({"label": "Holder 1", "holds": [{"post": "post/head", "starts": "2018-01-01"}]}),
    )]);
    book.add(&[later]);
}

#[test]
fn evidenced_needs_somebody_who_accepted_it_and_something_that_shows_it() {
    let mut book = book();
    let evidenced = || rating("2018-05-01", "action/one", "B");
    let nobody = "status: “B” is complete, evidenced, and nobody had accepted by 1 May 2018 that it is done: record the sign-off first";
    let nothing = "evidence: must name what shows it, because “B” is complete, evidenced";
    book.refuses(&[evidenced()], &format!("{nobody}\n{nothing}"));
    book.add(&[evidence("2018-03-01", "action/one")]);
    book.refuses(&[evidenced()], nobody);
    // A refusal accepts nothing, and an acceptance later comes too late.
    let refused = with(
        signed("2018-04-01", "action/one"),
        json!({"accepted": false, "reason": "Not seen yet."}),
    );
    book.add(&[refused]);
    book.refuses(&[evidenced()], nobody);
    book.refuses(&[evidenced(), signed("2018-05-02", "action/one")], nobody);
    book.add(&[evidenced(), signed("2018-05-01", "action/one")]);
}

#[test]
fn an_owner_says_embedding_only_once_it_was_accepted() {
    let mut book = book();
    let embedding = || rating("2018-05-01", "action/one", "AE");
    book.refuses(
        &[embedding()],
        "status: “AE” is complete, embedding, and nobody had accepted by 1 May 2018 that it is done: record the sign-off first",
    );
    book.add(&[signed("2018-04-01", "action/one"), embedding()]);
}

#[test]
fn a_sign_off_is_judged_on_its_own_day_and_by_who_held_the_post() {
    let mut book = book();
    book.add(&[changed("2018-06-01", "action/one", action("post/director"))]);
    // Recorded in July about a day in May, when the head still owned it.
    let by_head = |day: &str| {
        with(
            on("2018-07-01", "sign-off/one", json!({})),
            json!({"action": "action/one", "by": "post/head", "accepted": true, "on": day}),
        )
    };
    book.refuses(
        &[by_head("2018-05-31")],
        "by: “post/head” owns the action: somebody else must sign it off",
    );
    book.add(&[changed(
        "2018-06-01",
        "person/one",
        json!({"label": "Holder 1", "holds": [
            {"post": "post/head", "starts": "2018-01-01"},
            {"post": "post/director", "starts": "2018-06-15", "ends": "2018-06-20"},
        ]}),
    )]);
    book.refuses(
        &[by_head("2018-06-20")],
        "by: “person/one” holds “post/head” and “post/director”, which owns the action: somebody else must sign it off",
    );
    book.add(&[by_head("2018-06-21")]);
}

#[test]
fn a_key_gives_each_code_one_meaning_of_its_own_dimension() {
    let key = |statuses: serde_json::Value| {
        on(
            "2018-01-01",
            "rating-key/other",
            json!({"name": "Other", "of": "delivery", "statuses": statuses}),
        )
    };
    let green =
        json!({"code": "G", "label": "Green", "meaning": "Fine.", "stands_for": "on_track"});
    let mut book = book();
    book.refuses(&[key(json!([]))], "statuses: must hold at least one status");
    book.refuses(
        &[key(json!([green, green]))],
        "statuses: “G” stands there twice",
    );
    let wrong =
        json!({"code": "4", "label": "Lasting", "meaning": "So.", "stands_for": "sustained"});
    book.refuses(
        &[key(json!([wrong]))],
        "statuses: “4” stands for a status of impact, and this is a key of delivery",
    );
    let mut blue = green;
    blue["colour"] = json!("#12345g");
    book.refuses(
        &[key(json!([blue]))],
        "statuses: “#12345g” is not a colour: write # and six digits, #00703c",
    );
}
