//! What needs the Board: decisions wanted, and every action that is overdue, at
//! risk, moved or without an owner.

use record::body::StandsFor;
use record::challenge::{self, Challenge, ChallengeForm};
use record::delivery::Standing;
use serde::Serialize;

use super::period::Period;
use crate::progress::{Badge, Key, Link, Named, Progress, is_open, name_of};
use crate::wording;

/// The exceptions.
#[derive(Debug, Serialize)]
pub(super) struct Attention {
    /// What the Board is asked to decide.
    pub(super) decisions: Vec<Wanted>,
    /// Actions whose date has passed.
    pub(super) overdue: Vec<Late>,
    /// The key of their ratings.
    pub(super) overdue_key: Vec<Key>,
    /// How many of them are rated on track all the same.
    pub(super) green_and_past: usize,
    /// Actions rated at risk or overdue whose date has not passed.
    pub(super) at_risk: Vec<Late>,
    /// The key of their ratings.
    pub(super) at_risk_key: Vec<Key>,
    /// Dates moved since the report before.
    pub(super) moved: Vec<Moved>,
    /// Open actions whose owner has left, and nobody has followed.
    pub(super) unowned: Vec<Late>,
    /// What somebody who wants to be sure would ask.
    pub(super) questions: Vec<Question>,
    /// Actions said to be complete that nobody has signed off.
    pub(super) awaiting: Vec<Late>,
}

/// A decision wanted.
#[derive(Debug, Serialize)]
pub(super) struct Wanted {
    /// The agenda item.
    pub(super) item: Named,
    /// Its number on the agenda.
    pub(super) number: String,
    /// Who brings it.
    pub(super) lead: String,
    /// The papers to it.
    pub(super) papers: String,
    /// The paragraph under which it is taken in private.
    pub(super) exempt: Option<u8>,
}

/// An action that needs attention.
#[derive(Debug, Serialize)]
pub(super) struct Late {
    /// The action.
    pub(super) action: Named,
    /// Its reference.
    pub(super) reference: String,
    /// Its owner.
    pub(super) owner: String,
    /// The date in force, as written.
    pub(super) due: String,
    /// The first date, where it was moved.
    pub(super) first: Option<String>,
    /// How often it was moved: `twice`.
    pub(super) moved: String,
    /// Days since its date passed.
    pub(super) days_over: i32,
    /// Its delivery rating.
    pub(super) delivery: Option<Badge>,
    /// The rating, for its note.
    pub(super) rating: Option<Link>,
    /// Why it is rated so.
    pub(super) reason: String,
    /// When it was last reported on.
    pub(super) reported: String,
}

/// A question that the record raises, with everything it is raised by.
#[derive(Debug, Serialize)]
pub(super) struct Question {
    /// What is asked: `Rated green without evidence`.
    pub(super) asked: &'static str,
    /// The actions, recommendations and risks it is asked of.
    pub(super) of: Vec<Named>,
}

/// A date that was moved.
#[derive(Debug, Serialize)]
pub(super) struct Moved {
    /// The action.
    pub(super) action: Named,
    /// Its reference.
    pub(super) reference: String,
    /// The date until then.
    pub(super) from: String,
    /// The date from then on.
    pub(super) to: String,
    /// Days between the last days they can mean, where both are known.
    pub(super) later: Option<i32>,
    /// Which move of this action's date it is, where not the first: `second`.
    pub(super) which: String,
    /// Who agreed.
    pub(super) agreed_by: String,
    /// When.
    pub(super) agreed_on: String,
    /// Why.
    pub(super) reason: String,
    /// The date change, for its note.
    pub(super) change: Link,
}

impl Attention {
    /// The exceptions at a moment.
    #[must_use]
    pub(super) fn of(now: &Progress<'_>, then: Option<&Progress<'_>>, period: &Period<'_>) -> Self {
        let is_over = |one: &Standing<'_>| one.is_late();
        let is_red = |one: &Standing<'_>| {
            matches!(
                one.stands_for(),
                Some(StandsFor::AtRisk | StandsFor::Overdue)
            )
        };
        let pick = |wanted: &dyn Fn(&Standing<'_>) -> bool| -> Vec<Late> {
            now.actions
                .iter()
                .filter(|one| wanted(one))
                .map(|one| late(now, one))
                .collect()
        };
        let key = |wanted: &dyn Fn(&Standing<'_>) -> bool| {
            let rated = now.actions.iter().filter(|one| wanted(one));
            Key::of(rated.filter_map(|one| one.delivery))
        };
        let mut overdue = pick(&is_over);
        overdue.sort_by_key(|late| -late.days_over);
        Self {
            decisions: decisions(now, period),
            overdue,
            overdue_key: key(&is_over),
            green_and_past: now
                .actions
                .iter()
                .filter(|one| is_over(one) && one.stands_for() == Some(StandsFor::OnTrack))
                .count(),
            at_risk: pick(&|one| is_red(one) && !is_over(one)),
            at_risk_key: key(&|one| is_red(one) && !is_over(one)),
            moved: then.map_or_else(Vec::new, |then| moved(now, then)),
            unowned: pick(&|one| one.vacant_since.is_some() && is_open(one)),
            questions: questions(now),
            awaiting: pick(&|one| one.stands_for() == Some(StandsFor::CompleteAwaitingSignOff)),
        }
    }
}

