//! Funnels: which units of many differ from the rest by more than chance, given
//! how large each is.
//!
//! After Spiegelhalter, "Funnel plots for comparing institutional performance",
//! Statistics in Medicine 24 (2005), with the additive allowance for spread
//! between units of Spiegelhalter and others, JRSS A 175 (2012), section 4. A
//! funnel marks unusual units, not good or bad ones.

mod limits;
mod scores;
mod spread;

pub use limits::{Bound, Limits};
pub use spread::Trim;

use limits::Scale;

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// So many of so many: the numerator is part of the denominator. Worked on
    /// the arcsine of the square root.
    Proportion,
    /// Observed over expected: the denominator is the expected count. Worked on
    /// the logarithm.
    Ratio,
}

/// One unit's figures; `None` where the figure is missing or suppressed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unit {
    /// The count observed.
    pub numerator: Option<f64>,
    /// Of how many, how many were expected, or the population.
    pub denominator: Option<f64>,
}

/// A funnel over units.
#[derive(Clone, Debug)]
pub struct Funnel {
    /// What all units together show: the pooled proportion, 1 for a ratio, the
    /// pooled rate. `None` where no unit could be used.
    pub target: Option<f64>,
    /// How many times wider than chance the units spread (mean squared score
    /// after trimming); `None` where no unit could be used.
    pub phi: Option<f64>,
    /// The variance between units that is added to chance, on the transformed
    /// scale. 0 where there is none to be seen.
    pub tau2: f64,
    /// Whether the limits allow for that spread: only where `phi` is above 1.
    pub adjusted: bool,
    /// The units, in the order given.
    pub points: Vec<Point>,
    scale: Scale,
}

/// One unit in the funnel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Its proportion, ratio or rate; `None` where a figure is missing or the
    /// denominator is 0.
    pub value: Option<f64>,
    /// Its limits, by its own size; `None` where `value` is.
    pub limits: Option<Limits>,
}

impl Point {
    /// Whether it lies beyond these limits, strictly. False where it has none.
    #[must_use]
    pub fn outside(&self, bound: Bound) -> bool {
        match (self.value, self.limits) {
            (Some(value), Some(limits)) => {
                let (lower, upper) = limits.at(bound);
                value < lower || value > upper
            }
            _ => false,
        }
    }
}

impl Funnel {
    /// The limits for a unit of this size (its denominator), to draw the curves
    /// with. `None` unless the size is above 0 and there is a target.
    #[must_use]
    pub fn limits_at(&self, denominator: f64) -> Option<Limits> {
        self.target?;
        (denominator > 0.0 && denominator.is_finite()).then(|| {
            let between = self.adjusted.then_some(self.tau2);
            self.scale.limits(denominator, between)
        })
    }
}

/// Why no funnel can be made. Units count from 0.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum FunnelError {
    /// The numerator is not a number, or is negative.
    #[error("a numerator must be a number of 0 or more, not {value}")]
    Numerator {
        /// Which unit.
        unit: usize,
        /// What it says.
        value: f64,
    },
    /// The denominator is not a number, is negative, or too near 0 to be of
    /// anything.
    #[error("a denominator must be 0, or a number from 0.000000001 up, not {value}")]
    Denominator {
        /// Which unit.
        unit: usize,
        /// What it says.
        value: f64,
    },
    /// More than all.
    #[error("the numerator {numerator} is above the denominator {denominator}")]
    AboveDenominator {
        /// Which unit.
        unit: usize,
        /// Its numerator.
        numerator: f64,
        /// Its denominator.
        denominator: f64,
    },
    /// The share to trim is not possible.
    #[error("the share to trim at each end must be 0 or more and below 0.5, not {0}")]
    Trim(f64),
}

impl FunnelError {
    /// The unit it is about, from 0.
    #[must_use]
    pub const fn unit(&self) -> Option<usize> {
        match self {
            Self::Numerator { unit, .. }
            | Self::Denominator { unit, .. }
            | Self::AboveDenominator { unit, .. } => Some(*unit),
            Self::Trim(_) => None,
        }
    }
}

