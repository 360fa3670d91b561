//! A measure beside every authority of England: a funnel with its table, the region,
//! and the neighbours of each model.

use std::collections::BTreeSet;

use maud::{Markup, html};
use record::body::{AreaLevel, Measure, NationalSeries, Unit};
use record::id::EntryId;
use record::national::{DirectoryArea, ENGLAND, National};
use record::period::Period;
use record::state::Held;
use report::chart::{self, FunnelLabels, Mark};
use report::wording;
use statistics::funnel::{self, Bound, Comparison, Funnel, Trim};

use super::find;
use crate::components::figure::{self, Figure};
use crate::components::form::{Choice, select};
use crate::components::table::{Column, Table, table};
use crate::context::{Context, claimed};
use crate::reply::Fault;
use crate::route::Route;
use crate::shell::Page;

/// The national series of a measure, where one is held and the council has a code.
pub(super) fn series<'a>(
    context: &Context<'a>,
    measure: &Measure,
) -> Option<(National<'a>, Held<'a, NationalSeries>, String)> {
    let national = context.national?;
    let series = national.of_catalogue(measure.catalogue.as_deref()?)?;
    let code = context.dfe_code(&national)?;
    series.body.area(&code)?;
    Some((national, series, code))
}

/// Every authority of a period, with its figures.
struct Row<'d, 'a> {
    area: &'d DirectoryArea<'a>,
    value: Option<f64>,
    unit: funnel::Unit,
}

/// The page.
///
/// # Errors
/// There is no such measure, or nothing is held of other authorities.
pub fn page(context: &Context<'_>, id: &EntryId) -> Result<Page, Fault> {
    let measure = find(context, id)?;
    let Some((national, series, code)) = series(context, measure.body) else {
        return Err(Fault::NotFound(format!(
            "No figures of other authorities are held for “{}”.",
            measure.body.name
        )));
    };
    let known = series.body.last_period(context.moment.as_at);
    let asked = context.asked.get("year");
    let mut periods = series.body.periods.clone();
    periods.retain(|period| known.is_none_or(|last| period.last_day() <= last.last_day()));
    let period = periods
        .iter()
        .copied()
        .find(|period| asked == Some(&*period.to_string()))
        .or(known);
    let Some(period) = period else {
        return Err(Fault::NotFound("No period had ended by then.".to_owned()));
    };
    let directory = national.directory();
    let rows: Vec<Row<'_, '_>> = directory
        .areas()
        .filter(|one| one.area.level == AreaLevel::Authority)
        .map(|area| row(series.body, area, period))
        .filter(|row| row.value.is_some())
        .collect();
    let dataset = national.dataset(series.body);
    let main = html! {
        p class="govuk-body-l" { (series.body.name) ", " (period.in_words()) "." }
        @if let Some(dataset) = dataset {
            p class="govuk-body" {
                "From " (dataset.body.publisher) ", " (dataset.body.title) ", " (dataset.body.edition)
                ", released " (claimed(dataset.body.released)) "."
            }
        }
        (chooser(context, id, &periods, period))
        (funnel_section(context, measure.body, series.body, &national, &rows, &code, period))
        (region(context, series.body, &directory, &rows, &code, period))
        (neighbours(context, series.body, &national, &directory, &code, period))
        p class="govuk-body" {
            (context.anchor(&Route::Measure(id.clone()), "This measure with all its figures"))
        }
    };
    Ok(Page {
        caption: Some(measure.body.name.clone()),
        ..context.page("Beside every authority", main)
    })
}

fn row<'d, 'a>(
    series: &NationalSeries,
    area: &'d DirectoryArea<'a>,
    period: Period,
) -> Row<'d, 'a> {
    let code = &area.area.code;
    Row {
        area,
        value: series.value(code, period).number(),
        unit: funnel::Unit {
            numerator: series.numerator(code, period).number(),
            denominator: series.denominator(code, period).number(),
        },
    }
}

fn chooser(context: &Context<'_>, id: &EntryId, periods: &[Period], chosen: Period) -> Markup {
    let choices: Vec<Choice> = periods
        .iter()
        .rev()
        .map(|period| Choice {
            value: period.to_string(),
            text: wording::upper_first(&period.in_words()),
            chosen: *period == chosen,
        })
        .collect();
    let route = Route::MeasureNational(id.clone());
    html! {
        form method="get" action=(route.path(context.authority())) {
            (context.hidden_dates())
            (select("choose-year", "year", "Time", &choices))
            button class="govuk-button govuk-button--secondary" type="submit" { "Show" }
        }
    }
}

