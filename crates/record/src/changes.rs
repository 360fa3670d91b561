//! What changed between two moments, for the whole record.

use std::collections::BTreeSet;

use crate::body::{Action, Dimension, Rating, StandsFor};
use crate::delivery::{self, Rated, Slip};
use crate::entry::Change;
use crate::id::EntryId;
use crate::kind::{Body, Content, Kind};
use crate::programme::{History, Version};
use crate::state::{Held, State};

/// What happened to an entry between two moments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum How {
    /// It was not in the record before and is now.
    Opened,
    /// It says something else.
    Changed,
    /// What it said was never right, and is put right.
    Corrected,
    /// It had been withdrawn, and stands again.
    Reinstated,
    /// It does not stand any more.
    Withdrawn,
}

/// An entry that differs between two moments.
#[derive(Clone, Copy, Debug)]
pub struct Changed<'a> {
    /// What happened to it.
    pub how: How,
    /// As it stood before.
    pub before: Option<Held<'a, Body>>,
    /// As it stands after.
    pub after: Option<Held<'a, Body>>,
}

impl<'a> Changed<'a> {
    /// The entry as it stands after, or else as it last stood.
    #[must_use]
    pub fn latest(&self) -> Option<Held<'a, Body>> {
        self.after.or(self.before)
    }

    /// The entry's name.
    #[must_use]
    pub fn id(&self) -> Option<&'a EntryId> {
        self.latest().map(|held| held.id())
    }

    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> Option<Kind> {
        self.id().map(EntryId::kind)
    }

    /// The fields that say something else, in the order of their definition;
    /// none for what was opened or withdrawn.
    #[must_use]
    pub fn fields(&self) -> Vec<String> {
        let (Some(before), Some(after)) = (self.before, self.after) else {
            return Vec::new();
        };
        let (before, after) = (before.body.to_json(), after.body.to_json());
        let names = after
            .as_object()
            .into_iter()
            .flat_map(|fields| fields.keys());
        names
            .filter(|name| before.get(name) != after.get(name))
            .cloned()
            .collect()
    }
}

/// A rating that was given, changed or taken back between two moments.
#[derive(Clone, Copy, Debug)]
pub struct Rerated<'a> {
    /// What is rated.
    pub of: &'a EntryId,
    /// In which dimension.
    pub dimension: Dimension,
    /// The rating before.
    pub was: Option<Rated<'a>>,
    /// The rating after.
    pub now: Option<Rated<'a>>,
}

/// What changed between two moments.
#[derive(Clone, Debug, Default)]
pub struct ChangesBetween<'a> {
    /// Every entry that differs, in the order of [`Kind::ALL`] and then as they
    /// were opened.
    pub entries: Vec<Changed<'a>>,
    /// Ratings whose status differs.
    pub rerated: Vec<Rerated<'a>>,
    /// Dates of actions that were moved, with who agreed.
    pub slipped: Vec<Slip<'a>>,
    /// Actions that are in the record now and were not.
    pub opened: Vec<Held<'a, Action>>,
    /// Actions from which nothing more is to come now: evidenced, superseded
    /// or withdrawn, as they stand or last stood.
    pub closed: Vec<Held<'a, Action>>,
    /// Actions that had been complete or closed and are not any more.
    pub reopened: Vec<Held<'a, Action>>,
}

/// What differs between a state and a later one. Both should be of one record
/// and for one audience.
#[must_use]
pub fn changes_between<'a>(before: State<'a>, after: State<'a>) -> ChangesBetween<'a> {
    let mut changes = ChangesBetween {
        entries: may_differ(before, after)
            .into_iter()
            .filter_map(|history| changed(history, before.held(history), after.held(history)))
            .collect(),
        ..ChangesBetween::default()
    };
    // Actions whose standing may differ, in the order they are met.
    let mut actions: BTreeSet<&EntryId> = BTreeSet::new();
    for changed in &changes.entries {
        match changed.latest().map(|held| held.body) {
            Some(Body::Rating(rating)) => {
                changes.rerated.extend(rerated(before, after, changed));
                if rating.of.kind() == Kind::Action && rating.dimension == Dimension::Delivery {
                    actions.insert(&rating.of);
                }
            }
            Some(Body::DateChange(change)) => {
                changes.slipped.extend(slip(after, changed, &change.action));
            }
            Some(Body::Action(_)) => actions.extend(changed.id()),
            _ => {}
        }
    }
    for id in actions {
        changes.moved(before.get(id), after.get(id), before, after);
    }
    changes
}

