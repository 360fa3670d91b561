//! The two axes: where a value and a day stand, and which of them are marked.

use jiff::civil::Date;

use super::{Chart, Point};

/// Values from the bottom to the top of the picture.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Values {
    /// The value at the bottom.
    pub(super) low: f64,
    /// The value at the top; always above `low`.
    pub(super) high: f64,
    /// The values that are marked, the lowest first.
    pub(super) ticks: Vec<f64>,
    /// Decimal places the marked values need.
    pub(super) decimals: u8,
}

impl Values {
    /// Round values that hold every figure of the chart.
    pub(super) fn of(chart: &Chart) -> Self {
        let points = chart.shown().iter().flat_map(|line| &line.points);
        Self::over(points.filter_map(Point::drawn).collect(), chart.from_zero)
    }

    /// Round values that hold these numbers, and nought where asked. Numbers too large
    /// to draw are left out.
    pub(super) fn over(mut numbers: Vec<f64>, from_zero: bool) -> Self {
        numbers.retain(|number| number.abs() <= super::LARGEST);
        numbers.extend(from_zero.then_some(0.0));
        let low = numbers.iter().copied().reduce(f64::min).unwrap_or(0.0);
        let high = numbers.iter().copied().reduce(f64::max).unwrap_or(1.0);
        // One value, or the same everywhere: room on both sides of it.
        let (low, high) = if high - low > f64::EPSILON * high.abs().max(1.0) {
            (low, high)
        } else {
            let room = if high == 0.0 { 1.0 } else { high.abs() * 0.1 };
            (if from_zero { low } else { low - room }, high + room)
        };
        let step = round_step((high - low) / 4.0);
        let (first, last) = ((low / step).floor(), (high / step).ceil());
        let mut ticks = Vec::new();
        let mut at = first;
        while at <= last {
            ticks.push(at * step);
            at += 1.0;
        }
        let mut decimals = 0;
        let mut unit = step;
        while decimals < 6 && (unit - unit.round()).abs() > 1e-6 * unit {
            unit *= 10.0;
            decimals += 1;
        }
        Self {
            low: first * step,
            high: last * step,
            ticks,
            decimals,
        }
    }

    /// How far up a value stands, from 0 to 1.
    pub(super) fn along(&self, value: f64) -> f64 {
        ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0)
    }
}

/// The next of 1, 2, 5, 10, 20, 50 … (and their tenths) above a step.
fn round_step(step: f64) -> f64 {
    let power = 10_f64.powf(step.log10().floor());
    let parts = step / power;
    let round = [1.0, 2.0, 5.0]
        .into_iter()
        .find(|round| parts <= *round + 1e-9);
    round.unwrap_or(10.0) * power
}

/// Days from the left to the right of the picture.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Days {
    first: f64,
    last: f64,
    /// The days that are marked with their year.
    pub(super) ticks: Vec<Date>,
}

impl Days {
    /// The days of every figure of the chart. Where all stand on one day of the
    /// year, that day is marked; else the first of January.
    pub(super) fn of(chart: &Chart) -> Self {
        let mut days: Vec<Date> = chart
            .shown()
            .iter()
            .flat_map(|line| line.points.iter().map(|point| point.on))
            .collect();
        days.sort();
        days.dedup();
        let (Some(first), Some(last)) = (days.first().copied(), days.last().copied()) else {
            return Self {
                first: 0.0,
                last: 1.0,
                ticks: Vec::new(),
            };
        };
        let yearly = days
            .iter()
            .all(|day| (day.month(), day.day()) == (first.month(), first.day()));
        let room = if first == last { 0.5 } else { 0.0 };
        let of_year = |year| match yearly {
            true => Date::new(year, first.month(), first.day()).ok(),
            false => Date::new(year, 1, 1).ok(),
        };
        let (from, to) = (in_years(first) - room, in_years(last) + room);
        let ticks = (first.year()..=last.year())
            .filter_map(of_year)
            .filter(|day| (from..=to).contains(&in_years(*day)))
            .collect();
        Self {
            first: from,
            last: to,
            ticks,
        }
    }

    /// How far to the right a day stands, from 0 to 1.
    pub(super) fn along(&self, day: Date) -> f64 {
        ((in_years(day) - self.first) / (self.last - self.first)).clamp(0.0, 1.0)
    }
}

fn in_years(day: Date) -> f64 {
    f64::from(day.year()) + f64::from(day.day_of_year() - 1) / f64::from(day.days_in_year())
}
