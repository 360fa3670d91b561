//! One action and its whole story: what is wanted, where it stands by both ratings,
//! and everything that was reported, rated, moved, decided and shown.

mod story;

use maud::{Markup, html};
use record::body::{Action, Dimension, Evidence, Post, Risk, Team, Theme};
use record::delivery::{self, Rated, Standing};
use record::id::EntryId;
use report::wording;

use super::{named, plan, rating};
use crate::components::cards::{Card, Shape, cards};
use crate::components::marks::{TagColour, tag};
use crate::components::summary::{SummaryRow, summary_list};
use crate::context::{Context, claimed};
use crate::reply::Fault;
use crate::route::Route;
use crate::shell::Page;

/// The page.
///
/// # Errors
/// There is none of that name at the dates asked for.
pub fn page(context: &Context<'_>, id: &EntryId) -> Result<Page, Fault> {
    let action = context.state.get::<Action>(id).ok_or_else(|| {
        Fault::NotFound("No action of that name could be seen on the date asked for.".to_owned())
    })?;
    let standing = delivery::standing(context.state, action);
    let main = html! {
        (attention(context, &standing))
        (cards(&[
            rated(context, Dimension::Delivery, standing.delivery.as_ref()),
            rated(context, Dimension::Impact, standing.impact.as_ref()),
        ]))
        (summary_list(&facts(context, &standing)))
        (moved(context, &standing))
        (evidence(context, id))
        (story::section(context, id))
        p class="govuk-body" { (context.entry_link(id, &action.body.title)) }
    };
    let mut page = context.page(&action.body.title, main);
    page.caption = Some(match theme_of(context, &standing) {
        Some(theme) => format!("Action {}, {theme}", action.body.reference),
        None => format!("Action {}", action.body.reference),
    });
    page.title_detail = Some(format!("action {}", action.body.reference));
    Ok(page)
}

fn theme_of(context: &Context<'_>, standing: &Standing<'_>) -> Option<String> {
    let theme = context
        .state
        .get::<Theme>(standing.action.body.theme.as_ref()?)?;
    Some(format!("{} {}", theme.body.number, theme.body.title))
}

/// What somebody should look at, in tags.
fn attention(context: &Context<'_>, standing: &Standing<'_>) -> Markup {
    let stale = delivery::stale_before(context.state).is_some_and(|day| standing.is_stale(day));
    let mut tags = Vec::new();
    if let Some(days) = standing.days_late() {
        tags.push(tag(&plan::late(days), TagColour::Red));
    }
    if standing.is_unowned() {
        tags.push(tag("Nobody in the owner’s post", TagColour::Red));
    }
    if standing.awaits_sign_off() {
        tags.push(tag("Awaiting sign-off", TagColour::Yellow));
    }
    if stale {
        tags.push(tag("No update since the last meeting", TagColour::Orange));
    }
    if standing.has_slipped() {
        tags.push(tag("Date put back", TagColour::Orange));
    }
    html! {
        @if !tags.is_empty() {
            p class="govuk-body" { @for tag in &tags { (tag) " " } }
        }
    }
}

/// One of the two ratings, with who gave it, when and why.
pub(super) fn rated(context: &Context<'_>, dimension: Dimension, held: Option<&Rated<'_>>) -> Card {
    let question = match dimension {
        Dimension::Delivery => "Is it being done?",
        Dimension::Impact => "Does it make a difference?",
    };
    let body = html! {
        p class="govuk-body-s sl-quiet" { (question) }
        p class="sl-headline" { (rating::rated(held)) }
        @if let Some(held) = held {
            p class="govuk-body" { (wording::sentence(&held.rating.body.reason)) }
            p class="govuk-body-s" {
                "Rated " (claimed(held.rating.body.on)) " by "
                (post(context, &held.rating.body.by)) ". "
                (held.status.label) " means: "
                (wording::lower_first(&wording::sentence(&held.status.meaning)))
            }
            @if !held.rating.body.evidence.is_empty() {
                p class="govuk-body-s" { "Evidence: " (links(context, &held.rating.body.evidence)) "." }
            }
        }
    };
    Card {
        title: wording::upper_first(dimension.in_words()),
        href: held.map(|held| context.link(&Route::Entry(held.rating.id().clone()))),
        body,
        shape: Shape::Usual,
    }
}

fn post(context: &Context<'_>, id: &EntryId) -> String {
    context.state.get::<Post>(id).map_or_else(
        || "a post that is not shown".to_owned(),
        |post| post.body.title.clone(),
    )
}

