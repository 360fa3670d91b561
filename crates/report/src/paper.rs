//! What every paper has: whose it is, the date it tells of, its foot.

use jiff::civil::{Date, DateTime, Time};
use record::body::{AuthorityProfile, Post};
use record::claimed_date::day_in_words;
use record::personal::{self, CHECKED, Finding};
use record::state::{Held, Moment, State};
use record::view::{Audience, SharedView};

use crate::disclosed;
use crate::template::{Template, TemplateError};
use crate::tree::Document;

/// Words read in a minute: the middle of the studies of adults reading English
/// silently (Brysbaert, "How many words do we read per minute?", Journal of
/// Memory and Language 109, 2019).
const WORDS_A_MINUTE: usize = 238;

/// Why no paper can be made.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// The record says nothing at that date.
    #[error(
        "The record of {authority} begins on {earliest}: nothing was known before, so there is no {paper} as known on {asked}. Ask for a later date."
    )]
    TooEarly {
        /// Which paper, inside a sentence: `note`.
        paper: &'static str,
        /// Whose record.
        authority: String,
        /// The earliest day anything was known, in words.
        earliest: String,
        /// The day asked for, in words.
        asked: String,
    },
    /// The record is empty, or does not say whose it is.
    #[error(
        "The record of {0} has no entry of the kind “authority” at that date, so a paper cannot say whose it is."
    )]
    NoAuthority(String),
    /// The record holds no plan.
    #[error(
        "The record of {authority} held no plan as known on {asked}, so there is no {paper}. Ask for a later date."
    )]
    NoPlan {
        /// Which paper, inside a sentence: `plan on a page`.
        paper: &'static str,
        /// Whose record.
        authority: String,
        /// The day asked for, in words.
        asked: String,
    },
    /// A day to compare with that does not come before the paper's.
    #[error("A report of {0} can only be compared with an earlier day: {1} is not.")]
    NotBefore(String, String),
    /// A public paper that could name a child.
    #[error(
        "This paper is not made, because it is public and could name a child: {place} {finding}. Take it out of the entry that says it; or, if it is no child’s, record a new version of that entry whose reason begins “{CHECKED}” and says why."
    )]
    Personal {
        /// Where in the paper.
        place: String,
        /// What was found, masked.
        finding: Finding,
    },
    /// The template has a mistake.
    #[error("{0}")]
    Template(#[from] TemplateError),
}

/// Whose paper it is.
///
/// # Errors
/// The moment lies before the record, or the record does not say whose it is.
pub(crate) fn profile<'a>(
    view: &'a SharedView,
    moment: Moment,
    paper: &'static str,
) -> Result<Held<'a, AuthorityProfile>, PaperError> {
    disclosed::audited(view.programme());
    let authority = view.view().authority();
    let first = moment.known.min(moment.effective);
    if let Some(earliest) = view.view().earliest()
        && first < earliest
    {
        return Err(PaperError::TooEarly {
            paper,
            authority: authority.to_string(),
            earliest: day_in_words(earliest),
            asked: day_in_words(first),
        });
    }
    view.view()
        .at(moment)
        .all::<AuthorityProfile>()
        .into_iter()
        .next()
        .ok_or_else(|| PaperError::NoAuthority(authority.to_string()))
}

/// A public paper whose texts name no child, as far as can be found; what an entry
/// says whose reason tells that somebody looked may stand. The board's papers pass.
///
/// # Errors
/// The first place that could name a child.
pub(crate) fn cleared(document: Document, state: &State<'_>) -> Result<Document, PaperError> {
    if state.view().audience() == Audience::Board {
        return Ok(document);
    }
    let mut checked: Option<String> = None;
    for (place, text) in document.texts() {
        for finding in personal::find(&text) {
            let letters = finding.masked.chars().count();
            let at = text.chars().skip(finding.character - 1).take(letters);
            let words: String = at.collect::<String>().to_lowercase();
            let checked = checked.get_or_insert_with(|| said_and_checked(state));
            if !checked.contains(&words) {
                return Err(PaperError::Personal { place, finding });
            }
        }
    }
    Ok(document)
}

/// Everything that entries say whose reason tells that somebody looked, in lower case.
fn said_and_checked(state: &State<'_>) -> String {
    let checked = |reason: &Option<String>| reason.as_deref().is_some_and(personal::is_checked);
    state
        .everything()
        .filter(|held| checked(&held.meta.reason))
        .map(|held| held.body.to_json().to_string().to_lowercase() + "\n")
        .collect()
}

/// Midnight of the day a paper is known at, which its files carry as their date.
pub(crate) const fn created(moment: Moment) -> DateTime {
    DateTime::from_parts(moment.known, Time::midnight())
}

/// The date of the data, with what was known when where that differs.
pub(crate) fn data_as_at(moment: Moment) -> String {
    let as_at = day_in_words(moment.effective);
    let mut data = if moment.known == moment.effective {
        as_at
    } else {
        format!("{as_at}, as known on {}", day_in_words(moment.known))
    };
    if moment.known > moment.effective {
        data.push_str(" (with hindsight)");
    }
    if let Some(recorded) = moment.recorded {
        data.push_str(&format!(", as recorded here by {}", day_in_words(recorded)));
    }
    data
}

/// A row of a paper's head.
pub(crate) fn row(name: &str, text: impl Into<String>) -> (String, String) {
    (name.to_owned(), text.into())
}

/// The authors' posts, and how the paper was made from which record.
pub(crate) fn foot(state: &State<'_>, template: &Template) -> Vec<String> {
    let authors: Vec<String> = state
        .all::<Post>()
        .into_iter()
        .filter(|post| post.body.authors_of.contains(&template.front.paper))
        .map(|post| post.body.title.clone())
        .collect();
    let mut foot = Vec::new();
    if authors.is_empty() {
        foot.push("Authors: none are recorded for this date.".to_owned());
    } else {
        foot.push(format!("Authors: {}.", crate::wording::list(&authors)));
    }
    foot.push(format!(
        "Made by Sightline from the improvement record, template {} version {}. Head of the record’s chain: {}",
        template.front.paper,
        template.front.version,
        state.view().head()
    ));
    foot
}

/// How long a paper takes to read, in whole minutes and at least one.
#[must_use]
pub fn reading_minutes(document: &Document) -> usize {
    document.word_count().div_ceil(WORDS_A_MINUTE).max(1)
}

/// A day so long before another.
pub(crate) fn before(date: Date, span: jiff::Span) -> Date {
    date.checked_sub(span).unwrap_or(date)
}
