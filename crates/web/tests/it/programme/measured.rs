//! What the scorecard and a measure's page say of Marlshire's planted series.

use super::site::{page, programme, public, state};
use crate::support::TODAY;
use record::body::Measure;
use record::id::EntryId;
use record::state::Moment;
use record::view::Audience;
use report::measured::{Measured, Silence};
use statistics::xmr::{Assurance, Kind};

fn measured(name: &str) -> Measured<'static> {
    let state = state(TODAY);
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
