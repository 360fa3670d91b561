//! Where an action stands: its dates, its two ratings, what was last said of
//! it, and what follows from them. Pages and papers share these answers.

use std::cmp::Reverse;

use jiff::civil::Date;

use crate::body::{
    Action, DateChange, Dimension, Rating, RatingKey, Recommendation, SignOff, StandsFor, Status,
    Update,
};
use crate::id::EntryId;
use crate::plan_date::{self, PlanDate};
use crate::state::{Held, State};
use crate::{governance, tenure};

/// An action's dates: the first and every change of it.
#[derive(Clone, Debug)]
pub struct Dates<'a> {
    /// The first date, exactly as the plan says.
    pub first: Option<&'a str>,
    /// The day the first date was written: the day the action was opened.
    pub written_on: Date,
    /// Every change, the earliest agreed first.
    pub changes: Vec<Held<'a, DateChange>>,
}

/// One change of an action's date, with the days it means.
#[derive(Clone, Debug)]
pub struct Slip<'a> {
    /// The change: who asked, who agreed, why.
    pub change: Held<'a, DateChange>,
    /// The date until then.
    pub from: PlanDate,
    /// The date from then on.
    pub to: PlanDate,
    /// By how many days the last day it can mean moved; below 0 if it was
    /// brought forward, `None` if one of the dates has no last day.
    pub days: Option<i32>,
}

/// An action's dates at the state's moment: the date in force, the first date
/// and every change between them.
#[must_use]
pub fn date_in_force<'a>(state: State<'a>, action: Held<'a, Action>) -> Dates<'a> {
    let mut changes: Vec<Held<'a, DateChange>> =
        state.referring::<DateChange>(action.id()).collect();
    changes.sort_by_key(|change| (change.body.agreed_on.counts_as(), change.meta.seq));
    Dates {
        first: action.body.due.as_deref(),
        written_on: state
            .since(action.id())
            .unwrap_or_else(|| action.meta.effective_on.counts_as()),
        changes,
    }
}

impl<'a> Dates<'a> {
    /// The date in force, as it is written.
    #[must_use]
    pub fn as_written(&self) -> Option<&'a str> {
        match self.changes.last() {
            Some(last) => Some(&last.body.to),
            None => self.first,
        }
    }

    /// The first date and the days it means. A year that is not written is
    /// chosen from the day the action was opened.
    #[must_use]
    pub fn first_window(&self) -> Option<PlanDate> {
        self.first
            .map(|due| plan_date::window(due, self.written_on))
    }

    /// The date in force and the days it means. A year that is not written is
    /// chosen from the day the date was agreed.
    #[must_use]
    pub fn window(&self) -> Option<PlanDate> {
        match self.changes.last() {
            Some(last) => Some(window_of(last.body)),
            None => self.first_window(),
        }
    }

    /// Every change with the days it means, the earliest agreed first.
    #[must_use]
    pub fn slips(&self) -> Vec<Slip<'a>> {
        let mut from = self.first_window();
        let mut slips = Vec::with_capacity(self.changes.len());
        for &change in &self.changes {
            let before = from.unwrap_or_else(|| {
                plan_date::window(&change.body.from, change.body.agreed_on.counts_as())
            });
            let to = window_of(change.body);
            slips.push(Slip {
                days: days_between(before.to, to.to),
                from: before,
                to: to.clone(),
                change,
            });
            from = Some(to);
        }
        slips
    }

    /// How often the date was put back. A change that cannot be told to bring
    /// it forward counts, since it moves what was promised.
    #[must_use]
    pub fn times_slipped(&self) -> usize {
        if self.changes.is_empty() {
            return 0;
        }
        let slips = self.slips();
        let later = slips
            .iter()
            .filter(|slip| slip.days.is_none_or(|days| days > 0));
        later.count()
    }

    /// Days from the last day the first date can mean to that of the date in
    /// force; `None` if one of them has none.
    #[must_use]
    pub fn days_slipped(&self) -> Option<i32> {
        if self.changes.is_empty() {
            return Some(0);
        }
        days_between(self.first_window()?.to, self.window()?.to)
    }
}

/// The days the new date of a change means.
fn window_of(change: &DateChange) -> PlanDate {
    plan_date::window(&change.to, change.agreed_on.counts_as())
}

fn days_between(from: Option<Date>, to: Option<Date>) -> Option<i32> {
    from?.until(to?).ok().map(|span| span.get_days())
}

/// A rating in force, with what its code means.
#[derive(Clone, Copy, Debug)]
pub struct Rated<'a> {
    /// The rating.
    pub rating: Held<'a, Rating>,
    /// Its key.
    pub key: Held<'a, RatingKey>,
    /// Its status in the key.
    pub status: &'a Status,
}

