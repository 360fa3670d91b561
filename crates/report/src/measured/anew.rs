//! Where the limits of a series start anew: at a changed definition, across which
//! nothing is compared, and where somebody decided it, for a reason on record.

use record::body::{Measure, Rebase};
use record::state::{Held, Moment, State};

use super::{Measured, Place, month};

/// A decision that the limits start anew, and where.
#[derive(Clone, Copy, Debug)]
pub struct Anew<'a> {
    /// The first place of the new limits.
    pub place: usize,
    /// The decision.
    pub decision: Held<'a, Rebase>,
}

impl Anew<'_> {
    /// From when and why: "Limits anew from April 2024: a second manager…"
    #[must_use]
    pub fn in_words(&self) -> String {
        let body = self.decision.body;
        format!("Limits anew from {}: {}", body.from.in_words(), body.why)
    }
}

/// The decisions about a measure known at the moment, the earliest period first. One
/// for a period before the first figure, or without a figure since, changes nothing.
pub(super) fn decided<'a>(
    state: &State<'a>,
    measure: Held<'a, Measure>,
    places: &[Place<'_>],
    step: i32,
) -> Vec<Anew<'a>> {
    let mut all: Vec<Anew<'a>> = state
        .referring::<Rebase>(measure.id())
        .filter(|decision| &decision.body.measure == measure.id())
        .filter_map(|decision| {
            let from = month(decision.body.from.first_day());
            let begins = |place: &Place<'_>| month(place.last_day) - (step - 1) >= from;
            let place = places.iter().position(begins).filter(|at| *at > 0)?;
            Some(Anew { place, decision })
        })
        .collect();
    all.sort_by_key(|anew| anew.place);
    all
}

/// The first place of each definition after the first.
pub(super) fn breaks<'a>(
    state: &State<'a>,
    measure: Held<'a, Measure>,
    places: &[Place<'_>],
) -> Vec<usize> {
    // Most measures have one definition.
    if measure.meta.version == 1 {
        return Vec::new();
    }
    let defined = |place: &Place<'_>| {
        let moment = Moment {
            effective: place.last_day,
            ..state.moment()
        };
        state.view().at(moment).get::<Measure>(measure.id())
    };
    let counts = |one: &Measure, other: &Measure| {
        one.unit == other.unit
            && one.basis == other.basis
            && one.numerator == other.numerator
            && one.denominator == other.denominator
            && one.series == other.series
    };
    let mut breaks = Vec::new();
    let mut before: Option<&Measure> = None;
    for (at, place) in places.iter().enumerate() {
        // A figure from before the measure was first defined here goes by what came
        // to be its definition.
        let Some(now) = defined(place) else { continue };
        if before.is_some_and(|before| !counts(before, now.body)) {
            breaks.push(at);
        }
        before = Some(now.body);
    }
    breaks
}

impl Measured<'_> {
    /// The first place of every set of limits after the first, in order.
    pub(super) fn starts(&self) -> Vec<usize> {
        let decided = self.rebases.iter().map(|anew| anew.place);
        let mut starts: Vec<usize> = self.breaks.iter().copied().chain(decided).collect();
        starts.sort_unstable();
        starts.dedup();
        starts
    }
}
