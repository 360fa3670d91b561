//! Readings as analysts keep them: one row a reading, or one row a measure with
//! its periods across the top.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use record::body::{AuthorityProfile, Figure, Measure, Reading, ReadingStatus, Unit, Value};
use record::draft::{Place, Problem};
use record::id::{Authority, EntryId};
use record::period::Period;

use crate::cell::{figure, shown};
use crate::table::Table;
use crate::workbook::{self, Sheet};

mod meant;

use meant::{fitting, kept, no_period, share, worked};

/// Whose readings are expected.
#[derive(Clone, Debug)]
pub struct Council<'a> {
    /// Its short name.
    pub authority: &'a Authority,
    /// What it says of itself.
    pub profile: Option<&'a AuthorityProfile>,
    /// Its measures.
    pub measures: Vec<(&'a EntryId, &'a Measure)>,
}

/// One reading, as it was understood.
#[derive(Clone, Debug, PartialEq)]
pub struct Understood {
    /// Where it stands, for error messages.
    pub place: Place,
    /// The cell of its value: `B7`, or of a CSV `line 7, value`.
    pub cell: String,
    /// The reading.
    pub reading: Reading,
    /// Whether its value was worked out from numerator and denominator.
    pub worked_out: bool,
}

/// Makes a sheet of a CSV file.
///
/// # Errors
/// As [`Table::read`].
pub fn of_csv(file: &str, bytes: &[u8]) -> Result<Sheet, Vec<Problem>> {
    let table = Table::read(file, bytes)?;
    let mut cells = BTreeMap::new();
    for (at, name) in table.header.iter().enumerate() {
        cells.insert((1, at + 1), name.clone());
    }
    for row in &table.rows {
        for at in 0..table.header.len() {
            cells.insert((row.line, at + 1), row.cell(at).to_owned());
        }
    }
    cells.retain(|_, cell| !cell.is_empty());
    Ok(Sheet {
        name: String::new(),
        cells,
        merged: Vec::new(),
    })
}

/// What a column is for.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Role {
    Authority,
    Measure,
    Period,
    Breakdown,
    Value,
    Numerator,
    Denominator,
    Note,
    /// A period across the top.
    At(Period),
}

/// The role of a heading.
fn role(heading: &str) -> Option<Role> {
    let bare: String = heading
        .to_ascii_lowercase()
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect();
    Some(match &*bare {
        "authority" | "council" | "la" | "laname" | "localauthority" | "lacode" | "gsscode"
        | "newlacode" | "oldlacode" => Role::Authority,
        "measure" | "indicator" | "kpi" | "measurename" | "indicatorname" | "pi" => Role::Measure,
        "period" | "month" | "quarter" | "date" | "year" | "timeperiod" => Role::Period,
        "breakdown" | "team" | "area" | "locality" | "part" => Role::Breakdown,
        "value" | "result" | "figure" | "actual" | "percent" | "percentage" | "rate"
        | "outturn" => Role::Value,
        "numerator" | "num" | "counted" => Role::Numerator,
        "denominator" | "den" | "denom" | "outof" => Role::Denominator,
        "note" | "notes" | "comment" | "comments" => Role::Note,
        _ => return crate::spelt::period(heading).map(Role::At),
    })
}

/// Reads the readings of a sheet for one council.
///
/// # Errors
/// Everything that is wrong, with its cell and reason.
pub fn readings(
    file: &str,
    sheet: &Sheet,
    council: &Council<'_>,
) -> Result<Vec<Understood>, Vec<Problem>> {
    Reader {
        file,
        sheet,
        council,
        problems: Vec::new(),
        taken: BTreeMap::new(),
    }
    .read()
}

struct Reader<'a> {
    file: &'a str,
    sheet: &'a Sheet,
    council: &'a Council<'a>,
    problems: Vec<Problem>,
    /// Readings found so far, with their cell.
    taken: BTreeMap<String, String>,
}

/// The cells of a reading, before they are understood.
#[derive(Clone, Copy)]
struct Raw<'a> {
    measure: (&'a EntryId, &'a Measure),
    period: Period,
    breakdown: Option<&'a str>,
    value: Option<(usize, usize)>,
    numerator: Option<(usize, usize)>,
    denominator: Option<(usize, usize)>,
    note: Option<&'a str>,
    row: usize,
}

