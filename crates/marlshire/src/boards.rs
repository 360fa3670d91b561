//! The Improvement Board's cycle: each meeting planned, its papers issued, held
//! and minuted.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::Untold;
use crate::book::{Book, Days, Seen};
use crate::calendar::{Sitting, days_from};
use crate::plan::meeting;

const FILE: &str = "story/boards.toml";

/// The day the dates of the next year's Boards were set.
const DATES_SET: Date = date(2023, 8, 14);

/// The day the fifth meeting was moved.
const MOVED: Date = date(2024, 7, 24);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    usual_members: Vec<String>,
    meeting: Vec<Told>,
}

/// What belongs to one meeting.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    m: usize,
    depth: String,
    minutes: Vec<String>,
    away: Vec<String>,
}

/// Tells every meeting, its items, its papers and who was there.
///
/// # Errors
/// The file has a slip in it, or a name is no name of an entry.
pub(crate) fn tell(book: &mut Book) -> Result<(), Untold> {
    let file: File = toml::from_str(include_str!("../story/boards.toml"))
        .map_err(|error| Untold::new(FILE, error))?;
    book.told_in(FILE);
    members(book, &file)?;
    let told: BTreeMap<usize, &Told> = file.meeting.iter().map(|told| (told.m, told)).collect();
    for sitting in book.calendar().sittings().to_vec() {
        planned(book, sitting)?;
        let Some(told) = told.get(&sitting.number) else {
            draft_agenda(book, sitting)?;
            continue;
        };
        held(book, sitting, told, &file.usual_members)?;
        items(book, sitting, told)?;
        paper(book, sitting)?;
    }
    Ok(())
}

fn members(book: &mut Book, file: &File) -> Result<(), Untold> {
    for who in &file.usual_members {
        let role = match &**who {
            "post/board-chair" => "chair",
            "post/department-observer" => "observer",
            _ => "member",
        };
        membership(book, who, role, DATES_SET, None)?;
    }
    let (from, to) = (date(2024, 5, 22), date(2026, 2, 12));
    membership(book, "post/commissioner", "adviser", from, None)?;
    membership(book, "post/commissioner", "adviser", from, Some(to))
}

fn membership(
    book: &mut Book,
    who: &str,
    role: &str,
    from: Date,
    to: Option<Date>,
) -> Result<(), Untold> {
    let body = json!({
        "board": "board/improvement", "who": who, "role": role, "starts": from.to_string(),
        "ends": to.map(|day| day.to_string()), "sources": ["document/illustration"],
    });
    let id = format!("membership/improvement-{}", who.replace('/', "-"));
    match to {
        None => book.opens(&id, Days::public(from), &body),
        Some(day) => book.changes(&id, Days::public(day), &body),
    }
}

fn body(sitting: Sitting, on: Date, status: &str) -> Value {
    json!({
        "board": "board/improvement", "on": on.to_string(), "status": status,
        "number": sitting.number.to_string(), "papers_due": sitting.papers_due().to_string(),
        "data_to": sitting.data_to().to_string(), "sources": ["document/illustration"],
    })
}

/// Dates are set a year ahead.
fn planned(book: &mut Book, sitting: Sitting) -> Result<(), Untold> {
    let known = days_from(sitting.on, -350).max(DATES_SET);
    let id = meeting(sitting.on);
    if sitting.number == 5 {
        let first = date(2024, 8, 21);
        let mut plan = body(sitting, first, "planned");
        if let Value::Object(fields) = &mut plan {
            fields.insert("papers_due".to_owned(), json!("2024-08-14"));
            fields.insert("data_to".to_owned(), json!("2024-06-30"));
        }
        book.opens(&id, Days::public(known), &plan)?;
        return book.changes(
            &id,
            Days::public(MOVED),
            &body(sitting, sitting.on, "planned"),
        );
    }
    book.opens(
        &id,
        Days::public(known),
        &body(sitting, sitting.on, "planned"),
    )
}

fn held(book: &mut Book, sitting: Sitting, told: &Told, members: &[String]) -> Result<(), Untold> {
    let presence = |who: &String| {
        let there = if !told.away.contains(who) {
            "present"
        } else if who.starts_with("organisation/") {
            "apologies"
        } else {
            "deputy"
        };
        json!({"who": who, "presence": there})
    };
    let mut record = body(sitting, sitting.on, "held");
    if let Value::Object(fields) = &mut record {
        let attendance: Vec<Value> = members.iter().map(presence).collect();
        fields.insert("attendance".to_owned(), json!(attendance));
        fields.insert(
            "papers_issued".to_owned(),
            json!(sitting.papers_issued().to_string()),
        );
        fields.insert(
            "minute".to_owned(),
            json!(format!("{}/{}", sitting.number, sitting.on.year() % 100)),
        );
        let considered = [
            "The highlight report.".to_owned(),
            format!("In depth: {}.", told.depth),
        ];
        fields.insert("considered".to_owned(), json!(considered));
    }
    book.changes(&meeting(sitting.on), minuted(sitting.on), &record)
}

