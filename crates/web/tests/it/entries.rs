//! Boards, promises, entries, search, papers, glossary and what is said about
//! the record itself.

use axum::http::{Method, StatusCode};
use record::exchange::read_json_lines;

use crate::support::{TODAY, ask, get, little, page, records, site};

#[test]
fn a_board_says_how_often_it_meets_and_how_often_it_met() {
    let words = page("/coventry/boards/improvement-board").words();
    for said in [
        "Said: every twelve weeks.",
        "planned or held: 20, 18, 37, 13 and 16 weeks",
        "19 July 2018 15 days later",
        "An experienced improvement consultant",
        "Before: the chief executive of another council",
        "December 2016",
        "Not known",
        "Continuous Improvement Executive Group",
    ] {
        assert!(words.contains(said), "“{said}” is not in {words}");
    }
    let then = page("/coventry/boards/improvement-board?as_at=2018-07-19").words();
    assert!(then.contains("3 October 2018 Planned"), "{then}");
    assert!(!then.contains("2019"), "{then}");
}

#[test]
fn boards_take_over_from_one_another_and_an_end_moves() {
    let words = page("/coventry/boards").words();
    let order: Vec<usize> = [
        "Children's Services Improvement Board , from March 2014",
        "Continuous Improvement Executive Group , from",
        "Coventry Safeguarding Children Partnership , from 1 April 2021",
    ]
    .iter()
    .map(|name| {
        words
            .find(name)
            .unwrap_or_else(|| panic!("“{name}” is not in {words}"))
    })
    .collect();
    assert!(order.is_sorted());
    let group = page("/coventry/boards/continuous-improvement-executive-group?as_at=2020-10-01");
    let words = group.words();
    assert!(
        words.contains("by September 2020. Before: a satisfactory inspection, by June 2020."),
        "{words}"
    );
}

#[test]
fn promises_keep_what_was_said_before() {
    let today = page("/coventry/promises").words();
    for said in [
        "£1,790,610",
        "15 local authorities, 9 universities and 2 NHS trusts (as said 28 August 2018)",
        "14 local authorities and 8 higher-education establishments (as said by 19 July 2018)",
        "Final Version 10 March 2015 , from 10 March 2015",
        "Said by",
    ] {
        assert!(today.contains(said), "“{said}” is not in {today}");
    }
    let then = page("/coventry/promises?as_at=2018-07-19").words();
    assert!(!then.contains("15 local authorities"));
    let before = page("/coventry/promises?as_at=2014-04-01").words();
    assert!(before.contains("Nothing of this kind had been published by 1 April 2014"));
}

#[test]
fn an_entry_shows_its_versions_its_sources_and_what_refers_to_it() {
    let answer = page("/coventry/entry/board/improvement-board");
    let words = answer.words();
    for said in [
        "Three versions were public at this date",
        "Version 3 Changed shown above",
        "Version 1 Opened",
        "by public-record",
        "23 November 2026 at 09:00 UTC",
        "Meetings Children's Services Improvement Board: meeting of 25 January 2017",
        "Decisions The Improvement Board agreed to be replaced",
        "Published by Coventry City Council.",
        "3.3",
    ] {
        // The present version was read in other places than the first.
        if said != "3.3" {
            assert!(words.contains(said), "“{said}” is not in {words}");
        }
    }
    assert_eq!(answer.main().matches("Hash: ").count(), 3);
    let then = page("/coventry/entry/board/improvement-board?as_at=2018-07-03").words();
    assert!(
        then.contains("One version was public at this date") && !then.contains("retired"),
        "{then}"
    );
}

#[test]
fn every_entry_has_a_page_without_raw_names_or_codes() {
    let mut seen = 0;
    for list in [
        "/coventry/conflicts",
        "/coventry/promises",
        "/coventry/boards",
        "/coventry/measures",
        "/coventry/measures/cpp-at-31-march",
        "/coventry/reviews",
    ] {
        for link in page(list).links() {
            if link.starts_with("/coventry/entry/") {
                let answer = page(&link);
                let words = answer.words();
                // The places in a source are the source's own: columns of its tables.
                let said = words.split(" Read in ").next().unwrap();
                for raw in [
                    "null",
                    "_pct",
                    "is_better",
                    "reading/",
                    "organisation/",
                    "not_known",
                    "per_10000",
                ] {
                    assert!(!said.contains(raw), "“{raw}” at {link}: {said}");
                }
                seen += 1;
            }
        }
    }
    assert!(seen > 100, "{seen}");
}

#[test]
fn an_entry_not_known_yet_says_so_and_when_it_was() {
    let answer = get(
        "/coventry/entry/reading/re-referral-pct/coventry/2017-04-01_2018-03-31?as_at=2018-07-19",
    );
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    let words = answer.words();
    assert!(
        words.contains("This reading was not known yet on 19 July 2018."),
        "{words}"
    );
    assert!(words.contains("It was published"), "{words}");
    assert!(answer.links().contains(
        &"/coventry/entry/reading/re-referral-pct/coventry/2017-04-01_2018-03-31".to_owned()
    ));
}

