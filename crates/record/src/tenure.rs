//! Who holds a post on a day, and since when nobody does.

use jiff::civil::Date;

use crate::body::{Holding, Person};
use crate::id::EntryId;
use crate::state::{Held, State};

/// A post held by somebody.
#[derive(Clone, Copy, Debug)]
pub struct Tenure<'a> {
    /// Who, under their label.
    pub person: Held<'a, Person>,
    /// From when to when.
    pub holding: &'a Holding,
}

/// Everybody who ever held a post, the earliest first.
#[must_use]
pub fn holders<'a>(state: State<'a>, post: &EntryId) -> Vec<Tenure<'a>> {
    let mut holders: Vec<Tenure<'a>> = state
        .referring::<Person>(post)
        .flat_map(|person| {
            let holds = person.body.holds.iter();
            holds.map(move |holding| Tenure { person, holding })
        })
        .filter(|tenure| tenure.holding.post == *post)
        .collect();
    holders.sort_by_key(|tenure| tenure.holding.starts.earliest());
    holders
}

/// Who holds a post at the state's moment.
#[must_use]
pub fn holder<'a>(state: State<'a>, post: &EntryId) -> Option<Tenure<'a>> {
    let on = state.moment().effective;
    holders(state, post)
        .into_iter()
        .rfind(|tenure| tenure.holding.covers(on))
}

/// The last day a post was held, if somebody held it and nobody does now.
/// `None` for a post that is held, and for one of which the record never named
/// a holder.
#[must_use]
pub fn vacant_since(state: State<'_>, post: &EntryId) -> Option<Date> {
    let on = state.moment().effective;
    let holders = holders(state, post);
    if holders.iter().any(|tenure| tenure.holding.covers(on)) {
        return None;
    }
    holders
        .iter()
        .filter_map(|tenure| tenure.holding.ends)
        .map(|ends| ends.counts_as())
        .filter(|ends| *ends < on)
        .max()
}

impl Holding {
    /// Whether the post was held on a day. What is known to a month counts
    /// from its first day to its last.
    #[must_use]
    pub fn covers(&self, on: Date) -> bool {
        self.starts.earliest() <= on && self.ends.is_none_or(|ends| on <= ends.counts_as())
    }
}
