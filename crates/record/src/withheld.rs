//! What stands in place of readings that must not leave as they are held.
//!
//! Disclosure control (`report::disclosed`) fills it; [`crate::view::View`] asks
//! it, so that pages, charts, search and papers never meet what is hidden. A
//! public view of a record that nobody audited shows no figure of the
//! authority's own that was not published elsewhere: nothing leaves unaudited
//! because somebody forgot.

use std::collections::HashMap;

use crate::id::EntryId;
use crate::programme::History;

/// Readings as one destination may see them.
#[derive(Clone, Debug, Default)]
pub struct Withheld {
    /// By number of the first version in the chain, which is quicker to look up
    /// than the name.
    in_place: HashMap<u64, History>,
}

impl Withheld {
    /// Shows a history in place of the one of the same name.
    pub fn put(&mut self, history: History) {
        if let Some(first) = history.versions.first() {
            self.in_place.insert(first.meta.seq, history);
        }
    }

    /// How many readings are not shown as they are held.
    #[must_use]
    pub fn len(&self) -> usize {
        self.in_place.len()
    }

    /// Whether everything is shown as it is held.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.in_place.is_empty()
    }

    /// Whether a reading is shown otherwise than it is held.
    #[must_use]
    pub fn holds(&self, id: &EntryId) -> bool {
        self.in_place
            .values()
            .any(|history| history.id() == Some(id))
    }

    /// What is shown in place of what is held.
    pub(crate) fn in_place(&self) -> impl Iterator<Item = &History> {
        self.in_place.values()
    }

    pub(crate) fn shown<'a>(&'a self, history: &'a History) -> &'a History {
        if self.in_place.is_empty() {
            return history;
        }
        let first = history.versions.first();
        first
            .and_then(|first| self.in_place.get(&first.meta.seq))
            .unwrap_or(history)
    }
}
