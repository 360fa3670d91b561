//! The briefing note made from Coventry's public record, on several dates.
use std::sync::{Arc, LazyLock};

use crate::real_note::FACTS;
use jiff::civil::Date;
use record::body::Meeting;
use record::entry::Salt;
use record::id::EntryId;
use record::programme::Programme;
use record::state::Moment;
use record::view::{Audience, SharedView};
use report::briefing::{Request, TEMPLATE, briefing};
use report::template::Template;
use report::tree::{Block, Document, Inline, ListKind, Table, words};

/// Coventry's record as its files hold it, read once.
pub(crate) fn coventry() -> SharedView {
    static VIEW: LazyLock<SharedView> = LazyLock::new(read);
    VIEW.clone()
}

fn read() -> SharedView {
    let drafts = coventry::drafts().unwrap();
    let mut programme = Programme::new("coventry".parse().unwrap());
    let now = "2026-11-23T12:00:00Z".parse().unwrap();
    let entries = programme
        .prepare(&drafts, now, || Salt([7; 16]))
        .unwrap_or_else(|problems| {
            panic!(
                "{}",
                problems
                    .iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()
                    .join("\n")
            )
        });
    for entry in entries {
        programme.push(entry).unwrap();
    }
    SharedView::new(Arc::new(programme), Audience::PublicPaper)
}

pub(crate) fn note(view: &SharedView, as_at: &str, known_at: &str) -> Document {
    let template = Template::read("briefing.md", TEMPLATE).unwrap();
    let request = Request {
        moment: Moment {
            effective: as_at.parse().unwrap(),
            known: known_at.parse().unwrap(),
            recorded: None,
        },
        published: None,
    };
    briefing(view, &template, request).unwrap_or_else(|error| panic!("{error}"))
}

/// The note as plain text, one block a line.
fn text(document: &Document) -> String {
    report::write::markdown::markdown(document).replace('\\', "")
}

fn on(date: &str) -> (SharedView, Document) {
    let view = coventry();
    let document = note(&view, date, date);
    (view, document)
}

/// Dates across the journey: before the first report, the days letters were
/// published, meetings, months with nothing, today.
pub(crate) const DATES: [&str; 14] = [
    "2012-06-30",
    "2014-02-10",
    "2014-03-21",
    "2014-07-01",
    "2016-12-31",
    "2017-02-09",
    "2017-06-13",
    "2018-02-22",
    "2018-07-04",
    "2018-07-19",
    "2018-11-01",
    "2019-03-21",
    "2022-08-12",
    "2026-11-23",
];

#[test]
fn of_19_july_2018_says_each_fact_of_the_real_note() {
    let (_, document) = on("2018-07-19");
    let text = text(&document);
    for (fact, needles) in FACTS {
        for needle in needles {
            assert!(
                text.contains(needle),
                "{fact}: the note does not say “{needle}”:\n{text}"
            );
        }
    }
}

#[test]
fn lists_the_nine_recommendations() {
    let (_, document) = on("2018-07-19");
    let nine = document.blocks.iter().any(|block| {
        matches!(block, Block::List(list) if list.kind == ListKind::Numbered && list.items.len() == 9)
    });
    assert!(nine, "there is no list of nine");
    assert!(text(&document).contains("made nine recommendations"));
}

#[test]
fn carries_the_figures_that_were_known_and_no_later_ones() {
    let (_, document) = on("2018-07-19");
    let row = |name: &str| {
        tables(&document)
            .flat_map(|table| &table.rows)
            .find(|row| words(&row[0].text).starts_with(name))
            .unwrap_or_else(|| panic!("no row for {name}"))
            .iter()
            .map(|cell| words(&cell.text))
            .collect::<Vec<_>>()
    };
    assert_eq!(row("Re-referrals")[1..3], ["27.4%", "23.8%"]);
    assert_eq!(row("Repeat plans")[1..3], ["19.9%", "18.2%"]);
    assert_eq!(row("Agency")[1], "12.8%");
    let text = text(&document);
    for later in ["27.3%", "20.9%", "16.0%", "21.3%", "31 March 2018"] {
        assert!(!text.contains(later), "{later} came out later");
    }
    assert!(text.contains(
        "first published on 2 November 2017; as revised; first-published value not held"
    ));
}

