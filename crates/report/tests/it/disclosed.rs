//! What disclosure control leaves of small numbers: Marlshire's, and tables made for
//! the purpose.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;
use record::body::{Destination, Measure, Reading, Value};
use record::draft::Draft;
use record::entry::Salt;
use record::exchange::{read_json_lines, shared_lines};
use record::programme::Programme;
use record::state::{Held, Moment};
use record::view::{Audience, SharedView};
use report::disclosed::audited;
use report::measured::{Measured, Silence};
use report::template::Template;
use report::write::html::html;
use report::write::markdown::markdown;
use report::{briefing, highlight, plan_paper};
use serde_json::{Value as Json, json};

use crate::twins::{self, CROSSED, SMALL};

pub(crate) fn programme(drafts: &[Draft]) -> Arc<Programme> {
    let mut programme = Programme::new(drafts[0].authority.clone());
    let now = "2026-11-23T12:00:00Z".parse().unwrap();
    let entries = programme
        .prepare(drafts, now, || Salt([7; 16]))
        .unwrap_or_else(|problems| panic!("{}", problems[0]));
    for entry in entries {
        programme.push(entry).unwrap();
    }
    Arc::new(programme)
}

pub(crate) fn today() -> Date {
    "2026-11-23".parse().unwrap()
}

/// The readings of a measure as an audience sees them today.
fn readings<'a>(
    programme: &'a Programme,
    audience: Audience,
    measure: &str,
) -> Vec<Held<'a, Reading>> {
    let state = programme.view_for(audience).at(Moment::on(today()));
    state.readings_of(&measure.parse().unwrap()).collect()
}

/// The record with other numbers in place of every small one of these measures, and
/// in the crossed table with one child moved between two areas and back between two
/// ages, where all four cells are hidden.
fn twins() -> (Arc<Programme>, Arc<Programme>, usize) {
    let drafts = marlshire::drafts(marlshire::ENDS).unwrap();
    let one = programme(&drafts);
    let mut others = drafts.clone();
    let changed = twins::other_small_numbers(&mut others).len();
    let moved = twins::moved(&one, &mut others);
    assert!(
        moved.len() >= 8,
        "only {} cells of crossed tables are hidden in fours",
        moved.len()
    );
    (one, programme(&others), changed)
}

#[test]
fn no_public_paper_differs_where_only_small_numbers_do() {
    let (one, other, changed) = twins();
    assert!(changed > 60, "only {changed} numbers are small");
    let paper = |programme: &Arc<Programme>, name: &str, date: &str| {
        let view = SharedView::new(Arc::clone(programme), Audience::PublicPaper);
        let moment = Moment::on(date.parse().unwrap());
        let read = |source| Template::read(name, source).unwrap();
        let document = match name {
            "briefing" => {
                let published = None;
                let request = briefing::Request { moment, published };
                briefing::briefing(&view, &read(briefing::TEMPLATE), request)
            }
            // No public paper, but the one with the most figures: seen as the public
            // would see it.
            "highlight" => {
                let request = highlight::Request {
                    moment,
                    since: None,
                    issued: None,
                };
                highlight::highlight(&view, &read(highlight::TEMPLATE), request)
            }
            "plan-on-a-page" => plan_paper::on_a_page(&view, &read(plan_paper::ON_A_PAGE), moment),
            _ => plan_paper::in_full(&view, &read(plan_paper::IN_FULL), moment),
        };
        let head = programme.head().to_string();
        // Word and PDF are made of the same tree, alternative texts included.
        let document = document.unwrap();
        let written = [
            html(&document),
            markdown(&document),
            format!("{document:?}"),
        ];
        written.join("\n").replace(&head, "HEAD")
    };
    for name in ["briefing", "plan-on-a-page", "accessible-plan", "highlight"] {
        for date in ["2024-05-29", "2026-04-15", "2026-11-23"] {
            same(&paper(&one, name, date), &paper(&other, name, date), name);
        }
    }
    // What the public meets of the measures themselves: numbers, chart and sentences.
    for measure in SMALL.into_iter().chain([CROSSED]) {
        let told = |programme: &Programme| {
            audited(programme);
            let state = programme
                .view_for(Audience::PublicPage)
                .at(Moment::on(today()));
            let held = state.get::<Measure>(&measure.parse().unwrap()).unwrap();
            let measured = Measured::of(&state, held, None);
            let limits = measured
                .chart
                .as_ref()
                .map(|chart| format!("{:?}", chart.points));
            let public = programme.view_for(Audience::PublicPage);
            let exported = shared_lines(public, Moment::on(today())).unwrap();
            (
                measured.values(),
                measured.statement(),
                limits.ok(),
                exported,
            )
        };
        assert_eq!(told(&one), told(&other), "{measure}");
    }
}

