//! What may be said of a measure: the process-control chart under its statement, its
//! target and the way there, its parts, and what it answers for.

use std::collections::BTreeSet;

use maud::{Markup, html};
use record::body::{Action, Decision, Measure, Recommendation, TargetForm};
use record::id::EntryId;
use record::state::Held;
use report::chart as drawing;
use report::measured::Measured;
use report::wording;

use crate::components::figure::{self, Figure};
use crate::components::summary::{SummaryRow, summary_list};
use crate::components::table::{Column, Table, table};
use crate::context::{Context, claimed};
use crate::pages::scorecard::rag;
use crate::route::Route;

/// The chart with its statement for a title, its figures folded under it, and what to
/// bear in mind; for a series that is not charted, why.
pub(super) fn section(context: &Context<'_>, measured: &Measured<'_>) -> Markup {
    let measure = measured.measure.body;
    let missing: Vec<String> = measured
        .missing()
        .iter()
        .map(|place| measured.named(place))
        .collect();
    if !measured.is_charted() {
        return html! { p class="govuk-body" id="statement" { (measured.headline()) } };
    }
    html! {
        (figure::figure(&Figure {
            id: "control".to_owned(),
            title: measured.headline(),
            subtitle: Some(format!("{}, {}. {}.", measure.name, context.place(), super::polarity(measure.polarity))),
            svg: drawing::control(measured, "control", &format!("{}: {}", context.place(), measure.name)),
            wide: true,
            source: Some(html! {
                @if let Some(publisher) = &measure.publisher { (publisher) }
                @else { "the readings below" }
                "."
                @if let Some(rules) = measured.rule_set() { " Rules of the statement: " (rules) "." }
            }),
            data: Some(data(measured)),
        }))
        @if !measured.rebases.is_empty() {
            ol class="govuk-list govuk-list--number" id="limits-anew" {
                @for anew in &measured.rebases {
                    li {
                        (anew.in_words())
                        " Decided by " (named(context, &anew.decision.body.decided_by)) ", "
                        (claimed(anew.decision.body.decided_on)) ". "
                        (context.entry_link(anew.decision.id(), "this decision"))
                    }
                }
            }
        }
        @for caution in measured.cautions() { p class="govuk-body" { (caution) } }
        @if !missing.is_empty() {
            p class="govuk-body" { "No figure is held for: " (wording::list(&missing)) "." }
        }
    }
}

/// The chart as a table: each period's figure, the mean and limits it is held against,
/// and its signal.
fn data(measured: &Measured<'_>) -> Table {
    let written = |value: Option<f64>| value.map_or_else(String::new, |v| measured.written(v));
    let rows = measured
        .places
        .iter()
        .enumerate()
        .map(|(at, place)| {
            let (centre, spread) = measured.held_against(at);
            let value = place.reading.map_or_else(
                || "not held".to_owned(),
                |held| wording::value(held.body, measured.measure.body),
            );
            [
                measured.named(place),
                value,
                written(spread.map(|spread| spread.lower)),
                written(centre),
                written(spread.map(|spread| spread.upper)),
                measured.signal(at).unwrap_or_default(),
            ]
            .into_iter()
            .map(|text| html! { (text) })
            .collect()
        })
        .collect();
    Table {
        id: "control-data".to_owned(),
        caption: "The figures of the chart and its limits".to_owned(),
        columns: vec![
            Column::text("Period"),
            Column::number("Figure"),
            Column::number("Lower limit"),
            Column::number("Mean or median"),
            Column::number("Upper limit"),
            Column::text("Signal"),
        ],
        rows,
        row_headings: true,
        note: None,
    }
}

/// An entry by its name, linked; by a plain word where it is not seen here.
fn named(context: &Context<'_>, id: &EntryId) -> Markup {
    match context.state.entry(id) {
        Some(held) => context.anchor(&Route::of(id), &held.body.headline()),
        None => html! { "somebody not shown here" },
    }
}

