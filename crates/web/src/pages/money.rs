//! The money: each funded programme with what it delivers and what was spent.

use maud::{Markup, html};
use record::body::FundedProgramme;
use record::state::Held;
use report::wording;

use super::named;
use crate::components::marks::{TagColour, tag};
use crate::components::summary::{SummaryRow, summary_list};
use crate::components::table::{Column, Table, table};
use crate::context::{Context, claimed};
use crate::route::Route;
use crate::shell::Page;

/// The page.
#[must_use]
pub fn page(context: &Context<'_>) -> Page {
    let funded = context.state.all::<FundedProgramme>();
    let main = html! {
        p class="govuk-body-l" { "What was paid for, by whom, what it delivers and what was spent." }
        @if funded.is_empty() {
            p class="govuk-body" { "No funded programme is in the record at this date." }
        }
        @for programme in &funded { (section(context, programme)) }
    };
    context.page(Route::Money.name(), main)
}

fn section(context: &Context<'_>, held: &Held<'_, FundedProgramme>) -> Markup {
    let body = held.body;
    let mut rows = Vec::new();
    let mut add = |key: &str, value: Option<Markup>| {
        if let Some(value) = value {
            rows.push(SummaryRow::new(key, value));
        }
    };
    add(
        "Amount",
        body.amount_pounds
            .map(|pounds| html! { (wording::pounds(pounds)) }),
    );
    add(
        "Paid by",
        body.funder.as_ref().map(|funder| html! { (funder) }),
    );
    add(
        "From",
        body.starts
            .map(|starts| html! { (wording::span(starts, body.ends)) }),
    );
    add(
        "Partners",
        (!body.organisations.is_empty()).then(|| html! {
            @for (at, id) in body.organisations.iter().enumerate() { @if at > 0 { "; " } (named::linked(context, id)) }
        }),
    );
    html! {
        h2 class="govuk-heading-m" id=(held.id().name()) {
            (context.anchor(&Route::Entry(held.id().clone()), &body.name))
        }
        (summary_list(&rows))
        (deliverables(held))
        (spend(held))
    }
}

fn deliverables(held: &Held<'_, FundedProgramme>) -> Markup {
    html! {
        @if !held.body.deliverables.is_empty() {
            (table(&Table {
                id: format!("delivers-{}", held.id().name()),
                caption: format!("What {} delivers", held.body.name),
                columns: ["What", "By", "Delivered"].map(Column::text).to_vec(),
                rows: held.body.deliverables.iter().map(|one| vec![
                    html! { (one.text) },
                    html! { (one.due.as_deref().unwrap_or("no date")) },
                    html! {
                        @match one.delivered_on {
                            Some(on) => (claimed(on)),
                            None => (tag("Not yet", TagColour::Grey)),
                        }
                    },
                ]).collect(),
                row_headings: true,
                note: None,
            }))
        }
    }
}

fn spend(held: &Held<'_, FundedProgramme>) -> Markup {
    html! {
        @if !held.body.spend.is_empty() {
            (table(&Table {
                id: format!("spend-{}", held.id().name()),
                caption: format!("What was spent on {}", held.body.name),
                columns: vec![
                    Column::text("Up to"),
                    Column::number("To be spent by then"),
                    Column::number("Spent"),
                    Column::number("Difference"),
                    Column::number("In all, as foreseen then"),
                ],
                rows: held.body.spend.iter().map(|one| vec![
                    claimed(one.to),
                    html! { (wording::pounds(one.budget_pounds)) },
                    html! { (wording::pounds(one.spent_pounds)) },
                    html! { (difference(one.budget_pounds, one.spent_pounds)) },
                    html! { @match one.forecast_pounds { Some(pounds) => (wording::pounds(pounds)), None => "not said" } },
                ]).collect(),
                row_headings: true,
                note: None,
            }))
        }
    }
}

/// "£20,000 under".
fn difference(budget: u64, spent: u64) -> String {
    match spent.cmp(&budget) {
        std::cmp::Ordering::Equal => "none".to_owned(),
        std::cmp::Ordering::Less => format!("{} under", wording::pounds(budget - spent)),
        std::cmp::Ordering::Greater => format!("{} over", wording::pounds(spent - budget)),
    }
}
