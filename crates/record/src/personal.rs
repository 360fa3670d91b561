//! What in a text could name a child: NHS numbers, pupil numbers, postcodes, dates
//! of birth, names and initials beside small counts.
//!
//! Numbers with a check digit are found with near certainty, postcodes and dates
//! by their form. Names are found by effort only: the commonest forenames beside
//! words for a few children. A text without findings is not thereby anonymous.

mod births;
mod identifiers;
mod names;
mod words;

use std::fmt;

/// What a finding could be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identifier {
    /// Ten digits with the NHS number's check digit.
    NhsNumber,
    /// A unique pupil number with its check letter, or a temporary one.
    PupilNumber,
    /// A full postcode.
    Postcode,
    /// A full date beside a word for birth or age.
    DateOfBirth,
    /// A forename beside a small number of children.
    Name,
    /// Initials beside a word for a child.
    Initials,
}

impl fmt::Display for Identifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NhsNumber => "an NHS number",
            Self::PupilNumber => "a pupil number",
            Self::Postcode => "a full postcode",
            Self::DateOfBirth => "a date of birth",
            Self::Name => "a name beside a small number of children",
            Self::Initials => "a child’s initials",
        })
    }
}

/// Something in a text that could name a child. It never holds the text itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it could be.
    pub identifier: Identifier,
    /// Its first character in the text, from 1.
    pub character: usize,
    /// Its form, every letter and digit masked: `••• ••• ••••`.
    pub masked: String,
}

impl Finding {
    fn at(text: &str, identifier: Identifier, start: usize, end: usize) -> Self {
        let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
        Self {
            identifier,
            character: part(0, start).chars().count() + 1,
            masked: part(start, end)
                .chars()
                .map(|c| if c.is_alphanumeric() { '•' } else { c })
                .collect(),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            identifier,
            character,
            masked,
        } = self;
        write!(
            f,
            "has what may be {identifier}, {masked}, at character {character}"
        )
    }
}

/// Everything in a text that could name a child, in the order it stands.
#[must_use]
pub fn find(text: &str) -> Vec<Finding> {
    let words = words::words(text);
    let mut found: Vec<Finding> = identifiers::find(&words)
        .chain(births::find(&words))
        .chain(names::find(&words))
        .map(|(identifier, start, end)| Finding::at(text, identifier, start, end))
        .collect();
    found.sort_by_key(|finding| finding.character);
    found
}

/// What an entry's reason must begin a sentence with for its other texts to be
/// taken as they are; after it, why nothing found is a child's.
pub const CHECKED: &str = "Checked for personal data:";

/// Whether a reason says that somebody looked at what was found, and why it may
/// stand.
#[must_use]
pub fn is_checked(reason: &str) -> bool {
    reason
        .split_once(CHECKED)
        .is_some_and(|(_, why)| why.chars().filter(|c| c.is_alphabetic()).count() >= 10)
}
