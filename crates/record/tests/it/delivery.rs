//! Where an action stands.

use jiff::civil::{Date, date};
use record::body::{Action, Dimension, Recommendation, ScrutinyRecommendation, StandsFor};
use record::delivery::{self, Answered, Standing, date_in_force, reference_order};
use record::governance::{self, RequestState, Response};
use record::state::{Moment, State};
use record::tenure;
use record::view::Audience;
use serde_json::json;

use crate::support::{Book, action, name, opens};
use crate::working::{
    book, changed, date_change, due, evidence, impact, meeting, on, rating, rerated, signed,
    update, with,
};

fn at<'a>(book: &'a Book, day: &str) -> State<'a> {
    book.view(Audience::Board)
        .at(Moment::on(day.parse().unwrap()))
}

#[track_caller]
fn stands<'a>(book: &'a Book, id: &str, day: &str) -> Standing<'a> {
    let state = at(book, day);
    delivery::standing(state, state.get::<Action>(&name(id)).unwrap())
}

#[test]
fn a_date_in_force_keeps_its_first_date_and_every_change() {
    let mut book = book();
    book.add(&[
        due("April"),
        date_change("2018-03-01", "April", "July"),
        date_change("2018-06-20", "July", "Sept 18"),
    ]);
    let dates = |day: &str| {
        let state = at(&book, day);
        date_in_force(state, state.get::<Action>(&name("action/two")).unwrap())
    };
    let now = dates("2018-07-01");
    assert_eq!(now.first, Some("April"));
    assert_eq!(now.as_written(), Some("Sept 18"));
    assert_eq!(now.window().unwrap().to, Some(date(2018, 9, 30)));
    assert_eq!(now.first_window().unwrap().to, Some(date(2018, 4, 30)));
    assert_eq!(now.times_slipped(), 2);
    // 30 April to 30 September.
    assert_eq!(now.days_slipped(), Some(153));
    let slips = now.slips();
    assert_eq!(slips[0].days, Some(92));
    assert_eq!(slips[1].days, Some(61));
    assert_eq!(slips[1].from.as_written, "July");
    assert_eq!(slips[1].change.body.agreed_by, name("board/improvement"));

    // Nobody knew of the second change in May.
    let may = dates("2018-05-31");
    assert_eq!((may.as_written(), may.times_slipped()), (Some("July"), 1));
    assert_eq!(dates("2018-02-28").as_written(), Some("April"));
}

#[test]
fn a_date_brought_forward_is_no_slip_and_one_without_an_end_is() {
    let mut book = book();
    book.add(&[due("July"), date_change("2018-03-01", "July", "May")]);
    let dates = stands(&book, "action/two", "2018-03-01").dates;
    assert_eq!(
        (dates.times_slipped(), dates.days_slipped()),
        (0, Some(-61))
    );
    book.add(&[date_change("2018-04-01", "May", "Ongoing")]);
    let dates = stands(&book, "action/two", "2018-04-01").dates;
    assert_eq!((dates.times_slipped(), dates.days_slipped()), (1, None));
}

#[test]
fn a_year_that_is_not_written_is_chosen_from_the_day_it_was_written() {
    let mut book = book();
    book.add(
        &[due("March"), date_change("2018-12-10", "March", "March")].map(|draft| {
            match draft.id.as_str() {
                "action/two" => draft,
                _ => with(draft, json!({"to": "End Mar"})),
            }
        }),
    );
    let dates = stands(&book, "action/two", "2018-12-31").dates;
    assert_eq!(dates.first_window().unwrap().to, Some(date(2018, 3, 31)));
    assert_eq!(dates.window().unwrap().to, Some(date(2019, 3, 31)));
    // A later version of the action does not make its first date younger.
    let mut later = action("post/head");
    later["due"] = json!("March");
    later["outcome"] = json!("Children are seen.");
    book.add(&[changed("2018-12-11", "action/two", later)]);
    let dates = stands(&book, "action/two", "2018-12-31").dates;
    assert_eq!(dates.first_window().unwrap().to, Some(date(2018, 3, 31)));
}

