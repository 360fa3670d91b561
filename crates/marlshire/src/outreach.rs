//! Newsletters, open sessions, visits, and the money that comes with duties.

use jiff::civil::Date;
use record::claimed_date::ClaimedDate;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::Untold;
use crate::book::{Book, Days};
use crate::calendar::days_from;
use crate::told::TomlDay;

const FILE: &str = "story/outreach.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    newsletter: Vec<Newsletter>,
    session: Vec<Session>,
    visit: Vec<Visit>,
    fund: Vec<Fund>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Newsletter {
    day: TomlDay,
    says: Vec<String>,
    reached: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Session {
    day: TomlDay,
    attended: u32,
    says: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Visit {
    day: TomlDay,
    by: String,
    team: String,
    says: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fund {
    slug: String,
    name: String,
    topic: String,
    amount: u64,
    funder: String,
    won_through: String,
    lead: Option<String>,
    length: String,
    starts: ClaimedDate,
    ends: ClaimedDate,
    organisations: Vec<String>,
    delivers: Vec<String>,
    deliverables: Vec<Deliverable>,
    spend: Vec<Spend>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Deliverable {
    text: String,
    due: String,
    delivered_on: Option<TomlDay>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Spend {
    to: TomlDay,
    budget: u64,
    spent: u64,
    forecast: Option<u64>,
}

/// Tells communications and money.
///
/// # Errors
/// The file has a slip in it, or a name is no name of an entry.
pub(crate) fn tell(book: &mut Book) -> Result<(), Untold> {
    let file: File = toml::from_str(include_str!("../story/outreach.toml"))
        .map_err(|error| Untold::new(FILE, error))?;
    book.told_in(FILE);
    for (at, one) in file.newsletter.iter().enumerate() {
        let issue = (at + 1).to_string();
        let body = json!({
            "name": format!("Getting better, issue {issue}"), "form": "newsletter",
            "audience": "All staff, carers and partners.", "says": one.says, "issue": issue,
            "by": "post/director", "on": one.day.0.to_string(), "reached": one.reached,
            "sources": ["document/illustration"],
        });
        book.opens(
            &format!("communication/newsletter-{issue}"),
            Days::public(one.day.0),
            &body,
        )?;
    }
    for one in &file.session {
        let day = one.day.0;
        let body = json!({
            "name": format!("Director's open session, {}", day.strftime("%B %Y")), "form": "open_session",
            "audience": "Anyone who works for children in Marlshire.", "says": one.says,
            "by": "post/director", "on": day.to_string(), "attended": one.attended,
            "place": "County Hall and on line", "sources": ["document/illustration"],
        });
        book.opens(
            &format!("communication/session-{day}"),
            Days::papers(day),
            &body,
        )?;
    }
    for one in &file.visit {
        let day = one.day.0;
        let body = json!({
            "name": format!("Visit, {}", day.strftime("%-d %B %Y")), "form": "visit",
            "audience": "The team visited.", "says": one.says, "by": format!("post/{}", one.by),
            "on": day.to_string(), "team": format!("team/{}", one.team),
            "sources": ["document/illustration"],
        });
        book.opens(
            &format!("communication/visit-{day}"),
            Days::papers(day),
            &body,
        )?;
    }
    file.fund.iter().try_for_each(|fund| funded(book, fund))
}

/// A fund: opened with its money, and a version with each report of spending,
/// known three weeks after the day it goes to.
fn funded(book: &mut Book, fund: &Fund) -> Result<(), Untold> {
    let id = format!("funded-programme/{}", fund.slug);
    let opened = fund.starts.earliest();
    book.opens(&id, Days::public(opened), &body(fund, opened, 0))?;
    for (at, spend) in fund.spend.iter().enumerate() {
        let known = days_from(spend.to.0, 21);
        let mut days = Days::papers(known);
        days.effective = spend.to.0;
        book.changes(&id, days, &body(fund, known, at + 1))?;
    }
    Ok(())
}

fn body(fund: &Fund, known: Date, reports: usize) -> Value {
    let deliverables: Vec<Value> = fund
        .deliverables
        .iter()
        .map(|one| {
            let delivered = one.delivered_on.map(|day| day.0).filter(|day| *day <= known);
            json!({"text": one.text, "due": one.due, "delivered_on": delivered.map(|day| day.to_string())})
        })
        .collect();
    let spend: Vec<Value> = fund
        .spend
        .iter()
        .take(reports)
        .map(|one| {
            json!({"to": one.to.0.to_string(), "budget_pounds": one.budget,
                "spent_pounds": one.spent, "forecast_pounds": one.forecast})
        })
        .collect();
    json!({
        "name": fund.name, "topic": fund.topic, "amount_pounds": fund.amount, "funder": fund.funder,
        "won_through": fund.won_through, "lead": fund.lead, "length": fund.length,
        "starts": fund.starts.to_string(), "ends": fund.ends.to_string(),
        "organisations": fund.organisations, "delivers": fund.delivers,
        "deliverables": deliverables, "spend": spend, "sources": ["document/illustration"],
    })
}
