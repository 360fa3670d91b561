//! The scale a funnel is worked on, and its limits on the scale it is read on.

use std::f64::consts::FRAC_PI_2;

use statrs::distribution::{ChiSquared, Continuous as _, ContinuousCDF as _};

/// Which limits: how often a unit that differs by chance alone lies within.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// 95 in 100.
    P95,
    /// 998 in 1,000.
    P998,
}

impl Bound {
    /// The normal quantile, as given in the method (six decimals).
    const fn quantile(self) -> f64 {
        match self {
            Self::P95 => 1.959_964,
            Self::P998 => 3.090_232,
        }
    }

    /// The chance on each side.
    const fn tail(self) -> f64 {
        match self {
            Self::P95 => 0.025,
            Self::P998 => 0.001,
        }
    }
}

/// A unit's limits, lower and upper, in the unit of its value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// 95 in 100 lie within by chance.
    pub p95: (f64, f64),
    /// 998 in 1,000 lie within by chance.
    pub p998: (f64, f64),
}

impl Limits {
    /// One pair.
    #[must_use]
    pub const fn at(&self, bound: Bound) -> (f64, f64) {
        match bound {
            Bound::P95 => self.p95,
            Bound::P998 => self.p998,
        }
    }
}

/// How figures are turned into scores, and limits back into figures.
#[derive(Clone, Copy, Debug)]
pub(super) enum Scale {
    /// The arcsine of the square root of a proportion.
    Arcsine {
        /// The pooled proportion's.
        target: f64,
    },
    /// The logarithm of observed over expected.
    Log {
        /// The expected count for each of the denominator: 1 where the
        /// denominator is the expected count, else the pooled rate.
        expected: f64,
        /// What a ratio of 1 reads as: 1, or the pooled rate per so many.
        unit: f64,
    },
}

impl Scale {
    pub(super) fn proportion(pooled: f64) -> Self {
        Self::Arcsine {
            target: angle(pooled),
        }
    }

    pub(super) const fn ratio() -> Self {
        Self::Log {
            expected: 1.0,
            unit: 1.0,
        }
    }

    pub(super) fn rate(pooled: f64, per: f64) -> Self {
        Self::Log {
            expected: pooled,
            unit: pooled * per,
        }
    }

    /// Whether any count is to be expected at all.
    pub(super) fn expects_any(self) -> bool {
        !matches!(self, Self::Log { expected, .. } if expected <= 0.0)
    }

    /// A unit's value as it is read.
    pub(super) fn value(self, numerator: f64, denominator: f64) -> f64 {
        match self {
            Self::Arcsine { .. } => numerator / denominator,
            // The unit over the expected count is `per`, and is 0 over 0 where
            // nothing was counted anywhere.
            Self::Log { expected, unit } if expected > 0.0 => {
                numerator / denominator * (unit / expected)
            }
            Self::Log { .. } => 0.0,
        }
    }

    /// The transformed value less the transformed target, and the standard
    /// error by chance. Minus infinity for the logarithm of 0.
    pub(super) fn departure(self, numerator: f64, denominator: f64) -> (f64, f64) {
        match self {
            Self::Arcsine { target } => (
                angle(numerator / denominator) - target,
                0.5 / denominator.sqrt(),
            ),
            Self::Log { expected, .. } => {
                let expected = expected * denominator;
                ((numerator / expected).ln(), 1.0 / expected.sqrt())
            }
        }
    }

    /// The limits at a denominator above 0. `between` is the variance between
    /// units to be allowed for; without it a ratio's limits are exact Poisson.
    pub(super) fn limits(self, denominator: f64, between: Option<f64>) -> Limits {
        let pair = |bound| self.pair(denominator, between, bound);
        Limits {
            p95: pair(Bound::P95),
            p998: pair(Bound::P998),
        }
    }

    fn pair(self, denominator: f64, between: Option<f64>, bound: Bound) -> (f64, f64) {
        match (self, between) {
            (Self::Arcsine { target }, between) => {
                let variance = 0.25 / denominator + between.unwrap_or(0.0);
                let reach = bound.quantile() * variance.sqrt();
                // Beyond the quarter circle the sine would turn back.
                let share = |angle: f64| angle.clamp(0.0, FRAC_PI_2).sin().powi(2);
                (share(target - reach), share(target + reach))
            }
            (Self::Log { expected, .. }, _) if expected <= 0.0 => (0.0, 0.0),
            (Self::Log { expected, unit }, Some(between)) => {
                let reach = bound.quantile() * (1.0 / (expected * denominator) + between).sqrt();
                (
                    unit * (-reach).exp(),
                    unit * reach.exp().min(f64::MAX / unit.max(1.0)),
                )
            }
            (Self::Log { expected, unit }, None) => {
                let (lower, upper) = poisson(expected * denominator, bound);
                (unit * lower, unit * upper)
            }
        }
    }
}

fn angle(proportion: f64) -> f64 {
    proportion.clamp(0.0, 1.0).sqrt().asin()
}

/// Exact limits of a Poisson count over its expectation, through chi-square:
/// the lower has 2E degrees of freedom, the upper 2(E+1).
fn poisson(expected: f64, bound: Bound) -> (f64, f64) {
    // Below, it is under 1e-150, and the library's quantile loses its way.
    const LEAST: f64 = 0.01;
    let tail = bound.tail();
    let lower = if expected < LEAST {
        0.0
    } else {
        chi_square(tail, bound, -1.0, 2.0 * expected)
    };
    let upper = chi_square(1.0 - tail, bound, 1.0, 2.0 * (expected + 1.0));
    (lower / 2.0 / expected, upper / 2.0 / expected)
}

/// Above so many degrees of freedom the approximation of Wilson and Hilferty
/// (1931) is right to nine digits, and the exact way is slow.
const MANY: f64 = 1e6;

fn chi_square(chance: f64, bound: Bound, side: f64, freedom: f64) -> f64 {
    let exact = ChiSquared::new(freedom).ok().filter(|_| freedom <= MANY);
    exact.map_or_else(
        || {
            let ninth = 2.0 / (9.0 * freedom);
            freedom * (1.0 - ninth + side * bound.quantile() * ninth.sqrt()).powi(3)
        },
        |distribution| {
            let found = distribution.inverse_cdf(chance);
            // The library stops at some eight digits; a step of Newton's from
            // there gives the rest.
            let step = (distribution.cdf(found) - chance) / distribution.pdf(found);
            let finer = found - step;
            let near = (finer - found).abs() <= 1e-3 * found;
            if near { finer } else { found }
        },
    )
}
