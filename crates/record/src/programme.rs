//! Every version of one authority's entries, in memory, indexed.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;

use crate::entry::{Change, Digest, Entry, Head, Meta};
use crate::id::{Authority, EntryId};
use crate::kind::{Body, Kind, Unreadable};
use crate::view::{Audience, View};

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
    /// Everything it says, in lower case, for search.
    pub(crate) words: Box<str>,
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
/// date years back costs what today does.
#[derive(Clone, Debug)]
pub struct Programme {
    authority: Authority,
    entries: HashMap<EntryId, History>,
    by_kind: BTreeMap<Kind, Vec<EntryId>>,
    readings: HashMap<EntryId, Vec<EntryId>>,
    head: Head,
    last_recorded: Option<jiff::Timestamp>,
    earliest_known: Option<Date>,
    earliest_published: Option<Date>,
    /// For each audience, in the order of [`Audience::ALL`].
    earliest: [Option<Date>; Audience::ALL.len()],
}

impl Programme {
    /// An empty record.
    #[must_use]
    pub fn new(authority: Authority) -> Self {
        Self {
            authority,
            entries: HashMap::new(),
            by_kind: BTreeMap::new(),
            readings: HashMap::new(),
            head: Head::EMPTY,
            last_recorded: None,
            earliest_known: None,
            earliest_published: None,
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
            .entries
            .get(&entry.meta.id)
            .is_some_and(|history| history.erased);
        let version = decode(&entry, erased)?;
        self.head = Head {
            seq: entry.meta.seq,
            hash: entry.hash,
        };
        self.last_recorded = Some(entry.meta.recorded_at);
        earlier(&mut self.earliest_known, entry.meta.known_on.counts_as());
        if let Some(published) = entry.meta.published_on {
            earlier(&mut self.earliest_published, published.counts_as());
        }
        for audience in Audience::ALL {
            if let Some(day) = audience.dated(&entry.meta) {
                earlier(&mut self.earliest[audience as usize], day);
            }
        }
        let history = self.entries.entry(entry.meta.id.clone()).or_default();
        if history.versions.is_empty() {
            self.by_kind
                .entry(entry.meta.id.kind())
                .or_default()
                .push(entry.meta.id.clone());
            if let Some(Body::Reading(reading)) = &version.body {
                self.readings
                    .entry(reading.measure.clone())
                    .or_default()
                    .push(entry.meta.id.clone());
            }
        }
        history.versions.push(version);
        if entry.meta.change == Change::Erases {
            history.erased = true;
            for version in &mut history.versions {
                version.body = None;
                version.words = "".into();
            }
        }
        Ok(())
    }

    /// All versions of an entry, for rules and for [`View`], which filters them.
    pub(crate) fn history(&self, id: &EntryId) -> Option<&History> {
        self.entries.get(id)
    }

    /// Names of all entries of a kind, in the order they were opened.
    pub(crate) fn ids(&self, kind: Kind) -> &[EntryId] {
        self.by_kind.get(&kind).map_or(&[], Vec::as_slice)
    }

    /// Names of all readings of a measure, in the order they were opened. A
    /// reading's name follows from its measure, so this never changes.
    pub(crate) fn reading_ids(&self, measure: &EntryId) -> &[EntryId] {
        self.readings.get(measure).map_or(&[], Vec::as_slice)
    }
}

fn earlier(earliest: &mut Option<Date>, date: Date) {
    *earliest = Some(earliest.map_or(date, |known| known.min(date)));
}

/// Decodes an entry. A withdrawal and an erasure have no body of their kind.
pub(crate) fn decode(entry: &Entry, erased: bool) -> Result<Version, Unreadable> {
    let meta = entry.meta.clone();
    let has_body = !erased && !matches!(meta.change, Change::Withdraws | Change::Erases);
    let body = match &entry.written {
        Some(written) if has_body => Some(Body::read(meta.id.kind(), meta.schema, &written.body)?),
        _ => None,
    };
    let words = body.as_ref().map_or_else(String::new, words);
    Ok(Version {
        meta,
        body,
        body_digest: entry.body_digest,
        hash: entry.hash,
        words: words.into(),
    })
}

fn words(body: &Body) -> String {
    fn gather(value: &serde_json::Value, into: &mut String) {
        match value {
            serde_json::Value::String(text) => {
                into.push_str(&text.to_lowercase());
                into.push('\n');
            }
            serde_json::Value::Array(items) => items.iter().for_each(|item| gather(item, into)),
            serde_json::Value::Object(fields) => {
                fields.values().for_each(|field| gather(field, into));
            }
            _ => {}
        }
    }
    let mut into = String::new();
    gather(&body.to_json(), &mut into);
    into
}
