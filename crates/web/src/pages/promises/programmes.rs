//! Plans and funded programmes, each as it stands and as it stood before.

use maud::{Markup, html};
use record::body::{FundedProgramme, Plan};
use record::entry::Meta;
use record::id::EntryId;
use record::kind::Content;
use record::state::Held;
use report::wording;

use super::{foot, named, said};
use crate::components::summary::{SummaryRow, summary_list};
use crate::context::Context;

/// The versions of an entry that were true by the page's date and never
/// corrected by a version known then, in order of the days they are true from.
fn versions<'a, T: Content + 'a>(context: &Context<'a>, id: &EntryId) -> Vec<(&'a Meta, &'a T)> {
    let moment = context.record_moment();
    let history = context.view().history(id, moment);
    let corrected: Vec<u32> = history
        .iter()
        .filter_map(|version| version.meta.change.corrected())
        .collect();
    let mut versions: Vec<(&Meta, &T)> = history
        .into_iter()
        .filter(|version| version.meta.effective_on.counts_as() <= moment.effective)
        .filter(|version| !corrected.contains(&version.meta.version))
        .filter_map(|version| Some((&version.meta, T::of(version.body.as_ref()?)?)))
        .collect();
    versions.sort_by_key(|(meta, _)| (meta.effective_on.counts_as(), meta.version));
    versions
}

/// The plans, each with its versions.
pub(super) fn plans(context: &Context<'_>, held: &[Held<'_, Plan>]) -> Option<Markup> {
    (!held.is_empty()).then(|| {
        html! {
            @for plan in held {
                h3 class="govuk-heading-s" { (plan.body.name) }
                @if let Some(replaced) = &plan.body.replaces {
                    p class="sl-meta" { "Takes the place of " (named::linked(context, replaced)) "." }
                }
                @let versions = versions::<Plan>(context, plan.id());
                @for (meta, version) in versions.iter().rev() {
                    p class="govuk-body" {
                        strong {
                            @match &version.version_label { Some(label) => (label), None => (version.name) }
                        }
                        ", " (named::since(meta.effective_on))
                    }
                    (said(&version.contents))
                }
                (foot(context, plan.id(), &plan.body.name, &plan.body.sources))
            }
        }
    })
}

/// Programmes paid for by a grant or contract.
pub(super) fn funded(context: &Context<'_>, held: &[Held<'_, FundedProgramme>]) -> Option<Markup> {
    (!held.is_empty()).then(|| {
        html! {
            @for programme in held {
                h3 class="govuk-heading-s" { (programme.body.name) }
                (summary_list(&facts(context, programme)))
                (foot(context, programme.id(), &programme.body.name, &programme.body.sources))
            }
        }
    })
}

fn facts(context: &Context<'_>, programme: &Held<'_, FundedProgramme>) -> Vec<SummaryRow> {
    let body = programme.body;
    let mut rows = Vec::new();
    let mut add = |key: &str, value: Option<Markup>| {
        if let Some(value) = value {
            rows.push(SummaryRow::new(key, value));
        }
    };
    let text = |text: &Option<String>| {
        text.as_ref()
            .map(|text| html! { (wording::upper_first(text)) })
    };
    add(
        "Amount",
        body.amount_pounds
            .map(|pounds| html! { (wording::pounds(pounds)) }),
    );
    add("Paid by", text(&body.funder));
    add("Won", text(&body.won_through));
    add(
        "Led by",
        body.lead.as_ref().map(|lead| named::linked(context, lead)),
    );
    add("Length", text(&body.length));
    add(
        "Money for",
        body.starts
            .map(|starts| html! { (wording::span(starts, body.ends)) }),
    );
    add("Partners", partners(context, programme));
    add(
        "To deliver",
        (!body.delivers.is_empty()).then(|| said(&body.delivers)),
    );
    add(
        "What is said of it",
        (!body.says.is_empty()).then(|| said(&body.says)),
    );
    rows
}

/// The partners as each version counts them: where numbers changed, all of them.
fn partners(context: &Context<'_>, programme: &Held<'_, FundedProgramme>) -> Option<Markup> {
    let mut counts: Vec<(String, String)> = Vec::new();
    for (meta, version) in versions::<FundedProgramme>(context, programme.id()) {
        let partners: Vec<String> = version
            .partners
            .iter()
            .map(|partners| format!("{} {}", partners.number, partners.what))
            .collect();
        let partners = wording::list(&partners);
        if !partners.is_empty() && counts.last().is_none_or(|(_, last)| *last != partners) {
            counts.push((meta.effective_on.in_words(), partners));
        }
    }
    match counts.as_slice() {
        [] => None,
        [(_, only)] => Some(html! { (only) }),
        several => Some(html! {
            ul class="govuk-list govuk-list--bullet" {
                @for (when, partners) in several.iter().rev() {
                    li { (partners) " (as said " (when) ")" }
                }
            }
        }),
    }
}
