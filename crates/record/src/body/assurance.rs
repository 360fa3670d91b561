//! What assures that things are better: evidence, practice audits, the voice of
//! those concerned; and what may go wrong.

use serde::{Deserialize, Serialize};

use super::{content, in_order, is_digest, refer, said};
use crate::claimed_date::ClaimedDate;
use crate::id::{EntryId, Source};
use crate::kind::Kind;

/// Something that shows that a claim is so.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// Its title.
    pub title: String,
    /// What sort it is.
    pub form: EvidenceForm,
    /// What it supports.
    pub supports: Vec<EntryId>,
    /// The document it is, or stands in.
    pub document: Option<EntryId>,
    /// The day it speaks of.
    pub on: ClaimedDate,
    /// The post that put it forward.
    pub submitted_by: EntryId,
    /// The last day it holds; after that it must be renewed.
    pub lapses: Option<ClaimedDate>,
    /// The day on which it is to be looked at again.
    pub retest_on: Option<ClaimedDate>,
    /// SHA-256 of its file, in 64 hexadecimal digits.
    pub digest: Option<String>,
    /// What it shows, in a sentence or two.
    pub summary: String,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(Evidence, schema 1, headline |e| e.title.clone(),
references |e| [
    refer("supports", &e.supports, Kind::ALL),
    refer("document", &e.document, &[Kind::Document]),
    refer("submitted_by", [&e.submitted_by], &[Kind::Post]),
].concat(),
faults |e| {
    let mut faults = [
        said("title", &e.title),
        said("summary", &e.summary),
        in_order(Some(e.on), e.lapses, "lapses"),
        in_order(Some(e.on), e.retest_on, "retest_on"),
    ].concat();
    if e.supports.is_empty() {
        faults.push(("supports", "must name what it is evidence of".to_owned()));
    }
    if let Some(digest) = &e.digest {
        faults.extend(is_digest("digest", digest));
    }
    faults
});

/// Sorts of evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceForm {
    /// A policy, minute or other paper.
    Document,
    /// A practice audit.
    Audit,
    /// Figures.
    Data,
    /// Practice that was watched.
    Observation,
    /// What children, families, staff or partners said.
    Feedback,
    /// A visit to a team.
    Visit,
}

impl EvidenceForm {
    /// The sort in a word.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Audit => "audit",
            Self::Data => "data",
            Self::Observation => "observation",
            Self::Feedback => "feedback",
            Self::Visit => "visit",
        }
    }
}

/// A round of practice audits: how case work was graded, before and after
/// somebody else looked at the grades.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuditRound {
    /// Its title.
    pub title: String,
    /// First day of the round.
    pub from: ClaimedDate,
    /// Last day of the round.
    pub to: ClaimedDate,
    /// How many audits were planned.
    pub asked: u32,
    /// Grades as the auditors gave them.
    pub before: Grades,
    /// Grades of the same audits after moderation. An audit that was not
    /// moderated keeps its auditor's grade, so both add up to the same number.
    pub after: Grades,
    /// How many of the audits were moderated.
    pub moderated: u32,
    /// The post that ran it.
    pub by: EntryId,
    /// The post that moderated.
    pub moderated_by: Option<EntryId>,
    /// What the audits found.
    #[serde(default)]
    pub themes: Vec<AuditTheme>,
    /// What is done about it.
    #[serde(default)]
    pub actions: Vec<AuditAction>,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(AuditRound, schema 1, headline |a| a.title.clone(),
    references |a| [
        refer("by", [&a.by], &[Kind::Post]),
        refer("moderated_by", &a.moderated_by, &[Kind::Post]),
        refer("actions", a.actions.iter().map(|action| &action.owner), &[Kind::Post]),
    ].concat(),
    faults AuditRound::own_faults);

/// How many audits have each grade.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grades {
    /// Outstanding.
    pub outstanding: u32,
    /// Good.
    pub good: u32,
    /// Requires improvement.
    pub requires_improvement: u32,
    /// Inadequate.
    pub inadequate: u32,
}

impl Grades {
    /// The four counts, best first.
    #[must_use]
    pub const fn counts(&self) -> [u32; 4] {
        [
            self.outstanding,
            self.good,
            self.requires_improvement,
            self.inadequate,
        ]
    }

    /// How many audits were graded.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.counts().into_iter().map(u64::from).sum()
    }

    /// How many were good or better.
    #[must_use]
    pub fn good_or_better(&self) -> u64 {
        u64::from(self.outstanding) + u64::from(self.good)
    }
}

/// Something that the audits of a round found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuditTheme {
    /// What was found, as a sentence.
    pub text: String,
    /// Whether it is a strength; otherwise it is to be worked on.
    pub strength: bool,
    /// In how many audits.
    pub audits: u32,
}

/// What is done about a finding, until somebody looked again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuditAction {
    /// What is done.
    pub text: String,
    /// The post that does it.
    pub owner: EntryId,
    /// By when, as written.
    pub due: String,
    /// The day it was done.
    pub closed_on: Option<ClaimedDate>,
    /// The day it was audited again.
    pub re_audited_on: Option<ClaimedDate>,
    /// What that audit found.
    pub result: Option<String>,
}

