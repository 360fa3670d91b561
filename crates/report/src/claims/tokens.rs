//! A text in sentences, and a sentence in words with their places.

use std::ops::Range;

/// A word, a number or one of the marks `%` and `£`, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// Its place in the sentence, in bytes.
    pub(super) at: Range<usize>,
    /// Its letters, in lower case.
    pub(super) word: String,
    /// Whether it begins with a capital.
    pub(super) capital: bool,
}

impl Token {
    pub(super) fn is(&self, words: &[&str]) -> bool {
        words.contains(&self.word.as_str())
    }
}

/// The words of a sentence. Hyphens and apostrophes stay inside a word; points,
/// commas and strokes stay between digits.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    while let Some(&(start, letter)) = letters.get(at) {
        let mut end = at + 1;
        if letter.is_alphanumeric() {
            while joins(&letters, end) {
                end += 1;
            }
        } else if !matches!(letter, '%' | '£') {
            at += 1;
            continue;
        }
        let stop = letters.get(end).map_or(text.len(), |(place, _)| *place);
        tokens.push(Token {
            at: start..stop,
            word: text[start..stop].to_lowercase().replace('’', "'"),
            capital: letter.is_uppercase(),
        });
        at = end;
    }
    tokens
}

/// Whether the letter at a place belongs to the word before it.
fn joins(letters: &[(usize, char)], place: usize) -> bool {
    let at = |place: usize| letters.get(place).map(|(_, letter)| *letter);
    let Some(letter) = at(place) else {
        return false;
    };
    if letter.is_alphanumeric() {
        return true;
    }
    let (Some(before), Some(after)) = (place.checked_sub(1).and_then(at), at(place + 1)) else {
        return false;
    };
    match letter {
        '-' => before.is_alphanumeric() && after.is_alphanumeric(),
        '\'' | '’' => before.is_alphabetic() && after.is_alphabetic(),
        '.' | ',' | '/' => before.is_ascii_digit() && after.is_ascii_digit(),
        _ => false,
    }
}

/// Words after which a full stop ends no sentence.
const SHORTENED: [&str; 14] = [
    "no", "nos", "e.g", "i.e", "dr", "mr", "mrs", "ms", "st", "vs", "approx", "para", "paras",
    "cllr",
];

/// The sentences of a text, as written, without the space around them.
#[must_use]
pub fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    for (place, (at, letter)) in letters.iter().enumerate() {
        if !matches!(letter, '.' | '?' | '!' | '\n') {
            continue;
        }
        let end = at + letter.len_utf8();
        if *letter == '\n' || ends(text, &letters, place, start) {
            found.push(text[start..end].trim());
            start = end;
        }
    }
    found.push(text[start..].trim());
    found.retain(|sentence| sentence.chars().any(char::is_alphanumeric));
    found
}

/// Whether a full stop, or its like, ends the sentence that began at `start`.
fn ends(text: &str, letters: &[(usize, char)], place: usize, start: usize) -> bool {
    let rest = || letters[place + 1..].iter().map(|(_, letter)| *letter);
    // Quotation marks and brackets close with the sentence.
    let next = rest().find(|letter| !matches!(letter, '”' | '"' | '’' | ')' | '\''));
    if next.is_some_and(|letter| !letter.is_whitespace()) {
        return false;
    }
    let opens = rest().find(|letter| !letter.is_whitespace() && !matches!(letter, '”' | '"' | ')'));
    if opens.is_some_and(char::is_lowercase) {
        return false;
    }
    if letters[place].1 != '.' {
        return true;
    }
    let before = text[start..letters[place].0]
        .rsplit(|letter: char| letter.is_whitespace() || letter == '(')
        .next()
        .unwrap_or_default()
        .to_lowercase();
    let is_initial = before.chars().count() == 1 && before.chars().all(char::is_alphabetic);
    !SHORTENED.contains(&before.as_str()) && !is_initial
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_parted_where_its_sentences_end() {
        assert_eq!(
            sentences(
                "Repeat plans are 27.3%. Visits fell (see No. 4, e.g. those of 2017). Why? “We do not know.” They ask"
            ),
            [
                "Repeat plans are 27.3%.",
                "Visits fell (see No. 4, e.g. those of 2017).",
                "Why?",
                "“We do not know.",
                "” They ask",
            ]
            .map(|sentence| sentence.trim_matches('\u{0}'))
        );
        assert!(sentences(" \n. ").is_empty());
    }

    #[test]
    fn words_keep_what_belongs_to_them() {
        let words: Vec<String> = tokens("Re-referrals: 1,238 of 5,923 (20.9%), in 2017/18.")
            .into_iter()
            .map(|token| token.word)
            .collect();
        assert_eq!(
            words,
            [
                "re-referrals",
                "1,238",
                "of",
                "5,923",
                "20.9",
                "%",
                "in",
                "2017/18"
            ]
        );
    }
}
