//! Which numbers to hide beside the small ones: as few as possible.
//!
//! After Fischetti and Salazar (2000): choose numbers that satisfy the cuts known
//! so far, attack the choice, add a cut for all that is found, until nothing is.
//! First greedily, which always ends with a safe choice; then by branch and
//! bound, which improves it until it is proven least or the effort allowed is
//! used up. Effort is counted in steps of work, never in time: the same table
//! always gives the same answer.

use super::puzzle::{Auditor, Cut, Puzzle};

/// A safe choice.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Choice {
    /// What is hidden, the primary numbers included.
    pub(super) hidden: Vec<bool>,
    /// Whether no choice hides fewer cells.
    pub(super) proven: bool,
}

/// Smaller differences in cost are rounding errors.
const ROUNDING: f64 = 1e-9;

/// What is decided about a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Status {
    Open,
    Hidden,
    Shown,
}

/// Finds a safe choice; `None` if hiding all that may be hidden is not enough.
pub(super) fn search(puzzle: &Puzzle, effort: u64) -> Option<Choice> {
    let mut search = Search {
        puzzle,
        auditor: Auditor::new(puzzle),
        cuts: Vec::new(),
        best: Vec::new(),
        best_cost: 0.0,
        cells_only: true,
        work: 0,
        effort,
    };
    let hidden = puzzle.primary.clone();
    if search.auditor.is_safe(&hidden) {
        return Some(Choice {
            hidden,
            proven: true,
        });
    }
    search.cuts = puzzle.first_cuts();
    search.greedy()?;
    let proven = search.improve();
    Some(Choice {
        hidden: search.best,
        proven,
    })
}

struct Search<'a> {
    puzzle: &'a Puzzle,
    auditor: Auditor<'a>,
    cuts: Vec<Cut>,
    best: Vec<bool>,
    best_cost: f64,
    /// Whether only the number of cells counts, not yet their values.
    cells_only: bool,
    work: u64,
    effort: u64,
}

