//! One meeting of a board: its papers and when they came, who was there, its agenda
//! with what was said, what it decided and what that changed, and what it asked for.

use jiff::civil::Date;
use maud::{Markup, html};
use record::body::{
    AgendaForm, AgendaItem, Board, Decision, InformationRequest, Meeting, MeetingStatus, Paper,
    PaperStatus, Presence,
};
use record::id::EntryId;
use record::state::Held;
use record::working_days::working_days_between;
use report::wording;

use super::{named, papers, requests};
use crate::components::marks::{TagColour, tag};
use crate::components::summary::{SummaryRow, summary_list};
use crate::components::timeline::Level;
use crate::context::{Context, claimed};
use crate::reply::Fault;
use crate::route::Route;
use crate::shell::Page;

/// The page.
///
/// # Errors
/// There is none of that name at the dates asked for.
pub fn page(context: &Context<'_>, id: &EntryId) -> Result<Page, Fault> {
    let meeting = context.state.get::<Meeting>(id).ok_or_else(|| {
        Fault::NotFound("No meeting of that name could be seen on the date asked for.".to_owned())
    })?;
    let board = context.state.get::<Board>(&meeting.body.board);
    let decisions: Vec<Held<'_, Decision>> = context.state.referring(id).collect();
    let asked: Vec<Held<'_, InformationRequest>> = context.state.referring(id).collect();
    let main = html! {
        (summary_list(&facts(context, &meeting)))
        (for_it(context, id))
        (agenda(context, id, &decisions))
        @if !decisions.is_empty() {
            h2 class="govuk-heading-m" id="decisions" { "What it decided" }
            ol class="govuk-list govuk-list--number govuk-list--spaced" {
                @for decision in &decisions { li { (decided(context, decision)) } }
            }
        }
        @if !asked.is_empty() {
            h2 class="govuk-heading-m" id="requests" { "What it asked for" }
            (requests::listed(context, &asked, Level::Three))
        }
        (attendance(context, &meeting))
        (beside(context, &meeting))
        p class="govuk-body" { (context.entry_link(id, &meeting.body.on.in_words())) }
    };
    let name = board.map_or("Meeting", |board| &board.body.name);
    let title = format!("{name}: {}", meeting.body.on.in_words());
    Ok(context.page(title, main))
}

fn facts(context: &Context<'_>, meeting: &Held<'_, Meeting>) -> Vec<SummaryRow> {
    let body = meeting.body;
    let status = match body.status {
        MeetingStatus::Held => tag("Held", TagColour::Green),
        MeetingStatus::Planned => tag("Planned", TagColour::Blue),
        MeetingStatus::NotKnown => tag("Not known whether held", TagColour::Grey),
    };
    let mut rows = vec![
        SummaryRow::new("Board", named::linked(context, &body.board)),
        SummaryRow::new("Day", html! { (claimed(body.on)) " " (status) }),
    ];
    if let Some(number) = &body.number {
        rows.push(SummaryRow::new("Number", html! { (number) }));
    }
    if let Some(data) = body.data_to {
        rows.push(SummaryRow::new("Its figures went up to", claimed(data)));
    }
    if let Some(due) = body.papers_due {
        rows.push(SummaryRow::new("Papers due", claimed(due)));
    }
    if let Some(issued) = body.papers_issued {
        rows.push(SummaryRow::new(
            "Papers issued",
            html! {
                (claimed(issued))
                @if let Some(days) = ahead(issued.counts_as(), body.on.counts_as()) {
                    ", " (days) " before the meeting"
                }
                @if body.papers_due.is_some_and(|due| due.counts_as() < issued.counts_as()) {
                    " " (tag("Later than due", TagColour::Orange))
                }
            },
        ));
    }
    if !body.considered.is_empty() {
        rows.push(SummaryRow::new(
            "It considered",
            html! { ul class="govuk-list govuk-list--bullet" {
                @for one in &body.considered { li { (wording::sentence(one)) } }
            } },
        ));
    }
    rows
}

/// "6 working days", where the calendar of bank holidays reaches.
fn ahead(issued: Date, on: Date) -> Option<String> {
    match working_days_between(issued, on).ok()? {
        1 => Some("1 working day".to_owned()),
        days if days > 1 => Some(format!("{days} working days")),
        _ => None,
    }
}

/// The papers made for it.
fn for_it(context: &Context<'_>, id: &EntryId) -> Markup {
    let papers: Vec<Held<'_, Paper>> = context.state.referring(id).collect();
    html! {
        @if !papers.is_empty() {
            h2 class="govuk-heading-m" id="papers" { "Papers" }
            ul class="govuk-list govuk-list--bullet" {
                @for paper in &papers {
                    li {
                        (named::linked(context, paper.id()))
                        @match (paper.body.status, paper.body.issued_on) {
                            (PaperStatus::Issued, Some(on)) => { ", issued " (claimed(on)) },
                            (PaperStatus::Issued, None) => ", issued",
                            (PaperStatus::Drafted, _) => ", not issued",
                        }
                        @if let Some(data) = paper.body.data_to { ", figures to " (claimed(data)) }
                        br; (papers::again(context, paper.body))
                    }
                }
            }
        }
    }
}

