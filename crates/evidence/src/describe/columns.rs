//! What each column of a file is for: time, place, a choice of rows, or figures.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use record::body::Figure;
use record::draft::Problem;

use crate::cell::{decimals, figure};
use crate::geography::level;
use crate::mapping::PlaceColumns;
use crate::table::{Row, Table};

/// The columns of a file, by what they are for.
pub(super) struct Columns {
    /// Time and place, by name.
    pub(super) place: PlaceColumns,
    /// The column that says what sort of period a row is for.
    pub(super) identifier: Option<usize>,
    /// The columns that choose rows.
    pub(super) filters: Vec<usize>,
    /// Of each of these, the value that stands for all.
    pub(super) totals: Vec<Option<String>>,
    /// The columns of figures.
    pub(super) figures: Vec<usize>,
    shapes: BTreeMap<usize, Shape>,
    values: BTreeMap<usize, Vec<String>>,
    level: Option<usize>,
    /// The columns that say when and where, and those that choose rows.
    key: Vec<usize>,
}

/// What the figures of a column look like.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Shape {
    pub(super) decimals: u8,
    pub(super) lowest: f64,
    pub(super) highest: f64,
}

/// A column with more texts than this chooses no rows: it names schools.
const VALUES: usize = 400;

/// Other names that columns of time and place go by.
const NAMES: [(&str, &[&str]); 10] = [
    (
        "time_period",
        &["time_period", "timeperiod", "period", "year"],
    ),
    ("time_identifier", &["time_identifier", "timeidentifier"]),
    (
        "level",
        &["geographic_level", "geographiclevel", "geog_level", "level"],
    ),
    ("country_code", &["country_code"]),
    ("country_name", &["country_name"]),
    ("region_code", &["region_code", "reg_code", "gor_code"]),
    ("region_name", &["region_name", "reg_name", "gor_name"]),
    (
        "authority_number",
        &[
            "old_la_code",
            "la_code",
            "lea_code",
            "la_number",
            "dfe_code",
            "lacode",
        ],
    ),
    (
        "authority_gss",
        &["new_la_code", "la_gss_code", "gss_code", "ons_code"],
    ),
    (
        "authority_name",
        &["la_name", "la", "local_authority", "lea_name"],
    ),
];

/// Columns of other places, which are no choice of rows.
const OTHER_PLACES: [&str; 8] = [
    "lad_",
    "school_",
    "ward_",
    "pcon_",
    "lsip_",
    "opportunity_area",
    "rsc_region",
    "trust_",
];

impl Columns {
    pub(super) fn of(table: &Table) -> Result<Self, Vec<Problem>> {
        let bare = |name: &str| name.trim().to_ascii_lowercase().replace([' ', '-'], "_");
        let find = |role: &str| {
            let (_, names) = NAMES.iter().find(|(name, _)| *name == role)?;
            names
                .iter()
                .find_map(|name| table.header.iter().position(|one| bare(one) == *name))
        };
        let Some(time) = find("time_period") else {
            let reason = "there is no column “time_period”, so this is not a file as the Department publishes its data, nor a list of neighbours (SN1 to SN10)";
            return Err(vec![table.problem(1, "header", reason)]);
        };
        let named = |role: &str| find(role).and_then(|at| table.header.get(at).cloned());
        let place = PlaceColumns {
            time_period: table.header.get(time).cloned().unwrap_or_default(),
            time_identifier: named("time_identifier"),
            level: named("level"),
            country_code: named("country_code"),
            country_name: named("country_name"),
            region_code: named("region_code"),
            region_name: named("region_name"),
            authority_number: named("authority_number"),
            authority_gss: named("authority_gss"),
            authority_name: named("authority_name"),
        };
        let used: BTreeSet<usize> = NAMES.iter().filter_map(|(role, _)| find(role)).collect();
        let mut columns = Self {
            place,
            identifier: find("time_identifier"),
            filters: Vec::new(),
            totals: Vec::new(),
            figures: Vec::new(),
            shapes: BTreeMap::new(),
            values: BTreeMap::new(),
            level: find("level"),
            key: Vec::new(),
        };
        for (at, header) in table.header.iter().enumerate() {
            let name = bare(header);
            let elsewhere = OTHER_PLACES.iter().any(|start| name.starts_with(start));
            if !used.contains(&at) && !elsewhere && !header.is_empty() {
                columns.sort_out(table, at);
            }
        }
        let authority = find("authority_number").or(find("authority_gss"));
        let when_and_where = [
            Some(time),
            columns.identifier,
            columns.level,
            authority,
            find("region_code"),
        ];
        columns.key = when_and_where.into_iter().flatten().collect();
        columns.tell_apart(table);
        columns.key.extend(&columns.filters);
        if columns.figures.is_empty() {
            let reason = "no column has figures";
            return Err(vec![table.problem(1, "header", reason)]);
        }
        columns.totals = columns
            .filters
            .iter()
            .map(|at| columns.values.get(at).and_then(|values| total(values)))
            .collect();
        Ok(columns)
    }

