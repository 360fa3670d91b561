//! The part of a series a forecast rests on.

use super::{FEWEST, FURTHEST, MOST_USED, SETTLING, Series, Silence};

/// The values since the process last changed, at most 60, from one that is
/// there to one that is there, brought to a common size.
pub(super) struct History {
    /// Values, over `size`.
    pub(super) values: Vec<Option<f64>>,
    /// The largest value, by which all were divided; 1 where all are 0.
    pub(super) size: f64,
    /// How many values there are.
    pub(super) count: usize,
    /// The one value all have, where they have.
    pub(super) constant: Option<f64>,
    /// How many places after the last value have none.
    pub(super) unread: usize,
    /// Periods in a year, where a yearly pattern is possible.
    pub(super) season: Option<usize>,
}

impl History {
    /// What there is to go by, or why it is not enough.
    pub(super) fn of(series: &Series<'_>) -> Result<Self, Silence> {
        let end = series.values.len();
        let start = series.rebased_at.filter(|at| *at < end).unwrap_or(0);
        let since = series.values.get(start..).unwrap_or_default();
        let present = since.iter().flatten().count();
        if start > 0 && present <= SETTLING {
            return Err(Silence::JustChanged { values: present });
        }
        let unread = since.iter().rev().take_while(|v| v.is_none()).count();
        let read = since.get(..since.len() - unread).unwrap_or_default();
        let used = read
            .get(read.len().saturating_sub(MOST_USED)..)
            .unwrap_or_default();
        let lead = used.iter().take_while(|value| value.is_none()).count();
        let used = used.get(lead..).unwrap_or_default();
        let count = used.iter().flatten().count();
        if count < FEWEST {
            return Err(Silence::TooShort { values: count });
        }
        let largest = used.iter().flatten().fold(0.0_f64, |l, v| l.max(v.abs()));
        let size = if largest > 0.0 { largest } else { 1.0 };
        let first = used.iter().flatten().next().copied();
        Ok(Self {
            values: used.iter().map(|v| v.map(|value| value / size)).collect(),
            size,
            count,
            constant: first.filter(|first| used.iter().flatten().all(|v| v == first)),
            unread,
            season: series.season.filter(|periods| *periods > 1),
        })
    }

    /// Why nothing is said so far ahead of the last value, where nothing is.
    pub(super) fn too_far(&self, ahead: usize) -> Option<Silence> {
        let most = FURTHEST.min(self.count / 2);
        (ahead > most).then_some(Silence::TooFar { ahead, most })
    }
}

/// A number of periods or values as a float; exact below 2^53.
pub(super) fn float(n: usize) -> f64 {
    n as f64
}