impl<'a> Reader<'a> {
    fn problem(&mut self, at: (usize, usize), reason: impl Into<String>) {
        let heading = self.heading(at.1);
        self.problems.push(Problem {
            place: Place {
                file: self.file.to_owned(),
                line: at.0,
            },
            field: format!("{} ({heading})", workbook::name(at)),
            reason: reason.into(),
        });
    }

    fn header_row(&self) -> usize {
        self.sheet.cells.keys().next().map_or(1, |(row, _)| *row)
    }

    fn heading(&self, column: usize) -> String {
        let found = self.sheet.cells.get(&(self.header_row(), column));
        found.map_or_else(String::new, |text| shown(text))
    }

    fn cell(&self, at: (usize, usize)) -> &'a str {
        self.sheet.cells.get(&at).map_or("", |text| text.trim())
    }

    /// What each column is for.
    fn columns(&mut self) -> Vec<(usize, Option<Role>)> {
        let header = self.header_row();
        for range in &self.sheet.merged {
            let reason = format!(
                "the cells {range} are merged: part them, so that each row and column says what it is for"
            );
            self.problems.push(Problem {
                place: Place {
                    file: self.file.to_owned(),
                    line: header,
                },
                field: range.clone(),
                reason,
            });
        }
        let columns: Vec<(usize, Option<Role>)> = self
            .sheet
            .cells
            .range((header, 0)..(header + 1, 0))
            .map(|((_, column), text)| (*column, role(text)))
            .collect();
        let published = |name: &str| {
            let mut all = columns.iter();
            all.any(|(column, _)| self.heading(*column).eq_ignore_ascii_case(name))
        };
        if published("geographic_level") && published("time_period") {
            let reason = "these are the headings of a file published for every council, not of a sheet of readings: see sightline dataset describe --help";
            self.problem((header, 1), reason);
            return columns;
        }
        for (column, role) in &columns {
            if role.is_none() {
                let reason = "is no heading that is known: write measure, period, value, numerator, denominator, breakdown, authority or note, or a period such as Mar 2026";
                self.problem((header, *column), reason);
            }
        }
        columns
    }

    fn read(mut self) -> Result<Vec<Understood>, Vec<Problem>> {
        let header = self.header_row();
        let columns = self.columns();
        let of = |wanted: Role| {
            let mut all = columns.iter();
            all.find(|(_, role)| *role == Some(wanted))
                .map(|(column, _)| *column)
        };
        let across: Vec<(usize, Period)> = columns
            .iter()
            .filter_map(|(column, role)| match role {
                Some(Role::At(period)) => Some((*column, *period)),
                _ => None,
            })
            .collect();
        let Some(measure) = of(Role::Measure) else {
            self.problem((header, 1), "no column is headed “measure”");
            return Err(self.problems);
        };
        if of(Role::Period).is_none() == across.is_empty() {
            let reason =
                "there must be either a column “period” or periods across the top, and not both";
            self.problem((header, measure), reason);
        }
        if !self.problems.is_empty() {
            return Err(self.problems);
        }
        let rows: Vec<usize> = {
            let mut rows: Vec<usize> = self.sheet.cells.keys().map(|(row, _)| *row).collect();
            rows.dedup();
            rows.retain(|row| *row > header);
            rows
        };
        let mut found = Vec::new();
        for row in rows {
            if let Some(column) = of(Role::Authority) {
                self.whose((row, column));
            }
            let Some(definition) = self.measure((row, measure)) else {
                continue;
            };
            let text = |role: Role| {
                of(role)
                    .map(|column| self.cell((row, column)))
                    .filter(|text| !text.is_empty())
            };
            let mut raw = Raw {
                measure: definition,
                period: Period::Between(jiff::civil::Date::ZERO, jiff::civil::Date::ZERO),
                breakdown: text(Role::Breakdown),
                value: of(Role::Value).map(|column| (row, column)),
                numerator: of(Role::Numerator).map(|column| (row, column)),
                denominator: of(Role::Denominator).map(|column| (row, column)),
                note: text(Role::Note),
                row,
            };
            match of(Role::Period) {
                Some(column) => {
                    let cell = self.cell((row, column));
                    match crate::spelt::period(cell) {
                        Some(period) => {
                            raw.period = fitting(period, definition.1);
                            found.extend(self.reading(raw));
                        }
                        None => self.problem((row, column), no_period(cell)),
                    }
                }
                None => {
                    for (column, period) in &across {
                        raw.period = fitting(*period, definition.1);
                        raw.value = Some((row, *column));
                        found.extend(self.reading(raw));
                    }
                }
            }
        }
        if found.is_empty() && self.problems.is_empty() {
            self.problem((header, measure), "there is no reading under the headings");
        }
        self.in_order(&found);
        if self.problems.is_empty() {
            Ok(found)
        } else {
            Err(self.problems)
        }
    }

    /// The periods of a measure go forwards or backwards, not both: one that turns is
    /// a slip of the year more often than not.
    fn in_order(&mut self, found: &[Understood]) {
        let mut series: BTreeMap<(&EntryId, Option<&str>), Vec<&Understood>> = BTreeMap::new();
        for one in found {
            let key = (&one.reading.measure, one.reading.breakdown.as_deref());
            series.entry(key).or_default().push(one);
        }
        for readings in series.values() {
            let day = |one: &Understood| one.reading.period.last_day();
            let mut way = Ordering::Equal;
            let turn = readings.windows(2).find(|pair| {
                let [one, next] = pair else { return false };
                let step = day(next).cmp(&day(one));
                if way.is_eq() {
                    way = step;
                }
                step.is_ne() && step != way
            });
            if let Some([one, next]) = turn {
                self.problems.push(Problem {
                    place: next.place.clone(),
                    field: next.cell.clone(),
                    reason: format!(
                        "{} is out of order: {} stands before it, in {}. Is the year right? Put the rows in order",
                        next.reading.period.in_words(),
                        one.reading.period.in_words(),
                        one.cell
                    ),
                });
            }
        }
    }

    /// A row names this council, by whichever of its names.
    fn whose(&mut self, at: (usize, usize)) {
        let cell = self.cell(at);
        let profile = self.council.profile;
        let names = [
            Some(self.council.authority.as_str()),
            profile.map(|one| &*one.name),
            profile.map(|one| &*one.place),
            profile.and_then(|one| one.gss_code.as_deref()),
            profile.and_then(|one| one.dfe_code.as_deref()),
        ];
        if !names
            .into_iter()
            .flatten()
            .any(|name| name.eq_ignore_ascii_case(cell))
        {
            let reason = format!(
                "“{}” is another council than “{}”: is it the right file?",
                shown(cell),
                self.council.authority
            );
            self.problem(at, reason);
        }
    }

    /// The measure that a cell names.
    fn measure(&mut self, at: (usize, usize)) -> Option<(&'a EntryId, &'a Measure)> {
        let cell = self.cell(at);
        let same = |text: &str| text.eq_ignore_ascii_case(cell);
        let found = self.council.measures.iter().find(|(id, measure)| {
            same(id.as_str()) || same(id.name()) || same(&measure.name) || same(&measure.short_name)
        });
        if found.is_none() {
            let reason = format!(
                "“{}” is no measure of “{}”: write its name as the record has it, or add it first",
                shown(cell),
                self.council.authority
            );
            self.problem(at, reason);
        }
        found.copied()
    }

    fn number(&mut self, at: Option<(usize, usize)>) -> Option<Option<u64>> {
        let Some(at) = at else { return Some(None) };
        match figure(self.cell(at)) {
            Ok(Figure::Absent | Figure::Symbol(_)) => Some(None),
            Ok(Figure::Number(number)) if number >= 0.0 && number.fract() == 0.0 => {
                Some(format!("{number:.0}").parse().ok())
            }
            Ok(Figure::Number(number)) => {
                self.problem(at, format!("{number} is not a whole number, 0 or more"));
                None
            }
            Err(reason) => {
                self.problem(at, reason);
                None
            }
        }
    }

    /// A value that the measure can have.
    fn value(
        &mut self,
        at: (usize, usize),
        given: Figure,
        measure: &Measure,
        (numerator, denominator): (Option<u64>, Option<u64>),
    ) -> Option<Value> {
        match given {
            Figure::Number(number) if number < 0.0 => {
                self.problem(at, format!("{number} is below 0"));
                None
            }
            Figure::Number(number)
                if measure.unit == Unit::Percent
                    && number > 100.0
                    && !measure.may_exceed_denominator =>
            {
                self.problem(at, format!("{number} is above 100 per cent"));
                None
            }
            Figure::Number(number) => Some(Value::Number(number)),
            Figure::Symbol(symbol) => Some(Value::Text(kept(symbol).to_owned())),
            Figure::Absent => worked(measure, numerator, denominator),
        }
    }

    /// A share or rate that is given beside what it is of is that share, as far as
    /// it is rounded; or a note says why it is not.
    fn agrees(
        &mut self,
        at: (usize, usize),
        given: Figure,
        raw: &Raw<'_>,
        (numerator, denominator): (Option<u64>, Option<u64>),
    ) -> Option<()> {
        let measure = raw.measure.1;
        let rate = matches!(measure.unit, Unit::Percent | Unit::Per10000Children);
        let Some(number) = given.number().filter(|_| rate && raw.note.is_none()) else {
            return Some(());
        };
        let (Some(top), Some(bottom)) = (numerator, denominator) else {
            return Some(());
        };
        let Some(exact) = share(measure, top, bottom) else {
            return Some(());
        };
        let places = i32::try_from(crate::cell::decimals(self.cell(at))).unwrap_or(i32::MAX);
        if (number - exact).abs() <= 0.5 * 0.1_f64.powi(places) + 1e-9 {
            return Some(());
        }
        let shown = (exact * 100.0).round() / 100.0;
        self.problem(
            at,
            format!(
                "{number} is given, and {top} of {bottom} is {shown}: put one of them right, or say in a note why they differ"
            ),
        );
        None
    }

    /// The reading of some cells; none where they are empty.
    fn reading(&mut self, raw: Raw<'a>) -> Option<Understood> {
        let (id, measure) = raw.measure;
        let numerator = self.number(raw.numerator)?;
        let denominator = self.number(raw.denominator)?;
        let at = raw.value.or(raw.numerator).unwrap_or((raw.row, 1));
        let given = match raw
            .value
            .map_or(Ok(Figure::Absent), |at| figure(self.cell(at)))
        {
            Ok(figure) => figure,
            Err(reason) => {
                self.problem(at, reason);
                return None;
            }
        };
        if denominator == Some(0) {
            let at = raw.denominator.unwrap_or(at);
            self.problem(at, "is 0: leave numerator and denominator out and write z, not applicable, as the value");
            return None;
        }
        if let (Some(top), Some(bottom)) = (numerator, denominator) {
            let at = raw.numerator.unwrap_or(at);
            if top > bottom && !measure.may_exceed_denominator {
                self.problem(at, format!("{top} is above the denominator, {bottom}"));
                return None;
            }
        }
        self.agrees(at, given, &raw, (numerator, denominator))?;
        let worked_out = given == Figure::Absent;
        let value = self.value(at, given, measure, (numerator, denominator))?;
        let breakdown = raw
            .breakdown
            .filter(|text| !matches!(&*text.to_ascii_lowercase(), "all" | "total"))
            .map(|text| {
                let known = measure.breakdowns.iter().find(|part| {
                    part.code.eq_ignore_ascii_case(text) || part.name.eq_ignore_ascii_case(text)
                });
                known.map_or_else(
                    || text.to_ascii_lowercase().replace(' ', "-"),
                    |part| part.code.clone(),
                )
            });
        let reading = Reading {
            measure: id.clone(),
            area: None,
            period: raw.period,
            breakdown,
            value,
            numerator,
            denominator,
            status: ReadingStatus::Local,
            release: None,
            as_revised: false,
            approximate: false,
            note: raw.note.map(str::to_owned),
            sources: Vec::new(),
        };
        let name = workbook::name(at);
        match reading.id(self.council.authority) {
            Ok(id) => {
                if let Some(other) = self.taken.insert(id.to_string(), name.clone()) {
                    self.problem(
                        at,
                        format!(
                            "{}, {} stands there already, in {other}",
                            measure.name,
                            raw.period.in_words()
                        ),
                    );
                    return None;
                }
            }
            Err(error) => {
                self.problem(at, error.to_string());
                return None;
            }
        }
        Some(Understood {
            place: Place {
                file: self.file.to_owned(),
                line: raw.row,
            },
            cell: name,
            reading,
            worked_out,
        })
    }
}
