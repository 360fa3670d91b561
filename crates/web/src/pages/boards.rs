//! The boards: who chairs and sits on them, what took over from what, how often
//! they are said to meet and how often they met.

mod changes;
mod meetings;

use maud::{Markup, html};
use record::body::{Board, BoardForm, Decision};
use record::id::EntryId;
use record::kind::Kind;
use record::state::Held;
use report::wording;

use self::meetings::Meetings;
use super::named;
use crate::components::date::long_date;
use crate::components::marks::{TagColour, tag};
use crate::components::summary::{SummaryRow, summary_list};
use crate::context::{Context, claimed};
use crate::reply::Fault;
use crate::route::Route;
use crate::shell::Page;

/// The list of boards.
#[must_use]
pub fn register(context: &Context<'_>) -> Page {
    let mut boards = context.state.all::<Board>();
    boards.sort_by_key(|board| rank(board.body.form));
    let main = html! {
        @if boards.is_empty() {
            p class="govuk-body-l" {
                "Nothing about a board had " (context.published()) " by " (long_date(context.moment.known_at)) "."
            }
        } @else {
            p class="govuk-body-l" { "Who oversees the improvement, and who scrutinises it." }
            (business(context))
            @let chain = succession(&boards);
            @if chain.len() > 1 {
                h2 class="govuk-heading-m" id="succession" { "Which took over from which" }
                ol class="govuk-list govuk-list--number" {
                    @for board in &chain {
                        li {
                            (context.anchor(&Route::Board(board.id().clone()), &board.body.name))
                            ", " (lasted(context, board))
                        }
                    }
                }
            }
            @for board in &boards {
                h2 class="govuk-heading-m" id=(board.id().name()) {
                    (context.anchor(&Route::Board(board.id().clone()), &board.body.name)) " "
                    (ended_tag(board.body))
                }
                (summary(context, board))
            }
        }
    };
    context.page(context.route.name(), main)
}

/// Ways to what the boards decided and asked for, where the record has any.
fn business(context: &Context<'_>) -> Markup {
    let any = |kind: Kind| context.state.of_kind(kind).next().is_some();
    html! {
        ul class="govuk-list" {
            @for (kind, route) in [
                (Kind::Decision, Route::Decisions),
                (Kind::InformationRequest, Route::Requests),
                (Kind::ScrutinyRecommendation, Route::Scrutiny),
            ] {
                @if any(kind) { li { (context.anchor(&route, route.name())) } }
            }
        }
    }
}

fn summary(context: &Context<'_>, board: &Held<'_, Board>) -> Markup {
    let meetings = Meetings::of(context, board.id());
    let mut rows = facts(context, board);
    rows.push(SummaryRow::new(
        "Meetings in the record",
        html! { (meetings.counted()) },
    ));
    if let Some(row) = rhythm(board.body, &meetings) {
        rows.push(row);
    }
    summary_list(&rows)
}

/// The page of one.
///
/// # Errors
/// There is none of that name at the dates asked for.
pub fn page(context: &Context<'_>, id: &EntryId) -> Result<Page, Fault> {
    let board = context.state.get::<Board>(id).ok_or_else(|| {
        Fault::NotFound(format!(
            "Nothing about a board called “{}” had {} by {}.",
            id.name(),
            context.published(),
            long_date(context.moment.known_at)
        ))
    })?;
    let meetings = Meetings::of(context, id);
    let mut facts = facts(context, &board);
    facts.extend(rhythm(board.body, &meetings));
    facts.push(SummaryRow::new(
        "Read in",
        context.sources(&board.body.sources),
    ));
    facts.push(SummaryRow::new(
        "History",
        context.entry_link(id, &board.body.name),
    ));
    let alone: Vec<Held<'_, Decision>> = context
        .state
        .all::<Decision>()
        .into_iter()
        .filter(|decision| decision.body.board == *id && decision.body.meeting.is_none())
        .collect();
    let main = html! {
        @if board.body.ended.is_some() { p class="govuk-body" { (ended_tag(board.body)) } }
        (summary_list(&facts))
        (changes::over_time(context, id))
        (meetings.section(context, &board))
        @if !alone.is_empty() {
            h2 class="govuk-heading-m" id="decisions" { "Other decisions" }
            ul class="govuk-list govuk-list--bullet" {
                @for decision in &alone {
                    li { (claimed(decision.body.on)) ": " (named::linked(context, decision.id())) }
                }
            }
        }
    };
    Ok(Page {
        caption: Some(form(board.body.form).to_owned()),
        ..context.page(&board.body.name, main)
    })
}