/// Two texts are the same; if not, where they begin to differ.
#[track_caller]
fn same(one: &str, other: &str, name: &str) {
    let differs = one
        .lines()
        .zip(other.lines())
        .find(|(one, other)| one != other);
    assert_eq!(differs, None, "{name}");
    assert_eq!(one.lines().count(), other.lines().count(), "{name}");
}

#[test]
fn the_public_meets_none_of_marlshires_small_numbers_and_all_the_others() {
    let programme = programme(&marlshire::drafts(marlshire::ENDS).unwrap());
    audited(&programme);
    let small = |count: Option<u64>| count.is_some_and(|count| (1..6).contains(&count));
    let (mut hidden, mut shown) = (0, 0);
    let state = programme
        .view_for(Audience::PublicPage)
        .at(Moment::on(today()));
    for measure in state.all::<Measure>() {
        for held in state
            .readings_of(measure.id())
            .filter(|held| held.body.area.is_none())
        {
            let reading = held.body;
            hidden += usize::from(reading.value == Value::Text("c".to_owned()));
            shown += usize::from(reading.value.number().is_some());
            let rest = reading.numerator.zip(reading.denominator);
            let rest = rest.and_then(|(over, under)| under.checked_sub(over));
            let is_share = measure.body.unit == record::body::Unit::Percent;
            assert!(
                !(small(reading.numerator)
                    || small(reading.denominator)
                    || is_share && small(rest)),
                "{}",
                held.id()
            );
        }
    }
    assert!(
        hidden > 60 && shown > 20 * hidden / 2,
        "{hidden} hidden, {shown} shown"
    );
    // The Board sees what it saw.
    for measure in SMALL {
        let board = readings(&programme, Audience::Board, measure);
        assert!(
            board
                .iter()
                .any(|held| held.body.value.number().is_some_and(|n| n > 0.0))
        );
        assert!(
            board
                .iter()
                .all(|held| held.body.value != Value::Text("c".to_owned()))
        );
    }
    // What the figures left over seem to show is not said: they are the larger ones.
    let board = programme.view_for(Audience::Board).at(Moment::on(today()));
    let mut silent = 0;
    for measure in state.all::<Measure>() {
        let (seen, whole) = (
            Measured::of(&state, measure, None),
            Measured::of(&board, measure, None),
        );
        let some = |measured: &Measured<'_>| {
            let shown = measured.places.iter().filter_map(|place| place.reading);
            shown
                .clone()
                .any(|held| held.body.value == Value::Text("c".to_owned()))
        };
        if some(&seen) && whole.variation().is_some() {
            silent += 1;
            assert_eq!(seen.variation(), None, "{}", measure.id());
            assert_eq!(seen.headline(), Silence::Hidden.to_string());
        }
    }
    assert!(silent > 0);
}

#[test]
fn before_an_audit_the_public_sees_no_figure_of_the_authoritys_own() {
    let programme = programme(&marlshire::drafts(marlshire::ENDS).unwrap());
    let own = |programme: &Programme| {
        let all = readings(programme, Audience::PublicPage, "measure/re-referrals");
        all.iter().filter(|held| held.body.area.is_none()).count()
    };
    assert_eq!(own(&programme), 0);
    audited(&programme);
    assert!(own(&programme) > 40);
}

