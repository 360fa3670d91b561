//! How a plan is delivered: its themes, what is reported on its actions, and
//! the dates that were moved.

use serde::{Deserialize, Serialize};

use super::{content, refer, said};
use crate::claimed_date::ClaimedDate;
use crate::id::{EntryId, Source};
use crate::kind::Kind;

/// A theme of a plan: what it is to change for children, and who leads it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// The plan it stands in.
    pub plan: EntryId,
    /// Its number in the plan, as written.
    pub number: String,
    /// Its title.
    pub title: String,
    /// The outcome for children, as a sentence.
    pub aim: String,
    /// The post that leads it.
    pub lead: Option<EntryId>,
    /// The measures that tell whether it works.
    #[serde(default)]
    pub measures: Vec<EntryId>,
    /// The outcome of the national framework it belongs to.
    pub framework_outcome: Option<String>,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(Theme, schema 1, headline |t| format!("{} {}", t.number, t.title),
    references |t| [
        refer("plan", [&t.plan], &[Kind::Plan]),
        refer("lead", &t.lead, &[Kind::Post]),
        refer("measures", &t.measures, &[Kind::Measure]),
    ].concat(),
    faults |t| [
        said("number", &t.number), said("title", &t.title), said("aim", &t.aim),
    ].concat());

/// What a post reports about an action on a day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Update {
    /// The action.
    pub action: EntryId,
    /// The day it reports on.
    pub on: ClaimedDate,
    /// What was done and what came of it.
    pub text: String,
    /// The post that reports.
    pub by: EntryId,
    /// What is done next.
    pub next: Option<String>,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(Update, schema 1, headline |u| u.text.clone(),
    references |u| [
        refer("action", [&u.action], &[Kind::Action]),
        refer("by", [&u.by], &[Kind::Post]),
    ].concat(),
    faults |u| said("text", &u.text));

/// An action's date moved, with who asked and who agreed. The action keeps its
/// first date for ever; the date in force is `to` of the latest of these
/// ([`crate::delivery::date_in_force`]).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DateChange {
    /// The action.
    pub action: EntryId,
    /// The date in force until then, exactly as it is written there.
    pub from: String,
    /// The date from then on, as written. The window it means is worked out by
    /// [`crate::plan_date::window`].
    pub to: String,
    /// Why.
    pub reason: String,
    /// The post that asked.
    pub requested_by: EntryId,
    /// The post, board or decision that agreed. Never the action's owner.
    pub agreed_by: EntryId,
    /// The meeting it was agreed at.
    pub meeting: Option<EntryId>,
    /// The day it was agreed.
    pub agreed_on: ClaimedDate,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(DateChange, schema 1, headline |d| format!("From {} to {}", d.from, d.to),
references |d| [
    refer("action", [&d.action], &[Kind::Action]),
    refer("requested_by", [&d.requested_by], &[Kind::Post]),
    refer("agreed_by", [&d.agreed_by], &[Kind::Post, Kind::Board, Kind::Decision]),
    refer("meeting", &d.meeting, &[Kind::Meeting]),
].concat(),
faults |d| {
    let mut faults = [
        said("from", &d.from), said("to", &d.to), said("reason", &d.reason),
    ].concat();
    if d.from.trim() == d.to.trim() {
        faults.push(("to", "is the date it already had".to_owned()));
    }
    faults
});
