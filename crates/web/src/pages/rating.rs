//! How the two ratings of an action are shown: the key's own words, a shape and a
//! colour, so that none is told by colour alone.

use maud::{Markup, html};
use record::body::{RatingKey, StandsFor};
use record::delivery::Rated;
use record::state::Held;
use report::wording;

use crate::components::marks::{Standing, mark};
use crate::components::table::{Column, Table, table};

/// A rating as its key calls it, with what that stands for.
pub(super) fn rated(rated: Option<&Rated<'_>>) -> Markup {
    match rated {
        None => mark("Not rated", Standing::None),
        Some(rated) => mark(&words(rated), standing(rated.status.stands_for)),
    }
}

/// "Amber: at risk"; where the key's word is one of those it stands for, those alone.
pub(super) fn words(rated: &Rated<'_>) -> String {
    let stands_for = rated.status.stands_for.in_words();
    let label = rated.status.label.split(',').next().unwrap_or_default();
    if stands_for.contains(&label.to_lowercase()) {
        wording::upper_first(stands_for)
    } else {
        format!("{label}: {stands_for}")
    }
}

/// The shape and colour of what a status stands for.
const fn standing(stands_for: StandsFor) -> Standing {
    match stands_for {
        StandsFor::CompleteEvidenced | StandsFor::Sustained => Standing::Strong,
        StandsFor::OnTrack | StandsFor::CompleteEmbedding | StandsFor::Consistent => Standing::Good,
        StandsFor::AtRisk | StandsFor::CompleteAwaitingSignOff | StandsFor::SomeEvidence => {
            Standing::Middling
        }
        StandsFor::Overdue | StandsFor::NoEvidence => Standing::Weak,
        StandsFor::NotStarted | StandsFor::NotYetMeasured | StandsFor::Superseded => Standing::None,
    }
}

/// What each status of a key means, for the page that uses it.
pub(super) fn key(key: &Held<'_, RatingKey>) -> Markup {
    table(&Table {
        id: format!("key-{}", key.id().name()),
        caption: format!("Key to {}: {}", key.body.of.in_words(), key.body.name),
        columns: ["Status", "Meaning"].map(Column::text).to_vec(),
        rows: key
            .body
            .statuses
            .iter()
            .map(|status| {
                vec![
                    mark(&status.label, standing(status.stands_for)),
                    html! { (wording::sentence(&status.meaning)) },
                ]
            })
            .collect(),
        row_headings: false,
        note: None,
    })
}
