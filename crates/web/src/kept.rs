//! What pages worked out lately and other pages ask for again: how a plan stands, and
//! the papers, of which one document becomes a page and four sorts of file.
//!
//! Each depends on nothing but the record's head, the audience and the moment, so it is
//! right until the record grows.

use std::sync::{Arc, Mutex, PoisonError};

use record::entry::Head;
use record::id::Authority;
use record::state::{Moment, State};
use record::view::Audience;
use report::tree::Document;

use crate::route::PaperSort;
use crate::survey::Survey;

/// Actions kept, of all surveys together: about 10 MB.
const ACTIONS: usize = 100_000;
/// Papers kept; a long one takes about 1 MB.
const PAPERS: usize = 8;

/// What something is worked out of.
pub(crate) type Of = (Authority, Audience, Moment);

/// What was worked out lately.
#[derive(Debug)]
pub struct WorkedOut {
    /// How plans stand.
    pub(crate) surveys: Kept<Of, Survey>,
    /// Papers, before they become a file.
    pub(crate) papers: Kept<(Of, PaperSort), Document>,
}

impl Default for WorkedOut {
    fn default() -> Self {
        Self {
            // An empty plan takes room too.
            surveys: Kept::new(ACTIONS, |survey| survey.actions.len() + 10),
            papers: Kept::new(PAPERS, |_| 1),
        }
    }
}

/// Things of one sort by what they are of, the one asked for last at the end.
#[derive(Debug)]
pub(crate) struct Kept<K, T> {
    most: usize,
    size: fn(&T) -> usize,
    made: Mutex<Vec<Made<K, T>>>,
}

#[derive(Debug)]
struct Made<K, T> {
    authority: Authority,
    head: Head,
    of: K,
    what: Arc<T>,
}

impl<K: PartialEq, T> Kept<K, T> {
    fn new(most: usize, size: fn(&T) -> usize) -> Self {
        Self {
            most,
            size,
            made: Mutex::default(),
        }
    }

    /// The thing of a state, made if it is not here.
    ///
    /// # Errors
    /// It cannot be made.
    pub(crate) fn get<E>(
        &self,
        state: State<'_>,
        of: K,
        make: impl FnOnce() -> Result<T, E>,
    ) -> Result<Arc<T>, E> {
        let head = state.view().head();
        if let Some(found) = self.find(&of, head) {
            return Ok(found);
        }
        // Two pages may both make it: neither waits for the other.
        let what = Arc::new(make()?);
        self.keep(Made {
            authority: state.view().authority().clone(),
            head,
            of,
            what: Arc::clone(&what),
        });
        Ok(what)
    }

    fn find(&self, of: &K, head: Head) -> Option<Arc<T>> {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        let at = made
            .iter()
            .position(|one| one.of == *of && one.head == head)?;
        let found = made.remove(at);
        let what = Arc::clone(&found.what);
        made.push(found);
        Some(what)
    }

    fn keep(&self, new: Made<K, T>) {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        // What was true of an earlier record is not asked for again.
        made.retain(|one| one.authority != new.authority || one.head == new.head);
        made.push(new);
        let mut whole: usize = made.iter().map(|one| (self.size)(&one.what)).sum();
        while whole > self.most && made.len() > 1 {
            whole -= (self.size)(&made.remove(0).what);
        }
    }
}
