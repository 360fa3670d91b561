//! Programmes, plans, actions, promises and what supports them.

use serde::{Deserialize, Serialize};

use super::{content, in_order, refer, said};
use crate::claimed_date::ClaimedDate;
use crate::id::{EntryId, Source};
use crate::kind::Kind;

/// An improvement programme.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Programme {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub purpose: Option<String>,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(Programme, schema 1, headline |p| p.name.clone(),
    references |_| Vec::new(), faults |p| said("name", &p.name));

/// An improvement plan. A revision of it is a new version of the entry; a plan
/// that takes its place is another entry that names it in `replaces`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// The programme it belongs to.
    pub programme: EntryId,
    /// Its name.
    pub name: String,
    /// How this version calls itself, `Final Version 10 March 2015`.
    pub version_label: Option<String>,
    /// The plan it takes the place of.
    pub replaces: Option<EntryId>,
    /// What it contains and how it is built, a sentence each.
    #[serde(default)]
    pub contents: Vec<String>,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(Plan, schema 1, headline |p| p.name.clone(),
    references |p| [
        refer("programme", [&p.programme], &[Kind::Programme]),
        refer("replaces", &p.replaces, &[Kind::Plan]),
    ].concat(),
    faults |p| said("name", &p.name));

/// An action of a plan, owned by a post.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Action {
    /// The plan it stands in.
    pub plan: EntryId,
    /// Its number in the plan, as written.
    pub reference: String,
    /// What is to be done.
    pub title: String,
    /// The post that answers for it.
    pub owner: EntryId,
    /// The recommendations it answers.
    #[serde(default)]
    pub recommendations: Vec<EntryId>,
    /// When it is due, exactly as the plan says (`Sept 18`, `Ongoing`). The
    /// window it means is worked out by [`crate::plan_date::window`].
    pub due: Option<String>,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(Action, schema 1, headline |a| format!("{} {}", a.reference, a.title),
    references |a| [
        refer("plan", [&a.plan], &[Kind::Plan]),
        refer("owner", [&a.owner], &[Kind::Post]),
        refer("recommendations", &a.recommendations, &[Kind::Recommendation]),
    ].concat(),
    faults |a| said("title", &a.title));

/// Somebody accepting, or refusing, that an action is done. Never its owner.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignOff {
    /// The action.
    pub action: EntryId,
    /// The post that decides. Must not be the action's owner.
    pub by: EntryId,
    /// Whether it accepts that the action is done.
    pub accepted: bool,
    /// Why.
    pub reason: Option<String>,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(SignOff, schema 1,
    headline |s| if s.accepted { "Signed off".to_owned() } else { "Sign-off refused".to_owned() },
    references |s| [
        refer("action", [&s.action], &[Kind::Action]),
        refer("by", [&s.by], &[Kind::Post]),
    ].concat(),
    faults |s| if s.accepted { Vec::new() } else { said("reason", s.reason.as_deref().unwrap_or("")) });

/// A public promise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commitment {
    /// What is promised, as a sentence.
    pub text: String,
    /// The posts or organisations that promise it.
    pub by: Vec<EntryId>,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(Commitment, schema 1, headline |c| c.text.clone(),
    references |c| refer("by", &c.by, &[Kind::Post, Kind::Organisation]),
    faults |c| said("text", &c.text));

/// A strategy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Strategy {
    /// Its name.
    pub name: String,
    /// What it is about: `workforce`, or `overview` for services as a whole.
    pub topic: String,
    /// What it says, a sentence each.
    pub says: Vec<String>,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(Strategy, schema 1, headline |s| s.name.clone(),
    references |_| Vec::new(), faults |s| said("name", &s.name));

/// A programme paid for by a grant or contract.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FundedProgramme {
    /// Its name.
    pub name: String,
    /// What it is about: `workforce`, …
    pub topic: String,
    /// Pounds sterling, whole.
    pub amount_pounds: Option<u64>,
    /// Who pays.
    pub funder: Option<String>,
    /// How the money was won.
    pub won_through: Option<String>,
    /// The authority that leads.
    pub lead: Option<EntryId>,
    /// Who takes part.
    #[serde(default)]
    pub partners: Vec<Partners>,
    /// How long, in words: `two years`.
    pub length: Option<String>,
    /// First day or month of the money.
    pub starts: Option<ClaimedDate>,
    /// Last day or month of the money.
    pub ends: Option<ClaimedDate>,
    /// What it is to deliver, a sentence each.
    #[serde(default)]
    pub delivers: Vec<String>,
    /// What else is said about it, a sentence each.
    #[serde(default)]
    pub says: Vec<String>,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(FundedProgramme, schema 1, headline |f| f.name.clone(),
    references |f| refer("lead", &f.lead, &[Kind::Organisation]),
    faults |f| [said("name", &f.name), in_order(f.starts, f.ends, "ends")].concat());

/// A number of partners of one sort: 14 local authorities.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Partners {
    /// How many.
    pub number: u32,
    /// Of what: `local authorities`.
    pub what: String,
}

/// A newsletter, open session or visit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Communication {
    /// Its name.
    pub name: String,
    /// What sort it is.
    pub form: CommunicationForm,
    /// For whom, as a sentence of its own.
    pub audience: String,
    /// What it says or does, a sentence each.
    pub says: Vec<String>,
    /// The post that does it.
    pub by: Option<EntryId>,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(Communication, schema 1, headline |c| c.name.clone(),
    references |c| refer("by", &c.by, &[Kind::Post]),
    faults |c| said("name", &c.name));

/// Sorts of communication.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CommunicationForm {
    /// A newsletter.
    Newsletter,
    /// A session open to all staff.
    OpenSession,
    /// A visit to a team.
    Visit,
}

/// What somebody said, kept as their claim and not as a fact.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// What it is about: `workforce`, `overview`, …
    pub topic: String,
    /// What was said, in a sentence or two of our own words.
    pub text: String,
    /// Who said it.
    pub by: Vec<EntryId>,
    /// What it is about, where that is in the record.
    #[serde(default)]
    pub about: Vec<EntryId>,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(Statement, schema 1, headline |s| s.text.clone(),
    references |s| [
        refer("by", &s.by, &[Kind::Post, Kind::Organisation, Kind::Board]),
        refer("about", &s.about, Kind::ALL),
    ].concat(),
    faults |s| said("text", &s.text));
