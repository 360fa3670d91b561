//! Measures, comparators, releases, and figures that disagree.

use serde::{Deserialize, Serialize};

use super::{content, refer, said};
use crate::id::{EntryId, Source};
use crate::kind::Kind;

/// The definition of a measure. A changed definition is a new version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// Its full name.
    pub name: String,
    /// A name short enough for a table.
    pub short_name: String,
    /// The part of the service it is about: `front door`, `workforce`.
    pub topic: String,
    /// What its values are.
    pub unit: Unit,
    /// Which way is good, or that no way is.
    pub polarity: Polarity,
    /// What a period is, in words: `year to 31 March`, `at 31 March`.
    pub basis: String,
    /// What is counted.
    pub numerator: Option<String>,
    /// Out of what.
    pub denominator: Option<String>,
    /// Whether the numerator may be larger than the denominator.
    #[serde(default)]
    pub may_exceed_denominator: bool,
    /// Decimal places shown.
    pub decimals: u8,
    /// How its publisher rounds.
    pub rounding: Option<String>,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// The published measure it is another account of: a council's own count
    /// beside the Department's.
    pub another_account_of: Option<EntryId>,
    /// The measures whose counts add up to its own, if it is their total: so that no
    /// small number of one can be worked out of the others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sum_of: Vec<EntryId>,
    /// What to bear in mind.
    #[serde(default)]
    pub cautions: Vec<String>,
    /// How often there is a value.
    pub frequency: Option<Frequency>,
    /// What a value of the series adds up.
    pub series: Option<SeriesForm>,
    /// The parts it is also read for.
    #[serde(default)]
    pub breakdowns: Vec<Breakdown>,
    /// Its number in the national list of measures.
    pub catalogue: Option<String>,
    /// The time limit it watches.
    pub clock: Option<Clock>,
    /// The outcome of the national framework it belongs to.
    pub outcome: Option<String>,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(Measure, schema 3, headline |m| m.name.clone(),
references |m| [
    refer("another_account_of", &m.another_account_of, &[Kind::Measure]),
    refer("sum_of", &m.sum_of, &[Kind::Measure]),
    refer("breakdowns", m.breakdowns.iter().flat_map(|part| &part.team), &[Kind::Team]),
].concat(),
faults |m| {
    let mut faults = [said("name", &m.name), said("short_name", &m.short_name)].concat();
    for (at, part) in m.breakdowns.iter().enumerate() {
        faults.extend(said("breakdowns", &part.code));
        faults.extend(said("breakdowns", &part.name));
        if m.breakdowns[..at].iter().any(|other| other.code == part.code) {
            faults.push(("breakdowns", format!("“{}” stands there twice", part.code)));
        }
        for larger in &part.part_of {
            // So that nothing can be part of itself by a long way round.
            if !m.breakdowns[..at].iter().any(|other| &other.code == larger) {
                let reason = format!("“{}” is part of “{larger}”, which does not stand before it", part.code);
                faults.push(("breakdowns", reason));
            }
        }
    }
    if let Some(clock) = &m.clock {
        faults.extend(said("clock", &clock.words));
    }
    faults
});

/// How often a measure has a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Frequency {
    /// Every month.
    Month,
    /// Every quarter.
    Quarter,
    /// Every year.
    Year,
}

/// What a value of a series adds up. Values of different sorts must not be
/// charted as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SeriesForm {
    /// What happened in the period.
    Flow,
    /// What there was on the day.
    Stock,
    /// What happened in several periods up to this one.
    Rolling,
    /// What happened since the year began: never charted as a series.
    YearToDate,
}

/// A part a measure is also read for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Breakdown {
    /// As the readings write it: `north`, `under-5`.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The team it is.
    pub team: Option<EntryId>,
    /// The way of dividing the whole that it belongs to: `age`, `ethnicity`. Parts
    /// of one way add up to the whole. Absent for teams, which are one way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// Of a smaller part: the parts it is some of, by their codes. A cell of a table
    /// of two ways names two: `["north", "under-5"]`. They stand before it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub part_of: Vec<String>,
}

