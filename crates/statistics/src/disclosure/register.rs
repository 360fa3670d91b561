//! What has been published so far, and what can be worked out of all of it
//! together.
//!
//! Two publications that are each safe can give a number away between them: the
//! year to date this month and last month, this release and the one before, an
//! area and its wards, two breakdowns that overlap. So whatever is said of the
//! same counts is kept in one register and audited as one.

use super::attack::{Attack, End, Range, Sum};
use super::policy::Policy;
use super::puzzle::{Cost, Needs, Puzzle};
use super::search::search;
use super::suppress::EFFORT;

/// A count or a sum in a register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity(usize);

/// The counts that publications are about, sums of them, and what has been said
/// of each.
#[derive(Clone, Debug, Default)]
pub struct Register {
    counts: Vec<f64>,
    sums: Vec<Sum>,
    /// Of each quantity in the order they were added.
    entries: Vec<Entry>,
}

#[derive(Clone, Debug)]
struct Entry {
    name: String,
    place: Place,
    truth: f64,
    said: Range,
    hidden: bool,
}

#[derive(Clone, Copy, Debug)]
enum Place {
    Count(usize),
    Sum(usize),
}

/// A quantity of which too much can be worked out.
#[derive(Clone, Debug, PartialEq)]
pub struct Leak {
    /// What it is called.
    pub name: String,
    /// The least it can be.
    pub low: f64,
    /// The greatest it can be.
    pub high: f64,
}

/// A publication that says what is not so: it was restated since, or is wrong.
/// What else it gives away cannot then be worked out.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error(
    "“{name}” is {truth}, and was published as between {low} and {high}: enter what was published as a count of its own"
)]
pub struct Contradiction {
    /// What it is about.
    pub name: String,
    /// What it is.
    pub truth: f64,
    /// The least that was said.
    pub low: f64,
    /// The greatest that was said.
    pub high: f64,
}

/// Smaller differences are rounding errors.
const ROUNDING: f64 = 1e-6;

impl Register {
    /// A register of nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A count of people or events, the finest there is: a month, a ward, what is
    /// left of an area beside its wards. Nobody knows it until it is published.
    pub fn count(&mut self, name: impl Into<String>, count: u64) -> Quantity {
        #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
        let truth = count as f64;
        self.counts.push(truth);
        self.add(name.into(), Place::Count(self.counts.len() - 1), truth)
    }

    /// A sum of counts, each times a number: a total, a year to date, a
    /// difference, a mean times its months. A sum among the parts adds its own
    /// parts.
    pub fn sum(&mut self, name: impl Into<String>, parts: &[(Quantity, f64)]) -> Quantity {
        let mut flat: Vec<(usize, f64)> = Vec::new();
        for &(part, times) in parts {
            match self.entries[part.0].place {
                Place::Count(at) => flat.push((at, times)),
                Place::Sum(at) => {
                    let inner = &self.sums[at].parts;
                    flat.extend(inner.iter().map(|&(at, by)| (at, by * times)));
                }
            }
        }
        let truth = flat
            .iter()
            .map(|&(at, times)| self.counts[at] * times)
            .sum();
        self.sums.push(Sum { parts: flat });
        self.add(name.into(), Place::Sum(self.sums.len() - 1), truth)
    }

    fn add(&mut self, name: String, place: Place, truth: f64) -> Quantity {
        let low = match place {
            Place::Count(_) => 0.0,
            Place::Sum(_) => f64::NEG_INFINITY,
        };
        self.entries.push(Entry {
            name,
            place,
            truth,
            said: Range {
                low,
                high: f64::INFINITY,
            },
            hidden: false,
        });
        Quantity(self.entries.len() - 1)
    }

    /// It was or will be published as it is.
    pub fn publish(&mut self, quantity: Quantity) {
        let truth = self.entries[quantity.0].truth;
        self.publish_between(quantity, truth, truth);
    }

    /// It was or will be published so that it is known to lie between two
    /// numbers: rounded, or worked back from a mean or a percentage.
    pub fn publish_between(&mut self, quantity: Quantity, low: f64, high: f64) {
        let said = &mut self.entries[quantity.0].said;
        said.low = said.low.max(low);
        said.high = said.high.min(high);
    }

    /// It is hidden in what is published, so nobody may work it out exactly.
    pub fn hide(&mut self, quantity: Quantity) {
        self.entries[quantity.0].hidden = true;
    }

