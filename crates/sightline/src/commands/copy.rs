//! `sightline copy`: everything from one folder or database to another.

use store::{Access, Edge, Store};

use crate::arguments::Copy;
use crate::failure::Failure;
use crate::progress::Progress;

/// Copies the whole record, as of one moment.
pub(crate) fn copy(arguments: &Copy) -> Result<(), Failure> {
    let (from, to) = arguments.homes();
    let store = Store::open(from, Access::Read, Edge::system())?;
    let progress = Progress::of("entries copied");
    let copied = store::copy(&store, to, Edge::system(), |done| progress.at(done));
    progress.end();
    super::backup::tell(&copied?);
    Ok(())
}
