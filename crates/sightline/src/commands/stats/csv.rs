//! A CSV of one series: `date,value`, or `date,y,n`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::value::RawValue;

use super::cases::{Case, of_csv};

/// What stands for a value that is not there: nothing, and the symbols of
/// official statistics (suppressed, not applicable, not available, low).
const NO_VALUE: [&str; 12] = [
    "", "NA", "N/A", "null", "c", "z", "x", "k", "u", ":", "..", "[x]",
];

/// One row as read.
struct Row {
    date: String,
    line: u64,
    cells: Vec<String>,
}

/// The one case of a CSV, its rows in order of their dates.
///
/// # Errors
/// With the line, where the header, a date or the number of cells is wrong, or a
/// date stands twice.
pub(super) fn case(file: &Path, text: &str) -> Result<Case, String> {
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| told(&error))?.clone();
    let names: Vec<String> = header.iter().map(str::to_lowercase).collect();
    let columns: &[&'static str] = match names.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["date", "value"] => &["values"],
        ["date", "y"] => &["y"],
        ["date", "y", "n"] => &["y", "n"],
        _ => {
            return Err(format!(
                "line 1: the header is “{}”. It must be “date,value” or “date,y,n”.",
                header.iter().collect::<Vec<_>>().join(",")
            ));
        }
    };
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| told(&error))?;
        let line = record.position().map_or(0, csv::Position::line);
        let date = date(record.get(0).unwrap_or_default())
            .map_err(|reason| format!("line {line}: {reason}"))?;
        let cells = record.iter().skip(1).map(str::to_owned).collect();
        rows.push(Row { date, line, cells });
    }
    rows.sort_by(|one, other| one.date.cmp(&other.date));
    let mut seen = BTreeSet::new();
    if let Some(row) = rows.iter().find(|row| !seen.insert(&row.date)) {
        return Err(format!(
            "line {}: {} is there twice. Each date has one row.",
            row.line, row.date
        ));
    }
    let mut fields = BTreeMap::new();
    for (at, column) in columns.iter().enumerate() {
        let values: Vec<String> = rows
            .iter()
            .map(|row| as_json(row.cells.get(at).map_or("", String::as_str)))
            .collect();
        if let Ok(raw) = RawValue::from_string(format!("[{}]", values.join(","))) {
            fields.insert((*column).to_owned(), raw);
        }
    }
    Ok(of_csv(
        file,
        fields,
        rows.iter().map(|row| row.line).collect(),
    ))
}

fn told(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::UnequalLengths {
            pos,
            expected_len,
            len,
        } => format!(
            "line {}: {len} cells where the header has {expected_len}.",
            pos.as_ref().map_or(0, csv::Position::line)
        ),
        _ => format!("{error}."),
    }
}

/// A date in the form its text sorts by: a day, a month or a year.
fn date(text: &str) -> Result<String, String> {
    let day = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        _ => text.to_owned(),
    };
    day.parse::<jiff::civil::Date>()
        .ok()
        .filter(|_| day.len() == 10)
        .map(|day| day.to_string())
        .ok_or_else(|| format!("“{text}” is not a date. Write it as 2018-07-19, 2018-07 or 2018."))
}

/// A cell as JSON: a number where it is one, `null` where it says that there is
/// none, and otherwise its text, to be refused with its row.
fn as_json(cell: &str) -> String {
    let number = cell.parse::<f64>().ok().filter(|number| number.is_finite());
    if NO_VALUE.contains(&cell) {
        "null".to_owned()
    } else if let Some(number) = number {
        serde_json::Value::from(number).to_string()
    } else {
        serde_json::Value::from(cell).to_string()
    }
}
