//! How fast `verify` is, and how far `append` is from the disk's bare sync.
//!
//! `cargo run --release -p store --example bench_verify -- [ENTRIES] [FOLDER]`
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a measurement stops at the first thing that fails, and needs the clock"
)]

use std::fs::{self, OpenOptions};
use std::io::{Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::time::Instant;

use record::draft::Draft;
use record::exchange::read_json_lines;
use store::{Access, Edge, Records, Store};

/// An event with a body of about 500 bytes.
fn lines(from: u64, count: u64) -> Vec<Draft> {
    let lines: Vec<String> = (from..from + count)
        .map(|n| {
            let text = format!(
                "Update {n}: the service reported that assessments were completed on time, that \
                 every child in need had a plan reviewed by a manager, and that the audit round \
                 found the voice of the child in most of the files looked at; the Board asked \
                 for the same figures by team at its next meeting, with the neighbours' figures \
                 beside them, and for the reasons where a plan was not reviewed. Reference {n}."
            );
            format!(
                r#"{{"authority":"coventry","id":"event/update-{n}","effective_on":"2018-07-04","known_on":"2018-07-04","published_on":"2018-07","classification":"public","recorded_by":"post-7","body":{{"title":"Update {n}","form":"governance","on":"2018-07-04","text":"{text}","post":null,"sources":[]}}}}"#
            )
        })
        .collect();
    read_json_lines("bench", &lines.join("\n")).unwrap()
}

/// Seconds of processor time this process has used, in user and system mode.
fn cpu_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap();
    let after_name = stat.rsplit_once(") ").unwrap().1;
    let field = |at: usize| -> f64 { after_name.split(' ').nth(at).unwrap().parse().unwrap() };
    // Linux counts in hundredths of a second.
    (field(11) + field(12)) / 100.0
}

fn verify(dir: &Path, entries: u64) {
    let store = Store::open(dir, Access::Read, Edge::system()).unwrap();
    for _ in 0..3 {
        let (wall, cpu) = (Instant::now(), cpu_seconds());
        store.verify(None, &|_| ()).unwrap();
        let (wall, cpu) = (wall.elapsed().as_secs_f64(), cpu_seconds() - cpu);
        println!(
            "verify: {entries} entries in {wall:.2} s, {:.0} entries a second; {cpu:.2} s of CPU",
            entries as f64 / wall
        );
    }
}

fn append(dir: &Path, first: u64) {
    const COUNT: u64 = 1_000;
    let mut file = OpenOptions::new()
        .create(true)
        .truncate(true)
        .write(true)
        .open(dir.join("bare"))
        .unwrap();
    let bare = |file: &mut fs::File| {
        let start = Instant::now();
        for _ in 0..COUNT {
            file.seek(SeekFrom::Start(0)).unwrap();
            file.write_all(&[7; 4096]).unwrap();
            file.sync_data().unwrap();
        }
        start.elapsed().as_secs_f64()
    };
    let before = bare(&mut file);
    let records = Records::new(Store::open(dir, Access::Write, Edge::system()).unwrap()).unwrap();
    let batches: Vec<Vec<Draft>> = (first..first + COUNT).map(|n| lines(n, 1)).collect();
    records.programme(&"coventry".parse().unwrap()).unwrap();
    let (start, cpu) = (Instant::now(), cpu_seconds());
    for batch in batches {
        records.append(batch).unwrap();
    }
    let (wall, cpu) = (start.elapsed().as_secs_f64(), cpu_seconds() - cpu);
    let after = bare(&mut file);
    let sync = before.midpoint(after);
    println!(
        "append: {:.0} a second, one commit each, {:.2} ms of CPU each; the disk's bare sync of 4 KB {:.0} a second: {:.2} of it",
        COUNT as f64 / wall,
        cpu * 1000.0 / COUNT as f64,
        COUNT as f64 / sync,
        sync / wall,
    );
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let entries: u64 = arguments.next().map_or(500_000, |n| n.parse().unwrap());
    let temporary = tempfile::tempdir().unwrap();
    let dir = arguments
        .next()
        .map_or_else(|| temporary.path().to_owned(), PathBuf::from);
    let start = Instant::now();
    {
        let store = Store::open(&dir, Access::Create, Edge::system()).unwrap();
        let records = Records::new(store).unwrap();
        for from in (1..=entries).step_by(5_000) {
            let count = 5_000.min(entries + 1 - from);
            records.append(lines(from, count)).unwrap();
        }
    }
    let size = fs::metadata(dir.join("sightline.db")).unwrap().len();
    println!(
        "{entries} entries written in {:.1} s, {} bytes each in the file",
        start.elapsed().as_secs_f64(),
        size / entries
    );
    verify(&dir, entries);
    append(&dir, entries + 1);
}
