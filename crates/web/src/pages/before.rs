//! The page of a date from which the record has nothing.

use maud::html;

use crate::components::date::{long_date, time};
use crate::context::Context;
use crate::moment::Moment;
use crate::shell::Page;

/// The page that says so, if there is nothing to see at the dates asked for.
pub(super) fn page(context: &Context<'_>) -> Option<Page> {
    let moment = &context.moment;
    let earliest = context.view().earliest();
    let before_all = earliest.is_none_or(|earliest| moment.known_at < earliest);
    if !before_all && context.state.everything().next().is_some() {
        return None;
    }
    let path = context.route.path(context.authority());
    let first = earliest
        .filter(|earliest| *earliest <= moment.today)
        .map(|earliest| (earliest, Moment::on(moment.today, earliest).link(&path)));
    let main = html! {
        @if let Some((earliest, first)) = first {
            @if before_all {
                p class="govuk-body-l" {
                    "Nothing had " (context.published()) " by " (time(moment.known_at)) ". "
                    "The record begins on " (time(earliest)) "."
                }
            } @else {
                p class="govuk-body-l" {
                    "The record has nothing to show " (moment.words()) ". "
                    "It begins on " (time(earliest)) "."
                }
            }
            p class="govuk-body" {
                a class="govuk-link" href=(first) {
                    "See the first date of the record, " (long_date(earliest))
                }
            }
        } @else {
            p class="govuk-body-l" { "Nothing in this record has " (context.published()) " yet." }
        }
    };
    Some(context.page(
        format!("{}: nothing to show on this date", context.route.name()),
        main,
    ))
}
