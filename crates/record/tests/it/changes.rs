//! What changed between two moments.

use record::changes::{ChangesBetween, How, changes_between};
use record::entry::Change;
use record::state::Moment;
use record::view::Audience;
use serde_json::json;

use crate::histories::{ENTRIES, book as random_book, histories};
use crate::support::{Book, action, event, name, opens, then};
use crate::working::{
    book, changed, date_change, due, evidence, on, rating, rerated, signed, update,
};
use jiff::civil::Date;
use proptest::prelude::*;

fn between<'a>(book: &'a Book, from: &str, to: &str) -> ChangesBetween<'a> {
    let view = book.view(Audience::Board);
    let at = |day: &str| view.at(Moment::on(day.parse().unwrap()));
    changes_between(at(from), at(to))
}

/// `how entry`, in the order given.
fn told(changes: &ChangesBetween<'_>) -> Vec<String> {
    let entries = changes.entries.iter();
    entries
        .map(|one| format!("{:?} {}", one.how, one.id().unwrap()))
        .collect()
}

#[test]
fn what_opened_changed_and_went_is_told_with_its_fields() {
    let mut book = book();
    let mut renamed = event("Something happened");
    renamed["text"] = json!("Twice.");
    book.add(&[
        update("2018-03-01", "action/one"),
        changed("2018-03-02", "event/one", renamed.clone()),
        opens("event/two", event("Another")),
        then("event/two", Change::Withdraws, "2018-03-03", json!({})),
    ]);
    let march = between(&book, "2018-02-28", "2018-03-27");
    assert_eq!(
        told(&march),
        [
            "Changed event/one",
            "Withdrawn event/two",
            "Opened update/one/2018-03-01"
        ]
    );
    assert_eq!(march.entries[0].fields(), ["text"]);
    assert!(
        between(&book, "2018-03-03", "2018-03-27")
            .entries
            .is_empty()
    );
    book.add(&[
        changed("2018-04-01", "event/two", event("Another")),
        then("event/one", Change::Corrects(2), "2018-03-02", {
            renamed["text"] = json!("Once.");
            renamed
        }),
    ]);
    // The correction is told when it was known, though it is true from March.
    let april = between(&book, "2018-03-03", "2018-04-01");
    assert!(told(&april).contains(&"Reinstated event/two".to_owned()));
}

#[test]
fn a_correction_is_told_when_it_becomes_known() {
    let mut book = book();
    let mut draft = then(
        "event/one",
        Change::Corrects(1),
        "2018-01-01",
        event("As it was"),
    );
    draft.known_on = Some("2018-05-01".parse().unwrap());
    draft.published_on = None;
    book.add(&[draft]);
    assert!(
        between(&book, "2018-04-01", "2018-04-30")
            .entries
            .is_empty()
    );
    let may = between(&book, "2018-04-30", "2018-05-01");
    assert_eq!(told(&may), ["Corrected event/one"]);
    assert_eq!(may.entries[0].fields(), ["title"]);
}

#[test]
fn what_says_the_same_in_another_version_is_not_told() {
    let mut book = book();
    book.add(&[changed(
        "2018-04-01",
        "event/one",
        event("Something happened"),
    )]);
    assert!(
        between(&book, "2018-03-31", "2018-04-01")
            .entries
            .is_empty()
    );
}

#[test]
fn ratings_are_told_as_was_and_now() {
    let mut book = book();
    let green = rating("2018-03-01", "action/one", "G");
    book.add(&[
        green.clone(),
        rerated(green.clone(), "2018-04-01", "A"),
        rerated(green, "2018-05-01", "A"),
    ]);
    let codes = |from: &str, to: &str| -> Vec<(Option<String>, Option<String>)> {
        let code = |rated: record::delivery::Rated<'_>| rated.status.code.clone();
        let changes = between(&book, from, to);
        let rerated = changes.rerated.iter();
        rerated
            .map(|one| (one.was.map(code), one.now.map(code)))
            .collect()
    };
    let code = |code: &str| Some(code.to_owned());
    assert_eq!(codes("2018-02-28", "2018-03-01"), [(None, code("G"))]);
    assert_eq!(codes("2018-03-01", "2018-04-01"), [(code("G"), code("A"))]);
    // Rated again and the same: nothing to tell.
    assert_eq!(codes("2018-04-01", "2018-05-01"), []);
    assert_eq!(codes("2018-02-28", "2018-05-01"), [(None, code("A"))]);
}

#[test]
fn slips_are_told_with_who_agreed() {
    let mut book = book();
    book.add(&[
        due("April"),
        date_change("2018-03-01", "April", "July"),
        date_change("2018-06-01", "July", "September"),
    ]);
    let summer = between(&book, "2018-05-01", "2018-07-01");
    let [slip] = &summer.slipped[..] else {
        panic!("{:?}", summer.slipped)
    };
    assert_eq!(
        (&*slip.from.as_written, &*slip.to.as_written),
        ("July", "September")
    );
    assert_eq!(slip.days, Some(61));
    assert_eq!(slip.change.body.agreed_by, name("board/improvement"));
    assert_eq!(between(&book, "2018-02-01", "2018-07-01").slipped.len(), 2);
}

