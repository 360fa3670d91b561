//! `sightline dataset`: what is published for every council, read and stored once.

use std::collections::BTreeMap;
use std::path::Path;

use evidence::dataset::{Release, read};
use evidence::mapping::Mapping;
use jiff::civil::Date;
use record::body::AreaLevel;
use record::claimed_date::ClaimedDate;
use record::draft::{Draft, Place};
use record::entry::{Change, Classification};
use record::id::{Authority, BadName, EntryId};
use record::kind::Body;
use record::national::{NATIONAL, National};
use record::programme::{Programme, Version};
use record::state::Moment;
use record::view::Audience;
use store::{Access, Edge, Records, Store, StoreError};

use crate::arguments::{DatasetCommand, DescribeDataset, ImportDataset};
use crate::failure::Failure;
use crate::files::unreadable;
use crate::progress::Progress;

/// Describes or imports a file.
pub(crate) fn dataset(command: &DatasetCommand) -> Result<(), Failure> {
    match command {
        DatasetCommand::Describe(arguments) => describe(arguments),
        DatasetCommand::Import(arguments) => import(arguments),
    }
}

fn describe(arguments: &DescribeDataset) -> Result<(), Failure> {
    let bytes = bytes(&arguments.file)?;
    let name = arguments.file.display().to_string();
    let draft = evidence::describe(&name, &bytes).map_err(Failure::Refused)?;
    print!("{draft}");
    Ok(())
}

fn bytes(file: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(file).map_err(|error| unreadable(file, &error))
}

fn import(arguments: &ImportDataset) -> Result<(), Failure> {
    let name = arguments.file.display().to_string();
    let mapping_name = arguments.mapping.display().to_string();
    let content = bytes(&arguments.file)?;
    let mapping_bytes = bytes(&arguments.mapping)?;
    let mapping_text = evidence::table::text(&mapping_bytes).map_err(|(line, reason)| {
        Failure::Input(format!("{mapping_name}, line {line}: {reason}"))
    })?;
    let mapping = Mapping::read(&mapping_name, mapping_text)
        .map_err(|problem| Failure::Refused(vec![problem]))?;
    let authority: Authority = NATIONAL
        .parse()
        .map_err(|error: BadName| Failure::Input(error.to_string()))?;
    let records = match Store::open(arguments.at.home(), Access::Write, Edge::system()) {
        Ok(store) => Some(Records::new(store)?),
        Err(StoreError::NoFolder(_) | StoreError::Missing(_) | StoreError::NoRecord(_)) => None,
        Err(error) => return Err(error.into()),
    };
    let held = match &records {
        Some(records) => records.programme(&authority)?.as_ref().clone(),
        None => Programme::new(authority.clone()),
    };
    let progress = Progress::of("rows read");
    let release = read(
        &name,
        &content,
        &mapping,
        mapping_text,
        arguments.released,
        &numbers(&held),
        &mut |done| progress.at(done),
    )
    .map_err(Failure::Refused)?;
    progress.end();
    let drafts = drafts(
        &held,
        &authority,
        &release,
        arguments.released,
        &mapping_name,
    )?;
    tell(arguments, &release, &drafts)?;
    if arguments.dry_run {
        // Refused now rather than when it is meant.
        let now = crate::clock::now();
        let salt = || record::entry::Salt([0; 16]);
        held.prepare(&drafts, now, salt).map_err(Failure::Refused)?;
        if !arguments.json {
            println!("Nothing was stored: this was a trial.");
        }
        return Ok(());
    }
    if drafts.is_empty() {
        if !arguments.json {
            println!("All of it is in the record already: nothing was stored.");
        }
        return Ok(());
    }
    let records = match records {
        Some(records) => records,
        None => Records::new(Store::open(
            arguments.at.home(),
            Access::Create,
            Edge::system(),
        )?)?,
    };
    for batch in records.append(drafts)? {
        if !arguments.json {
            println!(
                "{}: entries {} to {} stored. Head {}",
                batch.authority, batch.first_seq, batch.last_seq, batch.head
            );
        }
    }
    Ok(())
}

/// Everything that was ever recorded.
const EVER: Moment = Moment::on(Date::constant(2199, 12, 31));

/// Authorities’ numbers by their ONS codes, as releases read before name them.
fn numbers(held: &Programme) -> BTreeMap<String, String> {
    let state = held.view_for(Audience::Board).at(EVER);
    let directory = National::new(state).directory();
    directory
        .areas()
        .filter(|one| one.area.level == AreaLevel::Authority)
        .flat_map(|one| {
            let codes = one.gss.iter().filter(|gss| **gss != one.area.code);
            codes.map(|gss| ((*gss).to_owned(), one.area.code.clone()))
        })
        .collect()
}

