//! The measures, and the page of each with its figures, whom they are compared
//! with and what is known about them. Which way a figure goes is said by a statement
//! of `report::measured` or nowhere.

mod around;
mod chart;
mod compared;
mod control;
mod figures;
mod national;
mod provenance;
mod register;

use maud::{Markup, html};
use record::body::{Measure, Polarity, Reading, Unit};
use record::id::EntryId;
use record::state::Held;
use report::measured::Measured;
use report::provenance as footnote;
use report::wording;

use self::figures::Figures;
pub use self::national::page as national;
use super::conflicts;
use crate::components::date::{iso, long_date};
use crate::components::summary::{SummaryRow, summary_list};
use crate::context::Context;
use crate::pages::glossary::explained;
use crate::reply::{Fault, File, Reply};
use crate::route::Route;
use crate::shell::Page;

/// The list of measures by topic.
#[must_use]
pub fn register(context: &Context<'_>) -> Page {
    context.page(context.route.name(), register::main(context))
}

/// The page of one.
///
/// # Errors
/// There is none of that name at the dates asked for.
pub fn page(context: &Context<'_>, id: &EntryId) -> Result<Page, Fault> {
    let measure = find(context, id)?;
    let figures = Figures::of(context, measure);
    let measured = Measured::of(&context.state, measure, None);
    let touching = conflicts::touching(context, |entry| figures.has(entry));
    let main = html! {
        (latest(context, &figures))
        (control::section(context, &measured))
        @if !measured.is_charted() { (chart::figure(context, &figures)) }
        (control::target(context, &measured))
        (compared::section(context, &figures))
        @if national::series(context, measure.body).is_some() {
            p class="govuk-body" {
                (context.anchor(&Route::MeasureNational(id.clone()), "Beside every authority of England: funnel, region and neighbours"))
            }
        }
        @if !figures.rows.is_empty() {
            h2 class="govuk-heading-m" id="figures" { "All figures" }
            (figures.table(context, &measured))
            (figures.notes(context))
            p class="govuk-body" {
                a class="govuk-link" href=(context.link(&Route::MeasureTable(id.clone()))) download="" {
                    "Download these figures (CSV)"
                }
            }
        }
        (control::parts(context, measure))
        (definition(context, measure))
        (provenance::versions(context, measure))
        (control::answers_for(context, id))
        (provenance::figures(context, &figures))
        (around::neighbours(&figures))
        (around::other_accounts(context, &figures))
        @if !touching.is_empty() {
            h2 class="govuk-heading-m" id="conflicts" { "Figures that do not agree" }
            (conflicts::list(context, &touching))
        }
    };
    Ok(Page {
        caption: Some(wording::upper_first(&measure.body.topic)),
        ..context.page(&measure.body.name, main)
    })
}

/// The figures of one, as a file.
///
/// # Errors
/// There is none of that name at the dates asked for.
pub fn file(context: &Context<'_>, id: &EntryId) -> Result<Reply, Fault> {
    let figures = Figures::of(context, find(context, id)?);
    let name = id.name().replace(['/', '_'], "-");
    let moment = &context.moment;
    let mut dates = iso(moment.as_at);
    if moment.known_at != moment.as_at {
        dates.push_str(&format!("-known-{}", iso(moment.known_at)));
    }
    Ok(Reply::File(File {
        name: format!("{}-{name}-{dates}.csv", context.authority()),
        content_type: "text/csv; charset=utf-8",
        bytes: figures.csv(context).into_bytes(),
    }))
}

/// Where a topic stands in the order of a child's way through the service.
pub(super) fn topic_rank(topic: &str) -> usize {
    register::rank(topic)
}

fn find<'a>(context: &Context<'a>, id: &EntryId) -> Result<Held<'a, Measure>, Fault> {
    context.state.get(id).ok_or_else(|| {
        Fault::NotFound(format!(
            "No measure called “{}” had {} by {}.",
            id.name(),
            context.published(),
            long_date(context.moment.known_at)
        ))
    })
}

