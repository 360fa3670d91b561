//! What somebody asks to append: a version before it has a number, a place in
//! the chain, or has been checked.

use std::fmt;

use jiff::Timestamp;

use crate::claimed_date::ClaimedDate;
use crate::entry::{Change, Classification, Digest};
use crate::id::{Authority, EntryId};

/// Where something was written, for error messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// File, or `standard input`.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, line {}", self.file, self.line)
    }
}

/// What is wrong, where, and in which field.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {field}: {reason}")]
pub struct Problem {
    /// Where it was written.
    pub place: Place,
    /// The field, as the writer knows it.
    pub field: String,
    /// What is wrong and what to do.
    pub reason: String,
}

/// A version somebody asks to append.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Where it was written.
    pub place: Place,
    /// Whose record it is for.
    pub authority: Authority,
    /// The entry's name.
    pub id: EntryId,
    /// Its version number, if the sender insists on one: the entry must then
    /// stand at the number before it.
    pub version: Option<u32>,
    /// Schema of the body; the present one unless it comes from elsewhere.
    pub schema: u16,
    /// What it does.
    pub change: Change,
    /// True from.
    pub effective_on: ClaimedDate,
    /// The authority had it; the day of recording if absent.
    pub known_on: Option<ClaimedDate>,
    /// The public could have it.
    pub published_on: Option<ClaimedDate>,
    /// Who may see it.
    pub classification: Classification,
    /// Why.
    pub reason: Option<String>,
    /// Who stores it: an opaque name.
    pub recorded_by: String,
    /// The sender's name for this command.
    pub command_id: Option<String>,
    /// When another system says it stored it.
    pub claimed_recorded_at: Option<Timestamp>,
    /// Whether later versions still stand, for a change dated before them.
    pub keeps_later: bool,
    /// JSON text; absent only for a version another system has erased.
    pub body: Option<String>,
    /// The digest of a body that another system has erased.
    pub erased_digest: Option<Digest>,
}

impl Draft {
    /// A problem with this draft.
    #[must_use]
    pub fn problem(&self, field: impl Into<String>, reason: impl Into<String>) -> Problem {
        Problem {
            place: self.place.clone(),
            field: field.into(),
            reason: reason.into(),
        }
    }
}
