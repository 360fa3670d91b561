//! What this record is, how its dates work, how to check it; and who can use
//! these pages.

use std::collections::BTreeMap;

use maud::{Markup, html};
use record::body::{Document, Release};

use crate::components::messages::inset;
use crate::context::Context;
use crate::pages::glossary::explained;
use crate::route::Route;
use crate::shell::Page;

/// The page.
#[must_use]
pub fn page(context: &Context<'_>) -> Page {
    let main = html! {
        p class="govuk-body-l" {
            "This is a record of how " (context.council()) "’s services for children were judged, "
            "what was promised, what was done and what the figures say, put together so that "
            "everything in it can be followed to its source."
        }
        (dates(context))
        (sources(context))
        (figures(context))
        (children())
        (chain(context))
    };
    context.page(context.route.name(), main)
}

fn dates(context: &Context<'_>) -> Markup {
    let example = record::claimed_date::day_in_words(context.moment.today);
    html! {
        h2 class="govuk-heading-m" id="dates" { "How the dates work" }
        p class="govuk-body" { "For everything in the record four dates are kept apart:" }
        ul class="govuk-list govuk-list--bullet" {
            li { "when it was true" }
            li { "when the council knew it" }
            li { "when the public could know it" }
            li { "when it was stored here" }
        }
        p class="govuk-body" {
            "Every page can be seen " (explained(context, "as-at", "as at")) " any day and "
            (explained(context, "as-known-on", "as known on")) " any day. Without dates you see "
            "today’s page, which today is that of " (example) ". With a day alone you see what was "
            "true on that day as far as it was " (context.public()) " by then. With both you can look at one day "
            "with the knowledge of another, for example with "
            (explained(context, "hindsight", "hindsight")) "."
        }
        p class="govuk-body" {
            "Nothing is ever overwritten. A change or a correction is a new version, and the "
            "page of each entry shows all of them. A date known only to its month or year counts "
            "as that month’s or year’s last day, so that nothing appears earlier than its source "
            "supports."
        }
    }
}

fn sources(context: &Context<'_>) -> Markup {
    let documents = context.state.all::<Document>();
    let mut licences: BTreeMap<&str, usize> = BTreeMap::new();
    for document in &documents {
        let licence = document.body.licence.as_deref();
        *licences
            .entry(licence.unwrap_or("no licence stated"))
            .or_default() += 1;
    }
    html! {
        h2 class="govuk-heading-m" id="sources" { "Where it comes from" }
        p class="govuk-body" {
            "Everything here is from documents that anybody can read, and is told in our own "
            "words. Officers are named by their posts only. What somebody said is kept as their "
            "claim and not as a fact; where two published claims differ, "
            (context.anchor(&Route::Conflicts, "both are kept")) "."
        }
        @if documents.is_empty() {
            p class="govuk-body" { "No document had " (context.published()) " at the date of this page." }
        } @else {
            p class="govuk-body" {
                "At the date of this page the record rests on " (documents.len()) " documents. By licence:"
            }
            ul class="govuk-list govuk-list--bullet" {
                @for (licence, count) in &licences {
                    li { (licence) ": " (count) }
                }
            }
            p class="govuk-body" {
                "Material under the Open Government Licence v3.0 contains public sector "
                "information licensed under it. Of everything else only facts are taken."
            }
        }
    }
}

fn figures(context: &Context<'_>) -> Markup {
    let releases = context.state.all::<Release>();
    html! {
        h2 class="govuk-heading-m" id="figures" { "About the figures" }
        p class="govuk-body" {
            "A figure is shown with its period, its source and whom it is compared with. No "
            "page says which way a figure went: two figures are not enough to tell a change "
            "from chance. "
            (explained(context, "symbols", "Symbols")) " that stand in place of a figure are kept "
            "as they were published."
        }
        @if !releases.is_empty() {
            p class="govuk-body" { "The figures were read from:" }
            ul class="govuk-list govuk-list--bullet" {
                @for release in &releases {
                    li {
                        (context.anchor(&Route::Entry(release.id().clone()), &release.body.title))
                        ", " (release.body.publisher)
                        @if let Some(licence) = &release.body.licence { " (" (licence) ")" }
                    }
                }
            }
        }
    }
}

fn children() -> Markup {
    html! {
        h2 class="govuk-heading-m" id="children" { "No child’s data" }
        p class="govuk-body" {
            "Nothing here is about any one child. The figures are counts and shares as their "
            "publishers released them, small numbers hidden where the publishers hid them."
        }
    }
}

fn chain(context: &Context<'_>) -> Markup {
    let head = context.view().head();
    html! {
        h2 class="govuk-heading-m" id="verify" { "How to check the record" }
        p class="govuk-body" {
            "Each entry carries a hash of what it says and of the entry before it, so an edit, a "
            "deletion or a change of order anywhere shows. The "
            (explained(context, "head", "head")) " of the record, at the foot of every page and "
            "paper, stands for all of it. It is now:"
        }
        (inset(&html! { code class="sl-footer__head" { (head) } }))
        p class="govuk-body" {
            "Keep it, and whoever holds the data can later show that nothing up to it was changed:"
        }
        p class="govuk-body" {
            code class="sl-footer__head" { "sightline verify --data DIR --head " (head) }
        }
    }
}

/// The accessibility statement.
#[must_use]
pub fn accessibility(context: &Context<'_>) -> Page {
    let main = html! {
        p class="govuk-body-l" { "We want as many people as possible to be able to use these pages." }
        p class="govuk-body" { "You should be able to:" }
        ul class="govuk-list govuk-list--bullet" {
            li { "use every page without scripts, with a keyboard alone, or with a screen reader" }
            li { "enlarge the text up to 400% without anything being cut off" }
            li { "read every page on a screen 320 pixels wide, tables and pictures scrolling within themselves" }
            li { "print any page" }
            li { "get the figures of every picture as a table, and the picture in words" }
        }
        h2 class="govuk-heading-m" { "What was tested, and how" }
        p class="govuk-body" {
            "With each change the pages are checked by the axe tool against the Web Content "
            "Accessibility Guidelines 2.2, level AA: at a wide and a narrow width, in forced "
            "colours, in print, and with scripts blocked. Links and fields are reached with the "
            "Tab key and must then be seen to have the focus. PDF papers are checked against "
            "the PDF/UA-1 standard."
        }
        p class="govuk-body" {
            "A tool finds only some of the problems. These pages have not yet been tested by "
            "people who use a screen reader, magnifier or voice control every day, nor audited "
            "by anyone independent. So we do not claim that they meet the guidelines in full."
        }
        h2 class="govuk-heading-m" { "What we know is not perfect" }
        ul class="govuk-list govuk-list--bullet" {
            li {
                "Charts and the picture of the journey are wide, and scroll sideways on a narrow "
                "screen. The same figures are in the table and list below each."
            }
            li {
                "The documents the record was read in belong to others. Some of them may not be "
                "accessible."
            }
        }
        h2 class="govuk-heading-m" { "If something does not work for you" }
        p class="govuk-body" {
            "Tell whoever runs this site: which page, what you wanted to do, and what you use. "
            "Every paper can also be had as a web page, a Word document or plain text, from "
            (context.anchor(&Route::Papers, "Papers")) "."
        }
    };
    context.page(context.route.name(), main)
}
