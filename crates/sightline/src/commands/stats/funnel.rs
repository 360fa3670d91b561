//! `sightline stats funnel`: many units, each against limits for its size.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use clap::Args;
use serde::Serialize;
use statistics::funnel::{Bound, Comparison, Funnel, FunnelError, Trim, Unit, funnel, rate_funnel};

use super::answers::{Asked, answer, cell, figure, given};
use super::cases::{Case, CaseError};
use crate::failure::Failure;

/// What a funnel is asked with. Each option holds for every case that does not
/// say otherwise.
#[derive(Debug, Args)]
pub(crate) struct FunnelOf {
    #[command(flatten)]
    asked: Asked,
    /// proportion (so many of so many), ratio (observed and expected) or rate
    /// (so many in a population) [a case must say, or this]
    #[arg(long = "type", value_name = "TYPE")]
    kind: Option<String>,
    /// For a rate: per how many of the population [default: 10000]
    #[arg(long, value_name = "NUMBER", value_parser = figure)]
    per: Option<f64>,
    /// winsorise or truncate: what is done with the furthest before the spread
    /// is judged [default: winsorise]
    #[arg(long, value_name = "METHOD")]
    method: Option<String>,
    /// The share at each end that this is done with [0.1]
    #[arg(long, value_name = "SHARE", value_parser = figure)]
    trim: Option<f64>,
}

/// The fields a case may have.
const FIELDS: [&str; 8] = [
    "type",
    "numerator",
    "denominator",
    "y",
    "n",
    "per",
    "method",
    "trim",
];

/// A funnel as written.
#[derive(Serialize)]
struct Written {
    id: String,
    phi: Option<f64>,
    tau2: f64,
    adjusted: bool,
    target: Option<f64>,
    ratio: Vec<Option<f64>>,
    lower95: Vec<Option<f64>>,
    upper95: Vec<Option<f64>>,
    lower998: Vec<Option<f64>>,
    upper998: Vec<Option<f64>>,
    outside95: Vec<bool>,
    outside998: Vec<bool>,
}

/// Answers the cases.
pub(crate) fn run(arguments: &FunnelOf) -> Result<(), Failure> {
    let mut options = BTreeMap::new();
    given(&mut options, "type", &arguments.kind);
    given(&mut options, "per", &arguments.per);
    given(&mut options, "method", &arguments.method);
    given(&mut options, "trim", &arguments.trim);
    answer(&arguments.asked, "cases", &options, &FIELDS, one, table)
}

fn one(case: &Case) -> Result<Written, CaseError> {
    // A CSV of `date,y,n` names its columns so.
    let (upper, lower) = if case.has("numerator") || !case.has("y") {
        ("numerator", "denominator")
    } else {
        ("y", "n")
    };
    let (numerators, denominators) = (case.series(upper)?, case.series(lower)?);
    if numerators.len() != denominators.len() {
        return Err(CaseError::field(
            lower,
            format!(
                "there are {} denominators for {} numerators.",
                denominators.len(),
                numerators.len()
            ),
        ));
    }
    let units: Vec<Unit> = numerators
        .into_iter()
        .zip(denominators)
        .map(|(numerator, denominator)| Unit {
            numerator,
            denominator,
        })
        .collect();
    let trim = trim(case)?;
    let wanted = "“proportion”, “ratio” or “rate”";
    let made = match case.maybe::<String>("type", wanted)?.as_deref() {
        Some("proportion") => funnel(Comparison::Proportion, &units, trim),
        Some("ratio") => funnel(Comparison::Ratio, &units, trim),
        Some("rate") => {
            let per = case.number("per")?.unwrap_or(10_000.0);
            if !(per > 0.0 && per <= 1e9) {
                return Err(CaseError::field(
                    "per",
                    format!("{per} is not a size above 0."),
                ));
            }
            rate_funnel(&units, per, trim)
        }
        other => return Err(CaseError::field("type", not_one_of(other, wanted))),
    };
    let funnel = made.map_err(|error| refused(&error, upper, lower))?;
    Ok(Written::of(case.id.clone(), &funnel))
}

fn trim(case: &Case) -> Result<Trim, CaseError> {
    let share = case.number("trim")?.unwrap_or(0.1);
    let wanted = "“winsorise” or “truncate”";
    match case.maybe::<String>("method", wanted)?.as_deref() {
        None | Some("winsorise") => Ok(Trim::Winsorise(share)),
        Some("truncate") => Ok(Trim::Truncate(share)),
        other => Err(CaseError::field("method", not_one_of(other, wanted))),
    }
}

fn not_one_of(given: Option<&str>, wanted: &str) -> String {
    match given {
        Some(given) => format!("“{given}” is not {wanted}."),
        None => format!("there is no such field. It is {wanted}."),
    }
}

fn refused(error: &FunnelError, upper: &'static str, lower: &'static str) -> CaseError {
    let field = match error {
        FunnelError::Trim(_) => "trim",
        FunnelError::Denominator { .. } => lower,
        FunnelError::Numerator { .. } | FunnelError::AboveDenominator { .. } => upper,
    };
    let reason = format!("{error}.");
    match error.unit() {
        Some(unit) => CaseError::row(field, unit, reason),
        None => CaseError::field(field, reason),
    }
}

impl Written {
    fn of(id: String, funnel: &Funnel) -> Self {
        let limit = |bound: Bound, upper: bool| {
            let side = move |(low, high)| if upper { high } else { low };
            funnel
                .points
                .iter()
                .map(|point| point.limits.map(|limits| side(limits.at(bound))))
                .collect()
        };
        let outside = |bound| funnel.points.iter().map(|p| p.outside(bound)).collect();
        Self {
            id,
            phi: funnel.phi,
            tau2: funnel.tau2,
            adjusted: funnel.adjusted,
            target: funnel.target,
            ratio: funnel.points.iter().map(|point| point.value).collect(),
            lower95: limit(Bound::P95, false),
            upper95: limit(Bound::P95, true),
            lower998: limit(Bound::P998, false),
            upper998: limit(Bound::P998, true),
            outside95: outside(Bound::P95),
            outside998: outside(Bound::P998),
        }
    }
}

fn table(funnel: &Written) -> String {
    let mut text = format!(
        "{}: phi {}, tau² {:.6}, limits {} for spread between units\n  unit      value   lower 95   upper 95  lower 998  upper 998  outside\n",
        funnel.id,
        cell(funnel.phi),
        funnel.tau2,
        if funnel.adjusted {
            "adjusted"
        } else {
            "not adjusted"
        },
    );
    let numbers = [
        &funnel.ratio,
        &funnel.lower95,
        &funnel.upper95,
        &funnel.lower998,
        &funnel.upper998,
    ];
    for (row, (at95, at998)) in funnel.outside95.iter().zip(&funnel.outside998).enumerate() {
        let _ = write!(text, "  {:>4}", row + 1);
        for column in numbers {
            let _ = write!(text, " {:>10}", cell(column.get(row).copied().flatten()));
        }
        let outside = match (at95, at998) {
            (_, true) => "99.8 %",
            (true, _) => "95 %",
            _ => "",
        };
        let _ = writeln!(text, "  {outside}");
    }
    text
}
