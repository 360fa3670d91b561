//! The forms in which one day, month, quarter or term is written.

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday, date};

use super::point::{Point, Shape, Term};
use super::words::{Token, Word};
use crate::month::month_named;

/// The point that these words are, all of them.
pub(super) fn find(words: &[Word], near: Date) -> Option<Point> {
    let (weekday, words) = match words {
        [first, rest @ ..] if !rest.is_empty() => match first.letters().and_then(weekday) {
            Some(day) => (Some(day), after_mark(rest, &['.', ','])),
            None => (None, words),
        },
        _ => (None, words),
    };
    let point = figures(words, near)
        .or_else(|| day_and_month(words, near))
        .or_else(|| month_and_day(words))
        .or_else(|| quarter(words, near))
        .or_else(|| term(words, near))?;
    let is_day = matches!(point.shape, Shape::Day { .. });
    (weekday.is_none() || is_day).then_some(Point { weekday, ..point })
}

const fn dated(shape: Shape, year: Option<i16>) -> Point {
    Point {
        shape,
        year,
        weekday: None,
    }
}

/// Figures alone: `9.12.16`, `01/02/2018`, `2018-09-30`, `09/2018`, `43373`.
fn figures(words: &[Word], near: Date) -> Option<Point> {
    let words = match words {
        // The midnight that spreadsheets add to a day.
        [day @ .., h, c1, m, c2, s]
            if [h, m, s].iter().all(|word| number(word) == Some((2, 0)))
                && c1.is_mark(':')
                && c2.is_mark(':') =>
        {
            day
        }
        _ => words,
    };
    match words {
        [serial] => {
            let (5, serial) = number(serial)? else {
                return None;
            };
            // Serials of 1990 to 2078: other numbers are hardly dates.
            let day = (32_874..=65_380).contains(&serial).then(|| {
                date(1899, 12, 30)
                    .checked_add(i64::from(serial).days())
                    .ok()
            })??;
            let (month, year) = (day.month(), Some(day.year()));
            Some(dated(
                Shape::Day {
                    month,
                    day: day.day(),
                },
                year,
            ))
        }
        [a, mark, b] if !mark.spaced && !b.spaced => {
            let ((a_digits, a), (b_digits, b)) = (number(a)?, number(b)?);
            let (month, year) = match (a_digits, b_digits) {
                // 2011-12 may be a financial year as well as a month.
                (4, 2) if mark.is_mark('-') && b != (a + 1) % 100 => (b, a),
                (1..=2, 4) if mark.is_mark('/') || mark.is_mark('-') || mark.is_mark('.') => (a, b),
                _ => return None,
            };
            Some(dated(Shape::Month(in_year(month)?), Some(likely(year)?)))
        }
        [a, mark, b, other, c] if mark.token == other.token => {
            let mark_fits = ['.', '/', '-'].iter().any(|m| mark.is_mark(*m));
            let (first, (digits, month), last) = (number(a)?, number(b)?, number(c)?);
            let (day, year) = match (first, last) {
                ((1..=2, day), (2, year)) => (day, nearest(year, near)?),
                ((1..=2, day), (4, year)) => (day, likely(year)?),
                ((4, year), (1..=2, day)) if !mark.is_mark('.') => (day, likely(year)?),
                _ => return None,
            };
            let shape = Shape::Day {
                month: in_year(month)?,
                day: i8::try_from(day).ok()?,
            };
            (mark_fits && digits <= 2).then_some(dated(shape, Some(year)))
        }
        _ => None,
    }
}

/// `3 Sept 2018`, `3rd of September`, `3-Sep-18`, and months alone: `Sept 18`,
/// `Dec-16`, `Nov. 03`, `July`.
fn day_and_month(words: &[Word], near: Date) -> Option<Point> {
    let (day, rest) = match words {
        [first, rest @ ..] if number(first).is_some() => {
            let day = day_number(first)?;
            let rest = match rest {
                [suffix, rest @ ..] if ordinal(suffix) => rest,
                _ => rest,
            };
            (
                Some(day),
                after_word(after_mark(rest, &['-', '/', '.', ',']), "of"),
            )
        }
        _ => (None, words),
    };
    let [name, rest @ ..] = rest else {
        return None;
    };
    let month = name.letters().and_then(month_named)?;
    let year = year_at_end(after_mark(rest, &['-', '/', '.', ',']), near)?;
    let shape = day.map_or(Shape::Month(month), |day| Shape::Day { month, day });
    Some(dated(shape, year))
}

/// `September 3rd`, `September 3, 2018`: only where the number can be no year.
fn month_and_day(words: &[Word]) -> Option<Point> {
    let [name, day, rest @ ..] = words else {
        return None;
    };
    let month = name.letters().and_then(month_named)?;
    let (is_ordinal, rest) = match rest {
        [suffix, rest @ ..] if ordinal(suffix) => (true, rest),
        _ => (false, rest),
    };
    let day = day_number(day)?;
    let year = match after_mark(rest, &[',']) {
        [] if is_ordinal => None,
        [year] => match number(year)? {
            (4, year) => Some(likely(year)?),
            _ => return None,
        },
        _ => return None,
    };
    Some(dated(Shape::Day { month, day }, year))
}

