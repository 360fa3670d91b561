//! A paper's content for the dates asked for, and its bytes in each form.

use std::sync::Arc;

use record::view::Audience;
use report::paper::PaperError;
use report::template::Template;
use report::tree::Document;
use report::write::{docx::docx, html::html, markdown::markdown};
use report::{briefing, highlight, plan_paper};

use crate::context::Context;
use crate::reply::{Fault, File};
use crate::route::{PaperForm, PaperSort};

/// The template of a paper, with what it says of itself.
///
/// # Errors
/// The template has a mistake.
pub(super) fn template(sort: PaperSort) -> Result<Template, Fault> {
    let (name, source) = match sort {
        PaperSort::Briefing => ("briefing.md", briefing::TEMPLATE),
        PaperSort::PlanOnAPage => ("plan-on-a-page.md", plan_paper::ON_A_PAGE),
        PaperSort::AccessiblePlan => ("accessible-plan.md", plan_paper::IN_FULL),
        PaperSort::Highlight => ("highlight.md", highlight::TEMPLATE),
    };
    Template::read(name, source).map_err(|error| Fault::Broken(error.to_string()))
}

/// The paper of the dates asked for.
///
/// # Errors
/// It is not for the reader; nothing was known then; or the template has a mistake.
pub(super) fn document(context: &Context<'_>, sort: PaperSort) -> Result<Arc<Document>, Fault> {
    if sort.is_for_board() && !context.for_board() {
        return Err(Fault::NotFound(
            "The highlight report is for the members of the Board: it holds what is not public."
                .to_owned(),
        ));
    }
    context.paper(sort, || made(context, sort))
}

fn made(context: &Context<'_>, sort: PaperSort) -> Result<Document, Fault> {
    let template = template(sort)?;
    let moment = context.record_moment();
    let view = context.paper_view(if sort.is_for_board() {
        Audience::Board
    } else {
        Audience::PublicPaper
    });
    let made = match sort {
        PaperSort::Briefing => {
            let published = None;
            briefing::briefing(&view, &template, briefing::Request { moment, published })
        }
        PaperSort::PlanOnAPage => plan_paper::on_a_page(&view, &template, moment),
        PaperSort::AccessiblePlan => plan_paper::in_full(&view, &template, moment),
        PaperSort::Highlight => {
            let request = highlight::Request {
                moment,
                since: None,
                issued: None,
            };
            highlight::highlight(&view, &template, request)
        }
    };
    made.map_err(|error| match error {
        PaperError::Template(error) => Fault::Broken(error.to_string()),
        nothing => Fault::NotFound(nothing.to_string()),
    })
}

/// The paper as a file.
///
/// # Errors
/// As [`document`]; or this build does not make that sort of file.
pub(super) fn file(context: &Context<'_>, sort: PaperSort, form: PaperForm) -> Result<File, Fault> {
    let document = document(context, sort)?;
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
        name: format!("{}{}", stem(context, sort), form.suffix()),
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
        "This build of Sightline makes no PDF. The paper can be had as a web page, a Word document or Markdown; the full build makes PDF too.".to_owned(),
    ))
}

/// `briefing-coventry-2018-07-19`, and the other dates where they differ.
fn stem(context: &Context<'_>, sort: PaperSort) -> String {
    let moment = context.record_moment();
    let mut stem = format!(
        "{}-{}-{}",
        sort.address(),
        context.authority(),
        moment.effective
    );
    if moment.known != moment.effective {
        stem.push_str(&format!("-known-{}", moment.known));
    }
    if let Some(recorded) = moment.recorded {
        stem.push_str(&format!("-recorded-{recorded}"));
    }
    stem
}
