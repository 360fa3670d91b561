//! The ledger of claims as a reader meets it.

use axum::http::StatusCode;

use crate::support::{get, page};

#[test]
fn each_claim_stands_with_who_said_it_what_was_found_and_what_came_later() {
    let answer = page("/coventry/claims");
    let words = answer.words();
    for said in [
        "315 of 599 children looked after (59%) lived outside the area.",
        "315 of 599 is 52.6%, not 59%: the sum does not come out.",
        "22.4% is the figure of the year to 31 March 2024; that of the year to 31 March 2025 is 22.6%.",
        "From 695 to 489 is 29.6%, not 29%: it is a matter of rounding.",
        "What the figures said later",
        "Of six measures, the next figure was nearer to what is good for two",
        "Two points are no trend.",
        "Said by Ofsted",
    ] {
        assert!(words.contains(said), "“{said}” is not in {words}");
    }
    assert!(
        answer
            .main()
            .contains("/coventry/entry/reading/cpp-repeat-pct/coventry/2017-04-01_2018-03-31")
    );
}

#[test]
fn the_address_narrows_the_ledger_and_what_it_does_not_know_is_said() {
    let narrow = page("/coventry/claims?verdict=contradicted&source=statement&year=2017");
    let words = narrow.words();
    assert!(words.contains("315 of 599 is 52.6%"), "{words}");
    assert!(!words.contains("was rounded"), "{words}");
    assert!(
        !words.contains("614 children in care"),
        "another year and finding: {words}"
    );
    assert!(
        narrow.text().contains("contradicted, statements, 2017"),
        "the title says so"
    );
    let nonsense = page("/coventry/claims?verdict=perhaps&year=soon&page=99").words();
    assert!(
        nonsense.contains("There is no finding called “perhaps”, so all are shown."),
        "{nonsense}"
    );
    assert!(
        nonsense.contains("There is no year called “soon”"),
        "{nonsense}"
    );
}

#[test]
fn on_19_july_2018_the_claim_of_that_day_has_nothing_behind_it_and_nothing_later() {
    let words = page("/coventry/claims?as_at=2018-07-19").words();
    assert!(
        words.contains("plan progress and highlight reports show the progress"),
        "{words}"
    );
    assert!(words.contains("two points are no trend"), "{words}");
    assert!(!words.contains("27.3%"), "that came out later: {words}");
    let before = page("/coventry/claims?as_at=2018-07-04").words();
    assert!(
        !before.contains("plan progress and highlight reports"),
        "the note was not public"
    );
}

#[test]
fn an_entry_that_claims_something_shows_what_the_figures_say_of_it() {
    let entry = page("/coventry/entry/statement/outside-area-2017").words();
    assert!(entry.contains("What the figures say of it"), "{entry}");
    assert!(entry.contains("Contradicted"), "{entry}");
    let silent = page("/coventry/entry/statement/recruiting-2018").words();
    assert!(!silent.contains("What the figures say of it"), "{silent}");
    let conflict = page("/coventry/conflicts").words();
    assert!(
        conflict.contains("Worked out from the record"),
        "{conflict}"
    );
    assert!(
        conflict.contains("The date was June 2020 and became September 2020. (moved date)"),
        "{conflict}"
    );
    assert_eq!(get("/coventry/claims/x").status, StatusCode::NOT_FOUND);
}
