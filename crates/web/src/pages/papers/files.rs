//! A paper's content for the dates asked for, and its bytes in each form.

use std::sync::LazyLock;

use report::briefing::{Request, TEMPLATE, briefing};
use report::paper::PaperError;
use report::template::{Template, TemplateError};
use report::tree::Document;
use report::write::{docx::docx, html::html, markdown::markdown};

use crate::context::Context;
use crate::reply::{Fault, File};
use crate::route::PaperForm;

static BRIEFING: LazyLock<Result<Template, TemplateError>> =
    LazyLock::new(|| Template::read("briefing.md", TEMPLATE));

/// The note of the dates asked for.
///
/// # Errors
/// Nothing was known then, or the template has a mistake.
pub(super) fn document(context: &Context<'_>) -> Result<Document, Fault> {
    let template = BRIEFING
        .as_ref()
        .map_err(|error| Fault::Broken(error.to_string()))?;
    let request = Request {
        moment: context.record_moment(),
        published: None,
    };
    briefing(&context.paper_view(), template, request).map_err(|error| match error {
        PaperError::Template(error) => Fault::Broken(error.to_string()),
        nothing => Fault::NotFound(nothing.to_string()),
    })
}

/// The note as a file.
///
/// # Errors
/// As [`document`]; or this build does not make that sort of file.
pub(super) fn file(context: &Context<'_>, form: PaperForm) -> Result<File, Fault> {
    let document = document(context)?;
    let broken = |error: &dyn std::fmt::Display| Fault::Broken(error.to_string());
    let (content_type, bytes) = match form {
        PaperForm::Page | PaperForm::Html => {
            ("text/html; charset=utf-8", html(&document).into_bytes())
        }
        PaperForm::Markdown => (
            "text/markdown; charset=utf-8",
            markdown(&document).into_bytes(),
        ),
        PaperForm::Docx => (
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            docx(&document).map_err(|error| broken(&error))?,
        ),
        PaperForm::Pdf => ("application/pdf", pdf(&document)?),
    };
    Ok(File {
        name: format!("{}{}", stem(context), form.suffix()),
        content_type,
        bytes,
    })
}

#[cfg(feature = "pdf")]
fn pdf(document: &Document) -> Result<Vec<u8>, Fault> {
    pdf::pdf(document)
        .map(|pdf| pdf.bytes)
        .map_err(|error| Fault::Broken(error.to_string()))
}

#[cfg(not(feature = "pdf"))]
fn pdf(_: &Document) -> Result<Vec<u8>, Fault> {
    Err(Fault::NotFound(
        "This build of Sightline makes no PDF. The note can be had as a web page, a Word document or Markdown; the full build makes PDF too.".to_owned(),
    ))
}

/// `briefing-coventry-2018-07-19`, and the other dates where they differ.
fn stem(context: &Context<'_>) -> String {
    let moment = context.record_moment();
    let mut stem = format!("briefing-{}-{}", context.authority(), moment.effective);
    if moment.known != moment.effective {
        stem.push_str(&format!("-known-{}", moment.known));
    }
    if let Some(recorded) = moment.recorded {
        stem.push_str(&format!("-recorded-{recorded}"));
    }
    stem
}
