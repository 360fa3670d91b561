//! A plan at a moment, as a paper goes through it: its themes, and where each
//! of its actions stands ([`record::delivery`]).
//!
//! Worked out once for a paper and handed to its sections.

mod names;

use std::collections::{HashMap, HashSet};

use record::body::{Dimension, Plan, Theme};
use record::delivery::{self, Rated, Standing, reference_order};
use record::id::EntryId;
use record::state::{Held, State};

pub use names::{Badge, Key, Link, Named, name_of};

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
    places: HashMap<&'a EntryId, usize>,
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
        themes.sort_by_cached_key(|theme| reference_order(&theme.body.number));
        let actions: Vec<Standing<'a>> = delivery::all_standing(state)
            .into_iter()
            .filter(|one| plan.is_none_or(|plan| &one.action.body.plan == plan.id()))
            .collect();
        let places = actions
            .iter()
            .enumerate()
            .map(|(at, one)| (one.action.id(), at))
            .collect();
        Self {
            state,
            plan,
            themes,
            actions,
            places,
        }
    }

    /// A rating of something in one dimension.
    #[must_use]
    pub fn rated(&self, of: &EntryId, dimension: Dimension) -> Option<Rated<'a>> {
        match self.action(of) {
            Some(one) => in_dimension(one, dimension),
            None => delivery::rated(self.state, of, dimension),
        }
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
            .filter(move |one| one.action.body.theme.as_ref() == Some(theme))
    }
}

/// One of an action's two ratings.
#[must_use]
pub const fn in_dimension<'a>(one: &Standing<'a>, dimension: Dimension) -> Option<Rated<'a>> {
    match dimension {
        Dimension::Delivery => one.delivery,
        Dimension::Impact => one.impact,
    }
}

/// Whether its owner still has something to do: it is neither complete, by any
/// account, nor superseded.
#[must_use]
pub fn is_open(one: &Standing<'_>) -> bool {
    !one.is_complete() && !one.is_superseded()
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
