use record::body::Value;
use record::period::Period;

use super::*;

fn measure(unit: Unit, decimals: u8) -> Measure {
    Measure {
        name: "Re-referrals".into(),
        short_name: "Re-referrals".into(),
        topic: "front door".into(),
        unit,
        polarity: Polarity::LowerIsBetter,
        basis: "year to 31 March".into(),
        numerator: None,
        denominator: None,
        may_exceed_denominator: false,
        decimals,
        rounding: None,
        publisher: None,
        another_account_of: None,
        cautions: Vec::new(),
        frequency: None,
        series: None,
        breakdowns: Vec::new(),
        sum_of: Vec::new(),
        catalogue: None,
        clock: None,
        outcome: None,
        sources: Vec::new(),
    }
}

#[test]
fn a_difference_is_a_signed_number_and_nothing_more() {
    #![expect(clippy::unwrap_used, reason = "a failed parse should fail the test")]
    let reading = |value: Value| Reading {
        measure: "measure/re-referral-pct".parse().unwrap(),
        area: None,
        period: "2017".parse::<Period>().unwrap(),
        breakdown: None,
        value,
        numerator: None,
        denominator: None,
        status: record::body::ReadingStatus::Final,
        release: None,
        as_revised: false,
        approximate: false,
        note: None,
        sources: Vec::new(),
    };
    let said = |unit, decimals, later, earlier| {
        let (later, earlier) = (
            reading(Value::Number(later)),
            reading(Value::Number(earlier)),
        );
        difference(&measure(unit, decimals), &later, &earlier).unwrap_or_default()
    };
    assert_eq!(said(Unit::Percent, 1, 23.8, 27.4), "−3.6 percentage points");
    assert_eq!(said(Unit::Count, 0, 4330.0, 3085.0), "+1,245");
    assert_eq!(said(Unit::Percent, 1, 18.2, 18.2), "0.0 percentage points");
    // Rounded away: no sign, which would say a way that cannot be seen.
    assert_eq!(said(Unit::Number, 1, 1.01, 1.03), "0.0");
    let suppressed = reading(Value::Text("c".into()));
    let shown = difference(
        &measure(Unit::Percent, 1),
        &suppressed,
        &reading(Value::Number(1.0)),
    );
    assert_eq!(shown, None);
}
