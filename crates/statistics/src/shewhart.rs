//! Run charts and the classical control charts, as the R package qicharts2 0.8
//! (Anhøj) computes them.
//!
//! A chart falls into *parts*, each with its own centre. The *baseline* of a part
//! is its points up to `freeze` (which is without effect where parts are asked
//! for) but for those excluded. Excluded points stay on the
//! chart and may signal; they count neither for the centre nor the limits nor the
//! runs, and the points on either side of one become neighbours. A missing value
//! is different: it keeps its place, and there is no moving range across it.

mod limits;
mod runs;

use std::ops::Range;

pub use self::runs::{Found, LEAST_FOR_A_CLAIM, Runs};

/// Numbers beyond this are refused, as on an XmR chart.
pub use crate::xmr::LARGEST_VALUE;

/// Which chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Median and runs, no limits: short series, and any distribution.
    Run,
    /// Individual values: limits from moving ranges.
    I,
    /// Proportions: binomial limits.
    P,
    /// Proportions, limits widened or narrowed by the variation between points
    /// (Laney 2002, *Quality Engineering* 14).
    PPrime,
    /// Rates: Poisson limits.
    U,
    /// Rates, limits as for p′.
    UPrime,
    /// Counts: Poisson limits.
    C,
    /// Cases between events: geometric limits about the mean, with the median as
    /// centre.
    G,
    /// Time between events: an I chart of the 3.6th root (Nelson 1994, *Journal of
    /// Quality Technology* 26).
    T,
}

impl Form {
    /// Whether it is made of numerators and denominators.
    pub const fn needs_denominators(self) -> bool {
        matches!(self, Self::P | Self::PPrime | Self::U | Self::UPrime)
    }
}

/// What a chart is asked.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// How many points the centre and limits come from; without effect where parts
    /// are asked for.
    pub freeze: Option<usize>,
    /// The number of points before each new part. 0, and numbers beyond the
    /// series, change nothing.
    pub part_after: Vec<usize>,
    /// Points (from 0) that count for nothing but are shown.
    pub exclude: Vec<usize>,
    /// Whether moving ranges of 3.267 times their mean and more are left out of
    /// the limits of I, t, p′ and u′ charts.
    pub screen: bool,
    /// Whether the limits of p′ and u′ charts may only be wider than those of p
    /// and u. A spread under what chance alone gives is chance itself, so pages ask
    /// for this; qicharts2 does not.
    pub never_narrower: bool,
}

/// A chart worked out: one element a point.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// What is plotted: a value, a proportion, a rate. None where the value or the
    /// denominator is missing, or the denominator 0.
    pub plotted: Vec<Option<f64>>,
    /// The centre line.
    pub centre: Vec<Option<f64>>,
    /// Lower limit. None on a run chart, and where it is undefined.
    pub lower: Vec<Option<f64>>,
    /// Upper limit, likewise.
    pub upper: Vec<Option<f64>>,
    /// Outside the limits; false where there are none.
    pub signal: Vec<bool>,
    /// The parts, in order.
    pub parts: Vec<Part>,
}

/// One part of a chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Which points, from 0.
    pub points: Range<usize>,
    /// What the runs about the centre say.
    pub runs: Runs,
    /// Of p′ and u′ charts, how many times as widely the points vary as chance
    /// alone would have them.
    pub sigma_z: Option<f64>,
}

/// Why no chart was worked out.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum ChartError {
    /// There are no denominators and the chart needs them.
    #[error("a chart of proportions or rates needs a denominator for each point")]
    NoDenominators,
    /// The lists are not equally long.
    #[error("there are {values} values and {denominators} denominators")]
    Lengths {
        /// Values given.
        values: usize,
        /// Denominators given.
        denominators: usize,
    },
    /// The baseline would be empty.
    #[error("the centre cannot be frozen on 0 points")]
    Freeze,
    /// A point is nonsense.
    #[error("{reason}")]
    Point {
        /// The point, from 0.
        row: usize,
        /// What is wrong with it.
        reason: Nonsense,
    },
}

/// What makes a point nonsense.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum Nonsense {
    /// Not a number that can be worked with.
    #[error("{0:e} is not a figure that can be charted")]
    Value(f64),
    /// A count below 0.
    #[error("{0} is below 0, which a count cannot be")]
    Negative(f64),
    /// A denominator below 0.
    #[error("the denominator {0} is below 0")]
    NegativeDenominator(f64),
    /// More cases than there are.
    #[error("the numerator {numerator} is above the denominator {denominator}")]
    AboveDenominator {
        /// The numerator.
        numerator: f64,
        /// The denominator.
        denominator: f64,
    },
    /// No time between events.
    #[error("{0} is not a time between events: it must be above 0")]
    NoTime(f64),
}

