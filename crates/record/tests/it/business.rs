//! What a board's business, targets, papers, audits and the rest are refused for.

use record::draft::Draft;
use record::entry::{Change, Classification};
use serde_json::{Value, json};

use crate::support::{action, opens, then};
use crate::working::{book, changed, meeting, on};

#[test]
fn a_decision_is_taken_at_a_meeting_of_its_board_on_whose_agenda_it_stands() {
    let mut book = book();
    book.add(&[
        opens("board/other", json!({"name": "Other", "form": "partnership"})),
        meeting("meeting/other", "board/other", "2018-03-28"),
        on(
            "2018-03-28",
            "agenda-item/3",
            json!({"meeting": "meeting/march", "number": "3", "title": "Dates", "form": "decision"}),
        ),
    ]);
    let decision = |fields: Value| {
        let body = json!({"board": "board/improvement", "on": "2018-03-28", "text": "Agreed."});
        crate::working::with(on("2018-03-28", "decision/one", body), fields)
    };
    book.refuses(
        &[decision(json!({"meeting": "meeting/other"}))],
        "meeting: “meeting/other” is a meeting of “board/other”, not of “board/improvement”",
    );
    book.refuses(
        &[decision(json!({"agenda_item": "agenda-item/3"}))],
        "agenda_item: “agenda-item/3” is an item of “meeting/march”: say that as the meeting",
    );
    book.refuses(
        &[decision(json!({"changes": ["date-change/none"]}))],
        "changes: “date-change/none” is not in the record: add it first, or in the same batch",
    );
    book.add(&[decision(
        json!({"meeting": "meeting/march", "agenda_item": "agenda-item/3", "changes": ["action/one"]}),
    )]);
}

#[test]
fn what_was_said_in_private_is_not_public() {
    let item = |exempt: u8, minutes: &[&str]| {
        on(
            "2018-03-28",
            "agenda-item/9",
            json!({"meeting": "meeting/march", "number": "9", "title": "A contract",
                "form": "decision", "exempt": exempt, "minutes": minutes}),
        )
    };
    let mut book = book();
    book.refuses(
        &[item(3, &["It was agreed."])],
        "minutes: were taken in private under paragraph 3 and cannot be public: leave them out, or classify the item as exempt 3",
    );
    book.refuses(
        &[item(8, &[])],
        "exempt: is 8: Schedule 12A has paragraphs 1 to 7",
    );
    book.add(&[Draft {
        classification: Classification::Exempt(3),
        ..item(3, &["It was agreed."])
    }]);
}

#[test]
fn a_request_is_answered_before_anybody_is_satisfied() {
    let request = |fields: Value| {
        let body = json!({"board": "board/improvement", "asked_by": "organisation/council",
            "text": "How many?", "to": "post/head"});
        crate::working::with(on("2018-06-01", "information-request/one", body), fields)
    };
    let mut book = book();
    book.refuses(
        &[request(
            json!({"satisfied": {"on": "2018-05-01", "yes": true}}),
        )],
        "satisfied: there is no answer yet to be satisfied with",
    );
    book.refuses(
        &[request(json!({
            "answer": {"on": "2018-05-02", "text": "Nine."},
            "satisfied": {"on": "2018-05-01", "yes": true},
        }))],
        "satisfied: 1 May 2018 is before the start, 2 May 2018",
    );
    book.refuses(
        &[request(json!({"asked_by": "measure/share"}))],
        "asked_by: “measure/share” is not a post or organisation or board",
    );
    book.refuses(
        &[request(json!({"asked_by": " "}))],
        "asked_by: must not be empty",
    );
    book.add(&[request(json!({"asked_by": "A parent member"}))]);
}

#[test]
fn scrutiny_recommends_and_a_refusal_is_not_carried_out() {
    let mut book = book();
    let made = |board: &str, meeting: &str, fields: Value| {
        let body = json!({"board": board, "meeting": meeting, "number": "1",
            "text": "Report workload.", "to": "post/director", "made_on": "2018-07-19"});
        crate::working::with(
            on("2018-12-31", "scrutiny-recommendation/one", body),
            fields,
        )
    };
    book.refuses(
        &[made("board/improvement", "meeting/march", json!({}))],
        "board: “board/improvement” is not a scrutiny board",
    );
    book.add(&[
        opens(
            "board/scrutiny",
            json!({"name": "Scrutiny", "form": "scrutiny"}),
        ),
        meeting("meeting/scrutiny", "board/scrutiny", "2018-07-19"),
    ]);
    let response = |on: &str, verdict: &str| json!({"on": on, "verdict": verdict, "text": "So."});
    let of = |fields: Value| made("board/scrutiny", "meeting/scrutiny", fields);
    book.refuses(
        &[of(json!({"response": response("2018-07-18", "accepted")}))],
        "response: 18 July 2018 is before the start, 19 July 2018",
    );
    book.refuses(
        &[of(json!({
            "response": response("2018-09-01", "refused"),
            "done": {"on": "2018-12-01", "text": "Done."},
        }))],
        "done: the recommendation was refused",
    );
    book.add(&[of(json!({"response": response("2018-09-01", "partly")}))]);
}

