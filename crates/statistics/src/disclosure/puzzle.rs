//! The puzzle that a publication sets an attacker: numbers, their sums, which
//! of them may be hidden and what hiding each costs; and the audit of a way of
//! hiding some.

use super::attack::{Attack, End, Range, Sum};

/// Numbers followed by their sums, by place.
#[derive(Clone, Debug)]
pub(super) struct Puzzle {
    /// The numbers.
    pub(super) numbers: Vec<f64>,
    /// What is added up.
    pub(super) sums: Vec<Sum>,
    /// What is published of each number or sum if it is not hidden.
    pub(super) shown: Vec<Range>,
    /// Must be hidden.
    pub(super) primary: Vec<bool>,
    /// May be hidden to protect others.
    pub(super) may_hide: Vec<bool>,
    /// What hiding each costs.
    pub(super) cost: Vec<Cost>,
    /// How much must stay uncertain.
    pub(super) needs: Needs,
}

/// The price of hiding one number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Cost {
    /// In hidden cells: the search first makes the sum of these least.
    pub(super) cells: f64,
    /// Below 1 for all together: of two ways with equal cells the cheaper.
    pub(super) value: f64,
}

/// How much must stay uncertain of a hidden number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Needs {
    /// The smallest count shown.
    pub(super) threshold: f64,
    /// How wide the range of a small count must be.
    pub(super) protection: f64,
    /// Whether every zero is shown, so that a hidden number is at least 1.
    pub(super) zeros_shown: bool,
}

/// At least `need` of `helps` must be hidden, if `when` is (or in any case).
/// Each number's part is what hiding it could add, at most all of `need`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cut {
    pub(super) when: Option<usize>,
    pub(super) need: f64,
    pub(super) helps: Vec<(usize, f64)>,
}

/// What an attacker finds of one hidden number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Found {
    pub(super) variable: usize,
    pub(super) range: Range,
    pub(super) missing: f64,
}

/// One attacker: what they know without the table, and what they must not find.
#[derive(Clone, Debug)]
struct Attacker {
    attack: Attack,
    /// The least a hidden number can be.
    floor: f64,
    /// Of a small count; of others they must not be certain.
    primary: Wanted,
}

/// What the range of a hidden number must reach.
#[derive(Clone, Copy, Debug)]
struct Wanted {
    reach: f64,
    width: f64,
}

/// Examines ways of hiding.
#[derive(Clone, Debug)]
pub(super) struct Auditor<'a> {
    puzzle: &'a Puzzle,
    attackers: Vec<Attacker>,
}

/// Smaller differences are rounding errors.
const ROUNDING: f64 = 1e-6;

impl Puzzle {
    /// How many numbers and sums.
    pub(super) fn len(&self) -> usize {
        self.shown.len()
    }

    /// What is hidden only to protect others.
    pub(super) fn secondary(&self, hidden: &[bool]) -> impl Iterator<Item = usize> {
        hidden
            .iter()
            .zip(&self.primary)
            .enumerate()
            .filter(|(_, (hidden, primary))| **hidden && !**primary)
            .map(|(at, _)| at)
    }

    /// Cuts that hold whatever the values: in no sum may just one number be
    /// hidden.
    pub(super) fn first_cuts(&self) -> Vec<Cut> {
        let mut cuts = Vec::new();
        for (at, sum) in self.sums.iter().enumerate() {
            let all: Vec<usize> = sum
                .parts
                .iter()
                .map(|&(part, _)| part)
                .chain([self.numbers.len() + at])
                .filter(|&part| self.primary[part] || self.may_hide[part])
                .collect();
            for &one in &all {
                let others = all.iter().copied().filter(|&other| other != one);
                if others.clone().any(|other| self.primary[other]) {
                    continue;
                }
                cuts.push(Cut {
                    when: (!self.primary[one]).then_some(one),
                    need: 1.0,
                    helps: others.map(|other| (other, 1.0)).collect(),
                });
            }
        }
        cuts
    }
}

impl<'a> Auditor<'a> {
    /// One attacker takes any count for possible. Where every zero is shown there
    /// is a second, who knows that nothing hidden is 0: six hidden cells that add
    /// up to 6 are six ones. They may narrow a number, never know it.
    pub(super) fn new(puzzle: &'a Puzzle) -> Self {
        let needs = puzzle.needs;
        let attacker = |floor: f64, primary: Wanted| Attacker {
            attack: Attack::new(&puzzle.numbers, &puzzle.sums),
            floor,
            primary,
        };
        let protected = Wanted {
            reach: needs.threshold,
            width: needs.protection.max(1.0),
        };
        let mut attackers = vec![attacker(0.0, protected)];
        if needs.zeros_shown {
            attackers.push(attacker(1.0, Wanted::UNCERTAIN));
        }
        Self { puzzle, attackers }
    }

    /// Steps of work done so far.
    pub(super) fn work(&self) -> u64 {
        self.attackers
            .iter()
            .map(|attacker| attacker.attack.work())
            .sum()
    }