/// Works out a chart of the values, or numerators, `y` and the denominators `n`.
///
/// A 0 under a numerator gives no point and takes its numerator with it; the c
/// chart counts whatever the denominators are.
///
/// # Errors
/// Where denominators are needed and missing, lists differ in length, the baseline
/// is empty, or a point is nonsense, with its row.
pub fn chart(
    form: Form,
    y: &[Option<f64>],
    n: Option<&[Option<f64>]>,
    options: &Options,
) -> Result<Chart, ChartError> {
    if form.needs_denominators() && n.is_none() {
        return Err(ChartError::NoDenominators);
    }
    if let Some(n) = n.filter(|n| n.len() != y.len()) {
        return Err(ChartError::Lengths {
            values: y.len(),
            denominators: n.len(),
        });
    }
    if options.freeze == Some(0) {
        return Err(ChartError::Freeze);
    }
    let points = points(form, y, n)?;
    let parts = parts(points.len(), &options.part_after);
    let freeze = options.freeze.filter(|_| options.part_after.is_empty());
    let mut chart = Chart {
        plotted: points.iter().map(|point| point.plotted).collect(),
        centre: Vec::with_capacity(points.len()),
        lower: Vec::with_capacity(points.len()),
        upper: Vec::with_capacity(points.len()),
        signal: Vec::with_capacity(points.len()),
        parts: Vec::with_capacity(parts.len()),
    };
    for range in parts {
        let part = points.get(range.clone()).unwrap_or_default();
        let included: Vec<bool> = range
            .clone()
            .map(|at| !options.exclude.contains(&at))
            .collect();
        let within = |at: &usize| freeze.is_none_or(|points| range.start + at < points);
        let base: Vec<usize> = (0..part.len())
            .filter(|at| included.get(*at) == Some(&true) && within(at))
            .collect();
        let part = limits::part(form, part, &base, options);
        let counted = part
            .scaled
            .iter()
            .zip(&included)
            .filter(|(_, included)| **included);
        let sides =
            counted.filter_map(|(value, _)| value.as_ref()?.partial_cmp(&part.scaled_centre?));
        let runs = Runs::of(sides);
        chart
            .centre
            .extend(std::iter::repeat_n(part.centre, range.len()));
        chart.lower.extend(part.lower);
        chart.upper.extend(part.upper);
        chart.signal.extend(part.signal);
        chart.parts.push(Part {
            points: range,
            runs,
            sigma_z: part.sigma_z,
        });
    }
    Ok(chart)
}

/// One point as counted.
#[derive(Clone, Copy, Debug)]
struct Counted {
    /// What is plotted.
    plotted: Option<f64>,
    /// Numerator, where it counts.
    y: Option<f64>,
    /// Denominator, where it counts.
    n: Option<f64>,
}

/// The points, each checked.
fn points(
    form: Form,
    y: &[Option<f64>],
    n: Option<&[Option<f64>]>,
) -> Result<Vec<Counted>, ChartError> {
    let mut points = Vec::with_capacity(y.len());
    for (row, value) in y.iter().enumerate() {
        let denominator = n.map(|n| n.get(row).copied().flatten());
        check(form, *value, denominator.flatten())
            .map_err(|reason| ChartError::Point { row, reason })?;
        points.push(counted(form, *value, denominator));
    }
    Ok(points)
}

fn check(form: Form, y: Option<f64>, n: Option<f64>) -> Result<(), Nonsense> {
    let unworkable = |value: &f64| !value.is_finite() || value.abs() > LARGEST_VALUE;
    if let Some(value) = [y, n].into_iter().flatten().find(unworkable) {
        return Err(Nonsense::Value(value));
    }
    if let Some(n) = n.filter(|n| *n < 0.0) {
        return Err(Nonsense::NegativeDenominator(n));
    }
    let Some(y) = y else { return Ok(()) };
    match form {
        Form::Run | Form::I => {}
        Form::T if y <= 0.0 => return Err(Nonsense::NoTime(y)),
        Form::T => {}
        _ if y < 0.0 => return Err(Nonsense::Negative(y)),
        Form::P | Form::PPrime => {
            if let Some(n) = n.filter(|n| *n > 0.0 && y > *n) {
                return Err(Nonsense::AboveDenominator {
                    numerator: y,
                    denominator: n,
                });
            }
        }
        _ => {}
    }
    Ok(())
}

/// A point from its value and, where the chart has them, its denominator. Where
/// one of the two is missing both are.
fn counted(form: Form, y: Option<f64>, n: Option<Option<f64>>) -> Counted {
    let (y, n) = match n {
        None => (y, None),
        Some(n) => (y.filter(|_| n.is_some()), n.filter(|_| y.is_some())),
    };
    let Some(divisor) = n else {
        return Counted { plotted: y, y, n };
    };
    if form == Form::C {
        return Counted { plotted: y, y, n };
    }
    let n = n.filter(|_| divisor > 0.0);
    let y = y.filter(|_| n.is_some());
    Counted {
        plotted: y.map(|y| y / divisor),
        y,
        n,
    }
}

/// The parts of so many points.
fn parts(points: usize, part_after: &[usize]) -> Vec<Range<usize>> {
    crate::xmr::ranges(points, part_after)
}
