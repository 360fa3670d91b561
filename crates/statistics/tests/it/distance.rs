//! How far from the target, as somebody would say it.

use statistics::aim::Aim;
use statistics::distance::{People, Unit, distance};

const CHILDREN: (&str, &str) = ("child", "children");

fn percent(value: f64, aim: Aim, of: f64) -> String {
    let people = Some(People { of, noun: CHILDREN });
    distance(value, aim, Unit::Percent, 1, people)
}

#[test]
fn short_of_it_in_points_and_children() {
    assert_eq!(
        percent(81.4, Aim::AtLeast(85.6), 262.0),
        "4.2 points short: about 11 children"
    );
    assert_eq!(
        percent(27.3, Aim::AtMost(20.0), 315.0),
        "7.3 points too high: about 23 children"
    );
    assert_eq!(
        percent(50.0, Aim::AtLeast(51.0), 100.0),
        "1.0 point short: about 1 child"
    );
    assert_eq!(
        percent(50.0, Aim::AtLeast(75.0), 48_000.0),
        "25.0 points short: about 12,000 children"
    );
}

/// Less than what shows is not nothing.
#[test]
fn a_little_short_is_still_short() {
    assert_eq!(
        percent(84.97, Aim::AtLeast(85.0), 300.0),
        "less than 0.1 points short: less than one child"
    );
}

#[test]
fn there_or_beyond() {
    assert_eq!(percent(85.0, Aim::AtLeast(85.0), 300.0), "on target");
    assert_eq!(
        percent(88.1, Aim::AtLeast(85.0), 300.0),
        "target met, with 3.1 points to spare"
    );
    assert_eq!(
        percent(15.0, Aim::AtMost(20.0), 300.0),
        "target met, with 5.0 points to spare"
    );
}

#[test]
fn rates_days_and_figures_without_people() {
    let rate = Unit::Rate(10_000.0);
    let people = Some(People {
        of: 78_400.0,
        noun: CHILDREN,
    });
    assert_eq!(
        distance(61.3, Aim::AtMost(55.0), rate, 1, people),
        "6.3 per 10,000 too high: about 49 children"
    );
    let days = Unit::Named("day", "days");
    assert_eq!(
        distance(48.0, Aim::AtMost(45.0), days, 0, people),
        "3 days too high"
    );
    assert_eq!(
        distance(46.0, Aim::AtMost(45.0), days, 0, None),
        "1 day too high"
    );
    assert_eq!(
        percent(80.0, Aim::AtLeast(85.0), 0.0),
        "5.0 points short",
        "nobody to count"
    );
    assert_eq!(percent(f64::NAN, Aim::AtLeast(85.0), 9.0), "not known");
}
