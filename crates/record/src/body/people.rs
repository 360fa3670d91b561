//! The council, organisations, posts and documents.

use serde::{Deserialize, Serialize};

use super::{content, refer, said};
use crate::id::{EntryId, Source};
use crate::kind::Kind;

/// The council itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuthorityProfile {
    /// Full name, `Coventry City Council`.
    pub name: String,
    /// Name of the place, `Coventry`.
    pub place: String,
    /// ONS code of the area, `E08000026`.
    pub gss_code: Option<String>,
    /// The Department's number of the authority, `331`.
    pub dfe_code: Option<String>,
    /// Name of its region.
    pub region: Option<String>,
    /// What must stand on every page and paper.
    pub notice: String,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(AuthorityProfile, schema 1, headline |a| a.name.clone(),
    references |_| Vec::new(),
    faults |a| [said("name", &a.name), said("place", &a.place), said("notice", &a.notice)].concat());

/// A body outside or inside the council.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    /// Full name.
    pub name: String,
    /// Name used in running text, if shorter.
    pub short_name: Option<String>,
    /// What it does here.
    pub role: Option<String>,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(Organisation, schema 1, headline |o| o.name.clone(),
    references |_| Vec::new(), faults |o| said("name", &o.name));

/// A post.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Post {
    /// Title of the post.
    pub title: String,
    /// The organisation it belongs to.
    pub organisation: EntryId,
    /// What it answers for here.
    pub role: Option<String>,
    /// The papers it is an author of: `briefing`.
    #[serde(default)]
    pub authors_of: Vec<String>,
    /// Where this comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(Post, schema 1, headline |p| p.title.clone(),
    references |p| refer("organisation", [&p.organisation], &[Kind::Organisation]),
    faults |p| said("title", &p.title));

/// A letter, report, minute, dataset or page that something was read in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Title, in our own words where it has none.
    pub title: String,
    /// Title short enough for a footnote.
    pub short_title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// What sort of document it is.
    pub form: DocumentForm,
    /// Where it can be read.
    pub url: Option<String>,
    /// Whether the public can read it.
    pub publication: Publication,
    /// What was not checked, or could not be.
    pub caution: Option<String>,
    /// Anything else about it.
    pub note: Option<String>,
    /// The licence it is published under.
    pub licence: Option<String>,
    /// Where its existence is known from, if not from itself.
    #[serde(default)]
    pub sources: Vec<Source>,
}
content!(Document, schema 1, headline |d| d.title.clone(),
    references |_| Vec::new(), faults |d| said("title", &d.title));

impl Document {
    /// Its title as footnotes give it.
    #[must_use]
    pub fn cited_as(&self) -> &str {
        self.short_title.as_deref().unwrap_or(&self.title)
    }
}

/// Sorts of document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentForm {
    /// A letter.
    Letter,
    /// An inspection or other report.
    Report,
    /// A paper to a committee.
    BriefingNote,
    /// Minutes or the page of a meeting.
    Minutes,
    /// A plan or strategy.
    Plan,
    /// Data, or a page of figures.
    Data,
    /// News or a comment.
    News,
    /// Any other web page.
    Page,
}

/// Whether the public can read a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Publication {
    /// The public can read it.
    Published,
    /// It exists and is not public.
    Unpublished,
    /// Its existence follows from something else; it has not been seen.
    NotSeen,
}
