//! The eleven conflicts, each of its kind by what the record holds: values,
//! definitions, versions and dates, not by what the conflict's entry calls it.

use record::body::{Conflict, ConflictForm};
use record::state::Moment;
use report::claims::{FindingKind, differing};

use crate::briefing::coventry;

/// The kinds by the list of conflicts found in the public record.
const KINDS: [(&str, ConflictForm, &str); 11] = [
    (
        "outside-area-2017",
        ConflictForm::Arithmetic,
        "315 of 599 is 52.6%, not 59%",
    ),
    (
        "fall-in-plans",
        ConflictForm::Rounding,
        "From 695 to 489 is 29.6%, not 29%",
    ),
    (
        "neet-baseline",
        ConflictForm::Cohort,
        "another group was counted",
    ),
    (
        "re-referrals-2016",
        ConflictForm::LocalVPublished,
        "27.4%; 28.7% is a local count",
    ),
    (
        "children-in-need-2016",
        ConflictForm::LocalVPublished,
        "3,615; 3,695 is a local count",
    ),
    ("plans-2021", ConflictForm::Restated, "461, not 465"),
    ("caseload-2017", ConflictForm::Basis, "another basis"),
    (
        "children-in-care-2025",
        ConflictForm::Scope,
        "asylum-seeking children left out; the published 684",
    ),
    (
        "executive-group-end",
        ConflictForm::MovedDate,
        "June 2020 and became September 2020",
    ),
    (
        "england-re-referrals-2025",
        ConflictForm::ComparatorYear,
        "22.4% is the figure of the year to 31 March 2024; that of the year to 31 March 2025 is 22.6%",
    ),
    (
        "teaching-partnership",
        ConflictForm::Scope,
        "later 15 local authorities, 9 universities and 2 NHS trusts",
    ),
];

#[test]
fn each_conflict_is_of_its_kind_by_what_the_record_holds() {
    let view = coventry();
    report::disclosed::audited(view.programme());
    let today = view.view().at(Moment::on("2026-11-23".parse().unwrap()));
    assert_eq!(today.all::<Conflict>().len(), KINDS.len());
    for (name, form, words) in KINDS {
        let id = format!("conflict/{name}").parse().unwrap();
        let held = today.get::<Conflict>(&id).unwrap();
        let found = differing::conflict(&today, held.body);
        let first = found
            .first()
            .unwrap_or_else(|| panic!("{name}: nothing found"));
        assert_eq!(
            first.kind,
            FindingKind::Differs(form),
            "{name}: {}",
            first.words
        );
        assert!(first.words.contains(words), "{name}: {}", first.words);
        assert!(!first.rests_on.is_empty(), "{name} rests on nothing");
        assert_eq!(held.body.form, form, "{name}: as the entry has it");
    }
}

#[test]
fn a_conflict_is_not_found_before_its_other_side_was_known() {
    let view = coventry();
    report::disclosed::audited(view.programme());
    let today = view.view().at(Moment::on("2026-11-23".parse().unwrap()));
    let id = "conflict/executive-group-end".parse().unwrap();
    let entries = today.get::<Conflict>(&id).unwrap().body;
    let before = view.view().at(Moment::on("2020-08-31".parse().unwrap()));
    assert_eq!(differing::conflict(&before, entries), []);
}
