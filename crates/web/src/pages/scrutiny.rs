//! Recommendations of Scrutiny to the Cabinet Member, with the two months for the
//! answer (Local Government Act 2000, section 9FE) and what became of each.

use maud::{Markup, html};
use record::body::{ScrutinyRecommendation, Verdict};
use record::governance::{Response, response};
use record::state::Held;
use report::wording;

use super::named;
use crate::components::date::time;
use crate::components::marks::{TagColour, tag};
use crate::components::summary::{SummaryRow, summary_list};
use crate::context::{Context, claimed};
use crate::route::Route;
use crate::shell::Page;

/// The page.
#[must_use]
pub fn page(context: &Context<'_>) -> Page {
    let mut asked = context.state.all::<ScrutinyRecommendation>();
    asked.sort_by_key(|one| std::cmp::Reverse(one.body.made_on.counts_as()));
    let main = html! {
        p class="govuk-body-l" {
            "What Scrutiny recommended to the Cabinet Member. An answer is due within two months."
        }
        @if asked.is_empty() {
            p class="govuk-body" { "No recommendation of Scrutiny is in the record at this date." }
        }
        @for one in &asked { (recommendation(context, one)) }
    };
    context.page(Route::Scrutiny.name(), main)
}

fn recommendation(context: &Context<'_>, held: &Held<'_, ScrutinyRecommendation>) -> Markup {
    let body = held.body;
    let mut rows = vec![
        SummaryRow::new(
            "Made",
            html! { (claimed(body.made_on)) ", " (named::linked(context, &body.meeting)) },
        ),
        SummaryRow::new("To", html! { (named::name_of(context, &body.to)) }),
        SummaryRow::new("Answer", answer(context, body)),
    ];
    if let Some(done) = &body.done {
        rows.push(SummaryRow::new(
            "Done",
            html! { (claimed(done.on)) ": " (wording::sentence(&done.text)) },
        ));
    }
    if !body.about.is_empty() {
        rows.push(SummaryRow::new(
            "About",
            html! { @for (at, id) in body.about.iter().enumerate() { @if at > 0 { "; " } (named::linked(context, id)) } },
        ));
    }
    html! {
        h2 class="govuk-heading-s" id=(held.id().name()) {
            (body.number) ". "
            (context.anchor(&Route::Entry(held.id().clone()), wording::unstopped(&body.text)))
        }
        (summary_list(&rows))
    }
}

fn answer(context: &Context<'_>, body: &ScrutinyRecommendation) -> Markup {
    let clock = match response(context.state, body) {
        Some(Response::DueBy(due)) => {
            html! { (tag("Not yet answered", TagColour::Yellow)) " due by " (time(due)) }
        }
        Some(Response::OverdueSince(due)) => {
            html! { (tag("Late", TagColour::Red)) " was due by " (time(due)) }
        }
        Some(Response::InTime) => html! { (tag("In time", TagColour::Green)) },
        Some(Response::AfterIts(due)) => {
            html! { (tag("Answered late", TagColour::Orange)) " was due by " (time(due)) }
        }
        None => html! {},
    };
    html! {
        (clock)
        @if let Some(response) = &body.response {
            " "
            strong {
                @match response.verdict {
                    Verdict::Accepted => "Accepted",
                    Verdict::Partly => "Accepted in part",
                    Verdict::Refused => "Refused",
                }
            }
            ", " (claimed(response.on)) ". " (wording::sentence(&response.text))
        }
    }
}
