//! A table of counts: one or two ways, with subtotals over any of its cells.

use std::collections::BTreeSet;

/// A cell by its row and column, from 0. A one-way table is one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Row, from 0.
    pub row: usize,
    /// Column, from 0.
    pub column: usize,
}

/// A sum over some of a table's cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subtotal {
    /// What it is called.
    pub name: String,
    /// The cells it adds, each once.
    pub members: Vec<Position>,
}

/// Whether there is one way of counting or two that cross.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ways {
    /// One row of cells and their total.
    One,
    /// Rows and columns, each with a total.
    Two,
}

/// A table whose shape has been checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub(super) ways: Ways,
    pub(super) columns: usize,
    /// Row by row. A missing cell counts as nothing and is known to be missing.
    pub(super) cells: Vec<Option<u64>>,
    pub(super) subtotals: Vec<Subtotal>,
}

/// Why something is not a table. Cells are named as they were given: `[3]` in a
/// one-way table, `[1, 3]` in a two-way one, both from 0.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// No cells.
    #[error("cells: there are none: give at least one count")]
    Empty,
    /// Rows of unequal length.
    #[error(
        "cells, row {row}: has {found} cells, and row 0 has {expected}: give every row as many"
    )]
    Ragged {
        /// The first row that differs, from 0.
        row: usize,
        /// Its cells.
        found: usize,
        /// The first row's cells.
        expected: usize,
    },
    /// More cells than can be protected.
    #[error(
        "cells: there are {0}, and at most {MOST_CELLS} can be protected together: publish smaller tables"
    )]
    TooManyCells(usize),
    /// A count too large to add up.
    #[error("cell {cell}: {count} is more than {LARGEST}, the largest count taken")]
    TooLarge {
        /// The cell.
        cell: String,
        /// Its count.
        count: u64,
    },
    /// A subtotal over nothing.
    #[error("subtotal “{0}”: names no cells: list its members")]
    NoMembers(String),
    /// A subtotal's name used twice.
    #[error("subtotal “{0}”: two have this name: give each its own")]
    SameName(String),
    /// A member that is not a cell of the table.
    #[error("subtotal “{name}”, cell {cell}: the table has no such cell")]
    NoSuchCell {
        /// The subtotal.
        name: String,
        /// The cell.
        cell: String,
    },
    /// A cell counted twice.
    #[error("subtotal “{name}”, cell {cell}: is listed twice")]
    Twice {
        /// The subtotal.
        name: String,
        /// The cell.
        cell: String,
    },
}

/// More cells would take minutes.
const MOST_CELLS: usize = 4_000;

/// Sums of counts up to this are exact in the arithmetic of the audit.
const LARGEST: u64 = 1_000_000_000;

impl Table {
    /// A one-way table; members of subtotals have row 0.
    ///
    /// # Errors
    /// Whatever is wrong with its shape, with the cell.
    pub fn one_way(cells: Vec<Option<u64>>, subtotals: Vec<Subtotal>) -> Result<Self, TableError> {
        Self::checked(Ways::One, cells.len(), cells, subtotals)
    }

    /// A two-way table, row by row.
    ///
    /// # Errors
    /// Whatever is wrong with its shape, with the cell.
    pub fn two_way(
        rows: Vec<Vec<Option<u64>>>,
        subtotals: Vec<Subtotal>,
    ) -> Result<Self, TableError> {
        let columns = rows.first().map_or(0, Vec::len);
        if let Some((row, cells)) = rows
            .iter()
            .enumerate()
            .find(|(_, row)| row.len() != columns)
        {
            return Err(TableError::Ragged {
                row,
                found: cells.len(),
                expected: columns,
            });
        }
        Self::checked(Ways::Two, columns, rows.concat(), subtotals)
    }

    fn checked(
        ways: Ways,
        columns: usize,
        cells: Vec<Option<u64>>,
        subtotals: Vec<Subtotal>,
    ) -> Result<Self, TableError> {
        if cells.is_empty() {
            return Err(TableError::Empty);
        }
        if cells.len() > MOST_CELLS {
            return Err(TableError::TooManyCells(cells.len()));
        }
        let table = Self {
            ways,
            columns,
            cells,
            subtotals,
        };
        for (at, count) in table.cells.iter().enumerate() {
            if let Some(count) = *count
                && count > LARGEST
            {
                let cell = table.name_of(table.position(at));
                return Err(TableError::TooLarge { cell, count });
            }
        }
        let mut names = BTreeSet::new();
        for subtotal in &table.subtotals {
            table.check(subtotal)?;
            if !names.insert(&subtotal.name) {
                return Err(TableError::SameName(subtotal.name.clone()));
            }
        }
        Ok(table)
    }

    fn check(&self, subtotal: &Subtotal) -> Result<(), TableError> {
        if subtotal.members.is_empty() {
            return Err(TableError::NoMembers(subtotal.name.clone()));
        }
        let mut met = BTreeSet::new();
        for &member in &subtotal.members {
            let (name, cell) = (subtotal.name.clone(), self.name_of(member));
            if member.row >= self.rows() || member.column >= self.columns {
                return Err(TableError::NoSuchCell { name, cell });
            }
            if !met.insert(member) {
                return Err(TableError::Twice { name, cell });
            }
        }
        Ok(())
    }

    /// A cell as whoever gave the table would write it.
    fn name_of(&self, cell: Position) -> String {
        match self.ways {
            Ways::One => format!("[{}]", cell.column),
            Ways::Two => format!("[{}, {}]", cell.row, cell.column),
        }
    }

    pub(super) fn rows(&self) -> usize {
        self.cells.len() / self.columns
    }

    pub(super) fn place(&self, cell: Position) -> usize {
        cell.row * self.columns + cell.column
    }

    fn position(&self, place: usize) -> Position {
        Position {
            row: place / self.columns,
            column: place % self.columns,
        }
    }

    /// The places of the cells that each sum adds: rows, columns, subtotals, the
    /// total; a one-way table has no rows and columns.
    pub(super) fn sums(&self) -> Vec<Vec<usize>> {
        let (rows, columns) = (self.rows(), self.columns);
        let mut sums: Vec<Vec<usize>> = Vec::new();
        if self.ways == Ways::Two {
            sums.extend((0..rows).map(|row| (row * columns..(row + 1) * columns).collect()));
            sums.extend(
                (0..columns).map(|column| (column..rows * columns).step_by(columns).collect()),
            );
        }
        sums.extend(self.subtotals.iter().map(|subtotal| {
            subtotal
                .members
                .iter()
                .map(|&member| self.place(member))
                .collect()
        }));
        sums.push((0..self.cells.len()).collect());
        sums
    }
}