/// Known on the day, public with the summary.
const fn minuted(day: Date) -> Days {
    Days::papers(day)
}

fn items(book: &mut Book, sitting: Sitting, told: &Told) -> Result<(), Untold> {
    let paper = format!("paper/highlight-{}", sitting.on);
    let mut one =
        |number: &str, title: &str, form: &str, lead: &str, papers: &[&str], minutes: &[String]| {
            let id = format!("agenda-item/improvement-{}/{number}", sitting.on);
            let mut fields = json!({
                "meeting": meeting(sitting.on), "number": number, "title": title, "form": form,
                "lead": lead, "papers": papers, "sources": ["document/illustration"],
            });
            book.opens(&id, Days::papers(sitting.papers_issued()), &fields)?;
            if let Value::Object(map) = &mut fields {
                map.insert("minutes".to_owned(), json!(minutes));
            }
            book.changes(&id, minuted(sitting.on), &fields)
        };
    let minutes = |texts: &[&str]| {
        texts
            .iter()
            .map(|text| (*text).to_owned())
            .collect::<Vec<_>>()
    };
    one(
        "1",
        "Apologies, declarations and minutes",
        "information",
        "post/board-chair",
        &[],
        &minutes(&["The minutes were agreed."]),
    )?;
    one(
        "2",
        "Matters arising and requests for information",
        "discussion",
        "post/board-chair",
        &[],
        &minutes(&["Open requests were gone through one by one."]),
    )?;
    let highlight: &[&str] = if sitting.number > 1 { &[&paper] } else { &[] };
    one(
        "3",
        "Highlight report",
        "discussion",
        "post/director",
        highlight,
        &told.minutes,
    )?;
    one(
        "4",
        "Dates, sign-offs and changes to the plan",
        "decision",
        "post/programme-manager",
        &[],
        &minutes(&["Decided as the decisions of this meeting say."]),
    )?;
    one(
        "5",
        &format!("In depth: {}", told.depth),
        "discussion",
        "post/director",
        &[],
        &minutes(&["The theme lead and front-line staff answered questions for forty minutes."]),
    )?;
    one(
        "6",
        "What children, families and staff say",
        "discussion",
        "post/participation-lead",
        &[],
        &minutes(&["Heard and discussed."]),
    )?;
    one(
        "7",
        "Risks, workforce and money",
        "information",
        "post/ad-quality",
        &[],
        &minutes(&["Noted."]),
    )
}

/// What the next meeting will be asked to decide, as the chair set it three weeks
/// before.
fn draft_agenda(book: &mut Book, sitting: Sitting) -> Result<(), Untold> {
    let set = days_from(sitting.on, -21);
    if set > book.calendar().end() {
        return Ok(());
    }
    let wanted = [
        (
            "4a",
            "Agree whether visits to children in need get three more social workers until March 2027",
            "post/director",
        ),
        (
            "4b",
            "Agree new dates for the actions that are overdue, or close them",
            "post/programme-manager",
        ),
    ];
    for (number, title, lead) in wanted {
        let id = format!("agenda-item/improvement-{}/{number}", sitting.on);
        let fields = json!({
            "meeting": meeting(sitting.on), "number": number, "title": title, "form": "decision",
            "lead": lead, "papers": [], "sources": ["document/illustration"],
        });
        book.opens(&id, Days::papers(set), &fields)?;
    }
    Ok(())
}

/// The highlight report of a meeting: drafted, then issued.
fn paper(book: &mut Book, sitting: Sitting) -> Result<(), Untold> {
    if sitting.number < 2 {
        return Ok(());
    }
    let id = format!("paper/highlight-{}", sitting.on);
    let body = |status: &str, day: Date| {
        json!({
            "form": "highlight", "title": format!("Highlight report to the Improvement Board of {}", sitting.on.strftime("%-d %B %Y")),
            "meeting": meeting(sitting.on), "as_at": day.to_string(), "known_at": day.to_string(),
            "data_to": sitting.data_to().to_string(), "status": status,
            "issued_on": (status == "issued").then(|| day.to_string()),
            "sources": ["document/illustration"],
        })
    };
    let (drafted, issued) = (sitting.drafted(), sitting.papers_issued());
    book.opens(&id, Days::board(drafted), &body("drafted", drafted))?;
    let days = Days {
        effective: issued,
        known: issued,
        seen: Seen::From(sitting.summary()),
    };
    book.changes(&id, days, &body("issued", issued))
}
