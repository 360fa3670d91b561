//! Makes the papers of Marlshire, the fictional council, and times them:
//!
//! ```sh
//! cargo run --release -p report --example papers -- FOLDER [DATE…]
//! ```
#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark measures time, stops at the first fault and prints"
)]

mod made;

use std::path::PathBuf;
use std::time::Instant;

use jiff::civil::Date;
use report::tree::Document;
use report::write::{docx::docx, html::html, markdown::markdown};

/// Papers made for each time.
const TIMES: u32 = 20;

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
        let start = Instant::now();
        (0..TIMES).for_each(|_| what());
        start.elapsed().as_secs_f64() * 1000.0 / f64::from(TIMES)
    };
    println!(
        "{name}: tree {:.1} ms; with HTML {:.1} ms, with DOCX {:.1} ms; {} words",
        timed(&|| drop(make())),
        timed(&|| drop(make().map(|document| html(&document)))),
        timed(&|| drop(make().map(|document| docx(&document)))),
        document.word_count()
    );
}
