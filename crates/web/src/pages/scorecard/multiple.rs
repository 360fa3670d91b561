//! One measure in small: its picture, what is said of it, its latest figure, its
//! target and how far off it is.

use maud::{Markup, PreEscaped, html};
use report::chart;
use report::measured::{Measured, Rag};
use report::wording;

use super::judged::Judged;
use crate::components::marks::{Standing, mark};
use crate::context::{Context, claimed};
use crate::route::Route;

/// The measures side by side where there is room.
pub(in crate::pages) fn multiples<'m, 'a: 'm>(
    context: &Context<'_>,
    group: impl IntoIterator<Item = &'m Judged<'a>>,
) -> Markup {
    html! {
        div class="sl-chains" {
            @for one in group { (multiple(context, one)) }
        }
    }
}

fn multiple(context: &Context<'_>, one: &Judged<'_>) -> Markup {
    let measured = &one.measured;
    let measure = measured.measure.body;
    let id = format!("small-{}", measured.measure.id().name().replace('/', "-"));
    html! {
        div {
            h3 class="govuk-heading-s" {
                (context.anchor(&Route::Measure(measured.measure.id().clone()), &measure.short_name))
            }
            (PreEscaped(chart::small(measured, &id, &measure.name)))
            p class="govuk-body" {
                (measured.in_short())
                @if measured.hangs_together() {
                    " Caution: each figure follows the one before, so take a signal with care."
                }
            }
            p class="govuk-body" {
                strong { (wording::value(one.latest.body, measure)) } ", " (one.latest.body.period.in_words()) "."
                @if let Some(target) = measured.target_in_words() { " Target: " (target) "." }
            }
            (rag(measured))
            @if let Some(verdict) = one.verdict() {
                p class="govuk-body" {
                    (verdict)
                    @if let Some(by) = measured.target.and_then(|target| target.body.by) {
                        " (target for " (claimed(by)) ")"
                    }
                    "."
                }
            }
        }
    }
}

/// Where the latest figure stands to the target: a shape, a word, and the distance as
/// its reason. Nothing where there is no target.
pub(in crate::pages) fn rag(measured: &Measured<'_>) -> Markup {
    let (Some(rag), Some(distance)) = (measured.rag(), measured.distance()) else {
        return html! { span class="sl-meta" { "No target" } };
    };
    let standing = match rag {
        Rag::Green => Standing::Good,
        Rag::Amber => Standing::Middling,
        Rag::Red => Standing::Weak,
    };
    html! {
        p class="govuk-body" {
            (mark(rag.in_words(), standing)) ": " (distance) "."
        }
    }
}
