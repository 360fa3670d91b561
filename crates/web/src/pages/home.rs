//! Where this council is: judgements, intervention, what changed, what is due; with a
//! plan in the record also how the programme is going.

mod programme;

use maud::{Markup, html};
use record::body::{Board, Conflict, Intervention, Judgement, Meeting, MeetingStatus, Review};
use record::claimed_date::ClaimedDate;
use record::state::Held;
use report::wording;

use super::{changes, grades, ladder, picture};
use crate::components::cards::{Card, Shape, cards};
use crate::components::date::{long_date, time};
use crate::components::figure::{Figure, figure};
use crate::context::{Context, claimed};
use crate::route::{PaperForm, PaperSort, Route};
use crate::shell::Page;

/// The page.
#[must_use]
pub fn page(context: &Context<'_>) -> Page {
    let main = html! {
        p class="govuk-body-l" {
            "What was found, what was promised and what was done, "
            @if context.for_board() { "as it was known to the Board" } @else { "as public sources tell it" }
            ", on any date."
        }
        (cards(&[judgements(context), intervention(context)]))
        (programme::section(context))
        (journey(context))
        (cards(&[changed(context), due(context), papers(context), conflicts(context)]))
    };
    context.page(format!("Children’s services in {}", context.place()), main)
}

fn judgements(context: &Context<'_>) -> Card {
    let reviews = grades::graded_reviews(&context.state);
    let body = match reviews.first() {
        None => html! {
            p class="govuk-body" { "No judgement of the council’s services is in the record at this date." }
        },
        Some(review) => latest_judgements(context, review, reviews.get(1)),
    };
    Card {
        title: "Judgements".to_owned(),
        href: Some(context.link(&Route::Reviews)),
        body,
        shape: Shape::Usual,
    }
}

fn latest_judgements(
    context: &Context<'_>,
    review: &Held<'_, Review>,
    before: Option<&Held<'_, Review>>,
) -> Markup {
    let areas = grades::of_review(&context.state, review.id());
    let overall = |judgement: &&Held<'_, Judgement>| judgement.body.area == "overall";
    let headline = areas.iter().find(overall);
    let rest: Vec<_> = areas.iter().filter(|area| !overall(area)).collect();
    html! {
        @if let Some(overall) = headline {
            p class="sl-headline" { (grades::graded(overall.body.grade)) }
            p class="govuk-body" {
                (overall.body.area_name) ", " (claimed(overall.meta.effective_on)) ". "
                (context.anchor(&Route::Review(review.id().clone()), &review.body.name)) "."
                @if let Some(caution) = &overall.body.caution {
                    br; span class="sl-caution" { (wording::sentence(caution)) }
                }
            }
        } @else {
            p class="govuk-body" {
                "No overall judgement: "
                (context.anchor(&Route::Review(review.id().clone()), &review.body.name)) "."
            }
        }
        @if let Some(framework) = &review.body.framework {
            p class="govuk-body-s sl-quiet" { "Framework: " (framework) "." }
        }
        @if !rest.is_empty() {
            dl class="sl-pairs" {
                @for area in rest {
                    div {
                        dt { (area.body.area_name) }
                        dd { (grades::graded(area.body.grade)) }
                    }
                }
            }
        }
        @if let Some(before) = before
            && let Some(overall) = grades::of_review(&context.state, before.id()).iter().find(overall)
        {
            p class="govuk-body-s sl-quiet" {
                "Before that, from " (claimed(overall.meta.effective_on)) ": "
                (overall.body.grade.in_words()) "."
            }
        }
    }
}

fn intervention(context: &Context<'_>) -> Card {
    let rung = |here: &[Held<'_, Intervention>]| {
        html! {
            @for held in here {
                p class="govuk-body-s" { (wording::upper_first(&ladder::when(held.body))) }
            }
        }
    };
    Card {
        title: "Intervention".to_owned(),
        href: Some(context.link(&Route::Intervention)),
        body: ladder::ladder(&context.state, |_, here| rung(here)),
        shape: Shape::Usual,
    }
}

fn journey(context: &Context<'_>) -> Markup {
    let drawn = report::journey::figure(&context.state);
    html! {
        h2 class="govuk-heading-m" { "The journey" }
        (figure(&Figure {
            id: "journey".to_owned(),
            title: format!("{} up to {}", drawn.title, long_date(context.moment.as_at)),
            subtitle: None,
            svg: picture::drawing(&drawn, "journey", &drawn.alt),
            wide: true,
            source: None,
            data: None,
        }))
        p class="govuk-body" {
            (context.anchor(&Route::Timeline, "See the timeline, in the picture and in words"))
        }
    }
}

fn changed(context: &Context<'_>) -> Card {
    let days = changes::lately(context, 8);
    let body = html! {
        @if days.is_empty() {
            p class="govuk-body" { "Nothing is in the record at this date." }
        }
        @for day in &days {
            p class="sl-dated__when" { (wording::upper_first(&day.published.in_words())) }
            ul class="govuk-list sl-dated" {
                @for change in &day.changes { li { (change) } }
            }
        }
    };
    Card {
        title: format!("What became {} lately", context.public()),
        href: None,
        body,
        shape: Shape::Tall,
    }
}