/// The funnel of these units.
///
/// Units with a missing figure or a denominator of 0 take no part and have no
/// limits. A numerator of 0 takes part: its logarithm counts as the lowest of
/// all, and where trimming does not take it away, half an event stands in its
/// place.
///
/// # Errors
///
/// A figure that is no count, a proportion above 1, a share to trim of half or
/// more.
pub fn funnel(comparison: Comparison, units: &[Unit], trim: Trim) -> Result<Funnel, FunnelError> {
    check(units, comparison == Comparison::Proportion, trim)?;
    let target = match comparison {
        Comparison::Proportion => pooled(units),
        Comparison::Ratio => usable(units).next().map(|_| 1.0),
    };
    let scale = match comparison {
        Comparison::Proportion => Scale::proportion(target.unwrap_or(0.0)),
        Comparison::Ratio => Scale::ratio(),
    };
    Ok(over(units, target, scale, trim))
}

/// The funnel of rates per so many of a population: each unit's count against
/// the count expected of its population at the pooled rate, worked as a ratio.
/// Values and limits are rates per `per`.
///
/// The numerator need not be part of the denominator (a child may be referred
/// twice), so that a proportion's limits would be wrong; and a ratio of two
/// counts' limits by the population alone mark homogeneous units as unusual.
///
/// # Errors
///
/// As [`funnel`], but for a proportion above 1.
pub fn rate_funnel(units: &[Unit], per: f64, trim: Trim) -> Result<Funnel, FunnelError> {
    check(units, false, trim)?;
    let rate = pooled(units);
    let scale = Scale::rate(rate.unwrap_or(0.0), per);
    Ok(over(units, rate.map(|rate| rate * per), scale, trim))
}

fn check(units: &[Unit], part_of_whole: bool, trim: Trim) -> Result<(), FunnelError> {
    trim.check()?;
    for (
        unit,
        Unit {
            numerator,
            denominator,
        },
    ) in units.iter().copied().enumerate()
    {
        if let Some(value) = numerator.filter(|value| !is_count(*value)) {
            return Err(FunnelError::Numerator { unit, value });
        }
        if let Some(value) = denominator.filter(|value| !is_size(*value)) {
            return Err(FunnelError::Denominator { unit, value });
        }
        if let (true, Some(numerator), Some(denominator)) = (part_of_whole, numerator, denominator)
            && numerator > denominator
        {
            return Err(FunnelError::AboveDenominator {
                unit,
                numerator,
                denominator,
            });
        }
    }
    Ok(())
}

fn is_count(value: f64) -> bool {
    (0.0..=LARGEST).contains(&value)
}

/// An expected count may be small, but one of nothing at all is a slip.
fn is_size(value: f64) -> bool {
    value == 0.0 || (SMALLEST..=LARGEST).contains(&value)
}

/// No count of anything is larger; sums and squares of such stay finite.
const LARGEST: f64 = 1e15;
/// No denominator is smaller.
const SMALLEST: f64 = 1e-9;

/// Numerator and denominator of the units that can be used.
fn usable(units: &[Unit]) -> impl Iterator<Item = (f64, f64)> {
    units.iter().filter_map(whole)
}

/// A unit's figures, where both are there and the denominator is above 0.
fn whole(unit: &Unit) -> Option<(f64, f64)> {
    let (numerator, denominator) = (unit.numerator?, unit.denominator?);
    (denominator > 0.0).then_some((numerator, denominator))
}

/// All numerators over all denominators.
fn pooled(units: &[Unit]) -> Option<f64> {
    let (numerators, denominators) = usable(units)
        .fold((0.0, 0.0), |(n, d), (numerator, denominator)| {
            (n + numerator, d + denominator)
        });
    (denominators > 0.0).then(|| numerators / denominators)
}

fn over(units: &[Unit], target: Option<f64>, scale: Scale, trim: Trim) -> Funnel {
    // Where nothing was counted anywhere, nothing was expected of anyone.
    let used: Vec<(f64, f64)> = usable(units).filter(|_| scale.expects_any()).collect();
    let spread = scores::of(scale, &used).spread(trim);
    let mut funnel = Funnel {
        target,
        phi: spread.phi,
        tau2: spread.tau2,
        adjusted: spread.adjusted(),
        points: Vec::new(),
        scale,
    };
    funnel.points = units
        .iter()
        .map(|unit| {
            let whole = whole(unit);
            Point {
                value: whole.map(|(numerator, denominator)| scale.value(numerator, denominator)),
                limits: whole.and_then(|(_, denominator)| funnel.limits_at(denominator)),
            }
        })
        .collect();
    funnel
}
