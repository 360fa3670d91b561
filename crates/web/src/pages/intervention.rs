//! The ladder of intervention: each stage with its dates, terms and documents.

use maud::{Markup, html};
use record::body::{Intervention, Review, Stage};
use record::state::Held;

use super::ladder;
use crate::components::summary::{SummaryRow, summary_list};
use crate::context::{Context, claimed};
use crate::route::Route;
use crate::shell::Page;

/// The page.
#[must_use]
pub fn page(context: &Context<'_>) -> Page {
    let stages = ladder::stages(&context.state);
    let present: Vec<_> = stages
        .iter()
        .filter(|stage| ladder::lasts(&context.state, stage.body))
        .collect();
    let main = html! {
        p class="govuk-body-l" {
            @match present.as_slice() {
                [] if stages.is_empty() => "The record has no stage of intervention at this date.",
                [] => "The record has no stage of intervention that lasts at this date.",
                [stage] => {
                    (stage.body.name) ", " (ladder::when(stage.body)) "."
                }
                several => {
                    @for stage in several { (stage.body.name) ", " (ladder::when(stage.body)) ". " }
                }
            }
        }
        p class="govuk-body" {
            "When services are judged inadequate the Department for Education may intervene. "
            "The ladder runs from the heaviest rung down to the lightest."
        }
        (ladder::ladder(&context.state, |stage, here| rung(context, stage, here)))
        @for stage in stages.iter().rev() {
            h2 class="govuk-heading-m" id=(stage.id().name()) { (stage.body.name) }
            (told(context, stage))
        }
    };
    context.page("Intervention", main)
}

fn rung(context: &Context<'_>, stage: Stage, here: &[Held<'_, Intervention>]) -> Markup {
    let what = ladder::RUNGS.iter().find(|(known, _, _)| *known == stage);
    html! {
        @for held in here {
            p class="govuk-body-s" {
                a class="govuk-link" href=(context.link_to_place(&Route::Intervention, held.id().name())) {
                    (report::wording::upper_first(&ladder::when(held.body)))
                    @if held.body.starts.counts_as() > context.moment.as_at { " (still to come)" }
                }
            }
        }
        @if let Some((_, _, what)) = what {
            p class="govuk-body-s sl-quiet" { (what) }
        }
    }
}

fn told(context: &Context<'_>, stage: &Held<'_, Intervention>) -> Markup {
    let body = stage.body;
    let mut rows = vec![SummaryRow::new("Began", claimed(body.starts))];
    rows.push(SummaryRow::new(
        "Ended",
        match body.ends {
            Some(ends) => claimed(ends),
            None => html! { "No end is recorded at this date" },
        },
    ));
    if let Some(review) = &body.because_of {
        let name = context.state.get::<Review>(review);
        rows.push(SummaryRow::new(
            "Because of",
            match name {
                Some(held) => context.anchor(&Route::Review(review.clone()), &held.body.name),
                None => html! { "A review that was not " (context.public()) " on this date" },
            },
        ));
    }
    if !body.terms.is_empty() {
        rows.push(SummaryRow::new(
            "Terms",
            html! { @for term in &body.terms { p class="govuk-body" { (term) } } },
        ));
    }
    if let Some(letter) = &body.letter {
        rows.push(SummaryRow::new(
            "Document",
            super::letters::letter(context, letter),
        ));
    }
    rows.push(SummaryRow::new("Read in", context.sources(&body.sources)));
    rows.push(SummaryRow::new(
        "Versions",
        context.entry_link(stage.id(), &body.name),
    ));
    summary_list(&rows)
}
