//! Small records for the tests.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use jiff::Timestamp;
use record::draft::Draft;
use record::exchange::read_json_lines;
use record::id::Authority;
use store::{Access, Edge, Home, Records, Store};

pub(crate) use crate::engines::*;

/// A clock that starts on 2 March 2026 and moves a second at each look, and
/// bytes that are different each time but the same in each run.
pub(crate) fn edge() -> Edge {
    let second = Arc::new(AtomicI64::new(1_772_409_600));
    let state = Arc::new(AtomicU64::new(1));
    Edge::new(
        move || Timestamp::from_second(second.fetch_add(1, Ordering::Relaxed)).unwrap(),
        move |bytes| {
            for byte in bytes {
                // Knuth's linear congruential generator.
                let next = state
                    .load(Ordering::Relaxed)
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                state.store(next, Ordering::Relaxed);
                *byte = next.to_be_bytes()[0];
            }
            Ok(())
        },
    )
}

pub(crate) fn open(home: impl Into<Home>, access: Access) -> Records {
    Records::new(Store::open(home, access, edge()).unwrap()).unwrap()
}

pub(crate) fn authority(name: &str) -> Authority {
    name.parse().unwrap()
}

/// Drafts from JSON lines.
pub(crate) fn drafts(lines: &str) -> Vec<Draft> {
    read_json_lines("test", lines).unwrap()
}

/// An event that opens.
pub(crate) fn event(authority: &str, name: &str, text: &str) -> String {
    format!(
        r#"{{"authority":"{authority}","id":"event/{name}","change":"opens","effective_on":"2018-07-04","known_on":"2018-07","published_on":"2018-07-19","classification":"public","recorded_by":"post-7","body":{{"title":"{text}","form":"governance","on":"2018-07-04"}}}}"#
    )
}

/// A line about an event that is there.
pub(crate) fn next(name: &str, fields: &str) -> String {
    format!(
        r#"{{"authority":"coventry","id":"event/{name}","effective_on":"2018-08-01","known_on":"2018-08-01","classification":"board","recorded_by":"post-7",{fields}}}"#
    )
}

/// The erasure of an event.
pub(crate) fn erasure(name: &str) -> String {
    next(
        name,
        r#""change":"erases","reason":"asked for by the person","body":{"requested_by":"post-1","approved_by":"post-2"}"#,
    )
}

/// Two authorities: organisations, documents, reviews, events; a change, a
/// correction, a withdrawal, an erasure; text that is awkward to carry.
pub(crate) fn small_record(home: impl Into<Home>) -> Records {
    let records = open(home, Access::Create);
    let open = |kind_and_name: &str, body: &str| {
        format!(
            r#"{{"authority":"coventry","id":"{kind_and_name}","effective_on":"2017-06","known_on":"by 2017-06-13","classification":"public","recorded_by":"post-7","body":{body}}}"#
        )
    };
    let first = [
        open(
            "organisation/ofsted",
            r#"{"name":"Ofsted","short_name":null,"role":"inspectorate"}"#,
        ),
        open(
            "document/report-2017",
            r#"{"title":"Report – “2017” \u00e9 \" \\ 😀","publisher":"Ofsted","form":"report","url":null,"publication":"published","caution":null,"note":null,"licence":null}"#,
        ),
        open(
            "review/inspection-2017",
            r#"{"name":"Inspection", "form":"inspection","reviewer":"organisation/ofsted","framework":null,"subject":null,"starts":"2017-03-06","ends":"2017-03-30","letter":"document/report-2017"}"#,
        ),
    ]
    .join("\n");
    records.append(drafts(&first)).unwrap();
    for name in ["board", "plan", "visit", "person"] {
        records
            .append(drafts(&event("coventry", name, &format!("About {name}"))))
            .unwrap();
    }
    let later = [
        next(
            "board",
            r#""change":"changes","body":{"title":"Board renamed","form":"governance","on":"2018-08-01"}"#,
        ),
        next(
            "plan",
            r#""change":"corrects","corrects":1,"reason":"wrong year","body":{"title":"Plan, corrected","form":"context","on":"2018"}"#,
        ),
        next(
            "visit",
            r#""change":"withdraws","reason":"entered twice","body":{}"#,
        ),
        erasure("person"),
    ];
    for line in later {
        records.append(drafts(&line)).unwrap();
    }
    let other: Vec<String> = (1..=5)
        .map(|n| {
            event(
                "birmingham",
                &format!("meeting-{n}"),
                &format!("Meeting {n}"),
            )
        })
        .collect();
    records.append(drafts(&other.join("\n"))).unwrap();
    records
}

/// The export as text.
pub(crate) fn exported(store: &Store) -> String {
    let mut out = Vec::new();
    store.export(&mut out, |_| ()).unwrap();
    String::from_utf8(out).unwrap()
}