fn decisions(now: &Progress<'_>, period: &Period<'_>) -> Vec<Wanted> {
    period
        .to_decide(&now.state)
        .into_iter()
        .map(|item| Wanted {
            item: Named::new(item.id(), &*item.body.title),
            number: item.body.number.clone(),
            lead: item
                .body
                .lead
                .as_ref()
                .map_or_else(String::new, |post| name_of(&now.state, post)),
            papers: wording::list(
                &item
                    .body
                    .papers
                    .iter()
                    .filter_map(|paper| Some(now.state.entry(paper)?.body.headline()))
                    .collect::<Vec<_>>(),
            ),
            exempt: item.body.exempt,
        })
        .collect()
}

fn late(now: &Progress<'_>, one: &Standing<'_>) -> Late {
    let body = one.action.body;
    Late {
        action: Named::new(one.action.id(), &*body.title),
        reference: body.reference.clone(),
        owner: name_of(&now.state, &body.owner),
        due: one.dates.as_written().unwrap_or("not given").to_owned(),
        first: (!one.dates.changes.is_empty())
            .then(|| one.dates.first.unwrap_or("not given").to_owned()),
        moved: times(one.dates.changes.len()),
        days_over: one.days_late().unwrap_or_default(),
        delivery: one.delivery.map(|rated| Badge::of(rated.status)),
        rating: one.delivery.map(|rated| Link::to(rated.rating.id())),
        reason: one.delivery.map_or_else(String::new, |rated| {
            wording::sentence(&rated.rating.body.reason)
        }),
        reported: one
            .last_update
            .map_or_else(String::new, |update| update.body.on.in_words()),
    }
}

/// `once`, `twice`, `three times`.
fn times(number: usize) -> String {
    match number {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        _ => format!("{} times", wording::count(number)),
    }
}

/// `second`, `third`, `4th`; nothing for the first.
fn nth(number: usize) -> String {
    match number {
        0 | 1 => String::new(),
        2 => "second".to_owned(),
        3 => "third".to_owned(),
        4 => "fourth".to_owned(),
        _ => format!("{number}th"),
    }
}

/// The questions the record raises, by form. That an owner is gone has a table
/// of its own.
fn questions(now: &Progress<'_>) -> Vec<Question> {
    let raised = challenge::of(now.state, &now.actions);
    ChallengeForm::ALL
        .iter()
        .filter(|form| **form != ChallengeForm::OwnerGone)
        .filter_map(|form| {
            let of: Vec<Named> = raised
                .iter()
                .filter(|challenge| challenge.form() == *form)
                .map(|challenge| Named::new(challenge.about(), short(now, challenge)))
                .collect();
            (!of.is_empty()).then(|| Question {
                asked: form.in_words(),
                of,
            })
        })
        .collect()
}

/// An action by its reference, a recommendation by its number, a risk by name.
fn short(now: &Progress<'_>, challenge: &Challenge<'_>) -> String {
    match challenge {
        Challenge::RecommendationWithoutAction { recommendation } => {
            format!("recommendation {}", recommendation.body.number)
        }
        Challenge::RiskWithoutAction { risk } => risk.body.title.clone(),
        _ => now
            .action(challenge.about())
            .map_or_else(String::new, |one| one.action.body.reference.clone()),
    }
}

/// Dates moved that the report before did not have, in the order of the plan.
fn moved(now: &Progress<'_>, then: &Progress<'_>) -> Vec<Moved> {
    let mut found = Vec::new();
    for one in &now.actions {
        if one.dates.changes.is_empty() {
            continue;
        }
        let known = then
            .action(one.action.id())
            .map_or(&[][..], |before| &before.dates.changes);
        for (at, slip) in one.dates.slips().into_iter().enumerate() {
            let change = slip.change;
            if known.iter().any(|before| before.id() == change.id()) {
                continue;
            }
            found.push(Moved {
                action: Named::new(one.action.id(), &*one.action.body.title),
                reference: one.action.body.reference.clone(),
                from: change.body.from.clone(),
                to: change.body.to.clone(),
                later: slip.days,
                which: nth(at + 1),
                agreed_by: name_of(&now.state, &change.body.agreed_by),
                agreed_on: wording::on(change.body.agreed_on),
                reason: wording::sentence(&change.body.reason),
                change: Link::to(change.id()),
            });
        }
    }
    found
}