/// The funnel of the series, with how much its values are multiplied to be shown; none
/// where what is counted, or out of what, is not published or is no share or rate.
fn worked(series: &NationalSeries, rows: &[Row<'_, '_>]) -> Option<(Funnel, f64)> {
    let units: Vec<funnel::Unit> = rows.iter().map(|row| row.unit).collect();
    let made = match series.unit {
        Unit::Percent => (
            funnel::funnel(Comparison::Proportion, &units, Trim::USUAL).ok()?,
            100.0,
        ),
        Unit::Per10000Children => (
            funnel::rate_funnel(&units, 10_000.0, Trim::USUAL).ok()?,
            1.0,
        ),
        _ => return None,
    };
    made.0.target.map(|_| made)
}

fn funnel_section(
    context: &Context<'_>,
    measure: &Measure,
    series: &NationalSeries,
    national: &National<'_>,
    rows: &[Row<'_, '_>],
    code: &str,
    period: Period,
) -> Markup {
    let Some((funnel, scale)) = worked(series, rows) else {
        return html! {
            h2 class="govuk-heading-m" id="funnel" { "Funnel" }
            p class="govuk-body" {
                "No funnel is drawn: how many were counted and out of how many is not published for each authority here, and without it chance cannot be told from difference."
            }
        };
    };
    let models = national.models();
    let near: BTreeSet<&str> = models
        .iter()
        .take(1)
        .flat_map(|model| &model.body.authorities)
        .filter(|one| one.code == code)
        .flat_map(|one| one.nearest.iter().map(|near| &*near.code))
        .collect();
    let marks: Vec<Mark> = rows
        .iter()
        .map(|row| match &*row.area.area.code {
            own if own == code => Mark::Own,
            other if near.contains(other) => Mark::Neighbour,
            _ => Mark::Other,
        })
        .collect();
    let sizes: Vec<Option<f64>> = rows.iter().map(|row| row.unit.denominator).collect();
    let own = rows.iter().position(|row| row.area.area.code == code);
    let statement = own
        .and_then(|at| funnel.points.get(at))
        .map_or_else(|| "No figure here".to_owned(), stands);
    let outside = funnel
        .points
        .iter()
        .filter(|p| p.outside(Bound::P998))
        .count();
    let title = format!("{}: {statement}", context.place());
    let description = format!(
        "{} authorities. {outside} lie outside the limits that 998 in 1,000 lie within.",
        rows.len()
    );
    let size = measure.denominator.as_deref().unwrap_or("Out of how many");
    html! {
        h2 class="govuk-heading-m" id="funnel" { "Funnel" }
        (figure::figure(&Figure {
            id: "funnel-figure".to_owned(),
            title: title.clone(),
            subtitle: Some(format!("{}, {}, {} authorities", series.name, period.in_words(), rows.len())),
            svg: chart::funnel(&funnel, &sizes, &marks, &FunnelLabels {
                title: &title,
                description: &description,
                unit: &wording::upper_first(wording::unit_name(series.unit)),
                size,
                own: context.place(),
                scale,
            }),
            wide: true,
            source: Some(html! {
                "as above. Limits: Spiegelhalter 2005"
                @if funnel.adjusted { ", widened for the spread between authorities" }
                @if let Some(phi) = funnel.phi { " (φ " (format!("{phi:.1}")) ", τ² " (format!("{:.4}", funnel.tau2)) ")" }
                "."
            }),
            data: Some(all_authorities(rows, &funnel, series, scale)),
        }))
        p class="govuk-body" {
            (outside) " of " (rows.len()) " lie outside the limits. A funnel marks unusual authorities, not good or bad ones: they differ in whom they serve and how they count."
            @if let Some(model) = models.first() {
                " Squares are the neighbours of the " (model.body.year) " model."
            }
        }
    }
}

/// Where a point stands to its limits.
fn stands(point: &funnel::Point) -> String {
    let (Some(value), Some(limits)) = (point.value, point.limits) else {
        return "no figure".to_owned();
    };
    let side = |bound| {
        if value > limits.at(bound).1 {
            "above"
        } else {
            "below"
        }
    };
    if point.outside(Bound::P998) {
        format!("unusual, {} both limits for its size", side(Bound::P998))
    } else if point.outside(Bound::P95) {
        format!(
            "{} the inner limit for its size, within the outer",
            side(Bound::P95)
        )
    } else {
        "within the limits for its size".to_owned()
    }
}

