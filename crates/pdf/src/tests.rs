//! What is printed on the pages.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

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
