//! Which series may be charted: a process-control chart takes every point for a
//! fresh look at the process. A running total or a rolling average carries the
//! last points along in the next, so that nothing on such a chart means what it
//! seems to.

use crate::average::{self, Sum};

/// How the points of a series come about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// What happened in each period: referrals in the month.
    #[default]
    Flow,
    /// What there was on a day: children looked after at the month's end.
    Stock,
    /// Each point over the last several periods: the last twelve months.
    Rolling,
    /// Each point since the year began.
    YearToDate,
}

/// Why a series is not charted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// A rolling series.
    #[error(
        "a rolling figure cannot be charted: each point repeats most of the one before, so limits and runs mean nothing. Chart the figure of each period by itself"
    )]
    Rolling,
    /// A year-to-date series.
    #[error(
        "a year-to-date figure cannot be charted: each point holds all before it and the count begins again each year. Chart the figure of each period by itself"
    )]
    YearToDate,
}

impl Form {
    /// Whether a process-control or run chart may be made of such a series.
    ///
    /// # Errors
    /// For rolling and year-to-date series, with the reason.
    pub const fn chartable(self) -> Result<(), Refusal> {
        match self {
            Self::Flow | Self::Stock => Ok(()),
            Self::Rolling => Err(Refusal::Rolling),
            Self::YearToDate => Err(Refusal::YearToDate),
        }
    }
}

/// Points needed before it is asked whether they hang together.
const LEAST_FOR_CORRELATION: usize = 8;

/// Neighbouring points hang together: signals come up far more often than the
/// rules promise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Autocorrelation {
    /// Correlation of each point with the next, -1 to 1.
    pub lag_one: f64,
    /// The same of what is left when slow movement of the level is set aside:
    /// 1 + 2d, where d is the correlation of each step with the next, which is −½ for
    /// points that do not hang together. None where no two steps meet or none varies.
    pub besides_level: Option<f64>,
    /// Points it was worked out from.
    pub points: usize,
}

impl Autocorrelation {
    /// Whether it is more than chance would give: above 2/√n (Bartlett's limit,
    /// two standard errors of a correlation where there is none).
    pub fn is_marked(&self) -> bool {
        self.lag_one > 2.0 / self.root()
    }

    /// Whether points hang together even when slow movement of the level is set
    /// aside. A level that moves makes neighbours alike too, but its signals are true:
    /// only where this holds do false ones come up more often. Above two standard
    /// errors, √2/√n each where points do not hang together (Bartlett's formula for
    /// steps, whose correlation is −½).
    pub fn misleads(&self) -> bool {
        let left = self.besides_level.unwrap_or(0.0);
        self.is_marked() && left > 2.0 * std::f64::consts::SQRT_2 / self.root()
    }

    fn root(&self) -> f64 {
        let points = u32::try_from(self.points).map_or(f64::from(u32::MAX), f64::from);
        points.sqrt()
    }
}

/// The correlation of each point with the next, about the mean of each group, so
/// that an agreed change of level does not count. A missing value breaks the
/// pair. None under eight points, and where nothing varies.
pub fn autocorrelation(groups: &[&[Option<f64>]]) -> Option<Autocorrelation> {
    let (mut squares, mut products, mut points) = (Sum::default(), Sum::default(), 0);
    let (mut step_squares, mut step_products) = (Sum::default(), Sum::default());
    for group in groups {
        let Some(mean) = average::mean(group.iter().copied().flatten()) else {
            continue;
        };
        let (mut before, mut step_before) = (None, None);
        for value in *group {
            let deviation = value.map(|value| value - mean);
            if let Some(deviation) = deviation {
                points += 1;
                squares.add(deviation * deviation);
            }
            if let (Some(before), Some(deviation)) = (before, deviation) {
                products.add(before * deviation);
            }
            let step = before.zip(deviation).map(|(before, now)| now - before);
            if let Some(step) = step {
                step_squares.add(step * step);
            }
            if let (Some(before), Some(step)) = (step_before, step) {
                step_products.add(before * step);
            }
            (before, step_before) = (deviation, step);
        }
    }
    let lag_one = products.total() / squares.total();
    let besides_level = 1.0 + 2.0 * step_products.total() / step_squares.total();
    (points >= LEAST_FOR_CORRELATION && lag_one.is_finite()).then_some(Autocorrelation {
        lag_one,
        besides_level: Some(besides_level).filter(|left| left.is_finite()),
        points,
    })
}
