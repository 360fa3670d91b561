//! Funnels: figures worked by another program from the same statement of the
//! method (Python with SciPy 1.16), and what a board would notice.

use proptest::prelude::*;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng as _;
use rand_distr::{Distribution as _, Normal, Poisson};
use statistics::funnel::{Bound, Comparison, Funnel, FunnelError, Trim, Unit, funnel, rate_funnel};

fn units(numerators: &[f64], denominators: &[f64]) -> Vec<Unit> {
    numerators
        .iter()
        .zip(denominators)
        .map(|(numerator, denominator)| Unit {
            numerator: Some(*numerator),
            denominator: Some(*denominator),
        })
        .collect()
}

#[track_caller]
fn same(ours: f64, theirs: f64) {
    assert!(
        (ours - theirs).abs() <= 1e-11 * theirs.abs().max(1e-3),
        "{ours} is not {theirs}"
    );
}

/// Checks phi, tau² and the limits of one unit.
#[track_caller]
fn agrees(funnel: &Funnel, phi: f64, tau2: f64, unit: usize, limits: [f64; 4]) {
    same(funnel.phi.unwrap(), phi);
    same(funnel.tau2, tau2);
    let found = funnel.points[unit].limits.unwrap();
    let ours = [found.p95.0, found.p95.1, found.p998.0, found.p998.1];
    for (ours, theirs) in ours.into_iter().zip(limits) {
        same(ours, theirs);
    }
}

/// Eight units of a proportion, one of them with none.
fn shares() -> Vec<Unit> {
    units(
        &[12.0, 30.0, 7.0, 55.0, 0.0, 18.0, 41.0, 9.0],
        &[100.0, 180.0, 90.0, 260.0, 40.0, 130.0, 200.0, 60.0],
    )
}

const EXPECTED: [f64; 12] = [
    10.5, 36.2, 9.1, 40.3, 8.4, 17.7, 44.9, 12.6, 20.2, 11.1, 9.9, 43.0,
];

/// Two units 0.8 standard errors to either side: nφ = 1.28 is above n − 1 = 1, so
/// there is variance between them, and φ is below 1, so the limits leave it out.
#[test]
fn a_little_spread_is_told_and_not_used() {
    let away = (0.08_f64).exp();
    let units = units(&[100.0 * away, 100.0 / away], &[100.0, 100.0]);
    let found = funnel(Comparison::Ratio, &units, Trim::Winsorise(0.0)).unwrap();
    assert!(!found.adjusted);
    same(found.phi.unwrap(), 0.64);
    // (nφ − (n − 1)) / (Σw − Σw²/Σw), each w being 100.
    same(found.tau2, 0.0028);
}

#[test]
fn a_proportion_winsorised() {
    let funnel = funnel(Comparison::Proportion, &shares(), Trim::USUAL).unwrap();
    assert!(funnel.adjusted);
    agrees(
        &funnel,
        3.105_155_520_201_786_4,
        0.005_011_585_438_655_7,
        0,
        [
            0.058_705_226_626_345_246,
            0.304_431_641_494_009_1,
            0.021_386_474_819_023_896,
            0.397_752_841_904_161_6,
        ],
    );
    let outside: Vec<bool> = funnel
        .points
        .iter()
        .map(|p| p.outside(Bound::P998))
        .collect();
    assert_eq!(
        outside,
        [false, false, false, false, true, false, false, false]
    );
}

#[test]
fn a_proportion_truncated() {
    let funnel = funnel(Comparison::Proportion, &shares(), Trim::Truncate(0.1)).unwrap();
    agrees(
        &funnel,
        5.317_285_533_282_404,
        0.009_982_664_119_735_74,
        4,
        [
            0.026_940_604_702_282_468,
            0.380_092_112_217_306_8,
            0.000_435_802_996_610_053,
            0.522_908_524_624_794_4,
        ],
    );
}

#[test]
fn a_ratio_truncated_and_winsorised() {
    let observed = [
        12.0, 30.0, 7.0, 55.0, 3.0, 18.0, 41.0, 9.0, 22.0, 16.0, 5.0, 61.0,
    ];
    let of = units(&observed, &EXPECTED);
    agrees(
        &funnel(Comparison::Ratio, &of, Trim::Truncate(0.1)).unwrap(),
        1.404_155_256_375_709,
        0.027_532_588_695_181_96,
        4,
        [
            0.472_183_407_505_945_8,
            2.117_821_134_973_718_6,
            0.306_321_559_750_683,
            3.264_543_314_593_677_5,
        ],
    );
    agrees(
        &funnel(Comparison::Ratio, &of, Trim::USUAL).unwrap(),
        1.764_182_729_918_403_9,
        0.043_655_967_397_926_53,
        11,
        [
            0.602_305_795_509_268,
            1.660_286_199_229_528_5,
            0.449_616_652_300_545_87,
            2.224_116_911_336_172_7,
        ],
    );
}

