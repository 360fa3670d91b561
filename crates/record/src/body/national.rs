//! What is published for every authority: datasets, the figures of one column
//! of them, and the models that say who is like whom. They stand in the
//! national record ([`crate::national`]), once for every council.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Unit, content, is_digest, refer, said};
use crate::claimed_date::ClaimedDate;
use crate::id::{EntryId, Source};
use crate::kind::Kind;
use crate::period::Period;

/// One edition of a published dataset, as it was read: a later one is a
/// further version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dataset {
    /// The publication: `Children in need: referrals and re-referrals`.
    pub title: String,
    /// Which edition: `2025`, `2013 to 2025`.
    pub edition: String,
    /// Who published it.
    pub publisher: String,
    /// The day it was released.
    pub released: ClaimedDate,
    /// Where it can be had.
    pub url: Option<String>,
    /// The licence it is published under.
    pub licence: Option<String>,
    /// The name of the file that was read.
    pub file: String,
    /// The SHA-256 digest of that file, 64 hexadecimal digits.
    pub digest: String,
    /// The SHA-256 digest of the mapping it was read by, 64 hexadecimal digits.
    pub mapping: String,
    /// The areas it has figures for, by code.
    pub areas: Vec<Area>,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(Dataset, schema 1,
headline |d| if d.title.contains(&d.edition) {
    d.title.clone()
} else {
    format!("{}, {}", d.title, d.edition)
},
references |_| Vec::new(),
faults |d| {
    let mut faults = [
        said("title", &d.title),
        said("edition", &d.edition),
        said("publisher", &d.publisher),
        is_digest("digest", &d.digest),
        is_digest("mapping", &d.mapping),
    ].concat();
    faults.extend(twice("areas", d.areas.iter().map(|area| &*area.code)));
    faults
});

/// An area as a dataset names it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// What figures are kept under: of an authority the Department’s number
    /// (`331`; `940 / 941` where two were counted as one), of a region or
    /// country its ONS code. Reorganised councils get new numbers.
    pub code: String,
    /// The ONS codes it is given, the latest first: a boundary that moves
    /// changes them.
    #[serde(default)]
    pub gss: Vec<String>,
    /// Its name, as last given.
    pub name: String,
    /// What sort of area it is.
    pub level: AreaLevel,
    /// The code of the region it is in.
    pub region: Option<String>,
    /// The first period it is found in.
    pub first: Option<Period>,
    /// The last period it is found in.
    pub last: Option<Period>,
}

/// Sorts of area.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AreaLevel {
    /// England.
    Country,
    /// A region, or inner or outer London.
    Region,
    /// A local authority.
    Authority,
}

/// One column of a dataset, for every area and period: a later release is a
/// further version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NationalSeries {
    /// What it is, in words: `Re-referrals within 12 months`.
    pub name: String,
    /// The dataset it is read from.
    pub dataset: EntryId,
    /// The measure of the catalogue that it holds the figures of
    /// ([`crate::catalogue`]).
    pub catalogue: Option<String>,
    /// The column of the values, as the file names it.
    pub column: String,
    /// The column of what was counted.
    pub numerator_column: Option<String>,
    /// The column of out of what.
    pub denominator_column: Option<String>,
    /// Which rows were taken: the value each filter column must have.
    #[serde(default)]
    pub filters: Vec<Filter>,
    /// What its values are.
    pub unit: Unit,
    /// Decimal places published.
    pub decimals: u8,
    /// Its periods, the earliest first.
    pub periods: Vec<Period>,
    /// Its figures, by area.
    pub areas: Vec<AreaFigures>,
    /// What to bear in mind.
    #[serde(default)]
    pub cautions: Vec<String>,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(NationalSeries, schema 1, headline |s| s.name.clone(),
references |s| refer("dataset", [&s.dataset], &[Kind::Dataset]),
faults |s| {
    let mut faults = [said("name", &s.name), said("column", &s.column)].concat();
    let days = s.periods.iter().map(|period| period.last_day());
    if !days.clone().zip(days.skip(1)).all(|(one, next)| one < next) {
        faults.push(("periods", "must stand in order, each once".to_owned()));
    }
    faults.extend(twice("areas", s.areas.iter().map(|area| &*area.code)));
    let wanted = s.periods.len();
    for area in &s.areas {
        for (what, figures, column) in [
            ("values", &area.values, Some(&s.column)),
            ("numerators", &area.numerators, s.numerator_column.as_ref()),
            ("denominators", &area.denominators, s.denominator_column.as_ref()),
        ] {
            let wanted = if column.is_some() { wanted } else { 0 };
            if figures.len() != wanted {
                faults.push(("areas", format!(
                    "“{}” has {} {what} where there must be {wanted}", area.code, figures.len()
                )));
            }
            if figures.iter().any(|figure| figure.number().is_some_and(|n| !n.is_finite())) {
                faults.push(("areas", format!("“{}” has a value that is no number", area.code)));
            }
        }
    }
    faults
});

/// The value a filter column must have.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Filter {
    /// The column.
    pub column: String,
    /// The value.
    pub value: String,
}

/// The figures of one area, one for each period of the series.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AreaFigures {
    /// The area’s code ([`Area::code`]).
    pub code: String,
    /// The values.
    pub values: Vec<Figure>,
    /// What was counted; empty if the series has none.
    #[serde(default)]
    pub numerators: Vec<Figure>,
    /// Out of what; empty if the series has none.
    #[serde(default)]
    pub denominators: Vec<Figure>,
}

