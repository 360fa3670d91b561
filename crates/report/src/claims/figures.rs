//! The figures of a sentence, each bound to the reading it is, or said to be none.

use record::body::{ConflictForm, FundedProgramme, Measure, Reading};
use record::id::EntryId;
use record::period::Period;
use record::state::{Held, State};

use super::amounts::{Amount, Counts};
use super::arithmetic::{self, Agreement};
use super::differing;
use super::finding::{Finding, FindingKind, Weight};
use super::sentence::Sentence;
use super::shelf::{Shelf, fits, in_period, of_unit};
use crate::wording;

/// What is known of a sentence besides its words.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// The readings it gives.
    pub readings: Vec<EntryId>,
    /// The measures it speaks of.
    pub measures: Vec<EntryId>,
    /// The period it speaks of, where its words name none.
    pub period: Option<Period>,
    /// The comparators it speaks of.
    pub comparator: Option<EntryId>,
    /// The period its comparator's figure is said to be for.
    pub comparator_period: Option<Period>,
}

/// A figure of a sentence and what was found of it.
#[derive(Clone, Debug)]
pub(super) struct Bound<'a> {
    /// The reading it is.
    pub(super) reading: Option<Held<'a, Reading>>,
    /// What was found.
    pub(super) findings: Vec<Finding>,
}

/// Every figure of a sentence, bound or not. `then` is what was known when it was
/// said; the shelf holds what is known now.
#[must_use]
pub(super) fn figures<'a>(
    shelf: &Shelf<'a>,
    then: &State<'a>,
    sentence: &Sentence,
    given: &Given,
    context: &[EntryId],
) -> Vec<Bound<'a>> {
    let mut named = measures(shelf, sentence, given);
    let accounts_of = |one: &Held<'a, Measure>| {
        let of = one.body.another_account_of.clone();
        of.unwrap_or_else(|| one.id().clone())
    };
    let mut things: Vec<EntryId> = named.iter().map(accounts_of).collect();
    things.dedup();
    let certain = !given.measures.is_empty() || things.len() == 1;
    let own = named.len();
    named.extend(context.iter().filter_map(|id| shelf.state.get(id)));
    let compared = compared(shelf, sentence, given);
    let stated = arithmetic::stated(sentence);
    sentence
        .figures()
        .filter(|amount| !stated.is_some_and(|stated| std::ptr::eq(stated, *amount)))
        .map(|amount| {
            let areas = compared
                .iter()
                .find(|(of, _)| std::ptr::eq(*of, amount))
                .map_or(&[][..], |(_, areas)| areas.as_slice());
            let looked = Looked {
                shelf,
                then,
                sentence,
                amount,
                areas,
                period: period(sentence, amount, given, !areas.is_empty()),
                certain,
            };
            looked.bind(&named, own, &given.readings)
        })
        .collect()
}

/// The measures a sentence speaks of: as given, else as its words name them.
pub(super) fn measures<'a>(
    shelf: &Shelf<'a>,
    sentence: &Sentence,
    given: &Given,
) -> Vec<Held<'a, Measure>> {
    let get = |id: &EntryId| shelf.state.get::<Measure>(id);
    let mut known: Vec<Held<'a, Measure>> = given.measures.iter().filter_map(get).collect();
    for id in &given.readings {
        let of = shelf
            .state
            .get::<Reading>(id)
            .and_then(|held| get(&held.body.measure));
        known
            .extend(of.filter(|of| given.measures.is_empty() || !given.measures.contains(of.id())));
    }
    let mut seen: Vec<&EntryId> = Vec::new();
    known.retain(|held| {
        let new = !seen.contains(&held.id());
        seen.push(held.id());
        new
    });
    if known.is_empty() {
        shelf.named(sentence)
    } else {
        known
    }
}

/// The period an amount is for, as the sentence or what is given of it says.
fn period(sentence: &Sentence, amount: &Amount, given: &Given, compared: bool) -> Option<Period> {
    let given = if compared {
        given.comparator_period.or(given.period)
    } else {
        given.period
    };
    given
        .filter(|_| compared || sentence.dates.is_empty())
        .or_else(|| sentence.period_of(amount))
}

/// The amounts that stand nearest to whom the sentence compares with, each with the
/// comparators meant.
fn compared<'s>(
    shelf: &Shelf<'_>,
    sentence: &'s Sentence,
    given: &Given,
) -> Vec<(&'s Amount, Vec<EntryId>)> {
    let mut taken: Vec<(&Amount, Vec<EntryId>)> = Vec::new();
    for comparison in &sentence.comparisons {
        let apart = |amount: &&Amount| {
            let (one, two) = (&comparison.at, &amount.at);
            two.start
                .saturating_sub(one.end)
                .max(one.start.saturating_sub(two.end))
        };
        let free = sentence
            .figures()
            .filter(|amount| !taken.iter().any(|(of, _)| std::ptr::eq(*of, *amount)));
        let Some(amount) = free.min_by_key(apart) else {
            continue;
        };
        let mut areas: Vec<EntryId> = shelf
            .of_form(comparison.with)
            .map(|held| held.id().clone())
            .collect();
        if let Some(said) = given
            .comparator
            .as_ref()
            .filter(|said| areas.contains(said))
        {
            areas = vec![said.clone()];
        }
        taken.push((amount, areas));
    }
    taken
}

