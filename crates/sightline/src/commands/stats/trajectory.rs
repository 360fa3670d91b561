//! `sightline stats trajectory`: how likely a series is to meet its target by a
//! date.

use std::collections::BTreeMap;

use clap::Args;
use serde::Serialize;
use statistics::aim::Aim;
use statistics::trajectory::{
    Bounds, Forecast, Outlook, Series, TrajectoryError, Verdict, Wording, statement, trajectory,
};

use super::answers::{Asked, answer, figure, given};
use super::cases::{Case, CaseError};
use crate::failure::Failure;

/// What a trajectory is asked with. Each option holds for every case that does
/// not say otherwise.
#[derive(Debug, Args)]
pub(crate) struct TrajectoryOf {
    #[command(flatten)]
    asked: Asked,
    /// How many periods ahead of the last value the date is
    #[arg(long, value_name = "PERIODS")]
    h: Option<usize>,
    /// increase or decrease: which way is better
    #[arg(long, value_name = "DIRECTION")]
    direction: Option<String>,
    /// What the value should be at the date, or better
    #[arg(long, value_name = "VALUE", allow_negative_numbers = true, value_parser = figure)]
    target: Option<f64>,
    /// any, count (0 or more) or percentage (0 to 100): the forecast and its
    /// range stay within [default: any]
    #[arg(long, value_name = "BOUNDS")]
    bounds: Option<String>,
    /// Periods in a year, to look for a yearly pattern; 0 to look for none [default: 12]
    #[arg(long, value_name = "PERIODS")]
    season: Option<usize>,
    /// Where the process was agreed to have changed: the first value after it,
    /// from 0; of several, separated by commas, the last counts
    #[arg(
        long,
        alias = "rebase_at",
        value_name = "PLACES",
        value_delimiter = ','
    )]
    rebase_at: Vec<usize>,
}

/// The fields a case may have.
const FIELDS: [&str; 8] = [
    "y",
    "values",
    "h",
    "direction",
    "target",
    "bounds",
    "season",
    "rebase_at",
];

/// A trajectory as written.
#[derive(Serialize)]
struct Written {
    id: String,
    p: Option<f64>,
    forecast: Option<f64>,
    lo80: Option<f64>,
    hi80: Option<f64>,
    verdict: &'static str,
    required_pace: Option<f64>,
    achieved_pace: Option<f64>,
    achieved_lo80: Option<f64>,
    achieved_hi80: Option<f64>,
    statement: String,
}

/// Answers the cases.
pub(crate) fn run(arguments: &TrajectoryOf) -> Result<(), Failure> {
    let mut options = BTreeMap::new();
    given(&mut options, "h", &arguments.h);
    given(&mut options, "direction", &arguments.direction);
    given(&mut options, "target", &arguments.target);
    given(&mut options, "bounds", &arguments.bounds);
    given(&mut options, "season", &arguments.season);
    if !arguments.rebase_at.is_empty() {
        given(&mut options, "rebase_at", &Some(&arguments.rebase_at));
    }
    answer(
        &arguments.asked,
        "cases",
        &options,
        &FIELDS,
        one,
        |written| format!("{}: {}\n", written.id, written.statement),
    )
}

fn one(case: &Case) -> Result<Written, CaseError> {
    let field = if case.has("values") { "values" } else { "y" };
    let values = case.series(field)?;
    let ahead = case
        .maybe::<usize>("h", "a whole number of periods, 1 or more")?
        .ok_or_else(|| CaseError::field("h", "say how many periods ahead the date is."))?;
    let aim = aim(case)?;
    let season = case.maybe::<usize>("season", "a whole number of periods, 0 or more")?;
    let series = Series {
        values: &values,
        bounds: bounds(case)?,
        season: Some(season.unwrap_or(12)),
        rebased_at: case.places("rebase_at")?.into_iter().max(),
    };
    let outlook = trajectory(&series, ahead, aim).map_err(|error| refused(&error, field))?;
    let wording = Wording {
        decimals: decimals(&values),
        unit: "",
        period: ("period", "periods"),
    };
    Ok(Written::of(
        case.id.clone(),
        &outlook,
        statement(&outlook, ahead, aim, &wording),
    ))
}

fn aim(case: &Case) -> Result<Aim, CaseError> {
    let target = case
        .number("target")?
        .ok_or_else(|| CaseError::field("target", "say what the value should be at the date."))?;
    let wanted = "“increase” or “decrease”: which way is better";
    match case.maybe::<String>("direction", wanted)?.as_deref() {
        Some("increase") => Ok(Aim::AtLeast(target)),
        Some("decrease") => Ok(Aim::AtMost(target)),
        Some(other) => Err(CaseError::field(
            "direction",
            format!("“{other}” is not {wanted}."),
        )),
        None => Err(CaseError::field("direction", format!("say {wanted}."))),
    }
}

fn bounds(case: &Case) -> Result<Bounds, CaseError> {
    let wanted = "“any”, “count” or “percentage”";
    match case.maybe::<String>("bounds", wanted)?.as_deref() {
        None | Some("any") => Ok(Bounds::NONE),
        Some("count") => Ok(Bounds::COUNT),
        Some("percentage") => Ok(Bounds::PERCENTAGE),
        Some(other) => Err(CaseError::field(
            "bounds",
            format!("“{other}” is not {wanted}."),
        )),
    }
}

fn refused(error: &TrajectoryError, field: &'static str) -> CaseError {
    let reason = format!("{error}.");
    match error {
        TrajectoryError::NotAFigure { place, .. } => CaseError::row(field, *place, reason),
        TrajectoryError::OutOfBounds { place, .. } => CaseError::row(field, *place, reason),
        TrajectoryError::Target(_) => CaseError::field("target", reason),
        TrajectoryError::NotAhead => CaseError::field("h", reason),
        TrajectoryError::Bounds { .. } => CaseError::field("bounds", reason),
    }
}

/// As many decimal places as the values are written with, two at most.
fn decimals(values: &[Option<f64>]) -> usize {
    let places = values.iter().flatten().map(|value| {
        let text = value.to_string();
        text.split_once('.').map_or(0, |(_, places)| places.len())
    });
    places.max().unwrap_or(0).min(2)
}

impl Written {
    fn of(id: String, outlook: &Outlook, statement: String) -> Self {
        let forecast = match outlook {
            Outlook::Forecast(forecast) => Some(forecast),
            Outlook::Silent(_) => None,
        };
        let figure = |of: fn(&Forecast) -> f64| forecast.map(of);
        Self {
            id,
            p: figure(|forecast| forecast.chance),
            forecast: figure(|forecast| forecast.centre),
            lo80: figure(|forecast| forecast.low),
            hi80: figure(|forecast| forecast.high),
            verdict: match forecast.map(|forecast| forecast.verdict) {
                Some(Verdict::OnCourse) => "on_course",
                Some(Verdict::AtRisk) => "at_risk",
                Some(Verdict::Unlikely) => "unlikely",
                // The statement says whether it is that, a process that has just
                // changed, or a date too far for the history there is.
                None => "not_enough_history",
            },
            required_pace: figure(|forecast| forecast.pace.required),
            achieved_pace: figure(|forecast| forecast.pace.achieved),
            achieved_lo80: figure(|forecast| forecast.pace.low),
            achieved_hi80: figure(|forecast| forecast.pace.high),
            statement,
        }
    }
}