/// One published figure.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Figure {
    /// Nothing was published: the area or the cell is not in the file.
    #[default]
    Absent,
    /// A number.
    Number(f64),
    /// A symbol in place of a number.
    Symbol(Symbol),
}

/// What stands in place of a number (DfE, Explore education statistics, the
/// symbols of a publication; Government Analysis Function, symbols in tables).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Symbol {
    /// `c`
    Suppressed,
    /// `z`
    NotApplicable,
    /// `u`
    Unreliable,
    /// `k`
    RoundsToZero,
    /// `x`
    NotAvailable,
    /// `:`
    NotCollected,
    /// `~`
    SmallNumber,
    /// `low`
    Low,
}

impl Symbol {
    /// Every symbol.
    pub const ALL: [Self; 8] = [
        Self::Suppressed,
        Self::NotApplicable,
        Self::Unreliable,
        Self::RoundsToZero,
        Self::NotAvailable,
        Self::NotCollected,
        Self::SmallNumber,
        Self::Low,
    ];

    /// As it is written.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Suppressed => "c",
            Self::NotApplicable => "z",
            Self::Unreliable => "u",
            Self::RoundsToZero => "k",
            Self::NotAvailable => "x",
            Self::NotCollected => ":",
            Self::SmallNumber => "~",
            Self::Low => "low",
        }
    }

    /// What it stands for.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Suppressed => "suppressed to protect confidentiality",
            Self::NotApplicable => "not applicable",
            Self::Unreliable => "unreliable",
            Self::RoundsToZero | Self::Low => "rounds to zero",
            Self::NotAvailable | Self::NotCollected => "not available",
            Self::SmallNumber => "small number, not shown",
        }
    }

    /// The symbol written so.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == text)
    }
}

impl Figure {
    /// The number, if it is one.
    #[must_use]
    pub const fn number(self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(number),
            Self::Absent | Self::Symbol(_) => None,
        }
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent => Ok(()),
            Self::Number(number) => write!(f, "{number}"),
            Self::Symbol(symbol) => f.write_str(symbol.as_str()),
        }
    }
}

impl Serialize for Figure {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Absent => to.serialize_unit(),
            Self::Number(number) => to.serialize_f64(*number),
            Self::Symbol(symbol) => to.serialize_str(symbol.as_str()),
        }
    }
}

impl<'de> Deserialize<'de> for Figure {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl serde::de::Visitor<'_> for Visitor {
            type Value = Figure;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number, nothing, or one of the symbols c, z, u, k, x, :, ~ and low")
            }
            fn visit_f64<E>(self, number: f64) -> Result<Figure, E> {
                Ok(Figure::Number(number))
            }
            fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<Figure, E> {
                self.visit_f64(whole(number.unsigned_abs())? * if number < 0 { -1.0 } else { 1.0 })
            }
            fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Figure, E> {
                self.visit_f64(whole(number)?)
            }
            fn visit_unit<E>(self) -> Result<Figure, E> {
                Ok(Figure::Absent)
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Figure, E> {
                Symbol::read(text)
                    .map(Figure::Symbol)
                    .ok_or_else(|| E::custom(format!("“{text}” is no symbol")))
            }
        }
        from.deserialize_any(Visitor)
    }
}

/// A whole number as a value; exact, or refused.
fn whole<E: serde::de::Error>(number: u64) -> Result<f64, E> {
    u32::try_from(number)
        .map(f64::from)
        .map_err(|_| E::custom("is too large a number"))
}

/// Who is like whom, by one model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NeighbourModel {
    /// Its name: `Statistical neighbours, 2021 model`.
    pub name: String,
    /// The year it is called by.
    pub year: i16,
    /// The dataset it is read from.
    pub dataset: EntryId,
    /// For each authority those most like it.
    pub authorities: Vec<Neighbours>,
    /// What to bear in mind.
    #[serde(default)]
    pub cautions: Vec<String>,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(NeighbourModel, schema 1, headline |m| m.name.clone(),
references |m| refer("dataset", [&m.dataset], &[Kind::Dataset]),
faults |m| {
    let mut faults = said("name", &m.name);
    faults.extend(twice("authorities", m.authorities.iter().map(|one| &*one.code)));
    for one in &m.authorities {
        faults.extend(twice("authorities", one.nearest.iter().map(|near| &*near.code)));
        if one.nearest.iter().any(|near| near.code == one.code) {
            faults.push(("authorities", format!("“{}” is its own neighbour", one.code)));
        }
    }
    faults
});

/// The neighbours of one authority.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Neighbours {
    /// The authority’s number.
    pub code: String,
    /// Its neighbours, nearest first.
    pub nearest: Vec<Neighbour>,
}

/// One neighbour.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Neighbour {
    /// Its number.
    pub code: String,
    /// How close, as the model says it: `Very close`.
    pub closeness: Option<String>,
}

/// A fault for each code that stands there twice.
fn twice<'a>(
    field: &'static str,
    codes: impl Iterator<Item = &'a str>,
) -> Vec<(&'static str, String)> {
    let mut seen = BTreeSet::new();
    codes
        .filter(|code| !seen.insert(*code))
        .map(|code| (field, format!("“{code}” stands there twice")))
        .collect()
}
