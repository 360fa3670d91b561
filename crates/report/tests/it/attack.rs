//! An attack by linear programming on everything that ever left: the lines of public
//! exports of several days. That pages and papers say nothing that those lines do not
//! is tested beside this (`factored`, and on the pages in `web`).

mod known;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use good_lp::{
    Expression, ResolutionError, Solution, SolverModel, Variable, constraint, microlp, variable,
    variables,
};
use record::exchange::shared_lines;
use record::programme::Programme;
use record::state::Moment;
use record::view::Audience;
use report::disclosed::audited;
use serde_json::{Value as Json, json};

use self::known::{Cell, Counts, Known};
use crate::disclosed::{counts, made, programme, reading, today};

/// The smallest count that the public policy shows, and how wide a range must stay.
const THRESHOLD: f64 = 6.0;

/// What anybody may have of a record today.
pub(crate) fn public(programme: &Programme) -> Vec<String> {
    audited(programme);
    let view = programme.view_for(Audience::PublicPage);
    shared_lines(view, Moment::on(today())).unwrap()
}

/// All of a record, as those who keep it have it: the truth, for the referee alone.
fn truth(programme: &Programme) -> Known {
    let mut known = Known::default();
    let board = programme.view_for(Audience::Board);
    known.learn(&shared_lines(board, Moment::on(today())).unwrap());
    known
}

/// What the attack found.
#[derive(Debug, Default)]
struct Found {
    attacked: usize,
    editions: usize,
    leaks: Vec<String>,
}

/// Attacks every hidden number of every period, as it stood on every day, with all
/// that was collected. `equal` are cells that are known to be the same group: the
/// denominator of a share, and the measure that counts it.
fn attack(known: &Known, truth: &Known, groups: &BTreeMap<&str, &str>) -> Found {
    let mut found = Found::default();
    let mut done: BTreeSet<String> = BTreeSet::new();
    for (measure, period) in known.periods() {
        let divisions = known.divisions(&measure, &period);
        let added = divisions.iter().flat_map(|(_, parts)| parts);
        let cells: BTreeSet<&Cell> = known.cells(&measure, &period).chain(added).collect();
        let counted_by = groups.get(&*measure).map(|other| {
            let cell: Cell = ((*other).to_owned(), period.clone(), None);
            cell
        });
        for day in known.days(&measure, &period) {
            let seen = known.on(cells.iter().copied(), &day);
            let real = truth.on(cells.iter().copied(), &day);
            if divisions.is_empty() && seen.values().all(|(_, counts)| counts.is_some()) {
                continue;
            }
            // The same edition of the same cells need not be attacked twice.
            let edition: Vec<_> = seen
                .iter()
                .map(|(cell, (number, _))| (cell, number))
                .collect();
            if !done.insert(format!("{edition:?}")) {
                continue;
            }
            found.editions += 1;
            let group = counted_by.as_ref().and_then(|cell| {
                let seen = known.on([cell], &day);
                seen.get(cell)?.1.map(|counts| counts.over)
            });
            let puzzle = Puzzle {
                cells: seen.keys().copied().collect(),
                seen: &seen,
                divisions: divisions.iter().collect(),
                real: &real,
                group,
            };
            puzzle.attack(&format!("{measure} {period} on {day}"), &mut found);
        }
    }
    found
}

/// The numbers of one period as they stood on one day.
struct Puzzle<'a> {
    cells: Vec<&'a Cell>,
    seen: &'a BTreeMap<&'a Cell, (u64, Option<Counts>)>,
    divisions: Vec<&'a known::Division>,
    real: &'a BTreeMap<&'a Cell, (u64, Option<Counts>)>,
    /// How many the whole is out of, where another measure says so.
    group: Option<u64>,
}

/// Counted, or the rest of the group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Over,
    Rest,
}

impl Column {
    fn of(self, counts: Counts) -> Option<u64> {
        match self {
            Self::Over => Some(counts.over),
            Self::Rest => counts.rest,
        }
    }
}

