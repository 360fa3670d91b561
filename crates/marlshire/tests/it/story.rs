//! What a programme three years in holds.

use std::collections::{BTreeMap, BTreeSet};

use record::body::*;
use record::entry::Change;
use record::id::EntryId;
use record::kind::Kind;
use record::plan_date::{PlanDateKind, window};
use record::state::{Held, Moment, State};
use record::view::Audience;

use crate::accepted::record;

#[test]
fn the_story_holds_what_a_programme_would() {
    let programme = record(&marlshire::drafts(marlshire::ENDS).unwrap());
    let state = programme
        .view_for(Audience::Board)
        .at(Moment::on(marlshire::ENDS));
    // One test, because what takes time is to make the record.
    let checks: &[fn(&State<'_>)] = &[
        it_says_that_it_is_made_up,
        counts_are_as_the_programme_has_them,
        the_board_meets_every_twelve_weeks_but_once,
        a_sign_off_is_refused_and_later_accepted,
        dates_are_written_in_every_form_and_some_have_moved,
        there_is_something_to_challenge,
        one_reply_to_scrutiny_was_late,
        no_owner_says_the_same_again_and_again,
    ];
    for check in checks {
        check(&state);
    }
}

fn status<'a>(state: &State<'a>, action: &EntryId, dimension: Dimension) -> Option<&'a str> {
    state
        .all::<Rating>()
        .into_iter()
        .find(|rating| rating.body.of == *action && rating.body.dimension == dimension)
        .map(|rating| &*rating.body.status)
}

fn it_says_that_it_is_made_up(state: &State<'_>) {
    let council = &state.all::<AuthorityProfile>()[0];
    assert!(council.body.notice.contains("fictional"));
}

fn counts_are_as_the_programme_has_them(state: &State<'_>) {
    assert_eq!(state.all::<Theme>().len(), 8);
    assert_eq!(state.all::<Action>().len(), 60);
    let of_inspection = |held: &&Held<'_, Recommendation>| held.body.review.name() == "ofsted-2023";
    assert_eq!(
        state
            .all::<Recommendation>()
            .iter()
            .filter(of_inspection)
            .count(),
        14
    );
    let visits = state.all::<Review>();
    let visits = visits
        .iter()
        .filter(|held| held.body.form == ReviewForm::MonitoringVisit);
    assert_eq!(visits.count(), 7);
    let updates = state.all::<Update>().len();
    assert!((800..2_000).contains(&updates), "{updates}");
    assert!(state.all::<AuditRound>().len() >= 20);
    assert!(state.all::<Voice>().len() >= 15);
    assert!(state.all::<Risk>().len() >= 10);
    assert_eq!(state.all::<FundedProgramme>().len(), 2);
    for (kind, least) in [
        (Kind::Communication, 30),
        (Kind::InformationRequest, 15),
        (Kind::ScrutinyRecommendation, 8),
    ] {
        let drafts = marlshire::drafts(marlshire::ENDS).unwrap();
        let count = drafts
            .iter()
            .filter(|draft| draft.id.kind() == kind && draft.change == Change::Opens)
            .count();
        assert!(count >= least, "{}: {count}", kind.plural());
    }
}

fn the_board_meets_every_twelve_weeks_but_once(state: &State<'_>) {
    let board: EntryId = "board/improvement".parse().unwrap();
    let mut days: Vec<_> = state
        .all::<Meeting>()
        .into_iter()
        .filter(|held| held.body.board == board)
        .map(|held| {
            (
                held.body.on.counts_as(),
                held.body.status,
                held.body.attendance.len(),
            )
        })
        .collect();
    days.sort_by_key(|(day, _, _)| *day);
    let held = days
        .iter()
        .filter(|(_, status, _)| *status == MeetingStatus::Held);
    assert_eq!(held.count(), 14);
    assert!(days[..14].iter().all(|(_, _, seats)| *seats == 10));
    let gaps: Vec<i32> = days
        .windows(2)
        .map(|two| (two[1].0 - two[0].0).get_days() / 7)
        .collect();
    assert_eq!(
        gaps,
        [12, 12, 12, 14, 10, 12, 12, 12, 12, 12, 12, 12, 12, 12]
    );
    let issued = state.all::<Paper>();
    let issued = issued
        .iter()
        .filter(|paper| paper.body.status == PaperStatus::Issued);
    assert_eq!(issued.count(), 13);
}

fn a_sign_off_is_refused_and_later_accepted(state: &State<'_>) {
    let sign_offs = state.all::<SignOff>();
    let refused: Vec<_> = sign_offs
        .iter()
        .filter(|held| !held.body.accepted)
        .collect();
    assert_eq!(refused.len(), 1);
    for refusal in refused {
        assert!(
            sign_offs.iter().any(|held| held.body.accepted
                && held.body.action == refusal.body.action
                && held.body.on.unwrap().counts_as() > refusal.body.on.unwrap().counts_as()),
            "{}",
            refusal.id()
        );
    }
}

