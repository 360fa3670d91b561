//! What the charts of measures show, for papers, in the words of [`Measured`]: what is
//! new since the last report first, then concerns, what cannot meet its target,
//! improvements, and what is unusual without being good or bad.

use std::collections::BTreeSet;

use record::body::Measure;
use record::state::State;
use serde::Serialize;
use statistics::xmr::{Assurance, Kind};

use crate::measured::{Measured, SIGNALS_BY_CHANCE};
use crate::progress::Named;
use crate::wording;

/// What may be said of measures together.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Statements {
    /// Measures that show another thing than at the report before.
    fresh: Vec<Said>,
    /// Measures that are worsening.
    concern: Vec<Said>,
    /// Measures of which the same is said: those of the usual variation that lie
    /// wholly off their target, those that are improving, and those with a change
    /// that is neither good nor bad in itself.
    alike: Vec<Alike>,
    /// How many others show only the usual variation.
    usual: usize,
    /// How many measures are judged in all.
    judged: usize,
    /// How many signals chance alone gives each month: `0.6`.
    by_chance: String,
    /// How many follow themselves, so that false signals are more common.
    following: usize,
    /// The rules by which they are judged, with their version.
    rules: BTreeSet<String>,
}

/// What one measure's chart shows.
#[derive(Debug, Serialize)]
struct Said {
    measure: Named,
    /// Its latest period: `October 2026`.
    period: String,
    /// The statement, in short.
    says: String,
    /// What it showed at the report before.
    was: &'static str,
}

/// Measures of which the same is said.
#[derive(Debug, Serialize)]
struct Alike {
    /// How they are ordered.
    #[serde(skip)]
    rank: u8,
    /// The sentence, without its full stop.
    says: String,
    measures: Vec<Named>,
}

impl Statements {
    /// What is shown now, beside what an earlier state showed; none where no
    /// measure has figures enough to be judged.
    pub(crate) fn of(now: &[Measured<'_>], then: Option<&State<'_>>) -> Option<Self> {
        let mut all = Self::default();
        for measured in now {
            let Some(kind) = measured.variation() else {
                continue;
            };
            all.judged += 1;
            all.following += usize::from(measured.hangs_together());
            all.rules.extend(measured.rule_set().map(str::to_owned));
            let before = then.and_then(|then| {
                let measure = then.get::<Measure>(measured.measure.id())?;
                Measured::of(then, measure, None).variation()
            });
            if let Some(before) = before.filter(|before| *before != kind) {
                all.fresh.push(Said::of(measured, in_words(before)));
            }
            match (kind, measured.assurance()) {
                (Kind::Concern, _) => all.concern.push(Said::of(measured, "")),
                (Kind::Common, Some(Assurance::Fail)) => all.alike(0, measured),
                (Kind::Improvement, _) => all.alike(1, measured),
                (Kind::NeutralHigh | Kind::NeutralLow, _) => all.alike(2, measured),
                (Kind::Common, _) => all.usual += 1,
            }
        }
        all.alike.sort_by_key(|alike| alike.rank);
        #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^53 measures")]
        let expected = all.judged as f64 * SIGNALS_BY_CHANCE;
        all.by_chance = format!("{expected:.1}");
        (all.judged > 0).then_some(all)
    }

    fn alike(&mut self, rank: u8, measured: &Measured<'_>) {
        let says = first_sentence(&measured.headline());
        let named = named(measured);
        match self.alike.iter_mut().find(|alike| alike.says == says) {
            Some(alike) => alike.measures.push(named),
            None => self.alike.push(Alike {
                rank,
                says,
                measures: vec![named],
            }),
        }
    }
}

fn named(measured: &Measured<'_>) -> Named {
    Named::new(measured.measure.id(), &*measured.measure.body.short_name)
}

/// What stands before the first full stop.
fn first_sentence(text: &str) -> String {
    let first = text.split_once(". ").map_or(text, |(first, _)| first);
    wording::unstopped(first).to_owned()
}

impl Said {
    fn of(measured: &Measured<'_>, was: &'static str) -> Self {
        Self {
            measure: named(measured),
            period: measured
                .latest()
                .map_or_else(String::new, |latest| latest.body.period.in_words()),
            says: measured.in_short(),
            was,
        }
    }
}

const fn in_words(kind: Kind) -> &'static str {
    match kind {
        Kind::Common => "only the usual variation",
        Kind::Improvement => "improving",
        Kind::Concern => "worsening",
        Kind::NeutralHigh => "higher than usual",
        Kind::NeutralLow => "lower than usual",
    }
}
