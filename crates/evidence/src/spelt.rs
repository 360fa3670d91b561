//! Periods as analysts spell them.

use jiff::civil::Date;
use record::period::Period;

use crate::periods::month;

/// Reads `Mar 2026`, `March 26`, `2025-26`, `Q2 2025/26`, `31/03/2026`,
/// `31 March 2026`, `year to 31 March 2026`, `2026-03` and what entries are written with. A year of
/// two parts and its quarters are the financial year’s.
#[must_use]
pub fn period(text: &str) -> Option<Period> {
    let text = text.trim();
    let lower = text.to_ascii_lowercase();
    if let Some(rest) = lower
        .strip_prefix("year to ")
        .or_else(|| lower.strip_prefix("year ending "))
    {
        let last = day(rest)?;
        let first = last
            .tomorrow()
            .ok()?
            .checked_sub(jiff::Span::new().years(1))
            .ok()?;
        return Some(Period::Between(first, last));
    }
    if let Some((first, last)) = years(&lower) {
        return quarters(first, last, 1, 12);
    }
    if let Some(quarter) = quarter(&lower) {
        return Some(quarter);
    }
    if let Ok(period) = text.parse::<Period>() {
        return Some(period);
    }
    let lower = lower.strip_prefix("at ").unwrap_or(&lower);
    if let Some(day) = day(lower) {
        return day.to_string().parse().ok();
    }
    let words: Vec<&str> = lower
        .split([' ', '-', '/', '\'', '’'])
        .filter(|word| !word.is_empty())
        .collect();
    let [name, of] = words.as_slice() else {
        return None;
    };
    let (month, of) = match (month(name), month(of)) {
        (Some(month), _) => (month, year(of)?),
        (None, Some(month)) => (month, year(name)?),
        // 03/2026
        (None, None) => (
            name.parse().ok().filter(|month| (1..=12).contains(month))?,
            year(of)?,
        ),
    };
    format!("{of:04}-{month:02}").parse().ok()
}

/// A year of four digits, or of two.
fn year(text: &str) -> Option<i16> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: i16 = text.parse().ok()?;
    match text.len() {
        4 => Some(number).filter(|year| (1900..=2200).contains(year)),
        2 => Some(2000 + number),
        _ => None,
    }
}

/// The years of `2025-26`, `2025/26` and `2025/2026`: two that follow.
fn years(text: &str) -> Option<(i16, i16)> {
    let (first, last) = text.split_once(['/', '-', '–'])?;
    let first = year(first.trim()).filter(|_| first.trim().len() == 4)?;
    let last = year(last.trim())?;
    // 2011-12 is December where months are written so, and no year that follows.
    (last == first + 1 || last % 100 == (first + 1) % 100 && last == 2000 + (first + 1) % 100)
        .then_some((first, first + 1))
}

/// `Q2 2025/26`, `2025-26 Q2`.
fn quarter(text: &str) -> Option<Period> {
    let words: Vec<&str> = text
        .split([' ', ','])
        .filter(|word| !word.is_empty())
        .collect();
    let [one, two] = words.as_slice() else {
        return None;
    };
    let (quarter, of) = if one.starts_with('q') {
        (one, two)
    } else {
        (two, one)
    };
    let quarter: i8 = quarter
        .strip_prefix('q')?
        .parse()
        .ok()
        .filter(|q| (1..=4).contains(q))?;
    let (first, last) = years(of)?;
    quarters(first, last, quarter, 3)
}

/// So many months of a financial year, from a quarter on.
fn quarters(first: i16, last: i16, quarter: i8, months: i32) -> Option<Period> {
    let (year, month) = match quarter {
        4 => (last, 1),
        quarter => (first, 1 + 3 * quarter),
    };
    let from = Date::new(year, month, 1).ok()?;
    let until = from
        .checked_add(jiff::Span::new().months(months))
        .ok()?
        .yesterday()
        .ok()?;
    Some(Period::Between(from, until))
}

/// `31/03/2026`, `31 March 2026`, `2026-03-31`: the day before the month.
fn day(text: &str) -> Option<Date> {
    if let Ok(date) = text.parse::<Date>() {
        return Some(date);
    }
    let words: Vec<&str> = text
        .split(['/', ' ', '.', '-'])
        .filter(|word| !word.is_empty())
        .collect();
    let [day, name, of] = words.as_slice() else {
        return None;
    };
    let month = name.parse().ok().or_else(|| month(name))?;
    Date::new(year(of)?, month, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read_as_analysts_spell_them() {
        for (text, expected) in [
            ("Mar 2026", "2026-03"),
            ("March 2026", "2026-03"),
            ("Mar-26", "2026-03"),
            ("03/2026", "2026-03"),
            ("2026-03", "2026-03"),
            ("2025-26", "2025-04-01/2026-03-31"),
            ("2025/26", "2025-04-01/2026-03-31"),
            ("Q2 2025/26", "2025-07-01/2025-09-30"),
            ("2025-26 Q4", "2026-01-01/2026-03-31"),
            ("31/03/2026", "2026-03-31"),
            ("31 March 2026", "2026-03-31"),
            ("at 31 March 2026", "2026-03-31"),
            ("year to 31 March 2026", "2025-04-01/2026-03-31"),
            ("2016-04-01/2017-03-31", "2016-04-01/2017-03-31"),
            ("2026", "2026"),
        ] {
            assert_eq!(
                period(text).map(|p| p.to_string()).as_deref(),
                Some(expected),
                "{text}"
            );
        }
        for text in [
            "",
            "Total",
            "Marchember 2026",
            "2025-27",
            "Q5 2025/26",
            "31/13/2026",
            "30/02/2026",
            "target",
        ] {
            assert_eq!(period(text), None, "{text}");
        }
    }
}
