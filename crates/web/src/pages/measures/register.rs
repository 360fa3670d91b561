//! The list of measures, by what they are about, each with its latest figure.

use maud::{Markup, html};
use record::body::{Comparator, ComparatorForm, Measure, Reading, ReadingStatus, Unit};
use record::period::Period;
use record::state::Held;
use report::wording;

use super::cell;
use super::figures::newest_neighbours;
use crate::components::date::long_date;
use crate::components::table::{Column, Table, table};
use crate::context::Context;
use crate::pages::glossary::explained;
use crate::route::Route;

/// A measure with its latest figures.
struct Latest<'a> {
    measure: Held<'a, Measure>,
    latest: Option<Held<'a, Reading>>,
    before: Option<Held<'a, Reading>>,
    /// The period of the figures that are compared.
    period: Option<Period>,
    compared: Vec<Option<Held<'a, Reading>>>,
}

/// The whole list.
pub(super) fn main(context: &Context<'_>) -> Markup {
    let measures = context.state.all::<Measure>();
    if measures.is_empty() {
        return html! {
            p class="govuk-body-l" {
                "No figures had " (context.published()) " by " (long_date(context.moment.known_at)) "."
            }
        };
    }
    let columns = columns(context);
    let groups = groups(context, measures, &columns);
    html! {
        p class="govuk-body-l" {
            "The latest published figure of each measure, the one before it, and those it is "
            "compared with for the same period."
        }
        p class="govuk-body" {
            "This list does not say which way a figure went: two figures are not enough to tell. What may be said stands on the "
            (context.anchor(&Route::Scorecard, "scorecard")) " and on each measure’s page. "
            (context.anchor(&Route::Conflicts, "Figures that do not agree")) " have a page of their own, and so have "
            (context.anchor(&Route::Claims, "claims made about figures")) ". What a measure can count, and which way is good, is in the "
            (context.anchor(&Route::Catalogue, "catalogue of measures")) "."
        }
        nav aria-label="Topics" {
            ul class="govuk-list govuk-list--bullet" {
                @for (topic, rows) in &groups {
                    li {
                        a class="govuk-link" href={ "#" (place(topic)) } { (wording::upper_first(topic)) }
                        " (" (rows.len()) ")"
                    }
                }
            }
        }
        @for (topic, rows) in &groups {
            h2 class="govuk-heading-m" id=(place(topic)) { (wording::upper_first(topic)) }
            @if topic == LOCAL {
                p class="govuk-body" {
                    "Counts of the council’s own or of inspectors, which are not published "
                    "statistics and may be made in another way."
                }
            }
            (group(context, topic, rows, &columns))
        }
        @if let Some(neighbours) = columns.iter().find(|held| held.body.form == ComparatorForm::Neighbours) {
            p class="govuk-body" {
                "Neighbours are " (explained(context, "statistical-neighbours", "statistical neighbours"))
                ": " (neighbours.body.name) " (" (neighbours.body.members.join(", ")) ")."
            }
        }
    }
}

const LOCAL: &str = "local figures";

/// Topics in the order of a child's way through the service; any other follows.
const TOPICS: [&str; 6] = [
    "front door",
    "assessment",
    "child protection",
    "children in care",
    "care leavers",
    "workforce",
];

/// Where a topic stands in that order.
pub(super) fn rank(topic: &str) -> usize {
    let known = TOPICS.iter().position(|known| *known == topic);
    known.unwrap_or(TOPICS.len())
}

/// England, the region, and the newest neighbours' median.
fn columns<'a>(context: &Context<'a>) -> Vec<Held<'a, Comparator>> {
    let mut comparators = context.state.all::<Comparator>();
    let newest = newest_neighbours(&comparators).map(|held| held.id().clone());
    comparators.retain(|held| {
        held.body.form != ComparatorForm::Neighbours || Some(held.id()) == newest.as_ref()
    });
    comparators.sort_by_key(|held| std::cmp::Reverse(held.body.form));
    comparators
}

