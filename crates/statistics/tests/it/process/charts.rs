//! Control charts: worked out on paper, and how parts, freezing and exclusion act.

use proptest::prelude::*;
use statistics::shewhart::{Chart, ChartError, Form, Options, chart};

use super::all;

fn of(form: Form, y: &[f64], n: &[f64], options: &Options) -> Chart {
    chart(form, &all(y), Some(&all(n)), options).unwrap()
}

#[track_caller]
fn near(found: Option<f64>, expected: f64) {
    let found = found.unwrap();
    assert!((found - expected).abs() < 1e-12, "{found}, not {expected}");
}

#[test]
fn each_form_on_paper() {
    let options = Options::default();
    // 20 of 100: √(0.2·0.8/50) = 0.0566.
    let p = of(Form::P, &[10.0, 10.0], &[50.0, 50.0], &options);
    near(p.centre[0], 0.2);
    near(p.upper[0], 0.2 + 3.0 * 0.0032_f64.sqrt());
    near(p.lower[0], 0.2 - 3.0 * 0.0032_f64.sqrt());
    // 9 in 4.5 units.
    let u = of(Form::U, &[4.0, 5.0], &[2.0, 2.5], &options);
    near(u.centre[0], 2.0);
    near(u.upper[0], 5.0);
    near(u.lower[0], 0.0);
    let c = chart(Form::C, &all(&[16.0, 16.0]), None, &options).unwrap();
    near(c.upper[1], 28.0);
    near(c.lower[1], 4.0);
    // Mean 8, √72; the median is the centre.
    let g = chart(Form::G, &all(&[1.0, 3.0, 20.0]), None, &options).unwrap();
    near(g.centre[0], 3.0);
    near(g.upper[0], 8.0 + 3.0 * 72_f64.sqrt());
    near(g.lower[0], 0.0);
    let i = chart(Form::I, &all(&[3.0, 5.0, 4.0]), None, &options).unwrap();
    near(i.upper[0], 4.0 + 3.0 * 1.5 / 1.128);
    // Roots 1, 2 and 1.5.
    let times = [1.0, 2_f64.powf(3.6), 1.5_f64.powf(3.6)];
    let t = chart(Form::T, &all(&times), None, &options).unwrap();
    near(t.centre[0], 1.5_f64.powf(3.6));
    near(t.upper[0], (1.5 + 3.0 * 0.75 / 1.128_f64).powf(3.6));
    near(t.lower[0], 0.0);
    assert_eq!(t.parts[0].runs.useful, 2, "the middle one is on the centre");
    let run = chart(Form::Run, &all(&[1.0, 9.0, 2.0]), None, &options).unwrap();
    near(run.centre[0], 2.0);
    assert_eq!((run.lower[0], run.upper[0]), (None, None));
}

#[test]
fn prime_charts_widen_or_narrow_by_sigma_z_and_pages_never_narrow() {
    let (y, n) = ([10.0, 10.0, 10.0, 11.0], [50.0; 4]);
    let plain = of(Form::P, &y, &n, &Options::default());
    let narrow = of(Form::PPrime, &y, &n, &Options::default());
    let z = narrow.parts[0].sigma_z.unwrap();
    assert!(z < 0.2, "{z}");
    assert!(narrow.upper[0] < plain.upper[0]);
    let floor = Options {
        never_narrower: true,
        ..Options::default()
    };
    let floored = of(Form::PPrime, &y, &n, &floor);
    near(floored.upper[0], plain.upper[0].unwrap());
    // And where there is more variation than chance gives, both are wider.
    let wild = [5.0, 40.0, 5.0, 40.0];
    for options in [Options::default(), floor] {
        let wide = of(Form::UPrime, &wild, &n, &options);
        assert!(wide.upper[0] > of(Form::U, &wild, &n, &options).upper[0]);
    }
}

#[test]
fn a_zero_or_missing_denominator_gives_no_point_and_no_limits_there() {
    let y = [Some(5.0), Some(3.0), Some(5.0), None, Some(6.0)];
    let n = [Some(50.0), Some(0.0), None, Some(50.0), Some(50.0)];
    for form in [Form::P, Form::PPrime, Form::U, Form::UPrime] {
        let chart = chart(form, &y, Some(&n), &Options::default()).unwrap();
        near(chart.centre[1], 0.11);
        for at in [1, 2, 3] {
            assert_eq!(chart.plotted[at], None, "{form:?}");
            assert_eq!((chart.lower[at], chart.upper[at]), (None, None), "{form:?}");
            assert!(!chart.signal[at]);
        }
        assert_eq!(chart.parts[0].runs.useful, 2);
    }
    let nothing = chart(
        Form::P,
        &[Some(0.0); 3],
        Some(&[Some(0.0); 3]),
        &Options::default(),
    );
    assert_eq!(nothing.unwrap().centre, [None; 3]);
}

