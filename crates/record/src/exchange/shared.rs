//! What an audience may see of a record, as JSON lines to hand on: the same entries
//! as its pages, not a copy of the record. Nobody can check its hashes or restore
//! from it.

use std::collections::BTreeSet;

use serde_json::Value;

use super::json_lines::write_shared_line;
use crate::kind::{Body, Kind};
use crate::state::Moment;
use crate::view::View;

/// A line, without its end, for every version that the view's audience may see at
/// the moment, in the order of [`Kind::ALL`], then as the entries were opened. What
/// disclosure control hid is written as the symbol that stands for it; a reference
/// to an entry that the audience may not see is left out.
///
/// # Errors
/// A body cannot be written as JSON.
pub fn shared_lines(view: View<'_>, moment: Moment) -> Result<Vec<String>, serde_json::Error> {
    let mut lines = Vec::new();
    for kind in Kind::ALL {
        for id in view.names(*kind) {
            for version in view.history(id, moment) {
                let body = version.body.as_ref().map(|body| open(view, moment, body));
                lines.push(write_shared_line(&version.meta, body.as_ref())?);
            }
        }
    }
    Ok(lines)
}

/// The body without the names of entries that are closed to the audience.
fn open(view: View<'_>, moment: Moment, body: &Body) -> Value {
    let named = body.references().into_iter().map(|reference| reference.to);
    let read_in = body.sources().iter().map(|source| &source.document);
    let closed: BTreeSet<&str> = named
        .chain(read_in)
        .filter(|id| view.history(id, moment).is_empty())
        .map(|id| id.as_str())
        .collect();
    let mut json = body.to_json();
    if !closed.is_empty() {
        strike(&mut json, &closed);
    }
    json
}

/// Takes names, and names with a place in the document, out of lists and fields.
fn strike(json: &mut Value, closed: &BTreeSet<&str>) {
    let names_closed = |value: &Value| {
        let text = value.as_str().unwrap_or_default();
        closed.contains(text.split_once('#').map_or(text, |(name, _)| name))
    };
    match json {
        Value::Array(items) => {
            items.retain(|item| !names_closed(item));
            items.iter_mut().for_each(|item| strike(item, closed));
        }
        Value::Object(fields) => {
            for value in fields.values_mut() {
                if names_closed(value) {
                    *value = Value::Null;
                } else {
                    strike(value, closed);
                }
            }
        }
        _ => {}
    }
}
