//! What changed since the report before: ratings, new, closed and re-opened
//! actions, decisions on whether an action is done, evidence.

use record::body::{Dimension, Evidence};
use record::delivery::{self, Rated, Standing};
use record::id::EntryId;
use serde::Serialize;

use crate::progress::{Badge, Key, Link, Named, Progress, is_open, name_of};
use crate::wording;

/// What changed.
#[derive(Debug, Serialize)]
pub(super) struct Changes {
    /// Themes and actions of which a rating is another one, was and now.
    pub(super) rated: Vec<Rerated>,
    /// The key of those ratings.
    pub(super) key: Vec<Key>,
    /// Actions that were not in the plan then.
    pub(super) new: Vec<New>,
    /// Actions that became complete.
    pub(super) closed: Vec<Turned>,
    /// Actions that were complete and are not now.
    pub(super) reopened: Vec<Turned>,
    /// Actions that another took the place of, or that were taken out.
    pub(super) dropped: Vec<Named>,
    /// Sign-offs given and refused.
    pub(super) sign_offs: Vec<Signed>,
    /// Evidence put forward.
    pub(super) evidence: Vec<Proof>,
    /// Evidence that no longer holds.
    pub(super) lapsed: Vec<Proof>,
}

/// Ratings of one thing, was and now, both kinds side by side.
#[derive(Debug, Serialize)]
pub(super) struct Rerated {
    /// What is rated.
    pub(super) of: Named,
    /// Its number.
    pub(super) reference: String,
    /// Delivery then and now.
    pub(super) delivery: Step,
    /// Impact then and now.
    pub(super) impact: Step,
    /// Why, of whatever changed.
    pub(super) reason: String,
}

/// One rating then and now.
#[derive(Debug, Default, Serialize)]
pub(super) struct Step {
    /// Then.
    pub(super) was: Option<Badge>,
    /// Now.
    pub(super) now: Option<Badge>,
    /// Whether they differ.
    pub(super) differs: bool,
    /// The rating now, for its note.
    pub(super) rating: Option<Link>,
}

/// A new action.
#[derive(Debug, Serialize)]
pub(super) struct New {
    /// The action.
    pub(super) action: Named,
    /// Its reference.
    pub(super) reference: String,
    /// Its owner.
    pub(super) owner: String,
    /// When it is due, as written.
    pub(super) due: String,
}

/// An action that became complete, or was re-opened.
#[derive(Debug, Serialize)]
pub(super) struct Turned {
    /// The action.
    pub(super) action: Named,
    /// Its reference.
    pub(super) reference: String,
    /// How it is rated now.
    pub(super) now: Option<Badge>,
    /// Why.
    pub(super) reason: String,
}

/// A decision on whether an action is done.
#[derive(Debug, Serialize)]
pub(super) struct Signed {
    /// The action.
    pub(super) action: Named,
    /// Its reference.
    pub(super) reference: String,
    /// Whether it was accepted.
    pub(super) accepted: bool,
    /// Who decided.
    pub(super) by: String,
    /// When, with its preposition.
    pub(super) on: String,
    /// Why.
    pub(super) reason: String,
    /// The sign-off, for its note.
    pub(super) sign_off: Link,
}

/// A piece of evidence.
#[derive(Debug, Serialize)]
pub(super) struct Proof {
    /// The evidence.
    pub(super) evidence: Named,
    /// Its sort, in a word.
    pub(super) form: &'static str,
    /// The actions it supports.
    pub(super) supports: String,
    /// What it shows.
    pub(super) summary: String,
    /// The last day it held.
    pub(super) lapsed: String,
}

impl Changes {
    /// What changed between two moments of a plan.
    #[must_use]
    pub(super) fn between(then: &Progress<'_>, now: &Progress<'_>) -> Self {
        let both = || {
            now.actions
                .iter()
                .filter_map(|one| Some((then.action(one.action.id())?, one)))
        };
        let turned = |wanted: &dyn Fn(&Standing<'_>, &Standing<'_>) -> bool| {
            both()
                .filter(|(before, one)| wanted(before, one))
                .map(|(_, one)| turned(one))
                .collect()
        };
        let (evidence, lapsed) = evidence(then, now);
        let rated = rerated(then, now);
        Self {
            key: key(then, now, &rated),
            rated,
            new: now
                .actions
                .iter()
                .filter(|one| then.action(one.action.id()).is_none())
                .map(|one| new(now, one))
                .collect(),
            closed: turned(&|before, one| !before.is_complete() && one.is_complete()),
            reopened: turned(&|before, one| before.is_complete() && is_open(one)),
            dropped: dropped(then, now),
            sign_offs: sign_offs(then, now),
            evidence,
            lapsed,
        }
    }

    /// Whether nothing changed.
    #[must_use]
    pub(super) fn is_empty(&self) -> bool {
        self.rated.is_empty()
            && self.new.is_empty()
            && self.closed.is_empty()
            && self.reopened.is_empty()
            && self.dropped.is_empty()
            && self.sign_offs.is_empty()
            && self.evidence.is_empty()
            && self.lapsed.is_empty()
    }
}

