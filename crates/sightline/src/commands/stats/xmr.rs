//! `sightline stats xmr`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use clap::Args;
use serde::{Deserialize, Serialize};
use statistics::rule_set::{FewPoints, RULE_SETS, RuleSet, TwoInThree};
use statistics::xmr::{Assurance, Chart, Direction, Kind, Question, Rule, XmrError, chart};

use super::answers::{Asked, answer, cell, figure, given};
use super::cases::{Case, CaseError};
use super::fields::{Form, charted};
use crate::failure::Failure;

/// What an XmR chart is asked with: of a CSV, and of every JSON case that does
/// not say otherwise.
#[derive(Debug, Args)]
pub(crate) struct Xmr {
    #[command(flatten)]
    asked: Asked,
    /// Which way is better: increase, decrease, neutral
    #[arg(long)]
    direction: Option<String>,
    /// The target in force
    #[arg(long, allow_negative_numbers = true, value_parser = figure)]
    target: Option<f64>,
    /// A rule set by name (`sightline stats rulesets`) [default: mdc-2023/7]
    #[arg(long, value_name = "NAME")]
    ruleset: Option<String>,
    /// Leave outlying moving ranges out of the limits
    #[arg(long, num_args = 0..=1, default_missing_value = "true")]
    screen: Option<bool>,
    /// Points in a row on one side of the mean that make a shift
    #[arg(long)]
    shift: Option<usize>,
    /// Points in a row that rise, or fall, that make a trend
    #[arg(long)]
    trend: Option<usize>,
    /// What counts towards two in three: between, beyond
    #[arg(long, alias = "two_in_three")]
    two_in_three: Option<String>,
    /// First points of new groups, from 0, separated by commas
    #[arg(long, alias = "rebase_at", value_delimiter = ',')]
    rebase_at: Vec<usize>,
    /// Points the limits are fixed on, 12 or more
    #[arg(long)]
    baseline: Option<usize>,
    /// How the points come about: flow, stock, rolling, year_to_date
    #[arg(long, value_name = "FORM")]
    series: Option<String>,
}

/// The fields a case may have.
const FIELDS: [&str; 13] = [
    "values",
    "y",
    "n",
    "direction",
    "target",
    "ruleset",
    "screen",
    "shift",
    "trend",
    "two_in_three",
    "rebase_at",
    "baseline",
    "series",
];

/// Answers the cases of the files.
pub(crate) fn xmr(arguments: &Xmr) -> Result<(), Failure> {
    let mut options = BTreeMap::new();
    given(&mut options, "direction", &arguments.direction);
    given(&mut options, "target", &arguments.target);
    given(&mut options, "ruleset", &arguments.ruleset);
    given(&mut options, "screen", &arguments.screen);
    given(&mut options, "shift", &arguments.shift);
    given(&mut options, "trend", &arguments.trend);
    given(&mut options, "two_in_three", &arguments.two_in_three);
    given(&mut options, "baseline", &arguments.baseline);
    given(&mut options, "series", &arguments.series);
    if !arguments.rebase_at.is_empty() {
        given(&mut options, "rebase_at", &Some(&arguments.rebase_at));
    }
    answer(&arguments.asked, "cases", &options, &FIELDS, one, table)
}

/// An answer as written.
#[derive(Serialize)]
struct Answer {
    id: String,
    mean: Vec<Option<f64>>,
    lower: Vec<Option<f64>>,
    upper: Vec<Option<f64>>,
    rule: Vec<Option<&'static str>>,
    kind: Vec<Option<&'static str>>,
    variation: Option<&'static str>,
    assurance: Option<&'static str>,
    statement: String,
    /// For the table alone.
    #[serde(skip)]
    values: Vec<Option<f64>>,
    #[serde(skip)]
    rule_set: String,
}

/// Which way is better, as written.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Way {
    Increase,
    Decrease,
    Neutral,
}

/// What counts towards two in three, as written.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Counts {
    Between,
    Beyond,
}

fn one(case: &Case) -> Result<Answer, CaseError> {
    let field = if case.has("values") { "values" } else { "y" };
    let values = if case.has("values") || !case.has("y") {
        case.series("values")?
    } else {
        rates(case)?
    };
    charted(case.maybe::<Form>("series", Form::WANTED)?)?;
    let way = case.maybe::<Way>("direction", "increase, decrease or neutral")?;
    let direction = match way {
        Some(Way::Increase) => Direction::Increase,
        Some(Way::Decrease) => Direction::Decrease,
        Some(Way::Neutral) => Direction::Neutral,
        None => {
            let reason = "say which way is better: increase, decrease or neutral.";
            return Err(CaseError::field("direction", reason));
        }
    };
    let question = Question {
        direction,
        target: case.number("target")?,
        rule_set: rule_set(case)?,
        rebase_at: case.places("rebase_at")?,
        baseline: case.maybe("baseline", "a whole number")?,
    };
    let chart = chart(&values, &question).map_err(|error| match error {
        XmrError::Value { row: Some(row), .. } => CaseError::row(field, row, error),
        XmrError::Value { row: None, .. } => CaseError::field("target", error),
        XmrError::Baseline(_) => CaseError::field("baseline", error),
        XmrError::RunLength(_) => CaseError::whole(error),
    })?;
    Ok(written(case, values, &chart))
}

