//! Trajectories: what is said, what is not, and that nothing is ever nonsense.

use proptest::prelude::*;
use statistics::aim::Aim;
use statistics::trajectory::{
    Bounds, Forecast, Milestone, Outlook, Series, Silence, Standing, TrajectoryError, Verdict,
    Wording, against_plan, statement, trajectories, trajectory,
};

fn there(values: &[f64]) -> Vec<Option<f64>> {
    values.iter().copied().map(Some).collect()
}

#[track_caller]
fn forecast(series: &Series<'_>, ahead: usize, aim: Aim) -> Forecast {
    match trajectory(series, ahead, aim).unwrap() {
        Outlook::Forecast(forecast) => forecast,
        Outlook::Silent(silence) => panic!("{silence:?}"),
    }
}

#[track_caller]
fn silence(series: &Series<'_>, ahead: usize) -> Silence {
    match trajectory(series, ahead, Aim::AtLeast(0.0)).unwrap() {
        Outlook::Silent(silence) => silence,
        Outlook::Forecast(forecast) => panic!("{forecast:?}"),
    }
}

/// Falling by about 0.7 a period.
const FALLING: [f64; 14] = [
    70.0, 69.5, 68.9, 68.0, 69.0, 66.0, 65.5, 66.0, 64.0, 63.5, 63.8, 62.0, 61.5, 62.2,
];

/// Figures of another program (Python, SciPy 1.17) from the same statement of the
/// method, its parameters found by another search.
#[test]
fn another_program_says_the_same() {
    let values = there(&[
        61.2, 58.9, 63.4, 60.1, 57.7, 62.0, 59.3, 55.8, 58.4, 60.6, 54.9, 57.1, 56.0, 59.2,
    ]);
    for (ahead, target, expected) in [
        (3, 55.0, [56.77833, 53.25919, 60.29747, 0.25192]),
        (6, 60.0, [56.24200, 52.72273, 59.76127, 0.91322]),
    ] {
        let found = forecast(&Series::monthly(&values), ahead, Aim::AtMost(target));
        let ours = [found.centre, found.low, found.high, found.chance];
        for (ours, theirs) in ours.into_iter().zip(expected) {
            assert!((ours - theirs).abs() < 1e-3, "{ours} is not {theirs}");
        }
    }
}

/// A slow search of the same sums: every weight to a thousandth, the first
/// level tried by halving; for Theta alone, whose answer is then known.
#[test]
fn the_forecast_lies_between_what_each_method_says() {
    let theta = slow_theta(&FALLING, 3);
    let values = there(&FALLING);
    let found = forecast(&Series::monthly(&values), 3, Aim::AtMost(60.0));
    let damped = 2.0 * found.centre - theta;
    // The other half of the average is a damped trend: below the last level,
    // above the undamped line.
    assert!((59.0..62.0).contains(&damped), "{damped}");
    assert!((59.0..62.0).contains(&found.centre), "{found:?}");
}

/// Theta by brute force.
fn slow_theta(values: &[f64], ahead: u32) -> f64 {
    let n = f64::from(u32::try_from(values.len()).unwrap());
    let mut best = (f64::INFINITY, 0.0, 0.0);
    for thousandths in 1..=1000 {
        let weight = f64::from(thousandths) / 1000.0;
        for tenths in 6000..7200 {
            let mut level = f64::from(tenths) / 100.0;
            let mut squares = 0.0;
            for value in values {
                squares += (value - level).powi(2);
                level += weight * (value - level);
            }
            if squares < best.0 {
                best = (squares, weight, level);
            }
        }
    }
    let (_, weight, level) = best;
    let middle = (n - 1.0) / 2.0;
    let (mut up, mut across) = (0.0, 0.0);
    for (place, value) in values.iter().enumerate() {
        let x = f64::from(u32::try_from(place).unwrap()) - middle;
        up += x * value;
        across += x * x;
    }
    let drift = f64::from(ahead) - 1.0 + (1.0 - (1.0 - weight).powf(n)) / weight;
    level + up / across / 2.0 * drift
}

#[test]
fn a_rise_that_goes_on_is_on_course_and_one_too_slow_is_not() {
    let values = there(&FALLING);
    let series = Series::monthly(&values);
    assert_eq!(
        forecast(&series, 3, Aim::AtMost(66.0)).verdict,
        Verdict::OnCourse
    );
    assert_eq!(
        forecast(&series, 3, Aim::AtMost(60.5)).verdict,
        Verdict::AtRisk
    );
    assert_eq!(
        forecast(&series, 3, Aim::AtMost(52.0)).verdict,
        Verdict::Unlikely
    );
    // The other way round, the chances are the rest.
    let (down, up) = (
        forecast(&series, 3, Aim::AtMost(60.5)).chance,
        forecast(&series, 3, Aim::AtLeast(60.5)).chance,
    );
    assert!((down + up - 1.0).abs() < 1e-9, "{down} and {up}");
}

