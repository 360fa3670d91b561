//! Records made for measuring speed.

use marlshire::{Size, scaled};
use record::entry::Salt;
use record::kind::Kind;
use record::programme::Programme;

fn small() -> Size {
    Size {
        actions: 40,
        updates: 500,
        measures: 6,
        months: 24,
    }
}

#[test]
fn have_as_much_as_was_asked_for() {
    let drafts = scaled(7, small()).unwrap();
    let count = |kind: Kind| {
        drafts
            .iter()
            .filter(|draft| draft.id.kind() == kind)
            .count()
    };
    assert_eq!(count(Kind::Action), 40);
    assert_eq!(count(Kind::Update), 500);
    assert_eq!(count(Kind::Measure), 6);
    assert_eq!(count(Kind::Reading), 6 * 24);
    // Both ratings of every action, each set up to three times.
    assert!(
        (40..=240).contains(&count(Kind::Rating)),
        "{}",
        count(Kind::Rating)
    );
}

#[test]
fn are_accepted_and_the_same_every_time_and_differ_from_council_to_council() {
    let drafts = scaled(7, small()).unwrap();
    assert_eq!(drafts, scaled(7, small()).unwrap());
    let mut programme = Programme::new("made-up-7".parse().unwrap());
    let now = "2026-11-23T20:00:00Z".parse().unwrap();
    for entry in programme.prepare(&drafts, now, || Salt([0; 16])).unwrap() {
        programme.push(entry).unwrap();
    }
    let bodies = |number: u32| -> Vec<Option<String>> {
        let drafts = scaled(number, small()).unwrap();
        drafts.into_iter().map(|draft| draft.body).collect()
    };
    assert_ne!(bodies(7), bodies(8));
}

#[test]
#[ignore = "prints how long the large record takes; run with --release --run-ignored all"]
fn the_large_record_is_accepted() {
    let drafts = scaled(1, Size::LARGE).unwrap();
    let programme = Programme::new("made-up-1".parse().unwrap());
    let now = "2026-11-23T20:00:00Z".parse().unwrap();
    let entries = programme.prepare(&drafts, now, || Salt([0; 16])).unwrap();
    assert_eq!(entries.len(), drafts.len());
}
