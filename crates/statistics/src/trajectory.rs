//! Trajectories: where a series is likely to stand at a date, and how likely it
//! is to meet its target then.
//!
//! The forecast is the average of two simple methods that did well in public
//! forecasting competitions, Theta and damped trend ("simple combination of
//! univariate models", Petropoulos and Svetunkov, International Journal of
//! Forecasting 36, 2020); the interval is the wider of theirs, from Student's t.
//! Process limits and straight lines are never read as forecasts: what they
//! promise comes true too seldom (measured in `tests/it/honesty.rs`).

mod combination;
mod damped;
mod history;
mod line;
mod pace;
mod plan;
mod season;
mod theta;
mod words;

pub use pace::Pace;
pub use plan::{Milestone, Standing, against_plan};
pub use words::{Wording, statement};

use combination::Combination;
use history::History;

use crate::aim::Aim;

/// Between which values the series can lie at all. A forecast and its interval
/// are drawn in to them; the chance of meeting a target within them is the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// The least possible.
    pub least: f64,
    /// The most possible.
    pub most: f64,
}

impl Bounds {
    /// Any value.
    pub const NONE: Self = Self {
        least: f64::NEG_INFINITY,
        most: f64::INFINITY,
    };
    /// 0 or more.
    pub const COUNT: Self = Self {
        least: 0.0,
        most: f64::INFINITY,
    };
    /// 0 to 100.
    pub const PERCENTAGE: Self = Self {
        least: 0.0,
        most: 100.0,
    };

    fn hold(self, value: f64) -> f64 {
        value.max(self.least).min(self.most)
    }
}

/// A series and what is known of it.
#[derive(Clone, Copy, Debug)]
pub struct Series<'a> {
    /// Values in order, equally far apart; `None` where one is missing. A
    /// missing value says nothing: the level is carried across it.
    pub values: &'a [Option<f64>],
    /// Between which values it can lie.
    pub bounds: Bounds,
    /// Periods in a year, where a yearly pattern is possible: 12 for months.
    /// `None` looks for none.
    pub season: Option<usize>,
    /// Where the process was last agreed to have changed: the first value after
    /// it, from 0. Only what follows is used. The first place of all, and one
    /// beyond the end, change nothing.
    pub rebased_at: Option<usize>,
}

impl<'a> Series<'a> {
    /// Monthly values of any kind, with no change of the process agreed.
    #[must_use]
    pub const fn monthly(values: &'a [Option<f64>]) -> Self {
        Self {
            values,
            bounds: Bounds::NONE,
            season: Some(12),
            rebased_at: None,
        }
    }
}

/// What can be said of one date and target.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Outlook {
    /// A forecast, and the chance.
    Forecast(Forecast),
    /// Nothing, for this reason.
    Silent(Silence),
}

/// A forecast for one date.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Forecast {
    /// The chance, 0 to 1, that the value meets the target at the date.
    pub chance: f64,
    /// The value in the middle.
    pub centre: f64,
    /// The 80 % range, from.
    pub low: f64,
    /// The 80 % range, to.
    pub high: f64,
    /// The chance in a word.
    pub verdict: Verdict,
    /// What pace the target needs, and what pace there has been.
    pub pace: Pace,
}

/// The chance of meeting a target, in words a board can use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// 8 in 10 or better.
    OnCourse,
    /// Between.
    AtRisk,
    /// 2 in 10 or worse.
    Unlikely,
}

impl Verdict {
    /// The verdict on a chance.
    #[must_use]
    pub fn of(chance: f64) -> Self {
        if chance >= 0.8 {
            Self::OnCourse
        } else if chance > 0.2 {
            Self::AtRisk
        } else {
            Self::Unlikely
        }
    }
}

/// Why nothing is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Silence {
    /// Fewer than 12 values.
    TooShort {
        /// How many there are.
        values: usize,
    },
    /// The process was agreed to have changed within the last 6 values.
    JustChanged {
        /// How many values there are since.
        values: usize,
    },
    /// Further ahead than 12 periods, or than half as many as there are values.
    TooFar {
        /// How many periods ahead of the last value the date lies.
        ahead: usize,
        /// How many can be looked ahead.
        most: usize,
    },
}