#[test]
fn with_hindsight_it_also_says_what_came_out_that_october() {
    let view = coventry();
    let document = note(&view, "2018-07-19", "2026-11-23");
    let text = text(&document);
    assert!(text.contains("27.3%"), "{text}");
    assert!(text.contains("as known on 23 November 2026 (with hindsight)"));
    assert!(!text.contains("31 March 2019"), "that was not true yet");
}

#[test]
fn with_hindsight_the_july_2018_note_says_which_figures_moved_furthest_each_way() {
    let view = coventry();
    let said = paragraphs(&note(&view, "2018-07-19", "2026-11-23"))
        .find(|text| text.contains("Seen from"))
        .unwrap();
    assert!(
        said.contains(
            "repeat plans went from 18.2% to 27.3%, while re-referrals went from 23.8% to 20.9%"
        ),
        "{said}"
    );
    assert!(said.ends_with("Two points are no trend."), "{said}");
    assert!(
        said.contains("(year to 31 March 2017, then year to 31 March 2018)"),
        "{said}"
    );
    // On its own day it could not say so.
    let then = note(&view, "2018-07-19", "2018-07-19");
    assert!(!text(&then).contains("Seen from"));
}

#[test]
fn every_figure_has_a_footnote_and_a_link() {
    let (_, document) = on("2018-07-19");
    let mut figures = 0;
    for table in tables(&document) {
        for cell in table.rows.iter().flat_map(|row| &row[1..]) {
            if words(&cell.text).contains(|c: char| c.is_ascii_digit()) {
                figures += 1;
                assert!(
                    cell.text.iter().any(|i| matches!(i, Inline::NoteRef(_))),
                    "{cell:?}"
                );
                assert!(
                    cell.text.iter().any(|i| matches!(i, Inline::Link { .. })),
                    "{cell:?}"
                );
            }
        }
    }
    assert!(figures >= 20, "only {figures} figures");
}

#[test]
fn no_direction_word_stands_about_a_figure() {
    let view = coventry();
    for (date, known) in [
        ("2018-07-19", "2018-07-19"),
        ("2018-07-19", "2026-11-23"),
        ("2026-11-23", "2026-11-23"),
    ] {
        let document = note(&view, date, known);
        let about: String = tables(&document)
            .flat_map(|table| {
                table
                    .header
                    .iter()
                    .chain(table.rows.iter().flatten())
                    .map(|cell| words(&cell.text))
                    .chain([words(&table.caption)])
            })
            .chain(
                document
                    .footnotes
                    .iter()
                    .map(|note| words(&note.text))
                    .filter(|note| note.contains("first published")),
            )
            .chain(
                paragraphs(&document).filter(|text| text.contains("figures") || text.contains('%')),
            )
            .collect::<Vec<_>>()
            .join("\n")
            .to_lowercase();
        for word in [
            "improv",
            "worse",
            "better",
            "rise",
            "rose",
            "rising",
            "fall",
            "fell",
            "increas",
            "reduc",
            "decreas",
            " up ",
            " down ",
            "higher is",
            "lower is",
        ] {
            assert!(
                !about.contains(word),
                "“{word}” stands about a figure in the note of {date} known {known}:\n{about}"
            );
        }
    }
}

#[test]
fn nothing_is_said_before_it_was_known() {
    let view = coventry();
    for date in DATES {
        let day: Date = date.parse().unwrap();
        let document = note(&view, date, date);
        let mut checked = 0;
        for id in entries(&document) {
            let held = view
                .view()
                .at(Moment::on(day))
                .entry(&id)
                .unwrap_or_else(|| panic!("{date}: {id} does not hold"));
            assert!(
                held.meta.known_on.counts_as() <= day,
                "{date}: {id} is known {}",
                held.meta.known_on
            );
            checked += 1;
        }
        assert!(checked > 0, "{date}: nothing is linked to the record");
        let planned: Vec<Date> = view
            .view()
            .at(Moment::on(day))
            .all::<Meeting>()
            .iter()
            .map(|m| m.body.on.counts_as())
            .collect();
        for later in dates_in(&text(&document))
            .into_iter()
            .filter(|later| *later > day)
        {
            assert!(
                planned.contains(&later),
                "{date}: the note names {later}, which is no planned meeting"
            );
        }
    }
}

