//! The footnote of a figure or fact: where it was read, what for, how final.

use record::body::{Comparator, ComparatorForm, Document, Reading, ReadingStatus, Release};
use record::id::EntryId;
use record::kind::Body;
use record::state::{Held, State};

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
    match reading.release.as_ref().and_then(|id| state.get::<Release>(id)) {
        Some(release) => parts.push(format!("{}, {}", release.body.publisher, release.body.title)),
        None => parts.push(sources(state, held)),
    }
    if let Some(comparator) = reading.area.as_ref().and_then(|id| state.get::<Comparator>(id)) {
        parts.push(comparator.body.name.clone());
        if comparator.body.form == ComparatorForm::Neighbours {
            parts.push("worked out from the published figures of its members".to_owned());
        }
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
    let mut text = sources(state, held);
    text.push_str(&format!("; known {}", wording::on(held.meta.known_on)));
    if let Some(published) = held.meta.published_on {
        text.push_str(&format!(", published {}", wording::on(published)));
    }
    wording::sentence(&text)
}

/// The documents an entry was read in, with the place in each.
#[must_use]
pub fn sources(state: &State<'_>, held: &Held<'_, Body>) -> String {
    let sources: Vec<String> = held
        .body
        .sources()
        .iter()
        .map(|source| {
            // A document that was not yet public is named by what it is.
            let title = state
                .get::<Document>(&source.document)
                .map_or_else(|| "a document not yet in the record on this date".to_owned(), |d| d.body.title.clone());
            match &source.place {
                Some(place) => format!("{title}, {place}"),
                None => title,
            }
        })
        .collect();
    if sources.is_empty() {
        "No source is recorded".to_owned()
    } else {
        sources.join("; ")
    }
}
