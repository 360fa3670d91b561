//! The rules against an oracle that is slow and obvious: for every point it looks
//! at every window the point could be part of.

use proptest::prelude::*;
use statistics::rule_set::{FewPoints, RuleSet, TwoInThree};
use statistics::xmr::{Direction, Question, Rule, chart};

/// A series of a few levels, so that ties, runs and gaps are common.
fn series() -> impl Strategy<Value = Vec<Option<f64>>> {
    let value = prop_oneof![
        10 => (0_u8..8).prop_map(|value| Some(f64::from(value))),
        4 => (0.0..8.0_f64).prop_map(Some),
        1 => Just(None),
        1 => (-20.0..30.0_f64).prop_map(Some),
    ];
    let rise = (1_usize..12, any::<bool>()).prop_map(|(length, up)| {
        let steps = (0_u8..12).take(length).map(f64::from);
        steps
            .map(|step| Some(if up { step } else { 8.0 - step }))
            .collect::<Vec<_>>()
    });
    let piece = prop_oneof![3 => prop::collection::vec(value, 1..12), 2 => rise];
    prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

fn rule_sets() -> impl Strategy<Value = RuleSet> {
    (any::<bool>(), 2_usize..9, 2_usize..9, any::<bool>()).prop_map(
        |(screen, shift, trend, between)| RuleSet {
            screen,
            shift,
            trend,
            two_in_three: if between {
                TwoInThree::Between
            } else {
                TwoInThree::Beyond
            },
            few_points: FewPoints::Say,
            ..RuleSet::default()
        },
    )
}

/// Mean and mean range, by the sentences of the definition.
fn mean_and_range(values: &[Option<f64>], screen: bool) -> (Option<f64>, Option<f64>) {
    let mean = |list: &[f64]| {
        let count = u32::try_from(list.len()).unwrap();
        (count > 0).then(|| list.iter().sum::<f64>() / f64::from(count))
    };
    let present: Vec<f64> = values.iter().copied().flatten().collect();
    let mut ranges = Vec::new();
    for at in 1..values.len() {
        if let (Some(before), Some(value)) = (values[at - 1], values[at]) {
            ranges.push((value - before).abs());
        }
    }
    if screen && let Some(all) = mean(&ranges).filter(|all| *all > 0.0) {
        ranges.retain(|range| *range < 3.267 * all);
    }
    (mean(&present), mean(&ranges))
}

/// The rule of one point of one group.
fn rule_of(
    at: usize,
    values: &[Option<f64>],
    limits: (Option<f64>, Option<f64>),
    set: &RuleSet,
) -> Option<Rule> {
    let value = values[at]?;
    let (mean, range) = (limits.0.unwrap(), limits.1);
    // Which windows of so many points the point is part of.
    let windows = |length: usize| {
        (0..values.len())
            .filter(move |start| {
                start + length <= values.len() && (*start..start + length).contains(&at)
            })
            .filter_map(move |start| {
                let window = values[start..start + length].iter().copied();
                window.collect::<Option<Vec<f64>>>()
            })
    };
    if let Some(range) = range {
        if value > mean + 2.66 * range {
            return Some(Rule::OutsideAbove);
        }
        if value < mean - 2.66 * range {
            return Some(Rule::OutsideBelow);
        }
    }
    let in_trend = |at: usize| {
        (0..values.len())
            .filter(|start| start + set.trend <= values.len())
            .any(|start| {
                let window = &values[start..start + set.trend];
                let rises = window
                    .windows(2)
                    .all(|pair| pair[0].is_some() && pair[1].is_some() && pair[1] > pair[0]);
                let falls = window
                    .windows(2)
                    .all(|pair| pair[0].is_some() && pair[1].is_some() && pair[1] < pair[0]);
                (start..start + set.trend).contains(&at) && (rises || falls)
            })
    };
    if in_trend(at) {
        let next = at + 1 < values.len() && in_trend(at + 1);
        let up = if next {
            values[at + 1] > values[at]
        } else {
            values[at] > values[at - 1]
        };
        return Some(if up { Rule::TrendUp } else { Rule::TrendDown });
    }
    if let Some(range) = range {
        let qualifies = |value: f64| {
            let far = (value - mean).abs();
            let near_limit = 2.66 * range * 2.0 / 3.0;
            far > near_limit && (set.two_in_three == TwoInThree::Beyond || far <= 2.66 * range)
        };
        let found = |above: bool| {
            qualifies(value)
                && windows(3).any(|window| {
                    let side = |value: &f64| if above { *value > mean } else { *value < mean };
                    window.iter().all(side)
                        && window.iter().filter(|value| qualifies(**value)).count() >= 2
                })
        };
        if found(true) {
            return Some(Rule::TwoInThreeAbove);
        }
        if found(false) {
            return Some(Rule::TwoInThreeBelow);
        }
    }
    if windows(set.shift).any(|window| window.iter().all(|value| *value > mean)) {
        return Some(Rule::ShiftAbove);
    }
    if windows(set.shift).any(|window| window.iter().all(|value| *value < mean)) {
        return Some(Rule::ShiftBelow);
    }
    Some(Rule::Common)
}

/// Whether some value is so near a line that rounding decides.
fn is_close_call(values: &[Option<f64>], (mean, range): (Option<f64>, Option<f64>)) -> bool {
    let lines = [0.0, 2.66, -2.66, 2.66 * 2.0 / 3.0, -2.66 * 2.0 / 3.0];
    values.iter().flatten().any(|value| {
        lines.iter().any(|line| {
            let line = mean.unwrap() + line * range.unwrap_or(0.0);
            (value - line).abs() < 1e-9 && *value != line
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn every_point_has_the_rule_the_oracle_gives_it(
        values in series(),
        rule_set in rule_sets(),
        rebase_at in prop::collection::vec(0_usize..40, 0..3),
    ) {
        let question = Question { rule_set, rebase_at, ..Question::new(Direction::Decrease) };
        let chart = chart(&values, &question).unwrap();
        for group in &chart.groups {
            let values = &values[group.points.clone()];
            let limits = mean_and_range(values, question.rule_set.screen);
            prop_assume!(!is_close_call(values, limits));
            for at in 0..values.len() {
                let expected = rule_of(at, values, limits, &question.rule_set);
                let found = chart.points[group.points.start + at].rule;
                prop_assert_eq!(found, expected, "point {} of {:?}", at, values);
            }
        }
    }
}
