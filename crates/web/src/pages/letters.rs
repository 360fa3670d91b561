//! Reports and letters: whether the public can read them, and where.

use maud::{Markup, html};
use record::body::{Document, Publication};
use record::id::EntryId;
use report::wording;

use crate::context::Context;
use crate::route::Route;

/// A report or letter with its publication state and, where it has one, its address.
pub(super) fn letter(context: &Context<'_>, id: &EntryId) -> Markup {
    let Some(document) = context.state.get::<Document>(id) else {
        return html! { "A document that was not " (context.public()) " on this date" };
    };
    let body = document.body;
    html! {
        p class="govuk-body" {
            (context.anchor(&Route::Entry(id.clone()), &body.title))
            ": " (publication(body.publication))
            @if let (Publication::Published, Some(published)) = (body.publication, document.meta.published_on) {
                " " (wording::on(published))
            }
        }
        @if let Some(url) = body.url.as_deref().filter(|url| url.starts_with("http")) {
            p class="govuk-body" {
                a class="govuk-link" href=(url) rel="external" {
                    "Read it where it was published"
                    span class="govuk-visually-hidden" { ": " (body.title) }
                }
            }
        }
        @if let Some(caution) = &body.caution {
            p class="sl-caution" { (wording::sentence(caution)) }
        }
    }
}

/// Whether the public can read a document, in words.
pub(super) const fn publication(publication: Publication) -> &'static str {
    match publication {
        Publication::Published => "published",
        Publication::Unpublished => "exists, and is not public",
        Publication::NotSeen => "not seen; that it exists follows from another source",
    }
}