#[test]
fn the_range_grows_with_the_distance() {
    let values = there(&FALLING);
    let width = |ahead| {
        let found = forecast(&Series::monthly(&values), ahead, Aim::AtMost(60.0));
        found.high - found.low
    };
    assert!(
        width(1) < width(4) && width(4) < width(7),
        "{} {}",
        width(1),
        width(7)
    );
}

#[test]
fn the_gates() {
    let values = there(&FALLING);
    let of = |values| Series::monthly(values);
    assert_eq!(
        silence(&of(&values[..11]), 1),
        Silence::TooShort { values: 11 }
    );
    assert_eq!(
        silence(&of(&values), 8),
        Silence::TooFar { ahead: 8, most: 7 }
    );
    let long = there(&[FALLING; 5].concat());
    assert_eq!(
        silence(&of(&long), 13),
        Silence::TooFar {
            ahead: 13,
            most: 12
        }
    );
    forecast(&of(&long), 12, Aim::AtMost(60.0));
    let since = |at| Series {
        rebased_at: Some(at),
        ..Series::monthly(&long)
    };
    assert_eq!(silence(&since(64), 1), Silence::JustChanged { values: 6 });
    assert_eq!(silence(&since(60), 1), Silence::TooShort { values: 10 });
    // A change at the very first value, or after the last, is none.
    for at in [0, 14, 99] {
        let unchanged = Series {
            rebased_at: Some(at),
            ..of(&values)
        };
        forecast(&unchanged, 1, Aim::AtMost(60.0));
    }
    assert_eq!(
        silence(&Series::monthly(&[]), 1),
        Silence::TooShort { values: 0 }
    );
}

#[test]
fn only_what_follows_the_change_counts_and_at_most_sixty_values() {
    let aim = Aim::AtMost(60.0);
    let after = there(&FALLING);
    let mut long = there(&[500.0; 20]);
    long.extend(&after);
    let rebased = Series {
        rebased_at: Some(20),
        ..Series::monthly(&long)
    };
    assert_eq!(
        forecast(&rebased, 3, aim),
        forecast(&Series::monthly(&after), 3, aim)
    );
    let sixty = there(&[FALLING; 5].concat())[..60].to_vec();
    let mut older = there(&[-900.0; 30]);
    older.extend(&sixty);
    assert_eq!(
        forecast(&Series::monthly(&older), 3, aim),
        forecast(&Series::monthly(&sixty), 3, aim)
    );
}

#[test]
fn a_missing_value_is_neither_a_value_nor_a_step() {
    let mut values = there(&FALLING);
    values.extend(there(&[61.0, 60.5, 61.2, 60.0]));
    let whole = forecast(&Series::monthly(&values), 2, Aim::AtMost(59.0));
    values[5] = None;
    let gap = forecast(&Series::monthly(&values), 2, Aim::AtMost(59.0));
    assert!((whole.centre - gap.centre).abs() < 0.5, "{whole:?} {gap:?}");
    // Leading ones are as if they were not there; trailing ones put the date
    // further from the last value.
    let mut led = vec![None, None];
    led.extend(&values);
    assert_eq!(forecast(&Series::monthly(&led), 2, Aim::AtMost(59.0)), gap);
    let mut trailed = values.clone();
    trailed.push(None);
    assert_eq!(
        forecast(&Series::monthly(&trailed), 1, Aim::AtMost(59.0)).centre,
        gap.centre
    );
    values.extend([None; 8]);
    assert_eq!(
        silence(&Series::monthly(&values), 1),
        Silence::TooFar { ahead: 9, most: 8 }
    );
}

/// Taking it for the mean would tear a steep series apart.
#[test]
fn a_missing_value_widens_nothing() {
    let wobble = [0.0, 3.0, -2.0, 4.0, -3.0];
    let mut steep: Vec<Option<f64>> = (0..24_u8)
        .map(|place| Some(f64::from(place) * 10.0 + wobble[usize::from(place) % 5]))
        .collect();
    let width = |values: &[Option<f64>]| {
        let found = forecast(&Series::monthly(values), 1, Aim::AtLeast(240.0));
        found.high - found.low
    };
    let whole = width(&steep);
    steep[21] = None;
    assert!(width(&steep) < 1.5 * whole, "{} {whole}", width(&steep));
}

