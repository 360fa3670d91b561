//! JSON lines: one entry a line, complete, for exchange between systems.

use std::borrow::Cow;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::claimed_date::ClaimedDate;
use crate::draft::{Draft, Place, Problem};
use crate::entry::{Change, Digest, Entry, Meta, Written};
use crate::id::{Authority, EntryId};

/// A line. What stands after `body` is written by an export and, on reading,
/// serves at most as another system's claim.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line<'a> {
    authority: Authority,
    id: EntryId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    version: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    schema: Option<u16>,
    change: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    corrects: Option<u32>,
    effective_on: ClaimedDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    known_on: Option<ClaimedDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    published_on: Option<ClaimedDate>,
    classification: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    recorded_by: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    command_id: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    keeps_later: bool,
    #[serde(borrow)]
    body: Option<&'a RawValue>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    seq: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    batch: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    recorded_at: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    claimed_recorded_at: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    salt: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    body_digest: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    prev_hash: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    hash: Option<String>,
}

fn read_line<'a>(place: &Place, text: &'a str) -> Result<Line<'a>, Problem> {
    let problem = |field: &str, reason: String| Problem {
        place: place.clone(),
        field: field.to_owned(),
        // The line is known better from its file.
        reason: reason.replace(" at line 1 column", " at column"),
    };
    let mut json = serde_json::Deserializer::from_str(text);
    let line = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let path = error.path().to_string();
        // The path is not known where the line itself is broken.
        let field = if matches!(&*path, "." | "?") {
            "line"
        } else {
            &path
        };
        problem(field, error.inner().to_string())
    })?;
    json.end()
        .map_err(|error| problem("line", error.to_string()))?;
    Ok(line)
}

/// Reads one line.
///
/// # Errors
/// The field that is wrong, and why.
pub fn read_json_line(place: &Place, text: &str) -> Result<Draft, Problem> {
    let problem = |field: &str, reason: String| Problem {
        place: place.clone(),
        field: field.to_owned(),
        reason,
    };
    let line = read_line(place, text)?;
    let change_name = line.change.as_deref().unwrap_or("opens");
    let change = Change::read(change_name, line.corrects).ok_or_else(|| {
        problem("change", "must be opens, changes, corrects (with “corrects” naming the version), withdraws or erases".to_owned())
    })?;
    let body = line
        .body
        .map(|body| body.get().to_owned())
        .filter(|body| body != "null");
    let erased_digest = match (&body, &line.body_digest) {
        (None, Some(digest)) => Some(
            digest
                .parse()
                .map_err(|reason| problem("body_digest", reason))?,
        ),
        _ => None,
    };
    Ok(Draft {
        place: place.clone(),
        schema: line.schema.unwrap_or_else(|| line.id.kind().schema()),
        version: line.version,
        change,
        effective_on: line.effective_on,
        known_on: line.known_on,
        published_on: line.published_on,
        classification: line
            .classification
            .parse()
            .map_err(|reason| problem("classification", reason))?,
        reason: line.reason.map(Cow::into_owned),
        recorded_by: line
            .recorded_by
            .map_or_else(|| "import".to_owned(), Cow::into_owned),
        command_id: line.command_id.map(Cow::into_owned),
        claimed_recorded_at: line.claimed_recorded_at.or(line.recorded_at),
        keeps_later: line.keeps_later,
        body,
        erased_digest,
        authority: line.authority,
        id: line.id,
    })
}

