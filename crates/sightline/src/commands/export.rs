//! `sightline export`: entries as JSON lines on standard output: the whole record for
//! its keepers, or what an audience may see of it.

use std::io::{BufWriter, Write};

use record::exchange::shared_lines;
use record::state::Moment;
use record::view::Audience;
use store::{Access, Edge, Records, Store};

use crate::arguments::Export;
use crate::clock;
use crate::failure::Failure;
use crate::progress::Progress;

/// Writes the whole record, as of one moment, or what the audience may see today.
pub(crate) fn export(arguments: &Export) -> Result<(), Failure> {
    let store = Store::open(arguments.at.home(), Access::Read, Edge::system())?;
    let mut output = BufWriter::new(std::io::stdout().lock());
    let progress = Progress::of("entries written");
    match arguments.audience {
        None => {
            store.export(&mut output, |written| progress.at(written))?;
        }
        Some(audience) => shared(store, audience.into(), &mut output, &progress)?,
    }
    progress.end();
    Ok(())
}

/// What an audience may see of every authority. The audit comes first, as it does
/// before a page or a paper.
fn shared(
    store: Store,
    audience: Audience,
    output: &mut impl Write,
    progress: &Progress,
) -> Result<(), Failure> {
    let unwritten = |error: std::io::Error| {
        Failure::Unwritable(format!("The output cannot be written: {error}."))
    };
    let records = Records::new(store)?;
    let today = Moment::on(clock::today());
    let mut written = 0;
    for authority in records.authorities()? {
        let programme = records.programme(&authority)?;
        report::disclosed::audited(&programme);
        let lines = shared_lines(programme.view_for(audience), today)
            .map_err(|error| Failure::Damaged(format!("{authority}: {error}")))?;
        for line in lines {
            writeln!(output, "{line}").map_err(unwritten)?;
            written += 1;
            progress.at(written);
        }
    }
    output.flush().map_err(unwritten)?;
    Ok(())
}
