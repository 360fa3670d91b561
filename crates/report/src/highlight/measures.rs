//! Measures against their targets and beside neighbours, region and England: value
//! and difference, and beside each target what the measure's chart shows. Which way a
//! figure goes is said by the chart alone: two values are not a trend.

use std::collections::BTreeMap;

use jiff::civil::Date;
use record::body::{Comparator, Frequency, Measure, Reading, Unit};
use record::id::EntryId;
use record::period::Period;
use record::state::{Held, State};
use serde::Serialize;
use statistics::aim::Aim;

use crate::figures;
use crate::measured::{Measured, Rag};
use crate::progress::{Link, Named};
use crate::wording;

/// The figures of a report.
#[derive(Debug, Serialize)]
pub(super) struct Measures {
    /// Measures with a target, by topic.
    pub(super) targeted: Vec<Topic>,
    /// Measures without one, by topic.
    pub(super) watched: Vec<Topic>,
    /// Measures beside their comparators.
    pub(super) compared: Vec<Group>,
    /// Measures that missed their target by more than its tolerance.
    pub(super) off_target: Vec<Row>,
    /// How many of those with a target met it or came near.
    pub(super) met: usize,
    /// Measures without a value for the latest month others have.
    pub(super) late: Vec<Late>,
    /// The latest month that any monthly measure has, in words.
    pub(super) month: String,
}

/// Measures of one topic.
#[derive(Debug, Serialize)]
pub(super) struct Topic {
    /// The topic, with a capital.
    pub(super) name: String,
    /// Its measures.
    pub(super) rows: Vec<Row>,
}

/// One measure against its target.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Row {
    /// The measure.
    pub(super) measure: Named,
    /// Its latest figure.
    pub(super) now: Figure,
    /// The figure that the report before had as its latest, if another period's.
    pub(super) before: Option<Figure>,
    /// The target, as it is written.
    pub(super) target: String,
    /// The target, for its note.
    pub(super) source: Option<Link>,
    /// How far off, in words: `3.1 points below`.
    pub(super) off: String,
    /// `met`, `near` or `not met`; nothing where no way is good.
    pub(super) verdict: &'static str,
    /// What its chart shows, in a word or two: `Stable`; a dash where nothing is said.
    pub(super) shows: String,
    /// Where it is off target: whether it will get there by its own pace.
    pub(super) course: &'static str,
}

/// A figure with its period.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Figure {
    /// The measure's short name.
    pub(super) name: String,
    /// The reading.
    pub(super) id: String,
    /// The value, as it is written.
    pub(super) value: String,
    /// Its period, short: `Oct 2026`, `end Oct 2026`, `year to Oct 2026`.
    pub(super) period: String,
    /// The month its period ends in: `Oct 2026`.
    pub(super) month: String,
    /// Numerator and denominator, where both are known: `1,365 of 1,500`.
    pub(super) counted: String,
}

/// Measures of the same period beside the same comparators.
#[derive(Debug, Serialize)]
pub(super) struct Group {
    /// The day their periods end, in words.
    pub(super) to: String,
    /// The comparators, nearest first.
    pub(super) comparators: Vec<Named>,
    /// One row a measure.
    pub(super) rows: Vec<Compared>,
}

/// One measure beside its comparators.
#[derive(Debug, Serialize)]
pub(super) struct Compared {
    /// The measure.
    pub(super) measure: Named,
    /// The authority's figure.
    pub(super) own: Figure,
    /// One a comparator: its figure and how far the authority's is from it.
    pub(super) others: Vec<Option<Other>>,
}

/// A comparator's figure.
#[derive(Debug, Serialize)]
pub(super) struct Other {
    /// The figure.
    pub(super) figure: Figure,
    /// How far the authority's own is from it: `3.1 points above`.
    pub(super) off: String,
}

/// A measure whose value is late.
#[derive(Debug, Serialize)]
pub(super) struct Late {
    /// The measure.
    pub(super) measure: Named,
    /// Its latest period, in words.
    pub(super) latest: String,
    /// The reading, for its note.
    pub(super) reading: Link,
}

/// A measure and a figure of the authority's own.
type Own<'a> = (Held<'a, Measure>, Held<'a, Reading>);

