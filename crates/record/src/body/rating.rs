//! How far an action is and what difference it makes: two ratings, each by a
//! key of its own. Keys are data, because councils use different ones.

use serde::{Deserialize, Serialize};

use super::{content, refer, said};
use crate::claimed_date::ClaimedDate;
use crate::id::{EntryId, Source};
use crate::kind::Kind;

/// What is rated: whether it is being done, or whether it makes a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// Is it being done?
    Delivery,
    /// Is it making a difference?
    Impact,
}

impl Dimension {
    /// The dimension in a word: `delivery`, `impact`.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Delivery => "delivery",
            Self::Impact => "impact",
        }
    }
}

/// A key of statuses: what each letter or colour means here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RatingKey {
    /// Its name: `BRAG`, `Amber-E`, `Four steps of impact`.
    pub name: String,
    /// What it rates.
    pub of: Dimension,
    /// Its statuses, in the order they are shown.
    pub statuses: Vec<Status>,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(RatingKey, schema 1, headline |k| k.name.clone(),
references |_| Vec::new(),
faults |k| {
    let mut faults = said("name", &k.name);
    if k.statuses.is_empty() {
        faults.push(("statuses", "must hold at least one status".to_owned()));
    }
    for (at, status) in k.statuses.iter().enumerate() {
        if k.statuses[..at].iter().any(|other| other.code == status.code) {
            faults.push(("statuses", format!("“{}” stands there twice", status.code)));
        }
        if let Some(reason) = status.fault(k.of) {
            faults.push(("statuses", reason));
        }
    }
    faults
});

impl RatingKey {
    /// The status of this code.
    #[must_use]
    pub fn status(&self, code: &str) -> Option<&Status> {
        self.statuses.iter().find(|status| status.code == code)
    }
}

/// One status of a key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Status {
    /// A letter or two, as papers print it: `B`, `AE`.
    pub code: String,
    /// Its name: `Blue`, `Amber, embedding`.
    pub label: String,
    /// What it means here, as a sentence.
    pub meaning: String,
    /// What it stands for across keys.
    pub stands_for: StandsFor,
    /// The colour papers use, `#rrggbb`.
    pub colour: Option<String>,
    /// The shape that tells it apart without colour.
    pub shape: Option<Shape>,
}

impl Status {
    fn fault(&self, of: Dimension) -> Option<String> {
        let empty = [&self.code, &self.label, &self.meaning]
            .iter()
            .any(|text| text.trim().is_empty());
        if empty {
            return Some("each needs a code, a label and a meaning".to_owned());
        }
        if self.stands_for.dimension() != of {
            return Some(format!(
                "“{}” stands for a status of {}, and this is a key of {}",
                self.code,
                self.stands_for.dimension().in_words(),
                of.in_words()
            ));
        }
        let colour = self.colour.as_deref()?;
        let digits = colour.strip_prefix('#').unwrap_or("");
        let fine = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        (!fine).then(|| format!("“{colour}” is not a colour: write # and six digits, #00703c"))
    }
}

/// What a status means whatever its key calls it, so that keys can be counted
/// together and pages can ask what is late or done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StandsFor {
    /// Delivery: nothing has been done yet.
    NotStarted,
    /// Delivery: will be done by its date.
    OnTrack,
    /// Delivery: may not be done by its date.
    AtRisk,
    /// Delivery: its date has passed, or it will be missed.
    Overdue,
    /// Delivery: done by its owner's account; nobody has accepted it yet.
    CompleteAwaitingSignOff,
    /// Delivery: accepted as done; not yet shown to last.
    CompleteEmbedding,
    /// Delivery: accepted, and evidence shows it is everyday practice.
    CompleteEvidenced,
    /// Delivery: another action took its place.
    Superseded,
    /// Impact: too early to tell.
    NotYetMeasured,
    /// Impact: measured, and nothing to see.
    NoEvidence,
    /// Impact: some evidence of a difference.
    SomeEvidence,
    /// Impact: a difference in most places.
    Consistent,
    /// Impact: a difference that has lasted.
    Sustained,
}

impl StandsFor {
    /// What it is a status of.
    #[must_use]
    pub const fn dimension(self) -> Dimension {
        match self {
            Self::NotStarted
            | Self::OnTrack
            | Self::AtRisk
            | Self::Overdue
            | Self::CompleteAwaitingSignOff
            | Self::CompleteEmbedding
            | Self::CompleteEvidenced
            | Self::Superseded => Dimension::Delivery,
            Self::NotYetMeasured
            | Self::NoEvidence
            | Self::SomeEvidence
            | Self::Consistent
            | Self::Sustained => Dimension::Impact,
        }
    }

    /// Whether its owner has nothing left to do: any of the three stages of
    /// complete.
    #[must_use]
    pub const fn is_complete(self) -> bool {
        matches!(
            self,
            Self::CompleteAwaitingSignOff | Self::CompleteEmbedding | Self::CompleteEvidenced
        )
    }

    /// Whether nothing more is to come of it: evidenced, or superseded.
    #[must_use]
    pub const fn is_closed(self) -> bool {
        matches!(self, Self::CompleteEvidenced | Self::Superseded)
    }

    /// What it stands for in words, without a capital.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::NotStarted => "not started",
            Self::OnTrack => "on track",
            Self::AtRisk => "at risk",
            Self::Overdue => "overdue",
            Self::CompleteAwaitingSignOff => "complete, awaiting sign-off",
            Self::CompleteEmbedding => "complete, embedding",
            Self::CompleteEvidenced => "complete, evidenced",
            Self::Superseded => "superseded",
            Self::NotYetMeasured => "not yet measured",
            Self::NoEvidence => "no evidence of impact",
            Self::SomeEvidence => "some evidence of impact",
            Self::Consistent => "consistent impact",
            Self::Sustained => "sustained impact",
        }
    }
}

/// Shapes that tell statuses apart without colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// A circle.
    Circle,
    /// A square.
    Square,
    /// A triangle.
    Triangle,
    /// A diamond.
    Diamond,
    /// A star.
    Star,
    /// A cross.
    Cross,
    /// A ring.
    Ring,
}

/// The rating of one thing in one dimension. Each later rating is a version
/// that `changes` this one, so that was and now stand in one history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rating {
    /// What is rated.
    pub of: EntryId,
    /// In which dimension.
    pub dimension: Dimension,
    /// The key its status is a code of.
    pub key: EntryId,
    /// A code of the key.
    pub status: String,
    /// The post that rates. Impact is never rated by the action's owner.
    pub by: EntryId,
    /// Why.
    pub reason: String,
    /// What it rests on.
    #[serde(default)]
    pub evidence: Vec<EntryId>,
    /// The measures it rests on.
    #[serde(default)]
    pub measures: Vec<EntryId>,
    /// The day it was given.
    pub on: ClaimedDate,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(Rating, schema 1,
    headline |r| format!("{}: {}", match r.dimension {
        Dimension::Delivery => "Delivery",
        Dimension::Impact => "Impact",
    }, r.status),
    references |r| [
        refer("of", [&r.of], &[Kind::Action, Kind::Theme, Kind::Recommendation]),
        refer("key", [&r.key], &[Kind::RatingKey]),
        refer("by", [&r.by], &[Kind::Post]),
        refer("evidence", &r.evidence, &[Kind::Evidence]),
        refer("measures", &r.measures, &[Kind::Measure]),
    ].concat(),
    faults |r| [said("status", &r.status), said("reason", &r.reason)].concat());
