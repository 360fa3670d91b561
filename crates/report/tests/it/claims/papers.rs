//! Every paper on many dates: a sentence that gives a figure says where it comes from,
//! and one that says which way something went is somebody's, quoted, or a statement of
//! the statistics.

use std::collections::HashSet;

use record::body::Measure;
use record::challenge::ChallengeForm;
use record::state::{Moment, State};
use record::view::{Audience, SharedView};
use report::claims::{Counts, Sentence, sentences};
use report::measured::Measured;
use report::tree::{Block, Document, Inline, words};

use crate::briefing;
use crate::marlshire;

/// A paragraph, item or row: its words, and whether it leads to the record.
struct Line {
    words: String,
    bound: bool,
}

fn bound(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| match inline {
        Inline::NoteRef(_) => true,
        Inline::Link { href, .. } => href.starts_with('/'),
        Inline::Strong(inner) | Inline::Emphasis(inner) => bound(inner),
        _ => false,
    })
}

/// The lines of a paper. A table's rows are bound with its other rows: its notes may
/// stand once for all.
fn lines(blocks: &[Block]) -> Vec<Line> {
    let mut lines = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => lines.push(Line {
                words: words(&paragraph.text),
                bound: bound(&paragraph.text),
            }),
            Block::Notice(text) => lines.push(Line {
                words: words(text),
                bound: bound(text),
            }),
            Block::List(list) => {
                for item in &list.items {
                    lines.extend(self::lines(item));
                }
            }
            Block::Table(table) => {
                let cells = || table.rows.iter().flatten();
                let any = cells().any(|cell| bound(&cell.text));
                lines.extend(cells().map(|cell| Line {
                    words: words(&cell.text),
                    bound: any,
                }));
                lines.push(Line {
                    words: words(&table.caption),
                    bound: any,
                });
            }
            Block::Heading(_) | Block::Figure(_) => {}
        }
    }
    lines
}

/// Letters and digits alone, so that quotation marks and stops do not matter.
fn bare(text: &str) -> String {
    text.chars()
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Everything said in the record, and the statements of its measures.
fn sayings(state: &State<'_>) -> String {
    let mut all = String::new();
    for held in state.everything() {
        let mut stack = vec![held.body.to_json()];
        while let Some(value) = stack.pop() {
            match value {
                serde_json::Value::String(text) => {
                    all.push_str(&bare(&text));
                    all.push('\n');
                }
                serde_json::Value::Array(items) => stack.extend(items),
                serde_json::Value::Object(fields) => {
                    stack.extend(fields.into_iter().map(|(_, v)| v))
                }
                _ => {}
            }
        }
    }
    // A question the record raises compares two values and says so where it is asked.
    for form in ChallengeForm::ALL {
        all.push_str(&bare(form.in_words()));
        all.push('\n');
    }
    for measure in state.all::<Measure>() {
        all.push_str(&bare(&Measured::of(state, measure, None).statement()));
        all.push('\n');
    }
    all
}

/// Sentences of a paper with nothing behind them.
fn loose(document: &Document, sayings: &str) -> Vec<String> {
    let mut loose = Vec::new();
    for line in lines(&document.blocks) {
        for text in sentences(&line.words) {
            let sentence = Sentence::read(text);
            let whole = sayings.contains(&bare(text));
            let figures = sentence
                .figures()
                .any(|one| !matches!(one.unit, Counts::Number | Counts::Weeks | Counts::OutOf(_)));
            if figures && !line.bound && !whole {
                loose.push(format!("no source: {text}"));
            }
            if !sentence.directions.is_empty() && !whole && !quotes(text, sayings) {
                loose.push(format!(
                    "“{}” of nobody: {text}",
                    sentence.directions[0].word
                ));
            }
        }
    }
    loose
}

/// Whether the words round each direction, parted where the template may join them,
/// stand so in the record.
fn quotes(text: &str, sayings: &str) -> bool {
    let parts: Vec<&str> = text.split([';', ':', ',', '(', ')']).collect();
    parts
        .iter()
        .all(|part| Sentence::read(part).directions.is_empty() || sayings.contains(&bare(part)))
}

fn on(date: &str) -> Moment {
    Moment::on(date.parse().unwrap())
}

fn said(view: &SharedView, moment: Moment) -> String {
    sayings(&view.view().at(moment))
}

#[test]
fn of_marlshire_have_a_source_for_each_figure_and_direction() {
    let mut looked = 0;
    for date in marlshire::DATES {
        let sayings = said(&marlshire::view(Audience::Board), on(date));
        for (name, document) in marlshire::papers(date) {
            looked += lines(&document.blocks).len();
            let loose: HashSet<String> = loose(&document, &sayings).into_iter().collect();
            assert!(loose.is_empty(), "{name} of {date}: {loose:#?}");
        }
    }
    assert!(looked > 10_000, "only {looked} lines");
}

#[test]
fn of_coventry_have_a_source_for_each_figure_and_direction() {
    let view = briefing::coventry();
    for (date, known) in briefing::DATES
        .iter()
        .map(|date| (*date, *date))
        .chain([("2018-07-19", "2026-11-23")])
    {
        let moment = Moment {
            known: known.parse().unwrap(),
            ..on(date)
        };
        let sayings = said(&view, moment);
        let document = briefing::note(&view, date, known);
        let loose = loose(&document, &sayings);
        assert!(loose.is_empty(), "{date} known {known}: {loose:#?}");
    }
}

/// What an owner says of a direction that no figure bears out is marked, and only that.
#[test]
fn a_direction_that_only_its_owner_says_is_marked() {
    let mut marked = 0;
    // The days after owners wrote so.
    let days = [
        "2024-07-06",
        "2024-10-26",
        "2025-02-08",
        "2025-09-06",
        "2026-07-04",
    ];
    for date in marlshire::DATES.into_iter().chain(days) {
        let text: String = lines(&marlshire::highlight(date, None).blocks)
            .into_iter()
            .map(|line| line.words + "\n")
            .collect();
        for line in text.lines() {
            if !line.contains("(Said by the owner") {
                continue;
            }
            marked += 1;
            let before = line.split("(Said by the owner").next().unwrap();
            let directed = sentences(before)
                .iter()
                .any(|text| !Sentence::read(text).directions.is_empty());
            assert!(directed, "{date}: {line}");
        }
    }
    assert!(marked > 0, "no update is marked");
}

/// The check itself sees a direction that nobody said and a figure without a source.
#[test]
fn a_sentence_of_our_own_about_a_direction_is_found() {
    let date = "2026-11-23";
    let mut document = marlshire::highlight(date, None);
    let sayings = said(&marlshire::view(Audience::Board), on(date));
    document
        .blocks
        .push(Block::Paragraph(report::tree::Paragraph::plain(
            "Dental checks have improved. They were at 81%.",
        )));
    assert_eq!(
        loose(&document, &sayings),
        [
            "“improved” of nobody: Dental checks have improved.",
            "no source: They were at 81%.",
        ]
    );
}
