//! The cases of a file: a JSON file of any number, or a CSV of one series.
//!
//! A case is kept as written until it is asked for a field, so that one wrong
//! value is that case's error and no other's. Python writes `NaN` and `Infinity`
//! into JSON, where neither belongs; they too are kept, to be refused with their
//! row.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::failure::Failure;

/// One question, as written.
#[derive(Debug)]
pub(crate) struct Case {
    /// What it is called, in the answer and in errors.
    pub(crate) id: String,
    /// The file it stands in.
    file: String,
    /// Its fields, each a piece of JSON.
    pub(super) fields: BTreeMap<String, Box<RawValue>>,
    /// The line of each row, of a CSV.
    lines: Vec<u64>,
}

/// What is wrong with a case.
#[derive(Debug)]
pub(crate) struct CaseError {
    /// The field, and the place in its list, from 0.
    pub(crate) place: Option<(&'static str, Option<usize>)>,
    /// What is wrong, and what to do.
    pub(crate) reason: String,
}

impl CaseError {
    /// Of the case as a whole.
    pub(crate) fn whole(reason: impl ToString) -> Self {
        Self {
            place: None,
            reason: reason.to_string(),
        }
    }

    /// Of one field.
    pub(crate) fn field(field: &'static str, reason: impl ToString) -> Self {
        Self {
            place: Some((field, None)),
            reason: reason.to_string(),
        }
    }

    /// Of one row (from 0) of a field.
    pub(crate) fn row(field: &'static str, row: usize, reason: impl ToString) -> Self {
        Self {
            place: Some((field, Some(row))),
            reason: reason.to_string(),
        }
    }
}

impl Case {
    /// That a field of this name says nothing here.
    pub(crate) fn note(&self, field: &str) -> String {
        format!(
            "sightline: {}: case “{}”: “{field}” is no field of this statistic and changes nothing.",
            self.file, self.id
        )
    }

    /// The error with its place, for standard error.
    pub(crate) fn complaint(&self, error: &CaseError) -> String {
        let at = match error.place {
            None => String::new(),
            Some((field, None)) => format!(", {field}"),
            Some((field, Some(row))) => {
                let line = self.lines.get(row);
                let place =
                    line.map_or_else(|| format!("{field}[{row}]"), |line| format!("line {line}"));
                format!(", row {} ({place})", row + 1)
            }
        };
        format!("{}: case “{}”{at}: {}", self.file, self.id, error.reason)
    }
}

/// Reads the cases of all files. `list` is the name of the list in a JSON file:
/// `cases` or `tables`. `options` are fields for every case that does not say
/// otherwise.
///
/// # Errors
/// Where a file cannot be read or its form is wrong altogether.
pub(crate) fn read(
    files: &[PathBuf],
    list: &str,
    options: &BTreeMap<&'static str, String>,
) -> Result<Vec<Case>, Failure> {
    let mut all = Vec::new();
    for file in files {
        let text = text(file)?;
        let name = file.display().to_string();
        if file
            .extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case("csv"))
        {
            all.push(super::csv::case(file, &text).map_err(|error| wrong(&name, error))?);
        } else {
            all.extend(json(&name, &text, list)?);
        }
    }
    for case in &mut all {
        for (field, value) in options {
            if !case.fields.contains_key(*field)
                && let Ok(value) = RawValue::from_string(value.clone())
            {
                case.fields.insert((*field).to_owned(), value);
            }
        }
    }
    Ok(all)
}

fn wrong(file: &str, reason: impl std::fmt::Display) -> Failure {
    Failure::Input(format!("{file}: {reason}"))
}

fn text(file: &Path) -> Result<String, Failure> {
    let bytes = std::fs::read(file).map_err(|error| crate::files::unreadable(file, &error))?;
    let utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    match String::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => Ok(text.trim_start_matches('\u{feff}').to_owned()),
        _ => {
            let form = if utf16 {
                "is in UTF-16"
            } else {
                "is not in UTF-8"
            };
            let reason = format!("the file {form}: save it as UTF-8 and try again.");
            Err(wrong(&file.display().to_string(), reason))
        }
    }
}

/// The cases of a JSON text.
fn json(file: &str, text: &str, list: &str) -> Result<Vec<Case>, Failure> {
    type Fields = BTreeMap<String, Box<RawValue>>;
    let text = quoted_non_numbers(text);
    let not_json = |error| wrong(file, format!("this is not a file of {list}: {error}."));
    let top: Fields = serde_json::from_str(&text).map_err(not_json)?;
    let cases = top.get(list).ok_or_else(|| {
        wrong(
            file,
            format!("there is no list “{list}”: write {{\"{list}\": [{{\"id\": …}}]}}."),
        )
    })?;
    let cases: Vec<Box<RawValue>> = serde_json::from_str(cases.get()).map_err(not_json)?;
    let read = |(at, raw): (usize, Box<RawValue>)| {
        let mut fields: Fields = serde_json::from_str(raw.get()).map_err(|error| {
            wrong(
                file,
                format!("{list}[{at}] is not an object with fields: {error}."),
            )
        })?;
        let id = fields
            .remove("id")
            .map(|id| String::deserialize(&*id).unwrap_or_else(|_| id.get().to_owned()));
        Ok(Case {
            id: id.unwrap_or_else(|| at.to_string()),
            file: file.to_owned(),
            fields,
            lines: Vec::new(),
        })
    };
    cases.into_iter().enumerate().map(read).collect()
}

/// The text with `NaN` and `Infinity`, where they stand for a value, in
/// quotation marks: JSON then, and no number still.
fn quoted_non_numbers(text: &str) -> String {
    const WORDS: [&str; 3] = ["NaN", "Infinity", "-Infinity"];
    let mut written = String::with_capacity(text.len());
    let (mut in_text, mut escaped) = (false, false);
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let word = WORDS
            .iter()
            .find(|word| !in_text && rest.starts_with(**word));
        if let Some(word) = word {
            written.push_str(&format!("\"{word}\""));
            rest = rest.get(word.len()..).unwrap_or_default();
            continue;
        }
        if letter == '"' && !escaped {
            in_text = !in_text;
        }
        escaped = in_text && letter == '\\' && !escaped;
        written.push(letter);
        rest = rest.get(letter.len_utf8()..).unwrap_or_default();
    }
    written
}

/// A case of a CSV.
pub(super) fn of_csv(
    file: &Path,
    fields: BTreeMap<String, Box<RawValue>>,
    lines: Vec<u64>,
) -> Case {
    Case {
        id: file
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
        file: file.display().to_string(),
        fields,
        lines,
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::quoted_non_numbers;

    #[test]
    fn what_is_no_number_is_put_in_quotation_marks() {
        let told = quoted_non_numbers(r#"{"a": [1, NaN, -Infinity], "NaN \" NaN": Infinity}"#);
        let read: serde_json::Value = serde_json::from_str(&told).unwrap();
        assert_eq!(
            read,
            serde_json::json!({"a": [1, "NaN", "-Infinity"], "NaN \" NaN": "Infinity"})
        );
    }
}
