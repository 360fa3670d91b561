//! Programmes paid for by grants: what was to be spent, what was, what they are
//! to deliver.

use record::body::{Deliverable, FundedProgramme};
use record::plan_date::window;
use record::state::{Held, State};
use serde::Serialize;

use crate::progress::{Link, Named, name_of};
use crate::wording;

/// One funded programme.
#[derive(Debug, Serialize)]
pub(super) struct Funded {
    /// The programme.
    pub(super) programme: Named,
    /// Whole amount, `£1,790,610`.
    pub(super) amount: String,
    /// Who pays.
    pub(super) funder: String,
    /// When it runs.
    pub(super) runs: String,
    /// The organisations that take part.
    pub(super) partners: String,
    /// The last statement of its money.
    pub(super) spend: Option<Money>,
    /// What it is to deliver.
    pub(super) deliverables: Vec<Due>,
    /// The programme, for its note.
    pub(super) note: Link,
}

/// A statement of money.
#[derive(Debug, Serialize)]
pub(super) struct Money {
    /// Up to when, in words.
    pub(super) to: String,
    /// To be spent by then.
    pub(super) budget: String,
    /// Spent by then.
    pub(super) spent: String,
    /// The difference: `£12,000 below budget`.
    pub(super) off: String,
    /// Foreseen in all.
    pub(super) forecast: String,
}

/// Something to be delivered.
#[derive(Debug, Serialize)]
pub(super) struct Due {
    /// What.
    pub(super) text: String,
    /// By when, as written.
    pub(super) due: String,
    /// The day it was delivered, in words; empty while it is not.
    pub(super) delivered: String,
    /// Whether its date has passed.
    pub(super) overdue: bool,
}

/// Programmes that have not ended.
#[must_use]
pub(super) fn funded(state: &State<'_>) -> Vec<Funded> {
    let today = state.moment().effective;
    state
        .all::<FundedProgramme>()
        .into_iter()
        .filter(|held| held.body.ends.is_none_or(|ends| ends.counts_as() >= today))
        .map(|held| one(state, &held))
        .collect()
}

fn one(state: &State<'_>, held: &Held<'_, FundedProgramme>) -> Funded {
    let body = held.body;
    let partners: Vec<String> = body
        .organisations
        .iter()
        .map(|id| name_of(state, id))
        .collect();
    let today = state.moment().effective;
    Funded {
        programme: Named::new(held.id(), &*body.name),
        amount: body.amount_pounds.map_or_else(String::new, wording::pounds),
        funder: body.funder.clone().unwrap_or_default(),
        runs: match (body.starts, body.ends) {
            (Some(starts), ends) => wording::span(starts, ends),
            (None, Some(ends)) => format!("to {}", ends.in_words()),
            (None, None) => body.length.clone().unwrap_or_default(),
        },
        partners: wording::list(&partners),
        spend: body
            .spend
            .iter()
            .rfind(|spend| spend.to.counts_as() <= today)
            .map(|spend| Money {
                to: spend.to.in_words(),
                budget: wording::pounds(spend.budget_pounds),
                spent: wording::pounds(spend.spent_pounds),
                off: off(spend.spent_pounds, spend.budget_pounds),
                forecast: spend
                    .forecast_pounds
                    .map_or_else(String::new, wording::pounds),
            }),
        deliverables: body
            .deliverables
            .iter()
            .map(|one| deliverable(held, one, today))
            .collect(),
        note: Link::to(held.id()),
    }
}

fn off(spent: u64, budget: u64) -> String {
    let apart = wording::pounds(spent.abs_diff(budget));
    match spent.cmp(&budget) {
        std::cmp::Ordering::Less => format!("{apart} below"),
        std::cmp::Ordering::Equal => "the same".to_owned(),
        std::cmp::Ordering::Greater => format!("{apart} above"),
    }
}

fn deliverable(
    held: &Held<'_, FundedProgramme>,
    one: &Deliverable,
    today: jiff::civil::Date,
) -> Due {
    let delivered = one.delivered_on.filter(|day| day.counts_as() <= today);
    let last = one
        .due
        .as_deref()
        .and_then(|due| window(due, held.meta.effective_on.counts_as()).to);
    Due {
        text: wording::upper_first(wording::unstopped(&one.text)),
        due: one.due.clone().unwrap_or_default(),
        overdue: delivered.is_none() && last.is_some_and(|last| last < today),
        delivered: delivered.map_or_else(String::new, |day| day.in_words()),
    }
}
