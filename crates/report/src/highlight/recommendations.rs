//! What outsiders and Scrutiny asked for, and where each stands.

use jiff::civil::Date;
use record::body::{Recommendation, Review, ReviewForm, ScrutinyRecommendation, Verdict};
use record::claimed_date::day_in_words;
use record::delivery::reference_order;
use record::governance::response_due;
use record::state::{Held, State};
use serde::Serialize;

use crate::progress::{Link, Named, Progress, name_of};
use crate::wording;

/// Recommendations of one review.
#[derive(Debug, Serialize)]
pub(super) struct Asked {
    /// The review.
    pub(super) review: Named,
    /// What it asked for.
    pub(super) rows: Vec<Row>,
}

/// One recommendation.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    /// The recommendation.
    pub(super) recommendation: Named,
    /// Its number.
    pub(super) number: String,
    /// The actions that answer it, by their references.
    pub(super) actions: String,
    /// How many answer it.
    pub(super) total: usize,
    /// How many of those are complete.
    pub(super) complete: usize,
    /// How many of those are overdue.
    pub(super) overdue: usize,
    /// Whether earlier reviews found the same.
    pub(super) recurs: bool,
    /// The recommendation, for its note.
    pub(super) note: Link,
}

/// A recommendation of Scrutiny to the Cabinet Member.
#[derive(Debug, Serialize)]
pub(crate) struct Scrutiny {
    /// The recommendation.
    pub(super) recommendation: Named,
    /// Its number.
    pub(super) number: String,
    /// To whom it was made.
    pub(super) to: String,
    /// When it was made.
    pub(super) made: String,
    /// The response; empty while there is none.
    pub(super) response: String,
    /// The last day for a response.
    pub(super) due: String,
    /// Whether that day has passed without one.
    pub(super) overdue: bool,
    /// What was done.
    pub(super) done: String,
    /// The recommendation, for its note.
    pub(super) note: Link,
}

/// Recommendations by review: of the last inspection that made any and of
/// whatever looked since, and those that any action answers.
#[must_use]
pub(super) fn asked(now: &Progress<'_>) -> Vec<Asked> {
    let state = &now.state;
    let all = state.all::<Recommendation>();
    let mut reviews: Vec<Held<'_, Review>> = state
        .all::<Review>()
        .into_iter()
        .filter(|review| all.iter().any(|one| &one.body.review == review.id()))
        .collect();
    reviews.sort_by_key(|review| day(review));
    let from = reviews
        .iter()
        .rfind(|review| review.body.form == ReviewForm::Inspection)
        .map(|review| day(review));
    reviews
        .iter()
        .map(|review| {
            let since = from.is_none_or(|from| day(review) >= from);
            let mut rows: Vec<Row> = all
                .iter()
                .filter(|one| &one.body.review == review.id())
                .map(|one| row(now, one))
                .filter(|row| since || row.total > 0)
                .collect();
            rows.sort_by_cached_key(|row| reference_order(&row.number));
            Asked {
                review: Named::new(review.id(), &*review.body.name),
                rows,
            }
        })
        .filter(|asked| !asked.rows.is_empty())
        .collect()
}

fn day(review: &Held<'_, Review>) -> Date {
    review.body.ends.unwrap_or(review.body.starts).counts_as()
}

fn row(now: &Progress<'_>, one: &Held<'_, Recommendation>) -> Row {
    let answers: Vec<_> = now
        .actions
        .iter()
        .filter(|action| action.action.body.recommendations.contains(one.id()))
        .collect();
    let references: Vec<String> = answers
        .iter()
        .map(|action| action.action.body.reference.clone())
        .collect();
    Row {
        recommendation: Named::new(
            one.id(),
            wording::upper_first(wording::unstopped(&one.body.text)),
        ),
        number: one.body.number.clone(),
        actions: references.join(", "),
        total: answers.len(),
        complete: answers.iter().filter(|action| action.is_complete()).count(),
        overdue: answers.iter().filter(|action| action.is_late()).count(),
        recurs: !one.body.recurs_from.is_empty(),
        note: Link::to(one.id()),
    }
}

/// Recommendations of Scrutiny that are open, or that were answered or done
/// since a day.
#[must_use]
pub(crate) fn scrutiny(state: &State<'_>, since: Option<Date>) -> Vec<Scrutiny> {
    state
        .all::<ScrutinyRecommendation>()
        .into_iter()
        .filter(|held| {
            let body = held.body;
            let refused = body
                .response
                .as_ref()
                .is_some_and(|response| response.verdict == Verdict::Refused);
            let last = body
                .done
                .as_ref()
                .map(|done| done.on)
                .or_else(|| body.response.as_ref().filter(|_| refused).map(|r| r.on));
            last.is_none_or(|last| since.is_none_or(|since| last.counts_as() > since))
        })
        .map(|held| one_of_scrutiny(state, &held))
        .collect()
}

fn one_of_scrutiny(state: &State<'_>, held: &Held<'_, ScrutinyRecommendation>) -> Scrutiny {
    let body = held.body;
    let due = response_due(body);
    let response = body.response.as_ref().map(|response| {
        let verdict = match response.verdict {
            Verdict::Accepted => "Accepted",
            Verdict::Partly => "Accepted in part",
            Verdict::Refused => "Refused",
        };
        format!(
            "{verdict} {}. {}",
            wording::on(response.on),
            wording::sentence(&response.text)
        )
    });
    Scrutiny {
        recommendation: Named::new(
            held.id(),
            wording::upper_first(wording::unstopped(&body.text)),
        ),
        number: body.number.clone(),
        to: name_of(state, &body.to),
        made: body.made_on.in_words(),
        overdue: response.is_none() && due.is_some_and(|due| due < state.moment().effective),
        due: due.map_or_else(String::new, day_in_words),
        response: response.unwrap_or_default(),
        done: body.done.as_ref().map_or_else(String::new, |done| {
            format!(
                "Done {}. {}",
                wording::on(done.on),
                wording::sentence(&done.text)
            )
        }),
        note: Link::to(held.id()),
    }
}
