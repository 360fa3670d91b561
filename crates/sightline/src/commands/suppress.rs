//! `sightline suppress`: tables of counts as they may be published.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;
use statistics::disclosure::{
    Margins, Policy, Position, Published, Rounding, Shown, Subtotal, Symbols, Table, Zeros,
    suppress as hide,
};

use super::stats::answers::{Asked, answer};
use super::stats::cases::{Case, CaseError};
use crate::failure::Failure;

/// Suppresses every table of the files.
pub(crate) fn suppress(asked: &Asked) -> Result<(), Failure> {
    answer(
        asked,
        "tables",
        &BTreeMap::new(),
        &FIELDS,
        answer_table,
        in_words,
    )
}

/// The fields of a table.
const FIELDS: [&str; 8] = [
    "kind",
    "cells",
    "subtotals",
    "threshold",
    "protection",
    "rounding",
    "margins_published",
    "protect_zeros",
];

/// A table as it may be published, by the contract of the command line.
#[derive(Serialize)]
struct Answer {
    id: String,
    cells: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    margins: Option<AnswerMargins>,
    #[serde(skip)]
    summary: String,
}

#[derive(Serialize)]
struct AnswerMargins {
    #[serde(skip_serializing_if = "Option::is_none")]
    rows: Option<Vec<Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cols: Option<Vec<Value>>,
    subtotals: serde_json::Map<String, Value>,
    total: Value,
}

fn answer_table(case: &Case) -> Result<Answer, CaseError> {
    let kind: Option<String> = case.maybe("kind", "one_way or two_way")?;
    let one_way = match kind.as_deref() {
        Some("one_way") => true,
        Some("two_way") => false,
        Some(other) => {
            let reason = format!("“{other}” is no kind of table: write one_way or two_way.");
            return Err(CaseError::field("kind", reason));
        }
        None => {
            return Err(CaseError::field(
                "kind",
                "is missing: write one_way or two_way.",
            ));
        }
    };
    let policy = policy(case)?;
    let cells: Value = case
        .maybe("cells", "a list of counts")?
        .ok_or_else(|| CaseError::field("cells", "are missing: give a list of counts."))?;
    let table = if one_way {
        Table::one_way(counts(&cells, "")?, subtotals(case, one_way)?)
    } else {
        let rows = list(&cells, "cells", "a list of rows, each a list of counts")?;
        let rows = rows
            .iter()
            .enumerate()
            .map(|(row, cells)| counts(cells, &format!("{row}, ")))
            .collect::<Result<_, _>>()?;
        Table::two_way(rows, subtotals(case, one_way)?)
    }
    .map_err(|error| CaseError::whole(format!("{error}.")))?;
    let published = hide(&table, &policy).map_err(|error| CaseError::whole(format!("{error}.")))?;
    Ok(written(&case.id, one_way, &published, &policy.symbols))
}

fn policy(case: &Case) -> Result<Policy, CaseError> {
    const COUNT: &str = "a whole number, 0 or more";
    let standard = Policy::default();
    let protects: Option<bool> = case.maybe("protect_zeros", "true or false")?;
    let publishes: Option<bool> = case.maybe("margins_published", "true or false")?;
    let rounding: Option<Rounding> = case.maybe("rounding", "\"none\", \"5\" or \"10\"")?;
    Ok(Policy {
        threshold: case
            .maybe("threshold", COUNT)?
            .unwrap_or(standard.threshold),
        protection: case.maybe("protection", COUNT)?,
        rounding: rounding.unwrap_or_default(),
        zeros: if protects.unwrap_or(false) {
            Zeros::Protected
        } else {
            Zeros::Shown
        },
        margins: if publishes.unwrap_or(true) {
            Margins::Published
        } else {
            Margins::Withheld
        },
        ..standard
    })
}

fn list<'a>(value: &'a Value, field: &'static str, wanted: &str) -> Result<&'a [Value], CaseError> {
    value
        .as_array()
        .map(Vec::as_slice)
        .ok_or_else(|| CaseError::field(field, format!("{value} is not {wanted}.")))
}

/// A row of counts; `row` is what stands before a column in a cell's name.
fn counts(cells: &Value, row: &str) -> Result<Vec<Option<u64>>, CaseError> {
    let cells = cells.as_array().ok_or_else(|| {
        let place = row.trim_end_matches(", ");
        let place = if place.is_empty() {
            String::new()
        } else {
            format!("row {place}: ")
        };
        CaseError::field("cells", format!("{place}{cells} is not a list of counts."))
    })?;
    cells
        .iter()
        .enumerate()
        .map(|(column, cell)| {
            count(cell).map_err(|reason| {
                CaseError::whole(format!("cell [{row}{column}]: {cell} {reason}."))
            })
        })
        .collect()
}