fn facts(context: &Context<'_>, board: &Held<'_, Board>) -> Vec<SummaryRow> {
    let body = board.body;
    let mut rows = Vec::new();
    let mut add = |key: &str, value: Option<Markup>| {
        if let Some(value) = value {
            rows.push(SummaryRow::new(key, value));
        }
    };
    add(
        "Purpose",
        body.purpose.as_ref().map(|text| html! { (text) }),
    );
    add(
        "Chair",
        body.chair
            .as_ref()
            .map(|chair| html! { (wording::upper_first(chair)) }),
    );
    add(
        "Members",
        (!body.members.is_empty()).then(|| {
            html! {
                ul class="govuk-list govuk-list--bullet" {
                    @for member in &body.members { li { (wording::upper_first(member)) } }
                }
            }
        }),
    );
    add(
        "Took over from",
        body.takes_over_from
            .as_ref()
            .map(|id| board_link(context, id)),
    );
    let next = context
        .state
        .all::<Board>()
        .into_iter()
        .find(|other| other.body.takes_over_from.as_ref() == Some(board.id()));
    add(
        "Work taken over by",
        next.map(|next| context.anchor(&Route::Board(next.id().clone()), &next.body.name)),
    );
    add(
        "To end with",
        body.ends_when
            .as_ref()
            .map(|condition| html! { (changes::end(condition)) }),
    );
    add("Ended", body.ended.map(claimed));
    rows
}

/// The cadence as said, beside the weeks between meetings planned or held; of a
/// board that does not oversee improvement only what is said.
fn rhythm(board: &Board, meetings: &Meetings<'_>) -> Option<SummaryRow> {
    let said = board
        .cadence
        .as_ref()
        .map(|cadence| format!("Said: {}.", cadence.words));
    let weeks: Vec<String> = meetings.weeks().iter().map(ToString::to_string).collect();
    let overseeing = board.form == BoardForm::Improvement;
    let seen = (overseeing && !weeks.is_empty()).then(|| {
        let noun = if weeks == ["1"] { "week" } else { "weeks" };
        format!(
            "Between the meetings in the record, planned or held: {} {noun}. There may have been others that no source here names.",
            wording::list(&weeks)
        )
    });
    if said.is_none() && seen.is_none() {
        return None;
    }
    let value = html! {
        @if let Some(said) = said { p class="govuk-body" { (said) } }
        @if let Some(seen) = seen { p class="govuk-body" { (seen) } }
    };
    Some(SummaryRow::new("How often it meets", value))
}

fn board_link(context: &Context<'_>, id: &EntryId) -> Markup {
    match context.state.get::<Board>(id) {
        Some(board) => context.anchor(&Route::Board(id.clone()), &board.body.name),
        None => named::linked(context, id),
    }
}

/// Boards that took over from one another, the first at the start.
fn succession<'a, 'b>(boards: &'b [Held<'a, Board>]) -> Vec<&'b Held<'a, Board>> {
    let follower = |id: &EntryId| {
        boards
            .iter()
            .find(|board| board.body.takes_over_from.as_ref() == Some(id))
    };
    let first = boards
        .iter()
        .find(|board| board.body.takes_over_from.is_none() && follower(board.id()).is_some());
    let mut chain: Vec<&Held<'_, Board>> = first.into_iter().collect();
    while let Some(next) = chain.last().and_then(|last| follower(last.id())) {
        if chain.len() == boards.len() {
            break;
        }
        chain.push(next);
    }
    chain
}

/// From when a board is known to have met until when: "from March 2014 to by 23 May 2019".
fn lasted(context: &Context<'_>, board: &Held<'_, Board>) -> Markup {
    let first = context
        .view()
        .history(board.id(), context.record_moment())
        .iter()
        .map(|version| version.meta.effective_on)
        .min_by_key(|date| date.counts_as());
    html! {
        @if let Some(first) = first { "from " (starting(first)) }
        @if let Some(ended) = board.body.ended { "; ended " (wording::on(ended)) }
    }
}

/// A first day in a sentence; one known as "by" a day may be earlier.
fn starting(date: record::claimed_date::ClaimedDate) -> String {
    if date.is_by() {
        format!(
            "{} at the latest",
            date.in_words().trim_start_matches("by ")
        )
    } else {
        date.in_words()
    }
}

/// That a board has ended; nothing while it lasts.
fn ended_tag(board: &Board) -> Markup {
    html! { @if board.ended.is_some() { (tag("Ended", TagColour::Grey)) } }
}

/// The boards that oversee improvement first, then those that scrutinise it.
const fn rank(form: BoardForm) -> u8 {
    match form {
        BoardForm::Improvement => 0,
        BoardForm::Partnership => 1,
        BoardForm::Scrutiny => 2,
        BoardForm::Cabinet => 3,
    }
}

const fn form(form: BoardForm) -> &'static str {
    match form {
        BoardForm::Improvement => "Improvement board",
        BoardForm::Scrutiny => "Scrutiny board",
        BoardForm::Cabinet => "The council’s Cabinet",
        BoardForm::Partnership => "Safeguarding partnership",
    }
}
