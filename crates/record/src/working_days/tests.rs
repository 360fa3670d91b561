//! Known lists of bank holidays, and counting by them.

#![expect(clippy::unwrap_used, reason = "a refused year should fail the test")]
use super::*;

fn check(year: i16, expected: &str) {
    let days: Vec<String> = bank_holidays(year)
        .unwrap()
        .iter()
        .map(|(day, _)| day.strftime("%-d %b").to_string())
        .collect();
    assert_eq!(days.join(", "), expected, "{year}");
}

#[test]
fn the_days_gov_uk_lists() {
    check(
        2010,
        "1 Jan, 2 Apr, 5 Apr, 3 May, 31 May, 30 Aug, 27 Dec, 28 Dec",
    );
    check(
        2011,
        "3 Jan, 22 Apr, 25 Apr, 29 Apr, 2 May, 30 May, 29 Aug, 26 Dec, 27 Dec",
    );
    check(
        2012,
        "2 Jan, 6 Apr, 9 Apr, 7 May, 4 Jun, 5 Jun, 27 Aug, 25 Dec, 26 Dec",
    );
    check(
        2015,
        "1 Jan, 3 Apr, 6 Apr, 4 May, 25 May, 31 Aug, 25 Dec, 28 Dec",
    );
    check(
        2016,
        "1 Jan, 25 Mar, 28 Mar, 2 May, 30 May, 29 Aug, 26 Dec, 27 Dec",
    );
    check(
        2018,
        "1 Jan, 30 Mar, 2 Apr, 7 May, 28 May, 27 Aug, 25 Dec, 26 Dec",
    );
    check(
        2020,
        "1 Jan, 10 Apr, 13 Apr, 8 May, 25 May, 31 Aug, 25 Dec, 28 Dec",
    );
    check(
        2021,
        "1 Jan, 2 Apr, 5 Apr, 3 May, 31 May, 30 Aug, 27 Dec, 28 Dec",
    );
    check(
        2022,
        "3 Jan, 15 Apr, 18 Apr, 2 May, 2 Jun, 3 Jun, 29 Aug, 19 Sep, 26 Dec, 27 Dec",
    );
    check(
        2023,
        "2 Jan, 7 Apr, 10 Apr, 1 May, 8 May, 29 May, 28 Aug, 25 Dec, 26 Dec",
    );
    check(
        2026,
        "1 Jan, 3 Apr, 6 Apr, 4 May, 25 May, 31 Aug, 25 Dec, 28 Dec",
    );
    check(
        2027,
        "1 Jan, 26 Mar, 29 Mar, 3 May, 31 May, 30 Aug, 27 Dec, 28 Dec",
    );
    check(
        2028,
        "3 Jan, 14 Apr, 17 Apr, 1 May, 29 May, 28 Aug, 25 Dec, 26 Dec",
    );
}

#[test]
fn a_moved_day_says_what_it_stands_for() {
    let named = |day: Date| {
        bank_holidays(day.year())
            .unwrap()
            .into_iter()
            .find_map(|(holiday, name)| (holiday == day).then_some(name))
    };
    assert_eq!(named(date(2016, 12, 26)), Some("Boxing Day"));
    assert_eq!(
        named(date(2016, 12, 27)),
        Some("Christmas Day (substitute day)")
    );
    assert_eq!(
        named(date(2021, 12, 28)),
        Some("Boxing Day (substitute day)")
    );
    assert_eq!(named(date(2020, 5, 8)), Some("Early May bank holiday"));
    assert_eq!(named(date(2020, 5, 4)), None);
    assert_eq!(named(date(2022, 6, 2)), Some("Spring bank holiday"));
}

// Dates of Easter from the table of the Book of Common Prayer.
#[test]
fn easter_in_its_earliest_and_latest_years() {
    for (year, month, day) in [
        (1818, 3, 22),
        (1943, 4, 25),
        (1981, 4, 19),
        (2011, 4, 24),
        (2016, 3, 27),
        (2024, 3, 31),
        (2035, 3, 25),
    ] {
        assert_eq!(easter(year), date(year, month, day));
    }
}

#[test]
fn every_holiday_is_a_weekday_and_stands_once() {
    for year in YEARS {
        let days = bank_holidays(year).unwrap();
        assert!(days.iter().all(|(day, _)| !weekend(*day)), "{year}");
        assert!(days.windows(2).all(|two| two[0].0 < two[1].0), "{year}");
        let extra = EXTRA.iter().filter(|(day, _)| day.year() == year).count();
        assert_eq!(days.len(), 8 + extra, "{year}");
    }
}

#[test]
fn outside_the_calendar_is_an_error_and_never_a_guess() {
    assert_eq!(bank_holidays(2009), Err(OutsideCalendar(2009)));
    assert_eq!(bank_holidays(2036), Err(OutsideCalendar(2036)));
    assert_eq!(is_working_day(date(2036, 1, 1)), Err(OutsideCalendar(2036)));
    assert_eq!(
        add_working_days(date(2035, 12, 31), 1),
        Err(OutsideCalendar(2036))
    );
    assert_eq!(
        add_working_days(date(2010, 1, 4), -1),
        Err(OutsideCalendar(2009))
    );
    assert_eq!(
        working_days_between(date(2009, 12, 31), date(2010, 1, 5)),
        Err(OutsideCalendar(2009))
    );
    assert_eq!(
        working_days_between(date(2035, 12, 31), date(2036, 1, 2)),
        Err(OutsideCalendar(2036))
    );
    assert_eq!(
        add_working_days(Date::MAX, i32::MAX),
        Err(OutsideCalendar(9999))
    );
}

#[test]
fn counts_over_weekends_and_holidays() {
    // Thursday before Easter 2018: Friday and Monday are holidays.
    let thursday = date(2018, 3, 29);
    assert_eq!(add_working_days(thursday, 1), Ok(date(2018, 4, 3)));
    assert_eq!(add_working_days(date(2018, 4, 3), -1), Ok(thursday));
    assert_eq!(
        add_working_days(date(2018, 3, 31), 0),
        Ok(date(2018, 3, 31))
    );
    assert_eq!(working_days_between(thursday, date(2018, 4, 3)), Ok(1));
    assert_eq!(working_days_between(date(2018, 4, 3), thursday), Ok(-1));
    assert_eq!(working_days_between(thursday, thursday), Ok(0));
    assert_eq!(is_working_day(date(2018, 5, 7)), Ok(false));
    assert_eq!(is_working_day(date(2018, 5, 5)), Ok(false));
    assert_eq!(is_working_day(date(2018, 5, 8)), Ok(true));
}

// Ofsted’s areas for priority action: a draft plan in 20 working days, the
// final one in 70. Both counted by hand from the day Coventry’s inspection
// report came out; Good Friday 2014 falls on the twentieth weekday.
#[test]
fn a_plan_is_due_in_20_and_70_working_days() {
    let report = date(2014, 3, 21);
    assert_eq!(add_working_days(report, 20), Ok(date(2014, 4, 22)));
    assert_eq!(add_working_days(report, 70), Ok(date(2014, 7, 3)));
    assert_eq!(working_days_between(report, date(2014, 7, 3)), Ok(70));
}

#[test]
fn counting_undoes_adding() {
    let mut start = date(2019, 11, 1);
    while start < date(2022, 11, 1) {
        for days in [-70, -20, -1, 1, 20, 70] {
            let end = add_working_days(start, days).unwrap();
            let back = working_days_between(start, end).unwrap();
            assert_eq!(back, days, "{start} and {days}");
        }
        start += 1.days();
    }
}
