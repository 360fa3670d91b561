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
    // As some editors save: a mark at the beginning, two characters a line's end.
    let text = &text
        .strip_prefix('\u{feff}')
        .unwrap_or(text)
        .replace("\r\n", "\n");
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
    let defaults = to_json_table(parsed.defaults).map_err(|(field, reason)| {
        vec![Problem {
            place: place(0),
            field: format!("defaults.{field}"),
            reason,
        }]
    })?;
    let mut drafts = Vec::with_capacity(parsed.entry.len());
    let mut problems = Vec::new();
    for entry in parsed.entry {
        let place = place(entry.span().start);
        let read = to_json_table(entry.into_inner())
            .map_err(|(field, reason)| Problem {
                place: place.clone(),
                field,
                reason,
            })
            .and_then(|own| {
                let mut fields = defaults.clone();
                fields.extend(own);
                draft(fields, &place)
            });
        match read {
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

/// A field that has no place in an entry, and why.
type Misfit = (String, String);

fn to_json_table(table: toml::Table) -> Result<Map<String, Value>, Misfit> {
    table
        .into_iter()
        .map(|(name, value)| {
            let value = to_json(value, &name)?;
            Ok((name, value))
        })
        .collect()
}

fn to_json(value: toml::Value, field: &str) -> Result<Value, Misfit> {
    Ok(match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => serde_json::Number::from_f64(number)
            .map(Value::Number)
            .ok_or_else(|| {
                (
                    field.to_owned(),
                    format!("{number} is not a number to count with"),
                )
            })?,
        toml::Value::Boolean(truth) => truth.into(),
        toml::Value::Datetime(date) => Value::String(date.to_string()),
        toml::Value::Array(items) => items
            .into_iter()
            .map(|item| to_json(item, field))
            .collect::<Result<_, _>>()?,
        toml::Value::Table(table) => Value::Object(to_json_table(table)?),
    })
}
