//! Working days in England and Wales, by the bank holidays of 2010 to 2035.
//!
//! Days follow the Banking and Financial Dealings Act 1971, Schedule 1, and the
//! yearly royal proclamations under its section 1 (New Year's Day, the early
//! May holiday, substitutes, days moved or added), as GOV.UK lists them at
//! <https://www.gov.uk/bank-holidays>. A day that is proclaimed later than this
//! program was written is not in it.

use jiff::civil::{Date, Weekday, date};
use jiff::{Span, ToSpan as _};

/// The years this calendar covers.
pub const YEARS: std::ops::RangeInclusive<i16> = 2010..=2035;

/// A day outside the years whose bank holidays are known here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("bank holidays are known from 2010 to 2035 only, and {0} is outside them")]
pub struct OutsideCalendar(
    /// The year asked for.
    pub i16,
);

/// Single days added by proclamation. A holiday that was moved is in
/// [`bank_holidays`].
const EXTRA: &[(Date, &str)] = &[
    (date(2011, 4, 29), "Royal wedding"),
    (date(2012, 6, 5), "Diamond Jubilee"),
    (date(2022, 6, 3), "Platinum Jubilee"),
    (date(2022, 9, 19), "State Funeral of Queen Elizabeth II"),
    (date(2023, 5, 8), "Coronation of King Charles III"),
];

/// The bank holidays of a year, the earliest first. A day that falls on a
/// weekend is given as its substitute, as GOV.UK lists it.
///
/// # Errors
/// The year is not from 2010 to 2035.
pub fn bank_holidays(year: i16) -> Result<Vec<(Date, &'static str)>, OutsideCalendar> {
    if !YEARS.contains(&year) {
        return Err(OutsideCalendar(year));
    }
    let good_friday = easter(year) - 2.days();
    let early_may = match year {
        // Moved to the 75th anniversary of VE Day.
        2020 => date(2020, 5, 8),
        _ => monday_on_or_after(date(year, 5, 1)),
    };
    let spring = match year {
        // Moved beside the Diamond and the Platinum Jubilee.
        2012 => date(2012, 6, 4),
        2022 => date(2022, 6, 2),
        _ => monday_on_or_after(date(year, 5, 25)),
    };
    let mut holidays = vec![
        new_year(year),
        (good_friday, "Good Friday"),
        (good_friday + 3.days(), "Easter Monday"),
        (early_may, "Early May bank holiday"),
        (spring, "Spring bank holiday"),
        (monday_on_or_after(date(year, 8, 25)), "Summer bank holiday"),
    ];
    holidays.extend(christmas(year));
    holidays.extend(EXTRA.iter().filter(|(day, _)| day.year() == year));
    holidays.sort_unstable();
    Ok(holidays)
}

/// Whether people work on this day: not a Saturday, Sunday or bank holiday.
///
/// # Errors
/// The day is not from 2010 to 2035.
pub fn is_working_day(day: Date) -> Result<bool, OutsideCalendar> {
    let holidays = bank_holidays(day.year())?;
    Ok(!weekend(day) && holidays.iter().all(|(holiday, _)| *holiday != day))
}

/// The day that is `days` working days after `start`, or before it if `days`
/// is negative. The start itself is not counted, as the time within which
/// something must be done is counted; 0 gives the start whatever day it is.
///
/// # Errors
/// The count leaves the years 2010 to 2035.
pub fn add_working_days(start: Date, days: i32) -> Result<Date, OutsideCalendar> {
    let step = Span::new().days(days.signum());
    let mut calendar = Calendar::new(start.year())?;
    let (mut day, mut left) = (start, days.unsigned_abs());
    while left > 0 {
        day = day
            .checked_add(step)
            .map_err(|_| OutsideCalendar(day.year()))?;
        if calendar.is_working_day(day)? {
            left -= 1;
        }
    }
    Ok(day)
}

/// How many working days lie after `from` up to and including `to`; negative
/// if `to` is the earlier day, and 0 if they are the same. It undoes
/// [`add_working_days`] wherever that ends on a working day.
///
/// # Errors
/// Either day is not from 2010 to 2035.
pub fn working_days_between(from: Date, to: Date) -> Result<i32, OutsideCalendar> {
    let mut calendar = Calendar::new(to.year())?;
    calendar.turn_to(from.year())?;
    let step = if from <= to { 1 } else { -1 };
    let (mut day, mut count) = (from, 0);
    while day != to {
        day += step.days();
        if calendar.is_working_day(day)? {
            count += step;
        }
    }
    Ok(count)
}

/// The bank holidays of the year last asked about, kept while days are counted.
struct Calendar {
    year: i16,
    holidays: Vec<(Date, &'static str)>,
}

impl Calendar {
    fn new(year: i16) -> Result<Self, OutsideCalendar> {
        let holidays = bank_holidays(year)?;
        Ok(Self { year, holidays })
    }

    fn turn_to(&mut self, year: i16) -> Result<(), OutsideCalendar> {
        if self.year != year {
            *self = Self::new(year)?;
        }
        Ok(())
    }

    fn is_working_day(&mut self, day: Date) -> Result<bool, OutsideCalendar> {
        self.turn_to(day.year())?;
        Ok(!weekend(day) && self.holidays.iter().all(|(holiday, _)| *holiday != day))
    }
}

fn weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

fn monday_on_or_after(day: Date) -> Date {
    let ahead = (7 - day.weekday().to_monday_zero_offset()) % 7;
    day + ahead.days()
}

fn new_year(year: i16) -> (Date, &'static str) {
    let day = date(year, 1, 1);
    if weekend(day) {
        (monday_on_or_after(day), "New Year’s Day (substitute day)")
    } else {
        (day, "New Year’s Day")
    }
}

/// Christmas Day and Boxing Day, each on the next free weekday where it falls
/// on a weekend.
fn christmas(year: i16) -> [(Date, &'static str); 2] {
    let dec = |day| date(year, 12, day);
    let (christmas, boxing) = ("Christmas Day", "Boxing Day");
    let (christmas_moved, boxing_moved) = (
        "Christmas Day (substitute day)",
        "Boxing Day (substitute day)",
    );
    match dec(25).weekday() {
        Weekday::Friday => [(dec(25), christmas), (dec(28), boxing_moved)],
        Weekday::Saturday => [(dec(27), christmas_moved), (dec(28), boxing_moved)],
        Weekday::Sunday => [(dec(27), christmas_moved), (dec(26), boxing)],
        _ => [(dec(25), christmas), (dec(26), boxing)],
    }
}

/// Easter Sunday in the Gregorian calendar, by the rule known as Meeus, Jones
/// and Butcher's.
fn easter(year: i16) -> Date {
    let y = i32::from(year);
    let (golden, century, of_century) = (y % 19, y / 100, y % 100);
    let skipped = century / 4;
    let moon_correction = (century + 8) / 25;
    let epact = (19 * golden + century - skipped - (century - moon_correction + 1) / 3 + 15) % 30;
    let to_sunday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4) % 7;
    let late = (golden + 11 * epact + 22 * to_sunday) / 451;
    // Days after 22 March, the earliest Easter.
    date(year, 3, 22) + (epact + to_sunday - 7 * late).days()
}

#[cfg(test)]
mod tests;
