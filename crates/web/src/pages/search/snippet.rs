//! The piece of an entry in which the words stand, with the words marked.

use maud::{Markup, html};
use record::kind::Body;
use serde_json::Value;

/// Letters of a text shown before the first word found.
const BEFORE: usize = 60;
/// Letters shown in all.
const LENGTH: usize = 200;

/// The text of an entry that has the most of the words, cut to size; none where
/// the entry's name, which is shown above it, has them all.
pub(super) fn of(body: &Body, name: &str, words: &[String]) -> Option<Markup> {
    if found(name, words) == words.len() {
        return None;
    }
    let json = body.to_json();
    let mut texts = Vec::new();
    gather(&json, &mut texts);
    let best = texts
        .into_iter()
        .filter(|text| text.contains(' '))
        .map(|text| (found(text, words), text))
        .filter(|(count, _)| *count > 0)
        // Of several with as many, the first.
        .rev()
        .max_by_key(|(count, _)| *count);
    best.map(|(_, text)| marked(&cut(text, words), words))
}

fn gather<'a>(value: &'a Value, into: &mut Vec<&'a str>) {
    match value {
        Value::String(text) => into.push(text),
        Value::Array(items) => items.iter().for_each(|item| gather(item, into)),
        Value::Object(fields) => {
            // Where it was read is shown on its own page.
            let told = fields.iter().filter(|(name, _)| *name != "sources");
            told.for_each(|(_, field)| gather(field, into));
        }
        _ => {}
    }
}

fn found(text: &str, words: &[String]) -> usize {
    let lower = text.to_lowercase();
    words
        .iter()
        .filter(|word| lower.contains(word.as_str()))
        .count()
}

/// The part of a text around the first word found, whole words only.
fn cut(text: &str, words: &[String]) -> String {
    let letters: Vec<char> = text.chars().collect();
    if letters.len() <= LENGTH {
        return text.to_owned();
    }
    let first = places(text, words).first().map_or(0, |(start, _)| *start);
    let mut start = first.saturating_sub(BEFORE);
    while start > 0 && start < first && !letters[start - 1].is_whitespace() {
        start += 1;
    }
    let mut end = (start + LENGTH).min(letters.len());
    while end < letters.len() && end > first && !letters[end].is_whitespace() {
        end -= 1;
    }
    let inside: String = letters[start..end].iter().collect();
    let (before, after) = (
        if start > 0 { "… " } else { "" },
        if end < letters.len() { " …" } else { "" },
    );
    format!("{before}{}{after}", inside.trim())
}

/// A text with the words in it marked.
pub(super) fn marked(text: &str, words: &[String]) -> Markup {
    let letters: Vec<char> = text.chars().collect();
    let piece = |from: usize, to: usize| letters[from..to].iter().collect::<String>();
    let mut at = 0;
    let mut pieces = Vec::new();
    for (start, end) in places(text, words) {
        pieces.push((piece(at, start), piece(start, end)));
        at = end;
    }
    html! {
        @for (before, word) in &pieces { (before) mark { (word) } }
        (piece(at, letters.len()))
    }
}

/// Where the words stand, counted in letters, in order and without overlap.
fn places(text: &str, words: &[String]) -> Vec<(usize, usize)> {
    // Letter by letter, so that a letter whose lower case is longer than it is
    // does not shift what follows.
    let lower: Vec<String> = text
        .chars()
        .map(|letter| letter.to_lowercase().collect())
        .collect();
    let mut places = Vec::new();
    let mut at = 0;
    while at < lower.len() {
        let longest = words
            .iter()
            .filter_map(|word| length_at(&lower[at..], word))
            .max();
        match longest {
            Some(length) => {
                places.push((at, at + length));
                at += length;
            }
            None => at += 1,
        }
    }
    places
}

/// How many letters a word takes at the start of a text, if it stands there.
fn length_at(letters: &[String], word: &str) -> Option<usize> {
    let mut rest = word;
    for (count, letter) in letters.iter().enumerate() {
        if rest.is_empty() {
            return (count > 0).then_some(count);
        }
        rest = rest.strip_prefix(letter.as_str())?;
    }
    rest.is_empty()
        .then_some(letters.len())
        .filter(|length| *length > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(text: &str, words: &[&str]) -> String {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        marked(text, &words).into_string()
    }

    #[test]
    fn words_are_marked_wherever_they_stand_and_nothing_is_trusted() {
        assert_eq!(
            mark("Private fostering & private <b>", &["private", "foster"]),
            "<mark>Private</mark> <mark>foster</mark>ing &amp; <mark>private</mark> &lt;b&gt;"
        );
        assert_eq!(mark("Cafés in İstanbul", &["istan"]), "Cafés in İstanbul");
        assert_eq!(mark("aaaa", &["a", "aa"]), "<mark>aa</mark><mark>aa</mark>");
        assert_eq!(mark("", &["a"]), "");
    }

    #[test]
    fn a_long_text_is_cut_around_the_first_word_found() {
        let text = format!("{} needle {}", "before ".repeat(40), "after ".repeat(60));
        let cut = cut(&text, &["needle".to_owned()]);
        assert!(
            cut.starts_with("… before ") && cut.ends_with("after …"),
            "{cut}"
        );
        assert!(cut.contains(" needle "));
        assert!(cut.chars().count() <= LENGTH + 4, "{}", cut.chars().count());
    }
}