fn rerated(then: &Progress<'_>, now: &Progress<'_>) -> Vec<Rerated> {
    let themes = now.themes.iter().map(|theme| {
        let of = Named::new(theme.id(), &*theme.body.title);
        (theme.id(), of, format!("Theme {}", theme.body.number))
    });
    // A new action's first rating is no change of it.
    let actions = now
        .actions
        .iter()
        .filter(|one| then.action(one.action.id()).is_some())
        .map(|one| {
            let of = Named::new(one.action.id(), &*one.action.body.title);
            (one.action.id(), of, one.action.body.reference.clone())
        });
    themes
        .chain(actions)
        .filter_map(|(id, of, reference)| {
            let step = |dimension| step(then.rated(id, dimension), now.rated(id, dimension));
            let delivery = step(Dimension::Delivery);
            let impact = step(Dimension::Impact);
            if !delivery.differs && !impact.differs {
                return None;
            }
            let reasons = [
                (&delivery, Dimension::Delivery),
                (&impact, Dimension::Impact),
            ]
            .into_iter()
            .filter(|(step, _)| step.differs)
            .filter_map(|(_, dimension)| now.rated(id, dimension))
            .map(|rated| wording::sentence(&rated.rating.body.reason))
            .collect::<Vec<_>>();
            Some(Rerated {
                of,
                reference,
                reason: reasons.join(" "),
                delivery,
                impact,
            })
        })
        .collect()
}

/// The key of the ratings that the table shows.
fn key(then: &Progress<'_>, now: &Progress<'_>, rows: &[Rerated]) -> Vec<Key> {
    let ratings = rows.iter().filter_map(|row| row.of.id.parse().ok());
    let ratings = ratings.flat_map(|id: EntryId| {
        [Dimension::Delivery, Dimension::Impact]
            .into_iter()
            .flat_map(|dimension| [then.rated(&id, dimension), now.rated(&id, dimension)])
            .flatten()
            .collect::<Vec<_>>()
    });
    Key::of(ratings)
}

fn step(was: Option<Rated<'_>>, now: Option<Rated<'_>>) -> Step {
    let code = |rated: Option<Rated<'_>>| rated.map(|rated| rated.status.code.clone());
    Step {
        was: was.map(|rated| Badge::of(rated.status)),
        now: now.map(|rated| Badge::of(rated.status)),
        differs: code(was) != code(now),
        rating: now.map(|rated| Link::to(rated.rating.id())),
    }
}

fn new(now: &Progress<'_>, one: &Standing<'_>) -> New {
    New {
        action: Named::new(one.action.id(), &*one.action.body.title),
        reference: one.action.body.reference.clone(),
        owner: name_of(&now.state, &one.action.body.owner),
        due: one.dates.as_written().unwrap_or("not given").to_owned(),
    }
}

fn turned(one: &Standing<'_>) -> Turned {
    Turned {
        action: Named::new(one.action.id(), &*one.action.body.title),
        reference: one.action.body.reference.clone(),
        now: one.delivery.map(|rated| Badge::of(rated.status)),
        reason: one.delivery.map_or_else(String::new, |rated| {
            wording::sentence(&rated.rating.body.reason)
        }),
    }
}

fn dropped(then: &Progress<'_>, now: &Progress<'_>) -> Vec<Named> {
    let is_superseded = |one: &Standing<'_>| one.is_superseded();
    let superseded = now
        .actions
        .iter()
        .filter(|one| {
            is_superseded(one)
                && then
                    .action(one.action.id())
                    .is_some_and(|before| !is_superseded(before))
        })
        .map(|one| one.action);
    let taken_out = then
        .actions
        .iter()
        .filter(|one| now.action(one.action.id()).is_none())
        .map(|one| one.action);
    superseded
        .chain(taken_out)
        .map(|action| {
            let name = format!("{} {}", action.body.reference, action.body.title);
            Named::new(action.id(), name)
        })
        .collect()
}

fn sign_offs(then: &Progress<'_>, now: &Progress<'_>) -> Vec<Signed> {
    let mut found = Vec::new();
    for one in &now.actions {
        let id = one.action.id();
        let known = delivery::sign_offs(then.state, id);
        for decided in delivery::sign_offs(now.state, id) {
            if known.iter().any(|before| before.id() == decided.id()) {
                continue;
            }
            let on = decided.body.on.unwrap_or(decided.meta.effective_on);
            found.push(Signed {
                action: Named::new(one.action.id(), &*one.action.body.title),
                reference: one.action.body.reference.clone(),
                accepted: decided.body.accepted,
                by: name_of(&now.state, &decided.body.by),
                on: wording::on(on),
                reason: decided
                    .body
                    .reason
                    .as_deref()
                    .map_or_else(String::new, wording::sentence),
                sign_off: Link::to(decided.id()),
            });
        }
    }
    found
}

/// Evidence put forward since, and evidence that lapsed since.
fn evidence(then: &Progress<'_>, now: &Progress<'_>) -> (Vec<Proof>, Vec<Proof>) {
    let (before, today) = (then.state.moment().effective, now.state.moment().effective);
    let mut added = Vec::new();
    let mut lapsed = Vec::new();
    for held in now.state.all::<Evidence>() {
        let proof = || Proof {
            evidence: Named::new(held.id(), &*held.body.title),
            form: held.body.form.in_words(),
            supports: supports(now, held.body),
            summary: wording::sentence(&held.body.summary),
            lapsed: held
                .body
                .lapses
                .map_or_else(String::new, |day| day.in_words()),
        };
        if then.state.get::<Evidence>(held.id()).is_none() {
            added.push(proof());
        }
        if held
            .body
            .lapses
            .is_some_and(|day| day.counts_as() >= before && day.counts_as() < today)
        {
            lapsed.push(proof());
        }
    }
    (added, lapsed)
}

/// The actions that a piece of evidence supports, by their references.
fn supports(now: &Progress<'_>, evidence: &Evidence) -> String {
    let references: Vec<String> = evidence
        .supports
        .iter()
        .map(|id| match now.action(id) {
            Some(one) => one.action.body.reference.clone(),
            None => name_of(&now.state, id),
        })
        .collect();
    wording::list(&references)
}