/// What is not in the record yet. A later release is a further version; the
/// same release read otherwise corrects what was read before.
fn drafts(
    held: &Programme,
    authority: &Authority,
    release: &Release,
    released: Date,
    mapping: &str,
) -> Result<Vec<Draft>, Failure> {
    let view = held.view_for(Audience::Board);
    let on = ClaimedDate::day(released);
    let mut drafts = Vec::new();
    for (name, body, from) in &release.entries {
        let id: EntryId = name
            .parse()
            .map_err(|error: BadName| Failure::Input(format!("{mapping}: id: {error}")))?;
        let versions = view.history(&id, EVER);
        let standing: Vec<&Version> = versions
            .iter()
            .copied()
            .filter(|version| {
                let corrects = Change::Corrects(version.meta.version);
                !versions.iter().any(|other| other.meta.change == corrects)
            })
            .collect();
        let day = |version: &Version| version.meta.published_on.map(|on| on.counts_as());
        let same = standing.iter().find(|one| day(one) == Some(released));
        let (change, reason) = match same {
            Some(version)
                if version
                    .body
                    .as_ref()
                    .is_some_and(|old| says_same(old, body)) =>
            {
                continue;
            }
            Some(version) => (
                Change::Corrects(version.meta.version),
                Some("The same release was read again, by another mapping or from another file."),
            ),
            None if versions.is_empty() => (Change::Opens, None),
            None => (Change::Changes, None),
        };
        // Of two versions the one true from the later day holds, and of one day the
        // one recorded last: so what an earlier release says must come before.
        let mut effective = standing
            .iter()
            .filter(|one| day(one) < Some(released))
            .map(|one| one.meta.effective_on.counts_as())
            .fold(*from, Date::max);
        let draft = |on: ClaimedDate, change, effective, reason: Option<&str>, body: &Body| Draft {
            place: Place {
                file: mapping.to_owned(),
                line: 1,
            },
            authority: authority.clone(),
            version: None,
            schema: id.kind().schema(),
            id: id.clone(),
            change,
            effective_on: ClaimedDate::day(effective),
            known_on: Some(on),
            published_on: Some(on),
            classification: Classification::Public,
            reason: reason.map(str::to_owned),
            recorded_by: "dataset-import".to_owned(),
            command_id: None,
            claimed_recorded_at: None,
            keeps_later: true,
            body: Some(body.to_json().to_string()),
            erased_digest: None,
        };
        drafts.push(draft(on, change, effective, reason, body));
        let mut later: Vec<&Version> = standing;
        later.retain(|one| day(one) > Some(released));
        later.sort_by_key(|one| (day(one), one.meta.version));
        for version in later {
            let (Some(on), Some(body)) = (version.meta.published_on, &version.body) else {
                continue;
            };
            effective = effective.max(version.meta.effective_on.counts_as());
            let change = Change::Corrects(version.meta.version);
            drafts.push(draft(on, change, effective, Some(AGAIN), body));
        }
    }
    Ok(drafts)
}

/// Why a later release is recorded once more.
const AGAIN: &str =
    "Recorded again behind an earlier release that was read after it; nothing in it changed.";

/// Whether two bodies say the same; a file keeps its digest when it is renamed.
fn says_same(old: &Body, new: &Body) -> bool {
    if let (Body::Dataset(old), Body::Dataset(new)) = (old, new) {
        let mut renamed = new.clone();
        renamed.file.clone_from(&old.file);
        return *old == renamed;
    }
    old == new
}

/// What becomes of an entry of the release.
fn becomes(drafts: &[Draft], name: &str) -> &'static str {
    let mut all = drafts.iter();
    match all
        .find(|draft| draft.id.as_str() == name)
        .map(|draft| draft.change)
    {
        None => "held",
        Some(Change::Opens) => "new",
        Some(Change::Corrects(_)) => "read again",
        Some(_) => "another release",
    }
}

/// What was understood.
fn tell(arguments: &ImportDataset, release: &Release, drafts: &[Draft]) -> Result<(), Failure> {
    if arguments.json {
        let entries: Vec<serde_json::Value> = release
            .entries
            .iter()
            .map(|(name, body, _)| {
                let state = becomes(drafts, name);
                serde_json::json!({
                    "id": name, "new": state != "held", "state": state, "body": body.to_json(),
                })
            })
            .collect();
        let told = serde_json::json!({
            "rows": release.rows, "used": release.used, "left_out": release.left_out,
            "entries": entries,
        });
        println!("{told}");
        return Ok(());
    }
    println!("{} rows, {} of them used.", release.rows, release.used);
    for (what, count) in &release.left_out {
        println!("  left out: {count} of “{what}”");
    }
    for (name, body, _) in &release.entries {
        let state = becomes(drafts, name);
        let about = match body {
            Body::NationalSeries(series) => {
                let periods = match (series.periods.first(), series.periods.last()) {
                    (Some(first), Some(last)) if first != last => {
                        format!("{} to {}", first.in_words(), last.in_words())
                    }
                    (Some(only), _) => only.in_words(),
                    _ => String::new(),
                };
                let values = series.areas.iter().flat_map(|area| &area.values);
                let numbers = values.filter(|figure| figure.number().is_some()).count();
                format!(
                    "{}: {numbers} numbers, {} areas, {periods}",
                    series.name,
                    series.areas.len()
                )
            }
            Body::NeighbourModel(model) => {
                format!("{}: {} authorities", model.name, model.authorities.len())
            }
            Body::Dataset(dataset) => {
                format!("{}, {} areas", body.headline(), dataset.areas.len())
            }
            _ => body.headline(),
        };
        println!("  {state}: {name}: {about}");
    }
    let again = drafts
        .iter()
        .filter(|one| one.reason.as_deref() == Some(AGAIN));
    let again = again.count();
    if again > 0 {
        println!("  {again} of a later release are recorded once more, so that they still hold.");
    }
    Ok(())
}
