//! What a batch is refused for, and in what words.

use record::draft::Draft;
use record::entry::Change;
use serde_json::json;

use crate::support::{
    Book, action, event, in_words, measure, opens, place, reading, sign_off, then,
};

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
fn a_reading_is_named_after_what_it_measures() {
    let mut draft = reading(json!({}));
    draft.id = "reading/share/testshire/2018".parse().unwrap();
    Book::new().refuses(
        &[draft],
        "id: must be “reading/share/testshire/2017”, after its measure, area, period and breakdown",
    );
    Book::new().refuses(
        &[reading(json!({"breakdown": "Team A"}))],
        "breakdown: “reading/share/testshire/2017/Team A” is not an entry’s name: write kind/name, in lower-case letters, digits, - and _",
    );
    Book::new().add(&[reading(json!({}))]);
}

#[test]
fn a_value_is_one_its_measure_can_have() {
    for (value, expected) in [
        (json!(100.5), "value: 100.5 is above 100 per cent"),
        (json!(-1), "value: -1 is not a value a measure can have"),
        (
            json!("81,4"),
            "value: “81,4” is neither a number, a range such as 110-120, nor one of the symbols c, u, z, k, x and :",
        ),
        (
            json!("120-110"),
            "value: “120-110” is neither a number, a range such as 110-120, nor one of the symbols c, u, z, k, x and :",
        ),
    ] {
        Book::new().refuses(&[reading(json!({"value": value}))], expected);
    }
    for value in [json!(0), json!(100), json!("c"), json!(":"), json!("10-20")] {
        Book::new().add(&[reading(json!({"value": value}))]);
    }
}

#[test]
fn a_numerator_is_not_above_its_denominator_unless_the_measure_allows_it() {
    let above = reading(json!({"numerator": 11, "denominator": 10}));
    Book::new().refuses(
        std::slice::from_ref(&above),
        "numerator: 11 is above the denominator, 10, and “Share of referrals” does not allow that",
    );
    Book::new().refuses(
        &[reading(json!({"numerator": 0, "denominator": 0}))],
        "denominator: is 0: leave the value out and say “z”, not applicable",
    );
    let mut book = Book::new();
    book.add(&[then(
        "measure/share",
        Change::Changes,
        "2018-01-01",
        measure(true),
    )]);
    book.add(&[above]);
    book.add(&[Draft {
        change: Change::Corrects(1),
        reason: Some("restated".to_owned()),
        ..reading(json!({"value": 110, "numerator": 11, "denominator": 10}))
    }]);
}

// What was right by the definition of its day stays importable.
#[test]
fn a_reading_is_judged_by_the_definition_recorded_before_it() {
    let above = reading(json!({"numerator": 11, "denominator": 10}));
    let narrower = then(
        "measure/other",
        Change::Changes,
        "2018-02-01",
        measure(false),
    );
    let mut of_other =
        reading(json!({"measure": "measure/other", "numerator": 11, "denominator": 10}));
    of_other.id = "reading/other/testshire/2017".parse().unwrap();
    let wide = opens("measure/other", measure(true));
    Book::new().add(&[wide.clone(), of_other.clone(), narrower.clone()]);
    // Before its definition in the file, it is judged by the first one.
    Book::new().add(&[of_other, wide, narrower]);
    assert!(Book::new().append(&[above]).is_err());
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

#[test]
fn a_batch_is_for_one_authority() {
    let mut draft = opens("event/two", event("Elsewhere"));
    draft.authority = "othershire".parse().unwrap();
    Book::new().refuses(
        &[draft],
        "authority: is “othershire”, but this batch is for “testshire”: append to one authority at a time",
    );
}

#[test]
fn a_batch_is_stored_whole_or_not_at_all_and_every_fault_is_named() {
    let mut book = Book::new();
    let mut drafts = vec![
        opens("event/good", event("Good")),
        opens("event/untitled", event(" ")),
        opens(
            "post/lost",
            json!({"title": "Lost", "organisation": "organisation/none"}),
        ),
    ];
    for (at, draft) in drafts.iter_mut().enumerate() {
        draft.place = place(at + 1);
    }
    let head = book.0.head();
    let problems = book.append(&drafts).unwrap_err();
    let lines: Vec<usize> = problems.iter().map(|problem| problem.place.line).collect();
    assert_eq!(lines, [2, 3]);
    assert_eq!(
        in_words(&problems),
        "title: must not be empty\norganisation: “organisation/none” is not in the record: add it first, or in the same batch"
    );
    assert_eq!(book.0.head(), head);
    book.add(&drafts[..1]);
}

// One fault, one complaint: not one more for each version behind it.
#[test]
fn what_follows_an_unreadable_version_is_not_complained_about() {
    Book::new().refuses(
        &[
            opens("event/two", json!({"title": "Two", "form": "party", "on": "2018"})),
            then("event/two", Change::Changes, "2018-02-01", event("Three")),
        ],
        "form: unknown variant `party`, expected one of `leadership`, `governance`, `context` (in “event/two”)",
    );
}

#[test]
fn a_command_is_named_on_the_first_entry_of_its_batch() {
    let mut drafts = [
        opens("event/two", event("Two")),
        opens("event/three", event("Three")),
    ];
    for draft in &mut drafts {
        draft.command_id = Some("form-7".to_owned());
    }
    let entries = Book::new().add(&drafts);
    assert_eq!(entries[0].meta.command_id.as_deref(), Some("form-7"));
    assert_eq!(entries[1].meta.command_id, None);
    assert_eq!(entries[0].meta.batch, entries[1].meta.batch);
}

#[test]
fn the_time_of_recording_never_goes_back() {
    let mut book = Book::new();
    let earlier = "2025-01-01T00:00:00Z".parse().unwrap();
    let entries = book
        .append_at(&[opens("event/two", event("Two"))], earlier)
        .unwrap();
    assert_eq!(
        entries[0].meta.recorded_at.to_string(),
        "2026-01-15T09:00:00Z"
    );
}
