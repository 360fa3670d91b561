//! Where a plan stands at a moment: its themes, and each action with its two
//! ratings, its dates, its last update and its sign-offs.
//!
//! Worked out once for a paper and handed to its sections, so that a plan of
//! 2,000 actions is looked through once.

mod due;
mod names;

use std::collections::{HashMap, HashSet};

use record::body::{
    Action, DateChange, Dimension, Person, Plan, Rating, RatingKey, SignOff, StandsFor, Status,
    Theme, Update,
};
use record::id::EntryId;
use record::state::{Held, State};

pub use due::{Due, days, meant};
pub use names::{Badge, Key, Link, Named, by_number, name_of};

/// A plan at a moment.
#[derive(Debug)]
pub struct Progress<'a> {
    /// The moment's state.
    pub state: State<'a>,
    /// The plan in force; absent where the record holds none.
    pub plan: Option<Held<'a, Plan>>,
    /// Its themes, in the order of their numbers.
    pub themes: Vec<Held<'a, Theme>>,
    /// Its actions, in the order of their references.
    pub actions: Vec<Standing<'a>>,
    ratings: HashMap<(&'a EntryId, Dimension), Rated<'a>>,
    vacant: HashSet<&'a EntryId>,
    places: HashMap<&'a EntryId, usize>,
}

/// An action at a moment.
#[derive(Debug)]
pub struct Standing<'a> {
    /// The action.
    pub action: Held<'a, Action>,
    /// Whether it is being done.
    pub delivery: Option<Rated<'a>>,
    /// Whether it makes a difference.
    pub impact: Option<Rated<'a>>,
    /// When it is due.
    pub due: Due<'a>,
    /// What was last reported about it.
    pub update: Option<Held<'a, Update>>,
    /// Decisions on whether it is done, the earliest first.
    pub sign_offs: Vec<Held<'a, SignOff>>,
    /// Whether nobody holds the post that owns it.
    pub owner_gone: bool,
}

/// A rating with the status its code means.
#[derive(Clone, Copy, Debug)]
pub struct Rated<'a> {
    /// The rating.
    pub rating: Held<'a, Rating>,
    /// Its status.
    pub status: &'a Status,
    /// The key it is a status of.
    pub key: &'a EntryId,
}

impl Standing<'_> {
    /// What its delivery stands for, if it is rated.
    #[must_use]
    pub fn stands(&self) -> Option<StandsFor> {
        self.delivery.map(|rated| rated.status.stands_for)
    }

    /// Whether its owner has nothing left to do.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.stands().is_some_and(StandsFor::is_complete)
    }

    /// Whether something is still to be done: it is neither complete nor superseded.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !self
            .stands()
            .is_some_and(|stands| stands.is_complete() || stands.is_closed())
    }
}

impl<'a> Progress<'a> {
    /// The plan in force at a moment, with everything about its actions.
    #[must_use]
    pub fn of(state: State<'a>) -> Self {
        let plan = plan_in_force(&state);
        let mut themes: Vec<Held<'a, Theme>> = state
            .all::<Theme>()
            .into_iter()
            .filter(|theme| plan.is_none_or(|plan| &theme.body.plan == plan.id()))
            .collect();
        themes.sort_by(|a, b| by_number(&a.body.number, &b.body.number));
        let mut progress = Self {
            state,
            plan,
            themes,
            actions: Vec::new(),
            ratings: ratings(&state),
            vacant: vacant_posts(&state),
            places: HashMap::new(),
        };
        progress.actions = progress.standings();
        progress.places = progress
            .actions
            .iter()
            .enumerate()
            .map(|(at, standing)| (standing.action.id(), at))
            .collect();
        progress
    }

