//! How the programme is going: the plan in numbers, what the record asks, the next
//! meeting, what changed since the last highlight report, and the newest figures.

use maud::{Markup, html};
use record::body::{Board, BoardForm, Measure, Meeting, MeetingStatus, Paper, Reading};
use record::challenge::ChallengeForm;
use record::state::Held;
use report::wording;

use super::super::{challenge as questions, named};
use crate::components::cards::{Card, Shape, cards};
use crate::context::{Context, claimed};
use crate::route::Route;
use crate::survey::{Survey, Tally};

/// The programme in a few cards; nothing for a record without actions.
pub(super) fn section(context: &Context<'_>) -> Markup {
    let survey = context.survey();
    if survey.actions.is_empty() {
        return html! {};
    }
    let mut shown = vec![plan(context, &survey), attention(context, &survey)];
    shown.extend(next_meeting(context));
    shown.extend(last_report(context, &survey));
    shown.extend(newest(context, &survey));
    html! {
        h2 class="govuk-heading-m" id="programme" { "The programme" }
        (cards(&shown))
    }
}

fn card(title: &str, href: Option<String>, body: Markup) -> Card {
    Card {
        title: title.to_owned(),
        href,
        body,
        shape: Shape::Usual,
    }
}

fn plan(context: &Context<'_>, survey: &Survey) -> Card {
    let Tally {
        all,
        complete,
        late,
        slipped,
        unowned,
        ..
    } = survey.whole;
    let rows = [
        ("Actions", all, None),
        ("Complete", complete, None),
        ("Late", late, Some("late")),
        ("Date put back", slipped, Some("slipped")),
        ("Nobody in the owner’s post", unowned, Some("unowned")),
    ];
    card(
        "The plan",
        Some(context.link(&Route::Plan)),
        html! {
            dl class="sl-pairs" {
                @for (words, count, needs) in rows {
                    div {
                        dt { (words) }
                        dd {
                            @match needs {
                                Some(needs) if count > 0 => {
                                    a class="govuk-link" href=(context.link_with(&Route::Plan, &[("needs", needs)])) {
                                        (count) span class="govuk-visually-hidden" { ": " (words) }
                                    }
                                },
                                _ => (count),
                            }
                        }
                    }
                }
            }
        },
    )
}

/// How many questions of each form the record raises.
fn attention(context: &Context<'_>, survey: &Survey) -> Card {
    let of = |form: ChallengeForm| survey.raised(form);
    card(
        "What needs attention",
        Some(context.link(&Route::Challenge)),
        html! {
            @if ChallengeForm::ALL.iter().all(|form| of(*form) == 0) {
                p class="govuk-body" { "The record raises no question at this date." }
            } @else {
                dl class="sl-pairs" {
                    @for form in ChallengeForm::ALL {
                        @let count = of(form);
                        @if count > 0 {
                            div {
                                dt {
                                    a class="govuk-link" href=(context.link_to_place(&Route::Challenge, questions::place(form))) {
                                        (form.in_words())
                                    }
                                }
                                dd { (count) }
                            }
                        }
                    }
                }
            }
        },
    )
}

/// The next planned meeting of a board that oversees the improvement.
fn next_meeting(context: &Context<'_>) -> Option<Card> {
    let oversees = |meeting: &Held<'_, Meeting>| {
        context
            .state
            .get::<Board>(&meeting.body.board)
            .is_some_and(|board| board.body.form == BoardForm::Improvement)
    };
    let next = context
        .state
        .all::<Meeting>()
        .into_iter()
        .filter(|meeting| {
            meeting.body.status == MeetingStatus::Planned
                && meeting.body.on.counts_as() > context.moment.as_at
                && oversees(meeting)
        })
        .min_by_key(|meeting| meeting.body.on.counts_as())?;
    Some(card(
        "The next meeting",
        Some(context.link(&Route::of(next.id()))),
        html! {
            p class="govuk-body" {
                (named::linked(context, &next.body.board)) " meets on " (claimed(next.body.on)) "."
            }
            @if let Some(due) = next.body.papers_due {
                p class="govuk-body" {
                    @if due.counts_as() > context.moment.as_at { "Papers are due " (wording::on(due)) "." }
                    @else { "Papers were due " (wording::on(due)) "." }
                }
            }
        },
    ))
}

/// The last highlight report, and what is not in it yet.
fn last_report(context: &Context<'_>, survey: &Survey) -> Option<Card> {
    let since = survey.since.as_ref()?;
    let last = context.state.get::<Paper>(&since.report)?;
    let link = context.link_with(&Route::Changes, &[("from", &since.from.to_string())]);
    let counts: Vec<String> = [
        (since.rerated, "rating changed", "ratings changed"),
        (since.slipped, "date moved", "dates moved"),
        (since.opened, "action is new", "actions are new"),
        (since.closed, "action closed", "actions closed"),
        (
            since.reopened,
            "action opened again",
            "actions opened again",
        ),
    ]
    .into_iter()
    .filter(|(count, ..)| *count > 0)
    .map(|(count, one, many)| format!("{count} {}", if count == 1 { one } else { many }))
    .collect();
    Some(card(
        "Since the last highlight report",
        Some(link),
        html! {
            p class="govuk-body" {
                (named::linked(context, last.id()))
                @if let Some(on) = last.body.issued_on { ", issued " (wording::on(on)) }
                "."
            }
            @if counts.is_empty() {
                p class="govuk-body" { "No rating, date or action of the plan changed since." }
            } @else {
                ul class="govuk-list govuk-list--bullet" { @for count in &counts { li { (count) } } }
            }
        },
    ))
}

/// The figures that came last, each with the period it is of.
fn newest(context: &Context<'_>, survey: &Survey) -> Option<Card> {
    let last: Vec<(Held<'_, Measure>, Held<'_, Reading>)> = survey
        .newest
        .iter()
        .filter_map(|(measure, reading)| {
            Some((context.state.get(measure)?, context.state.get(reading)?))
        })
        .collect();
    (!last.is_empty()).then(|| Card {
        shape: Shape::Whole,
        ..card(
            "The newest figures",
            Some(context.link(&Route::Measures)),
            html! {
                dl class="sl-pairs" {
                    @for (measure, reading) in &last {
                        div {
                            dt { (context.anchor(&Route::Measure(measure.id().clone()), &measure.body.short_name)) }
                            dd {
                                (wording::value(reading.body, measure.body))
                                span class="sl-quiet" { ", " (reading.body.period.in_words()) }
                            }
                        }
                    }
                }
            },
        )
    })
}