/// Something that lies ahead: the day it counts as, that day in words, what it is.
type Ahead = (Option<ClaimedDate>, Markup);

fn due(context: &Context<'_>) -> Card {
    let mut ahead: Vec<Ahead> = Vec::new();
    ahead.extend(meetings_ahead(context));
    ahead.extend(reviews_ahead(context));
    ahead.sort_by_key(|(on, _)| on.map(ClaimedDate::counts_as));
    ahead.extend(endings(context));
    let body = html! {
        @if ahead.is_empty() {
            p class="govuk-body" {
                "No meeting, deadline or other day after " (time(context.moment.as_at))
                " is in the record."
            }
        } @else {
            ul class="govuk-list sl-dated" {
                @for (on, what) in &ahead {
                    li {
                        @if let Some(on) = on {
                            span class="sl-dated__when" { (wording::upper_first(&on.in_words())) } " "
                        }
                        (what)
                    }
                }
            }
        }
    };
    Card {
        title: "What is due".to_owned(),
        href: None,
        body,
        shape: Shape::Usual,
    }
}

fn meetings_ahead(context: &Context<'_>) -> Vec<Ahead> {
    let after = context.moment.as_at;
    context
        .state
        .all::<Meeting>()
        .into_iter()
        .filter(|meeting| meeting.body.status != MeetingStatus::Held)
        .filter(|meeting| meeting.body.on.counts_as() > after)
        .map(|meeting| {
            let board = context.state.get::<Board>(&meeting.body.board);
            let name = board.map_or("A board", |board| board.body.name.as_str());
            let what = html! {
                (context.anchor(&Route::of(meeting.id()), &format!("{name} meets")))
                " (planned)"
            };
            (Some(meeting.body.on), what)
        })
        .collect()
}

fn reviews_ahead(context: &Context<'_>) -> Vec<Ahead> {
    let after = context.moment.as_at;
    context
        .state
        .all::<Review>()
        .into_iter()
        .filter(|review| review.body.starts.earliest() > after)
        .map(|review| {
            let to = Route::Review(review.id().clone());
            (
                Some(review.body.starts),
                context.anchor(&to, &review.body.name),
            )
        })
        .collect()
}

/// What ends when something has happened, and stages without an end.
fn endings(context: &Context<'_>) -> Vec<Ahead> {
    let mut endings = Vec::new();
    for board in context.state.all::<Board>() {
        let (None, Some(condition)) = (&board.body.ended, &board.body.ends_when) else {
            continue;
        };
        endings.push((
            None,
            html! {
                (context.anchor(&Route::Board(board.id().clone()), &board.body.name))
                " ends after " (wording::lower_first(wording::unstopped(&condition.text)))
                @if let Some(by) = &condition.by { ", expected by " (by) }
                "."
            },
        ));
    }
    for stage in ladder::stages(&context.state) {
        if stage.body.ends.is_none() && ladder::lasts(&context.state, stage.body) {
            let place = context.link_to_place(&Route::Intervention, stage.id().name());
            endings.push((
                None,
                html! {
                    a class="govuk-link" href=(place) { (stage.body.name) }
                    " is open: no end is recorded."
                },
            ));
        }
    }
    endings
}

fn papers(context: &Context<'_>) -> Card {
    let link = |sort: PaperSort| context.anchor(&Route::Paper(sort, PaperForm::Page), sort.name());
    let has_plan = !context.state.all::<record::body::Plan>().is_empty();
    Card {
        title: "Papers".to_owned(),
        href: Some(context.link(&Route::Papers)),
        body: html! {
            p class="govuk-body" {
                "Made from the record " (context.moment.words()) ", every figure with its source: "
                @if context.for_board() { (link(PaperSort::Highlight)) ", " }
                (link(PaperSort::Briefing))
                @if has_plan { ", " (link(PaperSort::PlanOnAPage)) ", " (link(PaperSort::AccessiblePlan)) }
                ". Also as Word, PDF and Markdown."
            }
        },
        shape: Shape::Usual,
    }
}

fn conflicts(context: &Context<'_>) -> Card {
    let count = context.state.all::<Conflict>().len();
    let known = match count {
        0 => "No figures that do not agree are known at this date.".to_owned(),
        1 => "One pair of published claims does not agree. Both stand in the record.".to_owned(),
        count => format!(
            "{} pairs of published claims do not agree. Both sides stand in the record.",
            wording::upper_first(&wording::count(count))
        ),
    };
    Card {
        title: Route::Conflicts.name().to_owned(),
        href: Some(context.link(&Route::Conflicts)),
        body: html! {
            p class="govuk-body" { (known) }
            p class="govuk-body" { (context.anchor(&Route::Claims, "What was claimed, and what the figures say of it")) }
        },
        shape: Shape::Usual,
    }
}