fn agenda(context: &Context<'_>, id: &EntryId, decisions: &[Held<'_, Decision>]) -> Markup {
    let mut items: Vec<Held<'_, AgendaItem>> = context.state.referring(id).collect();
    items.sort_by_cached_key(|item| record::delivery::reference_order(&item.body.number));
    html! {
        @if !items.is_empty() {
            h2 class="govuk-heading-m" id="agenda" { "Agenda" }
            @for item in &items {
                h3 class="govuk-heading-s" {
                    (item.body.number) ". " (item.body.title) " "
                    @match item.body.form {
                        AgendaForm::Decision => (tag("To decide", TagColour::Purple)),
                        AgendaForm::Discussion => (tag("To discuss", TagColour::Teal)),
                        AgendaForm::Information => (tag("To note", TagColour::Grey)),
                    }
                    @if let Some(paragraph) = item.body.exempt {
                        " " (tag(&format!("In private, Schedule 12A paragraph {paragraph}"), TagColour::Yellow))
                    }
                }
                @if let Some(lead) = &item.body.lead {
                    p class="govuk-body-s sl-quiet" { "Brought by " (named::name_of(context, lead)) }
                }
                @if !item.body.papers.is_empty() {
                    p class="govuk-body" {
                        "Papers: "
                        @for (at, paper) in item.body.papers.iter().enumerate() {
                            @if at > 0 { "; " } (named::linked(context, paper))
                        }
                    }
                }
                @for sentence in &item.body.minutes { p class="govuk-body" { (wording::sentence(sentence)) } }
                @for decision in decisions.iter().filter(|one| one.body.agenda_item.as_ref() == Some(item.id())) {
                    p class="govuk-body" { strong { "Decided: " } (wording::sentence(&decision.body.text)) }
                }
            }
        }
    }
}

/// A decision with what it is about and what it changed.
pub(super) fn decided(context: &Context<'_>, decision: &Held<'_, Decision>) -> Markup {
    let body = decision.body;
    let links = |ids: &[EntryId]| {
        html! {
            @for (at, id) in ids.iter().enumerate() { @if at > 0 { "; " } (named::linked(context, id)) }
        }
    };
    html! {
        (context.anchor(&Route::Entry(decision.id().clone()), wording::unstopped(&body.text))) "."
        @if let Some(owner) = &body.owner {
            " To be done by: " (named::name_of(context, owner))
            @if let Some(due) = &body.due { ", " (due) }
            "."
        }
        @if !body.about.is_empty() { br; "About: " (links(&body.about)) "." }
        @if !body.changes.is_empty() { br; "What it changed: " (links(&body.changes)) "." }
    }
}

fn attendance(context: &Context<'_>, meeting: &Held<'_, Meeting>) -> Markup {
    let of = |presence: Presence| -> Vec<String> {
        meeting
            .body
            .attendance
            .iter()
            .filter(|one| one.presence == presence)
            .map(|one| named::name_of(context, &one.who))
            .collect()
    };
    html! {
        @if !meeting.body.attendance.is_empty() {
            h2 class="govuk-heading-m" id="attendance" { "Who was there" }
            dl class="govuk-summary-list" {
                @for (words, presence) in [
                    ("Present", Presence::Present),
                    ("Sent a deputy", Presence::Deputy),
                    ("Apologies", Presence::Apologies),
                    ("Absent", Presence::Absent),
                ] {
                    @let who = of(presence);
                    @if !who.is_empty() {
                        div class="govuk-summary-list__row" {
                            dt class="govuk-summary-list__key" { (words) " (" (who.len()) ")" }
                            dd class="govuk-summary-list__value" { (who.join("; ")) }
                        }
                    }
                }
            }
        }
    }
}

/// The board's meetings before and after.
fn beside(context: &Context<'_>, meeting: &Held<'_, Meeting>) -> Markup {
    let day = meeting.body.on.counts_as();
    let others: Vec<Held<'_, Meeting>> = context
        .state
        .referring::<Meeting>(&meeting.body.board)
        .filter(|other| other.id() != meeting.id())
        .collect();
    let before = others
        .iter()
        .filter(|other| other.body.on.counts_as() < day)
        .max_by_key(|other| other.body.on.counts_as());
    let after = others
        .iter()
        .filter(|other| other.body.on.counts_as() > day)
        .min_by_key(|other| other.body.on.counts_as());
    html! {
        ul class="govuk-list govuk-list--spaced" {
            @if let Some(before) = before {
                li { (context.anchor(&Route::Meeting(before.id().clone()), &format!("The meeting before: {}", before.body.on.in_words()))) }
            }
            @if let Some(after) = after {
                li { (context.anchor(&Route::Meeting(after.id().clone()), &format!("The meeting after: {}", after.body.on.in_words()))) }
            }
        }
    }
}
