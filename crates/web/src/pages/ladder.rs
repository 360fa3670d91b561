//! The ladder of government intervention: all its rungs, and those that were stood on.

use maud::{Markup, html};
use record::body::{Intervention, Stage};
use record::state::{Held, State};
use report::wording;

/// The rungs, the heaviest first, with what each is.
pub(super) const RUNGS: [(Stage, &str, &str); 5] = [
    (
        Stage::Direction,
        "Statutory direction",
        "The Secretary of State directs what the council must do (Education Act 1996, section 497A).",
    ),
    (
        Stage::ImprovementNotice,
        "Improvement notice",
        "The Department for Education sets out what must improve and by when.",
    ),
    (
        Stage::SupervisionAndSupport,
        "Supervision and support",
        "After intervention, the Department looks again at set times.",
    ),
    (
        Stage::RegionalPlan,
        "Regional improvement plan",
        "Support through the councils of the region in place of the Department’s team.",
    ),
    (
        Stage::PostExitWatch,
        "Watch after exit",
        "No support is given; the figures and inspections are watched.",
    ),
];

/// Where a rung stands at a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// The council stands on it, as far as the record says.
    Present,
    /// It stood on it before.
    Past,
    /// The record has nothing on it.
    Never,
}

impl Standing {
    const fn class(self) -> &'static str {
        match self {
            Self::Present => "sl-ladder__rung sl-ladder__rung--present",
            Self::Past => "sl-ladder__rung sl-ladder__rung--past",
            Self::Never => "sl-ladder__rung",
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Present => "Last on record",
            Self::Past => "Left",
            Self::Never => "Not in the record",
        }
    }
}

/// The stages of intervention, in the order they began.
pub(super) fn stages<'a>(state: &State<'a>) -> Vec<Held<'a, Intervention>> {
    let mut stages = state.all::<Intervention>();
    stages.sort_by_key(|stage| stage.body.starts.counts_as());
    stages
}

/// Whether a stage lasts at the date of a state.
pub(super) fn lasts(state: &State<'_>, stage: &Intervention) -> bool {
    let on = state.moment().effective;
    stage.starts.counts_as() <= on && stage.ends.is_none_or(|ends| ends.counts_as() > on)
}

/// When a stage was: "30 June 2014 to 13 June 2017", "from 15 June 2018; no end is recorded".
pub(super) fn when(stage: &Intervention) -> String {
    match stage.ends {
        Some(ends) => wording::span(stage.starts, Some(ends)),
        None => format!("from {}; no end is recorded", stage.starts.in_words()),
    }
}

/// The ladder as a picture made of words. `more` writes what stands on a rung besides
/// its name.
pub(super) fn ladder(
    state: &State<'_>,
    more: impl Fn(Stage, &[Held<'_, Intervention>]) -> Markup,
) -> Markup {
    let stages = stages(state);
    html! {
        ol class="sl-ladder" {
            @for (stage, name, _) in RUNGS {
                @let here: Vec<Held<'_, Intervention>> = stages
                    .iter()
                    .filter(|held| held.body.stage == stage)
                    .copied()
                    .collect();
                @let standing = standing(state, &here);
                li class=(standing.class()) {
                    p class="sl-ladder__name" {
                        (name) " " span class="sl-ladder__standing" { (standing.words()) }
                    }
                    (more(stage, &here))
                }
            }
        }
    }
}

fn standing(state: &State<'_>, here: &[Held<'_, Intervention>]) -> Standing {
    if here.iter().any(|held| lasts(state, held.body)) {
        Standing::Present
    } else if here.is_empty() {
        Standing::Never
    } else {
        Standing::Past
    }
}
