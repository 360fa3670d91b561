//! Every version of one authority's entries, in memory, indexed.

mod word_index;
mod words;

use std::collections::{BTreeMap, HashMap};
use std::ops::Bound;
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

use crate::body::{Destination, Measure, Publication, Reading};
use crate::claimed_date::ClaimedDate;
use crate::entry::{Change, Digest, Entry, Head, Meta};
use crate::id::{Authority, EntryId, Source};
use crate::kind::{Body, Kind, Unreadable};
use crate::view::{Audience, View};
use crate::withheld::Withheld;

use self::word_index::WordIndex;

/// A decoded version.
#[derive(Clone, Debug)]
pub struct Version {
    /// What is known about it.
    pub meta: Meta,
    /// Its body; absent for a withdrawal, an erasure and whatever was erased.
    pub body: Option<Body>,
    /// The digest of its body.
    pub body_digest: Digest,
    /// Its hash.
    pub hash: Digest,
}

/// All versions of one entry, in order of their numbers.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// Versions, the first at index 0.
    pub versions: Vec<Version>,
    /// Whether the entry was erased.
    pub erased: bool,
}

/// The record of one authority: every version of every entry.
///
/// Any state is worked out from the few versions of the entries it needs, so a
/// date years back costs what today does. Histories are shared between copies:
/// a copy is made when one writer adds while readers look.
#[derive(Clone, Debug)]
pub struct Programme {
    authority: Authority,
    /// In the order the entries were opened; the indexes below hold places in it.
    histories: Vec<Arc<History>>,
    by_id: HashMap<EntryId, usize>,
    by_kind: BTreeMap<Kind, Vec<usize>>,
    readings: HashMap<EntryId, Vec<usize>>,
    /// Which entries ever named an entry in a field, by their kind. Readings
    /// are left out: they have an index of their own.
    referring: HashMap<EntryId, Vec<(Kind, Vec<usize>)>>,
    /// Entries of which a version takes effect, became known or was published
    /// on a day: on no other day does a state change.
    days: BTreeMap<Date, Vec<usize>>,
    words: WordIndex,
    /// Of each version, in the order of the chain, the place of its history and
    /// which of its versions it is: what the numbers in `words` stand for.
    versions: Vec<(u32, u32)>,
    head: Head,
    last_recorded: Option<jiff::Timestamp>,
    earliest_known: Option<Date>,
    earliest_published: Option<Date>,
    /// What disclosure control found, for the public and for the board; empty
    /// again as soon as anything is added.
    withheld: [OnceLock<Withheld>; 2],
    /// For each audience, in the order of [`Audience::ALL`].
    earliest: [Option<Date>; Audience::ALL.len()],
}

impl Programme {
    /// An empty record.
    #[must_use]
    pub fn new(authority: Authority) -> Self {
        Self {
            authority,
            histories: Vec::new(),
            by_id: HashMap::new(),
            by_kind: BTreeMap::new(),
            readings: HashMap::new(),
            referring: HashMap::new(),
            days: BTreeMap::new(),
            words: WordIndex::default(),
            versions: Vec::new(),
            head: Head::EMPTY,
            last_recorded: None,
            earliest_known: None,
            earliest_published: None,
            withheld: Default::default(),
            earliest: [None; Audience::ALL.len()],
        }
    }

    /// Whose record it is.
    #[must_use]
    pub const fn authority(&self) -> &Authority {
        &self.authority
    }

    /// The end of its chain.
    #[must_use]
    pub const fn head(&self) -> Head {
        self.head
    }

    /// When its last entry was stored.
    #[must_use]
    pub const fn last_recorded(&self) -> Option<jiff::Timestamp> {
        self.last_recorded
    }

    /// The earliest day anything in it was known. Before that day there is
    /// nothing to say.
    #[must_use]
    pub const fn earliest_known(&self) -> Option<Date> {
        self.earliest_known
    }

    /// The earliest day anything in it was public.
    #[must_use]
    pub const fn earliest_published(&self) -> Option<Date> {
        self.earliest_published
    }