/// `Q2 18/19`, `Quarter 2 2018-19`, `2018/19 Q2`, `Q2`.
fn quarter(words: &[Word], near: Date) -> Option<Point> {
    let named = |q: &Word, n: &Word| {
        let is_name = ["q", "qtr", "quarter"].iter().any(|name| q.is(name));
        let (1, quarter @ 1..=4) = number(n)? else {
            return None;
        };
        is_name.then(|| i8::try_from(quarter).ok()).flatten()
    };
    let (quarter, rest) = match words {
        [q, n, rest @ ..] if named(q, n).is_some() => (named(q, n)?, rest),
        [rest @ .., q, n] => (named(q, n)?, rest),
        _ => return None,
    };
    let rest = match rest {
        [open, inside @ .., close] if open.is_mark('(') && close.is_mark(')') => inside,
        _ => after_mark(rest, &[',', '-']),
    };
    let year = match after_word(after_word(rest, "of"), "fy") {
        [] => None,
        // A year on its own may be a calendar year: not guessed.
        rest => Some(split_year(rest, near)?),
    };
    Some(dated(Shape::Quarter(quarter), year))
}

/// `Autumn term 2018`, `Spring term 18/19`, `Spring term`.
fn term(words: &[Word], near: Date) -> Option<Point> {
    let (name, rest) = words.split_first()?;
    let term = match name.letters()? {
        "autumn" => Term::Autumn,
        "spring" => Term::Spring,
        "summer" => Term::Summer,
        _ => return None,
    };
    let (before, rest) = match rest {
        [term, rest @ ..] if term.is("term") => (&rest[..0], rest),
        [before @ .., term] if term.is("term") => (before, &rest[..0]),
        _ => return None,
    };
    let written = if before.is_empty() {
        after_mark(rest, &[','])
    } else {
        before
    };
    let year = match split_year(written, near) {
        // A school year begins in autumn.
        Some(begins) if term == Term::Autumn => Some(begins),
        Some(begins) => Some(begins + 1),
        None => year_at_end(written, near)?,
    };
    Some(dated(Shape::Term(term), year))
}

/// Nothing, or a year of two or four digits; `None` for anything else. The
/// year of two digits must be within ten years ahead, twenty back: further off
/// the number is more likely a day.
fn year_at_end(words: &[Word], near: Date) -> Option<Option<i16>> {
    match after_mark(words, &['\'']) {
        [] if words.is_empty() => Some(None),
        [year] => match number(year)? {
            (4, year) => Some(Some(likely(year)?)),
            (2, year) => {
                let year = nearest(year, near)?;
                (near.year() - 20..=near.year() + 10)
                    .contains(&year)
                    .then_some(Some(year))
            }
            _ => None,
        },
        _ => None,
    }
}

/// The first year of `18/19`, `2018/19`, `2018-19`, `2018/2019`.
fn split_year(words: &[Word], near: Date) -> Option<i16> {
    let [first, mark, second] = words else {
        return None;
    };
    let year = match number(first)? {
        (4, year) => likely(year)?,
        (2, year) => nearest(year, near)?,
        _ => return None,
    };
    let next = i32::from(year) + 1;
    let follows = match number(second)? {
        (2, second) => second == next % 100,
        (4, second) => second == next,
        _ => false,
    };
    (follows && (mark.is_mark('/') || mark.is_mark('-'))).then_some(year)
}

fn number(word: &Word) -> Option<(usize, i32)> {
    match word.token {
        Token::Number { digits, value } => Some((digits, value)),
        _ => None,
    }
}

/// A day's number and nothing else, as in `3 - 5 Sept`.
pub(super) fn bare_day(words: &[Word]) -> Option<i8> {
    match words {
        [day] => day_number(day),
        [day, suffix] if ordinal(suffix) => day_number(day),
        _ => None,
    }
}

fn day_number(word: &Word) -> Option<i8> {
    match number(word)? {
        (1..=2, day @ 1..=31) => i8::try_from(day).ok(),
        _ => None,
    }
}

fn in_year(month: i32) -> Option<i8> {
    i8::try_from(month)
        .ok()
        .filter(|month| (1..=12).contains(month))
}

/// A year of four digits that a plan may name.
fn likely(year: i32) -> Option<i16> {
    i16::try_from(year)
        .ok()
        .filter(|year| (1900..=2100).contains(year))
}

/// The year with these last two digits that is nearest to a day's.
fn nearest(two_digits: i32, near: Date) -> Option<i16> {
    let earliest = i32::from(near.year()) - 49;
    i16::try_from(earliest + (two_digits - earliest).rem_euclid(100)).ok()
}

fn ordinal(word: &Word) -> bool {
    !word.spaced
        && ["st", "nd", "rd", "th"]
            .iter()
            .any(|suffix| word.is(suffix))
}

/// The words after one of these marks, if one stands first.
fn after_mark<'w>(words: &'w [Word], marks: &[char]) -> &'w [Word] {
    match words {
        [first, rest @ ..] if marks.iter().any(|mark| first.is_mark(*mark)) => rest,
        _ => words,
    }
}

fn after_word<'w>(words: &'w [Word], word: &str) -> &'w [Word] {
    match words {
        [first, rest @ ..] if first.is(word) => rest,
        _ => words,
    }
}

fn weekday(name: &str) -> Option<Weekday> {
    match name {
        "mon" | "monday" => Some(Weekday::Monday),
        "tue" | "tues" | "tuesday" => Some(Weekday::Tuesday),
        "wed" | "weds" | "wednesday" => Some(Weekday::Wednesday),
        "thu" | "thur" | "thurs" | "thursday" => Some(Weekday::Thursday),
        "fri" | "friday" => Some(Weekday::Friday),
        "sat" | "saturday" => Some(Weekday::Saturday),
        "sun" | "sunday" => Some(Weekday::Sunday),
        _ => None,
    }
}
