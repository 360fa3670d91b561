//! The document tree as an accessible PDF (PDF/UA-1), through Typst.
//!
//! A crate of its own because Typst is most of the time it takes to compile
//! this program. Pure: the same paper gives the same bytes.

mod letters;
mod markup;
#[cfg(test)]
mod tests;
mod world;

use report::tree::Document;
use typst::comemo;
use typst::diag::{SourceDiagnostic, Warned};
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use world::Paper;

/// How many papers ago a result that Typst remembers may last have been useful.
/// Without forgetting, memory grows with every paper made.
const REMEMBERED_PAPERS: usize = 2;

/// A paper as a PDF file.
#[derive(Debug, Clone, PartialEq)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// The letters that the embedded typeface does not have, each once and in
    /// order; a white square is printed for each.
    pub missing: Vec<char>,
}

/// Why a paper could not be made into a PDF.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// The tree does not hold together.
    #[error("the paper cannot be made into a PDF: {}", .0.join(" "))]
    Tree(Vec<String>),
    /// Typst could not lay the paper out.
    #[error("the paper cannot be laid out as a PDF: {0}")]
    Layout(String),
    /// The laid-out paper does not meet PDF/UA-1, or has no valid date.
    #[error("the paper cannot be saved as an accessible PDF: {0}")]
    Export(String),
}

/// Makes a paper into a PDF/UA-1 file, dated with the paper's own
/// [`created`](Document::created).
pub fn pdf(document: &Document) -> Result<Pdf, PdfError> {
    let problems = document.problems();
    if !problems.is_empty() {
        return Err(PdfError::Tree(problems));
    }
    let made = make(document);
    // Also when it failed: what failed is remembered too.
    comemo::evict(REMEMBERED_PAPERS);
    made
}

fn make(document: &Document) -> Result<Pdf, PdfError> {
    let (paged, missing) = lay_out(document)?;
    let options = PdfOptions {
        creator: Smart::Custom(Some("Sightline".to_owned())),
        timestamp: Some(timestamp(document)?),
        standards: PdfStandards::new(&[PdfStandard::Ua_1])
            .map_err(|error| PdfError::Export(error.message().to_string()))?,
        ..PdfOptions::default()
    };
    let bytes =
        typst_pdf::pdf(&paged, &options).map_err(|errors| PdfError::Export(sentences(&errors)))?;
    Ok(Pdf {
        bytes,
        pages: paged.pages().len(),
        missing,
    })
}

/// The pages, and the letters that could not be printed.
fn lay_out(document: &Document) -> Result<(PagedDocument, Vec<char>), PdfError> {
    let (markup, missing) = markup::markup(document);
    let world = Paper::new(markup, markup::pictures(document)).map_err(PdfError::Layout)?;
    let Warned { output, .. } = typst::compile::<PagedDocument>(&world);
    let paged = output.map_err(|errors| PdfError::Layout(sentences(&errors)))?;
    Ok((paged, missing))
}

fn timestamp(document: &Document) -> Result<Timestamp, PdfError> {
    let at = document.created;
    let part = |part: i8| u8::try_from(part).unwrap_or_default();
    Datetime::from_ymd_hms(
        i32::from(at.year()),
        part(at.month()),
        part(at.day()),
        part(at.hour()),
        part(at.minute()),
        part(at.second()),
    )
    .map(Timestamp::new_utc)
    .ok_or_else(|| PdfError::Export(format!("{at} is not a date that a PDF can carry")))
}

fn sentences(errors: &[SourceDiagnostic]) -> String {
    let messages: Vec<String> = errors
        .iter()
        .map(|error| {
            let hints: Vec<&str> = error.hints.iter().map(|hint| hint.v.as_str()).collect();
            [&[error.message.as_str()], hints.as_slice()]
                .concat()
                .join("; ")
        })
        .collect();
    messages.join(". ")
}
