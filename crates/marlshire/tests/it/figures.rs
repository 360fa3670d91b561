//! The figures: how many, how they hang together, and what happened to them.

use std::collections::{BTreeMap, BTreeSet};

use record::body::{Measure, Reading, ReadingStatus, Target, Unit, Value};
use record::entry::Change;
use record::id::EntryId;
use record::state::{Moment, State};
use record::view::Audience;

use crate::accepted::record;

#[test]
fn the_figures_hang_together() {
    let programme = record(&marlshire::drafts(marlshire::ENDS).unwrap());
    let state = programme
        .view_for(Audience::Board)
        .at(Moment::on(marlshire::ENDS));
    // One test, because what takes time is to make the record.
    let checks: &[fn(&State<'_>)] = &[
        forty_five_measures_over_sixty_months,
        percentages_are_their_numerator_over_their_denominator,
        what_is_out_of_another_measure_agrees_with_it_and_teams_add_up,
        shapes_are_what_the_story_says,
        measures_name_what_they_are_in_the_catalogue,
    ];
    for check in checks {
        check(&state);
    }
}

/// So that a measure's page says its time limit and outcome, and compares it. Those
/// without are counts where the list has rates, two measures it has not, and one
/// whose ages the list keeps apart.
fn measures_name_what_they_are_in_the_catalogue(state: &State<'_>) {
    let mut without = BTreeSet::new();
    for held in state.all::<Measure>() {
        match &held.body.catalogue {
            Some(key) => {
                let indicator = record::catalogue::indicator(key);
                let indicator = indicator.unwrap_or_else(|| panic!("{}: {key}", held.id()));
                assert_eq!(
                    indicator.differences(held.body),
                    [] as [String; 0],
                    "{}",
                    held.id()
                );
            }
            None => {
                without.insert(held.id().name());
            }
        }
    }
    let expected = [
        "children-in-care",
        "cp-open-2-years",
        "in-touch",
        "private-fostering-visits",
        "s47-starts",
        "unregistered-homes",
    ];
    assert_eq!(without, expected.into());
}

/// The council's own readings of a measure, without parts, by last day.
fn own<'a>(state: &State<'a>, measure: &str) -> BTreeMap<jiff::civil::Date, &'a Reading> {
    let id: EntryId = format!("measure/{measure}").parse().unwrap();
    state
        .all::<Reading>()
        .into_iter()
        .map(|held| held.body)
        .filter(|body| body.measure == id && body.area.is_none() && body.breakdown.is_none())
        .map(|body| (body.period.last_day(), body))
        .collect()
}

fn numbers(state: &State<'_>, measure: &str) -> Vec<f64> {
    own(state, measure)
        .values()
        .filter_map(|reading| reading.value.number())
        .collect()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / f64::from(u32::try_from(values.len()).unwrap())
}

fn forty_five_measures_over_sixty_months(state: &State<'_>) {
    let measures = state.all::<Measure>();
    assert_eq!(measures.len(), 45);
    let mut full = 0;
    for measure in &measures {
        let months = own(state, measure.id().name()).len();
        assert!((55..=60).contains(&months), "{}: {months}", measure.id());
        full += usize::from(months == 60);
    }
    assert!(full >= 44, "{full}");
    assert!(state.all::<Target>().len() > 25);
}

fn percentages_are_their_numerator_over_their_denominator(state: &State<'_>) {
    let mut checked = 0;
    for held in state.all::<Reading>() {
        let reading = held.body;
        let unit = state.get::<Measure>(&reading.measure).unwrap().body.unit;
        let (Some(counted), Some(out_of), Value::Number(value)) =
            (reading.numerator, reading.denominator, &reading.value)
        else {
            let own_percent = unit == Unit::Percent && reading.area.is_none();
            assert!(
                !own_percent || reading.value.number().is_none(),
                "{}",
                held.id()
            );
            continue;
        };
        let scale = if unit == Unit::Percent { 100.0 } else { 1.0 };
        #[expect(clippy::cast_precision_loss, reason = "counts are small")]
        let share = scale * counted as f64 / out_of as f64;
        assert!(
            (share - value).abs() < 0.51,
            "{}: {share} and {value}",
            held.id()
        );
        checked += 1;
    }
    assert!(checked > 2_000, "{checked}");
}

