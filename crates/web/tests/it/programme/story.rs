//! An action's page tells all that happened to it, in order, and nothing before it was
//! known.

use std::collections::BTreeSet;

use jiff::civil::Date;
use record::body::{Action, DateChange, Decision, Rating, SignOff, Update};
use record::kind::Body;
use record::state::State;
use record::view::Audience;

use super::site::{board, day, on, page, programme, said, state};
use crate::support::{TODAY, words};

/// What is told of an action: its day, and words that must stand there.
fn happened(state: State<'static>, action: &record::id::EntryId) -> Vec<(Date, String)> {
    let mut told = Vec::new();
    for held in state.referring::<Update>(action) {
        told.push((held.body.on.counts_as(), held.body.text.clone()));
    }
    for held in state.referring::<DateChange>(action) {
        let moved = format!("Date moved from {} to {}", held.body.from, held.body.to);
        told.push((held.body.agreed_on.counts_as(), moved));
    }
    for held in state.referring::<SignOff>(action) {
        let words = if held.body.accepted {
            "Signed off"
        } else {
            "Sign-off refused"
        };
        let on = held.body.on.unwrap_or(held.meta.effective_on);
        told.push((on.counts_as(), words.to_owned()));
    }
    for held in state.referring::<Decision>(action) {
        told.push((held.body.on.counts_as(), held.body.text.clone()));
    }
    let view = programme().view_for(Audience::Board);
    for held in state.referring::<Rating>(action) {
        for version in view.history(held.id(), state.moment()) {
            if let Some(Body::Rating(rating)) = &version.body
                && version.meta.effective_on.counts_as() <= state.moment().effective
            {
                told.push((rating.on.counts_as(), rating.reason.clone()));
            }
        }
    }
    told
}

/// The items of the story, the day of each and its words.
fn items(address: &str) -> Vec<(Date, String)> {
    let answer = page(address);
    let (_, story) = answer.main().split_once("id=\"story\"").unwrap();
    let story = story.split("</ol>").next().unwrap();
    story
        .split("<li class=\"sl-timeline__item")
        .skip(1)
        .map(|item| {
            let day = item.split("datetime=\"").nth(1).unwrap();
            (day[..10].parse().unwrap(), words(&format!("<li {item}")))
        })
        .collect()
}

#[test]
fn the_whole_story_is_told_once_each_the_latest_first() {
    let mut sorts = [0; 2];
    for asked in [TODAY, day("2025-03-01")] {
        let state = state(asked);
        for action in state.all::<Action>() {
            let items = items(&on(&format!("/actions/{}", action.id().name()), asked));
            assert!(items.is_sorted_by(|a, b| a.0 >= b.0), "{}", action.id());
            let happened = happened(state, action.id());
            // The story begins with the action's own opening.
            assert_eq!(items.len(), happened.len() + 1, "{}", action.id());
            for (on, text) in &happened {
                let text = said(text.trim_end_matches('.'));
                assert!(
                    items
                        .iter()
                        .any(|(day, words)| day == on && words.contains(&text)),
                    "{}: {on} {text}",
                    action.id()
                );
            }
            sorts[0] += happened.len();
            sorts[1] += items
                .iter()
                .filter(|(_, words)| words.contains("refused"))
                .count();
        }
    }
    assert!(sorts[0] > 1_000 && sorts[1] >= 1, "{sorts:?}");
}

#[test]
fn nothing_of_an_action_is_told_before_it_was_known() {
    let asked = day("2024-11-23");
    let then = state(asked);
    let now = state(TODAY);
    let mut looked = 0;
    for action in now.all::<Action>() {
        let address = on(&format!("/actions/{}", action.id().name()), asked);
        if then.get::<Action>(action.id()).is_none() {
            let answer = board(&address);
            assert_eq!(answer.status, 404, "{address}");
            assert!(answer.words().contains("could be seen"), "{address}");
            continue;
        }
        let words = page(&address).words();
        let known: BTreeSet<String> = happened(then, action.id())
            .into_iter()
            .map(|(_, text)| text)
            .collect();
        for (_, text) in happened(now, action.id()) {
            if known.contains(&text) || text.len() < 25 {
                continue;
            }
            looked += 1;
            assert!(
                !words.contains(&said(&text)),
                "{address} tells early: {text}"
            );
        }
    }
    assert!(looked > 300, "only {looked} things became known later");
}

/// What was not known on a day stays unknown there, even with the truth of a later one.
#[test]
fn hindsight_and_foresight_are_told_apart() {
    let change = state(TODAY)
        .all::<DateChange>()
        .into_iter()
        .max_by_key(|change| change.meta.known_on.counts_as())
        .unwrap();
    let name = change.body.action.name();
    let before = change.meta.known_on.counts_as().yesterday().unwrap();
    let moved = format!("Date moved from {} to {}", change.body.from, change.body.to);
    let then = page(&format!("/actions/{name}?as_at={TODAY}&known_at={before}"));
    assert!(!then.words().contains(&moved));
    assert!(page(&format!("/actions/{name}")).words().contains(&moved));
}