/// Measures by topic; local figures last.
fn groups<'a>(
    context: &Context<'a>,
    measures: Vec<Held<'a, Measure>>,
    columns: &[Held<'a, Comparator>],
) -> Vec<(String, Vec<Latest<'a>>)> {
    let mut groups: Vec<(String, Vec<Latest<'a>>)> = Vec::new();
    let mut local = Vec::new();
    for measure in measures {
        let row = latest(context, measure, columns);
        let is_local = row
            .latest
            .is_some_and(|reading| reading.body.status == ReadingStatus::Local);
        if is_local {
            local.push(row);
            continue;
        }
        let topic = &measure.body.topic;
        match groups.iter_mut().find(|(known, _)| known == topic) {
            Some((_, rows)) => rows.push(row),
            None => groups.push((topic.clone(), vec![row])),
        }
    }
    groups.sort_by_key(|(topic, _)| rank(topic));
    if !local.is_empty() {
        groups.push((LOCAL.to_owned(), local));
    }
    groups
}

fn latest<'a>(
    context: &Context<'a>,
    measure: Held<'a, Measure>,
    columns: &[Held<'a, Comparator>],
) -> Latest<'a> {
    let readings: Vec<Held<'a, Reading>> = context
        .state
        .readings_of(measure.id())
        .filter(|reading| reading.body.breakdown.is_none())
        .collect();
    let last_day = |reading: &&Held<'a, Reading>| reading.body.period.last_day();
    let own = || {
        readings
            .iter()
            .filter(|reading| reading.body.area.is_none())
    };
    let latest = own().max_by_key(last_day).copied();
    let before = latest.and_then(|latest| {
        let earlier = own().filter(|reading| last_day(reading) < latest.body.period.last_day());
        earlier.max_by_key(last_day).copied()
    });
    // Without a figure of its own, the comparators' latest period.
    let period = latest
        .or_else(|| readings.iter().max_by_key(last_day).copied())
        .map(|reading| reading.body.period);
    let compared = columns
        .iter()
        .map(|column| {
            let period = period?;
            let mut same = readings
                .iter()
                .filter(|reading| reading.body.area.as_ref() == Some(column.id()));
            same.find(|reading| reading.body.period == period).copied()
        })
        .collect();
    Latest {
        measure,
        latest,
        before,
        period,
        compared,
    }
}

fn group(
    context: &Context<'_>,
    topic: &str,
    rows: &[Latest<'_>],
    comparators: &[Held<'_, Comparator>],
) -> Markup {
    // Local figures are compared with nobody but by their own readings.
    let shown: Vec<bool> = (0..comparators.len())
        .map(|column| {
            rows.iter()
                .any(|row| row.compared.get(column).is_some_and(Option::is_some))
        })
        .collect();
    let mut columns = vec![
        Column::text("Measure"),
        Column::number("Latest"),
        Column::text("Period"),
        Column::number("Before"),
    ];
    for (comparator, _) in comparators.iter().zip(&shown).filter(|(_, shown)| **shown) {
        columns.push(Column::number(match comparator.body.form {
            ComparatorForm::Neighbours => "Neighbours",
            _ => &comparator.body.short_name,
        }));
    }
    let cells = rows
        .iter()
        .map(|row| {
            let measure = row.measure.body;
            // The short names of local counts are those of the published figures.
            let name = if topic == LOCAL {
                &measure.name
            } else {
                &measure.short_name
            };
            let value = |reading: &Option<Held<'_, Reading>>| match reading {
                Some(reading) => cell(context, measure, *reading),
                None => html! { span class="sl-meta" { "none" } },
            };
            let mut cells = vec![
                html! {
                    (context.anchor(&Route::Measure(row.measure.id().clone()), name))
                    @if measure.unit == Unit::Per10000Children || measure.unit == Unit::Fte {
                        br; span class="sl-meta" { (wording::unit_name(measure.unit)) }
                    }
                },
                value(&row.latest),
                html! {
                    @match row.period {
                        Some(period) => (wording::upper_first(&period.in_words())),
                        None => span class="sl-meta" { "no figures yet" },
                    }
                },
                value(&row.before),
            ];
            let compared = row.compared.iter().zip(&shown).filter(|(_, shown)| **shown);
            cells.extend(compared.map(|(reading, _)| value(reading)));
            cells
        })
        .collect();
    table(&Table {
        id: format!("{}-figures", place(topic)),
        caption: format!("{}: latest figures", wording::upper_first(topic)),
        columns,
        rows: cells,
        row_headings: true,
        note: None,
    })
}

fn place(topic: &str) -> String {
    topic.replace(|c: char| !c.is_ascii_alphanumeric(), "-")
}
