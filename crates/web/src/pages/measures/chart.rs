//! The picture of a measure: the council's figures beside England's, the
//! region's and its neighbours', where they can be drawn on one axis.

use maud::{Markup, html};
use record::body::{Comparator, ComparatorForm, Measure, Reading, Unit};
use record::state::Held;
use report::chart::{Chart, Point, Series};
use report::wording;

use super::figures::{Figures, newest_neighbours};
use crate::components::figure::{self, Figure};
use crate::context::Context;

/// The picture, if there are two figures or more to draw.
pub(super) fn figure(context: &Context<'_>, figures: &Figures<'_>) -> Markup {
    let chart = chart(context.place(), figures);
    let drawn = chart.series.first().is_some_and(|own| {
        own.points
            .iter()
            .filter(|point| point.number.is_some())
            .count()
            > 1
    });
    if !drawn {
        return html! {};
    }
    let measure = figures.measure.body;
    let totals = is_total(measure.unit)
        && figures
            .comparators
            .iter()
            .any(|held| held.body.form != ComparatorForm::Neighbours);
    figure::figure(&Figure {
        id: chart.id.clone(),
        title: format!("{}, {}", measure.short_name, context.place()),
        subtitle: Some(format!(
            "{}, {}",
            wording::upper_first(wording::unit_name(measure.unit)),
            measure.basis
        )),
        svg: chart.figure().svg,
        wide: true,
        source: measure.publisher.as_ref().map(|publisher| {
            html! {
                (publisher) ". The figures are in the table below."
                @if totals {
                    " England and the region are sums over many authorities, and are in the table only."
                }
            }
        }),
        data: None,
    })
}

/// What is drawn.
fn chart(place: &str, figures: &Figures<'_>) -> Chart {
    let measure = figures.measure.body;
    let mut series = vec![Series {
        name: place.to_owned(),
        points: points(measure, figures.rows.iter().filter_map(|row| row.own)),
    }];
    let newest = newest_neighbours(&figures.comparators).map(Held::id);
    for (column, comparator) in figures.comparators.iter().enumerate() {
        let wanted = match comparator.body.form {
            ComparatorForm::Neighbours => Some(comparator.id()) == newest,
            ComparatorForm::England | ComparatorForm::Region => !is_total(measure.unit),
        };
        if wanted {
            let readings = figures
                .rows
                .iter()
                .filter_map(|row| row.compared.get(column).copied()?);
            series.push(Series {
                name: name(comparator.body),
                points: points(measure, readings),
            });
        }
    }
    Chart {
        id: "chart".to_owned(),
        title: format!("{}: {}", place, measure.name),
        unit: wording::unit_name(measure.unit).to_owned(),
        basis: measure.basis.clone(),
        decimals: measure.decimals,
        from_zero: true,
        series,
    }
}

/// Whether a region's figure is the sum of its members' and so on another scale.
const fn is_total(unit: Unit) -> bool {
    matches!(unit, Unit::Count | Unit::Fte)
}

fn name(comparator: &Comparator) -> String {
    match comparator.form {
        ComparatorForm::Neighbours => comparator.short_name.replace(", median", ""),
        ComparatorForm::England | ComparatorForm::Region => comparator.short_name.clone(),
    }
}

/// Readings as points, the earliest first.
fn points<'a>(measure: &Measure, readings: impl Iterator<Item = Held<'a, Reading>>) -> Vec<Point> {
    let mut points: Vec<Point> = readings
        .map(|reading| Point {
            on: reading.body.period.last_day(),
            when: reading.body.period.in_words(),
            text: wording::value(reading.body, measure),
            number: reading.body.value.number(),
        })
        .collect();
    points.sort_by_key(|point| point.on);
    points
}