impl AuditRound {
    fn own_faults(&self) -> Vec<(&'static str, String)> {
        let mut faults = [
            said("title", &self.title),
            in_order(Some(self.from), Some(self.to), "to"),
        ]
        .concat();
        let (before, after) = (self.before.total(), self.after.total());
        if before == 0 {
            faults.push(("before", "holds no audit".to_owned()));
        }
        if after != before {
            faults.push((
                "after",
                format!("adds up to {after} audits and before to {before}: an audit that was not moderated keeps its grade, so both must be the same"),
            ));
        } else {
            // Each changed audit is one fewer in a grade and one more in another.
            let pairs = self.before.counts().into_iter().zip(self.after.counts());
            let changed: u64 = pairs.map(|(b, a)| u64::from(a.saturating_sub(b))).sum();
            if changed > u64::from(self.moderated) {
                faults.push((
                    "moderated",
                    format!(
                        "is {}, but at least {changed} audits have another grade after moderation",
                        self.moderated
                    ),
                ));
            }
        }
        if u64::from(self.moderated) > before {
            faults.push((
                "moderated",
                format!("is {}, and there were only {before} audits", self.moderated),
            ));
        }
        if self.moderated > 0 && self.moderated_by.is_none() {
            faults.push((
                "moderated_by",
                "must name the post that moderated".to_owned(),
            ));
        }
        for theme in &self.themes {
            faults.extend(said("themes", &theme.text));
            if u64::from(theme.audits) > before {
                faults.push((
                    "themes",
                    format!(
                        "found in {} audits, and there were only {before}",
                        theme.audits
                    ),
                ));
            }
        }
        for action in &self.actions {
            faults.extend(said("actions", &action.text));
            faults.extend(in_order(action.closed_on, action.re_audited_on, "actions"));
            if action.result.is_some() && action.re_audited_on.is_none() {
                faults.push((
                    "actions",
                    "a result needs the day it was audited again".to_owned(),
                ));
            }
        }
        faults
    }
}

/// What children, families, staff or partners said, and what was done about it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Voice {
    /// Whose voice it is.
    pub of: VoiceOf,
    /// How they were heard: `survey`, `participation group`.
    pub how: String,
    /// When.
    pub on: ClaimedDate,
    /// What was heard, a sentence each.
    pub heard: Vec<String>,
    /// How many took part.
    pub people: Option<u32>,
    /// What was done about it.
    pub response: Option<String>,
    /// What it is about, where that is in the record.
    #[serde(default)]
    pub about: Vec<EntryId>,
    /// The post that listened.
    pub by: Option<EntryId>,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(Voice, schema 1,
headline |v| format!("{}: {}, {}", v.of.in_words(), v.how, v.on.in_words()),
references |v| [
    refer("about", &v.about, Kind::ALL),
    refer("by", &v.by, &[Kind::Post]),
].concat(),
faults |v| {
    let mut faults = said("how", &v.how);
    if v.heard.is_empty() {
        faults.push(("heard", "must say what was heard".to_owned()));
    }
    faults.extend(v.heard.iter().flat_map(|text| said("heard", text)));
    faults
});

/// Whose voice is heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VoiceOf {
    /// Children and young people.
    Children,
    /// Parents.
    Parents,
    /// Foster carers and kinship carers.
    Carers,
    /// Care leavers.
    CareLeavers,
    /// Staff.
    Staff,
    /// Partners.
    Partners,
}

impl VoiceOf {
    /// Whose voice, with a capital.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Children => "Children",
            Self::Parents => "Parents",
            Self::Carers => "Carers",
            Self::CareLeavers => "Care leavers",
            Self::Staff => "Staff",
            Self::Partners => "Partners",
        }
    }
}

/// Something that may stop the programme from working. A change of score or
/// state is a new version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Risk {
    /// Its title.
    pub title: String,
    /// What may bring it about.
    pub cause: String,
    /// What follows for children if it does.
    pub consequence: String,
    /// The post that answers for it.
    pub owner: EntryId,
    /// How likely it is, 1 to 5.
    pub likelihood: u8,
    /// How bad it would be, 1 to 5.
    pub impact: u8,
    /// The score it is to be brought down to, 1 to 25.
    pub target_score: Option<u8>,
    /// What is in place against it, a sentence each.
    #[serde(default)]
    pub controls: Vec<String>,
    /// The actions that work against it.
    #[serde(default)]
    pub actions: Vec<EntryId>,
    /// Whether it is still watched.
    pub state: RiskState,
    /// When it is looked at next.
    pub review_on: Option<ClaimedDate>,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(Risk, schema 1, headline |r| r.title.clone(),
references |r| [
    refer("owner", [&r.owner], &[Kind::Post]),
    refer("actions", &r.actions, &[Kind::Action]),
].concat(),
faults |r| {
    let mut faults = [
        said("title", &r.title), said("cause", &r.cause), said("consequence", &r.consequence),
    ].concat();
    for (field, score) in [("likelihood", r.likelihood), ("impact", r.impact)] {
        if !(1..=5).contains(&score) {
            faults.push((field, format!("is {score}: write 1 to 5")));
        }
    }
    if let Some(target) = r.target_score && !(1..=25).contains(&target) {
        faults.push(("target_score", format!("is {target}: write 1 to 25")));
    }
    faults
});

impl Risk {
    /// Likelihood times impact, 1 to 25.
    #[must_use]
    pub const fn score(&self) -> u8 {
        self.likelihood.saturating_mul(self.impact)
    }
}

/// Whether a risk is still watched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RiskState {
    /// It is.
    Open,
    /// It is not.
    Closed,
}
