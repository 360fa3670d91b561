//! `sightline append`: JSON lines from standard input, each stored before the
//! next is read.

use std::collections::HashSet;
use std::io::{BufRead as _, Write as _};

use record::draft::{Draft, Place};
use record::entry::Change;
use record::exchange::read_json_line;
use record::id::EntryId;
use store::{Access, Durability, Edge, Records, Store};

use crate::arguments::Data;
use crate::failure::Failure;

/// Set to `normal` by the power-cut test alone: it must be seen to lose what was
/// acknowledged, which proves that the test can fail.
const SYNCHRONOUS: &str = "SIGHTLINE_TEST_SYNCHRONOUS";

/// A line longer than this is refused rather than held in memory.
const LONGEST_LINE: usize = 4 << 20;

/// Stores each line and prints its number once it is on the disk.
pub(crate) fn append(arguments: &Data) -> Result<(), Failure> {
    // Only in a build for development: nobody can lose data by a variable.
    let unsynced = cfg!(debug_assertions) && std::env::var(SYNCHRONOUS).as_deref() == Ok("normal");
    let durability = if unsynced {
        Durability::Unsynced
    } else {
        Durability::Synced
    };
    let store = Store::open_with(
        arguments.at.home(),
        Access::Write,
        Edge::system(),
        durability,
    )?;
    let records = Records::new(store)?;
    let mut input = std::io::stdin().lock();
    let mut output = std::io::stdout().lock();
    let mut line = Vec::new();
    let mut waiting = Waiting::default();
    for number in 1.. {
        line.clear();
        let place = Place {
            file: "standard input".to_owned(),
            line: number,
        };
        let wrong = |reason: String| Failure::Input(format!("{place}: {reason}"));
        let read = std::io::Read::take(&mut input, LONGEST_LINE as u64)
            .read_until(b'\n', &mut line)
            .map_err(|error| wrong(format!("cannot be read: {error}")))?;
        if read == 0 {
            break;
        }
        if read == LONGEST_LINE {
            return Err(wrong("is longer than 4 MB".to_owned()));
        }
        let text = std::str::from_utf8(&line)
            .map_err(|_| wrong("is not in UTF-8".to_owned()))?
            .trim_end_matches(['\n', '\r']);
        if text.trim().is_empty() {
            continue;
        }
        let draft =
            read_json_line(&place, text).map_err(|problem| Failure::Input(problem.to_string()))?;
        let Some(drafts) = waiting.with(draft) else {
            continue;
        };
        let alone = drafts.len() == 1;
        for batch in records.append(drafts)? {
            let first = if alone {
                batch.last_seq
            } else {
                batch.first_seq
            };
            for seq in first..=batch.last_seq {
                writeln!(output, "{seq}").map_err(unwritable)?;
            }
            output.flush().map_err(unwritable)?;
        }
    }
    waiting.none_left()
}

fn unwritable(error: std::io::Error) -> Failure {
    Failure::Unwritable(format!("standard output: {error}"))
}

/// Lines held back. The export of a record with an erasure has versions whose
/// body is gone before the line that erases them; a version may stand without
/// its body only beside its erasure, so these lines are stored with it, as one.
#[derive(Default)]
struct Waiting {
    held: Vec<Draft>,
    bare: HashSet<EntryId>,
}

impl Waiting {
    /// What can be stored now that this line is read, if anything can.
    fn with(&mut self, draft: Draft) -> Option<Vec<Draft>> {
        if draft.change == Change::Erases {
            self.bare.remove(&draft.id);
        } else if draft.erased_digest.is_some() {
            self.bare.insert(draft.id.clone());
        }
        self.held.push(draft);
        self.bare.is_empty().then(|| std::mem::take(&mut self.held))
    }

    /// Refuses what was still held back when the lines ended.
    fn none_left(&self) -> Result<(), Failure> {
        match self.held.iter().find(|draft| self.bare.contains(&draft.id)) {
            None => Ok(()),
            Some(draft) => Err(Failure::Input(format!(
                "{}: “{}” has no body, and no later line erases it: nothing was stored from this line on",
                draft.place, draft.id
            ))),
        }
    }
}
