//! The state of a record at a moment: what was true at one date as far as was
//! known at another.

use jiff::civil::Date;

use crate::body::Reading;
use crate::entry::{Change, Meta};
use crate::id::EntryId;
use crate::kind::{Body, Content, Kind};
use crate::programme::{History, Version};
use crate::view::View;

/// A moment to look at: true at `effective`, as known at `known`, and, if
/// asked, as recorded here by a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// What was true on this day.
    pub effective: Date,
    /// As far as it was known on this day.
    pub known: Date,
    /// As far as this system had recorded it by the end of this day (UTC).
    pub recorded: Option<Date>,
}

impl Moment {
    /// What was true on a day as far as it was known that day.
    #[must_use]
    pub const fn on(date: Date) -> Self {
        Self {
            effective: date,
            known: date,
            recorded: None,
        }
    }
}

/// An entry as it stood at a moment.
#[derive(Debug)]
pub struct Held<'a, T> {
    /// About the version that held.
    pub meta: &'a Meta,
    /// What it said.
    pub body: &'a T,
}

impl<T> Clone for Held<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Held<'_, T> {}

impl<'a, T> Held<'a, T> {
    /// The entry's name.
    #[must_use]
    pub const fn id(&self) -> &'a EntryId {
        &self.meta.id
    }
}

/// What an audience may see of a record at a moment. Nothing is worked out
/// before it is asked for.
#[derive(Clone, Copy, Debug)]
pub struct State<'a> {
    view: View<'a>,
    moment: Moment,
}

impl<'a> State<'a> {
    pub(crate) const fn new(view: View<'a>, moment: Moment) -> Self {
        Self { view, moment }
    }

    /// The moment.
    #[must_use]
    pub const fn moment(&self) -> Moment {
        self.moment
    }

