//! Tags, and marks for grades and ratings: a word and a shape, so that none is told
//! by colour alone.

use maud::{Markup, html};

/// The colour of a tag. The word in it says what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TagColour {
    /// Neutral; also what has ended or is not known.
    Grey,
    /// The usual one.
    Blue,
    /// Done, met, positive.
    Green,
    /// Waiting, provisional.
    Yellow,
    /// Needs attention.
    Orange,
    /// Wrong, refused, overdue.
    Red,
    /// Distinct without a judgement.
    Teal,
    /// Distinct without a judgement.
    Purple,
}

impl TagColour {
    const fn class(self) -> &'static str {
        match self {
            Self::Grey => "govuk-tag govuk-tag--grey",
            Self::Blue => "govuk-tag",
            Self::Green => "govuk-tag govuk-tag--green",
            Self::Yellow => "govuk-tag govuk-tag--yellow",
            Self::Orange => "govuk-tag govuk-tag--orange",
            Self::Red => "govuk-tag govuk-tag--red",
            Self::Teal => "govuk-tag govuk-tag--teal",
            Self::Purple => "govuk-tag govuk-tag--purple",
        }
    }
}

/// A short status in a coloured box.
#[must_use]
pub fn tag(text: &str, colour: TagColour) -> Markup {
    html! { strong class=(colour.class()) { (text) } }
}

/// Where a grade or rating stands on its scale; each has a shape and a colour of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The best on the scale, such as "Outstanding": a star.
    Strong,
    /// Good, or green: a disc.
    Good,
    /// In the middle, such as "Requires improvement" or amber: a triangle.
    Middling,
    /// The lowest, such as "Inadequate" or red: a diamond.
    Weak,
    /// No grade given or known: a ring.
    None,
}

impl Standing {
    /// The standing of an Ofsted grade, by its usual words; `None` for any other words.
    /// Scales: Ofsted's framework and evaluation criteria for local authority children's
    /// services ("adequate" stood in the third place until 2013).
    #[must_use]
    pub fn of_ofsted_grade(grade: &str) -> Self {
        match grade.trim().to_lowercase().as_str() {
            "outstanding" => Self::Strong,
            "good" => Self::Good,
            "requires improvement" | "requires improvement to be good" | "adequate" => {
                Self::Middling
            }
            "inadequate" => Self::Weak,
            _ => Self::None,
        }
    }

    /// The last part of the class names that go with it: `sl-mark--good`, `sl-fill--good`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Strong => "strong",
            Self::Good => "good",
            Self::Middling => "middling",
            Self::Weak => "weak",
            Self::None => "none",
        }
    }
}

/// A grade or rating: its shape, then its word.
#[must_use]
pub fn mark(word: &str, standing: Standing) -> Markup {
    html! {
        span class={ "sl-mark sl-mark--" (standing.name()) } {
            (shape(standing)) span { (word) }
        }
    }
}

/// What each shape stands for, for the foot of a chart or a page of grades.
#[must_use]
pub fn legend(items: &[(&str, Standing)]) -> Markup {
    html! {
        ul class="sl-legend" {
            @for (word, standing) in items {
                li { (mark(word, *standing)) }
            }
        }
    }
}

/// The shape alone, for sighted readers: the word beside it says the same.
fn shape(standing: Standing) -> Markup {
    html! {
        svg class="sl-mark__shape" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"
            aria-hidden="true" focusable="false" {
            @match standing {
                Standing::Strong => path stroke="none"
                    d="M8 .5 10.3 5.6l5.5.6-4.1 3.7 1.2 5.5L8 12.6l-4.9 2.8 1.2-5.5L.2 6.2l5.5-.6z" {},
                Standing::Good => circle stroke="none" cx="8" cy="8" r="7" {},
                Standing::Middling => path stroke="none" d="M8 1 15.5 15H.5z" {},
                Standing::Weak => path stroke="none" d="M8 0l8 8-8 8-8-8z" {},
                Standing::None => circle fill="none" stroke-width="2" cx="8" cy="8" r="6" {},
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    const ALL: [Standing; 5] = [
        Standing::Strong,
        Standing::Good,
        Standing::Middling,
        Standing::Weak,
        Standing::None,
    ];

    #[test]
    fn every_standing_has_a_shape_and_a_colour_of_its_own() {
        let shapes: HashSet<String> = ALL.iter().map(|s| shape(*s).into_string()).collect();
        let names: HashSet<&str> = ALL.iter().map(|s| s.name()).collect();
        assert_eq!((shapes.len(), names.len()), (ALL.len(), ALL.len()));
    }

    #[test]
    fn a_mark_says_its_word() {
        let mark = mark("Inadequate", Standing::of_ofsted_grade("inadequate")).into_string();
        assert!(mark.contains("sl-mark--weak"));
        assert!(mark.ends_with("<span>Inadequate</span></span>"));
        assert_eq!(
            Standing::of_ofsted_grade("Substantial progress"),
            Standing::None
        );
    }
}
