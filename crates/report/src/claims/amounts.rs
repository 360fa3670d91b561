//! The amounts a sentence gives, each with its unit, and what is no amount: a
//! reference, an age, how long something takes.

use std::ops::Range;

use super::dates::Named;
use super::tokens::Token;

/// An amount as a sentence gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct Amount {
    /// Its place in the sentence, in bytes, its unit included.
    pub at: Range<usize>,
    /// The number.
    pub value: f64,
    /// Decimal places it is given with.
    pub decimals: u8,
    /// What it counts.
    pub unit: Counts,
    /// Whether it is given as about so much.
    pub about: bool,
    /// What it is for a sentence: something to be checked, or not.
    pub role: Role,
}

/// What an amount counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Counts {
    /// Per cent.
    Percent,
    /// Percentage points.
    Points,
    /// Pounds.
    Pounds,
    /// Weeks.
    Weeks,
    /// Days, months, years, hours.
    Time,
    /// So many of a whole.
    OutOf(f64),
    /// So many times what it was.
    Times,
    /// Anything else.
    Number,
}

/// What an amount is for a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A figure, to be found in the record.
    Figure,
    /// How many entries or other things of the programme: actions, meetings.
    Entries,
    /// A reference, an age, a time limit: nothing to be checked.
    Structure,
}

/// Words before a number that make it a reference.
const REFERENCES: [&str; 27] = [
    "action",
    "actions",
    "recommendation",
    "recommendations",
    "paragraph",
    "paragraphs",
    "para",
    "section",
    "page",
    "theme",
    "version",
    "item",
    "minute",
    "annex",
    "appendix",
    "figure",
    "table",
    "no",
    "number",
    "phase",
    "stage",
    "schedule",
    "part",
    "band",
    "level",
    "key",
    "edition",
];

/// Words before a number that make it an age.
const AGES: [&str; 4] = ["aged", "age", "ages", "under"];

/// Words before a time that make it a time limit or a length, not a figure.
const LIMITS: [&str; 14] = [
    "within", "every", "after", "for", "in", "last", "past", "next", "over", "than", "per", "each",
    "first", "a",
];

/// Words before a per cent that make it a limit or a target: "below 90%".
const BOUNDS: [&str; 11] = [
    "below", "above", "under", "over", "than", "least", "most", "until", "target", "reach",
    "reaches",
];

/// Things of the programme itself, which the record counts.
const ENTRIES: [&str; 40] = [
    "action",
    "actions",
    "recommendation",
    "recommendations",
    "meeting",
    "meetings",
    "theme",
    "themes",
    "measure",
    "measures",
    "risk",
    "risks",
    "decision",
    "decisions",
    "date",
    "dates",
    "update",
    "updates",
    "inspector",
    "inspectors",
    "visit",
    "visits",
    "review",
    "reviews",
    "audit",
    "audits",
    "authorities",
    "establishments",
    "universities",
    "trusts",
    "member",
    "members",
    "people",
    "boards",
    "reports",
    "points",
    "teams",
    "sessions",
    "requests",
    "sign-offs",
];

const WORDS: [&str; 13] = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve",
];

/// A number in digits: its value and decimal places.
fn digits(word: &str) -> Option<(f64, u8)> {
    let plain = word.replace(',', "");
    let is_number = plain.starts_with(|c: char| c.is_ascii_digit())
        && plain.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && plain.matches('.').count() <= 1;
    let value: f64 = is_number.then(|| plain.parse().ok()).flatten()?;
    let decimals = plain.split_once('.').map_or(0, |(_, rest)| rest.len());
    Some((value, u8::try_from(decimals).ok()?))
}

fn in_words(word: &str) -> Option<(f64, u8)> {
    let at = WORDS.iter().position(|known| *known == word)?;
    Some((f64::from(u8::try_from(at).ok()?), 0))
}

/// Every amount of a sentence, in order; what belongs to a date is none.
pub(super) fn amounts(tokens: &[Token], dates: &[Named]) -> Vec<Amount> {
    let mut found: Vec<Amount> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if let Some(date) = dates.iter().find(|date| date.words.contains(&at)) {
            at = date.words.end;
            continue;
        }
        match amount(tokens, at) {
            Some((length, mut amount)) => {
                if follows_reference(tokens, at, found.last()) {
                    amount.role = Role::Structure;
                }
                found.push(amount);
                at += length;
            }
            None => at += 1,
        }
    }
    found
}

