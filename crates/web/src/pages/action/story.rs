//! Everything that happened to an action, the latest first: updates, ratings, moves of
//! its date, sign-offs, decisions and evidence.

use jiff::civil::Date;
use maud::{Markup, html};
use record::body::{DateChange, Decision, Rating, SignOff, Update};
use record::claimed_date::ClaimedDate;
use record::delivery;
use record::id::EntryId;
use record::kind::{Body, Kind};
use record::state::Held;
use report::wording;

use super::super::{named, rating};
use super::post;
use crate::components::marks::{TagColour, tag};
use crate::components::timeline::{Level, TimelineItem, timeline};
use crate::context::Context;
use crate::route::Route;

/// The story as a list.
pub(super) fn section(context: &Context<'_>, id: &EntryId) -> Markup {
    let mut items: Vec<TimelineItem> = Vec::new();
    items.extend(
        context
            .state
            .referring::<Update>(id)
            .map(|held| update(context, &held)),
    );
    items.extend(ratings(context, id));
    items.extend(
        context
            .state
            .referring::<DateChange>(id)
            .map(|held| moved(context, &held)),
    );
    items.extend(
        context
            .state
            .referring::<SignOff>(id)
            .map(|held| signed(context, &held)),
    );
    items.extend(
        context
            .state
            .referring::<Decision>(id)
            .map(|held| decided(context, &held)),
    );
    items.push(opened(context, id));
    items.sort_by_key(|item| std::cmp::Reverse(item.date));
    html! {
        h2 class="govuk-heading-m" id="story" { "The whole story, the latest first" }
        (timeline(&items, Level::Three))
    }
}

fn item(
    context: &Context<'_>,
    (kind, colour): (&str, TagColour),
    id: &EntryId,
    on: ClaimedDate,
    title: &str,
    body: Markup,
) -> TimelineItem {
    TimelineItem {
        date: on.counts_as(),
        when: on.in_words(),
        title: context.anchor(&Route::Entry(id.clone()), title),
        tag: Some(tag(kind, colour)),
        body: Some(body),
        ahead: false,
    }
}

fn update(context: &Context<'_>, held: &Held<'_, Update>) -> TimelineItem {
    let title = format!("Update by {}", post(context, &held.body.by));
    let body = html! {
        p class="govuk-body" { (wording::sentence(&held.body.text)) }
        @if let Some(next) = &held.body.next {
            p class="govuk-body" { "Next: " (wording::lower_first(&wording::sentence(next))) }
        }
    };
    item(
        context,
        ("Update", TagColour::Grey),
        held.id(),
        held.body.on,
        &title,
        body,
    )
}

/// Each rating it was ever given in either dimension, was beside now.
fn ratings(context: &Context<'_>, id: &EntryId) -> Vec<TimelineItem> {
    let mut items = Vec::new();
    for held in context.state.referring::<Rating>(id) {
        let mut was: Option<String> = None;
        for version in context.view().history(held.id(), context.record_moment()) {
            let Some(Body::Rating(body)) = &version.body else {
                continue;
            };
            if version.meta.effective_on.counts_as() > context.moment.as_at {
                continue;
            }
            let stood = Held {
                meta: &version.meta,
                body,
            };
            let Some(rated) = delivery::meaning(context.state, stood) else {
                continue;
            };
            let words = rating::words(&rated);
            let dimension = wording::upper_first(body.dimension.in_words());
            let title = match &was {
                Some(was) if *was != words => format!("{dimension}: {words} (was {was})"),
                _ => format!("{dimension}: {words}"),
            };
            let reason = html! {
                p class="govuk-body" {
                    (wording::sentence(&body.reason)) " Rated by "
                    (post(context, &body.by)) "."
                }
            };
            items.push(item(
                context,
                ("Rating", TagColour::Blue),
                held.id(),
                body.on,
                &title,
                reason,
            ));
            was = Some(words);
        }
    }
    items
}

fn moved(context: &Context<'_>, held: &Held<'_, DateChange>) -> TimelineItem {
    let title = format!("Date moved from {} to {}", held.body.from, held.body.to);
    let body = html! {
        p class="govuk-body" {
            (wording::sentence(&held.body.reason)) " Agreed by "
            (named::linked(context, &held.body.agreed_by)) "."
        }
    };
    item(
        context,
        ("Date", TagColour::Orange),
        held.id(),
        held.body.agreed_on,
        &title,
        body,
    )
}

fn signed(context: &Context<'_>, held: &Held<'_, SignOff>) -> TimelineItem {
    let (title, colour) = if held.body.accepted {
        ("Signed off", TagColour::Green)
    } else {
        ("Sign-off refused", TagColour::Red)
    };
    let body = html! {
        p class="govuk-body" {
            "By " (post(context, &held.body.by)) "."
            @if let Some(reason) = &held.body.reason { " " (wording::sentence(reason)) }
        }
    };
    let on = held.body.on.unwrap_or(held.meta.effective_on);
    item(context, ("Sign-off", colour), held.id(), on, title, body)
}

fn decided(context: &Context<'_>, held: &Held<'_, Decision>) -> TimelineItem {
    let body = html! {
        p class="govuk-body" { "Decided by " (named::linked(context, &held.body.board)) "." }
    };
    item(
        context,
        ("Decision", TagColour::Purple),
        held.id(),
        held.body.on,
        &held.body.text,
        body,
    )
}

fn opened(context: &Context<'_>, id: &EntryId) -> TimelineItem {
    let since: Option<Date> = context.state.since(id);
    let day = since.unwrap_or(context.moment.as_at);
    item(
        context,
        (Kind::Action.name(), TagColour::Grey),
        id,
        ClaimedDate::day(day),
        "Opened in the plan",
        html! {},
    )
}
