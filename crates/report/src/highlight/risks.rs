//! Risks, with their score now and at the report before.

use record::body::{Risk, RiskState};
use record::state::State;
use serde::Serialize;

use crate::progress::{Link, Named, Progress, name_of};
use crate::wording;

/// One risk.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    /// The risk.
    pub(super) risk: Named,
    /// What may bring it about, and what follows.
    pub(super) story: String,
    /// Its owner.
    pub(super) owner: String,
    /// Likelihood, 1 to 5.
    pub(super) likelihood: u8,
    /// Impact, 1 to 5.
    pub(super) impact: u8,
    /// Their product.
    pub(super) score: u8,
    /// The score at the report before; `new` or nothing without one.
    pub(super) before: String,
    /// The score it is to reach.
    pub(super) target: String,
    /// What is in place against it.
    pub(super) controls: Vec<String>,
    /// The actions that work against it, by their references.
    pub(super) actions: String,
    /// Whether it was closed since.
    pub(super) closed: bool,
    /// The risk, for its note.
    pub(super) note: Link,
}

/// Open risks, the highest score first, and those closed since.
#[must_use]
pub(super) fn risks(now: &Progress<'_>, then: Option<&State<'_>>) -> Vec<Row> {
    let mut rows: Vec<Row> = now
        .state
        .all::<Risk>()
        .into_iter()
        .filter_map(|held| {
            let body = held.body;
            let before = then.and_then(|then| then.get::<Risk>(held.id()));
            let closed = body.state == RiskState::Closed;
            let was_open = before.is_some_and(|before| before.body.state == RiskState::Open);
            if closed && !was_open {
                return None;
            }
            let references: Vec<String> = body
                .actions
                .iter()
                .filter_map(|id| Some(now.action(id)?.action.body.reference.clone()))
                .collect();
            Some(Row {
                risk: Named::new(held.id(), &*body.title),
                story: format!(
                    "{} {}",
                    wording::sentence(&body.cause),
                    wording::sentence(&body.consequence)
                ),
                owner: name_of(&now.state, &body.owner),
                likelihood: body.likelihood,
                impact: body.impact,
                score: body.score(),
                before: match (then, before) {
                    (None, _) => String::new(),
                    (Some(_), None) => "new".to_owned(),
                    (Some(_), Some(before)) => before.body.score().to_string(),
                },
                target: body
                    .target_score
                    .map_or_else(|| "–".to_owned(), |score| score.to_string()),
                controls: body
                    .controls
                    .iter()
                    .map(|text| wording::sentence(text))
                    .collect(),
                actions: references.join(", "),
                closed,
                note: Link::to(held.id()),
            })
        })
        .collect();
    rows.sort_by_key(|row| (row.closed, std::cmp::Reverse(row.score)));
    rows
}
