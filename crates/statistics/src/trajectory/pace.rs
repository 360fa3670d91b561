//! The pace a target needs, beside the pace there has been.

use statrs::distribution::{ContinuousCDF as _, StudentsT};

use super::history::{History, float};
use super::line::Line;
use crate::aim::Aim;

/// Change a period, in the unit of the series.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pace {
    /// Where the series stands now, freed of the last values' chance.
    pub level: f64,
    /// What is needed each period from there to reach the target in time; 0
    /// where the level is there already.
    pub required: f64,
    /// What each period has brought, by the straight line through all values
    /// used.
    pub achieved: f64,
    /// The 80 % range of that, from.
    pub low: f64,
    /// The 80 % range of that, to.
    pub high: f64,
}

impl Pace {
    pub(super) fn of(history: &History, level: f64, ahead: usize, aim: Aim) -> Self {
        let line = Line::through(&history.values, usize::MAX);
        let (achieved, error) = match history.constant {
            Some(_) => (0.0, 0.0),
            None => (
                line.slope * history.size,
                line.slope_error(&history.values) * history.size,
            ),
        };
        let reach = StudentsT::new(0.0, 1.0, float(history.count) - 2.0)
            .map_or(0.0, |student| student.inverse_cdf(0.9) * error);
        let required = if aim.met_by(level) {
            0.0
        } else {
            (aim.target() - level) / float(ahead.max(1))
        };
        Self {
            level,
            required,
            achieved,
            low: achieved - reach,
            high: achieved + reach,
        }
    }

    /// Whether the pace needed is within the range of the pace there has been,
    /// or below it.
    #[must_use]
    pub fn is_within_reach(&self) -> bool {
        if self.required > 0.0 {
            self.required <= self.high
        } else {
            self.required == 0.0 || self.required >= self.low
        }
    }
}
