//! The scorecard: what the measures say together. First what has changed, what needs a
//! deep look and what is late, then every measure by what it is about.

mod judged;
mod multiple;

use jiff::civil::Date;
use maud::{Markup, html};
use record::body::Measure;
use report::measured::{Measured, Rag, SIGNALS_BY_CHANCE};
use report::wording;
use statistics::xmr::Kind;

pub(super) use self::judged::Judged;
pub(super) use self::multiple::{multiples, rag};
use super::measures::topic_rank;
use crate::components::date::long_date;
use crate::components::details::details;
use crate::components::table::{Column, Table, table};
use crate::context::Context;
use crate::route::Route;
use crate::shell::Page;

/// The page.
#[must_use]
pub fn page(context: &Context<'_>) -> Page {
    let all: Vec<Judged<'_>> = context
        .state
        .all::<Measure>()
        .into_iter()
        .filter_map(|measure| Judged::of(Measured::of(&context.state, measure, None)))
        .collect();
    let main = html! {
        p class="govuk-body-l" {
            (wording::upper_first(&counted(all.len()))) " with figures, as known on "
            (long_date(context.moment.known_at)) "."
        }
        (standing(&all))
        h2 class="govuk-heading-m" id="changed" { "What has changed" }
        (changed(context, &all))
        h2 class="govuk-heading-m" id="deep-look" { "What needs a deep look" }
        (deep_look(context, &all))
        h2 class="govuk-heading-m" id="late" { "Late and missing figures" }
        (late(context, &all))
        @for (topic, group) in by_topic(&all) {
            h2 class="govuk-heading-m" id=(place(topic)) { (wording::upper_first(topic)) }
            (multiples(context, group))
        }
        (key())
        (chance(&all))
    };
    context.page(context.route.name(), main)
}

