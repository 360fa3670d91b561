//! A published file and its mapping, as entries of the national record.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;
use record::body::{Area, AreaFigures, Dataset, Figure, Filter, NationalSeries, Symbol, Unit};
use record::claimed_date::ClaimedDate;
use record::draft::Problem;
use record::entry::Digest;
use record::id::{BadName, EntryId};
use record::kind::Body;
use record::period::Period;
use sha2::{Digest as _, Sha256};

use crate::cell::{figure, shown};
use crate::geography::{Found, Geography};
use crate::mapping::{Mapping, PlaceColumns, SeriesMapping};
use crate::neighbours;
use crate::periods::{Every, every, period};
use crate::table::{Row, Table};

/// What a file says, ready to be stored.
#[derive(Clone, Debug)]
pub struct Release {
    /// The entries: name, body, and the day from which it is true.
    pub entries: Vec<(String, Body, Date)>,
    /// How many rows the file has.
    pub rows: usize,
    /// How many of them some series uses.
    pub used: usize,
    /// What was left out and why, with how many rows.
    pub left_out: BTreeMap<String, usize>,
}

/// After so many problems a file is not read any further.
const ENOUGH: usize = 200;

/// Reads a file by its mapping. `codes` gives authorities’ numbers by their ONS
/// codes; `progress` is told how many rows were read.
///
/// # Errors
/// Everything that is wrong, with row, column and reason.
pub fn read(
    file: &str,
    bytes: &[u8],
    mapping: &Mapping,
    mapping_text: &str,
    released: Date,
    codes: &BTreeMap<String, String>,
    progress: &mut dyn FnMut(u64),
) -> Result<Release, Vec<Problem>> {
    let table = Table::read(file, bytes)?;
    header(&table, mapping)?;
    let mut release = Release {
        entries: Vec::new(),
        rows: table.rows.len(),
        used: 0,
        left_out: BTreeMap::new(),
    };
    let dataset = dataset_id(&table, mapping)?;
    let mut areas = BTreeMap::new();
    if let Some(columns) = &mapping.neighbours {
        let (model, of) = neighbours::read(&table, &dataset, columns)?;
        areas = of;
        release.used = release.rows;
        let name = format!("neighbour-model/{}", columns.year);
        release
            .entries
            .push((name, Body::NeighbourModel(model), released));
    }
    if let Some(place) = &mapping.place {
        let placed = Placed::read(&table, place, codes, &mut release.left_out, progress)?;
        let mut problems = Vec::new();
        let mut used = BTreeSet::new();
        for wanted in &mapping.series {
            let mut reading = Reading::new(&table, &placed, mapping, wanted);
            match reading.series(&dataset, &mut used, &mut areas) {
                Ok(series) => {
                    let first = series
                        .periods
                        .first()
                        .map_or(released, |one| one.last_day());
                    let name = format!("national-series/{}", wanted.id);
                    let body = Body::NationalSeries(series);
                    release.entries.push((name, body, first.min(released)));
                }
                Err(more) => problems.extend(more),
            }
            if problems.len() >= ENOUGH {
                break;
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        release.used = used.len();
    }
    let body = Body::Dataset(Dataset {
        title: mapping.title.clone(),
        edition: mapping.edition.clone(),
        publisher: mapping.publisher.clone(),
        released: ClaimedDate::day(released),
        url: mapping.url.clone(),
        licence: mapping.licence.clone(),
        file: file.rsplit(['/', '\\']).next().unwrap_or(file).to_owned(),
        digest: Digest(Sha256::digest(bytes).into()).to_string(),
        mapping: Digest(Sha256::digest(mapping_text).into()).to_string(),
        areas: areas.into_values().collect(),
        sources: Vec::new(),
    });
    let first = release.entries.iter().map(|(_, _, from)| *from).min();
    release
        .entries
        .insert(0, (dataset.to_string(), body, first.unwrap_or(released)));
    Ok(release)
}

/// The name of the dataset’s entry.
fn dataset_id(table: &Table, mapping: &Mapping) -> Result<EntryId, Vec<Problem>> {
    format!("dataset/{}", mapping.dataset)
        .parse()
        .map_err(|error: BadName| vec![table.problem(1, "dataset", error.to_string())])
}

/// The file has the columns the mapping was written for.
fn header(table: &Table, mapping: &Mapping) -> Result<(), Vec<Problem>> {
    let missing: Vec<String> = mapping
        .header
        .iter()
        .filter(|name| !table.header.contains(name))
        .map(|name| format!("“{name}” is missing"))
        .collect();
    let extra: Vec<String> = table
        .header
        .iter()
        .filter(|name| !mapping.header.contains(name))
        .map(|name| format!("“{}” is not in the mapping", shown(name)))
        .collect();
    if missing.is_empty() && extra.is_empty() {
        return Ok(());
    }
    let all = [missing, extra].concat().join("; ");
    let reason = format!(
        "this is the header of another release or file: {all}. Describe the file again, or change the mapping"
    );
    Err(vec![table.problem(1, "header", reason)])
}

/// The rows whose area is kept.
struct Placed<'a> {
    rows: Vec<(&'a Row, usize)>,
    areas: Vec<Area>,
    time_period: usize,
    time_identifier: Option<usize>,
}

impl<'a> Placed<'a> {
    fn read(
        table: &'a Table,
        place: &PlaceColumns,
        codes: &BTreeMap<String, String>,
        left_out: &mut BTreeMap<String, usize>,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Self, Vec<Problem>> {
        let Some(time_period) = table.column(&place.time_period) else {
            let reason = "is named in the mapping, and the file has no such column";
            return Err(vec![table.problem(1, &place.time_period, reason)]);
        };
        let geography = Geography::of(table, place);
        let mut areas: Vec<Area> = Vec::new();
        let mut by_code: HashMap<String, usize> = HashMap::new();
        let mut rows = Vec::with_capacity(table.rows.len());
        let mut problems = Vec::new();
        for (done, row) in table.rows.iter().enumerate() {
            progress(u64::try_from(done).unwrap_or(u64::MAX));
            match geography.find(table, row, codes) {
                Err(problem) => problems.push(problem),
                Ok(Found::LeftOut(why)) => *left_out.entry(why).or_default() += 1,
                Ok(Found::Area(area)) => {
                    let at = *by_code.entry(area.code.clone()).or_insert_with(|| {
                        areas.push(area.clone());
                        areas.len() - 1
                    });
                    if let Some(known) = areas.get_mut(at) {
                        for code in area.gss {
                            if !known.gss.contains(&code) {
                                known.gss.push(code);
                            }
                        }
                    }
                    rows.push((row, at));
                }
            }
            if problems.len() >= ENOUGH {
                break;
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let identifier = place.time_identifier.as_ref();
        Ok(Self {
            rows,
            areas,
            time_period,
            time_identifier: identifier.and_then(|name| table.column(name)),
        })
    }
}

/// The figures of an area and a period, with their line.
struct Cells {
    line: usize,
    value: Figure,
    numerator: Figure,
    denominator: Figure,
}

/// One series being read.
struct Reading<'a> {
    table: &'a Table,
    placed: &'a Placed<'a>,
    symbols: &'a BTreeMap<String, String>,
    wanted: &'a SeriesMapping,
    periods: HashMap<(&'a str, &'a str), Result<Period, String>>,
    problems: Vec<Problem>,
}

impl<'a> Reading<'a> {
    fn new(
        table: &'a Table,
        placed: &'a Placed<'a>,
        mapping: &'a Mapping,
        wanted: &'a SeriesMapping,
    ) -> Self {
        Self {
            table,
            placed,
            symbols: &mapping.symbols,
            wanted,
            periods: HashMap::new(),
            problems: Vec::new(),
        }
    }

    /// The place of a column the mapping names.
    fn column(&mut self, name: &str) -> usize {
        self.table.column(name).unwrap_or_else(|| {
            let reason = format!(
                "is named by the series “{}”, and the file has no such column",
                self.wanted.id
            );
            self.problems.push(self.table.problem(1, name, reason));
            0
        })
    }

    fn filters(&mut self, filters: &'a BTreeMap<String, String>) -> Vec<(usize, &'a str)> {
        let mut places = Vec::new();
        for (name, value) in filters {
            places.push((self.column(name), value.as_str()));
        }
        places
    }

    fn series(
        &mut self,
        dataset: &EntryId,
        used: &mut BTreeSet<usize>,
        areas: &mut BTreeMap<String, Area>,
    ) -> Result<NationalSeries, Vec<Problem>> {
        let wanted = self.wanted;
        let elsewhere = self.denominators();
        let value = self.column(&wanted.column);
        let numerator = wanted.numerator.as_ref().map(|name| self.column(name));
        let here = wanted.denominator.as_ref().filter(|_| elsewhere.is_none());
        let denominator = here.map(|name| self.column(name));
        let filters = self.filters(&wanted.filters);
        if !self.problems.is_empty() {
            return Err(std::mem::take(&mut self.problems));
        }
        let mut periods: BTreeMap<Date, Period> = BTreeMap::new();
        let mut cells: BTreeMap<(usize, Date), Cells> = BTreeMap::new();
        for (row, area, period) in self.matching(&filters) {
            used.insert(row.line);
            let last = period.last_day();
            let known = *periods.entry(last).or_insert(period);
            if known != period {
                let reason = format!(
                    "“{}” and “{}” end on one day",
                    known.in_words(),
                    period.in_words()
                );
                self.problem(row, "time_period", reason);
            }
            let read = Cells {
                line: row.line,
                value: self.figure(row, value),
                numerator: numerator.map_or(Figure::Absent, |at| self.figure(row, at)),
                denominator: match &elsewhere {
                    Some(found) => found.get(&(area, last)).copied().unwrap_or_default(),
                    None => denominator.map_or(Figure::Absent, |at| self.figure(row, at)),
                },
            };
            self.check(row, &read);
            if let Some(other) = cells.insert((area, last), read) {
                let name = self.placed.areas.get(area).map_or("", |area| &area.name);
                let reason = format!(
                    "{name}, {} stands there already, in line {}: the series “{}” needs a filter that tells the rows apart",
                    period.in_words(),
                    other.line,
                    wanted.id
                );
                self.problem(row, &wanted.column, reason);
            }
            if self.problems.len() >= ENOUGH {
                break;
            }
        }
        if cells.is_empty() && self.problems.is_empty() {
            let reason = format!(
                "no row of the file belongs to the series “{}”: look at its filters and at “every”",
                wanted.id
            );
            self.problems
                .push(self.table.problem(1, &wanted.column, reason));
        }
        if !self.problems.is_empty() {
            return Err(std::mem::take(&mut self.problems));
        }
        Ok(self.body(dataset, &periods, &cells, areas))
    }

    fn problem(&mut self, row: &Row, column: &str, reason: String) {
        self.problems
            .push(self.table.problem(row.line, column, reason));
    }

    /// The rows a series takes, with their area and period.
    fn matching(&mut self, filters: &[(usize, &str)]) -> Vec<(&'a Row, usize, Period)> {
        let placed = self.placed;
        let mut found = Vec::new();
        for &(row, area) in &placed.rows {
            if !filters.iter().all(|(at, value)| row.cell(*at) == *value) {
                continue;
            }
            let time = row.cell(placed.time_period);
            let identifier = placed.time_identifier.map_or("", |at| row.cell(at));
            // A column that does not say it has years, or whole periods.
            if every(identifier).unwrap_or(Every::Year) != self.wanted.every {
                continue;
            }
            let form = self.wanted.period;
            let read = self
                .periods
                .entry((time, identifier))
                .or_insert_with(|| period(time, identifier, form));
            match read {
                Ok(period) => found.push((row, area, *period)),
                Err(reason) => {
                    let reason = reason.clone();
                    self.problem(row, "time_period", reason);
                    if self.problems.len() >= ENOUGH {
                        break;
                    }
                }
            }
        }
        found
    }

    /// The denominators that stand in other rows.
    fn denominators(&mut self) -> Option<BTreeMap<(usize, Date), Figure>> {
        let wanted = self.wanted;
        let name = wanted.denominator.as_ref()?;
        if wanted.denominator_filters.is_empty() {
            return None;
        }
        let at = self.column(name);
        let mut filters = self.filters(&wanted.filters);
        for (column, value) in &wanted.denominator_filters {
            let place = self.column(column);
            filters.retain(|(at, _)| *at != place);
            filters.push((place, value));
        }
        let rows = self.matching(&filters);
        let mut found = BTreeMap::new();
        for (row, area, period) in rows {
            let figure = self.figure(row, at);
            found.insert((area, period.last_day()), figure);
        }
        Some(found)
    }

    fn figure(&mut self, row: &Row, column: usize) -> Figure {
        let cell = row.cell(column);
        let own = self.symbols.get(cell).and_then(|known| Symbol::read(known));
        if let Some(symbol) = own {
            return Figure::Symbol(symbol);
        }
        figure(cell).unwrap_or_else(|reason| {
            let short = cell.chars().count() <= 5 && !cell.contains(|c: char| c.is_ascii_digit());
            let reason = if short && !reason.contains("is no number") {
                let own = crate::describe::quoted(cell);
                format!(
                    "{reason}. If it is a symbol of this file’s own, the mapping can say which it stands for: symbols = {{ {own} = \"c\" }}"
                )
            } else {
                reason
            };
            let name = self.table.header.get(column).cloned().unwrap_or_default();
            self.problem(row, &name, reason);
            Figure::Absent
        })
    }

    /// What no published figure can be.
    fn check(&mut self, row: &Row, cells: &Cells) {
        let wanted = self.wanted;
        if let Some(value) = cells.value.number() {
            if value < 0.0 && !wanted.may_be_negative {
                let reason =
                    format!("{value} is below 0: if it may be, say may_be_negative = true");
                self.problem(row, &wanted.column, reason);
            }
            if wanted.unit == Unit::Percent && value > 100.0 && !wanted.may_exceed_denominator {
                let reason = format!(
                    "{value} is above 100 per cent: if it may be, say may_exceed_denominator = true"
                );
                self.problem(row, &wanted.column, reason);
            }
            if value != 0.0 && cells.denominator == Figure::Number(0.0) {
                let column = wanted.denominator.clone().unwrap_or_default();
                let reason = format!(
                    "is 0, and “{}” is {value}: a share of nothing",
                    wanted.column
                );
                self.problem(row, &column, reason);
            }
        }
        if let (Some(numerator), Some(denominator)) =
            (cells.numerator.number(), cells.denominator.number())
            && numerator > denominator
            && !wanted.may_exceed_denominator
        {
            let column = wanted.numerator.clone().unwrap_or_default();
            let reason = format!(
                "{numerator} is above the denominator, {denominator}: if it may be, say may_exceed_denominator = true"
            );
            self.problem(row, &column, reason);
        }
    }

    fn body(
        &self,
        dataset: &EntryId,
        periods: &BTreeMap<Date, Period>,
        cells: &BTreeMap<(usize, Date), Cells>,
        areas: &mut BTreeMap<String, Area>,
    ) -> NationalSeries {
        let wanted = self.wanted;
        let with = |column: &Option<String>, pick: fn(&Cells) -> Figure, area: usize| {
            let days = periods.keys().filter(|_| column.is_some());
            days.map(|day| cells.get(&(area, *day)).map(pick).unwrap_or_default())
                .collect::<Vec<Figure>>()
        };
        let mut figures = Vec::new();
        for (at, area) in self.placed.areas.iter().enumerate() {
            let found: Vec<Period> = periods
                .iter()
                .filter(|(day, _)| cells.contains_key(&(at, **day)))
                .map(|(_, period)| *period)
                .collect();
            let (Some(first), Some(last)) = (found.first(), found.last()) else {
                continue;
            };
            let known = areas
                .entry(area.code.clone())
                .or_insert_with(|| area.clone());
            let earlier = known
                .first
                .is_none_or(|one| first.last_day() < one.last_day());
            if earlier {
                known.first = Some(*first);
            }
            if known
                .last
                .is_none_or(|one| last.last_day() > one.last_day())
            {
                known.last = Some(*last);
            }
            figures.push(AreaFigures {
                code: area.code.clone(),
                values: with(&Some(String::new()), |cells| cells.value, at),
                numerators: with(&wanted.numerator, |cells| cells.numerator, at),
                denominators: with(&wanted.denominator, |cells| cells.denominator, at),
            });
        }
        figures.sort_by(|one, other| one.code.cmp(&other.code));
        let filters = wanted.filters.iter().map(|(column, value)| Filter {
            column: column.clone(),
            value: value.clone(),
        });
        NationalSeries {
            name: wanted.name.clone(),
            dataset: dataset.clone(),
            catalogue: wanted.catalogue.clone(),
            column: wanted.column.clone(),
            numerator_column: wanted.numerator.clone(),
            denominator_column: wanted.denominator.clone(),
            filters: filters.collect(),
            unit: wanted.unit,
            decimals: wanted.decimals,
            periods: periods.values().copied().collect(),
            areas: figures,
            cautions: wanted.cautions.clone(),
            sources: Vec::new(),
        }
    }
}