/// A record of one measure and its readings, as written in JSON lines.
pub(crate) fn made(measure: Json, readings: &[Json], more: &[Json]) -> Arc<Programme> {
    let entry = |id: &str, body: &Json| {
        let mut line = json!({
            "authority": "made-up", "id": id, "effective_on": "2025-04-01",
            "known_on": "2026-01-05", "published_on": "2026-01-05",
            "classification": "public", "recorded_by": "test", "body": body,
        });
        for field in [
            "known_on",
            "change",
            "corrects",
            "reason",
            "classification",
            "published_on",
        ] {
            if let Some(value) = body.get(format!("_{field}")) {
                line[field] = value.clone();
                line["body"]
                    .as_object_mut()
                    .unwrap()
                    .remove(&format!("_{field}"));
            }
        }
        line.to_string()
    };
    let mut lines = vec![
        entry(
            "authority/made-up",
            &json!({"name": "Made-up Council", "place": "Nowhere", "notice": "Made up."}),
        ),
        entry("organisation/made-up", &json!({"name": "Made-up Council"})),
        entry(
            "post/director",
            &json!({"title": "Director", "organisation": "organisation/made-up"}),
        ),
    ];
    for (at, body) in more.iter().enumerate() {
        let mut body = body.clone();
        let kind = body["_kind"].as_str().unwrap().to_owned();
        body.as_object_mut().unwrap().remove("_kind");
        let name = if kind == "measure" { "made-" } else { "" };
        lines.push(entry(&format!("{kind}/{name}{at}"), &body));
    }
    lines.push(entry("measure/made", &measure));
    for body in readings {
        let reading: Json = body.clone();
        let measure = reading["measure"].as_str().unwrap();
        let measure = measure.strip_prefix("measure/").unwrap();
        let period = reading["period"].as_str().unwrap().replace('/', "_");
        let part = reading["breakdown"]
            .as_str()
            .map_or_else(String::new, |part| format!("/{part}"));
        lines.push(entry(
            &format!("reading/{measure}/made-up/{period}{part}"),
            body,
        ));
    }
    let drafts = read_json_lines("made", &lines.join("\n"))
        .unwrap_or_else(|problems| panic!("{}", problems[0]));
    programme(&drafts)
}

pub(crate) fn counts(parts: &[&str]) -> Json {
    let breakdowns: Vec<Json> = parts
        .iter()
        .map(|part| json!({"code": part, "name": part}))
        .collect();
    json!({
        "name": "Made-up children", "short_name": "Made up", "topic": "front door",
        "unit": "count", "polarity": "context", "basis": "month", "decimals": 0,
        "frequency": "month", "series": "flow", "breakdowns": breakdowns,
    })
}

pub(crate) fn reading(period: &str, part: Option<&str>, value: u64) -> Json {
    json!({
        "measure": "measure/made", "period": period, "breakdown": part, "value": value,
        "status": "local",
    })
}

/// What the public sees, by part; `None` for hidden.
fn seen(programme: &Programme) -> Vec<(Option<String>, Option<f64>)> {
    audited(programme);
    let mut seen: Vec<_> = readings(programme, Audience::PublicPage, "measure/made")
        .iter()
        .map(|held| (held.body.breakdown.clone(), held.body.value.number()))
        .collect();
    seen.sort_by(|a, b| a.0.cmp(&b.0));
    seen
}

#[test]
fn a_small_part_takes_another_with_it_where_the_whole_is_shown() {
    let month = "2025-11";
    let table = [
        reading(month, None, 80),
        reading(month, Some("a"), 4),
        reading(month, Some("b"), 30),
        reading(month, Some("c"), 46),
    ];
    let seen = seen(&made(counts(&["a", "b", "c"]), &table, &[]));
    let hidden: Vec<_> = seen.iter().filter(|(_, value)| value.is_none()).collect();
    assert_eq!(hidden.len(), 2, "{seen:?}");
    assert!(seen.contains(&(None, Some(80.0))));
    assert!(seen.contains(&(Some("a".to_owned()), None)));
}

#[test]
fn what_is_left_beside_the_parts_is_protected_though_it_stands_nowhere() {
    let month = "2025-11";
    let table = [
        reading(month, None, 80),
        reading(month, Some("a"), 30),
        reading(month, Some("b"), 47),
    ];
    let seen = seen(&made(counts(&["a", "b"]), &table, &[]));
    let shown: f64 = seen
        .iter()
        .filter(|(part, _)| part.is_some())
        .filter_map(|(_, value)| *value)
        .sum();
    assert!(shown < 77.0, "80 less {shown} gives three children away");
}

