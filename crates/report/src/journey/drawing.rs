//! The journey as SVG. Every band carries its name and every mark its shape, so
//! that nothing depends on colour.

use std::fmt::Write as _;

use jiff::civil::Date;
use record::body::{Grade, ReviewForm};

use super::{Band, Journey, Mark};

const WIDTH: u32 = 680;
const LEFT: f64 = 8.0;
const RIGHT: f64 = 672.0;
const BAND: f64 = 19.0;
const LANE: f64 = 22.0;
/// Width of a letter of 13 px Liberation Sans, on the generous side.
const LETTER: f64 = 7.2;

/// The picture, its width and its height in CSS pixels.
pub(super) fn svg(journey: &Journey) -> (String, u32, u32) {
    let scale = Scale::of(journey);
    let mut body = String::new();
    let mut top = 18.0;
    for (title, bands) in [
        ("Overall judgement", &journey.judgements),
        ("Intervention and what followed", &journey.interventions),
        ("Boards", &journey.boards),
    ] {
        if bands.is_empty() {
            continue;
        }
        heading(&mut body, title, top);
        top += 6.0;
        top = lanes(&mut body, &scale, bands, top) + 18.0;
    }
    if !journey.reviews.is_empty() {
        heading(&mut body, "Reviews and visits", top);
        top = marks(&mut body, &scale, &journey.reviews, top + 6.0) + 8.0;
    }
    let height = top + 26.0;
    let axis = axis(&scale, top);
    let svg = format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0}" width="{WIDTH}" height="{height:.0}" font-family="Liberation Sans, Arial, Helvetica, sans-serif" font-size="13" fill="#0b0c0c">{axis}{body}</svg>"##
    );
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a few hundred pixels"
    )]
    let height = height as u32;
    (svg, WIDTH, height)
}

/// Years across the picture.
struct Scale {
    from: i16,
    to: i16,
}

impl Scale {
    fn of(journey: &Journey) -> Self {
        let to = journey.until.year() + 1;
        let from = journey.starts().map_or(to - 1, Date::year).min(to - 1);
        Self { from, to }
    }

    fn x(&self, date: Date) -> f64 {
        let year = f64::from(date.year()) + f64::from(date.day_of_year() - 1) / 365.25;
        let along = (year - f64::from(self.from)) / f64::from(self.to - self.from);
        LEFT + along.clamp(0.0, 1.0) * (RIGHT - LEFT)
    }
}

fn heading(body: &mut String, text: &str, y: f64) {
    let _ = write!(
        body,
        r#"<text x="{LEFT}" y="{y:.0}" font-weight="bold">{}</text>"#,
        escaped(text)
    );
}

/// One lane for bands whose names fit inside them; a lane of its own for any
/// other, with its name beside it.
fn lanes(body: &mut String, scale: &Scale, bands: &[Band], top: f64) -> f64 {
    let first_x = |band: &Band| scale.x(band.from.counts_as());
    let last_x = |band: &Band| band.to.map_or(RIGHT, |to| scale.x(to.counts_as()));
    let fits = |band: &Band| {
        let wide = last_x(band) - first_x(band);
        wide >= letters(&band.name) + 12.0
    };
    let one_lane =
        bands.iter().all(fits) && bands.is_sorted_by(|a, b| last_x(a) <= first_x(b) + 0.5);
    let mut y = top;
    for band in bands {
        draw(body, band, first_x(band), last_x(band), y, fits(band));
        if !one_lane {
            y += LANE;
        }
    }
    if one_lane { y + LANE } else { y }
}

