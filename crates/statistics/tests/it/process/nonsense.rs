//! Whatever goes in, no panic and no number that is none comes out.

use proptest::prelude::*;
use statistics::rule_set::{FewPoints, RuleSet, TwoInThree};
use statistics::series::{Form as SeriesForm, Refusal, autocorrelation};
use statistics::shewhart::{self, Form, Nonsense, Options};
use statistics::xmr::{self, Direction, Kind, Question};

use super::all;

fn anything() -> impl Strategy<Value = Option<f64>> {
    prop_oneof![
        1 => Just(None),
        2 => any::<f64>().prop_map(Some),
        4 => (-1e3..1e3_f64).prop_map(Some),
        4 => (0_u8..5).prop_map(|value| Some(f64::from(value))),
        1 => prop::sample::select(vec![f64::NAN, f64::INFINITY, -0.0, 1e100, -1e100, 5e-324]).prop_map(Some),
    ]
}

fn sensible() -> impl Strategy<Value = Option<f64>> {
    prop_oneof![1 => Just(None), 9 => (0_u8..60).prop_map(|value| Some(f64::from(value)))]
}

fn finite(list: &[Option<f64>]) -> bool {
    list.iter().flatten().all(|value| value.is_finite())
}

const FORMS: [Form; 9] = [
    Form::Run,
    Form::I,
    Form::P,
    Form::PPrime,
    Form::U,
    Form::UPrime,
    Form::C,
    Form::G,
    Form::T,
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn an_xmr_chart_is_worked_out_or_refused(
        values in prop::collection::vec(anything(), 0..40),
        (shift, trend, baseline) in (0_usize..9, 0_usize..9, prop::option::of(0_usize..50)),
        rebase_at in prop::collection::vec(0_usize..60, 0..5),
        target in anything(),
        (screen, beyond, say) in any::<(bool, bool, bool)>(),
    ) {
        let rule_set = RuleSet {
            screen,
            shift,
            trend,
            two_in_three: if beyond { TwoInThree::Beyond } else { TwoInThree::Between },
            few_points: if say { FewPoints::Say } else { FewPoints::Withhold },
            ..RuleSet::default()
        };
        let question = Question { direction: Direction::Neutral, target, rule_set, rebase_at, baseline };
        if let Ok(chart) = xmr::chart(&values, &question) {
            prop_assert_eq!(chart.points.len(), values.len());
            for group in &chart.groups {
                let limits = group.limits;
                prop_assert!(limits.mean.is_none_or(f64::is_finite));
                if let Some(spread) = limits.spread {
                    prop_assert!(spread.lower <= spread.near_lower && spread.near_lower <= spread.near_upper);
                    prop_assert!(spread.near_upper <= spread.upper && spread.upper.is_finite());
                    prop_assert!(say || group.values >= 8);
                }
            }
            for (point, value) in chart.points.iter().zip(&values) {
                prop_assert_eq!(point.rule.is_some(), value.is_some());
                prop_assert_eq!(point.kind.is_some(), value.is_some());
                // Where neither direction is better, nothing is called better.
                prop_assert!(!matches!(point.kind, Some(Kind::Improvement | Kind::Concern)));
            }
            prop_assert_eq!(chart.assurance, None);
            let statement = chart.statement();
            prop_assert!(!statement.contains("mprov") && !statement.contains("orsen"), "{}", statement);
        }
    }

    #[test]
    fn a_control_chart_is_worked_out_or_refused(
        form in prop::sample::select(FORMS.to_vec()),
        (y, n) in prop_oneof![
            (prop::collection::vec(anything(), 0..30), prop::option::of(prop::collection::vec(anything(), 0..30))),
            (prop::collection::vec(sensible(), 24), prop::option::of(prop::collection::vec(sensible(), 24))),
        ],
        freeze in prop::option::of(0_usize..40),
        part_after in prop::collection::vec(0_usize..40, 0..4),
        exclude in prop::collection::vec(0_usize..40, 0..4),
        (screen, never_narrower) in any::<(bool, bool)>(),
    ) {
        let options = Options { freeze, part_after, exclude, screen, never_narrower };
        if let Ok(chart) = shewhart::chart(form, &y, n.as_deref(), &options) {
            let lengths = [chart.plotted.len(), chart.centre.len(), chart.lower.len(), chart.upper.len(), chart.signal.len()];
            prop_assert_eq!(lengths, [y.len(); 5]);
            for line in [&chart.plotted, &chart.centre, &chart.lower, &chart.upper] {
                prop_assert!(finite(line), "{:?}", line);
            }
            for (at, signal) in chart.signal.iter().enumerate() {
                let limits = chart.lower[at].is_some() || chart.upper[at].is_some();
                prop_assert!(!signal || (limits && chart.plotted[at].is_some()));
                if let (Some(lower), Some(upper)) = (chart.lower[at], chart.upper[at]) {
                    prop_assert!(lower <= upper);
                }
                if form == Form::Run {
                    prop_assert!(!limits);
                }
            }
            for part in &chart.parts {
                prop_assert!(part.runs.useful <= part.points.len());
                prop_assert!(part.runs.useful >= 10 || part.runs.claim().is_none());
            }
        }
    }
}

