//! A CSV file's bytes as a header and rows, each with its line.

use record::draft::{Place, Problem};

/// The rows of a file.
#[derive(Clone, Debug)]
pub struct Table {
    /// The file, for error messages.
    pub file: String,
    /// The names of its columns.
    pub header: Vec<String>,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// One row.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its line in the file, from 1.
    pub line: usize,
    cells: csv::StringRecord,
}

impl Row {
    /// A cell, without spaces around it; empty beyond the last.
    #[must_use]
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).unwrap_or_default().trim()
    }
}

impl Table {
    /// The rows of a file in UTF-8, with or without a byte-order mark.
    ///
    /// # Errors
    /// Another encoding, by its name; an open quotation mark, a row of another
    /// length, no header, no rows: the line and the reason.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Self, Vec<Problem>> {
        let problem = |line: usize, field: &str, reason: String| {
            vec![Problem {
                place: Place {
                    file: file.to_owned(),
                    line,
                },
                field: field.to_owned(),
                reason,
            }]
        };
        let text = text(bytes).map_err(|(line, reason)| problem(line, "file", reason))?;
        // The reader counts a line's end of two characters once too few.
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        if let Some(line) = unclosed_quote(&text) {
            let reason = "a quotation mark opens here and is never closed".to_owned();
            return Err(problem(line, "row", reason));
        }
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .from_reader(text.as_bytes());
        let header: Vec<String> = match reader.headers() {
            Ok(header) => header.iter().map(|name| name.trim().to_owned()).collect(),
            Err(error) => return Err(problem(1, "header", error.to_string())),
        };
        if header.iter().all(String::is_empty) {
            return Err(problem(1, "header", "has no column names".to_owned()));
        }
        if let [only] = header.as_slice()
            && let Some(parted) = [
                (';', "semicolons"),
                ('\t', "tabs"),
                ('|', "upright strokes"),
            ]
            .iter()
            .find(|(mark, _)| only.contains(*mark))
        {
            let reason = format!(
                "its columns are parted by {}, not by commas: save it as “CSV UTF-8” and try again",
                parted.1
            );
            return Err(problem(1, "header", reason));
        }
        let mut rows = Vec::new();
        let mut problems = Vec::new();
        for record in reader.into_records() {
            let cells = match record {
                Ok(cells) => cells,
                Err(error) => return Err(problem(0, "row", error.to_string())),
            };
            let line = cells.position().map_or(0, |at| line(&text, at));
            if cells.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            if cells.len() != header.len() {
                let (has, wanted) = (cells.len(), header.len());
                let reason = format!("has {has} cells where the header has {wanted}");
                problems.extend(problem(line, "row", reason));
                continue;
            }
            rows.push(Row { line, cells });
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        if rows.is_empty() {
            let reason = "has no rows under its header".to_owned();
            return Err(problem(1, "file", reason));
        }
        Ok(Self {
            file: file.to_owned(),
            header,
            rows,
        })
    }

    /// The place of a column, by its name whatever its case.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<usize> {
        let exact = self.header.iter().position(|one| one == name);
        exact.or_else(|| {
            let mut all = self.header.iter();
            all.position(|one| one.eq_ignore_ascii_case(name))
        })
    }

    /// A problem with a cell.
    #[must_use]
    pub fn problem(&self, line: usize, column: &str, reason: impl Into<String>) -> Problem {
        Problem {
            place: Place {
                file: self.file.clone(),
                line,
            },
            field: column.to_owned(),
            reason: reason.into(),
        }
    }
}

/// The text of a file in UTF-8.
///
/// # Errors
/// The line, and the encoding it seems to be in, with what to do.
pub fn text(bytes: &[u8]) -> Result<&str, (usize, String)> {
    const SAVE: &str = "save it as “CSV UTF-8” and try again";
    let utf16 = match bytes {
        [0xFF, 0xFE, ..] => Some("UTF-16, little end first"),
        [0xFE, 0xFF, ..] => Some("UTF-16, big end first"),
        [_, 0, _, 0, ..] => Some("UTF-16 without its mark, little end first"),
        [0, _, 0, _, ..] => Some("UTF-16 without its mark, big end first"),
        _ => None,
    };
    if let Some(encoding) = utf16 {
        return Err((1, format!("is in {encoding}: {SAVE}")));
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(crate::workbook::OLD_OR_LOCKED) {
        let reason = "is an Excel workbook or another zipped file, not a CSV";
        return Err((1, format!("{reason}: {SAVE}")));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
        return Err((
            line_of(bytes, at),
            "has a NUL in it: is it a CSV?".to_owned(),
        ));
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let line = line_of(bytes, error.valid_up_to());
        let reason = "has a character that is not UTF-8 (Windows-1252, perhaps)";
        (line, format!("{reason}: {SAVE}"))
    })
}

/// The line of a row. The reader gives where it began to look, before lines that
/// are empty.
fn line(text: &str, at: &csv::Position) -> usize {
    let byte = usize::try_from(at.byte()).unwrap_or(usize::MAX);
    let rest = text.get(byte..).unwrap_or_default();
    let empty = rest.bytes().take_while(|byte| *byte == b'\n').count();
    usize::try_from(at.line())
        .unwrap_or(usize::MAX)
        .saturating_add(empty)
}

fn line_of(bytes: &[u8], at: usize) -> usize {
    let before = bytes.get(..at).unwrap_or_default();
    1 + before.iter().filter(|byte| **byte == b'\n').count()
}

/// The line of a quotation mark that has no fellow.
fn unclosed_quote(text: &str) -> Option<usize> {
    if text.matches('"').count().is_multiple_of(2) {
        return None;
    }
    let odd = |line: &str| !line.matches('"').count().is_multiple_of(2);
    text.lines().position(odd).map(|at| at + 1)
}