/// Reads one line of an export back into the entry it was, with its number,
/// times, salt and hashes. Whether the hashes are right is not checked.
///
/// # Errors
/// The field that is wrong or missing, and why.
pub fn read_entry_line(place: &Place, text: &str) -> Result<Entry, Problem> {
    let problem = |field: &str, reason: String| Problem {
        place: place.clone(),
        field: field.to_owned(),
        reason,
    };
    let line = read_line(place, text)?;
    let missing = |field: &str| problem(field, "is missing".to_owned());
    let change = line
        .change
        .as_deref()
        .and_then(|name| Change::read(name, line.corrects))
        .ok_or_else(|| problem("change", "is not a change".to_owned()))?;
    let digest = |field: &str, text: &Option<String>| -> Result<Digest, Problem> {
        let text = text.as_deref().ok_or_else(|| missing(field))?;
        text.parse().map_err(|reason| problem(field, reason))
    };
    let written = match (line.body, &line.salt) {
        (Some(body), Some(salt)) => Some(Written {
            body: body.get().to_owned(),
            salt: salt.parse().map_err(|reason| problem("salt", reason))?,
        }),
        (None, None) => None,
        _ => {
            let reason = "and body are not both there or both erased";
            return Err(problem("salt", reason.to_owned()));
        }
    };
    Ok(Entry {
        written,
        body_digest: digest("body_digest", &line.body_digest)?,
        prev_hash: digest("prev_hash", &line.prev_hash)?,
        hash: digest("hash", &line.hash)?,
        meta: Meta {
            seq: line.seq.ok_or_else(|| missing("seq"))?,
            batch: line.batch.ok_or_else(|| missing("batch"))?,
            command_id: line.command_id.map(Cow::into_owned),
            schema: line.schema.ok_or_else(|| missing("schema"))?,
            version: line.version.ok_or_else(|| missing("version"))?,
            change,
            effective_on: line.effective_on,
            known_on: line.known_on.ok_or_else(|| missing("known_on"))?,
            published_on: line.published_on,
            recorded_at: line.recorded_at.ok_or_else(|| missing("recorded_at"))?,
            claimed_recorded_at: line.claimed_recorded_at,
            recorded_by: line
                .recorded_by
                .ok_or_else(|| missing("recorded_by"))?
                .into_owned(),
            classification: line
                .classification
                .parse()
                .map_err(|reason| problem("classification", reason))?,
            reason: line.reason.map(Cow::into_owned),
            authority: line.authority,
            id: line.id,
        },
    })
}

/// Reads a file of lines. Empty lines are passed over.
///
/// # Errors
/// Everything that is wrong, with its line and field.
pub fn read_json_lines(file: &str, text: &str) -> Result<Vec<Draft>, Vec<Problem>> {
    let mut drafts = Vec::new();
    let mut problems = Vec::new();
    for (at, line) in text
        .strip_prefix('\u{feff}')
        .unwrap_or(text)
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
    {
        let place = Place {
            file: file.to_owned(),
            line: at + 1,
        };
        match read_json_line(&place, line) {
            Ok(draft) => drafts.push(draft),
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() {
        Ok(drafts)
    } else {
        Err(problems)
    }
}

/// A version as an audience may see it, without the line's end: nothing that tells
/// who recorded it, in which batch, or by which anything kept back could be guessed.
///
/// # Errors
/// The body cannot be written as JSON.
pub(super) fn write_shared_line(
    meta: &Meta,
    body: Option<&serde_json::Value>,
) -> Result<String, serde_json::Error> {
    let body = body.map(serde_json::value::to_raw_value).transpose()?;
    serde_json::to_string(&Line {
        recorded_by: None,
        command_id: None,
        seq: None,
        batch: None,
        claimed_recorded_at: None,
        schema: Some(meta.id.kind().schema()),
        ..Line::of(meta, body.as_deref())
    })
}

impl<'a> Line<'a> {
    /// Without salt and hashes.
    fn of(meta: &'a Meta, body: Option<&'a RawValue>) -> Self {
        Line {
            authority: meta.authority.clone(),
            id: meta.id.clone(),
            version: Some(meta.version),
            schema: Some(meta.schema),
            change: Some(meta.change.name().into()),
            corrects: meta.change.corrected(),
            effective_on: meta.effective_on,
            known_on: Some(meta.known_on),
            published_on: meta.published_on,
            classification: meta.classification.to_string().into(),
            reason: meta.reason.as_deref().map(Cow::Borrowed),
            recorded_by: Some((&*meta.recorded_by).into()),
            command_id: meta.command_id.as_deref().map(Cow::Borrowed),
            keeps_later: false,
            body,
            seq: Some(meta.seq),
            batch: Some(meta.batch),
            recorded_at: Some(meta.recorded_at),
            claimed_recorded_at: meta.claimed_recorded_at,
            salt: None,
            body_digest: None,
            prev_hash: None,
            hash: None,
        }
    }
}

/// An entry as a line, without the line's end. The body stands in it exactly
/// as it was written.
///
/// # Errors
/// The body is not JSON on one line, which the store never holds.
pub fn write_json_line(entry: &Entry) -> Result<String, serde_json::Error> {
    let meta = &entry.meta;
    let body = entry
        .written
        .as_ref()
        .map(|written| serde_json::from_str::<&RawValue>(&written.body))
        .transpose()?;
    serde_json::to_string(&Line {
        salt: entry
            .written
            .as_ref()
            .map(|written| written.salt.to_string()),
        body_digest: Some(entry.body_digest.to_string()),
        prev_hash: Some(entry.prev_hash.to_string()),
        hash: Some(entry.hash.to_string()),
        ..Line::of(meta, body)
    })
}
