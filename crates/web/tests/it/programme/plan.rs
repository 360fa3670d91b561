//! The plan: what is narrowed, counted and rated is what the record says.

use std::sync::Arc;

use axum::http::Method;
use record::body::{Action, Dimension, Risk, Theme};
use record::delivery::{self, Standing};
use record::draft::Draft;
use record::state::{Held, State};
use record::view::Audience;

use super::site::{actions, cells, day, on, page, router, rows, state};
use crate::support::{TODAY, ask, records};

const DAYS: [&str; 3] = ["2026-11-23", "2025-09-01", "2024-02-15"];

fn names(standing: &[Standing<'_>], is: impl Fn(&Standing<'_>) -> bool) -> Vec<String> {
    let mut names: Vec<String> = standing
        .iter()
        .filter(|one| is(one))
        .map(|one| one.action.id().name().to_owned())
        .collect();
    names.sort();
    names
}

fn shown(address: &str) -> Vec<String> {
    let mut shown = actions(page(address).main());
    shown.sort();
    shown
}

fn stale(state: State<'_>, one: &Standing<'_>) -> bool {
    delivery::stale_before(state).is_some_and(|day| one.is_stale(day))
}

#[test]
fn each_filter_shows_exactly_the_actions_the_record_says() {
    let mut some = 0;
    for asked in DAYS.map(day) {
        let state = state(asked);
        let all = delivery::all_standing(state);
        let narrowed = |parameters: &str| shown(&on(&format!("/plan?{parameters}"), asked));
        assert_eq!(names(&all, |_| true), shown(&on("/plan", asked)));
        let lists = [
            ("late", names(&all, |one| one.is_late())),
            ("slipped", names(&all, |one| one.has_slipped())),
            ("unowned", names(&all, |one| one.is_unowned())),
            ("stale", names(&all, |one| stale(state, one))),
            ("sign-off", names(&all, |one| one.awaits_sign_off())),
        ];
        for (needs, expected) in lists {
            some += usize::from(!expected.is_empty() && expected.len() < all.len());
            assert_eq!(
                narrowed(&format!("needs={needs}")),
                expected,
                "{asked} {needs}"
            );
        }
        for rated in [Dimension::Delivery, Dimension::Impact] {
            let of = |one: &Standing<'_>| match rated {
                Dimension::Delivery => one.stands_for(),
                Dimension::Impact => one.makes(),
            };
            for stands_for in all.iter().filter_map(of) {
                let words = stands_for.in_words();
                let parameters = format!("{}={}", rated.in_words(), words.replace(' ', "+"));
                let expected = names(&all, |one| of(one) == Some(stands_for));
                assert_eq!(narrowed(&parameters), expected, "{asked} {parameters}");
            }
        }
        for theme in state.all::<Theme>() {
            let name = theme.id().name();
            let of = |one: &Standing<'_>| one.action.body.theme.as_ref() == Some(theme.id());
            assert_eq!(
                narrowed(&format!("theme={name}")),
                names(&all, of),
                "{name}"
            );
            let both = names(&all, |one| of(one) && one.has_slipped());
            assert_eq!(
                narrowed(&format!("theme={name}&needs=slipped")),
                both,
                "{name}"
            );
        }
    }
    assert!(some >= 8, "only {some} lists hold some actions and not all");
}

#[test]
fn the_overview_counts_what_the_record_counts() {
    for asked in DAYS.map(day) {
        let state = state(asked);
        let all = delivery::all_standing(state);
        let answer = page(&on("/plan", asked));
        let rows = rows(&answer, "themes");
        let themes = state.all::<Theme>();
        assert_eq!(rows.len(), themes.len());
        for theme in themes {
            let name = format!("{} {}", theme.body.number, theme.body.title);
            let row = rows.iter().map(|row| cells(row)).find(|row| row[0] == name);
            let counted = |is: &dyn Fn(&Standing<'_>) -> bool| {
                all.iter()
                    .filter(|one| one.action.body.theme.as_ref() == Some(theme.id()) && is(one))
                    .count()
                    .to_string()
            };
            let expected = [
                name.clone(),
                counted(&|_| true),
                counted(&|one| one.is_complete()),
                counted(&|one| one.is_late()),
                counted(&|one| one.has_slipped()),
                counted(&|one| one.is_unowned()),
            ];
            assert_eq!(row.unwrap()[..6], expected, "{asked}");
        }
    }
}

/// A rating's word as its key has it, up to the comma.
fn label(one: Option<&delivery::Rated<'_>>) -> String {
    one.map_or("Not rated".to_owned(), |rated| {
        rated.status.label.split(',').next().unwrap().to_owned()
    })
}

#[test]
fn both_ratings_of_an_action_stand_side_by_side_each_with_a_word_and_a_shape() {
    let all = delivery::all_standing(state(TODAY));
    let plan = page("/plan");
    for one in &all {
        let link = format!("/marlshire/actions/{}\"", one.action.id().name());
        let row = plan
            .main()
            .split("<tr")
            .find(|row| row.contains(&link))
            .unwrap();
        let cells = cells(row);
        for (cell, rated) in [(&cells[4], &one.delivery), (&cells[5], &one.impact)] {
            let label = label(rated.as_ref()).to_lowercase();
            let stands_for = rated
                .as_ref()
                .map_or("not rated", |rated| rated.status.stands_for.in_words());
            let cell = cell.to_lowercase();
            assert!(cell.contains(&label), "{cell} is not {label}");
            assert!(cell.contains(stands_for), "{cell} is not {stands_for}");
        }
        assert_eq!(row.matches("<svg").count(), 2, "{link}");
    }
    let told: std::collections::BTreeSet<_> = all
        .iter()
        .map(|one| (label(one.delivery.as_ref()), label(one.impact.as_ref())))
        .collect();
    assert!(told.len() > 5, "{told:?}");
}

