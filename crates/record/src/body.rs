//! What an entry of each kind says. Every body is written whole in each version.

mod assurance;
mod committee;
mod delivery;
mod disclosure;
mod figures;
mod governance;
mod national;
mod outreach;
mod paper;
mod people;
mod plan;
mod rating;
mod readings;
mod rebase;
mod reviews;
mod target;
mod workforce;

pub use assurance::*;
pub use committee::*;
pub use delivery::*;
pub use disclosure::*;
pub use figures::*;
pub use governance::*;
pub use national::*;
pub use outreach::*;
pub use paper::*;
pub use people::*;
pub use plan::*;
pub use rating::*;
pub use readings::*;
pub use rebase::*;
pub use reviews::*;
pub use target::*;
pub use workforce::*;

use crate::claimed_date::ClaimedDate;
use crate::entry::Digest;
use crate::id::EntryId;
use crate::kind::{Kind, Reference};

/// Shared by the definitions below: the parts of [`crate::kind::Content`] that
/// are the same for every kind.
macro_rules! content {
    ($kind:ident, schema $schema:literal, headline $headline:expr, references $references:expr, faults $faults:expr) => {
        impl $crate::kind::Content for $kind {
            const KIND: $crate::kind::Kind = $crate::kind::Kind::$kind;
            const SCHEMA: u16 = $schema;
            fn headline(&self) -> String {
                let headline: fn(&Self) -> String = $headline;
                headline(self)
            }
            fn sources(&self) -> &[$crate::id::Source] {
                &self.sources
            }
            fn references(&self) -> Vec<$crate::kind::Reference<'_>> {
                let references: fn(&Self) -> Vec<$crate::kind::Reference<'_>> = $references;
                references(self)
            }
            fn faults(&self) -> Vec<(&'static str, String)> {
                let faults: fn(&Self) -> Vec<(&'static str, String)> = $faults;
                faults(self)
            }
            fn of(body: &$crate::kind::Body) -> Option<&Self> {
                match body {
                    $crate::kind::Body::$kind(body) => Some(body),
                    _ => None,
                }
            }
        }
    };
}
use content;

/// One optional or required reference, as a list to be joined with others.
fn refer<'a>(
    field: &'static str,
    to: impl IntoIterator<Item = &'a EntryId>,
    allowed: &'static [Kind],
) -> Vec<Reference<'a>> {
    to.into_iter()
        .map(|to| Reference { field, to, allowed })
        .collect()
}

/// A fault when a text that must say something is empty.
fn said(field: &'static str, text: &str) -> Vec<(&'static str, String)> {
    if text.trim().is_empty() {
        vec![(field, "must not be empty".to_owned())]
    } else {
        Vec::new()
    }
}

/// A fault when a text is not a SHA-256 digest.
fn is_digest(field: &'static str, text: &str) -> Vec<(&'static str, String)> {
    match text.parse::<Digest>() {
        Ok(_) => Vec::new(),
        Err(reason) => vec![(field, reason)],
    }
}

/// A fault when something ends before it starts.
fn in_order(
    starts: Option<ClaimedDate>,
    ends: Option<ClaimedDate>,
    field: &'static str,
) -> Vec<(&'static str, String)> {
    match (starts, ends) {
        // What began "by" a day may have begun long before it.
        (Some(starts), Some(ends)) if !starts.is_by() && ends.counts_as() < starts.earliest() => {
            vec![(
                field,
                format!(
                    "{} is before the start, {}",
                    ends.in_words(),
                    starts.in_words()
                ),
            )]
        }
        _ => Vec::new(),
    }
}
