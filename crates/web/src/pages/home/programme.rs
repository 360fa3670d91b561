//! How the programme is going: the plan in numbers, what the record asks, the next
//! meeting, what changed since the last highlight report, and the newest figures.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use maud::{Markup, html};
use record::body::{
    Board, BoardForm, Measure, Meeting, MeetingStatus, Paper, PaperForm, PaperStatus, Reading,
};
use record::challenge::ChallengeForm;
use record::changes::changes_between;
use record::id::EntryId;
use record::kind::Content as _;
use record::state::{Held, Moment};
use report::wording;

use super::super::{challenge as questions, measures, named};
use crate::components::cards::{Card, Shape, cards};
use crate::context::{Context, claimed};
use crate::route::Route;
use crate::survey::{Survey, Surveyed};

/// Newest figures shown.
const FIGURES: usize = 6;

/// The programme in a few cards; nothing for a record without actions.
pub(super) fn section(context: &Context<'_>) -> Markup {
    let survey = context.survey();
    if survey.actions.is_empty() {
        return html! {};
    }
    let mut shown = vec![plan(context, &survey), attention(context, &survey)];
    shown.extend(next_meeting(context));
    shown.extend(last_report(context));
    shown.extend(newest(context));
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
    let actions = &survey.actions;
    let counted = |test: &dyn Fn(&Surveyed) -> bool| actions.iter().filter(|one| test(one)).count();
    let rows = [
        ("Actions", actions.len(), None),
        ("Complete", counted(&|one| one.is_complete), None),
        ("Late", counted(&|one| one.is_late), Some("late")),
        (
            "Date put back",
            counted(&|one| one.has_slipped),
            Some("slipped"),
        ),
        (
            "Nobody in the owner’s post",
            counted(&|one| one.is_unowned),
            Some("unowned"),
        ),
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
fn last_report(context: &Context<'_>) -> Option<Card> {
    let as_at = context.moment.as_at;
    let issued = |paper: &Held<'_, Paper>| {
        paper.body.form == PaperForm::Highlight
            && paper.body.status == PaperStatus::Issued
            && paper.body.as_at.counts_as() <= as_at
    };
    let mut papers = context.state.all::<Paper>();
    papers.retain(issued);
    let last = papers
        .into_iter()
        .max_by_key(|paper| paper.body.known_at.counts_as())?;
    let from = last.body.known_at.counts_as().min(as_at);
    let before = context.view().at(Moment {
        recorded: context.record_moment().recorded,
        ..Moment::on(from)
    });
    let since = changes_between(before, context.state);
    let link = context.link_with(&Route::Changes, &[("from", &from.to_string())]);
    let counts: Vec<String> = [
        (since.rerated.len(), "rating changed", "ratings changed"),
        (since.slipped.len(), "date moved", "dates moved"),
        (since.opened.len(), "action is new", "actions are new"),
        (since.closed.len(), "action closed", "actions closed"),
        (
            since.reopened.len(),
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
fn newest(context: &Context<'_>) -> Option<Card> {
    let mut last: Vec<(Held<'_, Measure>, Held<'_, Reading>)> = Vec::new();
    let mut met: BTreeSet<&EntryId> = BTreeSet::new();
    for (day, held) in context.state.seen_back() {
        // Whatever was not met yet was seen, and so known, before this day.
        let newer =
            |(_, reading): &&(_, Held<'_, Reading>)| reading.meta.known_on.counts_as() > day;
        if last.iter().filter(newer).count() >= FIGURES {
            break;
        }
        let readings = held.iter().filter_map(|held| Reading::of(held.body));
        let fresh = readings.map(|reading| &reading.measure);
        for id in fresh.filter(|id| met.insert(id)) {
            let measure = context.state.get::<Measure>(id);
            last.extend(measure.zip(measures::last_reading(context, id)));
        }
    }
    last.sort_by_key(|(measure, reading)| {
        let newest = (
            reading.meta.known_on.counts_as(),
            reading.body.period.last_day(),
        );
        let defined = (measure.meta.effective_on.counts_as(), measure.meta.seq);
        (Reverse(newest), defined)
    });
    last.truncate(FIGURES);
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
