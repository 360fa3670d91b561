//! Money that comes with duties, and what staff and the public are told.

use serde::{Deserialize, Serialize};

use super::{content, in_order, refer, said};
use crate::claimed_date::ClaimedDate;
use crate::id::{EntryId, Source};
use crate::kind::Kind;

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
    /// The organisations that take part, by name.
    #[serde(default)]
    pub organisations: Vec<EntryId>,
    /// What it is to deliver, each with its date.
    #[serde(default)]
    pub deliverables: Vec<Deliverable>,
    /// What was spent, up to one day after another.
    #[serde(default)]
    pub spend: Vec<Spend>,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(FundedProgramme, schema 2, headline |f| f.name.clone(),
references |f| [
    refer("lead", &f.lead, &[Kind::Organisation]),
    refer("organisations", &f.organisations, &[Kind::Organisation]),
].concat(),
faults |f| {
    let mut faults = [said("name", &f.name), in_order(f.starts, f.ends, "ends")].concat();
    faults.extend(f.deliverables.iter().flat_map(|one| said("deliverables", &one.text)));
    for (one, next) in f.spend.iter().zip(f.spend.iter().skip(1)) {
        if next.to.counts_as() <= one.to.counts_as() {
            faults.push(("spend", format!(
                "{} does not come after {}", next.to.in_words(), one.to.in_words(),
            )));
        }
    }
    faults
});

/// Something a funded programme is to deliver.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deliverable {
    /// What it is.
    pub text: String,
    /// By when, as written.
    pub due: Option<String>,
    /// The day it was delivered.
    pub delivered_on: Option<ClaimedDate>,
}

/// Money spent up to a day, since the programme began.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spend {
    /// Up to this day.
    pub to: ClaimedDate,
    /// What was to be spent by then, in whole pounds.
    pub budget_pounds: u64,
    /// What was spent by then, in whole pounds.
    pub spent_pounds: u64,
    /// What will be spent in all, as foreseen on that day, in whole pounds.
    pub forecast_pounds: Option<u64>,
}

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
    /// Which issue of a newsletter it is, as numbered there.
    pub issue: Option<String>,
    /// The day it went out or took place.
    pub on: Option<ClaimedDate>,
    /// How many came.
    pub attended: Option<u32>,
    /// The team visited.
    pub team: Option<EntryId>,
    /// Where it took place.
    pub place: Option<String>,
    /// How many it reached.
    pub reached: Option<u32>,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(Communication, schema 2, headline |c| c.name.clone(),
    references |c| [
        refer("by", &c.by, &[Kind::Post]),
        refer("team", &c.team, &[Kind::Team]),
    ].concat(),
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
