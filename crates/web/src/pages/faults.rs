//! The pages for when something is wrong: what happened, and what to do.

use maud::{Markup, html};

use crate::components::date::time;
use crate::components::messages::error_body;
use crate::context::Context;
use crate::moment::{DateProblems, Moment};
use crate::route::Route;
use crate::shell::Page;

/// The dates asked for are none, or lie ahead: each told beside its field.
#[must_use]
pub fn dates(context: &Context<'_>, problems: DateProblems) -> Page {
    let mut page = context.page(
        "This date cannot be shown",
        html! {
            p class="govuk-body" {
                "What was asked for is not a date up to today. Correct it above and ask again."
            }
            @if let Some(first) = context.view().earliest() {
                p class="govuk-body" { "The record begins on " (time(first)) "." }
            }
        },
    );
    if let Some(bar) = &mut page.moment {
        bar.problems = problems;
    }
    page
}

/// Nothing is there: what was looked for and where, in a sentence, and the ways on.
#[must_use]
pub fn not_found(context: &Context<'_>, what: &str) -> Page {
    let mut ways = vec![
        context.anchor(&Route::Home, "go to the first page of the record"),
        context.anchor(&Route::Search, "search the record"),
    ];
    if !context.moment.is_today() {
        let path = context.route.path(context.authority());
        let today = Moment::now(context.moment.today).link(&path);
        let way = html! { a class="govuk-link" href=(today) { "see whether it is there today" } };
        ways.insert(0, way);
    }
    let mut page = context.page("Page not found", error_body(what, &ways));
    page.error = true;
    page
}

/// There is no record of that name, and nothing else either.
#[must_use]
pub fn nowhere() -> Page {
    wrong(
        "Page not found",
        "There is no page at this address.",
        &[start()],
    )
}

/// Something other than reading was asked for.
#[must_use]
pub fn method() -> Page {
    wrong(
        "This cannot be done here",
        "These pages can be read and nothing else.",
        &[start()],
    )
}

/// The store cannot be read.
#[must_use]
pub fn unreadable(number: &str) -> Page {
    wrong(
        "The record cannot be read at the moment",
        "The program could not reach the place where it keeps the record. Nothing is lost by that.",
        &[html! { "try again in a few seconds" }, quote(number)],
    )
}

/// The program is at fault.
#[must_use]
pub fn unexpected(number: &str) -> Page {
    wrong(
        "Sorry, there is a problem with this page",
        "The program made a mistake. The record is not affected.",
        &[html! { "try again, or " (start()) }, quote(number)],
    )
}

/// The answer took too long.
#[must_use]
pub fn too_slow(number: &str) -> Page {
    wrong(
        "This page took too long",
        "The program was not done in the time it has. The record is not affected.",
        &[html! { "try again in a minute" }, quote(number)],
    )
}

/// The request brought more than is taken.
#[must_use]
pub fn too_much(most: u64) -> Page {
    let said = format!("What was sent is larger than this site takes: {most} bytes at most.");
    wrong("Too much was sent", &said, &[start()])
}

/// What to tell whoever runs the site.
fn quote(number: &str) -> Markup {
    html! {
        "tell whoever runs this site. Quote this if you report it: "
        strong { (number) }
    }
}

fn start() -> Markup {
    html! { a class="govuk-link" href="/" { "go to the start page" } }
}

fn wrong(title: &str, what_happened: &str, ways: &[Markup]) -> Page {
    let mut page = Page::new(title, error_body(what_happened, ways));
    page.error = true;
    page
}
