//! What adds up beyond one table: cells of two ways of dividing the whole, months
//! of a quarter and years to date, measures that are the sum of others, and figures
//! that somebody else published. All that is shown of them is audited together, and
//! more is hidden until nothing too narrow can be worked out.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use record::body::{Breakdown, Measure, Reading, SeriesForm};
use record::id::EntryId;
use record::programme::History;
use statistics::disclosure::{Leak, Policy, Quantity, Register};

use super::together::{Counts, on};
use super::versions;

/// A reading in all its versions, as one number of the puzzle.
pub(super) struct Node<'a> {
    /// Its measure, by name and definition.
    pub(super) measure: (&'a EntryId, &'a Measure),
    pub(super) history: &'a History,
    pub(super) days: (Date, Date),
    pub(super) part: Option<&'a str>,
    /// Whether it stays as it is: published elsewhere, or shown by a decision.
    pub(super) stays: bool,
}

/// One node adds the others up, apart from what is left beside them.
struct Relation {
    whole: usize,
    parts: Vec<usize>,
    /// Whether the audit of one period's table has seen to it already.
    is_table: bool,
}

/// Hiding what others add up to costs as many cells as this: a reader misses it more.
const SUM_COST: f64 = 5.0;

/// Hides what else must be.
pub(super) fn protect<'a>(nodes: &[Node<'a>], policy: &Policy, hidden: &mut BTreeSet<&'a EntryId>) {
    for relations in components(nodes.len(), relations(nodes)) {
        let of: BTreeSet<usize> = relations
            .iter()
            .flat_map(|one| one.parts.iter().chain([&one.whole]))
            .copied()
            .collect();
        let stays = of.iter().any(|at| nodes[*at].stays);
        if !stays && relations.len() == 1 && relations[0].is_table {
            continue;
        }
        let days: BTreeSet<Date> = of
            .iter()
            .flat_map(|at| versions(nodes[*at].history))
            .map(|(known, _)| known.counts_as())
            .collect();
        let editions: Vec<Edition> = days
            .iter()
            .flat_map(|day| [(day, 0), (day, 1)])
            .map(|(day, column)| Edition::of(nodes, &of, &relations, *day, column))
            .collect();
        let leaking = |hidden: &BTreeSet<&'a EntryId>| {
            let mut more = editions.iter();
            more.find_map(|edition| edition.leaking(nodes, policy, hidden))
        };
        let mut added: Vec<&EntryId> = Vec::new();
        while let Some(more) = leaking(hidden) {
            added.extend(more.into_iter().filter(|id| hidden.insert(*id)));
        }
        // What turns out needless is shown again, sums first: a reader misses them
        // most.
        let is_sum = |id: &EntryId| {
            let mut wholes = relations.iter().map(|one| nodes[one.whole].history.id());
            wholes.any(|whole| whole == Some(id))
        };
        added.sort_by_key(|id| !is_sum(id));
        for id in added {
            hidden.remove(id);
            if leaking(hidden).is_some() {
                hidden.insert(id);
            }
        }
    }
}

/// What tells one node from the others: measure, days and part.
type Name<'a> = (&'a EntryId, (Date, Date), Option<&'a str>);

/// Everything that adds up to something.
fn relations(nodes: &[Node<'_>]) -> Vec<Relation> {
    let mut named: BTreeMap<Name<'_>, usize> = BTreeMap::new();
    let mut periods: BTreeMap<(&EntryId, Option<&str>), Vec<usize>> = BTreeMap::new();
    for (at, node) in nodes.iter().enumerate() {
        named.insert((node.measure.0, node.days, node.part), at);
        let series = (node.measure.0, node.part);
        periods.entry(series).or_default().push(at);
    }
    let mut found = Vec::new();
    for (whole, node) in nodes.iter().enumerate() {
        let (id, measure) = node.measure;
        for group in groups(measure, node.part) {
            let parts = group.iter();
            let at = |code: &&str| named.get(&(id, node.days, Some(*code))).copied();
            found.push(Relation {
                whole,
                parts: parts.filter_map(at).collect(),
                is_table: node.part.is_none(),
            });
        }
        let added = measure.sum_of.iter();
        let added = added.filter_map(|part| named.get(&(part, node.days, node.part)).copied());
        found.push(Relation {
            whole,
            parts: added.collect(),
            is_table: false,
        });
    }
    for series in periods.values() {
        found.extend(within(nodes, series));
    }
    found.retain(|one| !one.parts.is_empty());
    found
}

/// The parts that make up the whole, or a part of it: one group for each way of
/// dividing it.
pub(super) fn groups<'a>(measure: &'a Measure, of: Option<&str>) -> Vec<Vec<&'a str>> {
    let mut groups: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for part in &measure.breakdowns {
        let belongs = match of {
            None => part.part_of.is_empty(),
            Some(larger) => part.part_of.iter().any(|one| one == larger),
        };
        if belongs {
            let group = groups.entry(way(measure, part, of)).or_default();
            group.push(&part.code);
        }
    }
    groups.into_values().collect()
}

