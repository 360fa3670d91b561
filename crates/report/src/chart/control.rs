//! A process-control chart and its small form: the figures in order, the mean and the
//! limits of each group, the target, the points that chance does not explain, and
//! where the definition changed.
//!
//! A signal is told by the shape of its mark, and a limit by its dash: colour only
//! helps. Limits are drawn as worked out, never cut off at 0 or 100 %.

use std::fmt::Write as _;

use statistics::rule_set::LEAST_FOR_A_JUDGEMENT;
use statistics::xmr::{Group, Kind};

use super::axis::Values;
use crate::measured::{Anew, Measured};
use crate::wording;
use crate::write::text::escaped;

const LINE: &str = "#4f5b66";
const INK: &str = "#0b0c0c";

/// Where things stand in a picture.
struct Frame {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    values: Values,
    places: f64,
}

impl Frame {
    #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^53 periods")]
    fn x(&self, place: usize) -> f64 {
        self.left + (place as f64 + 0.5) / self.places * (self.right - self.left)
    }

    fn y(&self, value: f64) -> f64 {
        self.bottom - self.values.along(value) * (self.bottom - self.top)
    }

    fn half(&self) -> f64 {
        (self.right - self.left) / self.places / 2.0
    }
}

/// The values from bottom to top: figures, limits and target.
fn values(measured: &Measured<'_>) -> Values {
    let mut numbers: Vec<f64> = measured.values().into_iter().flatten().collect();
    if let Ok(chart) = &measured.chart {
        let limited = |group: &&Group| group.values >= LEAST_FOR_A_JUDGEMENT;
        for group in chart.groups.iter().filter(limited) {
            numbers.extend(group.limits.mean);
            if let Some(spread) = group.limits.spread {
                numbers.extend([spread.lower, spread.upper]);
            }
        }
    }
    numbers.extend(measured.target.map(|target| target.body.value));
    Values::over(numbers, false)
}

#[expect(clippy::cast_precision_loss, reason = "far fewer than 2^53 periods")]
fn frame(measured: &Measured<'_>, corners: [f64; 4]) -> Frame {
    let [left, top, right, bottom] = corners;
    Frame {
        left,
        right,
        top,
        bottom,
        values: values(measured),
        places: measured.places.len().max(1) as f64,
    }
}

/// The chart of a page, 640 by 360. `id` names its parts, unlike any other on the page;
/// `name` is whose figures of what.
#[must_use]
pub fn control(measured: &Measured<'_>, id: &str, name: &str) -> String {
    let frame = frame(measured, [62.0, 34.0, 548.0, 286.0]);
    let mut body = String::new();
    axes(measured, &frame, &mut body);
    limits(measured, &frame, &mut body, true);
    target(measured, &frame, &mut body, true);
    definitions(measured, &frame, &mut body, true);
    rebased(measured, &frame, &mut body, true);
    line(measured, &frame, &mut body, 1.5);
    for (at, place) in measured.places.iter().enumerate() {
        if let Some(value) = place.number() {
            body.push_str(&mark(measured.kind(at), frame.x(at), frame.y(value), 1.0));
        }
    }
    legend(measured, &mut body);
    let (id, title) = (escaped(id), escaped(name));
    let description = described(measured);
    let words = escaped(&description);
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{id}-svg-title {id}-svg-desc" viewBox="0 0 640 360" width="640" height="360" font-family="Liberation Sans, Arial, Helvetica, sans-serif" font-size="13" fill="{INK}"><title id="{id}-svg-title">{title}</title><desc id="{id}-svg-desc">{words}</desc>{body}</svg>"##
    )
}

