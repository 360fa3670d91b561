//! What the demonstration shows: Coventry's public record, and Marlshire, which
//! is made up. Both are carried in the program, so that it needs nothing else.

use std::path::PathBuf;

use jiff::civil::Date;
use record::chain::body_digest;
use record::draft::Draft;
use record::entry::Salt;
use record::id::Authority;
use record::view::Audience;

use crate::failure::Failure;

/// The drafts of Coventry's public record.
pub(crate) fn coventry() -> Result<Vec<Draft>, Failure> {
    coventry::drafts().map_err(Failure::Refused)
}

/// The drafts of Marlshire's record as far as it is known on a day.
pub(crate) fn marlshire(today: Date) -> Result<Vec<Draft>, Failure> {
    marlshire::drafts(today).map_err(|error| Failure::Damaged(error.to_string()))
}

/// For whom the demonstration shows a council's pages: Coventry's record is made of
/// what is public; of a council that does not exist the Board's may be seen.
pub(crate) fn audience(authority: &Authority) -> Audience {
    if authority.as_str() == "coventry" {
        Audience::PublicPage
    } else {
        Audience::Board
    }
}

/// Where the demonstration keeps its data if not told: a temporary folder named
/// after the files, so that a newer program begins anew.
pub(crate) fn folder() -> PathBuf {
    let mut all: String = coventry::FILES.iter().map(|(_, text)| *text).collect();
    all.push_str(marlshire::EDITION);
    let digest = body_digest(&Salt([0; 16]), &all).to_string();
    std::env::temp_dir().join(format!("sightline-demo-{}", &digest[..12]))
}