#[test]
fn an_action_is_late_once_the_last_day_of_its_date_has_passed() {
    let mut book = book();
    book.add(&[due("April"), rating("2018-03-01", "action/two", "G")]);
    assert!(!stands(&book, "action/two", "2018-04-30").is_late());
    let late = stands(&book, "action/two", "2018-05-03");
    assert_eq!(late.days_late(), Some(3));
    // A later date agreed, and it is not late any more, but has slipped.
    book.add(&[date_change("2018-05-02", "April", "July")]);
    let moved = stands(&book, "action/two", "2018-05-03");
    assert!(!moved.is_late() && moved.has_slipped());
    // Nor is what is done.
    let done = rerated(rating("2018-03-01", "action/two", "G"), "2018-07-20", "C");
    book.add(&[done]);
    let done = stands(&book, "action/two", "2018-09-01");
    assert!(!done.is_late() && done.awaits_sign_off() && done.is_live());
    assert!(stands(&book, "action/two", "2018-05-01").is_late());
}

#[test]
fn both_ratings_stand_side_by_side_with_what_their_codes_mean() {
    let mut book = book();
    let delivery = rating("2018-03-01", "action/one", "G");
    book.add(&[delivery.clone(), impact("2018-03-02", "action/one", "1")]);
    let before = stands(&book, "action/one", "2018-02-28");
    assert!(before.delivery.is_none() && before.is_live());
    let then = stands(&book, "action/one", "2018-03-02");
    assert_eq!(then.stands_for(), Some(StandsFor::OnTrack));
    assert_eq!(then.makes(), Some(StandsFor::NoEvidence));
    assert_eq!(then.delivery.unwrap().status.meaning, "As it says.");
    book.add(&[
        signed("2018-04-01", "action/one"),
        evidence("2018-04-01", "action/one"),
        rerated(delivery, "2018-04-02", "B"),
    ]);
    let closed = stands(&book, "action/one", "2018-04-02");
    assert!(closed.is_complete() && !closed.is_live());
    assert_eq!(closed.sign_off.unwrap().body.by, name("post/chair"));
    let of = |dimension| {
        let state = at(&book, "2018-04-02");
        delivery::rated(state, &name("action/one"), dimension).map(|one| one.status.code.as_str())
    };
    assert_eq!(of(Dimension::Delivery), Some("B"));
    assert_eq!(of(Dimension::Impact), Some("1"));
}

#[test]
fn an_update_is_stale_when_it_is_older_than_the_last_held_meeting() {
    let mut book = book();
    book.add(&[
        update("2018-03-01", "action/one"),
        update("2018-02-01", "action/one"),
        with(
            meeting("meeting/june", "board/improvement", "2018-06-20"),
            json!({"status": "planned"}),
        ),
        opens("board/other", json!({"name": "Other", "form": "scrutiny"})),
        meeting("meeting/other", "board/other", "2018-05-01"),
    ]);
    let stale = |book: &Book, day: &str| {
        let before = delivery::stale_before(at(book, day))?;
        Some(stands(book, "action/one", day).is_stale(before))
    };
    assert_eq!(stale(&book, "2018-03-27"), None);
    // A planned meeting and another board's do not count.
    assert_eq!(stale(&book, "2018-07-01"), Some(true));
    assert_eq!(
        delivery::stale_before(at(&book, "2018-07-01")),
        Some(date(2018, 3, 28))
    );
    let last = stands(&book, "action/one", "2018-07-01").last_update;
    assert_eq!(last.unwrap().body.on.to_string(), "2018-03-01");
    book.add(&[update("2018-03-28", "action/one")]);
    assert_eq!(stale(&book, "2018-07-01"), Some(false));
    // What was opened since had nothing to report then.
    book.add(&[on("2018-04-10", "action/new", action("post/head"))]);
    assert!(!stands(&book, "action/new", "2018-07-01").is_stale(date(2018, 3, 28)));
}

