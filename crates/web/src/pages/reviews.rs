//! Every outside look at the services, and what each found.

use std::collections::BTreeMap;

use maud::{Markup, html};
use record::body::{
    Decision, Document, Intervention, Judgement, Recommendation, Review, ReviewForm, Statement,
};
use record::id::EntryId;
use record::state::Held;
use report::wording;

use super::{grades, ladder, letters, named};
use crate::components::summary::{SummaryRow, summary_list};
use crate::components::table::{Column, Table, table};
use crate::context::{Context, claimed};
use crate::reply::Fault;
use crate::route::Route;
use crate::shell::Page;

/// The list of reviews, and the grades across them.
#[must_use]
pub fn register(context: &Context<'_>) -> Page {
    let mut reviews = context.state.all::<Review>();
    reviews.sort_by_key(|review| std::cmp::Reverse(review.body.starts.counts_as()));
    let main = html! {
        p class="govuk-body-l" {
            "Every look at the services from outside: inspections, visits, reviews by the Department, peer challenges."
        }
        @if reviews.is_empty() {
            p class="govuk-body" { "No review is in the record at this date." }
        } @else {
            (grade_table(context))
            (grades_of_others(context))
            h2 class="govuk-heading-m" { "All reviews, the latest first" }
            (list(context, &reviews))
        }
    };
    context.page("Reviews and judgements", main)
}

fn list(context: &Context<'_>, reviews: &[Held<'_, Review>]) -> Markup {
    let row = |review: &Held<'_, Review>| {
        let letter = review.body.letter.as_ref();
        let document = letter.and_then(|id| context.state.get::<Document>(id));
        vec![
            html! { (wording::upper_first(&when(review.body))) },
            context.anchor(&Route::Review(review.id().clone()), &review.body.name),
            html! { (form(review.body.form)) },
            html! { (named::linked(context, &review.body.reviewer)) },
            match (letter, document) {
                (Some(id), Some(document)) => html! {
                    (context.anchor(&Route::Entry(id.clone()), &document.body.title))
                    ": " (letters::publication(document.body.publication))
                },
                _ => html! { "None in the record" },
            },
        ]
    };
    table(&Table {
        id: "reviews".to_owned(),
        caption: format!("{} reviews", reviews.len()),
        columns: ["When", "Review", "Kind", "By", "Report or letter"]
            .map(Column::text)
            .to_vec(),
        rows: reviews.iter().map(row).collect(),
        row_headings: false,
        note: None,
    })
}

/// Areas down, inspections across, each grade with the area's name in that framework.
fn grade_table(context: &Context<'_>) -> Markup {
    let reviews = grades::graded_reviews(&context.state);
    if reviews.is_empty() {
        return html! {};
    }
    let all = context.state.all::<Judgement>();
    let mut areas: BTreeMap<(usize, &str), &str> = BTreeMap::new();
    for review in &reviews {
        for judgement in all.iter().filter(|held| held.body.review == *review.id()) {
            areas
                .entry(grades::rank(&judgement.body.area))
                .or_insert(&judgement.body.area_name);
        }
    }
    let mut columns = vec![Column::text("Area")];
    columns.extend(reviews.iter().map(|review| Column {
        heading: html! {
            (context.anchor(&Route::Review(review.id().clone()), &review.body.starts.counts_as().year().to_string()))
            @if let Some(framework) = &review.body.framework {
                br; span class="sl-quiet sl-small" { (framework) }
            }
            @if let Some(caution) = grades::shared_caution(&all, review.id()) {
                br; span class="sl-caution" { (wording::sentence(caution)) }
            }
        },
        label: review.body.starts.counts_as().year().to_string(),
        numeric: false,
    }));
    let rows = areas.iter().map(|((_, area), name)| {
        let mut row = vec![html! { (name) }];
        row.extend(reviews.iter().map(|review| {
            let judgement = all
                .iter()
                .find(|held| held.body.review == *review.id() && held.body.area == *area);
            let shared = grades::shared_caution(&all, review.id()).is_some();
            cell(context, judgement, name, shared)
        }));
        row
    });
    table(&Table {
        id: "grades".to_owned(),
        caption: "Judgements across inspections".to_owned(),
        columns,
        rows: rows.collect(),
        row_headings: true,
        note: Some(html! {
            "Frameworks change: an area may have another name, be part of another area, or have no "
            "grade of its own. Areas are named as in the latest inspection that graded them; "
            "a different name is given beside the grade."
        }),
    })
}

