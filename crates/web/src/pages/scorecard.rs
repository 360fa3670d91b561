//! The scorecard: what the measures say together. First what has changed and what
//! needs a deep look, then every measure by what it is about.

mod multiple;

use maud::{Markup, html};
use record::body::{Frequency, Measure};
use report::measured::{Measured, Rag, SIGNALS_BY_CHANCE};
use report::wording;
use statistics::xmr::{Assurance, Kind};

pub(super) use self::multiple::{multiples, rag};
use super::measures::by_topic;
use crate::components::date::long_date;
use crate::components::table::{Column, Table, table};
use crate::context::Context;
use crate::route::Route;
use crate::shell::Page;

/// The page.
#[must_use]
pub fn page(context: &Context<'_>) -> Page {
    let all: Vec<Measured<'_>> = context
        .state
        .all::<Measure>()
        .into_iter()
        .map(|measure| Measured::of(&context.state, measure, None))
        .filter(|measured| measured.latest().is_some())
        .collect();
    let main = html! {
        p class="govuk-body-l" {
            (wording::upper_first(&counted(all.len()))) " with figures, as known on "
            (long_date(context.moment.known_at)) "."
        }
        (chance(&all))
        h2 class="govuk-heading-m" id="changed" { "What has changed" }
        (changed(context, &all))
        h2 class="govuk-heading-m" id="deep-look" { "What needs a deep look" }
        (deep_look(context, &all))
        @for (topic, group) in by_topic(&all) {
            h2 class="govuk-heading-m" id=(place(topic)) { (wording::upper_first(topic)) }
            (multiples(context, &group))
        }
        (key())
    };
    context.page(context.route.name(), main)
}

fn place(topic: &str) -> String {
    topic.replace(|c: char| !c.is_ascii_alphanumeric(), "-")
}

fn counted(measures: usize) -> String {
    let noun = if measures == 1 { "measure" } else { "measures" };
    format!("{} {noun}", wording::count(measures))
}

/// How many signals chance alone would give.
fn chance(all: &[Measured<'_>]) -> Markup {
    let judged = all.iter().filter(|one| one.variation().is_some()).count();
    if judged == 0 {
        return html! {
            p class="govuk-body" {
                "None has enough figures of a sort that can be judged, so no direction is stated."
            }
        };
    }
    let following = all.iter().filter(|one| follows(one)).count();
    #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^53 measures")]
    let expected = judged as f64 * SIGNALS_BY_CHANCE;
    html! {
        p class="govuk-body" {
            (judged) " of them can be judged. Chance alone puts a signal on some "
            (format!("{expected:.1}")) " of so many each month, though nothing has changed."
            @if following > 0 {
                " In " (following) " each figure follows the one before: there false signals are more common, and the measure’s page says so."
            }
        }
    }
}

fn follows(measured: &Measured<'_>) -> bool {
    let chart = measured.chart.as_ref().ok();
    measured.variation().is_some()
        && chart
            .and_then(|chart| chart.autocorrelation)
            .is_some_and(|found| found.is_marked())
}

/// Why a measure needs a deep look, each reason in words.
fn reasons(context: &Context<'_>, measured: &Measured<'_>, all: &[Measured<'_>]) -> Vec<String> {
    let mut reasons = Vec::new();
    if measured.variation() == Some(Kind::Concern) {
        reasons.push(measured.headline());
    } else if measured.assurance() == Some(Assurance::Fail)
        && measured.variation() != Some(Kind::Improvement)
        && measured.rag() != Some(Rag::Green)
    {
        // The limits of a measure that improves lie where it was, not where it is.
        reasons.push(format!(
            "The target is missed consistently. {}",
            measured.headline()
        ));
    }
    // Late beside the others that have as many figures a year.
    let newest = all
        .iter()
        .filter(|other| other.months_apart() == measured.months_apart())
        .filter_map(|other| other.latest())
        .map(|latest| latest.body.period.last_day())
        .max();
    let monthly =
        measured.measure.body.frequency != Some(Frequency::Year) && measured.months_apart() < 12;
    if let (Some(newest), Some(latest)) = (newest, measured.latest())
        && monthly
        && latest.body.period.last_day() < newest
    {
        reasons.push(format!(
            "Late: the latest figure is for {}; other measures have {}.",
            latest.body.period.in_words(),
            newest.strftime("%B %Y")
        ));
    }
    let since = measured.periods_since(context.moment.as_at);
    if reasons.is_empty() && monthly && since > 6 {
        reasons.push(format!(
            "No figure for the last {since} periods that have ended."
        ));
    }
    reasons
}

fn deep_look(context: &Context<'_>, all: &[Measured<'_>]) -> Markup {
    let rows: Vec<Vec<Markup>> = all
        .iter()
        .filter_map(|measured| {
            let reasons = reasons(context, measured, all);
            (!reasons.is_empty()).then(|| {
                vec![
                    link(context, measured),
                    html! { @for reason in &reasons { (reason) " " } },
                    rag(measured),
                ]
            })
        })
        .collect();
    if rows.is_empty() {
        return html! {
            p class="govuk-body" {
                "No measure shows a concern, misses its target consistently or is late."
            }
        };
    }
    table(&Table {
        id: "deep-look-table".to_owned(),
        caption: "Concerns, targets missed consistently, and late figures".to_owned(),
        columns: vec![
            Column::text("Measure"),
            Column::text("Why"),
            Column::text("To its target"),
        ],
        rows,
        row_headings: true,
        note: None,
    })
}

/// The measures whose latest figure chance does not explain, concerns left out: they
/// stand above.
fn changed(context: &Context<'_>, all: &[Measured<'_>]) -> Markup {
    let changed: Vec<&Measured<'_>> = all
        .iter()
        .filter(|one| {
            matches!(
                one.variation(),
                Some(Kind::Improvement | Kind::NeutralHigh | Kind::NeutralLow)
            )
        })
        .collect();
    html! {
        @if changed.is_empty() {
            p class="govuk-body" { "Besides any concern above, no measure shows more than its usual variation." }
        } @else {
            ul class="govuk-list govuk-list--spaced" {
                @for measured in changed {
                    li { (link(context, measured)) ": " (measured.headline()) }
                }
            }
        }
    }
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
            li { "Straight line: the mean. Dashed lines: the limits of the usual variation; wide gaps where they are on trial. Long and short dashes: the target." }
            li { "Square: improvement. Diamond: concern. Triangle: a change that is neither good nor bad in itself. Disc: the usual variation." }
            li { "Upright line: a new definition. Nothing is compared across it." }
            li { "“Target met”, “Near target” and “Off target” go by the distance of the latest figure alone; the statement beside them says whether that is more than chance." }
            li { "The rules are mdc-2023/7 (Making Data Count). Measures where neither way is better have no target and no colour." }
        }
    }
}
