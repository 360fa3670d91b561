//! What plans write, and what it means.

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::{PlanDate, window};

/// The Scrutiny meeting that the main test of the whole project is about.
const JULY_2018: Date = date(2018, 7, 19);

fn in_words(plan: &PlanDate) -> String {
    let day = |day: Option<Date>| day.map_or_else(|| "…".to_owned(), |day| day.to_string());
    let kind = format!("{:?}", plan.kind).to_lowercase();
    let was = plan
        .was
        .as_ref()
        .map_or_else(String::new, |was| format!(", was {}", in_words(was)));
    match (plan.from, plan.to) {
        (None, None) => format!("{kind}{was}"),
        (from, to) => format!("{kind} {} to {}{was}", day(from), day(to)),
    }
}

#[track_caller]
fn check(text: &str, written_on: Date, expected: &str) {
    let plan = window(text, written_on);
    assert_eq!(plan.as_written, text);
    assert_eq!(
        in_words(&plan),
        expected,
        "“{text}” written on {written_on}"
    );
}

#[track_caller]
fn on_19_july_2018(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        check(text, JULY_2018, expected);
    }
}

// The eighteen forms collected from published plans.
#[test]
fn the_forms_of_published_plans() {
    on_19_july_2018(&[
        ("Sept 18", "month 2018-09-01 to 2018-09-30"),
        ("Dec 2016", "month 2016-12-01 to 2016-12-31"),
        ("9.12.16", "day 2016-12-09 to 2016-12-09"),
        ("01/02/2018", "day 2018-02-01 to 2018-02-01"),
        ("From Oct 03", "from 2003-10-01 to …"),
        ("End Oct 03", "by … to 2003-10-31"),
        ("Ongoing", "ongoing"),
        ("Q2 18/19", "quarter 2018-07-01 to 2018-09-30"),
        ("Spring term", "term 2019-01-01 to 2019-03-31"),
        ("Immediate", "immediate 2018-07-19 to 2018-07-19"),
        (
            "July 2018 (was April)",
            "month 2018-07-01 to 2018-07-31, was month 2018-04-01 to 2018-04-30",
        ),
        ("TBC", "unknown"),
        ("Monthly from Sept", "recurring 2018-09-01 to …"),
        ("Complete", "status"),
        ("43373", "day 2018-09-30 to 2018-09-30"),
        ("31/12/18", "day 2018-12-31 to 2018-12-31"),
        ("by end of March 2019", "by … to 2019-03-31"),
        ("Dec-16", "month 2016-12-01 to 2016-12-31"),
        ("March 2018 - June 2018", "month 2018-03-01 to 2018-06-30"),
        ("Autumn term 2018", "term 2018-09-01 to 2018-12-31"),
        ("w/c 3 Sept 2018", "day 2018-09-03 to 2018-09-09"),
        ("To be introduced from Nov. 03", "from 2003-11-01 to …"),
    ]);
}

#[test]
fn days() {
    on_19_july_2018(&[
        ("3 September 2018", "day 2018-09-03 to 2018-09-03"),
        ("3rd of Sept", "day 2018-09-03 to 2018-09-03"),
        ("3 Sept 18", "day 2018-09-03 to 2018-09-03"),
        ("3-Sep-18", "day 2018-09-03 to 2018-09-03"),
        ("Mon 3 Sept", "day 2018-09-03 to 2018-09-03"),
        ("Monday, 3 September 2018.", "day 2018-09-03 to 2018-09-03"),
        ("September 3rd, 2018", "day 2018-09-03 to 2018-09-03"),
        ("Sept 3rd", "day 2018-09-03 to 2018-09-03"),
        ("2018-09-03", "day 2018-09-03 to 2018-09-03"),
        ("2018-09-03 00:00:00", "day 2018-09-03 to 2018-09-03"),
        ("19 July", "day 2018-07-19 to 2018-07-19"),
        ("18 July", "day 2019-07-18 to 2019-07-18"),
        ("29 Feb", "day 2020-02-29 to 2020-02-29"),
        ("16-Dec", "day 2018-12-16 to 2018-12-16"),
        ("w/e 7 Sept 2018", "day 2018-09-01 to 2018-09-07"),
        ("Week commencing 3rd Sept", "day 2018-09-03 to 2018-09-09"),
        ("3 - 5 Sept 2018", "day 2018-09-03 to 2018-09-05"),
        ("3–5 Sept 2018", "day 2018-09-03 to 2018-09-05"),
        ("30 Aug to 5 Sept 2018", "day 2018-08-30 to 2018-09-05"),
    ]);
}