impl Puzzle<'_> {
    fn truth(&self, cell: &Cell, column: Column) -> Option<u64> {
        column.of(self.real.get(cell)?.1?)
    }

    fn said(&self, cell: &Cell, column: Column) -> Option<u64> {
        column.of(self.seen.get(cell)?.1?)
    }

    fn attack(&self, place: &str, found: &mut Found) {
        for column in [Column::Over, Column::Rest] {
            for cell in &self.cells {
                if let Some(truth) = self.truth(cell, column)
                    && self.said(cell, column).is_none()
                {
                    let asked = Asked::Cell(cell, column);
                    self.ask(
                        &asked,
                        truth,
                        &format!("{place} {:?} {column:?}", cell.2),
                        found,
                    );
                }
            }
            for (number, division) in self.divisions.iter().enumerate() {
                // What stands nowhere, and is left of a whole beside its parts.
                if let Some(left) = self.left(division, column).filter(|left| *left > 0) {
                    let asked = Asked::Left(number, column);
                    self.ask(
                        &asked,
                        left,
                        &format!("{place} left {number} {column:?}"),
                        found,
                    );
                }
            }
        }
    }

    /// What is truly left of a whole beside its parts; none where they do not add up,
    /// in one column or the other: then nobody in particular is left.
    fn left(&self, division: &known::Division, column: Column) -> Option<u64> {
        let left = |column| {
            let (whole, parts) = division;
            let there = parts.iter().filter_map(|part| self.truth(part, column));
            let added: Vec<u64> = there.collect();
            let whole = self.truth(whole, column).filter(|_| !added.is_empty())?;
            Some(whole.checked_sub(added.iter().sum()))
        };
        let all = [left(Column::Over), left(Column::Rest)];
        if all.contains(&Some(None)) {
            return None;
        }
        left(column)?
    }

    fn ask(&self, asked: &Asked<'_>, truth: u64, place: &str, found: &mut Found) {
        let small = (1..6).contains(&truth);
        if matches!(asked, Asked::Left(..)) && !small {
            return;
        }
        found.attacked += 1;
        let low = self
            .solve(asked, -1.0)
            .map_or(0.0, |low| (low - 1e-6).ceil());
        let high = self
            .solve(asked, 1.0)
            .map_or(f64::INFINITY, |high| (high + 1e-6).floor());
        let narrow = small && (high < THRESHOLD || high - low < THRESHOLD);
        if narrow || high - low < 1.0 {
            found
                .leaks
                .push(format!("{place}: {truth} is known to be {low} to {high}"));
        }
    }

    /// The least or greatest that it can be; none where nothing limits it.
    fn solve(&self, asked: &Asked<'_>, sign: f64) -> Option<f64> {
        let mut unknown = variables!();
        let mut names: Vec<(&Cell, Column)> = Vec::new();
        let mut cells: Vec<Variable> = Vec::new();
        for cell in &self.cells {
            for column in [Column::Over, Column::Rest] {
                let number = match self.said(cell, column) {
                    Some(said) => variable().min(real(said)).max(real(said)),
                    None => variable().min(0.0),
                };
                names.push((cell, column));
                cells.push(unknown.add(number));
            }
        }
        let place = |cell: &Cell, column: Column| {
            let at = names.iter().position(|name| *name == (cell, column))?;
            Some(cells[at])
        };
        let mut sums: Vec<(Expression, Expression)> = Vec::new();
        let mut objective = Expression::default();
        if let Asked::Cell(cell, column) = asked {
            objective += place(cell, *column).unwrap();
        }
        for (number, division) in self.divisions.iter().enumerate() {
            for column in [Column::Over, Column::Rest] {
                // Whoever collects knows whether the parts are all there are.
                let Some(left) = self.left(division, column) else {
                    continue;
                };
                let bounded = if left == 0 {
                    variable().min(0.0).max(0.0)
                } else {
                    variable().min(0.0)
                };
                let rest = unknown.add(bounded);
                if matches!(asked, Asked::Left(of, which) if *of == number && *which == column) {
                    objective += rest;
                }
                let parts = division.1.iter().filter_map(|part| place(part, column));
                let parts: Expression = parts.map(Expression::from).sum();
                let Some(whole) = place(&division.0, column) else {
                    continue;
                };
                sums.push((whole.into(), parts + rest));
            }
        }
        if let Some(group) = self.group {
            let whole = self.cells.iter().find(|cell| cell.2.is_none()).unwrap();
            let both = place(whole, Column::Over).unwrap() + place(whole, Column::Rest).unwrap();
            sums.push((both, real(group).into()));
        }
        let mut model = unknown.maximise(sign * objective.clone()).using(microlp);
        for (one, other) in sums {
            model = model.with(constraint!(one == other));
        }
        match model.solve() {
            Ok(solution) => Some(solution.eval(objective)),
            Err(ResolutionError::Unbounded) => None,
            Err(other) => panic!("{asked:?}: {other}"),
        }
    }
}

/// Whose range is looked for.
#[derive(Debug)]
enum Asked<'a> {
    Cell(&'a Cell, Column),
    Left(usize, Column),
}

