//! A slow attack on what is published, with nothing of the library but its
//! answers: one linear programme for each end of each hidden number's range, by
//! another solver.

use good_lp::{
    Expression, ResolutionError, Solution, SolverModel, Variable, constraint, microlp, variable,
    variables,
};
use statistics::disclosure::{Published, Shown};

/// What is published of every number, and which of them each sum adds. The cells
/// come first.
pub(super) struct Publication {
    pub(super) shown: Vec<Shown>,
    pub(super) sums: Vec<Sum>,
}

/// One published or hidden sum.
pub(super) struct Sum {
    pub(super) shown: Shown,
    pub(super) parts: Vec<usize>,
}

impl Publication {
    /// As a reader sees it. `members` are the cells of each subtotal, as
    /// numbers row by row.
    pub(super) fn read(published: &Published, members: &[Vec<usize>]) -> Self {
        let columns = published.cells[0].len();
        let rows = published.cells.len();
        let mut sums = Vec::new();
        if let Some(margins) = &published.margins {
            for (row, &shown) in margins.rows.iter().flatten().enumerate() {
                let parts = (row * columns..(row + 1) * columns).collect();
                sums.push(Sum { shown, parts });
            }
            for (column, &shown) in margins.columns.iter().flatten().enumerate() {
                let parts = (0..rows).map(|row| row * columns + column).collect();
                sums.push(Sum { shown, parts });
            }
            for ((_, shown), parts) in margins.subtotals.iter().zip(members) {
                sums.push(Sum {
                    shown: *shown,
                    parts: parts.clone(),
                });
            }
            sums.push(Sum {
                shown: margins.total,
                parts: (0..rows * columns).collect(),
            });
        }
        Self {
            shown: published.cells.concat(),
            sums,
        }
    }

    /// Cells, then sums.
    pub(super) fn all(&self) -> Vec<Shown> {
        let sums = self.sums.iter().map(|sum| sum.shown);
        self.shown.iter().copied().chain(sums).collect()
    }

    /// The least and greatest that a number can be, infinity if it has no end.
    /// `floor` is the least that a hidden cell can be.
    pub(super) fn range(&self, number: usize, floor: f64) -> (f64, f64) {
        let end = |sign: f64| match self.solve(number, sign, floor) {
            Err(ResolutionError::Unbounded) => sign * f64::INFINITY,
            // The true table is a solution.
            solved => solved.unwrap(),
        };
        (end(-1.0), end(1.0))
    }

    fn solve(&self, number: usize, sign: f64, floor: f64) -> Result<f64, ResolutionError> {
        let mut unknown = variables!();
        let cells: Vec<Variable> = self
            .shown
            .iter()
            .map(|shown| match *shown {
                #[expect(clippy::cast_precision_loss, reason = "small")]
                Shown::Number(count) => unknown.add(variable().min(count as f64).max(count as f64)),
                Shown::Missing => unknown.add(variable().min(0.0).max(0.0)),
                Shown::Suppressed | Shown::Low => unknown.add(variable().min(floor)),
            })
            .collect();
        let adds = |parts: &[usize]| -> Expression { parts.iter().map(|&at| cells[at]).sum() };
        let asked: Expression = match number.checked_sub(cells.len()) {
            None => cells[number].into(),
            Some(sum) => adds(&self.sums[sum].parts),
        };
        let mut model = unknown.maximise(sign * asked.clone()).using(microlp);
        for sum in &self.sums {
            if let Shown::Number(count) = sum.shown {
                #[expect(clippy::cast_precision_loss, reason = "small")]
                let count = count as f64;
                model = model.with(constraint!(adds(&sum.parts) == count));
            }
        }
        Ok(model.solve()?.eval(asked))
    }
}