#[test]
fn a_target_is_a_value_its_measure_can_have() {
    let target = |value: f64, fields: Value| {
        let body = json!({"measure": "measure/share", "value": value, "form": "trajectory",
            "milestones": [{"on": "2018-06-30", "value": 30}, {"on": "2018-12-31", "value": 25}],
            "approved_by": "board/improvement", "approved_on": "2018-01-01"});
        crate::working::with(on("2018-01-01", "target/one", body), fields)
    };
    let mut book = book();
    book.refuses(
        &[target(120.0, json!({}))],
        "value: 120 is above 100 per cent",
    );
    book.refuses(
        &[target(-1.0, json!({}))],
        "value: -1 is not a value a measure can have",
    );
    book.refuses(
        &[target(
            20.0,
            json!({"milestones": [{"on": "2018-06-30", "value": 130}]}),
        )],
        "milestones: 130 is above 100 per cent",
    );
    book.refuses(
        &[target(20.0, json!({"milestones": []}))],
        "milestones: a trajectory needs values on the way",
    );
    book.refuses(
        &[target(
            20.0,
            json!({"milestones": [
            {"on": "2018-12-31", "value": 30}, {"on": "2018-06-30", "value": 25}]}),
        )],
        "milestones: must stand in the order of their days",
    );
    book.refuses(
        &[target(20.0, json!({"by": "2018-12-01"}))],
        "milestones: 31 December 2018 is after the target’s own day",
    );
    book.refuses(
        &[target(20.0, json!({"tolerance": -0.5}))],
        "tolerance: must not be below 0",
    );
    book.add(&[target(20.0, json!({"by": "2019-03-31", "tolerance": 2}))]);
    // What counts, counts in whole numbers.
    let mut counted = crate::support::measure(false);
    counted["unit"] = json!("count");
    book.add(&[opens("measure/count", counted)]);
    let mut half = target(
        7.5,
        json!({"measure": "measure/count", "form": "local", "milestones": []}),
    );
    half.id = "target/two".parse().unwrap();
    book.refuses(
        &[half],
        "value: 7.5 is not a whole number, and “Share of referrals” counts",
    );
}

#[test]
fn an_issued_paper_does_not_change() {
    let paper = |status: &str| {
        let mut body = json!({"form": "highlight", "title": "Report", "as_at": "2018-03-01",
            "known_at": "2018-03-01", "status": status});
        if status == "issued" {
            body["issued_on"] = json!("2018-03-20");
        }
        body
    };
    let mut book = book();
    book.add(&[on("2018-03-10", "paper/one", paper("drafted"))]);
    book.add(&[changed("2018-03-20", "paper/one", paper("issued"))]);
    book.refuses(
        &[changed("2018-03-21", "paper/one", paper("issued"))],
        "change: the paper was issued and does not change: correct or withdraw it, with the reason, or issue another",
    );
    book.refuses(
        &[Draft {
            reason: None,
            ..then(
                "paper/one",
                Change::Corrects(2),
                "2018-03-20",
                paper("issued"),
            )
        }],
        "reason: must say why it corrects",
    );
    book.add(&[then(
        "paper/one",
        Change::Corrects(2),
        "2018-03-20",
        paper("issued"),
    )]);
    book.add(&[then(
        "paper/one",
        Change::Withdraws,
        "2018-04-01",
        json!({}),
    )]);
    let mut bad = paper("drafted");
    bad["issued_on"] = json!("2018-03-20");
    book.refuses(
        &[on("2018-03-20", "paper/two", bad)],
        "issued_on: a draft was not issued",
    );
}

#[test]
fn audits_add_up_before_and_after_moderation() {
    let grades = |o: u32, g: u32, r: u32, i: u32| json!({"outstanding": o, "good": g, "requires_improvement": r, "inadequate": i});
    let round = |fields: Value| {
        let body = json!({"title": "Spring", "from": "2018-04-01", "to": "2018-06-30", "asked": 20,
            "before": grades(1, 9, 6, 0), "after": grades(0, 8, 7, 1), "moderated": 8,
            "by": "post/head", "moderated_by": "post/chair"});
        crate::working::with(on("2018-07-10", "audit-round/spring", body), fields)
    };
    let mut book = book();
    book.refuses(
        &[round(json!({"after": grades(0, 4, 3, 1)}))],
        "after: adds up to 8 audits and before to 16: an audit that was not moderated keeps its grade, so both must be the same",
    );
    book.refuses(
        &[round(json!({"moderated": 1}))],
        "moderated: is 1, but at least 2 audits have another grade after moderation",
    );
    book.refuses(
        &[round(json!({"moderated": 17}))],
        "moderated: is 17, and there were only 16 audits",
    );
    book.refuses(
        &[round(json!({"moderated_by": null}))],
        "moderated_by: must name the post that moderated",
    );
    book.refuses(
        &[round(
            json!({"themes": [{"text": "Plans", "strength": false, "audits": 17}]}),
        )],
        "themes: found in 17 audits, and there were only 16",
    );
    book.refuses(
        &[round(json!({"to": "2018-03-31"}))],
        "to: 31 March 2018 is before the start, 1 April 2018",
    );
    book.add(&[round(json!({}))]);
}

