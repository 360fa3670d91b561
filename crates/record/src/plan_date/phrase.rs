//! The whole of what stands in a plan's date column, the earlier date aside.

use jiff::ToSpan as _;

use super::point::{point, range};
use super::words::{Token, Word};
use super::{Meaning, PlanDateKind, Unwritten, Year};

/// Words that say how far something is.
const STATUS: &[&str] = &[
    "closed",
    "complete",
    "completed",
    "done",
    "embedded",
    "in progress",
    "not started",
    "on hold",
    "on track",
    "overdue",
    "superseded",
    "underway",
    "under way",
];

/// Words for no end.
const ONGOING: &[&str] = &[
    "ongoing",
    "on going",
    "continuing",
    "continuous",
    "in place and ongoing",
    "immediate and ongoing",
];

/// Words for at once, due the day they are written.
const IMMEDIATE: &[&str] = &["immediate", "immediately", "with immediate effect"];

/// Words for soon, without a last day.
const SOON: &[&str] = &["asap", "as soon as possible"];

/// Words for again and again, how often aside.
const RECURRING: &[&str] = &[
    "daily",
    "weekly",
    "fortnightly",
    "monthly",
    "six weekly",
    "half termly",
    "termly",
    "quarterly",
    "six monthly",
    "annual",
    "annually",
    "yearly",
    "every week",
    "every month",
    "every quarter",
    "every term",
    "every year",
    "each week",
    "each month",
    "each quarter",
    "each term",
    "each year",
];

/// Words before the last day of something.
const BY: &[&str] = &[
    "by",
    "until",
    "till",
    "up to",
    "no later than",
    "due",
    "due by",
    "complete by",
    "completed by",
    "completion by",
    "to be complete by",
    "to be completed by",
    "deadline",
];

/// Words before the first day of something.
const FROM: &[&str] = &[
    "from",
    "starting",
    "starting from",
    "commencing",
    "beginning",
    "to start",
    "to start from",
    "to be introduced from",
    "with effect from",
    "wef",
];

/// Words before a month that leave its window as it is.
const PART: &[&str] = &[
    "in",
    "during",
    "on",
    "early",
    "mid",
    "late",
    "middle of",
    "beginning of",
    "start of",
];

/// What the words mean, all of them; `None` if any is not understood.
pub(super) fn phrase(words: &[Word], year: Year) -> Option<Meaning> {
    let said = said(words);
    if STATUS.contains(&said.as_str()) {
        return Some(Meaning::new(PlanDateKind::Status, None, None));
    }
    let writing = (year.unwritten == Unwritten::EndsOnOrAfter).then_some(year.near);
    if IMMEDIATE.contains(&said.as_str()) {
        return Some(Meaning::new(PlanDateKind::Immediate, writing, writing));
    }
    if SOON.contains(&said.as_str()) {
        return Some(Meaning::new(PlanDateKind::Immediate, writing, None));
    }
    without_end(words, year, ONGOING, PlanDateKind::Ongoing)
        .or_else(|| without_end(words, year, RECURRING, PlanDateKind::Recurring))
        .or_else(|| dated(words, year))
}

/// `Ongoing`, `Monthly`, and either of them from or until a date.
fn without_end(words: &[Word], year: Year, names: &[&str], kind: PlanDateKind) -> Option<Meaning> {
    let limits = after(words, names)?;
    if limits.is_empty() {
        return Some(Meaning::new(kind, None, None));
    }
    let limits = match limits {
        [mark, rest @ ..] if [',', '-', ';', ':'].iter().any(|m| mark.is_mark(*m)) => rest,
        _ => limits,
    };
    let limit = dated(limits, year)?;
    let is_limit = [FROM, BY, &["between", "to"]]
        .iter()
        .any(|names| after(limits, names).is_some());
    is_limit.then(|| Meaning::new(kind, limit.from, limit.to))
}

