//! Disclosure control of the record: which readings a destination must not see as
//! they are held, and what it sees in their place. The one place where it is
//! decided; every page and paper then meets only what may be published
//! ([`record::withheld`]). Rules and their sources: `docs/disclosure.md`.
//!
//! A reading is hidden in all its versions or in none, whatever the date asked
//! for, so that no two dates can be set against each other. Charts, means, limits,
//! trajectories and differences are worked out of what is shown and can therefore
//! tell nothing of what is hidden.

mod sums;
mod together;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use record::body::{
    Destination, DisclosureOverride, DisclosurePolicy, Measure, Reading, Unit, Value,
};
use record::claimed_date::ClaimedDate;
use record::entry::Classification;
use record::id::EntryId;
use record::kind::Body;
use record::period::Period;
use record::programme::{History, Programme};
use record::state::{Held, Moment, State};
use record::view::Audience;
use record::withheld::Withheld;
use statistics::disclosure::{Policies, Policy, Rounding, Symbols, Zeros};

/// Audits a record for the destinations that have a policy, unless that was done
/// since the last entry. Before this a public view holds no reading of the
/// authority's own.
pub fn audited(programme: &Programme) {
    for to in [Destination::Public, Destination::Board] {
        programme.audited(to, || withheld(programme, to));
    }
}

/// The policy of a destination: the last one in the record, for past dates too;
/// where there is none the one that comes with the program.
#[must_use]
pub fn policy(programme: &Programme, to: Destination) -> Policy {
    let state = latest(programme);
    let recorded = state
        .all::<DisclosurePolicy>()
        .into_iter()
        .rfind(|held| held.body.destination == to);
    recorded.map_or_else(
        || {
            Policies::default().of(match to {
                Destination::Public => statistics::disclosure::PUBLIC,
                Destination::Board => "board",
            })
        },
        |held| Policy {
            threshold: held.body.threshold,
            protection: held.body.protection,
            small_group: held.body.small_group,
            zeros: if held.body.hide_zeros {
                Zeros::Protected
            } else {
                Zeros::Shown
            },
            rounding: match held.body.rounding {
                Some(5) => Rounding::Five,
                Some(10) => Rounding::Ten,
                _ => Rounding::None,
            },
            symbols: Symbols {
                suppressed: held.body.symbol.clone(),
                ..Symbols::default()
            },
            ..Policy::default()
        },
    )
}

/// What stands in place of a reading's number, where disclosure control hid it.
#[must_use]
pub fn symbol(state: &State<'_>, reading: &Held<'_, Reading>) -> Option<String> {
    match &reading.body.value {
        Value::Text(text) if state.view().withholds(reading.id()) => Some(text.clone()),
        _ => None,
    }
}

/// Everything ever recorded, as the board knows it: a policy or an override need
/// not be public to hold.
fn latest(programme: &Programme) -> State<'_> {
    let moment = Moment::on(Date::MAX);
    programme.view_for(Audience::Board).at(moment)
}

/// The readings that must not be seen as they are held.
fn withheld(programme: &Programme, to: Destination) -> Withheld {
    let policy = policy(programme, to);
    let mut withheld = Withheld::default();
    if policy.threshold < 2 && policy.rounding == Rounding::None {
        return withheld;
    }
    let state = latest(programme);
    let overrides: Vec<&DisclosureOverride> = state
        .all::<DisclosureOverride>()
        .into_iter()
        .map(|held| held.body)
        .filter(|one| one.destination == to)
        .collect();
    let shown_anyway = |id: &EntryId, period: &Period| {
        overrides.iter().any(|one| {
            &one.measure == id && (one.periods.is_empty() || one.periods.contains(period))
        })
    };
    let mut hidden = BTreeSet::new();
    let mut nodes = Vec::new();
    let mut all = Vec::new();
    for (id, measure) in programme.ever_measured() {
        let Some(measure) = measure else { continue };
        let series = Series::of(programme, id, measure, to);
        series.hide(&policy, |period| shown_anyway(id, period), &mut hidden);
        for own in series.own() {
            nodes.push(own.node((id, measure), shown_anyway(id, &own.period)));
        }
        for own in &series.elsewhere {
            nodes.push(own.node((id, measure), true));
        }
        all.push((id, series));
    }
    sums::protect(&nodes, &policy, &mut hidden);
    for (id, series) in &all {
        let unit = series.measure.unit;
        for own in series.own() {
            if own.history.id().is_some_and(|id| hidden.contains(id)) {
                let symbol = &policy.symbols.suppressed;
                withheld.put(
                    own.history
                        .with_readings(|reading| without(reading, symbol)),
                );
            } else if policy.rounding != Rounding::None && !shown_anyway(id, &own.period) {
                withheld.put(
                    own.history
                        .with_readings(|reading| rounded(reading, unit, &policy)),
                );
            }
        }
    }
    withheld
}

/// The reading with a symbol for its number, and nothing that could tell it.
fn without(reading: &Reading, symbol: &str) -> Reading {
    Reading {
        value: match &reading.value {
            Value::Number(_) => Value::Text(symbol.to_owned()),
            text @ Value::Text(_) => text.clone(),
        },
        numerator: None,
        denominator: None,
        note: None,
        approximate: false,
        ..reading.clone()
    }
}

