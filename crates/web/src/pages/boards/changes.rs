//! How a board changed: its chair, its members, its end, version by version.

use maud::{Markup, html};
use record::body::{Board, EndCondition};
use record::id::EntryId;
use record::kind::Content as _;
use report::wording;

use crate::components::timeline::{Level, TimelineItem, timeline};
use crate::context::Context;

/// What each version changed, in order of the days it is true from; nothing for
/// a board with one version.
pub(super) fn over_time(context: &Context<'_>, id: &EntryId) -> Markup {
    let moment = context.record_moment();
    let versions = context.view().history(id, moment);
    let corrected: Vec<u32> = versions
        .iter()
        .filter_map(|version| version.meta.change.corrected())
        .collect();
    let mut boards: Vec<_> = versions
        .iter()
        .filter(|version| version.meta.effective_on.counts_as() <= moment.effective)
        .filter(|version| !corrected.contains(&version.meta.version))
        .filter_map(|version| Some((version, Board::of(version.body.as_ref()?)?)))
        .collect();
    boards.sort_by_key(|(version, _)| {
        (version.meta.effective_on.counts_as(), version.meta.version)
    });
    if boards.len() < 2 {
        return html! {};
    }
    let mut before: Option<&Board> = None;
    let mut items = Vec::new();
    for (version, board) in boards {
        let changed = before.map_or_else(|| opened(board), |before| changes(before, board));
        before = Some(board);
        let Some((title, rest)) = changed.split_first() else {
            continue;
        };
        items.push(TimelineItem {
            date: version.meta.effective_on.counts_as(),
            when: wording::upper_first(&version.meta.effective_on.in_words()),
            title: html! { (title) },
            tag: None,
            body: (!rest.is_empty()).then(|| {
                html! { @for change in rest { p class="govuk-body" { (change) } } }
            }),
            ahead: false,
        });
    }
    html! {
        h2 class="govuk-heading-m" id="over-time" { "Over time" }
        (timeline(&items, Level::Three))
    }
}

/// What is said of a board when it first appears.
fn opened(board: &Board) -> Vec<String> {
    let mut said = vec![format!("{} first in the record", board.name)];
    said.extend(board.chair.as_ref().map(|chair| format!("Chair: {chair}.")));
    said
}

/// What is unlike the version before, a sentence each.
fn changes(before: &Board, after: &Board) -> Vec<String> {
    let mut said = Vec::new();
    if before.name != after.name {
        said.push(format!("Name: {}; it was {}.", after.name, before.name));
    }
    said.extend(change("Chair", before.chair.as_deref(), after.chair.as_deref()));
    let members = |board: &Board| {
        (!board.members.is_empty()).then(|| wording::list(&board.members))
    };
    said.extend(change("Members", members(before).as_deref(), members(after).as_deref()));
    let cadence = |board: &Board| board.cadence.as_ref().map(|cadence| cadence.words.clone());
    said.extend(change("Meets", cadence(before).as_deref(), cadence(after).as_deref()));
    let ends = |board: &Board| board.ends_when.as_ref().map(end);
    if after.ended.is_none() {
        said.extend(change("To end with", ends(before).as_deref(), ends(after).as_deref()));
    }
    match (before.ended, after.ended) {
        (None, Some(ended)) => said.push(format!("Ended {}.", wording::on(ended))),
        (Some(_), None) => said.push("No longer ended.".to_owned()),
        _ => {}
    }
    said
}

fn change(what: &str, before: Option<&str>, after: Option<&str>) -> Option<String> {
    match (before, after) {
        (before, after) if before == after => None,
        (Some(before), Some(after)) => Some(format!("{what}: {after}. It was: {before}.")),
        (None, Some(after)) => Some(format!("{what}: {after}.")),
        (Some(before), None) => Some(format!("{what}: no longer said. It was: {before}.")),
        (None, None) => None,
    }
}

/// What must have happened before a board ends, and by when.
pub(super) fn end(condition: &EndCondition) -> String {
    match &condition.by {
        Some(by) => format!("{}, by {by}", condition.text),
        None => condition.text.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn board(by: &str) -> Board {
        Board {
            name: "Executive Group".into(),
            form: record::body::BoardForm::Improvement,
            purpose: None,
            cadence: None,
            chair: Some("the Director".into()),
            members: vec!["members".into()],
            takes_over_from: None,
            ends_when: Some(EndCondition {
                text: "a satisfactory inspection".into(),
                by: Some(by.into()),
            }),
            ended: None,
            sources: Vec::new(),
        }
    }

    #[test]
    fn a_moved_end_says_from_when_to_when() {
        assert_eq!(
            changes(&board("June 2020"), &board("September 2020")),
            ["To end with: a satisfactory inspection, by September 2020. It was: a satisfactory inspection, by June 2020."]
        );
        assert!(changes(&board("June 2020"), &board("June 2020")).is_empty());
    }
}
