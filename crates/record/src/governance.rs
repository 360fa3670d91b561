//! What a board asks first: when it last met, what it is owed, and which clocks
//! run.

use jiff::Span;
use jiff::civil::Date;

use crate::body::{
    Board, BoardForm, InformationRequest, Meeting, MeetingStatus, ScrutinyRecommendation,
};
use crate::id::EntryId;
use crate::state::{Held, State};

/// The last meeting of an improvement board that was held by the moment.
#[must_use]
pub fn last_meeting(state: State<'_>) -> Option<Held<'_, Meeting>> {
    held_meetings(state).pop()
}

/// Every meeting of an improvement board held by the moment, the earliest
/// first.
#[must_use]
pub fn held_meetings(state: State<'_>) -> Vec<Held<'_, Meeting>> {
    let boards: Vec<&EntryId> = state
        .all::<Board>()
        .into_iter()
        .filter(|board| board.body.form == BoardForm::Improvement)
        .map(|board| board.id())
        .collect();
    let mut meetings: Vec<Held<'_, Meeting>> = state
        .all::<Meeting>()
        .into_iter()
        .filter(|meeting| {
            meeting.body.status == MeetingStatus::Held
                && meeting.body.on.counts_as() <= state.moment().effective
                && boards.contains(&&meeting.body.board)
        })
        .collect();
    meetings.sort_by_key(|meeting| (meeting.body.on.counts_as(), meeting.meta.seq));
    meetings
}

/// The last day on which a Cabinet Member's response to Scrutiny is in time:
/// within two months beginning with the day they received the recommendation
/// (Local Government Act 2000, section 9FE(3)), taken to be the day it was
/// made. Two months beginning with 19 July end on 18 September.
#[must_use]
pub fn response_due(recommendation: &ScrutinyRecommendation) -> Option<Date> {
    let made = recommendation.made_on.counts_as();
    let two_months_on = made.checked_add(Span::new().months(2)).ok()?;
    // A month without that day ends the period with its last day.
    if two_months_on.day() == made.day() {
        two_months_on.yesterday().ok()
    } else {
        Some(two_months_on)
    }
}

/// Where a recommendation of Scrutiny stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Response {
    /// The response is not due before this day has passed.
    DueBy(Date),
    /// This day has passed without a response.
    OverdueSince(Date),
    /// There is a response, given by its last day.
    InTime,
    /// There is a response, given after this day.
    AfterIts(Date),
}

/// Where a recommendation of Scrutiny stands at the state's moment; `None` if
/// the day cannot be reckoned.
#[must_use]
pub fn response(state: State<'_>, recommendation: &ScrutinyRecommendation) -> Option<Response> {
    let due = response_due(recommendation)?;
    let on = state.moment().effective;
    let given = recommendation.response.as_ref();
    Some(match given.map(|response| response.on.counts_as()) {
        Some(given) if given <= on && given <= due => Response::InTime,
        Some(given) if given <= on => Response::AfterIts(due),
        _ if on > due => Response::OverdueSince(due),
        _ => Response::DueBy(due),
    })
}

/// Where an information request stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestState {
    /// Not answered, and its day has not passed or it has none.
    Open,
    /// Not answered, and its day has passed.
    Overdue,
    /// Answered; whoever asked has not said whether they are satisfied.
    Answered,
    /// Answered to the satisfaction of whoever asked.
    Satisfied,
    /// Answered, and whoever asked is not satisfied.
    NotSatisfied,
}

/// Where an information request stands at the state's moment.
#[must_use]
pub fn request_state(state: State<'_>, request: &InformationRequest) -> RequestState {
    let on = state.moment().effective;
    let said = request
        .satisfied
        .as_ref()
        .filter(|said| said.on.counts_as() <= on);
    let answered = request
        .answer
        .as_ref()
        .filter(|answer| answer.on.counts_as() <= on);
    match (answered, said) {
        (Some(_), Some(said)) if said.yes => RequestState::Satisfied,
        (Some(_), Some(_)) => RequestState::NotSatisfied,
        (Some(_), None) => RequestState::Answered,
        (None, _) if request.due.is_some_and(|due| due.counts_as() < on) => RequestState::Overdue,
        (None, _) => RequestState::Open,
    }
}
