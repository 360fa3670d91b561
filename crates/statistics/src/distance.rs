//! How far a value is from its target, in words: "4.2 points short: about 11
//! children".

use crate::aim::Aim;

/// What a measure counts in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Unit<'a> {
    /// Percent: differences are percentage points.
    Percent,
    /// So many per this many of a population, as 10,000.
    Rate(f64),
    /// Anything else, by its name, one and many: "day", "days".
    Named(&'a str, &'a str),
}

/// Whom a proportion or rate is of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct People<'a> {
    /// The denominator.
    pub of: f64,
    /// One and many: "child", "children".
    pub noun: (&'a str, &'a str),
}

/// The distance of a value from its target, rounded to so many places.
///
/// Says how many of the people counted it comes to, where they are given and
/// the unit is a share of them.
#[must_use]
pub fn distance(
    value: f64,
    aim: Aim,
    unit: Unit<'_>,
    decimals: usize,
    people: Option<People<'_>>,
) -> String {
    let apart = (value - aim.target()).abs();
    if !apart.is_finite() {
        return "not known".to_owned();
    }
    let met = aim.met_by(value);
    if met && rounds_to_zero(apart, decimals) {
        return "on target".to_owned();
    }
    let size = size(apart, unit, decimals);
    let text = match (met, aim) {
        (true, _) => return format!("target met, with {size} to spare"),
        (false, Aim::AtLeast(_)) => format!("{size} short"),
        (false, Aim::AtMost(_)) => format!("{size} too high"),
    };
    match people.and_then(|people| heads(apart, unit, people)) {
        Some(heads) => format!("{text}: {heads}"),
        None => text,
    }
}

fn rounds_to_zero(apart: f64, decimals: usize) -> bool {
    format!("{apart:.decimals$}").parse::<f64>() == Ok(0.0)
}

fn size(apart: f64, unit: Unit<'_>, decimals: usize) -> String {
    // What is short is never "0.0 short".
    let smallest = 0.1_f64.powi(i32::try_from(decimals).unwrap_or(i32::MAX));
    let (number, less) = if rounds_to_zero(apart, decimals) {
        (smallest, "less than ")
    } else {
        (apart, "")
    };
    let number = format!("{number:.decimals$}");
    let one = number.parse::<f64>() == Ok(1.0);
    let of = match unit {
        Unit::Percent if one => "point".to_owned(),
        Unit::Percent => "points".to_owned(),
        Unit::Rate(per) => format!("per {}", thousands(per)),
        Unit::Named(name, _) if one => name.to_owned(),
        Unit::Named(_, names) => names.to_owned(),
    };
    format!("{less}{number} {of}")
}

/// How many people a distance comes to.
fn heads(apart: f64, unit: Unit<'_>, people: People<'_>) -> Option<String> {
    let per = match unit {
        Unit::Percent => 100.0,
        Unit::Rate(per) => per,
        Unit::Named(..) => return None,
    };
    let heads = (apart * people.of / per).round();
    if !heads.is_finite() || people.of <= 0.0 {
        return None;
    }
    let (one, many) = people.noun;
    Some(if heads < 1.0 {
        format!("less than one {one}")
    } else if heads < 2.0 {
        format!("about 1 {one}")
    } else {
        format!("about {} {many}", thousands(heads))
    })
}

/// A whole number with its thousands apart.
fn thousands(number: f64) -> String {
    let digits = format!("{number:.0}");
    let lead = digits.len() % 3;
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && place % 3 == lead {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
