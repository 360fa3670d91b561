//! Which columns are shares of others, found by doing the sum.

use std::collections::{BTreeMap, HashMap};

use crate::cell::figure;
use crate::describe::columns::Columns;
use crate::describe::guess::{is_share, is_size, words};
use crate::table::{Row, Table};

/// What a column of shares is worked out from.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Pair {
    /// Two columns of the same row.
    Row {
        /// What was counted.
        numerator: usize,
        /// Out of what.
        denominator: usize,
        /// What the quotient is multiplied by: 100, 1,000, 10,000 or 1.
        scale: f64,
        /// Whether some numerator is above its denominator.
        exceeds: bool,
    },
    /// A column, and the same column in the row of the total.
    Total {
        /// The column.
        count: usize,
        /// The filter that chooses the total.
        filter: usize,
    },
}

/// How many rows are looked at.
const SAMPLE: usize = 400;

/// The share of sums that must come out.
const ENOUGH: f64 = 0.95;

/// The pairs of a file’s columns.
pub(super) fn find(table: &Table, columns: &Columns) -> BTreeMap<usize, Pair> {
    let kept: Vec<&Row> = table.rows.iter().filter(|row| columns.keeps(row)).collect();
    // From the end of the file: totals, which stand first, are rounded.
    let step = (kept.len() / SAMPLE).max(1);
    let sample: Vec<&Row> = kept.iter().rev().step_by(step).copied().collect();
    let numbers: BTreeMap<usize, Vec<Option<f64>>> = columns
        .figures
        .iter()
        .map(|&at| {
            let read = |row: &&Row| figure(row.cell(at)).ok().and_then(|figure| figure.number());
            (at, sample.iter().map(read).collect())
        })
        .collect();
    let name = |at: usize| table.header.get(at).map_or("", String::as_str);
    let mut pairs = BTreeMap::new();
    for &share in &columns.figures {
        let shape = columns.shape(share);
        let fraction = shape.decimals > 0 && !is_size(name(share));
        if !is_share(name(share)) && !fraction {
            continue;
        }
        let sizes: Vec<usize> = columns
            .figures
            .iter()
            .copied()
            .filter(|at| *at != share && !is_share(name(*at)))
            .collect();
        let within = 0.5 * 0.1_f64.powi(i32::from(shape.decimals)) + 1e-9;
        let mut best: Option<(usize, Pair)> = None;
        for &numerator in &sizes {
            for &denominator in sizes.iter().filter(|at| **at != numerator) {
                let rough = [numerator, denominator]
                    .iter()
                    .any(|at| columns.shape(*at).decimals > 0);
                for scale in [100.0, 10_000.0, 1.0, 1_000.0] {
                    let sums = (
                        &numbers[&share],
                        &numbers[&numerator],
                        &numbers[&denominator],
                    );
                    if !comes_out(sums, scale, within, rough) {
                        continue;
                    }
                    let kinship = alike(name(share), name(numerator)) * 2
                        + alike(name(share), name(denominator));
                    if best.as_ref().is_none_or(|(most, _)| kinship > *most) {
                        let pair = Pair::Row {
                            numerator,
                            denominator,
                            scale,
                            exceeds: false,
                        };
                        best = Some((kinship, pair));
                    }
                }
            }
        }
        let best = best.map(|(_, pair)| exceeding(pair, &kept));
        if let Some(pair) = best.or_else(|| of_total(&kept, columns, share, &sizes, within)) {
            pairs.insert(share, pair);
        }
    }
    pairs
}

type Numbers = Vec<Option<f64>>;

/// A pair of columns, with whether the numerator is above the denominator in any
/// row of the file.
fn exceeding(pair: Pair, rows: &[&Row]) -> Pair {
    let Pair::Row {
        numerator,
        denominator,
        scale,
        ..
    } = pair
    else {
        return pair;
    };
    let number =
        |row: &Row, at: usize| figure(row.cell(at)).ok().and_then(|figure| figure.number());
    let exceeds = rows
        .iter()
        .filter(|row| number(row, numerator) > number(row, denominator))
        .any(|row| number(row, denominator).is_some());
    Pair::Row {
        numerator,
        denominator,
        scale,
        exceeds,
    }
}

/// Whether a share is one number over another in nearly every row.
fn comes_out(
    (share, numerator, denominator): (&Numbers, &Numbers, &Numbers),
    scale: f64,
    within: f64,
    rough: bool,
) -> bool {
    let (mut tried, mut right, mut telling) = (0.0, 0.0, 0);
    for ((share, numerator), denominator) in share.iter().zip(numerator).zip(denominator) {
        let (Some(share), Some(numerator), Some(denominator)) = (share, numerator, denominator)
        else {
            continue;
        };
        if *denominator <= 0.0 {
            continue;
        }
        tried += 1.0;
        let quotient = numerator / denominator;
        // Sizes to one decimal are up to 0.05 off.
        let slack = if rough {
            scale * 0.05 / denominator * (1.0 + quotient)
        } else {
            0.0
        };
        if (share - scale * quotient).abs() <= within + slack {
            right += 1.0;
            if *numerator > 0.0 && quotient != 1.0 {
                telling += 1;
            }
        } else if tried - right > 12.0 && right < tried * ENOUGH {
            return false;
        }
    }
    telling >= 3 && right >= tried * ENOUGH
}

/// A share of the same column in the row of the total, whichever total that is.
fn of_total(
    rows: &[&Row],
    columns: &Columns,
    share: usize,
    sizes: &[usize],
    within: f64,
) -> Option<Pair> {
    let number =
        |row: &Row, at: usize| figure(row.cell(at)).ok().and_then(|figure| figure.number());
    for (filter, candidates) in columns.filters.iter().zip(&columns.totals) {
        let rank = |row: &Row| candidates.iter().position(|one| one == row.cell(*filter));
        let key = |row: &Row| -> Vec<String> {
            columns
                .key()
                .iter()
                .filter(|at| *at != filter)
                .map(|at| row.cell(*at).to_owned())
                .collect()
        };
        for &count in sizes {
            // The plainest of the totals that stand with the same other values.
            let mut totals: HashMap<Vec<String>, (usize, Option<f64>)> = HashMap::new();
            for row in rows {
                let Some(rank) = rank(row) else { continue };
                let one = (rank, number(row, count));
                let held = totals.entry(key(row)).or_insert(one);
                if rank < held.0 {
                    *held = one;
                }
            }
            let parts: Vec<(Option<f64>, Option<f64>, Option<f64>)> = rows
                .iter()
                .rev()
                .filter(|row| rank(row).is_none())
                .take(4 * SAMPLE)
                .map(|row| {
                    (
                        number(row, share),
                        number(row, count),
                        totals.get(&key(row)).and_then(|(_, total)| *total),
                    )
                })
                .collect();
            let (shares, rest): (Numbers, Vec<_>) = parts
                .into_iter()
                .map(|(one, two, three)| (one, (two, three)))
                .unzip();
            let (counts, whole): (Numbers, Numbers) = rest.into_iter().unzip();
            if comes_out((&shares, &counts, &whole), 100.0, within, false) {
                return Some(Pair::Total {
                    count,
                    filter: *filter,
                });
            }
        }
    }
    None
}

/// How many words two column names share.
fn alike(one: &str, other: &str) -> usize {
    let others = words(other);
    words(one)
        .iter()
        .filter(|word| others.contains(word))
        .count()
}
