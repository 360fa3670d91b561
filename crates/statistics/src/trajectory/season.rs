//! A yearly pattern, where there is one: classical multiplicative indices, used
//! only after a test, as in the M4 competition's benchmarks (Makridakis,
//! Spiliotis and Assimakopoulos, International Journal of Forecasting 36, 2020).

use super::history::float;

/// So many years are needed before a pattern is looked for.
const YEARS: usize = 3;
/// The normal quantile of the test (90 %, two-sided).
const QUANTILE: f64 = 1.645;

/// A factor for each period of the year, the first value's first; their mean
/// is 1.
pub(super) struct Season(Vec<f64>);

impl Season {
    /// The pattern of values, where it is significant. Values of 0 or less have
    /// no multiplicative pattern.
    pub(super) fn of(values: &[Option<f64>], periods: usize) -> Option<Self> {
        let count = values.iter().flatten().count();
        if count < YEARS * periods
            || values.iter().flatten().any(|value| *value <= 0.0)
            || !repeats(values, periods, float(count))
        {
            return None;
        }
        let raw: Option<Vec<f64>> = (0..periods)
            .map(|period| mean(share_of_year(values, periods, period)))
            .collect();
        let raw = raw?;
        let level = mean(raw.iter().copied())?;
        let factors: Vec<f64> = raw.into_iter().map(|factor| factor / level).collect();
        factors
            .iter()
            .all(|factor| *factor > 0.0)
            .then_some(Self(factors))
    }

    /// The factor at a place, from 0.
    pub(super) fn factor(&self, place: usize) -> f64 {
        self.0
            .get(place % self.0.len().max(1))
            .copied()
            .unwrap_or(1.0)
    }

    /// The values without the pattern.
    pub(super) fn without(&self, values: &[Option<f64>]) -> Vec<Option<f64>> {
        values
            .iter()
            .enumerate()
            .map(|(place, value)| value.map(|value| value / self.factor(place)))
            .collect()
    }
}

/// Whether a value says more of the value a year on than chance would.
fn repeats(values: &[Option<f64>], periods: usize, count: f64) -> bool {
    let Some(mean) = mean(values.iter().flatten().copied()) else {
        return false;
    };
    let squares: f64 = values.iter().flatten().map(|v| (v - mean).powi(2)).sum();
    if squares <= 0.0 {
        return false;
    }
    let correlation = |lag: usize| {
        let later = values.iter().skip(lag);
        let products = values.iter().zip(later);
        let sum: f64 = products
            .filter_map(|(one, other)| Some(((*one)? - mean) * ((*other)? - mean)))
            .sum();
        sum / squares
    };
    let others: f64 = (1..periods).map(|lag| correlation(lag).powi(2)).sum();
    correlation(periods).abs() > QUANTILE * ((1.0 + 2.0 * others) / count).sqrt()
}

/// Each value of one period of the year over the mean of the year about it.
fn share_of_year(
    values: &[Option<f64>],
    periods: usize,
    period: usize,
) -> impl Iterator<Item = f64> {
    (period..values.len())
        .step_by(periods)
        .filter_map(move |place| {
            let half = periods / 2;
            let year = values.get(place.checked_sub(half)?..=place + half)?;
            let (first, last) = (year.first().copied()??, year.last().copied()??);
            let all: Option<f64> = year.iter().copied().sum();
            // An even year has no middle: its two ends count half each.
            let sum = all?
                - if periods.is_multiple_of(2) {
                    (first + last) / 2.0
                } else {
                    0.0
                };
            Some((*values.get(place)?)? / (sum / float(periods)))
        })
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = values.fold((0.0, 0_usize), |(sum, count), value| {
        (sum + value, count + 1)
    });
    (count > 0).then(|| sum / float(count))
}
