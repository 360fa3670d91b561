//! What stands round a measure's figures: who its neighbours are, and other
//! accounts of the same thing.

use maud::{Markup, html};
use record::body::{ComparatorForm, Measure, Reading};
use record::state::Held;
use report::wording;

use super::cell;
use super::figures::Figures;
use crate::components::table::{Column, Table, table};
use crate::context::Context;
use crate::route::Route;

/// The members of each set of neighbours that the figures are compared with.
pub(super) fn neighbours(figures: &Figures<'_>) -> Markup {
    let sets: Vec<_> = figures
        .comparators
        .iter()
        .filter(|held| {
            held.body.form == ComparatorForm::Neighbours && !held.body.members.is_empty()
        })
        .collect();
    if sets.is_empty() {
        return html! {};
    }
    html! {
        h2 class="govuk-heading-m" id="neighbours" { "Who the neighbours are" }
        @for (at, set) in sets.iter().enumerate() {
            @let said = sets[..at].iter().any(|before| before.body.members == set.body.members);
            p class="govuk-body" {
                strong { (set.body.name) } ": "
                @if said { "the same." } @else { (wording::list(&set.body.members)) "." }
                @for caution in &set.body.cautions { " " (caution) }
            }
        }
    }
}

/// Figures for the same thing from another hand, beside these.
pub(super) fn other_accounts(context: &Context<'_>, figures: &Figures<'_>) -> Markup {
    let this = figures.measure;
    let published = this
        .body
        .another_account_of
        .as_ref()
        .unwrap_or_else(|| this.id());
    let mut accounts: Vec<Held<'_, Measure>> = context.state.all::<Measure>();
    accounts.retain(|other| {
        let same =
            other.id() == published || other.body.another_account_of.as_ref() == Some(published);
        same && other.id() != this.id()
    });
    let rows: Vec<Vec<Markup>> = accounts
        .iter()
        .flat_map(|account| {
            let mut readings: Vec<Held<'_, Reading>> = context
                .state
                .readings_of(account.id())
                .filter(|reading| reading.body.area.is_none() && reading.body.breakdown.is_none())
                .collect();
            readings.sort_by_key(|reading| reading.body.period.last_day());
            readings
                .into_iter()
                .map(|reading| row(context, figures, account, reading))
        })
        .collect();
    if rows.is_empty() {
        return html! {};
    }
    html! {
        h2 class="govuk-heading-m" id="other-accounts" { "Other accounts of the same thing" }
        p class="govuk-body" {
            "Figures from another hand. They may be counted in another way, so they are set "
            "beside these and not joined to them."
        }
        (table(&Table {
            id: "other-accounts-figures".to_owned(),
            caption: "Other accounts".to_owned(),
            columns: vec![
                Column::text("Account"),
                Column::text("Period"),
                Column::number("Its figure"),
                Column::number("Figure here, same last day"),
                Column::text("Read in"),
            ],
            rows,
            row_headings: true,
            note: None,
        }))
    }
}

fn row(
    context: &Context<'_>,
    figures: &Figures<'_>,
    account: &Held<'_, Measure>,
    reading: Held<'_, Reading>,
) -> Vec<Markup> {
    let here = figures
        .rows
        .iter()
        .filter_map(|row| row.own)
        .find(|own| own.body.period.last_day() == reading.body.period.last_day());
    vec![
        context.anchor(
            &Route::Measure(account.id().clone()),
            &account.body.short_name,
        ),
        html! { (wording::upper_first(&reading.body.period.in_words())) },
        cell(context, account.body, reading),
        match here {
            Some(here) => cell(context, figures.measure.body, here),
            None => html! { span class="sl-meta" { "none" } },
        },
        context.sources(&reading.body.sources),
    ]
}
