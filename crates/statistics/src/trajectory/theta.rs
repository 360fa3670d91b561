//! Theta (Assimakopoulos and Nikolopoulos 2000), in the form Hyndman and Billah
//! gave it (International Journal of Forecasting 19, 2003): simple exponential
//! smoothing with a drift of half the straight line's slope.

use super::history::float;
use super::line::Line;

/// How many smoothings are tried at once.
const LANES: usize = 8;
/// The least weight a new value has: with none, the level would never move.
const LEAST: f64 = 1e-4;

/// A fitted Theta model.
pub(super) struct Theta {
    /// The weight of the newest value, the smoothing's alpha.
    weight: f64,
    /// The level after the last value.
    pub(super) level: f64,
    /// The slope of the straight line through all values.
    slope: f64,
    /// The mean squared one-step error, SSE/(n-2).
    error: f64,
    span: f64,
}

impl Theta {
    pub(super) fn fit(values: &[Option<f64>], count: usize) -> Self {
        let weight = best_weight(values);
        let [outcome, ..] = smooth(values, [weight; LANES]);
        Self {
            weight,
            level: outcome.level,
            slope: Line::through(values, usize::MAX).slope,
            error: outcome.squares / (float(count) - 2.0),
            span: float(values.len()),
        }
    }

    /// The forecast and its variance, so many periods after the last value.
    pub(super) fn at(&self, ahead: usize) -> (f64, f64) {
        let steps = float(ahead) - 1.0;
        let a = self.weight;
        let settled = -(self.span * (-a).ln_1p()).exp_m1() / a;
        (
            self.level + self.slope / 2.0 * (steps + settled),
            self.error * (1.0 + steps * a * a),
        )
    }
}

/// The weight with the least squared one-step errors: a grid, then ever finer
/// ones about its best, so that no start can lead astray.
fn best_weight(values: &[Option<f64>]) -> f64 {
    const COARSE: usize = 40;
    const ROUNDS: usize = 7;
    let mut best = (LEAST, f64::INFINITY);
    let mut step = (1.0 - LEAST) / float(COARSE - 1);
    for batch in 0..COARSE / LANES {
        let tried =
            std::array::from_fn(|lane| (LEAST + step * float(batch * LANES + lane)).min(1.0));
        better(values, tried, &mut best);
    }
    for _ in 0..ROUNDS {
        // Four on each side, up to the neighbours tried before.
        let fine = step / 5.0;
        let about = best.0;
        let tried = std::array::from_fn(|lane| {
            let steps = float(lane) - 4.0;
            let steps = if steps < 0.0 { steps } else { steps + 1.0 };
            (about + fine * steps).clamp(LEAST, 1.0)
        });
        better(values, tried, &mut best);
        step = fine;
    }
    best.0
}

fn better(values: &[Option<f64>], tried: [f64; LANES], best: &mut (f64, f64)) {
    for (weight, outcome) in tried.into_iter().zip(smooth(values, tried)) {
        if outcome.squares < best.1 {
            *best = (weight, outcome.squares);
        }
    }
}

/// What a smoothing came to.
#[derive(Clone, Copy)]
struct Outcome {
    level: f64,
    squares: f64,
}

/// Smooths with each weight, from the first level that suits it best. The
/// errors are linear in that level: what each would be from level 0 (`error`)
/// less its share of the level (`share`), so that the best is a ratio of sums.
fn smooth(values: &[Option<f64>], weights: [f64; LANES]) -> [Outcome; LANES] {
    let mut level = [0.0; LANES];
    let mut share = [1.0; LANES];
    let mut errors = [0.0; LANES];
    let mut shares = [0.0; LANES];
    let mut both = [0.0; LANES];
    for value in values.iter().flatten() {
        for lane in 0..LANES {
            let error = value - level[lane];
            errors[lane] += error * error;
            both[lane] += error * share[lane];
            shares[lane] += share[lane] * share[lane];
            level[lane] += weights[lane] * error;
            share[lane] *= 1.0 - weights[lane];
        }
    }
    std::array::from_fn(|lane| {
        let first = both[lane] / shares[lane];
        Outcome {
            level: level[lane] + share[lane] * first,
            squares: (errors[lane] - both[lane] * first).max(0.0),
        }
    })
}
