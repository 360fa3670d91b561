//! What may be seen of small numbers where figures leave: a policy for each
//! destination, and recorded decisions to depart from it.

use serde::{Deserialize, Serialize};

use super::{content, refer, said};
use crate::claimed_date::ClaimedDate;
use crate::id::{EntryId, Source};
use crate::kind::Kind;
use crate::period::Period;

/// Where figures go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Destination {
    /// Anybody: public pages and papers.
    Public,
    /// The board's members, who are bound to confidence.
    Board,
}

/// What a destination lets be seen of small numbers. The last one recorded for a
/// destination holds, for past dates too.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DisclosurePolicy {
    /// Where the figures go.
    pub destination: Destination,
    /// The smallest count shown; 0 hides nothing.
    pub threshold: u64,
    /// How wide the range must be that can be worked out of a small count; as
    /// wide as the threshold if absent.
    pub protection: Option<u64>,
    /// The smallest group of which it may be said that all or none of them are
    /// something.
    pub small_group: u64,
    /// Whether zeros are hidden like small counts.
    #[serde(default)]
    pub hide_zeros: bool,
    /// 5 or 10: what counts are rounded to; absent for not at all.
    pub rounding: Option<u64>,
    /// What stands in place of a hidden number: `c`, `<6`.
    pub symbol: String,
    /// Why these, and after whose practice.
    pub why: Option<String>,
    /// The post, board or decision that approved it.
    pub approved_by: EntryId,
    /// The day it was approved.
    pub approved_on: ClaimedDate,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(DisclosurePolicy, schema 1,
headline |p| format!("Numbers below {} are hidden from the {}", p.threshold, match p.destination {
    Destination::Public => "public",
    Destination::Board => "board",
}),
references |p| refer("approved_by", [&p.approved_by], &[Kind::Post, Kind::Board, Kind::Decision]),
faults |p| {
    let mut faults = said("symbol", &p.symbol);
    if p.symbol.trim().parse::<f64>().is_ok() {
        faults.push(("symbol", "is a number: what stands for a hidden number must not look like one".to_owned()));
    }
    if p.threshold > 100 {
        faults.push(("threshold", format!("{} would hide nearly everything: give at most 100", p.threshold)));
    }
    if p.rounding.is_some_and(|base| base != 5 && base != 10) {
        faults.push(("rounding", "can be to 5 or to 10; leave it out for none".to_owned()));
    }
    if p.destination == Destination::Public && p.threshold < 2 {
        faults.push(("threshold", "hides nothing from the public: record an override for the measures that may be shown, with its reason".to_owned()));
    }
    if let Some(why) = &p.why {
        faults.extend(said("why", why));
    }
    faults
});

/// A decision to show small numbers of a measure as they are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DisclosureOverride {
    /// The measure.
    pub measure: EntryId,
    /// Only these periods; every period if there are none.
    #[serde(default)]
    pub periods: Vec<Period>,
    /// Where they may be shown.
    pub destination: Destination,
    /// Why nobody can be known by them.
    pub why: String,
    /// The post, board or decision that decided it.
    pub decided_by: EntryId,
    /// The day it was decided.
    pub decided_on: ClaimedDate,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(DisclosureOverride, schema 1,
headline |o| format!("Small numbers shown: {}", o.why),
references |o| [
    refer("measure", [&o.measure], &[Kind::Measure]),
    refer("decided_by", [&o.decided_by], &[Kind::Post, Kind::Board, Kind::Decision]),
].concat(),
faults |o| {
    if o.why.chars().filter(|c| c.is_alphabetic()).count() < 10 {
        vec![("why", "says too little: say in a sentence why nobody can be known by these numbers".to_owned())]
    } else {
        Vec::new()
    }
});