/// A date, a deadline, a beginning or a range.
fn dated(words: &[Word], year: Year) -> Option<Meaning> {
    part(words, year)
        .or_else(|| {
            let from = span(after(words, FROM)?, year)?;
            Some(Meaning::new(PlanDateKind::From, from.from, None))
        })
        .or_else(|| {
            let (last, from) = words.split_last()?;
            let from = span(after(from, FROM).unwrap_or(from), year)?;
            last.is_any(&["onwards", "onward"])
                .then(|| Meaning::new(PlanDateKind::From, from.from, None))
        })
        .or_else(|| {
            let rest = after(words, BY).or_else(|| after(words, &["to"]))?;
            let by = end(rest, year).or_else(|| span(rest, year))?;
            Some(Meaning::new(PlanDateKind::By, None, by.to))
        })
        .or_else(|| {
            let before = span(after(words, &["before"])?, year)?;
            let last = before.from?.checked_sub(1.day()).ok();
            Some(Meaning::new(PlanDateKind::By, None, last))
        })
        .or_else(|| end(words, year))
}

/// A range, or a point with or without a word for a part of it.
fn part(words: &[Word], year: Year) -> Option<Meaning> {
    if let Some(between) = after(words, &["between"]) {
        return split(between, year, &["and"]);
    }
    if let Some(range) = split(
        after(words, &["from"]).unwrap_or(words),
        year,
        &["to", "until", "till"],
    ) {
        return Some(range);
    }
    let whole = after(words, PART).unwrap_or(words);
    let whole = match whole {
        [mark, rest @ ..] if mark.is_mark('-') => rest,
        _ => whole,
    };
    span(whole, year)
}

/// `End Oct 03`, `end of term`: by the last day of it.
fn end(words: &[Word], year: Year) -> Option<Meaning> {
    let rest = after(words, &["end", "the end"])?;
    let rest = after(rest, &["of the", "of"]).unwrap_or(rest);
    let whole = match rest {
        [only] => match only.token {
            Token::Number {
                digits: 4,
                value: value @ 1900..=2100,
            } => {
                let last = jiff::civil::Date::new(i16::try_from(value).ok()?, 12, 31).ok();
                Meaning::new(PlanDateKind::By, None, last)
            }
            _ => point(rest, year)?,
        },
        _ => point(rest, year)?,
    };
    (whole.kind != PlanDateKind::Day).then(|| Meaning::new(PlanDateKind::By, None, whole.to))
}

fn span(words: &[Word], year: Year) -> Option<Meaning> {
    point(after(words, &["the"]).unwrap_or(words), year)
}

/// A range, where exactly one way of parting it makes sense. A word or a spaced
/// dash goes before a dash that stands between two parts of a date.
fn split(words: &[Word], year: Year, joined_by: &[&str]) -> Option<Meaning> {
    let parted = |parts: &dyn Fn(&Word, &Word) -> bool| {
        let mut found = (1..words.len().saturating_sub(1))
            .filter(|at| parts(&words[*at], &words[at + 1]))
            .filter_map(|at| range(&words[..at], &words[at + 1..], year));
        let first = found.next()?;
        found.next().is_none().then_some(first)
    };
    let clear = parted(&|word, next| {
        word.is_any(joined_by) || (word.is_mark('-') && word.spaced && next.spaced)
    });
    if clear.is_some() || point(words, year).is_some() {
        return clear;
    }
    parted(&|word, _| word.is_mark('-'))
}

/// The words after the longest of these names that they begin with. A hyphen
/// may stand where the name has a space.
fn after<'w>(words: &'w [Word], names: &[&str]) -> Option<&'w [Word]> {
    let strip = |name: &str| {
        let mut rest = words;
        for (at, part) in name.split(' ').enumerate() {
            if at > 0 && rest.first()?.is_mark('-') {
                rest = &rest[1..];
            }
            let (first, behind) = rest.split_first()?;
            if !first.is(part) {
                return None;
            }
            rest = behind;
        }
        Some(rest)
    };
    names
        .iter()
        .filter_map(|name| strip(name))
        .min_by_key(|rest| rest.len())
}

/// The letters of the words with a space between; hyphens and stops count as
/// spaces, and whatever else is no letter as a question mark.
fn said(words: &[Word]) -> String {
    let parts: Vec<&str> = words
        .iter()
        .filter(|word| !word.is_mark('-') && !word.is_mark('.'))
        .map(|word| word.letters().unwrap_or("?"))
        .collect();
    parts.join(" ")
}
