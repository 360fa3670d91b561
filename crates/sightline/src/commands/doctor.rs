//! `sightline doctor`: whether a server is set up well, a line for each thing looked at,
//! and what to do about what is not.

mod folders;
mod network;
mod record;

use std::fmt;
use std::path::Path;

use store::Home;

use crate::arguments::Settings;
use crate::clock;
use crate::configuration::Configuration;
use crate::failure::Failure;

/// How good something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    /// Nothing to do.
    Ok,
    /// It works, and somebody should do something before it does not.
    Warn,
    /// It does not work, or is not safe.
    Fail,
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ok => "ok  ",
            Self::Warn => "warn",
            Self::Fail => "fail",
        })
    }
}

/// What was found of one thing.
#[derive(Debug)]
struct Finding {
    level: Level,
    /// What was looked at: “free space”.
    of: &'static str,
    /// What it is like, and what to do.
    says: String,
}

impl Finding {
    fn ok(of: &'static str, says: impl Into<String>) -> Self {
        Self::new(Level::Ok, of, says)
    }

    fn warn(of: &'static str, says: impl Into<String>) -> Self {
        Self::new(Level::Warn, of, says)
    }

    fn fail(of: &'static str, says: impl Into<String>) -> Self {
        Self::new(Level::Fail, of, says)
    }

    fn new(level: Level, of: &'static str, says: impl Into<String>) -> Self {
        let says = says.into();
        Self { level, of, says }
    }
}

/// Looks at everything, whatever it finds on the way.
pub(crate) fn doctor(settings: &Settings) -> Result<(), Failure> {
    let mut all = Vec::new();
    match Configuration::of(settings) {
        Err(error) => all.push(Finding::fail("settings", error.to_string())),
        Ok((configuration, home)) => {
            let folder = match &home {
                Home::Folder(folder) => Some(folder.as_path()),
                Home::Database(_) => None,
            };
            all.push(read(&configuration, settings.config.as_deref()));
            let now = clock::now();
            all.extend(folder.into_iter().flat_map(folders::data));
            all.extend(record::record(&home, now));
            all.push(folders::backups(&configuration.backup, folder, now));
            all.extend(network::certificate(&configuration, now));
            all.push(network::port(&configuration, folder));
            all.extend(folders::permissions(
                &configuration,
                settings.config.as_deref(),
                folder,
            ));
            all.extend(folders::service());
        }
    }
    for finding in &all {
        println!("{} {}: {}", finding.level, finding.of, finding.says);
    }
    let count = |level| all.iter().filter(|finding| finding.level == level).count();
    match (count(Level::Fail), count(Level::Warn)) {
        (0, 0) => println!("All is well."),
        (0, warned) => println!("It works. To look at: {warned}."),
        (failed, _) => {
            return Err(Failure::Check(format!(
                "To put right: {failed}. Each line that begins with “fail” says what to do."
            )));
        }
    }
    Ok(())
}

/// Whether a server would start with these settings.
fn read(configuration: &Configuration, file: Option<&Path>) -> Finding {
    let what = file.map_or_else(
        || "no file; what the command line says, and the defaults".to_owned(),
        |file| format!("{} is read", file.display()),
    );
    match configuration.clone().checked() {
        Ok(_) => Finding::ok("settings", what),
        Err(error) => Finding::fail("settings", error.to_string()),
    }
}
