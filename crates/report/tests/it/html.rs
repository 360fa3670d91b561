use report::tree::{Block, Inline, Paragraph};
use report::write::html::{fragment, html};

use crate::sample;

fn count(page: &str, piece: &str) -> usize {
    page.matches(piece).count()
}

#[test]
fn a_page_stands_alone() {
    let page = html(&sample::document());
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"en-GB\">"));
    assert!(page.contains("<title>Progress on the Children’s Services Improvement Plan</title>"));
    for outside in ["<script", "<link", "@import", "url(", " src="] {
        assert_eq!(count(&page, outside), 0, "{outside}");
    }
    assert_eq!(count(&page, "<h1"), 1);
    assert!(page.contains("<h2 class=\"govuk-heading-l\" id=\"purpose\"><span class=\"paper-number\">1</span> Purpose</h2>"));
    assert!(
        page.contains(&fragment(&sample::document())),
        "the piece has the page's structure"
    );
}

/// The page inside `<article>` is well-formed XML once HTML's void elements are
/// closed, so every element that is opened is closed in its place.
#[test]
fn every_element_is_closed_and_every_id_is_used_once() {
    let piece = fragment(&sample::document()).replace("<br>", "<br/>");
    let parsed = roxmltree::Document::parse(&piece).unwrap();
    let mut ids: Vec<&str> = parsed
        .descendants()
        .filter_map(|n| n.attribute("id"))
        .collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(all, ids.len(), "an id is used twice");
    for node in parsed.descendants() {
        if let Some(target) = node
            .attribute("href")
            .and_then(|href| href.strip_prefix('#'))
        {
            assert!(ids.contains(&target), "#{target} leads nowhere");
        }
        for name in node
            .attribute("aria-labelledby")
            .unwrap_or_default()
            .split(' ')
        {
            assert!(
                name.is_empty() || ids.contains(&name),
                "{name} names nothing"
            );
        }
    }
    let text: String = parsed
        .descendants()
        .filter_map(|n| n.is_text().then(|| n.text()).flatten())
        .collect();
    assert!(text.contains(sample::ODD), "odd characters mean themselves");
}

#[test]
fn tables_can_be_reached_named_and_understood() {
    let page = fragment(&sample::document());
    assert!(page.contains("<div class=\"paper-scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"paper-table-1\">"));
    assert!(page.contains(
        "id=\"paper-table-1\">Table 1: published figures &lt;to&gt; March &amp; before</caption>"
    ));
    assert_eq!(count(&page, "<th scope=\"col\""), 4);
    assert_eq!(count(&page, "<th scope=\"row\""), 45);
    assert!(page.contains("<th scope=\"col\" class=\"govuk-table__header govuk-table__header--numeric\">Value (%)</th>"));
}

#[test]
fn notes_are_numbered_by_first_reference_and_lead_back_to_each() {
    let page = fragment(&sample::document());
    // The 2016 note is referred to first, though it is listed after the others.
    let first = page
        .split("<li id=\"note-1\">")
        .nth(1)
        .unwrap()
        .split("</li>")
        .next()
        .unwrap();
    assert!(first.starts_with("DfE, 2015 to 2016 &amp; as revised &lt;later&gt;."));
    assert!(
        first.contains("href=\"/coventry/entry/rereferrals-2016\""),
        "it leads into the record"
    );
    assert_eq!(count(first, "href=\"#note-1-from"), 2);
    assert_eq!(
        count(&page, "<li id=\"note-"),
        4,
        "a note never referred to is not printed"
    );
    assert!(!page.contains("Never referred to"));
}

#[test]
fn a_chart_has_its_title_and_description_inside() {
    let page = fragment(&sample::document());
    assert!(
        page.contains("<svg role=\"img\" aria-labelledby=\"figure-1-title figure-1-desc\" xmlns=")
    );
    assert!(page.contains("<title id=\"figure-1-title\">Re-referrals &amp; England</title><desc id=\"figure-1-desc\">Line chart of re-referrals, 2015 to 2018, one point a year. The values are in the table below.</desc><rect"));
}

#[test]
fn only_harmless_links_are_links() {
    let page = fragment(&sample::document());
    assert!(!page.contains("javascript:"));
    assert!(page.contains("a link that must not be one"));
    assert!(page.contains("<a class=\"govuk-link\" href=\"/coventry/papers\">one on the site</a>"));
    assert!(
        page.contains("href=\"https://reports.ofsted.gov.uk/provider/44/80441?a=1&amp;b=(2)\"")
    );
}

#[test]
fn a_tree_that_does_not_hold_together_says_why() {
    let mut document = sample::document();
    assert_eq!(
        document.problems(),
        Vec::<String>::new(),
        "the sample itself is sound"
    );
    document.blocks.push(Block::Paragraph(Paragraph {
        number: None,
        text: vec![
            Inline::text("Agency 12.8%"),
            Inline::NoteRef("nowhere".to_owned()),
        ],
    }));
    for block in &mut document.blocks {
        match block {
            Block::Figure(figure) => figure.alt.clear(),
            Block::Table(table) => drop(table.rows[3].pop()),
            Block::Heading(heading) if heading.level == 2 => heading.level = 3,
            _ => {}
        }
    }
    let problems = document.problems().join("\n");
    for part in [
        "There is no footnote “nowhere”, which “Agency 12.8%” refers to.",
        "The figure “Re-referrals & England” has no text alternative.",
        "Row 4 of the table",
        "“Odd characters” skips from level 1 to level 3.",
    ] {
        assert!(problems.contains(part), "{part} is not in:\n{problems}");
    }
    assert!(
        fragment(&document).contains("Agency 12.8% [note missing]"),
        "the gap can be seen"
    );
}

#[test]
fn a_status_has_its_letter_on_its_colour_and_its_word_beside_it() {
    let page = html(&sample::document());
    assert_eq!(count(&page, "class=\"paper-rating\""), 3);
    // Dark letters on a light colour, white on a dark one, none without colour.
    assert!(page.contains("fill=\"#ffbf47\""));
    assert!(page.contains("fill=\"#0b0c0c\">AE</text></svg> Amber, &lt;embedding&gt;</span>"));
    assert!(page.contains("fill=\"#ffffff\">R</text></svg> Red</span>"));
    assert!(page.contains("fill=\"#0b0c0c\">N</text></svg> Not yet</span>"));
    assert!(page.contains("<p class=\"govuk-body-s paper-key\">Key: one line under the table"));
}