/// The target: how far off, who approved it, and whether it will be met in time.
pub(super) fn target(context: &Context<'_>, measured: &Measured<'_>) -> Markup {
    let (Some(target), Some(words)) = (measured.target, measured.target_in_words()) else {
        return html! {};
    };
    let body = target.body;
    let mut rows = vec![
        SummaryRow::new(
            match body.form {
                TargetForm::StatutoryClock => "Statutory limit",
                TargetForm::Ambition => "Ambition",
                TargetForm::Local | TargetForm::Trajectory => "Target",
            },
            html! {
                (words)
                @if let Some(by) = body.by { ", by " (claimed(by)) }
            },
        ),
        SummaryRow::new("Latest figure", rag(measured)),
        SummaryRow::new(
            "Approved by",
            html! { (named(context, &body.approved_by)) ", " (claimed(body.approved_on)) },
        ),
    ];
    if let Some(tolerance) = body.tolerance {
        rows.push(SummaryRow::new(
            "Counts as near",
            html! { "within " (wording::grouped(tolerance, 1)) },
        ));
    }
    if let Some(outlook) = measured.outlook() {
        rows.push(SummaryRow::new(
            "Will it get there?",
            html! { (outlook.words) },
        ));
    }
    if let Some(why) = &body.why {
        rows.push(SummaryRow::new("Why this target", html! { (why) }));
    }
    let milestones = measured.milestones();
    html! {
        h2 class="govuk-heading-m" id="target" { "Target" }
        (summary_list(&rows))
        @if !milestones.is_empty() {
            (table(&Table {
                id: "milestones".to_owned(),
                caption: "On the way to the target".to_owned(),
                columns: vec![Column::text("By"), Column::number("Planned"), Column::text("Where it stands")],
                rows: milestones.iter().map(|one| vec![
                    claimed(one.on),
                    html! { (measured.written(one.value)) },
                    html! { (wording::upper_first(&one.words)) },
                ]).collect(),
                row_headings: true,
                note: None,
            }))
        }
    }
}

/// The same measure for each team or other part.
pub(super) fn parts(context: &Context<'_>, measure: Held<'_, Measure>) -> Markup {
    let rows: Vec<Vec<Markup>> = measure
        .body
        .breakdowns
        .iter()
        .filter_map(|part| {
            let measured = Measured::of(&context.state, measure, Some(&part.code));
            let latest = measured.latest()?;
            let id = format!("part-{}", part.code.replace('/', "-"));
            let name = format!("{}, {}", measure.body.name, part.name);
            Some(vec![
                html! { (part.name) },
                super::cell(context, measure.body, latest),
                html! { (latest.body.period.in_words()) },
                html! { (measured.statement()) },
                html! { (maud::PreEscaped(drawing::small(&measured, &id, &name))) },
            ])
        })
        .collect();
    if rows.is_empty() {
        return html! {};
    }
    html! {
        h2 class="govuk-heading-m" id="parts" { "By team or area" }
        (table(&Table {
            id: "parts-table".to_owned(),
            caption: format!("{}, by part", measure.body.short_name),
            columns: vec![
                Column::text("Part"),
                Column::number("Latest"),
                Column::text("Period"),
                Column::text("What may be said"),
                Column::text("Picture"),
            ],
            rows,
            row_headings: true,
            note: None,
        }))
    }
}

/// The actions that go by this measure, and the recommendations they answer.
pub(super) fn answers_for(context: &Context<'_>, id: &EntryId) -> Markup {
    let actions: Vec<Held<'_, Action>> = context
        .state
        .referring::<Action>(id)
        .filter(|action| action.body.measures.contains(id))
        .collect();
    let recommendations: BTreeSet<&EntryId> = actions
        .iter()
        .flat_map(|action| &action.body.recommendations)
        .collect();
    let recommendations: Vec<Held<'_, Recommendation>> = recommendations
        .into_iter()
        .filter_map(|id| context.state.get(id))
        .collect();
    let decisions: Vec<Held<'_, Decision>> = context.state.referring::<Decision>(id).collect();
    if actions.is_empty() && decisions.is_empty() {
        return html! {};
    }
    html! {
        h2 class="govuk-heading-m" id="answers-for" { "What it answers for" }
        ul class="govuk-list govuk-list--bullet" {
            @for action in &actions {
                li { "Action " (action.body.reference) ": " (context.anchor(&Route::Action(action.id().clone()), &action.body.title)) }
            }
            @for one in &recommendations {
                li { "Recommendation: " (context.anchor(&Route::Recommendation(one.id().clone()), &headline(context, one.id()))) }
            }
            @for one in &decisions {
                li { "Decision: " (context.anchor(&Route::of(one.id()), &headline(context, one.id()))) }
            }
        }
    }
}

fn headline(context: &Context<'_>, id: &EntryId) -> String {
    context
        .state
        .entry(id)
        .map_or_else(String::new, |held| held.body.headline())
}
