//! Lists of statistical neighbours: one row an authority, one column a
//! neighbour, with or without how close it is.

use std::collections::BTreeMap;

use record::body::{Area, AreaLevel, Neighbour, NeighbourModel, Neighbours};
use record::draft::Problem;
use record::id::EntryId;

use crate::cell::shown;
use crate::mapping::NeighbourColumns;
use crate::table::Table;

/// Reads a list, with the authorities it names.
pub(crate) fn read(
    table: &Table,
    dataset: &EntryId,
    columns: &NeighbourColumns,
) -> Result<(NeighbourModel, BTreeMap<String, Area>), Vec<Problem>> {
    let mut problems = Vec::new();
    let mut place = |name: &String| {
        let found = table.column(name);
        if found.is_none() {
            let reason = "is named in the mapping, and the file has no such column";
            problems.push(table.problem(1, name, reason));
        }
        found.unwrap_or(0)
    };
    let number = place(&columns.authority_number);
    let name = columns.authority_name.as_ref().map(&mut place);
    let near: Vec<usize> = columns.columns.iter().map(&mut place).collect();
    let mut areas: BTreeMap<String, Area> = BTreeMap::new();
    let mut lines: BTreeMap<String, usize> = BTreeMap::new();
    let mut authorities = Vec::new();
    for row in &table.rows {
        let code = row.cell(number);
        // A heading between two parts of the list.
        if code.is_empty() && near.iter().all(|at| row.cell(*at).is_empty()) {
            continue;
        }
        if !is_number(code) {
            let reason = format!("“{}” is no authority’s number of three digits", shown(code));
            problems.push(table.problem(row.line, &columns.authority_number, reason));
            continue;
        }
        if let Some(other) = lines.insert(code.to_owned(), row.line) {
            let reason = format!("{code} stands there already, in line {other}");
            problems.push(table.problem(row.line, &columns.authority_number, reason));
        }
        let mut nearest: Vec<Neighbour> = Vec::new();
        for (at, column) in near.iter().zip(&columns.columns) {
            let cell = row.cell(*at);
            let wrong = if !is_number(cell) {
                Some(format!(
                    "“{}” is no authority’s number of three digits",
                    shown(cell)
                ))
            } else if cell == code {
                Some("is the authority itself".to_owned())
            } else if nearest.iter().any(|one| one.code == cell) {
                Some(format!("{cell} is its neighbour already"))
            } else {
                None
            };
            if let Some(reason) = wrong {
                problems.push(table.problem(row.line, column, reason));
                continue;
            }
            let closeness = columns
                .closeness_follows
                .then(|| row.cell(at + 1).to_owned());
            nearest.push(Neighbour {
                code: cell.to_owned(),
                closeness: closeness.filter(|words| !words.is_empty()),
            });
        }
        areas.insert(
            code.to_owned(),
            Area {
                code: code.to_owned(),
                gss: Vec::new(),
                name: name.map_or(code, |at| row.cell(at)).to_owned(),
                level: AreaLevel::Authority,
                region: None,
                first: None,
                last: None,
            },
        );
        authorities.push(Neighbours {
            code: code.to_owned(),
            nearest,
        });
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    authorities.sort_by(|one, other| one.code.cmp(&other.code));
    let model = NeighbourModel {
        name: columns.name.clone(),
        year: columns.year,
        dataset: dataset.clone(),
        authorities,
        cautions: columns.cautions.clone(),
        sources: Vec::new(),
    };
    Ok((model, areas))
}

/// Whether a cell has an authority’s number.
pub(crate) fn is_number(cell: &str) -> bool {
    cell.len() == 3 && cell.bytes().all(|byte| byte.is_ascii_digit())
}
