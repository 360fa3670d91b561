//! `dataset describe` and `dataset import`: small made-up files in the layout of
//! the Department’s.

use std::path::{Path, PathBuf};

use record::body::{Figure, NationalSeries};
use record::id::EntryId;
use record::state::Moment;
use record::view::Audience;
use store::{Access, Edge, Records, Store};

use crate::support::*;

const HEADER: &str = "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,new_la_code,la_name,category,referral_count,rereferral_count,rereferral_percent";

const ROWS: [&str; 4] = [
    "2025,Reporting year,National,E92000001,England,,,,,,Referrals,1000,220,22",
    "2025,Reporting year,Local authority,E92000001,England,E12000005,West Midlands,901,E06009901,Northshire,Referrals,200,50,25",
    "2025,Reporting year,Local authority,E92000001,England,E12000005,West Midlands,902,E06009902,Southshire,Referrals,400,70,17.5",
    "2025,Reporting year,Local authority,E92000001,England,E12000005,West Midlands,903,E06009903,Eastshire,Referrals,320,80,25",
];

/// A folder with the file, the mapping drafted of it, and room for data.
struct Desk {
    dir: tempfile::TempDir,
    good: String,
}

impl Desk {
    fn new() -> Self {
        let dir = folder();
        let good = format!("{HEADER}\n{}\n", ROWS.join("\n"));
        let desk = Self { dir, good };
        let file = desk.file("referrals.csv", &desk.good);
        let draft = sightline(&["dataset", "describe", text(&file)]).done();
        desk.file("referrals.toml", draft);
        desk
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let file = self.dir.path().join(name);
        std::fs::write(&file, bytes).unwrap();
        file
    }

    fn data(&self) -> PathBuf {
        self.dir.path().join("data")
    }

    fn import(&self, bytes: impl AsRef<[u8]>, released: &str, more: &[&str]) -> Answer {
        let file = self.file("release.csv", bytes);
        let mapping = self.dir.path().join("referrals.toml");
        let data = self.data();
        let mut words = vec![
            "dataset",
            "import",
            text(&file),
            "--mapping",
            text(&mapping),
        ];
        words.extend(["--released", released, "--data", text(&data)]);
        words.extend(more);
        sightline(&words)
    }

    /// Southshire’s re-referrals in the year to 31 March 2025, as known on a day.
    fn seen(&self, day: &str) -> Option<Figure> {
        value(&self.data(), "national-series/re-referrals", "902", day)
    }
}

/// A council’s figure of the last period a series has, as known on a day.
fn value(data: &Path, series: &str, code: &str, day: &str) -> Option<Figure> {
    let store = Store::open(data, Access::Read, Edge::system()).unwrap();
    let national = Records::new(store).unwrap();
    let national = national.programme(&"national".parse().unwrap()).unwrap();
    let moment = Moment::on(day.parse().unwrap());
    let state = national.view_for(Audience::PublicPage).at(moment);
    let id: EntryId = series.parse().unwrap();
    let held = state.get::<NationalSeries>(&id)?;
    Some(held.body.value(code, *held.body.periods.last().unwrap()))
}

#[test]
fn the_draft_imports_as_it_stands_and_a_trial_stores_nothing() {
    let desk = Desk::new();
    let trial = desk.import(&desk.good, "2025-10-30", &["--dry-run"]).done();
    assert!(trial.contains("4 rows, 4 of them used."), "{trial}");
    assert!(
        trial.ends_with("Nothing was stored: this was a trial.\n"),
        "{trial}"
    );
    assert!(!desk.data().exists());

    let told = desk.import(&desk.good, "2025-10-30", &[]).done();
    assert!(told.contains("new: national-series/re-referrals: Re-referrals within 12 months: 4 numbers, 4 areas, year to 31 March 2025"), "{told}");
    assert_eq!(desk.seen("2025-10-30"), Some(Figure::Number(17.5)));
    assert_eq!(desk.seen("2025-10-29"), None);
}

#[test]
fn the_same_file_twice_stores_nothing_new_whatever_it_is_called() {
    let desk = Desk::new();
    desk.import(&desk.good, "2025-10-30", &[]).done();
    let before = exported(&desk.data());
    let told = desk.import(&desk.good, "2025-10-30", &[]).done();
    assert!(
        told.contains("held: national-series/re-referrals"),
        "{told}"
    );
    assert!(
        told.ends_with("All of it is in the record already: nothing was stored.\n"),
        "{told}"
    );
    let renamed = desk.file("renamed.csv", &desk.good);
    let (mapping, data) = (desk.dir.path().join("referrals.toml"), desk.data());
    let told = sightline(&[
        "dataset",
        "import",
        text(&renamed),
        "--mapping",
        text(&mapping),
        "--released",
        "2025-10-30",
        "--data",
        text(&data),
    ])
    .done();
    assert!(told.contains("nothing was stored"), "{told}");
    assert_eq!(exported(&desk.data()), before);
}

