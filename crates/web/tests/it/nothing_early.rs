//! A page shows nothing before the public could have it.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use jiff::civil::Date;

use crate::support::{get, page};

const PAGES: [&str; 13] = [
    "",
    "/timeline",
    "/reviews",
    "/reviews/focused-visit-2018-01",
    "/reviews/ofsted-2014",
    "/recommendations",
    "/recommendations/ofsted-2014-32",
    "/intervention",
    "/conflicts",
    "/claims",
    "/boards",
    "/promises",
    "/search?q=improvement",
];

fn on(address: &str, day: &str) -> String {
    let mark = if address.contains('?') { '&' } else { '?' };
    format!("/coventry{address}{mark}as_at={day}")
}

/// The first day the public could have anything of each entry.
fn first_published() -> BTreeMap<String, Date> {
    let mut first: BTreeMap<String, Date> = BTreeMap::new();
    for draft in coventry::drafts().unwrap() {
        let published = draft.published_on.map_or(Date::MAX, |on| on.counts_as());
        first
            .entry(draft.id.to_string())
            .and_modify(|known| *known = published.min(*known))
            .or_insert(published);
    }
    first
}

#[test]
fn no_page_names_an_entry_before_it_was_public() {
    let first = first_published();
    let mut named = 0;
    for day in [
        "2014-03-25",
        "2016-12-31",
        "2018-02-21",
        "2018-07-04",
        "2018-07-18",
        "2019-06-01",
        "2022-08-11",
    ] {
        let asked: Date = day.parse().unwrap();
        for address in PAGES {
            let address = on(address, day);
            for link in get(&address).links() {
                let link = link.split(['?', '#']).next().unwrap();
                let id = match link.strip_prefix("/coventry/") {
                    Some(rest) => rest
                        .strip_prefix("entry/")
                        .map(str::to_owned)
                        .or_else(|| Some(format!("review/{}", rest.strip_prefix("reviews/")?)))
                        .or_else(|| {
                            let name = rest.strip_prefix("recommendations/")?;
                            Some(format!("recommendation/{name}"))
                        })
                        .or_else(|| Some(format!("board/{}", rest.strip_prefix("boards/")?))),
                    None => None,
                };
                let Some(published) = id.as_ref().and_then(|id| first.get(id)) else {
                    continue;
                };
                // The page's own address is asked for by its reader.
                if address.starts_with(&format!("{link}?")) {
                    continue;
                }
                named += 1;
                assert!(
                    *published <= asked,
                    "{address} names {id:?}, public on {published}"
                );
            }
        }
    }
    assert!(named > 500, "only {named} entries were looked at");
}

#[test]
fn what_the_note_of_19_july_2018_made_public_is_not_there_on_the_4th() {
    let then: String = [
        "",
        "/timeline",
        "/reviews",
        "/recommendations",
        "/intervention",
        "/promises",
    ]
    .map(|address| page(&on(address, "2018-07-04")).words())
    .join(" ")
    .to_lowercase();
    let later: String = ["", "/timeline", "/reviews", "/intervention", "/promises"]
        .map(|address| page(&on(address, "2018-07-19")).words())
        .join(" ")
        .to_lowercase();
    for made_public in [
        "workforce strategy 2018",
        "exit review",
        "first six-month review",
        "annual conversation",
        "15 june 2018",
        "3 october 2018",
    ] {
        assert!(
            later.contains(made_public),
            "{made_public} is not there on the 19th"
        );
        assert!(
            !then.contains(made_public),
            "{made_public} is there on the 4th"
        );
    }
}

#[test]
fn the_letter_of_the_focused_visit_is_there_from_22_february_2018() {
    let letter = "letter with the outcome of the focused visit of January 2018";
    for address in ["/reviews", "/timeline", ""] {
        let before = page(&on(address, "2018-02-21")).words();
        assert!(!before.contains(letter), "{address}");
        assert!(!before.contains("30 and 31 January 2018"), "{address}");
    }
    for address in ["/reviews", "/timeline"] {
        let from = page(&on(address, "2018-02-22")).words();
        assert!(from.contains(letter), "{address}: {from}");
        assert!(from.contains("30 and 31 January 2018"), "{address}");
    }
    let visit = "/reviews/focused-visit-2018-01";
    assert_eq!(get(&on(visit, "2018-02-21")).status, StatusCode::NOT_FOUND);
    assert!(
        page(&on(visit, "2018-02-22"))
            .words()
            .contains("published on 22 February 2018")
    );
}

#[test]
fn hindsight_adds_what_was_true_then_and_known_later() {
    let then = page("/coventry/intervention?as_at=2018-06-20").words();
    assert!(!then.contains("15 June 2018"), "{then}");
    let hindsight = page("/coventry/intervention?as_at=2018-06-20&known_at=2026-11-23").words();
    assert!(
        hindsight.contains("Regional improvement plan, from 15 June 2018"),
        "{hindsight}"
    );
}
