//! XmR charts: the limits of a process, the points that chance does not explain,
//! and what may be said of the latest of them.
//!
//! The computation is that of the R package NHSRplotthedots 0.2 (NHS-R
//! Community), parameterised by a [`RuleSet`]; what differs from it is said where
//! it does, and in `docs/statistics.md`.

mod limits;
mod signals;
mod words;

use std::ops::Range;

pub use self::limits::{Limits, Spread};
pub use self::signals::{Rule, Signals};
use crate::rule_set::{FewPoints, LEAST_FOR_A_JUDGEMENT, LEAST_FOR_LIMITS, RuleSet, SHORTEST_RUN};
use crate::series::{Autocorrelation, autocorrelation};

/// Values beyond this are refused: no figure is so large, and their squares would
/// no longer be numbers.
pub const LARGEST_VALUE: f64 = 1e100;

/// The shortest baseline limits may be fixed on.
pub const SHORTEST_BASELINE: usize = 12;

/// Which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Higher is better.
    Increase,
    /// Lower is better.
    Decrease,
    /// Neither is: never called better or worse.
    Neutral,
}

/// What an XmR chart is asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Which way is better.
    pub direction: Direction,
    /// The target in force at the latest point.
    pub target: Option<f64>,
    /// How the chart is read.
    pub rule_set: RuleSet,
    /// The first point (from 0) of each group after the first: a recorded decision
    /// that the process has changed. The first point of all, and places beyond the
    /// series, change nothing.
    pub rebase_at: Vec<usize>,
    /// How many points of each group the limits are fixed on; all where none.
    pub baseline: Option<usize>,
}

impl Question {
    /// No target, no rebasing, limits on all points, by the default rule set.
    pub fn new(direction: Direction) -> Self {
        Self {
            direction,
            target: None,
            rule_set: RuleSet::default(),
            rebase_at: Vec::new(),
            baseline: None,
        }
    }
}

/// What a point, and by its latest point a measure, is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Nothing but the usual variation.
    Common,
    /// A signal in the better direction.
    Improvement,
    /// A signal in the worse direction.
    Concern,
    /// A signal upwards where neither direction is better.
    NeutralHigh,
    /// A signal downwards where neither direction is better.
    NeutralLow,
}

/// Whether the process, as it stands, meets its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Assurance {
    /// The whole of its variation is on the better side of the target.
    Pass,
    /// The whole of its variation is on the worse side.
    Fail,
    /// The target lies within the variation: met at times, by chance.
    HitOrMiss,
}

/// One point of a chart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Every signal the point is part of.
    pub signals: Signals,
    /// The one rule that names it: outside before trend before two in three before
    /// shift. None where there is no value.
    pub rule: Option<Rule>,
    /// What that makes of it. None where there is no value.
    pub kind: Option<Kind>,
}

/// Points with limits of their own.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Which points, from 0.
    pub points: Range<usize>,
    /// How many of them have a value.
    pub values: usize,
    /// Mean and limits, as far as they may be shown.
    pub limits: Limits,
}

/// A chart worked out.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// The groups, in order; none of an empty series.
    pub groups: Vec<Group>,
    /// One for each value given.
    pub points: Vec<Point>,
    /// The kind of the latest point that has a value, if that stands in the last
    /// group and is not withheld for too few points.
    pub variation: Option<Kind>,
    /// Against the limits of the last group. None without a target or a better
    /// direction, and where withheld for too few points.
    pub assurance: Option<Assurance>,
    /// How far neighbouring points hang together.
    pub autocorrelation: Option<Autocorrelation>,
    /// Whether the latest value meets the target; none without a target or a better
    /// direction.
    latest_meets: Option<bool>,
    /// What it was asked.
    question: Question,
}

/// Why no chart was worked out.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum XmrError {
    /// A value, or the target, is not a number that can be worked with.
    #[error("{value:e} is not a figure that can be charted")]
    Value {
        /// The point, from 0; none for the target.
        row: Option<usize>,
        /// The value.
        value: f64,
    },
    /// The baseline is too short.
    #[error("limits cannot be fixed on {0} points: at least {SHORTEST_BASELINE} are needed")]
    Baseline(usize),
    /// A shift or trend of too few points was asked for.
    #[error("a shift or trend of {0} points is no signal: ask for at least {SHORTEST_RUN}")]
    RunLength(usize),
}

