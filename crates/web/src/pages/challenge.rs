//! The challenge view: questions that the record raises by itself, for whoever chairs
//! the board to ask.

use maud::{Markup, html};
use record::body::{Action, Post};
use record::challenge::{self, Challenge, ChallengeForm};
use record::delivery::{self, Standing};
use record::id::EntryId;
use record::state::Held;
use report::wording;

use super::{named, rating};
use crate::components::date::long_date;
use crate::components::details::details;
use crate::components::pagination::pagination;
use crate::context::{Context, claimed};
use crate::route::Route;
use crate::shell::Page;

/// Entries asked about under one heading; the rest are on pages of that heading alone.
const SHOWN: usize = 50;

/// The page: some questions of every form, or with `?form=` all of one, page by page.
#[must_use]
pub fn page(context: &Context<'_>) -> Page {
    let survey = context.survey();
    let asked = context.asked.get("form");
    let only = asked.and_then(|asked| {
        ChallengeForm::ALL
            .into_iter()
            .find(|form| place(*form) == asked)
    });
    let pages = only.map_or(1, |form| survey.asked_of(form).len().div_ceil(SHOWN).max(1));
    let number = context.asked.get("page").and_then(|page| page.parse().ok());
    let number: usize = number.unwrap_or(1).clamp(1, pages);
    let forms = ChallengeForm::ALL
        .into_iter()
        .filter(|form| survey.raised(*form) > 0 && only.is_none_or(|only| only == *form));
    let forms: Vec<ChallengeForm> = forms.collect();
    let others = challenge::of_others(context.state, !survey.actions.is_empty());
    let main = html! {
        p class="govuk-body-l" {
            "Questions that the record raises by itself. None of them says that something is wrong: each asks for an answer."
        }
        @if only.is_some() {
            p class="govuk-body" { (context.anchor(&Route::Challenge, "See all questions")) }
        } @else if forms.is_empty() {
            p class="govuk-body" { "The record raises none at this date." }
        } @else {
            ul class="govuk-list" {
                @for form in &forms {
                    li { a class="govuk-link" href={ "#" (place(*form)) } { (form.in_words()) } ": " (survey.raised(*form)) }
                }
            }
        }
        @for form in forms {
            @let about = survey.asked_of(form);
            @let from = (number - 1) * SHOWN;
            @let shown = &about[from.min(about.len())..(from + SHOWN).min(about.len())];
            h2 class="govuk-heading-m" id=(place(form)) { (form.in_words()) }
            (details("How this is found", &html! { p { (found_by(form)) } }, false))
            ul class="govuk-list govuk-list--spaced" {
                @for question in questions(context, form, shown, &others) { li { (line(context, &question)) } }
            }
            @if only.is_none() && about.len() > SHOWN {
                p class="govuk-body" {
                    a class="govuk-link" href=(context.link_with(&Route::Challenge, &[("form", place(form))])) {
                        "See all " (survey.raised(form)) span class="govuk-visually-hidden" { ": " (form.in_words()) }
                    }
                }
            }
        }
        @if let Some(form) = only {
            (pagination(number, pages, |page| {
                let page = page.to_string();
                context.link_with(&Route::Challenge, &[("form", place(form)), ("page", &page)])
            }))
        }
    };
    let mut page = context.page("Challenge", main);
    page.title_detail = only.map(|form| match pages {
        1 => form.in_words().to_owned(),
        _ => format!("{}, page {number} of {pages}", form.in_words()),
    });
    page
}

/// The questions of a form about these entries.
fn questions<'a>(
    context: &Context<'a>,
    form: ChallengeForm,
    about: &[(EntryId, usize)],
    others: &[Challenge<'a>],
) -> Vec<Challenge<'a>> {
    let actions: Vec<Standing<'a>> = about
        .iter()
        .filter_map(|(id, _)| Some(delivery::standing(context.state, context.state.get(id)?)))
        .collect();
    let asked = |one: &Challenge<'_>| about.iter().any(|(id, _)| id == one.about());
    let others = others.iter().filter(|one| asked(one)).cloned();
    challenge::of_actions(context.state, &actions)
        .into_iter()
        .chain(others)
        .filter(|question| question.form() == form)
        .collect()
}

