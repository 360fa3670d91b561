//! What a check of a claim found, and what the findings come to.

use record::body::ConflictForm;
use record::id::EntryId;

/// What one check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Of what kind it is.
    pub kind: FindingKind,
    /// What it means for the claim.
    pub weight: Weight,
    /// What was found, in plain words: a sentence.
    pub words: String,
    /// The entries it rests on.
    pub rests_on: Vec<EntryId>,
}

/// Kinds of finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FindingKind {
    /// The figure is in the record as it is said.
    Stands,
    /// Two figures, or a sum and its terms, differ in one of the known ways.
    Differs(ConflictForm),
    /// The record has another figure.
    AnotherFigure,
    /// No figure of the record stands behind it.
    NoFigure,
    /// About which way something went.
    Direction(Travel),
}

/// How a direction that is claimed stands to the figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Travel {
    /// The statistical statement says the same.
    Shown,
    /// The statistical statement sees nothing beyond chance.
    NotShown,
    /// There are too few figures to say: two points are no trend.
    TwoPoints,
    /// The statistical statement says the opposite.
    Opposite,
}

/// What a finding means for a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// It bears the claim out.
    For,
    /// To be borne in mind; it decides nothing.
    Remark,
    /// It bore the claim out, and was revised since.
    Revised,
    /// Nothing bears the claim out.
    Missing,
    /// It speaks against the claim.
    Against,
}

/// What the findings about a claim come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// The record speaks against it.
    Contradicted,
    /// Nothing in the record bears it out.
    Unevidenced,
    /// It was so when it was said; the figure was revised since.
    SinceRevised,
    /// The record bears it out.
    Evidenced,
}

impl Verdict {
    /// Every verdict, in the order in which they need a look.
    pub const ALL: [Self; 4] = [
        Self::Contradicted,
        Self::Unevidenced,
        Self::SinceRevised,
        Self::Evidenced,
    ];

    /// What these findings come to: the heaviest decides.
    #[must_use]
    pub fn of(findings: &[Finding]) -> Self {
        match findings.iter().map(|finding| finding.weight).max() {
            Some(Weight::Against) => Self::Contradicted,
            Some(Weight::Revised) => Self::SinceRevised,
            Some(Weight::For) => Self::Evidenced,
            Some(Weight::Remark) if findings.iter().any(|one| one.weight == Weight::For) => {
                Self::Evidenced
            }
            Some(Weight::Missing | Weight::Remark) | None => Self::Unevidenced,
        }
    }

    /// In words.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Contradicted => "contradicted",
            Self::Unevidenced => "unevidenced",
            Self::SinceRevised => "evidenced at the time, since revised",
            Self::Evidenced => "evidenced",
        }
    }

    /// In one word, for addresses and files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Contradicted => "contradicted",
            Self::Unevidenced => "unevidenced",
            Self::SinceRevised => "since-revised",
            Self::Evidenced => "evidenced",
        }
    }
}

impl FindingKind {
    /// In words.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Stands => "as in the record",
            Self::Differs(form) => form.in_words(),
            Self::AnotherFigure => "another figure",
            Self::NoFigure => "no figure",
            Self::Direction(Travel::Shown) => "direction shown",
            Self::Direction(Travel::NotShown) => "direction not shown",
            Self::Direction(Travel::TwoPoints) => "too few figures",
            Self::Direction(Travel::Opposite) => "opposite direction",
        }
    }
}

impl Finding {
    /// A finding that rests on no entry of its own.
    pub(super) fn new(kind: FindingKind, weight: Weight, words: impl Into<String>) -> Self {
        Self {
            kind,
            weight,
            words: words.into(),
            rests_on: Vec::new(),
        }
    }

    /// The same, resting on entries.
    pub(super) fn on(mut self, entries: impl IntoIterator<Item = EntryId>) -> Self {
        self.rests_on.extend(entries);
        self
    }
}
