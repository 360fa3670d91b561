//! Text folded away until it is wanted, and the meanings of words.

use maud::{Markup, html};

/// A line that opens to show more. `open` shows the rest from the start.
#[must_use]
pub fn details(summary: &str, body: &Markup, open: bool) -> Markup {
    html! {
        details class="govuk-details" open[open] {
            summary class="govuk-details__summary" {
                span class="govuk-details__summary-text" { (summary) }
            }
            div class="govuk-details__text" { (body) }
        }
    }
}

/// Help with a word or a figure, folded away: "What … means".
#[must_use]
pub fn help(word: &str, meaning: &Markup) -> Markup {
    details(&format!("What “{word}” means"), meaning, false)
}

/// A word and its meaning.
#[derive(Debug, Clone)]
pub struct Term {
    /// The place on the page that links can point to.
    pub id: String,
    /// The word or words.
    pub term: String,
    /// What is meant.
    pub meaning: Markup,
}

/// A list of words and their meanings, each of which can be linked to.
#[must_use]
pub fn glossary(terms: &[Term]) -> Markup {
    html! {
        dl class="sl-glossary" {
            @for term in terms {
                dt class="sl-glossary__term" id=(term.id) { (term.term) }
                dd class="sl-glossary__meaning" { (term.meaning) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_meaning_follows_its_word() {
        let list = glossary(&[Term {
            id: "notice".into(),
            term: "Improvement notice".into(),
            meaning: html! { "Issued by the Secretary of State." },
        }]);
        assert_eq!(
            list.into_string(),
            "<dl class=\"sl-glossary\"><dt class=\"sl-glossary__term\" id=\"notice\">Improvement notice</dt>\
             <dd class=\"sl-glossary__meaning\">Issued by the Secretary of State.</dd></dl>"
        );
    }
}
