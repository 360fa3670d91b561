//! The decisions of the boards and what each changed, the latest first.

use maud::html;
use record::body::Decision;

use super::{meeting, named};
use crate::components::timeline::{Level, TimelineItem, timeline};
use crate::context::Context;
use crate::route::Route;
use crate::shell::Page;

/// The page.
#[must_use]
pub fn page(context: &Context<'_>) -> Page {
    let mut decisions = context.state.all::<Decision>();
    decisions.sort_by_key(|decision| std::cmp::Reverse(decision.body.on.counts_as()));
    let items: Vec<TimelineItem> = decisions
        .iter()
        .map(|decision| TimelineItem {
            date: decision.body.on.counts_as(),
            when: decision.body.on.in_words(),
            title: match &decision.body.meeting {
                Some(meeting) => named::linked(context, meeting),
                None => named::linked(context, &decision.body.board),
            },
            tag: None,
            body: Some(html! { p class="govuk-body" { (meeting::decided(context, decision)) } }),
            ahead: false,
        })
        .collect();
    let main = html! {
        p class="govuk-body-l" { "What the boards decided, and what each decision changed." }
        @if items.is_empty() {
            p class="govuk-body" { "No decision is in the record at this date." }
        }
        (timeline(&items, Level::Two))
    };
    context.page(Route::Decisions.name(), main)
}