impl Measures {
    /// The figures at a moment, beside those that an earlier state had.
    #[must_use]
    pub(super) fn of(now: &State<'_>, then: Option<&State<'_>>, measured: &[Measured<'_>]) -> Self {
        let mut targeted: Vec<Topic> = Vec::new();
        let mut watched: Vec<Topic> = Vec::new();
        let mut off_target = Vec::new();
        let mut met = 0;
        let mut monthly = Vec::new();
        let mut compared: BTreeMap<Date, Vec<Own<'_>>> = BTreeMap::new();
        for measure in now.all::<Measure>() {
            let series = figures::series(now, measure.id(), None);
            let Some(latest) = series.last().copied() else {
                continue;
            };
            if measure.body.frequency == Some(Frequency::Month) {
                monthly.push((measure, latest));
            }
            if let Some(own) = comparable(now, &measure, &series) {
                let to = own.body.period.last_day();
                compared.entry(to).or_default().push((measure, own));
            }
            let Some(measured) = measured.iter().find(|one| one.measure.id() == measure.id())
            else {
                continue;
            };
            let row = row(now, then, measured, &latest);
            if row.verdict == "not met" {
                off_target.push(row.clone());
            } else if !row.verdict.is_empty() {
                met += 1;
            }
            let topics = if row.target.is_empty() {
                &mut watched
            } else {
                &mut targeted
            };
            into_topic(topics, &measure.body.topic, row);
        }
        let last = monthly
            .iter()
            .map(|(_, latest)| latest.body.period)
            .max_by_key(|period| period.last_day());
        Self {
            targeted,
            watched,
            compared: groups(now, compared),
            off_target,
            met,
            late: last.map_or_else(Vec::new, |last| late(&monthly, last)),
            month: last.map_or_else(String::new, Period::in_words),
        }
    }
}

fn into_topic(topics: &mut Vec<Topic>, name: &str, row: Row) {
    let name = wording::upper_first(name);
    match topics.iter_mut().find(|topic| topic.name == name) {
        Some(topic) => topic.rows.push(row),
        None => topics.push(Topic {
            name,
            rows: vec![row],
        }),
    }
}

/// The authority's latest figure of a period that comparators have one of too.
/// Numbers of children of areas of other sizes are not set beside each other.
fn comparable<'a>(
    state: &State<'a>,
    measure: &Held<'a, Measure>,
    own: &[Held<'a, Reading>],
) -> Option<Held<'a, Reading>> {
    if measure.body.unit == Unit::Count {
        return None;
    }
    let periods: Vec<Period> = state
        .readings_of(measure.id())
        .filter(|reading| reading.body.area.is_some() && reading.body.breakdown.is_none())
        .map(|reading| reading.body.period)
        .collect();
    own.iter()
        .rfind(|reading| periods.contains(&reading.body.period))
        .copied()
}

/// The latest figure of a measure at a moment.
#[must_use]
pub(super) fn latest(state: &State<'_>, measure: &EntryId) -> Option<Figure> {
    let held = state.get::<Measure>(measure)?;
    let reading = figures::series(state, measure, None).last().copied()?;
    Some(figure(held.body, &reading))
}

/// A reading as papers print it.
#[must_use]
pub(super) fn figure(measure: &Measure, reading: &Held<'_, Reading>) -> Figure {
    let body = reading.body;
    let counted = match (body.numerator, body.denominator) {
        (Some(part), Some(whole)) => format!("{} of {}", grouped(part), grouped(whole)),
        _ => String::new(),
    };
    Figure {
        name: measure.short_name.clone(),
        id: reading.id().as_str().to_owned(),
        value: wording::value(body, measure),
        period: short(body.period),
        month: month(body.period.last_day()),
        counted,
    }
}

/// A whole number with its thousands parted.
#[must_use]
pub(super) fn grouped(number: u64) -> String {
    wording::pounds(number).trim_start_matches('£').to_owned()
}

/// A period in few letters: `Oct 2026`, `end Oct 2026`, `year to Oct 2026`.
fn short(period: Period) -> String {
    let (first, last) = (period.first_day(), period.last_day());
    let ends_a_month = last == last.last_of_month();
    if first == last && ends_a_month {
        format!("end {}", month(last))
    } else if first == last.first_of_month() && ends_a_month {
        month(last)
    } else if ends_a_month && last.year() - first.year() == 1 {
        format!("year to {}", month(last))
    } else {
        format!("to {}", last.strftime("%-d %b %Y"))
    }
}

/// `Oct 2026`.
fn month(day: Date) -> String {
    day.strftime("%b %Y").to_string()
}

