//! `sightline import`: a file or folder, all or nothing.

use std::collections::BTreeMap;
use std::path::Path;

use record::draft::{Draft, Problem};
use record::entry::Salt;
use record::id::Authority;
use record::programme::Programme;
use store::{Access, Edge, Records, Store, StoreError};

use crate::arguments::Import;
use crate::commands::readings;
use crate::failure::Failure;
use crate::files;

/// Stores what a file or folder holds.
pub(crate) fn import(arguments: &Import) -> Result<(), Failure> {
    if let Some(authority) = &arguments.authority
        && !is_long(&arguments.from)
    {
        return sheet(arguments, authority);
    }
    let drafts = files::read(&arguments.from)?;
    if let Some(authority) = &arguments.authority {
        whose(&drafts, authority)?;
    }
    if arguments.preview {
        return preview(arguments, &drafts);
    }
    let store = match Store::open(arguments.at.home(), Access::Write, Edge::system()) {
        Ok(store) => store,
        Err(StoreError::NoFolder(_) | StoreError::Missing(_) | StoreError::NoRecord(_)) => {
            // Nothing is made for entries that would be refused.
            check(&drafts)?;
            Store::open(arguments.at.home(), Access::Create, Edge::system())?
        }
        Err(error) => return Err(error.into()),
    };
    told(&Records::new(store)?.append(drafts)?);
    Ok(())
}

/// Whether a file has the headings that `export` and the demonstration write
/// readings with; no sheet of a council’s own has them.
fn is_long(file: &Path) -> bool {
    let start = std::fs::read(file).unwrap_or_default();
    let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&start);
    start.starts_with(b"authority,measure,area,period,")
}

/// Every entry is of the council that was named.
fn whose(drafts: &[Draft], authority: &Authority) -> Result<(), Failure> {
    let others: Vec<Problem> = drafts
        .iter()
        .filter(|draft| draft.authority != *authority)
        .map(|draft| {
            let reason = format!(
                "“{}” is another council than “{authority}”: is it the right file?",
                draft.authority
            );
            draft.problem("authority", reason)
        })
        .collect();
    if others.is_empty() {
        Ok(())
    } else {
        Err(Failure::Refused(others))
    }
}

/// Stores a council’s own sheet of readings.
fn sheet(arguments: &Import, authority: &Authority) -> Result<(), Failure> {
    let file = arguments.from.display().to_string();
    let bytes = std::fs::read(&arguments.from)
        .map_err(|error| files::unreadable(&arguments.from, &error))?;
    let store = Store::open(arguments.at.home(), Access::Write, Edge::system())?;
    let records = Records::new(store)?;
    let held = records.programme(authority)?;
    let today = crate::clock::today();
    let sheet = readings::read(&file, &bytes, &held, arguments.classification, today)?;
    let now = crate::clock::now();
    held.prepare(&sheet.drafts, now, || Salt([0; 16]))
        .map_err(Failure::Refused)?;
    readings::tell(&sheet, arguments.json);
    if arguments.preview {
        if !arguments.json {
            println!("Nothing was stored: this was a preview.");
        }
        return Ok(());
    }
    if sheet.drafts.is_empty() {
        println!("All of it is in the record already: nothing was stored.");
        return Ok(());
    }
    told(&records.append(sheet.drafts)?);
    Ok(())
}

/// Says what entries a file would add.
fn preview(arguments: &Import, drafts: &[Draft]) -> Result<(), Failure> {
    match Store::open(arguments.at.home(), Access::Write, Edge::system()) {
        Ok(store) => {
            let records = Records::new(store)?;
            for (authority, drafts) in by_authority(drafts) {
                let held = records.programme(authority)?;
                held.prepare(&drafts, crate::clock::now(), || Salt([0; 16]))
                    .map_err(Failure::Refused)?;
            }
        }
        Err(StoreError::NoFolder(_) | StoreError::Missing(_) | StoreError::NoRecord(_)) => {
            check(drafts)?;
        }
        Err(error) => return Err(error.into()),
    }
    if arguments.json {
        let entries: Vec<serde_json::Value> = drafts
            .iter()
            .map(|draft| {
                serde_json::json!({
                    "line": draft.place.line, "authority": draft.authority.as_str(),
                    "id": draft.id.as_str(), "change": draft.change.name(),
                })
            })
            .collect();
        println!("{}", serde_json::json!({ "entries": entries }));
    } else {
        for draft in drafts {
            println!("{}: {} {}", draft.place, draft.change.name(), draft.id);
        }
        println!("Nothing was stored: this was a preview.");
    }
    Ok(())
}

fn told(batches: &[store::Appended]) {
    for batch in batches {
        println!(
            "{}: entries {} to {} stored. Head {}",
            batch.authority, batch.first_seq, batch.last_seq, batch.head
        );
    }
}

fn by_authority(drafts: &[Draft]) -> BTreeMap<&Authority, Vec<Draft>> {
    let mut by_authority: BTreeMap<&Authority, Vec<Draft>> = BTreeMap::new();
    for draft in drafts {
        by_authority
            .entry(&draft.authority)
            .or_default()
            .push(draft.clone());
    }
    by_authority
}

/// Checks drafts against an empty record.
fn check(drafts: &[Draft]) -> Result<(), Failure> {
    let now = crate::clock::now();
    let problems: Vec<_> = by_authority(drafts)
        .into_iter()
        .filter_map(|(authority, drafts)| {
            Programme::new(authority.clone())
                .prepare(&drafts, now, || Salt([0; 16]))
                .err()
        })
        .flatten()
        .collect();
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Failure::Refused(problems))
    }
}
