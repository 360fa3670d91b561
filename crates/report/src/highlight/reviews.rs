//! What outsiders found since the report before, and the intervention in force.

use jiff::civil::Date;
use record::body::{Document, Intervention, Judgement, Publication, Review};
use record::state::{Held, State};
use serde::Serialize;

use crate::progress::{Link, Named, name_of};
use crate::wording;

/// A review.
#[derive(Debug, Serialize)]
pub(super) struct Looked {
    /// The review.
    pub(super) review: Named,
    /// Who looked.
    pub(super) reviewer: String,
    /// When, with its preposition.
    pub(super) during: String,
    /// The questions it looked at.
    pub(super) focus: String,
    /// What it found, a sentence each.
    pub(super) findings: Vec<String>,
    /// Its grades: `Overall effectiveness: inadequate`.
    pub(super) grades: Vec<String>,
    /// Where its letter can be read.
    pub(super) letter: String,
    /// The review, for its note.
    pub(super) note: Link,
}

/// A stage of intervention.
#[derive(Debug, Serialize)]
pub(super) struct InForce {
    /// The stage.
    pub(super) stage: Named,
    /// When it began.
    pub(super) since: String,
    /// What it consists of, a sentence each.
    pub(super) terms: Vec<String>,
    /// The stage, for its note.
    pub(super) note: Link,
}

/// Reviews whose last day, or whose outcome, came after a day; all of the last
/// year where there is no such day.
#[must_use]
pub(super) fn since(now: &State<'_>, then: Option<&State<'_>>) -> Vec<Looked> {
    let today = now.moment().effective;
    let year_ago = today
        .checked_sub(jiff::Span::new().years(1))
        .unwrap_or(today);
    let mut reviews: Vec<Held<'_, Review>> = now
        .all::<Review>()
        .into_iter()
        .filter(|review| review.body.starts.counts_as() <= today)
        .filter(|review| match then {
            Some(then) => is_news(review, then),
            None => day(review) >= year_ago,
        })
        .collect();
    reviews.sort_by_key(day);
    reviews.iter().map(|review| looked(now, review)).collect()
}

/// Whether the review, or what came of it, was not known then.
fn is_news(review: &Held<'_, Review>, then: &State<'_>) -> bool {
    if review.body.starts.counts_as() > then.moment().effective {
        return true;
    }
    then.get::<Review>(review.id()).is_none_or(|before| {
        before.body.findings != review.body.findings || before.body.letter != review.body.letter
    })
}

fn day(review: &Held<'_, Review>) -> Date {
    review.body.ends.unwrap_or(review.body.starts).counts_as()
}

fn looked(state: &State<'_>, review: &Held<'_, Review>) -> Looked {
    let body = review.body;
    let grades = state
        .all::<Judgement>()
        .into_iter()
        .filter(|judgement| &judgement.body.review == review.id())
        .map(|judgement| {
            format!(
                "{}: {}",
                judgement.body.area_name,
                judgement.body.grade.in_words()
            )
        })
        .collect();
    let letter = body
        .letter
        .as_ref()
        .and_then(|letter| state.get::<Document>(letter))
        .map_or_else(String::new, |letter| match letter.body.publication {
            Publication::Published => match letter.meta.published_on {
                Some(day) => format!("Its letter was published {}.", wording::on(day)),
                None => "Its letter is published.".to_owned(),
            },
            Publication::Unpublished | Publication::NotSeen => {
                "Its letter is not published.".to_owned()
            }
        });
    Looked {
        review: Named::new(review.id(), &*body.name),
        reviewer: name_of(state, &body.reviewer),
        during: wording::during(body.starts, body.ends),
        focus: wording::list(&body.focus),
        findings: body
            .findings
            .iter()
            .map(|text| wording::sentence(text))
            .collect(),
        grades,
        letter,
        note: Link::to(review.id()),
    }
}

/// Stages of intervention that have begun and not ended.
#[must_use]
pub(super) fn in_force(state: &State<'_>) -> Vec<InForce> {
    let today = state.moment().effective;
    state
        .all::<Intervention>()
        .into_iter()
        .filter(|stage| {
            stage.body.starts.counts_as() <= today
                && stage.body.ends.is_none_or(|ends| ends.counts_as() > today)
        })
        .map(|stage| InForce {
            stage: Named::new(stage.id(), wording::lower_first(&stage.body.name)),
            since: stage.body.starts.in_words(),
            terms: stage
                .body
                .terms
                .iter()
                .map(|text| wording::sentence(text))
                .collect(),
            note: Link::to(stage.id()),
        })
        .collect()
}