/// The least and greatest each hidden part of a table with a shown whole can be:
/// by trying, not by the program's own attack.
fn possible(whole: u64, shown: &[u64], hidden: usize) -> BTreeSet<u64> {
    let left = whole - shown.iter().sum::<u64>();
    if hidden == 1 {
        BTreeSet::from([left])
    } else {
        (0..=left).collect()
    }
}

/// A count that a reading's value holds.
fn whole(value: f64) -> u64 {
    format!("{value}").parse().unwrap()
}

#[test]
fn an_attacker_finds_no_small_part_in_tables_with_a_whole() {
    let mut seed: u64 = 20_261_123;
    let mut next = |below: u64| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    let names = ["a", "b", "c", "d"];
    let mut attacked = 0;
    for _ in 0..60 {
        let parts: Vec<u64> = names
            .iter()
            .map(|_| if next(3) == 0 { next(7) } else { next(60) })
            .collect();
        let mut table = vec![reading("2025-11", None, parts.iter().sum())];
        table.extend(
            names
                .iter()
                .zip(&parts)
                .map(|(name, count)| reading("2025-11", Some(name), *count)),
        );
        let seen = seen(&made(counts(&names), &table, &[]));
        let whole = seen.iter().find(|(part, _)| part.is_none()).unwrap().1;
        let shown: Vec<u64> = seen
            .iter()
            .filter(|(part, _)| part.is_some())
            .filter_map(|(_, value)| value.map(self::whole))
            .collect();
        assert!(
            shown.iter().all(|count| !(1..6).contains(count)),
            "{parts:?} {seen:?}"
        );
        let Some(whole) = whole else { continue };
        for (part, count) in seen.iter().filter(|(part, _)| part.is_some()).zip(&parts) {
            if part.1.is_none() {
                attacked += 1;
                let values = possible(
                    crate::disclosed::whole(whole),
                    &shown,
                    names.len() - shown.len(),
                );
                assert!(values.len() > 1, "{count} is known: {parts:?} {seen:?}");
                assert!(
                    !(1..6).contains(count) || values.iter().any(|value| *value >= 6),
                    "{count} is known to be small: {parts:?} {seen:?}"
                );
            }
        }
    }
    assert!(attacked > 60, "{attacked}");
}

#[test]
fn a_percentage_goes_when_those_not_counted_are_few() {
    let mut measure = counts(&[]);
    measure["unit"] = json!("percent");
    let share = |period: &str, over: u64, under: u64| {
        let mut body = reading(period, None, 0);
        body["value"] = json!(100.0 * over as f64 / under as f64);
        body["numerator"] = json!(over);
        body["denominator"] = json!(under);
        body
    };
    let table = [
        share("2025-08", 147, 150),
        share("2025-09", 3, 150),
        share("2025-10", 8, 8),
        share("2025-11", 75, 150),
        share("2025-12", 150, 150),
    ];
    let programme = made(measure.clone(), &table, &[]);
    let values: Vec<_> = seen(&programme)
        .into_iter()
        .map(|(_, value)| value)
        .collect();
    assert_eq!(values, [None, None, None, Some(50.0), Some(100.0)]);
    let bare = {
        let mut body = reading("2025-11", None, 3);
        body["value"] = json!(2.0);
        body
    };
    let unchecked = seen(&made(measure, &[bare], &[]));
    assert_eq!(unchecked, [(None, None)], "nobody knows of how many");
}

#[test]
fn a_year_to_date_gives_no_small_month_away() {
    let mut measure = counts(&[]);
    measure["series"] = json!("year_to_date");
    let table = [
        reading("2025-04-01/2025-04-30", None, 20),
        reading("2025-04-01/2025-05-31", None, 23),
        reading("2025-04-01/2025-06-30", None, 50),
    ];
    let programme = made(measure, &table, &[]);
    let values: Vec<f64> = seen(&programme)
        .into_iter()
        .filter_map(|(_, value)| value)
        .collect();
    assert!(!values.is_empty());
    for pair in values.windows(2) {
        assert!(pair[1] - pair[0] >= 6.0, "{values:?}");
    }
}

