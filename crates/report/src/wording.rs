//! Dates, numbers and lists as they are written in running text.

use jiff::civil::Date;
use record::body::{Measure, Reading, Unit, Value};
use record::claimed_date::{ClaimedDate, day_in_words};

/// A reading's value as its measure is written: `23.8%`, `3,574`, `16.8`, or
/// the symbol published in its place.
#[must_use]
pub fn value(reading: &Reading, measure: &Measure) -> String {
    let text = match &reading.value {
        Value::Text(text) => text.clone(),
        Value::Number(number) => with_unit(&grouped(*number, measure.decimals), measure.unit),
    };
    if reading.approximate {
        format!("about {text}")
    } else {
        text
    }
}

/// A whole number with its thousands apart: `9,214`.
#[must_use]
pub fn number_of(count: usize) -> String {
    grouped(f64::from(u32::try_from(count).unwrap_or(u32::MAX)), 0)
}

/// A number with its unit where the unit is part of how it is written.
#[must_use]
pub fn with_unit(number: &str, unit: Unit) -> String {
    match unit {
        Unit::Percent => format!("{number}%"),
        Unit::Weeks => format!("{number} weeks"),
        Unit::Count | Unit::Per10000Children | Unit::Fte | Unit::Number => number.to_owned(),
    }
}

/// What a unit is called at the head of a column or axis.
#[must_use]
pub const fn unit_name(unit: Unit) -> &'static str {
    match unit {
        Unit::Count => "number",
        Unit::Percent => "per cent",
        Unit::Per10000Children => "per 10,000 children",
        Unit::Fte => "full-time equivalent",
        Unit::Number => "number",
        Unit::Weeks => "weeks",
    }
}

/// A number with thousands separated by commas: `12,183,016`, `67.4`.
#[must_use]
pub fn grouped(number: f64, decimals: u8) -> String {
    let text = format!("{number:.*}", usize::from(decimals));
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let (sign, digits) = whole
        .strip_prefix('-')
        .map_or(("", whole), |digits| ("-", digits));
    let mut grouped = String::with_capacity(text.len() + 4);
    grouped.push_str(sign);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped.push_str(rest);
    grouped
}

/// Whole pounds: `£1,790,610`.
#[must_use]
pub fn pounds(amount: u64) -> String {
    let digits = amount.to_string();
    let mut grouped = String::from("£");
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// Numbers one to nine in words, as GOV.UK does not but committees do.
#[must_use]
pub fn count(number: usize) -> String {
    const WORDS: [&str; 13] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    WORDS
        .get(number)
        .map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

/// Items with commas, and "and" before the last. Items that have commas of
/// their own are parted by semicolons.
#[must_use]
pub fn list(items: &[String]) -> String {
    let mark = if items.iter().any(|item| item.contains(',')) {
        "; "
    } else {
        ", "
    };
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] if first.len() == 1 => format!("{} and {last}", first[0]),
        [first @ .., last] => format!(
            "{}{}and {last}",
            first.join(mark),
            if mark == "; " { "; " } else { " " }
        ),
    }
}

/// From a first to a last day, naming month and year once: `6 to 30 March
/// 2017`, `30 and 31 January 2018`, `28 January to 5 February 2014`.
#[must_use]
pub fn span(starts: ClaimedDate, ends: Option<ClaimedDate>) -> String {
    let Some(ends) = ends.filter(|ends| *ends != starts) else {
        return starts.in_words();
    };
    let (first, last) = (starts.counts_as(), ends.counts_as());
    let days = starts.earliest() == first && ends.earliest() == last;
    if !days || first.year() != last.year() {
        return format!("{} to {}", starts.in_words(), ends.in_words());
    }
    if first.month() != last.month() {
        return format!("{} to {}", first.strftime("%-d %B"), day_in_words(last));
    }
    let joined = if first.tomorrow().is_ok_and(|next| next == last) {
        "and"
    } else {
        "to"
    };
    format!("{} {joined} {}", first.day(), day_in_words(last))
}

/// The days with their preposition: `on 4 July 2018`, `in March 2011`,
/// `on 30 and 31 January 2018`, `from 6 to 30 March 2017`.
#[must_use]
pub fn during(starts: ClaimedDate, ends: Option<ClaimedDate>) -> String {
    match ends.filter(|ends| *ends != starts) {
        None => on(starts),
        Some(_) => {
            let span = span(starts, ends);
            if span.contains(" and ") {
                format!("on {span}")
            } else {
                format!("from {span}")
            }
        }
    }
}

