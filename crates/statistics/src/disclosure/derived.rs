//! Figures worked out of counts: when a percentage, a rate or a mean would give
//! a small count away.

use super::policy::Policy;

/// A count behind a figure, and whether it is hidden where it stands itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Behind {
    /// The count.
    pub count: u64,
    /// Hidden in a table, for its own sake or another's.
    pub hidden: bool,
}

impl Behind {
    /// A count that is shown.
    #[must_use]
    pub const fn shown(count: u64) -> Self {
        Self {
            count,
            hidden: false,
        }
    }

    /// A count that is hidden.
    #[must_use]
    pub const fn hidden(count: u64) -> Self {
        Self {
            count,
            hidden: true,
        }
    }
}

/// Why a figure must not be published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Withheld {
    /// A percentage of a known number is the number itself.
    #[error("its numerator is hidden")]
    NumeratorHidden,
    /// With a known numerator it gives the denominator.
    #[error("its denominator is hidden")]
    DenominatorHidden,
    /// The numerator is small.
    #[error("its numerator is a small count")]
    SmallNumerator,
    /// Those not counted are few: 98 % of 150 is 3 who are not.
    #[error("the rest of its denominator is a small count")]
    SmallRest,
    /// The group is small itself.
    #[error("its denominator is a small count")]
    SmallDenominator,
    /// 0 % or 100 % of a small group says something of each member.
    #[error("it is true of everybody or nobody in a small group")]
    EverybodyOrNobody,
}

/// Whether a percentage or proportion may be published: its numerator counts
/// some of those in its denominator.
///
/// # Errors
/// Why it may not.
pub fn share(numerator: Behind, denominator: Behind, policy: &Policy) -> Result<(), Withheld> {
    hidden(numerator, denominator)?;
    let rest = denominator.count.saturating_sub(numerator.count);
    if policy.is_small(denominator.count) {
        Err(Withheld::SmallDenominator)
    } else if policy.is_small(numerator.count) {
        Err(Withheld::SmallNumerator)
    } else if policy.is_small(rest) {
        Err(Withheld::SmallRest)
    } else if (numerator.count == 0 || rest == 0) && denominator.count < policy.small_group {
        Err(Withheld::EverybodyOrNobody)
    } else {
        Ok(())
    }
}

/// Whether a rate may be published: events for each 10,000 of a population, or a
/// mean. Those not counted are not a group of their own.
///
/// # Errors
/// Why it may not.
pub fn rate(numerator: Behind, denominator: Behind, policy: &Policy) -> Result<(), Withheld> {
    hidden(numerator, denominator)?;
    if policy.is_small(denominator.count) {
        Err(Withheld::SmallDenominator)
    } else if policy.is_small(numerator.count) {
        Err(Withheld::SmallNumerator)
    } else {
        Ok(())
    }
}

fn hidden(numerator: Behind, denominator: Behind) -> Result<(), Withheld> {
    if numerator.hidden {
        Err(Withheld::NumeratorHidden)
    } else if denominator.hidden {
        Err(Withheld::DenominatorHidden)
    } else {
        Ok(())
    }
}

/// The least and greatest that a number printed with so many decimals can be:
/// 4.2 is 4.15 to 4.25.
#[must_use]
pub fn printed(value: f64, decimals: u8) -> (f64, f64) {
    let scale = 10f64.powi(i32::from(decimals));
    let rounded = (value * scale).round();
    ((rounded - 0.5) / scale, (rounded + 0.5) / scale)
}
