//! The latest published figures at a moment, beside the period before and the
//! comparators of the same period. Values only: no direction is claimed.

use std::collections::BTreeMap;

use jiff::civil::Date;
use record::body::{Average, Comparator, ComparatorForm, Measure, Reading};
use record::id::EntryId;
use record::state::{Held, State};

/// Figures whose latest period ends on the same day.
#[derive(Debug)]
pub struct Group<'a> {
    /// The day the latest periods end.
    pub to: Date,
    /// The day the periods before end; absent if no row has one.
    pub before: Option<Date>,
    /// Comparators that any row has, nearest first.
    pub comparators: Vec<Held<'a, Comparator>>,
    /// One row a measure.
    pub rows: Vec<Row<'a>>,
}

/// The figures of one measure.
#[derive(Debug)]
pub struct Row<'a> {
    /// The measure.
    pub measure: Held<'a, Measure>,
    /// Its latest value.
    pub latest: Held<'a, Reading>,
    /// Its value for the period before, if held.
    pub before: Option<Held<'a, Reading>>,
    /// Values of the comparators for the latest period, by comparator.
    pub compared: BTreeMap<EntryId, Held<'a, Reading>>,
}

/// Every reading of a measure for an area (`None`: the authority itself),
/// without a breakdown, the earliest first.
#[must_use]
pub fn series<'a>(
    state: &State<'a>,
    measure: &EntryId,
    area: Option<&EntryId>,
) -> Vec<Held<'a, Reading>> {
    let mut series: Vec<_> = readings(state, measure)
        .filter(|reading| reading.body.area.as_ref() == area)
        .collect();
    series.sort_by_key(|reading| reading.body.period.last_day());
    series
}

/// What the audience may see of a measure, the whole and not its parts.
fn readings<'a>(state: &State<'a>, measure: &EntryId) -> impl Iterator<Item = Held<'a, Reading>> {
    state
        .readings_of(measure)
        .filter(|reading| reading.body.breakdown.is_none())
}

/// Which comparators stand beside figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compared {
    /// Every one that is known.
    All,
    /// England, the region, and the median of the newest neighbour model that
    /// is known, as the Department's dashboard shows it.
    Note,
}

/// The comparators that stand beside figures, in the order they were recorded.
#[must_use]
pub fn comparators<'a>(state: &State<'a>, compared: Compared) -> Vec<Held<'a, Comparator>> {
    let mut comparators = state.all::<Comparator>();
    if compared == Compared::Note {
        let newest = comparators
            .iter()
            .rfind(|held| held.body.statistic == Some(Average::Median))
            .map(|held| held.id().clone());
        comparators.retain(|held| {
            held.body.form != ComparatorForm::Neighbours || Some(held.id()) == newest.as_ref()
        });
    }
    comparators
}

/// The latest figures of these measures, grouped by the day they run to; the
/// latest group first, rows in the order asked for.
#[must_use]
pub fn latest<'a>(state: &State<'a>, measures: &[EntryId], compared: Compared) -> Vec<Group<'a>> {
    let mut groups: BTreeMap<Date, Vec<Row<'a>>> = BTreeMap::new();
    for id in measures {
        if let Some(row) = row(state, id) {
            groups
                .entry(row.latest.body.period.last_day())
                .or_default()
                .push(row);
        }
    }
    let comparators = comparators(state, compared);
    groups
        .into_iter()
        .rev()
        .map(|(to, rows)| Group {
            to,
            before: rows
                .iter()
                .filter_map(|row| Some(row.before?.body.period.last_day()))
                .max(),
            comparators: comparators
                .iter()
                .filter(|comparator| {
                    rows.iter()
                        .any(|row| row.compared.contains_key(comparator.id()))
                })
                .copied()
                .collect(),
            rows,
        })
        .collect()
}

fn row<'a>(state: &State<'a>, id: &EntryId) -> Option<Row<'a>> {
    let measure = state.get::<Measure>(id)?;
    let own = series(state, id, None);
    let latest = *own.last()?;
    let before = own.iter().rev().nth(1).copied();
    let compared = readings(state, id)
        .filter(|reading| reading.body.period == latest.body.period)
        .filter_map(|reading| Some((reading.body.area.clone()?, reading)))
        .collect();
    Some(Row {
        measure,
        latest,
        before,
        compared,
    })
}
