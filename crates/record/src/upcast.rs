//! Bringing stored bodies of older schemas up to the present one.
//!
//! A body is never rewritten in the store; it is read through the steps below,
//! one for each schema that was ever replaced. `tests/it/golden/` keeps a body
//! of every schema ever released.

use std::borrow::Cow;

use serde_json::Value;

use crate::kind::{Kind, Unreadable};

/// A body of one schema, as a body of the next.
pub type Step = fn(Value) -> Value;

/// Every step there is: the kind, the schema it starts from, and the step. A
/// step is never changed once it is released.
pub const STEPS: &[(Kind, u16, Step)] = &[
    (Kind::Action, 1, only_fields_added),
    (Kind::Communication, 1, only_fields_added),
    (Kind::Decision, 1, only_fields_added),
    (Kind::FundedProgramme, 1, only_fields_added),
    (Kind::Measure, 1, only_fields_added),
    (Kind::Measure, 2, only_fields_added),
    (Kind::Meeting, 1, only_fields_added),
    (Kind::Plan, 1, only_fields_added),
    (Kind::Programme, 1, only_fields_added),
    (Kind::SignOff, 1, only_fields_added),
    (Kind::Statement, 1, only_fields_added),
];

/// The next schema only has more fields, all of which may be left out.
const fn only_fields_added(body: Value) -> Value {
    body
}

/// A body of `schema`, as a body of the kind's present schema.
///
/// # Errors
/// The schema is newer than this program, or none.
pub fn to_present(kind: Kind, schema: u16, text: &str) -> Result<Cow<'_, str>, Unreadable> {
    walk(STEPS, kind, schema, kind.schema(), text)
}

/// A body of `schema`, as a body of schema `present`, by these steps.
///
/// # Errors
/// The schema is 0 or above `present`; a step is missing; the body is not JSON.
pub fn walk<'a>(
    steps: &[(Kind, u16, Step)],
    kind: Kind,
    schema: u16,
    present: u16,
    text: &'a str,
) -> Result<Cow<'a, str>, Unreadable> {
    let refused = |reason: String| Unreadable {
        field: "schema".to_owned(),
        reason,
    };
    if schema == 0 || schema > present {
        return Err(refused(format!(
            "schema {schema} of “{}” is not known to this program, which knows 1 to {present}: use the version of Sightline that wrote it, or a newer one",
            kind.name()
        )));
    }
    if schema == present {
        return Ok(Cow::Borrowed(text));
    }
    let mut body: Value = serde_json::from_str(text).map_err(|error| Unreadable {
        field: ".".to_owned(),
        reason: error.to_string(),
    })?;
    for from in schema..present {
        let step = steps
            .iter()
            .find_map(|(of, at, step)| (*of == kind && *at == from).then_some(step))
            .ok_or_else(|| {
                refused(format!(
                    "this program has no step from schema {from} of “{}” to the next",
                    kind.name()
                ))
            })?;
        body = step(body);
    }
    Ok(Cow::Owned(body.to_string()))
}
