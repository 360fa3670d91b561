//! How much further units spread than chance: the ratio phi and the variance
//! between units tau², after the furthest have been trimmed.

use super::FunnelError;

/// What is done with the furthest scores before the spread is judged, so that a
/// few unusual units do not hide themselves. The share is of each end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Trim {
    /// They are moved in to the quantile (type 7 of Hyndman and Fan).
    Winsorise(f64),
    /// They are left out, by rank, as England's hospital mortality indicator
    /// does; the number of units shrinks.
    Truncate(f64),
}

impl Trim {
    /// A tenth at each end is winsorised.
    pub const USUAL: Self = Self::Winsorise(0.1);

    pub(super) fn check(self) -> Result<(), FunnelError> {
        let (Self::Winsorise(share) | Self::Truncate(share)) = self;
        if (0.0..0.5).contains(&share) {
            Ok(())
        } else {
            Err(FunnelError::Trim(share))
        }
    }
}

/// How far units spread.
pub(super) struct Spread {
    pub(super) phi: Option<f64>,
    pub(super) tau2: f64,
    /// How many units it was judged on.
    kept: usize,
}

impl Spread {
    /// From scores and weights (1 over each unit's variance), in the same order.
    pub(super) fn of(scores: &[f64], weights: &[f64], trim: Trim) -> Self {
        let kept: Vec<(f64, f64)> = match trim {
            Trim::Winsorise(share) => winsorised(scores, share)
                .into_iter()
                .zip(weights.iter().copied())
                .collect(),
            Trim::Truncate(share) => scores
                .iter()
                .zip(weights)
                .zip(keeps(scores, share))
                .filter_map(|((&score, &weight), keep)| keep.then_some((score, weight)))
                .collect(),
        };
        let n = count(kept.len());
        let phi = (n > 0.0).then(|| kept.iter().map(|(score, _)| score.powi(2)).sum::<f64>() / n);
        Self {
            phi,
            tau2: phi.map_or(0.0, |phi| between(&kept, n, phi)),
            kept: kept.len(),
        }
    }

    /// Whether limits allow for it. One unit alone says nothing of spread.
    pub(super) fn adjusted(&self) -> bool {
        self.kept > 1 && self.phi.is_some_and(|phi| phi > 1.0)
    }

    pub(super) fn is_finite(&self) -> bool {
        self.phi.is_none_or(f64::is_finite) && self.tau2.is_finite()
    }
}

/// The moment estimate of DerSimonian and Laird (1986).
fn between(kept: &[(f64, f64)], n: f64, phi: f64) -> f64 {
    if kept.len() < 2 || n * phi < n - 1.0 {
        return 0.0;
    }
    // Weights relative to the heaviest keep the sum of squares finite.
    let heaviest = kept.iter().map(|(_, weight)| *weight).fold(0.0, f64::max);
    let (sum, squares) = kept.iter().fold((0.0, 0.0), |(sum, squares), (_, weight)| {
        let share = weight / heaviest;
        (sum + share, squares + share.powi(2))
    });
    ((n * phi - (n - 1.0)) / (sum - squares / sum) / heaviest).max(0.0)
}

fn winsorised(scores: &[f64], share: f64) -> Vec<f64> {
    let mut sorted = scores.to_vec();
    sorted.sort_by(f64::total_cmp);
    match (quantile(&sorted, share), quantile(&sorted, 1.0 - share)) {
        (Some(low), Some(high)) => scores
            .iter()
            .map(|&score| {
                if score < low {
                    low
                } else if score > high {
                    high
                } else {
                    score
                }
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// The type 7 quantile of sorted values: linear between the order statistics.
fn quantile(sorted: &[f64], chance: f64) -> Option<f64> {
    let place = count(sorted.len().checked_sub(1)?) * chance;
    let (below, above) = (place.floor(), place.ceil());
    let (low, high) = (*sorted.get(index(below))?, *sorted.get(index(above))?);
    // Not between equal neighbours: two infinities have no middle.
    Some(if below < place && low < high {
        low + (place - below) * (high - low)
    } else {
        low
    })
}

/// Which scores are kept: those whose rank, cut into 1/share classes over n+1,
/// falls in neither the first nor the last.
fn keeps(scores: &[f64], share: f64) -> Vec<bool> {
    if share <= 0.0 {
        return vec![true; scores.len()];
    }
    let classes = 1.0 / share;
    ranks(scores)
        .into_iter()
        .map(|rank| {
            let class = (rank * classes / (count(scores.len()) + 1.0)).floor();
            class > 0.0 && class < classes - 1.0
        })
        .collect()
}

/// Ranks from 1; equal scores share the mean of theirs.
fn ranks(scores: &[f64]) -> Vec<f64> {
    let mut sorted = scores.to_vec();
    sorted.sort_by(f64::total_cmp);
    scores
        .iter()
        .map(|score| {
            let below = sorted.partition_point(|other| other < score);
            let through = sorted.partition_point(|other| other <= score);
            (count(below) + 1.0 + count(through)) / 2.0
        })
        .collect()
}

/// A number of units as a float; exact below 2^53.
fn count(n: usize) -> f64 {
    n as f64
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a place in a list: whole, 0 or more"
)]
fn index(place: f64) -> usize {
    place as usize
}
