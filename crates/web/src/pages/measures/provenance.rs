//! Where a measure's figures come from, and how its definition came to be.

use maud::{Markup, html};
use record::body::{Measure, Release};
use record::kind::Body;
use record::state::Held;
use report::wording;

use super::figures::Figures;
use crate::components::summary::{SummaryRow, summary_list};
use crate::components::table::{Column, Table, table};
use crate::context::{Context, claimed};

/// Figures that came the same way.
struct Origin<'a> {
    from: Markup,
    recorded_by: &'a str,
    count: usize,
    first: record::period::Period,
    last: record::period::Period,
    seqs: (u64, u64),
}

/// The council's own figures by the release or document they were read in and by who
/// recorded them.
pub(super) fn figures(context: &Context<'_>, figures: &Figures<'_>) -> Markup {
    let mut origins: Vec<(String, Origin<'_>)> = Vec::new();
    for reading in figures.rows.iter().rev().filter_map(|row| row.own) {
        let release = reading.body.release.as_ref();
        let release = release.and_then(|id| context.state.get::<Release>(id));
        let from = match release {
            Some(release) => html! {
                (release.body.publisher) ", "
                (context.anchor(&crate::route::Route::Entry(release.id().clone()), &release.body.title))
            },
            None => context.sources(&reading.body.sources),
        };
        let key = format!("{}\u{0}{}", reading.meta.recorded_by, from.0);
        let (seq, period) = (reading.meta.seq, reading.body.period);
        match origins.iter_mut().find(|(known, _)| *known == key) {
            Some((_, origin)) => {
                origin.count += 1;
                origin.last = period;
                origin.seqs = (origin.seqs.0.min(seq), origin.seqs.1.max(seq));
            }
            None => origins.push((
                key,
                Origin {
                    from,
                    recorded_by: &reading.meta.recorded_by,
                    count: 1,
                    first: period,
                    last: period,
                    seqs: (seq, seq),
                },
            )),
        }
    }
    if origins.is_empty() {
        return html! {};
    }
    let rows = origins
        .iter()
        .map(|(_, one)| {
            vec![
                one.from.clone(),
                html! { (one.count) },
                html! {
                    (wording::upper_first(&one.first.in_words()))
                    @if one.count > 1 { " to " (one.last.in_words()) }
                },
                html! { (one.recorded_by) },
                html! {
                    (one.seqs.0)
                    @if one.seqs.1 > one.seqs.0 { "–" (one.seqs.1) }
                },
            ]
        })
        .collect();
    html! {
        h2 class="govuk-heading-m" id="provenance" { "Where the figures come from" }
        (table(&Table {
            id: "provenance-table".to_owned(),
            caption: format!("Sources of {}’s figures", context.place()),
            columns: vec![
                Column::text("Read in"),
                Column::number("Figures"),
                Column::text("For"),
                Column::text("Recorded by"),
                Column::text("Numbers in the record"),
            ],
            rows,
            row_headings: true,
            note: Some(html! {
                "Follow a figure in the table of all figures for its own source, number and versions."
            }),
        }))
    }
}

/// The versions of the definition, where there is more than one.
pub(super) fn versions(context: &Context<'_>, measure: Held<'_, Measure>) -> Markup {
    let history = context
        .view()
        .history(measure.id(), context.record_moment());
    if history.len() < 2 {
        return html! {};
    }
    let rows: Vec<SummaryRow> = history
        .iter()
        .filter_map(|version| {
            let Some(Body::Measure(body)) = &version.body else {
                return None;
            };
            let meta = &version.meta;
            Some(SummaryRow::new(
                format!("Version {}", meta.version),
                html! {
                    (body.name) "."
                    @if let Some(counted) = &body.numerator { " Counted: " (counted) "." }
                    " True from " (claimed(meta.effective_on)) ", known " (claimed(meta.known_on))
                    ", number " (meta.seq) " in the record."
                    @if let Some(reason) = &meta.reason { " " (reason) }
                },
            ))
        })
        .collect();
    html! {
        h3 class="govuk-heading-s" id="versions" { "Versions of the definition" }
        (summary_list(&rows))
    }
}
