//! The rules: which points chance alone does not explain.

use std::cmp::Ordering;

use super::{Direction, Kind, Limits, Point, Question};
use crate::rule_set::TwoInThree;

/// The rule that names a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// None: the usual variation.
    Common,
    /// Above the upper process limit.
    OutsideAbove,
    /// Below the lower process limit.
    OutsideBelow,
    /// In a run of points above the mean.
    ShiftAbove,
    /// In a run of points below the mean.
    ShiftBelow,
    /// In a run of points each above the one before.
    TrendUp,
    /// In a run of points each below the one before.
    TrendDown,
    /// One of two in three near or beyond the upper limit.
    TwoInThreeAbove,
    /// One of two in three near or beyond the lower limit.
    TwoInThreeBelow,
}

impl Rule {
    /// Which way it points; equal for none.
    const fn way(self) -> Ordering {
        match self {
            Self::Common => Ordering::Equal,
            Self::OutsideAbove | Self::ShiftAbove | Self::TrendUp | Self::TwoInThreeAbove => {
                Ordering::Greater
            }
            Self::OutsideBelow | Self::ShiftBelow | Self::TrendDown | Self::TwoInThreeBelow => {
                Ordering::Less
            }
        }
    }

    /// What it makes of a point.
    const fn kind(self, direction: Direction) -> Kind {
        match (self.way(), direction) {
            (Ordering::Equal, _) => Kind::Common,
            (Ordering::Greater, Direction::Neutral) => Kind::NeutralHigh,
            (Ordering::Less, Direction::Neutral) => Kind::NeutralLow,
            (Ordering::Greater, Direction::Increase) | (Ordering::Less, Direction::Decrease) => {
                Kind::Improvement
            }
            (Ordering::Greater, Direction::Decrease) | (Ordering::Less, Direction::Increase) => {
                Kind::Concern
            }
        }
    }
}

/// Every signal a point is part of: `Greater` upwards, `Less` downwards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signals {
    /// Outside a process limit.
    pub outside: Option<Ordering>,
    /// In a trend.
    pub trend: Option<Ordering>,
    /// One of two in three.
    pub two_in_three: Option<Ordering>,
    /// In a shift.
    pub shift: Option<Ordering>,
}

impl Signals {
    /// The rules met, the one that names the point first.
    pub fn rules(&self) -> impl Iterator<Item = Rule> {
        let ways = [
            (self.outside, Rule::OutsideAbove, Rule::OutsideBelow),
            (self.trend, Rule::TrendUp, Rule::TrendDown),
            (
                self.two_in_three,
                Rule::TwoInThreeAbove,
                Rule::TwoInThreeBelow,
            ),
            (self.shift, Rule::ShiftAbove, Rule::ShiftBelow),
        ];
        ways.into_iter().filter_map(|(way, above, below)| {
            way.map(|way| {
                if way == Ordering::Greater {
                    above
                } else {
                    below
                }
            })
        })
    }

    /// Whether one signal points up and another down.
    pub fn conflict(&self) -> bool {
        let points = |way| self.rules().any(|rule| rule.way() == way);
        points(Ordering::Greater) && points(Ordering::Less)
    }
}

/// Adds the points of a group to `points`.
pub(super) fn mark(
    group: &[Option<f64>],
    limits: &Limits,
    question: &Question,
    points: &mut Vec<Point>,
) {
    let rule_set = &question.rule_set;
    let sides: Vec<Option<Ordering>> = group
        .iter()
        .map(|value| value.and_then(|value| value.partial_cmp(&limits.mean?)))
        .collect();
    let mut signals = vec![Signals::default(); group.len()];
    outside(group, limits, &mut signals);
    shift(&sides, rule_set.shift, &mut signals);
    trend(group, rule_set.trend, &mut signals);
    two_in_three(group, &sides, limits, rule_set.two_in_three, &mut signals);
    points.extend(group.iter().zip(signals).map(|(value, signals)| {
        let rule = value.map(|_| signals.rules().next().unwrap_or(Rule::Common));
        Point {
            signals,
            rule,
            kind: rule.map(|rule| rule.kind(question.direction)),
        }
    }));
}