/// A time limit that a measure watches.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clock {
    /// Whose limit it is.
    pub form: ClockForm,
    /// The limit in words: `within 45 working days`.
    pub words: String,
}

/// Whose time limit it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockForm {
    /// In law or statutory guidance.
    Statutory,
    /// The council's own.
    Local,
}

/// What a value counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Children, referrals, plans: a whole number of things.
    Count,
    /// Per cent, 0 to 100.
    Percent,
    /// Per 10,000 children aged under 18.
    #[serde(rename = "per_10000_children")]
    Per10000Children,
    /// Full-time equivalent workers.
    Fte,
    /// A plain number: cases per worker, a mean score.
    Number,
    /// Weeks.
    Weeks,
}

/// Which way of a measure is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Polarity {
    /// High is good.
    HigherIsBetter,
    /// Low is good.
    LowerIsBetter,
    /// Neither way is good in itself: never coloured.
    Context,
}

/// Whom a figure is compared with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Comparator {
    /// Its name: `England`, `Statistical neighbours, 2021 model, median`.
    pub name: String,
    /// A name short enough for a table.
    pub short_name: String,
    /// What sort of comparator it is.
    pub form: ComparatorForm,
    /// For neighbours: the members of the model, nearest first.
    #[serde(default)]
    pub members: Vec<String>,
    /// For neighbours: how one figure is made of theirs.
    pub statistic: Option<Average>,
    /// What to bear in mind.
    #[serde(default)]
    pub cautions: Vec<String>,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(Comparator, schema 1, headline |c| c.name.clone(),
    references |_| Vec::new(), faults |c| said("name", &c.name));

/// Sorts of comparator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ComparatorForm {
    /// Statistical neighbours.
    Neighbours,
    /// The region.
    Region,
    /// England.
    England,
}

/// How one figure is made of several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Average {
    /// The middle value.
    Median,
    /// The arithmetic mean.
    Mean,
}

/// One release of a published dataset.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Release {
    /// Its title: `Children in need 2025`.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// How it reached this record.
    pub obtained: Option<String>,
    /// The licence it is published under.
    pub licence: Option<String>,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(Release, schema 1, headline |r| r.title.clone(),
    references |_| Vec::new(), faults |r| said("title", &r.title));

/// Two published claims that do not agree. Both stay in the record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conflict {
    /// What the claims are about.
    pub about: String,
    /// One claim, with who makes it.
    pub one: String,
    /// The other claim.
    pub other: String,
    /// What a check of them shows.
    pub check: String,
    /// Of what kind the conflict is.
    pub form: ConflictForm,
    /// The entries that hold the claims.
    pub entries: Vec<EntryId>,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(Conflict, schema 1, headline |c| c.about.clone(),
    references |c| refer("entries", &c.entries, Kind::ALL),
    faults |c| [said("about", &c.about), said("check", &c.check)].concat());

/// Kinds of conflict between published figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConflictForm {
    /// The sum in the sentence does not come out.
    Arithmetic,
    /// Rounded differently.
    Rounding,
    /// A different group of children.
    Cohort,
    /// Counted on a different basis.
    Basis,
    /// Different things are included.
    Scope,
    /// The council's own figure and the published statistic.
    LocalVPublished,
    /// Published again with another value.
    Restated,
    /// Compared with the figure of another year.
    ComparatorYear,
    /// A date that was moved.
    MovedDate,
}

impl ConflictForm {
    /// The kind in words.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Arithmetic => "arithmetic",
            Self::Rounding => "rounding",
            Self::Cohort => "cohort",
            Self::Basis => "basis",
            Self::Scope => "scope",
            Self::LocalVPublished => "local v published",
            Self::Restated => "restated",
            Self::ComparatorYear => "comparator year",
            Self::MovedDate => "moved date",
        }
    }
}
