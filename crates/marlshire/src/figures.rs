//! The measures and their monthly readings: 45 of them over five years.

mod compared;
mod crossed;
mod drawn;
mod events;

use std::collections::BTreeMap;

use jiff::civil::Date;
use record::entry::Change;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::Untold;
use crate::book::{Book, Days, Seen};
use crate::calendar::months_from;
use drawn::{Drawn, Months, Totals};
use events::Events;

const MEASURES: &str = include_str!("../story/measures.csv");

/// A row of `story/measures.csv`.
#[derive(Debug, Deserialize)]
pub(crate) struct Row {
    /// Name of the measure.
    pub(crate) id: String,
    /// Name short enough for a table.
    pub(crate) short_name: String,
    name: String,
    topic: String,
    /// `count`, `percent`, `number` or `weeks`.
    pub(crate) unit: String,
    polarity: String,
    series: String,
    numerator: String,
    denominator: String,
    decimals: u8,
    catalogue: String,
    /// The usual denominator; for counts nothing.
    base: f64,
    /// The measure before it that says out of how many, if one does.
    out_of: String,
    shape: String,
    from: f64,
    to: f64,
    spread: f64,
    /// `public` or `board`.
    seen: String,
    teams: String,
    england: Option<f64>,
    target: Option<f64>,
    tolerance: Option<f64>,
    caution: String,
}

impl Row {
    /// Whether its readings may become public.
    pub(crate) fn is_public(&self) -> bool {
        self.seen == "public"
    }
}

/// A reading as it was first known.
#[derive(Clone, Debug)]
pub(crate) struct Point {
    /// Last day of its period.
    pub(crate) last: Date,
    /// The day it was known.
    pub(crate) known: Date,
    /// Its value; none where it could not be counted.
    pub(crate) value: Option<f64>,
    /// What was counted, out of what.
    pub(crate) parts: Option<(u32, u32)>,
}

/// A measure with its readings for the whole county, in order of time.
pub(crate) struct Measured {
    /// Its row.
    pub(crate) row: Row,
    /// Its readings.
    pub(crate) points: Vec<Point>,
}

/// All measures by name.
pub(crate) type Figures = BTreeMap<String, Measured>;

/// Tells all measures, their readings, comparators and targets.
///
/// # Errors
/// A file has a slip in it.
pub(crate) fn tell(book: &mut Book) -> Result<Figures, Untold> {
    let events = Events::read()?;
    book.told_in("story/measures.csv");
    compared::openings(book, &events)?;
    let mut figures = Figures::new();
    let mut totals = Totals::new();
    for row in csv::Reader::from_reader(MEASURES.as_bytes()).deserialize() {
        let row: Row = row.map_err(|error| Untold::new("story/measures.csv", error))?;
        definition(book, &row, &events)?;
        let months = Months::new(events.first()?, events.months);
        let drawn = Drawn::of(&row, &months, &events, &totals)?;
        totals.insert(row.id.clone(), drawn.totals());
        let points = readings(book, &row, &events, &drawn)?;
        compared::readings(book, &row)?;
        compared::target(book, &row)?;
        limits(book, &row, &events)?;
        figures.insert(row.id.clone(), Measured { row, points });
    }
    Ok(figures)
}

/// The measure itself, and its new definition where it has one.
fn definition(book: &mut Book, row: &Row, events: &Events) -> Result<(), Untold> {
    let basis = match &*row.series {
        "stock" => "at the month’s end",
        "rolling" => "twelve months to the month’s end",
        _ => "month",
    };
    let parts = match crossed::of(row, events) {
        Some(crossed) => crossed::breakdowns(crossed, events),
        None => events.breakdowns(&row.teams),
    };
    let mut body = json!({
        "name": row.name, "short_name": row.short_name, "topic": row.topic, "unit": row.unit,
        "polarity": row.polarity, "basis": basis, "numerator": words(&row.numerator),
        "denominator": words(&row.denominator), "may_exceed_denominator": row.unit == "number",
        "decimals": row.decimals, "publisher": "Marlshire County Council",
        "cautions": words(&row.caution).into_iter().collect::<Vec<_>>(),
        "frequency": "month", "series": row.series, "catalogue": words(&row.catalogue),
        "breakdowns": parts, "sources": ["document/illustration"],
    });
    let id = format!("measure/{}", row.id);
    let first = months_from(events.first()?, 1);
    let changed = events.definition.iter().find(|new| new.measure == row.id);
    let Some(new) = changed else {
        return book.opens(&id, Days::public(first), &body);
    };
    let present = body.clone();
    if let Value::Object(fields) = &mut body {
        fields.insert("name".to_owned(), json!(new.was_name));
        fields.insert("numerator".to_owned(), json!(new.was_numerator));
    }
    book.opens(&id, Days::public(first), &body)?;
    body = present;
    if let Value::Object(fields) = &mut body {
        fields.insert("cautions".to_owned(), json!([new.caution]));
    }
    let days = Days {
        effective: events::month(&new.from)?,
        known: new.known.0,
        seen: Seen::From(new.known.0),
    };
    book.changes(&id, days, &body)
}

/// The Board's decisions that the measure's limits start anew.
fn limits(book: &mut Book, row: &Row, events: &Events) -> Result<(), Untold> {
    for anew in events.rebase.iter().filter(|one| one.measure == row.id) {
        let days = if row.is_public() {
            Days::papers(anew.decided.0)
        } else {
            Days::board(anew.decided.0)
        };
        let body = json!({
            "measure": format!("measure/{}", row.id), "from": anew.from, "why": anew.why,
            "decided_by": "board/improvement", "decided_on": anew.decided.0.to_string(),
            "sources": ["document/illustration"],
        });
        book.opens(&format!("rebase/{}/{}", row.id, anew.from), days, &body)?;
    }
    Ok(())
}