/// Twelve times the same is no proof of the thirteenth.
#[test]
fn a_constant_series_is_likely_not_certain() {
    let values = there(&[0.1; 12]);
    let series = Series::monthly(&values);
    let met = forecast(&series, 6, Aim::AtLeast(0.1));
    assert_eq!((met.low, met.centre, met.high), (0.1, 0.1, 0.1));
    assert_eq!(met.pace.level, 0.1);
    assert!((met.chance - 13.0 / 14.0).abs() < 1e-12, "{met:?}");
    let missed = forecast(&series, 6, Aim::AtLeast(0.2));
    assert!((missed.chance - 1.0 / 14.0).abs() < 1e-12, "{missed:?}");
    let zeros = there(&[0.0; 20]);
    let zero = forecast(&Series::monthly(&zeros), 3, Aim::AtMost(0.0));
    assert_eq!(zero.verdict, Verdict::OnCourse);
    assert_eq!(zero.pace.achieved, 0.0);
}

#[test]
fn a_percentage_stays_within_a_hundred_and_a_count_above_nothing() {
    let near = there(&[
        96.0, 97.5, 95.0, 98.0, 99.0, 97.0, 99.5, 98.0, 99.0, 100.0, 99.0, 99.5,
    ]);
    let within = |bounds| Series {
        bounds,
        ..Series::monthly(&near)
    };
    let aim = Aim::AtLeast(99.0);
    let (any, held) = (
        forecast(&within(Bounds::NONE), 6, aim),
        forecast(&within(Bounds::PERCENTAGE), 6, aim),
    );
    assert!(any.high > 100.0 && held.high == 100.0, "{any:?} {held:?}");
    assert_eq!(any.chance, held.chance);
    assert_eq!(
        forecast(&within(Bounds::COUNT), 6, Aim::AtLeast(0.0)).chance,
        1.0
    );
    let beyond = trajectory(
        &within(Bounds {
            least: 0.0,
            most: 98.0,
        }),
        6,
        aim,
    );
    assert!(matches!(
        beyond,
        Err(TrajectoryError::OutOfBounds { place: 4, .. })
    ));
}

/// A yearly pattern that repeats for four years is used; noise is not taken
/// for one.
#[test]
fn a_yearly_pattern_is_carried_on() {
    let year = [
        100.0, 90.0, 110.0, 95.0, 105.0, 100.0, 60.0, 40.0, 120.0, 110.0, 105.0, 80.0,
    ];
    let wobble = [0.0, 1.0, -1.0, 2.0, -2.0];
    let values: Vec<Option<f64>> = (0..48)
        .map(|place: usize| Some(year[place % 12] + wobble[place % 5]))
        .collect();
    let august = forecast(&Series::monthly(&values), 8, Aim::AtMost(70.0));
    assert!((august.centre - 40.0).abs() < 5.0, "{august:?}");
    assert_eq!(august.verdict, Verdict::OnCourse);
    let blind = Series {
        season: None,
        ..Series::monthly(&values)
    };
    assert!(forecast(&blind, 8, Aim::AtMost(70.0)).centre > 70.0);
}

#[test]
fn the_pace_needed_beside_the_pace_there_was() {
    let values = there(&FALLING);
    let pace = forecast(&Series::monthly(&values), 4, Aim::AtMost(58.0)).pace;
    assert!((pace.achieved - -0.68).abs() < 0.03, "{pace:?}");
    assert!(pace.low < pace.achieved && pace.achieved < pace.high);
    assert!((pace.required - (58.0 - pace.level) / 4.0).abs() < 1e-12);
    assert!(!pace.is_within_reach(), "{pace:?}");
    let easy = forecast(&Series::monthly(&values), 4, Aim::AtMost(65.0)).pace;
    assert!(easy.required == 0.0 && easy.is_within_reach());
}

#[test]
fn a_plan_is_compared_by_the_same_range() {
    let values = there(&FALLING);
    let milestone = |place, target| Milestone {
        place,
        aim: Aim::AtMost(target),
    };
    let plan = [
        milestone(11, 50.0),
        milestone(12, 61.0),
        milestone(13, 75.0),
        milestone(15, 61.0),
    ];
    let found = against_plan(&Series::monthly(&values), &plan).unwrap();
    assert_eq!(
        found[..3],
        [Standing::Behind, Standing::InLine, Standing::Ahead]
    );
    let Standing::ToCome(Outlook::Forecast(ahead)) = found[3] else {
        panic!("{found:?}");
    };
    assert_eq!(
        ahead,
        forecast(&Series::monthly(&values), 2, Aim::AtMost(61.0))
    );
    let short = against_plan(&Series::monthly(&values[..5]), &plan[..1]).unwrap();
    assert!(matches!(short[0], Standing::ToCome(Outlook::Silent(_))));
}