#[test]
fn without_spread_a_ratio_has_exact_poisson_limits() {
    let observed = [
        11.0, 35.0, 9.0, 41.0, 8.0, 18.0, 44.0, 12.0, 20.0, 11.0, 10.0, 43.0,
    ];
    let funnel = funnel(
        Comparison::Ratio,
        &units(&observed, &EXPECTED),
        Trim::Truncate(0.1),
    );
    let funnel = funnel.unwrap();
    assert!(!funnel.adjusted);
    agrees(
        &funnel,
        0.009_036_951_054_294_069,
        0.0,
        0,
        [
            0.489_661_799_167_755_4,
            1.813_125_107_159_8,
            0.306_984_598_248_443_7,
            2.368_011_069_830_071_6,
        ],
    );
    // Very small, and so large that they are approximated.
    let tiny = funnel.limits_at(0.3).unwrap();
    same(tiny.p95.0, 1.061_893_010_579_723_2e-5);
    same(tiny.p998.1, 25.541_209_617_259_078);
    let vast = funnel.limits_at(3e6).unwrap();
    assert!((vast.p998.0 - 0.998_216_803_452_424_8).abs() < 1e-9);
    assert!((vast.p998.1 - 1.001_785_430_075_000_9).abs() < 1e-9);
}

/// 152 authorities whose rates differ by chance alone: hardly any is marked.
#[test]
fn homogeneous_rates_are_hardly_ever_marked() {
    let mut dice = ChaCha8Rng::seed_from_u64(2025);
    let sizes = Normal::new(10.6, 0.7).unwrap();
    let (mut marked, mut all) = (0, 0);
    for _ in 0..200 {
        let units: Vec<Unit> = (0..152)
            .map(|_| {
                let population = f64::exp(sizes.sample(&mut dice)).round();
                let count = Poisson::new(population * 33.0 / 10_000.0).unwrap();
                Unit {
                    numerator: Some(count.sample(&mut dice)),
                    denominator: Some(population),
                }
            })
            .collect();
        let funnel = rate_funnel(&units, 10_000.0, Trim::USUAL).unwrap();
        assert!((funnel.target.unwrap() - 33.0).abs() < 2.0);
        marked += funnel
            .points
            .iter()
            .filter(|p| p.outside(Bound::P998))
            .count();
        all += funnel.points.len();
    }
    println!("{marked} of {all} marked at 99.8 %");
    // 2 in 1,000 by design; 79 in 100 when the limits ignore the numerator.
    assert!((10..=100).contains(&marked), "{marked} of {all} marked");
}

#[test]
fn a_rate_is_shown_per_so_many_with_limits_in_the_same_unit() {
    let of = units(&[300.0, 150.0, 90.0, 400.0], &[1e5, 5e4, 3e4, 4e4]);
    let funnel = rate_funnel(&of, 10_000.0, Trim::USUAL).unwrap();
    same(funnel.target.unwrap(), 940.0 / 22.0);
    same(funnel.points[0].value.unwrap(), 30.0);
    let (low, high) = funnel.points[0].limits.unwrap().p95;
    assert!(low < 940.0 / 22.0 && high > 940.0 / 22.0, "{low} to {high}");
}

#[test]
fn a_unit_without_figures_has_no_limits_and_changes_nothing() {
    let mut with = shares();
    let plain = funnel(Comparison::Proportion, &with, Trim::USUAL).unwrap();
    with.insert(
        2,
        Unit {
            numerator: None,
            denominator: Some(50.0),
        },
    );
    with.push(Unit {
        numerator: Some(0.0),
        denominator: Some(0.0),
    });
    let funnel = funnel(Comparison::Proportion, &with, Trim::USUAL).unwrap();
    assert_eq!(funnel.phi, plain.phi);
    assert_eq!(funnel.points[3], plain.points[2]);
    for gap in [2, 9] {
        assert_eq!(funnel.points[gap].value, None);
        assert_eq!(funnel.points[gap].limits, None);
        assert!(!funnel.points[gap].outside(Bound::P95));
    }
}