    /// A rating of something in one dimension.
    #[must_use]
    pub fn rated(&self, of: &EntryId, dimension: Dimension) -> Option<Rated<'a>> {
        self.ratings.get(&(of, dimension)).copied()
    }

    /// An action of the plan.
    #[must_use]
    pub fn action(&self, id: &EntryId) -> Option<&Standing<'a>> {
        self.places.get(id).and_then(|at| self.actions.get(*at))
    }

    /// The actions of a theme.
    pub fn of_theme(&self, theme: &EntryId) -> impl Iterator<Item = &Standing<'a>> {
        self.actions
            .iter()
            .filter(move |standing| standing.action.body.theme.as_ref() == Some(theme))
    }

    /// Whether it is known that nobody holds a post: its last holder has left
    /// and nobody has followed.
    #[must_use]
    pub fn is_vacant(&self, post: &EntryId) -> bool {
        self.vacant.contains(post)
    }

    fn standings(&self) -> Vec<Standing<'a>> {
        let updates = latest_updates(&self.state);
        let mut moves: HashMap<&EntryId, Vec<Held<'a, DateChange>>> = HashMap::new();
        for moved in self.state.all::<DateChange>() {
            moves.entry(&moved.body.action).or_default().push(moved);
        }
        let mut sign_offs: HashMap<&EntryId, Vec<Held<'a, SignOff>>> = HashMap::new();
        for decided in self.state.all::<SignOff>() {
            sign_offs
                .entry(&decided.body.action)
                .or_default()
                .push(decided);
        }
        let mut standings: Vec<Standing<'a>> = self
            .state
            .all::<Action>()
            .into_iter()
            .filter(|action| self.plan.is_none_or(|plan| &action.body.plan == plan.id()))
            .map(|action| Standing {
                delivery: self.rated(action.id(), Dimension::Delivery),
                impact: self.rated(action.id(), Dimension::Impact),
                due: Due::of(action, moves.remove(action.id()).unwrap_or_default()),
                update: updates.get(action.id()).copied(),
                sign_offs: sign_offs.remove(action.id()).unwrap_or_default(),
                owner_gone: self.is_vacant(&action.body.owner),
                action,
            })
            .collect();
        standings.sort_by(|a, b| by_number(&a.action.body.reference, &b.action.body.reference));
        standings
    }
}

/// The latest plan that no other takes the place of.
fn plan_in_force<'a>(state: &State<'a>) -> Option<Held<'a, Plan>> {
    let plans = state.all::<Plan>();
    let replaced: HashSet<&EntryId> = plans
        .iter()
        .filter_map(|plan| plan.body.replaces.as_ref())
        .collect();
    plans
        .iter()
        .rfind(|plan| !replaced.contains(plan.id()))
        .copied()
}

/// Every rating whose key and status are in the record.
fn ratings<'a>(state: &State<'a>) -> HashMap<(&'a EntryId, Dimension), Rated<'a>> {
    let keys: HashMap<&EntryId, &RatingKey> = state
        .all::<RatingKey>()
        .into_iter()
        .map(|key| (key.id(), key.body))
        .collect();
    state
        .all::<Rating>()
        .into_iter()
        .filter_map(|rating| {
            let status = keys.get(&rating.body.key)?.status(&rating.body.status)?;
            let rated = Rated {
                rating,
                status,
                key: &rating.body.key,
            };
            Some(((&rating.body.of, rating.body.dimension), rated))
        })
        .collect()
}

fn latest_updates<'a>(state: &State<'a>) -> HashMap<&'a EntryId, Held<'a, Update>> {
    let mut latest: HashMap<&EntryId, Held<'a, Update>> = HashMap::new();
    for update in state.all::<Update>() {
        latest
            .entry(&update.body.action)
            .and_modify(|held| {
                if held.body.on.counts_as() <= update.body.on.counts_as() {
                    *held = update;
                }
            })
            .or_insert(update);
    }
    latest
}

/// Posts that somebody held and nobody holds.
fn vacant_posts<'a>(state: &State<'a>) -> HashSet<&'a EntryId> {
    let today = state.moment().effective;
    let mut held = HashSet::new();
    let mut left = HashSet::new();
    for person in state.all::<Person>() {
        for holding in &person.body.holds {
            if holding.starts.counts_as() > today {
                continue;
            }
            match holding.ends {
                Some(ends) if ends.counts_as() < today => left.insert(&holding.post),
                _ => held.insert(&holding.post),
            };
        }
    }
    left.retain(|post| !held.contains(post));
    left
}