    /// Whether nobody finds more than they may.
    pub(super) fn is_safe(&mut self, hidden: &[bool]) -> bool {
        let puzzle = self.puzzle;
        self.attackers.iter_mut().all(|attacker| {
            attacker.face(puzzle, hidden);
            (0..puzzle.len())
                .filter(|&at| hidden[at])
                .all(|at| attacker.find(puzzle, at).is_none())
        })
    }

    /// The same, with nothing carried over from earlier examinations.
    pub(super) fn is_safe_anew(&mut self, hidden: &[bool]) -> bool {
        for attacker in &mut self.attackers {
            attacker.attack.refresh();
        }
        self.is_safe(hidden)
    }

    /// For everything that is found, what else would have to be hidden.
    pub(super) fn cuts(&mut self, hidden: &[bool]) -> Vec<Cut> {
        let puzzle = self.puzzle;
        let mut cuts = Vec::new();
        for attacker in &mut self.attackers {
            attacker.face(puzzle, hidden);
            for at in (0..puzzle.len()).filter(|&at| hidden[at]) {
                if let Some(found) = attacker.find(puzzle, at) {
                    cuts.push(attacker.cut(puzzle, hidden, found));
                }
            }
        }
        cuts
    }
}

impl Attacker {
    /// Takes in what is published when these are hidden.
    fn face(&mut self, puzzle: &Puzzle, hidden: &[bool]) {
        let known: Vec<Range> = (0..puzzle.len())
            .map(|at| {
                if hidden[at] {
                    Range::from(self.floor_of(puzzle, at))
                } else {
                    puzzle.shown[at]
                }
            })
            .collect();
        self.attack.know(&known);
    }

    /// Sums are bounded by their parts.
    fn floor_of(&self, puzzle: &Puzzle, at: usize) -> f64 {
        if at < puzzle.numbers.len() {
            self.floor
        } else {
            0.0
        }
    }

    const fn wanted(&self, primary: bool) -> Wanted {
        if primary {
            self.primary
        } else {
            Wanted::UNCERTAIN
        }
    }

    /// The range of a hidden number, if it is too narrow.
    fn find(&mut self, puzzle: &Puzzle, at: usize) -> Option<Found> {
        let wanted = self.wanted(puzzle.primary[at]);
        if wanted.missing(self.attack.seen(at)) <= 0.0 {
            return None;
        }
        let high = self.attack.end(at, End::High);
        if wanted.missing(self.attack.seen(at)) <= 0.0 {
            return None;
        }
        let low = self.attack.end(at, End::Low);
        let (Some(low), Some(high)) = (low, high) else {
            let range = Range::exactly(self.attack.truth(at));
            return Some(Found {
                variable: at,
                range,
                missing: f64::INFINITY,
            });
        };
        let range = Range { low, high };
        let missing = wanted.missing(range);
        (missing > 0.0).then_some(Found {
            variable: at,
            range,
            missing,
        })
    }

    /// What would have to be hidden as well for a range to be wide enough.
    ///
    /// The coefficients of a proof that a range ends where it does say how far
    /// each published number, were it free, could move that end (after
    /// Fischetti and Salazar 2000).
    fn cut(&mut self, puzzle: &Puzzle, hidden: &[bool], found: Found) -> Cut {
        let at = found.variable;
        let wanted = self.wanted(puzzle.primary[at]);
        let short = wanted.reach - found.range.high;
        let mut gains = vec![0.0; puzzle.len()];
        let ends: &[End] = if short > ROUNDING {
            &[End::High]
        } else {
            &[End::High, End::Low]
        };
        let need = if short > ROUNDING {
            short
        } else {
            found.missing
        };
        for &end in ends {
            if self.attack.end(at, end).is_none() {
                continue;
            }
            for (other, coefficient) in self.attack.proof(at, end) {
                if hidden[other] || !puzzle.may_hide[other] {
                    continue;
                }
                let room = if coefficient > 0.0 {
                    f64::INFINITY
                } else {
                    self.attack.truth(other) - self.floor_of(puzzle, other)
                };
                gains[other] += coefficient.abs() * room;
            }
        }
        Cut {
            when: (!puzzle.primary[at]).then_some(at),
            need,
            helps: gains
                .into_iter()
                .enumerate()
                .filter(|&(_, gain)| gain > ROUNDING)
                .map(|(other, gain)| (other, gain.min(need)))
                .collect(),
        }
    }
}

impl Wanted {
    /// More than one value.
    const UNCERTAIN: Self = Self {
        reach: f64::NEG_INFINITY,
        width: 1.0,
    };

    /// How much wider a range would have to be; 0 or less if it will do. Counts
    /// are whole, so only the whole numbers in a range are possible.
    fn missing(self, range: Range) -> f64 {
        let high = (range.high + ROUNDING).floor();
        let low = (range.low - ROUNDING).ceil();
        let short = self.reach - high;
        let narrow = self.width - (high - low);
        if short <= 0.0 && narrow <= 0.0 {
            return 0.0;
        }
        // What is missing, or the way to the next whole number at either end.
        let to_next = (high + 1.0 - range.high).min(range.low - low + 1.0);
        let missing = (self.reach - range.high).max(self.width - (range.high - range.low));
        missing.max(to_next)
    }
}
