//! The state of a record, worked out a second time: slowly and obviously, from
//! the text of the design, and compared with the record's own answer over
//! random histories.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use record::body::Event;
use record::entry::Change;
use record::state::Moment;
use record::view::Audience;

use crate::histories::{ENTRIES, Row, book, histories, recorded_on};
use crate::support::name;

/// “A date known only to its month or year counts as its last day; precision
/// *by* means true at the latest on that day.”
fn last_day(written: &str) -> Date {
    let written = written.trim_start_matches("by ");
    let numbers: Vec<i16> = written.split('-').map(|n| n.parse().unwrap()).collect();
    let month_lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let (year, month, day) = match numbers[..] {
        [year] => (year, 12, 31),
        [year, month] => (
            year,
            month,
            month_lengths[usize::try_from(month).unwrap() - 1],
        ),
        [year, month, day] => (year, month, day),
        _ => panic!("{written}"),
    };
    Date::new(
        year,
        i8::try_from(month).unwrap(),
        i8::try_from(day).unwrap(),
    )
    .unwrap()
}

fn allowed(audience: Audience, classification: &str) -> bool {
    match audience {
        Audience::Board => classification == "public" || classification == "board",
        Audience::PublicPage | Audience::PublicPaper => classification == "public",
    }
}

/// The state *(effective E, known K)* of one entry for an audience, and as
/// recorded by R.
fn state(
    rows: &[Row],
    entry: usize,
    audience: Audience,
    effective: Date,
    known: Date,
    recorded: Option<Date>,
) -> Option<String> {
    let own: Vec<&Row> = rows.iter().filter(|row| row.entry == entry).collect();

    // Today's rights govern past dates, and what is erased is gone for good.
    let today = own.last()?;
    if !allowed(audience, today.classification) {
        return None;
    }
    if own.iter().any(|row| row.change == Change::Erases) {
        return None;
    }

    // Take the entries known by K: a public page what was published by K.
    let mut taken = Vec::new();
    for row in own {
        let day = match audience {
            Audience::PublicPage => row.published.as_deref().map(last_day),
            Audience::PublicPaper | Audience::Board => Some(last_day(&row.known)),
        };
        let Some(day) = day else { continue };
        let on_time = recorded.is_none_or(|by| recorded_on(row.recorded) <= by);
        if allowed(audience, row.classification) && day <= known && on_time {
            taken.push(row);
        }
    }

    // Drop versions corrected by one of them.
    let mut kept = Vec::new();
    for row in &taken {
        let mut corrected = false;
        for other in &taken {
            if other.change == Change::Corrects(row.number) {
                corrected = true;
            }
        }
        if !corrected {
            kept.push(*row);
        }
    }

    // Of the rest take the latest effective by E. Ties go to the later version.
    let mut latest: Option<&Row> = None;
    for row in kept {
        let day = last_day(&row.effective);
        if day > effective {
            continue;
        }
        match latest {
            Some(other) if last_day(&other.effective) > day => {}
            _ => latest = Some(row),
        }
    }

    let row = latest?;
    (row.change != Change::Withdraws).then(|| row.title.clone())
}

/// A day, and the day before it: whatever happens, happens between the two.
fn around(days: impl Iterator<Item = Date>) -> BTreeSet<Date> {
    days.flat_map(|day| [day.yesterday().unwrap(), day])
        .collect()
}

/// Every moment at which anything of a history can differ.
pub(crate) fn moments(rows: &[Row]) -> Vec<Moment> {
    let effective = around(rows.iter().map(|row| last_day(&row.effective)));
    let known = around(rows.iter().flat_map(|row| {
        let published = row.published.iter().map(|day| last_day(day));
        published.chain([last_day(&row.known)])
    }));
    let last = rows.last().map_or(0, |row| row.recorded);
    let recorded = [None, Some(recorded_on(last / 2)), Some(recorded_on(0))];
    let mut moments = Vec::new();
    for &effective in &effective {
        for &known in &known {
            for recorded in recorded {
                moments.push(Moment {
                    effective,
                    known,
                    recorded,
                });
            }
        }
    }
    moments
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 320, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_state_is_what_the_design_says(rows in histories()) {
        let book = book(&rows);
        for moment in moments(&rows) {
            for audience in Audience::ALL {
                let record = book.view(audience).at(moment);
                for (entry, id) in ENTRIES.iter().enumerate() {
                    let expected = state(
                        &rows, entry, audience, moment.effective, moment.known, moment.recorded,
                    );
                    let held = record.get::<Event>(&name(id)).map(|held| held.body.title.clone());
                    prop_assert_eq!(
                        &held, &expected,
                        "{} for {:?} at {:?}", id, audience, moment
                    );
                }
            }
        }
    }

    // Lists and search say the same as asking for one entry.
    #[test]
    fn lists_and_search_hold_what_each_entry_holds(rows in histories()) {
        let book = book(&rows);
        for moment in moments(&rows).into_iter().step_by(7) {
            for audience in Audience::ALL {
                let record = book.view(audience).at(moment);
                let one_by_one: BTreeSet<String> = ENTRIES
                    .iter()
                    .filter_map(|id| Some(record.get::<Event>(&name(id))?.body.title.clone()))
                    .collect();
                let all = record.all::<Event>().into_iter().map(|held| held.body.title.clone());
                prop_assert_eq!(&all.collect::<BTreeSet<_>>(), &one_by_one);
                let everything = record.everything().map(|held| held.body.headline());
                prop_assert_eq!(&everything.collect::<BTreeSet<_>>(), &one_by_one);
                let found = record.search("VERSION").into_iter().map(|held| held.body.headline());
                prop_assert_eq!(&found.collect::<BTreeSet<_>>(), &one_by_one);
            }
        }
    }
}

