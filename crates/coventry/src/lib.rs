//! Coventry's public record: the import files of `demo/coventry`, carried in the
//! program so that the demonstration and the tests need nothing else.

use record::draft::{Draft, Problem};
use record::exchange::{read_csv, read_toml};

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        /// The files in order of their names: what each is called from the top of the
        /// repository, and what it says.
        pub const FILES: &[(&str, &str)] = &[
            $((
                concat!("demo/coventry/", $name),
                include_str!(concat!("../../../demo/coventry/", $name)),
            ),)*
        ];
    };
}

files! {
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

/// Every version of every entry the files hold, in their order.
///
/// # Errors
/// What is wrong with a file, each with its place.
pub fn drafts() -> Result<Vec<Draft>, Vec<Problem>> {
    let mut all = Vec::new();
    for (name, text) in FILES {
        let read = if name.ends_with(".csv") {
            read_csv(name, text)
        } else {
            read_toml(name, text)
        };
        all.extend(read?);
    }
    Ok(all)
}
