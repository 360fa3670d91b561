//! Grades: how they are shown, and which belong to the council's own services.

use maud::{Markup, html};
use record::body::{Grade, Judgement, Review};
use record::id::EntryId;
use record::state::{Held, State};
use report::wording;

use crate::components::marks::{Standing, mark};

/// Areas in the order of Ofsted's reports; others follow by name.
const ORDER: [&str; 6] = [
    "overall",
    "leadership",
    "help_and_protection",
    "in_care",
    "care_leavers",
    "adoption",
];

/// A grade with its shape.
pub(super) fn graded(grade: Grade) -> Markup {
    let words = grade.in_words();
    mark(
        &wording::upper_first(words),
        Standing::of_ofsted_grade(words),
    )
}

/// Where an area stands in a list of areas.
pub(super) fn rank(area: &str) -> (usize, &str) {
    let known = ORDER.iter().position(|known| *known == area);
    (known.unwrap_or(ORDER.len()), area)
}

/// The judgements of one review, in the order of its report.
pub(super) fn of_review<'a>(state: &State<'a>, review: &EntryId) -> Vec<Held<'a, Judgement>> {
    let mut judgements: Vec<_> = state
        .all::<Judgement>()
        .into_iter()
        .filter(|judgement| judgement.body.review == *review)
        .collect();
    judgements.sort_by_key(|judgement| rank(&judgement.body.area));
    judgements
}

/// The reviews that graded the council's own services, the latest first.
pub(super) fn graded_reviews<'a>(state: &State<'a>) -> Vec<Held<'a, Review>> {
    let judgements = state.all::<Judgement>();
    let mut reviews: Vec<_> = state
        .all::<Review>()
        .into_iter()
        .filter(|review| review.body.subject.is_none())
        .filter(|review| {
            judgements
                .iter()
                .any(|held| held.body.review == *review.id())
        })
        .collect();
    reviews.reverse();
    reviews
}

/// What was not checked about a grade, if anything.
pub(super) fn caution(judgement: &Judgement) -> Markup {
    html! {
        @if let Some(caution) = &judgement.caution {
            br; span class="sl-caution" { (wording::sentence(caution)) }
        }
    }
}

/// What was not checked about any grade of a review, if it is the same for all of them.
pub(super) fn shared_caution<'a>(all: &[Held<'a, Judgement>], review: &EntryId) -> Option<&'a str> {
    let mut cautions = all
        .iter()
        .filter(|judgement| judgement.body.review == *review)
        .map(|judgement| judgement.body.caution.as_deref());
    let first = cautions.next()??;
    cautions
        .all(|caution| caution == Some(first))
        .then_some(first)
}