#[test]
fn nonsense_is_refused_with_its_place() {
    let mut values = there(&FALLING);
    let aim = Aim::AtLeast(1.0);
    assert_eq!(
        trajectory(&Series::monthly(&values), 0, aim),
        Err(TrajectoryError::NotAhead)
    );
    let target = trajectory(&Series::monthly(&values), 1, Aim::AtMost(f64::NAN));
    assert!(matches!(target, Err(TrajectoryError::Target(_))));
    values[6] = Some(f64::INFINITY);
    assert_eq!(
        trajectory(&Series::monthly(&values), 1, aim)
            .unwrap_err()
            .place(),
        Some(6)
    );
}

const POINTS: Wording<'static> = Wording {
    decimals: 1,
    unit: "%",
    period: ("month", "months"),
};

/// Never a verdict without its range.
#[test]
fn the_words() {
    let values = there(&FALLING);
    let series = Series::monthly(&values);
    let said = |ahead, aim| {
        let outlook = trajectory(&series, ahead, aim).unwrap();
        statement(&outlook, ahead, aim, &POINTS)
    };
    for (target, verdict) in [
        (66.0, "On course: "),
        (60.5, "At risk – could go either way: "),
        (52.0, "Unlikely without change: "),
    ] {
        let text = said(3, Aim::AtMost(target));
        assert!(text.starts_with(verdict), "{text}");
        assert!(text.contains("or less in 3 months is "), "{text}");
        assert!(
            text.contains("80 % range 5") && text.contains("% to 6"),
            "{text}"
        );
    }
    assert!(said(1, Aim::AtLeast(90.0)).contains("in 1 month is less than 1 in 100"));
    assert!(said(3, Aim::AtMost(58.0)).contains("The target needs a change of −1."));
    assert!(said(3, Aim::AtMost(66.0)).contains("The level is there now"));
    assert_eq!(
        said(9, Aim::AtMost(60.0)),
        "Too far ahead to say: 9 months after the last value, and 7 months is the most that can be judged."
    );
}

fn value() -> impl Strategy<Value = Option<f64>> {
    prop_oneof![
        2 => Just(None),
        2 => Just(Some(0.0)),
        8 => (-50.0..150.0_f64).prop_map(Some),
        4 => (0_u8..9).prop_map(|count| Some(f64::from(count))),
        1 => (-300.0..99.0_f64).prop_map(|power| Some(10.0_f64.powf(power))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(800))]

    #[test]
    fn a_chance_is_a_chance_and_the_middle_is_in_the_middle(
        values in proptest::collection::vec(value(), 0..90),
        ahead in 1..14_usize,
        target in -100.0..200.0_f64,
        up: bool,
        rebased_at in proptest::option::of(0..90_usize),
        season in proptest::option::of(0..14_usize),
    ) {
        let aim = if up { Aim::AtLeast(target) } else { Aim::AtMost(target) };
        let series = Series { bounds: Bounds::NONE, season, rebased_at, values: &values };
        match trajectory(&series, ahead, aim).unwrap() {
            Outlook::Silent(_) => {}
            outlook @ Outlook::Forecast(found) => {
                prop_assert!((0.0..=1.0).contains(&found.chance), "{found:?}");
                prop_assert!(found.low <= found.centre && found.centre <= found.high, "{found:?}");
                prop_assert!(found.low.is_finite() && found.high.is_finite(), "{found:?}");
                prop_assert!(found.pace.low <= found.pace.high, "{found:?}");
                // A goal nobody could object to is no less likely.
                let easier = if up { Aim::AtLeast(target - 1.0) } else { Aim::AtMost(target + 1.0) };
                let both = trajectories(&series, &[(ahead, aim), (ahead, easier)]).unwrap();
                let Outlook::Forecast(easier) = both[1] else { panic!() };
                prop_assert!(easier.chance >= found.chance);
                prop_assert!(!statement(&outlook, ahead, aim, &POINTS).contains("NaN"));
            }
        }
    }

    #[test]
    fn the_unit_makes_no_difference(
        values in proptest::collection::vec(10.0..90.0_f64, 12..40),
        ahead in 1..6_usize,
        target in 0.0..100.0_f64,
        times in 0.001..1000.0_f64,
    ) {
        let season = None;
        let plain = there(&values);
        let scaled: Vec<Option<f64>> = plain.iter().map(|v| v.map(|v| v * times)).collect();
        let bounds = Bounds::NONE;
        let one = Series { bounds, season, rebased_at: None, values: &plain };
        let other = Series { values: &scaled, ..one };
        let one = forecast(&one, ahead, Aim::AtLeast(target));
        let other = forecast(&other, ahead, Aim::AtLeast(target * times));
        prop_assert!((one.chance - other.chance).abs() < 1e-3, "{one:?} {other:?}");
    }
}
