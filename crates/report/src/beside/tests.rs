#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use serde_json::json;

use super::*;

fn said(unit: &str, polarity: &str, own: f64, other: f64, form: ComparatorForm) -> Option<Beside> {
    let measure: Measure = serde_json::from_value(json!({
        "name": "Vacancies", "short_name": "Vacancies", "topic": "workforce", "unit": unit,
        "polarity": polarity, "basis": "at 30 September", "decimals": 1,
    }))
    .unwrap();
    let reading = |value: f64| -> Reading {
        serde_json::from_value(json!({
            "measure": "measure/vacancy", "period": "2025-09-30", "value": value,
            "status": "final",
        }))
        .unwrap()
    };
    beside(&measure, &reading(own), form, &reading(other))
}

#[test]
fn a_figure_is_close_better_or_worse_as_the_measure_has_it() {
    use ComparatorForm::{England, Neighbours};
    let lower = |own, other| {
        let beside = said("percent", "lower_is_better", own, other, Neighbours).unwrap();
        (beside.apart, beside.verdict)
    };
    // Coventry's vacancies in 2025, against the median of each model.
    assert_eq!(
        lower(7.4, 7.95),
        ("0.6 points lower".to_owned(), Verdict::Close)
    );
    assert_eq!(
        lower(7.4, 16.4),
        ("9.0 points lower".to_owned(), Verdict::Better)
    );
    assert_eq!(lower(20.0, 16.4).1, Verdict::Worse);
    assert_eq!(lower(16.4, 16.44), ("the same".to_owned(), Verdict::Same));
    // 90 is twice as far from all as 95 is.
    let higher = said("percent", "higher_is_better", 90.0, 95.0, England).unwrap();
    assert_eq!(higher.verdict, Verdict::Worse);
    let context = said("percent", "context", 30.0, 20.0, England).unwrap();
    assert_eq!(context.verdict, Verdict::Higher);
    // England's children are not set beside a council's.
    assert_eq!(said("count", "context", 700.0, 80_000.0, England), None);
    assert!(said("count", "context", 700.0, 620.0, Neighbours).is_some());
}