/// The page of an entry that was opened and then changed by these lines.
fn page_after(change: &str) -> crate::support::Answer {
    let line = |change: &str| {
        let line = format!(
            r#"{{"authority":"upton","id":"event/fire",{change},"effective_on":"2018-01-01","known_on":"2018-01-01","published_on":"2018-01-01","classification":"public","recorded_by":"test"}}"#
        );
        read_json_lines("test", &line).unwrap()
    };
    let opens = r#""change":"opens","body":{"title":"A fire in the archive","form":"context","on":"2018-01-01"}"#;
    let dir = tempfile::tempdir().unwrap();
    let records = records(dir.path(), [little("upton"), line(opens)].concat());
    records.append(line(change)).unwrap();
    let site = site(records, || TODAY);
    let answer = ask(&site, Method::GET, "/upton/entry/event/fire");
    assert_eq!(answer.status, StatusCode::OK);
    answer
}

#[test]
fn a_withdrawn_entry_says_so_and_why() {
    let answer = page_after(r#""change":"withdraws","reason":"It was a false alarm.""#);
    let words = answer.words();
    assert!(words.contains("This entry was withdrawn"), "{words}");
    assert!(words.contains("It was a false alarm."), "{words}");
    assert!(words.contains("A fire in the archive"), "{words}");
}

#[test]
fn an_erased_entry_says_that_it_was_erased_and_nothing_more() {
    let answer = page_after(
        r#""change":"erases","reason":"A name stood in it.","body":{"requested_by":"u1","approved_by":"u2"}"#,
    );
    let words = answer.words();
    assert!(
        words.contains("What this entry said was erased."),
        "{words}"
    );
    assert!(words.contains("A name stood in it."), "{words}");
    assert!(!answer.text().contains("archive"), "{words}");
}

#[test]
fn search_finds_by_all_words_and_marks_them() {
    let answer = page("/coventry/search?q=PRIVATE++fostering");
    let words = answer.words();
    assert!(words.contains("9 results"), "{words}");
    assert!(words.contains("Recommendations (4)"), "{words}");
    assert!(
        answer
            .main()
            .contains("<mark>private</mark> <mark>fostering</mark>")
    );
    assert!(
        answer
            .text()
            .contains("<title>Search (“PRIVATE fostering”) - Coventry")
    );
    let only = page("/coventry/search?q=private+fostering&kind=measure").words();
    assert!(
        only.contains("Private fostering arrangements") && !only.contains("carers"),
        "{only}"
    );
    let then = page("/coventry/search?q=private+fostering&as_at=2016-01-01").words();
    assert!(!then.contains("2022") && then.contains("2014"), "{then}");
}

#[test]
fn search_copes_with_nothing_and_with_nonsense() {
    assert!(
        page("/coventry/search")
            .words()
            .contains("Type a word or several")
    );
    assert!(
        page("/coventry/search?q=+++")
            .words()
            .contains("Type a word or several")
    );
    let none = page("/coventry/search?q=%3Cscript%3Ealert(1)%3C/script%3E");
    assert!(
        none.words()
            .contains("Nothing that had been published by 23 November 2026 has")
    );
    assert!(!none.text().contains("<script"));
    for strange in [
        "%00",
        "%F0%9F%92%A9",
        "%C4%B0",
        "a&page=999999999999999999999",
        "a&page=-1",
        "a&kind=x",
        "%ff",
    ] {
        let answer = get(&format!("/coventry/search?q={strange}"));
        assert_eq!(answer.status, StatusCode::OK, "{strange}");
    }
    let long = "x".repeat(5_000);
    assert_eq!(
        get(&format!("/coventry/search?q={long}")).status,
        StatusCode::OK
    );
}

#[test]
fn a_long_search_comes_in_pages_that_hold_everything_once() {
    let first = page("/coventry/search?q=england");
    assert!(first.text().contains("page 1 of"), "{}", first.words());
    let found = |number: usize| -> Vec<String> {
        page(&format!("/coventry/search?q=england&page={number}"))
            .main()
            .split("<li><a class=\"govuk-link\" href=\"/coventry/")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap().to_owned())
            .filter(|found| !found.starts_with("search"))
            .collect()
    };
    let (one, two) = (found(1), found(2));
    assert_eq!(one.len(), 50);
    assert!(!two.is_empty() && one.iter().all(|id| !two.contains(id)));
}

