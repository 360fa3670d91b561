//! Papers made of the record: drafted, then issued.

use serde::{Deserialize, Serialize};

use super::{content, is_digest, refer, said};
use crate::claimed_date::ClaimedDate;
use crate::entry::Head;
use crate::id::{EntryId, Source};
use crate::kind::Kind;

/// A paper made of the record. Once issued it is never changed: a mistake in it
/// is corrected or the paper withdrawn, with the reason.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    /// What sort it is.
    pub form: PaperForm,
    /// Its title.
    pub title: String,
    /// The meeting it is for.
    pub meeting: Option<EntryId>,
    /// It says what was true on this day.
    pub as_at: ClaimedDate,
    /// As far as it was known on this day.
    pub known_at: ClaimedDate,
    /// The last day or month of its figures.
    pub data_to: Option<ClaimedDate>,
    /// Whether it was issued.
    pub status: PaperStatus,
    /// The day it was issued.
    pub issued_on: Option<ClaimedDate>,
    /// The end of the record's chain it was made from, `SEQ:HASH`.
    pub head: Option<String>,
    /// Its files.
    #[serde(default)]
    pub files: Vec<PaperFile>,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(Paper, schema 1, headline |p| p.title.clone(),
references |p| refer("meeting", &p.meeting, &[Kind::Meeting]),
faults |p| {
    let mut faults = said("title", &p.title);
    match (p.status, p.issued_on) {
        (PaperStatus::Issued, None) => {
            faults.push(("issued_on", "must say when it was issued".to_owned()));
        }
        (PaperStatus::Drafted, Some(_)) => {
            faults.push(("issued_on", "a draft was not issued".to_owned()));
        }
        _ => {}
    }
    if let Some(Err(reason)) = p.head.as_ref().map(|head| head.parse::<Head>()) {
        faults.push(("head", reason));
    }
    for file in &p.files {
        faults.extend(said("files", &file.format));
        faults.extend(is_digest("files", &file.digest));
    }
    faults
});

/// Sorts of paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaperForm {
    /// A briefing note for Scrutiny.
    Briefing,
    /// The Board's highlight report.
    Highlight,
    /// The plan on a page.
    PlanOnAPage,
    /// The plan in full, for every reader.
    AccessiblePlan,
    /// Any other.
    Other,
}

/// Whether a paper was issued.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaperStatus {
    /// Not yet.
    Drafted,
    /// It was.
    Issued,
}

/// A file of a paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaperFile {
    /// Its format: `html`, `docx`, `pdf`, `md`.
    pub format: String,
    /// SHA-256 of its bytes, in 64 hexadecimal digits.
    pub digest: String,
}
