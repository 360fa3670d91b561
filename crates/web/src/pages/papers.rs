//! The papers: the Scrutiny briefing note of any date, as a page and as files.

mod dated;
mod files;

use maud::{Markup, PreEscaped, html};
use record::body::{Board, BoardForm, Meeting, MeetingStatus};
use record::state::Held;
use report::write::html::untitled;

use crate::components::date::{iso, long_date};
use crate::components::form::{TextInput, text_input};
use crate::components::table::{Column, Table, table};
use crate::context::Context;
use crate::moment::{AS_AT, KNOWN_AT, Moment};
use crate::reply::{Fault, Reply};
use crate::route::{PaperForm, Route};
use crate::shell::Page;

/// Whether this build of the program makes PDF files.
const MAKES_PDF: bool = cfg!(feature = "pdf");

/// The papers that can be made.
#[must_use]
pub fn register(context: &Context<'_>) -> Page {
    let main = html! {
        p class="govuk-body-l" {
            "Papers are made from the record, for any date, and say only what was known then."
        }
        h2 class="govuk-heading-m" id="briefing" { "The Scrutiny briefing note" }
        p class="govuk-body" {
            "A note to the Scrutiny Board on the progress of the improvement: what was found, "
            "what was done, what the published figures say. Every figure has a footnote with "
            "its source, and links to its page here."
        }
        (ask(context))
        (meetings(context))
        (formats(context))
    };
    context.page(context.route.name(), main)
}

/// The Scrutiny briefing note, in a form.
///
/// # Errors
/// Nothing was known at the dates asked for, the form is one this build does not
/// make, or the template has a mistake.
pub fn briefing(context: &Context<'_>, form: PaperForm) -> Result<Reply, Fault> {
    if form != PaperForm::Page {
        return files::file(context, form).map(Reply::File);
    }
    let document = dated::document(context, files::document(context)?);
    let main = html! {
        (downloads(context, &context.moment))
        (PreEscaped(untitled(&document)))
    };
    Ok(context.page(document.title, main).into())
}

/// The form that asks for a note's dates.
fn ask(context: &Context<'_>) -> Markup {
    let moment = &context.moment;
    let as_at = iso(moment.as_at);
    let known_at = if moment.known_at == moment.as_at {
        String::new()
    } else {
        iso(moment.known_at)
    };
    html! {
        form action=(Route::Briefing(PaperForm::Page).path(context.authority())) method="get" novalidate {
            (text_input(&TextInput {
                id: "paper-as-at",
                name: AS_AT,
                label: "Date of the note",
                hint: Some("What was true on that day. For example, 19 July 2018 or 2018-07-19"),
                value: &as_at,
                width: Some(20),
                ..TextInput::default()
            }))
            (text_input(&TextInput {
                id: "paper-known-at",
                name: KNOWN_AT,
                label: "As known on",
                hint: Some("Leave empty for the same day. A later day makes the note with hindsight"),
                value: &known_at,
                width: Some(20),
                ..TextInput::default()
            }))
            button type="submit" class="govuk-button" { "Make the note" }
        }
    }
}

/// The note for each Scrutiny meeting in the record up to today.
fn meetings(context: &Context<'_>) -> Markup {
    let is_scrutiny = |meeting: &Held<'_, Meeting>| {
        context
            .state
            .get::<Board>(&meeting.body.board)
            .is_some_and(|board| board.body.form == BoardForm::Scrutiny)
    };
    let mut meetings: Vec<Held<'_, Meeting>> = context
        .state
        .all::<Meeting>()
        .into_iter()
        .filter(|meeting| {
            is_scrutiny(meeting) && meeting.body.on.counts_as() <= context.moment.today
        })
        .collect();
    meetings.sort_by_key(|meeting| std::cmp::Reverse(meeting.body.on.counts_as()));
    if meetings.is_empty() {
        return html! {
            p class="govuk-body" {
                "No meeting of the Scrutiny Board had " (context.published()) " by "
                (long_date(context.moment.known_at)) "."
            }
        };
    }
    let rows = meetings
        .iter()
        .map(|meeting| {
            let day = meeting.body.on.counts_as();
            let moment = Moment::on(context.moment.today, day);
            let path = |form| Route::Briefing(form).path(context.authority());
            let title = format!("Note for {}", long_date(day));
            vec![
                html! {
                    a class="govuk-link" href=(moment.link(&path(PaperForm::Page))) { (title) }
                    @if meeting.body.status != MeetingStatus::Held {
                        br; span class="sl-meta" { "the meeting was planned" }
                    }
                },
                html! { (meeting.body.considered.join(" ")) },
                links(&title, |form| moment.link(&path(form))),
            ]
        })
        .collect();
    table(&Table {
        id: "scrutiny-meetings".to_owned(),
        caption: "For the Scrutiny meetings in the record".to_owned(),
        columns: vec![
            Column::text("Note"),
            Column::text("What the meeting considered"),
            Column::text("As a file"),
        ],
        rows,
        row_headings: true,
        note: None,
    })
}

/// The note of the page's own dates, in each form.
fn formats(context: &Context<'_>) -> Markup {
    html! {
        h2 class="govuk-heading-m" id="this-date" { "For the date of this page" }
        p class="govuk-body" {
            (context.anchor(
                &Route::Briefing(PaperForm::Page),
                &format!("Read the note {}", context.moment.words()),
            ))
        }
        (downloads(context, &context.moment))
    }
}

fn downloads(context: &Context<'_>, moment: &Moment) -> Markup {
    html! {
        p class="govuk-body" {
            "As a file: "
            (links(
                &format!("the note {}", moment.words()),
                |form| moment.link(&Route::Briefing(form).path(context.authority())),
            ))
        }
    }
}

/// Links to a paper as a file, of each sort this build makes.
fn links(what: &str, href: impl Fn(PaperForm) -> String) -> Markup {
    html! {
        @for (at, form) in PaperForm::ALL.iter().filter(|form| **form != PaperForm::Page).enumerate() {
            @if at > 0 { ", " }
            @if *form == PaperForm::Pdf && !MAKES_PDF {
                "PDF (made by the full build of Sightline)"
            } @else {
                a class="govuk-link" href=(href(*form)) {
                    (name(*form)) span class="govuk-visually-hidden" { ": " (what) }
                }
            }
        }
    }
}

const fn name(form: PaperForm) -> &'static str {
    match form {
        PaperForm::Page => "Page",
        PaperForm::Html => "Web page",
        PaperForm::Docx => "Word",
        PaperForm::Pdf => "PDF",
        PaperForm::Markdown => "Markdown",
    }
}
