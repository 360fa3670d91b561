//! Dates as people claim them: to the day, the month, the year, or "by" a day.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A date known to a day, a month, a year, or "at the latest on" one of those.
///
/// Written and stored as `2018-07-04`, `2018-07`, `2018` or `by 2018-07-04`.
/// It counts as its last day ([`ClaimedDate::counts_as`]), so nothing is ever
/// shown as known earlier than its source supports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct ClaimedDate {
    last_day: Date,
    precision: Precision,
    by: bool,
}

/// How precisely a date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Precision {
    /// To the day.
    Day,
    /// To the month.
    Month,
    /// To the calendar year.
    Year,
}

/// Text that is not a date in one of the accepted forms.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{0}” is not a real date: write 2018-07-04, 2018-07, 2018 or “by” before one of these, between the years 1900 and 2200"
)]
pub struct NotADate(String);

impl ClaimedDate {
    /// A date known to the day.
    #[must_use]
    pub const fn day(date: Date) -> Self {
        Self {
            last_day: date,
            precision: Precision::Day,
            by: false,
        }
    }

    /// The day this date counts as when the state of the record is worked out:
    /// the last day of its month or year.
    #[must_use]
    pub const fn counts_as(self) -> Date {
        self.last_day
    }

    /// The earliest day it can mean: the first of its month or year. A "by"
    /// date has no earliest day of its own and gives its named day's.
    #[must_use]
    pub fn earliest(self) -> Date {
        match self.precision {
            Precision::Day => self.last_day,
            Precision::Month => self.last_day.first_of_month(),
            Precision::Year => self.last_day.first_of_year(),
        }
    }

    /// How precisely the date is known.
    #[must_use]
    pub const fn precision(self) -> Precision {
        self.precision
    }

    /// Whether the day is only the latest possible one.
    #[must_use]
    pub const fn is_by(self) -> bool {
        self.by
    }

    /// The date in words: `4 July 2018`, `July 2018`, `2018`, `by 4 July 2018`.
    #[must_use]
    pub fn in_words(self) -> String {
        let date = match self.precision {
            Precision::Day => day_in_words(self.last_day),
            Precision::Month => month_in_words(self.last_day),
            Precision::Year => self.last_day.year().to_string(),
        };
        if self.by { format!("by {date}") } else { date }
    }
}

/// A day in words, as GOV.UK writes it: `4 July 2018`.
#[must_use]
pub fn day_in_words(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

/// A month in words: `July 2018`.
#[must_use]
pub fn month_in_words(date: Date) -> String {
    date.strftime("%B %Y").to_string()
}

impl fmt::Display for ClaimedDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.by {
            f.write_str("by ")?;
        }
        match self.precision {
            Precision::Day => write!(f, "{}", self.last_day),
            Precision::Month => write!(f, "{}", self.last_day.strftime("%Y-%m")),
            Precision::Year => write!(f, "{}", self.last_day.year()),
        }
    }
}

impl FromStr for ClaimedDate {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, NotADate> {
        let bad = || NotADate(text.chars().take(40).collect());
        let (by, rest) = match text.strip_prefix("by ") {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let parts: Vec<&str> = rest.split('-').collect();
        let number = |part: &str, digits: usize| -> Option<i16> {
            (part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()))
                .then(|| part.parse().ok())
                .flatten()
        };
        let year = number(parts[0], 4)
            .filter(|year| (1900..=2200).contains(year))
            .ok_or_else(bad)?;
        let part = |i: usize| -> Result<i8, NotADate> {
            number(parts[i], 2)
                .and_then(|n| i8::try_from(n).ok())
                .ok_or_else(bad)
        };
        let (last_day, precision) = match parts.len() {
            1 => (Date::new(year, 12, 31).map_err(|_| bad())?, Precision::Year),
            2 => (
                Date::new(year, part(1)?, 1)
                    .map_err(|_| bad())?
                    .last_of_month(),
                Precision::Month,
            ),
            3 => (
                Date::new(year, part(1)?, part(2)?).map_err(|_| bad())?,
                Precision::Day,
            ),
            _ => return Err(bad()),
        };
        Ok(Self {
            last_day,
            precision,
            by,
        })
    }
}

impl TryFrom<String> for ClaimedDate {
    type Error = NotADate;
    fn try_from(text: String) -> Result<Self, NotADate> {
        text.parse()
    }
}

impl From<ClaimedDate> for String {
    fn from(date: ClaimedDate) -> Self {
        date.to_string()
    }
}

impl From<Date> for ClaimedDate {
    fn from(date: Date) -> Self {
        Self::day(date)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed parse should fail the test")]
    use super::*;

    #[test]
    fn reads_back_what_it_writes() {
        for text in [
            "2018-07-04",
            "2018-07",
            "2018",
            "by 2018-07-19",
            "by 2018-07",
        ] {
            assert_eq!(text.parse::<ClaimedDate>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn counts_as_its_last_day() {
        let last = |text: &str| text.parse::<ClaimedDate>().unwrap().counts_as().to_string();
        assert_eq!(last("2018-02"), "2018-02-28");
        assert_eq!(last("2016-02"), "2016-02-29");
        assert_eq!(last("2018"), "2018-12-31");
        assert_eq!(last("by 2018-07-19"), "2018-07-19");
    }

    #[test]
    fn refuses_what_is_not_a_date() {
        for text in [
            "",
            "18",
            "2018-13",
            "2018-02-30",
            "2019-02-29",
            "00/00/0000",
            "20188",
            "2018-7-4",
            "by",
            "by ",
            "2018-07-04-01",
            "٢٠١٨",
            "1899",
            "2018-07-04T10:00",
        ] {
            assert!(text.parse::<ClaimedDate>().is_err(), "{text} was accepted");
        }
    }

    #[test]
    fn speaks_plainly() {
        let words = |text: &str| text.parse::<ClaimedDate>().unwrap().in_words();
        assert_eq!(words("2018-07-04"), "4 July 2018");
        assert_eq!(words("2018-04"), "April 2018");
        assert_eq!(words("by 2018-07-19"), "by 19 July 2018");
    }
}
