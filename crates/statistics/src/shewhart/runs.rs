//! Anhøj's two rules: is the longest run on one side of the centre too long, or
//! are there too few crossings of it?
//!
//! Anhøj & Olesen 2014, *PLoS ONE* 9(11): e113825; Anhøj 2015, *PLoS ONE* 10(3):
//! e0121349. Limits after Schilling (2012) and Chen (2010).

use std::cmp::Ordering;

/// Points off the centre needed before anything is claimed from runs.
pub const LEAST_FOR_A_CLAIM: usize = 10;

/// The runs of one part about its centre.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Runs {
    /// Points with a value that are not exactly on the centre.
    pub useful: usize,
    /// What they show; none where no point is useful.
    pub found: Option<Found>,
}

/// Lengths and crossings, with what chance allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// The longest run on one side.
    pub longest: usize,
    /// The longest that chance allows: the base-two logarithm of the useful points,
    /// rounded, and three.
    pub longest_max: usize,
    /// How often the series crosses the centre.
    pub crossings: usize,
    /// The fewest that chance allows: the 5 % point of the crossings of a coin's
    /// tosses.
    pub crossings_min: usize,
}

impl Runs {
    /// Those of a series of sides, points on the centre among them.
    pub(super) fn of(sides: impl Iterator<Item = Ordering>) -> Self {
        let sides: Vec<Ordering> = sides.filter(|side| side.is_ne()).collect();
        let runs = sides.chunk_by(PartialEq::eq);
        let (mut longest, mut count) = (0, 0);
        for run in runs {
            longest = longest.max(run.len());
            count += 1;
        }
        let useful = sides.len();
        Self {
            useful,
            found: (useful > 0).then(|| Found {
                longest,
                longest_max: longest_allowed(useful),
                crossings: count - 1,
                crossings_min: fewest_allowed(useful - 1),
            }),
        }
    }

    /// Whether either rule is broken, as qicharts2 says it of any number of points.
    pub fn signal(&self) -> bool {
        self.found.is_some_and(|found| {
            found.longest > found.longest_max || found.crossings < found.crossings_min
        })
    }

    /// The same, where there are points enough to claim it.
    pub fn claim(&self) -> Option<bool> {
        (self.useful >= LEAST_FOR_A_CLAIM).then(|| self.signal())
    }

    /// What may be said, in a sentence.
    pub fn statement(&self) -> String {
        match (self.claim(), self.found) {
            (Some(false), _) => "No run or crossing out of the ordinary.".to_owned(),
            (Some(true), Some(found)) if found.longest > found.longest_max => format!(
                "A shift: {} points in a row on one side of the centre, where chance gives at most {}.",
                found.longest, found.longest_max
            ),
            (Some(true), Some(found)) => format!(
                "The series crosses its centre {} times, where chance gives at least {}: something has moved it.",
                found.crossings, found.crossings_min
            ),
            _ => format!(
                "Too early to judge: {} points off the centre, and {LEAST_FOR_A_CLAIM} are needed.",
                self.useful
            ),
        }
    }
}

/// log₂ of the useful points, rounded to a whole number, and three. No power of
/// two with a half in the exponent is whole, so the rounding is never a tie.
fn longest_allowed(useful: usize) -> usize {
    let down = useful.ilog2();
    // Past the half-way mark when useful² ≥ 2^(2·down + 1).
    let square = u128::try_from(useful)
        .unwrap_or(u128::MAX)
        .saturating_pow(2);
    let up = square >= 1_u128 << (2 * down + 1).min(127);
    usize::try_from(down + u32::from(up)).unwrap_or(usize::MAX) + 3
}

/// The smallest number of heads in so many tosses of a coin that is not exceeded
/// with a probability of 5 % or more.
fn fewest_allowed(tosses: usize) -> usize {
    // Logarithms, because 2⁻¹¹⁰⁰ is no number.
    let tosses_as_float = float(tosses);
    let mut log_chance = -tosses_as_float * std::f64::consts::LN_2;
    let mut below = 0.0;
    for heads in 0..tosses {
        below += log_chance.exp();
        if below >= 0.05 {
            return heads;
        }
        let heads = float(heads);
        log_chance += ((tosses_as_float - heads) / (heads + 1.0)).ln();
    }
    tosses
}

fn float(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::INFINITY, f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R 4.2: `round(log2(n)) + 3` and `qbinom(0.05, n - 1, 0.5)`.
    #[test]
    fn the_limits_are_those_of_r() {
        let published = [
            (10, 6, 2),
            (11, 6, 2),
            (12, 7, 3),
            (16, 7, 4),
            (20, 7, 6),
            (22, 7, 7),
            (23, 8, 7),
            (24, 8, 8),
            (30, 8, 10),
            (45, 8, 17),
            (46, 9, 17),
            (60, 9, 23),
            (100, 10, 41),
        ];
        for (useful, longest, crossings) in published {
            assert_eq!(longest_allowed(useful), longest, "{useful}");
            assert_eq!(fewest_allowed(useful - 1), crossings, "{useful}");
        }
        assert_eq!(longest_allowed(1), 3);
        assert_eq!(fewest_allowed(0), 0);
        assert_eq!(fewest_allowed(10_000), 4918);
        let crossings: usize = (0..1500).map(fewest_allowed).sum();
        let longest: usize = (1..=1500).map(longest_allowed).sum();
        assert_eq!((crossings, longest), (530_296, 18_109));
    }
}
