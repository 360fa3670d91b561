//! What the store needs from outside: the time and random bytes.

use std::fmt;
use std::io;

use jiff::{Timestamp, Unit};

type Now = Box<dyn Fn() -> Timestamp + Send + Sync>;
type Random = Box<dyn Fn(&mut [u8]) -> io::Result<()> + Send + Sync>;

/// The clock and the random source a store is opened with.
pub struct Edge {
    now: Now,
    random: Random,
}

impl Edge {
    /// A clock and a random source of the caller's choosing, as tests use.
    #[must_use]
    pub fn new(
        now: impl Fn() -> Timestamp + Send + Sync + 'static,
        random: impl Fn(&mut [u8]) -> io::Result<()> + Send + Sync + 'static,
    ) -> Self {
        Self {
            now: Box::new(now),
            random: Box::new(random),
        }
    }

    /// The system's clock, to the millisecond, and its random source.
    #[must_use]
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place where the store meets the clock and randomness"
    )]
    pub fn system() -> Self {
        Self::new(
            || {
                let now = Timestamp::now();
                // Rounding fails only at the end of the calendar.
                now.round(Unit::Millisecond).unwrap_or(now)
            },
            |bytes| getrandom::fill(bytes).map_err(|error| io::Error::other(error.to_string())),
        )
    }

    pub(crate) fn now(&self) -> Timestamp {
        (self.now)()
    }

    pub(crate) fn random(&self, bytes: &mut [u8]) -> io::Result<()> {
        (self.random)(bytes)
    }
}

impl fmt::Debug for Edge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Edge")
    }
}
