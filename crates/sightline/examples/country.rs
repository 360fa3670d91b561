//! Measures what `docs/running-at-scale.md` says of many councils in one
//! database, on Linux:
//!
//! ```sh
//! cargo build --release && cargo run --release -p sightline --example country -- URL COUNCILS [small]
//! ```
//!
//! Adds made-up councils until there are so many, then serves them. Pages are
//! wall time and the server's CPU of one council's, after every council's record
//! has been asked for once. `small` makes small records, for a build for
//! development.
#![expect(clippy::disallowed_methods, reason = "a benchmark measures time")]

use std::error::Error;
use std::fs::read_to_string;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use marlshire::{Size, scaled};
use store::{Access, Address, Edge, Home, Records, Store};

type Outcome<T> = Result<T, Box<dyn Error>>;

const SMALL: Size = Size {
    actions: 50,
    updates: 500,
    measures: 20,
    months: 60,
};

const PAGES: [&str; 4] = ["", "/measures", "/timeline", "/search?q=supervision"];
const COUNTED: u32 = 200;

fn main() -> Outcome<()> {
    let mut arguments = std::env::args().skip(1);
    let place = arguments.next().ok_or("say where: a folder or URL")?;
    let councils: u32 = arguments.next().ok_or("say how many")?.parse()?;
    let size = match arguments.next().as_deref() {
        Some("small") => SMALL,
        _ => Size::ONE_OF_MANY,
    };
    let home = Home::of(&place, |url| Address::new(url, None));
    let entries = fill(&home, councils, size)?;
    let option = match &home {
        Home::Folder(_) => "--data",
        Home::Database(_) => "--database",
    };
    let begun = Instant::now();
    let server = Server::start(option, &place)?;
    let mut connection = server.connect()?;
    get(&mut connection, "/made-up-1")?;
    println!(
        "{councils} councils, {entries} entries: opened and first page in {:.0} ms",
        ms(begun)
    );
    let begun = Instant::now();
    for number in 1..=councils {
        get(&mut connection, &format!("/made-up-{number}"))?;
    }
    println!(
        "the first page of each, {:.0} ms a council; {:.0} MB in memory then",
        ms(begun) / f64::from(councils),
        memory(server.child.id())?
    );
    println!("page                            ms wall   ms of server CPU");
    let list = (councils > 1).then_some("/".to_owned());
    let pages = PAGES.iter().map(|page| format!("/made-up-1{page}"));
    for page in pages.chain(list) {
        get(&mut connection, &page)?;
        let (begun, before) = (Instant::now(), cpu(server.child.id())?);
        for _ in 0..COUNTED {
            get(&mut connection, &page)?;
        }
        let used = cpu(server.child.id())? - before;
        let times = f64::from(COUNTED);
        println!(
            "{page:<28}{:>11.2}{:>19.2}",
            ms(begun) / times,
            used / times
        );
    }
    println!("{:.0} MB in memory at the end", memory(server.child.id())?);
    Ok(())
}

/// Adds councils until there are so many; how many entries there are then.
fn fill(home: &Home, councils: u32, size: Size) -> Outcome<u64> {
    let records = Records::new(Store::open(home, Access::Create, Edge::system())?)?;
    let there = records.authorities()?;
    let (begun, mut added) = (Instant::now(), 0);
    for number in 1..=councils {
        if !there.contains(&format!("made-up-{number}").parse()?) {
            let drafts = scaled(number, size)?;
            added += drafts.len();
            records.append(drafts)?;
        }
    }
    if added > 0 {
        println!(
            "{added} entries added, {:.0} a second",
            added as f64 / begun.elapsed().as_secs_f64()
        );
    }
    Ok(records
        .store()
        .heads()?
        .iter()
        .map(|(_, head)| head.seq)
        .sum())
}

fn ms(begun: Instant) -> f64 {
    begun.elapsed().as_secs_f64() * 1e3
}

struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn start(option: &str, place: &str) -> Outcome<Self> {
        let folder = std::env::current_exe()?;
        let folder = folder.parent().and_then(|examples| examples.parent());
        let mut child = Command::new(folder.ok_or("no build folder")?.join("sightline"))
            .args(["serve", "--port", "0", option, place])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut line = String::new();
        let output = child.stdout.take().ok_or("no output")?;
        BufReader::new(output).read_line(&mut line)?;
        let address = line
            .split("http://")
            .nth(1)
            .and_then(|rest| rest.split('/').next())
            .ok_or_else(|| format!("the server said: {line}"))?
            .to_owned();
        Ok(Self { child, address })
    }

    fn connect(&self) -> Outcome<BufReader<TcpStream>> {
        let stream = TcpStream::connect(&self.address)?;
        stream.set_nodelay(true)?;
        Ok(BufReader::new(stream))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// One request on a connection that stays open.
fn get(connection: &mut BufReader<TcpStream>, path: &str) -> Outcome<()> {
    connection
        .get_mut()
        .write_all(format!("GET {path} HTTP/1.1\r\nHost: bench\r\n\r\n").as_bytes())?;
    let mut length = 0;
    let mut line = String::new();
    connection.read_line(&mut line)?;
    if !line.contains(" 200 ") {
        return Err(format!("{path}: {line}").into());
    }
    loop {
        line.clear();
        connection.read_line(&mut line)?;
        let header = line.trim().to_ascii_lowercase();
        if header.is_empty() {
            break;
        }
        if let Some(value) = header.strip_prefix("content-length:") {
            length = value.trim().parse()?;
        }
    }
    let mut body = vec![0; length];
    connection.read_exact(&mut body)?;
    Ok(())
}

/// User and system time of a process, in milliseconds.
fn cpu(process: u32) -> Outcome<f64> {
    let stat = read_to_string(format!("/proc/{process}/stat"))?;
    let after_name = stat.rsplit(')').next().ok_or("no stat")?;
    let fields: Vec<&str> = after_name.split_whitespace().collect();
    let ticks: f64 = fields[11].parse::<f64>()? + fields[12].parse::<f64>()?;
    // Linux counts in hundredths of a second for every program.
    Ok(ticks * 10.0)
}

/// Resident memory of a process, in megabytes.
fn memory(process: u32) -> Outcome<f64> {
    let status = read_to_string(format!("/proc/{process}/status"))?;
    let line = status
        .lines()
        .find(|line| line.starts_with("VmRSS"))
        .ok_or("no VmRSS")?;
    let kilobytes: f64 = line.split_whitespace().nth(1).ok_or("no VmRSS")?.parse()?;
    Ok(kilobytes / 1024.0)
}