#[test]
fn what_else_is_refused_on_its_own() {
    let mut book = book();
    let holds = json!([{"post": "post/head", "starts": "2018-02-01", "ends": "2018-01-31"}]);
    let digest = "9f86";
    let risk = |likelihood: u8| {
        json!({"title": "Staff", "cause": "Pay.", "consequence": "Change.", "owner": "post/head",
            "likelihood": likelihood, "impact": 5, "state": "open"})
    };
    let mut theme = action("post/head");
    theme["theme"] = json!("theme/practice");
    theme["plan"] = json!("plan/two");
    let plan = json!({"programme": "programme/improvement", "name": "Next"});
    book.add(&[opens("plan/two", plan)]);
    let seat = json!({"board": "board/improvement", "who": "post/head", "role": "member",
        "starts": "2018-02-01", "ends": "2018-01-01"});
    let cases = [
        (
            "person/two",
            json!({"label": "Holder 2", "holds": holds}),
            "holds: 31 January 2018 is before the start, 1 February 2018",
        ),
        (
            "membership/one",
            seat,
            "ends: 1 January 2018 is before the start, 1 February 2018",
        ),
        ("risk/one", risk(6), "likelihood: is 6: write 1 to 5"),
        (
            "evidence/one",
            json!({"title": "Audit", "form": "audit", "supports": [], "on": "2018-01-01",
                "submitted_by": "post/head", "summary": "Good.", "digest": digest}),
            "supports: must name what it is evidence of\ndigest: is not a digest of 64 hexadecimal digits",
        ),
        (
            "team/one",
            json!({"name": "North", "organisation": "organisation/council", "part_of": "team/one"}),
            "part_of: is the entry itself",
        ),
        (
            "voice/one",
            json!({"of": "children", "how": "survey", "on": "2018-01-01", "heard": []}),
            "heard: must say what was heard",
        ),
        (
            "action/three",
            theme,
            "theme: “theme/practice” is a theme of “plan/one”, not of “plan/two”",
        ),
        (
            "meeting/one",
            json!({"board": "board/improvement", "on": "2018-01-01", "status": "held",
                "attendance": [{"who": "post/head", "presence": "present"},
                    {"who": "post/head", "presence": "apologies"}]}),
            "attendance: “post/head” stands there twice",
        ),
        (
            "funded-programme/one",
            json!({"name": "Grant", "topic": "workforce", "spend": [
                {"to": "2018-03", "budget_pounds": 2, "spent_pounds": 1},
                {"to": "2018-02", "budget_pounds": 2, "spent_pounds": 1}]}),
            "spend: February 2018 does not come after March 2018",
        ),
        (
            "sign-off/one",
            json!({"action": "action/one", "by": "post/chair", "accepted": true, "stage": "evidenced"}),
            "evidence: what is signed off as evidenced must name the evidence",
        ),
    ];
    for (id, body, expected) in cases {
        book.refuses(&[opens(id, body)], expected);
    }
}

#[test]
fn a_number_out_of_range_is_refused_by_its_field() {
    let mut book = book();
    let body = json!({"title": "Staff", "cause": "Pay.", "consequence": "Change.",
        "owner": "post/head", "likelihood": -1, "impact": 5, "state": "open"});
    book.refuses(
        &[opens("risk/one", body)],
        "likelihood: invalid value: integer `-1`, expected u8 (in “risk/one”)",
    );
}

#[test]
fn limits_start_anew_only_with_a_reason_and_after_something_was_seen() {
    let decided = |fields: Value| {
        let body = json!({"measure": "measure/share", "from": "2018-01",
            "why": "A second manager since January.", "decided_by": "board/improvement",
            "decided_on": "2018-06-01"});
        crate::working::with(on("2018-06-01", "rebase/share/2018-01", body), fields)
    };
    let mut book = book();
    book.refuses(&[decided(json!({"why": "  "}))], "why: must not be empty");
    book.refuses(
        &[decided(json!({"from": "2018-06"}))],
        "from: June 2018 had not ended when this was decided, 1 June 2018: nothing of a change had been seen",
    );
    book.refuses(
        &[decided(json!({"decided_on": "2018-06-02"}))],
        "decided_on: 2 June 2018 is after known_on, 1 June 2018: nothing is known before it happened",
    );
    book.refuses(
        &[decided(json!({"decided_by": "person/one"}))],
        "decided_by: “person/one” is not a post or board or decision",
    );
    book.add(&[decided(json!({}))]);
}
