//! The risks: what may stop the programme, how likely and how bad, and what works
//! against each.

use maud::{Markup, html};
use record::body::{Post, Risk, RiskState};
use record::kind::Body;
use record::state::Held;
use report::wording;

use super::named;
use crate::components::marks::{Standing, TagColour, mark, tag};
use crate::components::summary::{SummaryRow, summary_list};
use crate::components::table::{Column, Table, table};
use crate::context::{Context, claimed};
use crate::shell::Page;

/// The page.
#[must_use]
pub fn page(context: &Context<'_>) -> Page {
    let mut risks = context.state.all::<Risk>();
    risks.sort_by_key(|risk| {
        (
            risk.body.state == RiskState::Closed,
            std::cmp::Reverse(risk.body.score()),
        )
    });
    let open = risks
        .iter()
        .filter(|risk| risk.body.state == RiskState::Open);
    let main = html! {
        p class="govuk-body-l" {
            "What may stop the programme from working, the highest score first. A score is likelihood times impact, each from 1 to 5."
        }
        @if risks.is_empty() {
            p class="govuk-body" { "No risk is in the record at this date." }
        } @else {
            (grid(open.clone()))
            (list(open))
        }
        @for risk in &risks { (section(context, risk)) }
    };
    context.page("Risks", main)
}

/// How many open risks stand where, as a five by five table.
fn grid<'a>(open: impl Iterator<Item = &'a Held<'a, Risk>> + Clone) -> Markup {
    let rows = (1..=5u8)
        .rev()
        .map(|likelihood| {
            let mut row = vec![html! { "Likelihood " (likelihood) }];
            row.extend((1..=5u8).map(|impact| {
                let count = open
                    .clone()
                    .filter(|risk| risk.body.likelihood == likelihood && risk.body.impact == impact)
                    .count();
                html! { @if count > 0 { strong { (count) } } @else { "–" } }
            }));
            row
        })
        .collect();
    let mut columns = vec![Column::text("")];
    columns[0].heading = html! { span class="govuk-visually-hidden" { "Likelihood" } };
    columns.extend((1..=5).map(|impact| Column::number(&format!("Impact {impact}"))));
    table(&Table {
        id: "grid".to_owned(),
        caption: "Open risks by likelihood and impact".to_owned(),
        columns,
        rows,
        row_headings: true,
        note: None,
    })
}

fn list<'a>(open: impl Iterator<Item = &'a Held<'a, Risk>>) -> Markup {
    let rows = open
        .map(|risk| {
            vec![
                html! { a class="govuk-link" href={ "#" (risk.id().name()) } { (risk.body.title) } },
                score(risk.body.score()),
                html! { @match risk.body.target_score { Some(target) => (target), None => "none set" } },
                html! { (risk.body.actions.len()) },
                html! { @match risk.body.review_on { Some(day) => (claimed(day)), None => "no date" } },
            ]
        })
        .collect();
    table(&Table {
        id: "open".to_owned(),
        caption: "Open risks".to_owned(),
        columns: vec![
            Column::text("Risk"),
            Column::text("Score now"),
            Column::number("To be brought to"),
            Column::number("Actions"),
            Column::text("Looked at next"),
        ],
        rows,
        row_headings: true,
        note: None,
    })
}

/// A score with the band that risk registers usually put it in.
fn score(score: u8) -> Markup {
    let (words, standing) = match score {
        15.. => ("high", Standing::Weak),
        8.. => ("medium", Standing::Middling),
        _ => ("low", Standing::Good),
    };
    mark(&format!("{score}: {words}"), standing)
}

fn section(context: &Context<'_>, risk: &Held<'_, Risk>) -> Markup {
    let body = risk.body;
    let mut rows = vec![
        SummaryRow::new("Cause", html! { (wording::sentence(&body.cause)) }),
        SummaryRow::new(
            "What follows for children",
            html! { (wording::sentence(&body.consequence)) },
        ),
        SummaryRow::new(
            "Score",
            html! {
                (score(body.score())) " (likelihood " (body.likelihood) ", impact " (body.impact) ")"
                @if let Some(target) = body.target_score { ", to be brought to " (target) }
                (scores(context, risk))
            },
        ),
        SummaryRow::new(
            "Owner",
            html! {
                @match context.state.get::<Post>(&body.owner) {
                    Some(post) => (post.body.title),
                    None => "a post that is not shown",
                }
            },
        ),
    ];
    if !body.controls.is_empty() {
        rows.push(SummaryRow::new(
            "In place against it",
            html! { ul class="govuk-list govuk-list--bullet" {
                @for control in &body.controls { li { (wording::sentence(control)) } }
            } },
        ));
    }
    rows.push(SummaryRow::new(
        "Actions against it",
        html! {
            @if body.actions.is_empty() { (tag("None", TagColour::Orange)) } @else {
                ul class="govuk-list govuk-list--bullet" {
                    @for action in &body.actions { li { (named::linked(context, action)) } }
                }
            }
        },
    ));
    rows.push(SummaryRow::new(
        "History",
        context.entry_link(risk.id(), &body.title),
    ));
    html! {
        h2 class="govuk-heading-m" id=(risk.id().name()) {
            (body.title) " "
            @if body.state == RiskState::Closed { (tag("Closed", TagColour::Grey)) }
        }
        (summary_list(&rows))
    }
}

/// Its scores over time, where they changed.
fn scores(context: &Context<'_>, risk: &Held<'_, Risk>) -> Markup {
    let mut scores: Vec<String> = Vec::new();
    let mut last = None;
    for version in context.view().history(risk.id(), context.record_moment()) {
        if let Some(Body::Risk(body)) = &version.body
            && version.meta.effective_on.counts_as() <= context.moment.as_at
            && last != Some(body.score())
        {
            last = Some(body.score());
            scores.push(format!(
                "{} {}",
                body.score(),
                named::since(version.meta.effective_on)
            ));
        }
    }
    html! {
        @if scores.len() > 1 {
            br; span class="govuk-body-s sl-quiet" { "Over time: " (wording::list(&scores)) "." }
        }
    }
}
