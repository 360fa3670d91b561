//! Everything that reviews asked for, and what was asked more than once.

use std::collections::BTreeSet;

use maud::{Markup, html};
use record::body::{Recommendation, Review};
use record::delivery::{self, Answered, Standing};
use record::id::EntryId;
use record::kind::Kind;
use record::state::Held;
use report::wording;

use super::{plan, recurring};
use crate::components::form::{Choice, select};
use crate::components::marks::{TagColour, tag};
use crate::components::summary::{SummaryRow, summary_list};
use crate::components::table::{Column, Table, table};
use crate::context::{Context, claimed};
use crate::reply::Fault;
use crate::route::Route;
use crate::shell::Page;

/// A recommendation as it stood.
type Asked<'a> = Held<'a, Recommendation>;

/// The register, of one review or theme if asked.
#[must_use]
pub fn register(context: &Context<'_>) -> Page {
    let all = context.state.all::<Recommendation>();
    let review = context.asked.get("review");
    let theme = context.asked.get("theme");
    let shown: Vec<Asked<'_>> = all
        .iter()
        .filter(|held| review.is_none_or(|review| held.body.review.name() == review))
        .filter(|held| theme.is_none_or(|theme| held.body.theme.as_deref() == Some(theme)))
        .copied()
        .collect();
    let filtered = review.is_some() || theme.is_some();
    let main = html! {
        p class="govuk-body-l" {
            "What inspections asked for, in our own words, with the numbers of the reports."
        }
        (filter(context, &all))
        @if all.is_empty() {
            p class="govuk-body" { "No recommendation is in the record at this date." }
        } @else if filtered {
            p class="govuk-body" {
                @match shown.len() {
                    0 => "No recommendation in the record at this date is of this review and theme.",
                    1 => "One recommendation.",
                    count => { (count) " recommendations." }
                }
                " " (context.anchor(&Route::Recommendations, "Show all of them"))
            }
        } @else {
            (recurring::chains(context, &all))
        }
        @for (review, asked) in by_review(&shown) {
            (group(context, review, &asked))
        }
    };
    let mut page = context.page("Recommendations", main);
    let of: Vec<String> = by_review(&shown)
        .iter()
        .filter(|_| review.is_some())
        .map(|(id, _)| review_name(context, id))
        .chain(theme.map(str::to_owned))
        .collect();
    page.title_detail = (!of.is_empty()).then(|| of.join(", "));
    page
}

/// Recommendations of each review, the latest review first.
fn by_review<'a>(asked: &[Asked<'a>]) -> Vec<(&'a EntryId, Vec<Asked<'a>>)> {
    let mut groups: Vec<(&EntryId, Vec<Asked<'a>>)> = Vec::new();
    for held in asked {
        match groups
            .iter_mut()
            .find(|(review, _)| **review == held.body.review)
        {
            Some((_, group)) => group.push(*held),
            None => groups.push((&held.body.review, vec![*held])),
        }
    }
    groups.reverse();
    groups
}

fn review_name(context: &Context<'_>, id: &EntryId) -> String {
    context.state.get::<Review>(id).map_or_else(
        || format!("A review that was not {} on this date", context.public()),
        |review| review.body.name.clone(),
    )
}

fn filter(context: &Context<'_>, all: &[Asked<'_>]) -> Markup {
    let (review, theme) = (context.asked.get("review"), context.asked.get("theme"));
    let choice = |value: &str, text: String, chosen: Option<&str>| Choice {
        value: value.to_owned(),
        text,
        chosen: chosen.unwrap_or_default() == value,
    };
    let mut reviews = vec![choice("", "All reviews".to_owned(), review)];
    for (id, _) in by_review(all) {
        reviews.push(choice(id.name(), review_name(context, id), review));
    }
    let themes: BTreeSet<&str> = all
        .iter()
        .filter_map(|held| held.body.theme.as_deref())
        .collect();
    let mut choices = vec![choice("", "All themes".to_owned(), theme)];
    for name in themes {
        choices.push(choice(name, wording::upper_first(name), theme));
    }
    html! {
        @if !all.is_empty() {
            form class="sl-filter" action=(Route::Recommendations.path(context.authority())) method="get" {
                (context.hidden_dates())
                (select("review", "review", "Review", &reviews))
                (select("theme", "theme", "Theme", &choices))
                button type="submit" class="govuk-button govuk-button--secondary" { "Show" }
            }
        }
    }
}

