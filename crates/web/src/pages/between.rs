//! What changed between two dates, for the whole record: ratings was and now, dates
//! that moved and who agreed, what opened, closed and opened again, and every entry
//! that says something else.

use jiff::civil::Date;
use maud::{Markup, html};
use record::body::{Action, Reading};
use record::changes::{Changed, ChangesBetween, How, Rerated, changes_between};
use record::governance::last_meeting;
use record::kind::Kind;
use record::state::{Held, Moment};
use report::wording;

use super::{named, rating};
use crate::components::date::{long_date, read_date};
use crate::components::details::details;
use crate::components::form::{TextInput, text_input};
use crate::components::table::{Column, Table, table};
use crate::context::{Context, claimed};
use crate::route::Route;
use crate::shell::Page;

/// Entries of one kind shown one by one; the rest are counted.
const NAMED: usize = 25;
/// Rows of a table and lines of a list; the rest are counted. More than that between
/// two dates is not read one by one.
const LISTED: usize = 200;

/// The page.
///
/// A date that cannot be read is told beside its field.
#[must_use]
pub fn page(context: &Context<'_>) -> Page {
    let asked = context.asked.get("from");
    let read = asked.map(|typed| earlier(context, typed));
    let problem = read.as_ref().and_then(|read| read.as_ref().err()).cloned();
    let from = read.and_then(Result::ok).unwrap_or_else(|| usual(context));
    let before = context.view().at(Moment {
        recorded: context.record_moment().recorded,
        ..Moment::on(from)
    });
    let changes = changes_between(before, context.state);
    let main = html! {
        (form(context, from, asked, problem.as_deref()))
        p class="govuk-body-l" {
            "From what was known on " (long_date(from)) " to "
            @if context.moment.as_at == context.moment.known_at && context.moment.recorded_by.is_none() {
                "what was known on " (long_date(context.moment.known_at)) "."
            } @else {
                "the record " (context.moment.words()) "."
            }
        }
        @if changes.entries.is_empty() {
            p class="govuk-body" { "Nothing in the record changed between these dates." }
        }
        (rerated(context, &changes.rerated))
        (slipped(context, &changes))
        (actions(context, "opened", "Actions that are new", &changes.opened))
        (actions(context, "closed", "Actions that closed", &changes.closed))
        (actions(context, "reopened", "Actions that opened again", &changes.reopened))
        (entries(context, &changes.entries))
    };
    let mut page = context.page("What changed", main);
    page.error = problem.is_some();
    page.title_detail = Some(format!("since {}", long_date(from)));
    page
}

/// A day before the page's own.
fn earlier(context: &Context<'_>, typed: &str) -> Result<Date, String> {
    let date = read_date(typed)?;
    if date > context.moment.as_at {
        return Err(format!(
            "{} is after the date of this page, {}. Give an earlier one",
            long_date(date),
            long_date(context.moment.as_at)
        ));
    }
    Ok(date)
}

/// The day before the last meeting's; without a meeting a quarter of a year ago.
fn usual(context: &Context<'_>) -> Date {
    let as_at = context.moment.as_at;
    let meeting = last_meeting(context.state).map(|meeting| meeting.body.on.counts_as());
    meeting
        .filter(|day| *day < as_at)
        .unwrap_or_else(|| as_at.saturating_sub(jiff::Span::new().weeks(12)))
}

fn form(context: &Context<'_>, from: Date, typed: Option<&str>, problem: Option<&str>) -> Markup {
    let value = match (typed, problem) {
        (Some(typed), Some(_)) => typed.to_owned(),
        _ => from.to_string(),
    };
    html! {
        form class="sl-filter" action=(Route::Changes.path(context.authority())) method="get" {
            (context.hidden_dates())
            (text_input(&TextInput {
                id: "from",
                name: "from",
                label: "Changes since",
                hint: Some("For example 2026-03-31"),
                value: &value,
                error: problem,
                width: Some(10),
            }))
            button type="submit" class="govuk-button govuk-button--secondary" { "Show" }
        }
    }
}

fn rerated(context: &Context<'_>, rerated: &[Rerated<'_>]) -> Markup {
    html! {
        @if !rerated.is_empty() {
            (table(&Table {
                id: "ratings".to_owned(),
                caption: "Ratings that changed".to_owned(),
                columns: ["What is rated", "Which rating", "Was", "Now", "Why"].map(Column::text).to_vec(),
                rows: rerated.iter().take(LISTED).map(|one| vec![
                    named::linked(context, one.of),
                    html! { (wording::upper_first(one.dimension.in_words())) },
                    rating::rated(one.was.as_ref()),
                    rating::rated(one.now.as_ref()),
                    html! { @if let Some(now) = &one.now { (wording::sentence(&now.rating.body.reason)) } },
                ]).collect(),
                row_headings: false,
                note: None,
            }))
            (rest(rerated.len()))
        }
    }
}

