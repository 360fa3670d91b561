//! The first sheet of an Excel workbook, as texts. Formulas count as the values
//! stored with them; dates come out as dates, percentages with their sign.
//!
//! A workbook is a zip of XML (ECMA-376, part 1, SpreadsheetML). Nothing in it is
//! believed: sizes are limited while it is unpacked, and a document type is refused.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use jiff::civil::Date;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

/// A sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Its cells that are not empty, by row and column, both from 1.
    pub cells: BTreeMap<(usize, usize), String>,
    /// The ranges that are merged: `A1:C1`.
    pub merged: Vec<String>,
}

/// The largest part of a workbook that is unpacked, in bytes.
const LARGEST: u64 = 64 << 20;
/// The most cells of a sheet.
const CELLS: usize = 500_000;
/// The most rows and columns.
const ROWS: usize = 100_000;
const COLUMNS: usize = 2_000;

/// How files of Excel before 2007 begin, and those locked with a password since
/// (MS-CFB, section 2.2).
pub(crate) const OLD_OR_LOCKED: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Reads the first sheet that is not hidden.
///
/// # Errors
/// Why it cannot be read, in words.
pub fn first_sheet(bytes: &[u8]) -> Result<Sheet, String> {
    if bytes.starts_with(OLD_OR_LOCKED) {
        return Err(
            "is an old Excel workbook (.xls), or has a password: save it as .xlsx without a password and try again"
                .to_owned(),
        );
    }
    let mut zip = ZipArchive::new(Cursor::new(bytes))
        .map_err(|_| "is not an Excel workbook (.xlsx)".to_owned())?;
    let book = part(&mut zip, "xl/workbook.xml")?
        .ok_or_else(|| "is not an Excel workbook: it has no list of sheets".to_owned())?;
    let relations = part(&mut zip, "xl/_rels/workbook.xml.rels")?.unwrap_or_default();
    let (name, relation, since_1904) = sheet_of(&book)?;
    let target = target(&relations, &relation)?;
    let sheet = part(&mut zip, &target)?
        .ok_or_else(|| format!("has no part {target}, where its first sheet should be"))?;
    let strings = part(&mut zip, "xl/sharedStrings.xml")?;
    let strings = strings.map_or_else(|| Ok(Vec::new()), |text| shared_strings(&text))?;
    let styles = part(&mut zip, "xl/styles.xml")?;
    let formats = styles.map_or_else(|| Ok(Vec::new()), |text| formats(&text))?;
    let mut read = cells(&sheet, &strings, &formats, since_1904)?;
    read.name = name;
    Ok(read)
}

/// A part, unpacked up to a limit whatever size it claims.
fn part(zip: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<Option<String>, String> {
    let Ok(file) = zip.by_name(name) else {
        return Ok(None);
    };
    let mut text = Vec::new();
    file.take(LARGEST + 1)
        .read_to_end(&mut text)
        .map_err(|error| format!("is damaged at {name}: {error}"))?;
    if u64::try_from(text.len()).unwrap_or(u64::MAX) > LARGEST {
        return Err(format!(
            "is too large: {name} has more than {LARGEST} bytes unpacked"
        ));
    }
    String::from_utf8(text)
        .map(Some)
        .map_err(|_| format!("has a part {name} that is not UTF-8"))
}

/// Calls for each event of an XML text.
fn each(text: &str, mut on: impl FnMut(&Event<'_>) -> Result<(), String>) -> Result<(), String> {
    let mut reader = quick_xml::Reader::from_str(text);
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => return Ok(()),
            Ok(Event::DocType(_)) => {
                return Err("has a document type in it, which no workbook needs".to_owned());
            }
            Ok(event) => on(&event)?,
            Err(error) => return Err(format!("is damaged: {error}")),
        }
    }
}

fn local<'a>(tag: &'a BytesStart<'_>) -> &'a str {
    let name = tag.name().into_inner();
    name.rsplit(':').next().unwrap_or(name)
}

fn attribute(tag: &BytesStart<'_>, wanted: &str) -> Option<String> {
    tag.attributes().flatten().find_map(|one| {
        let name = one.key.into_inner();
        let matches = name == wanted || name.rsplit(':').next() == Some(wanted) && wanted != "id";
        matches.then(|| {
            quick_xml::escape::unescape(&one.value)
                .map(|text| text.into_owned())
                .unwrap_or_default()
        })
    })
}

/// The first visible sheet’s name and relation, and whether days are counted from 1904.
fn sheet_of(book: &str) -> Result<(String, String, bool), String> {
    let mut first = None;
    let mut since_1904 = false;
    each(book, |event| {
        if let Event::Start(tag) | Event::Empty(tag) = event {
            match local(tag) {
                "sheet"
                    if first.is_none()
                        && attribute(tag, "state").is_none_or(|state| state == "visible") =>
                {
                    let name = attribute(tag, "name").unwrap_or_default();
                    first = Some((name, attribute(tag, "r:id").unwrap_or_default()));
                }
                "workbookPr" => {
                    let value = attribute(tag, "date1904");
                    since_1904 = matches!(value.as_deref(), Some("1" | "true"));
                }
                _ => {}
            }
        }
        Ok(())
    })?;
    let (name, relation) = first.ok_or_else(|| "has no sheet that is not hidden".to_owned())?;
    Ok((name, relation, since_1904))
}

