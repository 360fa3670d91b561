//! National data stands in a record of its own, and a moment sees what was
//! released by then.

use record::body::Figure;
use record::draft::Draft;
use record::entry::Change;
use record::national::{National, rate_per_10000};
use record::programme::Programme;
use record::state::Moment;
use record::view::Audience;
use serde_json::{Value, json};

use crate::support::{Book, in_words, opens};

fn national(id: &str, body: Value, released: &str) -> Draft {
    Draft {
        authority: "national".parse().unwrap(),
        effective_on: "2023-03-31".parse().unwrap(),
        known_on: Some(released.parse().unwrap()),
        published_on: Some(released.parse().unwrap()),
        ..opens(id, body)
    }
}

fn dataset() -> Draft {
    let digest = "a".repeat(64);
    let body = json!({
        "title": "Children in need", "edition": "2024", "publisher": "the Department",
        "released": "2024-10-31", "file": "x.csv", "digest": digest, "mapping": digest,
        "areas": [
            {"code": "901", "gss": ["E06009901", "E10009901"], "name": "Northshire", "level": "authority", "region": "E12000005"},
        ],
    });
    national("dataset/cin", body, "2024-10-31")
}

fn series(value: f64, second: Option<f64>, released: &str) -> Draft {
    let periods = json!(["2023-03-31", "2024-03-31"]);
    let body = json!({
        "name": "Children in need", "dataset": "dataset/cin", "catalogue": "cin-number",
        "column": "n", "unit": "count", "decimals": 0, "periods": periods,
        "areas": [{"code": "901", "values": [value, second]}, {"code": "902", "values": ["c", 4.0]}, {"code": "903", "values": [9.0, 8.0]}],
    });
    national("national-series/cin", body, released)
}

fn book() -> Book {
    Book(Programme::new("national".parse().unwrap()))
}

#[test]
fn a_later_release_is_seen_from_its_day_and_a_public_page_sees_no_sooner() {
    let mut book = book();
    book.add(&[dataset(), series(100.0, None, "2024-10-31")]);
    let again = Draft {
        change: Change::Changes,
        ..series(110.0, Some(120.0), "2025-10-30")
    };
    book.add(&[again]);
    let value = |known: &str, period: &str| {
        let moment = Moment {
            effective: "2025-11-01".parse().unwrap(),
            known: known.parse().unwrap(),
            recorded: None,
        };
        let national = National::new(book.view(Audience::PublicPage).at(moment));
        let held = national.of_catalogue("cin-number")?;
        Some(held.body.value("901", period.parse().unwrap()))
    };
    assert_eq!(value("2024-10-30", "2023-03-31"), None);
    assert_eq!(
        value("2024-10-31", "2023-03-31"),
        Some(Figure::Number(100.0))
    );
    assert_eq!(value("2024-10-31", "2024-03-31"), Some(Figure::Absent));
    assert_eq!(
        value("2025-10-30", "2023-03-31"),
        Some(Figure::Number(110.0))
    );
    assert_eq!(
        value("2025-10-30", "2024-03-31"),
        Some(Figure::Number(120.0))
    );
    let national = National::new(
        book.view(Audience::Board)
            .at(Moment::on("2025-11-01".parse().unwrap())),
    );
    let directory = national.directory();
    assert_eq!(directory.get("E10009901").unwrap().area.code, "901");
    assert_eq!(directory.name("999"), "999");
}

#[test]
fn neighbours_and_rates_say_what_they_are_made_of() {
    let mut book = book();
    let model = json!({"name": "Model of 2021", "year": 2021, "dataset": "dataset/cin", "authorities": [
        {"code": "901", "nearest": [{"code": "902", "closeness": "Close"}, {"code": "903"}, {"code": "904"}]},
    ]});
    let population = json!({
        "name": "Population", "dataset": "dataset/cin", "catalogue": "population-0-17",
        "column": "n", "unit": "count", "decimals": 0, "periods": ["2022-06-30", "2023-06-30", "2024-06-30"],
        "areas": [{"code": "901", "values": [1000.0, 2000.0, 4000.0]}],
    });
    book.add(&[
        dataset(),
        series(100.0, Some(50.0), "2024-10-31"),
        national("neighbour-model/2021", model, "2024-10-31"),
        national("national-series/people", population, "2024-10-31"),
    ]);
    let state = book
        .view(Audience::Board)
        .at(Moment::on("2025-01-01".parse().unwrap()));
    let national = National::new(state);
    let cin = national.of_catalogue("cin-number").unwrap().body;
    let period = "2024-03-31".parse().unwrap();
    let near = national
        .model(2021)
        .unwrap()
        .body
        .neighbourhood(cin, "901", period)
        .unwrap();
    assert_eq!((near.members.len(), near.with_number()), (3, 2));
    assert_eq!((near.median(), near.mean()), (Some(6.0), Some(6.0)));
    // On 31 March 2024 the last mid-year was that of 2023.
    let people = national.of_catalogue("population-0-17").unwrap().body;
    let rate = rate_per_10000(cin, people, "901", period).unwrap();
    assert_eq!((rate.value, rate.population), (250.0, 2000.0));
    assert_eq!(rate.estimate.to_string(), "2023-06-30");
}

#[test]
fn each_kind_stands_in_its_own_record() {
    let digest = dataset();
    let mut council = Book::empty();
    let here = Draft {
        authority: "testshire".parse().unwrap(),
        ..digest
    };
    council.refuses(
        &[here],
        "authority: a dataset is stored once, for every council, in the record “national”",
    );
    let event = Draft {
        authority: "national".parse().unwrap(),
        ..opens("event/one", crate::support::event("One"))
    };
    let problems = book().append(&[event]).unwrap_err();
    assert!(
        in_words(&problems).contains("holds what is published for every council, and no event")
    );
}
