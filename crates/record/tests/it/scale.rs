//! How long the answers of [`record::delivery`], [`record::challenge`] and
//! [`record::changes`] take on a record of a whole council. Times mean nothing
//! without optimisation, so the test is run by hand:
//!
//! `cargo test --release -p record --test it scale -- --ignored --nocapture`

use std::hint::black_box;
use std::time::Duration;

use jiff::civil::{Date, date};
use record::body::Action;
use record::challenge::challenges;
use record::changes::changes_between;
use record::delivery::{all_standing, sign_offs, standing, updates};
use record::draft::Draft;
use record::state::{Moment, State};
use record::view::Audience;
use serde_json::json;

use crate::support::{Book, action, name, opens};
use crate::working::{self, on, rating, rerated, with};

const POSTS: usize = 60;

/// A record with so many actions, each with twelve or thirteen updates, a
/// rating of four versions, a moved date now and then; and sixty measures with
/// ten years of months.
fn council(actions: usize) -> Book {
    let mut book = working::book();
    let mut drafts = Vec::new();
    for post in 0..POSTS {
        let body = json!({"title": "A post", "organisation": "organisation/council"});
        drafts.push(opens(&format!("post/{post}"), body));
        let body = json!({"label": "Somebody", "holds": [
            {"post": format!("post/{post}"), "starts": "2010-01-01"}]});
        drafts.push(opens(&format!("person/{post}"), body));
    }
    for number in 0..actions {
        tell(number, &mut drafts);
    }
    for measure in 0..60 {
        drafts.push(opens(
            &format!("measure/m{measure}"),
            crate::support::measure(false),
        ));
        for month in 0..120 {
            let period = format!("{}-{:02}", 2014 + month / 12, month % 12 + 1);
            drafts.push(on(
                &format!("{period}-28"),
                &format!("reading/m{measure}/testshire/{period}"),
                json!({"measure": format!("measure/m{measure}"), "period": period,
                    "value": (month * 7 + measure) % 100, "status": "local"}),
            ));
        }
    }
    book.add(&drafts);
    book
}

/// The whole story of one action.
fn tell(number: usize, drafts: &mut Vec<Draft>) {
    let id = format!("action/n{number}");
    let post = format!("post/{}", number % POSTS);
    let mut body = action(&post);
    body["reference"] = json!(format!("{}.{}", number / 10, number % 10));
    body["due"] = json!("Sept 19");
    body["theme"] = json!("theme/practice");
    body["measures"] = json!([format!("measure/m{}", number % 60)]);
    drafts.push(on("2018-01-01", &id, body));
    for report in 0..=11 + number % 2 {
        let day = format!("{}-{:02}-10", 2018 + report / 4, report % 4 * 3 + 1);
        let update = with(working::update(&day, &id), json!({"by": post}));
        drafts.push(update);
    }
    let first = with(rating("2018-02-01", &id, "G"), json!({"by": post}));
    drafts.push(first.clone());
    for (day, status) in [
        ("2018-09-01", "A"),
        ("2019-06-01", "G"),
        ("2020-03-01", "C"),
    ] {
        drafts.push(rerated(first.clone(), day, status));
    }
    if number.is_multiple_of(4) {
        let moved = with(
            working::date_change("2019-08-01", "Sept 19", "Dec 19"),
            json!({"action": id, "requested_by": post}),
        );
        drafts.push(Draft {
            id: name(&format!("date-change/n{number}")),
            ..moved
        });
    }
}

/// Processor time this thread has had, as the kernel counts it: other work on
/// the machine does not count.
fn cpu() -> Duration {
    let counted = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    let first = counted.split(' ').next().unwrap();
    Duration::from_nanos(first.parse().unwrap())
}

/// The middle of eleven measurements of the processor time of one go, each over
/// so many that the kernel's clock, which ticks in milliseconds, can tell.
fn median(goes: u32, mut work: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..11)
        .map(|_| {
            let start = cpu();
            (0..goes).for_each(|_| work());
            (cpu() - start) / goes
        })
        .collect();
    times.sort_unstable();
    times[5]
}

fn report(book: &Book, what: &str, day: Date) {
    let view = book.view(Audience::Board);
    let state: State<'_> = view.at(Moment::on(day));
    let actions = state.all::<Action>();
    let hundred = median(200, || {
        for action in actions.iter().take(100) {
            black_box(standing(state, *action));
        }
    });
    let one = median(10_000, || {
        let id = actions[actions.len() / 2].id();
        let action = state.get::<Action>(id).unwrap();
        black_box(standing(state, action));
        black_box((updates(state, id), sign_offs(state, id)));
        black_box(view.history(id, state.moment()));
    });
    let every = median(5, || {
        black_box(all_standing(state));
    });
    let asked = median(2, || {
        black_box(challenges(state));
    });
    let year = median(5, || {
        let before = view.at(Moment::on(day.saturating_sub(jiff::Span::new().years(1))));
        black_box(changes_between(before, state));
    });
    println!(
        "{what}, on {day}: 100 actions {hundred:?}, one with history {one:?}, all {} {every:?}, challenges {asked:?}, changed in a year {year:?}",
        actions.len()
    );
}

#[test]
#[ignore = "times mean something only with optimisation"]
fn answers_are_quick() {
    for actions in [2_000, 20_000] {
        let start = cpu();
        let book = council(actions);
        println!(
            "{actions} actions: {} entries checked and read in {:?} of processor time; a body takes {} bytes, a version {}",
            book.0.head().seq,
            cpu() - start,
            size_of::<record::kind::Body>(),
            size_of::<record::programme::Version>()
        );
        report(&book, "today", date(2024, 1, 1));
        report(&book, "five years back", date(2019, 1, 1));
    }
}
