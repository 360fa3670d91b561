//! Dates as people read them, and as they type them.

use jiff::civil::Date;
use maud::{Markup, html};
use record::claimed_date::day_in_words;
use record::month::month_named;

/// "4 July 2018".
#[must_use]
pub fn long_date(day: Date) -> String {
    day_in_words(day)
}

/// "2018-07-04".
#[must_use]
pub fn iso(day: Date) -> String {
    day.to_string()
}

/// A date for reading, with its exact form for machines.
#[must_use]
pub fn time(day: Date) -> Markup {
    html! { time datetime=(iso(day)) { (long_date(day)) } }
}

/// Reads a date as typed into a page: `2018-07-04`, `4 July 2018`, `4 Jul 2018` or
/// `4/7/2018` (day first).
///
/// # Errors
/// A sentence that says what is wrong, for showing beside the field.
pub fn read_date(typed: &str) -> Result<Date, String> {
    let parts: Vec<&str> = typed
        .split(|c: char| c.is_whitespace() || "-/.,".contains(c))
        .filter(|part| !part.is_empty())
        .collect();
    let wrong = || {
        let typed: String = typed.chars().take(40).collect();
        format!("“{typed}” is not a date that can be read. Write it like 2018-07-04 or 4 July 2018")
    };
    let [first, month, last] = parts.as_slice() else {
        return Err(wrong());
    };
    let (day, year) = if first.len() == 4 {
        (last, first)
    } else {
        (first, last)
    };
    if year.len() != 4 {
        return Err(wrong());
    }
    let year: i16 = year.parse().map_err(|_| wrong())?;
    let month = read_month(month).ok_or_else(wrong)?;
    let day: i8 = day.parse().map_err(|_| wrong())?;
    Date::new(year, month, day).map_err(|_| format!("There is no such day as {}", typed.trim()))
}

/// A month's number, from its number, name or first letters.
fn read_month(text: &str) -> Option<i8> {
    text.parse().ok().or_else(|| month_named(text))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_date_can_be_typed_in_the_usual_ways() {
        for typed in [
            "2018-07-04",
            " 4 July 2018 ",
            "04 jul 2018",
            "4/7/2018",
            "04.07.2018",
            "4  JULY, 2018",
        ] {
            assert_eq!(read_date(typed), Ok(date(2018, 7, 4)), "{typed}");
        }
        assert_eq!(read_date("1 Sept 2018"), Ok(date(2018, 9, 1)));
    }

    #[test]
    fn what_is_not_a_date_is_told_in_words() {
        for typed in [
            "",
            "yesterday",
            "4 July",
            "4 July 18",
            "2018-07",
            "4 Ju 2018",
            "x/y/zzzz",
        ] {
            assert!(
                read_date(typed).unwrap_err().contains("Write it like"),
                "{typed}"
            );
        }
        for typed in ["2018-02-30", "29 February 2019", "31/06/2018", "2018-13-01"] {
            assert!(
                read_date(typed)
                    .unwrap_err()
                    .starts_with("There is no such day"),
                "{typed}"
            );
        }
        assert!(read_date(&"9".repeat(10_000)).unwrap_err().len() < 300);
    }

    #[test]
    fn a_date_is_read_back_as_it_is_written() {
        assert_eq!(long_date(date(2011, 1, 31)), "31 January 2011");
        assert_eq!(
            time(date(2026, 12, 1)).into_string(),
            "<time datetime=\"2026-12-01\">1 December 2026</time>"
        );
    }
}
