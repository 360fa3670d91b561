//! Nothing that happened is known before it did.

use crate::claimed_date::ClaimedDate;
use crate::draft::{Draft, Problem};
use crate::kind::Body;
use crate::programme::Version;

/// Checks the days on which things happened against the day they were known.
pub(super) fn check(draft: &Draft, version: &Version, body: &Body, problems: &mut Vec<Problem>) {
    let known = version.meta.known_on;
    for (field, day) in days(body) {
        if day.earliest() > known.counts_as() {
            problems.push(draft.problem(
                field,
                format!(
                    "{} is after known_on, {}: nothing is known before it happened",
                    day.in_words(),
                    known.in_words()
                ),
            ));
        }
    }
}

/// The days on which something happened, by the field that tells it. Days that
/// may lie ahead (a term's end, a review, a deadline) are left out.
fn days(body: &Body) -> Vec<(&'static str, ClaimedDate)> {
    let one = |field, day: Option<ClaimedDate>| -> Vec<(&'static str, ClaimedDate)> {
        day.map(|day| (field, day)).into_iter().collect()
    };
    match body {
        Body::Update(update) => one("on", Some(update.on)),
        Body::DateChange(change) => one("agreed_on", Some(change.agreed_on)),
        Body::SignOff(sign_off) => one("on", sign_off.on),
        Body::Rating(rating) => one("on", Some(rating.on)),
        Body::Evidence(evidence) => one("on", Some(evidence.on)),
        Body::Voice(voice) => one("on", Some(voice.on)),
        Body::Target(target) => one("approved_on", Some(target.approved_on)),
        Body::Rebase(rebase) => one("decided_on", Some(rebase.decided_on)),
        Body::Paper(paper) => one("issued_on", paper.issued_on),
        Body::AuditRound(round) => {
            let closed = round.actions.iter().filter_map(|action| action.closed_on);
            let again = round
                .actions
                .iter()
                .filter_map(|action| action.re_audited_on);
            let mut days = one("to", Some(round.to));
            days.extend(closed.chain(again).map(|day| ("actions", day)));
            days
        }
        Body::InformationRequest(request) => [
            one("answer", request.answer.as_ref().map(|answer| answer.on)),
            one("satisfied", request.satisfied.as_ref().map(|said| said.on)),
        ]
        .concat(),
        Body::ScrutinyRecommendation(made) => [
            one("made_on", Some(made.made_on)),
            one("response", made.response.as_ref().map(|given| given.on)),
            one("done", made.done.as_ref().map(|done| done.on)),
        ]
        .concat(),
        Body::FundedProgramme(funded) => {
            let delivered = funded
                .deliverables
                .iter()
                .filter_map(|one| one.delivered_on);
            delivered.map(|day| ("deliverables", day)).collect()
        }
        _ => Vec::new(),
    }
}
