//! Published claims that do not agree: both sides, what a check shows, and of
//! what kind the difference is.

use maud::{Markup, html};
use record::body::{Conflict, ConflictForm};
use record::id::EntryId;
use record::state::Held;
use report::claims::differing;

use super::named;
use crate::components::date::long_date;
use crate::components::summary::{SummaryRow, summary_list};
use crate::context::Context;
use crate::route::Route;
use crate::shell::Page;

/// The page.
#[must_use]
pub fn page(context: &Context<'_>) -> Page {
    let conflicts = context.state.all::<Conflict>();
    let main = html! {
        p class="govuk-body-l" {
            "Where published figures or dates differ, both stay in the record. Here they are "
            "beside each other, with what a check of them shows."
        }
        @if conflicts.is_empty() {
            p class="govuk-body" {
                "No figures that do not agree had " (context.published()) " by " (long_date(context.moment.known_at)) "."
            }
        } @else {
            p class="govuk-body" { (report::wording::upper_first(&counted(conflicts.len()))) "." }
            @for conflict in &conflicts {
                h2 class="govuk-heading-m" id=(place(conflict.id())) { (conflict.body.about) }
                (described(context, conflict))
            }
        }
    };
    context.page(context.route.name(), main)
}

fn counted(count: usize) -> String {
    let pairs = if count == 1 {
        "pair of claims does"
    } else {
        "pairs of claims do"
    };
    format!("{} {pairs} not agree", report::wording::count(count))
}

/// Both sides, check and kind, with links to the entries that hold the claims.
pub(super) fn described(context: &Context<'_>, conflict: &Held<'_, Conflict>) -> Markup {
    let body = conflict.body;
    let row = |key: &str, value: Markup| SummaryRow::new(key, value);
    summary_list(&[
        row("One says", html! { (body.one) }),
        row("Another says", html! { (body.other) }),
        row("A check shows", html! { (body.check) }),
        row("Kind", html! { (kind(body.form)) }),
        row("Worked out from the record", worked_out(context, body)),
        row(
            "In the record",
            html! {
                ul class="govuk-list" {
                    @for id in &body.entries {
                        li { (named::linked(context, id)) }
                    }
                    li { (context.entry_link(conflict.id(), &body.about)) " as a conflict" }
                }
            },
        ),
        row("Read in", context.sources(&body.sources)),
    ])
}

/// What the record itself shows, worked out each time and not typed.
fn worked_out(context: &Context<'_>, conflict: &Conflict) -> Markup {
    let found = differing::conflict(&context.state, conflict);
    html! {
        @match found.first() {
            Some(first) => { (first.words) " (" (first.kind.in_words()) ")" },
            None => "The record does not hold both sides as figures, so nothing was worked out.",
        }
    }
}

/// The conflicts that an entry, or any of several, has a side in.
pub(super) fn touching<'a>(
    context: &Context<'a>,
    touches: impl Fn(&EntryId) -> bool,
) -> Vec<Held<'a, Conflict>> {
    let mut conflicts = context.state.all::<Conflict>();
    conflicts.retain(|conflict| conflict.body.entries.iter().any(&touches));
    conflicts
}

/// Links to conflicts, for a page about one side of them.
pub(super) fn list(context: &Context<'_>, conflicts: &[Held<'_, Conflict>]) -> Markup {
    html! {
        ul class="govuk-list govuk-list--bullet" {
            @for conflict in conflicts {
                li {
                    a class="govuk-link" href=(context.link_to_place(&Route::Conflicts, &place(conflict.id()))) {
                        (conflict.body.about)
                    }
                    ": " (conflict.body.one) " " (conflict.body.other) " "
                    (conflict.body.check) " (" (kind(conflict.body.form)) ")"
                }
            }
        }
    }
}

fn place(id: &EntryId) -> String {
    id.name().replace(['/', '_'], "-")
}

/// The kind of a conflict, said so that a reader knows what to make of it.
pub(super) const fn kind(form: ConflictForm) -> &'static str {
    match form {
        ConflictForm::Arithmetic => "Arithmetic: the sum in the sentence does not come out",
        ConflictForm::Rounding => "Rounding: rounded differently",
        ConflictForm::Cohort => "Cohort: a different group of people was counted",
        ConflictForm::Basis => "Basis: counted in a different way",
        ConflictForm::Scope => "Scope: different things are included",
        ConflictForm::LocalVPublished => {
            "Local and published: the council’s or an inspector’s own figure beside the published statistic"
        }
        ConflictForm::Restated => "Restated: published again with another value",
        ConflictForm::ComparatorYear => {
            "Comparator’s year: compared with the figure of another year"
        }
        ConflictForm::MovedDate => "Moved date: the date was changed",
    }
}