/// The latest figure, the one before, and where the latest was read.
fn latest(context: &Context<'_>, figures: &Figures<'_>) -> Markup {
    let measure = figures.measure.body;
    let mut own = figures.rows.iter().filter_map(|row| row.own);
    let Some(latest) = own.next() else {
        return html! {
            p class="govuk-body-l" {
                "No figure of " (context.place()) "’s for this measure had " (context.published()) " by "
                (long_date(context.moment.known_at)) "."
            }
        };
    };
    let mut rows = vec![SummaryRow::new(
        format!("{}, latest", context.place()),
        html! {
            strong { (cell(context, measure, latest)) } ", " (latest.body.period.in_words())
        },
    )];
    if let Some(before) = own.next() {
        rows.push(SummaryRow::new(
            "The figure before",
            html! { (cell(context, measure, before)) ", " (before.body.period.in_words()) },
        ));
        if let Some(difference) = difference(measure, latest.body, before.body) {
            rows.push(SummaryRow::new("Difference", html! { (difference) }));
        }
    }
    if let Some(note) = footnote::note(&context.state, latest.id()) {
        rows.push(SummaryRow::new("Latest figure from", html! { (note) }));
    }
    summary_list(&rows)
}

/// "−3.6 percentage points": the later figure less the earlier one.
fn difference(measure: &Measure, later: &Reading, earlier: &Reading) -> Option<String> {
    let difference = later.value.number()? - earlier.value.number()?;
    let number = wording::grouped(difference.abs(), measure.decimals);
    let sign = if number.bytes().all(|b| matches!(b, b'0' | b'.')) {
        ""
    } else if difference < 0.0 {
        "−"
    } else {
        "+"
    };
    let unit = match measure.unit {
        Unit::Percent => " percentage points",
        Unit::Weeks => " weeks",
        Unit::Count | Unit::Per10000Children | Unit::Fte | Unit::Number => "",
    };
    Some(format!("{sign}{number}{unit}"))
}

/// A figure linked to its own page.
fn cell(context: &Context<'_>, measure: &Measure, reading: Held<'_, Reading>) -> Markup {
    context.anchor(
        &Route::Entry(reading.id().clone()),
        &wording::value(reading.body, measure),
    )
}

/// Which way is good, plainly.
pub(super) const fn polarity(polarity: Polarity) -> &'static str {
    match polarity {
        Polarity::HigherIsBetter => "A higher figure is better",
        Polarity::LowerIsBetter => "A lower figure is better",
        Polarity::Context => "Neither way is good in itself",
    }
}

fn definition(context: &Context<'_>, measure: Held<'_, Measure>) -> Markup {
    let body = measure.body;
    let mut rows = Vec::new();
    let mut add = |key: &str, value: Option<Markup>| {
        if let Some(value) = value {
            rows.push(SummaryRow::new(key, value));
        }
    };
    let text = |text: &Option<String>| text.as_ref().map(|text| html! { (text) });
    add("What is counted", text(&body.numerator));
    add("Out of", text(&body.denominator));
    add(
        "Values are",
        Some(html! { (wording::unit_name(body.unit)) }),
    );
    add("Period", Some(html! { (body.basis) }));
    add(
        "Which way is good",
        Some(html! { (polarity(body.polarity)) "." }),
    );
    add(
        "In the catalogue",
        super::catalogue::stands_for(context, body),
    );
    let indicator = body
        .catalogue
        .as_deref()
        .and_then(record::catalogue::indicator);
    if let Some(one) = indicator {
        add("Time limit in law or guidance", text(&one.clock));
        add("Set locally by councils", text(&one.local));
        add("National framework", text(&one.outcome));
    }
    add("Rounding", text(&body.rounding));
    add("Published by", text(&body.publisher));
    if !body.cautions.is_empty() {
        let cautions = html! {
            @for caution in &body.cautions { p class="govuk-body" { (caution) } }
        };
        add("To bear in mind", Some(cautions));
    }
    add("Definition from", Some(context.sources(&body.sources)));
    add(
        "History",
        Some(html! { (context.entry_link(measure.id(), "this measure’s definition")) }),
    );
    html! {
        h2 class="govuk-heading-m" id="definition" { "What this measures" }
        (summary_list(&rows))
        p class="govuk-body" {
            "For the words used here see the " (explained(context, "numerator", "glossary")) "."
        }
    }
}

#[cfg(test)]
mod tests;
