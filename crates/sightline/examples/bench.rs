//! Measures the speed promised in `docs/performance.md`, on Linux:
//!
//! ```sh
//! cargo build --release && cargo run --release -p sightline --example bench
//! ```
//!
//! Server CPU is user and system time of the server's process over many
//! requests, divided, the least of five rounds; papers are CPU time of this process. Only
//! opening is wall time, from the start of the process to the first answer.

mod measured;

use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use record::state::Moment;
use record::view::{Audience, SharedView};
use report::briefing::{Request, TEMPLATE, briefing};
use report::template::Template;
use report::tree::Document;
use store::{Access, Edge, Records, Store};

use measured::{Outcome, Server, binary, cpu, get, memory};

/// Pages of every kind, the heaviest of each.
const PAGES: [&str; 18] = [
    "",
    "/timeline",
    "/reviews",
    "/reviews/ofsted-2014",
    "/recommendations",
    "/recommendations/ofsted-2017-7",
    "/intervention",
    "/measures",
    "/measures/re-referral-pct",
    "/conflicts",
    "/boards",
    "/boards/improvement-board",
    "/promises",
    "/papers",
    "/papers/briefing",
    "/entry/review/ofsted-2017",
    "/search?q=private+fostering",
    "/glossary",
];
const PAST: &str = "as_at=2018-07-19&known_at=2018-07-19";

fn main() -> Outcome<()> {
    let binary = binary()?;
    let folder = std::env::temp_dir().join(format!("sightline-bench-{}", std::process::id()));
    let files = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo/coventry");
    let imported = Command::new(&binary)
        .args([
            "import".as_ref(),
            files.as_os_str(),
            "--data".as_ref(),
            folder.as_os_str(),
        ])
        .output()?;
    if !imported.status.success() {
        return Err(String::from_utf8_lossy(&imported.stderr)
            .into_owned()
            .into());
    }
    opening(&binary, &folder)?;
    pages(&binary, &folder)?;
    papers(&folder)?;
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}

/// From the start of the process to the first answer, the middle of eleven.
fn opening(binary: &Path, folder: &Path) -> Outcome<()> {
    let mut times = Vec::new();
    for _ in 0..11 {
        #[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
        let start = std::time::Instant::now();
        let server = Server::start(binary, ["--data".as_ref(), folder.as_os_str()])?;
        let mut connection = server.connect()?;
        get(&mut connection, "/coventry")?;
        times.push(start.elapsed());
    }
    times.sort();
    println!(
        "opening the data and first answer: {:.0} ms (wall, middle of 11)",
        times[5].as_secs_f64() * 1e3
    );
    Ok(())
}

fn pages(binary: &Path, folder: &Path) -> Outcome<()> {
    let server = Server::start(binary, ["--data".as_ref(), folder.as_os_str()])?;
    let mut connection = server.connect()?;
    println!("\npage                                    ms of server CPU   past date   ratio");
    for page in PAGES {
        let mark = if page.contains('?') { '&' } else { '?' };
        let today = server.least(&mut connection, &format!("/coventry{page}"))?;
        let past = format!("/coventry{page}{mark}{PAST}");
        let past = server.least(&mut connection, &past)?;
        println!(
            "{:<40}{today:>16.2}{past:>12.2}{:>8.2}",
            format!("/coventry{page}"),
            past / today.max(0.01)
        );
    }
    println!(
        "\nresident memory of the server before any PDF: {:.1} MB",
        memory(server.child.id())?
    );
    Ok(())
}

/// The note of 19 July 2018 in each format, from the record to the bytes.
fn papers(folder: &Path) -> Outcome<()> {
    let records = Records::new(Store::open(folder, Access::Read, Edge::system())?)?;
    let programme = records.programme(&"coventry".parse()?)?;
    let view = SharedView::new(Arc::clone(&programme), Audience::PublicPaper);
    let template = Template::read("briefing.md", TEMPLATE)?;
    let request = Request {
        moment: Moment::on("2018-07-19".parse()?),
        published: None,
    };
    let note = || -> Outcome<Document> { Ok(briefing(&view, &template, request)?) };
    println!("\nthe note of 19 July 2018, warm, ms of CPU");
    let show = |name: &str, ms: f64| println!("{name:<40}{ms:>16.2}");
    show(
        "HTML, from the record",
        each(300, || Ok(report::write::html::html(&note()?).len()))?,
    );
    show(
        "Markdown, from the record",
        each(
            300,
            || Ok(report::write::markdown::markdown(&note()?).len()),
        )?,
    );
    show(
        "DOCX, from the record",
        each(100, || Ok(report::write::docx::docx(&note()?)?.len()))?,
    );
    #[cfg(feature = "pdf")]
    {
        // A changed paper each time, so that no layout is remembered.
        let mut number = 0;
        show(
            "PDF, from the record",
            each(20, || {
                number += 1;
                let mut note = note()?;
                note.foot.push(format!("Copy {number}"));
                Ok(pdf::pdf(&note)?.bytes.len())
            })?,
        );
    }
    Ok(())
}

/// Milliseconds of this process's CPU for one call, after a few to warm up.
fn each(times: u32, mut call: impl FnMut() -> Outcome<usize>) -> Outcome<f64> {
    for _ in 0..5 {
        call()?;
    }
    let before = cpu(std::process::id())?;
    for _ in 0..times {
        call()?;
    }
    Ok((cpu(std::process::id())? - before) / f64::from(times))
}
