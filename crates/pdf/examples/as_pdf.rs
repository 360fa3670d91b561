//! Makes the papers of Marlshire, the fictional council, as PDF, and times them:
//!
//! ```sh
//! cargo run --release -p pdf --example as_pdf -- FOLDER [DATE…]
//! ```
#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark measures time, stops at the first fault and prints"
)]

#[path = "../../report/examples/papers/made.rs"]
mod made;

use std::path::PathBuf;
use std::time::Instant;

use jiff::civil::Date;

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
    for (name, make) in made::papers() {
        for date in &dates {
            match make(*date) {
                Ok(mut document) => {
                    let first = pdf::pdf(&document).expect("made");
                    // Warm, but not the same paper again: its foot differs.
                    document.foot.push("Warm.".to_owned());
                    let start = Instant::now();
                    let made = pdf::pdf(&document).expect("made");
                    let warm = start.elapsed().as_secs_f64() * 1000.0;
                    std::fs::write(folder.join(format!("{name}-{date}.pdf")), first.bytes)
                        .expect("written");
                    println!("{name} {date}: {} pages, PDF warm {warm:.0} ms", made.pages);
                }
                Err(error) => println!("{name} {date}: {error}"),
            }
        }
    }
}
