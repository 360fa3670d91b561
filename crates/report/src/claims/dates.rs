//! The days, months and years a sentence names.

use std::ops::Range;

use jiff::civil::Date;
use record::claimed_date::Precision;
use record::month::month_named;
use record::period::Period;

use super::tokens::Token;

/// A date or period that a sentence names.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// The words that name it.
    pub(super) words: Range<usize>,
    /// The period; none where the year is not said.
    pub period: Option<Period>,
    /// The month, where it stands without its year.
    pub(super) month: Option<i8>,
}

impl Named {
    /// The same, a month without its year being the latest one by a day.
    pub(super) fn by(mut self, day: Date) -> Self {
        if let (None, Some(month)) = (self.period, self.month) {
            let year = day.year() - i16::from(month > day.month());
            self.period = format!("{year}-{month:02}").parse().ok();
        }
        self
    }
}

fn month(token: &Token) -> Option<i8> {
    let word = token.word.strip_suffix("'s").unwrap_or(&token.word);
    month_named(word)
}

fn number(token: &Token, digits: Range<usize>) -> Option<i16> {
    let word = token.word.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h']);
    let fits = digits.contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| word.parse().ok()).flatten()
}

fn year(token: &Token) -> Option<i16> {
    number(token, 4..5).filter(|year| (1990..=2100).contains(year) && token.word.len() == 4)
}

/// Every date and period of a sentence, in order.
pub(super) fn dates(tokens: &[Token]) -> Vec<Named> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match read(&tokens[at..]) {
            Some((length, period)) => {
                let mut words = at..at + length;
                let mut period = period;
                // "the year to 31 March 2017", "year ending March 2017"
                if let Some(last) = period.map(Period::last_day)
                    && let Some(start) = year_to(tokens, at)
                {
                    words.start = start;
                    period = Some(year_that_ends(last));
                }
                let month = tokens[at..at + length].iter().find_map(month);
                found.push(Named {
                    words,
                    period,
                    month,
                });
                at += length;
            }
            None => at += 1,
        }
    }
    found
}

/// Where "year to" begins, if it stands right before a date.
fn year_to(tokens: &[Token], at: usize) -> Option<usize> {
    let before = at.checked_sub(2)?;
    let joined =
        tokens[before].is(&["year", "months"]) && tokens[before + 1].is(&["to", "ending", "ended"]);
    joined.then_some(before)
}

/// The twelve months that end on a day.
fn year_that_ends(last: Date) -> Period {
    let first = last
        .tomorrow()
        .and_then(|day| day.checked_sub(jiff::Span::new().years(1)))
        .unwrap_or(last);
    Period::Between(first, last)
}

/// A date at the start of these words: how many words it has, and what it names.
fn read(tokens: &[Token]) -> Option<(usize, Option<Period>)> {
    let first = tokens.first()?;
    let parsed = |text: String| text.parse::<Period>().ok();
    if let Some(day) = number(first, 1..3)
        && let Some(month) = tokens.get(1).and_then(month)
    {
        return Some(match tokens.get(2).and_then(year) {
            Some(year) => (3, parsed(format!("{year}-{month:02}-{day:02}"))),
            None => (2, None),
        });
    }
    if let Some(month) = month(first) {
        return match tokens.get(1).and_then(year) {
            Some(year) => Some((2, parsed(format!("{year}-{month:02}")))),
            None if matches!(&*first.word, "may" | "march") && !first.capital => None,
            None => Some((1, None)),
        };
    }
    if let Some(period) = financial_year(&first.word) {
        return Some((1, Some(period)));
    }
    if first.word.len() == 10 && first.word.matches('-').count() == 2 {
        return Some((1, parsed(first.word.clone())?.into()));
    }
    let year = year(first)?;
    // 2,013 referrals are written without the comma as well.
    let counted = tokens
        .get(1)
        .is_some_and(|next| next.is(&["%", "children", "referrals", "plans", "cases"]));
    (!counted).then(|| (1, parsed(year.to_string())))
}

/// `2016-17`, `2016/17`, `2016-2017`: from April to March.
fn financial_year(word: &str) -> Option<Period> {
    let (from, to) = word.split_once(['-', '/'])?;
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if from.len() != 4 || !matches!(to.len(), 2 | 4) || !digits(from) || !digits(to) {
        return None;
    }
    let year: i16 = from.parse().ok()?;
    let next = (year + 1).to_string();
    (next.ends_with(to))
        .then(|| format!("{year}-04-01/{next}-03-31").parse().ok())
        .flatten()
}

/// Whether a figure of one period may be meant by a date as it is named.
#[must_use]
pub fn may_mean(named: Period, figure: Period) -> bool {
    let (said, last) = (named.last_day(), figure.last_day());
    if said == last {
        return true;
    }
    match named {
        Period::In(date) => match date.precision() {
            Precision::Day => false,
            Precision::Month => said.first_of_month() == last.first_of_month(),
            Precision::Year => said.year() == last.year(),
        },
        Period::Between(..) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;

    #[test]
    fn dates_are_read_as_they_are_written() {
        let named = |text: &str| -> Vec<String> {
            dates(&tokens(text))
                .iter()
                .map(|named| {
                    named
                        .period
                        .map_or_else(|| "?".to_owned(), |p| p.to_string())
                })
                .collect()
        };
        assert_eq!(
            named("in the year to 31 March 2017"),
            ["2016-04-01/2017-03-31"]
        );
        assert_eq!(
            named("695 in March 2015 and 489 in January 2017"),
            ["2015-03", "2017-01"]
        );
        assert_eq!(
            named("2015/16 and 2016-17"),
            ["2015-04-01/2016-03-31", "2016-04-01/2017-03-31"]
        );
        assert_eq!(
            named("at 31st March 2016, in 2018, on 4 July"),
            ["2016-03-31", "2018", "?"]
        );
        assert!(named("they may march 12-14 miles; 2013 children").is_empty());
    }
}
