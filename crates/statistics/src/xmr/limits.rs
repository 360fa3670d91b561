//! Mean and limits of one group.

use crate::average;

/// Mean moving range to limits: 3/d₂ with d₂ = 1.128 for two values, as the
/// tables round it and NHSRplotthedots uses it.
const TO_LIMITS: f64 = 2.66;

/// Two thirds of the way: the near limits.
const TO_NEAR_LIMITS: f64 = 2.0 * (TO_LIMITS / 3.0);

/// Mean and limits of a group.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// The mean of the baseline; none where it has no value.
    pub mean: Option<f64>,
    /// The limits; none where no two neighbours of the baseline have values, and
    /// where a rule set withholds them.
    pub spread: Option<Spread>,
}

/// How far the process varies. Never cut off at 0 or 100 %: a point is tested
/// against what was computed, whatever a drawing shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// Lower process limit.
    pub lower: f64,
    /// Upper process limit.
    pub upper: f64,
    /// Two thirds of the way to the lower limit.
    pub near_lower: f64,
    /// Two thirds of the way to the upper limit.
    pub near_upper: f64,
}

impl Limits {
    /// Those of a group whose first `baseline` points, or all, count.
    ///
    /// Where every moving range is zero, the limits are the mean; screening would
    /// leave no range at all there, and the package no limits.
    pub(super) fn of(group: &[Option<f64>], baseline: Option<usize>, screen: bool) -> Self {
        let counted = baseline.unwrap_or(group.len()).min(group.len());
        let counted = group.get(..counted).unwrap_or_default();
        let mean = average::mean(counted.iter().copied().flatten());
        let ranges: Vec<f64> = counted
            .windows(2)
            .filter_map(|pair| match pair {
                [Some(before), Some(value)] => Some((value - before).abs()),
                _ => None,
            })
            .collect();
        let range =
            average::mean_range(&ranges, screen).or_else(|| (!ranges.is_empty()).then_some(0.0));
        let spread = mean.zip(range).map(|(mean, range)| Spread {
            lower: mean - TO_LIMITS * range,
            upper: mean + TO_LIMITS * range,
            near_lower: mean - TO_NEAR_LIMITS * range,
            near_upper: mean + TO_NEAR_LIMITS * range,
        });
        Self { mean, spread }
    }
}
