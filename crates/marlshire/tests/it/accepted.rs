//! The rules of the record take the whole story, and the story as it stood on
//! any earlier day.

use std::collections::HashMap;

use jiff::civil::{Date, date};
use record::draft::Draft;
use record::entry::Salt;
use record::kind::Body;
use record::programme::Programme;

/// The record these drafts make.
pub(crate) fn record(drafts: &[Draft]) -> Programme {
    let mut programme = Programme::new(marlshire::AUTHORITY.parse().unwrap());
    let now = "2026-11-23T20:00:00Z".parse().unwrap();
    let entries = programme
        .prepare(drafts, now, || Salt([0; 16]))
        .unwrap_or_else(|problems| {
            let some: Vec<String> = problems.iter().take(20).map(ToString::to_string).collect();
            panic!("{} problems:\n{}", problems.len(), some.join("\n"))
        });
    for entry in entries {
        programme.push(entry).unwrap();
    }
    programme
}

#[test]
fn the_whole_story_is_accepted() {
    let drafts = marlshire::drafts(marlshire::ENDS).unwrap();
    let programme = record(&drafts);
    assert_eq!(programme.head().seq, u64::try_from(drafts.len()).unwrap());
}

#[test]
fn the_story_only_grows_and_is_accepted_as_it_stood_then() {
    let whole = marlshire::drafts(marlshire::ENDS).unwrap();
    let days: [Date; 7] = [
        date(2021, 11, 30),
        date(2022, 6, 1),
        date(2023, 10, 16),
        date(2024, 3, 6),
        date(2024, 9, 27),
        date(2025, 4, 30),
        date(2026, 6, 24),
    ];
    for day in days {
        let then = marlshire::drafts(day).unwrap();
        assert!(!then.is_empty(), "nothing on {day}");
        assert_eq!(then, whole[..then.len()], "{day}");
    }
    record(&marlshire::drafts(date(2024, 9, 27)).unwrap());
    assert!(marlshire::drafts(date(2021, 11, 1)).unwrap().is_empty());
}

// The rules ask only that what is named is in the batch; a record that grows day
// by day may name nothing it does not know yet.
#[test]
fn no_entry_names_what_was_not_yet_known() {
    let drafts = marlshire::drafts(marlshire::ENDS).unwrap();
    let mut first = HashMap::new();
    for draft in &drafts {
        let known = draft.known_on.unwrap().counts_as();
        first.entry(draft.id.clone()).or_insert(known);
    }
    let mut early = Vec::new();
    for draft in &drafts {
        let known = draft.known_on.unwrap().counts_as();
        let body = Body::read(draft.id.kind(), draft.schema, draft.body.as_ref().unwrap()).unwrap();
        let sources = body.sources().iter().map(|source| source.document.clone());
        let named = body.references().into_iter().map(|one| one.to.clone());
        for id in named.chain(sources) {
            if first.get(&id).is_none_or(|since| *since > known) {
                early.push(format!("{} of {known} names {id}", draft.id));
            }
        }
    }
    assert!(early.is_empty(), "{}", early.join("\n"));
}
