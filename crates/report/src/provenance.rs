//! The footnote of a figure or fact: where it was read, what for, how final.

use jiff::civil::Date;
use record::body::{Comparator, ComparatorForm, Document, Reading, ReadingStatus, Release};
use record::id::EntryId;
use record::kind::Body;
use record::state::{Held, Moment, State};

use crate::wording;

/// The footnote of an entry, in one sentence or two, without direction words.
#[must_use]
pub fn note(state: &State<'_>, id: &EntryId) -> Option<String> {
    let held = state.entry(id)?;
    Some(match held.body {
        Body::Reading(reading) => reading_note(state, &held, reading),
        _ => fact_note(state, &held),
    })
}

fn reading_note(state: &State<'_>, held: &Held<'_, Body>, reading: &Reading) -> String {
    let mut parts = Vec::new();
    // Where a figure was read stays true at every date, even where the
    // release held is later than the date looked at: the note says so.
    let ever = ever(state);
    match reading
        .release
        .as_ref()
        .and_then(|id| ever.get::<Release>(id))
    {
        Some(release) => parts.push(format!(
            "{}, {}",
            release.body.publisher, release.body.title
        )),
        None => parts.push(sources(state, held)),
    }
    if let Some(comparator) = reading
        .area
        .as_ref()
        .and_then(|id| ever.get::<Comparator>(id))
        && comparator.body.form == ComparatorForm::Neighbours
    {
        parts.push(comparator.body.name.clone());
    }
    parts.push(reading.period.in_words());
    parts.push(
        match reading.status {
            ReadingStatus::Provisional => "provisional",
            ReadingStatus::Final => "final",
            ReadingStatus::Local => "a local count, not a published statistic",
        }
        .to_owned(),
    );
    if let Some(published) = held.meta.published_on {
        parts.push(format!("first published {}", wording::on(published)));
    }
    if reading.as_revised {
        parts.push("as revised; first-published value not held".to_owned());
    }
    if let Some(meaning) = reading.value.symbol() {
        parts.push(format!("“{}”: {meaning}", reading.value));
    }
    wording::sentence(&parts.join("; "))
}

fn fact_note(state: &State<'_>, held: &Held<'_, Body>) -> String {
    let known = held.meta.known_on;
    let published = held
        .meta
        .published_on
        .filter(|published| published.counts_as() <= state.moment().known);
    let dates = match published {
        Some(published) if published == known => {
            format!("known and published {}", wording::on(known))
        }
        Some(published) => format!(
            "known {}, published {}",
            wording::on(known),
            wording::on(published)
        ),
        None => format!("known {}", wording::on(known)),
    };
    wording::sentence(&format!("{}; {dates}", sources(state, held)))
}

/// The documents an entry was read in, with the places in each. A document
/// that came later than the moment is not named: its title would tell what was
/// not known yet.
#[must_use]
pub fn sources(state: &State<'_>, held: &Held<'_, Body>) -> String {
    let mut documents: Vec<(&EntryId, Vec<&str>)> = Vec::new();
    for source in held.body.sources() {
        let place = source.place.as_deref();
        match documents.iter_mut().find(|(id, _)| *id == &source.document) {
            Some((_, places)) => places.extend(place),
            None => documents.push((&source.document, place.into_iter().collect())),
        }
    }
    let named: Vec<String> = documents
        .into_iter()
        .filter_map(|(id, places)| {
            let title = state.get::<Document>(id)?.body.cited_as().to_owned();
            let places: Vec<String> = places.into_iter().map(str::to_owned).collect();
            Some(if places.is_empty() {
                title
            } else {
                format!("{title}, {}", wording::list(&places))
            })
        })
        .collect();
    if held.body.sources().is_empty() {
        "No source is recorded".to_owned()
    } else if named.is_empty() {
        "From a source that came later".to_owned()
    } else {
        named.join("; ")
    }
}

/// The record as far as this audience may ever see it.
fn ever<'a>(state: &State<'a>) -> State<'a> {
    state.view().at(Moment::on(Date::MAX))
}