fn group(context: &Context<'_>, review: &EntryId, asked: &[Asked<'_>]) -> Markup {
    let name = review_name(context, review);
    let planned = has_plan(context);
    let row = |held: &Asked<'_>| {
        let mut cells = vec![
            html! { (held.body.number) },
            context.anchor(&Route::Recommendation(held.id().clone()), &held.body.text),
            html! { (wording::upper_first(&held.body.label)) },
            html! { (wording::upper_first(held.body.addressed_to.as_deref().unwrap_or("the council"))) },
            html! {
                @if let Some(theme) = &held.body.theme {
                    a class="govuk-link" href=(context.link_with(&Route::Recommendations, &[("theme", theme)])) {
                        (wording::upper_first(theme))
                    }
                }
            },
        ];
        if planned {
            cells.push(answered(context, held));
        }
        cells
    };
    let mut columns = ["Number", "What is asked", "Called", "Addressed to", "Theme"]
        .map(Column::text)
        .to_vec();
    if planned {
        columns.push(Column::text("Where it stands"));
    }
    html! {
        h2 class="govuk-heading-m" id=(review.name()) {
            @if context.state.entry(review).is_some() {
                (context.anchor(&Route::Review(review.clone()), &name))
            } @else { (name) }
        }
        (table(&Table {
            id: format!("asked-{}", review.name()),
            caption: match asked.len() {
                1 => format!("{name}: one recommendation"),
                count => format!("{name}: {count} recommendations"),
            },
            columns,
            rows: asked.iter().map(row).collect(),
            row_headings: false,
            note: None,
        }))
    }
}

/// One recommendation.
///
/// # Errors
/// There is none of that name at the dates asked for.
pub fn page(context: &Context<'_>, id: &EntryId) -> Result<Page, Fault> {
    let held = context.state.get::<Recommendation>(id).ok_or_else(|| {
        Fault::NotFound(format!(
            "No recommendation of that name was {} on the date asked for.",
            context.public()
        ))
    })?;
    let all = context.state.all::<Recommendation>();
    let mut actions: Vec<Standing<'_>> = delivery::answering(context.state, id)
        .map(|action| delivery::standing(context.state, action))
        .collect();
    actions.sort_by_cached_key(|one| delivery::reference_order(&one.action.body.reference));
    let main = html! {
        (facts(context, &held))
        (recurring::of(context, &all, &held))
        @if !actions.is_empty() {
            h2 class="govuk-heading-m" id="actions" { "Actions that answer it" }
            (plan::listed(context, id.name(), "that answer this recommendation", &actions.iter().collect::<Vec<_>>()))
        }
        h2 class="govuk-heading-m" { "Sources" }
        p class="govuk-body" { "Read in: " (context.sources(&held.body.sources)) "." }
        p class="govuk-body" { (context.entry_link(id, &held.body.text)) }
    };
    let mut page = context.page(wording::unstopped(&held.body.text), main);
    page.caption = Some(format!(
        "{}, {} {}",
        review_name(context, &held.body.review),
        held.body.label,
        held.body.number
    ));
    page.title_detail = Some(format!(
        "{}, {}",
        review_name(context, &held.body.review),
        held.body.number
    ));
    Ok(page)
}

fn facts(context: &Context<'_>, held: &Asked<'_>) -> Markup {
    let body = held.body;
    let mut rows = vec![
        SummaryRow::new(
            "Asked by",
            if context.state.entry(&body.review).is_some() {
                context.anchor(
                    &Route::Review(body.review.clone()),
                    &review_name(context, &body.review),
                )
            } else {
                html! { (review_name(context, &body.review)) }
            },
        ),
        SummaryRow::new("On", claimed(held.meta.effective_on)),
        SummaryRow::new("Number", html! { (body.number) }),
        SummaryRow::new("Called", html! { (wording::upper_first(&body.label)) }),
        SummaryRow::new(
            "Addressed to",
            html! { (wording::upper_first(body.addressed_to.as_deref().unwrap_or("the council"))) },
        ),
    ];
    if let Some(theme) = &body.theme {
        rows.push(SummaryRow::new(
            "Theme",
            html! {
                a class="govuk-link" href=(context.link_with(&Route::Recommendations, &[("theme", theme)])) {
                    (wording::upper_first(theme))
                }
            },
        ));
    }
    if has_plan(context) {
        rows.push(SummaryRow::new("Where it stands", answered(context, held)));
    }
    summary_list(&rows)
}

/// Whether anything of the record could answer a recommendation.
fn has_plan(context: &Context<'_>) -> bool {
    context.state.of_kind(Kind::Action).next().is_some()
}

/// How far a recommendation is, by the actions that answer it.
fn answered(context: &Context<'_>, held: &Asked<'_>) -> Markup {
    match delivery::answered(context.state, *held) {
        Answered::ByNothing => tag("No open action", TagColour::Orange),
        Answered::ByLive(1) => html! { "One action open" },
        Answered::ByLive(count) => html! { (count) " actions open" },
        Answered::InFull => tag("Done and shown to be", TagColour::Green),
        Answered::AskedAgain => html! { "Asked again later" },
    }
}
