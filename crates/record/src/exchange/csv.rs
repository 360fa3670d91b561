//! Readings as a CSV file, one row each.

use serde_json::{Map, Value};

use super::fields::draft;
use crate::draft::{Draft, Place, Problem};
use crate::period::Period;

/// Columns, in this order. Empty cells are absent.
const HEADER: &[&str] = &[
    "authority",
    "measure",
    "area",
    "period",
    "breakdown",
    "value",
    "numerator",
    "denominator",
    "status",
    "release",
    "as_revised",
    "approximate",
    "known_on",
    "published_on",
    "classification",
    "recorded_by",
    "sources",
    "note",
];

/// Reads the drafts of a CSV file of readings. A reading is true from the last
/// day of its period.
///
/// # Errors
/// Everything that is wrong, with its line and column.
pub fn read_csv(file: &str, text: &str) -> Result<Vec<Draft>, Vec<Problem>> {
    // As some programs save: a mark at the beginning, two characters a line's
    // end. The reader would count those lines one short.
    let text = &text
        .strip_prefix('\u{feff}')
        .unwrap_or(text)
        .replace("\r\n", "\n");
    let problem = |line: usize, field: &str, reason: String| Problem {
        place: Place {
            file: file.to_owned(),
            line,
        },
        field: field.to_owned(),
        reason,
    };
    // Left to the reader, such a cell would swallow the rows behind it.
    if let Some(line) = unclosed_quote(text) {
        let reason = "a quotation mark opens here and is never closed".to_owned();
        return Err(vec![problem(line, "row", reason)]);
    }
    let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
    match reader.headers() {
        Ok(header) if header.iter().eq(HEADER.iter().copied()) => {}
        Ok(header) => return Err(vec![problem(1, "header", wrong_header(header))]),
        Err(error) => return Err(vec![problem(1, "header", error.to_string())]),
    }
    let mut drafts = Vec::new();
    let mut problems = Vec::new();
    for row in reader.records() {
        match row {
            Ok(row) => {
                let line = row.position().map_or(0, csv::Position::line);
                let line = usize::try_from(line).unwrap_or(usize::MAX);
                match read_row(&row)
                    .map_err(|(field, reason)| problem(line, field, reason))
                    .and_then(|fields| {
                        draft(
                            fields,
                            &Place {
                                file: file.to_owned(),
                                line,
                            },
                        )
                    }) {
                    Ok(draft) => drafts.push(draft),
                    Err(problem) => problems.push(problem),
                }
            }
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                problems.push(problem(
                    usize::try_from(line).unwrap_or(0),
                    "row",
                    reason(&error),
                ));
            }
        }
    }
    if problems.is_empty() {
        Ok(drafts)
    } else {
        Err(problems)
    }
}

/// The line of a quotation mark that has no fellow.
fn unclosed_quote(text: &str) -> Option<usize> {
    let unpaired = |text: &str| text.matches('"').count() % 2 == 1;
    if !unpaired(text) {
        return None;
    }
    text.lines().position(unpaired).map(|at| at + 1)
}

fn wrong_header(header: &csv::StringRecord) -> String {
    let first = HEADER
        .iter()
        .enumerate()
        .find(|(at, name)| header.get(*at) != Some(**name));
    let difference = match first {
        Some((at, name)) => match header.get(at) {
            Some(other) => format!("column {} is “{other}” where “{name}” belongs", at + 1),
            None => format!("column {}, “{name}”, is missing", at + 1),
        },
        None => format!("there are {} columns, not {}", header.len(), HEADER.len()),
    };
    format!(
        "{difference}: it must be exactly {}; a sheet of your own is imported with --authority",
        HEADER.join(",")
    )
}

fn reason(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => {
            format!("has {len} cells where the header has {expected_len}")
        }
        _ => error.to_string(),
    }
}

/// The fields of a row as they would stand in a hand-written entry.
fn read_row(row: &csv::StringRecord) -> Result<Map<String, Value>, (&'static str, String)> {
    let mut fields = Map::new();
    for (&name, cell) in HEADER.iter().zip(row) {
        let cell = cell.trim();
        if cell.is_empty() {
            continue;
        }
        if cell.contains('\n') {
            let reason = "has a line break in it: is a quotation mark missing?";
            return Err((name, reason.to_owned()));
        }
        let value = match name {
            "value" => cell
                .parse::<f64>()
                .ok()
                .filter(|_| cell.bytes().all(|b| b.is_ascii_digit() || b == b'.'))
                .and_then(serde_json::Number::from_f64)
                .map_or_else(|| cell.into(), Value::Number),
            "numerator" | "denominator" => cell
                .parse::<u64>()
                .map(Value::from)
                .map_err(|_| (name, format!("“{cell}” is not a whole number")))?,
            "as_revised" | "approximate" => match cell {
                "yes" => true.into(),
                "no" => false.into(),
                _ => return Err((name, format!("“{cell}” must be yes, no or empty"))),
            },
            "sources" => cell
                .split(';')
                .map(|source| Value::from(source.trim()))
                .collect(),
            "period" => {
                let period: Period = cell.parse().map_err(|error| (name, format!("{error}")))?;
                fields.insert(
                    "effective_on".to_owned(),
                    period.last_day().to_string().into(),
                );
                cell.into()
            }
            _ => cell.into(),
        };
        fields.insert(name.to_owned(), value);
    }
    Ok(fields)
}
