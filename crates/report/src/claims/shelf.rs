//! The measures of a record by the words of their names, and the readings that a
//! figure of a sentence may be.

use record::body::{Comparator, ComparatorForm, Measure, Reading, Unit};
use record::id::EntryId;
use record::period::Period;
use record::state::{Held, State};

use super::amounts::{Amount, Counts};
use super::arithmetic::{Agreement, amount_agrees};
use super::sentence::Sentence;
use super::tokens::tokens;

/// What a record holds at a moment for sentences to be held against.
#[derive(Debug)]
pub struct Shelf<'a> {
    pub(super) state: State<'a>,
    measures: Vec<Known<'a>>,
    comparators: Vec<Held<'a, Comparator>>,
}

/// A measure and the words by which a sentence would name it.
#[derive(Debug)]
struct Known<'a> {
    measure: Held<'a, Measure>,
    short: Vec<String>,
    long: Vec<String>,
}

/// Words that tell no measure from another.
const COMMON: [&str; 38] = [
    "a",
    "an",
    "and",
    "as",
    "at",
    "average",
    "by",
    "council",
    "for",
    "from",
    "given",
    "good",
    "held",
    "in",
    "inspector",
    "is",
    "march",
    "month",
    "more",
    "no",
    "number",
    "of",
    "on",
    "or",
    "per",
    "rate",
    "social",
    "the",
    "time",
    "to",
    "who",
    "with",
    "within",
    "worker",
    "year",
    "cent",
    "2",
    "31",
];

/// A word without the ending that makes it several.
fn stem(word: &str) -> String {
    let word = word.strip_suffix("'s").unwrap_or(word);
    if let Some(short) = word.strip_suffix("ies") {
        return format!("{short}y");
    }
    let kept = word.ends_with("ss") || word.len() < 4;
    word.strip_suffix('s')
        .filter(|_| !kept)
        .unwrap_or(word)
        .to_owned()
}

fn stems(text: &str) -> Vec<String> {
    let mut words: Vec<String> = tokens(text)
        .iter()
        .map(|token| stem(&token.word))
        .filter(|word| word != "%" && !COMMON.contains(&word.as_str()))
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}

impl<'a> Shelf<'a> {
    /// What a state holds.
    #[must_use]
    pub fn of(state: State<'a>) -> Self {
        let known = |measure: Held<'a, Measure>| Known {
            short: stems(&measure.body.short_name),
            long: stems(&measure.body.name),
            measure,
        };
        Self {
            measures: state.all::<Measure>().into_iter().map(known).collect(),
            comparators: state.all(),
            state,
        }
    }

    /// The measures a sentence names: those of which it has every word of the short
    /// name, or most of the long one; those named by most words first, published ones
    /// before other accounts of the same.
    #[must_use]
    pub fn named(&self, sentence: &Sentence) -> Vec<Held<'a, Measure>> {
        let said = stems(&sentence.text);
        let has = |words: &[String]| words.iter().filter(|word| said.contains(word)).count();
        let mut found: Vec<(usize, Held<'a, Measure>)> = self
            .measures
            .iter()
            .filter_map(|known| {
                let short = has(&known.short);
                let long = has(&known.long);
                let by_short = !known.short.is_empty() && short == known.short.len();
                let by_long = long >= 2 && long * 5 >= known.long.len() * 3;
                (by_short || by_long).then_some((short.max(long), known.measure))
            })
            .collect();
        let most = found.iter().map(|(words, _)| *words).max().unwrap_or(0);
        // A name of one word is part of many longer ones.
        found.retain(|(words, _)| *words * 2 >= most);
        found.sort_by_key(|(words, held)| {
            let another = held.body.another_account_of.is_some();
            (std::cmp::Reverse(*words), another)
        });
        found.into_iter().map(|(_, held)| held).collect()
    }

    /// The comparators of a sort.
    pub(super) fn of_form(
        &self,
        form: ComparatorForm,
    ) -> impl Iterator<Item = Held<'a, Comparator>> + '_ {
        let all = self.comparators.iter().copied();
        all.filter(move |one| one.body.form == form)
    }

    /// The readings of a measure for the authority, or for areas, without parts.
    pub(super) fn readings(&self, measure: &EntryId, areas: &[EntryId]) -> Vec<Held<'a, Reading>> {
        let mut found: Vec<_> = self
            .state
            .readings_of(measure)
            .filter(|held| held.body.breakdown.is_none())
            .filter(|held| match &held.body.area {
                None => areas.is_empty(),
                Some(area) => areas.contains(area),
            })
            .collect();
        found.sort_by_key(|held| held.body.period.last_day());
        found
    }
}

/// Whether an amount may be a reading's value, by unit and number.
pub(super) fn fits(amount: &Amount, measure: &Measure, reading: &Reading) -> Agreement {
    #[expect(clippy::cast_precision_loss, reason = "no count comes near 2^53")]
    let same =
        |one: Option<u64>, other: f64| one.is_some_and(|one| (one as f64 - other).abs() < 0.5);
    let Some(value) = reading.value.number() else {
        return Agreement::Different;
    };
    let percent = measure.unit == Unit::Percent;
    match amount.unit {
        Counts::OutOf(whole) => {
            let counted = same(reading.numerator, amount.value) && same(reading.denominator, whole);
            let share = amount.value / whole * 100.0;
            let tenths = percent && whole <= 10.0 && (share - value).abs() <= 50.0 / whole;
            if counted || tenths {
                Agreement::Same
            } else {
                Agreement::Different
            }
        }
        Counts::Percent if percent => amount_agrees(amount, value),
        Counts::Weeks if measure.unit == Unit::Weeks => amount_agrees(amount, value),
        Counts::Number if !percent && measure.unit != Unit::Weeks => amount_agrees(amount, value),
        // "from 26 to 32 weeks", "from 24 to 21%"
        Counts::Number if measure.unit == Unit::Weeks => amount_agrees(amount, value),
        _ => Agreement::Different,
    }
}

/// Whether a measure's values could be what an amount gives.
pub(super) fn of_unit(amount: &Amount, measure: &Measure) -> bool {
    match amount.unit {
        Counts::Percent | Counts::OutOf(_) => measure.unit == Unit::Percent,
        Counts::Weeks => measure.unit == Unit::Weeks,
        Counts::Number => measure.unit != Unit::Percent,
        _ => false,
    }
}

/// Of these the ones for a period that may be meant.
pub(super) fn in_period<'a>(
    readings: &[Held<'a, Reading>],
    named: Period,
) -> Vec<Held<'a, Reading>> {
    let meant = |held: &&Held<'a, Reading>| super::dates::may_mean(named, held.body.period);
    readings.iter().filter(meant).copied().collect()
}