/// "4.1, 4.2 and 4.3": what follows a reference directly is one as well.
fn follows_reference(tokens: &[Token], at: usize, before: Option<&Amount>) -> bool {
    let Some(before) = before.filter(|one| one.role == Role::Structure) else {
        return false;
    };
    let between = tokens[..at]
        .iter()
        .rev()
        .take_while(|token| token.at.start >= before.at.end);
    let plain = before.unit == Counts::Number;
    plain && between.clone().count() <= 1 && between.into_iter().all(|t| t.is(&["and", "to", "or"]))
}

/// An amount that begins at a word: how many words it has, and what it is.
fn amount(tokens: &[Token], at: usize) -> Option<(usize, Amount)> {
    let word = |n: usize| tokens.get(at + n).map_or("", |token| token.word.as_str());
    let before = |n: usize| {
        at.checked_sub(n)
            .map_or("", |place| tokens[place].word.as_str())
    };
    let about = matches!(
        before(1),
        "about" | "around" | "some" | "nearly" | "almost" | "roughly" | "approximately" | "over"
    );
    let made = |length: usize, (value, decimals): (f64, u8), unit: Counts, role: Role| {
        let end = tokens.get(at + length - 1).map_or(0, |last| last.at.end);
        let amount = Amount {
            at: tokens[at].at.start..end,
            value,
            decimals,
            unit,
            about,
            role,
        };
        Some((length, amount))
    };
    if let Some((length, value, unit)) = fraction(tokens, at) {
        let (_, mut amount) = made(length, (value, 0), unit, Role::Figure)?;
        amount.about = amount.about || unit == Counts::Percent;
        return Some((length, amount));
    }
    if word(0) == "£" {
        let (value, decimals) = digits(word(1))?;
        return made(2, (value, decimals), Counts::Pounds, Role::Figure);
    }
    let spelt = in_words(word(0));
    let number = digits(word(0)).or(spelt)?;
    let bound = if BOUNDS.contains(&before(1)) {
        Role::Structure
    } else {
        Role::Figure
    };
    if matches!(word(1), "%" | "percent") {
        return made(2, number, Counts::Percent, bound);
    }
    if word(1) == "per" && word(2) == "cent" {
        return made(3, number, Counts::Percent, bound);
    }
    if word(1) == "percentage" && word(2).starts_with("point") {
        return made(3, number, Counts::Points, Role::Figure);
    }
    if let Some((length, whole)) = whole(tokens, at, spelt.is_some()) {
        // "two of the three steps" counts steps; "seven of ten" is a share.
        let steps = spelt.is_some() && (whole - 10.0).abs() > 0.5 && word(1) == "of";
        let role = if steps { Role::Entries } else { Role::Figure };
        return made(length, number, Counts::OutOf(whole), role);
    }
    if matches!(word(1), "points" | "point") && spelt.is_none() {
        return made(2, number, Counts::Points, Role::Figure);
    }
    let role = role(tokens, at);
    let time = [
        "day", "days", "month", "months", "year", "years", "hour", "hours", "minutes",
    ];
    match word(1) {
        "working" => made(2, number, Counts::Time, Role::Structure),
        "week" | "weeks" => {
            let limit = LIMITS.contains(&before(1)) || spelt.is_some();
            let role = if limit { Role::Structure } else { role };
            made(2, number, Counts::Weeks, role)
        }
        unit if time.contains(&unit) => made(2, number, Counts::Time, Role::Structure),
        // "two inspectors", "one of them": a word that counts, not a figure.
        _ if spelt.is_some() => made(1, number, Counts::Number, Role::Entries),
        _ => made(1, number, Counts::Number, role),
    }
}

/// What a plain number is: a figure unless the words round it say otherwise.
fn role(tokens: &[Token], at: usize) -> Role {
    let before = |n: usize| {
        at.checked_sub(n)
            .map_or("", |place| tokens[place].word.as_str())
    };
    let after = |n: usize| tokens.get(at + n).map_or("", |token| token.word.as_str());
    let range = matches!(before(1), "to" | "and" | "or") && AGES.contains(&before(3));
    if REFERENCES.contains(&before(1)) || AGES.contains(&before(1)) || range {
        return Role::Structure;
    }
    // "every 10,000 children" is a rate, not a count; "over 20 miles" a limit.
    if matches!(before(1), "every" | "per") || BOUNDS.contains(&before(1)) || after(1) == "miles" {
        return Role::Structure;
    }
    let counts_entries = [1, 2].iter().any(|n| ENTRIES.contains(&after(*n)));
    if counts_entries {
        Role::Entries
    } else {
        Role::Figure
    }
}

