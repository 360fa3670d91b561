//! `sightline verify`: whether the record is as it was stored.

use store::{Access, Edge, Store, VerifyError};

use crate::arguments::Verify;
use crate::failure::Failure;
use crate::progress::Progress;

/// Checks the whole record, and that it holds the head that was noted.
pub(crate) fn verify(arguments: &Verify) -> Result<(), Failure> {
    let store = Store::open(arguments.at.home(), Access::Read, Edge::system())?;
    let progress = Progress::of("entries checked");
    let result = store.verify(arguments.head, &|checked| progress.at(checked));
    progress.end();
    let verified = result.map_err(|error| match error {
        VerifyError::Store(error) => Failure::Store(error),
        found => Failure::Check(found.to_string()),
    })?;
    super::backup::tell(&verified);
    Ok(())
}
