//! Measures the speed promised in `docs/performance.md` of one council with a
//! large record, which `marlshire::scaled` makes up, on Linux:
//!
//! ```sh
//! cargo build --release && cargo run --release -p sightline --example scale
//! cargo run --release -p sightline --example scale -- ten
//! ```
//!
//! `ten` makes ten times the record. Many councils in one database are measured
//! by `country.rs`.
//!
//! Server CPU is user and system time of the server's process over many
//! requests, divided: the least of several rounds, because what else the
//! machine does makes caches cold and never makes them warmer.

mod measured;

use std::ffi::OsStr;
use std::path::Path;

use marlshire::{Size, scaled};
use store::{Access, Edge, Records, Store};

use measured::{Connection, Outcome, Server, binary, get, memory};

/// What is promised of a page, in milliseconds of CPU.
struct Promised {
    what: &'static str,
    /// After the authority's name.
    page: &'static str,
    /// `None` where nothing is promised.
    most: Option<f64>,
}

const PAGES: [Promised; 8] = [
    page("a list of 100 actions", "/plan?theme=1", Some(5.0)),
    page("the whole plan, its first 100", "/plan", None),
    page("one action with its history", "/actions/ACTION", Some(2.0)),
    page("home", "", Some(10.0)),
    page(
        "search for two words",
        "/search?q=private+fostering",
        Some(20.0),
    ),
    page("search for what is nowhere", "/search?q=zebra", Some(20.0)),
    page("changed in a quarter", "/changes?from=FROM", Some(20.0)),
    page("the challenge view", "/challenge", None),
];

const fn page(what: &'static str, page: &'static str, most: Option<f64>) -> Promised {
    Promised { what, page, most }
}

const TODAY: &str = "as_at=2026-11-23&known_at=2026-11-23";
const PAST: &str = "as_at=2021-11-23&known_at=2021-11-23";

fn main() -> Outcome<()> {
    let size = match std::env::args().nth(1).as_deref() {
        None => Size::LARGE,
        Some("ten") => Size::TEN_TIMES,
        Some(_) => return Err("give nothing, or ten".into()),
    };
    let folder = std::env::temp_dir().join(format!("sightline-scale-{}", std::process::id()));
    fill(&folder, size)?;
    let measured = measure(&binary()?, &folder);
    std::fs::remove_dir_all(&folder)?;
    measured
}

fn fill(folder: &Path, size: Size) -> Outcome<()> {
    let records = Records::new(Store::open(folder, Access::Create, Edge::system())?)?;
    let drafts = scaled(1, size)?;
    println!("{} entries", drafts.len());
    records.append(drafts)?;
    Ok(())
}

fn measure(binary: &Path, folder: &Path) -> Outcome<()> {
    let folder = folder.as_os_str();
    let arguments = [
        "--audience".as_ref(),
        "board".as_ref(),
        "--data".as_ref(),
        folder,
    ];
    opening(binary, &arguments)?;
    let server = Server::start(binary, arguments)?;
    let mut connection = server.connect()?;
    let action = old_action(&mut connection)?;
    println!("\nms of server CPU                  promised     today  five years back   ratio");
    for promised in PAGES {
        let mut cost = |dates: &str, from: &str| -> Outcome<f64> {
            let page = promised
                .page
                .replace("FROM", from)
                .replace("ACTION", &action);
            let mark = if page.contains('?') { '&' } else { '?' };
            let page = format!("/made-up-1{page}{mark}{dates}");
            server.least(&mut connection, &page)
        };
        let today = cost(TODAY, "2026-08-31")?;
        let past = cost(PAST, "2021-08-31")?;
        let most = promised
            .most
            .map_or_else(String::new, |most| most.to_string());
        println!(
            "{:<34}{most:>8}{today:>10.2}{past:>17.2}{:>8.2}",
            promised.what,
            past / today.max(0.01),
        );
    }
    println!(
        "\nresident before any PDF: {:.0} MB",
        memory(server.child.id())?
    );
    Ok(())
}

/// From the start of the process to the first answer, of seven the least and
/// the middle.
fn opening(binary: &Path, arguments: &[&OsStr]) -> Outcome<()> {
    let mut times = Vec::new();
    let mut cpus = Vec::new();
    for _ in 0..7 {
        #[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
        let start = std::time::Instant::now();
        let server = Server::start(binary, arguments)?;
        let mut connection = server.connect()?;
        get(&mut connection, "/made-up-1")?;
        times.push(start.elapsed().as_secs_f64() * 1e3);
        cpus.push(measured::cpu(server.child.id())?);
    }
    times.sort_by(f64::total_cmp);
    cpus.sort_by(f64::total_cmp);
    println!(
        "opening and first answer: {:.0} ms of wall time at the least, {:.0} in the middle of seven; {:.0} ms of CPU at the least",
        times[0], times[3], cpus[0]
    );
    Ok(())
}

/// The first action that was there five years back.
fn old_action(connection: &mut Connection) -> Outcome<String> {
    (100..300)
        .find(|at| get(connection, &format!("/made-up-1/actions/{at}?{PAST}")).is_ok())
        .map(|at| at.to_string())
        .ok_or_else(|| "no action was there five years back".into())
}
