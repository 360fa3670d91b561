//! Readings in a table.

use record::exchange::read_csv;
use serde_json::json;

use super::{refusal, refusal_on_append};
use crate::support::{Book, name};

pub(super) const HEADER: &str = "authority,measure,area,period,breakdown,value,numerator,denominator,status,release,as_revised,approximate,known_on,published_on,classification,recorded_by,sources,note";

fn row(value: &str) -> String {
    format!(
        "testshire,measure/share,,2016-04-01/2017-03-31,,{value},,,final,,yes,no,2017-11,2017-11-02,public,,,"
    )
}

fn csv(rows: &[&str]) -> String {
    format!("{HEADER}\n{}\n", rows.join("\n"))
}

#[test]
fn readings_come_as_a_table() {
    let drafts = read_csv("r.csv", &csv(&[&row("23.8")])).unwrap();
    assert_eq!(drafts[0].place.line, 2);
    assert_eq!(
        drafts[0].id,
        name("reading/share/testshire/2016-04-01_2017-03-31")
    );
    assert_eq!(drafts[0].effective_on.to_string(), "2017-03-31");
    let body: serde_json::Value = serde_json::from_str(drafts[0].body.as_ref().unwrap()).unwrap();
    assert_eq!(
        body,
        json!({
            "measure": "measure/share", "period": "2016-04-01/2017-03-31", "value": 23.8,
            "status": "final", "as_revised": true, "approximate": false
        })
    );
    Book::new().add(&drafts);
    for value in ["c", "110-120", ":", "0", "\"z\""] {
        Book::new().add(&read_csv("r.csv", &csv(&[&row(value)])).unwrap());
    }
    let windows = format!("\u{feff}{}", csv(&[&row("23.8")]).replace('\n', "\r\n"));
    assert_eq!(read_csv("r.csv", &windows).unwrap(), drafts);
}

#[test]
fn a_damaged_row_names_line_column_and_reason() {
    let good = row("23.8");
    let bad = |from: &str, to: &str| {
        assert!(good.contains(from));
        csv(&[&good, &good.replacen(from, to, 1)])
    };
    for (text, expected) in [
        (
            bad("23.8", "81,4"),
            "file, line 3: row: has 19 cells where the header has 18",
        ),
        (
            bad(",public,,,", ",public"),
            "file, line 3: row: has 15 cells where the header has 18",
        ),
        (
            bad("2016-04-01/2017-03-31", "2016/17"),
            "file, line 3: period: “2016/17” is not a period: write 2017-03-31, 2017-03, 2017 or 2016-04-01/2017-03-31, first day first",
        ),
        (
            bad("2017-11-02", "2/11/2017"),
            "file, line 3: published_on: “2/11/2017” is not a real date: write 2018-07-04, 2018-07, 2018 or “by” before one of these, between the years 1900 and 2200",
        ),
        (
            bad("yes", "true"),
            "file, line 3: as_revised: “true” must be yes, no or empty",
        ),
        (
            bad("23.8,,", "23.8,1.5,"),
            "file, line 3: numerator: “1.5” is not a whole number",
        ),
        (
            bad(",final,", ",finished,"),
            "file, line 3: status: unknown variant `finished`, expected one of `provisional`, `final`, `local`",
        ),
        (
            bad(",public,", ",,"),
            "file, line 3: classification: is missing",
        ),
        (
            bad("testshire", "\"testshire"),
            "file, line 3: row: a quotation mark opens here and is never closed",
        ),
        (
            csv(&[&format!("{good}\"one"), &format!("{good}two\"")]),
            "file, line 2: note: has a line break in it: is a quotation mark missing?",
        ),
        (
            csv(&[&good]).replace("period", "year"),
            &format!(
                "file, line 1: header: column 4 is “year” where “period” belongs: it must be exactly {HEADER}; a sheet of your own is imported with --authority"
            ),
        ),
        (
            csv(&[&good]).replace(",note", ""),
            &format!(
                "file, line 1: header: column 18, “note”, is missing: it must be exactly {HEADER}; a sheet of your own is imported with --authority"
            ),
        ),
        (
            csv(&[&good]).replace(",note", ",note,more"),
            &format!(
                "file, line 1: header: there are 19 columns, not 18: it must be exactly {HEADER}; a sheet of your own is imported with --authority"
            ),
        ),
    ] {
        assert_eq!(refusal(read_csv, &text), expected);
    }
}

#[test]
fn a_value_that_is_none_is_named_when_it_is_appended() {
    for value in [
        "\"81,4\"", "1e999", "NaN", "-5", "inf", "81.4.1", "about 80",
    ] {
        let shown = value.trim_matches('"');
        assert_eq!(
            refusal_on_append(
                read_csv,
                &csv(&[
                    &row("23.8"),
                    &row(value).replace("2016-04-01/2017-03-31", "2017")
                ])
            ),
            format!(
                "file, line 3: value: “{shown}” is neither a number, a range such as 110-120, nor one of the symbols c, u, z, k, x and :"
            )
        );
    }
}
