//! What disclosure control costs: the audit of Marlshire's record, and what follows it
//! when the report with the most figures is made for the public:
//!
//! ```sh
//! cargo run --release -p report --example gate
//! ```
#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a benchmark stops at the first fault, looks at the clock and prints"
)]

use std::sync::Arc;
use std::time::Instant;

use record::body::Destination;
use record::entry::Salt;
use record::exchange::shared_lines;
use record::programme::Programme;
use record::state::Moment;
use record::view::{Audience, SharedView};
use record::withheld::Withheld;
use report::highlight;
use report::template::Template;

/// Records audited, and papers made.
const TIMES: usize = 7;

fn main() {
    let mut audits = Vec::new();
    let mut papers = Vec::new();
    let mut exports = Vec::new();
    let template = Template::read("highlight.md", highlight::TEMPLATE).expect("right");
    let request = highlight::Request {
        moment: Moment::on(marlshire::ENDS),
        since: None,
        issued: None,
    };
    let programme = marlshire();
    for _ in 0..TIMES {
        // An audit is kept with the record; the copy is from before any.
        let fresh = programme.clone();
        audits.push(timed(|| report::disclosed::audited(&fresh)));
        let view = SharedView::new(Arc::new(fresh), Audience::PublicPaper);
        papers.push(timed(|| {
            highlight::highlight(&view, &template, request).expect("made");
        }));
        let page = view.programme().view_for(Audience::PublicPage);
        exports.push(timed(|| {
            shared_lines(page, Moment::on(marlshire::ENDS)).expect("written");
        }));
        let hidden = view
            .programme()
            .audited(Destination::Public, Withheld::default);
        println!("{} readings are not shown as they are held", hidden.len());
    }
    for (what, times) in [
        ("audit of the whole record", &mut audits),
        ("highlight report seen by the public, after it", &mut papers),
        ("public export, after it", &mut exports),
    ] {
        times.sort_by(f64::total_cmp);
        println!(
            "{what}: middle {:.1} ms, least {:.1} ms",
            times[TIMES / 2],
            times[0]
        );
    }
}

fn timed(what: impl FnOnce()) -> f64 {
    let start = Instant::now();
    what();
    start.elapsed().as_secs_f64() * 1000.0
}

fn marlshire() -> Programme {
    let mut programme = Programme::new(marlshire::AUTHORITY.parse().expect("a name"));
    let drafts = marlshire::drafts(marlshire::ENDS).expect("the story is right");
    let now = "2026-11-23T12:00:00Z".parse().expect("a time");
    let entries = programme
        .prepare(&drafts, now, || Salt([7; 16]))
        .expect("the record is right");
    for entry in entries {
        programme.push(entry).expect("readable");
    }
    programme
}