#[test]
fn a_date_is_shown_as_it_was_known_and_not_as_it_was_moved_later() {
    let mut later = 0;
    for asked in DAYS.map(day) {
        let state_then = state(asked);
        let plan = page(&on("/plan", asked));
        for one in delivery::all_standing(state_then) {
            let link = format!("/marlshire/actions/{}?", one.action.id().name());
            let exact = format!("/marlshire/actions/{}\"", one.action.id().name());
            let row = plan
                .main()
                .split("<tr")
                .find(|row| row.contains(&link) || row.contains(&exact))
                .unwrap();
            let due = &cells(row)[3];
            let then = one.dates.as_written().unwrap_or("No date");
            assert!(due.starts_with(then), "{asked} {link} {due}: not {then}");
            assert_eq!(due.contains("moved"), one.has_slipped(), "{due}");
            let Some(now) = state(TODAY).get::<Action>(one.action.id()) else {
                continue;
            };
            let dates = delivery::date_in_force(state(TODAY), now);
            let now = dates.as_written().unwrap_or("No date");
            if now != then {
                later += 1;
                assert!(!due.contains(now), "{asked} {link} {due} tells {now} early");
            }
        }
    }
    assert!(
        later >= 10,
        "only {later} dates moved after the day looked at"
    );
}

#[test]
fn by_recommendation_an_action_stands_under_each_it_answers() {
    let state = state(TODAY);
    let answer = page("/plan?by=recommendation");
    let mut seen = 0;
    for recommendation in state.all::<record::body::Recommendation>() {
        let mut expected: Vec<String> = delivery::answering(state, recommendation.id())
            .map(|action| action.id().name().to_owned())
            .collect();
        expected.sort();
        let rows = rows(&answer, &format!("actions-{}", recommendation.id().name()));
        let mut shown: Vec<String> = rows.iter().flat_map(|row| actions(row)).collect();
        shown.sort();
        seen += shown.len();
        assert_eq!(shown, expected, "{}", recommendation.id());
    }
    assert!(seen > 20, "{seen}");
}

#[test]
fn a_theme_has_a_page_with_its_actions_measures_and_risks() {
    for asked in DAYS.map(day) {
        let state = state(asked);
        let all = delivery::all_standing(state);
        for theme in state.all::<Theme>() {
            let address = on(&format!("/themes/{}", theme.id().name()), asked);
            let answer = page(&address);
            let main = answer.main();
            let of = |one: &Standing<'_>| one.action.body.theme.as_ref() == Some(theme.id());
            let mut listed = actions(main);
            listed.sort();
            assert_eq!(listed, names(&all, of), "{address}");
            for measure in &theme.body.measures {
                let link = format!("/marlshire/measures/{}", measure.name());
                assert!(main.contains(&link), "{address} does not lead to {link}");
            }
            let against = |risk: &Held<'_, Risk>| {
                all.iter()
                    .any(|one| of(one) && risk.body.actions.contains(one.action.id()))
            };
            for risk in state.all::<Risk>() {
                let shown = main.contains(&format!("#{}\"", risk.id().name()));
                assert_eq!(shown, against(&risk), "{address} {}", risk.id());
            }
        }
    }
}

#[test]
fn what_is_added_is_counted_at_once() {
    let size = marlshire::Size {
        actions: 10,
        updates: 20,
        measures: 1,
        months: 3,
    };
    let drafts = marlshire::scaled(1, size).unwrap();
    let of_last = |draft: &Draft| {
        let id = draft.id.as_str();
        id == "action/9" || id.starts_with("rating/9-") || id.starts_with("update/9/")
    };
    let (later, first): (Vec<Draft>, Vec<Draft>) = drafts.into_iter().partition(of_last);
    let dir = tempfile::tempdir().unwrap();
    let records = Arc::new(records(dir.path(), first));
    let site = router(&records, Audience::Board);
    let counted = || {
        let plan = ask(&site, Method::GET, "/made-up-1/plan").words();
        let home = ask(&site, Method::GET, "/made-up-1").words();
        ["9 actions.", "10 actions.", "Actions 9 ", "Actions 10 "]
            .map(|told| plan.contains(told) || home.contains(told))
    };
    assert_eq!(counted(), [true, false, true, false]);
    records.append(later).unwrap();
    assert_eq!(counted(), [false, true, false, true]);
}

#[test]
fn an_action_that_awaits_sign_off_says_so_and_no_other_does() {
    let (mut waiting, mut done) = (0, 0);
    for asked in ["2026-09-17", "2025-06-05", "2024-12-12", "2024-09-05"].map(day) {
        for one in delivery::all_standing(state(asked)) {
            if !one.is_complete() && !one.awaits_sign_off() {
                continue;
            }
            let address = on(&format!("/actions/{}", one.action.id().name()), asked);
            let tagged = page(&address)
                .main()
                .contains(">Awaiting sign-off</strong>");
            assert_eq!(tagged, one.awaits_sign_off(), "{address}");
            waiting += usize::from(tagged);
            done += usize::from(!tagged);
        }
    }
    assert!(waiting > 0 && done > 0, "{waiting} {done}");
}