/// The rating in force of an action, a theme or a recommendation; `None` if it
/// was not rated, or its key is not open to the audience.
#[must_use]
pub fn rated<'a>(state: State<'a>, of: &EntryId, dimension: Dimension) -> Option<Rated<'a>> {
    let (_, rating) = state
        .ever_referring::<Rating>(of)
        .find(|(_, rating)| rating.body.dimension == dimension && rating.body.of == *of)?;
    meaning(state, rating)
}

/// A rating with what its code means.
#[must_use]
pub fn meaning<'a>(state: State<'a>, rating: Held<'a, Rating>) -> Option<Rated<'a>> {
    let key: Held<'a, RatingKey> = state.get(&rating.body.key)?;
    Some(Rated {
        rating,
        key,
        status: key.body.status(&rating.body.status)?,
    })
}

/// Where an action stands at a moment.
#[derive(Clone, Debug)]
pub struct Standing<'a> {
    /// The action.
    pub action: Held<'a, Action>,
    /// Its rating of delivery.
    pub delivery: Option<Rated<'a>>,
    /// Its rating of impact.
    pub impact: Option<Rated<'a>>,
    /// Its dates.
    pub dates: Dates<'a>,
    /// The date in force, with the days it means.
    pub due: Option<PlanDate>,
    /// The last decision whether it is done.
    pub sign_off: Option<Held<'a, SignOff>>,
    /// What was last reported of it.
    pub last_update: Option<Held<'a, Update>>,
    /// The last day its owner's post was held, if it is vacant now.
    pub vacant_since: Option<Date>,
    on: Date,
}

/// Where an action stands.
#[must_use]
pub fn standing<'a>(state: State<'a>, action: Held<'a, Action>) -> Standing<'a> {
    let dates = date_in_force(state, action);
    Standing {
        delivery: rated(state, action.id(), Dimension::Delivery),
        impact: rated(state, action.id(), Dimension::Impact),
        due: dates.window(),
        dates,
        sign_off: sign_offs(state, action.id()).pop(),
        last_update: last_update(state, action.id()),
        vacant_since: tenure::vacant_since(state, &action.body.owner),
        on: state.moment().effective,
        action,
    }
}

/// What was last reported of an action: of two on one day, the one recorded
/// later.
#[must_use]
pub fn last_update<'a>(state: State<'a>, action: &EntryId) -> Option<Held<'a, Update>> {
    state
        .referring::<Update>(action)
        .max_by_key(|update| (update.body.on.counts_as(), update.meta.seq))
}

/// Every report of an action, the latest first.
#[must_use]
pub fn updates<'a>(state: State<'a>, action: &EntryId) -> Vec<Held<'a, Update>> {
    let mut updates: Vec<Held<'a, Update>> = state.referring::<Update>(action).collect();
    updates.sort_by_key(|update| Reverse((update.body.on.counts_as(), update.meta.seq)));
    updates
}

/// Every decision whether an action is done, the earliest first.
#[must_use]
pub fn sign_offs<'a>(state: State<'a>, action: &EntryId) -> Vec<Held<'a, SignOff>> {
    let mut sign_offs: Vec<Held<'a, SignOff>> = state.referring::<SignOff>(action).collect();
    let decided = |held: &Held<'a, SignOff>| held.body.on.unwrap_or(held.meta.effective_on);
    sign_offs.sort_by_key(|held| (decided(held).counts_as(), held.meta.seq));
    sign_offs
}