/// A name inside a sentence: without the capital of a common noun, with that of
/// a body's name.
#[must_use]
pub fn in_sentence(name: &str) -> String {
    let common = ["Annual ", "First ", "Two-year ", "Exit ", "Interim "];
    if common.iter().any(|word| name.starts_with(word)) {
        lower_first(name)
    } else {
        name.to_owned()
    }
}

/// A date with its preposition: `on 4 July 2018`, `in April 2018`, `by 19 July
/// 2018`.
#[must_use]
pub fn on(date: ClaimedDate) -> String {
    if date.is_by() {
        date.in_words()
    } else if date.earliest() == date.counts_as() {
        format!("on {}", date.in_words())
    } else {
        format!("in {}", date.in_words())
    }
}

/// A text as a sentence: a capital at its start, a full stop at its end.
#[must_use]
pub fn sentence(text: &str) -> String {
    let text = text.trim();
    let ended = text.ends_with(['.', '?', '!', ':']);
    let mut sentence = upper_first(text);
    if !ended && !sentence.is_empty() {
        sentence.push('.');
    }
    sentence
}

/// A text without its full stop, to be used inside a sentence or list.
#[must_use]
pub fn unstopped(text: &str) -> &str {
    text.trim().trim_end_matches('.')
}

/// A text with a capital at its start.
#[must_use]
pub fn upper_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
}

/// A text without a capital at its start, unless its first word is a name in
/// capitals.
#[must_use]
pub fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), text.chars().nth(1)) {
        (Some(_), Some(second)) if second.is_uppercase() => text.to_owned(),
        (Some(first), _) => first.to_lowercase().collect::<String>() + letters.as_str(),
        (None, _) => String::new(),
    }
}

/// `an improvement notice`, `a second improvement notice`: by the first letter, which
/// is right for the names the record has and wrong for a word as `hour`.
#[must_use]
pub fn with_article(name: &str) -> String {
    let name = lower_first(name);
    let article = if name.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {name}")
}

/// Whole weeks between two days, rounded to the nearest.
#[must_use]
pub fn weeks_between(from: Date, to: Date) -> i32 {
    let days = from.until(to).map_or(0, |span| span.get_days());
    (days + 3).div_euclid(7)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed parse should fail the test")]
    use super::*;

    fn claimed(text: &str) -> ClaimedDate {
        text.parse().unwrap()
    }

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(grouped(12_183_016.0, 0), "12,183,016");
        assert_eq!(grouped(1234.56, 1), "1,234.6");
        assert_eq!(grouped(999.0, 0), "999");
        assert_eq!(pounds(1_790_610), "£1,790,610");
    }

    #[test]
    fn spans_name_month_and_year_once() {
        let said = |a: &str, b: &str| span(claimed(a), Some(claimed(b)));
        assert_eq!(said("2017-03-06", "2017-03-30"), "6 to 30 March 2017");
        assert_eq!(said("2018-01-30", "2018-01-31"), "30 and 31 January 2018");
        assert_eq!(
            said("2014-01-28", "2014-02-05"),
            "28 January to 5 February 2014"
        );
        assert_eq!(said("2018-04", "2018-04"), "April 2018");
        assert_eq!(said("2018-04", "2020-03"), "April 2018 to March 2020");
    }

    #[test]
    fn lists_read_aloud() {
        let said =
            |items: &[&str]| list(&items.iter().map(|i| (*i).to_owned()).collect::<Vec<_>>());
        assert_eq!(said(&["a"]), "a");
        assert_eq!(said(&["a", "b"]), "a and b");
        assert_eq!(said(&["a", "b", "c"]), "a, b and c");
        assert_eq!(said(&["a, in b", "c", "d"]), "a, in b; c; and d");
    }

    #[test]
    fn weeks_are_rounded() {
        let day = |text: &str| claimed(text).counts_as();
        assert_eq!(weeks_between(day("2017-06-14"), day("2017-10-18")), 18);
        assert_eq!(weeks_between(day("2018-07-04"), day("2018-10-03")), 13);
        assert_eq!(weeks_between(day("2018-10-03"), day("2019-01-24")), 16);
    }
}