#[test]
fn months_quarters_and_terms() {
    on_19_july_2018(&[
        ("July", "month 2018-07-01 to 2018-07-31"),
        ("June", "month 2019-06-01 to 2019-06-30"),
        ("Dec '16", "month 2016-12-01 to 2016-12-31"),
        ("09/2018", "month 2018-09-01 to 2018-09-30"),
        ("2018-09", "month 2018-09-01 to 2018-09-30"),
        ("in Sept 2018", "month 2018-09-01 to 2018-09-30"),
        ("Mid-Sept 2018", "month 2018-09-01 to 2018-09-30"),
        ("July-Sept 2018", "month 2018-07-01 to 2018-09-30"),
        ("Nov to Feb 2019", "month 2018-11-01 to 2019-02-28"),
        ("Nov – Feb", "month 2018-11-01 to 2019-02-28"),
        ("between Nov and Feb 2019", "month 2018-11-01 to 2019-02-28"),
        ("Dec-16 - Mar-17", "month 2016-12-01 to 2017-03-31"),
        ("Q4 2018/19", "quarter 2019-01-01 to 2019-03-31"),
        ("2018/19 Q1", "quarter 2018-04-01 to 2018-06-30"),
        ("Quarter 3 (2018-19)", "quarter 2018-10-01 to 2018-12-31"),
        ("Q1", "quarter 2019-04-01 to 2019-06-30"),
        ("Q1 - Q3 18/19", "quarter 2018-04-01 to 2018-12-31"),
        ("Spring term 18/19", "term 2019-01-01 to 2019-03-31"),
        ("Summer term", "term 2018-04-01 to 2018-08-31"),
        ("Autumn 2018 term", "term 2018-09-01 to 2018-12-31"),
    ]);
}

#[test]
fn deadlines_and_what_goes_on() {
    on_19_july_2018(&[
        ("by 3 Sept 2018", "by … to 2018-09-03"),
        ("By the end of September 2018", "by … to 2018-09-30"),
        ("End of Q2 18/19", "by … to 2018-09-30"),
        ("End of 2018", "by … to 2018-12-31"),
        ("before 1 Sept", "by … to 2018-08-31"),
        ("No later than March", "by … to 2019-03-31"),
        ("to be completed by Dec 18", "by … to 2018-12-31"),
        ("Sept 2018 onwards", "from 2018-09-01 to …"),
        ("with effect from 3 Sept", "from 2018-09-03 to …"),
        ("On-going", "ongoing"),
        ("ONGOING from Sept 2018", "ongoing 2018-09-01 to …"),
        ("Ongoing until March 2019", "ongoing … to 2019-03-31"),
        (
            "Ongoing - until end of March 2019",
            "ongoing … to 2019-03-31",
        ),
        ("Monthly", "recurring"),
        ("Six-weekly", "recurring"),
        (
            "Quarterly from Oct 2018 to March 2019",
            "recurring 2018-10-01 to 2019-03-31",
        ),
        ("ASAP", "immediate 2018-07-19 to …"),
        ("COMPLETED.", "status"),
        ("Not started", "status"),
    ]);
}

#[test]
fn what_it_was_before() {
    on_19_july_2018(&[
        (
            "July (was April)",
            "month 2018-07-01 to 2018-07-31, was month 2018-04-01 to 2018-04-30",
        ),
        (
            "March 2019 (was Sept)",
            "month 2019-03-01 to 2019-03-31, was month 2018-09-01 to 2018-09-30",
        ),
        (
            "31/12/18 (previously 30/09/18)",
            "day 2018-12-31 to 2018-12-31, was day 2018-09-30 to 2018-09-30",
        ),
        (
            "July (was May (was April))",
            "month 2018-07-01 to 2018-07-31, was month 2018-05-01 to 2018-05-31, was month 2018-04-01 to 2018-04-30",
        ),
        (
            "TBC (was April 2018)",
            "unknown, was month 2018-04-01 to 2018-04-30",
        ),
        ("Complete (was April)", "status, was unknown"),
        (
            "July (was soon)",
            "month 2018-07-01 to 2018-07-31, was unknown",
        ),
    ]);
    let was = window("July (was April)", JULY_2018).was;
    assert_eq!(was.map(|was| was.as_written), Some("April".to_owned()));
}

