//! XmR charts small enough to work out on paper.

use std::cmp::Ordering;

use statistics::rule_set::{RuleSet, TwoInThree};
use statistics::xmr::{Assurance, Direction, Kind, Question, Rule, XmrError, chart};

use super::{all, charted, package};

/// By the package's rules, screened, higher being better.
fn question() -> Question {
    Question {
        rule_set: package(true, TwoInThree::Between),
        ..Question::new(Direction::Increase)
    }
}

fn rules(values: &[Option<f64>], question: &Question) -> Vec<Option<Rule>> {
    let chart = chart(values, question).unwrap();
    chart.points.iter().map(|point| point.rule).collect()
}

#[track_caller]
fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-12, "{found}, not {expected}");
}

#[test]
fn limits_are_the_mean_and_2_66_mean_moving_ranges() {
    // Mean 5; ranges 2, 2, 2, 1, of mean 1.75.
    let chart = chart(&all(&[4.0, 6.0, 4.0, 6.0, 5.0]), &question()).unwrap();
    let limits = chart.groups[0].limits;
    let spread = limits.spread.unwrap();
    near(limits.mean.unwrap(), 5.0);
    near(spread.upper, 5.0 + 2.66 * 1.75);
    near(spread.lower, 5.0 - 2.66 * 1.75);
    near(spread.near_upper, 5.0 + 2.66 * 1.75 * 2.0 / 3.0);
}

#[test]
fn a_gap_loses_both_its_ranges() {
    // Ranges 1 and 3 alone, though 9 lies between.
    let values = [Some(1.0), Some(2.0), None, Some(9.0), Some(6.0)];
    let chart = chart(&values, &question()).unwrap();
    let spread = chart.groups[0].limits.spread.unwrap();
    near(spread.upper, 4.5 + 2.66 * 2.0);
    assert_eq!(chart.points[2].rule, None);
    assert_eq!(chart.points[2].kind, None);
}

#[test]
fn screening_leaves_out_a_range_of_3_267_means() {
    // Ten ranges of 1, one of 30: mean 40/11 = 3.64, and 30 is above 11.9.
    let mut values: Vec<f64> = [1.0, 2.0].repeat(5);
    values.extend([1.0, 31.0]);
    let screened = chart(&all(&values), &question()).unwrap();
    let spread = screened.groups[0].limits.spread.unwrap();
    near(spread.upper - screened.groups[0].limits.mean.unwrap(), 2.66);
    let unscreened = Question {
        rule_set: package(false, TwoInThree::Between),
        ..question()
    };
    let all_counted = chart(&all(&values), &unscreened).unwrap();
    let spread = all_counted.groups[0].limits.spread.unwrap();
    near(
        spread.upper - all_counted.groups[0].limits.mean.unwrap(),
        2.66 * 40.0 / 11.0,
    );
}

#[test]
fn a_constant_series_has_its_mean_as_limits_and_no_signal() {
    for screen in [true, false] {
        let question = Question {
            rule_set: package(screen, TwoInThree::Between),
            target: Some(0.1),
            ..question()
        };
        let chart = chart(&all(&[0.1; 14]), &question).unwrap();
        let limits = chart.groups[0].limits;
        assert_eq!(limits.mean, Some(0.1));
        assert_eq!(limits.spread.unwrap().lower, 0.1);
        assert_eq!(limits.spread.unwrap().upper, 0.1);
        assert_eq!(chart.variation, Some(Kind::Common));
        assert_eq!(chart.assurance, Some(Assurance::HitOrMiss));
    }
}

#[test]
fn one_point_has_a_mean_and_no_limits() {
    let one = chart(&all(&[7.0]), &question()).unwrap();
    assert_eq!(one.groups[0].limits.mean, Some(7.0));
    assert_eq!(one.groups[0].limits.spread, None);
    assert_eq!(one.points[0].rule, Some(Rule::Common));
    let none = chart(&[], &question()).unwrap();
    assert!(none.groups.is_empty() && none.points.is_empty());
    assert_eq!(none.variation, None);
    let missing = chart(&[None, None], &question()).unwrap();
    assert_eq!(missing.groups[0].limits.mean, None);
    assert_eq!(missing.variation, None);
}

/// Which points are part of a shift, whatever else they are part of.
fn shifts(values: &[Option<f64>]) -> Vec<Option<Ordering>> {
    let chart = chart(values, &question()).unwrap();
    chart
        .points
        .iter()
        .map(|point| point.signals.shift)
        .collect()
}

#[test]
fn seven_on_one_side_are_a_shift_and_six_are_none() {
    // Mean 5.
    let run = |points: usize| {
        let mut values = [4.0, 4.5].repeat(9)[..points].to_vec();
        values.extend_from_slice(&[6.0, 5.5].repeat(9)[..points]);
        shifts(&all(&values))
    };
    let of_both = |points| {
        [
            vec![Some(Ordering::Less); points],
            vec![Some(Ordering::Greater); points],
        ]
        .concat()
    };
    assert_eq!(run(6), [None; 12]);
    assert_eq!(run(7), of_both(7));
    // All of a longer run is marked.
    assert_eq!(run(9), of_both(9));
}

