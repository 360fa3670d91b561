//! Process control: XmR, run and control charts.

mod by_hand;
mod charts;
mod false_alarms;
mod golden;
mod nonsense;
mod oracle;
mod words;

use statistics::rule_set::{FewPoints, RuleSet, TwoInThree};
use statistics::xmr::{Chart, Direction, Question, chart};

/// Values that are all there.
fn all(values: &[f64]) -> Vec<Option<f64>> {
    values.iter().copied().map(Some).collect()
}

/// Rules as NHSRplotthedots has them, screened or not.
fn package(screen: bool, two_in_three: TwoInThree) -> RuleSet {
    RuleSet {
        screen,
        two_in_three,
        few_points: FewPoints::Say,
        ..RuleSet::default()
    }
}

/// The chart of a series by the default rule set, higher being better.
fn charted(values: &[f64]) -> Chart {
    chart(&all(values), &Question::new(Direction::Increase)).unwrap()
}
