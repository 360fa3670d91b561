//! One theme of the plan: what is to be different for children, whether it is being
//! done and whether it works, and what stands in its way.

use maud::{Markup, html};
use record::body::{
    Action, Dimension, Measure, Plan, Post, Recommendation, Risk, RiskState, Theme, Voice,
};
use record::delivery::{self, Standing};
use record::id::EntryId;
use record::state::Held;
use report::measured::Measured;
use report::wording;

use super::scorecard::{Judged, multiples};
use super::{action, named, plan};
use crate::components::cards::cards;
use crate::components::summary::{SummaryRow, summary_list};
use crate::context::Context;
use crate::reply::Fault;
use crate::route::Route;
use crate::shell::Page;

/// The page.
///
/// # Errors
/// There is none of that name at the dates asked for.
pub fn page(context: &Context<'_>, id: &EntryId) -> Result<Page, Fault> {
    let theme = context.state.get::<Theme>(id).ok_or_else(|| {
        Fault::NotFound("No theme of that name could be seen on the date asked for.".to_owned())
    })?;
    let actions = actions(context, id);
    let shown: Vec<&Standing<'_>> = actions.iter().collect();
    let main = html! {
        p class="govuk-body-l" { (wording::sentence(&theme.body.aim)) }
        (ratings(context, id))
        (summary_list(&facts(context, &theme, &actions)))
        h2 class="govuk-heading-m" id="actions" { "Is it being done?" }
        @if shown.is_empty() {
            p class="govuk-body" { "No action stands under this theme at this date." }
        } @else {
            (plan::listed(context, "theme", &theme.body.title, &shown))
        }
        h2 class="govuk-heading-m" id="measures" { "Does it make a difference?" }
        (measures(context, &theme))
        (heard(context, &theme, &actions))
        (risks(context, &actions))
        p class="govuk-body" { (context.entry_link(id, &theme.body.title)) }
    };
    let mut page = context.page(&theme.body.title, main);
    page.caption = Some(match context.state.get::<Plan>(&theme.body.plan) {
        Some(plan) => format!("Theme {}, {}", theme.body.number, plan.body.name),
        None => format!("Theme {}", theme.body.number),
    });
    page.title_detail = Some(format!("theme {}", theme.body.number));
    Ok(page)
}

/// Where each action of a theme stands, in the plan’s order.
fn actions<'a>(context: &Context<'a>, theme: &EntryId) -> Vec<Standing<'a>> {
    let mut actions = context.state.all::<Action>();
    actions.retain(|action| action.body.theme.as_ref() == Some(theme));
    actions.sort_by_cached_key(|action| delivery::reference_order(&action.body.reference));
    actions
        .into_iter()
        .map(|action| delivery::standing(context.state, action))
        .collect()
}

/// Both its ratings, where the council rates its themes.
fn ratings(context: &Context<'_>, id: &EntryId) -> Markup {
    let both = [Dimension::Delivery, Dimension::Impact]
        .map(|dimension| (dimension, delivery::rated(context.state, id, dimension)));
    html! {
        @if both.iter().any(|(_, rated)| rated.is_some()) {
            (cards(&both.map(|(dimension, rated)| action::rated(context, dimension, rated.as_ref()))))
        }
    }
}

