//! What is due next: actions, meetings, reviews, evidence to look at again.

use jiff::Span;
use jiff::civil::Date;
use record::body::{Board, Evidence, Meeting, Review, Risk, RiskState};
use record::claimed_date::day_in_words;
use serde::Serialize;

use crate::progress::{Named, Progress, is_open, name_of};
use crate::wording;

/// How far ahead a report looks.
const WEEKS: i64 = 16;

/// Something ahead.
#[derive(Debug, Serialize)]
pub(super) struct Ahead {
    /// When: the last day it can be, or as written.
    pub(super) when: String,
    /// What it is.
    pub(super) what: Named,
    /// Of which sort: `Action due`, `Meeting`.
    pub(super) sort: &'static str,
    /// Whose it is.
    pub(super) who: String,
    #[serde(skip)]
    day: Date,
}

/// What is due in the sixteen weeks ahead, the nearest first.
#[must_use]
pub(super) fn ahead(now: &Progress<'_>) -> Vec<Ahead> {
    let state = &now.state;
    let today = state.moment().effective;
    let end = today
        .checked_add(Span::new().weeks(WEEKS))
        .unwrap_or(Date::MAX);
    let within = |day: &Date| *day >= today && *day <= end;
    let mut found = Vec::new();
    for one in now.actions.iter().filter(|one| is_open(one)) {
        if let Some(day) = one.due.as_ref().and_then(|due| due.to).filter(within) {
            let body = one.action.body;
            found.push(Ahead {
                when: one.dates.as_written().unwrap_or_default().to_owned(),
                what: Named::new(
                    one.action.id(),
                    format!("{} {}", body.reference, body.title),
                ),
                sort: "Action due",
                who: name_of(state, &body.owner),
                day,
            });
        }
    }
    for meeting in state.all::<Meeting>() {
        let day = meeting.body.on.counts_as();
        if day > today && within(&day) {
            let board = state
                .get::<Board>(&meeting.body.board)
                .map_or_else(String::new, |board| board.body.name.clone());
            found.push(Ahead {
                when: meeting.body.on.in_words(),
                what: Named::new(meeting.id(), board),
                sort: "Meeting",
                who: String::new(),
                day,
            });
        }
    }
    for review in state.all::<Review>() {
        let day = review.body.starts.counts_as();
        if day > today && within(&day) {
            found.push(Ahead {
                when: wording::span(review.body.starts, review.body.ends),
                what: Named::new(review.id(), &*review.body.name),
                sort: "Visit or review",
                who: name_of(state, &review.body.reviewer),
                day,
            });
        }
    }
    for held in state.all::<Evidence>() {
        let days = [
            (held.body.retest_on, "Evidence to test again"),
            (held.body.lapses, "Evidence lapses"),
        ];
        for (day, sort) in days {
            if let Some(day) = day.map(|day| day.counts_as()).filter(within) {
                found.push(Ahead {
                    when: day_in_words(day),
                    what: Named::new(held.id(), &*held.body.title),
                    sort,
                    who: name_of(state, &held.body.submitted_by),
                    day,
                });
            }
        }
    }
    for held in state.all::<Risk>() {
        if held.body.state != RiskState::Open {
            continue;
        }
        if let Some(day) = held
            .body
            .review_on
            .map(|day| day.counts_as())
            .filter(within)
        {
            found.push(Ahead {
                when: day_in_words(day),
                what: Named::new(held.id(), &*held.body.title),
                sort: "Risk review",
                who: name_of(state, &held.body.owner),
                day,
            });
        }
    }
    found.sort_by_key(|ahead| ahead.day);
    found
}