fn draw(body: &mut String, band: &Band, from: f64, to: f64, y: f64, inside: bool) {
    let (fill, ink) = colours(band.grade);
    let wide = (to - from).max(3.0);
    let _ = write!(
        body,
        r##"<rect x="{from:.1}" y="{y:.0}" width="{wide:.1}" height="{BAND}" fill="{fill}" stroke="#0b0c0c" stroke-width="1"/>"##
    );
    let base = y + 14.0;
    let name = escaped(&band.name);
    let _ = if inside {
        write!(
            body,
            r#"<text x="{:.1}" y="{base:.1}" fill="{ink}">{name}</text>"#,
            from + 6.0
        )
    } else if to + 6.0 + letters(&band.name) <= RIGHT {
        write!(
            body,
            r#"<text x="{:.1}" y="{base:.1}">{name}</text>"#,
            to + 6.0
        )
    } else {
        write!(
            body,
            r#"<text x="{:.1}" y="{base:.1}" text-anchor="end">{name}</text>"#,
            from - 6.0
        )
    };
}

/// Fill and ink. Light to dark by grade, so that greyscale keeps the order;
/// the name stands in every band.
const fn colours(grade: Option<Grade>) -> (&'static str, &'static str) {
    match grade {
        Some(Grade::Outstanding) => ("#ffffff", "#0b0c0c"),
        Some(Grade::Good) => ("#cfe3ee", "#0b0c0c"),
        Some(Grade::Adequate) => ("#b9d0df", "#0b0c0c"),
        Some(Grade::RequiresImprovement) => ("#5d86a3", "#0b0c0c"),
        Some(Grade::Inadequate) => ("#12436d", "#ffffff"),
        None => ("#e8e8e8", "#0b0c0c"),
    }
}

/// A mark for each review: a square for a graded inspection, a circle for any
/// other look, numbered as in the list below the picture.
fn marks(body: &mut String, scale: &Scale, marks: &[Mark], top: f64) -> f64 {
    let mut lane_ends: Vec<f64> = Vec::new();
    for (number, mark) in (1..).zip(marks) {
        let x = scale.x(mark.on).clamp(LEFT + 10.0, RIGHT - 10.0);
        let lane = lane_ends.iter().position(|end| *end + 2.0 <= x - 10.0);
        let lane = lane.unwrap_or_else(|| {
            lane_ends.push(0.0);
            lane_ends.len() - 1
        });
        lane_ends[lane] = x + 10.0;
        #[expect(clippy::cast_precision_loss, reason = "a handful of lanes")]
        let y = top + lane as f64 * 21.0 + 11.0;
        let graded = mark.form == ReviewForm::Inspection;
        let _ = if graded {
            write!(
                body,
                r##"<rect x="{:.1}" y="{:.1}" width="20" height="20" fill="#12436d"/>"##,
                x - 10.0,
                y - 10.0
            )
        } else {
            write!(
                body,
                r##"<circle cx="{x:.1}" cy="{y:.1}" r="9.5" fill="#ffffff" stroke="#12436d" stroke-width="1.5"/>"##
            )
        };
        let ink = if graded { "#ffffff" } else { "#0b0c0c" };
        let _ = write!(
            body,
            r#"<text x="{x:.1}" y="{:.1}" font-size="11" text-anchor="middle" fill="{ink}">{number}</text>"#,
            y + 4.0
        );
    }
    #[expect(clippy::cast_precision_loss, reason = "a handful of lanes")]
    let used = lane_ends.len() as f64 * 21.0;
    top + used
}

fn axis(scale: &Scale, bottom: f64) -> String {
    let mut axis = String::new();
    let years = scale.to - scale.from;
    let step = if years > 8 { 2 } else { 1 };
    for year in scale.from..=scale.to {
        let along = f64::from(year - scale.from) / f64::from(years);
        let x = LEFT + along * (RIGHT - LEFT);
        let _ = write!(
            axis,
            r##"<line x1="{x:.1}" y1="6" x2="{x:.1}" y2="{bottom:.0}" stroke="#d0d3d4" stroke-width="1"/>"##
        );
        if (year - scale.from) % step == 0 && year < scale.to {
            let _ = write!(
                axis,
                r#"<text x="{x:.1}" y="{:.0}">{year}</text>"#,
                bottom + 16.0
            );
        }
    }
    axis
}

#[expect(clippy::cast_precision_loss, reason = "a name has few letters")]
fn letters(name: &str) -> f64 {
    name.chars().count() as f64 * LETTER
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
