//! What is printed on the pages.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use report::tree::{Block, Footnote, Heading, Inline, Paragraph};
use typst::layout::{Frame, FrameItem};

use super::*;

#[path = "../../report/tests/it/sample.rs"]
mod sample;

/// Everything printed on the pages, spaces apart.
fn printed(document: &Document) -> String {
    fn collect(frame: &Frame, out: &mut String) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => collect(&group.frame, out),
                FrameItem::Text(text) => out.push_str(&text.text),
                _ => {}
            }
        }
    }
    let (paged, _) = lay_out(document).unwrap();
    let mut out = String::new();
    for page in paged.pages() {
        collect(&page.frame, &mut out);
    }
    squeezed(&out)
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn the_pages_say_what_the_tree_says_and_nothing_else() {
    let pages = printed(&sample::document());
    for line in [
        sample::ODD,
        "1 Purpose 1.1 This note tells the Board",
        "The Board is asked to: 1) consider the progress",
        "in the year to March 2016 1 and 23.8% in the year to March 2017. 2 The same source 1 gives the grant as £1,790,610. 3.2",
        "a link that must not be one and one on the site. 3.3 Odd characters",
        "Measure What it counts Value (%) Count Measure 1",
        "1 DfE, 2015 to 2016 & as revised <later>. 2 DfE, 2016 to 2017; final. Record",
        "Page 1 of 3",
    ] {
        assert!(
            pages.contains(&squeezed(line)),
            "“{line}” is not in {pages}"
        );
    }
    assert_eq!(
        pages.matches("MeasureWhatitcountsValue(%)Count").count(),
        2,
        "repeated"
    );
}

/// The note numbers on a page: those in the text, and those at its foot. They
/// are told apart by their size.
fn note_numbers(frame: &Frame) -> (Vec<String>, Vec<String>) {
    fn collect(frame: &Frame, found: &mut (Vec<String>, Vec<String>)) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => collect(&group.frame, found),
                FrameItem::Text(text) if text.text.chars().all(|c| c.is_ascii_digit()) => {
                    let points = text.size.to_pt();
                    if points < 6.5 {
                        found.1.push(text.text.to_string());
                    } else if points < 9.0 {
                        found.0.push(text.text.to_string());
                    }
                }
                _ => {}
            }
        }
    }
    let mut found = (Vec::new(), Vec::new());
    collect(frame, &mut found);
    found
}

/// Short sections of every length, so that pages end in every way.
fn many_sections() -> Document {
    let mut document = sample::document();
    document.blocks.clear();
    document.footnotes.clear();
    for section in 1..=90_usize {
        let words = |count: usize| Inline::text("words that fill the line ".repeat(count));
        document.blocks.push(Block::Heading(Heading {
            level: 1,
            number: Some(section.to_string()),
            text: vec![words(1)],
            anchor: format!("section-{section}"),
        }));
        document.blocks.push(Block::Paragraph(Paragraph {
            number: Some(format!("{section}.1")),
            text: vec![
                words(1 + section % 5),
                Inline::NoteRef(section.to_string()),
                words(section % 11),
            ],
        }));
        document.footnotes.push(Footnote {
            id: section.to_string(),
            text: vec![words(1 + section % 9)],
            href: None,
        });
    }
    document
}

#[test]
fn every_note_is_printed_on_the_page_that_refers_to_it() {
    let (paged, _) = lay_out(&many_sections()).unwrap();
    assert!(paged.pages().len() > 8);
    let mut printed = 0;
    for (number, page) in (1..).zip(paged.pages()) {
        let (marks, notes) = note_numbers(&page.frame);
        assert_eq!(marks, notes, "on page {number}");
        printed += notes.len();
    }
    assert_eq!(printed, 90);
}

#[test]
fn notes_and_links_in_a_repeated_header_row_are_not_refused() {
    let mut document = sample::document();
    let mark = Inline::NoteRef("heading".to_owned());
    for block in &mut document.blocks {
        if let Block::Table(table) = block {
            table.header[2].text.extend([
                mark.clone(),
                Inline::Link {
                    href: "https://example.org/".to_owned(),
                    text: vec![Inline::text(" Here")],
                },
            ]);
        }
    }
    document.blocks.push(Block::Paragraph(Paragraph {
        number: None,
        text: vec![
            Inline::text("Once more"),
            mark,
            Inline::text(" and one after"),
            Inline::NoteRef("unused".to_owned()),
        ],
    }));
    document.footnotes.push(Footnote {
        id: "heading".to_owned(),
        text: vec![Inline::text("Rounded to one decimal place.")],
        href: None,
    });
    let pages = printed(&document);
    assert!(
        pages.contains("March&before4Measure"),
        "the caption refers to it"
    );
    assert_eq!(pages.matches("Value(%)4HereCount").count(), 2, "{pages}");
    assert_eq!(pages.matches("4Roundedtoonedecimalplace.").count(), 1);
    assert!(pages.contains("Oncemore4andoneafter6"), "{pages}");
    crate::pdf(&document).unwrap();
}
