//! The first page of a working programme says how it is going.

use record::body::{Measure, Meeting, Paper, PaperForm};
use record::challenge::{ChallengeForm, challenges};
use record::changes::changes_between;
use record::delivery::{self, Standing};

use super::site::{day, on, page, public, section, state};
use crate::support::{TODAY, words};

#[test]
fn the_plan_and_its_questions_are_counted_as_the_record_counts_them() {
    for asked in [TODAY, day("2025-03-01")] {
        let state = state(asked);
        let all = delivery::all_standing(state);
        let home = page(&on("", asked)).words();
        let count = |is: fn(&&Standing<'_>) -> bool| all.iter().filter(is).count();
        for (what, count) in [
            ("Actions", all.len()),
            ("Complete", count(|one| one.is_complete())),
            ("Late", count(|one| one.is_late())),
            ("Date put back", count(|one| one.has_slipped())),
            ("Nobody in the owner’s post", count(|one| one.is_unowned())),
        ] {
            assert!(
                home.contains(&format!("{what} {count} ")),
                "{asked} {what} {count}: {home}"
            );
        }
        let raised = challenges(state);
        for form in ChallengeForm::ALL {
            let count = raised.iter().filter(|one| one.form() == form).count();
            let told = format!("{} {count} ", form.in_words());
            assert_eq!(home.contains(&told), count > 0, "{asked} {told}");
        }
    }
}

#[test]
fn the_newest_figures_are_the_last_that_became_known() {
    for asked in [TODAY, day("2025-03-01"), day("2024-05-15")] {
        let state = state(asked);
        let mut last: Vec<_> = state
            .all::<Measure>()
            .into_iter()
            .filter_map(|measure| {
                let own = state.readings_of(measure.id()).filter(|reading| {
                    reading.body.area.is_none() && reading.body.breakdown.is_none()
                });
                let latest = own.max_by_key(|reading| reading.body.period.last_day())?;
                let known = (
                    latest.meta.known_on.counts_as(),
                    latest.body.period.last_day(),
                );
                Some((std::cmp::Reverse(known), &measure.body.short_name))
            })
            .collect();
        last.sort_by_key(|(known, _)| *known);
        let expected: Vec<&str> = last[..6].iter().map(|(_, name)| name.as_str()).collect();
        let answer = page(&on("", asked));
        let main = answer.main();
        let figures = &main[main.find("The newest figures").unwrap()..];
        let figures = words(&figures[..figures.find("</dl>").unwrap()]);
        let mut rest = figures.as_str();
        for name in expected {
            let at = rest.find(name);
            rest = &rest[at.unwrap_or_else(|| panic!("{asked}: {name} in {figures}"))..];
        }
    }
}

#[test]
fn the_next_meeting_and_the_last_report_are_named() {
    let asked = day("2026-08-01");
    let state = state(asked);
    let answer = page(&on("", asked));
    let next = state
        .all::<Meeting>()
        .into_iter()
        .filter(|meeting| {
            meeting.body.board.name() == "improvement-board"
                || meeting.body.board.name().contains("improvement")
        })
        .filter(|meeting| meeting.body.on.counts_as() > asked)
        .min_by_key(|meeting| meeting.body.on.counts_as())
        .unwrap();
    let programme = words(section(&answer, "programme")) + &answer.words();
    assert!(
        programme.contains(&format!("meets on {}", next.body.on.in_words())),
        "{programme}"
    );
    let due = next.body.papers_due.unwrap();
    assert!(
        programme.contains(&format!("due on {}", due.in_words())),
        "{programme}"
    );
    let last = state
        .all::<Paper>()
        .into_iter()
        .filter(|paper| paper.body.form == PaperForm::Highlight && paper.body.issued_on.is_some())
        .max_by_key(|paper| paper.body.known_at.counts_as())
        .unwrap();
    assert!(programme.contains(&last.body.title), "{programme}");
    let from = last.body.known_at.counts_as();
    let link = format!("/marlshire/changes?from={from}&as_at={asked}");
    assert!(answer.links().contains(&link), "{link}");
    let since = changes_between(super::site::state(from), state);
    if !since.slipped.is_empty() {
        let told = format!("{} date", since.slipped.len());
        assert!(programme.contains(&told), "{told}: {programme}");
    }
}

#[test]
fn before_the_plan_the_first_page_has_no_programme() {
    assert!(!page("?as_at=2021-12-10").words().contains("The programme"));
    assert!(page("").words().contains("The newest figures"));
    assert!(
        !crate::support::page("/coventry")
            .words()
            .contains("The programme")
    );
    assert!(public("").words().contains("The plan"));
}