/// A zero is trimmed away as the lowest of all; where it stays, half an event
/// stands for it and nothing is infinite.
#[test]
fn an_observed_zero_is_the_lowest_of_all() {
    let mut observed = [
        12.0, 30.0, 7.0, 55.0, 3.0, 18.0, 41.0, 9.0, 22.0, 16.0, 5.0, 61.0,
    ];
    let phi = |observed: &[f64], trim| {
        let of = units(observed, &EXPECTED);
        funnel(Comparison::Ratio, &of, trim).unwrap().phi.unwrap()
    };
    let before = phi(&observed, Trim::Truncate(0.1));
    // The lowest already, and so left out either way.
    observed[4] = 0.0;
    same(phi(&observed, Trim::Truncate(0.1)), before);
    assert!(phi(&observed, Trim::Truncate(0.0)).is_finite());
    assert!(phi(&[0.0; 12], Trim::Winsorise(0.1)).is_finite());
}

#[test]
fn what_is_no_count_is_refused_with_its_unit() {
    let told = |numerator, denominator| {
        let mut of = shares();
        of[3] = Unit {
            numerator: Some(numerator),
            denominator: Some(denominator),
        };
        funnel(Comparison::Proportion, &of, Trim::USUAL).unwrap_err()
    };
    assert_eq!(
        told(-1.0, 5.0),
        FunnelError::Numerator {
            unit: 3,
            value: -1.0
        }
    );
    assert_eq!(told(1.0, f64::NAN).unit(), Some(3));
    assert!(matches!(
        told(6.0, 5.0),
        FunnelError::AboveDenominator { unit: 3, .. }
    ));
    for share in [0.5, -0.1, f64::NAN] {
        let refused = funnel(Comparison::Ratio, &shares(), Trim::Winsorise(share));
        assert!(matches!(refused, Err(FunnelError::Trim(_))));
    }
}

#[test]
fn one_unit_or_none_says_nothing_of_spread() {
    let alone = funnel(Comparison::Ratio, &units(&[50.0], &[10.0]), Trim::USUAL).unwrap();
    assert!(!alone.adjusted && alone.tau2 == 0.0);
    assert!(alone.points[0].outside(Bound::P998));
    let none = funnel(Comparison::Proportion, &[], Trim::USUAL).unwrap();
    assert_eq!((none.phi, none.target), (None, None));
    assert_eq!(none.limits_at(10.0), None);
}

/// Nobody counted anything anywhere: no rate, no limits above 0, no NaN.
#[test]
fn nothing_counted_anywhere_is_no_spread() {
    let funnel = rate_funnel(&units(&[0.0, 0.0], &[100.0, 200.0]), 1e4, Trim::USUAL).unwrap();
    assert_eq!(funnel.phi, None);
    assert_eq!(funnel.points[0].value, Some(0.0));
    assert_eq!(funnel.points[1].limits.unwrap().p998, (0.0, 0.0));
}

fn figure() -> impl Strategy<Value = Option<f64>> {
    prop_oneof![
        1 => Just(None),
        1 => Just(Some(0.0)),
        6 => (0.0..5000.0_f64).prop_map(|value| Some(value.round())),
        1 => (-9.0..15.0_f64).prop_map(|power| Some(10.0_f64.powf(power))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn limits_hold_the_target_whatever_the_figures(
        figures in proptest::collection::vec((figure(), figure()), 0..40),
        share in 0.0..0.5_f64,
        truncate: bool,
        kind in 0..3,
    ) {
        let units: Vec<Unit> = figures
            .iter()
            .map(|&(one, other)| match (one, other) {
                (Some(one), Some(other)) if kind == 0 => Unit {
                    numerator: Some(one.min(other)),
                    denominator: Some(one.max(other)),
                },
                _ => Unit { numerator: one, denominator: other },
            })
            .collect();
        let trim = if truncate { Trim::Truncate(share) } else { Trim::Winsorise(share) };
        let funnel = match kind {
            0 => funnel(Comparison::Proportion, &units, trim),
            1 => funnel(Comparison::Ratio, &units, trim),
            _ => rate_funnel(&units, 10_000.0, trim),
        }
        .unwrap();
        prop_assert!(funnel.phi.is_none_or(|phi| phi >= 0.0));
        prop_assert!(funnel.tau2 >= 0.0);
        for limits in funnel.points.iter().filter_map(|point| point.limits) {
            let target = funnel.target.unwrap();
            let slack = target * 1e-9;
            prop_assert!(limits.p998.0 <= limits.p95.0 + slack, "{limits:?}");
            prop_assert!(limits.p95.0 <= target + slack, "{limits:?} {target}");
            prop_assert!(limits.p95.1 >= target - slack, "{limits:?} {target}");
            prop_assert!(limits.p998.1 >= limits.p95.1 - slack, "{limits:?}");
        }
    }
}