/// The reading with every count rounded, and what follows from counts worked out
/// of the rounded ones.
fn rounded(reading: &Reading, unit: Unit, policy: &Policy) -> Reading {
    let numerator = reading.numerator.map(|count| policy.rounding.round(count));
    let denominator = reading
        .denominator
        .map(|count| policy.rounding.round(count));
    let value = match (&reading.value, unit, numerator.zip(denominator)) {
        (Value::Number(number), Unit::Count, _) => together::whole(*number)
            .map(|count| match (count, policy.rounding.round(count)) {
                (1.., 0) => Value::Text(policy.symbols.low.clone()),
                (_, near) => Value::Number(number_of(near)),
            })
            .unwrap_or_else(|| reading.value.clone()),
        (Value::Number(_), Unit::Percent | Unit::Per10000Children, Some((_, 0))) => {
            Value::Text(policy.symbols.low.clone())
        }
        (Value::Number(_), Unit::Percent, Some((over, under))) => {
            Value::Number(100.0 * number_of(over) / number_of(under))
        }
        (Value::Number(_), Unit::Per10000Children, Some((over, under))) => {
            Value::Number(10_000.0 * number_of(over) / number_of(under))
        }
        _ => reading.value.clone(),
    };
    Reading {
        value,
        numerator,
        denominator,
        ..reading.clone()
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
const fn number_of(count: u64) -> f64 {
    count as f64
}

/// Every reading of one measure that may ever reach the destination.
struct Series<'a> {
    measure: &'a Measure,
    /// By first and last day.
    periods: BTreeMap<(Date, Date), Vec<Own<'a>>>,
    /// What others published of the authority.
    elsewhere: Vec<Own<'a>>,
}

/// A reading of the authority itself, in all its versions.
struct Own<'a> {
    history: &'a History,
    period: Period,
    part: Option<&'a str>,
}

impl<'a> Own<'a> {
    fn node(&self, measure: (&'a EntryId, &'a Measure), stays: bool) -> sums::Node<'a> {
        sums::Node {
            measure,
            history: self.history,
            days: (self.period.first_day(), self.period.last_day()),
            part: self.part,
            stays,
        }
    }
}

impl<'a> Series<'a> {
    /// Readings that others published are left as they are: those of other areas,
    /// those read from a release, and those read in documents that anybody can
    /// find at their address.
    fn of(programme: &'a Programme, id: &EntryId, measure: &'a Measure, to: Destination) -> Self {
        let mut periods: BTreeMap<(Date, Date), Vec<Own<'a>>> = BTreeMap::new();
        let mut elsewhere = Vec::new();
        for history in programme.ever_read(id) {
            let open = history.versions.last().is_some_and(|last| {
                to == Destination::Board || last.meta.classification == Classification::Public
            });
            let mut readings = versions(history).map(|(_, reading)| reading);
            let Some(first) = readings.next().filter(|_| open) else {
                continue;
            };
            if first.area.is_some() {
                continue;
            }
            let own = Own {
                history,
                period: first.period,
                part: first.breakdown.as_deref(),
            };
            if versions(history).all(|(_, one)| programme.is_published(one)) {
                elsewhere.push(own);
                continue;
            }
            let days = (first.period.first_day(), first.period.last_day());
            periods.entry(days).or_default().push(own);
        }
        Self {
            measure,
            periods,
            elsewhere,
        }
    }

    fn own(&self) -> impl Iterator<Item = &Own<'a>> {
        self.periods.values().flatten()
    }

    /// Hides what must be of each period, taken as a table.
    fn hide(
        &self,
        policy: &Policy,
        shown_anyway: impl Fn(&Period) -> bool,
        hidden: &mut BTreeSet<&'a EntryId>,
    ) {
        for own in self.periods.values() {
            if own.iter().any(|own| shown_anyway(&own.period)) {
                continue;
            }
            let doubtful = |own: &Own<'_>| {
                versions(own.history).any(|(_, reading)| doubtful(reading, self.measure, policy))
            };
            if own.iter().any(doubtful) || together::rest_is_small(own, self.measure, policy) {
                together::hide(own, self.measure, policy, hidden);
            }
        }
    }
}

/// The versions of a reading that say something, with the day each was known.
fn versions(history: &History) -> impl Iterator<Item = (ClaimedDate, &Reading)> {
    history
        .versions
        .iter()
        .filter_map(|version| match &version.body {
            Some(Body::Reading(reading)) => Some((version.meta.known_on, reading)),
            _ => None,
        })
}

/// Whether a reading taken alone may not be shown, so that its period must be
/// looked at as a table.
fn doubtful(reading: &Reading, measure: &Measure, policy: &Policy) -> bool {
    let Some(number) = reading.value.number() else {
        return [reading.numerator, reading.denominator]
            .into_iter()
            .flatten()
            .any(|count| policy.is_small(count));
    };
    match together::Counts::of(reading, measure) {
        together::Counts::One(count) => policy.is_small(count),
        together::Counts::Share { over, rest } => {
            let behind = statistics::disclosure::Behind::shown;
            statistics::disclosure::share(behind(over), behind(over + rest), policy).is_err()
        }
        together::Counts::Ratio { over, under } => {
            let behind = statistics::disclosure::Behind::shown;
            statistics::disclosure::rate(behind(over), behind(under), policy).is_err()
        }
        // A share of nobody knows how many cannot be checked.
        together::Counts::Unknown => {
            matches!(measure.unit, Unit::Percent | Unit::Per10000Children) && number.is_finite()
        }
    }
}
