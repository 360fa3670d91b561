//! Connections kept open: so many at most, and nobody waits for one for ever.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::db::Db;
use crate::error::StoreError;
use crate::location::Location;

/// Open connections to one place.
pub(crate) struct Pool {
    most: usize,
    patience: Duration,
    kept: Mutex<Kept>,
    given_back: Condvar,
}

struct Kept {
    idle: Vec<Db>,
    /// How many are in use or being opened.
    out: usize,
}

impl Pool {
    /// A pool of at most so many connections, for which nobody waits longer
    /// than this. The first is opened at once.
    pub(crate) fn new(
        location: &Location,
        most: usize,
        patience: Duration,
    ) -> Result<Self, StoreError> {
        let kept = Kept {
            idle: vec![location.connect()?],
            out: 0,
        };
        Ok(Self {
            most,
            patience,
            kept: Mutex::new(kept),
            given_back: Condvar::new(),
        })
    }

    /// Does `work` with a connection: one that is kept, if it still works, or a
    /// new one.
    ///
    /// # Errors
    /// All were in use for too long, or none can be opened; or `work`'s own.
    pub(crate) fn with<T, E: From<StoreError>>(
        &self,
        location: &Location,
        work: impl FnOnce(&Db) -> Result<T, E>,
    ) -> Result<T, E> {
        let turn = self.turn(location)?;
        let idle = self.kept().idle.pop();
        let db = match idle.filter(Db::is_alive) {
            Some(db) => db,
            None => location.connect()?,
        };
        let done = work(&db);
        self.kept().idle.push(db);
        drop(turn);
        done
    }

    /// Waits until one of the connections may be used.
    fn turn(&self, location: &Location) -> Result<Turn<'_>, StoreError> {
        let (mut kept, _) = self
            .given_back
            .wait_timeout_while(self.kept(), self.patience, |kept| kept.out >= self.most)
            .unwrap_or_else(PoisonError::into_inner);
        if kept.out >= self.most {
            return Err(StoreError::Crowded {
                place: location.name().to_owned(),
                connections: self.most,
                seconds: self.patience.as_secs(),
            });
        }
        kept.out += 1;
        Ok(Turn(self))
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The right to use one of the connections, given back whatever happens.
struct Turn<'a>(&'a Pool);

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.0.kept().out -= 1;
        self.0.given_back.notify_one();
    }
}
