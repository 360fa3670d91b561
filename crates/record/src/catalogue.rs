//! The measures a board looks at, with what each means: built in, so that every
//! council can name the one it uses (`catalogue` of a measure). The list itself is
//! `catalogue.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::body::{Measure, Polarity, Unit};

/// A measure of the catalogue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// What it is called by: `re-referrals`.
    pub key: String,
    /// Its number in the list: `5`, `33a`.
    pub number: String,
    /// The part of the service it is about.
    pub group: String,
    /// A name nobody can read the wrong way.
    pub name: String,
    /// What is counted.
    pub numerator: String,
    /// Out of what.
    pub denominator: Option<String>,
    /// What a period is, in words.
    pub period: String,
    /// Which way is good, or that none is.
    pub polarity: Polarity,
    /// What its values are.
    pub unit: Unit,
    /// Decimal places shown.
    pub decimals: u8,
    /// How its publisher rounds.
    pub rounding: String,
    /// Who publishes it, or where it is counted.
    pub source: String,
    /// The time limit in law or statutory guidance that it watches: a ceiling,
    /// no target.
    pub clock: Option<String>,
    /// A target or limit that councils set themselves.
    pub local: Option<String>,
    /// England’s latest figure.
    pub england: Option<England>,
    /// What to bear in mind.
    #[serde(default)]
    pub cautions: Vec<String>,
    /// The outcome of the national framework it belongs to, by name.
    pub outcome: Option<String>,
    /// The columns of published files that hold its figures.
    #[serde(default)]
    pub published: Vec<Published>,
}

/// England’s latest figure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct England {
    /// The figure, in the measure’s unit.
    pub value: f64,
    /// The year it is of.
    pub year: String,
    /// Whether it was worked out from published counts.
    #[serde(default)]
    pub computed: bool,
}

/// A column that holds a measure’s figures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Published {
    /// Its name in the file.
    pub column: String,
    /// The rows: the value each of these columns must have.
    #[serde(default)]
    pub filters: BTreeMap<String, String>,
    /// What a year of the file means, where names do not tell: `at 31 March`.
    pub period: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    indicator: Vec<Indicator>,
}

// A test reads it, so it can be read.
static CATALOGUE: LazyLock<Vec<Indicator>> =
    LazyLock::new(|| read().map(|list| list.indicator).unwrap_or_default());

fn read() -> Result<List, toml::de::Error> {
    toml::from_str(include_str!("catalogue.toml"))
}

/// Every measure of the catalogue, in the order of its list.
#[must_use]
pub fn catalogue() -> &'static [Indicator] {
    &CATALOGUE
}

/// The measure of this key.
#[must_use]
pub fn indicator(key: &str) -> Option<&'static Indicator> {
    catalogue().iter().find(|one| one.key == key)
}

/// The groups, in the order of the list.
#[must_use]
pub fn groups() -> Vec<&'static str> {
    let mut groups: Vec<&str> = Vec::new();
    for one in catalogue() {
        if !groups.contains(&&*one.group) {
            groups.push(&one.group);
        }
    }
    groups
}

impl Polarity {
    /// Which way is good, in words.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::HigherIsBetter => "higher is better",
            Self::LowerIsBetter => "lower is better",
            Self::Context => "no good direction",
        }
    }
}

impl Indicator {
    /// In what a council’s measure that names this one says something else:
    /// which way is good, and in what unit.
    #[must_use]
    pub fn differences(&self, measure: &Measure) -> Vec<String> {
        let mut found = Vec::new();
        if measure.polarity != self.polarity {
            found.push(format!(
                "the catalogue says “{}”, the council’s definition “{}”",
                self.polarity.in_words(),
                measure.polarity.in_words()
            ));
        }
        if measure.unit != self.unit {
            found.push(
                "the catalogue gives it in another unit than the council’s definition".to_owned(),
            );
        }
        found
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed read should fail the test")]
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_list_is_read_and_each_key_stands_once() {
        let list = read().unwrap().indicator;
        assert_eq!(catalogue(), list);
        let keys: BTreeSet<&str> = list.iter().map(|one| &*one.key).collect();
        assert_eq!(keys.len(), list.len());
        // Numbers 1 to 70 of the list are all there, some in parts.
        let numbers: BTreeSet<u8> = list
            .iter()
            .filter_map(|one| {
                one.number
                    .trim_end_matches(char::is_alphabetic)
                    .parse()
                    .ok()
            })
            .collect();
        assert_eq!(numbers, (1..=70).collect());
    }

    #[test]
    fn no_name_leaves_open_which_way_is_good() {
        for one in catalogue() {
            let name = one.name.to_lowercase();
            for word in ["greater than", "better than", "performance", "timeliness"] {
                assert!(!name.contains(word), "{}", one.name);
            }
            // A volume has no good direction and is never coloured.
            let by_population = one
                .denominator
                .as_deref()
                .is_some_and(|of| of.starts_with("children aged 0 to 17"));
            if by_population {
                assert_eq!(one.polarity, Polarity::Context, "{}", one.key);
            }
            if one.unit == Unit::Percent {
                assert!(one.denominator.is_some(), "{} is a share of what?", one.key);
            }
        }
    }
}
