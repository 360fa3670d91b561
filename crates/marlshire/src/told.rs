//! What is written out in files: each entry with its fields, as an import file
//! has them, and its dates in short.

use jiff::civil::Date;
use record::entry::{Change, Classification};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::Untold;
use crate::book::{Book, Days, Seen};

/// The files, in order. An entry named in another must not be known later.
const FILES: &[(&str, &str)] = &[
    (
        "story/00-council.toml",
        include_str!("../story/00-council.toml"),
    ),
    (
        "story/10-reviews.toml",
        include_str!("../story/10-reviews.toml"),
    ),
    ("story/20-plan.toml", include_str!("../story/20-plan.toml")),
    (
        "story/40-promises.toml",
        include_str!("../story/40-promises.toml"),
    ),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    defaults: Map<String, Value>,
    #[serde(default)]
    entry: Vec<Told>,
}

/// An entry as it is told: what is about the version, and the rest, its body.
#[derive(Deserialize)]
struct Told {
    id: String,
    change: Option<String>,
    corrects: Option<u32>,
    /// Stands for all three dates that are not given.
    day: Option<TomlDay>,
    effective: Option<TomlDay>,
    known: Option<TomlDay>,
    published: Option<TomlDay>,
    /// `papers`: published with the summary of the next Board.
    after: Option<String>,
    classification: Option<String>,
    reason: Option<String>,
    #[serde(flatten)]
    body: Map<String, Value>,
}

/// A day written as TOML writes dates, or as text.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "toml::Value")]
pub(crate) struct TomlDay(pub(crate) Date);

impl TryFrom<toml::Value> for TomlDay {
    type Error = String;
    fn try_from(value: toml::Value) -> Result<Self, String> {
        let text = match value {
            toml::Value::Datetime(date) => date.to_string(),
            toml::Value::String(text) => text,
            other => return Err(format!("{other} is not a day")),
        };
        text.parse()
            .map(Self)
            .map_err(|error: jiff::Error| error.to_string())
    }
}

/// Tells everything that is written out.
///
/// # Errors
/// A file has a slip in it.
pub(crate) fn tell(book: &mut Book) -> Result<(), Untold> {
    for (name, text) in FILES {
        book.told_in(name);
        let file: File = toml::from_str(text).map_err(|error| Untold::new(*name, error))?;
        for told in file.entry {
            entry(book, told, &file.defaults)?;
        }
    }
    Ok(())
}

fn entry(book: &mut Book, told: Told, defaults: &Map<String, Value>) -> Result<(), Untold> {
    let wrong = |why: &dyn ToString| Untold::new(&*told.id, why.to_string());
    let given = |own: Option<TomlDay>| own.or(told.day).map(|day| day.0);
    let effective = given(told.effective).ok_or_else(|| wrong(&"has no day"))?;
    let known = given(told.known).ok_or_else(|| wrong(&"has no day"))?;
    let classification: Classification = match &told.classification {
        Some(text) => text.parse().map_err(|error: String| wrong(&error))?,
        None => Classification::Public,
    };
    let seen = match (classification, told.after.as_deref()) {
        (Classification::Public, Some("papers")) => Seen::AfterPapers,
        (Classification::Public, None) => Seen::From(given(told.published).unwrap_or(known)),
        (closed, None) => Seen::Closed(closed),
        (_, Some(other)) => return Err(wrong(&format!("“after” cannot be “{other}” here"))),
    };
    let name = told.change.as_deref().unwrap_or("opens");
    let change = Change::read(name, told.corrects).ok_or_else(|| wrong(&"no such change"))?;
    let mut body = defaults.clone();
    if change == Change::Withdraws {
        body.clear();
    }
    body.extend(told.body);
    let days = Days {
        effective,
        known,
        seen,
    };
    book.version(
        &told.id,
        change,
        days,
        told.reason.as_deref(),
        &Value::Object(body),
    )
}