#[test]
fn the_note_is_a_page_and_a_file_in_each_form() {
    let answer = page("/coventry/papers/briefing?as_at=2018-07-19");
    let words = answer.words();
    assert!(
        words.contains("23.8%") && words.contains("12.8%"),
        "{words}"
    );
    assert_eq!(answer.text().matches("<h1").count(), 1);
    for (form, content_type, begins) in [
        ("html", "text/html; charset=utf-8", "<!DOCTYPE html>"),
        (
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "PK",
        ),
        ("md", "text/markdown; charset=utf-8", ""),
    ] {
        let file = page(&format!(
            "/coventry/papers/briefing.{form}?as_at=2018-07-19"
        ));
        assert_eq!(file.header("content-type"), content_type);
        assert_eq!(
            file.header("content-disposition"),
            format!("attachment; filename=\"briefing-coventry-2018-07-19.{form}\"")
        );
        assert!(
            file.bytes.starts_with(begins.as_bytes()) && file.bytes.len() > 5_000,
            "{form}"
        );
    }
    let hindsight = page("/coventry/papers/briefing.md?as_at=2018-07-19&known_at=2026-11-23");
    assert!(
        hindsight
            .header("content-disposition")
            .contains("briefing-coventry-2018-07-19-known-2026-11-23.md")
    );
    assert!(hindsight.text().contains("27.3%"));
    assert!(
        !page("/coventry/papers/briefing.md?as_at=2018-07-19")
            .text()
            .contains("27.3%")
    );
    assert_eq!(
        get("/coventry/papers/briefing.exe").status,
        StatusCode::NOT_FOUND
    );
}

#[cfg(feature = "pdf")]
#[test]
fn the_note_is_a_pdf_too() {
    let file = page("/coventry/papers/briefing.pdf?as_at=2018-07-19");
    assert_eq!(file.header("content-type"), "application/pdf");
    assert!(file.bytes.starts_with(b"%PDF-"));
}

#[cfg(not(feature = "pdf"))]
#[test]
fn a_build_without_pdf_says_which_has_it() {
    let file = get("/coventry/papers/briefing.pdf?as_at=2018-07-19");
    assert_eq!(file.status, StatusCode::NOT_FOUND);
    assert!(
        file.words().contains("the full build makes PDF too"),
        "{}",
        file.words()
    );
    let papers = page("/coventry/papers");
    assert!(
        papers
            .words()
            .contains("PDF (made by the full build of Sightline)")
    );
    assert!(!papers.links().iter().any(|link| link.contains(".pdf")));
}

#[test]
fn the_note_s_links_keep_its_date_and_lead_to_pages() {
    for date in ["2018-07-19", "2018-07-04", "2014-03-25"] {
        let answer = page(&format!("/coventry/papers/briefing?as_at={date}"));
        let links: Vec<String> = answer
            .links()
            .into_iter()
            .filter(|link| link.starts_with("/coventry/entry/"))
            .collect();
        assert!(links.len() > 2, "{date}");
        for link in links {
            assert!(link.contains(&format!("as_at={date}")), "{link}");
            page(&link);
        }
    }
}

#[test]
fn the_papers_page_asks_for_a_date_and_offers_the_scrutiny_meetings() {
    let answer = page("/coventry/papers");
    assert!(
        answer
            .text()
            .contains(r#"action="/coventry/papers" method="get""#)
    );
    assert!(
        answer
            .links()
            .contains(&"/coventry/papers/briefing?as_at=2018-07-19".to_owned())
    );
    assert!(
        answer
            .links()
            .contains(&"/coventry/papers/briefing.docx?as_at=2018-11-01".to_owned())
    );
    let then = page("/coventry/papers?as_at=2018-07-19").links();
    assert!(!then.iter().any(|link| link.contains("2018-11-01")));
}

#[test]
fn the_record_tells_how_to_check_it_and_the_glossary_explains() {
    let about = page("/coventry/about");
    let head = about.text().split("sl-footer__head\">").nth(1).unwrap();
    assert!(head.starts_with(|c: char| c.is_ascii_digit()));
    assert!(about.words().contains("sightline verify --data DIR --head"));
    assert!(about.words().contains("Open Government Licence v3.0"));
    let glossary = page("/coventry/glossary");
    for place in [
        "term-ilacs",
        "term-icpc",
        "term-statistical-neighbours",
        "term-symbols",
        "term-as-known-on",
    ] {
        assert!(
            glossary.text().contains(&format!("id=\"{place}\"")),
            "{place}"
        );
    }
    assert!(
        page("/coventry/accessibility")
            .words()
            .contains("What was tested, and how")
    );
}

#[test]
fn links_into_the_glossary_lead_to_a_word() {
    let glossary = page("/coventry/glossary");
    let mut followed = 0;
    for address in [
        "/about",
        "/measures",
        "/measures/re-referral-pct",
        "/entry/plan/improvement-plan",
    ] {
        for link in page(&format!("/coventry{address}")).links() {
            if let Some(place) = link.strip_prefix("/coventry/glossary#") {
                assert!(
                    glossary.text().contains(&format!("id=\"{place}\"")),
                    "{link}"
                );
                followed += 1;
            }
        }
    }
    assert!(followed >= 6, "{followed}");
}
