//! What is wrong is named by its row and column, and nothing comes of it.

use evidence::describe;

use crate::support::{REFERRALS, import, in_words};

#[track_caller]
fn refused(text: &str, expected: &str) {
    let mapping = describe("referrals.csv", REFERRALS.as_bytes()).unwrap();
    match import("referrals.csv", text, &mapping) {
        Ok(_) => panic!("accepted; expected: {expected}"),
        Err(problems) => {
            let words = in_words(&problems);
            assert!(words.contains(expected), "{words}\nexpected: {expected}");
        }
    }
}

#[test]
fn a_wrong_cell_is_named() {
    for (from, to, expected) in [
        (
            ",400,70,17.5",
            ",400,70,\"81,4\"",
            "line 5: rereferral_percent: “81,4” has a comma",
        ),
        (
            ",400,70,17.5",
            ",400,70,1e999",
            "line 5: rereferral_percent: “1e999” is neither",
        ),
        (
            ",400,70,17.5",
            ",400,70,NaN",
            "line 5: rereferral_percent: “NaN” is no number",
        ),
        (
            ",400,70,17.5",
            ",400,70,117.5",
            "line 5: rereferral_percent: 117.5 is above 100",
        ),
        (
            ",400,70,17.5",
            ",400,-70,17.5",
            "line 5: rereferral_count: -70 is below 0",
        ),
        (
            ",400,70,17.5",
            ",40,70,17.5",
            "line 5: rereferral_count: 70 is above the denominator, 40",
        ),
        (
            ",400,70,17.5",
            ",0,0,17.5",
            "line 5: referral_count: is 0, and “rereferral_percent” is 17.5",
        ),
        (
            ",400,70,17.5",
            ",400,70",
            "line 5: row: has 13 cells where the header has 14",
        ),
        (
            "2024,Reporting year,Local authority,E92000001,England,E12000005,West Midlands,902",
            "2025,Reporting year,Local authority,E92000001,England,E12000005,West Midlands,902",
            "line 7: referral_count: Southshire, County of, year to 31 March 2025 stands there already, in line 5",
        ),
        (
            "2024,Reporting year",
            "20x4,Reporting year",
            "line 6: time_period: “20x4” is no period",
        ),
        (
            "\"Southshire, County of\",Referrals,400",
            "\"Southshire,Referrals,400",
            "a quotation mark opens here",
        ),
    ] {
        let text = REFERRALS.replacen(from, to, 1);
        assert_ne!(text, REFERRALS, "{from} is not in the file");
        refused(&text, expected);
    }
}

#[test]
fn the_header_of_another_release_is_told_apart_column_by_column() {
    let text = REFERRALS.replace("rereferral_count,", "repeat_count,");
    refused(
        &text,
        "line 1: header: this is the header of another release or file: “rereferral_count” is missing; “repeat_count” is not in the mapping",
    );
}

#[test]
fn another_encoding_is_named_with_what_to_do() {
    let utf16: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain(REFERRALS.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let without: Vec<u8> = utf16.iter().skip(4).copied().collect();
    let windows = b"time_period,la_name,n\n2025,Durham,3\n2025,Caf\xe9,4\n".to_vec();
    for (bytes, expected) in [
        (
            utf16,
            "line 1: file: is in UTF-16, little end first: save it as “CSV UTF-8”",
        ),
        (without, "UTF-16 without its mark"),
        (windows, "line 3: file: has a character that is not UTF-8"),
        (b"PK\x03\x04rest".to_vec(), "is an Excel workbook"),
        (b"".to_vec(), "line 1: header: has no column names"),
        (b"time_period,n\n".to_vec(), "has no rows under its header"),
        (b"a,b\n1,2\n".to_vec(), "there is no column “time_period”"),
    ] {
        let words = in_words(&describe("x.csv", &bytes).unwrap_err());
        assert!(words.contains(expected), "{words}");
    }
}

#[test]
fn a_neighbour_that_is_none_is_refused() {
    let good = "old_la_code,la_name,SN_1,SN_2\n901,Northshire,902,903\n902,Southshire,901,903\n";
    let mapping = describe("sn_2025.csv", good.as_bytes()).unwrap();
    for (from, to, expected) in [
        (
            "902,903",
            "901,903",
            "line 2: SN_1: is the authority itself",
        ),
        (
            "902,903",
            "903,903",
            "line 2: SN_2: 903 is its neighbour already",
        ),
        (
            "902,903",
            "902,Close",
            "line 2: SN_2: “Close” is no authority’s number",
        ),
        (
            "902,Southshire",
            "901,Southshire",
            "line 3: old_la_code: 901 stands there already, in line 2",
        ),
    ] {
        let words =
            in_words(&import("sn_2025.csv", &good.replacen(from, to, 1), &mapping).unwrap_err());
        assert!(words.contains(expected), "{words}");
    }
}

#[test]
fn a_mapping_that_is_wrong_says_where() {
    for (mapping, expected) in [
        (
            "dataset = \"x\"\ntitel = 1",
            "mapping.toml, line 2: mapping: unknown field `titel`",
        ),
        ("dataset = ", "mapping.toml, line 1"),
    ] {
        let words = in_words(&import("referrals.csv", REFERRALS, mapping).unwrap_err());
        assert!(words.contains(expected), "{words}");
    }
    let mapping = describe("referrals.csv", REFERRALS.as_bytes()).unwrap();
    let wrong = mapping.replacen("column = \"referral_count\"", "column = \"gone\"", 1);
    let words = in_words(&import("referrals.csv", REFERRALS, &wrong).unwrap_err());
    assert!(words.contains("gone: is named by the series"), "{words}");
    let wrong = mapping.replacen("\"Referrals\" }", "\"Others\" }", 1);
    let words = in_words(&import("referrals.csv", REFERRALS, &wrong).unwrap_err());
    assert!(
        words.contains("no row of the file belongs to the series"),
        "{words}"
    );
}