fn all_authorities(
    rows: &[Row<'_, '_>],
    funnel: &Funnel,
    series: &NationalSeries,
    scale: f64,
) -> Table {
    let written = |value: f64| wording::grouped(value * scale, series.decimals);
    let mut lines: Vec<(&str, Vec<Markup>)> = rows
        .iter()
        .zip(&funnel.points)
        .map(|(row, point)| {
            let limits = |bound| match point.limits {
                Some(limits) => {
                    let (low, high) = limits.at(bound);
                    format!("{} to {}", written(low), written(high))
                }
                None => "–".to_owned(),
            };
            let name = &*row.area.area.name;
            let stands = if point.value.is_some() {
                stands(point)
            } else {
                String::new()
            };
            let cells = [
                name.to_owned(),
                shown(series, row.value),
                row.unit
                    .numerator
                    .map_or_else(String::new, |n| wording::grouped(n, 0)),
                row.unit
                    .denominator
                    .map_or_else(String::new, |n| wording::grouped(n, 0)),
                limits(Bound::P95),
                limits(Bound::P998),
                wording::upper_first(&stands),
            ];
            (
                name,
                cells.into_iter().map(|text| html! { (text) }).collect(),
            )
        })
        .collect();
    lines.sort_by_key(|(name, _)| *name);
    Table {
        id: "funnel-data".to_owned(),
        caption: "Every authority with its limits".to_owned(),
        columns: vec![
            Column::text("Authority"),
            Column::number("Figure"),
            Column::number("Counted"),
            Column::number("Out of"),
            Column::number("Inner limits (95 in 100)"),
            Column::number("Outer limits (998 in 1,000)"),
            Column::text("Where it stands"),
        ],
        rows: lines.into_iter().map(|(_, cells)| cells).collect(),
        row_headings: true,
        note: None,
    }
}

fn shown(series: &NationalSeries, value: Option<f64>) -> String {
    value.map_or_else(
        || "none".to_owned(),
        |value| wording::with_unit(&wording::grouped(value, series.decimals), series.unit),
    )
}

fn region(
    context: &Context<'_>,
    series: &NationalSeries,
    directory: &record::national::Directory<'_>,
    rows: &[Row<'_, '_>],
    code: &str,
    period: Period,
) -> Markup {
    let own = directory.get(code);
    let Some(region) = own.and_then(|own| own.area.region.as_deref()) else {
        return html! {};
    };
    let mut lines: Vec<(&str, String)> = rows
        .iter()
        .filter(|row| row.area.area.region.as_deref() == Some(region))
        .map(|row| (&*row.area.area.name, shown(series, row.value)))
        .collect();
    lines.sort_unstable();
    for whole in [region, ENGLAND] {
        let value = series.value(whole, period).number();
        lines.push((directory.name(whole), shown(series, value)));
    }
    let name = directory.name(region).to_owned();
    html! {
        h2 class="govuk-heading-m" id="region" { "The region: " (name) }
        (table(&Table {
            id: "region-table".to_owned(),
            caption: format!("{} and its authorities, {}", name, period.in_words()),
            columns: vec![Column::text("Area"), Column::number("Figure")],
            rows: lines.into_iter().map(|(name, value)| vec![
                if name == context.place() { html! { strong { (name) } } } else { html! { (name) } },
                html! { (value) },
            ]).collect(),
            row_headings: true,
            note: Some(html! { "By name, not by rank." }),
        }))
    }
}

fn neighbours(
    context: &Context<'_>,
    series: &NationalSeries,
    national: &National<'_>,
    directory: &record::national::Directory<'_>,
    code: &str,
    period: Period,
) -> Markup {
    let models = national.models();
    let rows: Vec<Vec<Markup>> = models
        .iter()
        .filter_map(|model| {
            let near = model.body.neighbourhood(series, code, period)?;
            let members: Vec<String> = near
                .members
                .iter()
                .map(|one| {
                    format!(
                        "{} ({})",
                        directory.name(one.code),
                        shown(series, one.figure.number())
                    )
                })
                .collect();
            Some(vec![
                html! { (model.body.year) " model" },
                html! { (shown(series, near.median())) },
                html! { (shown(series, near.mean())) },
                html! { (near.with_number()) " of " (near.members.len()) },
                html! { (members.join(", ")) },
            ])
        })
        .collect();
    if rows.is_empty() {
        return html! {};
    }
    html! {
        h2 class="govuk-heading-m" id="neighbours" { "Statistical neighbours" }
        p class="govuk-body" {
            (context.place()) ": " (shown(series, series.value(code, period).number()))
            ". The Department’s dashboard shows the median, older tools the mean."
        }
        (table(&Table {
            id: "neighbours-table".to_owned(),
            caption: format!("Neighbours of each model, {}", period.in_words()),
            columns: vec![
                Column::text("Model"),
                Column::number("Median"),
                Column::number("Mean"),
                Column::number("With a figure"),
                Column::text("Neighbours, nearest first"),
            ],
            rows,
            row_headings: true,
            note: None,
        }))
    }
}
