//! A sentence, read for what it claims.

use jiff::civil::Date;
use record::period::Period;

use super::amounts::{Amount, Role, amounts};
use super::dates::{Named, dates};
use super::directions::{Compared, Said, comparisons, directions};
use super::tokens::{Token, tokens};

/// A sentence and what it claims.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// As it is written.
    pub text: String,
    /// Its amounts, in order.
    pub amounts: Vec<Amount>,
    /// The ways it says things went.
    pub directions: Vec<Said>,
    /// Whom it compares with.
    pub comparisons: Vec<Compared>,
    /// The dates and periods it names.
    pub dates: Vec<Named>,
    pub(super) tokens: Vec<Token>,
}

impl Sentence {
    /// Reads a sentence.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let tokens = tokens(text);
        let dates = dates(&tokens);
        Self {
            text: text.to_owned(),
            amounts: amounts(&tokens, &dates),
            directions: directions(&tokens),
            comparisons: comparisons(&tokens),
            dates,
            tokens,
        }
    }

    /// Reads a sentence said on a day: a month without its year is the latest by then.
    #[must_use]
    pub fn said_on(text: &str, day: Date) -> Self {
        let mut read = Self::read(text);
        read.dates = read.dates.into_iter().map(|date| date.by(day)).collect();
        read
    }

    /// Its amounts that are figures, to be found in the record.
    pub fn figures(&self) -> impl Iterator<Item = &Amount> {
        self.amounts.iter().filter(|one| one.role == Role::Figure)
    }

    /// Whether it gives a figure or says which way something went.
    #[must_use]
    pub fn claims(&self) -> bool {
        self.figures().next().is_some() || !self.directions.is_empty()
    }

    /// The words of an amount as they stand in the sentence.
    #[must_use]
    pub fn words_of(&self, amount: &Amount) -> &str {
        self.text.get(amount.at.clone()).unwrap_or_default()
    }

    /// The period an amount is for: the date named between it and the next amount,
    /// else the last one named before it.
    #[must_use]
    pub fn period_of(&self, amount: &Amount) -> Option<Period> {
        let place = |named: &Named| {
            self.tokens
                .get(named.words.start)
                .map(|token| token.at.start)
        };
        let next = self
            .figures()
            .map(|other| other.at.start)
            .find(|start| *start >= amount.at.end)
            .unwrap_or(usize::MAX);
        let mut dated = self
            .dates
            .iter()
            .filter(|named| !self.only_bounds(named))
            .filter_map(|named| Some((place(named)?, named.period?)));
        let parted = |to: usize| {
            let between = self.text.get(amount.at.end..to);
            between.is_some_and(|text| text.contains(';'))
        };
        let after = dated
            .clone()
            .find(|(at, _)| *at >= amount.at.end && *at < next && !parted(*at));
        let before = dated.clone().rfind(|(at, _)| *at < amount.at.start);
        after
            .or(before)
            .or_else(|| dated.next())
            .map(|(_, period)| period)
    }

    /// "since April", "until 2017": a bound in time, not the period of a figure.
    fn only_bounds(&self, named: &Named) -> bool {
        let before = named.words.start.checked_sub(1);
        before
            .and_then(|place| self.tokens.get(place))
            .is_some_and(|word| word.is(&["since", "until", "before", "after", "by"]))
    }
}
