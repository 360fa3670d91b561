//! What an audience may see. Pages, papers, search and exports are given a
//! [`View`], never the whole record.

use std::sync::Arc;

use jiff::civil::Date;

use crate::body::Destination;
use crate::entry::{Change, Classification, Meta};
use crate::id::{Authority, EntryId};
use crate::kind::{Body, Kind};
use crate::programme::{History, Programme, Version};
use crate::state::{Moment, State};
use crate::withheld::Withheld;

/// For whom something is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Anyone, on a page: what is classified public and was published by then.
    PublicPage,
    /// Anyone, in a paper: what is classified public and was known by then; the
    /// paper itself publishes it.
    PublicPaper,
    /// Members of the board: what is public or for the board, and known by then.
    Board,
}

impl Audience {
    /// Every audience.
    pub const ALL: [Self; 3] = [Self::PublicPage, Self::PublicPaper, Self::Board];

    /// The day from which a version counts for this audience; `None` if it may
    /// never see it.
    pub(crate) fn dated(self, meta: &Meta) -> Option<Date> {
        let date = match self {
            Self::PublicPage => meta.published_on?,
            Self::PublicPaper | Self::Board => meta.known_on,
        };
        self.allows(meta.classification).then(|| date.counts_as())
    }

    const fn allows(self, classification: Classification) -> bool {
        match self {
            Self::PublicPage | Self::PublicPaper => {
                matches!(classification, Classification::Public)
            }
            Self::Board => matches!(
                classification,
                Classification::Public | Classification::Board
            ),
        }
    }
}

/// A record as one audience may see it. Today's rights govern past dates.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    programme: &'a Programme,
    audience: Audience,
}

impl<'a> View<'a> {
    pub(crate) const fn new(programme: &'a Programme, audience: Audience) -> Self {
        Self {
            programme,
            audience,
        }
    }

    pub(crate) const fn programme(&self) -> &'a Programme {
        self.programme
    }

    /// For whom.
    #[must_use]
    pub const fn audience(&self) -> Audience {
        self.audience
    }

    /// Whose record.
    #[must_use]
    pub const fn authority(&self) -> &'a Authority {
        self.programme.authority()
    }

    /// The end of the record's chain.
    #[must_use]
    pub const fn head(&self) -> crate::entry::Head {
        self.programme.head()
    }

    /// The earliest day this audience could have seen anything.
    #[must_use]
    pub const fn earliest(&self) -> Option<Date> {
        self.programme.earliest_for(self.audience)
    }

    /// The day from which a version counts for this audience; `None` if it may
    /// never see it.
    #[must_use]
    pub fn dated(&self, meta: &Meta) -> Option<Date> {
        self.audience.dated(meta)
    }

    /// The history of an entry, unless its last version is closed to this
    /// audience: then its past is closed with it.
    pub(crate) fn open_history(&self, id: &EntryId) -> Option<&'a History> {
        let history = self.programme.history(id)?;
        if self.opens(history) {
            self.shown(history)
        } else {
            None
        }
    }

    /// A history as disclosure control lets this audience see it. The authority's
    /// own readings are not shown to the public before the record was audited.
    pub(crate) fn shown(&self, history: &'a History) -> Option<&'a History> {
        let first = history.versions.first()?;
        if first.meta.id.kind() != Kind::Reading {
            return Some(history);
        }
        match (self.programme.withheld(self.destination()), self.audience) {
            (Some(withheld), _) => Some(withheld.shown(history)),
            (None, Audience::Board) => Some(history),
            (None, Audience::PublicPage | Audience::PublicPaper) => {
                let released = |version: &Version| match &version.body {
                    Some(Body::Reading(reading)) => {
                        reading.area.is_some() || self.programme.is_published(reading)
                    }
                    _ => true,
                };
                history.versions.iter().all(released).then_some(history)
            }
        }
    }

    /// Whether disclosure control shows this audience a reading otherwise than it is
    /// held.
    #[must_use]
    pub fn withholds(&self, id: &EntryId) -> bool {
        let withheld = self.programme.withheld(self.destination());
        withheld.is_some_and(|withheld| withheld.holds(id))
    }

    /// The histories that disclosure control shows this audience otherwise than
    /// they are held.
    pub(crate) fn shown_otherwise(&self) -> impl Iterator<Item = &'a History> {
        let withheld = self.programme.withheld(self.destination());
        withheld.into_iter().flat_map(Withheld::in_place)
    }

    /// Where what is seen goes, for disclosure control.
    #[must_use]
    pub const fn destination(&self) -> Destination {
        match self.audience {
            Audience::PublicPage | Audience::PublicPaper => Destination::Public,
            Audience::Board => Destination::Board,
        }
    }

    /// Whether a history's last version is open to this audience.
    pub(crate) fn opens(&self, history: &History) -> bool {
        history
            .versions
            .last()
            .is_some_and(|last| self.audience.allows(last.meta.classification))
    }

    /// The names of all entries of a kind of which this audience may ever see
    /// anything, in the order they were opened.
    pub(crate) fn names(&self, kind: Kind) -> impl Iterator<Item = &'a EntryId> {
        let open = self
            .programme
            .of_kind(kind)
            .filter(|history| self.opens(history));
        open.filter_map(History::id)
    }

    /// The record at a moment.
    #[must_use]
    pub const fn at(self, moment: Moment) -> State<'a> {
        State::new(self, moment)
    }

    /// The versions of an entry that this audience may see and that counted for
    /// it by the moment, in order of their numbers; of an erased entry only
    /// the erasure.
    #[must_use]
    pub fn history(&self, id: &EntryId, moment: Moment) -> Vec<&'a Version> {
        let Some(history) = self.open_history(id) else {
            return Vec::new();
        };
        history
            .versions
            .iter()
            .filter(|version| !history.erased || version.meta.change == Change::Erases)
            .filter(|version| {
                self.dated(&version.meta)
                    .is_some_and(|date| date <= moment.known)
                    && moment
                        .recorded
                        .is_none_or(|day| version.meta.recorded_on() <= day)
            })
            .collect()
    }
}

/// A view that keeps the record alive, for code that cannot borrow it:
/// the functions a template may call.
#[derive(Clone, Debug)]
pub struct SharedView {
    programme: Arc<Programme>,
    audience: Audience,
}

impl SharedView {
    /// What this audience may see of the record.
    #[must_use]
    pub const fn new(programme: Arc<Programme>, audience: Audience) -> Self {
        Self {
            programme,
            audience,
        }
    }

    /// The whole record, for the audit that comes before any of it leaves.
    #[must_use]
    pub fn programme(&self) -> &Programme {
        &self.programme
    }

    /// The view, borrowed.
    #[must_use]
    pub fn view(&self) -> View<'_> {
        self.programme.view_for(self.audience)
    }
}