/// "a third", "half", "three quarters" as per cent; "doubled" as times.
fn fraction(tokens: &[Token], at: usize) -> Option<(usize, f64, Counts)> {
    let word = |n: usize| tokens.get(at + n).map_or("", |token| token.word.as_str());
    let before = at
        .checked_sub(1)
        .map_or("", |place| tokens[place].word.as_str());
    let share = |length: usize, percent: f64| Some((length, percent, Counts::Percent));
    match (word(0), word(1), word(2)) {
        ("doubled" | "double", ..) if before != "to" => Some((1, 2.0, Counts::Times)),
        ("trebled" | "tripled", ..) => Some((1, 3.0, Counts::Times)),
        ("halved", ..) => Some((1, 0.5, Counts::Times)),
        ("a" | "one", "third", "of") => share(2, 100.0 / 3.0),
        ("a" | "one", "quarter", "of") => share(2, 25.0),
        ("a" | "one", "fifth", "of") => share(2, 20.0),
        ("two", "thirds", _) => share(2, 200.0 / 3.0),
        ("three", "quarters", _) => share(2, 75.0),
        ("half", "of" | "the", _) => share(1, 50.0),
        ("a", "third" | "quarter", _) if matches!(before, "about" | "nearly" | "almost" | "by") => {
            share(
                2,
                if word(1) == "third" {
                    100.0 / 3.0
                } else {
                    25.0
                },
            )
        }
        _ => None,
    }
}

/// "of 599", "out of 599", "in ten" after a number: how many words with the
/// number, and the whole.
fn whole(tokens: &[Token], at: usize, spelt: bool) -> Option<(usize, f64)> {
    let word = |n: usize| tokens.get(at + n).map_or("", |token| token.word.as_str());
    let read = |n: usize| digits(word(n)).or_else(|| in_words(word(n)).filter(|_| spelt));
    let (length, whole) = match (word(1), word(2)) {
        ("of", "the") => (4, read(3)?),
        ("of", _) => (3, read(2)?),
        ("out", "of") => (4, read(3)?),
        ("in", "every") => (4, read(3)?),
        ("in", "ten" | "10" | "five" | "three" | "four") => {
            (3, in_words(word(2)).or_else(|| digits(word(2)))?)
        }
        _ => return None,
    };
    (whole.0 > 0.0).then_some((length, whole.0))
}

#[cfg(test)]
mod tests {
    use super::super::dates::dates;
    use super::super::tokens::tokens;
    use super::*;

    fn read(text: &str) -> Vec<(f64, Counts, Role)> {
        let words = tokens(text);
        amounts(&words, &dates(&words))
            .into_iter()
            .map(|one| (one.value, one.unit, one.role))
            .collect()
    }

    #[test]
    fn amounts_are_read_with_their_units() {
        use Role::{Entries, Figure, Structure};
        assert_eq!(
            read("In January 2017, 315 of 599 children (59%) lived elsewhere."),
            [
                (315.0, Counts::OutOf(599.0), Figure),
                (59.0, Counts::Percent, Figure)
            ]
        );
        assert_eq!(
            read(
                "The bid won £1,790,610; it fell by 2.9 percentage points, 4 per cent, 1.5 points."
            ),
            [
                (1_790_610.0, Counts::Pounds, Figure),
                (2.9, Counts::Points, Figure),
                (4.0, Counts::Percent, Figure),
                (1.5, Counts::Points, Figure),
            ]
        );
        assert_eq!(
            read(
                "Actions 4.1, 4.2 and 4.3 are done within 45 working days, for children aged 16 to 18."
            ),
            [
                (4.1, Counts::Number, Structure),
                (4.2, Counts::Number, Structure),
                (4.3, Counts::Number, Structure),
                (45.0, Counts::Time, Structure),
                (16.0, Counts::Number, Structure),
                (18.0, Counts::Number, Structure),
            ]
        );
        assert_eq!(
            read(
                "Seven in ten were seen; proceedings took 32 weeks; 12 recommendations; a third of workers; caseloads halved."
            ),
            [
                (7.0, Counts::OutOf(10.0), Figure),
                (32.0, Counts::Weeks, Figure),
                (12.0, Counts::Number, Entries),
                (100.0 / 3.0, Counts::Percent, Figure),
                (0.5, Counts::Times, Figure),
            ]
        );
        assert!(read("On 4 July 2018 the Board met for the third time.").is_empty());
    }
}