    /// Whether a row is for an area that is kept.
    pub(super) fn keeps(&self, row: &Row) -> bool {
        self.level.is_none_or(|at| level(row.cell(at)).is_some())
    }

    /// The columns that tell any two rows apart.
    pub(super) fn key(&self) -> &[usize] {
        &self.key
    }

    pub(super) fn shape(&self, column: usize) -> Shape {
        self.shapes.get(&column).copied().unwrap_or_default()
    }

    /// Whether a filter has more than one value.
    pub(super) fn chooses(&self, filter: usize) -> bool {
        self.values
            .get(&filter)
            .is_some_and(|values| values.len() > 1)
    }

    /// The values of a filter, in the order of the file.
    pub(super) fn values(&self, filter: usize) -> &[String] {
        self.values.get(&filter).map_or(&[], Vec::as_slice)
    }

    /// Texts choose rows, numbers are figures; one bad cell among many numbers
    /// does not make texts of them.
    fn sort_out(&mut self, table: &Table, at: usize) {
        let (mut numbers, mut symbols, mut texts) = (0_usize, 0_usize, 0_usize);
        let mut shape = Shape::default();
        let mut values: Vec<String> = Vec::new();
        let mut seen: HashSet<&str> = HashSet::new();
        for row in table.rows.iter().filter(|row| self.keeps(row)) {
            let cell = row.cell(at);
            match figure(cell) {
                Ok(Figure::Absent) => {}
                Ok(Figure::Symbol(_)) => symbols += 1,
                Ok(Figure::Number(number)) => {
                    numbers += 1;
                    let places = u8::try_from(decimals(cell)).unwrap_or(u8::MAX);
                    shape.decimals = shape.decimals.max(places.min(6));
                    shape.lowest = shape.lowest.min(number);
                    shape.highest = shape.highest.max(number);
                }
                Err(_) => texts += 1,
            }
            if seen.len() <= VALUES && seen.insert(cell) {
                values.push(cell.to_owned());
            }
        }
        let figures = numbers > 0 && numbers + symbols >= 9 * texts;
        if figures {
            self.figures.push(at);
            self.shapes.insert(at, shape);
            self.values.insert(at, values);
        } else if texts > 0 && values.len() <= VALUES {
            self.filters.push(at);
            self.values.insert(at, values);
        }
    }

    /// Where two rows are alike in time, place and every text, a column of
    /// numbers must tell them apart: an age.
    fn tell_apart(&mut self, table: &Table) {
        for _ in 0..3 {
            let key: Vec<usize> = self.key.iter().chain(&self.filters).copied().collect();
            let alike = |more: Option<usize>| {
                let mut seen = HashSet::new();
                let rows = table.rows.iter().filter(|row| self.keeps(row));
                rows.filter(|row| {
                    let cells: Vec<&str> = key
                        .iter()
                        .copied()
                        .chain(more)
                        .map(|at| row.cell(at))
                        .collect();
                    !seen.insert(cells)
                })
                .count()
            };
            let now = alike(None);
            if now == 0 {
                return;
            }
            let few = |at: &usize| self.values(*at).len() <= 60;
            let best = self
                .figures
                .iter()
                .copied()
                .filter(few)
                .map(|at| (alike(Some(at)), at))
                .min();
            match best {
                Some((left, at)) if left * 2 < now => {
                    self.figures.retain(|one| *one != at);
                    self.filters.push(at);
                }
                _ => return,
            }
        }
    }
}

/// The value that stands for all.
fn total(values: &[String]) -> Option<String> {
    let is = |value: &&String| {
        let low = value.to_ascii_lowercase();
        low == "all"
            || low.starts_with("total")
            || low.starts_with("all ")
            || low.ends_with(" total")
    };
    let mut found = values.iter().filter(is);
    found.next().cloned()
}