/// Works out the chart of a series in order of its dates; a missing value breaks
/// runs, trends and windows and gives no moving range.
///
/// # Errors
/// Where a value is not finite or beyond [`LARGEST_VALUE`], the baseline is under
/// [`SHORTEST_BASELINE`], or a run length under [`SHORTEST_RUN`].
pub fn chart(values: &[Option<f64>], question: &Question) -> Result<Chart, XmrError> {
    check(values, question)?;
    let rule_set = &question.rule_set;
    let mut groups = Vec::new();
    let mut points = Vec::with_capacity(values.len());
    for range in ranges(values.len(), &question.rebase_at) {
        let group = values.get(range.clone()).unwrap_or_default();
        let present = group.iter().flatten().count();
        let mut limits = Limits::of(group, question.baseline, rule_set.screen);
        if rule_set.few_points == FewPoints::Withhold && present < LEAST_FOR_LIMITS {
            limits.spread = None;
        }
        signals::mark(group, &limits, question, &mut points);
        groups.push(Group {
            points: range,
            values: present,
            limits,
        });
    }
    let judged = groups.last().filter(|group| {
        rule_set.few_points == FewPoints::Say || group.values >= LEAST_FOR_A_JUDGEMENT
    });
    let variation = judged.and_then(|group| {
        let last = points.get(group.points.clone())?;
        last.iter().rev().find_map(|point| point.kind)
    });
    let assurance = judged.and_then(|group| assurance(group, question));
    let series: Vec<&[Option<f64>]> = groups
        .iter()
        .filter_map(|group| values.get(group.points.clone()))
        .collect();
    Ok(Chart {
        autocorrelation: autocorrelation(&series),
        groups,
        points,
        variation,
        assurance,
        latest_meets: latest_meets(values, question),
        question: question.clone(),
    })
}

fn check(values: &[Option<f64>], question: &Question) -> Result<(), XmrError> {
    let wrong = |value: &f64| !value.is_finite() || value.abs() > LARGEST_VALUE;
    let row = values
        .iter()
        .position(|value| value.as_ref().is_some_and(wrong));
    if let Some(row) = row {
        let value = values.get(row).copied().flatten().unwrap_or(f64::NAN);
        return Err(XmrError::Value {
            row: Some(row),
            value,
        });
    }
    if let Some(value) = question.target.filter(wrong) {
        return Err(XmrError::Value { row: None, value });
    }
    if let Some(baseline) = question
        .baseline
        .filter(|points| *points < SHORTEST_BASELINE)
    {
        return Err(XmrError::Baseline(baseline));
    }
    let run = question.rule_set.shift.min(question.rule_set.trend);
    if run < SHORTEST_RUN {
        return Err(XmrError::RunLength(run));
    }
    Ok(())
}

/// The groups that rebasing makes of so many points.
pub(crate) fn ranges(points: usize, rebase_at: &[usize]) -> Vec<Range<usize>> {
    let mut starts: Vec<usize> = rebase_at
        .iter()
        .copied()
        .filter(|at| *at < points)
        .collect();
    starts.push(0);
    starts.sort_unstable();
    starts.dedup();
    let ends = starts.iter().skip(1).copied().chain([points]);
    let ranges = starts
        .iter()
        .copied()
        .zip(ends)
        .map(|(start, end)| start..end);
    ranges.filter(|range| !range.is_empty()).collect()
}

/// The target against the limits: strictly beyond them, or hit or miss, as it is
/// too where there are no limits (NHSRplotthedots, `ptd_calculate_assurance_type`).
fn assurance(group: &Group, question: &Question) -> Option<Assurance> {
    let target = question.target?;
    let (above, below) = match question.direction {
        Direction::Increase => (Assurance::Fail, Assurance::Pass),
        Direction::Decrease => (Assurance::Pass, Assurance::Fail),
        Direction::Neutral => return None,
    };
    let sure = group.limits.spread.and_then(|spread| {
        let above = (target > spread.upper).then_some(above);
        above.or_else(|| (target < spread.lower).then_some(below))
    });
    Some(sure.unwrap_or(Assurance::HitOrMiss))
}

fn latest_meets(values: &[Option<f64>], question: &Question) -> Option<bool> {
    let latest = values.iter().rev().find_map(|value| *value)?;
    let target = question.target?;
    match question.direction {
        Direction::Increase => Some(latest >= target),
        Direction::Decrease => Some(latest <= target),
        Direction::Neutral => None,
    }
}

impl Chart {
    /// What the chart was asked.
    pub const fn question(&self) -> &Question {
        &self.question
    }

    /// The group a point stands in.
    pub fn group_of(&self, point: usize) -> Option<&Group> {
        self.groups
            .iter()
            .find(|group| group.points.contains(&point))
    }

    /// The latest point that has a value, where the last group has one.
    pub fn latest(&self) -> Option<&Point> {
        let last = self.points.get(self.groups.last()?.points.clone())?;
        last.iter().rev().find(|point| point.rule.is_some())
    }
}
