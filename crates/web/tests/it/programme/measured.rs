//! What the scorecard and a measure's page say of Marlshire's planted series.

use jiff::civil::{Date, date};

use super::site::{page, programme, public, state};
use crate::support::TODAY;
use record::body::Measure;
use record::id::EntryId;
use record::state::Moment;
use record::view::Audience;
use report::measured::{Measured, RUN_RULES, Rag, Silence};
use statistics::xmr::{Assurance, Kind};

fn measured(name: &str) -> Measured<'static> {
    on(name, TODAY)
}

/// A measure as the Board knew it on a day.
fn on(name: &str, day: Date) -> Measured<'static> {
    let state = state(day);
    let id: EntryId = format!("measure/{name}").parse().unwrap();
    Measured::of(&state, state.get::<Measure>(&id).unwrap(), None)
}

#[test]
fn each_planted_series_gets_the_statement_it_deserves() {
    let noise = measured("return-interviews-72h");
    assert_eq!(
        noise.variation(),
        Some(Kind::Common),
        "{}",
        noise.statement()
    );
    assert_eq!(noise.assurance(), Some(Assurance::Fail));
    let better = measured("pathway-plans");
    assert_eq!(
        better.variation(),
        Some(Kind::Improvement),
        "{}",
        better.statement()
    );
    let worse = measured("cin-visits");
    assert_eq!(
        worse.variation(),
        Some(Kind::Concern),
        "{}",
        worse.statement()
    );
    let broken = measured("strategy-health");
    assert_eq!(broken.breaks.len(), 1);
    let first = &broken.places[broken.breaks[0]];
    assert_eq!(first.last_day.to_string(), "2024-10-31");
    assert!(broken.statement().contains("definition changed"));
    let rolling = measured("re-referrals");
    assert!(matches!(rolling.chart, Err(Silence::Refused(_))));
    assert!(rolling.variation().is_none() && rolling.outlook().is_none());
    let few = measured("private-fostering-visits");
    assert!(
        few.statement().contains("small numbers"),
        "{}",
        few.statement()
    );
    let gap = measured("cla-visits");
    assert_eq!(gap.missing().len(), 1, "August 2024");
}

#[test]
fn the_scorecard_names_concerns_and_the_public_sees_only_what_was_published() {
    let board = page("/scorecard");
    let (look, changed) = (
        board.main().find("id=\"deep-look\"").unwrap(),
        board.main().find("id=\"changed\"").unwrap(),
    );
    assert!(changed < look);
    let looked_at = board.main()[look..].split("<h2").next().unwrap();
    assert!(looked_at.contains("/measures/cin-visits\""), "{looked_at}");
    let id: EntryId = "measure/cin-visits".parse().unwrap();
    let held = programme()
        .view_for(Audience::PublicPage)
        .at(Moment::on(TODAY));
    let published = Measured::of(&held, held.get::<Measure>(&id).unwrap(), None);
    let whole = measured("cin-visits");
    assert!(published.places.len() < whole.places.len());
    let words = public("/measures/cin-visits").words();
    let latest = whole.latest().unwrap().body;
    assert!(!words.contains(&latest.period.in_words()), "{words}");
}

#[test]
fn limits_start_anew_from_the_day_the_decision_was_known_and_not_before() {
    let day_before = on("contacts-decided-1wd", date(2025, 7, 22));
    let decided = on("contacts-decided-1wd", date(2025, 7, 23));
    assert!(day_before.rebases.is_empty() && decided.rebases.len() == 1);
    let mean = |one: &Measured<'_>| one.held_against(one.places.len() - 1).0.unwrap();
    assert!(mean(&day_before) < 80.0 && mean(&decided) > 88.0);
    let first = &decided.places[decided.rebases[0].place];
    assert_eq!(first.last_day, date(2024, 4, 30));
    // The figures themselves go on, and the reason stands on the page and in the picture.
    let now = page("/measures/contacts-decided-1wd");
    let words = now.words();
    assert!(
        words.contains("Limits anew from April 2024: A second manager"),
        "{words}"
    );
    assert!(words.contains("Decided by Marlshire Children's Improvement Board , 23 July 2025"));
    assert!(now.main().contains("Limits anew (1)</text>"));
    let before = page("/measures/contacts-decided-1wd?as_at=2025-07-22");
    assert!(!before.main().contains("Limits anew"));
}