#[test]
fn the_day_of_writing_decides_an_unwritten_year() {
    check(
        "July (was April)",
        date(2018, 8, 1),
        "month 2019-07-01 to 2019-07-31, was month 2019-04-01 to 2019-04-30",
    );
    check(
        "Sept 98",
        date(1998, 3, 1),
        "month 1998-09-01 to 1998-09-30",
    );
    check("9.12.99", date(2003, 3, 1), "day 1999-12-09 to 1999-12-09");
    check(
        "Spring term",
        date(2018, 2, 1),
        "term 2018-01-01 to 2018-03-31",
    );
    check("Q4", date(2018, 2, 1), "quarter 2018-01-01 to 2018-03-31");
}

#[test]
fn no_date_rather_than_a_wrong_one() {
    for text in [
        "",
        " ",
        ".",
        "(was)",
        "31/02/2018",
        "12/31/18",
        "00/00/0000",
        "13/13/2018",
        "9/12",
        "2018",
        "2018/19",
        "18/19",
        "Q2 2018",
        "Q5 18/19",
        "Q2 18/20",
        "2011-12",
        "Sept 30",
        "Sept and Dec",
        "Tuesday 3 Sept 2018",
        "Dec-16-Mar-17",
        "June 2018 - March 2018",
        "5 - 3 Sept 2018",
        "Autumn 2018",
        "year end",
        "By 2019",
        "Phase 1 July, phase 2 Sept",
        "99999",
        "1",
        "٣ Sept",
        "July 2018 (phase 1)",
        "end of term",
        "12345678901234567890",
        "before",
        "from",
        "w/c Sept 2018",
        "Monthly audits finished by June 2018",
        "July\u{0}",
        "3 Sept 2018 5",
        "Sept 18 18",
    ] {
        check(
            text,
            JULY_2018,
            if text == "(was)" {
                "unknown, was unknown"
            } else {
                "unknown"
            },
        );
    }
}

#[test]
fn is_written_as_the_plan_preview_gives_it() {
    let json = serde_json::to_string(&window("July (was April)", JULY_2018)).unwrap_or_default();
    assert_eq!(
        json,
        r#"{"as_written":"July (was April)","kind":"month","from":"2018-07-01","to":"2018-07-31","was":{"as_written":"April","kind":"month","from":"2018-04-01","to":"2018-04-30","was":null}}"#
    );
}

/// Text of the pieces that dates are made of, so that much of it means something.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        " ",
        " ",
        "-",
        " - ",
        "/",
        ".",
        "(was ",
        ")",
        "Sept",
        "July",
        "Dec",
        "18",
        "2018",
        "3",
        "31",
        "18/19",
        "Q2",
        "Autumn term",
        "by ",
        "from ",
        "end of ",
        "before ",
        "w/c ",
        "Monthly ",
        "Mon",
        "ongoing",
        "th",
        "99",
        "43373",
        "29",
        "Feb",
        "9999",
        "until ",
        "’",
        "é",
        "\u{a0}",
        "(",
        "to ",
    ]);
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

fn day() -> impl Strategy<Value = Date> {
    prop_oneof![
        (1990i16..2040, 1i8..=12, 1i8..=28).prop_map(|(y, m, d)| date(y, m, d)),
        Just(Date::MIN),
        Just(Date::MAX),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_has_a_window_in_order_and_keeps_its_words(
        text in prop_oneof![pieces(), any::<String>()],
        written_on in day(),
    ) {
        let plan = window(&text, written_on);
        prop_assert_eq!(&plan.as_written, &text);
        if let (Some(from), Some(to)) = (plan.from, plan.to) {
            prop_assert!(from <= to);
        }
    }
}
