//! What holds for every page: its status, its headers, its dates.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::{Method, StatusCode};

use crate::support::{TODAY, ask, get, little, page, records, site};

/// An address of every kind, below the authority.
const PAGES: [&str; 21] = [
    "",
    "/timeline",
    "/timeline?kind=review",
    "/reviews",
    "/reviews/ofsted-2017",
    "/recommendations",
    "/recommendations?theme=nonsense",
    "/intervention",
    "/measures",
    "/measures/re-referral-pct",
    "/conflicts",
    "/claims",
    "/catalogue",
    "/catalogue?group=nonsense",
    "/boards",
    "/promises",
    "/papers",
    "/entry/review/ofsted-2017",
    "/search?q=private+fostering",
    "/glossary",
    "/about",
];

/// What every answer carries, and what must not be missing from it.
const GUARDS: [(&str, &str); 8] = [
    ("content-security-policy", "default-src 'none'"),
    ("content-security-policy", "frame-ancestors 'none'"),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("permissions-policy", "camera=()"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cache-control", "no-cache"),
];

fn with(address: &str, more: &str) -> String {
    let mark = if address.contains('?') { '&' } else { '?' };
    format!("/coventry{address}{mark}{more}")
}

#[test]
fn every_page_answers_on_every_sort_of_date() {
    for address in PAGES {
        for (dates, status) in [
            ("as_at=2026-11-23", StatusCode::OK),
            ("as_at=2018-07-19", StatusCode::OK),
            ("as_at=2018-07-19&known_at=2026-11-23", StatusCode::OK),
            ("as_at=1999-12-31", StatusCode::OK),
            ("recorded_by=2020-01-01", StatusCode::OK),
            ("as_at=soon", StatusCode::BAD_REQUEST),
            ("known_at=2018-02-30", StatusCode::BAD_REQUEST),
            ("as_at=2031-01-01", StatusCode::BAD_REQUEST),
            ("recorded_by=x", StatusCode::BAD_REQUEST),
        ] {
            let address = with(address, dates);
            let answer = get(&address);
            assert_eq!(answer.status, status, "{address}: {}", answer.words());
            assert_eq!(answer.text().matches("<h1").count(), 1, "{address}");
            for (header, holds) in GUARDS {
                assert!(answer.header(header).contains(holds), "{address}: {header}");
            }
            assert!(
                answer
                    .text()
                    .contains("Not produced or endorsed by Coventry City Council"),
                "{address} does not say whose record it is not"
            );
        }
    }
}

#[test]
fn a_page_keeps_its_dates_wherever_one_goes() {
    for address in PAGES {
        let address = with(address, "as_at=2018-07-19&known_at=2019-06-01");
        let lost: Vec<String> = page(&address)
            .links()
            .into_iter()
            .filter(|link| link.starts_with("/coventry"))
            .filter(|link| !link.contains("as_at=2018-07-19&known_at=2019-06-01"))
            // Papers of other meetings are offered by their own dates.
            .filter(|link| !link.starts_with("/coventry/papers/"))
            .collect();
        // The ways to today, to hindsight and to the day itself, from the banner.
        assert_eq!(lost.len(), 3, "{address} loses its dates in {lost:?}");
    }
}

#[test]
fn every_link_leads_to_a_page() {
    for dates in ["", "as_at=2018-07-19", "as_at=2014-03-25"] {
        let mut seen = BTreeSet::new();
        let mut titles: BTreeMap<String, String> = BTreeMap::new();
        for address in PAGES {
            let answer = get(&with(address, dates));
            if answer.status == StatusCode::NOT_FOUND {
                // What was not public yet then.
                continue;
            }
            for link in answer.links() {
                let link = link.split('#').next().unwrap().to_owned();
                if link.starts_with('/') && seen.insert(link.clone()) {
                    let answer = get(&link);
                    assert_eq!(
                        answer.status,
                        StatusCode::OK,
                        "{link}, linked from {address}"
                    );
                    let file = !answer.header("content-disposition").is_empty();
                    if answer.header("content-type").starts_with("text/html") && !file {
                        let title = answer.text().split("<title>").nth(1).unwrap();
                        let title = title.split("</title>").next().unwrap();
                        let other = titles.insert(title.to_owned(), link.clone());
                        assert_eq!(other, None, "{link} has the same title: {title}");
                    }
                }
            }
        }
    }
}

#[test]
fn a_wrong_date_is_told_in_plain_words_with_what_was_typed() {
    let answer = get("/coventry/timeline?as_at=31+June+2018");
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(
        answer
            .text()
            .contains("There is no such day as 31 June 2018")
    );
    assert!(answer.text().contains(r#"value="31 June 2018""#));
    assert!(answer.text().contains("<title>Error: "));
    let ahead = get("/coventry?as_at=2026-11-24");
    assert!(ahead.text().contains("24 November 2026 has not come yet"));
}

#[test]
fn before_the_record_a_page_says_so_and_leads_to_its_beginning() {
    let answer = page("/coventry/reviews?as_at=1999-12-31");
    let words = answer.words();
    assert!(
        words.contains("Nothing had been published by 31 December 1999"),
        "{words}"
    );
    assert!(
        words.contains("The record begins on 31 March 2011"),
        "{words}"
    );
    let first = "/coventry/reviews?as_at=2011-03-31".to_owned();
    assert!(answer.links().contains(&first));
    assert!(!page(&first).words().contains("Nothing had been published"));
}

#[test]
fn what_is_not_there_is_not_found_in_plain_words() {
    for address in [
        "/nothing",
        "/Coventry",
        "/coventry/nothing",
        "/coventry/reviews/nothing",
        "/coventry/recommendations/nothing",
        "/coventry/entry/review/nothing",
        "/coventry/entry/nothing",
        "/coventry/../etc/passwd",
        "/coventry/%2e%2e/x",
        "/coventry//timeline",
        "//example.org/",
        "/assets/sightline.css",
        "/favicon.ico",
    ] {
        let answer = get(address);
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address}");
        assert_eq!(answer.text().matches("<h1").count(), 1, "{address}");
        assert!(answer.words().contains("You can:"), "{address}");
        assert!(answer.header("content-security-policy").contains("'none'"));
    }
}

#[test]
fn the_start_leads_to_the_only_record_and_keeps_its_dates() {
    let answer = get("/?as_at=2018-07-19");
    assert_eq!(answer.status, StatusCode::TEMPORARY_REDIRECT);
    assert_eq!(answer.header("location"), "/coventry?as_at=2018-07-19");
    let slash = get("/coventry/timeline/?as_at=2018-07-19");
    assert_eq!(
        slash.header("location"),
        "/coventry/timeline?as_at=2018-07-19"
    );
}

#[test]
fn only_reading_is_answered_and_a_head_has_no_body() {
    let dir = tempfile::tempdir().unwrap();
    let site = site(records(dir.path(), little("coventry")), || TODAY);
    let head = ask(&site, Method::HEAD, "/coventry");
    let whole = ask(&site, Method::GET, "/coventry");
    assert_eq!(head.status, StatusCode::OK);
    assert!(head.bytes.is_empty());
    assert_eq!(head.header("content-length"), whole.bytes.len().to_string());
    for method in [Method::POST, Method::PUT, Method::DELETE, Method::OPTIONS] {
        let answer = ask(&site, method, "/coventry");
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(answer.header("allow"), "GET, HEAD");
        assert!(answer.header("content-security-policy").contains("'none'"));
    }
}

#[test]
fn assets_may_be_kept_for_good_and_pages_set_no_cookies() {
    let home = page("/coventry");
    assert_eq!(home.header("set-cookie"), "");
    let assets: Vec<String> = home
        .links()
        .into_iter()
        .filter(|link| link.starts_with("/assets/"))
        .collect();
    assert_eq!(assets.len(), 2);
    for asset in assets {
        let answer = get(&asset);
        assert_eq!(answer.status, StatusCode::OK, "{asset}");
        assert!(
            answer.header("cache-control").contains("immutable"),
            "{asset}"
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
    }
    assert_eq!(get("/healthz").bytes, b"ok\n");
}

#[test]
fn a_mistake_in_the_program_ends_one_page_and_not_the_site() {
    let dir = tempfile::tempdir().unwrap();
    let first = std::sync::atomic::AtomicBool::new(true);
    let site = site(records(dir.path(), little("coventry")), move || {
        if first.swap(false, std::sync::atomic::Ordering::SeqCst) {
            panic!("made to fail");
        }
        TODAY
    });
    let answer = ask(&site, Method::GET, "/coventry");
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(
        answer
            .words()
            .contains("Quote this if you report it: 77777-77777"),
        "{}",
        answer.words()
    );
    assert!(!answer.text().contains("made to fail"));
    assert!(answer.header("content-security-policy").contains("'none'"));
    assert_eq!(ask(&site, Method::GET, "/coventry").status, StatusCode::OK);
}

#[test]
fn a_store_that_cannot_be_read_is_told_as_such() {
    let dir = tempfile::tempdir().unwrap();
    let site = site(records(dir.path(), little("coventry")), || TODAY);
    let database = dir.path().join("sightline.db");
    for side in ["sightline.db-wal", "sightline.db-shm"] {
        let _ = std::fs::remove_file(dir.path().join(side));
    }
    std::fs::write(&database, vec![0; 200_000]).unwrap();
    let answer = ask(&site, Method::GET, "/coventry");
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.header("retry-after"), "5");
    assert!(answer.words().contains("cannot be read at the moment"));
    assert_eq!(
        ask(&site, Method::GET, "/healthz").status,
        StatusCode::SERVICE_UNAVAILABLE
    );
}

#[test]
fn a_site_without_records_says_how_to_get_one() {
    let dir = tempfile::tempdir().unwrap();
    let site = site(records(dir.path(), Vec::new()), || TODAY);
    let answer = ask(&site, Method::GET, "/");
    assert_eq!(answer.status, StatusCode::OK);
    assert!(
        answer.words().contains("sightline import"),
        "{}",
        answer.words()
    );
}

#[test]
fn a_site_with_several_records_lists_them_by_name() {
    let dir = tempfile::tempdir().unwrap();
    let drafts = [little("upton"), little("coventry")].concat();
    let site = site(records(dir.path(), drafts), || TODAY);
    let answer = ask(&site, Method::GET, "/");
    assert_eq!(answer.status, StatusCode::OK);
    assert!(
        answer
            .words()
            .contains("Council of coventry Council of upton")
    );
    assert!(answer.links().contains(&"/upton".to_owned()));
}

#[test]
fn no_address_makes_the_program_stumble() {
    let long = "x".repeat(5_000);
    let nasty = [
        "?as_at=0001-01-01",
        "?as_at=9999-12-31",
        "?as_at=-001-01-01",
        "?as_at=0000-00-00",
        "?known_at=0001-01-01",
        "?as_at=2018-07-19&known_at=2014-03-25",
        "?as_at=2014-03-25&known_at=2018-07-19",
        "?recorded_by=0001-01-01",
        "?as_at=2018-07-19&as_at=soon",
        "?as_at[]=2018-07-19",
        "?as_at=%00",
        "?as_at=%ff%fe",
        "?as_at=%F0%9F%92%A5",
        "?as_at=99999999999999999999-1-1",
        "?&&==&=x&%",
        "?kind=%22%3E%3Cscript%3E&theme=%22%3E%3Cscript%3E&q=%22%3E%3Cscript%3E",
        &format!("?q={long}&as_at={long}"),
        &format!("/{long}"),
        "/%2e%2e/%2e%2e",
        "/entry/review/%00",
        "/entry/review/ofsted-2017/../x",
    ];
    for address in PAGES {
        let path = address.split('?').next().unwrap();
        for nasty in nasty {
            let address = format!("/coventry{path}{nasty}");
            let answer = get(&address);
            let expected = [
                StatusCode::OK,
                StatusCode::BAD_REQUEST,
                StatusCode::NOT_FOUND,
            ];
            assert!(
                expected.contains(&answer.status),
                "{address}: {}",
                answer.status
            );
            assert_eq!(answer.text().matches("<h1").count(), 1, "{address}");
            assert!(!answer.text().contains("<script"), "{address}");
        }
    }
}

#[test]
fn every_page_can_be_made_for_every_year() {
    for year in 2010..=2026 {
        for known in ["", "&known_at=2026-11-23"] {
            for address in PAGES {
                let address = with(address, &format!("as_at={year}-07-19{known}"));
                let status = get(&address).status;
                assert!(
                    status == StatusCode::OK || status == StatusCode::NOT_FOUND,
                    "{address}: {status}"
                );
            }
        }
    }
}
