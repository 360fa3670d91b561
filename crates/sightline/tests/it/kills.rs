//! The program killed at any moment of an append: every number it printed is a
//! stored entry, in the order sent, and the record is sound.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::support::*;

/// Feeds `append` until it is killed, so long after its start or, every second
/// time, after its first number; the numbers it printed.
fn killed_append(data: &str, round: usize, after: Duration) -> Vec<u64> {
    let mut child = Command::new(PROGRAM)
        .args(["append", "--data", data])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let output = BufReader::new(child.stdout.take().unwrap());
    std::thread::scope(|scope| {
        scope.spawn(move || {
            for n in 1.. {
                let line = event(&format!("r{round}-{n}"), "Sent until the end");
                if writeln!(input, "{line}").is_err() {
                    break;
                }
            }
        });
        let (began, begun) = std::sync::mpsc::channel();
        let printed = scope.spawn(move || {
            output
                .lines()
                .map_while(Result::ok)
                .inspect(|_| {
                    let _ = began.send(());
                })
                .filter_map(|line| line.parse().ok())
                .collect()
        });
        if round % 2 == 1 {
            begun.recv().unwrap();
        }
        std::thread::sleep(after);
        child.kill().unwrap();
        child.wait().unwrap();
        printed.join().unwrap()
    })
}

#[test]
fn no_acknowledged_entry_is_lost_when_the_program_is_killed() {
    let dir = folder();
    let data = small(dir.path(), 1);
    let mut dice = Dice::new(3);
    let kills = times(20, 1_000);
    let (mut acknowledged, mut rounds_with) = (0, 0);
    let mut before = ids(&exported(&data));
    for round in 0..kills {
        let after = Duration::from_millis(5 + dice.below(296) as u64);
        let printed = killed_append(text(&data), round, after);
        sightline(&["verify", "--data", text(&data)]).done();
        let now = ids(&exported(&data));
        let stored = now.len() - before.len();
        assert_eq!(now[..before.len()], before, "kill {round}");
        for (at, id) in now[before.len()..].iter().enumerate() {
            assert_eq!(*id, format!("event/r{round}-{}", at + 1), "kill {round}");
        }
        let numbers: Vec<u64> = (before.len() + 1..)
            .take(printed.len())
            .map(|n| n as u64)
            .collect();
        assert_eq!(printed, numbers, "kill {round}");
        assert!(
            stored >= printed.len(),
            "kill {round}: {} acknowledged, {stored} stored",
            printed.len()
        );
        acknowledged += printed.len();
        rounds_with += usize::from(!printed.is_empty());
        before = now;
        // A folder that grows for ever would make the later rounds slow.
        if before.len() > 5_000 {
            std::fs::remove_dir_all(&data).unwrap();
            before = ids(&exported(&small(dir.path(), 1)));
        }
    }
    println!(
        "kills: {kills}, of them {rounds_with} after an acknowledgement; {acknowledged} entries acknowledged, 0 lost"
    );
    assert!(rounds_with * 2 >= kills, "too few kills met an append");
}
