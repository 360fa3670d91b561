//! Makes the papers of Marlshire, the fictional council, and times them:
//!
//! ```sh
//! cargo run --release -p report --example papers -- FOLDER [DATE…]
//! ```
#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark stops at the first fault and prints"
)]

mod made;

use std::path::PathBuf;

use jiff::civil::Date;
use report::tree::Document;
use report::write::{docx::docx, html::html, markdown::markdown};

/// Papers made for each time.
const TIMES: u32 = 50;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().expect("name a folder to write to"));
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    let mut dates: Vec<Date> = arguments
        .map(|date| date.parse().expect("dates are written 2026-11-23"))
        .collect();
    if dates.is_empty() {
        dates.push(marlshire::ENDS);
    }
    let papers = made::papers();
    for date in dates {
        for (name, make) in &papers {
            match make(date) {
                Ok(document) => {
                    let file = |ending: &str| folder.join(format!("{name}-{date}.{ending}"));
                    std::fs::write(file("html"), html(&document)).expect("written");
                    std::fs::write(file("md"), markdown(&document)).expect("written");
                    std::fs::write(file("docx"), docx(&document).expect("made")).expect("written");
                    time(&format!("{name} {date}"), &document, &|| make(date));
                }
                Err(error) => println!("{name} {date}: {error}"),
            }
        }
    }
}

fn time(name: &str, document: &Document, make: &dyn Fn() -> Result<Document, String>) {
    let timed = |what: &dyn Fn()| {
        (0..3).for_each(|_| what());
        let before = cpu();
        (0..TIMES).for_each(|_| what());
        (cpu() - before) / f64::from(TIMES)
    };
    println!(
        "{name}: tree {:.1} ms of CPU; with HTML {:.1}, with DOCX {:.1}; {} words",
        timed(&|| drop(make())),
        timed(&|| drop(make().map(|document| html(&document)))),
        timed(&|| drop(make().map(|document| docx(&document)))),
        document.word_count()
    );
}

/// User and system time of this process so far, in milliseconds.
fn cpu() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").expect("this is Linux");
    let after_name = stat.rsplit(')').next().expect("a name");
    let ticks = after_name.split_whitespace().skip(11).take(2);
    // Linux counts in hundredths of a second for every program.
    ticks
        .map(|ticks| ticks.parse::<f64>().expect("a number") * 10.0)
        .sum()
}
