//! What somebody could work out: the least and the greatest each hidden number
//! can be, given everything that is published.
//!
//! The unknowns are numbers and sums of them. A sum is a number of its own, so
//! `sum - its parts = 0` is one row each, and the true numbers are always one
//! solution. Bounds are found by the simplex method for bounded variables
//! (Dantzig 1955; Chvátal, *Linear Programming*, 1983, chapter 8), started from
//! that solution and moved from one question to the next without starting anew.

/// A sum that an attacker may know of: which numbers it adds, how often each.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sum {
    /// Place of a number, and what it is multiplied by.
    pub(super) parts: Vec<(usize, f64)>,
}

/// What can be known of one number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Range {
    /// The least it may be.
    pub(super) low: f64,
    /// The greatest it may be, infinite if nothing limits it.
    pub(super) high: f64,
}

impl Range {
    /// Known exactly.
    pub(super) const fn exactly(value: f64) -> Self {
        Self {
            low: value,
            high: value,
        }
    }

    /// Nothing known but that it is not below `low`.
    pub(super) const fn from(low: f64) -> Self {
        Self {
            low,
            high: f64::INFINITY,
        }
    }

    /// The same without an end in one direction.
    const fn endless(self, direction: f64) -> Self {
        if direction > 0.0 {
            Self {
                low: self.low,
                high: f64::INFINITY,
            }
        } else {
            Self {
                low: f64::NEG_INFINITY,
                high: self.high,
            }
        }
    }
}

/// Which end of a number's range is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// The least it may be.
    Low,
    /// The greatest it may be.
    High,
}

impl End {
    const fn sign(self) -> f64 {
        match self {
            Self::Low => -1.0,
            Self::High => 1.0,
        }
    }
}

/// Below this a coefficient counts as none. Those of a table are whole numbers
/// or small fractions.
const NONE: f64 = 1e-9;

/// How far a number may pass its bound before it counts as at it.
const AT: f64 = 1e-7;

/// After so many steps that move nothing, the first choice is taken instead of
/// the best, which cannot go round in circles (Bland 1977).
const STANDSTILL: u32 = 30;

/// More steps than any question of ours needs; a sign that rounding errors have
/// taken over. The question then counts as unanswered, which is never safe.
const STEPS: u32 = 20_000;

/// Numbers, their sums, and what is known of each.
#[derive(Clone, Debug)]
pub(super) struct Attack {
    columns: usize,
    /// One row a sum, in terms of the numbers that are not basic.
    rows: Vec<Vec<f64>>,
    /// As at the beginning.
    first_rows: Vec<Vec<f64>>,
    basic: Vec<usize>,
    row_of: Vec<Option<usize>>,
    truth: Vec<f64>,
    value: Vec<f64>,
    known: Vec<Range>,
    /// The least and greatest met so far at any solution.
    seen: Vec<Range>,
    /// Steps of work done, in coefficients touched.
    work: u64,
}

impl Attack {
    /// The numbers with their true values, followed by the sums. At first
    /// everything is published exactly.
    pub(super) fn new(numbers: &[f64], sums: &[Sum]) -> Self {
        let columns = numbers.len() + sums.len();
        let mut truth = numbers.to_vec();
        let mut rows = Vec::with_capacity(sums.len());
        for (at, sum) in sums.iter().enumerate() {
            let mut row = vec![0.0; columns];
            row[numbers.len() + at] = 1.0;
            let mut total = 0.0;
            for &(part, times) in &sum.parts {
                row[part] -= times;
                total += times * numbers[part];
            }
            rows.push(row);
            truth.push(total);
        }
        let basic: Vec<usize> = (numbers.len()..columns).collect();
        let mut row_of = vec![None; columns];
        for (row, &variable) in basic.iter().enumerate() {
            row_of[variable] = Some(row);
        }
        let known: Vec<Range> = truth.iter().copied().map(Range::exactly).collect();
        Self {
            columns,
            first_rows: rows.clone(),
            rows,
            basic,
            row_of,
            value: truth.clone(),
            seen: known.clone(),
            truth,
            known,
            work: 0,
        }
    }