/// The way of dividing that a part belongs to: its own, or that of the other parts
/// it is a cell of.
fn way(measure: &Measure, part: &Breakdown, of: Option<&str>) -> String {
    if let Some(by) = &part.by {
        return by.clone();
    }
    let others = part.part_of.iter().filter(|one| Some(one.as_str()) != of);
    let ways = others.filter_map(|one| {
        let larger = measure.breakdowns.iter().find(|other| &other.code == one)?;
        Some(way(measure, larger, None))
    });
    let ways: Vec<String> = ways.collect();
    match (ways.is_empty(), &part.team) {
        (false, _) => ways.join(" "),
        (true, Some(_)) => "team".to_owned(),
        (true, None) => String::new(),
    }
}

/// Periods that lie within longer ones of the same series: months of a quarter, a
/// year to date within the next. Twelve months to each month overlap otherwise and
/// are not looked at.
fn within(nodes: &[Node<'_>], series: &[usize]) -> Vec<Relation> {
    let adds_up = |at: &&usize| {
        let Node { measure, days, .. } = &nodes[**at];
        let form = measure.1.series;
        days.0 < days.1 && !matches!(form, Some(SeriesForm::Stock | SeriesForm::Rolling))
    };
    let mut shortest: Vec<usize> = series.iter().filter(adds_up).copied().collect();
    shortest.sort_by_key(|at| (nodes[*at].days.1 - nodes[*at].days.0).get_days());
    let holds = |larger: usize, smaller: usize| {
        let ((from, to), (first, last)) = (nodes[larger].days, nodes[smaller].days);
        larger != smaller && from <= first && last <= to && (from, to) != (first, last)
    };
    let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (place, &smaller) in shortest.iter().enumerate() {
        let next = shortest[place..].iter().find(|at| holds(**at, smaller));
        if let Some(&larger) = next {
            parts.entry(larger).or_default().push(smaller);
        }
    }
    let apart = |parts: &Vec<usize>| {
        let mut days: Vec<(Date, Date)> = parts.iter().map(|at| nodes[*at].days).collect();
        days.sort_unstable();
        days.windows(2).all(|pair| pair[0].1 < pair[1].0)
    };
    parts.retain(|_, parts| apart(parts));
    let relation = |(whole, parts)| Relation {
        whole,
        parts,
        is_table: false,
    };
    parts.into_iter().map(relation).collect()
}

/// The relations that share a number with each other.
fn components(nodes: usize, relations: Vec<Relation>) -> Vec<Vec<Relation>> {
    let mut leader: Vec<usize> = (0..nodes).collect();
    fn find(leader: &mut [usize], mut at: usize) -> usize {
        while leader[at] != at {
            leader[at] = leader[leader[at]];
            at = leader[at];
        }
        at
    }
    for relation in &relations {
        for part in &relation.parts {
            let (one, other) = (find(&mut leader, *part), find(&mut leader, relation.whole));
            leader[one] = other;
        }
    }
    let mut grouped: BTreeMap<usize, Vec<Relation>> = BTreeMap::new();
    for relation in relations {
        let group = find(&mut leader, relation.whole);
        grouped.entry(group).or_default().push(relation);
    }
    grouped.into_values().collect()
}

/// The numbers of one column as they stood on a day.
struct Edition {
    /// Those of which there was a count.
    counts: BTreeMap<usize, u64>,
    sums: Vec<Sum>,
}

/// A relation that held on the day, with what is left beside its parts.
struct Sum {
    whole: usize,
    parts: Vec<usize>,
    rest: u64,
}

impl Edition {
    fn of(
        nodes: &[Node<'_>],
        of: &BTreeSet<usize>,
        relations: &[Relation],
        day: Date,
        column: usize,
    ) -> Self {
        let columns: BTreeMap<usize, Vec<u64>> = of
            .iter()
            .filter_map(|at| {
                let node = &nodes[*at];
                let reading: &Reading = on(node.history, day)?;
                Some((*at, Counts::of(reading, node.measure.1).columns()?))
            })
            .collect();
        let count = |at: &usize| columns.get(at)?.get(column).copied();
        let counts: BTreeMap<usize, u64> =
            of.iter().filter_map(|at| Some((*at, count(at)?))).collect();
        let sum = |relation: &Relation| {
            let known = relation.parts.iter().filter(|at| counts.contains_key(at));
            let parts: Vec<usize> = known.copied().collect();
            // Where the parts come to more in either column, they are of another
            // edition, and nobody in particular is left.
            let left = |column: usize| {
                let of_part = |at: &usize| columns[at].get(column).copied().unwrap_or(0);
                let added: u64 = parts.iter().map(of_part).sum();
                columns
                    .get(&relation.whole)?
                    .get(column)?
                    .checked_sub(added)
            };
            let all = columns.get(&relation.whole)?.len();
            let rests: Option<Vec<u64>> = (0..all).map(left).collect();
            let rest = *rests?.get(column)?;
            (!parts.is_empty()).then_some(Sum {
                whole: relation.whole,
                parts,
                rest,
            })
        };
        let sums = relations.iter().filter_map(sum).collect();
        Self { counts, sums }
    }

    /// What to hide, if too much can be worked out of what is shown.
    fn leaking<'a>(
        &self,
        nodes: &[Node<'a>],
        policy: &Policy,
        hidden: &BTreeSet<&'a EntryId>,
    ) -> Option<Vec<&'a EntryId>> {
        let is_hidden = |at: usize| nodes[at].history.id().is_some_and(|id| hidden.contains(id));
        let rest_is_small = self.sums.iter().any(|sum| policy.is_small(sum.rest));
        if !rest_is_small && !self.counts.keys().any(|at| is_hidden(*at)) {
            return None;
        }
        let mut register = Register::new();
        let mut quantities: BTreeMap<usize, Quantity> = BTreeMap::new();
        for (at, count) in &self.counts {
            let quantity = register.count(at.to_string(), *count);
            if is_hidden(*at) {
                register.hide(quantity);
            } else {
                register.publish(quantity);
            }
            quantities.insert(*at, quantity);
        }
        for (number, sum) in self.sums.iter().enumerate() {
            let rest = register.count(format!("rest {number}"), sum.rest);
            let mut adds = vec![(quantities[&sum.whole], 1.0), (rest, -1.0)];
            if sum.rest == 0 {
                // Whoever sees that nothing was left before takes it for so again.
                register.publish(rest);
            }
            adds.extend(sum.parts.iter().map(|at| (quantities[at], -1.0)));
            let nothing = register.sum(format!("sum {number}"), &adds);
            register.publish(nothing);
        }
        let leaks = register.leaks(policy).unwrap_or_default();
        if leaks.is_empty() {
            return None;
        }
        let may = |at: usize| !nodes[at].stays && !is_hidden(at) && self.counts[&at] > 0;
        let cost = |quantity: Quantity| {
            let at = quantities.iter().find(|(_, one)| **one == quantity)?.0;
            let is_sum = self.sums.iter().any(|sum| sum.whole == *at);
            may(*at).then_some(if is_sum { SUM_COST } else { 1.0 })
        };
        let fewest = register.fewest(policy, cost).unwrap_or_default();
        let chosen = quantities.iter().filter(|(_, one)| fewest.contains(one));
        let mut chosen: Vec<usize> = chosen.map(|(at, _)| *at).collect();
        if chosen.is_empty() {
            let one = leaks
                .iter()
                .find_map(|leak| self.near(leak, &may, &is_hidden));
            chosen.extend(one);
        }
        let ids: Vec<&EntryId> = chosen
            .into_iter()
            .filter_map(|at| nodes[at].history.id())
            .collect();
        (!ids.is_empty()).then_some(ids)
    }

    /// The relations of a leak, and from there what to hide.
    fn near(
        &self,
        leak: &Leak,
        may: &impl Fn(usize) -> bool,
        is_hidden: &impl Fn(usize) -> bool,
    ) -> Option<usize> {
        let near: Vec<usize> = match leak.name.strip_prefix("rest ") {
            Some(number) => vec![number.parse().ok()?],
            None => {
                let at: usize = leak.name.parse().ok()?;
                (0..self.sums.len())
                    .filter(|number| self.sums[*number].has(at))
                    .collect()
            }
        };
        self.nearest(near, may, is_hidden)
    }

    /// What to hide so that the sums near a leak say less: the smallest part that
    /// may be hidden, else a whole; else further off, through what is hidden.
    fn nearest(
        &self,
        mut near: Vec<usize>,
        may: &impl Fn(usize) -> bool,
        is_hidden: &impl Fn(usize) -> bool,
    ) -> Option<usize> {
        let mut reached = 0;
        while reached < near.len() {
            let sums = &near[reached..];
            let parts = sums.iter().flat_map(|number| &self.sums[*number].parts);
            let wholes = sums.iter().map(|number| &self.sums[*number].whole);
            let smallest = |at: &usize| self.counts[at];
            let chosen = parts.copied().filter(|at| may(*at)).min_by_key(smallest);
            let chosen =
                chosen.or_else(|| wholes.copied().filter(|at| may(*at)).min_by_key(smallest));
            if chosen.is_some() {
                return chosen;
            }
            let through: BTreeSet<usize> = sums
                .iter()
                .flat_map(|number| self.sums[*number].numbers())
                .filter(|at| is_hidden(*at))
                .collect();
            let further = (0..self.sums.len()).filter(|number| {
                !near.contains(number) && through.iter().any(|at| self.sums[*number].has(*at))
            });
            let further: Vec<usize> = further.collect();
            reached = near.len();
            near.extend(further);
        }
        None
    }
}

impl Sum {
    fn numbers(&self) -> impl Iterator<Item = usize> + '_ {
        self.parts.iter().copied().chain([self.whole])
    }

    fn has(&self, number: usize) -> bool {
        self.numbers().any(|at| at == number)
    }
}