#[test]
fn a_point_on_the_mean_or_missing_breaks_a_shift() {
    let mut values = all(&[4.0, 4.5, 4.0, 4.5, 4.0, 4.5, 4.0]);
    values.extend(all(&[6.0, 5.5, 6.0, 5.5, 6.0, 5.5, 6.0]));
    let mut gap = values.clone();
    gap[10] = None;
    assert_eq!(shifts(&gap)[7..], [None; 7]);
    assert_eq!(shifts(&gap)[6], Some(Ordering::Less));
    // The mean stays 5 when 5 takes the place of 4 and of 6.
    values[4] = Some(5.0);
    values[9] = Some(5.0);
    assert_eq!(shifts(&values), [None; 14]);
}

#[test]
fn seven_points_of_six_rises_are_a_trend_and_an_equal_neighbour_breaks_it() {
    let around = |rise: &[f64]| {
        let mut values = vec![20.0, 0.0, 20.0, 0.0, 20.0, 0.0, 20.0, 12.0];
        values.extend(rise);
        values.extend([0.0, 20.0, 0.0]);
        let marked = rules(&all(&values), &question());
        marked
            .iter()
            .filter(|rule| **rule == Some(Rule::TrendUp))
            .count()
    };
    assert_eq!(around(&[7.0, 8.0, 9.0, 10.0, 11.0, 12.0, 13.0]), 7);
    assert_eq!(around(&[7.0, 8.0, 9.0, 10.0, 11.0, 12.0]), 0);
    assert_eq!(around(&[7.0, 8.0, 9.0, 9.0, 11.0, 12.0, 13.0]), 0);
}

#[test]
fn the_tip_of_an_up_then_down_pair_goes_the_way_of_what_follows() {
    let values = [
        1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 6.0, 5.0, 4.0, 3.0, 2.0, 1.0,
    ];
    let question = Question {
        rule_set: package(false, TwoInThree::Between),
        ..question()
    };
    let chart = chart(&all(&values), &question).unwrap();
    let ways: Vec<Ordering> = chart
        .points
        .iter()
        .map(|point| point.signals.trend.unwrap())
        .collect();
    let mut expected = vec![Ordering::Greater; 6];
    expected.extend([Ordering::Less; 7]);
    assert_eq!(ways, expected);
}

/// Mean 10 and mean range 1: limits 12.66 and 7.34, near limits 11.773 and 8.227.
fn with_known_limits(then: &[f64]) -> (Vec<Option<f64>>, Question) {
    let mut values = [9.5, 10.5].repeat(6);
    values.extend(then);
    let question = Question {
        baseline: Some(12),
        ..question()
    };
    (all(&values), question)
}

#[test]
fn two_in_three_marks_the_two_and_not_the_third() {
    let (values, question) = with_known_limits(&[12.0, 10.2, 12.1]);
    let found = rules(&values, &question);
    assert_eq!(found[12], Some(Rule::TwoInThreeAbove));
    assert_eq!(found[13], Some(Rule::Common));
    assert_eq!(found[14], Some(Rule::TwoInThreeAbove));
    // A third on the other side, or two on opposite sides, are no signal.
    for then in [[12.0, 9.9, 12.1], [12.0, 10.2, 8.0]] {
        let (values, question) = with_known_limits(&then);
        assert!(
            rules(&values, &question)[12..]
                .iter()
                .all(|rule| *rule == Some(Rule::Common))
        );
    }
}

#[test]
fn a_point_outside_counts_towards_two_in_three_since_2023_and_did_not_before() {
    let (values, question) = with_known_limits(&[13.0, 10.2, 12.1]);
    let before = rules(&values, &question);
    assert_eq!(
        before[12..],
        [Rule::OutsideAbove, Rule::Common, Rule::Common].map(Some)
    );
    let since = Question {
        rule_set: package(true, TwoInThree::Beyond),
        ..question
    };
    let after = chart(&values, &since).unwrap();
    assert_eq!(after.points[14].rule, Some(Rule::TwoInThreeAbove));
    // Outside comes first, and both are known.
    assert_eq!(after.points[12].rule, Some(Rule::OutsideAbove));
    assert_eq!(
        after.points[12].signals.two_in_three,
        Some(Ordering::Greater)
    );
}

#[test]
fn a_limit_itself_is_not_outside() {
    let (mut values, question) = with_known_limits(&[]);
    let upper = chart(&values, &question).unwrap().groups[0]
        .limits
        .spread
        .unwrap()
        .upper;
    values.extend(all(&[upper, upper.next_up()]));
    let found = rules(&values, &question);
    assert_eq!(found[12], Some(Rule::Common));
    assert_eq!(found[13], Some(Rule::OutsideAbove));
}