fn what_is_out_of_another_measure_agrees_with_it_and_teams_add_up(state: &State<'_>) {
    let contacts = own(state, "contacts");
    for (day, decided) in own(state, "contacts-decided-1wd") {
        #[expect(clippy::cast_precision_loss, reason = "counts are small")]
        let out_of = decided.denominator.unwrap() as f64;
        assert_eq!(contacts[&day].value, Value::Number(out_of), "{day}");
    }
    let mut by_team: BTreeMap<_, (u64, u64)> = BTreeMap::new();
    let visits: EntryId = "measure/cp-visits".parse().unwrap();
    for held in state.all::<Reading>() {
        let reading = held.body;
        if reading.measure == visits && reading.breakdown.is_some() {
            let sum = by_team.entry(reading.period.last_day()).or_default();
            sum.0 += reading.numerator.unwrap();
            sum.1 += reading.denominator.unwrap();
        }
    }
    let whole = own(state, "cp-visits");
    assert_eq!(
        by_team.len(),
        34,
        "months with teams, January 2024 to October 2026"
    );
    for (day, (_, out_of)) in by_team {
        assert_eq!(whole[&day].denominator, Some(out_of), "{day}");
    }
}

fn shapes_are_what_the_story_says(state: &State<'_>) {
    let ends = |measure: &str| {
        let all = numbers(state, measure);
        (mean(&all[..12]), mean(&all[all.len() - 12..]))
    };
    let (before, after) = ends("pathway-plans");
    assert!(after - before > 15.0, "improves: {before} to {after}");
    let (before, after) = ends("cin-visits");
    assert!(before - after > 8.0, "gives way: {before} to {after}");
    let (before, after) = ends("return-interviews-72h");
    assert!(
        (before - after).abs() < 4.0,
        "chance alone: {before} to {after}"
    );
    // March and May 2024, either side of the second manager's month.
    let decided = numbers(state, "contacts-decided-1wd");
    let (before, after) = (mean(&decided[17..29]), mean(&decided[29..41]));
    assert!(after - before > 20.0, "a step: {before} to {after}");
    let strategy = numbers(state, "strategy-health");
    let (before, after) = (mean(&strategy[23..35]), mean(&strategy[35..47]));
    assert!(
        before - after > 15.0,
        "a new definition: {before} to {after}"
    );
}

#[test]
fn figures_come_late_are_put_right_and_become_final() {
    let drafts = marlshire::drafts(marlshire::ENDS).unwrap();
    let readings = || {
        drafts
            .iter()
            .filter(|draft| draft.id.as_str().starts_with("reading/"))
    };
    let corrected = readings().filter(|draft| matches!(draft.change, Change::Corrects(_)));
    assert!(corrected.count() > 100);
    let late = readings()
        .filter(|draft| draft.change == Change::Opens && draft.id.as_str().contains("/marlshire/"))
        .filter(|draft| {
            let days = draft.known_on.unwrap().counts_as() - draft.effective_on.counts_as();
            days.get_days() > 50
        })
        .count();
    assert!(late > 20, "{late}");
    let programme = record(&drafts);
    let state = &programme
        .view_for(Audience::Board)
        .at(Moment::on(marlshire::ENDS));
    {
        let statuses: BTreeSet<_> = own(state, "re-referrals")
            .values()
            .map(|reading| format!("{:?}", reading.status))
            .collect();
        assert_eq!(
            statuses.len(),
            2,
            "final, and the present year's provisional"
        );
        let local = own(state, "dental");
        assert!(
            local
                .values()
                .all(|reading| reading.status == ReadingStatus::Local)
        );
        let not_counted = own(state, "cla-visits");
        let symbols = not_counted
            .values()
            .filter(|reading| reading.value.symbol().is_some());
        assert_eq!(symbols.count(), 1);
        let small = own(state, "private-fostering-visits");
        let few = small
            .values()
            .filter(|reading| reading.denominator.is_some_and(|n| n < 6));
        assert!(few.count() > 40, "too few to be told in public");
    }
}
