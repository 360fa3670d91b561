//! The papers: those that are made for any date, as pages and as files, and those that
//! the record says were issued.

mod dated;
mod files;

use maud::{Markup, PreEscaped, html};
use record::body::{Board, BoardForm, Meeting, MeetingStatus, PaperForm as MadeAs, Plan};
use record::state::Held;
use report::tree::Document;
use report::write::html::untitled;

use crate::components::date::{iso, long_date};
use crate::components::form::{TextInput, text_input};
use crate::components::summary::{SummaryRow, summary_list};
use crate::components::table::{Column, Table, table};
use crate::context::{Context, claimed};
use crate::moment::{AS_AT, KNOWN_AT, Moment};
use crate::reply::{Fault, Reply};
use crate::route::{PaperForm, PaperSort, Route};
use crate::shell::Page;

/// Whether this build of the program makes PDF files.
const MAKES_PDF: bool = cfg!(feature = "pdf");

/// The papers that can be made for the dates of the page, and those that were issued.
#[must_use]
pub fn register(context: &Context<'_>) -> Page {
    let main = html! {
        p class="govuk-body-l" {
            "Papers are made from the record, for any date, and say only what was known then."
        }
        (ask(context))
        @for sort in PaperSort::ALL.into_iter().filter(|sort| context.for_board() || !sort.is_for_board()) {
            (made(context, sort))
        }
        h2 class="govuk-heading-m" id="scrutiny" { "Notes for Scrutiny’s meetings" }
        (meetings(context))
        (issued(context))
    };
    context.page(context.route.name(), main)
}

/// A paper, in a form.
///
/// # Errors
/// Nothing was known at the dates asked for, the paper is not for the reader, the form
/// is one this build does not make, or the template has a mistake.
pub fn paper(context: &Context<'_>, sort: PaperSort, form: PaperForm) -> Result<Reply, Fault> {
    if form != PaperForm::Page {
        return files::file(context, sort, form).map(Reply::File);
    }
    let made = files::document(context, sort)?;
    let document = dated::document(context, Document::clone(&made));
    let main = html! {
        p class="govuk-body" {
            (report::wording::number_of(document.word_count())) " words, about "
            (report::paper::reading_minutes(&document)) " minutes to read."
        }
        (downloads(context, sort))
        (PreEscaped(untitled(&document)))
    };
    Ok(context.page(document.title, main).into())
}

/// One paper for the dates of the page: what it is, for whom, in which forms. How long
/// it comes to is said where it is made, for that takes its time.
fn made(context: &Context<'_>, sort: PaperSort) -> Markup {
    let (what, whom) = match sort {
        PaperSort::Briefing => (
            "The progress of the improvement: what was found, what was done, what the figures say. Every figure has a footnote with its source.",
            "The Scrutiny Board and the public",
        ),
        PaperSort::PlanOnAPage => (
            "The aim of each theme, how its actions stand and what is due next.",
            "The public, partners and staff",
        ),
        PaperSort::AccessiblePlan => (
            "Every action of the plan in plain sentences, without a table, with what its words mean.",
            "The public, and whoever listens rather than looks",
        ),
        PaperSort::Highlight => (
            "Exceptions first, what changed since the last report, then everything the Board holds to account.",
            "The members of the Board: it holds what is not public",
        ),
    };
    let needs_plan = matches!(sort, PaperSort::PlanOnAPage | PaperSort::AccessiblePlan);
    let sides = files::template(sort)
        .ok()
        .and_then(|template| template.front.sides);
    html! {
        h2 class="govuk-heading-m" id=(sort.address()) { (sort.name()) }
        p class="govuk-body" { (what) }
        @if needs_plan && context.state.all::<Plan>().is_empty() {
            p class="govuk-body" {
                "No plan was known on " (long_date(context.moment.known_at)) ", so there is none to print."
            }
        } @else {
            (summary_list(&[
                SummaryRow::new("For", html! { (whom) }),
                SummaryRow::new("To fit on", html! {
                    @match sides {
                        Some(1) => "one side of A4",
                        Some(sides) => { (sides) " sides of A4" }
                        None => "as many sides as it takes",
                    }
                }),
            ]))
            p class="govuk-body" {
                (context.anchor(
                    &Route::Paper(sort, PaperForm::Page),
                    &format!("Read the {} {}", report::wording::lower_first(sort.name()), context.moment.words()),
                ))
            }
            (downloads(context, sort))
        }
    }
}

