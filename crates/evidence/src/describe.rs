//! Drafts a mapping of a file nobody has described yet: which columns say when
//! and where, which choose rows, which hold figures, and which of those are
//! shares of others, by their names and by doing the sum.

mod columns;
mod guess;
mod pairs;
mod written;

pub(crate) use written::quoted;

use std::collections::{BTreeMap, BTreeSet};

use record::body::Figure;
use record::catalogue::{Published, catalogue};
use record::draft::Problem;

use crate::cell::figure;
use crate::describe::columns::Columns;
use crate::describe::pairs::Pair;
use crate::mapping::SeriesMapping;
use crate::neighbours::is_number;
use crate::periods::{Every, every};
use crate::table::Table;

/// How many series a draft has at most: a person adds the others.
const SERIES: usize = 150;

/// Drafts the mapping of a file, as TOML. It works as it stands; what should be
/// looked at says so in a comment.
///
/// # Errors
/// The file cannot be read, or says neither periods nor neighbours.
pub fn describe(file: &str, bytes: &[u8]) -> Result<String, Vec<Problem>> {
    let table = Table::read(file, bytes)?;
    let name = guess::Name::of(file);
    if let Some(columns) = neighbour_columns(&table) {
        return Ok(written::neighbours(&table, &name, &columns));
    }
    let columns = Columns::of(&table)?;
    let (combinations, left) = combinations(&table, &columns);
    let pairs = pairs::find(&table, &columns);
    let texts = held_by_texts(&table, &columns);
    let mut series = Vec::new();
    let mut taken = BTreeSet::new();
    for every in identified(&table, &columns) {
        for combination in &combinations {
            for &column in &columns.figures {
                if texts.contains(&(column, combination.clone())) {
                    continue;
                }
                let one = one_series(
                    &table,
                    &name,
                    &columns,
                    &pairs,
                    (column, combination, every),
                );
                series.push(unlike(one, &mut taken));
            }
        }
    }
    let cut = left + series.len().saturating_sub(SERIES);
    series.truncate(SERIES);
    Ok(written::dataset(&table, &name, &columns, &series, cut))
}

/// The columns and choices of rows that hold more texts than numbers: times, as
/// `01:07`, in a column that has counts elsewhere.
fn held_by_texts(table: &Table, columns: &Columns) -> BTreeSet<(usize, Vec<String>)> {
    let mut counts: BTreeMap<(usize, Vec<String>), (usize, usize)> = BTreeMap::new();
    for &column in columns.strange.keys() {
        for row in table.rows.iter().filter(|row| columns.keeps(row)) {
            let (texts, numbers) = counts.entry((column, columns.chosen(row))).or_default();
            match figure(row.cell(column)) {
                Err(_) => *texts += 1,
                Ok(Figure::Number(_)) => *numbers += 1,
                Ok(_) => {}
            }
        }
    }
    counts.retain(|_, (texts, numbers)| texts > numbers);
    counts.into_keys().collect()
}

/// How often the rows come, the most frequent first.
fn identified(table: &Table, columns: &Columns) -> Vec<Every> {
    let mut counts: BTreeMap<Every, usize> = BTreeMap::new();
    for row in &table.rows {
        let text = columns.identifier.map_or("", |at| row.cell(at));
        *counts
            .entry(every(text).unwrap_or(Every::Year))
            .or_default() += 1;
    }
    let mut all: Vec<(Every, usize)> = counts.into_iter().collect();
    all.sort_by_key(|(every, count)| (std::cmp::Reverse(*count), *every));
    all.into_iter().map(|(every, _)| every).collect()
}

/// The values of the filter columns that stand together in some row: totals
/// first, then in the order of the file; and how many were left out.
fn combinations(table: &Table, columns: &Columns) -> (Vec<Vec<String>>, usize) {
    let mut order: Vec<Vec<String>> = Vec::new();
    let mut seen = BTreeSet::new();
    for row in &table.rows {
        if !columns.keeps(row) {
            continue;
        }
        let values = columns.chosen(row);
        if seen.insert(values.clone()) {
            order.push(values);
        }
    }
    let away = |values: &Vec<String>| {
        let parts = values.iter().zip(&columns.totals);
        parts
            .filter(|(value, totals)| !totals.is_empty() && !totals.contains(value))
            .count()
    };
    let room = (SERIES / columns.figures.len().max(1)).max(1);
    if order.len() > room {
        order.sort_by_key(away);
    }
    let left = order.len().saturating_sub(room) * columns.figures.len();
    order.truncate(room);
    (order, left)
}

