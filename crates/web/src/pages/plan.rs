//! The plan: its themes and actions, with the two ratings of each side by side, by
//! theme or by recommendation, narrowed by what the address asks.

mod narrowed;
mod overview;

use maud::{Markup, html};
use record::body::{Plan, Post, RatingKey, Recommendation, Theme};
use record::delivery::{self, Standing};
use record::id::EntryId;
use record::state::Held;
use report::wording;

use self::narrowed::Narrowed;
use super::{named, rating};
use crate::components::marks::{TagColour, tag};
use crate::components::messages::inset;
use crate::components::pagination::pagination;
use crate::components::table::{Column, Table, table};
use crate::context::Context;
use crate::route::Route;
use crate::shell::Page;

/// Actions on one page of a long plan.
const SHOWN: usize = 100;

/// The page.
#[must_use]
pub fn page(context: &Context<'_>) -> Page {
    let narrowed = Narrowed::asked(context);
    let survey = context.survey();
    let actions = narrowed.actions(&survey);
    let pages = actions.len().div_ceil(SHOWN);
    let asked_page = context.asked.get("page");
    let number: usize = asked_page
        .and_then(|page| page.parse().ok())
        .unwrap_or(1)
        .clamp(1, pages.max(1));
    let no_such_page = asked_page.is_some_and(|asked| asked.parse() != Ok(number));
    let shown = actions.iter().skip((number - 1) * SHOWN).take(SHOWN);
    let shown: Vec<Standing<'_>> = shown
        .filter_map(|one| {
            Some(delivery::standing(
                context.state,
                context.state.get(&one.id)?,
            ))
        })
        .collect();
    let shown: Vec<&Standing<'_>> = shown.iter().collect();
    let main = html! {
        (plans(context))
        @if !narrowed.is_narrow() { (overview::by_theme(context)) }
        (narrowed.form(context))
        @for problem in narrowed.unknown() { (inset(&html! { (problem) })) }
        @if no_such_page {
            (inset(&html! { "There is no page “" (asked_page.unwrap_or_default()) "” of this list. This is page " (number) "." }))
        }
        (count(context, &narrowed, actions.len()))
        @if narrowed.by_recommendation() {
            (by_recommendation(context, &shown))
        } @else {
            (by_theme(context, &shown))
        }
        (pagination(number, pages, |page| {
            let page = page.to_string();
            let mut parameters = narrowed.parameters();
            parameters.push(("page", &page));
            context.link_with(&Route::Plan, &parameters)
        }))
        @if !actions.is_empty() { (keys(context)) }
    };
    let mut page = context.page("The improvement plan", main);
    page.error = no_such_page || !narrowed.unknown().is_empty();
    let mut detail = narrowed.words(context);
    if pages > 1 {
        detail.push(format!("page {number} of {pages}"));
    }
    page.title_detail = (!detail.is_empty()).then(|| detail.join(", "));
    page
}

/// What the plan calls itself and wants.
fn plans(context: &Context<'_>) -> Markup {
    let plans = context.state.all::<Plan>();
    let replaced: Vec<&EntryId> = plans
        .iter()
        .filter_map(|plan| plan.body.replaces.as_ref())
        .collect();
    html! {
        @for plan in plans.iter().filter(|plan| !replaced.contains(&plan.id())) {
            p class="govuk-body-l" {
                (context.anchor(&Route::Entry(plan.id().clone()), &plan.body.name))
                @if let Some(label) = &plan.body.version_label { ", " (label) }
                @if let Some(phase) = &plan.body.phase { " (" (wording::lower_first(phase)) ")" }
            }
            @if let Some(vision) = &plan.body.vision {
                p class="govuk-body" { (wording::sentence(vision)) }
            }
        }
    }
}

fn count(context: &Context<'_>, narrowed: &Narrowed, count: usize) -> Markup {
    html! {
        p class="govuk-body" {
            @match count {
                0 if narrowed.is_narrow() => "No action of the plan is like this at this date.",
                0 => "No action is in the record at this date.",
                1 => "One action.",
                count => { (count) " actions." }
            }
            @if narrowed.is_narrow() {
                " " (context.anchor(&Route::Plan, "Show the whole plan"))
            }
        }
    }
}

