//! The days the Improvement Board meets, and what they set: when papers are
//! due and issued, and when the public summary appears.

use jiff::civil::Date;
use jiff::{Span, ToSpan};
use record::working_days::is_working_day;

use crate::Untold;

/// Days between the day a Board's papers are due out and the Board: five
/// working days and two at a weekend.
const PAPERS_BEFORE: i32 = 7;

/// The meetings whose papers went out two days late.
const LATE_PAPERS: [usize; 2] = [5, 11];

/// Days between the draft of the papers and the Board.
const DRAFTED_BEFORE: i32 = 12;

/// Days from the Board to the publication of its summary.
const SUMMARY_AFTER: i32 = 14;

/// One meeting of the Board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sitting {
    /// Its number, from 1.
    pub(crate) number: usize,
    /// The day it met, or is to meet.
    pub(crate) on: Date,
}

impl Sitting {
    /// The day its papers are drafted.
    pub(crate) fn drafted(self) -> Date {
        working(days_from(self.on, -DRAFTED_BEFORE))
    }

    /// The day its papers are due out.
    pub(crate) fn papers_due(self) -> Date {
        working(days_from(self.on, -PAPERS_BEFORE))
    }

    /// The day its papers are issued.
    pub(crate) fn papers_issued(self) -> Date {
        let late = if LATE_PAPERS.contains(&self.number) {
            2
        } else {
            0
        };
        working(days_from(self.on, late - PAPERS_BEFORE))
    }

    /// The day ratings for it are set.
    pub(crate) fn rated(self) -> Date {
        working(days_from(self.on, -DRAFTED_BEFORE - 1))
    }

    /// The day its public summary appears.
    pub(crate) fn summary(self) -> Date {
        days_from(self.on, SUMMARY_AFTER)
    }

    /// The last day of the month its figures go to.
    pub(crate) fn data_to(self) -> Date {
        let before = days_from(self.drafted(), -18);
        days_from(before.first_of_month(), -1)
    }
}

/// The Board's meetings, in order, held and planned.
#[derive(Clone, Debug)]
pub(crate) struct Calendar {
    sittings: Vec<Sitting>,
    begins: Date,
    end: Date,
}

impl Calendar {
    /// Meetings on these days; nothing is known before `begins` or published
    /// after `end`.
    pub(crate) fn new(days: &[Date], begins: Date, end: Date) -> Self {
        let number = |(at, on): (usize, &Date)| Sitting {
            number: at + 1,
            on: *on,
        };
        Self {
            sittings: days.iter().enumerate().map(number).collect(),
            begins,
            end,
        }
    }

    /// The first day the story tells of.
    pub(crate) const fn begins(&self) -> Date {
        self.begins
    }

    /// The last day the story tells of.
    pub(crate) const fn end(&self) -> Date {
        self.end
    }

    /// Every meeting, in order.
    pub(crate) fn sittings(&self) -> &[Sitting] {
        &self.sittings
    }

    /// The meeting of this number.
    ///
    /// # Errors
    /// There is none.
    pub(crate) fn sitting(&self, number: usize) -> Result<Sitting, Untold> {
        number
            .checked_sub(1)
            .and_then(|at| self.sittings.get(at))
            .copied()
            .ok_or_else(|| Untold::new("meeting", format!("there is no meeting {number}")))
    }

    /// The day on which what was known on `day` appears in the public summary
    /// of a Board, if that day has come.
    pub(crate) fn summary_after(&self, day: Date) -> Option<Date> {
        self.sittings
            .iter()
            .find(|sitting| sitting.on >= day)
            .map(|sitting| sitting.summary())
            .filter(|summary| *summary <= self.end)
    }
}

/// The day itself if people work on it in England, or the last before it on
/// which they do.
pub(crate) fn working(mut day: Date) -> Date {
    while is_working_day(day) == Ok(false) {
        day = days_from(day, -1);
    }
    day
}

/// A day so many days after another, or before it; the same day where the
/// calendar ends.
pub(crate) fn days_from(day: Date, days: i32) -> Date {
    day.saturating_add(Span::new().days(days))
}

/// The first day of the month so many months after that of `day`.
pub(crate) fn months_from(day: Date, months: i32) -> Date {
    day.first_of_month().saturating_add(months.months())
}