/// The papers that the record says were issued or drafted, the latest first.
fn issued(context: &Context<'_>) -> Markup {
    let mut papers: Vec<Held<'_, record::body::Paper>> = context.state.all();
    papers.sort_by_key(|paper| std::cmp::Reverse(paper.body.as_at.counts_as()));
    if papers.is_empty() {
        return html! {};
    }
    let rows = papers
        .iter()
        .map(|paper| {
            vec![
                html! { (context.anchor(&Route::Entry(paper.id().clone()), &paper.body.title)) },
                html! { (claimed(paper.body.as_at)) },
                html! {
                    @match paper.body.issued_on {
                        Some(on) => (claimed(on)),
                        None => "not issued",
                    }
                },
                html! {
                    @if let Some(meeting) = &paper.body.meeting {
                        (super::named::linked(context, meeting))
                    } @else {
                        "none"
                    }
                },
            ]
        })
        .collect();
    html! {
        h2 class="govuk-heading-m" id="issued" { "Papers in the record" }
        (table(&Table {
            id: "issued-papers".to_owned(),
            caption: "Drafted or issued, the latest first".to_owned(),
            columns: vec![
                Column::text("Paper"),
                Column::text("As at"),
                Column::text("Issued"),
                Column::text("For the meeting"),
            ],
            rows,
            row_headings: true,
            note: None,
        }))
    }
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
        form action=(Route::Papers.path(context.authority())) method="get" novalidate {
            (text_input(&TextInput {
                id: "paper-as-at",
                name: AS_AT,
                label: "Date of the papers",
                hint: Some("What was true on that day. For example, 19 July 2018 or 2018-07-19"),
                value: &as_at,
                width: Some(20),
                ..TextInput::default()
            }))
            (text_input(&TextInput {
                id: "paper-known-at",
                name: KNOWN_AT,
                label: "As known on",
                hint: Some("Leave empty for the same day. A later day makes the papers with hindsight"),
                value: &known_at,
                width: Some(20),
                ..TextInput::default()
            }))
            button type="submit" class="govuk-button" { "Make the papers" }
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
            let path = |form| Route::Paper(PaperSort::Briefing, form).path(context.authority());
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

/// The paper of the page's own dates as a file.
fn downloads(context: &Context<'_>, sort: PaperSort) -> Markup {
    html! {
        p class="govuk-body" {
            "As a file: "
            (links(
                &format!("{} {}", report::wording::lower_first(sort.name()), context.moment.words()),
                |form| context.moment.link(&Route::Paper(sort, form).path(context.authority())),
            ))
        }
    }
}

/// Links to a paper of the record as it can be made again: as at its day, as far as was
/// known on its day. None for sorts that are not made here or not for this reader.
pub(super) fn again(context: &Context<'_>, paper: &record::body::Paper) -> Markup {
    let sort = match paper.form {
        MadeAs::Briefing => PaperSort::Briefing,
        MadeAs::Highlight => PaperSort::Highlight,
        MadeAs::PlanOnAPage => PaperSort::PlanOnAPage,
        MadeAs::AccessiblePlan => PaperSort::AccessiblePlan,
        MadeAs::Other => return html! {},
    };
    if sort.is_for_board() && !context.for_board() {
        return html! {};
    }
    let moment = Moment {
        known_at: paper.known_at.counts_as(),
        ..Moment::on(context.moment.today, paper.as_at.counts_as())
    };
    let path = |form| Route::Paper(sort, form).path(context.authority());
    html! {
        "Made again as it stood: "
        a class="govuk-link" href=(moment.link(&path(PaperForm::Page))) {
            "on a page" span class="govuk-visually-hidden" { ": " (paper.title) }
        }
        ", " (links(&paper.title, |form| moment.link(&path(form))))
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