#[test]
fn holds_together_on_every_date() {
    let view = coventry();
    for date in DATES {
        let document = note(&view, date, date);
        assert_eq!(document.problems(), Vec::<String>::new(), "{date}");
        let text = text(&document);
        for wrong in [
            "..",
            " ,",
            " .",
            "none",
            "undefined",
            "()",
            "  ",
            ";;",
            " the the ",
            ",,",
        ] {
            let found = text.lines().find(|line| {
                line.contains(wrong)
                    && !line.starts_with('|')
                    && !line.trim_start().starts_with('>')
            });
            assert!(
                found.is_none()
                    || wrong == "none" && text.contains("none is in the record")
                    || wrong == "none" && text.contains("none are recorded"),
                "{date}: “{wrong}” in {found:?}"
            );
        }
        let numbers: Vec<&str> = document
            .blocks
            .iter()
            .filter_map(|block| match block {
                Block::Heading(heading) => heading.number.as_deref(),
                _ => None,
            })
            .collect();
        let expected: Vec<String> = (1..=numbers.len()).map(|n| n.to_string()).collect();
        assert_eq!(numbers, expected, "{date}");
        assert!(numbers.len() >= 3, "{date}");
        for pair in document.blocks.windows(2) {
            if let [Block::Heading(heading), Block::Heading(_)] = pair {
                panic!("{date}: section “{}” is empty", words(&heading.text));
            }
        }
    }
}

#[test]
fn a_date_before_the_record_is_one_clear_line() {
    let view = coventry();
    let template = Template::read("briefing.md", TEMPLATE).unwrap();
    let request = Request {
        moment: Moment::on("2010-01-01".parse().unwrap()),
        published: None,
    };
    let error = briefing(&view, &template, request).unwrap_err().to_string();
    assert_eq!(
        error,
        "The record of coventry begins on 31 March 2011: nothing was known before, so there is no note as known on 1 January 2010. Ask for a later date."
    );
}

#[test]
fn a_template_with_a_mistake_names_its_line() {
    let view = coventry();
    let front = "+++\npaper = \"briefing\"\nversion = 1\ntitle = \"T\"\nsubject = \"S\"\n+++\n";
    let request = Request {
        moment: Moment::on("2018-07-19".parse().unwrap()),
        published: None,
    };
    let fails = |body: &str| {
        let made = Template::read("my.md", &format!("{front}{body}"));
        match made {
            Ok(template) => briefing(&view, &template, request).unwrap_err().to_string(),
            Err(error) => error.to_string(),
        }
    };
    assert!(
        fails("# A\n\n{{ nothing.here }}\n").starts_with("my.md, line 9:"),
        "{}",
        fails("# A\n\n{{ nothing.here }}\n")
    );
    assert!(fails("# A\n{% if %}\n").starts_with("my.md, line 8:"));
    assert!(fails("{{ all(\"spell\") }}").contains("“spell” is not a kind of entry"));
    assert!(fails("<b>no</b>").contains("papers have no HTML"));
    let front_matter = Template::read("my.md", "+++\npaper = 1\n+++\n").unwrap_err();
    assert_eq!(front_matter.line, 2);
}

#[test]
fn the_same_input_makes_the_same_bytes() {
    let make = || {
        let (_, document) = on("2018-07-19");
        (
            report::write::html::html(&document),
            report::write::docx::docx(&document).unwrap(),
        )
    };
    assert_eq!(make(), make());
}

fn tables(document: &Document) -> impl Iterator<Item = &Table> {
    document.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    })
}

fn paragraphs(document: &Document) -> impl Iterator<Item = String> {
    document.blocks.iter().filter_map(|block| match block {
        Block::Paragraph(paragraph) => Some(words(&paragraph.text)),
        _ => None,
    })
}

/// Every entry the note leads to: its links and its footnotes.
fn entries(document: &Document) -> Vec<EntryId> {
    let html = report::write::html::fragment(document);
    html.split("/coventry/entry/")
        .skip(1)
        .filter_map(|rest| rest.split(['?', '"', '&']).next())
        .map(|name| name.parse().unwrap())
        .collect()
}

/// Days written out in a text.
fn dates_in(text: &str) -> Vec<Date> {
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect();
    words
        .windows(3)
        .filter_map(|three| Date::strptime("%d %B %Y", three.join(" ")).ok())
        .collect()
}
