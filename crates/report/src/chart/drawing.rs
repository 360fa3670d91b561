//! The chart as SVG, with presentation attributes only: a page's security policy
//! allows no styles inside it.

use std::fmt::Write as _;

use super::axis::{Days, Values};
use super::{Chart, Point, Series, labels};
use crate::wording;
use crate::write::text::escaped;

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 340.0;
const TOP: f64 = 34.0;
const BOTTOM: f64 = 296.0;
/// Room for the labels at the ends of lines.
const MARGIN: f64 = 136.0;
/// Width of a letter of 13 px Liberation Sans, on the generous side.
const LETTER: f64 = 7.2;
/// Letters that fit into the margin.
const LONGEST: usize = 17;
const LINE: f64 = 15.0;
/// Figures further apart than this are not joined: one between them is missing.
const JOINED_DAYS: i32 = 400;

/// How each series is drawn: width, dash, colour. The colours only help.
const STYLES: [(&str, &str, &str); super::MOST_SERIES] = [
    ("3.5", "", "#12436d"),
    ("2", "7 4", "#4f5b66"),
    ("2", "2 3", "#801650"),
    ("2", "10 3 2 3", "#1d7068"),
];

/// The picture, its width and its height in CSS pixels.
pub(super) fn svg(chart: &Chart) -> (String, u32, u32) {
    let canvas = Canvas::of(chart);
    let mut body = String::new();
    canvas.axes(chart, &mut body);
    // The chart's own series last, over the others.
    for (at, series) in chart.shown().iter().enumerate().rev() {
        canvas.series(at, series, &mut body);
    }
    canvas.symbols(chart, &mut body);
    canvas.labels(chart, &mut body);
    let id = escaped(&chart.id);
    let svg = format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{id}-svg-title {id}-svg-desc" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" font-family="Liberation Sans, Arial, Helvetica, sans-serif" font-size="13" fill="#0b0c0c"><title id="{id}-svg-title">{}</title><desc id="{id}-svg-desc">{} {}</desc>{body}</svg>"##,
        escaped(&chart.title),
        escaped(&chart.alternative()),
        escaped(&chart.description()),
    );
    (svg, 640, 340)
}

/// Where things stand in the picture.
struct Canvas {
    left: f64,
    right: f64,
    values: Values,
    days: Days,
}

impl Canvas {
    fn of(chart: &Chart) -> Self {
        let values = Values::of(chart);
        let widest = values
            .ticks
            .iter()
            .map(|tick| letters(&wording::grouped(*tick, values.decimals)))
            .fold(0.0, f64::max);
        Self {
            left: widest + 14.0,
            right: WIDTH - MARGIN,
            days: Days::of(chart),
            values,
        }
    }

    fn x(&self, point: &Point) -> f64 {
        self.across(self.days.along(point.on))
    }

    fn across(&self, along: f64) -> f64 {
        // A little room, so that the first mark does not stand on the axis.
        self.left + 8.0 + along * (self.right - self.left - 8.0)
    }

    fn y(&self, value: f64) -> f64 {
        BOTTOM - self.values.along(value) * (BOTTOM - TOP)
    }

    fn axes(&self, chart: &Chart, body: &mut String) {
        let (left, right) = (self.left, self.right);
        let _ = write!(
            body,
            r#"<text x="0" y="14">{}</text>"#,
            escaped(&wording::upper_first(&chart.unit))
        );
        for tick in &self.values.ticks {
            let y = self.y(*tick);
            let number = wording::grouped(*tick, self.values.decimals);
            let _ = write!(
                body,
                r##"<line x1="{left:.1}" y1="{y:.1}" x2="{right:.1}" y2="{y:.1}" stroke="#d0d3d4"/><text x="{:.1}" y="{:.1}" text-anchor="end">{number}</text>"##,
                left - 6.0,
                y + 4.5,
            );
        }
        let _ = write!(
            body,
            r##"<line x1="{left:.1}" y1="{BOTTOM}" x2="{right:.1}" y2="{BOTTOM}" stroke="#0b0c0c"/>"##
        );
        self.years(chart, body);
    }