    /// The earliest day this audience could have seen anything of it.
    pub(crate) const fn earliest_for(&self, audience: Audience) -> Option<Date> {
        self.earliest[audience as usize]
    }

    /// What must not leave for a destination as it is held. Worked out once by
    /// `audit`, and again after anything was added.
    pub fn audited(&self, to: Destination, audit: impl FnOnce() -> Withheld) -> &Withheld {
        self.withheld[to as usize].get_or_init(audit)
    }

    pub(crate) fn withheld(&self, to: Destination) -> Option<&Withheld> {
        self.withheld[to as usize].get()
    }

    /// Whether anybody could read a figure elsewhere before it left here: it was read
    /// from a release, or in documents that are published at an address.
    #[must_use]
    pub fn is_published(&self, reading: &Reading) -> bool {
        let found = |source: &Source| {
            let document = self.history(&source.document);
            let last = document.and_then(|history| history.versions.last());
            match last.and_then(|version| version.body.as_ref()) {
                Some(Body::Document(document)) => {
                    document.publication == Publication::Published && document.url.is_some()
                }
                _ => false,
            }
        };
        reading.release.is_some()
            || (!reading.sources.is_empty() && reading.sources.iter().all(found))
    }

    /// Every reading of a measure that was ever recorded, withdrawn ones too,
    /// with all its versions: for the audit, which must know what any date shows.
    pub fn ever_read(&self, measure: &EntryId) -> impl Iterator<Item = &History> {
        self.readings_of(measure)
    }

    /// Every measure that was ever read, by name, with the last definition it had,
    /// whoever may see it and whether or not it still holds: for the audit, which
    /// must pass over no reading.
    #[must_use]
    pub fn ever_measured(&self) -> BTreeMap<&EntryId, Option<&Measure>> {
        let defined = |id| {
            let versions = &self.history(id)?.versions;
            versions
                .iter()
                .rev()
                .find_map(|version| match &version.body {
                    Some(Body::Measure(measure)) => Some(measure),
                    _ => None,
                })
        };
        self.readings.keys().map(|id| (id, defined(id))).collect()
    }

