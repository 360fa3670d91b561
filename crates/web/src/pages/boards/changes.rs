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
    boards
        .sort_by_key(|(version, _)| (version.meta.effective_on.counts_as(), version.meta.version));
    if boards.len() < 2 {
        return html! {};
    }
    let mut before: Option<&Board> = None;
    let mut items = Vec::new();
    for (version, board) in boards {
        let changed = before.map_or_else(|| opened(board), |before| changes(before, board));
        before = Some(board);
        if changed.is_empty() {
            continue;
        }
        let what: Vec<String> = changed.iter().map(|(what, _)| (*what).to_owned()).collect();
        let said: Vec<String> = changed.into_iter().filter_map(|(_, said)| said).collect();
        items.push(TimelineItem {
            date: version.meta.effective_on.counts_as(),
            when: wording::upper_first(&version.meta.effective_on.in_words()),
            title: html! { (wording::upper_first(&wording::list(&what))) },
            tag: None,
            body: (!said.is_empty()).then(|| {
                html! { @for change in &said { p class="govuk-body" { (change) } } }
            }),
            ahead: false,
        });
    }
    html! {
        h2 class="govuk-heading-m" id="over-time" { "Over time" }
        (timeline(&items, Level::Three))
    }
}

/// What changed, in a word, and how, in a sentence.
type Changed = (&'static str, Option<String>);

/// What is said of a board when it first appears.
fn opened(board: &Board) -> Vec<Changed> {
    let chair = board.chair.as_ref();
    vec![(
        "first in the record",
        chair.map(|chair| format!("Chair: {chair}.")),
    )]
}

/// What is unlike the version before.
fn changes(before: &Board, after: &Board) -> Vec<Changed> {
    let mut said: Vec<Changed> = Vec::new();
    let mut change = |what, before: Option<&str>, after: Option<&str>| {
        said.extend(moved(before, after).map(|how| (what, Some(how))));
    };
    change("name", Some(&before.name), Some(&after.name));
    change("chair", before.chair.as_deref(), after.chair.as_deref());
    let members =
        |board: &Board| (!board.members.is_empty()).then(|| wording::list(&board.members));
    change(
        "members",
        members(before).as_deref(),
        members(after).as_deref(),
    );
    let cadence = |board: &Board| board.cadence.as_ref().map(|cadence| cadence.words.clone());
    change(
        "how often it meets",
        cadence(before).as_deref(),
        cadence(after).as_deref(),
    );
    let ends = |board: &Board| board.ends_when.as_ref().map(end);
    if after.ended.is_none() {
        change("its end", ends(before).as_deref(), ends(after).as_deref());
    }
    match (before.ended, after.ended) {
        (None, Some(ended)) => said.push(("ended", Some(format!("Ended {}.", wording::on(ended))))),
        (Some(_), None) => said.push(("not ended", None)),
        _ => {}
    }
    said
}

/// From what to what, in a sentence or two; none if nothing moved.
fn moved(before: Option<&str>, after: Option<&str>) -> Option<String> {
    let said = match (before, after) {
        (before, after) if before == after => return None,
        (Some(before), Some(after)) => format!("{after}. Before: {before}."),
        (None, Some(after)) => format!("{after}."),
        (Some(before), None) => format!("No longer said. Before: {before}."),
        (None, None) => return None,
    };
    Some(wording::upper_first(&said))
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
            [(
                "its end",
                Some("A satisfactory inspection, by September 2020. Before: a satisfactory inspection, by June 2020.".to_owned())
            )]
        );
        assert!(changes(&board("June 2020"), &board("June 2020")).is_empty());
    }
}
