//! What the boards asked to be told, the answers, and whether they were satisfied.

use maud::{Markup, html};
use record::body::{Asker, InformationRequest};
use record::governance::{RequestState, request_state};
use record::state::Held;
use report::wording;

use super::named;
use crate::components::marks::{TagColour, tag};
use crate::components::summary::{SummaryRow, summary_list};
use crate::components::timeline::Level;
use crate::context::{Context, claimed};
use crate::route::Route;
use crate::shell::Page;

/// The page.
#[must_use]
pub fn page(context: &Context<'_>) -> Page {
    let mut asked = context.state.all::<InformationRequest>();
    asked.sort_by_key(|one| {
        (
            rank(request_state(context.state, one.body)),
            std::cmp::Reverse(one.meta.effective_on.counts_as()),
        )
    });
    let open = asked
        .iter()
        .filter(|one| rank(request_state(context.state, one.body)) < 3)
        .count();
    let main = html! {
        p class="govuk-body-l" {
            "What the boards asked to be told. "
            @match open {
                0 => "Nothing is open.",
                1 => "One is open: late, not yet answered, or not to the satisfaction of who asked.",
                count => { (count) " are open: late, not yet answered, or not to the satisfaction of who asked." }
            }
        }
        @if asked.is_empty() {
            p class="govuk-body" { "No request is in the record at this date." }
        }
        (listed(context, &asked, Level::Two))
    };
    context.page(Route::Requests.name(), main)
}

/// What needs somebody comes first.
const fn rank(state: RequestState) -> u8 {
    match state {
        RequestState::Overdue => 0,
        RequestState::NotSatisfied => 1,
        RequestState::Open => 2,
        RequestState::Answered => 3,
        RequestState::Satisfied => 4,
    }
}

/// Requests with their answers.
pub(super) fn listed(
    context: &Context<'_>,
    asked: &[Held<'_, InformationRequest>],
    level: Level,
) -> Markup {
    html! { @for one in asked { (request(context, one, level)) } }
}

fn request(context: &Context<'_>, held: &Held<'_, InformationRequest>, level: Level) -> Markup {
    let body = held.body;
    let (words, colour) = match request_state(context.state, body) {
        RequestState::Overdue => ("Late", TagColour::Red),
        RequestState::NotSatisfied => ("Not satisfied", TagColour::Orange),
        RequestState::Open => ("Not yet answered", TagColour::Yellow),
        RequestState::Answered => ("Answered", TagColour::Blue),
        RequestState::Satisfied => ("Satisfied", TagColour::Green),
    };
    let asker = match &body.asked_by {
        Asker::Entry(id) => named::name_of(context, id),
        Asker::Words(words) => words.clone(),
    };
    let mut rows = vec![
        SummaryRow::new(
            "Asked",
            html! {
                "By " (asker)
                @if let Some(meeting) = &body.meeting { ", " (named::linked(context, meeting)) }
            },
        ),
        SummaryRow::new(
            "To be answered",
            html! {
                "By " (named::name_of(context, &body.to))
                @if let Some(due) = body.due { ", " (claimed(due)) }
            },
        ),
    ];
    if let Some(answer) = &body.answer {
        rows.push(SummaryRow::new(
            "Answer",
            html! {
                (wording::sentence(&answer.text)) " (" (claimed(answer.on))
                @if let Some(document) = &answer.document { ", " (named::linked(context, document)) }
                ")"
            },
        ));
    }
    if let Some(satisfied) = &body.satisfied {
        rows.push(SummaryRow::new(
            "Satisfied",
            html! {
                @if satisfied.yes { "Yes" } @else { "No" } ", " (claimed(satisfied.on)) "."
                @if let Some(words) = &satisfied.words { " " (wording::sentence(words)) }
            },
        ));
    }
    let heading = html! {
        (context.anchor(&Route::Entry(held.id().clone()), &body.text)) " " (tag(words, colour))
    };
    html! {
        @match level {
            Level::Two => h2 class="govuk-heading-s" id=(held.id().name()) { (heading) },
            Level::Three => h3 class="govuk-heading-s" id=(held.id().name()) { (heading) },
        }
        (summary_list(&rows))
    }
}
