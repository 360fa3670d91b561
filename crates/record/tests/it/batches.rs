//! A batch is one decision: all of it or nothing.

use record::entry::Change;
use serde_json::json;

use crate::support::{Book, event, in_words, opens, place, then};

#[test]
fn a_batch_is_for_one_authority() {
    let mut draft = opens("event/two", event("Elsewhere"));
    draft.authority = "othershire".parse().unwrap();
    Book::new().refuses(
        &[draft],
        "authority: is “othershire”, but this batch is for “testshire”: append to one authority at a time",
    );
}

#[test]
fn a_batch_is_stored_whole_or_not_at_all_and_every_fault_is_named() {
    let mut book = Book::new();
    let mut drafts = vec![
        opens("event/good", event("Good")),
        opens("event/untitled", event(" ")),
        opens(
            "post/lost",
            json!({"title": "Lost", "organisation": "organisation/none"}),
        ),
    ];
    for (at, draft) in drafts.iter_mut().enumerate() {
        draft.place = place(at + 1);
    }
    let head = book.0.head();
    let problems = book.append(&drafts).unwrap_err();
    let lines: Vec<usize> = problems.iter().map(|problem| problem.place.line).collect();
    assert_eq!(lines, [2, 3]);
    assert_eq!(
        in_words(&problems),
        "title: must not be empty\norganisation: “organisation/none” is not in the record: add it first, or in the same batch"
    );
    assert_eq!(book.0.head(), head);
    book.add(&drafts[..1]);
}

// One fault, one complaint: not one more for each version behind it.
#[test]
fn what_follows_an_unreadable_version_is_not_complained_about() {
    Book::new().refuses(
        &[
            opens("event/two", json!({"title": "Two", "form": "party", "on": "2018"})),
            then("event/two", Change::Changes, "2018-02-01", event("Three")),
        ],
        "form: unknown variant `party`, expected one of `leadership`, `governance`, `context` (in “event/two”)",
    );
}

#[test]
fn a_command_is_named_on_the_first_entry_of_its_batch() {
    let mut drafts = [
        opens("event/two", event("Two")),
        opens("event/three", event("Three")),
    ];
    for draft in &mut drafts {
        draft.command_id = Some("form-7".to_owned());
    }
    let entries = Book::new().add(&drafts);
    assert_eq!(entries[0].meta.command_id.as_deref(), Some("form-7"));
    assert_eq!(entries[1].meta.command_id, None);
    assert_eq!(entries[0].meta.batch, entries[1].meta.batch);
}

#[test]
fn the_time_of_recording_never_goes_back() {
    let mut book = Book::new();
    let earlier = "2025-01-01T00:00:00Z".parse().unwrap();
    let entries = book
        .append_at(&[opens("event/two", event("Two"))], earlier)
        .unwrap();
    assert_eq!(
        entries[0].meta.recorded_at.to_string(),
        "2026-01-15T09:00:00Z"
    );
}