/// A count, `None` for a missing one.
fn count(cell: &Value) -> Result<Option<u64>, &'static str> {
    if cell.is_null() {
        return Ok(None);
    }
    if let Some(count) = cell.as_u64() {
        return Ok(Some(count));
    }
    match cell.as_f64() {
        Some(number) if number < 0.0 => Err("is below 0, and a count cannot be"),
        // As some programs write whole numbers.
        Some(number) if number.fract() == 0.0 && number < 1e15 => {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "whole, 0 to 1e15"
            )]
            let count = number as u64;
            Ok(Some(count))
        }
        Some(_) => Err("is not a whole number that can be counted to"),
        None => Err("is not a count: write a whole number, or null where there is none"),
    }
}

/// The subtotals, with members as the kind of table names its cells.
fn subtotals(case: &Case, one_way: bool) -> Result<Vec<Subtotal>, CaseError> {
    const WANTED: &str = "a list of {\"name\": …, \"members\": […]}";
    let given: Vec<Value> = case.maybe("subtotals", WANTED)?.unwrap_or_default();
    let read = |(at, subtotal): (usize, &Value)| {
        let wrong = |reason: String| CaseError::row("subtotals", at, reason);
        let name = subtotal["name"]
            .as_str()
            .ok_or_else(|| wrong("its “name” is not a text.".to_owned()))?;
        let members = subtotal["members"]
            .as_array()
            .ok_or_else(|| wrong(format!("“{name}”: its “members” are not a list.")))?;
        let member = |member: &Value| {
            position(member, one_way).ok_or_else(|| {
                let wanted = if one_way {
                    "a cell’s number, from 0"
                } else {
                    "a cell’s [row, column], from 0"
                };
                wrong(format!("“{name}”: the member {member} is not {wanted}."))
            })
        };
        Ok(Subtotal {
            name: name.to_owned(),
            members: members.iter().map(member).collect::<Result<_, _>>()?,
        })
    };
    given.iter().enumerate().map(read).collect()
}

fn position(member: &Value, one_way: bool) -> Option<Position> {
    let number = |value: &Value| {
        value
            .as_u64()
            .and_then(|number| usize::try_from(number).ok())
    };
    if one_way {
        return number(member).map(|column| Position { row: 0, column });
    }
    let [row, column] = member.as_array()?.as_slice() else {
        return None;
    };
    Some(Position {
        row: number(row)?,
        column: number(column)?,
    })
}

fn written(id: &str, one_way: bool, published: &Published, symbols: &Symbols) -> Answer {
    let one = |shown: &Shown| match shown {
        Shown::Number(count) => Value::from(*count),
        Shown::Suppressed => Value::from(&*symbols.suppressed),
        Shown::Low => Value::from(&*symbols.low),
        Shown::Missing => Value::Null,
    };
    let row = |shown: &[Shown]| shown.iter().map(one).collect::<Vec<Value>>();
    let mut rows: Vec<Value> = published
        .cells
        .iter()
        .map(|cells| Value::from(row(cells)))
        .collect();
    let margins = published.margins.as_ref().map(|margins| AnswerMargins {
        rows: margins.rows.as_deref().map(row),
        cols: margins.columns.as_deref().map(row),
        subtotals: margins
            .subtotals
            .iter()
            .map(|(name, shown)| (name.clone(), one(shown)))
            .collect(),
        total: one(&margins.total),
    });
    Answer {
        id: id.to_owned(),
        cells: if one_way && rows.len() == 1 {
            rows.remove(0)
        } else {
            Value::from(rows)
        },
        margins,
        summary: format!(
            "{} hidden because small, {} more to protect {}{}",
            published.primary,
            published.secondary,
            if published.primary == 1 { "it" } else { "them" },
            if published.proven {
                ""
            } else {
                " (fewer may be possible)"
            },
        ),
    }
}

/// For reading: cells with row totals behind and column totals below.
fn in_words(answer: &Answer) -> String {
    let text = |value: &Value| match value {
        Value::String(symbol) => symbol.clone(),
        Value::Null => "–".to_owned(),
        other => other.to_string(),
    };
    let line = |values: &[Value], total: Option<&Value>| {
        values
            .iter()
            .chain(total)
            .map(text)
            .collect::<Vec<_>>()
            .join("\t")
            + "\n"
    };
    let mut told = format!("{}: {}\n", answer.id, answer.summary);
    let cells = answer.cells.as_array().map_or(&[][..], Vec::as_slice);
    let margins = answer.margins.as_ref();
    let rows = margins.and_then(|margins| margins.rows.as_ref());
    if cells.iter().any(Value::is_array) {
        for (at, cells) in cells.iter().enumerate() {
            let cells = cells.as_array().map_or(&[][..], Vec::as_slice);
            told.push_str(&line(cells, rows.and_then(|rows| rows.get(at))));
        }
    } else {
        told.push_str(&line(cells, margins.map(|margins| &margins.total)));
    }
    if let Some(margins) = margins {
        if let Some(columns) = &margins.cols {
            told.push_str(&line(columns, Some(&margins.total)));
        }
        for (name, subtotal) in &margins.subtotals {
            told.push_str(&format!("{name}: {}\n", text(subtotal)));
        }
    }
    told
}