/// A series of a column, for one combination of the filters’ values.
fn one_series(
    table: &Table,
    name: &guess::Name,
    columns: &Columns,
    pairs: &BTreeMap<usize, Pair>,
    (column, values, every): (usize, &[String], Every),
) -> SeriesMapping {
    let header = |at: usize| table.header.get(at).cloned().unwrap_or_default();
    let filters: BTreeMap<String, String> = columns
        .filters
        .iter()
        .map(|at| header(*at))
        .zip(values.iter().cloned())
        .collect();
    let known = published(&header(column), &filters);
    let pair = pairs.get(&column);
    let mut series = SeriesMapping {
        id: String::new(),
        name: String::new(),
        catalogue: known.map(|(key, ..)| key.to_owned()),
        column: header(column),
        numerator: None,
        denominator: None,
        denominator_filters: BTreeMap::new(),
        unit: guess::unit(&header(column), columns.shape(column), pair),
        decimals: columns.shape(column).decimals,
        period: guess::year_form(name, table, columns, column, values),
        every,
        may_exceed_denominator: false,
        may_be_negative: columns.shape(column).lowest < 0.0,
        cautions: Vec::new(),
        filters,
    };
    let percent = series.unit == record::body::Unit::Percent;
    series.may_exceed_denominator = percent && columns.shape(column).highest > 100.0;
    match pair {
        Some(Pair::Row {
            numerator,
            denominator,
            exceeds,
            ..
        }) => {
            series.numerator = Some(header(*numerator));
            series.denominator = Some(header(*denominator));
            series.may_exceed_denominator |= *exceeds;
        }
        Some(Pair::Total { count, filter }) => {
            let place = columns.filters.iter().position(|at| at == filter);
            let total = columns.total(*filter, values);
            // The total is no share of itself.
            if let Some(total) = total
                && place.and_then(|at| values.get(at)) != Some(total)
            {
                series.numerator = Some(header(*count));
                series.denominator = Some(header(*count));
                series.denominator_filters = BTreeMap::from([(header(*filter), total.clone())]);
            }
        }
        None => {}
    }
    if let Some((_, published, _)) = known
        && let Some(form) = published.period.as_ref().and_then(|text| text.parse().ok())
    {
        series.period = form;
    }
    let told: Vec<&str> = columns
        .filters
        .iter()
        .zip(values)
        .filter(|(at, _)| columns.chooses(**at))
        .map(|(_, value)| value.as_str())
        .collect();
    series.id = match &series.catalogue {
        Some(key) => key.clone(),
        None => guess::id(name, &series.column, &told),
    };
    series.name = match known {
        Some((_, _, title)) => title.to_owned(),
        None => guess::title(&series.column, &told),
    };
    if every != Every::Year {
        let often = guess::often(every);
        series.id = format!("{}-{often}", series.id);
        series.name = format!("{}, by {often}", series.name);
        series.catalogue = None;
    }
    series
}

/// The measure of the catalogue that a column holds the figures of.
fn published(
    column: &str,
    filters: &BTreeMap<String, String>,
) -> Option<(&'static str, &'static Published, &'static str)> {
    catalogue().iter().find_map(|indicator| {
        let published = indicator.published.iter().find(|one| {
            one.column.eq_ignore_ascii_case(column)
                && one
                    .filters
                    .iter()
                    .all(|(name, value)| filters.get(name) == Some(value))
        })?;
        Some((&*indicator.key, published, &*indicator.name))
    })
}

/// A series with a name that no other has.
fn unlike(mut series: SeriesMapping, taken: &mut BTreeSet<String>) -> SeriesMapping {
    let first = series.id.clone();
    let mut number = 1;
    while !taken.insert(series.id.clone()) {
        number += 1;
        series.id = format!("{first}-{number}");
        series.catalogue = None;
    }
    series
}

/// The columns of a list of neighbours, if the file is one.
struct NeighbourDraft {
    number: usize,
    name: Option<usize>,
    near: Vec<usize>,
    closeness: bool,
}

fn neighbour_columns(table: &Table) -> Option<NeighbourDraft> {
    let rank = |header: &String| {
        let bare: String = header
            .to_ascii_lowercase()
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .collect();
        let rest = bare
            .strip_prefix("sn")
            .or_else(|| bare.strip_prefix("statisticalneighbour"))
            .or_else(|| bare.strip_prefix("neighbour"))?;
        rest.parse::<u8>().ok()
    };
    let mut near: Vec<(u8, usize)> = table
        .header
        .iter()
        .enumerate()
        .filter_map(|(at, header)| Some((rank(header)?, at)))
        .collect();
    near.sort_unstable();
    let near: Vec<usize> = near.into_iter().map(|(_, at)| at).collect();
    let (first, second) = (*near.first()?, *near.get(1)?);
    // A heading between two parts of the list has no number.
    let numbers = |at: usize| {
        let mut cells = table.rows.iter().map(|row| row.cell(at));
        let (any, all) = (
            cells.clone().any(is_number),
            cells.all(|cell| cell.is_empty() || is_number(cell)),
        );
        any && all
    };
    let before = 0..first;
    let number = before.clone().find(|at| numbers(*at))?;
    let name = before
        .filter(|at| {
            table
                .header
                .get(*at)
                .is_some_and(|header| header.to_ascii_lowercase().contains("name"))
        })
        .find(|at| !numbers(*at));
    Some(NeighbourDraft {
        number,
        name,
        closeness: second == first + 2,
        near,
    })
}
