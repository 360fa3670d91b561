//! Measures with a target side by side, one small chart each: the values of the
//! last two years, and the target as a dashed line.

use std::fmt::Write as _;

use record::body::{Frequency, Measure, Target};
use record::state::State;

use crate::figures;
use crate::tree::{Figure, Inline};
use crate::wording;
use crate::write::text::escaped;

/// Months drawn.
const MONTHS: usize = 24;
/// Charts in a row, and the most in one picture.
const ACROSS: usize = 4;
const MOST: usize = 24;
const WIDTH: f64 = 640.0;
const PANEL: f64 = WIDTH / 4.0;
const TALL: f64 = 96.0;
/// Fewer values than this are a table's.
const FEWEST: usize = 6;

/// One chart.
struct Panel {
    name: String,
    values: Vec<Option<f64>>,
    target: f64,
    first: String,
    last: String,
    latest: String,
    wanted: String,
}

/// The picture of the measures with a target; `None` where none has a series.
#[must_use]
pub(super) fn figure(state: &State<'_>) -> Option<Figure> {
    let mut panels: Vec<Panel> = state
        .all::<Target>()
        .into_iter()
        .filter_map(|target| panel(state, target.body))
        .collect();
    panels.truncate(MOST);
    if panels.is_empty() {
        return None;
    }
    let rows = panels.len().div_ceil(ACROSS);
    let height = TALL * to_f64(rows);
    let mut body = String::new();
    for (at, panel) in panels.iter().enumerate() {
        let left = to_f64(at % ACROSS) * PANEL;
        let top = to_f64(at / ACROSS) * TALL;
        draw(panel, left, top, &mut body);
    }
    let title = "Measures with a target, month by month".to_owned();
    let description = panels
        .iter()
        .map(|panel| {
            format!(
                "{}: {} in {}, {} in {}; target {}.",
                panel.name,
                written_first(panel),
                panel.first,
                panel.latest,
                panel.last,
                panel.wanted
            )
        })
        .collect::<Vec<_>>()
        .join(" ");
    let tall = u32::try_from(rows * 96).unwrap_or(u32::MAX);
    Some(Figure {
        svg: format!(
            r##"<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="panels-title panels-desc" viewBox="0 0 640 {height}" width="640" height="{tall}" font-family="Liberation Sans, Arial, Helvetica, sans-serif" font-size="11" fill="#0b0c0c"><title id="panels-title">{title}</title><desc id="panels-desc">{}</desc>{body}</svg>"##,
            escaped(&description),
        ),
        alt: format!(
            "{} small line charts, one a measure: its values month by month, the latest marked, and its target as a dashed line. The tables after them have the latest values.",
            wording::upper_first(&wording::count(panels.len()))
        ),
        caption: vec![Inline::text(format!(
            "{title}: the line is the value, the dashed line the target, the dot the latest value"
        ))],
        title,
        description,
        width: 640,
        height: tall,
    })
}

fn panel(state: &State<'_>, target: &Target) -> Option<Panel> {
    let measure = state.get::<Measure>(&target.measure)?.body;
    if measure.frequency != Some(Frequency::Month) {
        return None;
    }
    let mut series = figures::series(state, &target.measure, None);
    let from = series.len().saturating_sub(MONTHS);
    let series = series.split_off(from);
    let values: Vec<Option<f64>> = with_gaps(&series);
    let (first, last) = (series.first()?, series.last()?);
    if values.iter().flatten().count() < FEWEST {
        return None;
    }
    let month = |day: jiff::civil::Date| day.strftime("%B %Y").to_string();
    let places = if target.value.fract() == 0.0 {
        0
    } else {
        measure.decimals
    };
    Some(Panel {
        name: measure.short_name.clone(),
        values,
        target: target.value,
        first: month(first.body.period.last_day()),
        last: month(last.body.period.last_day()),
        latest: wording::value(last.body, measure),
        wanted: wording::with_unit(&wording::grouped(target.value, places), measure.unit),
    })
}

/// The values in their months, with a gap where a month has none.
fn with_gaps(series: &[record::state::Held<'_, record::body::Reading>]) -> Vec<Option<f64>> {
    let mut values = Vec::with_capacity(series.len());
    let mut before: Option<jiff::civil::Date> = None;
    for reading in series {
        let day = reading.body.period.last_day();
        if let Some(before) = before {
            let months = i32::from(day.year() - before.year()) * 12 + i32::from(day.month())
                - i32::from(before.month());
            values.extend((1..months.clamp(1, 24)).map(|_| None));
        }
        values.push(reading.body.value.number());
        before = Some(day);
    }
    values
}

fn written_first(panel: &Panel) -> String {
    let suffix = if panel.latest.ends_with('%') { "%" } else { "" };
    panel.values.first().copied().flatten().map_or_else(
        || "no number".to_owned(),
        |value| format!("{value}{suffix}"),
    )
}

fn draw(panel: &Panel, left: f64, top: f64, body: &mut String) {
    let (from, to) = (left + 4.0, left + PANEL - 14.0);
    let (high, low) = (top + 34.0, top + TALL - 10.0);
    let drawn = panel.values.iter().flatten().copied();
    let least = drawn.clone().fold(panel.target, f64::min);
    let most = drawn.fold(panel.target, f64::max);
    let range = if most > least { most - least } else { 1.0 };
    let y = |value: f64| low - (value - least) / range * (low - high);
    let steps = to_f64(panel.values.len().max(2) - 1);
    let x = |at: usize| from + to_f64(at) / steps * (to - from);
    let target = y(panel.target);
    let _ = write!(
        body,
        r##"<text x="{from:.1}" y="{:.1}" font-weight="bold">{}</text><text x="{from:.1}" y="{:.1}">{} (target {})</text><line x1="{from:.1}" y1="{target:.1}" x2="{to:.1}" y2="{target:.1}" stroke="#505a5f" stroke-dasharray="4 3"/>"##,
        top + 12.0,
        escaped(&panel.name),
        top + 25.0,
        escaped(&panel.latest),
        escaped(&panel.wanted),
    );
    let mut path = String::new();
    let mut pen_up = true;
    for (at, value) in panel.values.iter().enumerate() {
        let Some(value) = value else {
            pen_up = true;
            continue;
        };
        let letter = if pen_up { 'M' } else { 'L' };
        let _ = write!(path, "{letter}{:.1} {:.1}", x(at), y(*value));
        pen_up = false;
    }
    let _ = write!(
        body,
        r##"<path d="{path}" fill="none" stroke="#12436d" stroke-width="2"/>"##
    );
    if let Some((at, Some(value))) = panel.values.iter().enumerate().next_back() {
        let _ = write!(
            body,
            r##"<circle cx="{:.1}" cy="{:.1}" r="3.5" fill="#12436d"/>"##,
            x(at),
            y(*value)
        );
    }
}

/// A small count as a coordinate.
fn to_f64(count: usize) -> f64 {
    u32::try_from(count).map_or(0.0, f64::from)
}