/// Measures by what they are about, in the order of a child's way through the service.
fn by_topic<'m, 'a>(all: &'m [Judged<'a>]) -> Vec<(&'a str, Vec<&'m Judged<'a>>)> {
    let mut groups: Vec<(&'a str, Vec<&'m Judged<'a>>)> = Vec::new();
    for one in all {
        let topic = one.measured.measure.body.topic.as_str();
        match groups.iter_mut().find(|(known, _)| *known == topic) {
            Some((_, group)) => group.push(one),
            None => groups.push((topic, vec![one])),
        }
    }
    groups.sort_by_key(|(topic, _)| topic_rank(topic));
    groups
}

fn place(topic: &str) -> String {
    topic.replace(|c: char| !c.is_ascii_alphanumeric(), "-")
}

fn counted(measures: usize) -> String {
    let noun = if measures == 1 { "measure" } else { "measures" };
    format!("{} {noun}", wording::count(measures))
}

/// How many signals chance alone would give.
fn chance(all: &[Judged<'_>]) -> Markup {
    let judged = || all.iter().filter(|one| one.measured.variation().is_some());
    let count = judged().count();
    if count == 0 {
        return html! {
            p class="govuk-body" {
                "No measure has enough figures of a sort that can be judged, so no direction is stated."
            }
        };
    }
    let following = judged().filter(|one| one.measured.hangs_together()).count();
    #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^53 measures")]
    let expected = count as f64 * SIGNALS_BY_CHANCE;
    html! {
        p class="govuk-body" {
            (count) " measures can be judged. Chance alone puts a signal on some "
            (format!("{expected:.1}")) " of so many each month, though nothing has changed."
            @if following > 0 {
                " In " (following) " each figure follows the one before even when changes of level are set aside: there false signals are more common, and it is said beside them."
            }
        }
    }
}

/// How many stand where, in a line.
fn standing(all: &[Judged<'_>]) -> Markup {
    let of = |wanted: Rag| all.iter().filter(|one| one.rag == Some(wanted)).count();
    let (met, near, off) = (of(Rag::Green), of(Rag::Amber), of(Rag::Red));
    if met + near + off == 0 {
        return html! {};
    }
    html! {
        p class="govuk-body" {
            "Of " (met + near + off) " with a target, " (met) " met it with the latest figure, "
            (near) " came near and " (off) " were off it."
        }
    }
}

fn deep_look(context: &Context<'_>, all: &[Judged<'_>]) -> Markup {
    let mut looked: Vec<(&Judged<'_>, Vec<String>)> = all
        .iter()
        .map(|one| (one, one.reasons()))
        .filter(|(_, reasons)| !reasons.is_empty())
        .collect();
    looked.sort_by_key(|(one, _)| one.urgency());
    if looked.is_empty() {
        return html! {
            p class="govuk-body" {
                "No measure shows a concern, stays short of its target or is unlikely to reach it."
            }
        };
    }
    let rows = looked
        .iter()
        .map(|(one, reasons)| {
            vec![
                link(context, &one.measured),
                html! { @for reason in reasons { (reason) " " } },
                rag(&one.measured),
                html! { (one.verdict().unwrap_or("–")) },
            ]
        })
        .collect();
    table(&Table {
        id: "deep-look-table".to_owned(),
        caption: "Concerns first, then targets out of reach".to_owned(),
        columns: vec![
            Column::text("Measure"),
            Column::text("Why"),
            Column::text("Latest figure and target"),
            Column::text("Will it get there in time?"),
        ],
        rows,
        row_headings: true,
        note: None,
    })
}

/// What the latest figures show that those before did not, then what they show still.
fn changed(context: &Context<'_>, all: &[Judged<'_>]) -> Markup {
    let (new, ended): (Vec<_>, Vec<_>) = all
        .iter()
        .filter(|one| one.was().is_some())
        .partition(|one| one.measured.variation() != Some(Kind::Common));
    let kinds = [
        (Kind::Improvement, "Improving"),
        (Kind::NeutralHigh, "Higher than usual"),
        (Kind::NeutralLow, "Lower than usual"),
    ];
    html! {
        @if new.is_empty() {
            p class="govuk-body" { "No latest figure shows anything that the one before did not. Concerns that stay stand below." }
        } @else {
            p class="govuk-body" { "New with the latest figure:" }
            ul class="govuk-list govuk-list--bullet" {
                @for one in new {
                    li {
                        (link(context, &one.measured)) ", " (one.latest.body.period.in_words()) ": "
                        (one.measured.in_short())
                    }
                }
            }
        }
        @if !ended.is_empty() {
            p class="govuk-body" { "Back within the usual variation:" }
            ul class="govuk-list govuk-list--bullet" {
                @for one in ended {
                    li { (link(context, &one.measured)) ", " (one.latest.body.period.in_words()) ": " (one.measured.in_short()) }
                }
            }
        }
        @for (kind, words) in kinds {
            @let still: Vec<_> = all
                .iter()
                .filter(|one| one.measured.variation() == Some(kind) && one.was().is_none())
                .collect();
            @if !still.is_empty() {
                (details(&format!("{words}, as before: {}", counted(still.len())), &html! {
                    ul class="govuk-list govuk-list--bullet" {
                        @for one in &still {
                            li { (link(context, &one.measured)) ": " (one.measured.in_short()) }
                        }
                    }
                }, false))
            }
        }
    }
}

/// Figures that others of the same frequency have already, and periods left out.
fn late(context: &Context<'_>, all: &[Judged<'_>]) -> Markup {
    let rows: Vec<Vec<Markup>> = all
        .iter()
        .filter_map(|one| {
            let late = lateness(context, one, all);
            let missing: Vec<String> = one
                .measured
                .missing()
                .iter()
                .filter(|_| one.is_frequent())
                .map(|place| one.measured.named(place))
                .collect();
            (late.is_some() || !missing.is_empty()).then(|| {
                vec![
                    link(context, &one.measured),
                    html! { (wording::upper_first(&one.latest.body.period.in_words())) },
                    html! { (late.unwrap_or_else(|| "–".to_owned())) },
                    html! { @if missing.is_empty() { "–" } @else { (wording::list(&missing)) } },
                ]
            })
        })
        .collect();
    if rows.is_empty() {
        return html! { p class="govuk-body" { "No figure is late, and none is missing between the first and the last." } };
    }
    table(&Table {
        id: "late-table".to_owned(),
        caption: "Figures that are late or missing".to_owned(),
        columns: vec![
            Column::text("Measure"),
            Column::text("Latest figure"),
            Column::text("Late"),
            Column::text("No figure for"),
        ],
        rows,
        row_headings: true,
        note: None,
    })
}

/// How a measure is late, if it is: beside the others that have as many figures a year,
/// or by six periods and more.
fn lateness(context: &Context<'_>, one: &Judged<'_>, all: &[Judged<'_>]) -> Option<String> {
    if !one.is_frequent() {
        return None;
    }
    let day = |one: &Judged<'_>| one.latest.body.period.last_day();
    let newest: Date = all
        .iter()
        .filter(|other| other.measured.months_apart() == one.measured.months_apart())
        .map(day)
        .max()?;
    if day(one) < newest {
        return Some(format!("Other measures have {}", newest.strftime("%B %Y")));
    }
    let since = one.measured.periods_since(context.moment.as_at);
    (since > 6).then(|| format!("{since} periods have ended since"))
}

fn link(context: &Context<'_>, measured: &Measured<'_>) -> Markup {
    context.anchor(
        &Route::Measure(measured.measure.id().clone()),
        &measured.measure.body.short_name,
    )
}

fn key() -> Markup {
    html! {
        h2 class="govuk-heading-m" id="how-to-read" { "How to read the pictures" }
        ul class="govuk-list govuk-list--bullet" {
            li { "Straight line: the mean. Dashed lines: the limits of the usual variation. Dotted line: the median, where there are 8 to 12 figures, too few for limits. Long and short dashes: the target." }
            li { "Square: improvement. Diamond: concern. Triangle: a change that is neither good nor bad in itself. Disc: the usual variation." }
            li { "Upright line: a new definition. Nothing is compared across it. Dotted upright line with a small triangle: the limits start anew, by a decision whose reason stands on the measure’s page." }
            li { "“Target met”, “Near target” and “Off target” go by the distance of the latest figure alone; the statement beside them says whether that is more than chance." }
            li { "Statements are made by the rules mdc-2023/7 (Making Data Count), of 8 to 12 figures by " (report::measured::RUN_RULES) " (Anhøj’s run chart). Measures where neither way is better have no target and no colour." }
        }
    }
}
