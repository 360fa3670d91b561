//! A measure's series at a moment and what may be said of it: from readings to the
//! statements of `statistics`, and nothing said beyond them.
//!
//! Where nothing may be said the reason is ([`Silence`]): no page or paper names a
//! direction but by [`Measured::headline`], [`Measured::statement`] or
//! [`Measured::signal`].

mod aimed;
mod anew;
mod early;

pub use aimed::{Milestone, Outlook, Rag};
pub use anew::Anew;
pub use early::{RUN_RULES, RunChart};

use jiff::ToSpan as _;
use jiff::civil::Date;
use record::body::{Frequency, Measure, Polarity, Reading, SeriesForm, Target, Unit};
use record::period::Period;
use record::state::{Held, State};
use statistics::rule_set::{LEAST_FOR_A_JUDGEMENT, LEAST_FOR_LIMITS};
use statistics::series::{Form, Refusal};
use statistics::xmr::{self, Chart, Direction, Kind, Question, Rule, Spread, XmrError};

use crate::wording;

/// The share of latest points that signal by chance alone, where points do not hang
/// together: 24 to 60 points, `docs/statistics.md`.
pub const SIGNALS_BY_CHANCE: f64 = 0.014;

/// Under so many counted in the middle period, one more or fewer moves a share by
/// more than five points, and the statement is followed by a caution.
const FEW: u64 = 20;

/// A measure's figures in order, one place for each period from the first to the last.
#[derive(Clone, Debug)]
pub struct Measured<'a> {
    /// The measure, as defined at the moment.
    pub measure: Held<'a, Measure>,
    /// The periods, the earliest first; also those without a figure.
    pub places: Vec<Place<'a>>,
    /// The first place of each later definition. Nothing is compared across one.
    pub breaks: Vec<usize>,
    /// The decisions that limits start anew, the earliest period first.
    pub rebases: Vec<Anew<'a>>,
    /// What it is to reach; none for a part of the whole, and none where neither way
    /// is better.
    pub target: Option<Held<'a, Target>>,
    /// The chart, or why there is none.
    pub chart: Result<Chart, Silence>,
    /// A run chart of each group of 8 to 12 figures, which have no limits here.
    pub run_charts: Vec<RunChart>,
    /// Months from one place to the next.
    step: i32,
}

/// One period of a series.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// Its last day.
    pub last_day: Date,
    /// Its reading, where there is one.
    pub reading: Option<Held<'a, Reading>>,
}

impl Place<'_> {
    /// The figure, where there is one and it is a number.
    #[must_use]
    pub fn number(&self) -> Option<f64> {
        self.reading?.body.value.number()
    }
}

/// Why nothing is said of a series.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum Silence {
    /// No figure is held.
    #[error("There are no figures to judge.")]
    Empty,
    /// A rolling or year-to-date series.
    #[error("No direction is stated: {0}.")]
    Refused(#[from] Refusal),
    /// One figure a year.
    #[error(
        "No direction is stated: yearly figures ({0} here) are too few and too far apart to tell a change from chance."
    )]
    Yearly(usize),
    /// Some figures are hidden from the reader. They are the small ones, so that what
    /// the others show would lean to one side, and might tell of those.
    #[error(
        "No direction is stated: some figures are hidden to protect children, and the others alone would mislead."
    )]
    Hidden,
    /// The periods are not evenly apart.
    #[error("No direction is stated: the figures are not evenly apart in time.")]
    Uneven,
    /// A figure that cannot be worked with.
    #[error("No direction is stated: {0}.")]
    Unfit(#[from] XmrError),
}

impl<'a> Measured<'a> {
    /// The series of the whole authority, or of a part by the code its readings give,
    /// at a moment.
    #[must_use]
    pub fn of(state: &State<'a>, measure: Held<'a, Measure>, part: Option<&str>) -> Self {
        let mut readings: Vec<Held<'a, Reading>> = state
            .readings_of(measure.id())
            .filter(|held| held.body.area.is_none() && held.body.breakdown.as_deref() == part)
            .collect();
        readings.sort_by_key(|held| held.body.period.last_day());
        let (step, places) = match spaced(measure.body, &readings) {
            Ok(spaced) => spaced,
            Err(silence) => return Self::silent(measure, &readings, silence),
        };
        let breaks = anew::breaks(state, measure, &places);
        let rebases = anew::decided(state, measure, &places, step);
        let context = measure.body.polarity == Polarity::Context;
        let target = (part.is_none() && !context).then(|| aimed::target(state, measure));
        let mut measured = Self {
            measure,
            places,
            breaks,
            rebases,
            target: target.flatten(),
            chart: Err(Silence::Empty),
            run_charts: Vec::new(),
            step,
        };
        measured.chart = measured.charted();
        let hidden = |held: Held<'a, Reading>| crate::disclosed::symbol(state, &held).is_some();
        let mut shown = measured.places.iter().filter_map(|place| place.reading);
        if measured.chart.is_ok() && shown.any(hidden) {
            measured.chart = Err(Silence::Hidden);
        }
        measured.run_charts = measured.run_charts();
        measured
    }