    /// Steps of work done so far.
    pub(super) const fn work(&self) -> u64 {
        self.work
    }

    /// The true value of a number or sum.
    pub(super) fn truth(&self, variable: usize) -> f64 {
        self.truth[variable]
    }

    /// The values met so far, all of them possible.
    pub(super) fn seen(&self, variable: usize) -> Range {
        self.seen[variable]
    }

    /// Says what is known of every number and sum. Each true value must lie in
    /// its range.
    pub(super) fn know(&mut self, known: &[Range]) {
        let narrower = known
            .iter()
            .zip(&self.known)
            .any(|(new, old)| new.low > old.low || new.high < old.high);
        self.known.copy_from_slice(known);
        // What was possible stays so while ranges only grow.
        if narrower {
            self.value.copy_from_slice(&self.truth);
            self.seen = self.truth.iter().copied().map(Range::exactly).collect();
        }
    }

    /// Begins again from the sums as they were given, free of rounding errors.
    pub(super) fn refresh(&mut self) {
        self.rows.clone_from(&self.first_rows);
        let numbers = self.columns - self.rows.len();
        self.row_of = vec![None; self.columns];
        for (row, basic) in self.basic.iter_mut().enumerate() {
            *basic = numbers + row;
            self.row_of[numbers + row] = Some(row);
        }
        self.value.copy_from_slice(&self.truth);
        self.seen = self.truth.iter().copied().map(Range::exactly).collect();
    }

    /// The end of a number's range; `None` if it could not be found.
    pub(super) fn end(&mut self, variable: usize, end: End) -> Option<f64> {
        let mut standstill = 0;
        for _ in 0..STEPS {
            let Some((entering, direction)) = self.entering(variable, end, standstill) else {
                self.note();
                return Some(self.value[variable]);
            };
            let (step, leaving) = self.leaving(entering, direction, standstill);
            if step.is_infinite() {
                self.note_endless(entering, direction);
                return Some(end.sign() * f64::INFINITY);
            }
            self.go(entering, direction * step);
            if step > AT {
                standstill = 0;
            } else {
                standstill += 1;
            }
            match leaving {
                Some(row) => self.pivot(row, entering),
                None => self.value[entering] = self.bound(entering, direction),
            }
        }
        None
    }

    /// How much the end just found would move for each unit that a number
    /// moves: the coefficients of its proof. Numbers without influence are left
    /// out. Call it right after [`Attack::end`].
    pub(super) fn proof(&self, variable: usize, end: End) -> Vec<(usize, f64)> {
        let Some(row) = self.row_of[variable] else {
            return Vec::new();
        };
        let sign = -end.sign();
        self.rows[row]
            .iter()
            .enumerate()
            .filter(|&(column, coefficient)| column != variable && coefficient.abs() > NONE)
            .map(|(column, coefficient)| (column, sign * coefficient))
            .collect()
    }

    /// A number that can be moved so that the one asked for moves towards its
    /// end, and the direction.
    fn entering(&mut self, variable: usize, end: End, standstill: u32) -> Option<(usize, f64)> {
        let Some(row) = self.row_of[variable] else {
            let direction = end.sign();
            return self
                .can_move(variable, direction)
                .then_some((variable, direction));
        };
        self.work += self.columns as u64;
        let mut best: Option<(usize, f64, f64)> = None;
        for (column, &coefficient) in self.rows[row].iter().enumerate() {
            if coefficient.abs() <= NONE || column == variable {
                continue;
            }
            let direction = if coefficient < 0.0 { 1.0 } else { -1.0 } * end.sign();
            if best.is_none_or(|(_, _, size)| coefficient.abs() > size)
                && self.can_move(column, direction)
            {
                best = Some((column, direction, coefficient.abs()));
                if standstill > STANDSTILL {
                    break;
                }
            }
        }
        best.map(|(column, direction, _)| (column, direction))
    }