    /// What can be worked out that must not be: of every quantity that is small
    /// by the policy and was never published exactly, a range too narrow; of
    /// every hidden one, its exact value.
    ///
    /// # Errors
    /// [`Contradiction`] if something published is not so.
    pub fn leaks(&self, policy: &Policy) -> Result<Vec<Leak>, Contradiction> {
        for entry in &self.entries {
            let Range { low, high } = entry.said;
            if entry.truth < low - ROUNDING || entry.truth > high + ROUNDING {
                return Err(Contradiction {
                    name: entry.name.clone(),
                    truth: entry.truth,
                    low,
                    high,
                });
            }
        }
        let mut attack = Attack::new(&self.counts, &self.sums);
        let mut known = vec![Range::from(0.0); self.entries.len()];
        for entry in &self.entries {
            // Rounding errors of a mean must not put the truth outside.
            known[self.variable(entry)] = Range {
                low: entry.said.low.min(entry.truth),
                high: entry.said.high.max(entry.truth),
            };
        }
        attack.know(&known);
        Ok(self
            .entries
            .iter()
            .filter_map(|entry| self.leak(entry, &mut attack, policy))
            .collect())
    }

    /// What to hide of what is published, so that [`Register::leaks`] finds nothing of
    /// the small counts: what costs least altogether. `cost` says what hiding each
    /// would, in cells; none of what must stay. Empty if nothing need be hidden; none
    /// if no way was found. Audit it again: of what is hidden and not small it is only
    /// sure as far as the choice rests on it.
    #[must_use]
    pub fn fewest(
        &self,
        policy: &Policy,
        cost: impl Fn(Quantity) -> Option<f64>,
    ) -> Option<Vec<Quantity>> {
        let all = self.counts.len() + self.sums.len();
        #[expect(clippy::cast_precision_loss, reason = "thresholds are small")]
        let (threshold, protection) = (policy.threshold as f64, policy.protection() as f64);
        let nothing = Range {
            low: 0.0,
            high: 0.0,
        };
        let free = Cost {
            cells: 0.0,
            value: 0.0,
        };
        let mut puzzle = Puzzle {
            numbers: self.counts.clone(),
            sums: self.sums.clone(),
            shown: vec![nothing; all],
            primary: vec![false; all],
            may_hide: vec![false; all],
            cost: vec![free; all],
            needs: Needs {
                threshold,
                protection,
                zeros_shown: false,
            },
        };
        let scale: f64 = 1.0 + self.entries.iter().map(|one| one.truth.abs()).sum::<f64>();
        let mut of = vec![Quantity(0); all];
        for (at, entry) in self.entries.iter().enumerate() {
            let variable = self.variable(entry);
            of[variable] = Quantity(at);
            let exactly = entry.said.high - entry.said.low < ROUNDING && !entry.hidden;
            let unsaid = entry.hidden || !entry.said.high.is_finite();
            puzzle.primary[variable] = unsaid && is_small(entry.truth, policy);
            puzzle.shown[variable] = if exactly || unsaid {
                Range::exactly(entry.truth)
            } else {
                entry.said
            };
            let price = cost(Quantity(at)).filter(|_| exactly);
            puzzle.may_hide[variable] = unsaid || price.is_some();
            if let Some(cells) = price {
                let value = entry.truth.abs() / scale;
                puzzle.cost[variable] = Cost { cells, value };
            }
        }
        let choice = search(&puzzle, EFFORT)?;
        let chosen = choice.hidden.iter().enumerate();
        let chosen = chosen.filter(|(at, hide)| **hide && puzzle.cost[*at].cells > 0.0);
        Some(chosen.map(|(at, _)| of[at]).collect())
    }

    fn variable(&self, entry: &Entry) -> usize {
        match entry.place {
            Place::Count(at) => at,
            Place::Sum(at) => self.counts.len() + at,
        }
    }

    fn leak(&self, entry: &Entry, attack: &mut Attack, policy: &Policy) -> Option<Leak> {
        let published = entry.said.high - entry.said.low < ROUNDING;
        let small = !published && is_small(entry.truth, policy);
        if !small && !entry.hidden {
            return None;
        }
        let variable = self.variable(entry);
        let low = attack.end(variable, End::Low).unwrap_or(entry.truth);
        let high = attack.end(variable, End::High).unwrap_or(entry.truth);
        #[expect(clippy::cast_precision_loss, reason = "thresholds are small")]
        let (threshold, protection) = (policy.threshold as f64, policy.protection() as f64);
        // Only the whole numbers between are possible.
        let (least, most) = ((low - ROUNDING).ceil(), (high + ROUNDING).floor());
        let certain = most - least < 1.0;
        let narrow = small && (most < threshold || most - least < protection);
        (certain || narrow).then(|| Leak {
            name: entry.name.clone(),
            low,
            high,
        })
    }
}

/// Whether a quantity is a small count; a sum with negative parts may be below 0.
fn is_small(truth: f64, policy: &Policy) -> bool {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "not below 0, and a `u64` holds whatever was counted"
    )]
    let small = |truth: f64| policy.is_small(truth.round() as u64);
    truth > -ROUNDING && (truth - truth.round()).abs() < ROUNDING && small(truth)
}
