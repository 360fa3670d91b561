//! The last meeting: what was decided, what was asked, what was answered.

use jiff::civil::Date;
use record::body::{Asker, Decision, InformationRequest, Presence};
use record::claimed_date::ClaimedDate;
use record::plan_date::window;
use record::state::{Held, State};
use serde::Serialize;

use super::period::Period;
use crate::progress::{Link, Named, Progress, name_of};
use crate::wording;

/// What the last meeting left to be done.
#[derive(Debug, Serialize)]
pub(super) struct LastMeeting {
    /// The meeting.
    pub(super) meeting: Named,
    /// When it was, with its preposition.
    pub(super) on: String,
    /// Who was away: apologies and absent, by their titles.
    pub(super) away: String,
    /// How many members came, themselves or by a deputy.
    pub(super) present: usize,
    /// How many were expected.
    pub(super) expected: usize,
    /// What it decided.
    pub(super) decisions: Vec<Decided>,
    /// The meeting, for its note.
    pub(super) note: Link,
}

/// A decision.
#[derive(Debug, Serialize)]
pub(super) struct Decided {
    /// The decision.
    pub(super) decision: Named,
    /// Who is to carry it out.
    pub(super) owner: String,
    /// By when, as written.
    pub(super) due: String,
    /// Whether that has passed.
    pub(super) past: bool,
    /// What it brought about, by name.
    pub(super) changes: String,
}

/// A request for information.
#[derive(Debug, Serialize)]
pub(super) struct Request {
    /// The request.
    pub(super) request: Named,
    /// Who asked, and when where a meeting is named.
    pub(super) asked_by: String,
    /// Who is to answer.
    pub(super) to: String,
    /// By when.
    pub(super) due: String,
    /// Whether that day has passed without an answer.
    pub(super) overdue: bool,
    /// The answer with its day.
    pub(super) answer: String,
    /// What who asked thinks of it.
    pub(super) satisfied: String,
    /// The request, for its note.
    pub(super) note: Link,
}

impl LastMeeting {
    /// The meeting before the report's.
    #[must_use]
    pub(super) fn of(now: &Progress<'_>, period: &Period<'_>) -> Option<Self> {
        let state = &now.state;
        let meeting = period.last?;
        let with = |wanted: &[Presence]| -> Vec<String> {
            meeting
                .body
                .attendance
                .iter()
                .filter(|seat| wanted.contains(&seat.presence))
                .map(|seat| name_of(state, &seat.who))
                .collect()
        };
        let decisions = state
            .all::<Decision>()
            .into_iter()
            .filter(|decision| decision.body.meeting.as_ref() == Some(meeting.id()))
            .map(|decision| decided(now, &decision))
            .collect();
        Some(Self {
            meeting: Named::new(meeting.id(), meeting.body.on.in_words()),
            on: wording::on(meeting.body.on),
            away: wording::list(&with(&[Presence::Apologies, Presence::Absent])),
            present: with(&[Presence::Present, Presence::Deputy]).len(),
            expected: meeting.body.attendance.len(),
            decisions,
            note: Link::to(meeting.id()),
        })
    }
}

fn decided(now: &Progress<'_>, held: &Held<'_, Decision>) -> Decided {
    let body = held.body;
    let last = body
        .due
        .as_deref()
        .and_then(|due| window(due, body.on.counts_as()).to);
    let changes: Vec<String> = body
        .changes
        .iter()
        .filter_map(|id| match now.action(id) {
            Some(one) => Some(format!("action {}", one.action.body.reference)),
            None => Some(wording::unstopped(&now.state.entry(id)?.body.headline()).to_owned()),
        })
        .collect();
    Decided {
        decision: Named::new(
            held.id(),
            wording::upper_first(wording::unstopped(&body.text)),
        ),
        owner: body
            .owner
            .as_ref()
            .map_or_else(String::new, |post| name_of(&now.state, post)),
        due: body.due.clone().unwrap_or_default(),
        past: last.is_some_and(|last| last < now.state.moment().effective),
        changes: wording::list(&changes),
    }
}

/// Requests without an answer, or answered or judged since a day; of the
/// report's Board.
#[must_use]
pub(super) fn requests(
    state: &State<'_>,
    period: &Period<'_>,
    since: Option<Date>,
) -> Vec<Request> {
    let is_news = |day: Option<ClaimedDate>| {
        day.is_some_and(|day| since.is_none_or(|since| day.counts_as() > since))
    };
    state
        .all::<InformationRequest>()
        .into_iter()
        .filter(|held| {
            period
                .board
                .is_some_and(|board| &held.body.board == board.id())
        })
        .filter(|held| {
            let body = held.body;
            let content = body
                .satisfied
                .as_ref()
                .is_some_and(|satisfied| satisfied.yes);
            body.answer.is_none()
                || !content && body.satisfied.is_some()
                || is_news(body.answer.as_ref().map(|answer| answer.on))
                || is_news(body.satisfied.as_ref().map(|satisfied| satisfied.on))
        })
        .map(|held| request(state, &held))
        .collect()
}

fn request(state: &State<'_>, held: &Held<'_, InformationRequest>) -> Request {
    let body = held.body;
    let who = match &body.asked_by {
        Asker::Entry(id) => name_of(state, id),
        Asker::Words(words) => words.clone(),
    };
    let at = body
        .meeting
        .as_ref()
        .and_then(|meeting| state.get::<record::body::Meeting>(meeting))
        .map_or_else(String::new, |meeting| {
            format!(", {}", meeting.body.on.in_words())
        });
    Request {
        request: Named::new(
            held.id(),
            wording::upper_first(wording::unstopped(&body.text)),
        ),
        asked_by: format!("{who}{at}"),
        to: name_of(state, &body.to),
        due: body.due.map_or_else(String::new, ClaimedDate::in_words),
        overdue: body.answer.is_none()
            && body
                .due
                .is_some_and(|due| due.counts_as() < state.moment().effective),
        answer: body.answer.as_ref().map_or_else(String::new, |answer| {
            format!(
                "{} ({})",
                wording::sentence(&answer.text),
                answer.on.in_words()
            )
        }),
        satisfied: body
            .satisfied
            .as_ref()
            .map_or_else(String::new, |satisfied| {
                let verdict = if satisfied.yes {
                    "Satisfied"
                } else {
                    "Not satisfied"
                };
                match &satisfied.words {
                    Some(words) => format!("{verdict}: {}", wording::sentence(words)),
                    None => format!("{verdict}."),
                }
            }),
        note: Link::to(held.id()),
    }
}