#[test]
fn the_lengths_of_shift_and_trend_are_parameters() {
    let mut values = vec![4.0, 4.5, 4.0, 4.5, 4.0, 4.5];
    values.extend([6.0, 5.5, 6.0, 5.5, 6.0, 5.5]);
    let six = Question {
        rule_set: RuleSet {
            shift: 6,
            trend: 6,
            ..package(true, TwoInThree::Between)
        },
        ..question()
    };
    assert_eq!(rules(&all(&values), &six)[0], Some(Rule::ShiftBelow));
    assert_eq!(rules(&all(&values), &question())[0], Some(Rule::Common));
    let one = Question {
        rule_set: RuleSet {
            trend: 1,
            ..six.rule_set.clone()
        },
        ..six
    };
    assert_eq!(chart(&all(&values), &one), Err(XmrError::RunLength(1)));
}

#[test]
fn a_rebase_starts_afresh_and_nothing_straddles_it() {
    let mut values = [1.0, 2.0].repeat(7);
    values.extend([11.0, 12.0].repeat(7));
    let whole = charted(&values);
    assert_eq!(whole.points[27].rule, Some(Rule::OutsideAbove));
    let rebased = Question {
        rebase_at: vec![14],
        ..Question::new(Direction::Increase)
    };
    let parts = chart(&all(&values), &rebased).unwrap();
    let means: Vec<_> = parts
        .groups
        .iter()
        .map(|group| group.limits.mean.unwrap())
        .collect();
    assert_eq!(means, [1.5, 11.5]);
    assert!(
        parts
            .points
            .iter()
            .all(|point| point.rule == Some(Rule::Common))
    );
    // At the first point, or where there is none, it changes nothing.
    let nowhere = Question {
        rebase_at: vec![0, 28, 400],
        ..Question::new(Direction::Increase)
    };
    assert_eq!(chart(&all(&values), &nowhere).unwrap().points, whole.points);
}

#[test]
fn a_baseline_is_of_twelve_points_or_more_of_each_group() {
    let (values, question) = with_known_limits(&[30.0, 30.0]);
    let chart_of_all = chart(&values, &question).unwrap();
    near(chart_of_all.groups[0].limits.mean.unwrap(), 10.0);
    let short = Question {
        baseline: Some(11),
        ..question
    };
    assert_eq!(chart(&values, &short), Err(XmrError::Baseline(11)));
}

#[test]
fn kinds_and_assurance_follow_the_better_direction() {
    // Mean 10, limits 7.34 and 12.66; the last point is above.
    let expected = [
        (
            Direction::Increase,
            Kind::Improvement,
            13.0,
            Some(Assurance::Fail),
        ),
        (
            Direction::Increase,
            Kind::Improvement,
            7.0,
            Some(Assurance::Pass),
        ),
        (
            Direction::Decrease,
            Kind::Concern,
            13.0,
            Some(Assurance::Pass),
        ),
        (
            Direction::Decrease,
            Kind::Concern,
            7.0,
            Some(Assurance::Fail),
        ),
        (
            Direction::Increase,
            Kind::Improvement,
            12.0,
            Some(Assurance::HitOrMiss),
        ),
        (Direction::Neutral, Kind::NeutralHigh, 13.0, None),
    ];
    for (direction, kind, target, assurance) in expected {
        let (values, question) = with_known_limits(&[13.0]);
        let question = Question {
            direction,
            target: Some(target),
            ..question
        };
        let chart = chart(&values, &question).unwrap();
        assert_eq!((chart.variation, chart.assurance), (Some(kind), assurance));
    }
    let (values, question) = with_known_limits(&[7.0]);
    let low = Question {
        direction: Direction::Neutral,
        ..question
    };
    assert_eq!(
        chart(&values, &low).unwrap().variation,
        Some(Kind::NeutralLow)
    );
}

#[test]
fn few_points_are_withheld_by_the_default_rule_set() {
    let question = Question {
        target: Some(0.0),
        ..Question::new(Direction::Increase)
    };
    let ask = |points: usize| {
        let values: Vec<f64> = [4.0, 6.0, 5.0]
            .iter()
            .copied()
            .cycle()
            .take(points)
            .collect();
        let chart = chart(&all(&values), &question).unwrap();
        let limits = chart.groups[0].limits.spread.is_some();
        (limits, chart.variation.is_some(), chart.assurance.is_some())
    };
    assert_eq!(ask(7), (false, false, false));
    assert_eq!(ask(8), (true, false, false));
    assert_eq!(ask(12), (true, false, false));
    assert_eq!(ask(13), (true, true, true));
    // A missing value is no point, and a group after a rebase begins again.
    let mut values = all(&[4.0, 6.0, 5.0].repeat(5));
    values[3] = None;
    values[5] = None;
    values[7] = None;
    assert_eq!(chart(&values, &question).unwrap().variation, None);
    let rebased = Question {
        rebase_at: vec![13],
        ..question
    };
    let begun = chart(&all(&[4.0, 6.0, 5.0].repeat(6)), &rebased).unwrap();
    assert_eq!(begun.variation, None);
    assert_eq!(begun.groups[1].limits.spread, None);
    assert!(begun.groups[0].limits.spread.is_some());
}

#[test]
fn the_latest_point_that_is_there_is_judged() {
    let (mut values, question) = with_known_limits(&[13.0]);
    values.push(None);
    assert_eq!(
        chart(&values, &question).unwrap().variation,
        Some(Kind::Improvement)
    );
}