fn words(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

/// The readings of a measure, for the county and for teams.
fn readings(
    book: &mut Book,
    row: &Row,
    events: &Events,
    drawn: &Drawn,
) -> Result<Vec<Point>, Untold> {
    let mut points = Vec::new();
    let teams_from = events::month(&events.teams_from)?;
    for whole in &drawn.whole {
        if events.is_absent(&row.id, whole.month) {
            continue;
        }
        let known = events.known(row, whole.month);
        let point = Reading {
            row,
            month: whole.month,
            known,
            note: events.late_note(row, whole.month),
            provisional: events.is_provisional(&row.id),
            missed: events.restated(&row.id, whole.month).map(|one| one.more),
        };
        let missing = events.not_available(&row.id, whole.month);
        let told = point.tell(
            book,
            None,
            if missing.is_some() { None } else { Some(whole) },
        )?;
        if missing.is_none() {
            points.push(told);
            point.later(book, events, None, whole)?;
            crossed::tell(book, row, events, &point, whole)?;
        }
        if whole.month < teams_from {
            continue;
        }
        for (team, part) in &drawn.teams {
            let of_month = part.iter().find(|part| part.month == whole.month);
            if let Some(part) = of_month.filter(|_| missing.is_none()) {
                point.tell(book, Some(team), Some(part))?;
                point.later(book, events, Some(team), part)?;
            }
        }
    }
    Ok(points)
}

/// A reading about to be told.
struct Reading<'a> {
    row: &'a Row,
    month: Date,
    known: Date,
    note: Option<&'a str>,
    provisional: bool,
    /// The share that was not counted at first, where a figure was put right.
    missed: Option<f64>,
}

impl Reading<'_> {
    /// The first version.
    fn tell(
        &self,
        book: &mut Book,
        team: Option<&str>,
        drawn: Option<&drawn::Drew>,
    ) -> Result<Point, Untold> {
        let last = self.month.last_of_month();
        let status = if self.provisional {
            "provisional"
        } else {
            "local"
        };
        let missed = self.missed.zip(drawn);
        let fewer = missed.map(|(share, drew)| drew.with_more(self.row, -share));
        let drawn = fewer.as_ref().or(drawn);
        let body = self.body(team, drawn, status, self.note);
        book.opens(&self.id(book, team), self.days(book, self.known), &body)?;
        Ok(Point {
            last,
            known: self.known,
            value: drawn.and_then(|drew| drew.value),
            parts: drawn.and_then(|drew| drew.parts),
        })
    }

    /// Later versions: put right, or final.
    fn later(
        &self,
        book: &mut Book,
        events: &Events,
        team: Option<&str>,
        drew: &drawn::Drew,
    ) -> Result<(), Untold> {
        if let Some(restated) = events.restated(&self.row.id, self.month) {
            let body = self.body(team, Some(drew), "local", Some(&restated.reason));
            let days = self.days(book, restated.known.0);
            let id = self.id(book, team);
            book.version(
                &id,
                Change::Corrects(1),
                days,
                Some(&restated.reason),
                &body,
            )?;
        }
        if let Some((day, reason)) = events.made_final(&self.row.id, self.month)?
            && day <= book.calendar().end()
        {
            let body = self.body(team, Some(&drew.checked(self.row)), "final", None);
            let days = self.days(book, day);
            let id = self.id(book, team);
            book.version(&id, Change::Corrects(1), days, Some(reason), &body)?;
        }
        Ok(())
    }

    fn body(
        &self,
        team: Option<&str>,
        drawn: Option<&drawn::Drew>,
        status: &str,
        note: Option<&str>,
    ) -> Value {
        let parts = drawn.and_then(|drew| drew.parts);
        let value = match drawn {
            None => json!(":"),
            Some(drew) => drew.value.map_or_else(|| json!("z"), |value| json!(value)),
        };
        json!({
            "measure": format!("measure/{}", self.row.id), "period": self.period(),
            "breakdown": team, "value": value, "numerator": parts.map(|parts| parts.0),
            "denominator": parts.map(|parts| parts.1), "status": status, "note": note,
            "sources": ["document/illustration"],
        })
    }

    fn period(&self) -> String {
        let last = self.month.last_of_month();
        match &*self.row.series {
            "stock" => last.to_string(),
            "rolling" => format!("{}/{last}", months_from(self.month, -11)),
            _ => self.month.strftime("%Y-%m").to_string(),
        }
    }

    fn id(&self, book: &Book, team: Option<&str>) -> String {
        let part = team.map_or_else(String::new, |team| format!("/{team}"));
        let period = self.period().replace('/', "_");
        format!(
            "reading/{}/{}/{period}{part}",
            self.row.id,
            book.authority()
        )
    }

    /// Public with the summary of the first Board that saw it, if ever.
    fn days(&self, book: &Book, known: Date) -> Days {
        let last = self.month.last_of_month();
        let mut days = Days::board(known);
        days.effective = last;
        if self.row.is_public() {
            let saw = book
                .calendar()
                .sittings()
                .iter()
                .find(|sitting| sitting.data_to() >= last && sitting.papers_issued() >= known);
            days.seen = match saw {
                Some(sitting) => Seen::From(sitting.summary()),
                None => Seen::AfterPapers,
            };
        }
        days
    }
}
