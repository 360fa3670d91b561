//! What was asked for and answered, with its clocks.

use record::body::{InformationRequest, ScrutinyRecommendation, Verdict};
use record::governance::{RequestState, Response, request_state, response};

use super::site::{day, on, page, said, state};
use crate::support::{TODAY, words};

/// The part of a page about one entry: from its heading to the next of the same rank.
fn part(html: &str, name: &str, heading: &str) -> String {
    let from = html.find(&format!("id=\"{name}\"")).unwrap();
    let rest = &html[from..];
    let end = rest.find(heading).unwrap_or(rest.len());
    words(&format!("<h3 {}", &rest[..end]))
}

#[test]
fn each_request_stands_with_its_answer_and_its_state() {
    // What needs somebody comes first.
    const STATES: [&str; 5] = [
        "Late",
        "Not satisfied",
        "Not yet answered",
        "Answered",
        "Satisfied",
    ];
    let (mut told, mut longest) = (Vec::new(), 0);
    for asked in [
        TODAY,
        day("2026-06-20"),
        day("2025-02-10"),
        day("2024-10-01"),
    ] {
        let state = state(asked);
        let answer = page(&on("/requests", asked));
        let order: Vec<usize> = answer
            .main()
            .split("<h2")
            .skip(1)
            .filter_map(|part| {
                STATES
                    .iter()
                    .position(|tag| part.contains(&format!("{tag}</strong>")))
            })
            .collect();
        assert!(order.is_sorted(), "{asked}: {order:?}");
        longest = longest.max(order.len());
        for request in state.all::<InformationRequest>() {
            let part = part(answer.main(), request.id().name(), "<h2");
            let tag = match request_state(state, request.body) {
                RequestState::Overdue => "Late",
                RequestState::NotSatisfied => "Not satisfied",
                RequestState::Open => "Not yet answered",
                RequestState::Answered => "Answered",
                RequestState::Satisfied => "Satisfied",
            };
            let head = format!("{} {tag}", said(&request.body.text));
            assert!(part.starts_with(&head), "{asked} {part}: not {head}");
            match &request.body.answer {
                Some(answer) => assert!(
                    part.contains(&said(answer.text.trim_end_matches('.'))),
                    "{part}"
                ),
                None => assert!(!part.contains("Answer "), "{part}"),
            }
            told.push(tag);
        }
    }
    told.sort_unstable();
    told.dedup();
    assert!(told.len() >= 3 && longest >= 5, "{told:?} {longest}");
}

#[test]
fn each_recommendation_of_scrutiny_stands_with_its_clock() {
    let mut told = Vec::new();
    let mut days: Vec<_> = vec![TODAY];
    for one in state(TODAY).all::<ScrutinyRecommendation>() {
        // On the day it was made, and a hundred days on, when the two months are over.
        let made = one.body.made_on.counts_as();
        days.push(made);
        days.push(made.saturating_add(jiff::Span::new().days(100)).min(TODAY));
    }
    days.sort_unstable();
    days.dedup();
    for asked in days {
        let state = state(asked);
        let answer = page(&on("/scrutiny", asked));
        for one in state.all::<ScrutinyRecommendation>() {
            let part = part(answer.main(), one.id().name(), "<h2");
            let clock = match response(state, one.body) {
                Some(Response::DueBy(_)) => "Not yet answered",
                Some(Response::OverdueSince(_)) => "Late",
                Some(Response::InTime) => "In time",
                Some(Response::AfterIts(_)) => "Answered late",
                None => panic!("{} has no clock", one.id()),
            };
            assert!(
                part.contains(&format!("Answer {clock}")),
                "{asked} {part}: not {clock}"
            );
            if let Some(response) = &one.body.response {
                let verdict = match response.verdict {
                    Verdict::Accepted => "Accepted ,",
                    Verdict::Partly => "Accepted in part ,",
                    Verdict::Refused => "Refused ,",
                };
                assert!(part.contains(verdict), "{part}: not {verdict}");
            }
            told.push(clock);
        }
    }
    told.sort_unstable();
    told.dedup();
    assert!(told.len() >= 2, "{told:?}");
}