#[test]
fn what_is_said_of_a_target_never_contradicts_the_figure() {
    let mut met = 0;
    for day in [TODAY, date(2026, 3, 1), date(2025, 6, 1), date(2024, 9, 1)] {
        let state = state(day);
        for measure in state.all::<Measure>() {
            let one = Measured::of(&state, measure, None);
            let Some(aim) = one.aim() else { continue };
            let Some(latest) = one.latest() else { continue };
            let words = one.headline();
            let is_met = aim.met_by(latest.body.value.number().unwrap());
            let denied = ["cannot meet", "not yet at", "misses", "will not reach"];
            if is_met {
                met += 1;
                let wrong = denied.iter().find(|words_of| words.contains(**words_of));
                assert_eq!(wrong, None, "{day} {}: {words}", measure.id());
            } else {
                assert!(
                    !words.contains("point meets"),
                    "{day} {}: {words}",
                    measure.id()
                );
                assert!(
                    !words.contains("still reliably"),
                    "{day} {}: {words}",
                    measure.id()
                );
            }
            if one.rag() == Some(Rag::Green) {
                let distance = one.distance().unwrap();
                let met = distance.starts_with("target met") || distance.starts_with("on target");
                assert!(met, "{}: {distance}", measure.id());
            }
        }
    }
    assert!(met > 5, "{met}");
}

#[test]
fn few_figures_make_a_run_chart_and_fewer_a_plain_line() {
    let short = on("core-groups", date(2022, 6, 30));
    let points = short.values().iter().flatten().count();
    assert!((1..8).contains(&points), "{points}");
    assert!(!short.is_charted() && short.rule_set().is_none());
    assert!(
        short.headline().starts_with("Too early to judge"),
        "{}",
        short.headline()
    );
    let run = on("core-groups", date(2022, 10, 31));
    let points = run.values().iter().flatten().count();
    assert!((10..13).contains(&points), "{points}");
    assert_eq!(run.rule_set(), Some(RUN_RULES));
    assert!(run.variation().is_none() && run.signal(points - 1).is_none());
    assert!(run.headline().contains("Run chart: "), "{}", run.headline());
    for direction in ["mproving", "orsening", "table"] {
        assert!(!run.statement().contains(direction), "{}", run.statement());
    }
    let page = page("/measures/core-groups?as_at=2022-10-31");
    assert!(page.main().contains(">Median "), "the median is drawn");
    let limits = page.main().contains("stroke-dasharray=\"5 3\"");
    assert!(!limits, "and no limits");
    assert!(page.words().contains("Rules of the statement: anhoej-2014"));
    let whole = measured("core-groups");
    assert_eq!(whole.rule_set(), Some("mdc-2023/7"));
    assert!(whole.signed().ends_with("(Rules: mdc-2023/7.)"));
}

#[test]
fn the_scorecard_says_what_is_late_and_what_will_not_get_there() {
    let words = page("/scorecard").words();
    assert!(words.contains("Late and missing figures"), "{words}");
    assert!(
        words.contains("31 August 2024"),
        "the month without visits to children in care"
    );
    assert!(words.contains("Unlikely without change"));
    assert!(words.contains("a rolling figure cannot be charted"));
    assert!(words.contains("Caution: each figure follows the one before"));
    // As at a day on which some figures of the month had not come.
    let then = page("/scorecard?as_at=2024-09-20").words();
    assert!(then.contains("Other measures have "), "{then}");
}
