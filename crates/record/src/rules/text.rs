//! What no text of an entry may hold, and how long it may be.
//!
//! Controls would break the files and pages that texts go into, and marks that
//! turn the direction of writing can make a text read as something it does not
//! say (Unicode Technical Report 36).

use serde_json::Value;

use crate::draft::{Draft, Problem};
use crate::programme::Version;

/// The longest body, in bytes.
pub(crate) const LONGEST_BODY: usize = 1_000_000;

/// The longest headline, in characters.
const LONGEST_HEADLINE: usize = 2_000;

/// The longest name of a recorder or a command, in characters.
const LONGEST_NAME: usize = 200;

/// Checks a body before anything reads it.
pub(crate) fn body(draft: &Draft) -> Result<(), Problem> {
    let Some(body) = &draft.body else {
        return Ok(());
    };
    if body.len() > LONGEST_BODY {
        return Err(draft.problem(
            "body",
            format!(
                "is {} bytes long, and an entry’s may have {LONGEST_BODY}: keep long texts in a document and refer to it",
                body.len()
            ),
        ));
    }
    // It stands on one line in the exchange between systems.
    if body.contains(['\n', '\r']) {
        return Err(draft.problem("body", "must be JSON on one line"));
    }
    Ok(())
}

/// Checks every text of a version.
pub(super) fn check(draft: &Draft, version: &Version, problems: &mut Vec<Problem>) {
    let about = [
        ("reason", draft.reason.as_deref(), LONGEST_HEADLINE),
        ("recorded_by", Some(&*draft.recorded_by), LONGEST_NAME),
        ("command_id", draft.command_id.as_deref(), LONGEST_NAME),
    ];
    for (field, text, longest) in about {
        let Some(text) = text else { continue };
        if let Some(reason) = hidden(text) {
            problems.push(draft.problem(field, reason));
        }
        too_long(draft, field, text, longest, problems);
    }
    if draft.recorded_by.trim().is_empty() {
        problems.push(draft.problem("recorded_by", "must not be empty"));
    }
    let Some(Ok(Value::Object(fields))) = draft.body.as_deref().map(serde_json::from_str) else {
        return;
    };
    let headline = version.body.as_ref().map(crate::kind::Body::headline);
    for (field, value) in &fields {
        each(field, value, &mut |path, text| {
            if let Some(reason) = hidden(text) {
                problems.push(draft.problem(path, reason));
            }
        });
        // Whatever field the headline is made of.
        if let (Value::String(text), Some(headline)) = (value, &headline)
            && headline.contains(text)
        {
            too_long(draft, field, text, LONGEST_HEADLINE, problems);
        }
    }
}

fn too_long(draft: &Draft, field: &str, text: &str, longest: usize, problems: &mut Vec<Problem>) {
    let length = text.chars().count();
    if length > longest {
        problems.push(draft.problem(
            field,
            format!("is {length} characters long, and may have {longest}"),
        ));
    }
}

/// Shows each text in a field with its path: `lines[2].what`.
pub(super) fn each(path: &str, value: &Value, look: &mut impl FnMut(&str, &str)) {
    match value {
        Value::String(text) => look(path, text),
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                each(&format!("{path}[{at}]"), item, look);
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                each(&format!("{path}.{name}"), field, look);
            }
        }
        _ => {}
    }
}

/// Why a text may not stand, if it has a character that must not be in it.
fn hidden(text: &str) -> Option<String> {
    text.chars().find_map(|c| {
        let what = match c {
            '\n' | '\t' => return None,
            '\u{61C}'
            | '\u{200E}'
            | '\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2066}'..='\u{2069}' => "a mark that turns the direction of writing",
            // Not characters at all, and not allowed in XML.
            '\u{FFFE}' | '\u{FFFF}' => "a code that is no character",
            _ if c.is_control() => "a control character",
            _ => return None,
        };
        Some(format!(
            "has {what} (U+{:04X}), which cannot be seen: take it out",
            u32::from(c)
        ))
    })
}
