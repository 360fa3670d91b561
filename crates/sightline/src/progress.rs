//! Saying how far long work has got, on a terminal only.

use std::io::{IsTerminal as _, Write as _, stderr};

/// Prints “12,000 entries checked” over itself every so often.
#[derive(Debug)]
pub(crate) struct Progress {
    what: &'static str,
    shown: bool,
}

/// How many steps pass between two prints.
const EVERY: u64 = 5_000;

impl Progress {
    /// Progress of work that is counted in `what`: `entries written`.
    pub(crate) fn of(what: &'static str) -> Self {
        Self {
            what,
            shown: stderr().is_terminal(),
        }
    }

    /// So many are done.
    pub(crate) fn at(&self, done: u64) {
        if self.shown && done.is_multiple_of(EVERY) {
            let _ = write!(stderr(), "\r{done} {}", self.what);
        }
    }

    /// The work is over.
    pub(crate) fn end(&self) {
        if self.shown {
            let _ = write!(stderr(), "\r\x1b[K");
        }
    }
}
