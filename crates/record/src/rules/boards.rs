//! What the business of a board must fit: its meeting, its agenda, and what may
//! be said of it in public.

use super::known;
use crate::body::{AgendaItem, Board, BoardForm, Decision, Meeting, ScrutinyRecommendation};
use crate::draft::{Draft, Problem};
use crate::entry::Classification;
use crate::id::EntryId;
use crate::kind::Body;
use crate::prepare::Proposed;
use crate::programme::Version;

/// Checks what belongs to a board.
pub(super) fn check(
    proposed: &Proposed<'_>,
    draft: &Draft,
    version: &Version,
    body: &Body,
    problems: &mut Vec<Problem>,
) {
    let seq = version.meta.seq;
    let mut same_board = |board: &EntryId, meeting: Option<&EntryId>| {
        let Some(meeting) = meeting else { return };
        let held = known::said_by_then::<Meeting>(
            proposed,
            meeting,
            version.meta.effective_on.counts_as(),
            seq,
        );
        if let Some(held) = held
            && held.board != *board
        {
            problems.push(draft.problem(
                "meeting",
                format!(
                    "“{meeting}” is a meeting of “{}”, not of “{board}”",
                    held.board
                ),
            ));
        }
    };
    match body {
        Body::Decision(decision) => {
            same_board(&decision.board, decision.meeting.as_ref());
            agenda(proposed, draft, version, decision, problems);
        }
        Body::InformationRequest(request) => same_board(&request.board, request.meeting.as_ref()),
        Body::ScrutinyRecommendation(made) => {
            same_board(&made.board, Some(&made.meeting));
            scrutiny(proposed, draft, version, made, problems);
        }
        Body::AgendaItem(item) => in_private(draft, item, problems),
        _ => {}
    }
}

/// A decision is taken at the meeting on whose agenda it stands.
fn agenda(
    proposed: &Proposed<'_>,
    draft: &Draft,
    version: &Version,
    decision: &Decision,
    problems: &mut Vec<Problem>,
) {
    let Some(id) = &decision.agenda_item else {
        return;
    };
    let on = decision.on.counts_as();
    let item = known::said_by_then::<AgendaItem>(proposed, id, on, version.meta.seq);
    let Some(item) = item else { return };
    if decision.meeting.as_ref() != Some(&item.meeting) {
        problems.push(draft.problem(
            "agenda_item",
            format!(
                "“{id}” is an item of “{}”: say that as the meeting",
                item.meeting
            ),
        ));
    }
}

/// Only a scrutiny board recommends to a Cabinet Member.
fn scrutiny(
    proposed: &Proposed<'_>,
    draft: &Draft,
    version: &Version,
    made: &ScrutinyRecommendation,
    problems: &mut Vec<Problem>,
) {
    let on = made.made_on.counts_as();
    let board = known::said_by_then::<Board>(proposed, &made.board, on, version.meta.seq);
    if board.is_some_and(|board| board.form != BoardForm::Scrutiny) {
        problems.push(draft.problem("board", format!("“{}” is not a scrutiny board", made.board)));
    }
}

/// The public may know that an item was taken in private, and not what was said.
fn in_private(draft: &Draft, item: &AgendaItem, problems: &mut Vec<Problem>) {
    if let Some(paragraph) = item.exempt
        && draft.classification == Classification::Public
        && !item.minutes.is_empty()
    {
        problems.push(draft.problem(
            "minutes",
            format!("were taken in private under paragraph {paragraph} and cannot be public: leave them out, or classify the item as exempt {paragraph}"),
        ));
    }
}
