//! Which way a sentence says that figures went, held against the statements of
//! `statistics`: two points are no trend.

use record::body::{Measure, Polarity, Reading, SaidDirection};
use record::state::{Held, State};
use statistics::xmr::Kind;

use super::finding::{Finding, FindingKind, Travel, Weight};
use super::sentence::Sentence;
use crate::measured::Measured;
use crate::wording;

/// Which way is claimed, and whether it is denied.
#[derive(Clone, Debug)]
pub(super) struct Claimed {
    way: SaidDirection,
    denied: bool,
    word: String,
}

/// Which way a sentence claims; a direction given with it goes before its words.
pub(super) fn claimed(sentence: &Sentence, given: Option<SaidDirection>) -> Option<Claimed> {
    let said = sentence.directions.first();
    if let Some(way) = given {
        let word = said.map_or(in_words(way), |said| &said.word);
        return Some(Claimed {
            way,
            denied: false,
            word: word.to_owned(),
        });
    }
    said.map(|said| Claimed {
        way: said.way,
        denied: said.denied,
        word: said.word.clone(),
    })
}

const fn in_words(way: SaidDirection) -> &'static str {
    match way {
        SaidDirection::Better => "better",
        SaidDirection::Worse => "worse",
        SaidDirection::Up => "up",
        SaidDirection::Down => "down",
        SaidDirection::Unchanged => "unchanged",
    }
}

/// What the figures known when it was said show of a measure. `between` are the two
/// readings the sentence itself gives, where it gives two.
pub(super) fn travelled(
    then: &State<'_>,
    measure: &Held<'_, Measure>,
    claim: &Claimed,
    between: &[Held<'_, Reading>],
) -> Finding {
    let name = &measure.body.name;
    let measured = Measured::of(then, *measure, None);
    let finding = |travel: Travel, weight: Weight, words: String| {
        Finding::new(FindingKind::Direction(travel), weight, words).on([measure.id().clone()])
    };
    let headline = || {
        let head = measured.headline();
        if measured.chart.is_ok() {
            head
        } else {
            String::new()
        }
    };
    match measured.variation() {
        Some(kind) => match agrees(claim, kind, measure.body.polarity) {
            Some(true) => finding(
                Travel::Shown,
                Weight::For,
                format!(
                    "Of {} the figures then said: {}",
                    wording::lower_first(name),
                    headline()
                ),
            ),
            Some(false) => finding(
                Travel::Opposite,
                Weight::Against,
                format!(
                    "It says “{}”; of {} the figures then said: {}",
                    claim.word,
                    wording::lower_first(name),
                    headline()
                ),
            ),
            None => finding(
                Travel::NotShown,
                Weight::Missing,
                format!(
                    "{name}: the figures then showed only the variation that chance brings, so they do not bear out “{}”.",
                    claim.word
                ),
            ),
        },
        None => too_few(measure.body, &measured, between, &finding),
    }
}

fn too_few(
    measure: &Measure,
    measured: &Measured<'_>,
    between: &[Held<'_, Reading>],
    finding: &dyn Fn(Travel, Weight, String) -> Finding,
) -> Finding {
    let name = &measure.name;
    let figure = |held: &Held<'_, Reading>| {
        format!(
            "{} ({})",
            wording::value(held.body, measure),
            held.body.period.in_words()
        )
    };
    if let [from, .., to] = between {
        let words = format!(
            "{name} went from {} to {}: two points are no trend.",
            figure(from),
            figure(to)
        );
        return finding(Travel::TwoPoints, Weight::Remark, words);
    }
    let numbered: Vec<_> = measured
        .places
        .iter()
        .filter(|place| place.number().is_some())
        .filter_map(|place| place.reading)
        .collect();
    let words = match numbered.as_slice() {
        [.., from, to] => format!(
            "{name} had gone from {} to {}: two points are no trend.",
            figure(from),
            figure(to)
        ),
        [only] => format!(
            "{name}: one figure was known, {}. One point is no trend.",
            figure(only)
        ),
        [] => format!("{name}: no figure was known then."),
    };
    finding(Travel::TwoPoints, Weight::Missing, words)
}

/// Whether a kind of variation bears a claim out, speaks against it, or neither.
fn agrees(claim: &Claimed, kind: Kind, polarity: Polarity) -> Option<bool> {
    // A signal as good or bad, and as up or down.
    let (good, up) = match kind {
        Kind::Common => (None, None),
        Kind::Improvement => (Some(true), Some(polarity == Polarity::HigherIsBetter)),
        Kind::Concern => (Some(false), Some(polarity == Polarity::LowerIsBetter)),
        Kind::NeutralHigh => (None, Some(true)),
        Kind::NeutralLow => (None, Some(false)),
    };
    let said = match claim.way {
        SaidDirection::Better => good,
        SaidDirection::Worse => good.map(|good| !good),
        SaidDirection::Up => up,
        SaidDirection::Down => up.map(|up| !up),
        SaidDirection::Unchanged => return Some(kind == Kind::Common),
    };
    match (said, claim.denied) {
        // "No better", and nothing but chance: so it is.
        (None, true) => Some(true),
        (said, true) => said.map(|said| !said),
        (said, false) => said,
    }
}
