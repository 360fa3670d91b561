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
use crate::files::drafts;

macro_rules! coventry {
    ($($name:literal),* $(,)?) => {
        /// The import files of `demo/coventry`, by name.
        pub(crate) const COVENTRY: &[(&str, &str)] = &[
            $((
                concat!("demo/coventry/", $name),
                include_str!(concat!("../../../demo/coventry/", $name)),
            ),)*
        ];
    };
}

coventry! {
    "00-authority.toml",
    "05-organisations-and-posts.toml",
    "10-documents.toml",
    "20-reviews-2011-2016.toml",
    "21-reviews-2017-2018.toml",
    "22-reviews-2019-2026.toml",
    "30-recommendations.toml",
    "40-intervention.toml",
    "50-boards.toml",
    "55-meetings-and-decisions.toml",
    "60-events.toml",
    "65-plans.toml",
    "70-strategies-and-promises.toml",
    "75-statements.toml",
    "80-measures-published.toml",
    "81-measures-england-and-population.toml",
    "82-measures-local.toml",
    "85-comparators-and-releases.toml",
    "90-conflicts.toml",
    "readings-children-in-need-comparators.csv",
    "readings-children-in-need-neighbours-2021.csv",
    "readings-children-in-need-neighbours-2025.csv",
    "readings-children-in-need.csv",
    "readings-children-looked-after-comparators.csv",
    "readings-children-looked-after-neighbours-2021.csv",
    "readings-children-looked-after-neighbours-2025.csv",
    "readings-children-looked-after.csv",
    "readings-england-2025.csv",
    "readings-local.csv",
    "readings-population.csv",
    "readings-workforce-comparators.csv",
    "readings-workforce-neighbours-2021.csv",
    "readings-workforce-neighbours-2025.csv",
    "readings-workforce.csv",
}

/// The drafts of Coventry's public record.
pub(crate) fn coventry() -> Result<Vec<Draft>, Failure> {
    let mut all = Vec::new();
    for (name, text) in COVENTRY {
        if let Some(read) = drafts(name, text) {
            all.extend(read.map_err(Failure::Refused)?);
        }
    }
    Ok(all)
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
    let mut all: String = COVENTRY.iter().map(|(_, text)| *text).collect();
    all.push_str(marlshire::EDITION);
    let digest = body_digest(&Salt([0; 16]), &all).to_string();
    std::env::temp_dir().join(format!("sightline-demo-{}", &digest[..12]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn carries_every_import_file() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../demo/coventry");
        let mut there: Vec<String> = std::fs::read_dir(folder)
            .into_iter()
            .flatten()
            .filter_map(|file| file.ok()?.file_name().into_string().ok())
            .filter(|name| drafts(name, "").is_some())
            .map(|name| format!("demo/coventry/{name}"))
            .collect();
        there.sort();
        let carried: Vec<&str> = COVENTRY.iter().map(|(name, _)| *name).collect();
        assert_eq!(carried, there);
    }
}
