//! Reading the files of an import.

use std::path::{Path, PathBuf};

use record::draft::{Draft, Problem};
use record::exchange::{read_csv, read_json_lines, read_toml};

use crate::failure::Failure;

/// Reads the drafts of a text by its file's ending; `None` for a file that is
/// no import file.
pub(crate) fn drafts(name: &str, text: &str) -> Option<Result<Vec<Draft>, Vec<Problem>>> {
    match Path::new(name).extension()?.to_str()? {
        "toml" => Some(read_toml(name, text)),
        "csv" => Some(read_csv(name, text)),
        "jsonl" | "ndjson" | "json" => Some(read_json_lines(name, text)),
        _ => None,
    }
}

/// Reads the drafts of a file, or of every import file of a folder in order of
/// their names.
pub(crate) fn read(from: &Path) -> Result<Vec<Draft>, Failure> {
    let files = if from.is_dir() {
        let mut files: Vec<PathBuf> = std::fs::read_dir(from)
            .map_err(|error| unreadable(from, &error))?
            .filter_map(|file| Some(file.ok()?.path()))
            .filter(|path| path.is_file())
            .collect();
        files.sort();
        files
    } else {
        vec![from.to_owned()]
    };
    let mut all = Vec::new();
    let mut problems = Vec::new();
    let mut read = 0_u32;
    for file in &files {
        let name = file.display().to_string();
        let bytes = std::fs::read(file).map_err(|error| unreadable(file, &error))?;
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(_) if drafts(&name, "").is_none() => continue,
            Err(error) => {
                let valid = error.utf8_error().valid_up_to();
                let line = 1 + error.as_bytes()[..valid]
                    .iter()
                    .filter(|b| **b == b'\n')
                    .count();
                problems.push(Problem {
                    place: record::draft::Place { file: name, line },
                    field: "file".to_owned(),
                    reason: "is not in UTF-8: save it as UTF-8 and try again".to_owned(),
                });
                continue;
            }
        };
        match drafts(&name, &text) {
            Some(Ok(drafts)) => {
                read += 1;
                all.extend(drafts);
            }
            Some(Err(more)) => problems.extend(more),
            None if from.is_dir() => {}
            None => {
                let hint = if name.to_ascii_lowercase().ends_with(".xlsx") {
                    " A sheet of readings needs --authority as well."
                } else {
                    ""
                };
                return Err(Failure::Input(format!(
                    "{name}: its name must end in .toml, .csv or .jsonl, so that it is clear how to read it.{hint}"
                )));
            }
        }
    }
    if !problems.is_empty() {
        Err(Failure::Refused(problems))
    } else if read == 0 {
        Err(Failure::Input(format!(
            "{} has no file that ends in .toml, .csv or .jsonl.",
            from.display()
        )))
    } else if all.is_empty() {
        Err(Failure::Input(format!(
            "{} has no entries.",
            from.display()
        )))
    } else {
        Ok(all)
    }
}

/// Why a file or folder cannot be read.
pub(crate) fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    let what = format!("{} cannot be read: {error}.", path.display());
    if error.kind() == std::io::ErrorKind::NotFound {
        Failure::Missing(format!("There is no file or folder {}.", path.display()))
    } else {
        Failure::Unwritable(what)
    }
}