#[test]
fn a_reading_once_small_is_hidden_on_every_date() {
    let mut put_right = reading("2025-11", None, 12);
    put_right["_change"] = json!("corrects");
    put_right["_corrects"] = json!(1);
    put_right["_known_on"] = json!("2026-03-01");
    put_right["_published_on"] = json!("2026-03-01");
    put_right["_reason"] = json!("Eight were missed at first.");
    put_right["note"] = json!("Eight more than was said.");
    let programme = made(counts(&[]), &[reading("2025-11", None, 4), put_right], &[]);
    assert_eq!(seen(&programme), [(None, None)]);
    let view = programme.view_for(Audience::PublicPage);
    let id = "reading/made/made-up/2025-11".parse().unwrap();
    let versions = view.history(&id, Moment::on(today()));
    assert_eq!(versions.len(), 2);
    let said = format!("{versions:?}").to_lowercase();
    assert!(!said.contains("eight"), "{said}");
}

#[test]
fn an_override_shows_its_measure_and_a_policy_decides_what_is_small() {
    let table = [reading("2025-10", None, 4), reading("2025-11", None, 8)];
    let decided = json!({
        "_kind": "disclosure-override", "measure": "measure/made", "destination": "public",
        "why": "The same numbers are in the inspector’s report.", "periods": ["2025-10"],
        "decided_by": "post/director", "decided_on": "2026-01-05",
    });
    let shown = seen(&made(counts(&[]), &table, &[decided]));
    assert_eq!(shown, [(None, Some(4.0)), (None, Some(8.0))]);
    let strict = json!({
        "_kind": "disclosure-policy", "destination": "public", "threshold": 10, "small_group": 20,
        "symbol": "<10", "approved_by": "post/director", "approved_on": "2026-01-05",
    });
    let programme = made(counts(&[]), &table, &[strict]);
    assert_eq!(seen(&programme), [(None, None), (None, None)]);
    let first = &readings(&programme, Audience::PublicPage, "measure/made")[0];
    assert_eq!(first.body.value, Value::Text("<10".to_owned()));
    let round = json!({
        "_kind": "disclosure-policy", "destination": "public", "threshold": 6, "small_group": 10,
        "symbol": "c", "rounding": 5, "approved_by": "post/director", "approved_on": "2026-01-05",
    });
    let rounded = seen(&made(counts(&[]), &table, &[round]));
    assert_eq!(rounded, [(None, None), (None, Some(10.0))]);
    let board = json!({
        "_kind": "disclosure-policy", "destination": "board", "threshold": 6, "small_group": 10,
        "symbol": "c", "approved_by": "post/director", "approved_on": "2026-01-05",
    });
    let programme = made(counts(&[]), &table, &[board]);
    audited(&programme);
    assert_eq!(
        report::disclosed::policy(&programme, Destination::Board).threshold,
        6
    );
    let board = readings(&programme, Audience::Board, "measure/made");
    assert_eq!(board[0].body.value.number(), None);
}

#[test]
fn an_override_without_a_reason_is_refused() {
    let refused = std::panic::catch_unwind(|| {
        made(
            counts(&[]),
            &[reading("2025-10", None, 4)],
            &[json!({
                "_kind": "disclosure-override", "measure": "measure/made", "destination": "public",
                "why": "ok", "decided_by": "post/director", "decided_on": "2026-01-05",
            })],
        )
    });
    let words = refused.unwrap_err();
    let words = words.downcast_ref::<String>().unwrap();
    assert!(words.contains("why: says too little"), "{words}");
}