/// The part that a relation names.
fn target(relations: &str, wanted: &str) -> Result<String, String> {
    let mut found = None;
    each(relations, |event| {
        if let Event::Start(tag) | Event::Empty(tag) = event
            && local(tag) == "Relationship"
            && attribute(tag, "Id").as_deref() == Some(wanted)
        {
            found = attribute(tag, "Target");
        }
        Ok(())
    })?;
    let found = found.unwrap_or_else(|| "worksheets/sheet1.xml".to_owned());
    Ok(match found.strip_prefix('/') {
        Some(whole) => whole.to_owned(),
        None => format!("xl/{found}"),
    })
}

fn text_of(text: &quick_xml::events::BytesText<'_>) -> String {
    text.to_string()
}

/// The texts that cells refer to.
fn shared_strings(text: &str) -> Result<Vec<String>, String> {
    let mut strings: Vec<String> = Vec::new();
    let (mut inside, mut phonetic) = (false, false);
    each(text, |event| {
        match event {
            Event::Start(tag) => match local(tag) {
                "si" => strings.push(String::new()),
                "t" => inside = !phonetic,
                "rPh" => phonetic = true,
                _ => {}
            },
            Event::Empty(tag) if local(tag) == "si" => strings.push(String::new()),
            Event::End(tag) => {
                let name = tag.name().into_inner();
                match name.rsplit(':').next() {
                    Some("t") => inside = false,
                    Some("rPh") => phonetic = false,
                    _ => {}
                }
            }
            Event::Text(text) if inside => {
                if let Some(last) = strings.last_mut() {
                    last.push_str(&text_of(text));
                }
            }
            Event::GeneralRef(name) if inside => {
                if let Some(last) = strings.last_mut() {
                    last.push_str(&referred(name));
                }
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(strings)
}

/// What an entity stands for.
fn referred(name: &quick_xml::events::BytesRef<'_>) -> String {
    let whole = format!("&{};", &**name);
    quick_xml::escape::unescape(&whole)
        .map(|text| text.into_owned())
        .unwrap_or_default()
}

/// How a cell’s number is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Plain,
    Date,
    Percent,
}

/// The format of each style.
fn formats(text: &str) -> Result<Vec<Format>, String> {
    let mut own: BTreeMap<u32, Format> = BTreeMap::new();
    let mut formats = Vec::new();
    let mut inside = false;
    each(text, |event| {
        match event {
            Event::Start(tag) | Event::Empty(tag) => match local(tag) {
                "numFmt" => {
                    let id = attribute(tag, "numFmtId").and_then(|id| id.parse().ok());
                    if let (Some(id), Some(code)) = (id, attribute(tag, "formatCode")) {
                        own.insert(id, coded(&code));
                    }
                }
                "cellXfs" => inside = matches!(event, Event::Start(_)),
                "xf" if inside => {
                    let id = attribute(tag, "numFmtId").and_then(|id| id.parse::<u32>().ok());
                    let id = id.unwrap_or(0);
                    formats.push(match id {
                        9 | 10 => Format::Percent,
                        14..=17 | 22 => Format::Date,
                        _ => own.get(&id).copied().unwrap_or(Format::Plain),
                    });
                }
                _ => {}
            },
            Event::End(tag) if tag.name().into_inner().ends_with("cellXfs") => inside = false,
            _ => {}
        }
        Ok(())
    })?;
    Ok(formats)
}

/// What a format of the workbook’s own means.
fn coded(code: &str) -> Format {
    let mut bare = String::new();
    let (mut quoted, mut bracket) = (false, false);
    for c in code.chars() {
        match c {
            '"' => quoted = !quoted,
            '[' if !quoted => bracket = true,
            ']' if !quoted => bracket = false,
            _ if quoted || bracket => {}
            c => bare.push(c.to_ascii_lowercase()),
        }
    }
    if bare.contains('%') {
        Format::Percent
    } else if bare.contains('y') || bare.contains('d') || bare.contains("mmm") {
        Format::Date
    } else {
        Format::Plain
    }
}

/// A cell being read.
#[derive(Default)]
struct Cell {
    at: (usize, usize),
    form: String,
    style: usize,
    text: String,
    formula: bool,
}

fn cells(
    text: &str,
    strings: &[String],
    formats: &[Format],
    since_1904: bool,
) -> Result<Sheet, String> {
    let mut sheet = Sheet::default();
    let mut cell: Option<Cell> = None;
    let mut inside = false;
    let (mut row, mut column) = (0, 0);
    each(text, |event| {
        match event {
            Event::Start(tag) | Event::Empty(tag) => match local(tag) {
                "row" => {
                    let named = attribute(tag, "r").and_then(|text| text.parse().ok());
                    (row, column) = (named.unwrap_or(row + 1), 0);
                }
                "c" => {
                    let named = attribute(tag, "r").and_then(|text| place(&text));
                    let at = named.unwrap_or((row, column + 1));
                    (row, column) = at;
                    let style = attribute(tag, "s").and_then(|text| text.parse().ok());
                    cell = matches!(event, Event::Start(_)).then(|| Cell {
                        at,
                        form: attribute(tag, "t").unwrap_or_default(),
                        style: style.unwrap_or(0),
                        text: String::new(),
                        formula: false,
                    });
                }
                "f" => {
                    if let Some(cell) = &mut cell {
                        cell.formula = true;
                    }
                }
                "v" | "t" => inside = matches!(event, Event::Start(_)),
                "mergeCell" => sheet.merged.extend(attribute(tag, "ref")),
                _ => {}
            },
            Event::Text(text) if inside => {
                if let Some(cell) = &mut cell {
                    cell.text.push_str(&text_of(text));
                }
            }
            Event::GeneralRef(name) if inside => {
                if let Some(cell) = &mut cell {
                    cell.text.push_str(&referred(name));
                }
            }
            Event::End(tag) => {
                let name = tag.name().into_inner();
                match name.rsplit(':').next() {
                    Some("v" | "t") => inside = false,
                    Some("c") => {
                        if let Some(done) = cell.take() {
                            keep(&mut sheet, &done, strings, formats, since_1904)?;
                        }
                    }
                    _ => {}
                }
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(sheet)
}

fn keep(
    sheet: &mut Sheet,
    cell: &Cell,
    strings: &[String],
    formats: &[Format],
    since_1904: bool,
) -> Result<(), String> {
    let (row, column) = cell.at;
    if row > ROWS || column > COLUMNS || sheet.cells.len() >= CELLS {
        return Err(format!(
            "is too large: a sheet may have {ROWS} rows, {COLUMNS} columns and {CELLS} cells"
        ));
    }
    if cell.formula && cell.text.trim().is_empty() && cell.form != "str" {
        return Err(format!(
            "has a formula in {} whose result was not stored with it: open it in Excel, save it and try again",
            name(cell.at)
        ));
    }
    let text = match &*cell.form {
        "s" => {
            let at = cell.text.trim().parse::<usize>().ok();
            let found = at.and_then(|at| strings.get(at));
            found.cloned().ok_or_else(|| {
                format!(
                    "is damaged: {} refers to a text that is not there",
                    name(cell.at)
                )
            })?
        }
        "str" | "inlineStr" | "d" => cell.text.clone(),
        "b" => if cell.text == "1" { "TRUE" } else { "FALSE" }.to_owned(),
        "e" => cell.text.clone(),
        _ => number(&cell.text, formats.get(cell.style).copied(), since_1904).ok_or_else(|| {
            format!(
                "is damaged: {} has no number a sheet can have",
                name(cell.at)
            )
        })?,
    };
    let text = text.trim();
    if !text.is_empty() {
        sheet.cells.insert(cell.at, text.to_owned());
    }
    Ok(())
}

/// A stored number as its cell shows it.
fn number(text: &str, format: Option<Format>, since_1904: bool) -> Option<String> {
    if text.trim().is_empty() {
        return Some(String::new());
    }
    let number: f64 = text
        .trim()
        .parse()
        .ok()
        .filter(|number: &f64| number.is_finite())?;
    // What binary arithmetic leaves behind the twelfth digit is no figure.
    let plain = |number: f64| {
        let rounded = format!("{number:.9}");
        rounded
            .trim_end_matches('0')
            .trim_end_matches('.')
            .to_owned()
    };
    Some(match format {
        Some(Format::Percent) => format!("{}%", plain(number * 100.0)),
        Some(Format::Date) if (1.0..100_000.0).contains(&number) => {
            let days = format!("{:.0}", number.floor()).parse::<i32>().ok()?;
            // Day 60 is a 29 February 1900 that never was.
            let first = if since_1904 {
                Date::constant(1904, 1, 1)
            } else {
                Date::constant(1899, 12, 30)
            };
            first
                .checked_add(jiff::Span::new().days(days))
                .ok()?
                .to_string()
        }
        _ => plain(number),
    })
}

/// The row and column of a cell’s name, both from 1.
fn place(text: &str) -> Option<(usize, usize)> {
    let digits = text.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = text.split_at(digits);
    let column = letters.bytes().try_fold(0_usize, |column, byte| {
        let letter = byte.to_ascii_uppercase();
        letter
            .is_ascii_uppercase()
            .then(|| {
                column
                    .checked_mul(26)?
                    .checked_add(usize::from(letter - b'A') + 1)
            })
            .flatten()
    })?;
    let row = row.parse().ok()?;
    (row > 0 && column > 0).then_some((row, column))
}

/// The name of a cell: `B7`.
#[must_use]
pub fn name((row, column): (usize, usize)) -> String {
    let mut letters = String::new();
    let mut rest = column;
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.insert(0, char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    format!("{letters}{row}")
}
