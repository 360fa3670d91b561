//! Random histories of two entries, written as a person would list them: dates
//! as text, versions by number. What becomes of them is worked out twice, by
//! the record and by [`crate::oracle`].

use proptest::prelude::*;
use record::claimed_date::ClaimedDate;
use record::draft::Draft;
use record::entry::{Change, Classification, Entry};
use serde_json::json;

use crate::support::{Book, event, in_words, opens};

/// One version.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) entry: usize,
    pub(crate) number: u32,
    pub(crate) change: Change,
    pub(crate) effective: String,
    pub(crate) known: String,
    pub(crate) published: Option<String>,
    pub(crate) classification: &'static str,
    /// Day of recording, counted from 1 January 2021.
    pub(crate) recorded: i64,
    /// What it says; different in every version.
    pub(crate) title: String,
}

pub(crate) const ENTRIES: [&str; 2] = ["event/a", "event/b"];

/// What is drawn for one version, before it is fitted to those before it.
#[derive(Clone, Debug)]
struct Drawn {
    entry: usize,
    what: What,
    pick: usize,
    effective: String,
    known: String,
    published: Option<i64>,
    classification: &'static str,
    days_later: i64,
}

#[derive(Clone, Copy, Debug)]
enum What {
    Change,
    Correct,
    Withdraw,
    Erase,
}

/// A date of a few months in 2018, so that dates meet: to the day, the month
/// or the year, or by one of these.
fn date() -> impl Strategy<Value = String> {
    let day = (1..=4, prop::sample::select(vec![1, 2, 15, 28]))
        .prop_map(|(month, day)| format!("2018-{month:02}-{day:02}"));
    let month = (1..=4).prop_map(|month| format!("2018-{month:02}"));
    prop_oneof![
        8 => day.clone(),
        3 => month.clone(),
        1 => Just("2018".to_owned()),
        1 => day.prop_map(|day| format!("by {day}")),
        1 => month.prop_map(|month| format!("by {month}")),
    ]
}

fn drawn() -> impl Strategy<Value = Drawn> {
    let what = prop_oneof![
        6 => Just(What::Change),
        5 => Just(What::Correct),
        3 => Just(What::Withdraw),
        1 => Just(What::Erase),
    ];
    let classification = prop_oneof![
        12 => Just("public"),
        3 => Just("board"),
        1 => Just("restricted"),
        1 => Just("exempt 3"),
    ];
    (
        0..ENTRIES.len(),
        what,
        any::<usize>(),
        date(),
        date(),
        prop::option::weighted(0.7, 0i64..60),
        classification,
        0i64..3,
    )
        .prop_map(
            |(entry, what, pick, effective, known, published, classification, days_later)| Drawn {
                entry,
                what,
                pick,
                effective,
                known,
                published,
                classification,
                days_later,
            },
        )
}

/// Histories of up to ten versions, each one that the rules allow.
pub(crate) fn histories() -> impl Strategy<Value = Vec<Row>> {
    prop::collection::vec(drawn(), 1..10).prop_map(fit)
}

fn fit(drawn: Vec<Drawn>) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut recorded = 0;
    for (at, draw) in drawn.into_iter().enumerate() {
        recorded += draw.days_later;
        let before: Vec<&Row> = rows.iter().filter(|row| row.entry == draw.entry).collect();
        if before.iter().any(|row| row.change == Change::Erases) {
            continue;
        }
        let corrected = |number: u32| {
            before
                .iter()
                .any(|row| row.change == Change::Corrects(number))
        };
        let open: Vec<u32> = before
            .iter()
            .map(|row| row.number)
            .filter(|number| !corrected(*number))
            .collect();
        let change = match draw.what {
            _ if before.is_empty() => Change::Opens,
            What::Change => Change::Changes,
            What::Correct => Change::Corrects(open[draw.pick % open.len()]),
            What::Withdraw => Change::Withdraws,
            What::Erase => Change::Erases,
        };
        let known: ClaimedDate = draw.known.parse().unwrap();
        rows.push(Row {
            entry: draw.entry,
            number: u32::try_from(before.len()).unwrap() + 1,
            change,
            effective: draw.effective,
            known: draw.known,
            published: draw
                .published
                .map(|days| (known.counts_as() + jiff::Span::new().days(days)).to_string()),
            classification: draw.classification,
            recorded,
            title: format!("version {at}"),
        });
    }
    rows
}

/// The day a history's versions are recorded on.
pub(crate) fn recorded_on(days: i64) -> jiff::civil::Date {
    jiff::civil::date(2021, 1, 1) + jiff::Span::new().days(days)
}

/// The record with these versions, each appended as a batch of its own through
/// the same rules as any other.
pub(crate) fn book(rows: &[Row]) -> Book {
    written(rows).0
}

/// The same, with its entries.
pub(crate) fn written(rows: &[Row]) -> (Book, Vec<Entry>) {
    let mut book = Book::empty();
    let mut entries = Vec::new();
    for row in rows {
        let body = match row.change {
            Change::Withdraws => json!({}),
            Change::Erases => json!({"requested_by": "u1", "approved_by": "u2"}),
            _ => event(&row.title),
        };
        let draft = Draft {
            change: row.change,
            effective_on: row.effective.parse().unwrap(),
            known_on: Some(row.known.parse().unwrap()),
            published_on: row.published.as_ref().map(|day| day.parse().unwrap()),
            classification: row.classification.parse::<Classification>().unwrap(),
            reason: Some("because".to_owned()),
            keeps_later: true,
            ..opens(ENTRIES[row.entry], body)
        };
        let noon = format!("{}T12:00:00Z", recorded_on(row.recorded));
        let appended = book
            .append_at(&[draft], noon.parse().unwrap())
            .unwrap_or_else(|problems| panic!("{row:?}: {}", in_words(&problems)));
        entries.extend(appended);
    }
    (book, entries)
}