    fn silent(measure: Held<'a, Measure>, readings: &[Held<'a, Reading>], why: Silence) -> Self {
        let place = |held: &Held<'a, Reading>| Place {
            last_day: held.body.period.last_day(),
            reading: Some(*held),
        };
        Self {
            measure,
            places: readings.iter().map(place).collect(),
            breaks: Vec::new(),
            rebases: Vec::new(),
            target: None,
            chart: Err(why),
            run_charts: Vec::new(),
            step: 1,
        }
    }

    fn charted(&self) -> Result<Chart, Silence> {
        if self.places.is_empty() {
            return Err(Silence::Empty);
        }
        self.form().chartable()?;
        if self.step >= 12 {
            return Err(Silence::Yearly(self.places.len()));
        }
        let question = Question {
            target: self.target.map(|target| target.body.value),
            rebase_at: self.starts(),
            ..Question::new(match self.measure.body.polarity {
                Polarity::HigherIsBetter => Direction::Increase,
                Polarity::LowerIsBetter => Direction::Decrease,
                Polarity::Context => Direction::Neutral,
            })
        };
        Ok(xmr::chart(&self.values(), &question)?)
    }

    /// As the definition says; where it does not, by how long a period is.
    fn form(&self) -> Form {
        match self.measure.body.series {
            Some(SeriesForm::Flow) => Form::Flow,
            Some(SeriesForm::Stock) => Form::Stock,
            Some(SeriesForm::Rolling) => Form::Rolling,
            Some(SeriesForm::YearToDate) => Form::YearToDate,
            None => {
                let readings = self.places.iter().filter_map(|place| place.reading);
                let longer = |held: Held<'_, Reading>| {
                    let period: Period = held.body.period;
                    month(period.last_day()) - month(period.first_day()) >= self.step
                };
                let mut readings = readings.map(longer);
                if readings.any(|longer| longer) {
                    Form::Rolling
                } else {
                    Form::Flow
                }
            }
        }
    }

    /// The figures in order, none where there is no number.
    #[must_use]
    pub fn values(&self) -> Vec<Option<f64>> {
        self.places.iter().map(Place::number).collect()
    }

    /// The latest figure that is a number.
    #[must_use]
    pub fn latest(&self) -> Option<Held<'a, Reading>> {
        let numbered = |place: &&Place<'a>| place.number().is_some();
        self.places.iter().rev().find(numbered)?.reading
    }

    /// The periods between the first and the last for which no number is held.
    #[must_use]
    pub fn missing(&self) -> Vec<&Place<'a>> {
        let without = |place: &&Place<'a>| place.number().is_none();
        self.places.iter().filter(without).collect()
    }

    /// Whole periods that have ended since the latest one with a figure, by a day.
    #[must_use]
    pub fn periods_since(&self, day: Date) -> u32 {
        let Some(last) = self.places.last() else {
            return 0;
        };
        let ended = day.tomorrow().map_or_else(|_| month(day), month) - 1;
        u32::try_from((ended - month(last.last_day)) / self.step).unwrap_or(0)
    }

    /// Months from one figure to the next.
    #[must_use]
    pub const fn months_apart(&self) -> i32 {
        self.step
    }

    /// What a chart of this is called: variation and assurance with the signals of the
    /// latest point, or why nothing is said.
    #[must_use]
    pub fn headline(&self) -> String {
        match &self.chart {
            Err(silence) => silence.to_string(),
            Ok(chart) => {
                if let Some(early) = self.too_early() {
                    return early;
                }
                let whole = chart.statement();
                let caution = chart.caution().unwrap_or_default();
                let head = whole.strip_suffix(&caution).unwrap_or(&whole);
                head.trim_end().to_owned()
            }
        }
    }

    /// The headline for a list: variation and assurance, and the first of the signals by
    /// which the latest point is named.
    #[must_use]
    pub fn in_short(&self) -> String {
        let headline = self.headline();
        if self.variation().is_none() {
            return headline;
        }
        let first = headline.split_inclusive(". ").next().unwrap_or(&headline);
        let latest = self.places.iter().rposition(|p| p.number().is_some());
        let why = latest.and_then(|at| self.why(at));
        match why {
            Some(why) => format!("{} The latest point is {why}.", first.trim_end()),
            None => first.trim_end().to_owned(),
        }
    }

    /// The headline with every caution that belongs to it.
    #[must_use]
    pub fn statement(&self) -> String {
        let mut sentences = vec![self.headline()];
        sentences.extend(self.cautions());
        sentences.join(" ")
    }

    /// What to bear in mind with the headline: points that follow one another, few
    /// counted, and a changed definition.
    #[must_use]
    pub fn cautions(&self) -> Vec<String> {
        let Ok(chart) = &self.chart else {
            return Vec::new();
        };
        let mut cautions = Vec::new();
        if self.variation().is_some() {
            cautions.extend(chart.caution());
            cautions.extend(self.one_sided());
        }
        cautions.extend(self.few_counted());
        if let Some(place) = self.breaks.last().and_then(|at| self.places.get(*at)) {
            cautions.push(format!(
                "The definition changed: what is counted from {} is not compared with what was counted before.",
                self.named(place)
            ));
        }
        cautions
    }

    /// Whether signals come up more often than the rules promise, because the figures
    /// hang together.
    #[must_use]
    pub fn hangs_together(&self) -> bool {
        let found = self.chart.as_ref().ok().and_then(|c| c.autocorrelation);
        self.variation().is_some() && found.is_some_and(|found| found.misleads())
    }

    /// That so many of the latest figures lie on one side of the mean that limits of
    /// their own could be worked out: somebody may decide it, nothing does by itself.
    #[must_use]
    pub fn one_sided(&self) -> Option<String> {
        let group = self.chart.as_ref().ok()?.groups.last()?;
        let mean = group.limits.mean?;
        let values = self.values();
        let latest = values.get(group.points.clone())?.iter().rev().flatten();
        let mut sides = latest.map(|value| value.partial_cmp(&mean));
        let first = sides.next()?.filter(|side| side.is_ne())?;
        let run = 1 + sides.take_while(|side| *side == Some(first)).count();
        let side = if first.is_gt() { "above" } else { "below" };
        (run >= LEAST_FOR_A_JUDGEMENT && run < group.values).then(|| {
            format!(
                "The last {run} figures all lie {side} the mean, so the limits tell of what was. If the cause is known, a board can decide that they start anew."
            )
        })
    }

    fn few_counted(&self) -> Option<String> {
        if self.measure.body.unit != Unit::Percent {
            return None;
        }
        let readings = self.places.iter().filter_map(|place| place.reading);
        let mut out_of: Vec<u64> = readings.filter_map(|held| held.body.denominator).collect();
        out_of.sort_unstable();
        let middle = *out_of.get(out_of.len() / 2)?;
        (middle > 0 && middle < FEW).then(|| {
            let points = 100_u64.div_ceil(middle);
            format!(
                "Caution: small numbers. Usually about {middle} are counted, so that one more or fewer moves the figure by some {points} points."
            )
        })
    }

    /// The kind of the latest point, where a judgement may be made.
    #[must_use]
    pub fn variation(&self) -> Option<Kind> {
        self.chart.as_ref().ok()?.variation
    }

    /// Whether the process as it stands meets its target, where that may be judged.
    #[must_use]
    pub fn assurance(&self) -> Option<xmr::Assurance> {
        self.chart.as_ref().ok()?.assurance
    }

    /// What a point is, where its group has enough points for a judgement.
    #[must_use]
    pub fn kind(&self, place: usize) -> Option<Kind> {
        let chart = self.chart.as_ref().ok()?;
        let group = chart.group_of(place)?;
        let judged = group.values >= LEAST_FOR_A_JUDGEMENT;
        chart.points.get(place)?.kind.filter(|_| judged)
    }

    /// What a place is held against: the mean and limits of its group, or the median of
    /// a run chart.
    #[must_use]
    pub fn held_against(&self, place: usize) -> (Option<f64>, Option<Spread>) {
        let run = self
            .run_charts
            .iter()
            .find(|run| run.points.contains(&place));
        if let Some(run) = run {
            return (Some(run.median), None);
        }
        let group = self.chart.as_ref().ok().and_then(|c| c.group_of(place));
        match group.filter(|group| group.values >= LEAST_FOR_A_JUDGEMENT) {
            Some(group) => (group.limits.mean, group.limits.spread),
            None => (None, None),
        }
    }

    /// The signal of a point in words; none where it shows the usual variation.
    #[must_use]
    pub fn signal(&self, place: usize) -> Option<String> {
        let what = match self.kind(place)? {
            Kind::Common => return None,
            Kind::Improvement => "Improvement",
            Kind::Concern => "Concern",
            Kind::NeutralHigh => "Higher than usual",
            Kind::NeutralLow => "Lower than usual",
        };
        Some(format!("{what}: {}", self.why(place)?))
    }

    /// The rule that names a point, in words; none for the usual variation.
    fn why(&self, place: usize) -> Option<&'static str> {
        let rule = self.chart.as_ref().ok()?.points.get(place)?.rule?;
        Some(match rule {
            Rule::Common => return None,
            Rule::OutsideAbove => "above the upper limit",
            Rule::OutsideBelow => "below the lower limit",
            Rule::TrendUp => "in a rising trend",
            Rule::TrendDown => "in a falling trend",
            Rule::TwoInThreeAbove => "one of two in three close to the upper limit",
            Rule::TwoInThreeBelow => "one of two in three close to the lower limit",
            Rule::ShiftAbove => "in a run above the mean",
            Rule::ShiftBelow => "in a run below the mean",
        })
    }

    /// Whether there is a picture with limits or a median: a plain line has neither.
    #[must_use]
    pub fn is_charted(&self) -> bool {
        let groups = self.chart.as_ref().map_or(&[][..], |chart| &chart.groups);
        groups.iter().any(|group| group.values >= LEAST_FOR_LIMITS)
    }

    /// The rules by which its statement is made, with their version; none where nothing
    /// is said of it.
    #[must_use]
    pub fn rule_set(&self) -> Option<&str> {
        let chart = self.chart.as_ref().ok()?;
        if self.run_chart().is_some() {
            return Some(RUN_RULES);
        }
        let values = chart.groups.last()?.values;
        (values >= LEAST_FOR_A_JUDGEMENT).then_some(&*chart.question().rule_set.name)
    }

    /// The statement with the name and version of its rules, as it is kept in papers.
    #[must_use]
    pub fn signed(&self) -> String {
        match self.rule_set() {
            Some(rules) => format!("{} (Rules: {rules}.)", self.headline()),
            None => self.headline(),
        }
    }

    /// A place's period in words: as its reading has it, else its month.
    #[must_use]
    pub fn named(&self, place: &Place<'_>) -> String {
        place.reading.map_or_else(
            || place.last_day.strftime("%B %Y").to_string(),
            |held| held.body.period.in_words(),
        )
    }

    /// A value as the measure writes it.
    #[must_use]
    pub fn written(&self, value: f64) -> String {
        let measure = self.measure.body;
        wording::with_unit(&wording::grouped(value, measure.decimals), measure.unit)
    }
}

