//! A funnel: every authority's figure against its size, within the limits that chance
//! and the usual spread between authorities give. One is marked by a diamond and its
//! name, others that matter to it by squares; the rest are rings.

use std::fmt::Write as _;

use statistics::funnel::{Bound, Funnel};

use super::axis::Values;
use crate::wording;
use crate::write::text::escaped;

const INK: &str = "#0b0c0c";
const LEFT: f64 = 62.0;
const RIGHT: f64 = 610.0;
const TOP: f64 = 34.0;
const BOTTOM: f64 = 286.0;
/// Pieces of a curve of limits.
const PIECES: u32 = 60;

/// What a mark of the funnel is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// The authority whose page it is.
    Own,
    /// One of its neighbours.
    Neighbour,
    /// Any other.
    Other,
}

/// What is drawn round the funnel.
#[derive(Clone, Copy, Debug)]
pub struct Labels<'a> {
    /// What it shows.
    pub title: &'a str,
    /// The same in a sentence or two.
    pub description: &'a str,
    /// What the values are: "Per cent".
    pub unit: &'a str,
    /// What the sizes are: "Referrals in the year".
    pub size: &'a str,
    /// The name of the authority that is marked.
    pub own: &'a str,
    /// By how much values are multiplied: 100 for proportions shown as per cent.
    pub scale: f64,
}

/// The picture, 640 by 360: one point and one mark for each unit of the funnel, whose
/// sizes are `sizes`.
#[must_use]
pub fn funnel(
    funnel: &Funnel,
    sizes: &[Option<f64>],
    marks: &[Mark],
    labels: &Labels<'_>,
) -> String {
    let largest = sizes.iter().flatten().copied().fold(1.0_f64, f64::max);
    let shown = |point: &statistics::funnel::Point| point.value.map(|v| v * labels.scale);
    let numbers: Vec<f64> = funnel.points.iter().filter_map(shown).collect();
    let values = Values::over(numbers, false);
    let widths = Values::over(vec![0.0, largest], true);
    let x = |size: f64| LEFT + widths.along(size) * (RIGHT - LEFT);
    let y = |value: f64| BOTTOM - values.along(value) * (BOTTOM - TOP);
    let mut body = String::new();
    axes(&values, &widths, labels, &mut body, x, y);
    if marks.contains(&Mark::Neighbour) {
        let _ = write!(
            body,
            r#"<text x="450" y="352" font-size="12">Squares: neighbours.</text>"#
        );
    }
    if let Some(target) = funnel.target {
        let y = y(target * labels.scale);
        let _ = write!(
            body,
            r##"<line x1="{LEFT}" y1="{y:.1}" x2="{RIGHT}" y2="{y:.1}" stroke="#4f5b66"/>"##
        );
    }
    for (bound, dash) in [
        (Bound::P95, r#" stroke-dasharray="4 4""#),
        (Bound::P998, ""),
    ] {
        for upper in [false, true] {
            let points: Vec<String> = (1..=PIECES)
                .filter_map(|piece| {
                    // Closer together where the curves bend.
                    let along = f64::from(piece) / f64::from(PIECES);
                    let size = largest * along * along;
                    let (low, high) = funnel.limits_at(size)?.at(bound);
                    let value = if upper { high } else { low } * labels.scale;
                    // Beyond the picture a curve is left out, not bent along its edge.
                    (values.low..=values.high)
                        .contains(&value)
                        .then(|| format!("{:.1},{:.1}", x(size), y(value)))
                })
                .collect();
            let _ = write!(
                body,
                r##"<polyline points="{}" fill="none" stroke="#4f5b66"{dash}/>"##,
                points.join(" ")
            );
        }
    }
    for wanted in [Mark::Other, Mark::Neighbour, Mark::Own] {
        let units = funnel.points.iter().zip(sizes).zip(marks);
        for ((point, size), mark) in units.filter(|(_, mark)| **mark == wanted) {
            if let (Some(value), Some(size)) = (shown(point), size) {
                drawn(*mark, x(*size), y(value), labels.own, &mut body);
            }
        }
    }
    let (title, words) = (escaped(labels.title), escaped(labels.description));
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="funnel-svg-title funnel-svg-desc" viewBox="0 0 640 360" width="640" height="360" font-family="Liberation Sans, Arial, Helvetica, sans-serif" font-size="13" fill="{INK}"><title id="funnel-svg-title">{title}</title><desc id="funnel-svg-desc">{words}</desc>{body}</svg>"##
    )
}

fn axes(
    values: &Values,
    widths: &Values,
    labels: &Labels<'_>,
    body: &mut String,
    x: impl Fn(f64) -> f64,
    y: impl Fn(f64) -> f64,
) {
    let _ = write!(
        body,
        r#"<text x="0" y="14">{}</text>"#,
        escaped(labels.unit)
    );
    for tick in &values.ticks {
        let _ = write!(
            body,
            r##"<line x1="{LEFT}" y1="{0:.1}" x2="{RIGHT}" y2="{0:.1}" stroke="#e3e5e6"/><text x="{1:.1}" y="{2:.1}" text-anchor="end">{3}</text>"##,
            y(*tick),
            LEFT - 6.0,
            y(*tick) + 4.5,
            wording::grouped(*tick, values.decimals)
        );
    }
    let _ = write!(
        body,
        r##"<line x1="{LEFT}" y1="{BOTTOM}" x2="{RIGHT}" y2="{BOTTOM}" stroke="{INK}"/>"##
    );
    for tick in &widths.ticks {
        let _ = write!(
            body,
            r#"<text x="{:.1}" y="{:.1}" text-anchor="middle">{}</text>"#,
            x(*tick),
            BOTTOM + 18.0,
            wording::grouped(*tick, widths.decimals)
        );
    }
    let _ = write!(
        body,
        r##"<text x="{LEFT}" y="{:.1}">{}</text><text x="{LEFT}" y="352" font-size="12">Solid curves: 998 in 1,000 lie within. Dashed: 95 in 100.</text>"##,
        BOTTOM + 38.0,
        escaped(labels.size)
    );
}

fn drawn(mark: Mark, x: f64, y: f64, name: &str, body: &mut String) {
    let _ = match mark {
        Mark::Other => write!(
            body,
            r##"<circle cx="{x:.1}" cy="{y:.1}" r="3" fill="none" stroke="#4f5b66"/>"##
        ),
        Mark::Neighbour => write!(
            body,
            r##"<rect x="{:.1}" y="{:.1}" width="7" height="7" fill="#5694ca" stroke="{INK}"/>"##,
            x - 3.5,
            y - 3.5
        ),
        Mark::Own => {
            let (at, anchor) = if x > RIGHT - 90.0 {
                (x - 10.0, "end")
            } else {
                (x + 10.0, "start")
            };
            write!(
                body,
                r##"<path d="M{x:.1} {:.1}l7 7-7 7-7-7z" fill="#f47738" stroke="{INK}"/><text x="{at:.1}" y="{:.1}" text-anchor="{anchor}" font-weight="bold">{}</text>"##,
                y - 7.0,
                y + 4.5,
                escaped(name)
            )
        }
    };
}