/// One figure that is looked for.
struct Looked<'s, 'a> {
    shelf: &'s Shelf<'a>,
    then: &'s State<'a>,
    sentence: &'s Sentence,
    amount: &'s Amount,
    areas: &'s [EntryId],
    period: Option<Period>,
    /// Whether only one measure can be meant.
    certain: bool,
}

impl<'a> Looked<'_, 'a> {
    /// `own` of the measures, the first ones, are named; the others are meant at most.
    fn bind(&self, measures: &[Held<'a, Measure>], own: usize, given: &[EntryId]) -> Bound<'a> {
        if self.amount.unit == Counts::Pounds {
            return none(self.money());
        }
        for id in given {
            if let Some(bound) = self.as_given(id) {
                return bound;
            }
        }
        let mut elsewhere = None;
        let mut another = None;
        for (at, measure) in measures.iter().enumerate() {
            // "Half of the returns" is no figure of whatever measure is meant.
            if !of_unit(self.amount, measure.body) || at >= own && self.amount.about {
                continue;
            }
            let mut all = self.shelf.readings(measure.id(), self.areas);
            if at >= own {
                all.retain(|one| self.is_recent(one));
            }
            let meant = self
                .period
                .map_or_else(|| all.clone(), |named| in_period(&all, named));
            if let Some(bound) = meant
                .iter()
                .rev()
                .find_map(|one| self.fitting(measure, one))
            {
                return bound;
            }
            elsewhere = elsewhere.or_else(|| {
                let other = all
                    .iter()
                    .rev()
                    .find(|one| fits(self.amount, measure.body, one.body) == Agreement::Same)?;
                Some((*measure, *other, meant.last().copied()))
            });
            if at < own {
                another = another.or_else(|| Some((*measure, *meant.last()?)));
            }
        }
        if let Some((measure, other, meant)) = elsewhere {
            return none(self.of_another_period(&measure, &other, meant.as_ref()));
        }
        // "Four in ten slipped" may tell the other part of the whole.
        let plain = !matches!(self.amount.unit, Counts::OutOf(_));
        let certain = self.certain && plain;
        if let (Some((measure, one)), Some(_), true) = (another, self.period, certain) {
            let finding = Finding::new(
                FindingKind::AnotherFigure,
                Weight::Against,
                format!(
                    "{}, {}: the record has {}, not {}.",
                    measure.body.name,
                    one.body.period.in_words(),
                    wording::value(one.body, measure.body),
                    self.words()
                ),
            );
            return none(finding.on([one.id().clone()]));
        }
        none(self.missing(&measures[..own]))
    }

    /// Whether a reading is of the thirteen months before the sentence was said.
    fn is_recent(&self, reading: &Held<'a, Reading>) -> bool {
        let said = self.then.moment().effective;
        let first = said
            .checked_sub(jiff::Span::new().months(13))
            .unwrap_or(said);
        reading.body.period.last_day() >= first
    }

    fn words(&self) -> &str {
        self.sentence.words_of(self.amount)
    }

    /// A reading that is named as one of those given.
    fn as_given(&self, id: &EntryId) -> Option<Bound<'a>> {
        let held = self.shelf.state.get::<Reading>(id)?;
        let measure = self.shelf.state.get::<Measure>(&held.body.measure)?;
        self.fitting(&measure, &held)
    }

    /// The reading, if the amount is its value now or was when it was said.
    fn fitting(&self, measure: &Held<'a, Measure>, now: &Held<'a, Reading>) -> Option<Bound<'a>> {
        let agreed = fits(self.amount, measure.body, now.body);
        let written = wording::value(now.body, measure.body);
        let period = now.body.period.in_words();
        let of = now.body.area.as_ref().and_then(|area| {
            let held = self.shelf.state.get::<record::body::Comparator>(area)?;
            Some(format!("{}, ", held.body.short_name))
        });
        let name = &format!("{}{}", of.unwrap_or_default(), measure.body.name);
        let finding = match agreed {
            Agreement::Same => {
                let mut words = format!("{}: {name}, {period}", self.words());
                if written != self.words() {
                    words.push_str(&format!(" ({written})"));
                }
                if self.period.is_none() && self.sentence.dates.is_empty() {
                    words.push_str("; the sentence names no period");
                }
                words.push('.');
                Finding::new(FindingKind::Stands, Weight::For, words)
            }
            Agreement::Rounded => Finding::new(
                FindingKind::Differs(ConflictForm::Rounding),
                Weight::For,
                format!(
                    "{}: the record has {written} ({name}, {period}); it is a matter of rounding.",
                    self.words()
                ),
            ),
            Agreement::Different => {
                let then = self.then.get::<Reading>(now.id())?;
                if fits(self.amount, measure.body, then.body) == Agreement::Different {
                    return None;
                }
                let words = format!(
                    "{} was the figure when it was said ({name}, {period}); it was restated as {written}.",
                    self.words()
                );
                Finding::new(
                    FindingKind::Differs(ConflictForm::Restated),
                    Weight::Revised,
                    words,
                )
            }
        };
        let mut findings = vec![finding.on([now.id().clone()])];
        findings.extend(differing::own(now));
        findings.extend(self.published(measure, now));
        Some(Bound {
            reading: Some(*now),
            findings,
        })
    }

    /// How a local reading stands to the published one of the same period, or of the
    /// nearest within a year.
    fn published(&self, measure: &Held<'a, Measure>, local: &Held<'a, Reading>) -> Option<Finding> {
        let of = measure.body.another_account_of.as_ref()?;
        let areas: Vec<EntryId> = local.body.area.iter().cloned().collect();
        let published = self.shelf.readings(of, &areas);
        let apart = |one: &Held<'a, Reading>| {
            let (day, other) = (local.body.period.last_day(), one.body.period.last_day());
            day.until(other)
                .map_or(i32::MAX, |days| days.get_days().abs())
        };
        let nearest = published.iter().min_by_key(|one| apart(one))?;
        let near_enough = apart(nearest) == 0 || areas.is_empty() && apart(nearest) < 365;
        near_enough
            .then(|| differing::between(&self.shelf.state, local, nearest))
            .flatten()
    }

    fn of_another_period(
        &self,
        measure: &Held<'a, Measure>,
        other: &Held<'a, Reading>,
        meant: Option<&Held<'a, Reading>>,
    ) -> Finding {
        let named = self.period.map_or_else(String::new, Period::in_words);
        let (of, words) = (&measure.body.name, self.words());
        let is_for = other.body.period.in_words();
        let finding = match meant {
            Some(meant) => {
                let kind = if self.areas.is_empty() {
                    FindingKind::AnotherFigure
                } else {
                    FindingKind::Differs(ConflictForm::ComparatorYear)
                };
                let value = wording::value(meant.body, measure.body);
                Finding::new(
                    kind,
                    Weight::Against,
                    format!(
                        "{words} is the figure of another period ({of}, {is_for}); for {named} the record has {value}."
                    ),
                )
            }
            None => Finding::new(
                FindingKind::NoFigure,
                Weight::Missing,
                format!(
                    "{words}: the record has no figure for {named} ({of}); it has the same figure for {is_for}."
                ),
            ),
        };
        finding.on([other.id().clone()])
    }

    fn missing(&self, measures: &[Held<'a, Measure>]) -> Finding {
        let words = self.words();
        let near = measures.iter().find(|one| of_unit(self.amount, one.body));
        let latest = near.and_then(|measure| {
            let latest = self.shelf.readings(measure.id(), self.areas).pop()?;
            Some((measure, latest))
        });
        match latest {
            Some((measure, latest)) => Finding::new(
                FindingKind::NoFigure,
                Weight::Missing,
                format!(
                    "{words} is no figure of “{}” in the record; its latest is {} ({}).",
                    measure.body.name,
                    wording::value(latest.body, measure.body),
                    latest.body.period.in_words()
                ),
            )
            .on([latest.id().clone()]),
            None => Finding::new(
                FindingKind::NoFigure,
                Weight::Missing,
                format!("No figure of the record is named for {words}."),
            ),
        }
    }

    fn money(&self) -> Finding {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a sum of money as somebody wrote it, rounded to pounds"
        )]
        let pounds = self.amount.value.round() as u64;
        let funded = self.shelf.state.all::<FundedProgramme>();
        let found = funded.iter().find(|one| {
            one.body.amount_pounds == Some(pounds)
                || one
                    .body
                    .spend
                    .iter()
                    .any(|spend| spend.spent_pounds == pounds)
        });
        match found {
            Some(one) => Finding::new(
                FindingKind::Stands,
                Weight::For,
                format!("{}: {}.", self.words(), one.body.name),
            )
            .on([one.id().clone()]),
            None => Finding::new(
                FindingKind::NoFigure,
                Weight::Missing,
                format!("No funded programme of the record has {}.", self.words()),
            ),
        }
    }
}

/// What was found of a figure that is no reading.
fn none<'a>(finding: Finding) -> Bound<'a> {
    Bound {
        reading: None,
        findings: vec![finding],
    }
}