fn dates_are_written_in_every_form_and_some_have_moved(state: &State<'_>) {
    let mut kinds = BTreeSet::new();
    for action in state.all::<Action>() {
        let due = action.body.due.as_deref().unwrap();
        let written = action.meta.effective_on.counts_as();
        kinds.insert(format!("{:?}", window(due, written).kind));
    }
    assert!(kinds.len() >= 9, "{kinds:?}");
    let all = state.all::<Action>();
    let unread: Vec<&str> = all
        .iter()
        .filter_map(|action| action.body.due.as_deref())
        .filter(|due| window(due, marlshire::ENDS).kind == PlanDateKind::Unknown)
        .collect();
    assert_eq!(unread, ["TBC"]);
    let moved = state.all::<DateChange>();
    assert!(moved.len() >= 25, "{}", moved.len());
    for held in &moved {
        let agreed = held.body.agreed_on.counts_as();
        let kind = window(&held.body.to, agreed).kind;
        assert_ne!(kind, PlanDateKind::Unknown, "{}", held.body.to);
    }
    let thrice = moved
        .iter()
        .filter(|held| held.body.action.name() == "4-3")
        .count();
    assert_eq!(thrice, 3);
}

/// What the challenge view is for.
fn there_is_something_to_challenge(state: &State<'_>) {
    let theme: EntryId = "theme/6".parse().unwrap();
    for action in state.all::<Action>() {
        if action.body.theme.as_ref() == Some(&theme) {
            assert_eq!(
                status(state, action.id(), Dimension::Delivery),
                Some("G"),
                "green"
            );
        }
    }
    let amber: EntryId = "action/4-3".parse().unwrap();
    assert_eq!(status(state, &amber, Dimension::Delivery), Some("A"));

    let stories: EntryId = "recommendation/ofsted-2023-8".parse().unwrap();
    let answering = state.all::<Action>();
    let live = answering.iter().filter(|action| {
        action.body.recommendations.contains(&stories)
            && status(state, action.id(), Dimension::Delivery) != Some("X")
    });
    assert_eq!(live.count(), 0, "a recommendation without a live action");

    let risks = state.all::<Risk>();
    let alone = risks
        .iter()
        .filter(|risk| risk.body.state == RiskState::Open && risk.body.actions.is_empty());
    assert!(alone.count() >= 1, "a risk without an action");

    let mut ended: BTreeMap<&EntryId, bool> = BTreeMap::new();
    let people = state.all::<Person>();
    for holding in people.iter().flat_map(|person| &person.body.holds) {
        *ended.entry(&holding.post).or_insert(true) &= holding.ends.is_some();
    }
    let vacant: BTreeSet<_> = ended
        .iter()
        .filter(|(_, ended)| **ended)
        .map(|(post, _)| (*post).clone())
        .collect();
    let unowned = answering
        .iter()
        .filter(|action| vacant.contains(&action.body.owner))
        .count();
    assert!(unowned >= 5, "{unowned} actions whose owner is gone");

    let requests = state.all::<InformationRequest>();
    let unhappy = requests
        .iter()
        .filter(|held| held.body.satisfied.as_ref().is_some_and(|said| !said.yes));
    assert!(unhappy.count() >= 3);
    let overdue = requests.iter().filter(|held| {
        held.body.answer.is_none() && held.body.due.unwrap().counts_as() < marlshire::ENDS
    });
    assert!(overdue.count() >= 2);
}

fn one_reply_to_scrutiny_was_late(state: &State<'_>) {
    let late = state
        .all::<ScrutinyRecommendation>()
        .into_iter()
        .filter(|held| {
            let due = held
                .body
                .made_on
                .counts_as()
                .saturating_add(jiff::Span::new().months(2));
            held.body
                .response
                .as_ref()
                .is_some_and(|reply| reply.on.counts_as() > due)
        });
    assert_eq!(late.count(), 1);
}

fn no_owner_says_the_same_again_and_again(state: &State<'_>) {
    let mut by_action: BTreeMap<&EntryId, Vec<&str>> = BTreeMap::new();
    for update in state.all::<Update>() {
        by_action
            .entry(&update.body.action)
            .or_default()
            .push(&update.body.text);
    }
    for (action, texts) in by_action {
        assert!(texts.len() >= 2, "{action}");
        let different: BTreeSet<_> = texts.iter().collect();
        assert!(
            different.len() * 2 >= texts.len(),
            "{action} repeats itself"
        );
    }
}