    fn can_move(&self, variable: usize, direction: f64) -> bool {
        if direction > 0.0 {
            self.value[variable] < self.known[variable].high - AT
        } else {
            self.value[variable] > self.known[variable].low + AT
        }
    }

    fn bound(&self, variable: usize, direction: f64) -> f64 {
        if direction > 0.0 {
            self.known[variable].high
        } else {
            self.known[variable].low
        }
    }

    /// How far a number can go, and the row that stops it, if it is not its own
    /// bound.
    fn leaving(
        &mut self,
        entering: usize,
        direction: f64,
        standstill: u32,
    ) -> (f64, Option<usize>) {
        self.work += self.rows.len() as u64;
        let mut least = (self.bound(entering, direction) - self.value[entering]).abs();
        let mut leaving: Option<(usize, f64)> = None;
        for (row, coefficients) in self.rows.iter().enumerate() {
            let change = -coefficients[entering] * direction;
            if change.abs() <= NONE {
                continue;
            }
            let basic = self.basic[row];
            let room = (self.bound(basic, change) - self.value[basic]) / change;
            let room = room.max(0.0);
            let better = if room < least - NONE {
                true
            } else if room > least + NONE {
                false
            } else if standstill > STANDSTILL {
                leaving.is_some_and(|(other, _)| basic < self.basic[other])
            } else {
                leaving.is_none_or(|(_, size)| change.abs() > size)
            };
            if better {
                least = least.min(room);
                leaving = Some((row, change.abs()));
            }
        }
        (least, leaving.map(|(row, _)| row))
    }

    /// Moves a number, and with it every basic one.
    fn go(&mut self, entering: usize, by: f64) {
        if by == 0.0 {
            return;
        }
        self.value[entering] += by;
        for (row, coefficients) in self.rows.iter().enumerate() {
            let change = coefficients[entering];
            if change.abs() > NONE {
                self.value[self.basic[row]] -= change * by;
            }
        }
    }

    /// Makes a number basic in a row, in place of the one that reached a bound.
    fn pivot(&mut self, row: usize, entering: usize) {
        let leaving = self.basic[row];
        let range = self.known[leaving];
        let value = self.value[leaving];
        self.value[leaving] = if (value - range.low).abs() <= (value - range.high).abs() {
            range.low
        } else {
            range.high
        };
        let mut pivot_row = std::mem::take(&mut self.rows[row]);
        let by = 1.0 / pivot_row[entering];
        let mut filled = Vec::new();
        for (column, coefficient) in pivot_row.iter_mut().enumerate() {
            *coefficient *= by;
            if coefficient.abs() > NONE {
                filled.push(column);
            } else {
                *coefficient = 0.0;
            }
        }
        for coefficients in &mut self.rows {
            if coefficients.is_empty() {
                continue;
            }
            let times = coefficients[entering];
            if times.abs() <= NONE {
                coefficients[entering] = 0.0;
                continue;
            }
            for &column in &filled {
                coefficients[column] -= times * pivot_row[column];
            }
            coefficients[entering] = 0.0;
            self.work += filled.len() as u64;
        }
        self.work += self.columns as u64;
        self.rows[row] = pivot_row;
        self.row_of[leaving] = None;
        self.row_of[entering] = Some(row);
        self.basic[row] = entering;
    }

    /// Remembers that a number can be moved without end, and what moves with it.
    fn note_endless(&mut self, entering: usize, direction: f64) {
        self.seen[entering] = self.seen[entering].endless(direction);
        for (row, coefficients) in self.rows.iter().enumerate() {
            let change = -coefficients[entering] * direction;
            if change.abs() > NONE {
                let basic = self.basic[row];
                self.seen[basic] = self.seen[basic].endless(change);
            }
        }
    }

    /// Remembers the solution reached.
    fn note(&mut self) {
        self.work += self.columns as u64;
        for (seen, &value) in self.seen.iter_mut().zip(&self.value) {
            seen.low = seen.low.min(value);
            seen.high = seen.high.max(value);
        }
    }
}