#[test]
fn a_public_paper_that_could_name_a_child_is_not_made() {
    let source = "+++\npaper = \"briefing\"\nversion = 1\ntitle = \"Note\"\nsubject = \"A test\"\n+++\n# Purpose\n\nThe family lives at LS1 4AP.\n";
    let template = Template::read("made.md", source).unwrap();
    let moment = Moment::on(today());
    let request = briefing::Request {
        moment,
        published: None,
    };
    let paper = |more: &[Json]| {
        let programme = made(counts(&[]), &[], more);
        let view = SharedView::new(programme, Audience::PublicPaper);
        briefing::briefing(&view, &template, request).map_err(|error| error.to_string())
    };
    let refused = paper(&[]).unwrap_err();
    for said in ["Purpose", "a full postcode", "••• •••", "reason begins"] {
        assert!(refused.contains(said), "{said}: {refused}");
    }
    assert!(!refused.contains("LS1"), "{refused}");
    let checked = json!({
        "_kind": "organisation", "name": "Family hub, LS1 4AP",
        "_reason": "Checked for personal data: the postcode is the hub’s own.",
    });
    paper(&[checked]).unwrap();
}

/// A month with parts of two ways that cross: areas by ages.
fn crossed() -> Json {
    let part = |code: &str, by: &str| json!({"code": code, "name": code, "by": by});
    let cell = |area: &str, age: &str| {
        let code = format!("{area}-{age}");
        json!({"code": code, "name": code, "part_of": [area, age]})
    };
    let mut parts = vec![
        part("north", "area"),
        part("south", "area"),
        part("west", "area"),
        part("young", "age"),
        part("old", "age"),
        part("oldest", "age"),
    ];
    for area in ["north", "south", "west"] {
        for age in ["young", "old", "oldest"] {
            parts.push(cell(area, age));
        }
    }
    let mut measure = counts(&[]);
    measure["breakdowns"] = json!(parts);
    measure
}

/// Shown values by part, and the names of those hidden.
fn shown(programme: &Programme) -> std::collections::BTreeMap<String, Option<u64>> {
    let part = |part: Option<String>| part.unwrap_or_else(|| "all".to_owned());
    let seen = seen(programme).into_iter();
    seen.map(|(name, value)| (part(name), value.map(whole)))
        .collect()
}

#[test]
fn a_small_cell_of_two_ways_is_not_left_alone_in_its_row_or_column() {
    let month = "2025-11";
    let cells = [[4, 30, 50], [20, 35, 60], [25, 40, 70]];
    let (areas, ages) = (["north", "south", "west"], ["young", "old", "oldest"]);
    let mut table = vec![reading(month, None, 334)];
    for (area, row) in areas.iter().zip(&cells) {
        table.push(reading(month, Some(area), row.iter().sum()));
        for (age, count) in ages.iter().zip(row) {
            table.push(reading(month, Some(&format!("{area}-{age}")), *count));
        }
    }
    for (column, age) in ages.iter().enumerate() {
        let sum = cells.iter().map(|row| row[column]).sum();
        table.push(reading(month, Some(age), sum));
    }
    let shown = shown(&made(crossed(), &table, &[]));
    assert_eq!(shown["north-young"], None);
    let hidden = |codes: &mut dyn Iterator<Item = String>| {
        codes.filter(|code| shown[code].is_none()).count()
    };
    for area in areas {
        let mut row = ages
            .iter()
            .map(|age| format!("{area}-{age}"))
            .chain([area.to_owned()]);
        assert_ne!(hidden(&mut row), 1, "{area}: {shown:?}");
    }
    for age in ages {
        let mut column = areas
            .iter()
            .map(|area| format!("{area}-{age}"))
            .chain([age.to_owned()]);
        assert_ne!(hidden(&mut column), 1, "{age}: {shown:?}");
    }
    assert_eq!(shown["all"], Some(334));
    let kept = shown.values().filter(|value| value.is_some()).count();
    assert!(kept >= 11, "too much is hidden: {shown:?}");
}

#[test]
fn a_quarter_gives_no_small_month_away() {
    let table = [
        reading("2025-10", None, 4),
        reading("2025-11", None, 20),
        reading("2025-12", None, 30),
        reading("2025-10-01/2025-12-31", None, 54),
    ];
    let values: Vec<_> = seen(&made(counts(&[]), &table, &[]))
        .into_iter()
        .map(|(_, value)| value)
        .collect();
    let hidden = values.iter().filter(|value| value.is_none()).count();
    assert_eq!(hidden, 2, "{values:?}");
    // A month that was never read, and that follows from the others.
    let table = [
        reading("2025-11", None, 20),
        reading("2025-12", None, 30),
        reading("2025-10-01/2025-12-31", None, 54),
    ];
    let values = seen(&made(counts(&[]), &table, &[]));
    assert!(
        values.iter().any(|(_, value)| value.is_none()),
        "{values:?}"
    );
}