pub(super) const fn place(form: ChallengeForm) -> &'static str {
    match form {
        ChallengeForm::GreenWithoutEvidence => "green-without-evidence",
        ChallengeForm::CompleteButNoBetter => "complete-but-no-better",
        ChallengeForm::AmberThreeRunning => "at-risk-three-running",
        ChallengeForm::RecommendationWithoutAction => "recommendation-without-action",
        ChallengeForm::RiskWithoutAction => "risk-without-action",
        ChallengeForm::OwnerGone => "owner-gone",
        ChallengeForm::UpdateOlderThanMeeting => "update-older-than-meeting",
    }
}

const fn found_by(form: ChallengeForm) -> &'static str {
    match form {
        ChallengeForm::GreenWithoutEvidence => {
            "The action is rated on track, complete or with a lasting impact. The rating names no evidence, and no evidence that still holds supports the action."
        }
        ChallengeForm::CompleteButNoBetter => {
            "The action is rated complete, and the last value of one of its measures is no better than the last value before the action was opened. Two values are compared; they are no trend."
        }
        ChallengeForm::AmberThreeRunning => {
            "The action is at risk now and was at risk in each of the last three highlight reports. Where there are not three reports, the last three meetings are taken."
        }
        ChallengeForm::RecommendationWithoutAction => {
            "No action that is still open answers the recommendation, and it is not shown to be done."
        }
        ChallengeForm::RiskWithoutAction => {
            "The risk is open, and no action that is still open works against it."
        }
        ChallengeForm::OwnerGone => {
            "The last person recorded in the post that owns the action has left, and nobody has followed."
        }
        ChallengeForm::UpdateOlderThanMeeting => {
            "The action was there before the last meeting of the Board, and the last update of it, if there is any, speaks of an earlier day."
        }
    }
}

fn line(context: &Context<'_>, question: &Challenge<'_>) -> Markup {
    match question {
        Challenge::GreenWithoutEvidence { action, rated } => html! {
            (named_action(context, action)) ". Rated " (rating::rated(Some(rated)))
            " on " (claimed(rated.rating.body.on)) "."
        },
        Challenge::CompleteButNoBetter { action, compared } => {
            let value = |reading| wording::value(reading, compared.measure.body);
            html! {
                (named_action(context, action)) ". "
                (context.anchor(&Route::Measure(compared.measure.id().clone()), &compared.measure.body.short_name))
                ": " (value(compared.then.body)) " (" (compared.then.body.period.in_words()) "), then "
                (value(compared.now.body)) " (" (compared.now.body.period.in_words()) ")."
            }
        }
        Challenge::AmberThreeRunning { action, reports } => html! {
            (named_action(context, action)) ". At risk on "
            (wording::list(&reports.map(long_date))) ", and now."
        },
        Challenge::RecommendationWithoutAction { recommendation } => html! {
            (named::linked(context, recommendation.id())) "."
        },
        Challenge::RiskWithoutAction { risk } => html! {
            (named::linked(context, risk.id())) ". Score " (risk.body.score()) " of 25."
        },
        Challenge::OwnerGone { action, since } => html! {
            (named_action(context, action)) ". "
            @if let Some(post) = context.state.get::<Post>(&action.body.owner) { (post.body.title) ": n" } @else { "N" }
            "obody since " (long_date(*since)) "."
        },
        Challenge::UpdateOlderThanMeeting {
            action,
            last,
            meeting,
        } => html! {
            (named_action(context, action)) ". "
            @match last {
                Some(last) => { "Last update " (claimed(last.body.on)) "; " },
                None => "No update at all; ",
            }
            "the Board met on " (claimed(meeting.body.on)) "."
        },
    }
}

fn named_action(context: &Context<'_>, action: &Held<'_, Action>) -> Markup {
    html! {
        (action.body.reference) " "
        (context.anchor(&Route::Action(action.id().clone()), wording::unstopped(&action.body.title)))
    }
}
