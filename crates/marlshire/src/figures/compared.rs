//! Whom figures are compared with, and what they are to reach.
//!
//! Only the figures for England are real. The region and the neighbours are
//! made up round them, and say so.

use jiff::civil::{Date, date};
use serde_json::json;

use super::Row;
use super::events::Events;
use crate::Untold;
use crate::book::{Book, Days};
use crate::chance::Chance;

const MADE_UP: &str = "Made up for this demonstration.";

/// Who is compared, and the releases England's figures come from.
///
/// # Errors
/// A name is no name of an entry.
pub(super) fn openings(book: &mut Book, events: &Events) -> Result<(), Untold> {
    let first = Days::public(date(2021, 11, 30));
    book.opens(
        "comparator/england",
        first,
        &json!({"name": "England", "short_name": "England", "form": "england",
            "sources": ["document/england-dashboard"]}),
    )?;
    book.opens(
        "comparator/region",
        first,
        &json!({"name": "Middle Vale (made up)", "short_name": "Middle Vale", "form": "region",
            "cautions": [MADE_UP], "sources": ["document/illustration"]}),
    )?;
    book.opens(
        "comparator/neighbours",
        first,
        &json!({"name": "Statistical neighbours, median (made up)", "short_name": "Neighbours, median",
            "form": "neighbours", "members": events.comparators.neighbours, "statistic": "median",
            "cautions": [MADE_UP], "sources": ["document/illustration"]}),
    )?;
    for (name, title, known) in RELEASES {
        book.opens(
            &format!("release/{name}"),
            Days::public(*known),
            &json!({"title": title, "publisher": "Department for Education",
                "obtained": "Through the data of the Department's dashboard of 27 April 2026.",
                "licence": "Open Government Licence v3.0", "sources": ["document/england-dashboard"]}),
        )?;
    }
    Ok(())
}

/// Releases and the last day of the month they came out in.
const RELEASES: &[(&str, &str, Date)] = &[
    (
        "children-in-need-2025",
        "Children in need 2025",
        date(2025, 11, 30),
    ),
    (
        "children-looked-after-2025",
        "Children looked after 2025",
        date(2025, 11, 30),
    ),
    (
        "social-work-workforce-2025",
        "Children's social work workforce 2025",
        date(2026, 2, 28),
    ),
];

/// What others read: England for one year, region and neighbours for three.
///
/// # Errors
/// A name is no name of an entry.
pub(super) fn readings(book: &mut Book, row: &Row) -> Result<(), Untold> {
    let Some(england) = row.england else {
        return Ok(());
    };
    let (name, _, known) = match &*row.topic {
        "workforce" => RELEASES[2],
        "children in care" | "care leavers" => RELEASES[1],
        _ => RELEASES[0],
    };
    let mut chance = Chance::of(&format!("compared/{}", row.id));
    for years_ago in [2_i16, 1, 0] {
        let year = 2025 - years_ago;
        let (last, period) = period(row, year)?;
        let out = date(known.year() - years_ago, known.month(), 28);
        let mut one = |area: &str, value: f64, release: Option<String>, known: Date| {
            let source = if area == "england" {
                "document/england-dashboard"
            } else {
                "document/illustration"
            };
            let mut days = Days::public(known);
            days.effective = last;
            book.opens(
                &format!("reading/{}/{area}/{}", row.id, period.replace('/', "_")),
                days,
                &json!({"measure": format!("measure/{}", row.id), "area": format!("comparator/{area}"),
                    "period": period, "value": value, "status": "final", "release": release,
                    "note": (area != "england").then_some(MADE_UP), "sources": [source]}),
            )
        };
        if years_ago == 0 {
            one("england", england, Some(format!("release/{name}")), known)?;
        }
        let mut near = |spread: f64| tenth(england * (1.0 + spread * chance.normal()));
        one("region", near(0.03), None, out)?;
        one("neighbours", near(0.05), None, out)?;
    }
    Ok(())
}

fn tenth(value: f64) -> f64 {
    (value.min(100.0) * 10.0).round() / 10.0
}

/// The period the Department publishes for: its last day and how it is written.
fn period(row: &Row, year: i16) -> Result<(Date, String), Untold> {
    let day = |year: i16, month: i8, day: i8| {
        Date::new(year, month, day).map_err(|error| Untold::new("period", error))
    };
    if row.topic == "workforce" {
        let last = day(year, 9, 30)?;
        return Ok((last, last.to_string()));
    }
    let last = day(year, 3, 31)?;
    Ok(match &*row.series {
        "stock" => (last, last.to_string()),
        _ => (last, format!("{}/{last}", day(year - 1, 4, 1)?)),
    })
}

/// The target of a measure, approved with the plan.
///
/// # Errors
/// A name is no name of an entry.
pub(super) fn target(book: &mut Book, row: &Row) -> Result<(), Untold> {
    let Some(value) = row.target else {
        return Ok(());
    };
    let approved = book.calendar().sitting(2)?.on;
    // Where the plan asks for a long way, it says how far by when.
    let far = (value - row.from).abs() > 15.0;
    let step = |share: f64| tenth(row.from + (value - row.from) * share);
    let milestones = if far {
        json!([{"on": "2024-09-30", "value": step(0.4)}, {"on": "2025-09-30", "value": step(0.75)},
            {"on": "2026-09-30", "value": value}])
    } else {
        json!([])
    };
    let seen = if row.is_public() {
        Days::papers(approved)
    } else {
        Days::board(approved)
    };
    book.opens(
        &format!("target/{}", row.id),
        seen,
        &json!({"measure": format!("measure/{}", row.id), "value": value, "tolerance": row.tolerance,
            "by": "2027-03-31", "form": if far { "trajectory" } else { "local" }, "milestones": milestones,
            "approved_by": "board/improvement", "approved_on": approved.to_string(),
            "sources": ["document/illustration"]}),
    )
}