    /// What this audience may see of it.
    #[must_use]
    pub const fn view_for(&self, audience: Audience) -> View<'_> {
        View::new(self, audience)
    }

    /// Adds a stored entry at the end.
    ///
    /// # Errors
    /// The body cannot be read by this program.
    pub fn push(&mut self, entry: Entry) -> Result<(), Unreadable> {
        let erased = self
            .history(&entry.meta.id)
            .is_some_and(|history| history.erased);
        let said = entry.written.as_ref().filter(|_| !erased);
        let said = said.map(|written| words::of(&written.body));
        let version = decode(entry, erased)?;
        self.withheld = Default::default();
        let meta = &version.meta;
        self.head = Head {
            seq: meta.seq,
            hash: version.hash,
        };
        self.last_recorded = Some(meta.recorded_at);
        earlier(&mut self.earliest_known, meta.known_on.counts_as());
        if let Some(published) = meta.published_on {
            earlier(&mut self.earliest_published, published.counts_as());
        }
        for audience in Audience::ALL {
            if let Some(day) = audience.dated(meta) {
                earlier(&mut self.earliest[audience as usize], day);
            }
        }
        let erases = meta.change == Change::Erases;
        let at = self.place(&meta.id, &version);
        self.note_references(at, &version);
        self.note_days(at, &version.meta);
        self.note_words(at, said.as_deref());
        let history = Arc::make_mut(&mut self.histories[at]);
        // Most entries have one version, and room for four would be wasted.
        if history.versions.len() < 4 {
            history.versions.reserve_exact(1);
        }
        history.versions.push(version);
        if erases {
            self.erase(at);
        }
        Ok(())
    }

    /// Forgets everything an entry ever said.
    fn erase(&mut self, at: usize) {
        let history = Arc::make_mut(&mut self.histories[at]);
        history.erased = true;
        let said = history
            .versions
            .iter()
            .any(|version| version.body.is_some());
        for version in &mut history.versions {
            version.body = None;
        }
        // Read back from a store, it says nothing already.
        if said {
            let numbers = (0_u32..).zip(&self.versions);
            let of = numbers.filter(|(_, (place, _))| *place as usize == at);
            let of: Vec<u32> = of.map(|(number, _)| number).collect();
            self.words.forget(&of);
        }
    }

    /// The place of an entry's history, made for its first version.
    fn place(&mut self, id: &EntryId, version: &Version) -> usize {
        if let Some(&at) = self.by_id.get(id) {
            return at;
        }
        let at = self.histories.len();
        self.histories.push(Arc::default());
        self.by_id.insert(id.clone(), at);
        self.by_kind.entry(id.kind()).or_default().push(at);
        if let Some(Body::Reading(reading)) = &version.body {
            let measure = reading.measure.clone();
            self.readings.entry(measure).or_default().push(at);
        }
        at
    }

    /// Notes the days on which an entry may come to say something else.
    fn note_days(&mut self, at: usize, meta: &Meta) {
        let published = meta.published_on.map(ClaimedDate::counts_as);
        let days = [meta.known_on.counts_as(), meta.effective_on.counts_as()];
        for day in days.into_iter().chain(published) {
            let places = self.days.entry(day).or_default();
            // A day that is written twice is one day.
            if places.last() != Some(&at) {
                places.push(at);
            }
        }
    }

    /// Numbers the version that is about to be added to the history at a place,
    /// and notes what it says.
    fn note_words(&mut self, at: usize, said: Option<&str>) {
        let number = narrow(self.versions.len());
        let version = narrow(self.histories[at].versions.len());
        self.versions.push((narrow(at), version));
        self.words.add(number, said.unwrap_or_default());
    }

    fn note_references(&mut self, at: usize, version: &Version) {
        let kind = version.meta.id.kind();
        let Some(body) = version.body.as_ref().filter(|_| kind != Kind::Reading) else {
            return;
        };
        let noted = |to: &EntryId| {
            let earlier = self.histories[at].versions.iter();
            earlier
                .filter_map(|version| version.body.as_ref())
                .any(|body| body.references().iter().any(|one| one.to == to))
        };
        let references = body.references();
        let fresh: Vec<&EntryId> = references
            .iter()
            .map(|one| one.to)
            .filter(|to| !noted(to))
            .collect();
        for to in fresh {
            let kinds = match self.referring.get_mut(to) {
                Some(kinds) => kinds,
                None => self.referring.entry(to.clone()).or_default(),
            };
            match kinds.iter_mut().find(|(of, _)| *of == kind) {
                // One body may name an entry twice.
                Some((_, places)) if places.last() == Some(&at) => {}
                Some((_, places)) => places.push(at),
                None => kinds.push((kind, vec![at])),
            }
        }
    }

    /// All versions of an entry, for rules and for [`View`], which filters them.
    pub(crate) fn history(&self, id: &EntryId) -> Option<&History> {
        self.by_id.get(id).map(|&at| &*self.histories[at])
    }

    /// Where an entry stands in the order in which entries were opened.
    pub(crate) fn place_of(&self, id: &EntryId) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// Histories of all entries of a kind, in the order they were opened.
    pub(crate) fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &History> {
        self.at(self.by_kind.get(&kind))
    }

    /// Histories of all readings of a measure, in the order they were opened. A
    /// reading's name follows from its measure, so these never change.
    pub(crate) fn readings_of(&self, measure: &EntryId) -> impl Iterator<Item = &History> {
        self.at(self.readings.get(measure))
    }

    /// Histories of the entries of a kind of which some version names this
    /// entry, in the order in which they first did.
    pub(crate) fn referring<'a>(
        &'a self,
        kind: Kind,
        to: &EntryId,
    ) -> impl Iterator<Item = &'a History> + use<'a> {
        let kinds = self.referring.get(to).map_or(&[][..], Vec::as_slice);
        let places = kinds.iter().find(|(of, _)| *of == kind);
        self.at(places.map(|(_, places)| places))
    }

    /// Histories that may be held otherwise at one moment than at another, all
    /// of whose days lie in this range: after the first and up to the last. In
    /// the order of [`Kind::ALL`], then as they were opened.
    pub(crate) fn moved_between(&self, after: Date, upto: Date) -> Vec<&History> {
        if after >= upto {
            return Vec::new();
        }
        let days = self
            .days
            .range((Bound::Excluded(after), Bound::Included(upto)));
        let mut places: Vec<usize> = days.flat_map(|(_, places)| places).copied().collect();
        places.sort_unstable();
        places.dedup();
        let mut histories: Vec<&History> =
            places.into_iter().map(|at| &*self.histories[at]).collect();
        histories.sort_by_key(|history| history.id().map(EntryId::kind));
        histories
    }

    /// Histories of which a version takes effect, became known or was published
    /// on a day, the latest such day first, none after a day.
    pub(crate) fn by_day_back(
        &self,
        from: Date,
    ) -> impl Iterator<Item = (Date, impl Iterator<Item = &History>)> {
        let days = self.days.range(..=from).rev();
        days.map(|(day, places)| (*day, self.at(Some(places))))
    }

    /// Every version that says all these parts of words, in the order of
    /// [`Kind::ALL`] and then as their entries were opened, each with its history.
    pub(crate) fn saying(&self, parts: &[String]) -> Vec<(&History, &Version)> {
        let numbers = self.words.saying(parts, self.versions.len());
        let mut places: Vec<(u32, u32)> = numbers
            .into_iter()
            .filter_map(|number| self.versions.get(number as usize))
            .copied()
            .collect();
        places.sort_unstable();
        let found = places.into_iter().filter_map(|(at, version)| {
            let history = self.histories.get(at as usize)?;
            Some((&**history, history.versions.get(version as usize)?))
        });
        let mut found: Vec<(&History, &Version)> = found.collect();
        found.sort_by_key(|(_, version)| version.meta.id.kind());
        found
    }

    fn at<'a>(&'a self, places: Option<&'a Vec<usize>>) -> impl Iterator<Item = &'a History> {
        let places = places.map_or(&[][..], Vec::as_slice);
        places.iter().map(|&at| &*self.histories[at])
    }
}

