//! Where actions, evidence and measures stand, in the highlight report and the public
//! papers.

use std::collections::BTreeSet;

use record::body::{
    Action, Board, BoardForm, Evidence, Measure, Meeting, Polarity, Reading, StandsFor, Target,
};
use record::claimed_date::day_in_words;
use record::delivery::{Standing, all_standing};
use record::exchange::read_json_lines;
use record::state::{Held, Moment, State};
use record::view::{Audience, SharedView};
use report::template::Template;
use report::tree::{Cell, Document, words};
use report::{briefing, plan_paper};

use serde_json::json;

use super::{PERIODS, Told, day, listed, plain, rows_of, table_of, told};
use crate::disclosed::programme;
use crate::marlshire::view;

/// Days on which something is to be found that no other day has: an action whose owner
/// left and that was complete by then, evidence that lapsed between.
fn all() -> impl Iterator<Item = &'static Told> {
    told().iter()
}

fn is(one: &Standing<'_>, wanted: &[StandsFor]) -> bool {
    one.delivery
        .is_some_and(|rated| wanted.contains(&rated.status.stands_for))
}

const DONE: [StandsFor; 3] = [
    StandsFor::CompleteAwaitingSignOff,
    StandsFor::CompleteEmbedding,
    StandsFor::CompleteEvidenced,
];

/// Open and past its date, by the date alone.
fn is_late(one: &Standing<'_>, told: &Told) -> bool {
    let due = one.due.as_ref().and_then(|due| due.to);
    is_open(one) && due.is_some_and(|due| due < told.now)
}

fn is_open(one: &Standing<'_>) -> bool {
    !is(one, &DONE) && !is(one, &[StandsFor::Superseded]) && !one.is_complete()
}

/// The references of those actions, in the order of the plan.
fn references(state: State<'_>, wanted: impl Fn(&Standing<'_>) -> bool) -> BTreeSet<String> {
    let all = all_standing(state);
    let those = all.iter().filter(|one| wanted(one));
    those.map(|one| one.action.body.reference.clone()).collect()
}

fn first_cells(told: &Told, caption: &str) -> BTreeSet<String> {
    let rows = told.rows(caption);
    let cells: BTreeSet<String> = rows.iter().map(|row| row[0].clone()).collect();
    assert_eq!(cells.len(), rows.len(), "{caption}: one stands there twice");
    cells
}

#[test]
fn what_needs_the_board_is_what_is_at_risk_unowned_and_waiting() {
    let (mut risky, mut unowned, mut waiting) = (0, 0, 0);
    for told in all() {
        let red = [StandsFor::AtRisk, StandsFor::Overdue];
        let wanted = references(told.now(), |one| is(one, &red) && !is_late(one, told));
        risky += wanted.len();
        let at_risk = first_cells(told, "Open actions rated at risk or overdue");
        assert_eq!(at_risk, wanted, "{}", told.now);

        let wanted = references(told.now(), |one| one.vacant_since.is_some() && is_open(one));
        unowned += wanted.len();
        let table = first_cells(told, "Open actions whose owner’s post nobody holds");
        assert_eq!(table, wanted, "{}", told.now);

        let wanted = references(told.now(), |one| is(one, &DONE[..1]));
        waiting += wanted.len();
        let table = first_cells(told, "Actions that their owners say are complete");
        assert_eq!(table, wanted, "{}", told.now);
    }
    assert!(
        risky > 10 && unowned > 0 && waiting > 3,
        "{risky} {unowned} {waiting}"
    );
}

#[test]
fn the_totals_have_a_row_for_the_day_they_are_compared_with() {
    for told in all() {
        let table = told.rows("Actions by theme and delivery rating");
        let before = table.iter().find(|row| row[0].starts_with("At "));
        let before = before.unwrap_or_else(|| panic!("{}: no row of then", told.now));
        let then = all_standing(told.then());
        let rated = then.iter().filter(|one| one.delivery.is_some()).count();
        let counts = told.counts(before);
        let of_rated: usize = counts.iter().map(|(_, count)| count).sum();
        assert_eq!(of_rated, rated, "{}: {before:?}", told.now);
        for (code, count) in counts {
            let has =
                |one: &&Standing<'_>| one.delivery.is_some_and(|rated| rated.status.code == code);
            assert_eq!(
                then.iter().filter(has).count(),
                count,
                "{} {code}",
                told.now
            );
        }
    }
}

