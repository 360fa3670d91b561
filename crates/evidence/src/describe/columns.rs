//! What each column of a file is for: time, place, a choice of rows, or figures.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use record::body::Figure;
use record::draft::Problem;

use crate::cell::{decimals, figure};
use crate::describe::guess::{is_share, is_size};
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
    /// Of each of these, the values that stand for all, the plainest first.
    pub(super) totals: Vec<Vec<String>>,
    /// The columns of figures.
    pub(super) figures: Vec<usize>,
    /// Of columns of figures that hold texts as well, the first of them.
    pub(super) strange: BTreeMap<usize, Vec<String>>,
    shapes: BTreeMap<usize, Shape>,
    /// The values of the filters that stand together in some row.
    together: HashSet<Vec<String>>,
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
            strange: BTreeMap::new(),
            together: HashSet::new(),
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
        let areas = [
            columns.level,
            authority,
            find("region_code"),
            find("country_code"),
        ];
        if areas.iter().all(Option::is_none) {
            let reason = "no column says which area a row is for (geographic_level, old_la_code, new_la_code, region_code), so this is not a file as the Department publishes its data";
            return Err(vec![table.problem(1, "header", reason)]);
        }
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
            .map(|at| columns.values.get(at).map_or(Vec::new(), |all| totals(all)))
            .collect();
        let kept = table.rows.iter().filter(|row| columns.keeps(row));
        columns.together = kept.map(|row| columns.chosen(row)).collect();
        Ok(columns)
    }

    /// Whether a row is for an area that is kept.
    pub(super) fn keeps(&self, row: &Row) -> bool {
        self.level.is_none_or(|at| level(row.cell(at)).is_some())
    }

    /// The values of the filters in a row.
    pub(super) fn chosen(&self, row: &Row) -> Vec<String> {
        let filters = self.filters.iter();
        filters.map(|at| row.cell(*at).to_owned()).collect()
    }

    /// The value of a filter that stands for all, where the others have these values.
    pub(super) fn total(&self, filter: usize, values: &[String]) -> Option<&String> {
        let place = self.filters.iter().position(|at| *at == filter)?;
        self.totals.get(place)?.iter().find(|total| {
            let mut all = values.to_vec();
            if let Some(value) = all.get_mut(place) {
                value.clone_from(total);
            }
            self.together.contains(&all)
        })
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
        let mut strange: Vec<String> = Vec::new();
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
                Err(_) => {
                    texts += 1;
                    if strange.len() < 3 && !strange.iter().any(|one| one == cell) {
                        strange.push(cell.to_owned());
                    }
                }
            }
            if seen.len() <= VALUES && seen.insert(cell) {
                values.push(cell.to_owned());
            }
        }
        let header = table.header.get(at).map_or("", String::as_str);
        let named = is_share(header) || is_size(header);
        if numbers > 0 && (named || numbers + symbols >= 9 * texts) {
            if texts > 0 {
                self.strange.insert(at, strange);
            }
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

/// The values that stand for all, the plainest first.
fn totals(values: &[String]) -> Vec<String> {
    let rank = |value: &&String| match value.to_ascii_lowercase().as_str() {
        "total" | "all" => Some(0),
        low if low.starts_with("total") || low.starts_with("all ") => Some(1),
        low if low.ends_with(" total") => Some(1),
        _ => None,
    };
    let mut found: Vec<&String> = values
        .iter()
        .filter(|value| rank(value).is_some())
        .collect();
    found.sort_by_key(rank);
    found.into_iter().cloned().collect()
}
