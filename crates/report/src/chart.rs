//! A line chart of up to four series over the years, with the same figures in a
//! table and in words.
//!
//! Series are told apart by weight, dash, the shape of their marks and a label at
//! the end of each line, never by colour alone. A line breaks where a figure is
//! missing; where a symbol was published, the symbol is printed at its date.

mod axis;
mod control;
mod drawing;
mod funnel;
mod labels;

pub use control::{control, small};
pub use funnel::{Labels as FunnelLabels, Mark, funnel};

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::tree::{Cell, Column, Figure, Inline, Table};
use crate::wording;

/// How many series one chart can hold: more could not be told apart.
pub const MOST_SERIES: usize = 4;

/// Numbers beyond this are not drawn; nothing counted here comes near.
const LARGEST: f64 = 1e15;

/// What is to be drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// A name for the picture's parts, unlike any other on its page: letters,
    /// digits and hyphens.
    pub id: String,
    /// What is shown: `Re-referrals, Coventry`.
    pub title: String,
    /// What the values are, for the head of the axis: `per cent`.
    pub unit: String,
    /// What a period is: `year to 31 March`.
    pub basis: String,
    /// Decimal places of the figures.
    pub decimals: u8,
    /// Whether the axis starts at nought: so for shares and counts.
    pub from_zero: bool,
    /// The series, the chart's own one first; those beyond [`MOST_SERIES`] are
    /// left out.
    pub series: Vec<Series>,
}

/// The figures of one area.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Whose figures: `Coventry`, `England`.
    pub name: String,
    /// Its figures, the earliest first.
    pub points: Vec<Point>,
}

/// A figure at a date.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// The last day of its period.
    pub on: Date,
    /// Its period in words: `year to 31 March 2017`.
    pub when: String,
    /// The figure as it is written: `23.8%`, or the symbol in its place.
    pub text: String,
    /// The figure as a number; absent for a symbol.
    pub number: Option<f64>,
}

impl Point {
    /// The number, if it can be drawn.
    fn drawn(&self) -> Option<f64> {
        self.number
            .filter(|number| number.is_finite() && number.abs() <= LARGEST)
    }
}

impl Chart {
    /// The series that are shown.
    fn shown(&self) -> &[Series] {
        self.series.get(..MOST_SERIES).unwrap_or(&self.series)
    }

    /// The picture with its text alternative, for a page or paper.
    #[must_use]
    pub fn figure(&self) -> Figure {
        let (svg, width, height) = drawing::svg(self);
        Figure {
            svg,
            alt: self.alternative(),
            title: self.title.clone(),
            description: self.description(),
            caption: vec![Inline::text(self.title.clone())],
            width,
            height,
        }
    }

    /// The figures of the picture: a row for each period, a column for each series.
    #[must_use]
    pub fn table(&self) -> Table {
        let mut periods: BTreeMap<(Date, &str), Vec<Option<&str>>> = BTreeMap::new();
        let series = self.shown();
        for (column, line) in series.iter().enumerate() {
            for point in &line.points {
                let row = periods
                    .entry((point.on, &point.when))
                    .or_insert_with(|| vec![None; series.len()]);
                row[column] = Some(&point.text);
            }
        }
        let heads = series.iter().map(|line| Cell::plain(line.name.as_str()));
        let rows = periods.into_iter().map(|((_, when), values)| {
            let values = values
                .into_iter()
                .map(|value| Cell::plain(value.unwrap_or("not held")));
            std::iter::once(Cell::plain(wording::upper_first(when)))
                .chain(values)
                .collect()
        });
        Table {
            caption: vec![Inline::text(self.title.clone())],
            header: std::iter::once(Cell::plain("Period"))
                .chain(heads)
                .collect(),
            rows: rows.collect(),
            row_headers: true,
            columns: std::iter::once(Column::Text)
                .chain(series.iter().map(|_| Column::Number))
                .collect(),
            below: Vec::new(),
        }
    }

    /// What the picture shows at a glance: the latest figure of each series.
    fn alternative(&self) -> String {
        let latest: Vec<String> = self
            .shown()
            .iter()
            .filter_map(|line| {
                let last = line.points.last()?;
                Some(format!("{} {}, {}", line.name, last.text, last.when))
            })
            .collect();
        if latest.is_empty() {
            return format!("Line chart without figures: {}.", self.title);
        }
        format!("Line chart: {}. Latest: {}.", self.title, latest.join("; "))
    }

    /// Every figure of the chart's own series, and the span of the others.
    fn description(&self) -> String {
        let mut sentences = Vec::new();
        for (at, line) in self.shown().iter().enumerate() {
            let [first, .., last] = line.points.as_slice() else {
                if let [only] = line.points.as_slice() {
                    sentences.push(format!("{}: {} ({}).", line.name, only.text, only.when));
                }
                continue;
            };
            if at == 0 {
                let all: Vec<String> = line
                    .points
                    .iter()
                    .map(|point| format!("{} ({})", point.text, point.when))
                    .collect();
                sentences.push(format!("{}: {}.", line.name, all.join(", ")));
            } else {
                sentences.push(format!(
                    "{}: from {} ({}) to {} ({}).",
                    line.name, first.text, first.when, last.text, last.when
                ));
            }
        }
        sentences.join(" ")
    }
}

#[cfg(test)]
mod tests;
