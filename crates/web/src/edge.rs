//! What the pages need from outside besides the record: how long a request takes,
//! and random bytes for its number.

use std::fmt;
use std::io;
use std::time::Instant;

type Clock = Box<dyn Fn() -> Instant + Send + Sync>;
type Random = Box<dyn Fn(&mut [u8]) -> io::Result<()> + Send + Sync>;

/// A clock that never goes back, and a random source.
pub struct Edge {
    clock: Clock,
    random: Random,
}

impl Edge {
    /// The clock and the random source that the caller has.
    #[must_use]
    pub fn new(
        clock: impl Fn() -> Instant + Send + Sync + 'static,
        random: impl Fn(&mut [u8]) -> io::Result<()> + Send + Sync + 'static,
    ) -> Self {
        Self {
            clock: Box::new(clock),
            random: Box::new(random),
        }
    }

    pub(crate) fn instant(&self) -> Instant {
        (self.clock)()
    }

    /// Fills the bytes; leaves them as they are if there is no randomness to be had.
    pub(crate) fn random(&self, bytes: &mut [u8]) {
        // A number that is not random still leads from the page to the log.
        let _ = (self.random)(bytes);
    }
}

impl fmt::Debug for Edge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Edge")
    }
}
