//! Programmes, plans, actions, promises and strategies.

use serde::{Deserialize, Serialize};

use super::{content, in_order, refer, said};
use crate::claimed_date::ClaimedDate;
use crate::id::{EntryId, Source};
use crate::kind::Kind;
use crate::period::Period;

/// An improvement programme.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Programme {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub purpose: Option<String>,
    /// The measures it is judged by, in the order papers show them.
    #[serde(default)]
    pub headline_measures: Vec<EntryId>,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(Programme, schema 2, headline |p| p.name.clone(),
    references |p| refer("headline_measures", &p.headline_measures, &[Kind::Measure]), faults |p| said("name", &p.name));

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
    /// The phase of the programme it is for, as written.
    pub phase: Option<String>,
    /// First day or month it covers.
    pub starts: Option<ClaimedDate>,
    /// Last day or month it covers.
    pub ends: Option<ClaimedDate>,
    /// The key its actions' delivery is rated by.
    pub delivery_key: Option<EntryId>,
    /// The key their impact is rated by.
    pub impact_key: Option<EntryId>,
    /// The board or decision that approved it.
    pub approved_by: Option<EntryId>,
    /// What it wants for children, in its own words.
    pub vision: Option<String>,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(Plan, schema 2, headline |p| p.name.clone(),
    references |p| [
        refer("programme", [&p.programme], &[Kind::Programme]),
        refer("replaces", &p.replaces, &[Kind::Plan]),
        refer("delivery_key", &p.delivery_key, &[Kind::RatingKey]),
        refer("impact_key", &p.impact_key, &[Kind::RatingKey]),
        refer("approved_by", &p.approved_by, &[Kind::Board, Kind::Decision]),
    ].concat(),
    faults |p| [said("name", &p.name), in_order(p.starts, p.ends, "ends")].concat());

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
    /// When it is due, exactly as the plan says (`Sept 18`, `Ongoing`): its
    /// first date. A later one is a [`super::DateChange`]. The window it means
    /// is worked out by [`crate::plan_date::window`].
    pub due: Option<String>,
    /// The theme it belongs to.
    pub theme: Option<EntryId>,
    /// What will be different for children.
    pub outcome: Option<String>,
    /// How one will know.
    pub success: Option<String>,
    /// The measures that tell whether it works.
    #[serde(default)]
    pub measures: Vec<EntryId>,
    /// What evidence is wanted of it.
    pub evidence_wanted: Option<String>,
    /// The team that does it.
    pub team: Option<EntryId>,
    /// The organisations that help.
    #[serde(default)]
    pub partners: Vec<EntryId>,
    /// The day it starts.
    pub starts: Option<ClaimedDate>,
    /// The action that took its place.
    pub superseded_by: Option<EntryId>,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(Action, schema 2, headline |a| format!("{} {}", a.reference, a.title),
    references |a| [
        refer("plan", [&a.plan], &[Kind::Plan]),
        refer("owner", [&a.owner], &[Kind::Post]),
        refer("recommendations", &a.recommendations, &[Kind::Recommendation]),
        refer("theme", &a.theme, &[Kind::Theme]),
        refer("measures", &a.measures, &[Kind::Measure]),
        refer("team", &a.team, &[Kind::Team]),
        refer("partners", &a.partners, &[Kind::Organisation]),
        refer("superseded_by", &a.superseded_by, &[Kind::Action]),
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
    /// The day it was decided.
    pub on: Option<ClaimedDate>,
    /// What is signed off.
    pub stage: Option<SignOffStage>,
    /// What it rests on.
    #[serde(default)]
    pub evidence: Vec<EntryId>,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(SignOff, schema 2,
headline |s| if s.accepted { "Signed off".to_owned() } else { "Sign-off refused".to_owned() },
references |s| [
    refer("action", [&s.action], &[Kind::Action]),
    refer("by", [&s.by], &[Kind::Post]),
    refer("evidence", &s.evidence, &[Kind::Evidence]),
].concat(),
faults |s| {
    if !s.accepted {
        return said("reason", s.reason.as_deref().unwrap_or(""));
    }
    if s.stage == Some(SignOffStage::Evidenced) && s.evidence.is_empty() {
        return vec![("evidence", "what is signed off as evidenced must name the evidence".to_owned())];
    }
    Vec::new()
});

/// The stages of complete that are signed off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignOffStage {
    /// It is done.
    Complete,
    /// It is everyday practice.
    Embedded,
    /// Evidence shows that it makes the difference it was to make.
    Evidenced,
}

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
    /// The figures it gives, where they are in the record.
    #[serde(default)]
    pub readings: Vec<EntryId>,
    /// The measures it speaks of; of one that names none, those that would show
    /// whether it is so.
    #[serde(default)]
    pub measures: Vec<EntryId>,
    /// Which way it says those went.
    pub direction: Option<SaidDirection>,
    /// The earlier of two periods it compares, or the only one it speaks of.
    pub from: Option<Period>,
    /// The later of two periods it compares.
    pub to: Option<Period>,
    /// Whom it compares with.
    pub comparator: Option<EntryId>,
    /// The period it says the comparator's figure is for.
    pub comparator_period: Option<Period>,
    /// The group it says was counted, where that is not the measure's own.
    pub cohort: Option<String>,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(Statement, schema 2, headline |s| s.text.clone(),
references |s| [
    refer("by", &s.by, &[Kind::Post, Kind::Organisation, Kind::Board]),
    refer("about", &s.about, Kind::ALL),
    refer("readings", &s.readings, &[Kind::Reading]),
    refer("measures", &s.measures, &[Kind::Measure]),
    refer("comparator", &s.comparator, &[Kind::Comparator]),
].concat(),
faults |s| {
    let mut faults = said("text", &s.text);
    if let (Some(from), Some(to)) = (s.from, s.to)
        && to.last_day() <= from.last_day()
    {
        faults.push(("to", format!("{} does not come after {}", to.in_words(), from.in_words())));
    }
    if s.comparator_period.is_some() && s.comparator.is_none() {
        faults.push(("comparator", "is missing, and its period is given".to_owned()));
    }
    faults
});

/// Which way somebody says a figure went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SaidDirection {
    /// The way that is good.
    Better,
    /// The way that is not.
    Worse,
    /// To a larger number.
    Up,
    /// To a smaller number.
    Down,
    /// Neither way.
    Unchanged,
}
