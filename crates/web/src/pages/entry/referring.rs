//! What refers to an entry: the other entries that name it.

use maud::{Markup, html};
use record::id::EntryId;
use record::kind::{Body, Kind};
use record::state::Held;
use report::wording;

use super::{listed, named};
use crate::context::Context;
use crate::route::Route;

/// How many of one kind are listed before the rest are only counted.
const MOST: usize = 40;

/// The entries that name this one, by kind; nothing if there are none.
pub(super) fn section(context: &Context<'_>, id: &EntryId) -> Markup {
    let groups: Vec<(Kind, Vec<Held<'_, Body>>)> = Kind::ALL
        .iter()
        .filter(|kind| listed(**kind))
        .map(|kind| {
            let referring = context
                .state
                .of_kind(*kind)
                .filter(|held| names(held.body, id));
            (*kind, referring.collect())
        })
        .filter(|(_, referring): &(Kind, Vec<_>)| !referring.is_empty())
        .collect();
    let figures = figures(context, id);
    html! {
        @if !groups.is_empty() || figures > 0 {
            h2 class="govuk-heading-m" id="referring" { "What refers to it" }
            @for (kind, referring) in &groups {
                h3 class="govuk-heading-s" { (wording::upper_first(kind.plural())) }
                ul class="govuk-list govuk-list--bullet" {
                    @for held in referring.iter().take(MOST) {
                        li {
                            (context.anchor(&Route::Entry(held.id().clone()), &named::name(context, held.body)))
                        }
                    }
                    @if referring.len() > MOST {
                        li { "and " (referring.len() - MOST) " more" }
                    }
                }
            }
            @if figures > 0 {
                h3 class="govuk-heading-s" { "Figures" }
                p class="govuk-body" {
                    (wording::grouped(figures as f64, 0))
                    @if figures == 1 { " figure" } @else { " figures" }
                    ", to be found from " (context.anchor(&Route::Measures, "Measures")) "."
                }
            }
        }
    }
}

/// Whether a body names an entry, in a field or as a source.
fn names(body: &Body, id: &EntryId) -> bool {
    body.sources().iter().any(|source| source.document == *id)
        || body.references().iter().any(|reference| reference.to == id)
}

/// How many readings name an entry. Only measures, comparators, releases and
/// documents can be named by one.
fn figures(context: &Context<'_>, id: &EntryId) -> usize {
    match id.kind() {
        Kind::Measure => context.state.readings_of(id).count(),
        Kind::Comparator | Kind::Release | Kind::Document => context
            .state
            .of_kind(Kind::Reading)
            .filter(|held| match held.body {
                Body::Reading(reading) => {
                    reading.area.as_ref() == Some(id)
                        || reading.release.as_ref() == Some(id)
                        || reading.sources.iter().any(|source| source.document == *id)
                }
                _ => false,
            })
            .count(),
        _ => 0,
    }
}