/// Whether a body says every one of these, found by looking through all its texts.
fn says(body: &serde_json::Value, asked: &str) -> bool {
    fn texts(value: &serde_json::Value, into: &mut Vec<String>) {
        match value {
            serde_json::Value::String(text) => into.push(text.to_lowercase()),
            serde_json::Value::Array(items) => items.iter().for_each(|item| texts(item, into)),
            serde_json::Value::Object(fields) => {
                fields.values().for_each(|field| texts(field, into));
            }
            _ => {}
        }
    }
    let mut all = Vec::new();
    texts(body, &mut all);
    asked
        .to_lowercase()
        .split_whitespace()
        .all(|part| all.iter().any(|text| text.contains(part)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    // Parts of words, several, from anywhere in a text; and after an erasure.
    #[test]
    fn search_finds_what_looking_through_every_entry_finds(
        rows in histories(),
        asked in prop::collection::vec("[vers0-9]{1,2}|VERSION|of|event|\\.", 1..=3),
    ) {
        let book = book(&rows);
        let asked = asked.join(" ");
        for moment in moments(&rows).into_iter().step_by(11) {
            for audience in Audience::ALL {
                let record = book.view(audience).at(moment);
                let looked: Vec<_> = record
                    .everything()
                    .filter(|held| says(&held.body.to_json(), &asked))
                    .map(|held| held.id().clone())
                    .collect();
                let found: Vec<_> =
                    record.search(&asked).into_iter().map(|held| held.id().clone()).collect();
                prop_assert_eq!(found, looked, "{}", asked);
            }
        }
    }
}

/// The random histories do contain what they are for, or the comparison above
/// proves little.
#[test]
fn the_histories_are_worth_comparing() {
    let mut runner = TestRunner::deterministic();
    let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
    for _ in 0..256 {
        let rows = histories().new_tree(&mut runner).unwrap().current();
        for what in features(&rows) {
            *seen.entry(what).or_default() += 1;
        }
    }
    for feature in FEATURES {
        let times = seen.get(feature).copied().unwrap_or_default();
        assert!(times >= 5, "only {times} of 256 histories have: {feature}");
    }
}

const FEATURES: [&str; 10] = [
    "a correction of a correction",
    "a correction of a withdrawal",
    "a reinstatement",
    "a tie of two effective dates",
    "an unpublished correction of what is published",
    "an entry closed later",
    "an entry opened to the public later",
    "a correction that moves the date",
    "a change dated before an earlier version",
    "an erasure",
];

fn features(rows: &[Row]) -> BTreeSet<&'static str> {
    let mut features = BTreeSet::new();
    for (at, row) in rows.iter().enumerate() {
        let before = || rows[..at].iter().filter(|other| other.entry == row.entry);
        if let Change::Corrects(number) = row.change {
            let wrong = before().find(|other| other.number == number).unwrap();
            if matches!(wrong.change, Change::Corrects(_)) {
                features.insert(FEATURES[0]);
            }
            if wrong.change == Change::Withdraws {
                features.insert(FEATURES[1]);
            }
            if wrong.published.is_some() && row.published.is_none() {
                features.insert(FEATURES[4]);
            }
            if last_day(&wrong.effective) != last_day(&row.effective) {
                features.insert(FEATURES[7]);
            }
        }
        if row.change == Change::Changes {
            if before().any(|other| other.change == Change::Withdraws) {
                features.insert(FEATURES[2]);
            }
            if before().any(|other| last_day(&other.effective) > last_day(&row.effective)) {
                features.insert(FEATURES[8]);
            }
        }
        if row.change == Change::Erases {
            features.insert(FEATURES[9]);
        }
        if before().any(|other| last_day(&other.effective) == last_day(&row.effective)) {
            features.insert(FEATURES[3]);
        }
        if let Some(last) = before().next_back() {
            if last.classification == "public" && row.classification != "public" {
                features.insert(FEATURES[5]);
            }
            if last.classification != "public" && row.classification == "public" {
                features.insert(FEATURES[6]);
            }
        }
    }
    features
}