/// The rates of a case with numerators and denominators.
fn rates(case: &Case) -> Result<Vec<Option<f64>>, CaseError> {
    let y = case.series("y")?;
    let Some(n) = case.maybe_series("n")? else {
        return Ok(y);
    };
    if y.len() != n.len() {
        let reason = format!("there are {} values and {} denominators.", y.len(), n.len());
        return Err(CaseError::field("n", reason));
    }
    let rate = |(y, n): (&Option<f64>, Option<f64>)| Some((*y)? / n.filter(|n| *n > 0.0)?);
    Ok(y.iter().zip(n).map(rate).collect())
}

/// The rule set: the one named, or the default, with the fields that say
/// otherwise. One of its own says all it computes, as the package does.
fn rule_set(case: &Case) -> Result<RuleSet, CaseError> {
    let named = case.maybe::<String>("ruleset", "the name of a rule set")?;
    let mut set = match &named {
        None => RuleSet::default(),
        Some(name) => RuleSet::named(name).ok_or_else(|| {
            let names = RULE_SETS.map(|set| set.name).join(", ");
            CaseError::field(
                "ruleset",
                format!("there is no rule set “{name}”. There are: {names}."),
            )
        })?,
    };
    let base = set.clone();
    if let Some(screen) = case.maybe("screen", "true or false")? {
        set.screen = screen;
    }
    if let Some(shift) = case.maybe("shift", "a whole number")? {
        set.shift = shift;
    }
    if let Some(trend) = case.maybe("trend", "a whole number")? {
        set.trend = trend;
    }
    if let Some(counts) = case.maybe::<Counts>("two_in_three", "between or beyond")? {
        set.two_in_three = match counts {
            Counts::Between => TwoInThree::Between,
            Counts::Beyond => TwoInThree::Beyond,
        };
    }
    let own = ["screen", "shift", "trend", "two_in_three"];
    if named.is_none() && own.iter().any(|field| case.has(field)) {
        set.few_points = FewPoints::Say;
        set.name = Cow::Borrowed("own rules");
    } else if set != base {
        set.name = Cow::Owned(format!("{}, changed", base.name));
    }
    Ok(set)
}

fn written(case: &Case, values: Vec<Option<f64>>, chart: &Chart) -> Answer {
    let mut answer = Answer {
        id: case.id.clone(),
        mean: Vec::with_capacity(values.len()),
        lower: Vec::with_capacity(values.len()),
        upper: Vec::with_capacity(values.len()),
        rule: chart
            .points
            .iter()
            .map(|point| point.rule.map(rule))
            .collect(),
        kind: chart
            .points
            .iter()
            .map(|point| point.kind.map(kind))
            .collect(),
        variation: chart.variation.map(kind),
        assurance: chart.assurance.map(assurance),
        statement: chart.statement(),
        values,
        rule_set: chart.question().rule_set.name.to_string(),
    };
    for group in &chart.groups {
        let (points, spread) = (group.points.len(), group.limits.spread);
        let line = |value| std::iter::repeat_n(value, points);
        answer.mean.extend(line(group.limits.mean));
        answer.lower.extend(line(spread.map(|spread| spread.lower)));
        answer.upper.extend(line(spread.map(|spread| spread.upper)));
    }
    answer
}

const fn rule(rule: Rule) -> &'static str {
    match rule {
        Rule::Common => "common",
        Rule::OutsideAbove => "outside_above",
        Rule::OutsideBelow => "outside_below",
        Rule::ShiftAbove => "shift_above",
        Rule::ShiftBelow => "shift_below",
        Rule::TrendUp => "trend_up",
        Rule::TrendDown => "trend_down",
        Rule::TwoInThreeAbove => "two_in_three_above",
        Rule::TwoInThreeBelow => "two_in_three_below",
    }
}

const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Common => "common",
        Kind::Improvement => "improvement",
        Kind::Concern => "concern",
        Kind::NeutralHigh => "neutral_high",
        Kind::NeutralLow => "neutral_low",
    }
}

const fn assurance(assurance: Assurance) -> &'static str {
    match assurance {
        Assurance::Pass => "pass",
        Assurance::Fail => "fail",
        Assurance::HitOrMiss => "hit_or_miss",
    }
}

/// The answer for reading: the sentence, then a line for each point.
fn table(answer: &Answer) -> String {
    let mut text = format!("{}: {}\n", answer.id, answer.statement);
    let _ = writeln!(text, "Rule set: {}", answer.rule_set);
    let _ = writeln!(
        text,
        "{:>5} {:>12} {:>12} {:>12} {:>12}  rule",
        "row", "value", "mean", "lower", "upper"
    );
    let at = |list: &[Option<f64>], row: usize| cell(list.get(row).copied().flatten());
    for (row, rule) in answer.rule.iter().enumerate() {
        let _ = writeln!(
            text,
            "{:>5} {:>12} {:>12} {:>12} {:>12}  {}",
            row + 1,
            at(&answer.values, row),
            at(&answer.mean, row),
            at(&answer.lower, row),
            at(&answer.upper, row),
            rule.unwrap_or("no value")
        );
    }
    text
}