/// Months since the year 0.
fn month(day: Date) -> i32 {
    i32::from(day.year()) * 12 + i32::from(day.month()) - 1
}

/// The step in months and the places from the first reading to the last.
fn spaced<'a>(
    measure: &Measure,
    readings: &[Held<'a, Reading>],
) -> Result<(i32, Vec<Place<'a>>), Silence> {
    let Some(first) = readings.first() else {
        return Err(Silence::Empty);
    };
    let first = first.body.period.last_day();
    let months = || {
        readings
            .iter()
            .map(|held| month(held.body.period.last_day()))
    };
    let apart = months().zip(months().skip(1)).map(|(one, next)| next - one);
    let nearest = apart.filter(|months| *months > 0).min();
    let step = match (measure.frequency, nearest) {
        (Some(Frequency::Month), _) | (None, None) => 1,
        (Some(Frequency::Quarter), _) => 3,
        (Some(Frequency::Year), _) => 12,
        (None, Some(months)) => months,
    };
    if !matches!(step, 1 | 3 | 12) {
        return Err(Silence::Uneven);
    }
    let mut places: Vec<Place<'a>> = Vec::new();
    for held in readings {
        let on = held.body.period.last_day();
        let away = month(on) - month(first);
        let at = usize::try_from(away / step).map_err(|_| Silence::Uneven)?;
        if away % step != 0 || at + 1 == places.len() {
            return Err(Silence::Uneven);
        }
        while places.len() < at {
            let months = i32::try_from(places.len()).map_or(i32::MAX, |n| n.saturating_mul(step));
            let day = first.checked_add(months.months()).unwrap_or(first);
            places.push(Place {
                last_day: day.last_of_month(),
                reading: None,
            });
        }
        places.push(Place {
            last_day: on,
            reading: Some(*held),
        });
    }
    Ok((step, places))
}
