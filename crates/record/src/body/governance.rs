//! Boards, meetings, decisions and events.

use serde::{Deserialize, Serialize};

use super::{content, refer, said};
use crate::claimed_date::ClaimedDate;
use crate::id::{EntryId, Source};
use crate::kind::Kind;

/// A board, committee or group that meets. A change of name, chair or members
/// is a new version; a body that takes over is another entry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Board {
    /// Its name.
    pub name: String,
    /// What sort it is.
    pub form: BoardForm,
    /// What it is for, as a sentence.
    pub purpose: Option<String>,
    /// How often it is said to meet.
    pub cadence: Option<Cadence>,
    /// Its chair: a post or a description, never a name.
    pub chair: Option<String>,
    /// Its members: posts or groups, never names.
    #[serde(default)]
    pub members: Vec<String>,
    /// The board whose work it took over.
    pub takes_over_from: Option<EntryId>,
    /// What must have happened before it ends.
    pub ends_when: Option<EndCondition>,
    /// When it ended.
    pub ended: Option<ClaimedDate>,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(Board, schema 1, headline |b| b.name.clone(),
    references |b| refer("takes_over_from", &b.takes_over_from, &[Kind::Board]),
    faults |b| said("name", &b.name));

/// Sorts of board.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BoardForm {
    /// An improvement board or the group that follows it.
    Improvement,
    /// A scrutiny board of councillors.
    Scrutiny,
    /// The council's cabinet.
    Cabinet,
    /// A safeguarding partnership.
    Partnership,
}

/// How often a board is said to meet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cadence {
    /// As said: `every twelve weeks`.
    pub words: String,
    /// In weeks, if it can be.
    pub weeks: Option<u32>,
}

/// What must have happened before something ends, and by when as written. The
/// date may move: each move is a new version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EndCondition {
    /// What must have happened.
    pub text: String,
    /// By when, exactly as written: `June 2020`.
    pub by: Option<String>,
}

/// One meeting of a board. It is effective from the day it was planned; the
/// day itself is `on`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meeting {
    /// The board.
    pub board: EntryId,
    /// The day of the meeting.
    pub on: ClaimedDate,
    /// Whether it is planned, was held, or only its plan is known.
    pub status: MeetingStatus,
    /// The last day or month of the data it saw.
    pub data_to: Option<ClaimedDate>,
    /// Number of its minute, as written.
    pub minute: Option<String>,
    /// What it considered or heard, a sentence each.
    #[serde(default)]
    pub considered: Vec<String>,
    /// Which meeting of the board it is, as counted there: `14`.
    pub number: Option<String>,
    /// Who was there and who was not.
    #[serde(default)]
    pub attendance: Vec<Attendance>,
    /// The day its papers are due.
    pub papers_due: Option<ClaimedDate>,
    /// The day its papers went out.
    pub papers_issued: Option<ClaimedDate>,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(Meeting, schema 2, headline |m| format!("Meeting of {}", m.on.in_words()),
references |m| [
    refer("board", [&m.board], &[Kind::Board]),
    refer("attendance", m.attendance.iter().map(|seat| &seat.who), &[Kind::Post, Kind::Organisation]),
].concat(),
faults |m| {
    let days = [("data_to", m.data_to), ("papers_due", m.papers_due)];
    let mut faults: Vec<_> = days.into_iter().filter_map(|(field, day)| {
        let day = day.filter(|day| day.earliest() > m.on.counts_as())?;
        Some((field, format!("{} is after the meeting, {}", day.in_words(), m.on.in_words())))
    }).collect();
    for (at, seat) in m.attendance.iter().enumerate() {
        if m.attendance[..at].iter().any(|other| other.who == seat.who) {
            faults.push(("attendance", format!("“{}” stands there twice", seat.who)));
        }
    }
    faults
});

/// Whether a member was at a meeting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attendance {
    /// The post or organisation.
    pub who: EntryId,
    /// Whether it was there.
    pub presence: Presence,
}

/// Whether somebody was there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// They were.
    Present,
    /// Somebody came in their place.
    Deputy,
    /// They sent apologies.
    Apologies,
    /// They were not, without a word.
    Absent,
}

/// What is known of a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeetingStatus {
    /// It is to be held.
    Planned,
    /// It was held.
    Held,
    /// It was planned; whether it was held is not known.
    NotKnown,
}

/// What was decided.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// The board that decided.
    pub board: EntryId,
    /// The meeting it was decided at.
    pub meeting: Option<EntryId>,
    /// The day of the decision.
    pub on: ClaimedDate,
    /// What was decided, as a sentence.
    pub text: String,
    /// What it is about, where that is in the record.
    #[serde(default)]
    pub about: Vec<EntryId>,
    /// The item of the agenda it was decided under.
    pub agenda_item: Option<EntryId>,
    /// The entries it brought about or changed.
    #[serde(default)]
    pub changes: Vec<EntryId>,
    /// The post that is to carry it out.
    pub owner: Option<EntryId>,
    /// By when, as written.
    pub due: Option<String>,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(Decision, schema 2, headline |d| d.text.clone(),
    references |d| [
        refer("board", [&d.board], &[Kind::Board]),
        refer("meeting", &d.meeting, &[Kind::Meeting]),
        refer("about", &d.about, Kind::ALL),
        refer("agenda_item", &d.agenda_item, &[Kind::AgendaItem]),
        refer("changes", &d.changes, Kind::ALL),
        refer("owner", &d.owner, &[Kind::Post]),
    ].concat(),
    faults |d| said("text", &d.text));

/// Something that happened and bears on the programme.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// What happened, in a few words.
    pub title: String,
    /// What sort of event it is.
    pub form: EventForm,
    /// When, as precisely as is known.
    pub on: ClaimedDate,
    /// What happened, in a sentence or two.
    pub text: Option<String>,
    /// The post it is about.
    pub post: Option<EntryId>,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(Event, schema 1, headline |e| e.title.clone(),
    references |e| refer("post", &e.post, &[Kind::Post]),
    faults |e| said("title", &e.title));

/// Sorts of event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventForm {
    /// A change of leadership.
    Leadership,
    /// A change of governance.
    Governance,
    /// Something outside the council.
    Context,
}