/// Strictly above the upper or below the lower limit.
fn outside(group: &[Option<f64>], limits: &Limits, signals: &mut [Signals]) {
    let Some(spread) = limits.spread else { return };
    for (value, signals) in group.iter().zip(signals) {
        signals.outside = value.and_then(|value| {
            if value > spread.upper {
                Some(Ordering::Greater)
            } else if value < spread.lower {
                Some(Ordering::Less)
            } else {
                None
            }
        });
    }
}

/// Runs of the same side, long enough. A point on the mean, or without a value,
/// breaks a run.
fn shift(sides: &[Option<Ordering>], least: usize, signals: &mut [Signals]) {
    let mut start = 0;
    for run in sides.chunk_by(PartialEq::eq) {
        let side = run.first().copied().flatten();
        let end = start + run.len();
        if run.len() >= least && side.is_some_and(Ordering::is_ne) {
            let members = signals.get_mut(start..end).unwrap_or_default();
            members.iter_mut().for_each(|signals| signals.shift = side);
        }
        start = end;
    }
}

/// Runs of rises or of falls, long enough. An equal neighbour, or one without a
/// value, breaks them.
///
/// A point goes the way of the step to the next point if that is in a trend too,
/// otherwise of the step from the one before: the tip of an up-then-down pair has
/// the colour of what follows. Where two trends stand side by side with no step
/// between them, the package takes the last point of the first as falling, and so
/// do we.
fn trend(group: &[Option<f64>], least: usize, signals: &mut [Signals]) {
    let steps: Vec<Option<Ordering>> = group
        .windows(2)
        .map(|pair| match pair {
            [Some(before), Some(value)] => value.partial_cmp(before),
            _ => None,
        })
        .collect();
    let mut member = vec![false; group.len()];
    let mut start = 0;
    for run in steps.chunk_by(PartialEq::eq) {
        let step = run.first().copied().flatten();
        let end = start + run.len();
        if run.len() + 1 >= least && step.is_some_and(Ordering::is_ne) {
            member.get_mut(start..=end).unwrap_or_default().fill(true);
        }
        start = end;
    }
    for (at, signals) in signals.iter_mut().enumerate() {
        if !member.get(at).copied().unwrap_or(false) {
            continue;
        }
        let next = member.get(at + 1).copied().unwrap_or(false);
        let step = if next { Some(at) } else { at.checked_sub(1) };
        let step = step.and_then(|at| steps.get(at).copied().flatten());
        signals.trend = Some(if step == Some(Ordering::Greater) {
            Ordering::Greater
        } else {
            Ordering::Less
        });
    }
}

/// Any three points in a row on one side of the mean of which two or more are
/// beyond the near limit: those are marked, not the third.
fn two_in_three(
    group: &[Option<f64>],
    sides: &[Option<Ordering>],
    limits: &Limits,
    which: TwoInThree,
    signals: &mut [Signals],
) {
    let Some(spread) = limits.spread else { return };
    let near: Vec<bool> = group
        .iter()
        .zip(signals.iter())
        .map(|(value, signals)| {
            let beyond = |value| value > spread.near_upper || value < spread.near_lower;
            let counts = which == TwoInThree::Beyond || signals.outside.is_none();
            value.is_some_and(beyond) && counts
        })
        .collect();
    for (at, (sides, near)) in sides.windows(3).zip(near.windows(3)).enumerate() {
        let [Some(side), second, third] = sides else {
            continue;
        };
        let one_side = side.is_ne() && *second == Some(*side) && *third == Some(*side);
        if !one_side || near.iter().filter(|near| **near).count() < 2 {
            continue;
        }
        let window = signals.iter_mut().skip(at).zip(near);
        for (signals, _) in window.filter(|(_, near)| **near) {
            signals.two_in_three = Some(*side);
        }
    }
}
