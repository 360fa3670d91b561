//! The periods of a published file: `time_period` and `time_identifier` as the
//! Department writes them (DfE, Explore education statistics, open data
//! standards: time periods), with what a year means where the file does not say.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, ISOWeekDate, Weekday};
use record::claimed_date::ClaimedDate;
use record::month::month_named;
use record::period::Period;
use serde::{Deserialize, Serialize};

/// What a year of the file means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum YearForm {
    /// The twelve months to a day: `year to 31 March`.
    To(Day),
    /// A day: `at 31 March`.
    At(Day),
    /// January to December: `calendar year`.
    Calendar,
    /// What `time_identifier` says: `as identified`.
    AsIdentified,
}

/// A day of some year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    month: i8,
    day: i8,
}

/// How often there is a figure; rows of one file may differ in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Every {
    /// Each year.
    Year,
    /// Each half of a financial year.
    Half,
    /// Each quarter.
    Quarter,
    /// Each school term.
    Term,
    /// Two terms counted together.
    TwoTerms,
    /// Each month.
    Month,
    /// Each week.
    Week,
}

/// The number of a month, by its name or the first three letters of it.
pub(crate) fn month(name: &str) -> Option<i8> {
    month_named(name.trim().trim_end_matches('.'))
}

impl Day {
    /// 31 March.
    pub const MARCH: Self = Self { month: 3, day: 31 };
    /// 30 June.
    pub const JUNE: Self = Self { month: 6, day: 30 };
    /// 31 August.
    pub const AUGUST: Self = Self { month: 8, day: 31 };
    /// 30 September.
    pub const SEPTEMBER: Self = Self { month: 9, day: 30 };

    fn of(self, year: i16) -> Option<Date> {
        Date::new(year, self.month, self.day).ok()
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A leap year, which has every day.
        let day = self.of(2024).unwrap_or_default();
        write!(f, "{}", day.strftime("%-d %B"))
    }
}

impl fmt::Display for YearForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::To(day) => write!(f, "year to {day}"),
            Self::At(day) => write!(f, "at {day}"),
            Self::Calendar => f.write_str("calendar year"),
            Self::AsIdentified => f.write_str("as identified"),
        }
    }
}

impl FromStr for YearForm {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let day = |text: &str| {
            let (day, name) = text.trim().split_once(' ')?;
            let (day, month) = (day.parse().ok()?, month(name)?);
            // A leap year, so that 29 February is a day.
            Date::new(2024, month, day).ok()?;
            Some(Day { month, day })
        };
        let read = match text.trim() {
            "calendar year" => Some(Self::Calendar),
            "as identified" => Some(Self::AsIdentified),
            text => match (text.strip_prefix("year to "), text.strip_prefix("at ")) {
                (Some(rest), _) => day(rest).map(Self::To),
                (_, Some(rest)) => day(rest).map(Self::At),
                _ => None,
            },
        };
        read.ok_or_else(|| {
            format!("“{text}” is no period: write “year to 31 March”, “at 31 March”, “calendar year” or “as identified”")
        })
    }
}