fn real(count: u64) -> f64 {
    u32::try_from(count).unwrap().into()
}

#[test]
fn nothing_small_of_marlshires_is_worked_out_of_all_that_was_ever_public() {
    let mut known = Known::default();
    // Everybody kept the exports of these days, as the record stood then.
    for day in ["2024-06-30", "2025-04-30", "2025-12-31", "2026-11-23"] {
        let drafts = marlshire::drafts(day.parse().unwrap()).unwrap();
        known.learn(&public(&programme(&drafts)));
    }
    let whole = programme(&marlshire::drafts(marlshire::ENDS).unwrap());
    // Whose denominator another measure counts, as their names tell anybody.
    let groups = BTreeMap::from([
        ("measure/contacts-decided-1wd", "measure/contacts"),
        ("measure/cp-visits", "measure/cp-plans"),
        ("measure/three-placements", "measure/children-in-care"),
    ]);
    let found = attack(&known, &truth(&whole), &groups);
    println!(
        "{} numbers attacked in {} editions",
        found.attacked, found.editions
    );
    assert_eq!(found.leaks, Vec::<String>::new());
    assert!(found.attacked > 150 && found.editions > 100, "{found:?}");
}

/// A made-up record of a county: areas by ages, and two sorts that add up to all.
fn county(next: &mut impl FnMut(u64) -> u64) -> Arc<Programme> {
    let (areas, ages) = (2 + next(3), 2 + next(3));
    let part = |code: &str, by: &str| json!({"code": code, "name": code, "by": by});
    let mut parts: Vec<Json> = (0..areas)
        .map(|at| part(&format!("area-{at}"), "area"))
        .collect();
    parts.extend((0..ages).map(|at| part(&format!("age-{at}"), "age")));
    let month = "2025-11";
    let mut readings = Vec::new();
    let mut of_ages = vec![0; usize::try_from(ages).unwrap()];
    let mut all = 0;
    for area in 0..areas {
        let mut of_area = 0;
        for (age, of_age) in (0..).zip(&mut of_ages) {
            let count = if next(4) == 0 { next(7) } else { next(60) };
            let code = format!("area-{area}-age-{age}");
            let larger = [format!("area-{area}"), format!("age-{age}")];
            parts.push(json!({"code": code, "name": code, "part_of": larger}));
            // Some cells are not told at all.
            if next(12) > 0 {
                readings.push(reading(month, Some(&code), count));
            }
            *of_age += count;
            of_area += count;
        }
        readings.push(reading(month, Some(&format!("area-{area}")), of_area));
        all += of_area;
    }
    for (age, count) in of_ages.iter().enumerate() {
        readings.push(reading(month, Some(&format!("age-{age}")), *count));
    }
    readings.push(reading(month, None, all));
    let mut measure = counts(&[]);
    measure["breakdowns"] = json!(parts);
    measure["sum_of"] = json!(["measure/made-0", "measure/made-1"]);
    let first = next(all.min(9) + 1);
    for (number, count) in [first, all - first].into_iter().enumerate() {
        let mut one = reading(month, None, count);
        one["measure"] = json!(format!("measure/made-{number}"));
        readings.push(one);
    }
    let mut sorts = vec![counts(&[]), counts(&[])];
    sorts
        .iter_mut()
        .for_each(|sort| sort["_kind"] = json!("measure"));
    made(measure, &readings, &sorts)
}

#[test]
fn nothing_small_is_worked_out_of_made_up_tables_of_two_ways_and_sums() {
    let mut seed: u64 = 20_261_124;
    let mut next = |below: u64| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    let (mut attacked, mut shown, mut numbers) = (0, 0, 0);
    let tables = if std::env::var_os("SIGHTLINE_FULL").is_some() {
        400
    } else {
        40
    };
    for _ in 0..tables {
        let programme = county(&mut next);
        let mut known = Known::default();
        known.learn(&public(&programme));
        let truth = truth(&programme);
        let found = attack(&known, &truth, &BTreeMap::new());
        assert_eq!(found.leaks, Vec::<String>::new());
        attacked += found.attacked;
        let now = known.on(known.all(), "2026-11-23");
        shown += now.values().filter(|(_, counts)| counts.is_some()).count();
        numbers += now.len();
    }
    println!("{attacked} numbers attacked in {tables} tables; {shown} of {numbers} shown");
    assert!(attacked > 5 * tables, "{attacked}");
    assert!(
        shown * 2 > numbers,
        "{shown} of {numbers}: too much is hidden"
    );
}