/// Why a question makes no sense.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum TrajectoryError {
    /// A value is not a number, or larger than any figure is.
    #[error("{value} is not a figure")]
    NotAFigure {
        /// Which, from 0.
        place: usize,
        /// What it says.
        value: f64,
    },
    /// A value lies where none can.
    #[error("{value} is not between {least} and {most}, where every value of this series lies")]
    OutOfBounds {
        /// Which, from 0.
        place: usize,
        /// What it says.
        value: f64,
        /// The least possible.
        least: f64,
        /// The most possible.
        most: f64,
    },
    /// The target is not a number.
    #[error("the target {0} is not a figure")]
    Target(f64),
    /// The date is not ahead.
    #[error("the number of periods ahead must be 1 or more")]
    NotAhead,
    /// No value lies between the bounds.
    #[error("the least possible value {least} is not below the most possible {most}")]
    Bounds {
        /// The least.
        least: f64,
        /// The most.
        most: f64,
    },
}

impl TrajectoryError {
    /// The value it is about, from 0.
    #[must_use]
    pub const fn place(&self) -> Option<usize> {
        match self {
            Self::NotAFigure { place, .. } | Self::OutOfBounds { place, .. } => Some(*place),
            _ => None,
        }
    }
}

/// The fewest values from which a forecast is made.
pub const FEWEST: usize = 12;
/// The furthest ahead anything is said, in periods.
pub const FURTHEST: usize = 12;
/// With so many values since a change of the process, or fewer, nothing is.
pub const SETTLING: usize = 6;
/// The most values used: what is older says little of what comes.
pub const MOST_USED: usize = 60;
/// No figure is larger; squares of such stay finite.
const LARGEST: f64 = 1e100;

/// How likely the series is to meet the target so many periods after its last
/// place, whether that has a value or not.
///
/// # Errors
///
/// A value or target that is no figure, a value out of bounds, a date that is
/// not ahead.
pub fn trajectory(series: &Series<'_>, ahead: usize, aim: Aim) -> Result<Outlook, TrajectoryError> {
    let outlooks = trajectories(series, &[(ahead, aim)])?;
    // One question has one answer.
    outlooks.first().copied().ok_or(TrajectoryError::NotAhead)
}

/// The same for several dates and targets of one series, fitted once.
///
/// # Errors
///
/// As [`trajectory`].
pub fn trajectories(
    series: &Series<'_>,
    questions: &[(usize, Aim)],
) -> Result<Vec<Outlook>, TrajectoryError> {
    check(series)?;
    for (ahead, aim) in questions {
        if *ahead == 0 {
            return Err(TrajectoryError::NotAhead);
        }
        if !figure(aim.target()) {
            return Err(TrajectoryError::Target(aim.target()));
        }
    }
    let history = match History::of(series) {
        Ok(history) => history,
        Err(silence) => return Ok(vec![Outlook::Silent(silence); questions.len()]),
    };
    let combination = Combination::fit(&history);
    Ok(questions
        .iter()
        .map(|&(ahead, aim)| answer(series, &history, &combination, ahead, aim))
        .collect())
}

fn answer(
    series: &Series<'_>,
    history: &History,
    combination: &Combination,
    ahead: usize,
    aim: Aim,
) -> Outlook {
    let ahead = ahead.saturating_add(history.unread);
    if let Some(silence) = history.too_far(ahead) {
        return Outlook::Silent(silence);
    }
    let prediction = combination.at(ahead);
    let (low, high) = prediction.range();
    let bounds = series.bounds;
    let chance = prediction.chance(aim, bounds);
    Outlook::Forecast(Forecast {
        chance,
        centre: bounds.hold(prediction.centre),
        low: bounds.hold(low),
        high: bounds.hold(high),
        verdict: Verdict::of(chance),
        pace: Pace::of(history, combination.level(), ahead, aim),
    })
}

fn check(series: &Series<'_>) -> Result<(), TrajectoryError> {
    let Bounds { least, most } = series.bounds;
    if least >= most || least.is_nan() || most.is_nan() {
        return Err(TrajectoryError::Bounds { least, most });
    }
    for (place, value) in series.values.iter().enumerate() {
        let Some(value) = *value else { continue };
        if !figure(value) {
            return Err(TrajectoryError::NotAFigure { place, value });
        }
        if value < least || value > most {
            return Err(TrajectoryError::OutOfBounds {
                place,
                value,
                least,
                most,
            });
        }
    }
    Ok(())
}

fn figure(value: f64) -> bool {
    value.abs() <= LARGEST
}
