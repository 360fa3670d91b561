use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use report::write::html::fragment;
use report::write::markdown::markdown;

use crate::sample;

fn events(source: &str) -> Vec<Event<'_>> {
    Parser::new_ext(source, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES).collect()
}

/// The text that a reader of the Markdown sees, spaces apart.
fn read(source: &str) -> String {
    let mut text = String::new();
    for event in events(source) {
        match event {
            Event::Text(words) | Event::Code(words) => text.push_str(&words),
            Event::Start(_) | Event::End(_) | Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
    }
    squeezed(&text)
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Every word of the HTML's text blocks is in the Markdown, in the same order.
#[test]
fn the_markdown_reads_as_the_page_does() {
    let document = sample::document();
    let seen = read(&markdown(&document));
    let page = fragment(&document).replace("<br>", " ");
    let parsed = roxmltree::Document::parse(&page).unwrap();
    let mut from = 0;
    let mut checked = 0;
    for node in parsed.descendants().filter(|node| node.is_text()) {
        let furniture = node.ancestors().any(|a| {
            a.has_tag_name("svg")
                || a.has_tag_name("sup")
                || a.has_tag_name("section")
                || a.has_tag_name("footer")
        });
        let words = squeezed(node.text().unwrap());
        if furniture || words.is_empty() {
            continue;
        }
        let at = seen[from..].find(&words);
        assert!(at.is_some(), "“{words}” is not in “{}”", &seen[from..]);
        from += at.unwrap() + words.len();
        checked += 1;
    }
    assert!(checked > 200, "only {checked} pieces of text were compared");
}

#[test]
fn text_stays_text() {
    let source = markdown(&sample::document());
    assert!(read(&source).contains(&squeezed(sample::ODD)));
    for event in events(&source) {
        match event {
            Event::Code(words) => panic!("{words} became code"),
            Event::Rule => {}
            Event::Start(Tag::BlockQuote(_) | Tag::CodeBlock(_) | Tag::HtmlBlock) => {}
            Event::InlineHtml(tag) => {
                assert!(["<strong>", "</strong>"].contains(&tag.as_ref()), "{tag}");
            }
            _ => {}
        }
    }
    assert!(
        source.contains("\n\n3.1 Re-referrals"),
        "numbers are as written"
    );
    assert!(!source.contains("javascript:"));
    assert!(
        !source.contains("(</coventry"),
        "a file cannot follow a path on the site"
    );
}

#[test]
fn headings_lists_tables_and_notes_are_real() {
    let source = markdown(&sample::document());
    let events = events(&source);
    let count =
        |wanted: &dyn Fn(&Event) -> bool| events.iter().filter(|event| wanted(event)).count();
    let heading =
        |level| count(&|e| matches!(e, Event::Start(Tag::Heading { level: l, .. }) if *l == level));
    assert_eq!(heading(HeadingLevel::H1), 1);
    assert_eq!(heading(HeadingLevel::H2), 3);
    assert_eq!(heading(HeadingLevel::H3), 1);
    assert_eq!(count(&|e| matches!(e, Event::Start(Tag::List(Some(1))))), 2);
    assert_eq!(count(&|e| matches!(e, Event::Start(Tag::List(None)))), 2);
    assert_eq!(count(&|e| matches!(e, Event::Start(Tag::Item))), 8);
    assert_eq!(count(&|e| matches!(e, Event::End(TagEnd::TableRow))), 45);
    assert_eq!(
        count(&|e| matches!(e, Event::Start(Tag::FootnoteDefinition(_)))),
        4
    );
    assert_eq!(
        count(&|e| matches!(e, Event::FootnoteReference(_))),
        4 + 45 + 1
    );
}

#[test]
fn a_status_is_its_letter_and_its_word() {
    let written = markdown(&sample::document());
    assert!(
        written.contains("Rated AE: Amber, \\<embedding\\> and R: Red and N: Not yet."),
        "{written}"
    );
}