fn point_error(form: Form, y: &[f64], n: &[f64]) -> Option<(usize, Nonsense)> {
    match shewhart::chart(form, &all(y), Some(&all(n)), &Options::default()) {
        Err(shewhart::ChartError::Point { row, reason }) => Some((row, reason)),
        _ => None,
    }
}

#[test]
fn nonsense_is_refused_with_its_row() {
    let above = Nonsense::AboveDenominator {
        numerator: 9.0,
        denominator: 8.0,
    };
    assert_eq!(
        point_error(Form::P, &[1.0, 9.0], &[8.0, 8.0]),
        Some((1, above))
    );
    assert_eq!(point_error(Form::U, &[1.0, 9.0], &[8.0, 8.0]), None);
    assert_eq!(
        point_error(Form::U, &[1.0, -9.0], &[8.0, 8.0]),
        Some((1, Nonsense::Negative(-9.0)))
    );
    assert_eq!(
        point_error(Form::Run, &[1.0, 9.0], &[8.0, -8.0]),
        Some((1, Nonsense::NegativeDenominator(-8.0)))
    );
    assert_eq!(
        point_error(Form::T, &[1.0, 0.0], &[1.0, 1.0]),
        Some((1, Nonsense::NoTime(0.0)))
    );
    let row = xmr::chart(
        &all(&[1.0, 2.0, f64::INFINITY]),
        &Question::new(Direction::Increase),
    );
    assert_eq!(
        row,
        Err(xmr::XmrError::Value {
            row: Some(2),
            value: f64::INFINITY
        })
    );
}

#[test]
fn running_totals_are_refused_and_say_what_to_chart_instead() {
    assert_eq!(SeriesForm::YearToDate.chartable(), Err(Refusal::YearToDate));
    assert_eq!(SeriesForm::Rolling.chartable(), Err(Refusal::Rolling));
    assert_eq!(SeriesForm::Stock.chartable(), Ok(()));
    assert!(
        Refusal::YearToDate
            .to_string()
            .contains("figure of each period")
    );
}

#[test]
fn points_that_follow_one_another_are_marked_and_an_agreed_step_is_not() {
    // 1, 2, ... 16 about 8.5: the sum of products over that of squares is 276.25/340.
    let rising: Vec<f64> = (1_u8..=16).map(f64::from).collect();
    let rising = all(&rising);
    let found = autocorrelation(&[&rising]).unwrap();
    assert!((found.lag_one - 276.25 / 340.0).abs() < 1e-12, "{found:?}");
    assert!(found.is_marked());
    let mut step = [1.0, 2.0, 2.0, 1.0].repeat(3);
    step.extend([21.0, 22.0, 22.0, 21.0].repeat(3));
    let step = all(&step);
    assert!(autocorrelation(&[&step]).unwrap().is_marked());
    assert!(
        !autocorrelation(&[&step[..12], &step[12..]])
            .unwrap()
            .is_marked()
    );
    assert_eq!(autocorrelation(&[&all(&[3.0; 20])]), None);
    assert_eq!(autocorrelation(&[&rising[..7]]), None);
}
