//! Suppressed tables, attacked.

mod attack;
mod beyond;
mod traps;

use attack::Publication;
use proptest::prelude::*;
use statistics::disclosure::{
    Margins, Policy, Position, Published, Shown, Subtotal, Table, Zeros, suppress,
};

/// A table as a test writes it.
#[derive(Clone, Debug)]
pub(crate) struct Made {
    pub(crate) two_way: bool,
    pub(crate) rows: Vec<Vec<u64>>,
    /// Cells of each subtotal, numbered row by row.
    pub(crate) subtotals: Vec<Vec<usize>>,
}

impl Made {
    pub(crate) fn one_way(cells: &[u64], subtotals: &[&[usize]]) -> Self {
        Self {
            two_way: false,
            rows: vec![cells.to_vec()],
            subtotals: subtotals.iter().map(|members| members.to_vec()).collect(),
        }
    }

    pub(crate) fn two_way(rows: &[&[u64]]) -> Self {
        Self {
            two_way: true,
            rows: rows.iter().map(|row| row.to_vec()).collect(),
            subtotals: Vec::new(),
        }
    }

    fn table(&self) -> Table {
        let columns = self.rows[0].len();
        let subtotals = self
            .subtotals
            .iter()
            .enumerate()
            .map(|(number, members)| Subtotal {
                name: format!("S{number}"),
                members: members
                    .iter()
                    .map(|&at| Position {
                        row: at / columns,
                        column: at % columns,
                    })
                    .collect(),
            })
            .collect();
        let mut rows: Vec<Vec<Option<u64>>> = self
            .rows
            .iter()
            .map(|row| row.iter().copied().map(Some).collect())
            .collect();
        if self.two_way {
            Table::two_way(rows, subtotals).unwrap()
        } else {
            Table::one_way(rows.remove(0), subtotals).unwrap()
        }
    }

    /// The true cells and sums, in the order of [`Publication::all`].
    fn truth(&self, publication: &Publication) -> Vec<u64> {
        let cells = self.rows.concat();
        let sums = publication
            .sums
            .iter()
            .map(|sum| sum.parts.iter().map(|&at| cells[at]).sum());
        cells.iter().copied().chain(sums).collect()
    }

    /// Suppresses it, and fails if anything published is wrong or small, or if
    /// the attack finds what it must not.
    pub(crate) fn suppressed(&self, policy: &Policy) -> Published {
        let published = suppress(&self.table(), policy).unwrap();
        let publication = Publication::read(&published, &self.subtotals);
        let (truth, all) = (self.truth(&publication), publication.all());
        for (number, (&count, shown)) in truth.iter().zip(&all).enumerate() {
            let small = policy.is_small(count);
            if let Shown::Number(shown) = shown {
                assert_eq!(*shown, count, "number {number} of {self:?} is wrong");
                assert!(!small, "{count} is shown, number {number} of {self:?}");
                continue;
            }
            assert_eq!(*shown, Shown::Suppressed, "number {number} of {self:?}");
            assert!(
                count > 0 || policy.zeros == Zeros::Protected,
                "a zero is hidden, number {number} of {self:?}"
            );
            self.assert_uncertain(&publication, number, small, policy);
        }
        published
    }

    #[expect(clippy::cast_precision_loss, reason = "small")]
    fn assert_uncertain(
        &self,
        publication: &Publication,
        number: usize,
        small: bool,
        policy: &Policy,
    ) {
        let (low, high) = publication.range(number, 0.0);
        let found = format!("number {number} of {self:?} is between {low} and {high}");
        assert!(high - low > 1e-6, "{found}");
        if small {
            assert!(high >= policy.threshold as f64 - 1e-6, "{found}");
            assert!(high - low >= policy.protection() as f64 - 1e-6, "{found}");
        }
        if policy.zeros == Zeros::Shown {
            let (low, high) = publication.range(number, 1.0);
            assert!(
                high - low > 1e-6,
                "{found}, and known not to be 0: {low} to {high}"
            );
        }
    }
}

/// Counts as they are in children's services: some small, a few zeros.
fn count() -> impl Strategy<Value = u64> {
    prop_oneof![1 => Just(0u64), 3 => 1..6u64, 6 => 6..90u64]
}

fn policy() -> impl Strategy<Value = Policy> {
    (
        prop_oneof![3 => Just(6u64), 1 => Just(3), 1 => Just(10)],
        prop_oneof![3 => Just(None), 1 => Just(Some(2)), 1 => Just(Some(15))],
        prop_oneof![4 => Just(Zeros::Shown), 1 => Just(Zeros::Protected)],
        prop_oneof![8 => Just(Margins::Published), 1 => Just(Margins::Withheld)],
    )
        .prop_map(|(threshold, protection, zeros, margins)| Policy {
            threshold,
            protection,
            zeros,
            margins,
            ..Policy::default()
        })
}

