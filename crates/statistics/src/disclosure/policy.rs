//! What a destination lets be seen of small numbers, as data.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The rules for one destination. Stored with each publication, so that it can
/// be said which rules it was made under.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Policy {
    /// The smallest count shown: 1 to one less are hidden. With 0 or 1 nothing
    /// is.
    pub threshold: u64,
    /// How wide the range must be that can be worked out of a small count; as
    /// wide as the threshold if absent.
    pub protection: Option<u64>,
    /// The smallest group of which it may be said that all or none of them are
    /// something.
    pub small_group: u64,
    /// Whether a 0 is shown.
    pub zeros: Zeros,
    /// What numbers are rounded to.
    pub rounding: Rounding,
    /// Whether row totals, column totals, subtotals and the total are published.
    pub margins: Margins,
    /// What stands in place of numbers.
    pub symbols: Symbols,
}

/// What becomes of a 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Zeros {
    /// Always shown, also where another number could be protected by hiding it.
    #[default]
    Shown,
    /// Hidden and protected like a small count.
    Protected,
}

/// What published numbers are rounded to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Rounding {
    /// Not rounded.
    #[default]
    #[serde(rename = "none")]
    None,
    /// To the nearest 5.
    #[serde(rename = "5")]
    Five,
    /// To the nearest 10, halves up.
    #[serde(rename = "10")]
    Ten,
}

/// Whether sums are published.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Margins {
    /// Published, unless hidden to protect a number.
    #[default]
    Published,
    /// Neither published nor known to anybody.
    Withheld,
}

/// What stands in place of numbers (DfE's symbols unless said otherwise).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Symbols {
    /// Hidden.
    pub suppressed: String,
    /// Rounds to 0 but is not 0.
    pub low: String,
}

impl Default for Symbols {
    fn default() -> Self {
        Self {
            suppressed: "c".to_owned(),
            low: "k".to_owned(),
        }
    }
}

impl Default for Policy {
    /// DfE's children in need statistics: 1 to 5 hidden, zeros shown, counts of
    /// an authority not rounded.
    fn default() -> Self {
        Self {
            threshold: 6,
            protection: None,
            small_group: 10,
            zeros: Zeros::default(),
            rounding: Rounding::default(),
            margins: Margins::default(),
            symbols: Symbols::default(),
        }
    }
}

impl Policy {
    /// How wide the range must be that can be worked out of a small count.
    #[must_use]
    pub fn protection(&self) -> u64 {
        self.protection.unwrap_or(self.threshold)
    }

    /// Whether a count must be hidden for its own sake.
    #[must_use]
    pub fn is_small(&self, count: u64) -> bool {
        count < self.threshold && (count > 0 || self.zeros == Zeros::Protected)
    }
}

impl Rounding {
    /// The base, 1 if not rounded.
    #[must_use]
    pub const fn base(self) -> u64 {
        match self {
            Self::None => 1,
            Self::Five => 5,
            Self::Ten => 10,
        }
    }

    /// A count rounded, halves up.
    #[must_use]
    pub const fn round(self, count: u64) -> u64 {
        let base = self.base();
        (count + base / 2) / base * base
    }

    /// The least and greatest count that round to the same.
    #[must_use]
    pub const fn interval(self, count: u64) -> (u64, u64) {
        let base = self.base();
        let rounded = self.round(count);
        (rounded.saturating_sub(base / 2), rounded + (base - 1) / 2)
    }
}

/// The policy of each destination, by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Policies(BTreeMap<String, Policy>);

/// The destination whose policy holds where none is named.
pub const PUBLIC: &str = "public";

impl Default for Policies {
    /// `public` as DfE's children in need statistics; `health` as NHS England's
    /// style of hiding 1 to 7 and rounding the rest to the nearest 5; `board`,
    /// whose members are bound to confidence, sees every number.
    fn default() -> Self {
        let health = Policy {
            threshold: 8,
            rounding: Rounding::Five,
            ..Policy::default()
        };
        let board = Policy {
            threshold: 0,
            small_group: 0,
            ..Policy::default()
        };
        Self(BTreeMap::from([
            (PUBLIC.to_owned(), Policy::default()),
            ("health".to_owned(), health),
            ("board".to_owned(), board),
        ]))
    }
}

impl Policies {
    /// The policy of a destination; the public one where it has none of its own.
    #[must_use]
    pub fn of(&self, destination: &str) -> Policy {
        self.0
            .get(destination)
            .or_else(|| self.0.get(PUBLIC))
            .cloned()
            .unwrap_or_default()
    }

    /// Sets the policy of a destination.
    pub fn set(&mut self, destination: impl Into<String>, policy: Policy) {
        self.0.insert(destination.into(), policy);
    }
}
