//! Teams, and who holds which post when. Names of people are kept elsewhere,
//! where they can be erased.

use serde::{Deserialize, Serialize};

use super::{content, in_order, refer, said};
use crate::claimed_date::ClaimedDate;
use crate::id::{EntryId, Source};
use crate::kind::Kind;

/// A team.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Team {
    /// Its name.
    pub name: String,
    /// The organisation it belongs to.
    pub organisation: EntryId,
    /// The team it is part of.
    pub part_of: Option<EntryId>,
    /// The post that leads it.
    pub lead: Option<EntryId>,
    /// The area or part of the service it covers.
    pub area: Option<String>,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(Team, schema 1, headline |t| t.name.clone(),
    references |t| [
        refer("organisation", [&t.organisation], &[Kind::Organisation]),
        refer("part_of", &t.part_of, &[Kind::Team]),
        refer("lead", &t.lead, &[Kind::Post]),
    ].concat(),
    faults |t| said("name", &t.name));

/// Somebody who holds posts, under a label and never a name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// How the record calls them: `Holder 14`.
    pub label: String,
    /// The posts they hold and held.
    #[serde(default)]
    pub holds: Vec<Holding>,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(Person, schema 1, headline |p| p.label.clone(),
references |p| refer("holds", p.holds.iter().map(|holding| &holding.post), &[Kind::Post]),
faults |p| {
    let mut faults = said("label", &p.label);
    for holding in &p.holds {
        faults.extend(in_order(Some(holding.starts), holding.ends, "holds"));
    }
    faults
});

/// A post held for a time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holding {
    /// The post.
    pub post: EntryId,
    /// First day.
    pub starts: ClaimedDate,
    /// Last day.
    pub ends: Option<ClaimedDate>,
}