/// A grade. A caution that holds for the whole inspection stands at the column's head.
fn cell(
    context: &Context<'_>,
    judgement: Option<&Held<'_, Judgement>>,
    heading: &str,
    shared: bool,
) -> Markup {
    let Some(judgement) = judgement else {
        return html! { span class="sl-quiet" { "Not judged separately" } };
    };
    let body = judgement.body;
    html! {
        a class="govuk-link sl-plain" href=(context.link(&Route::Entry(judgement.id().clone()))) {
            (grades::graded(body.grade))
        }
        @if body.area_name != heading {
            br; span class="sl-quiet sl-small" { "as “" (body.area_name) "”" }
        }
        @if body.within.is_some() {
            br; span class="sl-quiet sl-small" { "part of a larger area" }
        }
        @if !shared { (grades::caution(body)) }
    }
}

/// Grades that are not the council's own services'.
fn grades_of_others(context: &Context<'_>) -> Markup {
    let of = |judgement: &Held<'_, Judgement>| {
        let review = context.state.get::<Review>(&judgement.body.review)?;
        review.body.subject.is_some().then_some(review)
    };
    let others: Vec<_> = context
        .state
        .all::<Judgement>()
        .into_iter()
        .filter_map(|judgement| Some((judgement, of(&judgement)?)))
        .collect();
    html! {
        @if !others.is_empty() {
            h2 class="govuk-heading-m" { "Judgements of others" }
            ul class="govuk-list" {
                @for (judgement, review) in others.iter().rev() {
                    li {
                        (grades::graded(judgement.body.grade)) " "
                        (judgement.body.area_name) ", " (claimed(judgement.meta.effective_on)) ": "
                        (context.anchor(&Route::Review(review.id().clone()), &review.body.name))
                        (grades::caution(judgement.body))
                    }
                }
            }
        }
    }
}

/// One review.
///
/// # Errors
/// There is none of that name at the dates asked for.
pub fn page(context: &Context<'_>, id: &EntryId) -> Result<Page, Fault> {
    let review = context.state.get::<Review>(id).ok_or_else(|| {
        Fault::NotFound(format!(
            "No review of that name was {} on the date asked for.",
            context.public()
        ))
    })?;
    let main = html! {
        (facts(context, &review))
        (judgements(context, id))
        (recommendations(context, id))
        (followed(context, id))
        h2 class="govuk-heading-m" { "Sources" }
        p class="govuk-body" { "Read in: " (context.sources(&review.body.sources)) "." }
        p class="govuk-body" { (context.entry_link(id, &review.body.name)) }
    };
    let mut page = context.page(review.body.name.clone(), main);
    page.caption = Some(form(review.body.form).to_owned());
    Ok(page)
}

fn facts(context: &Context<'_>, review: &Held<'_, Review>) -> Markup {
    let body = review.body;
    let mut rows = vec![
        SummaryRow::new("When", html! { (wording::upper_first(&when(body))) }),
        SummaryRow::new("By", named::linked(context, &body.reviewer)),
    ];
    if let Some(framework) = &body.framework {
        rows.push(SummaryRow::new("Framework", html! { (framework) }));
    }
    if let Some(subject) = &body.subject {
        rows.push(SummaryRow::new("Looked at", html! { (subject) }));
    }
    for (key, said) in [
        ("Questions", &body.focus),
        ("How it was done", &body.method),
        ("What it found", &body.findings),
    ] {
        if !said.is_empty() {
            rows.push(SummaryRow::new(key, bullets(said)));
        }
    }
    rows.push(SummaryRow::new(
        "Report or letter",
        match &body.letter {
            Some(letter) => letters::letter(context, letter),
            None => html! { "None in the record at this date" },
        },
    ));
    summary_list(&rows)
}