impl Version {
    /// Whether it says all these parts of words, in whatever field. For the few
    /// versions that are not in the record as they are shown; the others are found
    /// by [`Programme::saying`].
    pub(crate) fn says(&self, parts: &[String]) -> bool {
        self.body.as_ref().is_some_and(|body| {
            let said = words::of(&body.to_json().to_string());
            parts.iter().all(|part| said.contains(part.as_str()))
        })
    }
}

impl History {
    /// The same with other readings in place of those it holds: its versions'
    /// reasons, which may tell the numbers, are left out, those of a withdrawal too.
    #[must_use]
    pub fn with_readings(&self, in_place: impl Fn(&Reading) -> Reading) -> Self {
        let mut copy = self.clone();
        for version in &mut copy.versions {
            version.meta.reason = None;
            if let Some(Body::Reading(reading)) = &version.body {
                version.body = Some(Body::Reading(in_place(reading)));
            }
        }
        copy
    }

    /// The entry's name; `None` only while it has no version.
    #[must_use]
    pub fn id(&self) -> Option<&EntryId> {
        self.versions.first().map(|version| &version.meta.id)
    }
}

/// A place or a number of versions: a record of four thousand million would not fit
/// in memory.
fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn earlier(earliest: &mut Option<Date>, date: Date) {
    *earliest = Some(earliest.map_or(date, |known| known.min(date)));
}

/// Decodes an entry. A withdrawal and an erasure have no body of their kind.
pub(crate) fn decode(entry: Entry, erased: bool) -> Result<Version, Unreadable> {
    let meta = entry.meta;
    let has_body = !erased && !matches!(meta.change, Change::Withdraws | Change::Erases);
    let written = entry.written.filter(|_| has_body);
    let body = written
        .as_ref()
        .map(|written| Body::read(meta.id.kind(), meta.schema, &written.body))
        .transpose()?;
    Ok(Version {
        meta,
        body,
        body_digest: entry.body_digest,
        hash: entry.hash,
    })
}
