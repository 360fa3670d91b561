//! A figure beside another of the same period: how far apart, and whether that is
//! better. It says where a figure stands, never which way it goes.

use record::body::{ComparatorForm, Measure, Polarity, Reading, Unit};

use crate::wording;

/// Where a figure stands beside another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// On the better side.
    Better,
    /// On the worse side.
    Worse,
    /// Above, where neither way is better.
    Higher,
    /// Below, where neither way is better.
    Lower,
    /// Not told apart by the decimal places shown.
    Same,
    /// Within a tenth of the other figure; of a percentage above one half, within a
    /// tenth of what it leaves.
    Close,
}

impl Verdict {
    /// The word for it.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Better => "better",
            Self::Worse => "worse",
            Self::Higher => "higher",
            Self::Lower => "lower",
            Self::Same => "the same",
            Self::Close => "close to it",
        }
    }

    /// The same before a name: "better than".
    #[must_use]
    pub const fn than(self) -> &'static str {
        match self {
            Self::Better => "better than",
            Self::Worse => "worse than",
            Self::Higher => "higher than",
            Self::Lower => "lower than",
            Self::Same => "the same as",
            Self::Close => "close to",
        }
    }
}

/// A figure beside another.
#[derive(Clone, Debug, PartialEq)]
pub struct Beside {
    /// How far apart: "1.2 points lower".
    pub apart: String,
    /// What that makes of it.
    pub verdict: Verdict,
}

/// An authority's figure beside a comparator's of the same period. None where one of
/// them is no number, and where numbers of children or workers of areas of unlike size
/// would be set beside each other.
#[must_use]
pub fn beside(
    measure: &Measure,
    own: &Reading,
    form: ComparatorForm,
    other: &Reading,
) -> Option<Beside> {
    let counts = matches!(measure.unit, Unit::Count | Unit::Fte);
    if counts && form != ComparatorForm::Neighbours {
        return None;
    }
    // As they are shown, so that the difference is the one a reader works out.
    let shown = |reading: &Reading| {
        let places = 10_f64.powi(i32::from(measure.decimals));
        Some((reading.value.number()? * places).round() / places)
    };
    let (own, other) = (shown(own)?, shown(other)?);
    let size = wording::grouped((own - other).abs(), measure.decimals);
    if size.bytes().all(|letter| matches!(letter, b'0' | b'.')) {
        return Some(Beside {
            apart: "the same".to_owned(),
            verdict: Verdict::Same,
        });
    }
    let above = own > other;
    let near = match measure.unit {
        Unit::Percent => other.min(100.0 - other).max(0.0),
        _ => other.abs(),
    } / 10.0;
    let verdict = match (measure.polarity, above) {
        _ if (own - other).abs() <= near => Verdict::Close,
        (Polarity::HigherIsBetter, true) | (Polarity::LowerIsBetter, false) => Verdict::Better,
        (Polarity::HigherIsBetter, false) | (Polarity::LowerIsBetter, true) => Verdict::Worse,
        (Polarity::Context, true) => Verdict::Higher,
        (Polarity::Context, false) => Verdict::Lower,
    };
    let unit = match measure.unit {
        Unit::Percent if size.parse() == Ok(1.0) => " point",
        Unit::Percent => " points",
        Unit::Weeks => " weeks",
        Unit::Count | Unit::Per10000Children | Unit::Fte | Unit::Number => "",
    };
    let side = if above { "higher" } else { "lower" };
    Some(Beside {
        apart: format!("{size}{unit} {side}"),
        verdict,
    })
}

#[cfg(test)]
mod tests;
