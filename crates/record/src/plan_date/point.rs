//! One day, month, quarter or term, with or without its year.

use jiff::Span;
use jiff::civil::{Date, Weekday};

use super::forms::{bare_day, find};
use super::words::Word;
use super::{Meaning, PlanDateKind, Unwritten, Year};

/// What a point is, its year aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Day {
        month: i8,
        day: i8,
    },
    Month(i8),
    /// Quarter of a financial year, 1 to 4.
    Quarter(i8),
    Term(Term),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Term {
    Autumn,
    Spring,
    Summer,
}

/// A point and the year it names, if it does: for a quarter and for a term of
/// a school year the year in which that year begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Point {
    pub(super) shape: Shape,
    pub(super) year: Option<i16>,
    /// The weekday it names, which must be right.
    pub(super) weekday: Option<Weekday>,
}

/// What the words of one point mean.
pub(super) fn point(words: &[Word], year: Year) -> Option<Meaning> {
    if let [w, slash, c, day @ ..] = words
        && w.is("w")
        && slash.is_mark('/')
    {
        return match c.letters()? {
            "c" | "b" => week(day, year, 0, 6),
            "e" => week(day, year, -6, 0),
            _ => None,
        };
    }
    match words {
        [first, second, day @ ..] if first.is("week") => match second.letters()? {
            "commencing" | "beginning" | "starting" => week(day, year, 0, 6),
            "ending" => week(day, year, -6, 0),
            _ => None,
        },
        _ => find(words, year.near)?.resolve(year),
    }
}

/// A range whose first end may leave its month or year to the last.
pub(super) fn range(first: &[Word], last: &[Word], year: Year) -> Option<Meaning> {
    let end = point(last, year)?;
    let before_end = Year {
        near: end.to?,
        unwritten: Unwritten::StartsBefore,
    };
    let start = match (bare_day(first), end.kind) {
        (Some(day), PlanDateKind::Day) => {
            let day = Date::new(end.to?.year(), end.to?.month(), day).ok()?;
            Meaning::new(PlanDateKind::Day, Some(day), Some(day))
        }
        _ => point(first, before_end)?,
    };
    let in_order = start.from? <= end.from? && start.to? < end.to?;
    in_order.then(|| Meaning::new(end.kind, start.from, end.to))
}

/// The seven days around a day: `w/c 3 Sept 2018`, `w/e 7 Sept 2018`.
fn week(day: &[Word], year: Year, first: i64, last: i64) -> Option<Meaning> {
    let day = point(day, year).filter(|day| day.kind == PlanDateKind::Day)?;
    let days = |count: i64| day.from?.checked_add(Span::new().days(count)).ok();
    (day.from == day.to).then(|| Meaning::new(PlanDateKind::Day, days(first), days(last)))
}

impl Point {
    fn resolve(self, year: Year) -> Option<Meaning> {
        let near = year.near;
        let in_year = |ahead| self.shape.window(near.year().checked_add(ahead)?);
        // 29 February may be eight years away.
        let (from, to) = match (self.year, year.unwritten) {
            (Some(year), _) => self.shape.window(year)?,
            (None, Unwritten::EndsOnOrAfter) => {
                (-1..=9).filter_map(in_year).find(|(_, to)| *to >= near)?
            }
            (None, Unwritten::StartsBefore) => (-9..=1)
                .rev()
                .filter_map(in_year)
                .find(|(from, _)| *from < near)?,
            (None, Unwritten::NotKnown) => return None,
        };
        // A weekday that does not fit is a slip in one of the two.
        if self
            .weekday
            .is_some_and(|weekday| from.weekday() != weekday)
        {
            return None;
        }
        let kind = match self.shape {
            Shape::Day { .. } => PlanDateKind::Day,
            Shape::Month(_) => PlanDateKind::Month,
            Shape::Quarter(_) => PlanDateKind::Quarter,
            Shape::Term(_) => PlanDateKind::Term,
        };
        Some(Meaning::new(kind, Some(from), Some(to)))
    }
}

impl Shape {
    /// Its first and last day in a year.
    fn window(self, year: i16) -> Option<(Date, Date)> {
        let months = |year: i16, first: i8, last: i8| {
            let first = Date::new(year, first, 1).ok()?;
            let last = Date::new(year, last, 1).ok()?.last_of_month();
            Some((first, last))
        };
        match self {
            Self::Day { month, day } => {
                let day = Date::new(year, month, day).ok()?;
                Some((day, day))
            }
            Self::Month(month) => months(year, month, month),
            Self::Quarter(4) => months(year + 1, 1, 3),
            Self::Quarter(quarter) => months(year, quarter * 3 + 1, quarter * 3 + 3),
            Self::Term(Term::Autumn) => months(year, 9, 12),
            Self::Term(Term::Spring) => months(year, 1, 3),
            Self::Term(Term::Summer) => months(year, 4, 8),
        }
    }
}
