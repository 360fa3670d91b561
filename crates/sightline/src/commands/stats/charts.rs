//! `sightline stats run`, `i`, `p`, `pp`, `u`, `up`, `c`, `g` and `t`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use clap::Args;
use serde::Serialize;
use statistics::shewhart::{self, Chart, ChartError, Options, Part};

use super::answers::{Asked, answer, cell, given};
use super::cases::{Case, CaseError};
use super::fields::{Form, charted};
use crate::failure::Failure;

/// What a run or control chart is asked with: of a CSV, and of every JSON case
/// that does not say otherwise.
#[derive(Debug, Args)]
pub(crate) struct Charted {
    #[command(flatten)]
    asked: Asked,
    /// Points the centre and limits come from
    #[arg(long)]
    freeze: Option<usize>,
    /// Number of points before each new part, separated by commas
    #[arg(long, alias = "part_after", value_delimiter = ',')]
    part_after: Vec<usize>,
    /// Points that count for nothing, from 0, separated by commas
    #[arg(long, value_delimiter = ',')]
    exclude: Vec<usize>,
    /// Leave outlying moving ranges out of the limits
    #[arg(long, num_args = 0..=1, default_missing_value = "true")]
    screen: Option<bool>,
    /// How the points come about: flow, stock, rolling, year_to_date
    #[arg(long, value_name = "FORM")]
    series: Option<String>,
}

/// The fields a case may have.
const FIELDS: [&str; 8] = [
    "y",
    "values",
    "n",
    "freeze",
    "part_after",
    "exclude",
    "screen",
    "series",
];

/// Answers the cases of the files with a chart of one form.
pub(crate) fn charts(form: shewhart::Form, arguments: &Charted) -> Result<(), Failure> {
    let mut options = BTreeMap::new();
    given(&mut options, "freeze", &arguments.freeze);
    given(&mut options, "screen", &arguments.screen);
    given(&mut options, "series", &arguments.series);
    if !arguments.part_after.is_empty() {
        given(&mut options, "part_after", &Some(&arguments.part_after));
    }
    if !arguments.exclude.is_empty() {
        given(&mut options, "exclude", &Some(&arguments.exclude));
    }
    let one = |case: &Case| one(form, case);
    answer(&arguments.asked, "cases", &options, &FIELDS, one, table)
}

/// An answer as written.
#[derive(Serialize)]
struct Answer {
    id: String,
    y: Vec<Option<f64>>,
    centre: Vec<Option<f64>>,
    lower: Vec<Option<f64>>,
    upper: Vec<Option<f64>>,
    signal: Vec<bool>,
    runs: Vec<Runs>,
}

/// The runs of one part, as written.
#[derive(Serialize)]
struct Runs {
    part: usize,
    useful: usize,
    longest: Option<usize>,
    longest_max: Option<usize>,
    crossings: Option<usize>,
    crossings_min: Option<usize>,
    signal: bool,
    /// For the table alone.
    #[serde(skip)]
    statement: String,
}

impl From<(usize, &Part)> for Runs {
    fn from((at, part): (usize, &Part)) -> Self {
        let found = part.runs.found;
        Self {
            part: at + 1,
            useful: part.runs.useful,
            longest: found.map(|found| found.longest),
            longest_max: found.map(|found| found.longest_max),
            crossings: found.map(|found| found.crossings),
            crossings_min: found.map(|found| found.crossings_min),
            signal: part.runs.signal(),
            statement: part.runs.statement(),
        }
    }
}

fn one(form: shewhart::Form, case: &Case) -> Result<Answer, CaseError> {
    let field = if case.has("y") || !case.has("values") {
        "y"
    } else {
        "values"
    };
    let y = case.series(field)?;
    let n = case.maybe_series("n")?;
    charted(case.maybe::<Form>("series", Form::WANTED)?)?;
    let options = Options {
        freeze: case.maybe("freeze", "a whole number")?,
        part_after: case.places("part_after")?,
        exclude: case.places("exclude")?,
        screen: case.maybe("screen", "true or false")?.unwrap_or(false),
        never_narrower: false,
    };
    let chart = shewhart::chart(form, &y, n.as_deref(), &options).map_err(|error| match error {
        ChartError::NoDenominators | ChartError::Lengths { .. } => CaseError::field("n", error),
        ChartError::Freeze => CaseError::field("freeze", error),
        ChartError::Point { row, reason } => CaseError::row(field, row, reason),
    })?;
    Ok(written(case, chart))
}

fn written(case: &Case, chart: Chart) -> Answer {
    Answer {
        id: case.id.clone(),
        runs: chart.parts.iter().enumerate().map(Runs::from).collect(),
        y: chart.plotted,
        centre: chart.centre,
        lower: chart.lower,
        upper: chart.upper,
        signal: chart.signal,
    }
}

/// The answer for reading: what the runs say, then a line for each point.
fn table(answer: &Answer) -> String {
    let mut text = format!("{}\n", answer.id);
    for runs in &answer.runs {
        let _ = writeln!(text, "Part {}: {}", runs.part, runs.statement);
    }
    let _ = writeln!(
        text,
        "{:>5} {:>12} {:>12} {:>12} {:>12}",
        "row", "value", "centre", "lower", "upper"
    );
    let at = |list: &[Option<f64>], row: usize| cell(list.get(row).copied().flatten());
    for (row, signal) in answer.signal.iter().enumerate() {
        let _ = writeln!(
            text,
            "{:>5} {:>12} {:>12} {:>12} {:>12}{}",
            row + 1,
            at(&answer.y, row),
            at(&answer.centre, row),
            at(&answer.lower, row),
            at(&answer.upper, row),
            if *signal { "  outside" } else { "" }
        );
    }
    text
}
