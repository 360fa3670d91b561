//! Sums, means and medians that do not depend on the order of their terms.
//!
//! A point exactly on the mean is on neither side of it, so the last digit of a
//! mean decides where a run breaks. Sums are therefore kept in two parts (Knuth,
//! *The Art of Computer Programming* 2, 4.2.2, theorem B): the mean of equal
//! values is that value, whatever it is.

/// A running sum with what rounding would lose.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sum {
    high: f64,
    low: f64,
    terms: u32,
}

impl Sum {
    /// Adds one term.
    pub(crate) fn add(&mut self, term: f64) {
        let sum = self.high + term;
        let other = sum - self.high;
        self.low += (self.high - (sum - other)) + (term - other);
        self.high = sum;
        self.terms += 1;
    }

    /// The sum.
    pub(crate) fn total(self) -> f64 {
        self.high + self.low
    }

    /// The sum divided by the number of terms; none of no terms.
    pub(crate) fn mean(self) -> Option<f64> {
        if self.terms == 0 {
            return None;
        }
        let terms = f64::from(self.terms);
        let rough = self.high / terms;
        let left = (-rough).mul_add(terms, self.high) + self.low;
        Some(rough + left / terms)
    }
}

impl FromIterator<f64> for Sum {
    fn from_iter<I: IntoIterator<Item = f64>>(terms: I) -> Self {
        let mut sum = Self::default();
        terms.into_iter().for_each(|term| sum.add(term));
        sum
    }
}

/// The mean; none of no values.
pub(crate) fn mean(values: impl IntoIterator<Item = f64>) -> Option<f64> {
    values.into_iter().collect::<Sum>().mean()
}

/// The middle value, or the mean of the two middle ones; none of no values.
pub(crate) fn median(values: impl IntoIterator<Item = f64>) -> Option<f64> {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    let half = values.len() / 2;
    let upper = *values.get(half)?;
    if values.len() % 2 == 1 {
        return Some(upper);
    }
    Some((values.get(half - 1)? + upper) / 2.0)
}

/// The mean of the moving ranges, after one screening where asked: ranges not
/// below 3.267 times their mean are left out and the mean taken again (Nelson
/// 1982, *Journal of Quality Technology* 14). None where no range is left.
pub(crate) fn mean_range(ranges: &[f64], screen: bool) -> Option<f64> {
    let all = mean(ranges.iter().copied())?;
    if !screen {
        return Some(all);
    }
    mean(ranges.iter().copied().filter(|range| *range < 3.267 * all))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mean_of_equal_values_is_that_value() {
        for value in [0.1, 53.7, 1.0 / 3.0, -2.3e-9, 81.4e7] {
            for count in [1, 3, 7, 11, 60, 1000] {
                let mean = mean(std::iter::repeat_n(value, count));
                assert_eq!(mean, Some(value), "{count} times {value}");
            }
        }
    }

    #[test]
    fn what_rounding_would_lose_is_kept() {
        assert_eq!(mean([1e16, 1.0, -1e16, 1.0]), Some(0.5));
        assert_eq!(mean([]), None);
    }

    #[test]
    fn the_median_is_the_middle() {
        assert_eq!(median([3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median([4.0, 1.0, 2.0, 3.0]), Some(2.5));
        assert_eq!(median([]), None);
    }

    #[test]
    fn screening_leaves_out_the_far_range_once() {
        // Their mean is 3, and 28 is above 9.8. Without it the mean is 2/9.
        let mut ranges = vec![0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 28.0];
        assert_eq!(mean_range(&ranges, false), Some(3.0));
        assert_eq!(mean_range(&ranges, true), Some(2.0 / 9.0));
        ranges.clear();
        assert_eq!(mean_range(&ranges, true), None);
        // Nothing is below 3.267 times nothing.
        assert_eq!(mean_range(&[0.0, 0.0], true), None);
    }
}
