//! What the columns of a published file mean: a small TOML file that a person
//! can write. `sightline dataset describe` drafts one.

use std::collections::BTreeMap;

use record::body::{Symbol, Unit};
use record::draft::{Place, Problem};
use serde::Deserialize;

use crate::periods::{Every, YearForm};

/// A mapping.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// The dataset’s short name: `children-in-need-referrals`. Every release of
    /// it has the same.
    pub dataset: String,
    /// The publication’s title.
    pub title: String,
    /// Which edition this is.
    pub edition: String,
    /// Who publishes it.
    pub publisher: String,
    /// Where it can be had.
    pub url: Option<String>,
    /// The licence it is published under.
    pub licence: Option<String>,
    /// Every column of the file, so that a file of another release is refused.
    pub header: Vec<String>,
    /// Symbols of the file’s own, and which of the known ones each stands for:
    /// `"..c" = "c"`.
    #[serde(default)]
    pub symbols: BTreeMap<String, String>,
    /// The columns of time and place; those of a file of neighbours aside.
    pub place: Option<PlaceColumns>,
    /// What is read of it.
    #[serde(default)]
    pub series: Vec<SeriesMapping>,
    /// For a list of statistical neighbours.
    pub neighbours: Option<NeighbourColumns>,
}

/// The columns of time and place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlaceColumns {
    /// `time_period`
    pub time_period: String,
    /// `time_identifier`
    pub time_identifier: Option<String>,
    /// `geographic_level`; without it, the code that is there says it.
    pub level: Option<String>,
    /// The country’s code.
    pub country_code: Option<String>,
    /// The country’s name.
    pub country_name: Option<String>,
    /// The region’s code.
    pub region_code: Option<String>,
    /// The region’s name.
    pub region_name: Option<String>,
    /// The authority’s number of three digits.
    pub authority_number: Option<String>,
    /// The authority’s ONS code.
    pub authority_gss: Option<String>,
    /// The authority’s name.
    pub authority_name: Option<String>,
}

/// One column of figures.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeriesMapping {
    /// Its short name, the same in every release: `re-referrals`.
    pub id: String,
    /// What it is, in words.
    pub name: String,
    /// The measure of the catalogue it holds the figures of.
    pub catalogue: Option<String>,
    /// The column of the values.
    pub column: String,
    /// The column of what was counted.
    pub numerator: Option<String>,
    /// The column of out of what.
    pub denominator: Option<String>,
    /// Where the denominator stands in other rows: the filters those differ in.
    #[serde(default)]
    pub denominator_filters: BTreeMap<String, String>,
    /// The rows that are taken: the value each of these columns must have.
    #[serde(default)]
    pub filters: BTreeMap<String, String>,
    /// What the values are.
    pub unit: Unit,
    /// Decimal places published.
    pub decimals: u8,
    /// What a year of the file means.
    pub period: YearForm,
    /// Rows of one file may be for years and for quarters: which are taken.
    #[serde(default = "each_year")]
    pub every: Every,
    /// Whether the numerator may be above the denominator.
    #[serde(default)]
    pub may_exceed_denominator: bool,
    /// Whether a value may be below 0.
    #[serde(default)]
    pub may_be_negative: bool,
    /// What to bear in mind.
    #[serde(default)]
    pub cautions: Vec<String>,
}

const fn each_year() -> Every {
    Every::Year
}

/// The columns of a list of statistical neighbours, one row an authority.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NeighbourColumns {
    /// The year the model is called by.
    pub year: i16,
    /// Its name.
    pub name: String,
    /// The column of the authority’s number.
    pub authority_number: String,
    /// The column of its name.
    pub authority_name: Option<String>,
    /// The columns of its neighbours’ numbers, nearest first.
    pub columns: Vec<String>,
    /// Whether the column after each of these says how close it is.
    #[serde(default)]
    pub closeness_follows: bool,
    /// What to bear in mind.
    #[serde(default)]
    pub cautions: Vec<String>,
}

impl Mapping {
    /// Reads a mapping.
    ///
    /// # Errors
    /// What is wrong with it, with its line.
    pub fn read(file: &str, text: &str) -> Result<Self, Problem> {
        let problem = |line: usize, field: &str, reason: String| Problem {
            place: Place {
                file: file.to_owned(),
                line,
            },
            field: field.to_owned(),
            reason,
        };
        let mapping: Self = toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            let before = text.get(..at).unwrap_or_default();
            let line = 1 + before.matches('\n').count();
            problem(line, "mapping", error.message().to_owned())
        })?;
        if mapping.neighbours.is_none() && (mapping.place.is_none() || mapping.series.is_empty()) {
            let reason = "says neither what series there are ([place] and [[series]]) nor whose neighbours ([neighbours])";
            return Err(problem(1, "mapping", reason.to_owned()));
        }
        let unknown = mapping
            .symbols
            .iter()
            .find(|(_, known)| Symbol::read(known).is_none());
        if let Some((own, known)) = unknown {
            let reason = format!(
                "“{own}” cannot stand for “{known}”: write one of c, z, u, k, x, :, ~ and low"
            );
            return Err(problem(1, "symbols", reason));
        }
        let mut seen = std::collections::BTreeSet::new();
        if let Some(twice) = mapping.series.iter().find(|one| !seen.insert(&one.id)) {
            let reason = format!("two series are called “{}”", twice.id);
            return Err(problem(1, "series.id", reason));
        }
        Ok(mapping)
    }
}
