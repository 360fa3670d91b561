//! Damped trend (Gardner and McKenzie 1985): a level and a trend that fades,
//! both moved by each new error. Variance as in Hyndman, Koehler, Ord and
//! Snyder, "Forecasting with Exponential Smoothing" (2008), table 6.1.

use super::history::float;
use super::line::Line;

/// How many sets of parameters are tried at once.
const LANES: usize = 8;
/// The start is the line through so many values.
const START: usize = 10;

/// One set of parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Parameters {
    /// How far an error moves the level.
    level: f64,
    /// How far the level's move moves the trend.
    trend: f64,
    /// What is left of the trend after each period.
    fading: f64,
}

impl Parameters {
    /// Drawn in to where each may lie.
    fn held(self) -> Self {
        Self {
            level: self.level.clamp(1e-4, 1.0),
            trend: self.trend.clamp(0.0, 1.0),
            fading: self.fading.clamp(0.80, 0.98),
        }
    }

    fn moved(self, (level, trend, fading): (f64, f64, f64), size: f64) -> Self {
        Self {
            level: self.level + level * size,
            trend: self.trend + trend * size,
            fading: self.fading + fading * size,
        }
        .held()
    }
}

/// A fitted damped trend.
pub(super) struct Damped {
    parameters: Parameters,
    level: f64,
    trend: f64,
    /// The mean squared one-step error, SSE/(n-5).
    error: f64,
}

impl Damped {
    pub(super) fn fit(values: &[Option<f64>], count: usize) -> Self {
        let start = Line::through(values, START);
        let parameters = best(values, start);
        let after = run(values, start, [parameters; LANES]);
        let [level, ..] = after.level;
        let [trend, ..] = after.trend;
        let [squares, ..] = after.squares;
        Self {
            parameters,
            level,
            trend,
            error: squares / (float(count) - 5.0),
        }
    }

    /// The forecast and its variance, so many periods after the last value.
    pub(super) fn at(&self, ahead: usize) -> (f64, f64) {
        let Parameters {
            level,
            trend,
            fading,
        } = self.parameters;
        let (mut faded, mut left, mut variance) = (0.0, 1.0, 1.0);
        for step in 1..=ahead {
            left *= fading;
            faded += left;
            if step < ahead {
                variance += (level + level * trend * faded).powi(2);
            }
        }
        (self.level + self.trend * faded, self.error * variance)
    }
}

/// Directions of a search: each parameter alone, and level against trend, along
/// which the valley of least error usually lies.
const DIRECTIONS: [(f64, f64, f64); LANES] = [
    (0.1, 0.0, 0.0),
    (-0.1, 0.0, 0.0),
    (0.0, 0.15, 0.0),
    (0.0, -0.15, 0.0),
    (0.0, 0.0, 0.05),
    (0.0, 0.0, -0.05),
    (0.1, -0.15, 0.0),
    (-0.1, 0.15, 0.0),
];
/// A search ends when its steps are so small, or after so many.
const FINEST: f64 = 1.0 / 1024.0;
const MOST_STEPS: usize = 80;
/// From how many of the grid's best a search sets out.
const SEARCHES: usize = 3;

/// The parameters with the least squared one-step errors: a grid over all that
/// is allowed, then a search from its three best. The same values give the same
/// parameters always.
fn best(values: &[Option<f64>], start: Line) -> Parameters {
    const LEVELS: [f64; LANES] = [0.02, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 1.0];
    const TRENDS: [f64; 6] = [0.0, 0.05, 0.15, 0.35, 0.65, 1.0];
    const FADINGS: [f64; 3] = [0.80, 0.90, 0.98];
    let mut grid = Vec::with_capacity(LANES * TRENDS.len() * FADINGS.len());
    for trend in TRENDS {
        for fading in FADINGS {
            let tried = LEVELS.map(|level| Parameters {
                level,
                trend,
                fading,
            });
            grid.extend(tried.into_iter().zip(run(values, start, tried).squares));
        }
    }
    grid.sort_by(|one, other| one.1.total_cmp(&other.1));
    grid.truncate(SEARCHES);
    let found = grid.into_iter().map(|from| search(values, start, from));
    found.min_by(|one, other| one.1.total_cmp(&other.1)).map_or(
        Parameters {
            level: 0.2,
            trend: 0.0,
            fading: 0.9,
        },
        |best| best.0,
    )
}

fn search(values: &[Option<f64>], start: Line, from: (Parameters, f64)) -> (Parameters, f64) {
    let (mut here, mut size) = (from, 0.5);
    for _ in 0..MOST_STEPS {
        let tried = DIRECTIONS.map(|direction| here.0.moved(direction, size));
        let squares = run(values, start, tried).squares;
        let next = tried
            .into_iter()
            .zip(squares)
            .min_by(|one, other| one.1.total_cmp(&other.1));
        match next.filter(|next| next.1 < here.1) {
            Some(next) => here = next,
            None if size < FINEST => break,
            None => size /= 2.0,
        }
    }
    here
}

/// Where each set of parameters ends.
struct After {
    level: [f64; LANES],
    trend: [f64; LANES],
    squares: [f64; LANES],
}

/// Runs through the values with each set of parameters. A missing value moves
/// nothing but time.
fn run(values: &[Option<f64>], start: Line, tried: [Parameters; LANES]) -> After {
    let level_share = tried.map(|parameters| parameters.level);
    let trend_share = tried.map(|parameters| parameters.level * parameters.trend);
    let fading = tried.map(|parameters| parameters.fading);
    let mut after = After {
        level: [start.start; LANES],
        trend: [start.slope; LANES],
        squares: [0.0; LANES],
    };
    for value in values {
        let (value, there) = value.map_or((0.0, 0.0), |value| (value, 1.0));
        for lane in 0..LANES {
            let faded = fading[lane] * after.trend[lane];
            let expected = after.level[lane] + faded;
            let error = (value - expected) * there;
            after.squares[lane] += error * error;
            after.level[lane] = expected + level_share[lane] * error;
            after.trend[lane] = faded + trend_share[lane] * error;
        }
    }
    after
}
