//! Who sees what, and from which day.

use jiff::civil::Date;
use record::body::{Destination, Event};
use record::draft::Draft;
use record::entry::{Change, Classification};
use record::kind::Kind;
use record::state::Moment;
use record::view::Audience::{self, Board, PublicPage, PublicPaper};
use serde_json::json;

use crate::support::{Book, action, event, name, opens, reading, then};

const ALL: [Audience; 3] = [PublicPage, PublicPaper, Board];

fn classed(classification: Classification, draft: Draft) -> Draft {
    Draft {
        classification,
        ..draft
    }
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// Audiences that find an entry by name, in lists, by searching, and in its
/// history: always the same ones.
fn seen_by(book: &Book, id: &str, word: &str, on: &str) -> Vec<Audience> {
    let moment = Moment::on(day(on));
    ALL.into_iter()
        .filter(|audience| {
            let view = book.view(*audience);
            let state = view.at(moment);
            let held = state.entry(&name(id)).is_some();
            let listed = state.everything().any(|held| held.id() == &name(id));
            let found = state.search(word).iter().any(|held| held.id() == &name(id));
            assert_eq!(held, listed, "{audience:?}: in lists");
            assert_eq!(held, found, "{audience:?}: in search");
            let history = view.history(&name(id), moment);
            assert_eq!(held, !history.is_empty(), "{audience:?}: in history");
            held
        })
        .collect()
}

#[test]
fn what_is_for_the_board_is_in_no_public_view() {
    for (classification, expected) in [
        (Classification::Public, &ALL[..]),
        (Classification::Board, &[Board]),
        (Classification::Restricted, &[]),
        (Classification::Exempt(3), &[]),
    ] {
        let mut book = Book::empty();
        book.add(&[classed(classification, opens("event/two", event("Zebra")))]);
        let seen = seen_by(&book, "event/two", "zebra", "2020-01-01");
        assert_eq!(seen, expected, "{classification}");
    }
}

#[test]
fn what_is_closed_later_is_closed_for_the_past_too() {
    let mut book = Book::empty();
    book.add(&[opens("event/two", event("Zebra"))]);
    assert_eq!(seen_by(&book, "event/two", "zebra", "2018-01-01"), ALL);
    book.add(&[classed(
        Classification::Board,
        then("event/two", Change::Changes, "2019-01-01", event("Zebra")),
    )]);
    assert_eq!(seen_by(&book, "event/two", "zebra", "2018-01-01"), [Board]);
    assert_eq!(seen_by(&book, "event/two", "zebra", "2020-01-01"), [Board]);
}

#[test]
fn what_is_opened_later_does_not_open_its_past() {
    let mut book = Book::empty();
    book.add(&[classed(
        Classification::Board,
        opens("event/two", event("Zebra in draft")),
    )]);
    book.add(&[then(
        "event/two",
        Change::Changes,
        "2019-01-01",
        event("Zebra"),
    )]);
    assert_eq!(seen_by(&book, "event/two", "zebra", "2018-06-01"), [Board]);
    assert_eq!(seen_by(&book, "event/two", "zebra", "2019-01-01"), ALL);
    let versions = book
        .view(PublicPage)
        .history(&name("event/two"), Moment::on(day("2020-01-01")));
    assert_eq!(versions.len(), 1, "the draft is in the public history");
}

#[test]
fn a_page_waits_for_publication_and_a_paper_for_knowledge() {
    let mut book = Book::empty();
    let mut draft = opens("event/two", event("Letter"));
    draft.known_on = Some("2018-02-10".parse().unwrap());
    draft.published_on = Some("2018-03".parse().unwrap());
    book.add(&[draft]);
    let seen = |on| seen_by(&book, "event/two", "letter", on);
    assert_eq!(seen("2018-02-09"), []);
    assert_eq!(seen("2018-02-10"), [PublicPaper, Board]);
    assert_eq!(seen("2018-03-30"), [PublicPaper, Board]);
    assert_eq!(seen("2018-03-31"), ALL);

    let mut never = opens("event/three", event("Letter"));
    never.published_on = None;
    book.add(&[never]);
    assert_eq!(
        seen_by(&book, "event/three", "letter", "2026-01-01"),
        [PublicPaper, Board]
    );
}

#[test]
fn an_unpublished_correction_is_in_papers_and_not_on_pages() {
    let mut book = Book::empty();
    book.add(&[opens("event/two", event("Wrong"))]);
    let mut correction = then(
        "event/two",
        Change::Corrects(1),
        "2018-01-01",
        event("Right"),
    );
    correction.published_on = None;
    book.add(&[correction]);
    let said = |audience| book.said(audience, "event/two", "2018-06-01");
    assert_eq!(said(PublicPage).as_deref(), Some("Wrong"));
    assert_eq!(said(PublicPaper).as_deref(), Some("Right"));
}

#[test]
fn what_is_erased_is_gone_from_every_date_and_only_the_erasure_remains() {
    let mut book = Book::empty();
    book.add(&[opens("event/two", event("Zebra"))]);
    book.add(&[then(
        "event/two",
        Change::Erases,
        "2019-01-01",
        json!({"requested_by": "u1", "approved_by": "u2"}),
    )]);
    let moment = Moment::on(day("2020-01-01"));
    for audience in ALL {
        assert_eq!(book.said(audience, "event/two", "2018-06-01"), None);
        let view = book.view(audience);
        assert!(view.at(moment).search("zebra").is_empty());
        let history = view.history(&name("event/two"), moment);
        assert_eq!(history.len(), 1);
        assert_eq!(history[0].meta.change, Change::Erases);
        assert!(history[0].body.is_none());
    }
}

#[test]
fn hindsight_and_what_the_system_itself_held() {
    let mut book = Book::empty();
    let first = "2026-01-15T09:00:00Z".parse().unwrap();
    let second = "2026-02-15T23:59:59Z".parse().unwrap();
    book.append_at(&[opens("event/two", event("First"))], first)
        .unwrap();
    let late = Draft {
        effective_on: "2018-01-01".parse().unwrap(),
        ..then(
            "event/two",
            Change::Corrects(1),
            "2019-01-01",
            event("Second"),
        )
    };
    book.append_at(&[late], second).unwrap();
    let said = |known: &str, recorded: Option<&str>| {
        let moment = Moment {
            effective: day("2018-06-01"),
            known: day(known),
            recorded: recorded.map(day),
        };
        book.view(Board)
            .at(moment)
            .entry(&name("event/two"))
            .map(|held| held.body.headline())
    };
    assert_eq!(said("2018-06-01", None).as_deref(), Some("First"));
    assert_eq!(said("2026-03-01", None).as_deref(), Some("Second"));
    assert_eq!(
        said("2026-03-01", Some("2026-02-14")).as_deref(),
        Some("First")
    );
    assert_eq!(
        said("2026-03-01", Some("2026-02-15")).as_deref(),
        Some("Second")
    );
    assert_eq!(said("2026-03-01", Some("2026-01-14")), None);
}

#[test]
fn the_earliest_day_tells_nothing_of_what_is_closed() {
    let mut book = Book::empty();
    let on = |date: &str, draft: Draft| Draft {
        effective_on: date.parse().unwrap(),
        known_on: Some(date.parse().unwrap()),
        published_on: None,
        ..draft
    };
    assert_eq!(book.view(Board).earliest(), None);
    book.add(&[
        classed(
            Classification::Restricted,
            on("2001-01-01", opens("event/a", event("A"))),
        ),
        classed(
            Classification::Board,
            on("2005-01-01", opens("event/b", event("B"))),
        ),
        on("2010-01-01", opens("event/c", event("C"))),
        opens("event/d", event("D")),
    ]);
    let earliest = |audience| book.view(audience).earliest().unwrap().to_string();
    assert_eq!(earliest(Board), "2005-01-01");
    assert_eq!(earliest(PublicPaper), "2010-01-01");
    assert_eq!(earliest(PublicPage), "2018-01-01");
}

#[test]
fn search_wants_every_word_in_any_case_and_any_field() {
    let mut book = Book::empty();
    let mut body = event("Quick visit");
    body["text"] = json!("To the Siân team");
    book.add(&[
        opens("event/two", body),
        opens("event/three", event("Visit")),
    ]);
    let found = |words: &str| {
        let state = book.view(PublicPage).at(Moment::on(day("2020-01-01")));
        state
            .search(words)
            .iter()
            .map(|held| held.id().to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(found("VISIT siân"), ["event/two"]);
    assert_eq!(found("visit"), ["event/two", "event/three"]);
    assert!(found("visit nobody").is_empty());
    assert!(found(" ").is_empty());
}

#[test]
fn search_meets_what_is_shown_in_place_of_a_reading_and_never_what_is_held() {
    use record::withheld::Withheld;
    let mut book = Book::new();
    let noted = |year: u32| Draft {
        id: name(&format!("reading/share/testshire/{year}")),
        ..reading(json!({"period": year.to_string(), "note": "Zebra"}))
    };
    let entries = book.add(&[noted(2017), noted(2018)]);
    let first = &entries[0].meta.id;
    let history = book.0.ever_read(&name("measure/share")).next().unwrap();
    let mut withheld = Withheld::default();
    withheld.put(history.with_readings(|reading| record::body::Reading {
        note: Some("Hidden".to_owned()),
        ..reading.clone()
    }));
    book.0.audited(Destination::Board, || withheld);
    let state = book.view(Board).at(Moment::on(day("2026-02-01")));
    let found = |words: &str| {
        state
            .search(words)
            .iter()
            .map(|held| held.id().clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(found("zebra"), [entries[1].meta.id.clone()]);
    assert_eq!(found("hidden"), std::slice::from_ref(first));
    assert_eq!(found("measure/share final").len(), 2);
}

#[test]
fn a_list_is_in_the_order_things_came_true() {
    let mut book = Book::empty();
    let on = |date: &str, draft: Draft| Draft {
        effective_on: date.parse().unwrap(),
        ..draft
    };
    book.add(&[
        on("2018-03", opens("event/c", event("March, some day"))),
        on("2018-02-01", opens("event/b", event("February"))),
        on("2018-03-31", opens("event/d", event("The last of March"))),
        on("2018-01-01", opens("event/a", event("January"))),
    ]);
    let state = book.view(Board).at(Moment::on(day("2018-12-31")));
    let titles: Vec<&str> = state
        .all::<Event>()
        .iter()
        .map(|held| held.body.title.as_str())
        .collect();
    assert_eq!(
        titles,
        [
            "January",
            "February",
            "March, some day",
            "The last of March"
        ]
    );
    let opened: Vec<String> = state
        .of_kind(Kind::Event)
        .map(|held| held.id().to_string())
        .collect();
    assert_eq!(opened, ["event/c", "event/b", "event/d", "event/a"]);
    assert_eq!(state.of_kind(Kind::Board).count(), 0);
}

#[test]
fn what_names_an_entry_is_found_from_it_once_and_only_while_it_does() {
    use record::body::{Action, Rating};
    let mut book = Book::new();
    let mut drafts = vec![opens(
        "rating-key/brag",
        json!({"name": "BRAG", "of": "delivery", "statuses": [
            {"code": "G", "label": "Green", "meaning": "On track.", "stands_for": "on_track"},
            {"code": "A", "label": "Amber", "meaning": "At risk.", "stands_for": "at_risk"},
        ]}),
    )];
    let rating = |number: u32, status: &str| {
        json!({"of": format!("action/{number}"), "dimension": "delivery", "key": "rating-key/brag",
            "status": status, "by": "post/head", "reason": "As seen.", "on": "2018-01-01"})
    };
    for number in 0..100 {
        drafts.push(opens(&format!("action/{number}"), action("post/head")));
        drafts.push(opens(&format!("rating/{number}"), rating(number, "G")));
    }
    book.add(&drafts);
    // A later version far behind the first names the same post again.
    book.add(&[then(
        "rating/0",
        Change::Changes,
        "2018-02-01",
        rating(0, "A"),
    )]);
    let moved = action("post/director");
    book.add(&[then("action/0", Change::Changes, "2018-03-01", moved)]);

    let view = book.view(Board);
    let on = |day: &str| view.at(Moment::on(day.parse().unwrap()));
    let head = name("post/head");
    assert_eq!(on("2018-04-01").referring::<Rating>(&head).count(), 100);
    // action/one of the basis, and the hundred less the one that moved.
    assert_eq!(on("2018-02-28").referring::<Action>(&head).count(), 101);
    assert_eq!(on("2018-04-01").referring::<Action>(&head).count(), 100);
    let director = name("post/director");
    let moved: Vec<_> = on("2018-04-01")
        .referring::<Action>(&director)
        .map(|held| held.id().to_string())
        .collect();
    assert_eq!(moved, ["action/0"]);
    assert_eq!(on("2018-02-28").referring::<Action>(&director).count(), 0);
    assert_eq!(on("2017-12-31").referring::<Action>(&head).count(), 0);
}