/// The small form, 280 by 84, without axes.
#[must_use]
pub fn small(measured: &Measured<'_>, id: &str, name: &str) -> String {
    let frame = frame(measured, [2.0, 8.0, 270.0, 76.0]);
    let mut body = String::new();
    limits(measured, &frame, &mut body, false);
    target(measured, &frame, &mut body, false);
    definitions(measured, &frame, &mut body, false);
    rebased(measured, &frame, &mut body, false);
    line(measured, &frame, &mut body, 1.5);
    let last = measured.places.iter().rposition(|p| p.number().is_some());
    for (at, place) in measured.places.iter().enumerate() {
        let kind = measured.kind(at);
        let marked = !matches!(kind, None | Some(Kind::Common)) || Some(at) == last;
        if let Some(value) = place.number().filter(|_| marked) {
            let size = if Some(at) == last { 1.0 } else { 0.6 };
            body.push_str(&mark(kind, frame.x(at), frame.y(value), size));
        }
    }
    let (id, title) = (escaped(id), escaped(name));
    let description = described(measured);
    let words = escaped(&description);
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{id}-svg-title {id}-svg-desc" viewBox="0 0 280 84" width="280" height="84"><title id="{id}-svg-title">{title}</title><desc id="{id}-svg-desc">{words}</desc>{body}</svg>"##
    )
}

/// What the picture shows, in words: what is said of it, the latest figure, the mean
/// and limits, the target, and what is missing.
fn described(measured: &Measured<'_>) -> String {
    let mut sentences = vec![measured.statement()];
    if let Some(latest) = measured.latest() {
        sentences.push(format!(
            "Latest: {}, {}.",
            wording::value(latest.body, measured.measure.body),
            latest.body.period.in_words()
        ));
    }
    if let Some(run) = measured.run_chart() {
        sentences.push(format!("Median {}.", measured.written(run.median)));
    }
    let last = measured.chart.as_ref().ok().and_then(|c| c.groups.last());
    if let Some(group) = last.filter(|group| group.values >= LEAST_FOR_A_JUDGEMENT) {
        if let Some(mean) = group.limits.mean {
            sentences.push(format!("Mean {}.", measured.written(mean)));
        }
        if let Some(spread) = group.limits.spread {
            sentences.push(format!(
                "Limits {} to {}.",
                measured.written(spread.lower),
                measured.written(spread.upper)
            ));
        }
    }
    sentences.extend(measured.rebases.iter().map(Anew::in_words));
    sentences.extend(measured.target_in_words().map(|t| format!("Target {t}.")));
    sentences.join(" ")
}