/// Who leads it, how many of its actions stand where, and what it answers.
fn facts(
    context: &Context<'_>,
    theme: &Held<'_, Theme>,
    actions: &[Standing<'_>],
) -> Vec<SummaryRow> {
    let mut rows = Vec::new();
    let mut add = |key: &str, value: Option<Markup>| {
        if let Some(value) = value {
            rows.push(SummaryRow::new(key, value));
        }
    };
    let lead = theme.body.lead.as_ref();
    add(
        "Led by",
        lead.and_then(|id| context.state.get::<Post>(id))
            .map(|post| html! { (post.body.title) }),
    );
    add(
        "Outcome of the national framework",
        theme
            .body
            .framework_outcome
            .as_ref()
            .map(|outcome| html! { (wording::sentence(outcome)) }),
    );
    if !actions.is_empty() {
        add("Actions", Some(counts(actions)));
    }
    let mut answered: Vec<Held<'_, Recommendation>> = context.state.all::<Recommendation>();
    answered.retain(|asked| {
        actions
            .iter()
            .any(|action| action.action.body.recommendations.contains(asked.id()))
    });
    add(
        "Answers",
        (!answered.is_empty()).then(|| {
            html! {
                ul class="govuk-list" {
                    @for asked in &answered { li { (named::linked(context, asked.id())) } }
                }
            }
        }),
    );
    rows
}

/// "8: 6 complete, 1 late, 3 put back, 1 with nobody in post".
fn counts(actions: &[Standing<'_>]) -> Markup {
    let parts: Vec<String> = [
        (
            actions.iter().filter(|one| one.is_complete()).count(),
            "complete",
        ),
        (actions.iter().filter(|one| one.is_late()).count(), "late"),
        (
            actions.iter().filter(|one| one.has_slipped()).count(),
            "put back",
        ),
        (
            actions.iter().filter(|one| one.is_unowned()).count(),
            "with nobody in post",
        ),
    ]
    .iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, what)| format!("{count} {what}"))
    .collect();
    html! {
        (actions.len())
        @if !parts.is_empty() { ": " (wording::list(&parts)) }
        "."
    }
}

/// The measures that tell whether it works, each with its picture and statement.
fn measures(context: &Context<'_>, theme: &Held<'_, Theme>) -> Markup {
    let all: Vec<Measured<'_>> = theme
        .body
        .measures
        .iter()
        .filter_map(|id| context.state.get::<Measure>(id))
        .map(|measure| Measured::of(&context.state, measure, None))
        .collect();
    let none = all.is_empty();
    let (with, without): (Vec<Measured<'_>>, Vec<Measured<'_>>) =
        all.into_iter().partition(|one| one.latest().is_some());
    let with: Vec<Judged<'_>> = with.into_iter().filter_map(Judged::of).collect();
    html! {
        @if none {
            p class="govuk-body" { "The plan names no measure that would tell." }
        }
        @if !with.is_empty() { (multiples(context, with.iter())) }
        @if !without.is_empty() {
            p class="govuk-body" {
                "No figure could be seen at this date of: "
                @for (at, one) in without.iter().enumerate() {
                    @if at > 0 { "; " }
                    (named::linked(context, one.measure.id()))
                }
                "."
            }
        }
    }
}

/// What children, families and staff said of it.
fn heard(context: &Context<'_>, theme: &Held<'_, Theme>, actions: &[Standing<'_>]) -> Markup {
    let is_about = |id: &EntryId| {
        id == theme.id()
            || theme.body.measures.contains(id)
            || actions.iter().any(|one| one.action.id() == id)
    };
    let mut voices = context.state.all::<Voice>();
    voices.retain(|voice| voice.body.about.iter().any(is_about));
    voices.sort_by_key(|voice| std::cmp::Reverse(voice.body.on.counts_as()));
    html! {
        @if !voices.is_empty() {
            h2 class="govuk-heading-m" id="heard" { "What people said" }
            ul class="govuk-list govuk-list--bullet" {
                @for voice in &voices {
                    li {
                        (named::linked(context, voice.id())) ": "
                        @for said in &voice.body.heard { (wording::sentence(said)) " " }
                        @if let Some(response) = &voice.body.response {
                            "What was done: " (wording::lower_first(&wording::sentence(response)))
                        }
                    }
                }
            }
        }
    }
}

/// What may stop its actions from working.
fn risks(context: &Context<'_>, actions: &[Standing<'_>]) -> Markup {
    let mut risks = context.state.all::<Risk>();
    risks.retain(|risk| {
        actions
            .iter()
            .any(|one| risk.body.actions.contains(one.action.id()))
    });
    risks.sort_by_key(|risk| std::cmp::Reverse(risk.body.score()));
    html! {
        @if !risks.is_empty() {
            h2 class="govuk-heading-m" id="risks" { "What may stop it" }
            ul class="govuk-list govuk-list--bullet" {
                @for risk in &risks {
                    li {
                        a class="govuk-link" href=(context.link_to_place(&Route::Risks, risk.id().name())) {
                            (risk.body.title)
                        }
                        ": " (risk.body.score()) " of 25"
                        @if risk.body.state == RiskState::Closed { ", closed" }
                    }
                }
            }
        }
    }
}