impl Search<'_> {
    fn cost(&self, at: usize) -> f64 {
        let cost = self.puzzle.cost[at];
        if self.cells_only {
            cost.cells
        } else {
            cost.cells + cost.value
        }
    }

    fn total(&self, hidden: &[bool]) -> f64 {
        self.puzzle.secondary(hidden).map(|at| self.cost(at)).sum()
    }

    fn spent(&self) -> bool {
        self.work + self.auditor.work() > self.effort
    }

    /// Hides what helps most for its cost until nothing is found, then shows
    /// again what was not needed.
    fn greedy(&mut self) -> Option<()> {
        let mut hidden = self.puzzle.primary.clone();
        loop {
            self.satisfy(&mut hidden)?;
            let cuts = self.auditor.cuts(&hidden);
            if cuts.is_empty() {
                break;
            }
            self.cuts.extend(cuts);
        }
        self.show_needless(&mut hidden);
        self.best_cost = self.total(&hidden);
        self.best = hidden;
        Some(())
    }

    /// Hides numbers until every cut is satisfied.
    fn satisfy(&self, hidden: &mut [bool]) -> Option<()> {
        loop {
            let mut help = vec![0.0; self.puzzle.len()];
            let mut open = false;
            for cut in &self.cuts {
                let missing = cut.missing(hidden);
                if missing <= 0.0 {
                    continue;
                }
                open = true;
                for &(at, by) in &cut.helps {
                    if !hidden[at] {
                        help[at] += (by / missing).min(1.0);
                    }
                }
            }
            if !open {
                return Some(());
            }
            let worth = |at: usize| {
                let cost = self.puzzle.cost[at];
                help[at] / (cost.cells + cost.value)
            };
            let best = (0..help.len())
                .filter(|&at| help[at] > 0.0)
                .max_by(|&a, &b| worth(a).total_cmp(&worth(b)))?;
            hidden[best] = true;
        }
    }

    /// Shows again, the dearest first, what is hidden without need.
    fn show_needless(&mut self, hidden: &mut [bool]) {
        let mut secondary: Vec<usize> = self.puzzle.secondary(hidden).collect();
        let cost = |at: usize| self.puzzle.cost[at].cells + self.puzzle.cost[at].value;
        secondary.sort_by(|&a, &b| cost(b).total_cmp(&cost(a)));
        for at in secondary {
            hidden[at] = false;
            if self.cuts.iter().any(|cut| cut.missing(hidden) > 0.0) {
                hidden[at] = true;
                continue;
            }
            let cuts = self.auditor.cuts(hidden);
            if !cuts.is_empty() {
                self.cuts.extend(cuts);
                hidden[at] = true;
            }
        }
    }

    /// First for fewer cells, then for smaller ones. Whether the number of cells
    /// is proven least.
    fn improve(&mut self) -> bool {
        self.cells_only = true;
        self.best_cost = self.total(&self.best);
        self.explore(&mut self.start(), 0.0);
        let proven = !self.spent();
        self.cells_only = false;
        self.best_cost = self.total(&self.best);
        self.explore(&mut self.start(), 0.0);
        proven
    }

    fn start(&self) -> Vec<Status> {
        let puzzle = self.puzzle;
        (0..puzzle.len())
            .map(|at| match (puzzle.primary[at], puzzle.may_hide[at]) {
                (true, _) => Status::Hidden,
                (false, true) => Status::Open,
                (false, false) => Status::Shown,
            })
            .collect()
    }

    /// Everything below a state of decisions that could be better than the best.
    fn explore(&mut self, status: &mut [Status], cost: f64) {
        let mut cost = cost;
        let mut decided = Vec::new();
        while !self.spent() {
            let Some(forced) = self.forced(status, &mut decided) else {
                break;
            };
            cost += forced;
            if cost + self.bound(status) > self.best_cost - self.least_gain() {
                break;
            }
            if let Some(at) = self.branch_on(status) {
                status[at] = Status::Hidden;
                self.explore(status, cost + self.cost(at));
                status[at] = Status::Shown;
                decided.push(at);
                continue;
            }
            let hidden: Vec<bool> = status.iter().map(|&at| at == Status::Hidden).collect();
            let cuts = self.auditor.cuts(&hidden);
            if cuts.is_empty() {
                self.best_cost = cost;
                self.best = hidden;
                break;
            }
            self.cuts.extend(cuts);
        }
        for at in decided {
            status[at] = Status::Open;
        }
    }

    /// How much cheaper a choice must be to count as better.
    fn least_gain(&self) -> f64 {
        if self.cells_only {
            1.0 - ROUNDING
        } else {
            ROUNDING
        }
    }

    /// Decides what the cuts leave no choice about; the cost of it. `None` if a
    /// cut cannot be satisfied any more.
    fn forced(&mut self, status: &mut [Status], decided: &mut Vec<usize>) -> Option<f64> {
        let mut cost = 0.0;
        loop {
            let mut changed = false;
            for cut in &self.cuts {
                self.work += cut.helps.len() as u64;
                let when = cut.when.map(|at| status[at]);
                if when == Some(Status::Shown) {
                    continue;
                }
                let (missing, open) = cut.left(status);
                if missing <= 0.0 {
                    continue;
                }
                if when == Some(Status::Open) {
                    if open < missing - ROUNDING
                        && let Some(at) = cut.when
                    {
                        status[at] = Status::Shown;
                        decided.push(at);
                        changed = true;
                    }
                    continue;
                }
                if open < missing - ROUNDING {
                    return None;
                }
                for &(at, by) in &cut.helps {
                    if status[at] == Status::Open && open - by < missing - ROUNDING {
                        let price = self.puzzle.cost[at];
                        cost += if self.cells_only {
                            price.cells
                        } else {
                            price.cells + price.value
                        };
                        status[at] = Status::Hidden;
                        decided.push(at);
                        changed = true;
                    }
                }
            }
            if !changed {
                return Some(cost);
            }
        }
    }

    /// The cuts still to be satisfied, those with the fewest ways first.
    fn unsatisfied(&mut self, status: &[Status]) -> Vec<(usize, f64)> {
        let mut left: Vec<(usize, usize, f64)> = Vec::new();
        for (number, cut) in self.cuts.iter().enumerate() {
            if cut.when.is_some_and(|at| status[at] != Status::Hidden) {
                continue;
            }
            self.work += cut.helps.len() as u64;
            let (missing, _) = cut.left(status);
            if missing > 0.0 {
                let ways = cut
                    .helps
                    .iter()
                    .filter(|(at, _)| status[*at] == Status::Open)
                    .count();
                left.push((ways, number, missing));
            }
        }
        left.sort_by_key(|&(ways, number, _)| (ways, number));
        left.into_iter()
            .map(|(_, number, missing)| (number, missing))
            .collect()
    }

    /// At least this much more must be spent: a feasible solution of the dual of
    /// the cuts' linear programme, raised one cut after the other.
    fn bound(&mut self, status: &[Status]) -> f64 {
        let left = self.unsatisfied(status);
        let mut slack: Vec<f64> = (0..status.len()).map(|at| self.cost(at)).collect();
        let mut bound = 0.0;
        for (number, missing) in left {
            let cut = &self.cuts[number];
            self.work += cut.helps.len() as u64;
            let open = || {
                cut.helps
                    .iter()
                    .filter(|(at, _)| status[*at] == Status::Open)
            };
            let price = open()
                .map(|&(at, by)| slack[at] / by.min(missing))
                .fold(f64::INFINITY, f64::min);
            if price <= 0.0 || price.is_infinite() {
                continue;
            }
            bound += price * missing;
            for &(at, by) in open() {
                slack[at] -= price * by.min(missing);
            }
        }
        if self.cells_only {
            (bound - 1e-6).ceil()
        } else {
            bound
        }
    }

    /// The number that helps most for its cost in the cut with the fewest ways.
    fn branch_on(&mut self, status: &[Status]) -> Option<usize> {
        let left = self.unsatisfied(status);
        let (first, _) = *left.first()?;
        let mut help = vec![0.0; status.len()];
        for &(number, missing) in &left {
            for &(at, by) in &self.cuts[number].helps {
                help[at] += (by / missing).min(1.0);
            }
        }
        let worth =
            |at: usize| help[at] / (self.puzzle.cost[at].cells + self.puzzle.cost[at].value);
        self.cuts[first]
            .helps
            .iter()
            .map(|&(at, _)| at)
            .filter(|&at| status[at] == Status::Open)
            .max_by(|&a, &b| worth(a).total_cmp(&worth(b)))
    }
}

impl Cut {
    /// What is missing for it to be satisfied, 0 or less if nothing is.
    fn missing(&self, hidden: &[bool]) -> f64 {
        if self.when.is_some_and(|at| !hidden[at]) {
            return 0.0;
        }
        let given: f64 = self
            .helps
            .iter()
            .filter(|(at, _)| hidden[*at])
            .map(|(_, by)| by)
            .sum();
        self.need - given - ROUNDING
    }

    /// What is missing with what is hidden already, and what is open could give.
    fn left(&self, status: &[Status]) -> (f64, f64) {
        let mut missing = self.need - ROUNDING;
        let mut open = 0.0;
        for &(at, by) in &self.helps {
            match status[at] {
                Status::Hidden => missing -= by,
                Status::Open => open += by,
                Status::Shown => {}
            }
        }
        (missing, open)
    }
}
