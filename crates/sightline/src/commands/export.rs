//! `sightline export`: every entry as a JSON line on standard output.

use std::io::BufWriter;

use store::{Access, Edge, Store};

use crate::arguments::Data;
use crate::failure::Failure;
use crate::progress::Progress;

/// Writes the whole record, as of one moment.
pub(crate) fn export(arguments: &Data) -> Result<(), Failure> {
    let store = Store::open(arguments.at.home(), Access::Read, Edge::system())?;
    let mut output = BufWriter::new(std::io::stdout().lock());
    let progress = Progress::of("entries written");
    store.export(&mut output, |written| progress.at(written))?;
    progress.end();
    Ok(())
}
