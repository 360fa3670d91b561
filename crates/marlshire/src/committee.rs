//! Requests for information, Scrutiny's recommendations, and who held which
//! post.

use jiff::civil::Date;
use record::entry::Classification;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::Untold;
use crate::book::{Book, Days, Seen};
use crate::calendar::days_from;
use crate::plan::meeting;
use crate::told::TomlDay;

const FILE: &str = "story/committee.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    request: Vec<Request>,
    scrutiny: Vec<Scrutiny>,
    recommendation: Vec<Recommendation>,
    holder: Vec<Holder>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Request {
    m: usize,
    asked_by: String,
    text: String,
    to: String,
    due: TomlDay,
    answer: Option<Told>,
    satisfied: Option<Satisfied>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    on: TomlDay,
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Satisfied {
    on: TomlDay,
    yes: bool,
    words: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Scrutiny {
    day: TomlDay,
    considered: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Recommendation {
    slug: String,
    number: String,
    made_on: TomlDay,
    text: String,
    response: Option<Response>,
    done: Option<Told>,
    about: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Response {
    on: TomlDay,
    verdict: String,
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Holder {
    label: String,
    post: String,
    starts: TomlDay,
    ends: Option<TomlDay>,
}

/// Tells requests, Scrutiny and holders of posts.
///
/// # Errors
/// The file has a slip in it, or a name is no name of an entry.
pub(crate) fn tell(book: &mut Book) -> Result<(), Untold> {
    let file: File = toml::from_str(include_str!("../story/committee.toml"))
        .map_err(|error| Untold::new(FILE, error))?;
    book.told_in(FILE);
    for (at, request) in file.request.iter().enumerate() {
        asked(book, at + 1, request)?;
    }
    for scrutiny in &file.scrutiny {
        met(book, scrutiny)?;
    }
    for recommendation in &file.recommendation {
        recommended(book, recommendation)?;
    }
    file.holder.iter().try_for_each(|holder| held(book, holder))
}

/// A request; its answer; whether whoever asked was satisfied.
fn asked(book: &mut Book, number: usize, request: &Request) -> Result<(), Untold> {
    let day = book.calendar().sitting(request.m)?.on;
    let id = format!("information-request/{number}");
    let mut body = json!({
        "board": "board/improvement", "meeting": meeting(day), "asked_by": request.asked_by,
        "text": request.text, "to": format!("post/{}", request.to),
        "due": request.due.0.to_string(), "sources": ["document/illustration"],
    });
    book.opens(&id, Days::papers(day), &body)?;
    if let Some(answer) = &request.answer {
        let told = json!({"on": answer.on.0.to_string(), "text": answer.text});
        add(&mut body, "answer", told);
        book.changes(&id, Days::papers(answer.on.0), &body)?;
    }
    if let Some(satisfied) = &request.satisfied {
        let told = json!({"on": satisfied.on.0.to_string(), "yes": satisfied.yes, "words": satisfied.words});
        add(&mut body, "satisfied", told);
        book.changes(&id, Days::papers(satisfied.on.0), &body)?;
    }
    Ok(())
}

fn add(body: &mut Value, field: &str, value: Value) {
    if let Value::Object(fields) = body {
        fields.insert(field.to_owned(), value);
    }
}

fn scrutiny_meeting(day: Date) -> String {
    format!("meeting/scrutiny-{day}")
}

fn met(book: &mut Book, scrutiny: &Scrutiny) -> Result<(), Untold> {
    let day = scrutiny.day.0;
    let mut body = json!({
        "board": "board/scrutiny", "on": day.to_string(), "status": "planned",
        "papers_due": days_from(day, -9).to_string(), "sources": ["document/illustration"],
    });
    book.opens(
        &scrutiny_meeting(day),
        Days::public(days_from(day, -120)),
        &body,
    )?;
    add(&mut body, "status", json!("held"));
    add(&mut body, "considered", json!(scrutiny.considered));
    book.changes(&scrutiny_meeting(day), Days::public(day), &body)
}

/// A recommendation to the Cabinet Member, the reply, and that it was done.
fn recommended(book: &mut Book, one: &Recommendation) -> Result<(), Untold> {
    let id = format!("scrutiny-recommendation/{}", one.slug);
    let made = one.made_on.0;
    let mut body = json!({
        "board": "board/scrutiny", "meeting": scrutiny_meeting(made), "number": one.number,
        "text": one.text, "to": "post/cabinet-member", "made_on": made.to_string(),
        "sources": ["document/illustration"],
    });
    book.opens(&id, Days::public(made), &body)?;
    // What it is about may come into the plan after it was made.
    add(&mut body, "about", json!(one.about));
    if let Some(response) = &one.response {
        let told = json!({"on": response.on.0.to_string(), "verdict": response.verdict, "text": response.text});
        add(&mut body, "response", told);
        book.changes(&id, Days::public(response.on.0), &body)?;
    }
    if let Some(done) = &one.done {
        let told = json!({"on": done.on.0.to_string(), "text": done.text});
        add(&mut body, "done", told);
        book.changes(&id, Days::public(done.on.0), &body)?;
    }
    Ok(())
}

/// A post held, by somebody the record calls by a number.
fn held(book: &mut Book, holder: &Holder) -> Result<(), Untold> {
    let id = format!("person/{}", holder.label.to_lowercase().replace(' ', "-"));
    let body = |ends: Option<Date>| {
        json!({
            "label": holder.label,
            "holds": [{"post": format!("post/{}", holder.post), "starts": holder.starts.0.to_string(),
                "ends": ends.map(|day| day.to_string())}],
            "sources": ["document/illustration"],
        })
    };
    let first = book.calendar().begins().max(holder.starts.0);
    let days = |effective: Date, known: Date| Days {
        effective,
        known,
        seen: Seen::Closed(Classification::Board),
    };
    book.opens(&id, days(holder.starts.0, first), &body(None))?;
    match holder.ends {
        // Notice is given two months before.
        Some(ends) => book.changes(
            &id,
            days(ends.0, days_from(ends.0, -60).max(first)),
            &body(Some(ends.0)),
        ),
        None => Ok(()),
    }
}