    /// The view it is a state of.
    #[must_use]
    pub const fn view(&self) -> View<'a> {
        self.view
    }

    /// The version of a history that holds, if the audience may see it.
    pub(crate) fn held(&self, history: &'a History) -> Option<&'a Version> {
        if !self.view.opens(history) {
            return None;
        }
        let history = self.view.shown(history)?;
        hold(history, self.moment, |meta| self.view.dated(meta))
    }

    fn typed<T: Content>(&self, history: &'a History) -> Option<Held<'a, T>> {
        let version = self.held(history)?;
        Some(Held {
            meta: &version.meta,
            body: T::of(version.body.as_ref()?)?,
        })
    }

    fn untyped(&self, history: &'a History) -> Option<Held<'a, Body>> {
        let version = self.held(history)?;
        Some(Held {
            meta: &version.meta,
            body: version.body.as_ref()?,
        })
    }

    /// An entry, of whatever kind.
    #[must_use]
    pub fn entry(&self, id: &EntryId) -> Option<Held<'a, Body>> {
        self.untyped(self.view.programme().history(id)?)
    }

    /// An entry of a kind.
    #[must_use]
    pub fn get<T: Content>(&self, id: &EntryId) -> Option<Held<'a, T>> {
        self.typed(self.view.programme().history(id)?)
    }

    /// The first day an entry was true, of what may be seen of it and stands
    /// uncorrected: the day an action was opened.
    #[must_use]
    pub fn since(&self, id: &EntryId) -> Option<Date> {
        let history = self.view.open_history(id)?;
        standing(history, self.moment, |meta| self.view.dated(meta))
            .map(|version| version.meta.effective_on.counts_as())
            .min()
    }

    /// Every entry of a kind, the earliest effective first; entries of one day
    /// in the order they were recorded.
    #[must_use]
    pub fn all<T: Content>(&self) -> Vec<Held<'a, T>> {
        let mut all: Vec<Held<'a, T>> = self
            .view
            .programme()
            .of_kind(T::KIND)
            .filter_map(|history| self.typed(history))
            .collect();
        all.sort_by_key(|held| (held.meta.effective_on.counts_as(), held.meta.seq));
        all
    }

    /// Every entry of a kind that names an entry, in whatever field, in the
    /// order in which they first did. Readings are asked for by
    /// [`State::readings_of`].
    pub fn referring<'s, T: Content>(
        &self,
        to: &'s EntryId,
    ) -> impl Iterator<Item = Held<'a, T>> + use<'a, 's, T> {
        self.ever_referring::<T>(to)
            .filter(move |(history, held)| {
                // Most entries have one version, which is why they are listed.
                history.versions.len() == 1 || held.body.references().iter().any(|one| one.to == to)
            })
            .map(|(_, held)| held)
    }

    /// Every entry of a kind of which some version names an entry, whether or
    /// not the one that holds does: for callers that look at the field anyway.
    pub(crate) fn ever_referring<T: Content>(
        &self,
        to: &EntryId,
    ) -> impl Iterator<Item = (&'a History, Held<'a, T>)> + use<'a, T> {
        let state = *self;
        let histories = self.view.programme().referring(T::KIND, to);
        histories.filter_map(move |history| Some((history, state.typed::<T>(history)?)))
    }

    /// Every reading of a measure, in the order they were recorded.
    pub fn readings_of(&self, measure: &EntryId) -> impl Iterator<Item = Held<'a, Reading>> {
        let state = *self;
        self.view
            .programme()
            .readings_of(measure)
            .filter_map(move |history| state.typed(history))
    }

    /// Every entry of a kind, undecided of what type, in the order they were
    /// opened.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = Held<'a, Body>> {
        let state = *self;
        self.view
            .programme()
            .of_kind(kind)
            .filter_map(move |history| state.untyped(history))
    }

    /// The days from which the audience could see a version of what stands now,
    /// the latest first, each with those entries in the order they were opened.
    pub fn seen_back(&self) -> impl Iterator<Item = (Date, Vec<Held<'a, Body>>)> {
        let state = *self;
        let days = self.view.programme().by_day_back(self.moment.known);
        days.filter_map(move |(day, histories)| {
            let seen = |version: &Version| state.view.dated(&version.meta) == Some(day);
            let mut held: Vec<(Option<u64>, Held<'a, Body>)> = histories
                .filter(|history| history.versions.iter().any(seen))
                .filter_map(|history| {
                    let opened = history.versions.first().map(|first| first.meta.seq);
                    Some((opened, state.untyped(history)?))
                })
                .collect();
            held.sort_by_key(|(opened, _)| *opened);
            // Two versions of one entry may have one day.
            held.dedup_by_key(|(opened, _)| *opened);
            (!held.is_empty()).then(|| (day, held.into_iter().map(|(_, held)| held).collect()))
        })
    }

    /// Every entry of every kind, in the order of [`Kind::ALL`].
    pub fn everything(&self) -> impl Iterator<Item = Held<'a, Body>> + '_ {
        Kind::ALL.iter().flat_map(|&kind| self.of_kind(kind))
    }

    /// Entries that contain every one of these words, or parts of words, whatever
    /// their case: in the order of [`Kind::ALL`], then as they were opened.
    #[must_use]
    pub fn search(&self, words: &str) -> Vec<Held<'a, Body>> {
        let parts: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
        if parts.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<&'a Version> = Vec::new();
        for (history, version) in self.view.programme().saying(&parts) {
            let held = self.held(history);
            found.extend(held.filter(|held| std::ptr::eq(*held, version)));
        }
        // What is shown otherwise than it is held says other words.
        let otherwise = self.view.shown_otherwise();
        let held = otherwise.filter_map(|history| self.held(history));
        let before = found.len();
        found.extend(held.filter(|held| held.says(&parts)));
        if found.len() > before {
            let opened = |version: &&Version| self.view.programme().place_of(&version.meta.id);
            found.sort_by_cached_key(|version| (version.meta.id.kind(), opened(version)));
        }
        found
            .into_iter()
            .filter_map(|version| {
                Some(Held {
                    meta: &version.meta,
                    body: version.body.as_ref()?,
                })
            })
            .collect()
    }
}

/// The version that held at a moment.
///
/// Of the versions that the viewer may see and that were known (or published)
/// by then, those that another of them corrects are dropped; of the rest the
/// latest effective by the date holds, and of several on one day the last
/// recorded. `None` if there is none, or if it withdrew the entry.
///
/// `dated` gives the day from which a version counts for the viewer, or `None`
/// if never.
pub(crate) fn hold(
    history: &History,
    moment: Moment,
    dated: impl Fn(&Meta) -> Option<Date>,
) -> Option<&Version> {
    standing(history, moment, dated)
        .max_by_key(|version| (version.meta.effective_on.counts_as(), version.meta.version))
        .filter(|version| version.meta.change != Change::Withdraws)
}

/// The versions in question at a moment: seen, effective by then and not
/// corrected by another that is seen.
fn standing(
    history: &History,
    moment: Moment,
    dated: impl Fn(&Meta) -> Option<Date>,
) -> impl Iterator<Item = &Version> {
    let versions = if history.erased {
        &[][..]
    } else {
        &history.versions
    };
    let seen = move |version: &Version| {
        dated(&version.meta).is_some_and(|date| date <= moment.known)
            && moment
                .recorded
                .is_none_or(|day| version.meta.recorded_on() <= day)
    };
    versions.iter().filter(move |version| {
        let corrected = |number: u32| {
            versions
                .iter()
                .any(|other| other.meta.change == Change::Corrects(number) && seen(other))
        };
        seen(version)
            && version.meta.effective_on.counts_as() <= moment.effective
            && !corrected(version.meta.version)
    })
}
