//! `import --authority`: a council’s own sheet of readings.

use std::path::PathBuf;

use crate::support::*;

/// A folder with Coventry’s record.
struct Desk {
    dir: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let desk = Self { dir: folder() };
        let data = desk.data();
        sightline(&["import", &coventry(), "--data", text(&data)]).done();
        desk
    }

    fn data(&self) -> PathBuf {
        self.dir.path().join("data")
    }

    fn import(&self, name: &str, bytes: impl AsRef<[u8]>, more: &[&str]) -> Answer {
        let file = self.dir.path().join(name);
        std::fs::write(&file, bytes).unwrap();
        let data = self.data();
        let words = [
            "import",
            text(&file),
            "--authority",
            "coventry",
            "--data",
            text(&data),
        ];
        sightline(&[&words[..], more].concat())
    }

    fn head(&self) -> String {
        head(&self.data()).to_string()
    }
}

const HEADINGS: &str = "measure,period,numerator,denominator,value\n";

#[test]
fn a_preview_says_what_each_cell_was_taken_for_and_stores_nothing() {
    let desk = Desk::new();
    let before = desk.head();
    let sheet = format!("{HEADINGS}re-referral-pct,Mar 2026,5,20,\nRe-referrals,Apr 2026,,,[c]\n");
    let told = desk.import("march.csv", &sheet, &["--preview"]).done();
    assert!(
        told.contains("E2  new: re-referral-pct, March 2026: 25 (5 of 20), worked out"),
        "{told}"
    );
    assert!(
        told.contains("E3  new: re-referral-pct, April 2026: c"),
        "{told}"
    );
    assert!(
        told.ends_with("Nothing was stored: this was a preview.\n"),
        "{told}"
    );
    let json = desk
        .import("march.csv", &sheet, &["--preview", "--json"])
        .done();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["readings"][0]["cell"], "E2");
    assert_eq!(json["readings"][0]["value"], 25.0);
    assert_eq!(desk.head(), before);

    desk.import("march.csv", &sheet, &[]).done();
    let stored = desk.head();
    assert_ne!(stored, before);
    let again = desk.import("march.csv", &sheet, &[]).done();
    assert!(
        again.contains("E2  held:") && again.contains("nothing was stored"),
        "{again}"
    );
    assert_eq!(desk.head(), stored);
    // A restated figure is a version more; the first stays.
    let told = desk
        .import("march.csv", sheet.replace(",5,20,", ",6,20,"), &[])
        .done();
    assert!(
        told.contains("E2  restated: re-referral-pct, March 2026: 30 (6 of 20)"),
        "{told}"
    );
    let export = exported(&desk.data());
    let kept = export
        .lines()
        .filter(|line| line.contains("re-referral-pct/coventry/2026-03"));
    assert_eq!(kept.count(), 2, "both are kept");
}

/// A name, what is in the file, and what is said of it.
type Wrong = (&'static str, Vec<u8>, &'static str);

/// Each is refused, previewed or meant, and nothing is stored.
fn refuses(desk: &Desk, files: &[Wrong]) {
    let before = desk.head();
    for (name, bytes, expected) in files {
        for more in [&["--preview"][..], &[]] {
            let told = desk.import(name, bytes, more).refused(2);
            assert!(
                told.contains(&format!("{name}, {expected}")),
                "{told}\nexpected: {expected}"
            );
            assert!(told.ends_with("Nothing was stored.\n"), "{told}");
        }
    }
    assert_eq!(desk.head(), before);
}

#[test]
fn what_is_wrong_is_named_by_its_cell_and_nothing_is_stored() {
    let desk = Desk::new();
    let row = |cells: &str| format!("{HEADINGS}re-referral-pct,{cells}\n").into_bytes();
    let two = |one: &str, other: &str| {
        format!("{HEADINGS}re-referral-pct,{one}\nre-referral-pct,{other}\n").into_bytes()
    };
    refuses(
        &desk,
        &[
            (
                "r.csv",
                row("Mar 2026,30,20,"),
                "line 2: C2 (numerator): 30 is above the denominator, 20",
            ),
            (
                "r.csv",
                row("Mar 2026,3,0,"),
                "line 2: D2 (denominator): is 0",
            ),
            (
                "r.csv",
                row("Mar 2026,,,\"81,4\""),
                "line 2: E2 (value): “81,4” has a comma",
            ),
            (
                "r.csv",
                row("Mar 2026,,,1e999"),
                "line 2: E2 (value): “1e999” is neither",
            ),
            (
                "r.csv",
                row("Mar 2026,,,NaN"),
                "line 2: E2 (value): “NaN” is no number",
            ),
            (
                "r.csv",
                row("Mar 2026,,,101"),
                "line 2: E2 (value): 101 is above 100 per cent",
            ),
            (
                "r.csv",
                row("Mar 2026,5,20,81"),
                "line 2: E2 (value): 81 is given, and 5 of 20 is 25",
            ),
            (
                "r.csv",
                row("Mar 2199,,,5"),
                "line 2: E2: March 2199 has not ended yet",
            ),
            (
                "r.csv",
                two("Mar 2026,,,5", "March 2026,,,6"),
                "line 3: E3 (value): Re-referrals: referrals within 12 months of an earlier one, March 2026 stands there already, in E2",
            ),
            (
                "r.csv",
                [
                    two("Jan 2026,,,5", "Mar 2026,,,6"),
                    b"re-referral-pct,Feb 2026,,,7\n".to_vec(),
                ]
                .concat(),
                "line 4: E4: February 2026 is out of order",
            ),
        ],
    );
}

#[test]
fn a_file_that_is_no_sheet_of_this_council_is_refused() {
    let desk = Desk::new();
    let utf16: Vec<u8> = "\u{feff}measure,period,value\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    refuses(
        &desk,
        &[
        (
            "r.csv",
            b"LA,measure,period,value\nLeeds,re-referral-pct,Mar 2026,5\n".to_vec(),
            "line 2: A2 (LA): “Leeds” is another council than “coventry”",
        ),
        (
            "r.csv",
            b"time_period,geographic_level,n\n2025,National,5\n".to_vec(),
            "line 1: A1 (time_period): these are the headings of a file published for every council",
        ),
        (
            "r.csv",
            b"measure,period,wert\nre-referral-pct,Mar 2026,5\n".to_vec(),
            "line 1: C1 (wert): is no heading that is known",
        ),
        (
            "r.csv",
            utf16,
            "line 1: file: is in UTF-16, little end first",
        ),
        ("r.csv", Vec::new(), "line 1: header: has no column names"),
        (
            "r.xlsx",
            b"hello".to_vec(),
            "line 1: file: is not an Excel workbook",
        ),
        (
            "r.xlsx",
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1rest".to_vec(),
            "line 1: file: is an old Excel workbook (.xls), or has a password",
        ),
        (
            "r.csv",
            b"authority,measure,area,period,breakdown,value\nleeds,re-referral-pct,,2026-03,,5\n"
                .to_vec(),
            "line 1: header: column 7, “numerator”, is missing",
        ),
        ],
    );
}
