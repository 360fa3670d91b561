//! Names of things: authorities, entries, sources.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::kind::Kind;

/// The short name of an authority: lower-case letters, digits and hyphens.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Authority(String);

/// The name of an entry, `kind/name`: `review/ofsted-2017`.
///
/// The kind is part of the name, so a reference says what it expects and can
/// be checked. At most 200 characters of lower-case letters, digits, `-`, `_`
/// and `/`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct EntryId {
    // Shared, because every entry's name stands in several indexes.
    text: Arc<str>,
    kind: Kind,
}

/// Where a claim comes from: a `document` entry, and the place in it after `#`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Source {
    /// The document that says so.
    pub document: EntryId,
    /// Where in it: a paragraph, a page, a table.
    pub place: Option<String>,
}

/// A name that does not have the right shape.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadName {
    /// Not a short name of an authority.
    #[error("“{0}” is not an authority’s short name: use lower-case letters, digits and hyphens")]
    Authority(String),
    /// Not `kind/name`.
    #[error(
        "“{0}” is not an entry’s name: write kind/name, in lower-case letters, digits, - and _"
    )]
    Entry(String),
    /// The part before the slash is not a kind of entry.
    #[error("“{0}” begins with no known kind of entry")]
    Kind(String),
}

fn short(text: &str) -> String {
    text.chars().take(60).collect()
}

impl Authority {
    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl EntryId {
    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The kind of entry it names.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// The part after the kind.
    #[must_use]
    pub fn name(&self) -> &str {
        self.text.split_once('/').map_or("", |(_, name)| name)
    }
}

impl FromStr for Authority {
    type Err = BadName;
    fn from_str(text: &str) -> Result<Self, BadName> {
        let fine = !text.is_empty()
            && text.len() <= 60
            && text.starts_with(|c: char| c.is_ascii_lowercase())
            && text
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        fine.then(|| Self(text.to_owned()))
            .ok_or_else(|| BadName::Authority(short(text)))
    }
}

impl FromStr for EntryId {
    type Err = BadName;
    fn from_str(text: &str) -> Result<Self, BadName> {
        let bad = || BadName::Entry(short(text));
        let (kind, name) = text.split_once('/').ok_or_else(bad)?;
        let fine = |part: &str| {
            !part.is_empty()
                && part.bytes().all(|b| {
                    b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_')
                })
        };
        if text.len() > 200 || !name.split('/').all(fine) {
            return Err(bad());
        }
        let kind = Kind::named(kind).ok_or_else(|| BadName::Kind(short(text)))?;
        Ok(Self {
            text: text.into(),
            kind,
        })
    }
}

impl FromStr for Source {
    type Err = BadName;
    fn from_str(text: &str) -> Result<Self, BadName> {
        let (document, place) = match text.split_once('#') {
            Some((document, place)) => (document, Some(place.trim().to_owned())),
            None => (text, None),
        };
        let document: EntryId = document.trim().parse()?;
        if document.kind() != Kind::Document {
            return Err(BadName::Kind(short(text)));
        }
        Ok(Self { document, place })
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Some(place) => write!(f, "{}#{place}", self.document),
            None => write!(f, "{}", self.document),
        }
    }
}

macro_rules! text_form {
    ($($name:ident),*) => {$(
        impl TryFrom<String> for $name {
            type Error = BadName;
            fn try_from(text: String) -> Result<Self, BadName> {
                text.parse()
            }
        }
        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.to_string()
            }
        }
    )*};
}
text_form!(Authority, EntryId, Source);

impl fmt::Display for Authority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a refused name should fail the test")]
    use super::*;

    #[test]
    fn names_have_a_kind_and_plain_letters() {
        assert!("review/ofsted-2017".parse::<EntryId>().is_ok());
        assert!(
            "reading/re-referrals/coventry/2016-04-01_2017-03-31"
                .parse::<EntryId>()
                .is_ok()
        );
        for bad in [
            "review",
            "review/",
            "review//x",
            "Review/x",
            "spell/x",
            "review/x y",
            "review/é",
            "/x",
            "review/../x",
        ] {
            assert!(bad.parse::<EntryId>().is_err(), "{bad} was accepted");
        }
    }

    #[test]
    fn a_source_is_a_document_and_a_place() {
        let source: Source = "document/ofsted-2014#paragraph 23"
            .to_owned()
            .try_into()
            .unwrap();
        assert_eq!(source.place.as_deref(), Some("paragraph 23"));
        assert!("review/ofsted-2014#1".parse::<Source>().is_err());
    }
}
