//! One sentence held against the record: its sums, its figures, its directions.

use record::body::{Measure, Reading, SaidDirection};
use record::id::EntryId;
use record::state::{Held, State};

use super::arithmetic::sums;
use super::figures::{Bound, Given, figures, measures};
use super::finding::{Finding, FindingKind, Verdict, Weight};
use super::sentence::Sentence;
use super::shelf::Shelf;
use super::{differing, travel};

/// What the checks of one sentence found.
#[derive(Clone, Debug)]
pub struct Checked<'a> {
    /// What was found, the weightiest first.
    pub findings: Vec<Finding>,
    /// What it comes to.
    pub verdict: Verdict,
    /// The measures it speaks of, as far as that could be told.
    pub measures: Vec<Held<'a, Measure>>,
    /// The readings its figures are, each once.
    pub readings: Vec<Held<'a, Reading>>,
}

/// Checks a sentence against what is known now, and its direction against what was
/// known when it was said. `context` are the measures that are meant where it names
/// none: those of the action an update is about.
#[must_use]
pub fn check<'a>(
    shelf: &Shelf<'a>,
    then: &State<'a>,
    sentence: &Sentence,
    given: &Given,
    direction: Option<SaidDirection>,
    context: &[EntryId],
) -> Checked<'a> {
    let mut findings = sums(sentence);
    let bound: Vec<Bound<'a>> = figures(shelf, then, sentence, given, context);
    let mut readings: Vec<Held<'a, Reading>> = Vec::new();
    for reading in bound.iter().filter_map(|one| one.reading) {
        if !readings.iter().any(|known| known.id() == reading.id()) {
            readings.push(reading);
        }
    }
    findings.extend(bound.into_iter().flat_map(|one| one.findings));
    if let [one, .., other] = readings.as_slice() {
        findings.extend(differing::between(&shelf.state, one, other));
    }
    let mut meant = measures(shelf, sentence, given);
    if !readings.is_empty() && given.measures.is_empty() {
        meant = readings
            .iter()
            .filter(|held| held.body.area.is_none())
            .filter_map(|held| shelf.state.get(&held.body.measure))
            .collect();
        meant.dedup_by_key(|held| held.id());
    }
    let by_context = meant.is_empty();
    if by_context {
        meant = context
            .iter()
            .filter_map(|id| shelf.state.get(id))
            .collect();
    }
    if let Some(claim) = travel::claimed(sentence, direction) {
        if meant.is_empty() {
            findings.push(Finding::new(
                FindingKind::NoFigure,
                Weight::Missing,
                "It says which way something went, and names no measure of the record.",
            ));
        }
        for measure in &meant {
            let own: Vec<_> = readings
                .iter()
                .filter(|held| &held.body.measure == measure.id() && held.body.area.is_none())
                .copied()
                .collect();
            let mut found = travel::travelled(then, measure, &claim, &own);
            // Of a measure it does not name it may not have spoken.
            if by_context && found.weight == Weight::Against {
                found.weight = Weight::Missing;
            }
            findings.push(found);
        }
    }
    let mut seen: Vec<String> = Vec::new();
    findings.retain(|one| {
        let new = !seen.contains(&one.words);
        seen.push(one.words.clone());
        new
    });
    findings.sort_by_key(|one| std::cmp::Reverse(one.weight));
    Checked {
        verdict: Verdict::of(&findings),
        findings,
        measures: meant,
        readings,
    }
}
