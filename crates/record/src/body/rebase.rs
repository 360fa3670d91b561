//! A decision that a measure's limits start anew.

use serde::{Deserialize, Serialize};

use super::{content, refer, said};
use crate::claimed_date::ClaimedDate;
use crate::id::{EntryId, Source};
use crate::kind::Kind;
use crate::period::Period;

/// A decision that the limits of a measure's chart start anew at a period, because
/// what it measures works in another way since. It holds for the whole and for every
/// part. Before it is known the limits run on; nothing starts them anew by itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rebase {
    /// The measure.
    pub measure: EntryId,
    /// The first period of the new limits.
    pub from: Period,
    /// What changed in the work that is measured, and how one knows.
    pub why: String,
    /// The post, board or decision that decided it.
    pub decided_by: EntryId,
    /// The day it was decided.
    pub decided_on: ClaimedDate,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(Rebase, schema 1,
headline |r| format!("Limits anew from {}", r.from.in_words()),
references |r| [
    refer("measure", [&r.measure], &[Kind::Measure]),
    refer("decided_by", [&r.decided_by], &[Kind::Post, Kind::Board, Kind::Decision]),
].concat(),
faults |r| {
    let mut faults = said("why", &r.why);
    if r.from.last_day() > r.decided_on.counts_as() {
        faults.push((
            "from",
            format!(
                "{} had not ended when this was decided, {}: nothing of a change had been seen",
                r.from.in_words(),
                r.decided_on.in_words()
            ),
        ));
    }
    faults
});
