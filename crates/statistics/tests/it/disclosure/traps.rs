//! Tables that have caught other tools, by hand.

use statistics::disclosure::{
    Margins, Policy, Position, Rounding, Shown, Subtotal, Table, TableError, Zeros, suppress,
};

use super::Made;

use Shown::{Number, Suppressed};

fn dfe() -> Policy {
    Policy::default()
}

/// Child protection plans of Coventry at 31 March 2021 by how long they had
/// lasted (DfE, children in need, table D5): 2 years and more is small, and DfE
/// hid 1 to 2 years too, so that the total of 461 does not give it away. The
/// two hidden numbers add up to what the others leave of the total; any small
/// count in the last gives the same.
#[test]
fn coventry_2021_comes_out_as_published() {
    let (shown, total) = ([150, 149, 106], 461);
    let rest: u64 = total - shown.iter().sum::<u64>();
    for small in 1..6 {
        let cells = [shown[0], shown[1], shown[2], rest - small, small];
        let published = Made::one_way(&cells, &[]).suppressed(&dfe());
        assert_eq!(
            published.cells[0],
            [
                Number(150),
                Number(149),
                Number(106),
                Suppressed,
                Suppressed
            ]
        );
        assert_eq!(published.margins.unwrap().total, Number(total));
    }
}

#[test]
fn two_small_counts_below_the_threshold_together_need_a_third() {
    let published = Made::one_way(&[2, 3, 40, 52], &[]).suppressed(&dfe());
    assert_eq!(
        published.cells[0],
        [Suppressed, Suppressed, Suppressed, Number(52)]
    );
    assert_eq!(published.margins.unwrap().total, Number(97));
}

#[test]
fn two_small_counts_that_hide_each_other_need_no_third() {
    let published = Made::one_way(&[4, 5, 40, 52], &[]).suppressed(&dfe());
    assert_eq!(published.secondary, 0);
}

/// Where zeros are always shown, six hidden cells that add up to 6 are six ones.
#[test]
fn ones_that_add_up_to_their_number_are_not_left_alone() {
    let published = Made::one_way(&[1, 1, 1, 1, 1, 1, 30], &[]).suppressed(&dfe());
    assert_eq!(published.secondary, 1);
}

#[test]
fn a_zero_is_no_partner() {
    let published = Made::one_way(&[3, 0, 40], &[]).suppressed(&dfe());
    assert_eq!(published.cells[0], [Suppressed, Number(0), Suppressed]);
}

#[test]
fn of_a_two_by_two_table_only_the_margins_stay() {
    let published = Made::two_way(&[&[3, 40], &[30, 50]]).suppressed(&dfe());
    assert_eq!(published.cells, [[Suppressed; 2]; 2]);
    let margins = published.margins.unwrap();
    assert_eq!(margins.rows.unwrap(), [Number(43), Number(80)]);
    assert_eq!(margins.columns.unwrap(), [Number(33), Number(90)]);
    assert_eq!(margins.total, Number(123));
}

#[test]
fn a_small_margin_is_hidden_and_cannot_be_worked_out() {
    let published = Made::two_way(&[&[0, 3, 1], &[20, 30, 9], &[40, 50, 60]]).suppressed(&dfe());
    let rows = published.margins.unwrap().rows.unwrap();
    assert_eq!(rows[0], Suppressed);
    assert!(rows[1..].contains(&Suppressed));
}

/// The only number of a table takes its total with it.
#[test]
fn a_small_total_is_hidden() {
    let published = Made::one_way(&[3, 0, 0], &[]).suppressed(&dfe());
    assert_eq!(published.cells[0], [Suppressed, Number(0), Number(0)]);
    assert_eq!(published.margins.unwrap().total, Suppressed);
}

#[test]
fn where_no_sum_is_known_nothing_more_is_hidden() {
    let policy = Policy {
        margins: Margins::Withheld,
        ..dfe()
    };
    let published = Made::two_way(&[&[3, 40], &[30, 50]]).suppressed(&policy);
    assert_eq!(published.secondary, 0);
    assert!(published.margins.is_none());
}

/// The zeros leave one way only round from each small count to the margins.
#[test]
fn a_staircase_of_zeros() {
    let published = Made::two_way(&[
        &[3, 20, 0, 0],
        &[0, 30, 25, 0],
        &[0, 0, 40, 35],
        &[50, 0, 0, 45],
    ])
    .suppressed(&dfe());
    assert_eq!(published.secondary, 7);
}

#[test]
fn subtotals_within_subtotals_and_across() {
    let cells = [3, 40, 52, 8, 61, 17, 9, 30];
    let subtotals: [&[usize]; 4] = [&[0, 1], &[0, 1, 2, 3], &[4, 5, 6, 7], &[1, 2, 3, 4]];
    let published = Made::one_way(&cells, &subtotals).suppressed(&dfe());
    assert_eq!(published.cells[0][..2], [Suppressed, Suppressed]);
}

#[test]
fn a_subtotal_that_is_a_cell_is_hidden_with_it() {
    let published = Made::one_way(&[3, 40, 52], &[&[0]]).suppressed(&dfe());
    assert_eq!(published.margins.unwrap().subtotals[0].1, Suppressed);
}