fn slipped(context: &Context<'_>, changes: &ChangesBetween<'_>) -> Markup {
    html! {
        @if !changes.slipped.is_empty() {
            (table(&Table {
                id: "dates".to_owned(),
                caption: "Dates of actions that moved".to_owned(),
                columns: ["Action", "Was", "Now", "Agreed by", "Agreed on", "Why"].map(Column::text).to_vec(),
                rows: changes.slipped.iter().take(LISTED).map(|slip| {
                    let change = slip.change.body;
                    vec![
                        named::linked(context, &change.action),
                        html! { (change.from) },
                        html! { (change.to) },
                        named::linked(context, &change.agreed_by),
                        claimed(change.agreed_on),
                        html! { (wording::sentence(&change.reason)) },
                    ]
                }).collect(),
                row_headings: false,
                note: None,
            }))
            (rest(changes.slipped.len()))
        }
    }
}

fn actions(context: &Context<'_>, id: &str, title: &str, actions: &[Held<'_, Action>]) -> Markup {
    html! {
        @if !actions.is_empty() {
            h2 class="govuk-heading-m" id=(id) { (title) }
            ul class="govuk-list govuk-list--bullet" {
                @for action in actions.iter().take(LISTED) {
                    li { (action.body.reference) " " (context.anchor(&Route::Action(action.id().clone()), &action.body.title)) }
                }
            }
            (rest(actions.len()))
        }
    }
}

/// What a table or list leaves out, and how to see it.
fn rest(count: usize) -> Markup {
    html! {
        @if count > LISTED {
            p class="govuk-body" {
                "These are the first " (LISTED) " of " (wording::grouped(count as f64, 0))
                ". To see the others, choose a later date to begin with."
            }
        }
    }
}

/// Every entry that differs, by kind; figures are counted by measure.
fn entries(context: &Context<'_>, entries: &[Changed<'_>]) -> Markup {
    // They come in the order of the kinds.
    let kinds = entries.chunk_by(|one, next| one.kind() == next.kind());
    html! {
        @if !entries.is_empty() {
            h2 class="govuk-heading-m" id="everything" { "Everything that changed" }
            @for of_kind in kinds {
                @if let Some(kind) = of_kind.first().and_then(Changed::kind) {
                    @let summary = format!("{}: {}", wording::upper_first(kind.plural()), of_kind.len());
                    @if kind == Kind::Reading {
                        (details(&summary, &readings(context, of_kind), false))
                    } @else {
                        (details(&summary, &html! {
                            ul class="govuk-list govuk-list--bullet" {
                                @for changed in of_kind.iter().take(NAMED) { li { (line(context, changed)) } }
                                @if of_kind.len() > NAMED { li { "and " (of_kind.len() - NAMED) " more" } }
                            }
                        }, false))
                    }
                }
            }
        }
    }
}

fn line(context: &Context<'_>, changed: &Changed<'_>) -> Markup {
    let Some(held) = changed.latest() else {
        return html! {};
    };
    let how = match changed.how {
        How::Opened => "new",
        How::Changed => "changed",
        How::Corrected => "corrected",
        How::Reinstated => "stands again",
        How::Withdrawn => "withdrawn",
    };
    let fields = changed.fields();
    html! {
        (context.anchor(&Route::of(held.id()), &named::name(context, held.body))) ": " (how)
        @if !fields.is_empty() {
            " (" (wording::list(&fields.iter().map(|field| field.replace('_', " ")).collect::<Vec<_>>())) ")"
        }
    }
}

fn readings(context: &Context<'_>, entries: &[Changed<'_>]) -> Markup {
    let mut counts: Vec<(&record::id::EntryId, usize)> = Vec::new();
    for changed in entries {
        if let Some(held) = changed.latest()
            && let record::kind::Body::Reading(Reading { measure, .. }) = held.body
        {
            match counts.iter_mut().find(|(known, _)| *known == measure) {
                Some((_, count)) => *count += 1,
                None => counts.push((measure, 1)),
            }
        }
    }
    html! {
        ul class="govuk-list govuk-list--bullet" {
            @for (measure, count) in counts {
                li { (named::linked(context, measure)) ": " (count) @if count == 1 { " figure" } @else { " figures" } }
            }
        }
    }
}
