//! `report briefing`.

use std::path::Path;

use crate::support::*;

/// Dates across the record, and how far it was known.
const DATES: [(&str, Option<&str>); 14] = [
    ("2014-03-21", None),
    ("2014-06-30", None),
    ("2015-09-30", None),
    ("2016-12-01", None),
    ("2017-06-13", None),
    ("2018-03-31", None),
    ("2018-07-19", None),
    ("2018-07-19", Some("2026-11-20")),
    ("2019-06-01", None),
    ("2020-10-01", None),
    ("2021-12-01", None),
    ("2022-09-15", None),
    ("2024-02-29", None),
    ("2026-11-20", None),
];

/// Makes the note; what is printed.
fn note(data: &Path, out: &Path, more: &[&str]) -> Answer {
    let note = [
        "report",
        "briefing",
        "--out",
        text(out),
        "--data",
        text(data),
    ];
    sightline(&[&note[..], more].concat())
}

fn imported(dir: &Path) -> std::path::PathBuf {
    let data = dir.join("data");
    sightline(&["import", &coventry(), "--data", text(&data)]).done();
    data
}

/// What this build can write.
const FORMATS: &[&str] = if cfg!(feature = "pdf") {
    &["html", "docx", "pdf", "md"]
} else {
    &["html", "docx", "md"]
};

#[test]
fn a_note_is_files_named_by_paper_and_date_and_the_same_bytes_each_time() {
    let dir = folder();
    let data = imported(dir.path());
    let formats = FORMATS.join(",");
    for (known, name) in [
        (None, "briefing-coventry-2018-07-19"),
        (
            Some("2026-11-20"),
            "briefing-coventry-2018-07-19-known-2026-11-20",
        ),
    ] {
        let mut asked = vec![
            "--authority",
            "coventry",
            "--as-at",
            "2018-07-19",
            "--format",
            &formats,
        ];
        asked.extend(known.iter().flat_map(|known| ["--known-at", known]));
        let (one, other) = (dir.path().join("one"), dir.path().join("deep/other"));
        let printed = note(&data, &one, &asked).done();
        let paths: Vec<String> = FORMATS
            .iter()
            .map(|ending| one.join(format!("{name}.{ending}")).display().to_string())
            .collect();
        assert_eq!(printed.lines().collect::<Vec<_>>(), paths);
        note(&data, &other, &asked).done();
        assert_eq!(files(&one).len(), FORMATS.len());
        assert!(files(&one) == files(&other), "the bytes differ");
        std::fs::remove_dir_all(one).unwrap();
        std::fs::remove_dir_all(other).unwrap();
    }
}

#[test]
#[cfg(feature = "pdf")]
fn a_note_of_any_date_is_at_most_five_sides() {
    use record::state::Moment;
    use record::view::{Audience, SharedView};
    use report::briefing::{Request, TEMPLATE, briefing};
    use report::template::Template;
    use store::{Access, Edge, Records, Store};

    let dir = folder();
    let data = imported(dir.path());
    let store = Store::open(&data, Access::Read, Edge::system()).unwrap();
    let records = Records::new(store).unwrap();
    let programme = records.programme(&"coventry".parse().unwrap()).unwrap();
    let view = SharedView::new(programme, Audience::PublicPaper);
    let template = Template::read("briefing.md", TEMPLATE).unwrap();
    let mut sides = Vec::new();
    for (as_at, known) in DATES {
        let moment = Moment {
            known: known.unwrap_or(as_at).parse().unwrap(),
            ..Moment::on(as_at.parse().unwrap())
        };
        let request = Request {
            moment,
            published: None,
        };
        let document = briefing(&view, &template, request).unwrap();
        let made = pdf::pdf(&document).unwrap();
        sides.push(made.pages);
        if (as_at, known) == ("2018-07-19", None) {
            // The program writes the very same file.
            let out = dir.path().join("out");
            let asked = [
                "--authority",
                "coventry",
                "--as-at",
                as_at,
                "--format",
                "pdf",
            ];
            let path = note(&data, &out, &asked).done();
            assert!(std::fs::read(path.trim_end()).unwrap() == made.bytes);
        }
    }
    println!("notes: {} dates, sides {sides:?}", DATES.len());
    for (date, sides) in DATES.iter().zip(sides) {
        assert!((1..=5).contains(&sides), "{date:?}: {sides} sides");
    }
}

#[test]
fn every_date_has_its_note() {
    let dir = folder();
    let data = imported(dir.path());
    let out = dir.path().join("out");
    for (as_at, known) in DATES {
        let mut asked = vec![
            "--authority",
            "coventry",
            "--as-at",
            as_at,
            "--format",
            "md",
        ];
        asked.extend(known.iter().flat_map(|known| ["--known-at", known]));
        let path = note(&data, &out, &asked).done();
        let text = std::fs::read_to_string(path.trim_end()).unwrap();
        assert!(
            text.contains(&head(&data).to_string()),
            "{as_at}: no head at its foot"
        );
    }
}

#[test]
fn what_cannot_be_made_is_told_in_one_line_and_nothing_is_written() {
    let dir = folder();
    let data = imported(dir.path());
    let out = dir.path().join("out");
    let refused = |code: i32, more: &[&str]| {
        let err = note(&data, &out, more).one_line(code);
        assert!(!out.exists(), "{err}");
        err
    };
    let format = ["--format", "md"];
    let at = |authority: &'static str, as_at: &'static str| {
        [&["--authority", authority, "--as-at", as_at][..], &format].concat()
    };

    let err = refused(3, &at("dudley", "2018-07-19"));
    assert!(
        err.contains("dudley") && err.contains("There is: coventry."),
        "{err}"
    );
    let err = refused(2, &at("coventry", "1999-12-31"));
    assert!(err.contains("31 December 1999"), "{err}");
    let err = refused(2, &at("coventry", "2099-01-01"));
    assert!(err.contains("has not come yet"), "{err}");

    for nonsense in ["2018-02-30", "19 July 2018", "2018-7-19", "20180719", ""] {
        let answer = note(
            &data,
            &out,
            &["--authority", "coventry", "--as-at", nonsense],
        );
        let err = answer.refused(2);
        assert!(
            err.contains("is not a real date") && err.contains("--as-at"),
            "{err}"
        );
        // The usage that follows is for people; the fault is its first line.
        assert!(err.lines().next().unwrap().contains("--as-at"), "{err}");
    }

    let file = out.with_extension("md");
    std::fs::write(&file, "+++\npaper = \"x\"\nversion = 1\ntitle = \"X\"\nsubject = \"X\"\nsides = 5\n+++\n\n# X\n\n{{ nothing( }}\n").unwrap();
    let with_template = [
        &at("coventry", "2018-07-19")[..],
        &["--template", text(&file)],
    ]
    .concat();
    let err = refused(2, &with_template);
    assert!(err.contains("out.md, line 11: "), "{err}");
    std::fs::remove_file(&file).unwrap();
    let err = refused(3, &with_template);
    assert!(err.contains("out.md"), "{err}");
}
