//! The work of a board between and in its meetings: who belongs to it, what it
//! is asked, what it asks for, and what Scrutiny recommends.

use serde::{Deserialize, Serialize};

use super::{content, in_order, refer, said};
use crate::claimed_date::ClaimedDate;
use crate::id::{EntryId, Source};
use crate::kind::Kind;

/// One item of a meeting's agenda.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgendaItem {
    /// The meeting.
    pub meeting: EntryId,
    /// Its number, as written.
    pub number: String,
    /// Its title.
    pub title: String,
    /// What the board is asked to do with it.
    pub form: AgendaForm,
    /// The post that brings it.
    pub lead: Option<EntryId>,
    /// The papers to it.
    #[serde(default)]
    pub papers: Vec<EntryId>,
    /// What the minutes say of it, a sentence each.
    #[serde(default)]
    pub minutes: Vec<String>,
    /// The paragraph, 1 to 7, of Part 1 of Schedule 12A to the Local Government
    /// Act 1972 under which it is taken in private.
    pub exempt: Option<u8>,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(AgendaItem, schema 1, headline |a| format!("{} {}", a.number, a.title),
references |a| [
    refer("meeting", [&a.meeting], &[Kind::Meeting]),
    refer("lead", &a.lead, &[Kind::Post]),
    refer("papers", &a.papers, &[Kind::Document, Kind::Paper]),
].concat(),
faults |a| {
    let mut faults = [said("number", &a.number), said("title", &a.title)].concat();
    if let Some(paragraph) = a.exempt && !(1..=7).contains(&paragraph) {
        faults.push(("exempt", format!("is {paragraph}: Schedule 12A has paragraphs 1 to 7")));
    }
    faults
});

/// What a board is asked to do with an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgendaForm {
    /// To decide.
    Decision,
    /// To discuss.
    Discussion,
    /// To note.
    Information,
}

/// Who asks for something: an entry of the record, or words where there is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Asker {
    /// A post, an organisation or a board.
    Entry(EntryId),
    /// A description, never a name: `A parent member`.
    Words(String),
}

/// Something a board wants to know.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InformationRequest {
    /// The board.
    pub board: EntryId,
    /// The meeting it was asked at.
    pub meeting: Option<EntryId>,
    /// Who asked.
    pub asked_by: Asker,
    /// What is asked, as a sentence.
    pub text: String,
    /// The post that is to answer.
    pub to: EntryId,
    /// By when.
    pub due: Option<ClaimedDate>,
    /// The answer.
    pub answer: Option<Answer>,
    /// Whether who asked is satisfied with it.
    pub satisfied: Option<Satisfied>,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(InformationRequest, schema 1, headline |i| i.text.clone(),
references |i| {
    let asker = match &i.asked_by {
        Asker::Entry(id) => Some(id),
        Asker::Words(_) => None,
    };
    [
        refer("board", [&i.board], &[Kind::Board]),
        refer("meeting", &i.meeting, &[Kind::Meeting]),
        refer("asked_by", asker, &[Kind::Post, Kind::Organisation, Kind::Board]),
        refer("to", [&i.to], &[Kind::Post]),
        refer("answer", i.answer.iter().flat_map(|answer| &answer.document), &[Kind::Document]),
    ].concat()
},
faults |i| {
    let mut faults = said("text", &i.text);
    if let Asker::Words(words) = &i.asked_by {
        faults.extend(said("asked_by", words));
    }
    if let Some(answer) = &i.answer {
        faults.extend(said("answer", &answer.text));
    }
    match (&i.answer, &i.satisfied) {
        (None, Some(_)) => faults.push((
            "satisfied", "there is no answer yet to be satisfied with".to_owned(),
        )),
        (Some(answer), Some(satisfied)) => {
            faults.extend(in_order(Some(answer.on), Some(satisfied.on), "satisfied"));
        }
        _ => {}
    }
    faults
});