#[test]
fn a_post_is_vacant_once_its_last_holder_has_left_and_nobody_follows() {
    let mut book = book();
    let held = |person: &str, starts: &str, ends: Option<&str>| json!({"label": person, "holds": [{"post": "post/head", "starts": starts, "ends": ends}]});
    book.add(&[changed(
        "2018-05-31",
        "person/one",
        held("Holder 1", "2018-01-01", Some("2018-05-31")),
    )]);
    let vacant = |book: &Book, day: &str| tenure::vacant_since(at(book, day), &name("post/head"));
    assert_eq!(vacant(&book, "2018-05-31"), None);
    assert_eq!(vacant(&book, "2018-06-01"), Some(date(2018, 5, 31)));
    assert!(stands(&book, "action/one", "2018-06-01").is_unowned());
    // The record names no holder of this post, and does not call it vacant.
    assert_eq!(
        tenure::vacant_since(at(&book, "2018-06-01"), &name("post/director")),
        None
    );
    book.add(&[on(
        "2018-06-15",
        "person/two",
        held("Holder 2", "2018-07-01", None),
    )]);
    assert_eq!(vacant(&book, "2018-06-30"), Some(date(2018, 5, 31)));
    assert_eq!(vacant(&book, "2018-07-01"), None);
    let holder = tenure::holder(at(&book, "2018-07-01"), &name("post/head"));
    assert_eq!(holder.unwrap().person.body.label, "Holder 2");
}

#[test]
fn a_recommendation_is_answered_by_actions_that_are_live() {
    let mut book = book();
    let recommendation = |number: &str, before: &[&str]| {
        json!({"review": "review/2017", "number": number, "text": "See children.",
            "label": "recommendation", "recurs_from": before})
    };
    let mut answering = action("post/head");
    answering["recommendations"] = json!(["recommendation/1"]);
    book.add(&[
        opens("recommendation/1", recommendation("1", &[])),
        opens("recommendation/2", recommendation("2", &[])),
        opens(
            "recommendation/3",
            recommendation("3", &["recommendation/2"]),
        ),
        opens("action/two", answering.clone()),
        opens("action/three", answering),
    ]);
    let answered = |book: &Book, id: &str, day: &str| {
        let state = at(book, day);
        delivery::answered(state, state.get::<Recommendation>(&name(id)).unwrap())
    };
    let day = "2018-06-01";
    assert_eq!(
        answered(&book, "recommendation/1", day),
        Answered::ByLive(2)
    );
    assert_eq!(
        answered(&book, "recommendation/2", day),
        Answered::AskedAgain
    );
    assert_eq!(
        answered(&book, "recommendation/3", day),
        Answered::ByNothing
    );
    book.add(&[
        rating("2018-06-02", "action/two", "S"),
        evidence("2018-06-02", "action/three"),
        signed("2018-06-02", "action/three"),
    ]);
    assert_eq!(
        answered(&book, "recommendation/1", "2018-06-02"),
        Answered::ByLive(1)
    );
    book.add(&[rating("2018-06-03", "action/three", "B")]);
    assert_eq!(
        answered(&book, "recommendation/1", "2018-06-03"),
        Answered::InFull
    );
    assert_eq!(
        answered(&book, "recommendation/1", "2018-06-02"),
        Answered::ByLive(1)
    );
}

#[test]
fn actions_stand_in_the_order_people_count() {
    let mut references = ["10", "1.10", "2b", "1.2", "2", "2a", "A1"];
    references.sort_by_key(|reference| reference_order(reference));
    assert_eq!(references, ["1.2", "1.10", "2", "2a", "2b", "10", "A1"]);
}

