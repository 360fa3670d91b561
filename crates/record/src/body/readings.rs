//! The values of measures.

use serde::{Deserialize, Serialize};

use super::{content, refer};
use crate::id::{Authority, EntryId, Source};
use crate::kind::Kind;
use crate::period::Period;

/// One value of a measure for one area and period. Its name follows from those
/// ([`Reading::id`]), so that a restated figure is a new version of the same
/// reading.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// The measure.
    pub measure: EntryId,
    /// The comparator it is for; absent for the authority itself.
    pub area: Option<EntryId>,
    /// The period, or the day.
    pub period: Period,
    /// Part of the whole it is for: a team, an age group.
    pub breakdown: Option<String>,
    /// The value as published.
    pub value: Value,
    /// What was counted.
    pub numerator: Option<u64>,
    /// Out of what.
    pub denominator: Option<u64>,
    /// How final it is.
    pub status: ReadingStatus,
    /// The release it was read from.
    pub release: Option<EntryId>,
    /// Whether only a later release is held and the first-published value is not.
    #[serde(default)]
    pub as_revised: bool,
    /// Whether the source gives it as about so much.
    #[serde(default)]
    pub approximate: bool,
    /// What to bear in mind.
    pub note: Option<String>,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(Reading, schema 1,
    headline |r| format!("{} {}", r.value, r.period.in_words()),
    references |r| [
        refer("measure", [&r.measure], &[Kind::Measure]),
        refer("area", &r.area, &[Kind::Comparator]),
        refer("release", &r.release, &[Kind::Release]),
    ].concat(),
    faults |_| Vec::new());

impl Reading {
    /// The name a reading must have in the record of this authority.
    ///
    /// # Errors
    /// The breakdown has letters that no name may have.
    pub fn id(&self, authority: &Authority) -> Result<EntryId, crate::id::BadName> {
        let area = self
            .area
            .as_ref()
            .map_or(authority.as_str(), |area| area.name());
        let period = self.period.to_string().replace('/', "_");
        let breakdown = self
            .breakdown
            .as_ref()
            .map_or_else(String::new, |part| format!("/{part}"));
        format!("reading/{}/{area}/{period}{breakdown}", self.measure.name()).parse()
    }
}

/// A value as published: a number, or a symbol or words in its place.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// A number.
    Number(f64),
    /// `c` suppressed, `u` unreliable, `z` not applicable, `k` rounds to zero,
    /// `x` or `:` not available; or a range such as `110-120`.
    Text(String),
}

impl Value {
    /// The number, if it is one.
    #[must_use]
    pub const fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Text(_) => None,
        }
    }

    /// What a symbol stands for (DfE, Explore education statistics, symbols).
    #[must_use]
    pub fn symbol(&self) -> Option<&'static str> {
        match self {
            Self::Number(_) => None,
            Self::Text(text) => match text.as_str() {
                "c" => Some("suppressed to protect confidentiality"),
                "u" => Some("unreliable"),
                "z" => Some("not applicable"),
                "k" => Some("rounds to zero"),
                "x" | ":" => Some("not available"),
                _ => None,
            },
        }
    }
}

// By hand, for an error that says what a value may be.
impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl serde::de::Visitor<'_> for Visitor {
            type Value = Value;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a number, a range such as \"110-120\", or one of the symbols \"c\", \"u\", \"z\", \"k\", \"x\" and \":\"")
            }
            fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
                Ok(Value::Number(number))
            }
            fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<Value, E> {
                i32::try_from(number)
                    .map(|number| Value::Number(number.into()))
                    .map_err(|_| E::custom("is too large a number"))
            }
            fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Value, E> {
                u32::try_from(number)
                    .map(|number| Value::Number(number.into()))
                    .map_err(|_| E::custom("is too large a number"))
            }
            fn visit_str<E>(self, text: &str) -> Result<Value, E> {
                Ok(Value::Text(text.to_owned()))
            }
        }
        from.deserialize_any(Visitor)
    }
}

impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Text(text) => f.write_str(text),
        }
    }
}

/// How final a reading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReadingStatus {
    /// Its publisher says it may change.
    Provisional,
    /// Its publisher calls it final.
    Final,
    /// The council's or an inspector's own count, not a published statistic.
    Local,
}
