//! A sentence, read for what it claims.

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
            .filter_map(|named| Some((place(named)?, named.period?)));
        let after = dated
            .clone()
            .find(|(at, _)| *at >= amount.at.end && *at < next);
        let before = dated.clone().rfind(|(at, _)| *at < amount.at.start);
        after
            .or(before)
            .or_else(|| dated.next())
            .map(|(_, period)| period)
    }
}