/// Any subtotals: nested, overlapping, of one cell, of all.
fn subtotals(cells: usize) -> impl Strategy<Value = Vec<Vec<usize>>> {
    proptest::collection::vec(
        proptest::sample::subsequence((0..cells).collect::<Vec<usize>>(), 1..=cells),
        0..4,
    )
}

fn one_way() -> impl Strategy<Value = Made> {
    proptest::collection::vec(count(), 1..10).prop_flat_map(|cells| {
        subtotals(cells.len()).prop_map(move |subtotals| Made {
            two_way: false,
            rows: vec![cells.clone()],
            subtotals,
        })
    })
}

fn two_way() -> impl Strategy<Value = Made> {
    (1..6usize, 1..6usize)
        .prop_flat_map(|(rows, columns)| {
            let row = proptest::collection::vec(count(), columns);
            (
                proptest::collection::vec(row, rows),
                subtotals(rows * columns),
            )
        })
        .prop_map(|(rows, subtotals)| Made {
            two_way: true,
            rows,
            subtotals,
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn nothing_can_be_worked_out_of_a_one_way_table(made in one_way(), policy in policy()) {
        made.suppressed(&policy);
    }

    #[test]
    fn nothing_can_be_worked_out_of_a_two_way_table(made in two_way(), policy in policy()) {
        made.suppressed(&policy);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    /// Too large to be proven least: greedy choice and the audit.
    #[test]
    fn nothing_can_be_worked_out_of_a_large_table(
        rows in proptest::collection::vec(proptest::collection::vec(count(), 12), 12)
    ) {
        let made = Made { two_way: true, rows, subtotals: Vec::new() };
        made.suppressed(&Policy::default());
    }
}

/// The least number of other cells that must be hidden while every sum that is
/// large enough is shown, by trying every choice.
fn fewest(made: &Made, policy: &Policy) -> usize {
    let all = made.suppressed(&Policy {
        threshold: 0,
        ..policy.clone()
    });
    let publication = Publication::read(&all, &made.subtotals);
    let truth = made.truth(&publication);
    let may: Vec<usize> = (0..publication.shown.len())
        .filter(|&at| truth[at] > 0 && !policy.is_small(truth[at]))
        .collect();
    let mut choices: Vec<u32> = (0..1 << may.len()).collect();
    choices.sort_by_key(|choice| choice.count_ones());
    for choice in choices {
        let hidden = |at: usize| {
            policy.is_small(truth[at])
                || may
                    .iter()
                    .position(|&other| other == at)
                    .is_some_and(|bit| choice >> bit & 1 == 1)
        };
        let mut tried = Publication::read(&all, &made.subtotals);
        let cells = tried.shown.len();
        for at in (0..truth.len()).filter(|&at| hidden(at)) {
            match at.checked_sub(cells) {
                None => tried.shown[at] = Shown::Suppressed,
                Some(sum) => tried.sums[sum].shown = Shown::Suppressed,
            }
        }
        let safe = (0..truth.len()).filter(|&at| hidden(at)).all(|at| {
            #[expect(clippy::cast_precision_loss, reason = "small")]
            let threshold = policy.threshold as f64;
            let (low, high) = tried.range(at, 0.0);
            let (least, most) = tried.range(at, 1.0);
            let small = policy.is_small(truth[at]);
            high - low > 1e-6
                && most - least > 1e-6
                && (!small || high.min(high - low) >= threshold - 1e-6)
        });
        if safe {
            return choice.count_ones() as usize;
        }
    }
    unreachable!("no choice is safe without hiding sums")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// No more is hidden than must be, as long as no sum is: hiding one of those
    /// counts for more than hiding a cell.
    #[test]
    fn as_few_as_possible_are_hidden(
        rows in proptest::collection::vec(proptest::collection::vec(count(), 3), 2..=2)
    ) {
        let made = Made { two_way: true, rows, subtotals: Vec::new() };
        made.assert_fewest()?;
    }

    /// Counts so close to the threshold that one partner is often not enough.
    #[test]
    fn as_few_as_possible_are_hidden_of_counts_that_protect_little(
        cells in proptest::collection::vec(1..14u64, 7),
        members in proptest::collection::vec(0..7usize, 3)
    ) {
        let mut members = members;
        members.sort_unstable();
        members.dedup();
        let made = Made { two_way: false, rows: vec![cells], subtotals: vec![members] };
        made.assert_fewest()?;
    }
}

impl Made {
    fn assert_fewest(&self) -> Result<(), TestCaseError> {
        let policy = Policy {
            threshold: 9,
            ..Policy::default()
        };
        let published = self.suppressed(&policy);
        let publication = Publication::read(&published, &self.subtotals);
        let truth = self.truth(&publication);
        let sum_hidden = (publication.shown.len()..truth.len())
            .any(|at| publication.all()[at] == Shown::Suppressed && !policy.is_small(truth[at]));
        prop_assume!(!sum_hidden && published.proven);
        prop_assert_eq!(published.secondary, fewest(self, &policy));
        Ok(())
    }
}
