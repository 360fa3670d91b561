//! A table as it may be published: small counts hidden, and as many others as it
//! takes that nobody can work them out.

use super::attack::{Range, Sum};
use super::policy::{Margins, Policy, Rounding, Zeros};
use super::puzzle::{Auditor, Cost, Needs, Puzzle};
use super::search::search;
use super::table::{Table, Ways};

/// What is published of one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// The number, rounded if the policy says so.
    Number(u64),
    /// Hidden.
    Suppressed,
    /// Rounds to 0 but is not 0.
    Low,
    /// There was no number.
    Missing,
}

/// A table as it may be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// Its cells, row by row; one row for a one-way table.
    pub cells: Vec<Vec<Shown>>,
    /// Its sums, unless they are withheld.
    pub margins: Option<PublishedMargins>,
    /// How many numbers were hidden because they are small.
    pub primary: usize,
    /// How many more were hidden to protect those.
    pub secondary: usize,
    /// Whether no safe way hides fewer.
    pub proven: bool,
}

/// The sums of a published table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedMargins {
    /// Of each row; absent for a one-way table.
    pub rows: Option<Vec<Shown>>,
    /// Of each column; absent for a one-way table.
    pub columns: Option<Vec<Shown>>,
    /// By name, in the order given.
    pub subtotals: Vec<(String, Shown)>,
    /// Of all cells.
    pub total: Shown,
}

/// Nothing safe was found. Hiding every number above 0 is safe, so this cannot
/// happen to a table but for an error in the arithmetic; it is said rather than
/// published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no safe way to publish this table was found: publish it with fewer or larger cells")]
pub struct NotSafe;

/// Steps of work allowed for finding fewer numbers to hide. About a tenth of a
/// second; only tables of a hundred cells and more come near it.
pub(super) const EFFORT: u64 = 30_000_000;

/// Hides what the policy says, and what else must be.
///
/// # Errors
/// [`NotSafe`], if the last audit, made anew, finds anything.
pub fn suppress(table: &Table, policy: &Policy) -> Result<Published, NotSafe> {
    let puzzle = puzzle(table, policy);
    let choice = search(&puzzle, EFFORT).ok_or(NotSafe)?;
    if !Auditor::new(&puzzle).is_safe_anew(&choice.hidden) {
        return Err(NotSafe);
    }
    Ok(published(
        table,
        policy,
        &puzzle,
        &choice.hidden,
        choice.proven,
    ))
}

/// Hiding a sum costs as many cells as this: the larger it is, the more a reader
/// misses it.
const SUBTOTAL_COST: f64 = 5.0;
const TOTAL_COST: f64 = 20.0;

fn puzzle(table: &Table, policy: &Policy) -> Puzzle {
    let counts: Vec<u64> = table.cells.iter().map(|cell| cell.unwrap_or(0)).collect();
    let sums = match policy.margins {
        Margins::Published => table.sums(),
        Margins::Withheld => Vec::new(),
    };
    let totals = sums
        .iter()
        .map(|parts| parts.iter().map(|&part| counts[part]).sum());
    let all: Vec<u64> = counts.iter().copied().chain(totals).collect();
    let missing = |at: usize| table.cells.get(at).is_some_and(Option::is_none);
    let scale: f64 = all.iter().map(|&count| real(count)).sum::<f64>() + 1.0;
    let primary: Vec<bool> = all
        .iter()
        .enumerate()
        .map(|(at, &count)| policy.is_small(count) && !missing(at))
        .collect();
    Puzzle {
        shown: all.iter().map(|&count| interval(count, policy)).collect(),
        may_hide: all
            .iter()
            .enumerate()
            .map(|(at, &count)| !missing(at) && (count > 0 || policy.zeros == Zeros::Protected))
            .collect(),
        cost: all
            .iter()
            .enumerate()
            .map(|(at, &count)| Cost {
                cells: if at < counts.len() {
                    1.0
                } else if at + 1 < all.len() {
                    SUBTOTAL_COST
                } else {
                    TOTAL_COST
                },
                value: real(count) / scale,
            })
            .collect(),
        needs: Needs {
            threshold: real(policy.threshold),
            protection: real(policy.protection()),
            zeros_shown: policy.zeros == Zeros::Shown,
        },
        numbers: counts.iter().copied().map(real).collect(),
        sums: sums
            .into_iter()
            .map(|parts| Sum {
                parts: parts.into_iter().map(|part| (part, 1.0)).collect(),
            })
            .collect(),
        primary,
    }
}

/// Counts are at most a thousand million and tables have a few thousand cells.
#[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
const fn real(count: u64) -> f64 {
    count as f64
}

/// What a shown number tells: itself, or all that round to it. Small counts are
/// never shown, and 0 is told apart from what rounds to it.
fn interval(count: u64, policy: &Policy) -> Range {
    if count == 0 || policy.rounding == Rounding::None {
        return Range::exactly(real(count));
    }
    let (low, high) = policy.rounding.interval(count);
    Range {
        low: real(low.max(1).max(policy.threshold.min(count))),
        high: real(high),
    }
}

fn published(
    table: &Table,
    policy: &Policy,
    puzzle: &Puzzle,
    hidden: &[bool],
    proven: bool,
) -> Published {
    let mut shown = table
        .cells
        .iter()
        .copied()
        .chain(
            table
                .sums()
                .into_iter()
                .map(|parts| Some(parts.into_iter().filter_map(|part| table.cells[part]).sum())),
        )
        .enumerate()
        .map(|(at, count)| match count {
            None => Shown::Missing,
            Some(_) if hidden.get(at).copied().unwrap_or(true) => Shown::Suppressed,
            Some(count) => match policy.rounding.round(count) {
                0 if count > 0 => Shown::Low,
                rounded => Shown::Number(rounded),
            },
        });
    let mut take = |many: usize| shown.by_ref().take(many).collect::<Vec<Shown>>();
    let (rows, columns) = (table.rows(), table.columns);
    let cells = (0..rows).map(|_| take(columns)).collect();
    let margins = (policy.margins == Margins::Published).then(|| {
        let two = table.ways == Ways::Two;
        PublishedMargins {
            rows: two.then(|| take(rows)),
            columns: two.then(|| take(columns)),
            subtotals: table
                .subtotals
                .iter()
                .map(|subtotal| subtotal.name.clone())
                .zip(take(table.subtotals.len()))
                .collect(),
            total: take(1).pop().unwrap_or(Shown::Suppressed),
        }
    });
    Published {
        cells,
        margins,
        primary: puzzle.primary.iter().filter(|primary| **primary).count(),
        secondary: puzzle.secondary(hidden).count(),
        proven,
    }
}