    /// The years along the bottom; only as many of them as stand clear.
    fn years(&self, chart: &Chart, body: &mut String) {
        let ticks = &self.days.ticks;
        let mut last_x = f64::NEG_INFINITY;
        // From the right, so that the latest year always has its number.
        let marks: Vec<f64> = ticks
            .iter()
            .map(|day| self.across(self.days.along(*day)))
            .collect();
        let spacing = marks
            .windows(2)
            .map(|pair| pair[1] - pair[0])
            .fold(f64::MAX, f64::min);
        let mut step = 1;
        while f64::from(step) * spacing < 38.0 && spacing < f64::MAX && spacing > 0.0 {
            step += 1;
        }
        for ((day, x), back) in ticks.iter().zip(&marks).rev().zip(0..) {
            let _ = write!(
                body,
                r##"<line x1="{x:.1}" y1="{BOTTOM}" x2="{x:.1}" y2="{:.1}" stroke="#0b0c0c"/>"##,
                BOTTOM + 5.0
            );
            if back % step == 0 && (last_x - x).abs() > 30.0 {
                last_x = *x;
                let _ = write!(
                    body,
                    r#"<text x="{x:.1}" y="{:.1}" text-anchor="middle">{}</text>"#,
                    BOTTOM + 19.0,
                    day.year()
                );
            }
        }
        let _ = write!(
            body,
            r#"<text x="{:.1}" y="{:.1}">{}</text>"#,
            self.left,
            BOTTOM + 38.0,
            escaped(&wording::upper_first(&chart.basis))
        );
    }

