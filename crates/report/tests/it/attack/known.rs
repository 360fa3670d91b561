//! What somebody has who kept everything that was ever handed out: the lines of
//! public exports, and nothing of the program but those.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

/// One way of dividing a number: the whole and its parts, as names of cells.
pub(super) type Division = (Cell, Vec<Cell>);

/// A cell: measure, period, part.
pub(super) type Cell = (String, String, Option<String>);

/// What was counted, and the rest of the group for a share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) over: u64,
    pub(super) rest: Option<u64>,
}

/// A reading in all its versions.
#[derive(Clone, Debug, Default)]
pub(super) struct Versions {
    /// The day each was known.
    known_on: BTreeMap<u64, String>,
    /// Those whose counts were ever shown.
    counts: BTreeMap<u64, Counts>,
}

/// Everything collected.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    definitions: BTreeMap<String, Json>,
    readings: BTreeMap<Cell, Versions>,
}

impl Known {
    /// Adds the lines of an export to what was known before.
    pub(super) fn learn(&mut self, lines: &[String]) {
        for line in lines {
            let line: Json = serde_json::from_str(line).unwrap();
            let (id, body) = (line["id"].as_str().unwrap(), &line["body"]);
            if id.starts_with("measure/") && body.is_object() {
                self.definitions.insert(id.to_owned(), body.clone());
            }
            if !id.starts_with("reading/") || !body.is_object() || !body["area"].is_null() {
                continue;
            }
            let text = |field: &str| body[field].as_str().map(str::to_owned);
            let cell = (
                text("measure").unwrap(),
                text("period").unwrap(),
                text("breakdown"),
            );
            let version = line["version"].as_u64().unwrap();
            let versions = self.readings.entry(cell).or_default();
            let known = line["known_on"].as_str().unwrap().to_owned();
            versions.known_on.insert(version, known);
            if let Some(counts) = counts(body) {
                versions.counts.insert(version, counts);
            }
        }
    }

    /// The cells of a measure's period.
    pub(super) fn cells(&self, measure: &str, period: &str) -> impl Iterator<Item = &Cell> {
        let first: Cell = (measure.to_owned(), period.to_owned(), None);
        let of = (first.0.clone(), first.1.clone());
        let from = self.readings.range(first..).map(|(cell, _)| cell);
        from.take_while(move |cell| (&cell.0, &cell.1) == (&of.0, &of.1))
    }

    /// The days on which something of a measure's period came to be known.
    pub(super) fn days(&self, measure: &str, period: &str) -> BTreeSet<String> {
        let of = self.cells(measure, period);
        of.flat_map(|cell| self.readings[cell].known_on.values().cloned())
            .collect()
    }

    /// The measures with their periods.
    pub(super) fn periods(&self) -> BTreeSet<(String, String)> {
        let cells = self.readings.keys();
        cells
            .map(|(measure, period, _)| (measure.clone(), period.clone()))
            .collect()
    }

    /// Those of the cells that had a version by the day, with its number and what was
    /// shown.
    pub(super) fn on<'c>(
        &self,
        cells: impl IntoIterator<Item = &'c Cell>,
        day: &str,
    ) -> BTreeMap<&'c Cell, (u64, Option<Counts>)> {
        let version = |cell: &Cell| {
            let versions = self.readings.get(cell)?;
            let mut back = versions.known_on.iter().rev();
            let (number, _) = back.find(|(_, known)| &***known <= day)?;
            Some((*number, versions.counts.get(number).copied()))
        };
        let cells = cells.into_iter();
        cells
            .filter_map(|cell| Some((cell, version(cell)?)))
            .collect()
    }

    /// Every cell.
    pub(super) fn all(&self) -> impl Iterator<Item = &Cell> {
        self.readings.keys()
    }

    /// How the parts of a measure's period add up, by its definition.
    pub(super) fn divisions(&self, measure: &str, period: &str) -> Vec<Division> {
        let Some(definition) = self.definitions.get(measure) else {
            return Vec::new();
        };
        let parts: Vec<&Json> = definition["breakdowns"]
            .as_array()
            .into_iter()
            .flatten()
            .collect();
        let larger = |part: &Json| -> Vec<String> {
            let of = part["part_of"].as_array().into_iter().flatten();
            of.map(|code| code.as_str().unwrap().to_owned()).collect()
        };
        let way = |part: &Json| match (part["by"].as_str(), part["team"].is_string()) {
            (Some(by), _) => by.to_owned(),
            (None, true) => "team".to_owned(),
            (None, false) => String::new(),
        };
        let cell = |code: Option<&str>| {
            (
                measure.to_owned(),
                period.to_owned(),
                code.map(str::to_owned),
            )
        };
        let code = |part: &Json| part["code"].as_str().unwrap().to_owned();
        let mut ways: BTreeMap<(Option<String>, String), Vec<Cell>> = BTreeMap::new();
        for part in &parts {
            let within = larger(part);
            if within.is_empty() {
                let of_way = ways.entry((None, way(part))).or_default();
                of_way.push(cell(Some(&code(part))));
            }
            for one in &within {
                let others = parts
                    .iter()
                    .filter(|other| within.contains(&code(other)) && &code(other) != one);
                let other_way: String = others.map(|other| way(other)).collect();
                let of_way = ways.entry((Some(one.clone()), other_way)).or_default();
                of_way.push(cell(Some(&code(part))));
            }
        }
        let mut all: Vec<Division> = ways
            .into_iter()
            .map(|((of, _), parts)| (cell(of.as_deref()), parts))
            .collect();
        let added = definition["sum_of"].as_array().into_iter().flatten();
        let added: Vec<Cell> = added
            .map(|of| (of.as_str().unwrap().to_owned(), period.to_owned(), None))
            .collect();
        if !added.is_empty() {
            all.push((cell(None), added));
        }
        all
    }
}

/// The counts that a line of a reading gives away.
fn counts(body: &Json) -> Option<Counts> {
    let value = body["value"].as_f64();
    match (body["numerator"].as_u64(), body["denominator"].as_u64()) {
        (Some(over), Some(under)) => Some(Counts {
            over,
            rest: under.checked_sub(over),
        }),
        (Some(over), None) => Some(Counts { over, rest: None }),
        _ => Some(Counts {
            over: format!("{:.0}", value?).parse().ok()?,
            rest: None,
        }),
    }
}
