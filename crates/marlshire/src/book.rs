//! Drafts as they are written: dates, who may see them, and the order in which
//! they became known.

use jiff::civil::Date;
use record::claimed_date::ClaimedDate;
use record::draft::{Draft, Place};
use record::entry::{Change, Classification};
use record::id::{Authority, EntryId};
use serde_json::Value;

use crate::Untold;
use crate::calendar::Calendar;

/// When an entry was true, known and public.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Days {
    /// True from.
    pub(crate) effective: Date,
    /// Known.
    pub(crate) known: Date,
    /// Who may see it, and since when the public could.
    pub(crate) seen: Seen,
}

/// Who may see an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Seen {
    /// Anyone, from this day.
    From(Date),
    /// Anyone, once the summary of the next Board is published.
    AfterPapers,
    /// Only those this classification allows.
    Closed(Classification),
}

impl Days {
    /// One day for all: public from that day.
    pub(crate) const fn public(day: Date) -> Self {
        Self {
            effective: day,
            known: day,
            seen: Seen::From(day),
        }
    }

    /// Known on a day and public with the next Board's papers.
    pub(crate) const fn papers(day: Date) -> Self {
        Self {
            effective: day,
            known: day,
            seen: Seen::AfterPapers,
        }
    }

    /// Known on a day, to the Board only.
    pub(crate) const fn board(day: Date) -> Self {
        Self {
            effective: day,
            known: day,
            seen: Seen::Closed(Classification::Board),
        }
    }
}

/// The drafts of one council, as they are written.
pub(crate) struct Book {
    authority: Authority,
    calendar: Calendar,
    told_in: &'static str,
    drafts: Vec<Draft>,
}

impl Book {
    /// An empty book of this council.
    ///
    /// # Errors
    /// The name is no name of an authority.
    pub(crate) fn new(authority: &str, calendar: Calendar) -> Result<Self, Untold> {
        Ok(Self {
            authority: authority
                .parse()
                .map_err(|error| Untold::new("authority", error))?,
            calendar,
            told_in: "marlshire",
            drafts: Vec::new(),
        })
    }

    /// The days on which the Board meets and things are published.
    pub(crate) const fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// Whose record it is.
    pub(crate) const fn authority(&self) -> &Authority {
        &self.authority
    }

    /// Names the file that what follows is told in.
    pub(crate) const fn told_in(&mut self, file: &'static str) {
        self.told_in = file;
    }

    /// The first version of an entry.
    ///
    /// # Errors
    /// `id` is no name of an entry.
    pub(crate) fn opens(&mut self, id: &str, days: Days, body: &Value) -> Result<(), Untold> {
        self.version(id, Change::Opens, days, None, body)
    }

    /// A later version of an entry, true from its day.
    ///
    /// # Errors
    /// `id` is no name of an entry.
    pub(crate) fn changes(&mut self, id: &str, days: Days, body: &Value) -> Result<(), Untold> {
        self.version(id, Change::Changes, days, None, body)
    }

    /// A version of an entry.
    ///
    /// # Errors
    /// `id` is no name of an entry.
    pub(crate) fn version(
        &mut self,
        id: &str,
        change: Change,
        days: Days,
        reason: Option<&str>,
        body: &Value,
    ) -> Result<(), Untold> {
        let name: EntryId = id.parse().map_err(|error| Untold::new(id, error))?;
        let published = match days.seen {
            Seen::From(day) => Some(day).filter(|day| *day <= self.calendar.end()),
            Seen::AfterPapers => self.calendar.summary_after(days.known),
            Seen::Closed(_) => None,
        };
        self.drafts.push(Draft {
            place: Place {
                file: self.told_in.to_owned(),
                line: self.drafts.len() + 1,
            },
            authority: self.authority.clone(),
            schema: name.kind().schema(),
            id: name,
            version: None,
            change,
            effective_on: days.effective.into(),
            known_on: Some(days.known.into()),
            published_on: published.map(ClaimedDate::from),
            classification: match days.seen {
                Seen::Closed(to) => to,
                Seen::From(_) | Seen::AfterPapers => Classification::Public,
            },
            reason: reason.map(str::to_owned),
            recorded_by: "marlshire".to_owned(),
            command_id: None,
            claimed_recorded_at: None,
            keeps_later: false,
            body: Some(body.to_string()),
            erased_digest: None,
        });
        Ok(())
    }

    /// The drafts in the order in which they became known; what became known on
    /// one day stays in the order it was written.
    pub(crate) fn told(mut self) -> Vec<Draft> {
        self.drafts
            .sort_by_key(|draft| draft.known_on.map(ClaimedDate::counts_as));
        self.drafts
    }
}