/// Actions under the theme each stands in, in the order they come.
fn by_theme(context: &Context<'_>, actions: &[&Standing<'_>]) -> Markup {
    let mut groups: Vec<(Option<&EntryId>, Vec<&Standing<'_>>)> = Vec::new();
    for action in actions {
        let theme = action.action.body.theme.as_ref();
        match groups.iter_mut().find(|(known, _)| *known == theme) {
            Some((_, group)) => group.push(action),
            None => groups.push((theme, vec![action])),
        }
    }
    html! {
        @for (theme, actions) in &groups {
            (theme_section(context, *theme, actions))
        }
    }
}

fn theme_section(context: &Context<'_>, id: Option<&EntryId>, actions: &[&Standing<'_>]) -> Markup {
    let theme = id.and_then(|id| context.state.get::<Theme>(id));
    let Some(theme) = theme else {
        return html! {
            h2 class="govuk-heading-m" id="no-theme" { "Actions under no theme" }
            (listed(context, "no-theme", "Actions under no theme", actions))
        };
    };
    let name = format!("{} {}", theme.body.number, theme.body.title);
    html! {
        h2 class="govuk-heading-m" id=(theme.id().name()) {
            (context.anchor(&Route::Theme(theme.id().clone()), &name))
        }
        p class="govuk-body" { (wording::sentence(&theme.body.aim)) }
        (listed(context, theme.id().name(), &name, actions))
        @if !theme.body.measures.is_empty() {
            p class="govuk-body-s" {
                "Measures that tell whether it works: "
                @for (at, measure) in theme.body.measures.iter().enumerate() {
                    @if at > 0 { "; " }
                    (named::linked(context, measure))
                }
                "."
            }
        }
    }
}

/// Actions under each recommendation they answer; one that answers several stands
/// under each.
fn by_recommendation(context: &Context<'_>, actions: &[&Standing<'_>]) -> Markup {
    let answers =
        |action: &Standing<'_>, id: &EntryId| action.action.body.recommendations.contains(id);
    let asked: Vec<(Held<'_, Recommendation>, Vec<&Standing<'_>>)> = context
        .state
        .all::<Recommendation>()
        .into_iter()
        .map(|held| {
            let answering = actions
                .iter()
                .filter(|action| answers(action, held.id()))
                .copied()
                .collect::<Vec<_>>();
            (held, answering)
        })
        .filter(|(_, actions)| !actions.is_empty())
        .collect();
    let alone: Vec<&Standing<'_>> = actions
        .iter()
        .filter(|action| action.action.body.recommendations.is_empty())
        .copied()
        .collect();
    html! {
        @for (held, actions) in &asked {
            h2 class="govuk-heading-m" id=(held.id().name()) {
                (context.anchor(&Route::Recommendation(held.id().clone()), &format!(
                    "{}: {}", held.body.number, wording::unstopped(&held.body.text))))
            }
            (listed(context, held.id().name(), &format!("Actions that answer {}", named::name_of(context, held.id())), actions))
        }
        @if !alone.is_empty() {
            h2 class="govuk-heading-m" id="no-recommendation" { "Actions that answer no recommendation" }
            (listed(context, "no-recommendation", "Actions that answer no recommendation", &alone))
        }
    }
}

/// Actions as a table, with both ratings.
pub(super) fn listed(
    context: &Context<'_>,
    id: &str,
    name: &str,
    actions: &[&Standing<'_>],
) -> Markup {
    table(&Table {
        id: format!("actions-{id}"),
        caption: format!("Actions: {name}"),
        columns: ["Number", "Action", "Owner", "Due", "Delivery", "Impact"]
            .map(Column::text)
            .to_vec(),
        rows: actions.iter().map(|action| row(context, action)).collect(),
        row_headings: false,
        note: None,
    })
}

fn row(context: &Context<'_>, standing: &Standing<'_>) -> Vec<Markup> {
    let body = standing.action.body;
    vec![
        html! { (body.reference) },
        context.anchor(&Route::Action(standing.action.id().clone()), &body.title),
        html! {
            @match context.state.get::<Post>(&body.owner) {
                Some(post) => (post.body.title),
                None => "a post that is not shown",
            }
            @if standing.is_unowned() { br; (tag("Nobody in post", TagColour::Red)) }
        },
        due(standing),
        rating::rated(standing.delivery.as_ref()),
        rating::rated(standing.impact.as_ref()),
    ]
}

/// The date in force as written, the first one where it moved, and how late it is.
pub(super) fn due(standing: &Standing<'_>) -> Markup {
    let dates = &standing.dates;
    html! {
        (dates.as_written().unwrap_or("No date"))
        @if standing.has_slipped() && let Some(first) = dates.first {
            br; span class="govuk-body-s sl-quiet" {
                "first " (first) ", moved "
                @match dates.times_slipped() {
                    1 => "once",
                    2 => "twice",
                    times => { (times) " times" }
                }
            }
        }
        @if let Some(days) = standing.days_late() {
            br; (tag(&late(days), TagColour::Red))
        }
    }
}

/// "12 days late", "7 weeks late".
pub(super) fn late(days: i32) -> String {
    match days {
        1 => "1 day late".to_owned(),
        ..28 => format!("{days} days late"),
        _ => format!("{} weeks late", days / 7),
    }
}

/// What the statuses mean.
fn keys(context: &Context<'_>) -> Markup {
    html! {
        h2 class="govuk-heading-m" id="keys" { "What the ratings mean" }
        p class="govuk-body" {
            "Delivery says whether an action is being done. Impact says whether it makes a difference for children. They are rated apart."
        }
        @for key in context.state.all::<RatingKey>() { (rating::key(&key)) }
    }
}
