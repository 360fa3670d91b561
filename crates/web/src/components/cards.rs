//! Boxes side by side on a first page, one below another on a narrow screen.

use maud::{Markup, html};

/// A box about one thing.
#[derive(Debug, Clone)]
pub struct Card {
    /// What it is about.
    pub title: String,
    /// Where there is more, if anywhere: the title links to it.
    pub href: Option<String>,
    /// What it says.
    pub body: Markup,
    /// The room it takes.
    pub shape: Shape,
}

/// The room a box takes, where there is room for two to a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Half the width.
    Usual,
    /// Half the width, beside three others one below another.
    Tall,
    /// The whole width.
    Whole,
}

impl Shape {
    const fn class(self) -> &'static str {
        match self {
            Self::Usual => "sl-card",
            Self::Tall => "sl-card sl-card--tall",
            Self::Whole => "sl-card sl-card--whole",
        }
    }
}

/// The boxes, two to a row where there is room.
#[must_use]
pub fn cards(cards: &[Card]) -> Markup {
    html! {
        div class="sl-cards" {
            @for card in cards {
                div class=(card.shape.class()) {
                    h2 class="sl-card__title" {
                        @if let Some(href) = &card.href {
                            a class="govuk-link" href=(href) { (card.title) }
                        } @else {
                            (card.title)
                        }
                    }
                    (card.body)
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_links_from_its_title_only() {
        let card = Card {
            title: "Judgements".into(),
            href: Some("/coventry/reviews".into()),
            body: html! { p { "Good" } },
            shape: Shape::Usual,
        };
        assert_eq!(
            cards(&[card]).into_string(),
            "<div class=\"sl-cards\"><div class=\"sl-card\"><h2 class=\"sl-card__title\">\
             <a class=\"govuk-link\" href=\"/coventry/reviews\">Judgements</a></h2><p>Good</p></div></div>"
        );
    }
}