fn links(context: &Context<'_>, ids: &[EntryId]) -> Markup {
    html! {
        @for (at, id) in ids.iter().enumerate() {
            @if at > 0 { "; " }
            (named::linked(context, id))
        }
    }
}

fn facts(context: &Context<'_>, standing: &Standing<'_>) -> Vec<SummaryRow> {
    let body = standing.action.body;
    let mut rows = Vec::new();
    let mut add = |key: &str, value: Option<Markup>| {
        if let Some(value) = value {
            rows.push(SummaryRow::new(key, value));
        }
    };
    let text = |text: &Option<String>| {
        text.as_ref()
            .map(|text| html! { (wording::sentence(text)) })
    };
    let list = |ids: &[EntryId]| (!ids.is_empty()).then(|| links(context, ids));
    add("Owner", Some(owner(context, standing)));
    add(
        "Team",
        body.team
            .as_ref()
            .and_then(|id| context.state.get::<Team>(id))
            .map(|team| html! { (team.body.name) }),
    );
    add("Due", Some(plan::due(standing)));
    add("Starts", body.starts.map(claimed));
    add("What will be different for children", text(&body.outcome));
    add("How we shall know", text(&body.success));
    add("Evidence wanted", text(&body.evidence_wanted));
    add("Answers", list(&body.recommendations));
    add("Measures", list(&body.measures));
    add("Partners", list(&body.partners));
    let risks: Vec<EntryId> = context
        .state
        .referring::<Risk>(standing.action.id())
        .map(|risk| risk.id().clone())
        .collect();
    add("Works against the risk", list(&risks));
    add(
        "Superseded by",
        body.superseded_by
            .as_ref()
            .map(|id| named::linked(context, id)),
    );
    add(
        "Read in",
        (!body.sources.is_empty()).then(|| context.sources(&body.sources)),
    );
    rows
}

fn owner(context: &Context<'_>, standing: &Standing<'_>) -> Markup {
    html! {
        (post(context, &standing.action.body.owner))
        @if let Some(since) = standing.vacant_since {
            br; (tag("Nobody in post", TagColour::Red))
            " The last holder left on " (crate::components::date::time(since)) "."
        }
    }
}

/// Every move of its date, with who asked, who agreed and why.
fn moved(context: &Context<'_>, standing: &Standing<'_>) -> Markup {
    let slips = standing.dates.slips();
    html! {
        @if !slips.is_empty() {
            h2 class="govuk-heading-m" id="dates" { "How its date moved" }
            p class="govuk-body" {
                "The plan first said " strong { (standing.dates.first.unwrap_or("no date")) } "."
                @if let Some(days) = standing.dates.days_slipped().filter(|days| *days > 0) {
                    " It now stands "
                    @match days {
                        1 => "one day",
                        ..14 => { (days) " days" },
                        days => { (days / 7) " weeks" },
                    }
                    " later."
                }
            }
            ol class="govuk-list govuk-list--number" {
                @for slip in &slips {
                    @let change = slip.change.body;
                    li {
                        (change.from) " to " strong { (change.to) } ", agreed "
                        (claimed(change.agreed_on)) " by " (named::linked(context, &change.agreed_by))
                        @if let Some(meeting) = &change.meeting { " (" (named::linked(context, meeting)) ")" }
                        "; asked for by " (post(context, &change.requested_by)) ". "
                        (wording::sentence(&change.reason))
                    }
                }
            }
        }
    }
}

fn evidence(context: &Context<'_>, id: &EntryId) -> Markup {
    let held: Vec<_> = context.state.referring::<Evidence>(id).collect();
    html! {
        h2 class="govuk-heading-m" id="evidence" { "Evidence" }
        @if held.is_empty() {
            p class="govuk-body" { "None is in the record at this date." }
        } @else {
            ul class="govuk-list govuk-list--bullet" {
                @for evidence in &held {
                    li {
                        (context.anchor(&Route::Entry(evidence.id().clone()), &evidence.body.title))
                        " (" (evidence.body.form.in_words()) ", " (claimed(evidence.body.on)) "). "
                        (wording::sentence(&evidence.body.summary))
                        @if let Some(lapses) = evidence.body.lapses {
                            @if lapses.counts_as() < context.moment.as_at {
                                " " (tag("Lapsed", TagColour::Orange)) " It held until " (claimed(lapses)) "."
                            } @else {
                                " It holds until " (claimed(lapses)) "."
                            }
                        }
                        @if let Some(retest) = evidence.body.retest_on {
                            " To be looked at again " (claimed(retest)) "."
                        }
                    }
                }
            }
        }
    }
}
