//! Dates as plans write them (`Sept 18`, `Q2 18/19`, `July (was April)`), kept
//! word for word, with the window of days they mean.
//!
//! Conventions, where the words alone leave a choice:
//! - Numbers are day, month, year. A year of two digits is the one nearest to
//!   the day the plan was written. A bare five-digit number is a day as
//!   spreadsheets count them (1900 system).
//! - Without a year it is the first such month, day, quarter or term that ends
//!   on or after the day of writing; an earlier date in brackets (`was April`)
//!   and the start of a range are the latest before the date they belong to.
//! - A quarter is of the financial year, April to March: Q1 is April to June.
//! - A term is in the months by which England counts children into school and
//!   early education (Start of Compulsory School Age Order 1998): autumn is
//!   September to December, spring January to March, summer April to August.
//! - A range is of the kind of its ends. `End Oct 03` is a deadline: by the
//!   last day of that month.
//! - Whatever else is written is [`PlanDateKind::Unknown`], without a window:
//!   no date is better than a wrong one.

mod forms;
mod phrase;
mod point;
mod words;

use jiff::civil::Date;
use serde::Serialize;

/// A date as a plan writes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlanDate {
    /// Exactly what was written.
    pub as_written: String,
    /// What sort of date it is.
    pub kind: PlanDateKind,
    /// The first day it can mean; absent where nothing limits it.
    pub from: Option<Date>,
    /// The last day it can mean; absent where nothing limits it. What is due is
    /// overdue after this day.
    pub to: Option<Date>,
    /// The date it took the place of, where it says so.
    pub was: Option<Box<PlanDate>>,
}

/// Sorts of date in a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanDateKind {
    /// A day, a week, or from a day to a day.
    Day,
    /// A month, or from month to month.
    Month,
    /// A quarter of a financial year.
    Quarter,
    /// A school term.
    Term,
    /// From a day on.
    From,
    /// By a day.
    By,
    /// Without an end.
    Ongoing,
    /// At once: due on the day of writing, or soon after it.
    Immediate,
    /// Again and again.
    Recurring,
    /// How far it is, where a date should stand: `Complete`.
    Status,
    /// Not known, or not understood.
    Unknown,
}

/// No plan's date is longer, in bytes; what is longer is prose.
const LONGEST: usize = 200;

/// The window of days that a plan's date means. `written_on` is the day the
/// plan, or this version of it, was written.
#[must_use]
pub fn window(as_written: &str, written_on: Date) -> PlanDate {
    let read = if as_written.len() > LONGEST {
        None
    } else {
        read(as_written, written_on, Unwritten::EndsOnOrAfter)
    };
    read.unwrap_or_else(|| unknown(as_written))
}

/// How to date a phrase.
#[derive(Clone, Copy, Debug)]
struct Year {
    /// The day that years are chosen from.
    near: Date,
    /// Which year is meant where none is written.
    unwritten: Unwritten,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unwritten {
    /// The first that ends on the day or after it.
    EndsOnOrAfter,
    /// The last that starts before the day.
    StartsBefore,
    /// None: there is nothing to choose from.
    NotKnown,
}

/// What a phrase means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Meaning {
    kind: PlanDateKind,
    from: Option<Date>,
    to: Option<Date>,
}

impl Meaning {
    const fn new(kind: PlanDateKind, from: Option<Date>, to: Option<Date>) -> Self {
        Self { kind, from, to }
    }
}

fn read(as_written: &str, near: Date, unwritten: Unwritten) -> Option<PlanDate> {
    let words = words::words(as_written)?;
    let (now, was) = words::was(as_written, &words);
    let meaning = match phrase::phrase(now, Year { near, unwritten }) {
        Some(meaning) => meaning,
        // `TBC (was April 2018)` still tells what it was.
        None if was.is_some() => Meaning::new(PlanDateKind::Unknown, None, None),
        None => return None,
    };
    let was = was.map(|text| {
        let earlier = match meaning.from.or(meaning.to) {
            Some(day) => read(text, day, Unwritten::StartsBefore),
            None => read(text, near, Unwritten::NotKnown),
        };
        Box::new(earlier.unwrap_or_else(|| unknown(text)))
    });
    Some(PlanDate {
        as_written: as_written.to_owned(),
        kind: meaning.kind,
        from: meaning.from,
        to: meaning.to,
        was,
    })
}

fn unknown(as_written: &str) -> PlanDate {
    PlanDate {
        as_written: as_written.to_owned(),
        kind: PlanDateKind::Unknown,
        from: None,
        to: None,
        was: None,
    }
}

#[cfg(test)]
mod tests;