/// Each release keeps its own days, in whatever order they are read; of one day
/// the figure is that of the latest release known by then.
#[test]
fn releases_are_kept_by_their_day_in_whatever_order_they_are_read() {
    let of = |percent: &str| {
        let count = percent.parse::<f64>().unwrap() * 4.0;
        let cells = format!("400,{count},{percent}");
        let good = Desk::new().good.replace("400,70,17.5", &cells);
        // Of a year that ended before the first of these releases.
        good.replace("2025,Reporting", "2023,Reporting")
    };
    let releases = [
        ("2023-10-26", "15"),
        ("2024-10-31", "16"),
        ("2025-10-30", "17.5"),
    ];
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0], [2, 0, 1]] {
        let desk = Desk::new();
        for at in order {
            let (released, percent) = releases[at];
            desk.import(of(percent), released, &[]).done();
        }
        for (released, percent) in releases {
            let expected = Some(Figure::Number(percent.parse().unwrap()));
            assert_eq!(desk.seen(released), expected, "{order:?}, {released}");
        }
        assert_eq!(
            desk.seen("2026-11-01"),
            Some(Figure::Number(17.5)),
            "{order:?}"
        );
        // The middle one read again, put right: it and only it changes.
        let told = desk.import(of("16.5"), "2024-10-31", &[]).done();
        assert!(
            told.contains("read again: national-series/re-referrals"),
            "{told}"
        );
        assert_eq!(
            desk.seen("2024-12-31"),
            Some(Figure::Number(16.5)),
            "{order:?}"
        );
        assert_eq!(
            desk.seen("2026-11-01"),
            Some(Figure::Number(17.5)),
            "{order:?}"
        );
        assert_eq!(
            desk.seen("2024-01-01"),
            Some(Figure::Number(15.0)),
            "{order:?}"
        );
        let data = desk.data();
        sightline(&["verify", "--data", text(&data)]).done();
    }
}

/// A later release that begins later, or earlier, holds all the same.
#[test]
fn a_later_release_of_other_years_holds() {
    for (older, newer) in [("2020", "2019"), ("2019", "2020")] {
        let with = |year: &str, percent: &str| {
            let row = ROWS[2].replace("2025,Rep", &format!("{year},Rep"));
            let good = Desk::new().good;
            let changed = good.replace("400,70,17.5", &format!("400,{percent},{percent}"));
            format!("{changed}{}\n", row.replace("400,70,17.5", "400,40,10"))
        };
        for turned in [false, true] {
            let desk = Desk::new();
            let mut both = [
                (with(older, "20"), "2024-10-31"),
                (with(newer, "24"), "2025-10-30"),
            ];
            if turned {
                both.reverse();
            }
            for (file, released) in both {
                desk.import(
                    file.replace(",20,20", ",80,20").replace(",24,24", ",96,24"),
                    released,
                    &[],
                )
                .done();
            }
            assert_eq!(
                desk.seen("2026-01-01"),
                Some(Figure::Number(24.0)),
                "{older} {turned}"
            );
            assert_eq!(
                desk.seen("2025-01-01"),
                Some(Figure::Number(20.0)),
                "{older} {turned}"
            );
        }
    }
}

