//! Findings that come back: recommendations linked across reviews, however many
//! reviews lie between.

use maud::{Markup, html};
use record::body::{Recommendation, Review};
use record::state::Held;
use report::wording;

use crate::components::date::long_date;
use crate::components::timeline::{Level, TimelineItem, timeline};
use crate::context::Context;
use crate::route::Route;

type Asked<'a> = Held<'a, Recommendation>;

/// Recommendations that are linked with each other, the earliest first; each chain at
/// least two long, the chain with the latest link first.
pub(super) fn linked<'a>(all: &[Asked<'a>]) -> Vec<Vec<Asked<'a>>> {
    let mut chains: Vec<Vec<Asked<'a>>> = Vec::new();
    for held in all {
        let touches = |chain: &Vec<Asked<'a>>| {
            chain.iter().any(|other| {
                held.body.recurs_from.contains(other.id())
                    || other.body.recurs_from.contains(held.id())
            })
        };
        let (touched, mut rest): (Vec<_>, Vec<_>) = chains.into_iter().partition(touches);
        let mut chain: Vec<Asked<'a>> = touched.into_iter().flatten().collect();
        chain.push(*held);
        rest.push(chain);
        chains = rest;
    }
    chains.retain(|chain| chain.len() > 1);
    for chain in &mut chains {
        chain.sort_by_key(|held| (held.meta.effective_on.counts_as(), held.meta.seq));
    }
    chains.sort_by_key(|chain| std::cmp::Reverse(reviews(chain)));
    chains
}

/// In how many reviews a chain was asked.
fn reviews(chain: &[Asked<'_>]) -> usize {
    let mut reviews: Vec<_> = chain
        .iter()
        .map(|held| held.meta.effective_on.counts_as())
        .collect();
    reviews.dedup();
    reviews.len()
}

/// What a chain is about and when it was asked: "Private fostering: 2014, 2017 and 2022".
fn heading(chain: &[Asked<'_>]) -> String {
    let mut years: Vec<String> = chain
        .iter()
        .map(|held| held.meta.effective_on.counts_as().year().to_string())
        .collect();
    years.dedup();
    let theme = chain
        .iter()
        .rev()
        .find_map(|held| held.body.theme.as_deref())
        .unwrap_or("no theme");
    format!("{}: {}", wording::upper_first(theme), wording::list(&years))
}

/// The findings that came back, each as a small timeline.
pub(super) fn chains(context: &Context<'_>, all: &[Asked<'_>]) -> Markup {
    let chains = linked(all);
    html! {
        @if !chains.is_empty() {
            h2 class="govuk-heading-m" id="recurring" { "Findings that came back" }
            p class="govuk-body" {
                "The same asked again by a later review, where the texts of the reports say so."
            }
            div class="sl-chains" {
                @for chain in &chains {
                    div class="sl-chain" {
                        h3 class="govuk-heading-s" { (heading(chain)) }
                        (steps(context, chain))
                    }
                }
            }
        }
    }
}

/// The chain a recommendation is part of.
pub(super) fn of(context: &Context<'_>, all: &[Asked<'_>], held: &Asked<'_>) -> Markup {
    let chain = linked(all)
        .into_iter()
        .find(|chain| chain.iter().any(|other| other.id() == held.id()));
    html! {
        @if let Some(chain) = chain {
            h2 class="govuk-heading-m" { "A finding that came back" }
            (steps(context, &chain))
        }
    }
}

fn steps(context: &Context<'_>, chain: &[Asked<'_>]) -> Markup {
    let items: Vec<TimelineItem> = chain
        .iter()
        .map(|held| TimelineItem {
            date: held.meta.effective_on.counts_as(),
            when: wording::upper_first(&held.meta.effective_on.in_words()),
            title: context.anchor(&Route::Recommendation(held.id().clone()), &held.body.text),
            tag: None,
            body: Some(html! {
                (review(context, held)) ", " (held.body.label) " " (held.body.number)
            }),
            ahead: false,
        })
        .collect();
    timeline(&items, Level::Three)
}

fn review(context: &Context<'_>, held: &Asked<'_>) -> String {
    context.state.get::<Review>(&held.body.review).map_or_else(
        || long_date(held.meta.effective_on.counts_as()),
        |review| review.body.name.clone(),
    )
}
