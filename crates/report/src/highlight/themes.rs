//! The plan theme by theme: who leads, what for, how its actions stand, what was
//! last reported.

use record::body::{Dimension, StandsFor, Theme};
use record::delivery::Standing;
use record::state::Held;
use serde::Serialize;

use super::measures::{Figure, latest};
use crate::claims::{self, Shelf};
use crate::progress::{Badge, Key, Link, Named, Progress, name_of};
use crate::wording;

/// The most updates told of one theme.
const UPDATES: usize = 3;

/// One theme.
#[derive(Debug, Serialize)]
pub(super) struct ThemeReport {
    /// The theme.
    pub(super) theme: Named,
    /// Its number.
    pub(super) number: String,
    /// The outcome for children.
    pub(super) aim: String,
    /// Who leads it.
    pub(super) lead: String,
    /// Its own ratings: delivery, impact.
    pub(super) ratings: Vec<OwnRating>,
    /// Its actions.
    pub(super) actions: Vec<Row>,
    /// The key of the statuses its actions have.
    pub(super) key: Vec<Key>,
    /// What was last reported.
    pub(super) updates: Vec<Told>,
    /// The latest figure of each of its measures.
    pub(super) figures: Vec<Figure>,
}

/// A rating of a theme.
#[derive(Debug, Serialize)]
pub(super) struct OwnRating {
    /// What is rated.
    pub(super) of: &'static str,
    /// The status.
    pub(super) badge: Badge,
    /// Why.
    pub(super) reason: String,
    /// The rating, for its note.
    pub(super) rating: Link,
}

/// One action of a theme.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    /// The action.
    pub(super) action: Named,
    /// Its reference.
    pub(super) reference: String,
    /// Its owner.
    pub(super) owner: String,
    /// Whether nobody holds the owner's post.
    pub(super) owner_gone: bool,
    /// The date in force, as written.
    pub(super) due: String,
    /// The first date, where it was moved.
    pub(super) first: Option<String>,
    /// Whether the date has passed and it is not complete.
    pub(super) overdue: bool,
    /// Its delivery rating.
    pub(super) delivery: Option<Badge>,
    /// Its impact rating.
    pub(super) impact: Option<Badge>,
}

/// What was last reported of an action.
#[derive(Debug, Serialize)]
pub(super) struct Told {
    /// The action.
    pub(super) action: Named,
    /// Its reference.
    pub(super) reference: String,
    /// What was reported.
    pub(super) text: String,
    /// What is done next.
    pub(super) next: String,
    /// When.
    pub(super) on: String,
    /// The update, for its note.
    pub(super) update: Link,
    /// What is said of a direction in it that no figure bears out.
    pub(super) aside: &'static str,
}

/// Every theme of the plan.
#[must_use]
pub(super) fn themes(now: &Progress<'_>, then: Option<&Progress<'_>>) -> Vec<ThemeReport> {
    let shelf = Shelf::of(now.state);
    now.themes
        .iter()
        .map(|theme| report(theme, now, then, &shelf))
        .collect()
}

fn report(
    theme: &Held<'_, Theme>,
    now: &Progress<'_>,
    then: Option<&Progress<'_>>,
    shelf: &Shelf<'_>,
) -> ThemeReport {
    let ratings = [Dimension::Delivery, Dimension::Impact]
        .into_iter()
        .filter_map(|dimension| {
            let rated = now.rated(theme.id(), dimension)?;
            Some(OwnRating {
                of: dimension.in_words(),
                badge: Badge::of(rated.status),
                reason: wording::sentence(&rated.rating.body.reason),
                rating: Link::to(rated.rating.id()),
            })
        })
        .collect();
    ThemeReport {
        theme: Named::new(theme.id(), &*theme.body.title),
        number: theme.body.number.clone(),
        aim: wording::sentence(&theme.body.aim),
        lead: theme
            .body
            .lead
            .as_ref()
            .map_or_else(String::new, |post| name_of(&now.state, post)),
        ratings,
        actions: now.of_theme(theme.id()).map(|one| row(now, one)).collect(),
        key: Key::of(
            now.of_theme(theme.id())
                .flat_map(|one| [one.delivery, one.impact].into_iter().flatten()),
        ),
        updates: told(theme, now, then, shelf),
        figures: theme
            .body
            .measures
            .iter()
            .filter_map(|measure| latest(&now.state, measure))
            .collect(),
    }
}

/// One action as a row.
#[must_use]
pub(super) fn row(now: &Progress<'_>, one: &Standing<'_>) -> Row {
    let body = one.action.body;
    Row {
        action: Named::new(one.action.id(), &*body.title),
        reference: body.reference.clone(),
        owner: name_of(&now.state, &body.owner),
        owner_gone: one.is_unowned(),
        due: one.dates.as_written().unwrap_or("not given").to_owned(),
        first: (!one.dates.changes.is_empty())
            .then(|| one.dates.first.unwrap_or("not given").to_owned()),
        overdue: one.is_late(),
        delivery: one.delivery.map(|rated| Badge::of(rated.status)),
        impact: one.impact.map(|rated| Badge::of(rated.status)),
    }
}

/// The latest updates since the report before: of what is overdue or at risk
/// first, of those and of the rest the newest first.
fn told(
    theme: &Held<'_, Theme>,
    now: &Progress<'_>,
    then: Option<&Progress<'_>>,
    shelf: &Shelf<'_>,
) -> Vec<Told> {
    let mut updates: Vec<_> = now
        .of_theme(theme.id())
        .filter_map(|one| Some((one, one.last_update?)))
        .filter(|(one, update)| {
            let before = then
                .and_then(|then| then.action(one.action.id()))
                .and_then(|before| before.last_update);
            before.is_none_or(|before| before.id() != update.id())
        })
        .collect();
    updates.sort_by_key(|(one, update)| {
        let presses = one.is_late()
            || matches!(
                one.stands_for(),
                Some(StandsFor::AtRisk | StandsFor::Overdue)
            );
        (!presses, std::cmp::Reverse(update.body.on.counts_as()))
    });
    updates.truncate(UPDATES);
    updates
        .into_iter()
        .map(|(one, update)| Told {
            action: Named::new(one.action.id(), &*one.action.body.title),
            reference: one.action.body.reference.clone(),
            text: wording::sentence(&update.body.text),
            next: update
                .body
                .next
                .as_deref()
                .map_or_else(String::new, wording::sentence),
            on: update.body.on.in_words(),
            update: Link::to(update.id()),
            aside: claims::aside(shelf, update.id()),
        })
        .collect()
}
