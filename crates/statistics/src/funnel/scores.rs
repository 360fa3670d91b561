//! How far each unit lies from the target, in standard errors.

use super::limits::Scale;
use super::spread::{Spread, Trim};

/// The scores of the units used, and the weight (1 over variance) of each.
pub(super) struct Scores {
    /// With minus infinity for the logarithm of 0.
    plain: Vec<f64>,
    /// With half an event in place of none.
    corrected: Vec<f64>,
    weights: Vec<f64>,
}

/// The scores of units, given as numerator and denominator above 0.
pub(super) fn of(scale: Scale, units: &[(f64, f64)]) -> Scores {
    let score = |numerator: f64, denominator: f64| {
        let (departure, error) = scale.departure(numerator, denominator);
        departure / error
    };
    Scores {
        plain: units.iter().map(|&(n, d)| score(n, d)).collect(),
        corrected: units
            .iter()
            .map(|&(n, d)| {
                let plain = score(n, d);
                if plain.is_finite() {
                    plain
                } else {
                    score(0.5, d)
                }
            })
            .collect(),
        weights: units
            .iter()
            .map(|&(n, d)| scale.departure(n, d).1.powi(-2))
            .collect(),
    }
}

impl Scores {
    /// How far the units spread. A zero keeps its place as the lowest of all
    /// where trimming takes it away; only where it stays does the half count.
    pub(super) fn spread(&self, trim: Trim) -> Spread {
        let plain = Spread::of(&self.plain, &self.weights, trim);
        if plain.is_finite() {
            plain
        } else {
            Spread::of(&self.corrected, &self.weights, trim)
        }
    }
}
