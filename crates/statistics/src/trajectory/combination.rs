//! The average of Theta and damped trend, with the wider of their intervals.

use statrs::distribution::{ContinuousCDF as _, StudentsT};

use super::Bounds;
use super::damped::Damped;
use super::history::{History, float};
use super::season::Season;
use super::theta::Theta;
use crate::aim::Aim;

/// What the 80 % range leaves out on each side.
const TAIL: f64 = 0.1;

/// Both models, fitted.
pub(super) struct Combination {
    theta: Theta,
    damped: Damped,
    season: Option<Season>,
    constant: Option<f64>,
    /// What was taken from all values before fitting, so that small changes of
    /// large values keep their digits.
    middle: f64,
    size: f64,
    count: usize,
    span: usize,
}

impl Combination {
    pub(super) fn fit(history: &History) -> Self {
        let season = history
            .season
            .and_then(|periods| Season::of(&history.values, periods));
        let mut plain = season
            .as_ref()
            .map_or_else(|| history.values.clone(), |s| s.without(&history.values));
        let middle = plain.iter().flatten().sum::<f64>() / float(history.count);
        for value in plain.iter_mut().flatten() {
            *value -= middle;
        }
        Self {
            theta: Theta::fit(&plain, history.count),
            damped: Damped::fit(&plain, history.count),
            season,
            constant: history.constant,
            middle,
            size: history.size,
            count: history.count,
            span: history.values.len(),
        }
    }

    /// Where the series stands after its last value, without chance and season.
    pub(super) fn level(&self) -> f64 {
        self.constant
            .unwrap_or((self.theta.level + self.middle) * self.size)
    }

    /// The prediction so many periods after the last value.
    pub(super) fn at(&self, ahead: usize) -> Prediction {
        if let Some(value) = self.constant {
            return Prediction {
                centre: value,
                error: 0.0,
                count: self.count,
            };
        }
        let (theta, damped) = (self.theta.at(ahead), self.damped.at(ahead));
        let place = (self.span + ahead).saturating_sub(1);
        let season = self.season.as_ref().map_or(1.0, |s| s.factor(place));
        let unit = self.size * season;
        Prediction {
            centre: (f64::midpoint(theta.0, damped.0) + self.middle) * unit,
            error: theta.1.max(damped.1).sqrt() * unit,
            count: self.count,
        }
    }
}

/// A prediction: Student's t about a centre, with n-4 degrees of freedom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Prediction {
    /// The middle.
    pub(super) centre: f64,
    /// The standard error; 0 where all values were the same.
    error: f64,
    /// How many values it rests on.
    count: usize,
}

impl Prediction {
    fn student(&self) -> Option<StudentsT> {
        StudentsT::new(0.0, 1.0, float(self.count) - 4.0).ok()
    }

    /// The 80 % range.
    pub(super) fn range(&self) -> (f64, f64) {
        (self.centre - self.reach(), self.centre + self.reach())
    }

    /// How far the 80 % range goes to each side of the centre.
    pub(super) fn reach(&self) -> f64 {
        self.student()
            .map_or(0.0, |student| student.inverse_cdf(1.0 - TAIL) * self.error)
    }

    /// The chance of meeting an aim, for a value held within bounds.
    ///
    /// Of n values that were all the same, the chance that the next differs is
    /// taken as 1/(n+2) (Laplace's rule of succession): nothing is certain.
    pub(super) fn chance(&self, aim: Aim, bounds: Bounds) -> f64 {
        let always = match aim {
            Aim::AtLeast(target) => target <= bounds.least,
            Aim::AtMost(target) => target >= bounds.most,
        };
        let never = match aim {
            Aim::AtLeast(target) => target > bounds.most,
            Aim::AtMost(target) => target < bounds.least,
        };
        if always || never {
            return f64::from(u8::from(always));
        }
        let room = match aim {
            Aim::AtLeast(target) => self.centre - target,
            Aim::AtMost(target) => target - self.centre,
        };
        let scaled = room / self.error;
        match self.student() {
            Some(student) if scaled.is_finite() => student.cdf(scaled).clamp(0.0, 1.0),
            _ => {
                let rare = 1.0 / (float(self.count) + 2.0);
                if aim.met_by(self.centre) {
                    1.0 - rare
                } else {
                    rare
                }
            }
        }
    }
}