impl TryFrom<String> for YearForm {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<YearForm> for String {
    fn from(form: YearForm) -> Self {
        form.to_string()
    }
}

/// How often the rows of an identifier come; `None` for one that is not known.
#[must_use]
pub fn every(identifier: &str) -> Option<Every> {
    let text = identifier.trim().to_ascii_lowercase();
    let text = text.replace(['-', '_'], " ");
    if text.is_empty()
        || text.ends_with("year")
        || text.starts_with("year")
        || told(&text).is_some()
    {
        return Some(Every::Year);
    }
    if text.contains(" and ") && text.contains("term") {
        return Some(Every::TwoTerms);
    }
    if text.contains("term") {
        return Some(Every::Term);
    }
    if text.starts_with("part 1") || text.starts_with("part 2") {
        return Some(Every::Half);
    }
    if quarter(&text).is_some() {
        return Some(Every::Quarter);
    }
    if text.starts_with("week") {
        return Some(Every::Week);
    }
    month(&text).map(|_| Every::Month)
}

/// What an identifier says of a year in words: `as at 31 March`, `year ending
/// 31 March`.
fn told(text: &str) -> Option<YearForm> {
    let text = text.trim().to_ascii_lowercase();
    let rest = |starts: &[&str]| {
        let found = starts.iter().find_map(|start| text.strip_prefix(start));
        found.map(str::trim).map(str::to_owned)
    };
    if let Some(day) = rest(&["year to ", "year ending ", "12 months to "]) {
        return format!("year to {day}").parse().ok();
    }
    let day = rest(&["as at ", "at ", "on "]).unwrap_or_else(|| text.clone());
    format!("at {day}").parse().ok()
}

/// The number of a quarter: `financial year q2`, `q2`.
fn quarter(text: &str) -> Option<i8> {
    let at = text
        .split_whitespace()
        .find_map(|word| word.strip_prefix('q'))?;
    at.parse().ok().filter(|quarter| (1..=4).contains(quarter))
}

/// The years a `time_period` names: `2025`, or the two of `202425`, `2024/25`,
/// `2024-25`, `2024/2025` and `2024 to 2025`.
fn years(text: &str) -> Option<(i16, Option<i16>)> {
    let text = &*text.replace(" to ", "/");
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let parted = text
        .chars()
        .filter(|c| matches!(c, '/' | '-' | '–'))
        .count();
    if digits.len()
        + text
            .chars()
            .filter(|c| matches!(c, '/' | '-' | '–'))
            .count()
        != text.chars().count()
        || parted > 1
    {
        return None;
    }
    let first: i16 = digits.get(..4)?.parse().ok()?;
    if !(1900..=2200).contains(&first) {
        return None;
    }
    let second = match digits.len() {
        4 => return Some((first, None)),
        6 => {
            let short: i16 = digits.get(4..)?.parse().ok()?;
            (short == (first + 1) % 100).then_some(first + 1)
        }
        8 => digits
            .get(4..)?
            .parse()
            .ok()
            .filter(|second| *second == first + 1),
        _ => None,
    };
    second.map(|second| (first, Some(second)))
}

/// The period of a row.
///
/// # Errors
/// Why there is none, in words for a message about the cell.
pub fn period(time_period: &str, identifier: &str, form: YearForm) -> Result<Period, String> {
    let bad = || {
        format!(
            "“{}” is no period of “{}”: write a year such as 2025, 202425 or 2024/25",
            crate::cell::shown(time_period),
            crate::cell::shown(identifier)
        )
    };
    // A period written whole.
    if identifier.trim().is_empty()
        && let Ok(whole) = time_period.trim().parse::<Period>()
        && !matches!(whole, Period::In(date) if date.precision() == record::claimed_date::Precision::Year)
    {
        return Ok(whole);
    }
    let (first, second) = years(time_period.trim()).ok_or_else(bad)?;
    let every = every(identifier).ok_or_else(|| {
        format!(
            "“{}” is no sort of period that is known here",
            crate::cell::shown(identifier)
        )
    })?;
    let text = identifier.trim().to_ascii_lowercase();
    let made = match every {
        Every::Year => year(first, second, &text, form)?,
        Every::Quarter => quarter_of(first, &text),
        Every::Half => {
            let from = if text.starts_with("part 1") {
                (first, 4)
            } else {
                (first, 10)
            };
            months(from, 6)
        }
        Every::Month => month(&text).and_then(|month| {
            // Months of a year in two parts: from April on they are in the first.
            let year = if month < 4 {
                second.unwrap_or(first)
            } else {
                first
            };
            let day = Date::new(year, month, 1).ok()?;
            day.strftime("%Y-%m").to_string().parse::<Period>().ok()
        }),
        Every::Term => {
            let spring = second.unwrap_or(first);
            if text.starts_with("autumn") {
                months((first, 9), 4)
            } else if text.starts_with("spring") {
                months((spring, 1), 3)
            } else {
                months((spring, 4), 4)
            }
        }
        Every::TwoTerms => months((first, 9), 7),
        Every::Week => {
            let week = text.trim_start_matches("week").trim().parse().ok();
            week.and_then(|week| {
                let monday = ISOWeekDate::new(first, week, Weekday::Monday).ok()?;
                let sunday = ISOWeekDate::new(first, week, Weekday::Sunday).ok()?;
                Some(Period::Between(monday.date(), sunday.date()))
            })
        }
    };
    made.ok_or_else(bad)
}

/// So many months from the first of one.
fn months((year, month): (i16, i8), count: i32) -> Option<Period> {
    let first = Date::new(year, month, 1).ok()?;
    let last = first
        .checked_add(jiff::Span::new().months(count))
        .and_then(Date::yesterday)
        .ok()?;
    Some(Period::Between(first, last))
}

fn quarter_of(first: i16, text: &str) -> Option<Period> {
    let quarter = quarter(text)?;
    // Where the identifier does not say of which year, a quarter of the
    // calendar year.
    let from = if text.contains("financial") || text.contains("tax") {
        4
    } else if text.contains("academic") {
        9
    } else {
        1
    };
    let month = from + 3 * (quarter - 1);
    let from = if month > 12 {
        (first + 1, month - 12)
    } else {
        (first, month)
    };
    months(from, 3)
}

/// The period of a year.
fn year(
    first: i16,
    second: Option<i16>,
    text: &str,
    form: YearForm,
) -> Result<Option<Period>, String> {
    let form = match form {
        YearForm::AsIdentified if told(text).is_some() => told(text).unwrap_or(form),
        YearForm::AsIdentified if text.contains("academic") => YearForm::To(Day::AUGUST),
        YearForm::AsIdentified if text.contains("financial") || text.contains("tax") => {
            YearForm::To(Day::MARCH)
        }
        YearForm::AsIdentified if text.contains("calendar") => YearForm::Calendar,
        YearForm::AsIdentified => {
            return Err(format!(
                "“{}” does not say when the year ends: say so in the mapping, as period = \"year to 31 March\"",
                crate::cell::shown(text)
            ));
        }
        form => form,
    };
    let last = second.unwrap_or(first);
    Ok(match form {
        YearForm::Calendar => last.to_string().parse::<ClaimedDate>().ok().map(Period::In),
        YearForm::To(day) => day.of(last).and_then(|end| {
            let start = end
                .tomorrow()
                .and_then(|day| day.checked_sub(jiff::Span::new().years(1)))
                .ok()?;
            Some(Period::Between(start, end))
        }),
        YearForm::At(day) => {
            // Of a year in two parts, the day that lies in it.
            let opens = if text.contains("academic") { 9 } else { 4 };
            let year = if second.is_some() && day.month >= opens {
                first
            } else {
                last
            };
            day.of(year).map(|day| Period::In(ClaimedDate::day(day)))
        }
        YearForm::AsIdentified => None,
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed parse should fail the test")]
    use super::*;

    #[test]
    fn periods_are_read_as_the_department_writes_them() {
        for (time, identifier, form, expected) in [
            (
                "2025",
                "Reporting year",
                "year to 31 March",
                "2024-04-01/2025-03-31",
            ),
            ("2025", "Reporting year", "at 31 March", "2025-03-31"),
            ("2025", "Reporting year", "at 30 September", "2025-09-30"),
            (
                "202425",
                "Financial year",
                "as identified",
                "2024-04-01/2025-03-31",
            ),
            ("2024/25", "Financial year", "at 30 September", "2024-09-30"),
            (
                "2024-25",
                "Academic year",
                "as identified",
                "2024-09-01/2025-08-31",
            ),
            (
                "199900",
                "Financial year",
                "as identified",
                "1999-04-01/2000-03-31",
            ),
            ("2024", "Calendar year", "as identified", "2024"),
            (
                "202425",
                "Financial year Q4",
                "as identified",
                "2025-01-01/2025-03-31",
            ),
            (
                "2024",
                "Calendar year Q2",
                "as identified",
                "2024-04-01/2024-06-30",
            ),
            (
                "202425",
                "Academic year Q1",
                "as identified",
                "2024-09-01/2024-11-30",
            ),
            ("2024", "November", "as identified", "2024-11"),
            (
                "202425",
                "Autumn term",
                "as identified",
                "2024-09-01/2024-12-31",
            ),
            (
                "202425",
                "Autumn and spring term",
                "as identified",
                "2024-09-01/2025-03-31",
            ),
            ("2024", "Week 1", "as identified", "2024-01-01/2024-01-07"),
            (
                "202425",
                "Part 2 (October to March)",
                "as identified",
                "2024-10-01/2025-03-31",
            ),
            ("2024-05-31", "", "as identified", "2024-05-31"),
            ("2024", "As at 31 March", "as identified", "2024-03-31"),
            ("202324", "31 March", "as identified", "2024-03-31"),
            (
                "2024",
                "Year ending 30 September",
                "as identified",
                "2023-10-01/2024-09-30",
            ),
            (
                "2023 to 2024",
                "Financial year",
                "as identified",
                "2023-04-01/2024-03-31",
            ),
            ("2024", "September", "as identified", "2024-09"),
            ("202425", "April", "as identified", "2024-04"),
            ("202425", "March", "as identified", "2025-03"),
            ("2024", "Week 12", "as identified", "2024-03-18/2024-03-24"),
        ] {
            let read = period(time, identifier, form.parse().unwrap());
            assert_eq!(
                read.map(|p| p.to_string()),
                Ok(expected.to_owned()),
                "{time} {identifier}"
            );
        }
    }

    #[test]
    fn what_is_no_period_is_refused() {
        for (time, identifier) in [
            ("202426", "Financial year"),
            ("25", "Calendar year"),
            ("", "Calendar year"),
            ("2024", "Blue moon"),
            ("2024", "Reporting year"),
            ("2024", "Week 60"),
            ("20x4", "Calendar year"),
        ] {
            assert!(
                period(time, identifier, YearForm::AsIdentified).is_err(),
                "{time} {identifier}"
            );
        }
    }
}
