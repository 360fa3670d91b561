//! The record: its layout, whether it is sound, and whether the clock agrees with it.

use jiff::Timestamp;
use store::{Access, Edge, Home, Store, StoreError, VerifyError};

use super::Finding;
use crate::progress::Progress;

/// Above so many entries the whole check is left to `verify`.
const MOST: u64 = 500_000;

pub(super) fn record(home: &Home, now: Timestamp) -> Vec<Finding> {
    let of = "database";
    let layout = match store::layout(home) {
        Ok(layout) => layout,
        Err(error) => return vec![Finding::fail(of, error.to_string())],
    };
    if layout.database < layout.newest {
        return vec![Finding::warn(
            of,
            format!(
                "its layout is number {}, this program's is {}. The next command that opens it brings it up to date in one step. Make a backup with the program you have before you start the new one.",
                layout.database, layout.newest
            ),
        )];
    }
    let store = match Store::open(home, Access::Read, Edge::system()) {
        Ok(store) => store,
        Err(error) => return vec![Finding::fail(of, error.to_string())],
    };
    let opened = Finding::ok(
        of,
        format!(
            "opens; its layout is number {}, this program's own",
            layout.database
        ),
    );
    vec![opened, sound(&store), clock(store.last_recorded(), now)]
}

/// Whether every entry is as it was stored.
fn sound(store: &Store) -> Finding {
    let of = "record";
    let heads = match store.heads() {
        Ok(heads) => heads,
        Err(error) => return Finding::fail(of, error.to_string()),
    };
    let entries: u64 = heads.iter().map(|(_, head)| head.seq).sum();
    if entries == 0 {
        return Finding::warn(of, "it is empty. Begin with sightline import.");
    }
    let heads: Vec<String> = heads
        .iter()
        .map(|(authority, head)| format!("{authority} {head}"))
        .collect();
    if entries > MOST {
        return Finding::ok(
            of,
            format!(
                "{entries} entries of {} authorities, not checked one by one here: run sightline verify",
                heads.len()
            ),
        );
    }
    let progress = Progress::of("entries checked");
    let verified = store.verify(None, &|checked| progress.at(checked));
    progress.end();
    match verified {
        Ok(_) => Finding::ok(
            of,
            format!(
                "{entries} entries, all as they were stored. Head: {}",
                heads.join(", ")
            ),
        ),
        Err(VerifyError::Store(error)) => Finding::fail(of, error.to_string()),
        Err(found) => Finding::fail(of, found.to_string()),
    }
}

/// Entries are dated by this machine's clock, which never runs behind them.
fn clock(last: Result<Option<Timestamp>, StoreError>, now: Timestamp) -> Finding {
    let of = "clock";
    match last {
        Err(error) => Finding::fail(of, error.to_string()),
        Ok(Some(last)) if last > now => Finding::fail(
            of,
            format!(
                "it says {now:.0}, but the last entry was recorded at {last:.0}. Set the clock, or wait until it has caught up: entries made now would all be dated {last:.0}."
            ),
        ),
        Ok(_) => Finding::ok(of, format!("{now:.0}, not before the last entry")),
    }
}
