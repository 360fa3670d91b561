//! A version as its fields, whichever file they were written in.

use serde_json::{Map, Value};

use crate::body::Reading;
use crate::draft::{Draft, Place, Problem};
use crate::entry::{Change, Classification};
use crate::id::{Authority, EntryId};
use crate::kind::Kind;

/// Fields about a version; every other field of a hand-written entry is part
/// of its body.
const META: &[&str] = &[
    "authority",
    "id",
    "change",
    "corrects",
    "version",
    "effective_on",
    "known_on",
    "published_on",
    "classification",
    "reason",
    "version_reason",
    "recorded_by",
    "command_id",
    "keeps_later",
];

/// Kinds whose body has a `reason` of its own. Theirs is the body's, and why a
/// version was added is written `version_reason`.
const WITH_REASON: &[Kind] = &[Kind::DateChange, Kind::Rating, Kind::SignOff];

/// A hand-written entry: fields about the version and of its body side by side.
pub(super) fn draft(mut fields: Map<String, Value>, place: &Place) -> Result<Draft, Problem> {
    let reads_as_reading = !fields.contains_key("id") && fields.contains_key("measure");
    let mut about = Map::new();
    for name in META {
        if let Some(value) = fields.remove(*name) {
            about.insert((*name).to_owned(), value);
        }
    }
    let mut about = About {
        fields: about,
        place,
    };
    let authority: Authority = about.required("authority")?;
    let change = about.change()?;
    let id = about.optional::<EntryId>("id")?;
    let has_body = !matches!(change, Change::Withdraws | Change::Erases);
    if has_body
        && id
            .as_ref()
            .is_some_and(|id| WITH_REASON.contains(&id.kind()))
        && let Some(reason) = about.fields.remove("reason")
    {
        fields.insert("reason".to_owned(), reason);
    }
    let body = Value::Object(fields);
    let body_text = match change {
        Change::Withdraws => "{}".to_owned(),
        _ => body.to_string(),
    };
    let id = match id {
        Some(id) => id,
        None if reads_as_reading => {
            let reading: Reading = serde_path_to_error::deserialize(body).map_err(|error| {
                about.problem(error.path().to_string(), error.inner().to_string())
            })?;
            reading
                .id(&authority)
                .map_err(|error| about.problem("id", error.to_string()))?
        }
        None => return Err(about.problem("id", "is missing")),
    };
    Ok(Draft {
        place: place.clone(),
        schema: id.kind().schema(),
        id,
        version: about.number("version")?,
        change,
        effective_on: about.required("effective_on")?,
        known_on: about.optional("known_on")?,
        published_on: about.optional("published_on")?,
        classification: about.required::<Classification>("classification")?,
        reason: match about.text("version_reason")? {
            Some(reason) => Some(reason),
            None => about.text("reason")?,
        },
        recorded_by: about
            .text("recorded_by")?
            .unwrap_or_else(|| "import".to_owned()),
        command_id: about.text("command_id")?,
        claimed_recorded_at: None,
        keeps_later: about.truth("keeps_later")?,
        body: Some(body_text),
        erased_digest: None,
        authority,
    })
}

struct About<'a> {
    fields: Map<String, Value>,
    place: &'a Place,
}

impl About<'_> {
    /// A problem, which names the entry where its name is known.
    fn problem(&self, field: impl Into<String>, reason: impl Into<String>) -> Problem {
        let (field, mut reason) = (field.into(), reason.into());
        if let Some(Value::String(id)) = self.fields.get("id")
            && field != "id"
        {
            let id: String = id.chars().take(200).collect();
            reason = format!("{reason} (in “{id}”)");
        }
        Problem {
            place: self.place.clone(),
            field,
            reason,
        }
    }

    fn truth(&self, field: &str) -> Result<bool, Problem> {
        match self.fields.get(field) {
            None => Ok(false),
            Some(Value::Bool(truth)) => Ok(*truth),
            Some(_) => Err(self.problem(field, "must be true or false")),
        }
    }

    fn text(&self, field: &str) -> Result<Option<String>, Problem> {
        match self.fields.get(field) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            // A year may be written without quotation marks.
            Some(Value::Number(number)) => Ok(Some(number.to_string())),
            Some(_) => Err(self.problem(field, "must be text")),
        }
    }

    fn number(&self, field: &str) -> Result<Option<u32>, Problem> {
        match self.fields.get(field) {
            None => Ok(None),
            Some(value) => value
                .as_u64()
                .and_then(|number| u32::try_from(number).ok())
                .filter(|number| *number > 0)
                .map(Some)
                .ok_or_else(|| self.problem(field, "must be a whole number from 1")),
        }
    }

    fn optional<T: std::str::FromStr<Err: std::fmt::Display>>(
        &self,
        field: &str,
    ) -> Result<Option<T>, Problem> {
        self.text(field)?
            .map(|text| {
                text.parse()
                    .map_err(|error: T::Err| self.problem(field, error.to_string()))
            })
            .transpose()
    }

    fn required<T: std::str::FromStr<Err: std::fmt::Display>>(
        &self,
        field: &str,
    ) -> Result<T, Problem> {
        self.optional(field)?
            .ok_or_else(|| self.problem(field, "is missing"))
    }

    fn change(&self) -> Result<Change, Problem> {
        let corrects = self.number("corrects")?;
        let default = if corrects.is_some() {
            "corrects"
        } else {
            "opens"
        };
        let name = self.text("change")?.unwrap_or_else(|| default.to_owned());
        Change::read(&name, corrects).ok_or_else(|| {
            self.problem(
                "change",
                "must be opens, changes, corrects (with “corrects” naming the version), withdraws or erases",
            )
        })
    }
}
