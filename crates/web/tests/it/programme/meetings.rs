//! A meeting's page: agenda, attendance, decisions and what they changed, papers.

use record::body::{AgendaItem, Decision, Meeting, MeetingStatus, Paper, PaperForm, Presence};

use super::site::{on, page, said, state};
use crate::support::TODAY;

#[test]
fn each_meeting_shows_its_business_as_the_record_has_it() {
    let state = state(TODAY);
    let (mut items, mut decided, mut changed, mut in_time) = (0, 0, 0, 0);
    let mut papers = 0;
    for meeting in state.all::<Meeting>() {
        let answer = page(&format!("/meetings/{}", meeting.id().name()));
        let (html, words) = (answer.main(), answer.words());
        for item in state.referring::<AgendaItem>(meeting.id()) {
            items += 1;
            let title = said(&format!("{}. {}", item.body.number, item.body.title));
            assert!(words.contains(&title), "{}: {title}", meeting.id());
            for minute in &item.body.minutes {
                assert!(
                    words.contains(&said(minute.trim_end_matches('.'))),
                    "{minute}"
                );
            }
        }
        for decision in state.referring::<Decision>(meeting.id()) {
            decided += 1;
            let text = said(decision.body.text.trim_end_matches('.'));
            assert!(words.contains(&text), "{}: {text}", meeting.id());
            for change in &decision.body.changes {
                changed += 1;
                let there = format!("/{}", change.name());
                assert!(
                    html.contains(&there),
                    "{} does not lead to {change}",
                    meeting.id()
                );
            }
        }
        for (what, presence) in [
            ("Present", Presence::Present),
            ("Sent a deputy", Presence::Deputy),
            ("Apologies", Presence::Apologies),
            ("Absent", Presence::Absent),
        ] {
            let who = meeting.body.attendance.iter();
            let count = who.filter(|one| one.presence == presence).count();
            assert_eq!(
                words.contains(&format!("{what} ({count})")),
                count > 0,
                "{}",
                meeting.id()
            );
        }
        for paper in state.referring::<Paper>(meeting.id()) {
            assert!(words.contains(&said(&paper.body.title)), "{}", meeting.id());
            if paper.body.form == PaperForm::Highlight {
                papers += 1;
                let (at, known) = (
                    paper.body.as_at.counts_as(),
                    paper.body.known_at.counts_as(),
                );
                let there = answer.links().into_iter().find(|link| {
                    let same = at == known || link.contains(&format!("known_at={known}"));
                    link.contains("papers/highlight?")
                        && link.contains(&format!("as_at={at}"))
                        && same
                });
                let there = there.unwrap_or_else(|| panic!("{} leads to no {at}", meeting.id()));
                let paper = page(there.strip_prefix("/marlshire").unwrap());
                assert!(paper.words().contains("Data as at"), "{there}");
            }
        }
        if let Some(due) = meeting.body.papers_due {
            assert!(
                words.contains(&format!("Papers due {}", due.in_words())),
                "{}",
                meeting.id()
            );
            let issued = meeting.body.papers_issued;
            let late = issued.is_some_and(|issued| issued.counts_as() > due.counts_as());
            assert_eq!(words.contains("Later than due"), late, "{}", meeting.id());
            in_time += usize::from(issued.is_some() && !late);
        }
    }
    assert!(
        items > 50 && decided > 10 && changed > 5 && in_time > 5,
        "{items} {decided} {changed} {in_time}"
    );
    assert!(
        papers > 5,
        "{papers} highlight reports were made for meetings"
    );
}

#[test]
fn before_it_was_held_a_meeting_is_planned_and_decided_nothing() {
    let held = state(TODAY)
        .all::<Meeting>()
        .into_iter()
        .filter(|meeting| {
            meeting.body.status == MeetingStatus::Held
                && state(TODAY)
                    .referring::<Decision>(meeting.id())
                    .next()
                    .is_some()
        })
        .max_by_key(|meeting| meeting.body.on.counts_as())
        .unwrap();
    let before = held.body.on.counts_as().yesterday().unwrap();
    let address = format!("/meetings/{}", held.id().name());
    let then = page(&on(&address, before)).words();
    assert!(then.contains("Planned"), "{then}");
    assert!(
        !then.contains("What it decided") && !then.contains("Who was there"),
        "{then}"
    );
    assert!(page(&address).words().contains("What it decided"));
}

#[test]
fn the_decisions_page_has_every_decision_the_latest_first() {
    let words = page("/decisions").words();
    let mut places = Vec::new();
    for decision in state(TODAY).all::<Decision>() {
        let text = said(decision.body.text.trim_end_matches('.'));
        let place = words.find(&text).unwrap_or_else(|| panic!("{text}"));
        places.push((place, decision.body.on.counts_as()));
    }
    places.sort();
    assert!(
        places.windows(2).all(|two| two[0].1 >= two[1].1),
        "{places:?}"
    );
}
