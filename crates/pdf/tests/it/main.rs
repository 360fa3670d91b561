//! What a reader of the PDF would notice.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test fails by panicking"
)]

#[path = "../../../report/examples/papers/made.rs"]
mod made;
#[path = "../../../report/tests/it/sample.rs"]
mod sample;

use pdf::{PdfError, pdf};

/// Writes the sample where `DOCUMENTS_DIR` says, for `ci/check-documents.py`.
fn keep(bytes: &[u8]) {
    if let Some(folder) = std::env::var_os("DOCUMENTS_DIR") {
        std::fs::write(std::path::Path::new(&folder).join("sample.pdf"), bytes).unwrap();
    }
}

#[test]
fn a_paper_becomes_an_accessible_pdf_with_its_pages_counted() {
    let made = pdf(&sample::document()).unwrap();
    keep(&made.bytes);
    assert!(made.bytes.starts_with(b"%PDF-1."));
    assert_eq!(made.pages, 3);
    assert_eq!(
        made.missing,
        ['🙂'],
        "the typeface has every letter but the emoji"
    );
    let has = |text: &str| {
        made.bytes
            .windows(text.len())
            .any(|bytes| bytes == text.as_bytes())
    };
    assert!(has("<pdfuaid:part>1</pdfuaid:part>"));
    assert!(has("/Lang(en-GB)"));
    assert!(has("2018-07-19T10:30:00"));
}

#[test]
fn the_same_paper_gives_the_same_bytes() {
    assert_eq!(
        pdf(&sample::document()).unwrap(),
        pdf(&sample::document()).unwrap()
    );
}

#[test]
fn a_paper_without_a_title_is_refused() {
    let mut document = sample::document();
    document.title = " ".to_owned();
    let error = pdf(&document).unwrap_err();
    assert!(matches!(error, PdfError::Tree(_)));
    assert!(error.to_string().contains("has no title"), "{error}");
}

#[test]
fn a_chart_that_cannot_be_read_is_an_error_and_the_next_paper_is_not() {
    use report::tree::Block;
    let mut broken = sample::document();
    for block in &mut broken.blocks {
        if let Block::Figure(figure) = block {
            figure.svg = "<svg".to_owned();
        }
    }
    assert!(matches!(pdf(&broken), Err(PdfError::Layout(_))));
    pdf(&sample::document()).unwrap();
}

/// Marlshire's papers keep to their sides, and the fullest of each is kept where
/// `DOCUMENTS_DIR` says, with its Word file.
#[test]
fn the_plan_on_a_page_is_one_side_and_the_highlight_report_keeps_its_budget() {
    for (name, make) in made::papers() {
        // The long ones take their time without optimisation: once is enough.
        let (most, dates) = match name {
            "plan-on-a-page" => (1, &["2023-10-17", "2025-04-30", "2026-11-23"][..]),
            "briefing" => (5, &["2026-11-23"][..]),
            "highlight" => (36, &["2026-11-23"][..]),
            _ => continue,
        };
        for date in dates {
            let document = make(date.parse().unwrap()).unwrap();
            let made = pdf(&document).unwrap();
            assert!(made.pages <= most, "{name} {date}: {} sides", made.pages);
            assert!(made.missing.is_empty(), "{name} {date}: {:?}", made.missing);
            if let Some(folder) = std::env::var_os("DOCUMENTS_DIR") {
                let file = std::path::Path::new(&folder).join(format!("{name}-{date}"));
                std::fs::write(file.with_extension("pdf"), &made.bytes).unwrap();
                let word = report::write::docx::docx(&document).unwrap();
                std::fs::write(file.with_extension("docx"), word).unwrap();
            }
        }
    }
}