/// A record of two measures that add up to a third.
fn added(of_them: [u64; 2], said: bool) -> Arc<Programme> {
    let mut total = counts(&[]);
    if said {
        total["sum_of"] = json!(["measure/made-1", "measure/made-2"]);
    }
    let more = |number: usize| {
        let mut measure = counts(&[]);
        measure["_kind"] = json!("measure");
        measure["name"] = json!(format!("Part {number}"));
        measure
    };
    let mut entries = vec![
        json!({"_kind": "event", "title": "Nothing", "form": "governance", "on": "2026-01-05"}),
    ];
    entries.extend([more(1), more(2)]);
    let mut drafts_of = vec![reading("2025-11", None, of_them.iter().sum())];
    for (number, count) in of_them.iter().enumerate() {
        let mut one = reading("2025-11", None, *count);
        one["measure"] = json!(format!("measure/made-{}", number + 1));
        drafts_of.push(one);
    }
    made(total, &drafts_of, &entries)
}

#[test]
fn a_measure_that_is_the_sum_of_others_gives_none_of_them_away() {
    let open = |programme: &Programme, measure: &str| {
        audited(programme);
        let all = readings(programme, Audience::PublicPage, measure);
        all[0].body.value.number()
    };
    let programme = added([4, 40], true);
    assert_eq!(open(&programme, "measure/made-1"), None);
    let rest = [
        open(&programme, "measure/made-2"),
        open(&programme, "measure/made"),
    ];
    assert!(rest.contains(&None), "44 less 40 is told: {rest:?}");
    // Nobody can know that they add up where the definition does not say so.
    let programme = added([4, 40], false);
    assert_eq!(open(&programme, "measure/made-2"), Some(40.0));
    // Nothing small, nothing hidden.
    let programme = added([14, 40], true);
    assert_eq!(open(&programme, "measure/made-1"), Some(14.0));
    assert_eq!(open(&programme, "measure/made"), Some(54.0));
}

#[test]
fn a_figure_published_elsewhere_is_taken_as_known() {
    let months = [
        reading("2025-10", None, 4),
        reading("2025-11", None, 20),
        reading("2025-12", None, 30),
    ];
    let mut quarter = reading("2025-10-01/2025-12-31", None, 54);
    quarter["release"] = json!("release/0");
    let release = json!({"_kind": "release", "title": "Quarterly", "publisher": "The Department"});
    let mut table = months.to_vec();
    table.push(quarter);
    let programme = made(counts(&[]), &table, &[release]);
    let values = seen(&programme);
    let hidden = values.iter().filter(|(_, value)| value.is_none()).count();
    assert_eq!(hidden, 2, "54 stands elsewhere: {values:?}");
    assert!(values.contains(&(None, Some(54.0))));
}

#[test]
fn a_withdrawn_measure_is_audited_for_the_days_it_held() {
    let programme = made(counts(&[]), &[reading("2025-11", None, 4)], &[]);
    let mut programme = Arc::unwrap_or_clone(programme);
    let line = json!({
        "authority": "made-up", "id": "measure/made", "change": "withdraws",
        "effective_on": "2026-02-01", "known_on": "2026-02-01", "published_on": "2026-02-01",
        "classification": "public", "recorded_by": "test", "reason": "Not counted any more.",
        "body": null,
    });
    let drafts = read_json_lines("made", &line.to_string()).unwrap();
    let now = "2026-11-23T13:00:00Z".parse().unwrap();
    for entry in programme.prepare(&drafts, now, || Salt([7; 16])).unwrap() {
        programme.push(entry).unwrap();
    }
    audited(&programme);
    let earlier = Moment::on("2026-01-20".parse().unwrap());
    let state = programme.view_for(Audience::PublicPage).at(earlier);
    let values: Vec<_> = state
        .readings_of(&"measure/made".parse().unwrap())
        .map(|held| held.body.value.number())
        .collect();
    assert_eq!(values, [None]);
}
