//! Periods that figures are for.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::claimed_date::{ClaimedDate, Precision, day_in_words};

/// The period of a figure: a day, a month, a calendar year, or from a day to a
/// day. Written `2017-03-31`, `2017-03`, `2017` or `2016-04-01/2017-03-31`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Period {
    /// A day, month or calendar year.
    In(ClaimedDate),
    /// From the first day to the last, both included.
    Between(Date, Date),
}

/// Text that is not a period.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{0}” is not a period: write 2017-03-31, 2017-03, 2017 or 2016-04-01/2017-03-31, first day first"
)]
pub struct NotAPeriod(String);

impl Period {
    /// Its first day.
    #[must_use]
    pub fn first_day(self) -> Date {
        match self {
            Self::In(date) => date.earliest(),
            Self::Between(first, _) => first,
        }
    }

    /// Its last day.
    #[must_use]
    pub const fn last_day(self) -> Date {
        match self {
            Self::In(date) => date.counts_as(),
            Self::Between(_, last) => last,
        }
    }

    /// The period in words: `year to 31 March 2017`, `31 March 2017`,
    /// `March 2017`, `2013`, `1 April to 30 June 2018`.
    #[must_use]
    pub fn in_words(self) -> String {
        match self {
            Self::In(date) => date.in_words(),
            Self::Between(first, last) if is_year(first, last) => {
                format!("year to {}", day_in_words(last))
            }
            Self::Between(first, last) => {
                format!("{} to {}", day_in_words(first), day_in_words(last))
            }
        }
    }

    /// The period for a sentence: `in the year to 31 March 2017`,
    /// `at 31 March 2017`, `in March 2017`.
    #[must_use]
    pub fn when(self) -> String {
        match self {
            Self::In(date) if date.precision() == Precision::Day => {
                format!("at {}", date.in_words())
            }
            Self::In(date) => format!("in {}", date.in_words()),
            Self::Between(first, last) if is_year(first, last) => {
                format!("in the {}", self.in_words())
            }
            Self::Between(..) => format!("from {}", self.in_words()),
        }
    }
}

fn is_year(first: Date, last: Date) -> bool {
    last.tomorrow()
        .ok()
        .and_then(|day| day.checked_sub(jiff::Span::new().years(1)).ok())
        == Some(first)
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::In(date) => write!(f, "{date}"),
            Self::Between(first, last) => write!(f, "{first}/{last}"),
        }
    }
}

impl FromStr for Period {
    type Err = NotAPeriod;
    fn from_str(text: &str) -> Result<Self, NotAPeriod> {
        let bad = || NotAPeriod(text.chars().take(40).collect());
        let claimed = |part: &str| part.parse::<ClaimedDate>().map_err(|_| bad());
        match text.split_once('/') {
            None => {
                let date = claimed(text)?;
                if date.is_by() {
                    Err(bad())
                } else {
                    Ok(Self::In(date))
                }
            }
            Some((first, last)) => {
                let (first, last) = (claimed(first)?, claimed(last)?);
                let days =
                    first.precision() == Precision::Day && last.precision() == Precision::Day;
                if days && !first.is_by() && !last.is_by() && first.counts_as() < last.counts_as() {
                    Ok(Self::Between(first.counts_as(), last.counts_as()))
                } else {
                    Err(bad())
                }
            }
        }
    }
}

impl TryFrom<String> for Period {
    type Error = NotAPeriod;
    fn try_from(text: String) -> Result<Self, NotAPeriod> {
        text.parse()
    }
}

impl From<Period> for String {
    fn from(period: Period) -> Self {
        period.to_string()
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed parse should fail the test")]
    use super::*;

    #[test]
    fn speaks_of_years_days_and_months() {
        let words = |text: &str| text.parse::<Period>().unwrap().when();
        assert_eq!(
            words("2016-04-01/2017-03-31"),
            "in the year to 31 March 2017"
        );
        assert_eq!(words("2017-09-30"), "at 30 September 2017");
        assert_eq!(words("2017-03"), "in March 2017");
        assert_eq!(
            words("2018-04-01/2018-06-30"),
            "from 1 April 2018 to 30 June 2018"
        );
        assert_eq!(
            words("2015-03-01/2016-02-29"),
            "in the year to 29 February 2016"
        );
    }

    #[test]
    fn refuses_what_is_backwards_or_vague() {
        for text in [
            "2017-03-31/2016-04-01",
            "2017-03-31/2017-03-31",
            "2016-04/2017-03",
            "by 2017-03-31",
            "2016/17",
        ] {
            assert!(text.parse::<Period>().is_err(), "{text} was accepted");
        }
    }
}