#[test]
fn a_frozen_baseline_sets_the_centre_and_parts_set_it_aside() {
    let mut y = [4.0, 6.0].repeat(6);
    y.extend([14.0, 16.0].repeat(6));
    let frozen = Options {
        freeze: Some(12),
        ..Options::default()
    };
    let chart_of = |options: &Options| chart(Form::I, &all(&y), None, options).unwrap();
    let frozen_chart = chart_of(&frozen);
    near(frozen_chart.centre[23], 5.0);
    assert!(frozen_chart.signal[23]);
    assert!(frozen_chart.parts[0].runs.signal());
    let parts = Options {
        part_after: vec![12],
        ..frozen
    };
    let in_parts = chart_of(&parts);
    near(in_parts.centre[11], 5.0);
    near(in_parts.centre[12], 15.0);
    assert_eq!(in_parts.parts.len(), 2);
    assert!(!in_parts.signal.contains(&true));
    let none = Options {
        freeze: Some(0),
        ..Options::default()
    };
    assert_eq!(
        chart(Form::I, &all(&y), None, &none),
        Err(ChartError::Freeze)
    );
}

#[test]
fn an_excluded_point_counts_for_nothing_and_its_neighbours_meet() {
    let y = [4.0, 6.0, 90.0, 5.0, 7.0];
    let options = Options {
        exclude: vec![2],
        ..Options::default()
    };
    let without = chart(Form::I, &all(&y), None, &options).unwrap();
    near(without.centre[2], 5.5);
    // Ranges 2, 1 and 2: from 6 to 5 across the point left out.
    near(without.upper[2], 5.5 + 3.0 * (5.0 / 3.0) / 1.128);
    assert!(without.signal[2], "it is shown and it is outside");
    assert_eq!(without.parts[0].runs.useful, 4);
    // A missing value keeps its place: ranges 2 and 2.
    let gap = [Some(4.0), Some(6.0), None, Some(5.0), Some(7.0)];
    let gap = chart(Form::I, &gap, None, &Options::default()).unwrap();
    near(gap.upper[2], 5.5 + 3.0 * 2.0 / 1.128);
}

#[test]
fn runs_are_claimed_from_ten_useful_points() {
    let step: Vec<f64> = [1.0, 2.0]
        .repeat(6)
        .into_iter()
        .chain([8.0, 9.0].repeat(6))
        .collect();
    let run = chart(Form::Run, &all(&step), None, &Options::default()).unwrap();
    let runs = run.parts[0].runs;
    let found = runs.found.unwrap();
    assert_eq!((found.longest, found.longest_max), (12, 8));
    assert_eq!((found.crossings, found.crossings_min), (1, 8));
    assert_eq!(runs.claim(), Some(true));
    assert!(
        runs.statement().starts_with("A shift: 12 points in a row"),
        "{}",
        runs.statement()
    );
    let short = chart(Form::Run, &all(&step[8..16]), None, &Options::default()).unwrap();
    assert_eq!(short.parts[0].runs.claim(), None);
    assert!(
        short.parts[0]
            .runs
            .statement()
            .starts_with("Too early to judge: 8 points")
    );
    let flat = chart(Form::Run, &all(&[3.0; 12]), None, &Options::default()).unwrap();
    assert_eq!(
        (flat.parts[0].runs.useful, flat.parts[0].runs.found),
        (0, None)
    );
    assert!(!flat.parts[0].runs.signal());
}

#[test]
fn denominators_are_asked_for_and_must_match() {
    let y = all(&[1.0, 2.0]);
    let alone = chart(Form::U, &y, None, &Options::default());
    assert_eq!(alone, Err(ChartError::NoDenominators));
    let uneven = chart(Form::U, &y, Some(&all(&[9.0])), &Options::default());
    let lengths = ChartError::Lengths {
        values: 2,
        denominators: 1,
    };
    assert_eq!(uneven, Err(lengths));
}

proptest! {
    /// A part is worked out as if it stood alone.
    #[test]
    fn parts_know_nothing_of_one_another(
        y in prop::collection::vec(prop::option::weighted(0.9, 1_u8..40), 2..40),
        at in 1_usize..39,
        form in prop::sample::select(vec![Form::Run, Form::I, Form::C, Form::G, Form::T]),
        screen in any::<bool>(),
    ) {
        prop_assume!(at < y.len());
        let y: Vec<Option<f64>> = y.into_iter().map(|value| value.map(f64::from)).collect();
        let options = Options { screen, part_after: vec![at], ..Options::default() };
        let both = chart(form, &y, None, &options).unwrap();
        let alone = Options { screen, ..Options::default() };
        let first = chart(form, &y[..at], None, &alone).unwrap();
        let second = chart(form, &y[at..], None, &alone).unwrap();
        prop_assert_eq!([first.upper, second.upper].concat(), both.upper);
        prop_assert_eq!([first.centre, second.centre].concat(), both.centre);
        prop_assert_eq!(first.parts[0].runs, both.parts[0].runs);
        prop_assert_eq!(second.parts[0].runs, both.parts[1].runs);
    }
}