/// The entries that may differ: those that moved on a day between the two
/// moments; every entry if what had been recorded here differs.
fn may_differ<'a>(before: State<'a>, after: State<'a>) -> Vec<&'a History> {
    let programme = after.view().programme();
    let (from, to) = (before.moment(), after.moment());
    if from.recorded != to.recorded {
        let kinds = Kind::ALL.iter();
        return kinds.flat_map(|kind| programme.of_kind(*kind)).collect();
    }
    let days = [from.effective, from.known, to.effective, to.known];
    let first = days.into_iter().min().unwrap_or(from.known);
    let last = days.into_iter().max().unwrap_or(to.known);
    programme.moved_between(first, last)
}

fn changed<'a>(
    history: &'a History,
    before: Option<&'a Version>,
    after: Option<&'a Version>,
) -> Option<Changed<'a>> {
    let how = match (before, after) {
        (None, None) => return None,
        (Some(before), Some(after)) => {
            if before.meta.version == after.meta.version || before.body == after.body {
                return None;
            }
            match after.meta.change {
                Change::Corrects(_) => How::Corrected,
                _ => How::Changed,
            }
        }
        (Some(_), None) => How::Withdrawn,
        (None, Some(after)) => {
            let earlier = |version: &Version| version.meta.version < after.meta.version;
            let withdrawn = |version: &Version| version.meta.change == Change::Withdraws;
            let mut versions = history.versions.iter();
            if versions.any(|version| earlier(version) && withdrawn(version)) {
                How::Reinstated
            } else {
                How::Opened
            }
        }
    };
    Some(Changed {
        how,
        before: held(before),
        after: held(after),
    })
}

fn held(version: Option<&Version>) -> Option<Held<'_, Body>> {
    let version = version?;
    Some(Held {
        meta: &version.meta,
        body: version.body.as_ref()?,
    })
}

/// The rating that an entry of that kind gives, was and now, if its status
/// differs.
fn rerated<'a>(before: State<'a>, after: State<'a>, changed: &Changed<'a>) -> Option<Rerated<'a>> {
    let rating = |held: Option<Held<'a, Body>>| {
        let held = held?;
        Rating::of(held.body).map(|body| Held {
            meta: held.meta,
            body,
        })
    };
    let (was, now) = (rating(changed.before), rating(changed.after));
    let body = now.or(was)?.body;
    let same = was.is_some_and(|was| {
        now.is_some_and(|now| was.body.status == now.body.status && was.body.key == now.body.key)
    });
    (!same).then(|| Rerated {
        of: &body.of,
        dimension: body.dimension,
        was: was.and_then(|was| delivery::meaning(before, was)),
        now: now.and_then(|now| delivery::meaning(after, now)),
    })
}

/// The move of a date that an entry of that kind tells of, if it is new.
fn slip<'a>(after: State<'a>, changed: &Changed<'a>, action: &EntryId) -> Option<Slip<'a>> {
    if changed.before.is_some() {
        return None;
    }
    let id = changed.after?.id();
    let dates = delivery::date_in_force(after, after.get::<Action>(action)?);
    dates
        .slips()
        .into_iter()
        .find(|slip| slip.change.id() == id)
}

impl<'a> ChangesBetween<'a> {
    fn moved(
        &mut self,
        was: Option<Held<'a, Action>>,
        now: Option<Held<'a, Action>>,
        before: State<'a>,
        after: State<'a>,
    ) {
        let (stood, stands) = (
            was.map(|action| Stage::of(before, action)),
            now.map(|action| Stage::of(after, action)),
        );
        if was.is_none() {
            self.opened.extend(now);
        }
        let closes = stood != Some(Stage::Closed)
            && (stands == Some(Stage::Closed) || (stood.is_some() && stands.is_none()));
        if closes {
            self.closed.extend(now.or(was));
        }
        if stood.is_some_and(|stood| stood != Stage::Open) && stands == Some(Stage::Open) {
            self.reopened.extend(now);
        }
    }
}

/// How far an action is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// Not complete.
    Open,
    /// Complete, and something is still to come: sign-off or evidence.
    Complete,
    /// Evidenced or superseded.
    Closed,
}

impl Stage {
    fn of(state: State<'_>, action: Held<'_, Action>) -> Self {
        let rated = delivery::rated(state, action.id(), Dimension::Delivery);
        let stands_for = rated.map(|rated| rated.status.stands_for);
        if action.body.superseded_by.is_some() || stands_for.is_some_and(StandsFor::is_closed) {
            Self::Closed
        } else if stands_for.is_some_and(StandsFor::is_complete) {
            Self::Complete
        } else {
            Self::Open
        }
    }
}