impl Standing<'_> {
    /// What its rating of delivery stands for.
    #[must_use]
    pub fn stands_for(&self) -> Option<StandsFor> {
        self.delivery.map(|rated| rated.status.stands_for)
    }

    /// What its rating of impact stands for.
    #[must_use]
    pub fn makes(&self) -> Option<StandsFor> {
        self.impact.map(|rated| rated.status.stands_for)
    }

    /// Whether another action took its place.
    #[must_use]
    pub fn is_superseded(&self) -> bool {
        self.action.body.superseded_by.is_some() || self.stands_for() == Some(StandsFor::Superseded)
    }

    /// Whether it is done by any account: awaiting sign-off, embedding or
    /// evidenced.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.stands_for().is_some_and(StandsFor::is_complete)
    }

    /// Whether something is still to come of it: neither evidenced nor
    /// superseded.
    #[must_use]
    pub fn is_live(&self) -> bool {
        !self.is_superseded() && !self.stands_for().is_some_and(StandsFor::is_closed)
    }

    /// Whether it waits for somebody to accept that it is done.
    #[must_use]
    pub fn awaits_sign_off(&self) -> bool {
        !self.is_superseded() && self.stands_for() == Some(StandsFor::CompleteAwaitingSignOff)
    }

    /// By how many days its date has passed, if it has and the action is not
    /// done. A date without a last day (`Ongoing`) never passes.
    #[must_use]
    pub fn days_late(&self) -> Option<i32> {
        if self.is_complete() || self.is_superseded() {
            return None;
        }
        let last = self.due.as_ref()?.to?;
        days_between(Some(last), Some(self.on)).filter(|days| *days > 0)
    }

    /// Whether its date has passed and it is not done.
    #[must_use]
    pub fn is_late(&self) -> bool {
        self.days_late().is_some()
    }

    /// Whether its date was ever put back.
    #[must_use]
    pub fn has_slipped(&self) -> bool {
        self.dates.times_slipped() > 0
    }

    /// Whether it is live and nobody holds its owner's post. A post of which
    /// the record never named a holder is not called vacant.
    #[must_use]
    pub fn is_unowned(&self) -> bool {
        self.is_live() && self.vacant_since.is_some()
    }

    /// Whether it is live, was there before a meeting and nothing was reported
    /// of it since: its last update speaks of a day before the meeting of the
    /// time before, and the meeting had nothing newer to go by.
    #[must_use]
    pub fn is_stale(&self, last_meeting: Date) -> bool {
        self.is_live()
            && self.dates.written_on <= last_meeting
            && self
                .last_update
                .is_none_or(|update| update.body.on.counts_as() < last_meeting)
    }
}

/// Where every action stands, in the order of the plan: by reference, where
/// numbers in it count as numbers (1.2 before 1.10).
#[must_use]
pub fn all_standing(state: State<'_>) -> Vec<Standing<'_>> {
    let mut all: Vec<Standing<'_>> = state
        .all::<Action>()
        .into_iter()
        .map(|action| standing(state, action))
        .collect();
    all.sort_by_cached_key(|one| reference_order(&one.action.body.reference));
    all
}

/// A plan's reference (`1.10`, `2b`) as something that sorts as people count:
/// its numbers, each with the letters after it.
#[must_use]
pub fn reference_order(reference: &str) -> Vec<(u64, String)> {
    let mut parts = Vec::new();
    let mut rest = reference.trim();
    while !rest.is_empty() {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let number = rest[..digits].parse().unwrap_or(u64::MAX);
        rest = &rest[digits..];
        let words = rest
            .find(|c: char| c.is_ascii_digit())
            .unwrap_or(rest.len());
        parts.push((number, rest[..words].to_lowercase()));
        rest = &rest[words..];
    }
    parts
}

/// The actions that answer a recommendation and from which something is still
/// to come.
#[must_use]
pub fn live_actions<'a>(state: State<'a>, recommendation: &EntryId) -> Vec<Held<'a, Action>> {
    answering(state, recommendation)
        .filter(|action| {
            let delivery = rated(state, action.id(), Dimension::Delivery);
            let closed = delivery.is_some_and(|rated| rated.status.stands_for.is_closed());
            action.body.superseded_by.is_none() && !closed
        })
        .collect()
}

/// The actions that answer a recommendation.
pub fn answering<'a, 's>(
    state: State<'a>,
    recommendation: &'s EntryId,
) -> impl Iterator<Item = Held<'a, Action>> + use<'a, 's> {
    state
        .referring::<Action>(recommendation)
        .filter(move |action| action.body.recommendations.contains(recommendation))
}

/// How far a recommendation is, by the actions that answer it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answered {
    /// No action answers it, or every one was superseded.
    ByNothing,
    /// So many actions are live.
    ByLive(usize),
    /// Every action that answers it is evidenced, or it is rated so itself.
    InFull,
    /// A later recommendation asks for the same.
    AskedAgain,
}

/// How far a recommendation is.
#[must_use]
pub fn answered<'a>(state: State<'a>, recommendation: Held<'a, Recommendation>) -> Answered {
    let id = recommendation.id();
    let evidenced = |of: &EntryId| {
        rated(state, of, Dimension::Delivery)
            .is_some_and(|rated| rated.status.stands_for == StandsFor::CompleteEvidenced)
    };
    if evidenced(id) {
        return Answered::InFull;
    }
    match live_actions(state, id).len() {
        0 if answering(state, id).any(|action| evidenced(action.id())) => Answered::InFull,
        0 if state
            .referring::<Recommendation>(id)
            .any(|later| later.body.recurs_from.contains(id)) =>
        {
            Answered::AskedAgain
        }
        0 => Answered::ByNothing,
        live => Answered::ByLive(live),
    }
}

/// The day by which what is reported of an action is out of date: that of the
/// last held meeting of the improvement board.
#[must_use]
pub fn stale_before(state: State<'_>) -> Option<Date> {
    governance::last_meeting(state).map(|meeting| meeting.body.on.counts_as())
}
