//! When an action is due: its first date, for ever, and the date in force.

use jiff::civil::Date;
use record::body::{Action, DateChange};
use record::plan_date::{PlanDate, window};
use record::state::Held;

/// An action's dates.
#[derive(Debug)]
pub struct Due<'a> {
    /// The first date, as written.
    pub first: Option<&'a str>,
    /// The last day the first date can mean.
    pub first_day: Option<Date>,
    /// The date in force, as written.
    pub now: Option<&'a str>,
    /// The last day the date in force can mean; what is due is overdue after it.
    pub day: Option<Date>,
    /// The moves from one to the other, the earliest first.
    pub moves: Vec<Held<'a, DateChange>>,
}

impl<'a> Due<'a> {
    pub(super) fn of(action: Held<'a, Action>, mut moves: Vec<Held<'a, DateChange>>) -> Self {
        moves.sort_by_key(|moved| (moved.body.agreed_on.counts_as(), moved.meta.seq));
        let first = action.body.due.as_deref();
        let first_day = first.and_then(|due| {
            let written = action.meta.effective_on.counts_as();
            window(due, written).to
        });
        let last = moves.last();
        Self {
            first,
            first_day,
            now: last.map(|moved| moved.body.to.as_str()).or(first),
            day: last.map_or(first_day, |moved| meant(moved).to),
            moves,
        }
    }

    /// Days since the date in force passed; `None` if it has not.
    #[must_use]
    pub fn days_over(&self, today: Date) -> Option<i32> {
        self.day
            .filter(|day| *day < today)
            .map(|day| days(day, today))
    }
}

/// What the new date of a move means.
#[must_use]
pub fn meant(moved: &Held<'_, DateChange>) -> PlanDate {
    window(&moved.body.to, moved.body.agreed_on.counts_as())
}

/// Days from one day to another.
#[must_use]
pub fn days(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}
