//! Any date and any parameter is answered with a page, in kind words.

use axum::http::StatusCode;
use record::body::{Action, Meeting};

use super::site::{board, page, public, state};
use crate::support::TODAY;

const PAGES: [&str; 24] = [
    "",
    "/plan",
    "/challenge",
    "/risks",
    "/changes",
    "/meetings/%",
    "/decisions",
    "/requests",
    "/scrutiny",
    "/audits-and-voice",
    "/workforce",
    "/money",
    "/recommendations",
    "/boards",
    "/promises",
    "/papers",
    "/timeline",
    "/measures",
    "/reviews",
    "/intervention",
    "/search?q=plan",
    "/glossary",
    "/about",
    "/actions/%",
];

const DATES: [&str; 9] = [
    "",
    "as_at=2026-06-30",
    "as_at=2025-01-31",
    "as_at=2023-10-05",
    "as_at=2022-03-01",
    "as_at=2021-11-30",
    "as_at=2024-05-05&known_at=2026-11-23",
    "as_at=2026-11-23&known_at=2023-12-31",
    "recorded_by=2026-01-01",
];

/// The page, with the name of some entry where it is of one.
fn addresses() -> Vec<String> {
    let action = state(TODAY).all::<Action>()[20].id().name().to_owned();
    let meeting = state(TODAY).all::<Meeting>()[6].id().name().to_owned();
    let name = |page: &&str| {
        if page.starts_with("/actions") {
            action.clone()
        } else {
            meeting.clone()
        }
    };
    PAGES
        .iter()
        .map(|page| page.replace('%', &name(page)))
        .collect()
}

#[test]
fn every_page_answers_on_every_date_to_every_audience() {
    for address in addresses() {
        for dates in DATES {
            let mark = if address.contains('?') { '&' } else { '?' };
            let address = format!("{address}{mark}{dates}");
            for answer in [board(&address), public(&address)] {
                let found = answer.status == StatusCode::OK;
                // One entry's page may speak of something not known then.
                let of_one = address.starts_with("/actions/") || address.starts_with("/meetings/");
                assert!(
                    found || (of_one && answer.status == StatusCode::NOT_FOUND),
                    "{address}: {}",
                    answer.status
                );
                assert_eq!(answer.text().matches("<h1").count(), 1, "{address}");
                assert!(
                    answer.text().contains("fictional") || answer.text().contains("made up"),
                    "{address} does not say that Marlshire is made up"
                );
            }
        }
    }
}

#[test]
fn before_the_programme_a_page_says_plainly_that_there_is_nothing_yet() {
    for (address, words) in [
        ("/plan", "No action is in the record at this date."),
        ("/challenge", "The record raises none at this date."),
        ("/risks", "No risk is in the record at this date."),
        ("/requests", "No request is in the record at this date."),
        (
            "/scrutiny",
            "No recommendation of Scrutiny is in the record at this date.",
        ),
        (
            "/money",
            "No funded programme is in the record at this date.",
        ),
        (
            "/workforce",
            "No figure of the workforce is in the record at this date.",
        ),
    ] {
        let then = page(&format!("{address}?as_at=2021-12-10")).words();
        assert!(then.contains(words), "{address}: {then}");
        assert!(!page(address).words().contains(words), "{address}");
    }
    let before = page("/plan?as_at=2015-01-01").words();
    assert!(
        before.contains("Nothing had become known by 1 January 2015"),
        "{before}"
    );
}

#[test]
fn what_cannot_be_read_is_told_kindly() {
    let wrong = page("/changes?from=nonsense");
    assert!(wrong.text().contains("<title>Error: "), "{}", wrong.words());
    assert!(wrong.text().contains(r#"value="nonsense""#));
    assert!(
        wrong.words().contains("“nonsense” is not a date"),
        "{}",
        wrong.words()
    );
    let ahead = page("/changes?from=2026-11-23&as_at=2025-01-01");
    assert!(
        ahead
            .words()
            .contains("is after the date of this page, 1 January 2025")
    );
    for (address, words) in [
        (
            "/plan?needs=nonsense",
            "The plan has no sort of attention called “nonsense” at this date.",
        ),
        (
            "/plan?theme=nonsense",
            "The plan has no theme called “nonsense” at this date.",
        ),
        (
            "/plan?delivery=brilliant",
            "The plan has no rating of delivery called “brilliant” at this date.",
        ),
        (
            "/plan?impact=brilliant",
            "The plan has no rating of impact called “brilliant” at this date.",
        ),
        (
            "/plan?by=colour",
            "The plan has no grouping called “colour” at this date.",
        ),
        (
            "/plan?page=9999",
            "There is no page “9999” of this list. This is page 1.",
        ),
        (
            "/plan?page=-1",
            "There is no page “-1” of this list. This is page 1.",
        ),
        ("/actions/nonsense", "No action of that name"),
        ("/meetings/nonsense", "No meeting of that name"),
    ] {
        let answer = board(address);
        assert!(
            answer.words().contains(words),
            "{address}: {}",
            answer.words()
        );
    }
    for usual in [
        "/plan",
        "/plan?by=theme",
        "/plan?page=1",
        "/plan?delivery=at+risk",
    ] {
        let words = page(usual).words();
        assert!(
            !words.contains("The plan has no") && !words.contains("There is no page"),
            "{usual}"
        );
    }
    let marked = page("/plan?theme=%3Cscript%3Ealert(1)%3C/script%3E");
    assert!(!marked.text().contains("<script"));
}

/// To the Board nothing "became public": it is told what was known.
#[test]
fn the_board_is_told_what_was_known_and_the_public_what_was_published() {
    for address in addresses() {
        for dates in ["", "as_at=2021-12-10", "as_at=2024-05-05"] {
            let mark = if address.contains('?') { '&' } else { '?' };
            let words = board(&format!("{address}{mark}{dates}")).words();
            for wrong in [
                "became public",
                "public sources tell",
                "had been published",
                "not public on this date",
                "was public",
            ] {
                assert!(!words.contains(wrong), "{address} {dates}: {wrong}");
            }
        }
    }
    assert!(page("").words().contains("What became known lately"));
    assert!(public("").words().contains("What became public lately"));
}
