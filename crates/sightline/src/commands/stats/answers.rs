//! Answers to cases: JSON, or a table for reading.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::cases::{self, Case, CaseError};
use crate::failure::Failure;

/// What every statistic is asked with.
#[derive(Debug, Args)]
pub(crate) struct Asked {
    /// Cases as JSON, or one series as CSV (`date,value` or `date,y,n`)
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// Print JSON, at full precision
    #[arg(long)]
    pub(crate) json: bool,
}

/// Answers every case, writes the answers to standard output, and then says what
/// was wrong with the others.
///
/// `list` is the name of the list in and out; `options` are fields for every case
/// that does not say otherwise; `fields` are those a case may have: one of another
/// name is mentioned, for it may be a misspelling, and the case answered; `table`
/// writes one answer for reading.
///
/// # Errors
/// Where a file or a case is wrong, after everything else is answered.
pub(crate) fn answer<T: Serialize>(
    asked: &Asked,
    list: &str,
    options: &BTreeMap<&'static str, String>,
    fields: &[&str],
    each: impl Fn(&Case) -> Result<T, CaseError>,
    table: impl Fn(&T) -> String,
) -> Result<(), Failure> {
    let cases = cases::read(&asked.files, list, options)?;
    let mut answers = Vec::new();
    let mut complaints = Vec::new();
    for case in &cases {
        for field in case.others(fields) {
            eprintln!("{}", case.note(field));
        }
        match each(case) {
            Ok(answer) => answers.push(answer),
            Err(error) => complaints.push(case.complaint(&error)),
        }
    }
    if asked.json {
        write_json(&BTreeMap::from([(list, answers)]))?;
    } else {
        let tables: Vec<String> = answers.iter().map(table).collect();
        write(&tables.join("\n"))?;
    }
    if complaints.is_empty() {
        Ok(())
    } else {
        Err(Failure::Input(complaints.join("\n")))
    }
}

/// A number given as a flag.
pub(crate) fn figure(text: &str) -> Result<f64, String> {
    let number = text.parse::<f64>().ok().filter(|number| number.is_finite());
    number.ok_or_else(|| format!("“{text}” is not a number: write figures like 81.4"))
}

/// Adds a field that was given as a flag to the options of the cases.
pub(crate) fn given(
    options: &mut BTreeMap<&'static str, String>,
    field: &'static str,
    value: &Option<impl Serialize>,
) {
    let text = value.as_ref().map(serde_json::to_string);
    if let Some(Ok(text)) = text {
        options.insert(field, text);
    }
}

/// Writes a value as JSON with a line's end.
pub(crate) fn write_json(value: &impl Serialize) -> Result<(), Failure> {
    let mut text = serde_json::to_string(value)
        .map_err(|error| Failure::Unwritable(format!("The answer cannot be written: {error}.")))?;
    text.push('\n');
    write(&text)
}

/// Writes to standard output.
pub(crate) fn write(text: &str) -> Result<(), Failure> {
    std::io::stdout()
        .lock()
        .write_all(text.as_bytes())
        .map_err(|error| Failure::Unwritable(format!("The answer cannot be written: {error}.")))
}

/// A number for a table: four decimals, a dash where there is none.
pub(crate) fn cell(number: Option<f64>) -> String {
    number.map_or_else(|| "–".to_owned(), |number| format!("{number:.4}"))
}
