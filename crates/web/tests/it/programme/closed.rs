//! What is closed to the public is on no page of theirs.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::StatusCode;
use record::draft::Draft;
use record::entry::Classification;
use record::id::EntryId;
use serde_json::Value;

use super::site::{board, public};
use crate::support::{TODAY, words};

/// Every text of a body that somebody wrote: names of entries and single words are not
/// told from others.
fn texts(value: &Value, into: &mut BTreeSet<String>) {
    match value {
        Value::String(text) if text.len() >= 24 && text.contains(' ') => {
            into.insert(text.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        Value::Array(values) => values.iter().for_each(|value| texts(value, into)),
        Value::Object(fields) => fields.values().for_each(|value| texts(value, into)),
        _ => {}
    }
}

struct Closed {
    ids: Vec<EntryId>,
    texts: BTreeMap<String, EntryId>,
}

/// What only the Board, or nobody, may see today, and what of it nothing open says. Of
/// an entry that is open, versions that were not published yet are closed.
fn closed() -> Closed {
    let mut histories: BTreeMap<EntryId, Vec<Draft>> = BTreeMap::new();
    for draft in marlshire::drafts(TODAY).unwrap() {
        histories.entry(draft.id.clone()).or_default().push(draft);
    }
    let (mut open, mut shut) = (BTreeSet::new(), BTreeMap::new());
    let mut ids = Vec::new();
    for (id, versions) in histories {
        let last = versions.last().unwrap().classification == Classification::Public;
        let is_open = |version: &Draft| {
            let published = version.published_on.map(|on| on.counts_as());
            last && published.is_some_and(|on| on <= TODAY)
        };
        if !versions.iter().any(is_open) {
            ids.push(id.clone());
        }
        for version in &versions {
            let body = version.body.as_deref().unwrap_or("null");
            let mut of = BTreeSet::new();
            texts(&serde_json::from_str(body).unwrap(), &mut of);
            if is_open(version) {
                open.extend(of);
            } else {
                shut.extend(of.into_iter().map(|text| (text, id.clone())));
            }
        }
    }
    shut.retain(|text, _| !open.contains(text));
    Closed { ids, texts: shut }
}

/// Every page reached from the first by links, but for the many pages of single entries.
fn walk(begin: &str) -> Vec<(String, String)> {
    let mut ahead = vec![begin.to_owned()];
    let mut seen: BTreeSet<String> = ahead.iter().cloned().collect();
    let mut pages = Vec::new();
    while let Some(address) = ahead.pop() {
        let answer = public(&address);
        assert_eq!(answer.status, StatusCode::OK, "{address}");
        if !answer.header("content-type").starts_with("text/html") {
            continue;
        }
        for link in answer.links() {
            let link = link.split('#').next().unwrap();
            if let Some(rest) = link.strip_prefix("/marlshire")
                && !rest.starts_with("/entry/")
                && !rest.starts_with("/papers/")
                && !rest.contains("known_at=")
                && !(begin.contains("as_at=")
                    && (rest.starts_with("/measures/") || rest.starts_with("/search")))
                && rest.contains("as_at=") == begin.contains("as_at=")
                && seen.insert(rest.to_owned())
            {
                ahead.push(rest.to_owned());
            }
        }
        pages.push((address, answer.text().to_owned()));
    }
    pages
}

#[test]
fn no_public_page_says_or_names_what_is_for_the_board() {
    let closed = closed();
    assert!(
        closed.ids.len() > 20 && closed.texts.len() > 20,
        "{} {}",
        closed.ids.len(),
        closed.texts.len()
    );
    let mut walked = 0;
    for begin in ["", "?as_at=2025-06-30"] {
        for (address, html) in walk(begin) {
            walked += 1;
            let words = words(&html);
            for (text, id) in &closed.texts {
                assert!(!words.contains(text), "{address} says of {id}: {text}");
            }
            for id in &closed.ids {
                let exact = format!("/entry/{id}\"");
                let dated = format!("/entry/{id}?");
                assert!(
                    !html.contains(&exact) && !html.contains(&dated),
                    "{address} leads to {id}"
                );
            }
        }
    }
    assert!(walked > 150, "only {walked} pages");
}

#[test]
fn what_is_closed_has_no_page_for_the_public_and_is_not_found_by_search() {
    let closed = closed();
    let mut shown = 0;
    for id in closed.ids.iter().step_by(7) {
        let answer = public(&format!("/entry/{id}"));
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{id}");
        shown += usize::from(board(&format!("/entry/{id}")).status == StatusCode::OK);
    }
    assert!(shown > 0);
    for (text, id) in closed.texts.iter().step_by(17) {
        let query: String = text
            .split_whitespace()
            .take(8)
            .collect::<Vec<_>>()
            .join("+");
        let found = public(&format!("/search?q={}", query.replace(['%', '&', '#'], "")));
        assert!(
            !found.main().contains(&format!("/entry/{id}")),
            "{query} finds {id}"
        );
    }
}
