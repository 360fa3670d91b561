//! How often the rules find something in nothing: `docs/statistics.md` tells
//! boards what to expect, and here it is measured.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng as _;
use rand_distr::{Distribution as _, StandardNormal};
use statistics::rule_set::{RuleSet, TwoInThree};
use statistics::xmr::{Direction, Kind, Question, chart};

use super::package;

const SERIES: u32 = 3000;

/// Shares, in per cent, of series with any signal, and with one at the end; each
/// point is `carried` of the one before and fresh noise.
fn alarms(points: usize, carried: f64, rule_set: RuleSet) -> (f64, f64) {
    let mut chance = ChaCha8Rng::seed_from_u64(20_261_123);
    let question = Question {
        rule_set,
        ..Question::new(Direction::Increase)
    };
    let (mut any, mut last) = (0_u32, 0_u32);
    for _ in 0..SERIES {
        let mut level = 0.0;
        let mut values = Vec::with_capacity(points);
        for _ in 0..points {
            let noise: f64 = StandardNormal.sample(&mut chance);
            level = carried * level + noise;
            values.push(Some(50.0 + level));
        }
        let chart = chart(&values, &question).unwrap();
        let signal = |kind: Option<Kind>| kind != Some(Kind::Common);
        any += u32::from(chart.points.iter().any(|point| signal(point.kind)));
        last += u32::from(signal(chart.points.last().unwrap().kind));
    }
    let share = |count: u32| 100.0 * f64::from(count) / f64::from(SERIES);
    (share(any), share(last))
}

#[test]
fn false_alarms_are_as_many_as_boards_are_told() {
    let rules = || package(false, TwoInThree::Between);
    let six = || RuleSet {
        shift: 6,
        trend: 6,
        ..rules()
    };
    let expected = [
        (12, rules(), 5.0),
        (24, rules(), 14.0),
        (36, rules(), 26.0),
        (60, rules(), 44.0),
        (12, six(), 9.0),
        (24, six(), 29.0),
        (36, six(), 45.0),
        (60, six(), 66.0),
    ];
    for (points, rule_set, told) in expected {
        let length = rule_set.shift;
        let (any, last) = alarms(points, 0.0, rule_set);
        println!("{points} points, {length} in a row: any {any:.1} %, last {last:.1} %");
        // Three standard errors of 3,000 series are 2.7 points at most.
        assert!(
            (any - told).abs() <= 3.0,
            "{points} points: {any} %, not {told} %"
        );
        let (least, most) = if length == 7 { (0.5, 2.4) } else { (1.4, 4.2) };
        assert!(
            (least..=most).contains(&last),
            "{points} points: last {last} %"
        );
    }
}

#[test]
fn points_that_follow_one_another_raise_many_more() {
    let rules = || package(false, TwoInThree::Between);
    let (_, third) = alarms(36, 0.3, rules());
    let (any, most) = alarms(36, 0.6, rules());
    println!("AR 0.3: last {third:.1} %; AR 0.6: last {most:.1} %, any {any:.1} %");
    assert!((4.0..=7.0).contains(&third), "{third}");
    assert!((17.0..=23.0).contains(&most), "{most}");
    assert!(any >= 78.0, "{any}");
}

/// Shares, in per cent, of series of 60 points said to hang together, by the plain
/// correlation and with slow movement of the level set aside. Each point is `carried`
/// of the one before and fresh noise, about a level that rises by `rise` in all, along
/// an S in the middle third.
fn cautioned(carried: f64, rise: f64) -> (f64, f64) {
    let mut chance = ChaCha8Rng::seed_from_u64(20_261_123);
    let (mut plain, mut besides) = (0_u32, 0_u32);
    for _ in 0..SERIES {
        let mut level = 0.0;
        let values: Vec<Option<f64>> = (0_u8..60)
            .map(|at| {
                let noise: f64 = StandardNormal.sample(&mut chance);
                level = carried * level + noise;
                let gone = ((f64::from(at) - 20.0) / 20.0).clamp(0.0, 1.0);
                Some(50.0 + level + rise * gone * gone * (3.0 - 2.0 * gone))
            })
            .collect();
        let found = statistics::series::autocorrelation(&[&values]).unwrap();
        plain += u32::from(found.is_marked());
        besides += u32::from(found.misleads());
    }
    let share = |count: u32| 100.0 * f64::from(count) / f64::from(SERIES);
    (share(plain), share(besides))
}

#[test]
fn a_level_that_moves_is_not_taken_for_points_that_hang_together() {
    for (carried, rise, plain, besides) in [
        (0.0, 0.0, 0.0..4.0, 0.0..4.0),
        (0.0, 4.0, 95.0..100.1, 0.0..8.0),
        (0.5, 0.0, 90.0..100.0, 55.0..90.0),
        (0.8, 0.0, 99.0..100.1, 90.0..100.1),
    ] {
        let (one, other) = cautioned(carried, rise);
        println!("carried {carried}, rise {rise}: plain {one:.1} %, besides {other:.1} %");
        assert!(plain.contains(&one), "{carried} {rise}: {one}");
        assert!(besides.contains(&other), "{carried} {rise}: {other}");
    }
}
