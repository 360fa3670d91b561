//! What came last: the newest figures, and how much changed since the last highlight
//! report.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use jiff::civil::Date;
use record::body::{Measure, Paper, PaperForm, PaperStatus, Reading};
use record::changes::changes_between;
use record::id::EntryId;
use record::kind::Content as _;
use record::state::{Held, Moment, State};

/// Newest figures named.
const FIGURES: usize = 6;

/// What changed since the last highlight report.
#[derive(Debug)]
pub(crate) struct Since {
    /// The report.
    pub(crate) report: EntryId,
    /// What was known on this day is in it.
    pub(crate) from: Date,
    /// Ratings that differ.
    pub(crate) rerated: usize,
    /// Dates that were moved.
    pub(crate) slipped: usize,
    /// Actions that are new.
    pub(crate) opened: usize,
    /// Actions that closed.
    pub(crate) closed: usize,
    /// Actions that opened again.
    pub(crate) reopened: usize,
}

/// What changed since the last highlight report was issued; `None` without one.
pub(super) fn since(state: State<'_>) -> Option<Since> {
    let now = state.moment();
    let mut papers = state.all::<Paper>();
    papers.retain(|paper| {
        paper.body.form == PaperForm::Highlight
            && paper.body.status == PaperStatus::Issued
            && paper.body.as_at.counts_as() <= now.effective
    });
    let last = papers
        .into_iter()
        .max_by_key(|paper| paper.body.known_at.counts_as())?;
    let from = last.body.known_at.counts_as().min(now.effective);
    let before = state.view().at(Moment {
        recorded: now.recorded,
        ..Moment::on(from)
    });
    let changes = changes_between(before, state);
    Some(Since {
        report: last.id().clone(),
        from,
        rerated: changes.rerated.len(),
        slipped: changes.slipped.len(),
        opened: changes.opened.len(),
        closed: changes.closed.len(),
        reopened: changes.reopened.len(),
    })
}

/// The measures whose last figure came latest, with that figure: those that became
/// known last first, of one day those of the latest period.
pub(super) fn newest(state: State<'_>) -> Vec<(EntryId, EntryId)> {
    let mut last: Vec<(Held<'_, Measure>, Held<'_, Reading>)> = Vec::new();
    let mut met: BTreeSet<&EntryId> = BTreeSet::new();
    for (day, held) in state.seen_back() {
        // Whatever was not met yet was seen, and so known, before this day.
        let newer =
            |(_, reading): &&(_, Held<'_, Reading>)| reading.meta.known_on.counts_as() > day;
        if last.iter().filter(newer).count() >= FIGURES {
            break;
        }
        let readings = held.iter().filter_map(|held| Reading::of(held.body));
        let fresh = readings.map(|reading| &reading.measure);
        for id in fresh.filter(|id| met.insert(id)) {
            let measure = state.get::<Measure>(id);
            last.extend(measure.zip(last_reading(state, id)));
        }
    }
    last.sort_by_key(|(measure, reading)| {
        let newest = (
            reading.meta.known_on.counts_as(),
            reading.body.period.last_day(),
        );
        let defined = (measure.meta.effective_on.counts_as(), measure.meta.seq);
        (Reverse(newest), defined)
    });
    last.truncate(FIGURES);
    last.iter()
        .map(|(measure, reading)| (measure.id().clone(), reading.id().clone()))
        .collect()
}

/// The reading of the whole authority for the latest period.
pub(crate) fn last_reading<'a>(state: State<'a>, measure: &EntryId) -> Option<Held<'a, Reading>> {
    state
        .readings_of(measure)
        .filter(|reading| reading.body.area.is_none() && reading.body.breakdown.is_none())
        .max_by_key(|reading| reading.body.period.last_day())
}
