//! Measures what `docs/running-at-scale.md` says of many councils in one
//! database, on Linux:
//!
//! ```sh
//! cargo build --release && cargo run --release -p sightline --example country -- URL COUNCILS [small]
//! ```
//!
//! Adds made-up councils until there are so many, then serves them. Pages are
//! the server's CPU for one council's, after every council's record has been asked
//! for once. `small` makes small records, for a build for development.
#![expect(clippy::disallowed_methods, reason = "a benchmark measures time")]

mod measured;

use std::time::Instant;

use marlshire::{Size, scaled};
use store::{Access, Address, Edge, Home, Records, Store};

use measured::{Outcome, Server, binary, get, memory};

const SMALL: Size = Size {
    actions: 50,
    updates: 500,
    measures: 20,
    months: 60,
};

const PAGES: [&str; 7] = [
    "",
    "/plan?theme=1",
    "/actions/20",
    "/measures",
    "/timeline",
    "/search?q=supervision",
    "/changes?from=2026-08-31",
];

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
    let server = Server::start(&binary()?, [option, &place])?;
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
    println!("ms of server CPU");
    let list = (councils > 1).then_some("/".to_owned());
    let pages = PAGES.iter().map(|page| format!("/made-up-1{page}"));
    for page in pages.chain(list) {
        let used = server.least(&mut connection, &page)?;
        println!("{page:<60}{used:>11.2}");
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