    /// A series' line, in as many pieces as its figures are joined, with a mark
    /// at every figure of the chart's own series, and else at those alone and last.
    fn series(&self, at: usize, series: &Series, body: &mut String) {
        let (width, dash, colour) = STYLES[at];
        let runs = runs(&series.points);
        for run in &runs {
            if run.len() > 1 {
                let points: Vec<String> = run
                    .iter()
                    .map(|(point, number)| format!("{:.1},{:.1}", self.x(point), self.y(*number)))
                    .collect();
                let dash = if dash.is_empty() {
                    String::new()
                } else {
                    format!(r#" stroke-dasharray="{dash}""#)
                };
                let _ = write!(
                    body,
                    r#"<polyline points="{}" fill="none" stroke="{colour}" stroke-width="{width}"{dash} stroke-linejoin="round"/>"#,
                    points.join(" ")
                );
            }
        }
        for (index, run) in runs.iter().enumerate() {
            let last = index + 1 == runs.len();
            for (place, (point, number)) in run.iter().enumerate() {
                if at == 0 || run.len() == 1 || (last && place + 1 == run.len()) {
                    body.push_str(&mark(at, self.x(point), self.y(*number), colour));
                }
            }
        }
    }

    /// The symbols published in place of figures, above the axis at their dates.
    fn symbols(&self, chart: &Chart, body: &mut String) {
        let mut used: Vec<(f64, f64)> = Vec::new();
        for (at, series) in chart.shown().iter().enumerate() {
            let without = series.points.iter().filter(|point| point.drawn().is_none());
            for point in without {
                let x = self.x(point);
                let above = used
                    .iter()
                    .filter(|(other, _)| (other - x).abs() < 12.0)
                    .count();
                let y = (0..above).fold(BOTTOM - 6.0, |y, _| y - LINE);
                used.push((x, y));
                let weight = if at == 0 {
                    r#" font-weight="bold""#
                } else {
                    ""
                };
                // A range or a text too long for its place is in the table.
                let text = if point.number.is_none() && point.text.chars().count() <= 9 {
                    point.text.as_str()
                } else {
                    "…"
                };
                let _ = write!(
                    body,
                    r#"<text x="{x:.1}" y="{y:.1}" text-anchor="middle" fill="{}"{weight}>{}</text>"#,
                    STYLES[at].2,
                    escaped(text)
                );
            }
        }
    }

    /// Each series' name and latest figure at the end of its line.
    fn labels(&self, chart: &Chart, body: &mut String) {
        let ends: Vec<(usize, f64, f64, Vec<String>)> = chart
            .shown()
            .iter()
            .enumerate()
            .filter_map(|(at, series)| {
                let (point, number) = runs(&series.points).pop()?.pop()?;
                let label = format!("{} {}", series.name, point.text);
                Some((
                    at,
                    self.x(point),
                    self.y(number),
                    labels::lines(&label, LONGEST),
                ))
            })
            .collect();
        let wanted: Vec<f64> = ends.iter().map(|(_, _, y, _)| *y).collect();
        let heights: Vec<f64> = ends
            .iter()
            .map(|(.., lines)| lines.iter().map(|_| LINE).sum::<f64>() + 3.0)
            .collect();
        let placed = labels::apart(&wanted, &heights, TOP - 12.0, BOTTOM + 12.0);
        for (((at, x, y, lines), middle), height) in ends.iter().zip(placed).zip(heights) {
            let colour = STYLES[*at].2;
            let start = self.right + 16.0;
            let _ = write!(
                body,
                r#"<line x1="{:.1}" y1="{y:.1}" x2="{:.1}" y2="{middle:.1}" stroke="{colour}" stroke-width="0.75"/>"#,
                x + 5.0,
                start - 3.0
            );
            let weight = if *at == 0 {
                r#" font-weight="bold""#
            } else {
                ""
            };
            let _ = write!(body, r#"<text fill="{colour}"{weight}>"#);
            let mut base = middle - height / 2.0 + 13.0;
            for line in lines {
                let _ = write!(
                    body,
                    r#"<tspan x="{start:.1}" y="{base:.1}">{}</tspan>"#,
                    escaped(line)
                );
                base += LINE;
            }
            body.push_str("</text>");
        }
    }
}

/// Figures that are joined to the one before: neither a symbol nor a missing
/// figure between them.
fn runs(points: &[Point]) -> Vec<Vec<(&Point, f64)>> {
    let mut runs: Vec<Vec<(&Point, f64)>> = Vec::new();
    let mut before: Option<&Point> = None;
    for point in points {
        let joined = before.is_some_and(|before| {
            let days = before
                .on
                .until(point.on)
                .map_or(i32::MAX, |span| span.get_days());
            before.drawn().is_some() && days <= JOINED_DAYS
        });
        if let Some(number) = point.drawn() {
            match runs.last_mut() {
                Some(run) if joined => run.push((point, number)),
                _ => runs.push(vec![(point, number)]),
            }
        }
        before = Some(point);
    }
    runs
}

/// A mark of the series' own shape.
fn mark(at: usize, x: f64, y: f64, colour: &str) -> String {
    match at {
        0 => format!(r#"<circle cx="{x:.1}" cy="{y:.1}" r="4" fill="{colour}"/>"#),
        1 => format!(
            r##"<rect x="{:.1}" y="{:.1}" width="8" height="8" fill="#ffffff" stroke="{colour}" stroke-width="2"/>"##,
            x - 4.0,
            y - 4.0
        ),
        2 => format!(
            r##"<path d="M{x:.1} {:.1}l5 9h-10z" fill="#ffffff" stroke="{colour}" stroke-width="2"/>"##,
            y - 6.0
        ),
        _ => format!(
            r##"<path d="M{x:.1} {:.1}l5.5 5.5-5.5 5.5-5.5-5.5z" fill="#ffffff" stroke="{colour}" stroke-width="2"/>"##,
            y - 5.5
        ),
    }
}

fn letters(text: &str) -> f64 {
    text.chars().map(|_| LETTER).sum()
}
