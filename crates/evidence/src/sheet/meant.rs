//! What cells stand for in the measure they belong to.

use record::body::{Measure, SeriesForm, Symbol, Unit, Value};
use record::claimed_date::{ClaimedDate, Precision};
use record::period::Period;

use crate::cell::shown;

/// A symbol as readings have it.
pub(super) const fn kept(symbol: Symbol) -> &'static str {
    match symbol {
        Symbol::Low => "k",
        Symbol::SmallNumber => "c",
        symbol => symbol.as_str(),
    }
}

/// A value from what it is made of: a share, or a count of its own.
pub(super) fn worked(
    measure: &Measure,
    numerator: Option<u64>,
    denominator: Option<u64>,
) -> Option<Value> {
    let top = numerator?;
    let value = match (measure.unit, denominator) {
        (Unit::Count, _) => f64::from(u32::try_from(top).ok()?),
        (_, Some(of)) => share(measure, top, of)?,
        (_, None) => return None,
    };
    let scale = 10_f64.powi(i32::from(measure.decimals));
    Some(Value::Number((value * scale).round() / scale))
}

/// What a share or rate comes to.
pub(super) fn share(measure: &Measure, top: u64, bottom: u64) -> Option<f64> {
    let number = |count: u64| u32::try_from(count).ok().map(f64::from);
    let quotient = number(top)? / number(bottom)?;
    Some(match measure.unit {
        Unit::Percent => 100.0 * quotient,
        Unit::Per10000Children => 10_000.0 * quotient,
        _ => quotient,
    })
}

/// Why a cell is no period. Workbooks count days from 1900: 46112 is in 2026.
pub(super) fn no_period(cell: &str) -> String {
    let serial = cell
        .parse::<u32>()
        .is_ok_and(|days| (36_526..73_051).contains(&days));
    if serial {
        return format!(
            "“{cell}” is a day as workbooks count them: give the cell the format of a date, or write Mar 2026"
        );
    }
    format!(
        "“{}” is no period: write Mar 2026, Q2 2025/26, 2025-26 or 31/03/2026",
        shown(cell)
    )
}

/// The day on which a month of a monthly flow begins or ends is that month: so
/// spreadsheets keep months. A month of a stock is the day it ends.
pub(super) fn fitting(period: Period, measure: &Measure) -> Period {
    let first = period.first_day();
    let is_day = first == period.last_day();
    let edge = first.day() == 1 || first == first.last_of_month();
    let monthly = measure.frequency == Some(record::body::Frequency::Month);
    if is_day && monthly && measure.series != Some(SeriesForm::Stock) && edge {
        let month = first.strftime("%Y-%m").to_string();
        return month.parse().unwrap_or(period);
    }
    let is_month = matches!(period, Period::In(date) if date.precision() == Precision::Month);
    if is_month && measure.series == Some(SeriesForm::Stock) {
        return Period::In(ClaimedDate::day(period.last_day()));
    }
    period
}
