//! Coventry's record against what is known of it from outside: each fact of the
//! real Scrutiny note of 19 July 2018 with its dates, and what was not known then.

use jiff::civil::Date;
use record::body::{Conflict, FundedProgramme, Reading, Recommendation};
use record::entry::Salt;
use record::id::EntryId;
use record::programme::Programme;
use record::state::Moment;
use record::view::Audience;
use serde::Deserialize;

#[derive(Deserialize)]
struct Facts {
    fact: Vec<Fact>,
}

/// A fact of the note and the versions (`id@version`) that hold it.
#[derive(Deserialize)]
struct Fact {
    section: String,
    label: String,
    effective_on: String,
    known_on: String,
    published_on: String,
    held_by: Vec<String>,
}

fn facts() -> Vec<Fact> {
    toml::from_str::<Facts>(include_str!("../data/note-facts.toml"))
        .unwrap()
        .fact
}

fn coventry() -> Programme {
    let drafts = coventry::drafts().unwrap();
    let mut programme = Programme::new("coventry".parse().unwrap());
    let recorded_at = "2026-11-23T12:00:00Z".parse().unwrap();
    for entry in programme
        .prepare(&drafts, recorded_at, || Salt([7; 16]))
        .unwrap()
    {
        programme.push(entry).unwrap();
    }
    programme
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn id(text: &str) -> EntryId {
    text.parse().unwrap()
}

/// Whether an audience could have seen a version of an entry on a day.
fn seen(programme: &Programme, audience: Audience, id: &EntryId, version: u32, on: Date) -> bool {
    programme
        .view_for(audience)
        .history(id, Moment::on(on))
        .iter()
        .any(|held| held.meta.version == version)
}

#[test]
fn each_fact_of_the_note_is_held_with_its_dates() {
    let programme = coventry();
    let facts = facts();
    assert_eq!(facts.len(), 39);
    for fact in facts {
        let what = format!("{} {}", fact.section, fact.label);
        assert!(!fact.held_by.is_empty(), "{what}: nothing holds it");
        for holder in &fact.held_by {
            let (name, version) = holder.split_once('@').unwrap();
            let (name, version) = (id(name), version.parse::<u32>().unwrap());
            let held = programme
                .view_for(Audience::PublicPaper)
                .history(&name, Moment::on(day("2026-11-23")))
                .into_iter()
                .find(|held| held.meta.version == version)
                .unwrap_or_else(|| panic!("{what}: {holder} is not in the record"));
            let meta = &held.meta;
            let published = meta.published_on.unwrap();
            assert_eq!(
                meta.effective_on.to_string(),
                fact.effective_on,
                "{what}: {holder}"
            );
            assert_eq!(meta.known_on.to_string(), fact.known_on, "{what}: {holder}");
            assert_eq!(published.to_string(), fact.published_on, "{what}: {holder}");

            let before_published = published.counts_as().yesterday().unwrap();
            let before_known = meta.known_on.counts_as().yesterday().unwrap();
            assert!(
                !seen(
                    &programme,
                    Audience::PublicPage,
                    &name,
                    version,
                    before_published
                ),
                "{what}: {holder} is on a public page the day before it was public"
            );
            assert!(
                !seen(
                    &programme,
                    Audience::PublicPaper,
                    &name,
                    version,
                    before_known
                ),
                "{what}: {holder} is in a paper the day before it was known"
            );
            assert!(
                seen(
                    &programme,
                    Audience::PublicPage,
                    &name,
                    version,
                    day("2018-07-19")
                ),
                "{what}: {holder} is not on a public page of 19 July 2018"
            );
        }
    }
}

#[test]
fn a_page_of_4_july_2018_has_nothing_of_the_note_of_19_july() {
    let programme = coventry();
    let page = programme.view_for(Audience::PublicPage);
    let early = page.at(Moment::on(day("2018-07-04")));
    for name in [
        "document/note-2018-07-19",
        "review/dfe-2018-06",
        "review/dfe-2016",
        "intervention/supervision-and-support-2017",
        "strategy/workforce-2018",
        "funded-programme/regional-teaching-partnership",
        "meeting/improvement-board-2018-07-04",
        "meeting/improvement-board-2018-10-03",
    ] {
        assert!(
            early.entry(&id(name)).is_none(),
            "{name} is shown on 4 July 2018"
        );
        let later = page.at(Moment::on(day("2018-07-19")));
        assert!(
            later.entry(&id(name)).is_some(),
            "{name} is not shown on 19 July 2018"
        );
    }
}

#[test]
fn figures_are_known_from_their_first_release() {
    let programme = coventry();
    let paper = programme.view_for(Audience::PublicPaper);
    let value = |name: &str, known: &str| {
        let moment = Moment {
            known: day(known),
            ..Moment::on(day("2018-07-19"))
        };
        paper
            .at(moment)
            .get::<Reading>(&id(name))
            .and_then(|held| held.body.value.number())
    };
    let re_referrals = "reading/re-referral-pct/coventry/2016-04-01_2017-03-31";
    let repeat_plans = "reading/cpp-repeat-pct/coventry/2017-04-01_2018-03-31";
    let agency = "reading/sw-agency-fte-pct/coventry/2017-09-30";
    let neighbours = "reading/sw-agency-fte-pct/neighbours-2021/2017-09-30";
    assert_eq!(value(re_referrals, "2017-11-01"), None);
    assert_eq!(value(re_referrals, "2017-11-02"), Some(23.8));
    assert_eq!(value(repeat_plans, "2018-07-19"), None);
    assert_eq!(value(repeat_plans, "2026-11-23"), Some(27.3));
    assert_eq!(value(agency, "2018-07-19"), Some(12.8));
    assert_eq!(value(neighbours, "2018-07-19"), None);
    assert_eq!(value(neighbours, "2021-04-30"), Some(14.55));
}

#[test]
fn the_partnership_has_the_numbers_of_its_day() {
    let programme = coventry();
    let paper = programme.view_for(Audience::PublicPaper);
    let name = id("funded-programme/regional-teaching-partnership");
    let numbers = |on: &str| -> Vec<u32> {
        let state = paper.at(Moment::on(day(on)));
        let held = state.get::<FundedProgramme>(&name).unwrap();
        assert_eq!(held.body.amount_pounds, Some(1_790_610));
        held.body
            .partners
            .iter()
            .map(|partners| partners.number)
            .collect()
    };
    assert_eq!(numbers("2018-07-19"), [14, 8]);
    assert_eq!(numbers("2018-08-28"), [15, 9, 2]);
}

#[test]
fn every_recommendation_and_conflict_is_there() {
    let programme = coventry();
    let today = programme
        .view_for(Audience::PublicPage)
        .at(Moment::on(day("2026-11-23")));
    let asked = today.all::<Recommendation>();
    let of = |year: &str| {
        asked
            .iter()
            .filter(|held| held.body.review.name().ends_with(year))
            .count()
    };
    assert_eq!((of("2014"), of("2017"), of("2022")), (27, 9, 4));
    let recurring = today
        .get::<Recommendation>(&id("recommendation/ofsted-2022-1"))
        .unwrap();
    assert!(
        recurring
            .body
            .recurs_from
            .contains(&id("recommendation/ofsted-2014-32"))
    );
    assert!(
        recurring
            .body
            .recurs_from
            .contains(&id("recommendation/ofsted-2017-7"))
    );

    let conflicts = today.all::<Conflict>();
    assert_eq!(conflicts.len(), 11);
    for conflict in conflicts {
        for side in &conflict.body.entries {
            assert!(
                today.entry(side).is_some(),
                "{}: {side} is not shown",
                conflict.id()
            );
        }
    }
}

/// The years named in the sentences of a body. Fields that hold a date of their
/// own (a planned meeting, the end of a grant) look ahead and are left out.
fn years_spoken_of(body: &serde_json::Value) -> Vec<i16> {
    const SENTENCES: &[&str] = &[
        "cautions",
        "caution",
        "chair",
        "check",
        "considered",
        "contents",
        "delivers",
        "findings",
        "focus",
        "members",
        "method",
        "note",
        "one",
        "other",
        "purpose",
        "role",
        "says",
        "terms",
        "title",
    ];
    SENTENCES
        .iter()
        .filter_map(|field| body.get(field))
        .flat_map(|sentences| {
            let text = sentences.to_string();
            (2011..=2026)
                .filter(|year| text.contains(&year.to_string()))
                .collect::<Vec<i16>>()
        })
        .collect()
}

#[test]
fn no_entry_speaks_of_a_year_after_it_was_known() {
    let programme = coventry();
    let view = programme.view_for(Audience::PublicPaper);
    let now = Moment::on(day("2026-11-23"));
    let mut spoken_of = 0;
    for held in view.at(now).everything() {
        for version in view.history(held.id(), now) {
            let Some(body) = &version.body else { continue };
            let known = version.meta.known_on.counts_as();
            for year in years_spoken_of(&body.to_json()) {
                spoken_of += 1;
                assert!(
                    year <= known.year(),
                    "{} version {} speaks of {year} and was known on {known}",
                    held.id(),
                    version.meta.version
                );
            }
        }
    }
    assert!(
        spoken_of > 100,
        "only {spoken_of} years found: the check looks at nothing"
    );
}
