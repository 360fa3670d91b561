//! What actions, teams and papers must fit besides their dates.

use super::known;
use crate::body::{Action, Paper, PaperStatus, Theme};
use crate::draft::{Draft, Problem};
use crate::entry::Change;
use crate::kind::Body;
use crate::prepare::Proposed;
use crate::programme::Version;

/// Checks that an entry does not stand in its own place, and that an action and
/// its theme stand in one plan.
pub(super) fn check(
    proposed: &Proposed<'_>,
    draft: &Draft,
    version: &Version,
    body: &Body,
    problems: &mut Vec<Problem>,
) {
    let itself = match body {
        Body::Action(action) => action
            .superseded_by
            .as_ref()
            .map(|id| ("superseded_by", id)),
        Body::Team(team) => team.part_of.as_ref().map(|id| ("part_of", id)),
        Body::Plan(plan) => plan.replaces.as_ref().map(|id| ("replaces", id)),
        _ => None,
    };
    if let Some((field, id)) = itself
        && *id == draft.id
    {
        problems.push(draft.problem(field, "is the entry itself"));
    }
    match body {
        Body::Action(action) => one_plan(proposed, draft, version, action, problems),
        Body::Paper(_) => issued(proposed, draft, version, problems),
        _ => {}
    }
}

fn one_plan(
    proposed: &Proposed<'_>,
    draft: &Draft,
    version: &Version,
    action: &Action,
    problems: &mut Vec<Problem>,
) {
    let Some(id) = &action.theme else { return };
    let on = version.meta.effective_on.counts_as();
    let theme = known::said_by_then::<Theme>(proposed, id, on, version.meta.seq);
    if let Some(theme) = theme
        && theme.plan != action.plan
    {
        problems.push(draft.problem(
            "theme",
            format!(
                "“{id}” is a theme of “{}”, not of “{}”",
                theme.plan, action.plan
            ),
        ));
    }
}

/// An issued paper is never changed: it was read as it is.
fn issued(proposed: &Proposed<'_>, draft: &Draft, version: &Version, problems: &mut Vec<Problem>) {
    let before = known::said::<Paper>(proposed, &draft.id, None, version.meta.seq);
    if draft.change == Change::Changes
        && before.is_some_and(|paper| paper.status == PaperStatus::Issued)
    {
        problems.push(draft.problem(
            "change",
            "the paper was issued and does not change: correct or withdraw it, with the reason, or issue another",
        ));
    }
}