fn axes(measured: &Measured<'_>, frame: &Frame, body: &mut String) {
    let unit = wording::upper_first(wording::unit_name(measured.measure.body.unit));
    let _ = write!(body, r#"<text x="0" y="14">{}</text>"#, escaped(&unit));
    for tick in &frame.values.ticks {
        let y = frame.y(*tick);
        let number = wording::grouped(*tick, frame.values.decimals);
        let _ = write!(
            body,
            r##"<line x1="{:.1}" y1="{y:.1}" x2="{:.1}" y2="{y:.1}" stroke="#e3e5e6"/><text x="{:.1}" y="{:.1}" text-anchor="end">{number}</text>"##,
            frame.left,
            frame.right,
            frame.left - 6.0,
            y + 4.5
        );
    }
    let bottom = frame.bottom;
    let _ = write!(
        body,
        r##"<line x1="{:.1}" y1="{bottom}" x2="{:.1}" y2="{bottom}" stroke="{INK}"/>"##,
        frame.left, frame.right
    );
    // A year's number under its first period, as far as there is room.
    let mut free = f64::NEG_INFINITY;
    let mut year = None;
    for (at, place) in measured.places.iter().enumerate() {
        let this = place.last_day.year();
        if year == Some(this) {
            continue;
        }
        let begins = year.is_some() || place.last_day.month() == 1;
        year = Some(this);
        let x = frame.x(at) - frame.half();
        if !begins || x < free {
            continue;
        }
        free = x + 40.0;
        let _ = write!(
            body,
            r##"<line x1="{x:.1}" y1="{bottom}" x2="{x:.1}" y2="{:.1}" stroke="{INK}"/><text x="{:.1}" y="{:.1}">{this}</text>"##,
            bottom + 16.0,
            x + 3.0,
            bottom + 16.0
        );
    }
}

/// The mean and the limits of each group, and the median, dotted, of one too short for
/// limits.
fn limits(measured: &Measured<'_>, frame: &Frame, body: &mut String, labels: bool) {
    let Ok(chart) = &measured.chart else { return };
    let groups = chart.groups.len();
    for (at, group) in chart.groups.iter().enumerate() {
        let from = frame.x(group.points.start) - frame.half();
        let to = frame.x(group.points.end.saturating_sub(1)) + frame.half();
        let last = labels && at + 1 == groups;
        let mut draw = |value: f64, dash: &str, name: &str| {
            let y = frame.y(value);
            let _ = write!(
                body,
                r##"<line x1="{from:.1}" y1="{y:.1}" x2="{to:.1}" y2="{y:.1}" stroke="{LINE}"{dash}/>"##
            );
            if last {
                let _ = write!(
                    body,
                    r##"<text x="{:.1}" y="{:.1}" fill="{LINE}" font-size="12">{name} {}</text>"##,
                    frame.right + 4.0,
                    y + 4.0,
                    escaped(&measured.written(value))
                );
            }
        };
        let run = measured
            .run_charts
            .iter()
            .find(|run| run.points == group.points);
        if let Some(run) = run {
            draw(run.median, r#" stroke-dasharray="2 4""#, "Median");
        }
        if group.values < LEAST_FOR_A_JUDGEMENT {
            continue;
        }
        if let Some(mean) = group.limits.mean {
            draw(mean, "", "Mean");
        }
        if let Some(spread) = group.limits.spread {
            let dash = r#" stroke-dasharray="5 3""#;
            draw(spread.upper, dash, "Upper");
            draw(spread.lower, dash, "Lower");
        }
    }
}

fn target(measured: &Measured<'_>, frame: &Frame, body: &mut String, labels: bool) {
    let Some(target) = measured.target else {
        return;
    };
    let y = frame.y(target.body.value);
    let _ = write!(
        body,
        r##"<line x1="{:.1}" y1="{y:.1}" x2="{:.1}" y2="{y:.1}" stroke="#1d7068" stroke-width="2" stroke-dasharray="10 3 2 3"/>"##,
        frame.left, frame.right
    );
    if labels {
        let _ = write!(
            body,
            r##"<text x="{:.1}" y="{:.1}" fill="#1d7068" font-weight="bold" font-size="12">Target {}</text>"##,
            frame.left + 4.0,
            y - 4.0,
            escaped(&measured.written(target.body.value))
        );
    }
}

/// A word over the picture, beside an upright line and within the picture.
fn over(frame: &Frame, x: f64, words: &str, body: &mut String) {
    let (x, anchor) = if x > frame.right - 110.0 {
        (x - 6.0, r#" text-anchor="end""#)
    } else {
        (x + 6.0, "")
    };
    let y = frame.top - 8.0;
    let _ = write!(
        body,
        r#"<text x="{x:.1}" y="{y:.1}" font-size="12"{anchor}>{words}</text>"#
    );
}

fn definitions(measured: &Measured<'_>, frame: &Frame, body: &mut String, labels: bool) {
    for at in &measured.breaks {
        let x = frame.x(*at) - frame.half();
        let _ = write!(
            body,
            r##"<line x1="{x:.1}" y1="{:.1}" x2="{x:.1}" y2="{:.1}" stroke="{INK}" stroke-width="2"/>"##,
            frame.top - 6.0,
            frame.bottom
        );
        if labels {
            over(frame, x, "New definition", body);
        }
    }
}

/// Where somebody decided that the limits start anew: a short mark of its own over and
/// under the picture, numbered, with its reason as its name. The figures go on.
fn rebased(measured: &Measured<'_>, frame: &Frame, body: &mut String, labels: bool) {
    for (number, anew) in (1..).zip(&measured.rebases) {
        let x = frame.x(anew.place) - frame.half();
        let (top, bottom) = (frame.top - 6.0, frame.bottom);
        let why = escaped(&anew.in_words());
        let _ = write!(
            body,
            r##"<g><title>{why}</title><line x1="{x:.1}" y1="{top:.1}" x2="{x:.1}" y2="{bottom:.1}" stroke="{INK}" stroke-dasharray="1 3"/><path d="M{:.1} {top:.1}h8l-4 6z" fill="{INK}"/></g>"##,
            x - 4.0
        );
        if labels {
            over(frame, x, &format!("Limits anew ({number})"), body);
        }
    }
}

/// The figures joined, but not over a missing one or a changed definition.
fn line(measured: &Measured<'_>, frame: &Frame, body: &mut String, width: f64) {
    let mut points = String::new();
    let mut close = |points: &mut String| {
        if points.trim().contains(' ') {
            let _ = write!(
                body,
                r##"<polyline points="{}" fill="none" stroke="#12436d" stroke-width="{width}"/>"##,
                points.trim()
            );
        }
        points.clear();
    };
    for (at, place) in measured.places.iter().enumerate() {
        if measured.breaks.contains(&at) {
            close(&mut points);
        }
        match place.number() {
            Some(value) => {
                let _ = write!(points, "{:.1},{:.1} ", frame.x(at), frame.y(value));
            }
            None => close(&mut points),
        }
    }
    close(&mut points);
}

/// A mark of the kind's own shape: a disc for the usual variation, a square for
/// improvement, a diamond for concern, a triangle where neither way is better.
fn mark(kind: Option<Kind>, x: f64, y: f64, size: f64) -> String {
    let r = 5.5 * size;
    match kind {
        None | Some(Kind::Common) => {
            format!(
                r##"<circle cx="{x:.1}" cy="{y:.1}" r="{:.1}" fill="#12436d"/>"##,
                3.0 * size
            )
        }
        Some(Kind::Improvement) => format!(
            r##"<rect x="{:.1}" y="{:.1}" width="{:.1}" height="{:.1}" fill="#5694ca" stroke="{INK}"/>"##,
            x - r * 0.8,
            y - r * 0.8,
            r * 1.6,
            r * 1.6
        ),
        Some(Kind::Concern) => format!(
            r##"<path d="M{x:.1} {:.1}l{r:.1} {r:.1}-{r:.1} {r:.1}-{r:.1}-{r:.1}z" fill="#f47738" stroke="{INK}"/>"##,
            y - r
        ),
        Some(Kind::NeutralHigh) => format!(
            r##"<path d="M{x:.1} {:.1}l{r:.1} {:.1}h-{:.1}z" fill="#b58ac9" stroke="{INK}"/>"##,
            y - r,
            r * 1.8,
            r * 2.0
        ),
        Some(Kind::NeutralLow) => format!(
            r##"<path d="M{x:.1} {:.1}l{r:.1}-{:.1}h-{:.1}z" fill="#b58ac9" stroke="{INK}"/>"##,
            y + r,
            r * 1.8,
            r * 2.0
        ),
    }
}

/// The shapes that stand in the picture, and what they mean.
fn legend(measured: &Measured<'_>, body: &mut String) {
    let shapes = [
        (Kind::Common, "Usual variation"),
        (Kind::Improvement, "Improvement"),
        (Kind::Concern, "Concern"),
        (Kind::NeutralHigh, "Higher than usual"),
        (Kind::NeutralLow, "Lower than usual"),
    ];
    let mut x = 10.0;
    for (kind, name) in shapes {
        let there = (0..measured.places.len()).any(|at| measured.kind(at) == Some(kind));
        if there {
            body.push_str(&mark(Some(kind), x, 336.0, 1.0));
            let _ = write!(body, r#"<text x="{:.1}" y="340.5">{name}</text>"#, x + 10.0);
            x += 140.0;
        }
    }
}
