//! Bringing stored bodies of older schemas up to the present one.
//!
//! A body is never rewritten in the store; it is read through the steps below,
//! one for each schema that was ever replaced. `tests/it/golden/` keeps a body
//! of every schema ever released.

use std::borrow::Cow;

use crate::kind::{Kind, Unreadable};

/// A body of `schema`, as a body of the kind's present schema.
///
/// # Errors
/// The schema is newer than this program, or none.
pub fn to_present(kind: Kind, schema: u16, text: &str) -> Result<Cow<'_, str>, Unreadable> {
    let present = kind.schema();
    if schema == 0 || schema > present {
        return Err(Unreadable {
            field: "schema".to_owned(),
            reason: format!(
                "schema {schema} of “{}” is not known to this program, which knows 1 to {present}: use the version of Sightline that wrote it, or a newer one",
                kind.name()
            ),
        });
    }
    Ok(Cow::Borrowed(text))
}
