//! The fields of a case, each read as what it must be.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use statistics::series;

use super::cases::{Case, CaseError};

impl Case {
    /// A field, where it is there and not `null`.
    fn raw(&self, field: &str) -> Option<&RawValue> {
        let raw: &RawValue = self.fields.get(field)?;
        (raw.get() != "null").then_some(raw)
    }

    /// Whether the field is there and not `null`.
    pub(crate) fn has(&self, field: &str) -> bool {
        self.raw(field).is_some()
    }

    /// The names of fields that are none of these, which a case may have but
    /// which say nothing: misspellings, most often.
    pub(crate) fn others(&self, known: &[&str]) -> Vec<&str> {
        let names = self.fields.keys().map(String::as_str);
        names.filter(|name| !known.contains(name)).collect()
    }

    /// A field read as a type; `None` where it is missing or `null`. `wanted` is
    /// what it must be, in words.
    pub(crate) fn maybe<T: DeserializeOwned>(
        &self,
        field: &'static str,
        wanted: &str,
    ) -> Result<Option<T>, CaseError> {
        self.raw(field)
            .map(|raw| {
                serde_json::from_str(raw.get()).map_err(|_| {
                    CaseError::field(field, format!("{} is not {wanted}.", shown(raw)))
                })
            })
            .transpose()
    }

    /// A finite number; `None` where it is missing or `null`.
    pub(crate) fn number(&self, field: &'static str) -> Result<Option<f64>, CaseError> {
        self.raw(field)
            .map(|raw| number(raw).map_err(|reason| CaseError::field(field, reason)))
            .transpose()
    }

    /// A list of numbers, `null` for a missing one; `None` where the list itself
    /// is missing or `null`.
    pub(crate) fn maybe_series(
        &self,
        field: &'static str,
    ) -> Result<Option<Vec<Option<f64>>>, CaseError> {
        let Some(raw) = self.raw(field) else {
            return Ok(None);
        };
        let values: Vec<Box<RawValue>> = serde_json::from_str(raw.get()).map_err(|_| {
            CaseError::field(
                field,
                "it must be a list of numbers, null for a missing one.",
            )
        })?;
        let read = |(row, raw): (usize, &RawValue)| {
            if raw.get() == "null" {
                return Ok(None);
            }
            number(raw)
                .map(Some)
                .map_err(|reason| CaseError::row(field, row, reason))
        };
        values
            .iter()
            .map(AsRef::as_ref)
            .enumerate()
            .map(read)
            .collect::<Result<_, _>>()
            .map(Some)
    }

    /// A list of numbers that must be there.
    pub(crate) fn series(&self, field: &'static str) -> Result<Vec<Option<f64>>, CaseError> {
        self.maybe_series(field)?.ok_or_else(|| {
            CaseError::field(
                field,
                "there is no such field. It is a list of numbers, null for a missing one.",
            )
        })
    }

    /// A list of places in the series, from 0; empty where it is missing.
    pub(crate) fn places(&self, field: &'static str) -> Result<Vec<usize>, CaseError> {
        let wanted = "a list of whole numbers, 0 or more";
        Ok(self.maybe(field, wanted)?.unwrap_or_default())
    }
}

/// How the points of a series come about, as written.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Form {
    Flow,
    Stock,
    Rolling,
    YearToDate,
}

impl Form {
    /// What can be written.
    pub(crate) const WANTED: &str = "flow, stock, rolling or year_to_date";
}

/// Whether such a series may be charted; one of which nothing is said may.
///
/// # Errors
/// For rolling and year-to-date series, with the reason.
pub(crate) fn charted(form: Option<Form>) -> Result<(), CaseError> {
    let form = match form {
        None | Some(Form::Flow) => series::Form::Flow,
        Some(Form::Stock) => series::Form::Stock,
        Some(Form::Rolling) => series::Form::Rolling,
        Some(Form::YearToDate) => series::Form::YearToDate,
    };
    form.chartable()
        .map_err(|refusal| CaseError::field("series", refusal))
}

/// A number as written, or why it is none.
fn number(raw: &RawValue) -> Result<f64, String> {
    serde_json::from_str::<f64>(raw.get())
        .ok()
        .filter(|number| number.is_finite())
        .ok_or_else(|| {
            format!(
                "{} is not a number. Write figures like 81.4, and null where there is none.",
                shown(raw)
            )
        })
}

/// A piece of JSON for an error: short, text without its quotation marks.
fn shown(raw: &RawValue) -> String {
    const LONGEST: usize = 40;
    let text = serde_json::from_str(raw.get()).unwrap_or_else(|_| raw.get().to_owned());
    let mut short: String = text.chars().take(LONGEST).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    format!("“{short}”")
}
