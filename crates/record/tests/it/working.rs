//! A made-up programme at work: keys, a theme, teams, people in posts, a board
//! that meets. Dates are of 2018.

use record::draft::Draft;
use record::entry::Change;
use serde_json::{Value, json};

use crate::support::{Book, name, opens, then};

/// The basis of [`Book::new`] and what a programme at work has besides.
pub(crate) fn book() -> Book {
    let mut book = Book::new();
    book.add(&[
        key(),
        impact_key(),
        opens(
            "theme/practice",
            json!({"plan": "plan/one", "number": "1", "title": "Practice", "aim": "Children are seen."}),
        ),
        opens(
            "person/one",
            json!({"label": "Holder 1", "holds": [{"post": "post/head", "starts": "2018-01-01"}]}),
        ),
        meeting("meeting/march", "board/improvement", "2018-03-28"),
    ]);
    book
}

/// The same with what a draft says instead.
pub(crate) fn with(draft: Draft, fields: Value) -> Draft {
    let mut body: Value = serde_json::from_str(draft.body.as_deref().unwrap()).unwrap();
    let Value::Object(fields) = fields else {
        panic!("fields are an object")
    };
    body.as_object_mut().unwrap().extend(fields);
    Draft {
        body: Some(body.to_string()),
        ..draft
    }
}

/// Opened on a day: true, known and published then.
pub(crate) fn on(day: &str, id: &str, body: Value) -> Draft {
    Draft {
        change: Change::Opens,
        reason: None,
        ..then(id, Change::Opens, day, body)
    }
}

/// Changed on a day.
pub(crate) fn changed(day: &str, id: &str, body: Value) -> Draft {
    Draft {
        reason: None,
        ..then(id, Change::Changes, day, body)
    }
}

fn key() -> Draft {
    let status = |code: &str, stands_for: &str| json!({"code": code, "label": code, "meaning": "As it says.", "stands_for": stands_for});
    opens(
        "rating-key/brag",
        json!({"name": "BRAG", "of": "delivery", "statuses": [
            status("N", "not_started"), status("G", "on_track"), status("A", "at_risk"),
            status("R", "overdue"), status("C", "complete_awaiting_sign_off"),
            status("AE", "complete_embedding"), status("B", "complete_evidenced"),
            status("S", "superseded"),
        ]}),
    )
}

fn impact_key() -> Draft {
    opens(
        "rating-key/impact",
        json!({"name": "Four steps", "of": "impact", "statuses": [
            {"code": "1", "label": "None", "meaning": "Nothing to see.", "stands_for": "no_evidence"},
            {"code": "4", "label": "Lasting", "meaning": "It has lasted.", "stands_for": "sustained"},
        ]}),
    )
}

pub(crate) fn meeting(id: &str, board: &str, day: &str) -> Draft {
    on(
        day,
        id,
        json!({"board": board, "on": day, "status": "held"}),
    )
}

/// `action/one` with a first date.
pub(crate) fn due(first: &str) -> Draft {
    let mut body = crate::support::action("post/head");
    body["due"] = json!(first);
    opens("action/two", body)
}

pub(crate) fn date_change(day: &str, from: &str, to: &str) -> Draft {
    let id = format!("date-change/{day}");
    on(
        day,
        &id,
        json!({"action": "action/two", "from": from, "to": to, "reason": "No manager.",
            "requested_by": "post/head", "agreed_by": "board/improvement", "agreed_on": day}),
    )
}

pub(crate) fn rating(day: &str, of: &str, status: &str) -> Draft {
    let id = format!("rating/{}", name(of).as_str());
    on(
        day,
        &id,
        json!({"of": of, "dimension": "delivery", "key": "rating-key/brag", "status": status,
            "by": "post/head", "reason": "As seen.", "on": day}),
    )
}

pub(crate) fn impact(day: &str, of: &str, status: &str) -> Draft {
    let id = format!("rating/{}/impact", name(of).as_str());
    with(
        on(day, &id, json!({})),
        json!({"of": of, "dimension": "impact", "key": "rating-key/impact", "status": status,
            "by": "post/director", "reason": "As seen.", "on": day}),
    )
}

pub(crate) fn rerated(draft: Draft, day: &str, status: &str) -> Draft {
    let body = serde_json::from_str(draft.body.as_deref().unwrap()).unwrap();
    with(
        changed(day, draft.id.as_str(), body),
        json!({"status": status, "on": day}),
    )
}

pub(crate) fn update(day: &str, action: &str) -> Draft {
    let id = format!("update/{}/{day}", name(action).name());
    on(
        day,
        &id,
        json!({"action": action, "on": day, "text": "Four teams visited.", "by": "post/head"}),
    )
}

pub(crate) fn signed(day: &str, action: &str) -> Draft {
    let id = format!("sign-off/{}/{day}", name(action).name());
    on(
        day,
        &id,
        json!({"action": action, "by": "post/chair", "accepted": true, "on": day}),
    )
}

pub(crate) fn evidence(day: &str, of: &str) -> Draft {
    on(
        day,
        &format!("evidence/{}", name(of).name()),
        json!({"title": "Audit", "form": "audit", "supports": [of], "on": day,
            "submitted_by": "post/head", "summary": "Nine of ten files are good."}),
    )
}

/// A reading of `measure/share` for the authority, for a month.
pub(crate) fn month(month: &str, value: f64) -> Draft {
    let (year, number) = month.split_once('-').unwrap();
    let known = format!("{year}-{number}-28");
    on(
        &known,
        &format!("reading/share/testshire/{month}"),
        json!({"measure": "measure/share", "period": month, "value": value, "status": "local"}),
    )
}
