//! What a reading is refused for.

use record::draft::Draft;
use record::entry::Change;
use record::state::Moment;
use record::view::Audience;
use serde_json::json;

use crate::support::{Book, measure, name, opens, reading, then};

#[test]
fn a_reading_is_named_after_what_it_measures() {
    let mut draft = reading(json!({}));
    draft.id = "reading/share/testshire/2018".parse().unwrap();
    Book::new().refuses(
        &[draft],
        "id: must be “reading/share/testshire/2017”, after its measure, area, period and breakdown",
    );
    Book::new().refuses(
        &[reading(json!({"breakdown": "Team A"}))],
        "breakdown: “reading/share/testshire/2017/Team A” is not an entry’s name: write kind/name, in lower-case letters, digits, - and _",
    );
    Book::new().add(&[reading(json!({}))]);
}

#[test]
fn a_value_is_one_its_measure_can_have() {
    for (value, expected) in [
        (json!(100.5), "value: 100.5 is above 100 per cent"),
        (json!(-1), "value: -1 is not a value a measure can have"),
        (
            json!("81,4"),
            "value: “81,4” is neither a number, a range such as 110-120, nor one of the symbols c, u, z, k, x and :",
        ),
        (
            json!("120-110"),
            "value: “120-110” is neither a number, a range such as 110-120, nor one of the symbols c, u, z, k, x and :",
        ),
    ] {
        Book::new().refuses(&[reading(json!({"value": value}))], expected);
    }
    for value in [json!(0), json!(100), json!("c"), json!(":"), json!("10-20")] {
        Book::new().add(&[reading(json!({"value": value}))]);
    }
}

#[test]
fn a_numerator_is_not_above_its_denominator_unless_the_measure_allows_it() {
    let above = reading(json!({"numerator": 11, "denominator": 10}));
    Book::new().refuses(
        std::slice::from_ref(&above),
        "numerator: 11 is above the denominator, 10, and “Share of referrals” does not allow that",
    );
    Book::new().refuses(
        &[reading(json!({"numerator": 0, "denominator": 0}))],
        "denominator: is 0: leave the value out and say “z”, not applicable",
    );
    let mut book = Book::new();
    book.add(&[then(
        "measure/share",
        Change::Changes,
        "2018-01-01",
        measure(true),
    )]);
    book.add(&[above]);
    book.add(&[Draft {
        change: Change::Corrects(1),
        reason: Some("restated".to_owned()),
        ..reading(json!({"value": 110, "numerator": 11, "denominator": 10}))
    }]);
}

// What was right by the definition of its day stays importable.
#[test]
fn a_reading_is_judged_by_the_definition_recorded_before_it() {
    let narrower = then(
        "measure/other",
        Change::Changes,
        "2018-02-01",
        measure(false),
    );
    let mut of_other =
        reading(json!({"measure": "measure/other", "numerator": 11, "denominator": 10}));
    of_other.id = "reading/other/testshire/2017".parse().unwrap();
    let wide = opens("measure/other", measure(true));
    Book::new().add(&[wide.clone(), of_other.clone(), narrower.clone()]);
    // Before its definition in the file, it is judged by the first one.
    Book::new().add(&[of_other.clone(), wide, narrower]);
    Book::new().refuses(
        &[of_other, opens("measure/other", measure(false))],
        "numerator: 11 is above the denominator, 10, and “Share of referrals” does not allow that",
    );
}

#[test]
fn readings_are_found_by_their_measure_with_what_they_now_say() {
    let mut book = Book::new();
    let of = |measure: &str, year: &str, value: f64| {
        let mut draft = reading(
            json!({"measure": format!("measure/{measure}"), "period": year, "value": value}),
        );
        draft.id = format!("reading/{measure}/testshire/{year}")
            .parse()
            .unwrap();
        draft
    };
    book.add(&[
        opens("measure/other", measure(false)),
        of("share", "2016", 20.0),
        of("other", "2016", 30.0),
        of("share", "2015", 10.0),
    ]);
    book.add(&[Draft {
        change: Change::Corrects(1),
        reason: Some("restated".to_owned()),
        known_on: Some("2019-01-01".parse().unwrap()),
        published_on: None,
        ..of("share", "2016", 21.0)
    }]);
    let values = |on: &str| {
        let state = book
            .view(Audience::Board)
            .at(Moment::on(on.parse().unwrap()));
        state
            .readings_of(&name("measure/share"))
            .map(|held| held.body.value.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(values("2017-12-31"), Vec::<String>::new());
    assert_eq!(values("2018-06-01"), ["20", "10"]);
    assert_eq!(values("2019-01-01"), ["21", "10"]);
}
