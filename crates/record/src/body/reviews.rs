//! Outside looks at the services: reviews, grades, recommendations, intervention.

use serde::{Deserialize, Serialize};

use super::{content, in_order, refer, said};
use crate::claimed_date::ClaimedDate;
use crate::id::{EntryId, Source};
use crate::kind::Kind;

/// Any outside look at the services.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// Its name.
    pub name: String,
    /// What sort it is.
    pub form: ReviewForm,
    /// Who looked.
    pub reviewer: EntryId,
    /// The framework it was done under.
    pub framework: Option<String>,
    /// Whom it looked at, where that is not the council's services.
    pub subject: Option<String>,
    /// First day on site.
    pub starts: ClaimedDate,
    /// Last day on site.
    pub ends: Option<ClaimedDate>,
    /// The questions it looked at, a phrase each.
    #[serde(default)]
    pub focus: Vec<String>,
    /// How it was done, a sentence each.
    #[serde(default)]
    pub method: Vec<String>,
    /// What came of it, a sentence each.
    #[serde(default)]
    pub findings: Vec<String>,
    /// The report or letter with its outcome.
    pub letter: Option<EntryId>,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(Review, schema 1, headline |r| r.name.clone(),
    references |r| [
        refer("reviewer", [&r.reviewer], &[Kind::Organisation]),
        refer("letter", &r.letter, &[Kind::Document]),
    ].concat(),
    faults |r| [said("name", &r.name), in_order(Some(r.starts), r.ends, "ends")].concat());

/// Sorts of review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewForm {
    /// A graded inspection.
    Inspection,
    /// A visit to a council judged inadequate.
    MonitoringVisit,
    /// A visit on one topic, without a grade.
    FocusedVisit,
    /// A review by the Department for Education.
    DepartmentReview,
    /// Ofsted's yearly conversation with the council.
    AnnualEngagement,
    /// A joint targeted area inspection.
    JointInspection,
    /// A review by other councils or their association.
    PeerReview,
    /// Ofsted's review of the local safeguarding children board.
    SafeguardingBoardReview,
}

/// The grade of one area in one review. The areas change with the framework,
/// and there may be no overall one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Judgement {
    /// The review.
    pub review: EntryId,
    /// The area in a word that stays the same across frameworks where the area
    /// does: `overall`, `help_and_protection`.
    pub area: String,
    /// The area as this framework names it.
    pub area_name: String,
    /// The larger area it is part of, if it is a sub-judgement.
    pub within: Option<String>,
    /// The grade.
    pub grade: Grade,
    /// What was not checked about it.
    pub caution: Option<String>,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(Judgement, schema 1,
    headline |j| format!("{}: {}", j.area_name, j.grade.in_words()),
    references |j| refer("review", [&j.review], &[Kind::Review]),
    faults |j| [said("area", &j.area), said("area_name", &j.area_name)].concat());

/// Ofsted's grades, best first. `Adequate` was used until 2013,
/// `RequiresImprovement` since.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// Outstanding.
    Outstanding,
    /// Good.
    Good,
    /// Adequate, in frameworks before November 2013.
    Adequate,
    /// Requires improvement to be good.
    RequiresImprovement,
    /// Inadequate.
    Inadequate,
}

impl Grade {
    /// The grade in words, without a capital.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Outstanding => "outstanding",
            Self::Good => "good",
            Self::Adequate => "adequate",
            Self::RequiresImprovement => "requires improvement to be good",
            Self::Inadequate => "inadequate",
        }
    }
}

/// What a review asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recommendation {
    /// The review that asked.
    pub review: EntryId,
    /// Its number or paragraph, as the report gives it.
    pub number: String,
    /// What is asked, in our own words.
    pub text: String,
    /// How the report calls it: `priority and immediate action`.
    pub label: String,
    /// To whom it is addressed, if not to the council alone.
    pub addressed_to: Option<String>,
    /// What it is about.
    pub theme: Option<String>,
    /// Earlier recommendations that found the same.
    #[serde(default)]
    pub recurs_from: Vec<EntryId>,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(Recommendation, schema 1,
    headline |r| format!("{}: {}", r.number, r.text),
    references |r| [
        refer("review", [&r.review], &[Kind::Review]),
        refer("recurs_from", &r.recurs_from, &[Kind::Recommendation]),
    ].concat(),
    faults |r| [said("number", &r.number), said("text", &r.text), said("label", &r.label)].concat());

/// A stage of government intervention, or of what follows it. That it ended is
/// a later version with `ends`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Intervention {
    /// Which rung of the ladder.
    pub stage: Stage,
    /// Its name here.
    pub name: String,
    /// The day it began.
    pub starts: ClaimedDate,
    /// The day it ended.
    pub ends: Option<ClaimedDate>,
    /// What it consists of, a sentence each.
    #[serde(default)]
    pub terms: Vec<String>,
    /// Why it began.
    pub because_of: Option<EntryId>,
    /// The document that says so.
    pub letter: Option<EntryId>,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(Intervention, schema 1, headline |i| i.name.clone(),
    references |i| [
        refer("because_of", &i.because_of, &[Kind::Review]),
        refer("letter", &i.letter, &[Kind::Document]),
    ].concat(),
    faults |i| [said("name", &i.name), in_order(Some(i.starts), i.ends, "ends")].concat());

/// Rungs of the intervention ladder, the heaviest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// A statutory direction (Education Act 1996, section 497A).
    Direction,
    /// An improvement notice.
    ImprovementNotice,
    /// Supervision and support after intervention.
    SupervisionAndSupport,
    /// Support through a regional improvement plan.
    RegionalPlan,
    /// Watching after exit.
    PostExitWatch,
}
