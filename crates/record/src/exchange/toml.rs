//! Entries written by hand: a TOML file with a table `[[entry]]` a version.

use serde::Deserialize;
use serde_json::{Map, Value};
use toml::Spanned;

use super::fields::draft;
use crate::draft::{Draft, Place, Problem};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    defaults: toml::Table,
    #[serde(default)]
    entry: Vec<Spanned<toml::Table>>,
}

/// Reads the drafts of a file. `[defaults]` holds fields for every entry that
/// does not say otherwise.
///
/// # Errors
/// Everything that is wrong, with the line the entry begins on.
pub fn read_toml(file: &str, text: &str) -> Result<Vec<Draft>, Vec<Problem>> {
    let place = |offset: usize| Place {
        file: file.to_owned(),
        line: 1 + text[..offset.min(text.len())].matches('\n').count(),
    };
    let parsed: File = toml::from_str(text).map_err(|error| {
        vec![Problem {
            place: place(error.span().map_or(0, |span| span.start)),
            field: "file".to_owned(),
            reason: error.message().to_owned(),
        }]
    })?;
    let defaults = to_json_table(parsed.defaults);
    let mut drafts = Vec::with_capacity(parsed.entry.len());
    let mut problems = Vec::new();
    for entry in parsed.entry {
        let place = place(entry.span().start);
        let mut fields = defaults.clone();
        fields.extend(to_json_table(entry.into_inner()));
        match draft(fields, &place) {
            Ok(draft) => drafts.push(draft),
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() {
        Ok(drafts)
    } else {
        Err(problems)
    }
}

fn to_json_table(table: toml::Table) -> Map<String, Value> {
    table
        .into_iter()
        .map(|(name, value)| (name, to_json(value)))
        .collect()
}

fn to_json(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => {
            serde_json::Number::from_f64(number).map_or(Value::Null, Value::Number)
        }
        toml::Value::Boolean(truth) => truth.into(),
        toml::Value::Datetime(date) => Value::String(date.to_string()),
        toml::Value::Array(items) => items.into_iter().map(to_json).collect(),
        toml::Value::Table(table) => Value::Object(to_json_table(table)),
    }
}
