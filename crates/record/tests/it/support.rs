//! A small made-up record to test against.

use jiff::Timestamp;
use record::draft::{Draft, Place, Problem};
use record::entry::{Change, Classification, Entry, Salt};
use record::id::EntryId;
use record::kind::Body;
use record::programme::Programme;
use record::state::Moment;
use record::view::{Audience, View};
use serde_json::{Value, json};

/// When the tests record, unless they say otherwise.
pub(crate) const RECORDED: &str = "2026-01-15T09:00:00Z";

/// A record under test.
pub(crate) struct Book(pub(crate) Programme);

impl Book {
    pub(crate) fn empty() -> Self {
        Self(Programme::new("testshire".parse().unwrap()))
    }

    /// With an organisation, posts, a plan with an action, a review, a board
    /// and a measure.
    pub(crate) fn new() -> Self {
        let mut book = Self::empty();
        book.add(&basis());
        book
    }

    /// Appends a batch.
    pub(crate) fn append(&mut self, drafts: &[Draft]) -> Result<Vec<Entry>, Vec<Problem>> {
        self.append_at(drafts, RECORDED.parse().unwrap())
    }

    pub(crate) fn append_at(
        &mut self,
        drafts: &[Draft],
        at: Timestamp,
    ) -> Result<Vec<Entry>, Vec<Problem>> {
        let mut salt = 0;
        let entries = self.0.prepare(drafts, at, || {
            salt += 1;
            Salt([salt; 16])
        })?;
        for entry in &entries {
            self.0.push(entry.clone()).unwrap();
        }
        Ok(entries)
    }

    /// Appends a batch that must be accepted.
    pub(crate) fn add(&mut self, drafts: &[Draft]) -> Vec<Entry> {
        self.append(drafts)
            .unwrap_or_else(|problems| panic!("refused: {}", in_words(&problems)))
    }

    /// Appends a batch that must be refused for this one thing, with nothing
    /// of it in the record.
    #[track_caller]
    pub(crate) fn refuses(&mut self, drafts: &[Draft], expected: &str) {
        let head = self.0.head();
        match self.append(drafts) {
            Ok(_) => panic!("accepted; expected: {expected}"),
            Err(problems) => assert_eq!(in_words(&problems), expected),
        }
        assert_eq!(self.0.head(), head, "something was stored");
    }

    pub(crate) fn view(&self, audience: Audience) -> View<'_> {
        self.0.view_for(audience)
    }

    /// What an entry said to an audience, true and known on a day.
    pub(crate) fn said(&self, audience: Audience, id: &str, day: &str) -> Option<String> {
        let state = self.view(audience).at(Moment::on(day.parse().unwrap()));
        let held = state.entry(&name(id))?;
        Some(Body::headline(held.body))
    }
}

/// Problems as a reader sees them, without their place.
pub(crate) fn in_words(problems: &[Problem]) -> String {
    let lines: Vec<String> = problems
        .iter()
        .map(|problem| format!("{}: {}", problem.field, problem.reason))
        .collect();
    lines.join("\n")
}

pub(crate) fn name(id: &str) -> EntryId {
    id.parse().unwrap()
}

pub(crate) fn place(line: usize) -> Place {
    Place {
        file: "test".to_owned(),
        line,
    }
}

/// A draft that opens an entry: public, true, known and published on 1 January
/// 2018.
pub(crate) fn opens(id: &str, body: Value) -> Draft {
    let id = name(id);
    let new_year = "2018-01-01".parse().unwrap();
    Draft {
        place: place(1),
        authority: "testshire".parse().unwrap(),
        schema: id.kind().schema(),
        id,
        version: None,
        change: Change::Opens,
        effective_on: new_year,
        known_on: Some(new_year),
        published_on: Some(new_year),
        classification: Classification::Public,
        reason: None,
        recorded_by: "tester".to_owned(),
        command_id: None,
        claimed_recorded_at: None,
        keeps_later: false,
        body: Some(body.to_string()),
        erased_digest: None,
    }
}

/// A later version of an entry, true and known from a day.
pub(crate) fn then(id: &str, change: Change, day: &str, body: Value) -> Draft {
    let day = day.parse().unwrap();
    Draft {
        change,
        effective_on: day,
        known_on: Some(day),
        published_on: Some(day),
        reason: Some("because".to_owned()),
        ..opens(id, body)
    }
}

pub(crate) fn event(title: &str) -> Value {
    json!({"title": title, "form": "context", "on": "2018-01-01"})
}

pub(crate) fn action(owner: &str) -> Value {
    json!({"plan": "plan/one", "reference": "1.1", "title": "Visit every team", "owner": owner})
}

pub(crate) fn sign_off(by: &str) -> Value {
    json!({"action": "action/one", "by": by, "accepted": true})
}

pub(crate) fn reading(fields: Value) -> Draft {
    let mut body =
        json!({"measure": "measure/share", "period": "2017", "value": 20.5, "status": "final"});
    let Value::Object(fields) = fields else {
        panic!("fields are an object")
    };
    body.as_object_mut().unwrap().extend(fields);
    opens("reading/share/testshire/2017", body)
}

pub(crate) fn measure(may_exceed: bool) -> Value {
    json!({
        "name": "Share of referrals", "short_name": "Share", "topic": "front door",
        "unit": "percent", "polarity": "lower_is_better", "basis": "calendar year",
        "may_exceed_denominator": may_exceed, "decimals": 1
    })
}

fn basis() -> Vec<Draft> {
    let post = |title: &str| json!({"title": title, "organisation": "organisation/council"});
    vec![
        opens("organisation/council", json!({"name": "Testshire Council"})),
        opens("post/director", post("Director")),
        opens("post/head", post("Head of service")),
        opens("post/chair", post("Independent chair")),
        opens("programme/improvement", json!({"name": "Improvement"})),
        opens(
            "plan/one",
            json!({"programme": "programme/improvement", "name": "Plan"}),
        ),
        opens("action/one", action("post/head")),
        opens(
            "review/2017",
            json!({"name": "Inspection", "form": "inspection", "reviewer": "organisation/council", "starts": "2017-03-06"}),
        ),
        opens(
            "board/improvement",
            json!({"name": "Improvement Board", "form": "improvement"}),
        ),
        opens("measure/share", measure(false)),
        opens("event/one", event("Something happened")),
    ]
}