fn row(
    now: &State<'_>,
    then: Option<&State<'_>>,
    measured: &Measured<'_>,
    latest: &Held<'_, Reading>,
) -> Row {
    let measure = measured.measure;
    let before = then
        .and_then(|then| figures::series(then, measure.id(), None).last().copied())
        .filter(|before| before.body.period != latest.body.period)
        .filter(|before| now.get::<Reading>(before.id()).is_some())
        .map(|before| figure(measure.body, &before));
    let wanted = measured.aim_by_now().map(Aim::target);
    let written = |value: f64| {
        wording::with_unit(
            &wording::grouped(value, decimals(value, measure.body)),
            measure.body.unit,
        )
    };
    let rag = measured
        .rag()
        .filter(|_| latest.body.value.number().is_some());
    Row {
        measure: Named::new(measure.id(), &*measure.body.short_name),
        now: figure(measure.body, latest),
        before,
        target: wanted.map_or_else(String::new, written),
        source: measured.target.map(|target| Link::to(target.id())),
        off: match (latest.body.value.number(), wanted) {
            (Some(value), Some(wanted)) => apart(value, wanted, measure.body),
            _ => String::new(),
        },
        verdict: match rag {
            Some(Rag::Green) => "met",
            Some(Rag::Amber) => "near",
            Some(Rag::Red) => "not met",
            None => "",
        },
        shows: match measured.variation() {
            Some(_) => in_a_word(&measured.headline()),
            None => "–".to_owned(),
        },
        course: match rag {
            Some(Rag::Red) => measured.outlook().map_or("", |outlook| outlook.verdict()),
            _ => "",
        },
    }
}

/// `Worsening`, of `Worsening, and cannot meet the target without change. …`
fn in_a_word(headline: &str) -> String {
    let end = headline.find([',', ':', '.']).unwrap_or(headline.len());
    headline.get(..end).unwrap_or_default().to_owned()
}

/// A target of whole numbers is written whole, whatever its measure's places.
fn decimals(value: f64, measure: &Measure) -> u8 {
    if value.fract() == 0.0 {
        0
    } else {
        measure.decimals
    }
}

/// How far one value is from another: `3.1 points above`, `the same`.
#[must_use]
pub(super) fn apart(value: f64, other: f64, measure: &Measure) -> String {
    let places = measure.decimals.max(decimals(other, measure));
    let off = wording::grouped((value - other).abs(), places);
    if off.bytes().all(|letter| matches!(letter, b'0' | b'.')) {
        return "the same".to_owned();
    }
    let unit = match measure.unit {
        Unit::Percent if off == "1" => " point",
        Unit::Percent => " points",
        Unit::Weeks if off == "1" => " week",
        Unit::Weeks => " weeks",
        Unit::Count | Unit::Per10000Children | Unit::Fte | Unit::Number => "",
    };
    let side = if value > other { "above" } else { "below" };
    format!("{off}{unit} {side}")
}

fn groups(state: &State<'_>, measures: BTreeMap<Date, Vec<Own<'_>>>) -> Vec<Group> {
    let mut comparators = figures::comparators(state, figures::Compared::Note);
    comparators.sort_by_key(|comparator| comparator.body.form);
    measures
        .into_iter()
        .rev()
        .filter_map(|(to, measures)| group(state, to, &measures, &comparators))
        .collect()
}

fn group(
    state: &State<'_>,
    to: Date,
    measures: &[Own<'_>],
    comparators: &[Held<'_, Comparator>],
) -> Option<Group> {
    let found: Vec<_> = measures
        .iter()
        .map(|(measure, own)| {
            let others: BTreeMap<&EntryId, Held<'_, Reading>> = state
                .readings_of(measure.id())
                .filter(|reading| {
                    reading.body.breakdown.is_none() && reading.body.period == own.body.period
                })
                .filter_map(|reading| Some((reading.body.area.as_ref()?, reading)))
                .collect();
            (measure, own, others)
        })
        .collect();
    let shown: Vec<_> = comparators
        .iter()
        .filter(|one| {
            found
                .iter()
                .any(|(.., others)| others.contains_key(one.id()))
        })
        .collect();
    if shown.is_empty() {
        return None;
    }
    let rows = found
        .into_iter()
        .filter(|(.., others)| shown.iter().any(|one| others.contains_key(one.id())))
        .map(|(measure, own, others)| Compared {
            measure: Named::new(measure.id(), &*measure.body.short_name),
            own: figure(measure.body, own),
            others: shown
                .iter()
                .map(|one| {
                    let reading = others.get(one.id())?;
                    let off = own
                        .body
                        .value
                        .number()
                        .zip(reading.body.value.number())
                        .map(|(own, other)| apart(own, other, measure.body));
                    Some(Other {
                        figure: figure(measure.body, reading),
                        off: off.unwrap_or_default(),
                    })
                })
                .collect(),
        })
        .collect();
    Some(Group {
        to: record::claimed_date::day_in_words(to),
        comparators: shown
            .into_iter()
            .map(|one| Named::new(one.id(), &*one.body.short_name))
            .collect(),
        rows,
    })
}

/// Monthly measures without a value for the latest month that others have.
fn late(monthly: &[(Held<'_, Measure>, Held<'_, Reading>)], last: Period) -> Vec<Late> {
    monthly
        .iter()
        .filter(|(_, latest)| latest.body.period.last_day() < last.last_day())
        .map(|(measure, latest)| Late {
            measure: Named::new(measure.id(), &*measure.body.short_name),
            latest: latest.body.period.in_words(),
            reading: Link::to(latest.id()),
        })
        .collect()
}