/// An answer to a board.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// The day it was given.
    pub on: ClaimedDate,
    /// What it says.
    pub text: String,
    /// The document it was given in.
    pub document: Option<EntryId>,
}

/// What who asked thinks of the answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Satisfied {
    /// The day they said so.
    pub on: ClaimedDate,
    /// Whether they are satisfied.
    pub yes: bool,
    /// In what words.
    pub words: Option<String>,
}

/// A post's or an organisation's seat on a board.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Membership {
    /// The board.
    pub board: EntryId,
    /// The post or organisation.
    pub who: EntryId,
    /// As what.
    pub role: BoardRole,
    /// The person who sits there.
    pub person: Option<EntryId>,
    /// First day.
    pub starts: ClaimedDate,
    /// Last day.
    pub ends: Option<ClaimedDate>,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(Membership, schema 1, headline |m| format!("{}, from {}", m.role.in_words(), m.starts.in_words()),
    references |m| [
        refer("board", [&m.board], &[Kind::Board]),
        refer("who", [&m.who], &[Kind::Post, Kind::Organisation]),
        refer("person", &m.person, &[Kind::Person]),
    ].concat(),
    faults |m| in_order(Some(m.starts), m.ends, "ends"));

/// As what somebody sits on a board.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BoardRole {
    /// Chair.
    Chair,
    /// Vice-chair.
    ViceChair,
    /// Member.
    Member,
    /// Adviser, without a vote.
    Adviser,
    /// Observer.
    Observer,
}

impl BoardRole {
    /// The role, with a capital.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Chair => "Chair",
            Self::ViceChair => "Vice-chair",
            Self::Member => "Member",
            Self::Adviser => "Adviser",
            Self::Observer => "Observer",
        }
    }
}

/// What a scrutiny board recommends to the Cabinet Member. The response is due
/// two months after it was made (Local Government Act 2000, section 9FE), which
/// [`crate::governance::response_due`] works out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScrutinyRecommendation {
    /// The scrutiny board.
    pub board: EntryId,
    /// The meeting it was made at.
    pub meeting: EntryId,
    /// Its number, as written.
    pub number: String,
    /// What is recommended.
    pub text: String,
    /// The post it is made to.
    pub to: EntryId,
    /// The day it was made.
    pub made_on: ClaimedDate,
    /// The Cabinet Member's response.
    pub response: Option<CabinetResponse>,
    /// What was done.
    pub done: Option<Done>,
    /// What it is about, where that is in the record.
    #[serde(default)]
    pub about: Vec<EntryId>,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(ScrutinyRecommendation, schema 1, headline |s| format!("{}: {}", s.number, s.text),
references |s| [
    refer("board", [&s.board], &[Kind::Board]),
    refer("meeting", [&s.meeting], &[Kind::Meeting]),
    refer("to", [&s.to], &[Kind::Post]),
    refer("about", &s.about, Kind::ALL),
].concat(),
faults |s| {
    let mut faults = [said("number", &s.number), said("text", &s.text)].concat();
    if let Some(response) = &s.response {
        faults.extend(said("response", &response.text));
        faults.extend(in_order(Some(s.made_on), Some(response.on), "response"));
    }
    if let Some(done) = &s.done {
        faults.extend(said("done", &done.text));
        faults.extend(in_order(Some(s.made_on), Some(done.on), "done"));
        if s.response.as_ref().is_some_and(|r| r.verdict == Verdict::Refused) {
            faults.push(("done", "the recommendation was refused".to_owned()));
        }
    }
    faults
});

/// A Cabinet Member's response to Scrutiny.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CabinetResponse {
    /// The day it was given.
    pub on: ClaimedDate,
    /// Whether it accepts.
    pub verdict: Verdict,
    /// What it says.
    pub text: String,
}

/// Whether a recommendation is accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Accepted.
    Accepted,
    /// Accepted in part.
    Partly,
    /// Refused.
    Refused,
}

/// That something was done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Done {
    /// The day.
    pub on: ClaimedDate,
    /// What was done.
    pub text: String,
}