#[test]
fn what_is_wrong_is_named_by_line_and_column_and_nothing_is_stored() {
    let desk = Desk::new();
    desk.import(&desk.good, "2025-10-30", &[]).done();
    let before = exported(&desk.data());
    let changed = |from: &str, to: &str| {
        let text = desk.good.replacen(from, to, 1);
        assert_ne!(text, desk.good, "{from}");
        text.into_bytes()
    };
    let south = "2025,Reporting year,Local authority,E92000001,England,E12000005,West Midlands,902";
    let utf16: Vec<u8> = "\u{feff}"
        .encode_utf16()
        .chain(desk.good.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let duplicate = format!("{}{}\n", desk.good, ROWS[1]);
    for (bytes, expected) in [
        (
            utf16,
            "line 1: file: is in UTF-16, little end first: save it as “CSV UTF-8”",
        ),
        (Vec::new(), "line 1: header: has no column names"),
        (
            b"\xef\xbb\xbf".to_vec(),
            "line 1: header: has no column names",
        ),
        (
            format!("{HEADER}\n").into_bytes(),
            "line 1: file: has no rows under its header",
        ),
        (
            duplicate.into_bytes(),
            "line 6: referral_count: Northshire, year to 31 March 2025 stands there already, in line 3",
        ),
        (
            changed(",902,E06009902", ",91002,E06009902"),
            "line 4: old_la_code: “91002” is no authority’s code: it has three digits",
        ),
        (
            changed(",902,E06009902", ",,E0600"),
            "line 4: new_la_code: “E0600” is no authority’s code",
        ),
        (
            changed(",902,E06009902", ",903,E06009902"),
            "line 5: referral_count: Southshire, year to 31 March 2025 stands there already, in line 4",
        ),
        (
            changed("70,17.5", "70,hush"),
            "line 4: rereferral_percent: “hush” is neither a number nor a symbol",
        ),
        (
            changed("70,17.5", "70,1e999"),
            "line 4: rereferral_percent: “1e999” is neither",
        ),
        (
            changed("70,17.5", "NaN,17.5"),
            "line 4: rereferral_count: “NaN” is no number",
        ),
        (
            changed("70,17.5", "70,\"81,4\""),
            "line 4: rereferral_percent: “81,4” has a comma that does not part thousands",
        ),
        (
            changed("400,70,17.5", "400,470,17.5"),
            "line 4: rereferral_count: 470 is above the denominator, 400",
        ),
        (
            changed("400,70,17.5", "0,70,17.5"),
            "line 4: referral_count: is 0, and “rereferral_percent” is 17.5",
        ),
        (
            changed("70,17.5", "70,170.5"),
            "line 4: rereferral_percent: 170.5 is above 100 per cent",
        ),
        (
            changed(south, &south.replacen("2025", "20255", 1)),
            "line 4: time_period: “20255” is no period",
        ),
        (
            changed(south, &south.replacen("2025", "2025-13-45", 1)),
            "line 4: time_period: “2025-13-45” is no period",
        ),
        (
            changed("rereferral_count", "repeat_count"),
            "line 1: header: this is the header of another release or file: “rereferral_count” is missing; “repeat_count” is not in the mapping",
        ),
    ] {
        let told = desk.import(bytes, "2026-10-29", &[]).refused(2);
        assert!(
            told.contains(&format!("release.csv, {expected}")),
            "{told}\nexpected: {expected}"
        );
        assert!(told.ends_with("Nothing was stored.\n"), "{told}");
    }
    assert_eq!(exported(&desk.data()), before);
}

#[test]
fn the_day_of_release_is_a_day_that_has_come() {
    let desk = Desk::new();
    let answer = desk.import(&desk.good, "2199-01-01", &[]);
    assert!(
        answer.code == 2 && answer.err.contains("has not come yet"),
        "{answer:?}"
    );
    let told = desk.import(&desk.good, "30/10/2025", &[]).refused(2);
    assert!(told.contains("write it as 2018-07-19"), "{told}");
}

/// The workforce and both models of neighbours, as they are published.
#[test]
fn published_files_are_imported_by_their_drafts() {
    let Some(published) = std::env::var_os("SIGHTLINE_TEST_DFE").map(PathBuf::from) else {
        eprintln!("skipped: SIGHTLINE_TEST_DFE names no folder of published files");
        return;
    };
    let dir = folder();
    let data = dir.path().join("data");
    for (name, released) in [
        ("csww_indicators_2017_to_2025.csv", "2026-02-26"),
        ("statistical_neighbours_2021.csv", "2021-04-01"),
    ] {
        let file = published.join(name);
        let mapping = dir.path().join("mapping.toml");
        std::fs::write(
            &mapping,
            sightline(&["dataset", "describe", text(&file)]).done(),
        )
        .unwrap();
        let words = [
            "dataset",
            "import",
            text(&file),
            "--mapping",
            text(&mapping),
        ];
        let words = [&words[..], &["--released", released, "--data", text(&data)]].concat();
        let told = sightline(&words).done();
        assert!(told.contains(" stored. Head "), "{told}");
        let told = sightline(&words).done();
        assert!(told.contains("nothing was stored"), "{told}");
    }
    let seen = |code: &str| value(&data, "national-series/vacancy-rate", code, "2026-03-01");
    assert_eq!(seen("331"), Some(Figure::Number(7.4)));
    assert_eq!(seen("E92000001"), Some(Figure::Number(14.2)));
}
