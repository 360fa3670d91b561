//! Workforce figures by team: of the latest month, team beside team.

use std::collections::BTreeMap;

use jiff::civil::Date;
use record::body::{Measure, Reading};
use record::state::{Held, State};
use serde::Serialize;

use super::measures::{Figure, figure};
use crate::progress::Named;
use crate::wording;

/// One table: measures that are read for the same teams, for the same period.
#[derive(Debug, Serialize)]
pub(super) struct ByTeam {
    /// The topic: `Workforce`.
    pub(super) topic: String,
    /// The period, in words.
    pub(super) period: String,
    /// The measures.
    pub(super) measures: Vec<Named>,
    /// One row a team, and the last for all of them.
    pub(super) rows: Vec<Team>,
}

/// One team's figures.
#[derive(Debug, Serialize)]
pub(super) struct Team {
    /// Its name.
    pub(super) name: String,
    /// One a measure.
    pub(super) figures: Vec<Option<Figure>>,
}

/// Measures of the workforce by team; `others`: of every other topic instead.
#[must_use]
pub(super) fn by_team(state: &State<'_>, others: bool) -> Vec<ByTeam> {
    let mut groups: BTreeMap<(String, Vec<String>, Date), Vec<Held<'_, Measure>>> = BTreeMap::new();
    for measure in state.all::<Measure>() {
        if measure.body.breakdowns.is_empty() || (measure.body.topic == "workforce") == others {
            continue;
        }
        let last = state
            .readings_of(measure.id())
            .filter(|reading| reading.body.area.is_none() && reading.body.breakdown.is_some())
            .map(|reading| reading.body.period.last_day())
            .max();
        let whole = state.readings_of(measure.id());
        let newest = whole.map(|reading| reading.body.period.last_day()).max();
        // Parts that are counted more seldom than the whole are no news every month.
        if let Some(last) = last.filter(|_| last >= newest) {
            let parts = measure
                .body
                .breakdowns
                .iter()
                .map(|part| part.code.clone())
                .collect();
            groups
                .entry((measure.body.topic.clone(), parts, last))
                .or_default()
                .push(measure);
        }
    }
    groups
        .into_iter()
        .map(|((topic, _, last), measures)| table(state, &topic, last, &measures))
        .collect()
}

fn table(state: &State<'_>, topic: &str, last: Date, measures: &[Held<'_, Measure>]) -> ByTeam {
    let readings: Vec<Vec<Held<'_, Reading>>> = measures
        .iter()
        .map(|measure| {
            state
                .readings_of(measure.id())
                .filter(|reading| {
                    reading.body.area.is_none() && reading.body.period.last_day() == last
                })
                .collect()
        })
        .collect();
    let row = |name: &str, code: Option<&str>| Team {
        name: name.to_owned(),
        figures: measures
            .iter()
            .zip(&readings)
            .map(|(measure, readings)| {
                let reading = readings
                    .iter()
                    .find(|reading| reading.body.breakdown.as_deref() == code)?;
                Some(figure(measure.body, reading))
            })
            .collect(),
    };
    let parts = measures
        .first()
        .map(|measure| measure.body.breakdowns.as_slice())
        .unwrap_or_default();
    let mut rows: Vec<Team> = parts
        .iter()
        .map(|part| row(&part.name, Some(&part.code)))
        .collect();
    rows.push(row("All", None));
    ByTeam {
        topic: wording::upper_first(topic),
        period: readings
            .iter()
            .flatten()
            .next()
            .map_or_else(String::new, |reading| reading.body.period.in_words()),
        measures: measures
            .iter()
            .map(|measure| Named::new(measure.id(), &*measure.body.short_name))
            .collect(),
        rows,
    }
}
