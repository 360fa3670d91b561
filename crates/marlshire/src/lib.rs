//! The record of Marlshire, a fictional council: a whole improvement programme
//! from an inadequate judgement to today, the same every time.
//!
//! What a person might want to change stands in `story/`, in files; the modules
//! here turn it into drafts for the record. Figures come from a generator with
//! a fixed seed (`chance`). Pure: no clock, no files, nothing from outside.

mod assurance;
mod boards;
mod book;
mod calendar;
mod chance;
mod committee;
mod figures;
mod outreach;
mod plan;
mod rated;
mod scaled;
mod series;
mod told;
mod updates;

use jiff::civil::{Date, date};
use record::claimed_date::ClaimedDate;
use record::draft::Draft;

pub use scaled::{Size, scaled};

use book::Book;
use calendar::Calendar;

/// The short name of the council.
pub const AUTHORITY: &str = "marlshire";

/// Which edition of the story this is. A changed story is another edition, so
/// that what was kept of an earlier one is made anew; a test holds its digest.
pub const EDITION: &str = "marlshire 10";

/// The first day the story tells of.
pub const BEGINS: Date = date(2021, 11, 30);

/// The last day the story tells of. A later day adds nothing.
pub const ENDS: Date = date(2026, 11, 23);

/// What in the story cannot be told, and why: a slip in one of its files.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what}: {why}")]
pub struct Untold {
    /// The file, entry or field.
    pub what: String,
    /// What is wrong with it.
    pub why: String,
}

impl Untold {
    pub(crate) fn new(what: impl Into<String>, why: impl ToString) -> Self {
        Self {
            what: what.into(),
            why: why.to_string(),
        }
    }
}

/// Every entry known by `until`, in the order in which they became known. A
/// later day adds to them and changes none.
///
/// # Errors
/// A file of the story has a slip in it.
pub fn drafts(until: Date) -> Result<Vec<Draft>, Untold> {
    let mut book = Book::new(AUTHORITY, calendar())?;
    told::tell(&mut book)?;
    let figures = figures::tell(&mut book)?;
    let actions = plan::actions()?;
    boards::tell(&mut book)?;
    plan::tell(&mut book, &actions)?;
    rated::tell(&mut book, &actions)?;
    updates::tell(&mut book, &actions, &figures)?;
    assurance::tell(&mut book, &actions)?;
    committee::tell(&mut book)?;
    outreach::tell(&mut book)?;
    let mut drafts = book.told();
    drafts.retain(|draft| {
        draft
            .known_on
            .map(ClaimedDate::counts_as)
            .is_none_or(|known| known <= until)
    });
    Ok(drafts)
}

/// The Board's meetings: every twelve weeks from 20 September 2023, the fifth
/// moved by a fortnight out of August.
fn calendar() -> Calendar {
    let planned = (0..15).map(|n| calendar::days_from(date(2023, 9, 20), n * 84));
    let days: Vec<Date> = planned
        .map(|day| {
            if day == date(2024, 8, 21) {
                date(2024, 9, 4)
            } else {
                day
            }
        })
        .collect();
    Calendar::new(&days, BEGINS, ENDS)
}