#[test]
fn actions_are_told_as_opened_closed_and_reopened() {
    let mut book = book();
    let delivery = rating("2018-03-01", "action/one", "C");
    book.add(&[
        delivery.clone(),
        evidence("2018-03-02", "action/one"),
        signed("2018-03-02", "action/one"),
        rerated(delivery.clone(), "2018-04-01", "B"),
        rerated(delivery, "2018-05-01", "A"),
        on("2018-04-02", "action/two", action("post/head")),
        on("2018-04-03", "action/three", action("post/head")),
        then("action/three", Change::Withdraws, "2018-05-02", json!({})),
    ]);
    let ids = |actions: &[record::state::Held<'_, record::body::Action>]| -> Vec<String> {
        actions.iter().map(|one| one.id().to_string()).collect()
    };
    let april = between(&book, "2018-03-31", "2018-04-30");
    assert_eq!(ids(&april.opened), ["action/three", "action/two"]);
    assert_eq!(ids(&april.closed), ["action/one"]);
    assert!(april.reopened.is_empty());
    let may = between(&book, "2018-04-30", "2018-05-31");
    assert_eq!(ids(&may.reopened), ["action/one"]);
    assert_eq!(ids(&may.closed), ["action/three"]);
    assert!(may.opened.is_empty());
    // Awaiting sign-off is complete and not closed; from there back is reopened.
    let since_march = between(&book, "2018-03-01", "2018-05-31");
    assert_eq!(ids(&since_march.reopened), ["action/one"]);
    assert_eq!(
        ids(&between(&book, "2018-02-28", "2018-03-01").closed),
        [""; 0]
    );
    // Another action takes its place.
    let mut superseded = action("post/head");
    superseded["superseded_by"] = json!("action/one");
    book.add(&[changed("2018-06-01", "action/two", superseded)]);
    assert_eq!(
        ids(&between(&book, "2018-05-31", "2018-06-01").closed),
        ["action/two"]
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    /// Over random histories: what is told is exactly what a reader of both
    /// states would see differ.
    #[test]
    fn what_is_told_is_what_differs(rows in histories(), from in 0usize..400, to in 0usize..400) {
        let book = random_book(&rows);
        let moments = crate::oracle::moments(&rows);
        let (from, to) = (moments[from % moments.len()], moments[to % moments.len()]);
        for audience in Audience::ALL {
            let view = book.view(audience);
            let (before, after) = (view.at(from), view.at(to));
            let changes = changes_between(before, after);
            for id in ENTRIES {
                let id = name(id);
                let said = |state: record::state::State<'_>| {
                    state.entry(&id).map(|held| held.body.headline())
                };
                let told = changes.entries.iter().find(|one| one.id() == Some(&id));
                prop_assert_eq!(told.is_some(), said(before) != said(after));
                if let Some(told) = told {
                    let gone = told.how == How::Withdrawn;
                    prop_assert_eq!(gone, said(after).is_none());
                    let new = matches!(told.how, How::Opened | How::Reinstated);
                    prop_assert_eq!(new, said(before).is_none());
                }
            }
        }
    }

    /// Over random histories: each entry that stands is met on every day from
    /// which one of its versions could be seen, and on no other.
    #[test]
    fn what_could_be_seen_is_met_day_by_day(rows in histories(), at in 0usize..400) {
        let book = random_book(&rows);
        let moments = crate::oracle::moments(&rows);
        let moment = moments[at % moments.len()];
        for audience in Audience::ALL {
            let view = book.view(audience);
            let state = view.at(moment);
            let met: Vec<(Date, String)> = state
                .seen_back()
                .flat_map(|(day, held)| held.into_iter().map(move |one| (day, one.id().to_string())))
                .collect();
            let standing = ENTRIES.map(name).into_iter().filter(|id| state.entry(id).is_some());
            let unrecorded = Moment { recorded: None, ..moment };
            let mut wanted: Vec<(Date, String)> = standing
                .flat_map(|id| {
                    let versions = view.history(&id, unrecorded);
                    let days = versions.into_iter().filter_map(|version| view.dated(&version.meta));
                    days.map(|day| (day, id.to_string())).collect::<Vec<_>>()
                })
                .collect();
            wanted.sort();
            wanted.dedup();
            let mut sorted = met.clone();
            sorted.sort();
            prop_assert_eq!(sorted, wanted);
            prop_assert!(met.is_sorted_by_key(|(day, _)| std::cmp::Reverse(*day)));
        }
    }
}