#[test]
fn actions_dropped_are_those_superseded_since() {
    let mut dropped = 0;
    for told in all() {
        let gone = |state: State<'_>| references(state, |one| is(one, &[StandsFor::Superseded]));
        let before = gone(told.then());
        let known = references(told.then(), |_| true);
        let still = references(told.now(), |_| true);
        let taken_out = known.difference(&still).cloned();
        let superseded = gone(told.now());
        let wanted: BTreeSet<String> = superseded
            .difference(&before)
            .filter(|reference| known.contains(*reference))
            .cloned()
            .chain(taken_out)
            .collect();
        let text = told.text();
        let said = listed(&text, "superseded or taken out of the plan:");
        let said: BTreeSet<String> = said.into_iter().collect();
        dropped += said.len();
        assert_eq!(said, wanted, "{}", told.now);
    }
    assert!(dropped > 0, "nothing was ever dropped");
}

#[test]
fn evidence_is_listed_when_it_comes_and_when_it_lapses() {
    let (mut came, mut lapsed) = (0, 0);
    for told in all() {
        let rows = told.rows("Evidence put forward");
        let mut said: Vec<String> = rows.iter().map(|row| plain(&row[0])).collect();
        let (now, then) = (told.now(), told.then());
        let new = now.all::<Evidence>().into_iter();
        let new = new.filter(|held| then.get::<Evidence>(held.id()).is_none());
        let mut wanted: Vec<String> = new.map(|held| plain(&held.body.title)).collect();
        said.sort();
        wanted.sort();
        came += wanted.len();
        assert_eq!(said, wanted, "{}", told.now);

        let text = told.text();
        let ended: Vec<String> = now
            .all::<Evidence>()
            .iter()
            .filter(|held| {
                let day = held.body.lapses.map(|day| day.counts_as());
                day.is_some_and(|day| day >= told.then && day < told.now)
            })
            .map(|held| held.body.title.trim_end_matches('.').to_owned())
            .collect();
        let list = text.split("and are to be renewed:").nth(1);
        let list = list.or_else(|| text.split("and is to be renewed:").nth(1));
        let lines = list.into_iter().flat_map(str::lines);
        let lines = lines.skip_while(|line| line.is_empty());
        let said: Vec<&str> = lines.take_while(|line| line.starts_with("- ")).collect();
        assert_eq!(said.len(), ended.len(), "{}: {said:?}", told.now);
        for title in &ended {
            assert!(said.iter().any(|line| line.contains(title)), "{title}");
        }
        lapsed += ended.len();
    }
    assert!(came > 10 && lapsed > 0, "{came} came, {lapsed} lapsed");
}

#[test]
fn measures_with_a_target_are_off_it_or_on_or_near_it() {
    for told in all() {
        let now = told.now();
        let mut off = 0;
        let mut near = 0;
        for target in now.all::<Target>() {
            let Some(measure) = now.get::<Measure>(&target.body.measure) else {
                continue;
            };
            let own = now.readings_of(measure.id());
            let own = own.filter(|held| held.body.area.is_none() && held.body.breakdown.is_none());
            let last = own.max_by_key(|held| held.body.period.last_day());
            let last: Option<Held<'_, Reading>> = last.filter(|_| measure.body.frequency.is_some());
            let Some((last, value)) = last.and_then(|last| Some((last, last.body.value.number()?)))
            else {
                continue;
            };
            // Of a way with steps, the step that was to be reached by then.
            let mut reached = target.body.value;
            for step in &target.body.milestones {
                if step.on.counts_as() <= last.body.period.last_day() {
                    reached = step.value;
                }
            }
            let short = match measure.body.polarity {
                Polarity::HigherIsBetter => reached - value,
                Polarity::LowerIsBetter => value - reached,
                Polarity::Context => continue,
            };
            if short > target.body.tolerance.unwrap_or(0.0) {
                off += 1;
            } else {
                near += 1;
            }
        }
        let text = told.text();
        let line = text.lines().find(|line| line.contains("off target;"));
        let line = line.unwrap_or_else(|| panic!("{}: nothing off target", told.now));
        for count in [off, near] {
            let said = if count < 10 {
                spelt(count)
            } else {
                count.to_string()
            };
            assert!(
                line.split([' ', ';']).any(|word| word == said),
                "{}: {off} off and {near} on or near, and “{line}”",
                told.now
            );
        }
    }
}

