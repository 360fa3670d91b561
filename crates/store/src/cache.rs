//! The records in memory, so many bytes of them: what was asked for longest ago
//! goes first, and is read again when it is asked for.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use record::entry::Entry;
use record::id::Authority;
use record::programme::Programme;

/// One authority's record in memory. Whoever brings it up to date holds its
/// lock, and nobody else's.
pub(crate) type Slot = Arc<Mutex<Held>>;

/// A record in memory and about how many bytes it takes.
pub(crate) struct Held {
    pub(crate) programme: Arc<Programme>,
    pub(crate) bytes: u64,
}

impl Held {
    fn empty(authority: &Authority) -> Self {
        Self {
            programme: Arc::new(Programme::new(authority.clone())),
            bytes: 0,
        }
    }

    /// Forgets everything.
    pub(crate) fn clear(&mut self) {
        *self = Self::empty(self.programme.authority());
    }
}

/// The records in memory.
pub(crate) struct Cache {
    most: u64,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    /// Moves on at each use.
    now: u64,
    slots: HashMap<Authority, InMemory>,
}

struct InMemory {
    slot: Slot,
    used: u64,
    bytes: u64,
}

impl Cache {
    /// A cache of about so many bytes. One record larger than that is kept all
    /// the same while it is the last that was asked for.
    pub(crate) fn new(most: u64) -> Self {
        Self {
            most,
            kept: Mutex::default(),
        }
    }

    /// The place of an authority's record.
    pub(crate) fn slot(&self, authority: &Authority) -> Slot {
        let mut kept = held(&self.kept);
        kept.now += 1;
        let now = kept.now;
        let place = kept
            .slots
            .entry(authority.clone())
            .or_insert_with(|| InMemory {
                slot: Arc::new(Mutex::new(Held::empty(authority))),
                used: now,
                bytes: 0,
            });
        place.used = now;
        Arc::clone(&place.slot)
    }

    /// Forgets an authority's record.
    pub(crate) fn forget(&self, authority: &Authority) {
        held(&self.kept).slots.remove(authority);
    }

    /// Notes how large a record has become, and lets go of others if that is
    /// too much. Whoever still shows one of them keeps it until then.
    pub(crate) fn has_grown(&self, authority: &Authority, bytes: u64) {
        let mut kept = held(&self.kept);
        if let Some(place) = kept.slots.get_mut(authority) {
            place.bytes = bytes;
        }
        while kept.slots.values().map(|place| place.bytes).sum::<u64>() > self.most {
            let others = kept.slots.iter().filter(|(of, _)| *of != authority);
            let oldest = others.min_by_key(|(_, place)| place.used);
            let Some(oldest) = oldest.map(|(of, _)| of.clone()) else {
                return;
            };
            kept.slots.remove(&oldest);
        }
    }

    /// How many records are in memory, and about how many bytes they take.
    pub(crate) fn size(&self) -> (usize, u64) {
        let kept = held(&self.kept);
        let bytes = kept.slots.values().map(|place| place.bytes).sum();
        (kept.slots.len(), bytes)
    }
}

/// About how many bytes an entry takes in memory: its decoded body and its
/// words for search beside what is known about it. A test weighs two records.
pub(crate) fn bytes_of(entry: &Entry) -> u64 {
    const ABOUT_IT: usize = 1_000;
    let body = entry
        .written
        .as_ref()
        .map_or(0, |written| written.body.len());
    (ABOUT_IT + 2 * body) as u64
}

/// Takes a lock. Whoever panicked while holding it left the record in memory to
/// the next catching-up.
pub(crate) fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed step should fail the test")]
    use super::*;

    #[test]
    fn the_record_asked_for_longest_ago_goes_first_and_the_last_stays() {
        let cache = Cache::new(100);
        let authority = |name: &str| name.parse::<Authority>().unwrap();
        for name in ["a-town", "b-town", "c-town"] {
            cache.slot(&authority(name));
            cache.has_grown(&authority(name), 40);
        }
        assert_eq!(cache.size(), (2, 80), "the first went");
        cache.slot(&authority("b-town"));
        cache.slot(&authority("d-town"));
        cache.has_grown(&authority("d-town"), 40);
        let kept = held(&cache.kept);
        let mut names: Vec<&str> = kept.slots.keys().map(Authority::as_str).collect();
        names.sort_unstable();
        assert_eq!(names, ["b-town", "d-town"]);
        drop(kept);
        cache.has_grown(&authority("d-town"), 1_000);
        assert_eq!(cache.size(), (1, 1_000));
    }

    /// Anonymous memory of this process, in bytes, as Linux counts it.
    #[cfg(target_os = "linux")]
    fn resident() -> u64 {
        let status = std::fs::read_to_string("/proc/self/status").unwrap();
        let line = status.lines().find(|line| line.starts_with("RssAnon"));
        let kilobytes = line.unwrap().split_whitespace().nth(1).unwrap();
        kilobytes.parse::<u64>().unwrap() * 1024
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn what_an_entry_is_reckoned_to_weigh_is_near_what_it_takes() {
        let small = marlshire::Size {
            actions: 200,
            updates: 2_000,
            measures: 20,
            months: 120,
        };
        let of_short = marlshire::scaled(1, small).unwrap();
        let of_long = marlshire::drafts("2026-11-23".parse().unwrap()).unwrap();
        // Nothing is let go of, so that each is weighed in memory of its own.
        let mut kept = Vec::new();
        for (which, drafts) in [("short entries", of_short), ("long entries", of_long)] {
            let authority = &drafts[0].authority;
            let empty = Programme::new(authority.clone());
            let now = "2026-11-23T09:00:00Z".parse().unwrap();
            let entries = empty.prepare(&drafts, now, || record::entry::Salt([7; 16]));
            let entries = entries.unwrap();
            let load = || {
                let mut programme = empty.clone();
                for entry in &entries {
                    programme.push(entry.clone()).unwrap();
                }
                programme
            };
            // What was freed before is used up first.
            kept.extend([load(), load(), load()]);
            let before = resident();
            kept.extend([load(), load()]);
            let each = (resident() - before) / 2;
            let reckoned: u64 = entries.iter().map(bytes_of).sum();
            let bodies = entries.iter().filter_map(|entry| entry.written.as_ref());
            let bodies: usize = bodies.map(|written| written.body.len()).sum();
            let said = format!(
                "{which}: {} entries with {bodies} bytes of bodies take {each}, reckoned {reckoned}",
                entries.len()
            );
            println!("{said}");
            assert!(each * 4 / 5 < reckoned && reckoned < each * 5 / 4, "{said}");
        }
    }
}