fn bullets(said: &[String]) -> Markup {
    html! {
        ul class="govuk-list" {
            @for sentence in said { li { (wording::upper_first(sentence)) } }
        }
    }
}

fn judgements(context: &Context<'_>, id: &EntryId) -> Markup {
    let judgements = grades::of_review(&context.state, id);
    html! {
        @if !judgements.is_empty() {
            h2 class="govuk-heading-m" { "Judgements" }
            dl class="sl-pairs" {
                @for judgement in &judgements {
                    div {
                        dt {
                            (context.anchor(&Route::Entry(judgement.id().clone()), &judgement.body.area_name))
                        }
                        dd { (grades::graded(judgement.body.grade)) (grades::caution(judgement.body)) }
                    }
                }
            }
        }
    }
}

fn recommendations(context: &Context<'_>, id: &EntryId) -> Markup {
    let asked: Vec<_> = context
        .state
        .all::<Recommendation>()
        .into_iter()
        .filter(|held| held.body.review == *id)
        .collect();
    html! {
        @if !asked.is_empty() {
            h2 class="govuk-heading-m" { "What it asked for" }
            p class="govuk-body" {
                a class="govuk-link"
                    href=(context.link_with(&Route::Recommendations, &[("review", id.name())])) {
                    (asked.len()) @if asked.len() == 1 { " recommendation" } @else { " recommendations" }
                }
            }
            ul class="govuk-list govuk-list--spaced" {
                @for recommendation in &asked {
                    li {
                        strong { (recommendation.body.number) } " "
                        (context.anchor(&Route::Recommendation(recommendation.id().clone()), &recommendation.body.text))
                    }
                }
            }
        }
    }
}

/// Stages of intervention that began because of it, decisions and statements about it.
fn followed(context: &Context<'_>, id: &EntryId) -> Markup {
    let because: Vec<_> = context
        .state
        .all::<Intervention>()
        .into_iter()
        .filter(|stage| stage.body.because_of.as_ref() == Some(id))
        .collect();
    let decisions: Vec<_> = context
        .state
        .all::<Decision>()
        .into_iter()
        .filter(|decision| decision.body.about.contains(id))
        .collect();
    let statements: Vec<_> = context
        .state
        .all::<Statement>()
        .into_iter()
        .filter(|statement| statement.body.about.contains(id))
        .collect();
    html! {
        @if !(because.is_empty() && decisions.is_empty() && statements.is_empty()) {
            h2 class="govuk-heading-m" { "What followed" }
            ul class="govuk-list govuk-list--spaced" {
                @for stage in &because {
                    li {
                        a class="govuk-link" href=(context.link_to_place(&Route::Intervention, stage.id().name())) {
                            (stage.body.name)
                        }
                        ": " (ladder::when(stage.body))
                    }
                }
                @for decision in &decisions {
                    li {
                        (claimed(decision.body.on)) ": "
                        (context.anchor(&Route::Entry(decision.id().clone()), &decision.body.text))
                    }
                }
                @for statement in &statements {
                    li {
                        (claimed(statement.meta.effective_on)) ", said: "
                        (context.anchor(&Route::Entry(statement.id().clone()), &statement.body.text))
                    }
                }
            }
        }
    }
}

/// When a review was on site.
fn when(review: &Review) -> String {
    wording::span(review.starts, review.ends)
}

/// What sort of review it is, in words.
pub(super) const fn form(form: ReviewForm) -> &'static str {
    match form {
        ReviewForm::Inspection => "Inspection",
        ReviewForm::MonitoringVisit => "Monitoring visit",
        ReviewForm::FocusedVisit => "Focused visit",
        ReviewForm::DepartmentReview => "Review by the Department for Education",
        ReviewForm::AnnualEngagement => "Annual conversation",
        ReviewForm::JointInspection => "Joint inspection",
        ReviewForm::PeerReview => "Peer review",
        ReviewForm::SafeguardingBoardReview => "Review of the safeguarding board",
    }
}
