//! Readings from a council’s own sheets: what was understood, and the drafts.

use evidence::sheet::{Council, Understood, of_csv, readings};
use evidence::workbook::first_sheet;
use jiff::civil::Date;
use record::body::{AuthorityProfile, Measure};
use record::claimed_date::ClaimedDate;
use record::draft::{Draft, Place, Problem};
use record::entry::{Change, Classification};
use record::kind::{Body, Kind};
use record::programme::Programme;
use record::state::Moment;
use record::view::Audience;

use crate::failure::Failure;

/// What a sheet says, and what of it is new.
pub(crate) struct Sheet {
    /// The sheet of the workbook that was read; empty for a CSV.
    name: String,
    /// What was understood, in the order of the sheet, with what becomes of it.
    pub(crate) understood: Vec<(Understood, &'static str)>,
    /// What is to be stored.
    pub(crate) drafts: Vec<Draft>,
}

/// Reads a sheet for the council whose record this is.
pub(crate) fn read(
    file: &str,
    bytes: &[u8],
    held: &Programme,
    classification: Classification,
    today: Date,
) -> Result<Sheet, Failure> {
    let sheet = if file.to_ascii_lowercase().ends_with(".xlsx") {
        first_sheet(bytes).map_err(|reason| {
            Failure::Refused(vec![Problem {
                place: Place {
                    file: file.to_owned(),
                    line: 1,
                },
                field: "file".to_owned(),
                reason,
            }])
        })?
    } else {
        of_csv(file, bytes).map_err(Failure::Refused)?
    };
    let ever = Moment::on(Date::constant(2199, 12, 31));
    let view = held.view_for(Audience::Board);
    let state = view.at(ever);
    let profiles = state.all::<AuthorityProfile>();
    let measures = state.all::<Measure>();
    let council = Council {
        authority: held.authority(),
        profile: profiles.first().map(|held| held.body),
        measures: measures.iter().map(|held| (held.id(), held.body)).collect(),
    };
    let found = readings(file, &sheet, &council).map_err(Failure::Refused)?;
    let early: Vec<Problem> = found
        .iter()
        .filter(|one| one.reading.period.last_day() > today)
        .map(|one| Problem {
            place: one.place.clone(),
            field: one.cell.clone(),
            reason: format!(
                "{} has not ended yet, so no figure of it is known: is the year right?",
                one.reading.period.in_words()
            ),
        })
        .collect();
    if !early.is_empty() {
        return Err(Failure::Refused(early));
    }
    let mut made = Sheet {
        name: sheet.name,
        understood: Vec::new(),
        drafts: Vec::new(),
    };
    for one in found {
        let id = one
            .reading
            .id(held.authority())
            .map_err(|error| Failure::Input(error.to_string()))?;
        let body = Body::Reading(one.reading.clone());
        let last = view
            .history(&id, ever)
            .last()
            .and_then(|version| version.body.clone());
        let (change, state) = match last {
            Some(last) if last == body => {
                made.understood.push((one, "held"));
                continue;
            }
            Some(_) => (Change::Changes, "restated"),
            None => (Change::Opens, "new"),
        };
        made.drafts.push(Draft {
            place: one.place.clone(),
            authority: held.authority().clone(),
            id,
            version: None,
            schema: Kind::Reading.schema(),
            change,
            effective_on: ClaimedDate::day(one.reading.period.last_day()),
            known_on: None,
            published_on: None,
            classification,
            reason: None,
            recorded_by: "readings-import".to_owned(),
            command_id: None,
            claimed_recorded_at: None,
            keeps_later: true,
            body: Some(body.to_json().to_string()),
            erased_digest: None,
        });
        made.understood.push((one, state));
    }
    Ok(made)
}

/// Says what was understood, cell by cell.
pub(crate) fn tell(sheet: &Sheet, json: bool) {
    if json {
        let readings: Vec<serde_json::Value> = sheet
            .understood
            .iter()
            .map(|(one, state)| {
                let reading = &one.reading;
                serde_json::json!({
                    "cell": one.cell, "state": state, "measure": reading.measure.to_string(),
                    "period": reading.period.to_string(), "breakdown": reading.breakdown,
                    "value": reading.value, "numerator": reading.numerator,
                    "denominator": reading.denominator, "worked_out": one.worked_out,
                })
            })
            .collect();
        println!(
            "{}",
            serde_json::json!({ "sheet": sheet.name, "readings": readings })
        );
        return;
    }
    if !sheet.name.is_empty() {
        println!("Sheet “{}”, the first that is not hidden:", sheet.name);
    }
    for (one, state) in &sheet.understood {
        let reading = &one.reading;
        let of = match (reading.numerator, reading.denominator) {
            (Some(top), Some(bottom)) => format!(" ({top} of {bottom})"),
            _ => String::new(),
        };
        let part = reading
            .breakdown
            .as_ref()
            .map_or_else(String::new, |part| format!(", {part}"));
        let how = if one.worked_out { ", worked out" } else { "" };
        println!(
            "{:>6}  {state}: {}{part}, {}: {}{of}{how}",
            one.cell,
            reading.measure.name(),
            reading.period.in_words(),
            reading.value
        );
    }
}
