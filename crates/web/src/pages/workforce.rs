//! The workforce: its measures, by team where they are counted so, the teams, and the
//! posts that nobody holds.

use maud::{Markup, html};
use record::body::{Measure, Post, Reading, Team};
use record::state::Held;
use record::tenure;
use report::wording;

use super::named;
use crate::components::date::time;
use crate::components::table::{Column, Table, table};
use crate::context::Context;
use crate::route::Route;
use crate::shell::Page;
use crate::survey::last_reading;

/// What measures of the workforce call their topic.
const TOPIC: &str = "workforce";

/// The page.
#[must_use]
pub fn page(context: &Context<'_>) -> Page {
    let of_workforce: Vec<Held<'_, Measure>> = context
        .state
        .all::<Measure>()
        .into_iter()
        .filter(|measure| measure.body.topic == TOPIC)
        .collect();
    let main = html! {
        p class="govuk-body-l" { "Who does the work: how many, how long they stay, how much each carries." }
        (figures(context, &of_workforce))
        @for measure in &of_workforce { (by_team(context, measure)) }
        (vacant(context))
        (teams(context))
    };
    context.page(Route::Workforce.name(), main)
}

fn figures(context: &Context<'_>, of_workforce: &[Held<'_, Measure>]) -> Markup {
    let rows: Vec<Vec<Markup>> = of_workforce
        .iter()
        .filter_map(|measure| {
            let reading = last_reading(context.state, measure.id())?;
            Some(vec![
                context.anchor(&Route::Measure(measure.id().clone()), &measure.body.name),
                html! { (wording::value(reading.body, measure.body)) },
                html! { (reading.body.period.in_words()) },
            ])
        })
        .collect();
    html! {
        @if rows.is_empty() {
            p class="govuk-body" { "No figure of the workforce is in the record at this date." }
        } @else {
            (table(&Table {
                id: "figures".to_owned(),
                caption: "The last figure of each measure".to_owned(),
                columns: vec![Column::text("Measure"), Column::number("Value"), Column::text("When")],
                rows,
                row_headings: true,
                note: None,
            }))
        }
    }
}

/// The last figure of each team or area, where a measure is counted so.
fn by_team(context: &Context<'_>, measure: &Held<'_, Measure>) -> Markup {
    let mut last: Vec<(&str, Held<'_, Reading>)> = Vec::new();
    for reading in context.state.readings_of(measure.id()) {
        let (Some(breakdown), None) = (reading.body.breakdown.as_deref(), &reading.body.area)
        else {
            continue;
        };
        match last.iter_mut().find(|(known, _)| *known == breakdown) {
            Some((_, held)) if held.body.period.last_day() < reading.body.period.last_day() => {
                *held = reading
            }
            Some(_) => {}
            None => last.push((breakdown, reading)),
        }
    }
    last.sort_by_key(|(breakdown, _)| *breakdown);
    html! {
        @if !last.is_empty() {
            (table(&Table {
                id: format!("by-team-{}", measure.id().name()),
                caption: format!("{}, by team or area", measure.body.name),
                columns: vec![Column::text("Team or area"), Column::number("Value"), Column::text("When")],
                rows: last.iter().map(|(breakdown, reading)| vec![
                    html! { (wording::upper_first(breakdown)) },
                    html! { (wording::value(reading.body, measure.body)) },
                    html! { (reading.body.period.in_words()) },
                ]).collect(),
                row_headings: true,
                note: None,
            }))
        }
    }
}

fn vacant(context: &Context<'_>) -> Markup {
    let vacant: Vec<_> = context
        .state
        .all::<Post>()
        .into_iter()
        .filter_map(|post| Some((post, tenure::vacant_since(context.state, post.id())?)))
        .collect();
    html! {
        @if !vacant.is_empty() {
            h2 class="govuk-heading-m" id="vacant" { "Posts that nobody holds" }
            ul class="govuk-list govuk-list--bullet" {
                @for (post, since) in &vacant {
                    li { (named::linked(context, post.id())) ", since " (time(*since)) }
                }
            }
        }
    }
}

fn teams(context: &Context<'_>) -> Markup {
    let teams = context.state.all::<Team>();
    html! {
        @if !teams.is_empty() {
            (table(&Table {
                id: "teams".to_owned(),
                caption: "Teams".to_owned(),
                columns: ["Team", "Led by", "Covers"].map(Column::text).to_vec(),
                rows: teams.iter().map(|team| vec![
                    context.anchor(&Route::Entry(team.id().clone()), &team.body.name),
                    html! { @if let Some(lead) = &team.body.lead { (named::name_of(context, lead)) } },
                    html! { (team.body.area.as_deref().unwrap_or("")) },
                ]).collect(),
                row_headings: true,
                note: None,
            }))
        }
    }
}
