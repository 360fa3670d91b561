//! A power cut at any moment: the program's system calls are recorded, and the
//! folder is built again as a disk may hold it after a cut at this call or that,
//! with none, some or other of what was not yet synced.
//!
//! A process that is killed leaves its writes to the system, so killing alone
//! cannot show what a power cut does. That this can fail is seen each time: the
//! same run with `synchronous=NORMAL` must lose what it acknowledged.

mod disk;
mod trace;

use std::path::Path;

use store::{Access, Edge, Store, StoreError};

use self::disk::Disk;
use self::trace::{Event, Trace};
use crate::support::*;

/// What was found in the folders built again.
#[derive(Debug, Default)]
struct Found {
    points: usize,
    lost: usize,
    corrupt: usize,
    told: Vec<String>,
}

/// Cuts the power at so many points, and looks.
///
/// `lost` says what is missing of what was acknowledged by then, given the
/// acknowledgements and the entries found.
fn cut(
    trace: &Trace,
    points: usize,
    lost: impl Fn(&[String], &[String]) -> Option<String>,
) -> Found {
    let mut dice = Dice::new(7);
    let mut found = Found::default();
    for _ in 0..points {
        let at = dice.below(trace.events.len() + 1);
        let mut disk = Disk::new(&trace.root, &trace.start);
        let mut acknowledged = Vec::new();
        for event in &trace.events[..at] {
            match event {
                Event::Printed(line) => acknowledged.push(line.clone()),
                other => disk.happens(other),
            }
        }
        let dir = folder();
        disk.after_cut(&mut dice).write_to(dir.path());
        found.points += 1;
        match entries(&dir.path().join("data")) {
            Ok(stored) => {
                if let Some(what) = lost(&acknowledged, &stored) {
                    found.lost += 1;
                    found.told.push(format!("cut at {at}: {what}"));
                }
            }
            Err(what) => {
                found.corrupt += 1;
                found.told.push(format!("cut at {at}: {what}"));
            }
        }
    }
    found.told.truncate(5);
    found
}

/// The entries of a folder after the program has opened and verified it.
fn entries(data: &Path) -> Result<Vec<String>, String> {
    let store = match Store::open(data, Access::Write, Edge::system()) {
        Ok(store) => store,
        Err(StoreError::NoFolder(_) | StoreError::Missing(_)) => return Ok(Vec::new()),
        Err(error) => return Err(error.to_string()),
    };
    store
        .verify(None, &|_| ())
        .map_err(|error| error.to_string())?;
    let mut out = Vec::new();
    store
        .export(&mut out, |_| ())
        .map_err(|error| error.to_string())?;
    Ok(ids(&String::from_utf8(out).unwrap()))
}

/// What an append lost: each number printed is an entry, and the entries are
/// those sent, in order.
fn lost_by_append(printed: &[String], stored: &[String]) -> Option<String> {
    for (at, id) in stored.iter().enumerate() {
        let sent = match at {
            0..3 => format!("event/e{}", at + 1),
            _ => format!("event/a{}", at - 2),
        };
        if *id != sent {
            return Some(format!("entry {} is {id}, not {sent}", at + 1));
        }
    }
    let last: usize = printed
        .last()
        .map_or(3, |line| line.trim().parse().unwrap());
    (stored.len() < last).then(|| format!("{last} acknowledged, {} stored", stored.len()))
}

/// Records an append of a hundred and fifty lines: more than one checkpoint.
fn traced_append(environment: &[(&str, &str)]) -> Result<Trace, String> {
    let dir = folder();
    let data = small(dir.path(), 3);
    let says = "words ".repeat(200);
    let lines: String = (1..=150)
        .map(|n| event(&format!("a{n}"), says.trim()) + "\n")
        .collect();
    Trace::of(
        dir.path(),
        &["append", "--data", text(&data)],
        environment,
        &lines,
    )
}

#[test]
fn a_power_cut_loses_nothing_that_append_acknowledged() {
    let trace = match traced_append(&[]) {
        Ok(trace) => trace,
        Err(why) => return skip("strace: power cut during append", &why),
    };
    assert_eq!(trace.printed(), 150);
    let points = times(200, 2_000);
    let found = cut(&trace, points, lost_by_append);
    println!(
        "power cut during append: {points} points in {} calls, {} lost, {} corrupt",
        trace.events.len(),
        found.lost,
        found.corrupt
    );
    assert_eq!((found.lost, found.corrupt), (0, 0), "{found:#?}");
}

#[test]
fn the_control_run_without_syncing_loses_what_it_acknowledged() {
    if !cfg!(debug_assertions) {
        return println!("skipped: the control run: a release build has no such switch");
    }
    let trace = match traced_append(&[("SIGHTLINE_TEST_SYNCHRONOUS", "normal")]) {
        Ok(trace) => trace,
        Err(why) => return skip("strace: the control run of the power cut", &why),
    };
    let points = times(200, 2_000);
    let found = cut(&trace, points, lost_by_append);
    println!(
        "control run, synchronous=NORMAL: {points} points, {} lost, {} corrupt",
        found.lost, found.corrupt
    );
    assert!(
        found.lost > 0,
        "the power-cut test cannot fail, so it shows nothing"
    );
}

#[test]
fn a_power_cut_during_the_first_import_leaves_all_of_it_or_nothing() {
    let dir = folder();
    let file = dir.path().join("first.jsonl");
    std::fs::write(&file, events("e", 40)).unwrap();
    let data = dir.path().join("data");
    let trace = match Trace::of(
        dir.path(),
        &["import", text(&file), "--data", text(&data)],
        &[],
        "",
    ) {
        Ok(trace) => trace,
        Err(why) => return skip("strace: power cut during import", &why),
    };
    assert_eq!(trace.printed(), 1);
    let points = times(100, 1_000);
    let found = cut(&trace, points, |printed, stored| match stored.len() {
        40 => None,
        0 if printed.is_empty() => None,
        some => Some(format!("{some} of 40 entries, acknowledged: {printed:?}")),
    });
    println!(
        "power cut during the first import: {points} points in {} calls, {} lost, {} corrupt",
        trace.events.len(),
        found.lost,
        found.corrupt
    );
    assert_eq!((found.lost, found.corrupt), (0, 0), "{found:#?}");
}
