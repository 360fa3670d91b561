//! The plan as the public reads it: on a page, and in full in plain sentences.
//!
//! Both are public papers: they say what is classified public.

mod in_full;
mod on_a_page;

use minijinja::value::Value;
use record::claimed_date::day_in_words;
use record::delivery::Standing;
use record::state::Moment;
use record::view::SharedView;

use crate::paper::{self, PaperError};
use crate::progress::Progress;
use crate::template::{Occasion, Template};
use crate::tree::{Document, Layout};

/// The template of the plan on a page.
pub const ON_A_PAGE: &str = include_str!("../templates/plan-on-a-page.md");
/// The template of the plan in full.
pub const IN_FULL: &str = include_str!("../templates/accessible-plan.md");

/// The plan on a page: the aim of each theme, how its actions stand, what is
/// due next. One side of A4 on its side.
///
/// # Errors
/// Nothing was known then, there was no plan, or the template has a mistake.
pub fn on_a_page(
    view: &SharedView,
    template: &Template,
    moment: Moment,
) -> Result<Document, PaperError> {
    let mut document = make(view, template, moment, "plan on a page", |now| {
        Value::from(minijinja::value::Serde(&on_a_page::page(now)))
    })?;
    document.layout = Layout::Landscape;
    Ok(document)
}

/// The plan in full: every action in plain sentences under the heading of its
/// theme, without a table, and what its words mean.
///
/// # Errors
/// Nothing was known then, there was no plan, or the template has a mistake.
pub fn in_full(
    view: &SharedView,
    template: &Template,
    moment: Moment,
) -> Result<Document, PaperError> {
    let mut document = make(view, template, moment, "accessible plan", |now| {
        Value::from(minijinja::value::Serde(&in_full::plan(now)))
    })?;
    let minutes = paper::reading_minutes(&document);
    document.head.push(paper::row(
        "Length",
        format!(
            "{} words, about {minutes} minutes to read in full",
            crate::wording::number_of(document.word_count())
        ),
    ));
    Ok(document)
}

fn make(
    view: &SharedView,
    template: &Template,
    moment: Moment,
    name: &'static str,
    say: impl Fn(&Progress<'_>) -> Value,
) -> Result<Document, PaperError> {
    let profile = paper::profile(view, moment, name)?;
    let state = view.view().at(moment);
    let now = Progress::of(state);
    let Some(plan) = now.plan else {
        return Err(PaperError::NoPlan {
            paper: name,
            authority: view.view().authority().to_string(),
            asked: day_in_words(moment.known),
        });
    };
    let occasion = Occasion {
        moment,
        base: format!("/{}", view.view().authority()),
        figures: Vec::new(),
        paper: vec![
            ("council", profile.body.name.as_str().into()),
            ("place", profile.body.place.as_str().into()),
            ("as_at", day_in_words(moment.effective).into()),
            ("plan", say(&now)),
        ],
    };
    let mut document = template.document(view, &occasion, paper::created(moment))?;
    document.title = format!("{}: {}", plan.body.name, template.front.title);
    document.banner = vec![profile.body.notice.clone()];
    document.head = vec![paper::row("Data as at", paper::data_as_at(moment))];
    document.foot = paper::foot(&state, template);
    paper::cleared(document, &state)
}

/// Whether an action is part of the plan as it stands: not superseded.
fn stands(one: &Standing<'_>) -> bool {
    !one.is_superseded()
}
