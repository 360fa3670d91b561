//! Which area a row is for.

use std::collections::{BTreeMap, BTreeSet};

use record::body::{Area, AreaLevel};
use record::draft::Problem;

use crate::cell::shown;
use crate::mapping::PlaceColumns;
use crate::neighbours::is_number;
use crate::table::{Row, Table};

/// Where the columns of place stand in a table.
pub(crate) struct Geography {
    level: Option<usize>,
    country: (Option<usize>, Option<usize>),
    region: (Option<usize>, Option<usize>),
    number: Option<usize>,
    gss: Option<usize>,
    name: Option<usize>,
}

/// The area of a row, or why it has none.
pub(crate) enum Found {
    /// This one.
    Area(Area),
    /// A sort of area that is not kept: schools, districts, unknown.
    LeftOut(String),
}

impl Geography {
    pub(crate) fn of(table: &Table, place: &PlaceColumns) -> Self {
        let at = |name: &Option<String>| name.as_ref().and_then(|name| table.column(name));
        Self {
            level: at(&place.level),
            country: (at(&place.country_code), at(&place.country_name)),
            region: (at(&place.region_code), at(&place.region_name)),
            number: at(&place.authority_number),
            gss: at(&place.authority_gss),
            name: at(&place.authority_name),
        }
    }

    /// The area of a row. `codes` gives the number of an authority by its ONS
    /// code, for files that name it by that alone.
    pub(crate) fn find(
        &self,
        table: &Table,
        row: &Row,
        codes: &BTreeMap<String, String>,
    ) -> Result<Found, Problem> {
        let cell = |column: Option<usize>| column.map_or("", |at| row.cell(at));
        let code = |column: Option<usize>| Some(cell(column)).filter(|text| is_code(text));
        // Some files have the ONS code in the column of the number, and some
        // programs write 331 as 331.0.
        let gss = code(self.gss).or_else(|| code(self.number).filter(|text| is_gss(text)));
        let number = code(self.number)
            .map(|text| text.strip_suffix(".0").unwrap_or(text))
            .filter(|text| !is_gss(text));
        let level = match self.level {
            None if number.or(gss).is_some() => AreaLevel::Authority,
            None if code(self.region.0).is_some() => AreaLevel::Region,
            None => AreaLevel::Country,
            Some(at) => match level(row.cell(at)) {
                Some(level) => level,
                None => return Ok(Found::LeftOut(shown(row.cell(at)))),
            },
        };
        let region = code(self.region.0).map(str::to_owned);
        let (code, gss, name) = match level {
            AreaLevel::Authority => {
                let gss = gss.map(str::to_owned);
                let known = gss.as_ref().and_then(|gss| codes.get(gss)).cloned();
                (
                    number.map(str::to_owned).or(known).or_else(|| gss.clone()),
                    gss,
                    cell(self.name),
                )
            }
            AreaLevel::Region => (region.clone(), region.clone(), cell(self.region.1)),
            AreaLevel::Country => {
                let country = code(self.country.0).unwrap_or(record::national::ENGLAND);
                let country = country.to_owned();
                (Some(country.clone()), Some(country), cell(self.country.1))
            }
        };
        let Some(code) = code else {
            // “Unknown” and “outside England” have no code.
            return Ok(Found::LeftOut(format!("{} without a code", shown(name))));
        };
        let column = match level {
            AreaLevel::Authority => self.number.filter(|_| number.is_some()).or(self.gss),
            AreaLevel::Region => self.region.0,
            AreaLevel::Country => self.country.0,
        };
        let right = match level {
            AreaLevel::Authority => code
                .split('/')
                .map(str::trim)
                .all(|one| is_number(one) || is_gss(one)),
            AreaLevel::Region | AreaLevel::Country => is_gss(&code),
        };
        if !right {
            let column = column.and_then(|at| table.header.get(at));
            let column = column.map_or("code", String::as_str);
            let reason = format!(
                "“{}” is no {}",
                shown(&code),
                match level {
                    AreaLevel::Authority =>
                        "authority’s code: it has three digits, such as 331, or is of the ONS, such as E08000026",
                    AreaLevel::Region | AreaLevel::Country =>
                        "area’s code of the ONS, such as E12000005",
                }
            );
            return Err(table.problem(row.line, column, reason));
        }
        Ok(Found::Area(Area {
            name: if name.is_empty() {
                code.clone()
            } else {
                name.to_owned()
            },
            code,
            gss: gss.into_iter().collect(),
            level,
            region: region.filter(|_| level == AreaLevel::Authority),
            first: None,
            last: None,
        }))
    }
}

/// Whether a cell has a code rather than a symbol in its place.
fn is_code(cell: &str) -> bool {
    cell.len() >= 3 && cell.bytes().any(|byte| byte.is_ascii_digit())
}

/// Whether a code is of the ONS: `E06000001`.
fn is_gss(code: &str) -> bool {
    let mut bytes = code.bytes();
    bytes.next().is_some_and(|first| first.is_ascii_uppercase())
        && code.len() == 9
        && bytes.all(|byte| byte.is_ascii_digit())
}

/// The sort of area that `geographic_level` names; `None` for one not kept.
pub(crate) fn level(text: &str) -> Option<AreaLevel> {
    let text: String = text.to_ascii_lowercase();
    let words: BTreeSet<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
    let other = [
        "district", "combined", "mayoral", "devolved", "planning", "police",
    ];
    if other.iter().any(|word| words.contains(word)) {
        None
    } else if words.contains("national") || words.contains("country") {
        Some(AreaLevel::Country)
    } else if words.contains("regional") || text == "region" || text == "regions" {
        Some(AreaLevel::Region)
    } else if ["authority", "authorities"]
        .iter()
        .any(|word| words.contains(word))
        || text == "la"
    {
        Some(AreaLevel::Authority)
    } else {
        None
    }
}
