//! A plan's date cut into words, numbers and marks.

/// A piece of the text, in lower case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) token: Token,
    /// Where it begins in the text, in bytes.
    pub(super) at: usize,
    /// Whether white space stands before it.
    pub(super) spaced: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// Letters.
    Letters(String),
    /// Digits: how many there are, and the number they make.
    Number { digits: usize, value: i32 },
    /// A mark that can separate the parts of a date.
    Mark(char),
}

impl Word {
    pub(super) fn is(&self, letters: &str) -> bool {
        matches!(&self.token, Token::Letters(own) if own == letters)
    }

    pub(super) fn is_any(&self, letters: &[&str]) -> bool {
        letters.iter().any(|letters| self.is(letters))
    }

    pub(super) fn is_mark(&self, mark: char) -> bool {
        self.token == Token::Mark(mark)
    }

    pub(super) fn letters(&self) -> Option<&str> {
        match &self.token {
            Token::Letters(letters) => Some(letters),
            _ => None,
        }
    }
}

/// The words of a text; `None` if it has a letter or mark no date has, or a
/// number too long to be one.
pub(super) fn words(text: &str) -> Option<Vec<Word>> {
    let mut words = Vec::new();
    let mut rest = text.char_indices().peekable();
    let mut spaced = false;
    while let Some((at, first)) = rest.next() {
        let token = match first {
            _ if first.is_whitespace() => {
                spaced = true;
                continue;
            }
            'a'..='z' | 'A'..='Z' => {
                let mut letters = first.to_ascii_lowercase().to_string();
                while let Some((_, c)) = rest.next_if(|(_, c)| c.is_ascii_alphabetic()) {
                    letters.push(c.to_ascii_lowercase());
                }
                Token::Letters(letters)
            }
            '0'..='9' => {
                let mut digits = first.to_string();
                while let Some((_, c)) = rest.next_if(|(_, c)| c.is_ascii_digit()) {
                    digits.push(c);
                }
                Token::Number {
                    digits: digits.len(),
                    value: digits.parse().ok()?,
                }
            }
            '-' | '‐' | '‑' | '–' | '—' => Token::Mark('-'),
            '\'' | '’' | '‘' => Token::Mark('\''),
            '.' | '/' | ',' | ';' | ':' | '(' | ')' | '+' | '&' => Token::Mark(first),
            _ => return None,
        };
        words.push(Word { token, at, spaced });
        spaced = false;
    }
    // A full stop at the end says nothing.
    while words.last().is_some_and(|word| word.is_mark('.')) {
        words.pop();
    }
    Some(words)
}

/// Parts a date from the earlier one it names: `July 2018 (was April)`.
///
/// Gives the words of the date and, if there is one, the earlier date's text.
pub(super) fn was<'a, 'w>(text: &'a str, words: &'w [Word]) -> (&'w [Word], Option<&'a str>) {
    let opening = words.iter().position(|word| word.is_mark('('));
    let (Some(start), Some((closing, _))) = (opening, words.split_last()) else {
        return (words, None);
    };
    if !closing.is_mark(')') {
        return (words, None);
    }
    let earlier = match &words[start + 1..] {
        [was, rest @ ..] if was.is_any(&["was", "previously", "originally"]) => rest,
        [moved, from, rest @ ..]
            if moved.is_any(&["moved", "revised", "changed"]) && from.is("from") =>
        {
            rest
        }
        _ => return (words, None),
    };
    let earlier = earlier
        .first()
        .and_then(|first| text.get(first.at..closing.at));
    (&words[..start], Some(earlier.unwrap_or_default().trim()))
}
