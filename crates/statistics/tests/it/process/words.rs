//! The sentences: directions only where statistics stand behind them.

use statistics::rule_set::{FewPoints, RULE_SETS, RuleSet};
use statistics::xmr::{Direction, Question, chart};

use super::{all, charted};

/// A quiet baseline of mean 10 and limits 7.34 and 12.66, and then these.
fn said(then: &[f64], direction: Direction, target: Option<f64>) -> String {
    let mut values = [9.5, 10.5].repeat(6);
    values.extend(then);
    let question = Question {
        target,
        baseline: Some(12),
        ..Question::new(direction)
    };
    chart(&all(&values), &question).unwrap().statement()
}

#[test]
fn variation_and_assurance_are_said_together() {
    use Direction::{Decrease, Increase, Neutral};
    let expected = [
        (13.0, Increase, None, "Improving. "),
        (
            13.0,
            Increase,
            Some(5.0),
            "Improving, and reliably meets the target.",
        ),
        (
            13.0,
            Increase,
            Some(11.0),
            "Improving, but does not yet meet",
        ),
        (
            13.0,
            Increase,
            Some(15.0),
            "Improving, but not yet at the target",
        ),
        (
            15.0,
            Increase,
            Some(15.0),
            "Improving: the latest point meets the target",
        ),
        (13.0, Decrease, Some(5.0), "Worsening, and cannot meet"),
        (
            13.0,
            Decrease,
            Some(11.0),
            "Worsening, and meets the target only by chance",
        ),
        (
            13.0,
            Decrease,
            Some(15.0),
            "Worsening, though it still reliably meets",
        ),
        (
            16.0,
            Decrease,
            Some(15.0),
            "Worsening: the latest point misses the target",
        ),
        (10.2, Increase, None, "Stable: no significant change."),
        (10.2, Increase, Some(5.0), "Stable, and reliably meets"),
        (
            10.2,
            Increase,
            Some(11.0),
            "Stable, and will sometimes meet",
        ),
        (10.2, Increase, Some(15.0), "Stable, and cannot meet"),
        (13.0, Neutral, Some(15.0), "Higher than usual"),
        (7.0, Neutral, None, "Lower than usual"),
    ];
    for (last, direction, target, start) in expected {
        let statement = said(&[last], direction, target);
        assert!(
            statement.starts_with(start),
            "{last} {direction:?} {target:?}: {statement}"
        );
    }
    assert_eq!(
        said(&[13.0], Direction::Increase, None),
        "Improving. The latest point is above the upper process limit."
    );
}

#[test]
fn signals_that_disagree_are_both_said() {
    // Seven falling points, all above the mean of 10.
    let statement = said(
        &[12.2, 11.9, 11.7, 11.5, 11.3, 11.0, 10.8],
        Direction::Increase,
        None,
    );
    assert!(
        statement.starts_with("Worsening. The signals point both ways:"),
        "{statement}"
    );
    assert!(
        statement.contains("falling trend of 7 or more"),
        "{statement}"
    );
    assert!(
        statement.contains("run of 7 or more above the mean"),
        "{statement}"
    );
}

#[test]
fn nothing_is_claimed_from_few_points_by_any_rule_set() {
    for set in RULE_SETS {
        for points in [0, 1, 2, 3, 7, 8, 12] {
            let values: Vec<f64> = (0_u8..).take(points).map(f64::from).collect();
            let question = Question {
                rule_set: set.clone(),
                target: Some(3.0),
                ..Question::new(Direction::Increase)
            };
            let statement = chart(&all(&values), &question).unwrap().statement();
            let told = statement.starts_with("Too early to judge: ") || points == 0;
            assert!(told, "{points} by {}: {statement}", set.name);
            assert!(!statement.contains("mprov"), "{statement}");
        }
    }
}

#[test]
fn a_series_whose_points_follow_one_another_carries_a_caution() {
    // Slow waves: each point goes on from the one before.
    let waves: Vec<f64> = (0_u8..60).map(|at| (f64::from(at) * 0.9).sin()).collect();
    assert!(
        charted(&waves)
            .statement()
            .contains("Caution: each point follows")
    );
    // Ups and downs that know nothing of one another, about a level that rises.
    let rising: Vec<f64> = (0_u8..60)
        .map(|at| f64::from(at) + [9.0, -7.0, 0.0, 8.0, -9.0, 5.0][usize::from(at % 6)])
        .collect();
    let rising = charted(&rising);
    assert!(rising.autocorrelation.unwrap().is_marked());
    assert!(!rising.autocorrelation.unwrap().misleads());
    assert!(
        rising.statement().contains("signals of the move are true"),
        "{}",
        rising.statement()
    );
    let quiet = [4.0, 6.0, 5.0].repeat(8);
    assert!(!charted(&quiet).statement().contains("Caution"));
}

#[test]
fn rule_sets_have_names_and_the_first_is_the_default() {
    assert_eq!(RuleSet::default().name, "mdc-2023/7");
    assert_eq!(
        RuleSet::named("nhs-ptd/7").unwrap().few_points,
        FewPoints::Say
    );
    assert!(RuleSet::named("nhs-ptd/7").unwrap().screen);
    assert!(!RuleSet::named("nhs-ptd/7-unscreened").unwrap().screen);
    assert_eq!(RuleSet::named("NHS"), None);
}