fn spelt(count: usize) -> String {
    let words = [
        "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    ];
    words[count].to_owned()
}

#[test]
fn each_teams_figures_are_its_own() {
    let mut looked_at = 0;
    for told in all() {
        let now = told.now();
        for topic in ["Workforce", "Assessment", "Child protection"] {
            let Some((header, rows)) = told.table(&format!("{topic} by team")) else {
                continue;
            };
            for (at, name) in header.iter().enumerate().skip(1) {
                let measures = now.all::<Measure>();
                let measure = measures.iter().find(|one| &one.body.short_name == name);
                let measure = measure.unwrap_or_else(|| panic!("{name}"));
                let newest = now.readings_of(measure.id());
                let newest = newest
                    .map(|held| held.body.period.last_day())
                    .max()
                    .unwrap();
                for part in &measure.body.breakdowns {
                    let mut own = now.readings_of(measure.id());
                    let own = own.find(|held| {
                        held.body.breakdown.as_ref() == Some(&part.code)
                            && held.body.period.last_day() == newest
                    });
                    let row = rows.iter().find(|row| row[0] == part.name).unwrap();
                    let value = own.and_then(|own| own.body.value.number()).unwrap();
                    let said = row[at].trim_end_matches('%');
                    let said: f64 = said.parse().unwrap_or_else(|_| panic!("{row:?}"));
                    assert!((said - value).abs() < 0.06, "{} {name} {row:?}", told.now);
                    looked_at += 1;
                }
            }
        }
    }
    assert!(looked_at > 40, "{looked_at}");
}

/// The public papers of a day.
fn public(date: &str) -> (Document, Document) {
    let view = view(Audience::PublicPaper);
    let moment = Moment::on(day(date));
    let read = |name, source| Template::read(name, source).unwrap();
    let note = read("briefing.md", briefing::TEMPLATE);
    let page = read("page.md", plan_paper::ON_A_PAGE);
    let published = None;
    let note = briefing::briefing(&view, &note, briefing::Request { moment, published });
    let page = plan_paper::on_a_page(&view, &page, moment);
    (note.unwrap(), page.unwrap())
}

#[test]
fn the_public_papers_count_each_themes_actions_and_name_what_is_due() {
    let mut due = 0;
    for (date, _) in PERIODS {
        let view = view(Audience::PublicPaper);
        let state = view.view().at(Moment::on(day(date)));
        let (note, page) = public(date);
        let by_theme = rows_of(&note, "Actions by theme");
        let on_page = table_of(&page, "Themes, how their actions stand").unwrap();
        let cells = |row: &Vec<Cell>| row.iter().map(|cell| words(&cell.text)).collect();
        let on_page: Vec<Vec<String>> = on_page.rows.iter().map(cells).collect();
        let standings = all_standing(state);
        assert_eq!(by_theme.len(), on_page.len(), "{date}");
        for (row, paged) in by_theme.iter().zip(&on_page) {
            let number = row[0].split([' ', '.']).next().unwrap();
            let of_theme = standings.iter().filter(|one| {
                let theme = one.action.body.theme.as_ref();
                let theme = theme.and_then(|id| state.get::<record::body::Theme>(id));
                theme.is_some_and(|theme| theme.body.number == number)
                    && !is(one, &[StandsFor::Superseded])
            });
            let of_theme: Vec<_> = of_theme.collect();
            let late = of_theme.iter().filter(|one| {
                let due = one.due.as_ref().and_then(|due| due.to);
                is_open(one) && due.is_some_and(|due| due < day(date))
            });
            let late = late.count();
            let complete = of_theme.iter().filter(|one| one.is_complete()).count();
            let wanted = [of_theme.len(), complete, late].map(|count| count.to_string());
            assert_eq!(row[1..4], wanted, "{date}: {row:?}");

            let said = paged[2].contains(&format!("({late} overdue)"));
            assert_eq!(said, late > 0, "{date}: {late} late and {paged:?}");
            let next = of_theme
                .iter()
                .filter(|one| is_open(one))
                .filter_map(|one| Some((one.due.as_ref()?.to?, one)))
                .filter(|(due, _)| *due >= day(date))
                .min_by_key(|(due, _)| *due);
            if let Some((_, one)) = next {
                due += 1;
                let action: &Action = one.action.body;
                let first = format!(": {} {}", action.reference, action.title);
                assert!(
                    paged.last().unwrap().contains(first.trim_end_matches('.')),
                    "{date}: {paged:?}"
                );
            }
            for one in of_theme.iter().filter(|one| is_open(one)) {
                let past = one.due.as_ref().and_then(|due| due.to);
                let past = past.is_some_and(|due| due < day(date));
                let named = format!(": {} {}", one.action.body.reference, one.action.body.title);
                assert!(
                    !past || !paged.last().unwrap().contains(&named),
                    "{date}: {named} is past"
                );
            }
        }
    }
    assert!(due > 20, "{due}");
}

#[test]
fn the_note_names_the_next_meeting_of_scrutiny() {
    let mut named = 0;
    for date in [
        "2024-03-01",
        "2025-01-20",
        "2025-09-01",
        "2026-03-01",
        "2026-09-01",
    ] {
        let view = view(Audience::PublicPaper);
        let state = view.view().at(Moment::on(day(date)));
        let boards = state.all::<Board>();
        let scrutiny = boards
            .iter()
            .find(|board| board.body.form == BoardForm::Scrutiny && board.body.ended.is_none());
        let meetings = state.all::<Meeting>();
        let ahead = meetings.iter().filter(|one| {
            let of = scrutiny.is_some_and(|board| &one.body.board == board.id());
            of && one.body.on.counts_as() >= day(date)
        });
        let next = ahead.map(|one| one.body.on.counts_as()).min();
        let (note, _) = public(date);
        let row = note
            .head
            .iter()
            .find(|(name, _)| name == "Meeting")
            .unwrap();
        match next {
            Some(next) => {
                named += 1;
                assert!(row.1.starts_with(&day_in_words(next)), "{date}: {row:?}");
            }
            None => assert!(row.1.starts_with("none"), "{date}: {row:?}"),
        }
    }
    assert!(named > 0, "no note names a meeting");
    // Where two are planned it is the nearer one, in whatever order they were written.
    let mut drafts = marlshire::drafts(marlshire::ENDS).unwrap();
    for (number, on) in ["2027-03-11", "2027-01-14"].into_iter().enumerate() {
        let line = json!({
            "authority": marlshire::AUTHORITY, "id": format!("meeting/scrutiny-{number}"),
            "effective_on": "2026-11-20", "known_on": "2026-11-20", "published_on": "2026-11-20",
            "classification": "public", "recorded_by": "test",
            "body": {"board": "board/scrutiny", "on": on, "status": "planned"},
        });
        drafts.extend(read_json_lines("made", &line.to_string()).unwrap());
    }
    let view = SharedView::new(programme(&drafts), Audience::PublicPaper);
    let template = Template::read("briefing.md", briefing::TEMPLATE).unwrap();
    let request = briefing::Request {
        moment: Moment::on(marlshire::ENDS),
        published: None,
    };
    let note = briefing::briefing(&view, &template, request).unwrap();
    let row = note
        .head
        .iter()
        .find(|(name, _)| name == "Meeting")
        .unwrap();
    assert_eq!(row.1, "14 January 2027 (planned)");
}
