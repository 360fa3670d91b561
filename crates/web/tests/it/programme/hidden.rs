//! Small numbers are on no page of the public's: where only they differ, nothing does.

use std::sync::Arc;

use axum::Router;
use axum::http::{Method, StatusCode};
use record::draft::Draft;
use record::view::Audience;
use web::{Allowed, App};

use super::site::{board, programme, public};
use super::twins;
use crate::support::{TODAY, ask, edge, records};

/// Everything public that could tell a figure.
const PAGES: [&str; 26] = [
    "",
    "/measures",
    "/measures/private-fostering-visits",
    "/measures/cp-open-2-years",
    "/measures/cp-plans",
    "/measures/private-fostering-visits.csv",
    "/measures/cp-open-2-years.csv",
    "/measures/cp-plans.csv",
    "/scorecard",
    "/workforce",
    "/audits-and-voice",
    "/challenge",
    "/changes?from=2026-06-01",
    "/timeline",
    "/timeline?kind=reading",
    "/plan",
    "/search?q=fostering",
    "/search?q=reading",
    "/claims",
    "/conflicts",
    "/papers",
    "/papers/briefing",
    "/papers/briefing.html",
    "/papers/briefing.md",
    "/papers/plan-on-a-page.html",
    "/papers/accessible-plan.md",
];

/// A page without what the chain says of itself: hashes stand on every page.
fn without_hashes(text: &str) -> String {
    let mut out = String::new();
    for word in text.split_inclusive(|letter: char| !letter.is_ascii_hexdigit()) {
        let hex = word.trim_end_matches(|letter: char| !letter.is_ascii_hexdigit());
        if hex.len() < 16 {
            out.push_str(word);
        }
    }
    out
}

fn twin(drafts: Vec<Draft>) -> (Router, tempfile::TempDir) {
    let dir = tempfile::tempdir().unwrap();
    let router = web::router(App {
        records: Arc::new(records(dir.path(), drafts)),
        today: Box::new(|| TODAY),
        audience: Box::new(|_| Audience::PublicPage),
        edge: edge(),
        allowed: Allowed::default(),
    });
    (router, dir)
}

#[test]
fn where_only_small_numbers_differ_no_public_page_or_paper_does() {
    let mut drafts = marlshire::drafts(TODAY).unwrap();
    let mut addresses: Vec<String> = PAGES.iter().map(|&page| page.to_owned()).collect();
    let changed = twins::other_small_numbers(&mut drafts);
    assert!(changed.len() > 60, "{}", changed.len());
    let moved = twins::moved(programme(), &mut drafts);
    assert!(moved.len() >= 8, "{moved:?}");
    let entries = changed.iter().step_by(20).chain(&moved);
    addresses.extend(entries.map(|id| format!("/entry/{id}")));
    // Other days, and what was known of one on another.
    for dates in ["as_at=2025-06-30", "as_at=2026-06-30&known_at=2025-12-31"] {
        addresses.extend(PAGES[..9].iter().map(|page| format!("{page}?{dates}")));
    }
    let (twin, _dir) = twin(drafts);
    let mut compared = 0;
    for address in &addresses {
        let one = public(address);
        let other = ask(&twin, Method::GET, &format!("/marlshire{address}"));
        assert_eq!(one.status, other.status, "{address}");
        if one.status != StatusCode::OK {
            continue;
        }
        compared += 1;
        let (one, other) = (without_hashes(one.text()), without_hashes(other.text()));
        if one != other {
            let at = one
                .bytes()
                .zip(other.bytes())
                .position(|(a, b)| a != b)
                .unwrap_or(0);
            let from = at.saturating_sub(120);
            panic!(
                "{address}: {:?} and {:?}",
                String::from_utf8_lossy(&one.as_bytes()[from..(at + 60).min(one.len())]),
                String::from_utf8_lossy(&other.as_bytes()[from..(at + 60).min(other.len())]),
            );
        }
    }
    assert!(compared > 28, "only {compared} pages");
    let told = |address: &str| board(address).text().to_owned();
    assert_ne!(
        without_hashes(&told("/measures/cp-open-2-years")),
        without_hashes(public("/measures/cp-open-2-years").text()),
        "the Board sees the numbers"
    );
}

#[test]
fn the_papers_are_listed_for_whom_they_are() {
    let open = public("/papers");
    assert!(
        !open
            .links()
            .iter()
            .any(|link| link.contains("papers/highlight"))
    );
    assert_eq!(public("/papers/highlight").status, StatusCode::NOT_FOUND);
    assert_eq!(
        public("/papers/highlight.docx").status,
        StatusCode::NOT_FOUND
    );
    let members = board("/papers?as_at=2026-09-15");
    for (sort, ending) in [
        ("highlight", ""),
        ("highlight", ".docx"),
        ("briefing", ".md"),
        ("plan-on-a-page", ".html"),
        ("accessible-plan", ".docx"),
    ] {
        let link = format!("/marlshire/papers/{sort}{ending}?as_at=2026-09-15");
        assert!(members.links().contains(&link), "{link}");
        let answer = board(link.strip_prefix("/marlshire").unwrap());
        assert_eq!(answer.status, StatusCode::OK, "{link}");
        if !ending.is_empty() {
            let name = answer.header("content-disposition").to_owned();
            assert!(
                name.contains(&format!("{sort}-marlshire-2026-09-15{ending}")),
                "{name}"
            );
        }
    }
    let words = members.words();
    for said in ["36 sides of A4", "one side of A4", "Papers in the record"] {
        assert!(words.contains(said), "{said}");
    }
    let report = board("/papers/highlight");
    for said in ["words, about", "minutes to read"] {
        assert!(report.words().contains(said), "{said}");
    }
    assert!(
        report.words().contains("Decisions wanted"),
        "the next Board is asked to decide"
    );
}
