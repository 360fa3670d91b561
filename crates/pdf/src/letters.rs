//! Which letters the embedded typeface can print.
//!
//! PDF/UA-1 forbids a letter without a shape, so what the typeface lacks (an
//! emoji, Arabic) is printed as a white square and reported.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::world::Typeface;

/// Printed in place of a letter the typeface does not have.
const SQUARE: char = '\u{25A1}';

/// Makes texts printable and remembers what could not be.
#[derive(Debug, Default)]
pub(crate) struct Letters {
    missing: BTreeSet<char>,
}

impl Letters {
    /// The text with every letter that cannot be printed replaced.
    pub(crate) fn printable<'a>(&mut self, text: &'a str) -> Cow<'a, str> {
        let typeface = Typeface::get();
        if text.chars().all(|c| typeface.has(c)) {
            return Cow::Borrowed(text);
        }
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            if typeface.has(c) {
                out.push(c);
            } else if c.is_whitespace() {
                out.push(' ');
            } else if !is_joiner(c) {
                self.missing.insert(c);
                out.push(SQUARE);
            }
        }
        Cow::Owned(out)
    }

    /// The letters replaced so far, each once.
    pub(crate) fn missing(self) -> Vec<char> {
        self.missing.into_iter().collect()
    }
}

/// Characters without a shape of their own: they join or vary the letters
/// beside them.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_without_a_shape_become_squares_and_are_named() {
        let mut letters = Letters::default();
        assert_eq!(
            letters.printable("£1,790,610 – ‘ok’ שלום é"),
            "£1,790,610 – ‘ok’ שלום é"
        );
        assert_eq!(letters.printable("ok 👩👧\u{FE0E}"), "ok □□");
        assert_eq!(letters.missing(), ['👧', '👩']);
    }
}
