//! What the words mean, each with a place of its own that other pages link to.

mod terms;

use maud::{Markup, html};

use crate::components::details::{self, Term};
use crate::context::Context;
use crate::route::Route;
use crate::shell::Page;

/// The page.
#[must_use]
pub fn page(context: &Context<'_>) -> Page {
    let words: Vec<Term> = terms::WORDS
        .iter()
        .map(|word| Term {
            id: place(word.id),
            term: word.term.to_owned(),
            meaning: html! { (word.meaning) },
        })
        .collect();
    let letters = letters();
    let main = html! {
        p class="govuk-body-l" {
            "The words of this field and of this record, as they are used here."
        }
        nav aria-label="Letters" {
            ul class="sl-legend" {
                @for (letter, first) in &letters {
                    li { a class="govuk-link" href={ "#" (place(first)) } { (letter) } }
                }
            }
        }
        (details::glossary(&words))
    };
    context.page(context.route.name(), main)
}

/// A word linked to its meaning. A name that is no place of the glossary gives
/// the word alone.
#[must_use]
pub fn explained(context: &Context<'_>, id: &str, text: &str) -> Markup {
    if terms::WORDS.iter().any(|word| word.id == id) {
        html! {
            a class="govuk-link" href=(context.link_to_place(&Route::Glossary, &place(id))) { (text) }
        }
    } else {
        html! { (text) }
    }
}

/// The place of a word on the page.
fn place(id: &str) -> String {
    format!("term-{id}")
}

/// Each first letter, with the place of the first word that has it.
fn letters() -> Vec<(char, &'static str)> {
    let mut letters: Vec<(char, &'static str)> = Vec::new();
    for word in terms::WORDS {
        if let Some(letter) = word.term.chars().next()
            && letters.last().is_none_or(|(last, _)| *last != letter)
        {
            letters.push((letter, word.id));
        }
    }
    letters
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn words_stand_in_order_each_with_a_place_of_its_own() {
        let terms: Vec<String> = terms::WORDS
            .iter()
            .map(|word| word.term.to_lowercase())
            .collect();
        assert!(terms.is_sorted(), "{terms:?}");
        let places: HashSet<&str> = terms::WORDS.iter().map(|word| word.id).collect();
        assert_eq!(places.len(), terms.len());
        assert!(terms.len() >= 40);
        for word in terms::WORDS {
            assert!(word.meaning.ends_with('.'), "{}", word.term);
            assert!(
                word.id
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            );
        }
    }

    #[test]
    fn every_symbol_of_the_record_is_explained_in_the_record_s_own_words() {
        let meaning = terms::WORDS
            .iter()
            .find(|word| word.id == "symbols")
            .map_or("", |word| word.meaning);
        for symbol in ["c", "u", "z", "k", "x"] {
            let value = record::body::Value::Text(symbol.to_owned());
            assert!(meaning.contains(value.symbol().unwrap_or("?")), "{symbol}");
        }
    }

    #[test]
    fn letters_lead_to_the_first_word_of_each() {
        let letters = letters();
        assert_eq!(letters.first(), Some(&('A', "action")));
        assert!(letters.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }
}