#[test]
fn a_cabinet_member_has_two_months_beginning_with_the_day_it_was_made() {
    let last = |day: &str| -> Date {
        let made: ScrutinyRecommendation = serde_json::from_value(json!({
            "board": "board/scrutiny", "meeting": "meeting/one", "number": "1", "text": "So.",
            "to": "post/director", "made_on": day}))
        .unwrap();
        governance::response_due(&made).unwrap()
    };
    assert_eq!(last("2018-07-19"), date(2018, 9, 18));
    assert_eq!(last("2018-07-01"), date(2018, 8, 31));
    // A month that has no such day ends it with its last.
    assert_eq!(last("2018-12-31"), date(2019, 2, 28));
    assert_eq!(last("2018-12-30"), date(2019, 2, 28));
    assert_eq!(last("2018-12-28"), date(2019, 2, 27));
}

#[test]
fn a_clock_runs_until_the_response_is_there() {
    let mut book = book();
    let body = |response: Option<&str>| {
        json!({"board": "board/scrutiny", "meeting": "meeting/scrutiny", "number": "1",
            "text": "So.", "to": "post/director", "made_on": "2018-07-19",
            "response": response.map(|on| json!({"on": on, "verdict": "accepted", "text": "Yes."}))})
    };
    book.add(&[
        opens(
            "board/scrutiny",
            json!({"name": "Scrutiny", "form": "scrutiny"}),
        ),
        meeting("meeting/scrutiny", "board/scrutiny", "2018-07-19"),
        on("2018-07-19", "scrutiny-recommendation/1", body(None)),
        changed(
            "2018-09-20",
            "scrutiny-recommendation/1",
            body(Some("2018-09-20")),
        ),
    ]);
    let response = |day: &str| {
        let state = at(&book, day);
        let made = state.get::<ScrutinyRecommendation>(&name("scrutiny-recommendation/1"));
        governance::response(state, made.unwrap().body)
    };
    let due = date(2018, 9, 18);
    assert_eq!(response("2018-09-18"), Some(Response::DueBy(due)));
    assert_eq!(response("2018-09-19"), Some(Response::OverdueSince(due)));
    assert_eq!(response("2018-09-20"), Some(Response::AfterIts(due)));
}

#[test]
fn a_request_is_open_until_it_is_answered() {
    let mut book = book();
    let body = |more: serde_json::Value| {
        let mut body = json!({"board": "board/improvement", "asked_by": "A member",
            "text": "How many?", "to": "post/head", "due": "2018-05-01"});
        body.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        body
    };
    let answer = json!({"answer": {"on": "2018-05-10", "text": "Nine."}});
    let said = json!({"answer": {"on": "2018-05-10", "text": "Nine."},
        "satisfied": {"on": "2018-06-01", "yes": false}});
    book.add(&[
        on("2018-03-28", "information-request/1", body(json!({}))),
        changed("2018-05-10", "information-request/1", body(answer)),
        changed("2018-06-01", "information-request/1", body(said)),
    ]);
    let stands = |day: &str| {
        let state = at(&book, day);
        let request = state.get(&name("information-request/1")).unwrap();
        governance::request_state(state, request.body)
    };
    assert_eq!(stands("2018-05-01"), RequestState::Open);
    assert_eq!(stands("2018-05-02"), RequestState::Overdue);
    assert_eq!(stands("2018-05-10"), RequestState::Answered);
    assert_eq!(stands("2018-06-01"), RequestState::NotSatisfied);
}

#[test]
fn changes_count_in_the_order_they_were_agreed_not_recorded() {
    let mut book = book();
    let later_recorded = |draft: record::draft::Draft, day: &str| record::draft::Draft {
        effective_on: day.parse().unwrap(),
        known_on: Some(day.parse().unwrap()),
        published_on: None,
        ..draft
    };
    book.add(&[
        due("April"),
        // Agreed first, and came to the record last.
        date_change("2018-06-20", "July", "Sept 18"),
        later_recorded(date_change("2018-03-01", "April", "July"), "2018-07-01"),
    ]);
    let dates = stands(&book, "action/two", "2018-07-01").dates;
    assert_eq!(dates.as_written(), Some("Sept 18"));
}