#[test]
fn a_subtotal_of_everything_is_shown_as_the_total_is() {
    let published = Made::one_way(&[3, 40, 52], &[&[0, 1, 2]]).suppressed(&dfe());
    let margins = published.margins.unwrap();
    assert_eq!(margins.subtotals[0].1, margins.total);
}

#[test]
fn zeros_are_hidden_and_protected_if_the_policy_says_so() {
    let policy = Policy {
        zeros: Zeros::Protected,
        ..dfe()
    };
    let published = Made::one_way(&[0, 40, 52, 61], &[]).suppressed(&policy);
    assert_eq!(
        published.cells[0],
        [Suppressed, Suppressed, Number(52), Number(61)]
    );
}

/// Three numbers rounded to 5 and their total leave room enough that nothing
/// more need be hidden; the exact total would not have.
#[test]
fn rounding_protects_too() {
    let cells = [Some(3), Some(21), Some(33), Some(42), Some(58)];
    let table = Table::one_way(cells.to_vec(), Vec::new()).unwrap();
    let policy = Policy {
        rounding: Rounding::Five,
        ..dfe()
    };
    let published = suppress(&table, &policy).unwrap();
    assert_eq!(
        published.cells[0],
        [Suppressed, Number(20), Number(35), Number(40), Number(60)]
    );
    assert_eq!(published.margins.unwrap().total, Number(155));
    let exact = suppress(&table, &dfe()).unwrap();
    assert_eq!(exact.secondary, 1);
}

/// One number rounded leaves a range of 5, too narrow for a threshold of 6.
#[test]
fn rounding_alone_is_not_always_enough() {
    let table = Table::one_way(vec![Some(1), Some(20)], Vec::new()).unwrap();
    let policy = Policy {
        rounding: Rounding::Five,
        protection: Some(10),
        ..dfe()
    };
    let published = suppress(&table, &policy).unwrap();
    assert_eq!(published.cells[0], [Suppressed, Suppressed]);
}

#[test]
fn what_rounds_to_nothing_is_told_from_nothing() {
    let table = Table::one_way(vec![Some(4), Some(0), Some(20)], Vec::new()).unwrap();
    let policy = Policy {
        threshold: 3,
        rounding: Rounding::Ten,
        ..dfe()
    };
    let published = suppress(&table, &policy).unwrap();
    assert_eq!(published.cells[0], [Shown::Low, Number(0), Number(20)]);
}

#[test]
fn a_missing_count_stays_missing_and_protects_nothing() {
    let table = Table::one_way(vec![Some(3), None, Some(20), Some(30)], Vec::new()).unwrap();
    let published = suppress(&table, &dfe()).unwrap();
    assert_eq!(
        published.cells[0],
        [Suppressed, Shown::Missing, Suppressed, Number(30)]
    );
    assert_eq!(published.margins.unwrap().total, Number(53));
}

#[test]
fn the_same_table_always_gives_the_same_answer() {
    let rows: Vec<Vec<Option<u64>>> = (0..9u64)
        .map(|row| {
            (0..9u64)
                .map(|column| Some((row * 7 + column * 13) % 31))
                .collect()
        })
        .collect();
    let table = Table::two_way(rows, Vec::new()).unwrap();
    assert_eq!(suppress(&table, &dfe()), suppress(&table, &dfe()));
}

#[test]
fn what_is_no_table_is_refused_with_the_cell() {
    let subtotal = |members: &[(usize, usize)]| Subtotal {
        name: "A".to_owned(),
        members: members
            .iter()
            .map(|&(row, column)| Position { row, column })
            .collect(),
    };
    let one = |subtotals: Vec<Subtotal>| {
        Table::one_way(vec![Some(3), Some(40)], subtotals)
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        one(vec![subtotal(&[(0, 2)])]),
        "subtotal “A”, cell [2]: the table has no such cell"
    );
    assert_eq!(
        one(vec![subtotal(&[(0, 1), (0, 1)])]),
        "subtotal “A”, cell [1]: is listed twice"
    );
    assert_eq!(
        one(vec![subtotal(&[])]),
        "subtotal “A”: names no cells: list its members"
    );
    assert_eq!(
        one(vec![subtotal(&[(0, 0)]), subtotal(&[(0, 1)])]),
        "subtotal “A”: two have this name: give each its own"
    );
    let ragged = Table::two_way(vec![vec![Some(1); 2], vec![Some(1); 3]], Vec::new());
    assert_eq!(
        ragged.unwrap_err(),
        TableError::Ragged {
            row: 1,
            found: 3,
            expected: 2
        }
    );
    assert_eq!(
        Table::two_way(Vec::new(), Vec::new()).unwrap_err(),
        TableError::Empty
    );
    assert_eq!(
        Table::one_way(vec![Some(1), Some(u64::MAX)], Vec::new()).unwrap_err(),
        TableError::TooLarge {
            cell: "[1]".to_owned(),
            count: u64::MAX
        }
    );
}
