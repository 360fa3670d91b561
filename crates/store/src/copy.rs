//! Copying a whole record from one place to another, of either engine.

use crate::archive::ArchiveError;
use crate::edge::Edge;
use crate::entry_row::{each_entry, insert};
use crate::error::StoreError;
use crate::home::Home;
use crate::records::move_head;
use crate::restore::{fill, must_be_empty};
use crate::store::{Store, heads};
use crate::verify::{Verified, VerifyError};

/// Copies everything a store holds, as of one moment, to a place where nothing
/// is yet: the same entries, numbers, times and hashes, so the same export. The
/// copy is checked before it is given its name. `progress` is told how many
/// entries are written.
///
/// # Errors
/// Something is at the other place already; one of them cannot be used; or the
/// record is not sound. Then the other place is as it was.
pub fn copy(
    from: &Store,
    to: impl Into<Home>,
    edge: Edge,
    mut progress: impl FnMut(u64),
) -> Result<Verified, ArchiveError> {
    let to = to.into();
    must_be_empty(&to)?;
    let unsound = |error: VerifyError| match error {
        VerifyError::Store(error) => error.into(),
        found => ArchiveError::Unsound(found.to_string()),
    };
    let source = from.connect()?;
    let mut written = 0;
    let copied = fill(&to, edge, Vec::new(), unsound, |db| {
        source.snapshot(|| {
            for (authority, head) in heads(&source)? {
                each_entry(&source, authority.as_str(), 1, head.seq, |entry| {
                    written += 1;
                    progress(written);
                    insert(db, &entry)
                })?;
                move_head(db, &authority, head)?;
            }
            Ok::<(), StoreError>(())
        })?;
        Ok(())
    })?;
    Ok(copied.verified)
}
