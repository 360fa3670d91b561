//! Full dates beside a word for birth or for one person's age.

use crate::month::month_named;

use super::Identifier;
use super::words::Word;

/// How far a date may stand from a word, in bytes.
const NEAR: usize = 12;

/// After `date of birth` other words may come first: "was recorded as".
const AFTER_BIRTH: usize = 30;

pub(super) fn find<'a>(
    words: &'a [Word<'a>],
) -> impl Iterator<Item = (Identifier, usize, usize)> + 'a {
    let marks = marks(words);
    (0..words.len()).filter_map(move |at| {
        let length = date(&words[at..])?;
        let (start, end) = (words[at].start, words[at + length - 1].end);
        marks
            .iter()
            .any(|mark| {
                (start >= mark.end && start - mark.end <= mark.reach)
                    || (mark.start >= end && mark.start - end <= NEAR)
            })
            .then_some((Identifier::DateOfBirth, start, end))
    })
}

/// A word that makes a date beside it one of birth.
struct Mark {
    start: usize,
    end: usize,
    reach: usize,
}

fn marks(words: &[Word<'_>]) -> Vec<Mark> {
    let mark = |at: usize| {
        let rest = &words[at..];
        let word = rest.first()?;
        let next = |ahead: usize| rest.get(ahead);
        let mark = |last: &Word<'_>, reach| {
            Some(Mark {
                start: word.start,
                end: last.end,
                reach,
            })
        };
        if word.is_any(&["dob", "birth", "birthdate", "birthday"]) {
            return mark(word, AFTER_BIRTH);
        }
        if let [d, o, b, ..] = rest
            && d.is_any(&["d"])
            && o.is_any(&["o"])
            && b.is_any(&["b"])
        {
            return mark(b, AFTER_BIRTH);
        }
        if word.is_any(&["born"])
            && !next(1).is_some_and(|word| word.is_any(&["after", "before", "between", "since"]))
        {
            return mark(word, NEAR);
        }
        // "aged 9" is one child, "aged 5 to 16" a group.
        if word.is_any(&["age", "aged"])
            && let Some(years) = next(1)
            && (years.is_digits(1) || years.is_digits(2))
            && !next(2).is_some_and(|word| word.is_any(&["to", "or", "and", "over", "under"]))
            && !next(2).is_some_and(|word| word.follows_by(&['-', '–']))
        {
            return mark(years, NEAR);
        }
        None
    };
    (0..words.len()).filter_map(mark).collect()
}

/// How many words the full date has that stands here.
fn date(words: &[Word<'_>]) -> Option<usize> {
    let number = |at: usize| words.get(at).and_then(|word| word.text.parse::<u16>().ok());
    let joined = |at: usize| {
        words
            .get(at)
            .is_some_and(|word| word.follows_by(&['/', '-', '.']))
    };
    let year = |at: usize| {
        number(at)
            .filter(|year| (1900..2100).contains(year))
            .is_some()
    };
    let short_year = |at: usize| words.get(at).is_some_and(|word| word.is_digits(2));
    let day = |at: usize| number(at).filter(|day| (1..=31).contains(day)).is_some();
    if joined(1) && joined(2) {
        let day_first = day(0) && day(1) && (year(2) || short_year(2));
        let year_first = year(0) && day(1) && day(2);
        return (day_first || year_first).then_some(3);
    }
    let month = |at: usize| {
        words
            .get(at)
            .is_some_and(|word| month_named(word.text).is_some())
    };
    let in_month = |at: usize| {
        let word = words.get(at)?.text;
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let ending = &word[digits.len()..];
        let day: u16 = digits.parse().ok()?;
        ((1..=31).contains(&day) && ["", "st", "nd", "rd", "th"].contains(&ending)).then_some(())
    };
    if in_month(0).is_some() {
        let of = usize::from(words.get(1).is_some_and(|word| word.is_any(&["of"])));
        if month(1 + of) && (year(2 + of) || short_year(2 + of)) {
            return Some(3 + of);
        }
    }
    (month(0) && in_month(1).is_some() && year(2)).then_some(3)
}
