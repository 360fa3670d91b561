//! The sections of Marlshire's highlight report, each held against the record by a
//! count of the test's own.

mod standing;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use jiff::ToSpan as _;
use jiff::civil::Date;
use record::body::{
    AuditRound, Board, BoardForm, DateChange, Decision, Deliverable, Dimension, Evidence,
    FundedProgramme, InformationRequest, Meeting, MeetingStatus, Rating, Recommendation, Review,
    Risk, RiskState, ScrutinyRecommendation, SignOff, StandsFor,
};
use record::claimed_date::ClaimedDate;
use record::delivery::{Standing, all_standing};
use record::id::EntryId;
use record::kind::Kind;
use record::plan_date::window;
use record::state::{Held, Moment, State};
use record::view::{Audience, SharedView};
use report::tree::{Block, Document, Inline, Table, words};

use serde_json::{Value as Json, json};

use crate::disclosed::programme;
use crate::marlshire::{highlight, highlight_of, view};

/// Days of reports, and the day each is compared with.
const PERIODS: [(&str, &str); 5] = [
    ("2024-05-29", "2023-12-14"),
    ("2025-04-30", "2025-02-05"),
    ("2025-12-15", "2025-04-29"),
    ("2026-09-17", "2026-02-12"),
    ("2026-11-23", "2025-11-23"),
];

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// A report, and the record as its Board knew it on both days.
struct Told {
    report: Document,
    now: Date,
    then: Date,
    view: SharedView,
}

impl Told {
    fn now(&self) -> State<'_> {
        self.view.view().at(Moment::on(self.now))
    }

    fn then(&self) -> State<'_> {
        self.view.view().at(Moment::on(self.then))
    }

    /// The rows of the table whose caption begins so, as a reader reads them; none if
    /// there is no such table.
    fn rows(&self, caption: &str) -> Vec<Vec<String>> {
        rows_of(&self.report, caption)
    }

    /// The heads of its columns, and its rows.
    fn table(&self, caption: &str) -> Option<(Vec<String>, Vec<Vec<String>>)> {
        let table = table_of(&self.report, caption)?;
        let header = table.header.iter().map(|cell| read(&cell.text));
        Some((header.collect(), rows(table)))
    }

    /// The counts of a row of the totals, by the code of the status over each.
    fn counts(&self, row: &[String]) -> Vec<(String, usize)> {
        let table = table_of(&self.report, "Actions by theme and delivery rating").unwrap();
        let columns = table.header.iter().zip(row);
        columns
            .filter(|(head, _)| matches!(head.text.first(), Some(Inline::Rating(_))))
            .map(|(head, count)| (read(&head.text), count.parse().unwrap()))
            .collect()
    }

    /// The text of the paragraphs and lists.
    fn text(&self) -> String {
        report::write::markdown::markdown(&self.report).replace('\\', "")
    }

    /// A name as the report gives it.
    fn name(&self, id: &EntryId) -> String {
        self.now().entry(id).unwrap().body.headline()
    }
}

/// Made once for all tests that run together.
fn told() -> &'static [Told] {
    static TOLD: LazyLock<Vec<Told>> = LazyLock::new(|| {
        let told = PERIODS.into_iter().map(|(now, then)| Told {
            report: highlight(now, Some(day(then))),
            now: day(now),
            then: day(then),
            view: view(Audience::Board),
        });
        told.collect()
    });
    &TOLD
}

/// Marlshire's record, in which something of each of two kinds is otherwise: what the
/// last meeting decided was due before this report, and a risk was closed though the day
/// of its review is still written down.
fn bent() -> Told {
    let mut drafts = marlshire::drafts(marlshire::ENDS).unwrap();
    let mut bent = [0, 0];
    for draft in &mut drafts {
        let Some(text) = &draft.body else { continue };
        let mut body: Json = serde_json::from_str(text).unwrap();
        match draft.id.kind() {
            Kind::Decision if body["due"] == "9 December 2026" => {
                body["due"] = json!("30 October 2026");
                bent[0] += 1;
            }
            Kind::Risk if body["review_on"] == "2026-12-09" && bent[1] == 0 => {
                body["state"] = json!("closed");
                bent[1] += 1;
            }
            _ => continue,
        }
        draft.body = Some(body.to_string());
    }
    assert!(bent.iter().all(|count| *count > 0), "{bent:?}");
    let (now, then) = ("2026-11-23", "2026-09-10");
    let view = SharedView::new(programme(&drafts), Audience::Board);
    Told {
        report: highlight_of(&view, now, Some(day(then))),
        now: day(now),
        then: day(then),
        view,
    }
}

/// A cell as a reader reads it: a rating by its code, which is what one looks for.
fn read(text: &[Inline]) -> String {
    match text.first() {
        Some(Inline::Rating(rating)) => rating.code.clone(),
        _ => words(text).trim().to_owned(),
    }
}

fn rows(table: &Table) -> Vec<Vec<String>> {
    let rows = table.rows.iter();
    rows.map(|row| row.iter().map(|one| read(&one.text)).collect())
        .collect()
}

/// The table of a paper whose caption begins so.
fn table_of<'a>(paper: &'a Document, caption: &str) -> Option<&'a Table> {
    paper.blocks.iter().find_map(|block| match block {
        Block::Table(table) if words(&table.caption).starts_with(caption) => Some(table),
        _ => None,
    })
}

fn rows_of(paper: &Document, caption: &str) -> Vec<Vec<String>> {
    table_of(paper, caption).map(rows).unwrap_or_default()
}

/// Text without its full stop, in the report's way.
fn plain(text: &str) -> String {
    text.trim().trim_end_matches('.').to_lowercase()
}

fn passed(day: Option<ClaimedDate>, now: Date) -> bool {
    day.is_some_and(|day| day.counts_as() < now)
}

#[test]
fn dates_moved_are_those_agreed_since_each_with_where_from_and_where_to() {
    let mut met = 0;
    for told in told() {
        let (now, then) = (told.now(), told.then());
        let before: BTreeSet<&EntryId> = then.all::<DateChange>().iter().map(Held::id).collect();
        let superseded = |id: &EntryId| now.get::<record::body::Action>(id).is_none();
        let mut wanted: Vec<[String; 3]> = now
            .all::<DateChange>()
            .iter()
            .filter(|change| !before.contains(change.id()) && !superseded(&change.body.action))
            .map(|change| {
                let action = now
                    .get::<record::body::Action>(&change.body.action)
                    .unwrap();
                let reference = action.body.reference.clone();
                [reference, change.body.from.clone(), change.body.to.clone()]
            })
            .collect();
        let mut rows: Vec<[String; 3]> = told
            .rows("Dates moved since")
            .iter()
            .map(|row| [row[0].clone(), row[2].clone(), row[3].clone()])
            .collect();
        met += rows.len();
        wanted.sort();
        rows.sort();
        assert_eq!(rows, wanted, "{}", told.now);
        for row in told.rows("Dates moved since") {
            let start = day("2023-07-01");
            let (from, to) = (window(&row[2], start).to, window(&row[3], start).to);
            if let (Some(from), Some(to), Ok(later)) = (from, to, row[4].parse::<i32>()) {
                // Windows may be read from another day; a slip of dates with their
                // year is not.
                if row[2].contains("20") && row[3].contains("20") {
                    assert_eq!((to - from).get_days(), later, "{row:?}");
                }
            }
        }
    }
    assert!(met > 10, "{met}");
}

/// The status of a thing by the rating entries alone.
fn code(state: &State<'_>, of: &EntryId, dimension: Dimension) -> String {
    let all = state.all::<Rating>();
    let of_thing = all
        .iter()
        .filter(|held| &held.body.of == of && held.body.dimension == dimension);
    let last = of_thing.max_by_key(|held| (held.meta.effective_on.counts_as(), held.meta.seq));
    last.map_or_else(|| "not rated".to_owned(), |held| held.body.status.clone())
}

#[test]
fn ratings_then_and_now_are_those_of_the_two_days() {
    let mut met = 0;
    for told in told() {
        let rows = told.rows("Ratings that are not what they were");
        let mut rated = BTreeSet::new();
        for one in all_standing(told.now()) {
            let (action, id) = (one.action.body, one.action.id());
            if told.then().get::<record::body::Action>(id).is_none() {
                continue;
            }
            let codes = |dimension| {
                let was = code(&told.then(), id, dimension);
                (was, code(&told.now(), id, dimension))
            };
            let (delivery, impact) = (codes(Dimension::Delivery), codes(Dimension::Impact));
            let named = format!("{} {}", action.reference, action.title);
            let row = rows
                .iter()
                .find(|row| row[0] == named.trim_end_matches('.'));
            let differs = delivery.0 != delivery.1 || impact.0 != impact.1;
            assert_eq!(row.is_some(), differs, "{} {named}", told.now);
            let Some(row) = row else { continue };
            met += 1;
            rated.insert(named);
            for (at, (was, is)) in [(1, &delivery), (3, &impact)] {
                let is = if was == is { "the same" } else { is };
                assert_eq!([&row[at], &row[at + 1]], [was, is], "{} {row:?}", told.now);
            }
        }
        let themes = rows.iter().filter(|row| row[0].starts_with("Theme"));
        assert_eq!(rows.len(), rated.len() + themes.count(), "{}", told.now);
    }
    assert!(met > 40, "{met}");
}

/// The actions listed after a sentence of the report that ends so.
fn listed(text: &str, sentence: &str) -> Vec<String> {
    let Some((_, rest)) = text.split_once(sentence) else {
        return Vec::new();
    };
    let lines = rest.lines().skip_while(|line| line.is_empty());
    lines
        .take_while(|line| line.starts_with("- "))
        .map(|line| line[2..].split(' ').next().unwrap().to_owned())
        .collect()
}

#[test]
fn actions_closed_re_opened_and_new_are_those_that_turned() {
    let (mut closed_ever, mut reopened_ever, mut new_ever) = (0, 0, 0);
    for told in told() {
        let text = told.text();
        let now = all_standing(told.now());
        let then = all_standing(told.then());
        let turned = |wanted: &dyn Fn(&Standing<'_>, &Standing<'_>) -> bool| -> Vec<String> {
            now.iter()
                .filter(|one| {
                    let mut before = then.iter();
                    let before = before.find(|before| before.action.id() == one.action.id());
                    before.is_some_and(|before| wanted(before, one))
                })
                .map(|one| one.action.body.reference.clone())
                .collect()
        };
        // By what each rating stands for, not by the questions the report asks.
        let done = |one: &Standing<'_>| {
            matches!(
                one.delivery.map(|rated| rated.status.stands_for),
                Some(
                    StandsFor::CompleteAwaitingSignOff
                        | StandsFor::CompleteEmbedding
                        | StandsFor::CompleteEvidenced
                )
            )
        };
        let gone = |one: &Standing<'_>| {
            one.delivery.map(|rated| rated.status.stands_for) == Some(StandsFor::Superseded)
        };
        let accepted =
            |one: &Standing<'_>| one.is_complete() && (done(one) || one.delivery.is_none());
        let closed = turned(&|before, one| !before.is_complete() && accepted(one));
        assert_eq!(listed(&text, "became complete:"), closed, "{}", told.now);
        let reopened =
            turned(&|before, one| before.is_complete() && !one.is_complete() && !gone(one));
        assert_eq!(listed(&text, "open again:"), reopened, "{}", told.now);
        let new: Vec<String> = now
            .iter()
            .filter(|one| {
                let mut before = then.iter();
                !before.any(|before| before.action.id() == one.action.id())
            })
            .map(|one| one.action.body.reference.clone())
            .collect();
        assert_eq!(listed(&text, "added to the plan:"), new, "{}", told.now);
        closed_ever += closed.len();
        reopened_ever += reopened.len();
        new_ever += new.len();
    }
    assert!(closed_ever > 10 && reopened_ever > 0 && new_ever > 0);
}

#[test]
fn decisions_on_whether_an_action_is_done_are_given_as_they_fell() {
    let (mut accepted, mut refused) = (BTreeSet::new(), BTreeSet::new());
    for told in told() {
        let (now, then) = (told.now(), told.then());
        let known: BTreeSet<&EntryId> = then.all::<SignOff>().iter().map(Held::id).collect();
        let mut wanted: Vec<[String; 2]> = Vec::new();
        for held in now.all::<SignOff>() {
            let Some(action) = now.get::<record::body::Action>(&held.body.action) else {
                continue;
            };
            if known.contains(held.id()) {
                continue;
            }
            let word = if held.body.accepted {
                "Accepted"
            } else {
                "Refused"
            };
            let fell = if held.body.accepted {
                &mut accepted
            } else {
                &mut refused
            };
            fell.insert(held.id().to_string());
            wanted.push([action.body.reference.clone(), word.to_owned()]);
        }
        let rows = told.rows("Decisions on whether an action is done");
        let mut rows: Vec<[String; 2]> = rows
            .iter()
            .map(|row| [row[0].clone(), row[2].clone()])
            .collect();
        rows.sort();
        wanted.sort();
        assert_eq!(rows, wanted, "{}", told.now);
    }
    assert!(accepted.len() > 20, "{accepted:?}");
    assert_eq!(refused.len(), 1, "Marlshire's Board refused one");
}

#[test]
fn the_counts_of_the_first_page_add_up() {
    for told in told() {
        let all = all_standing(told.now());
        let live: Vec<_> = all.iter().filter(|one| !one.is_superseded()).collect();
        let is = |wanted: &[StandsFor]| {
            let of = |one: &&&Standing<'_>| {
                one.delivery
                    .is_some_and(|rated| wanted.contains(&rated.status.stands_for))
            };
            live.iter().filter(of).count()
        };
        let evidenced = is(&[StandsFor::CompleteEvidenced]);
        let complete = live.iter().filter(|one| one.is_complete()).count();
        let late = live.iter().filter(|one| {
            let due = one.due.as_ref().and_then(|due| due.to);
            !one.is_complete() && due.is_some_and(|due| due < told.now)
        });
        let number = |count: usize| match count {
            0 => "none".to_owned(),
            1..=9 => [
                "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
            ][count - 1]
                .to_owned(),
            _ => count.to_string(),
        };
        let text = told.text();
        let said = text
            .lines()
            .find(|line| line.contains(" actions in "))
            .unwrap();
        let late = late.count();
        for wanted in [
            format!("{} actions", live.len()),
            format!("{} of them with evidence", number(evidenced)),
            format!("{} are open", live.len() - complete),
            format!(
                "{} {} overdue",
                number(late),
                if late == 1 { "is" } else { "are" }
            ),
        ] {
            // Numbers begin a sentence with a capital, and none may be left out.
            let none = wanted.starts_with("none") && !said.contains(&wanted[5..]);
            let found = said.to_lowercase().contains(&wanted);
            assert!(found || none, "{}: “{wanted}” in {said}", told.now);
        }
        assert!(said.contains(&number(complete)), "{said}");
    }
}

#[test]
fn the_last_meetings_decisions_are_all_there_with_what_has_passed() {
    let mut past = 0;
    for told in told().iter().chain([&bent()]) {
        let now = told.now();
        let boards = now.all::<Board>();
        let board = boards
            .iter()
            .rfind(|board| board.body.form == BoardForm::Improvement)
            .unwrap();
        let meetings = now.all::<Meeting>();
        let last = meetings
            .iter()
            .filter(|one| &one.body.board == board.id() && one.body.status == MeetingStatus::Held)
            .filter(|one| one.body.on.counts_as() < told.now)
            .max_by_key(|one| one.body.on.counts_as())
            .unwrap();
        let decisions = now.all::<Decision>();
        let decisions = decisions
            .iter()
            .filter(|one| one.body.meeting.as_ref() == Some(last.id()));
        let mut wanted: Vec<(String, String)> = decisions
            .map(|one| {
                let due = one.body.due.as_deref().unwrap_or("–");
                let end = window(due, one.body.on.counts_as()).to;
                let mark = if end.is_some_and(|end| end < told.now) {
                    " (passed)"
                } else {
                    ""
                };
                past += usize::from(!mark.is_empty());
                (plain(&one.body.text), format!("{due}{mark}"))
            })
            .collect();
        let rows = told.rows("What it decided");
        let mut rows: Vec<(String, String)> = rows
            .iter()
            .map(|row| (plain(&row[0]), row[2].clone()))
            .collect();
        rows.sort();
        wanted.sort();
        assert_eq!(rows, wanted, "{}", told.now);
    }
    assert!(past > 0, "no decision's day had passed");
}

#[test]
fn requests_that_nobody_answered_in_time_say_so() {
    let (mut open, mut late) = (0, 0);
    for told in told() {
        let rows = told.rows("Requests for information");
        for held in told.now().all::<InformationRequest>() {
            let body = held.body;
            let text = plain(&body.text);
            let row = rows.iter().find(|row| plain(&row[0]) == text);
            let to = told.now().get::<Board>(&body.board).unwrap();
            if to.body.form != BoardForm::Improvement {
                assert_eq!(row, None, "of another board: {text}");
                continue;
            }
            let answered = body.answer.as_ref().map(|answer| answer.on.counts_as());
            let content = body.satisfied.as_ref().map(|satisfied| satisfied.yes);
            let judged = body
                .satisfied
                .as_ref()
                .map(|satisfied| satisfied.on.counts_as());
            let since = |day: Option<Date>| day.is_some_and(|day| day > told.then);
            let wanted =
                answered.is_none() || content == Some(false) || since(answered) || since(judged);
            assert_eq!(row.is_some(), wanted, "{}: {text}", told.now);
            let Some(row) = row else { continue };
            assert_eq!(
                row[3].starts_with("Not answered yet"),
                answered.is_none(),
                "{row:?}"
            );
            open += usize::from(answered.is_none());
            let overdue = answered.is_none() && passed(body.due, told.now);
            assert_eq!(row[3].ends_with("which has passed"), overdue, "{row:?}");
            late += usize::from(overdue);
            let verdict = match content {
                None => "Not said",
                Some(true) => "Satisfied",
                Some(false) => "Not satisfied",
            };
            assert!(row[4].starts_with(verdict), "{row:?}");
        }
    }
    assert!(open > late && late > 1, "{open} open, {late} of them late");
}

#[test]
fn the_forward_plan_holds_the_next_sixteen_weeks_in_order() {
    let mut sorts = BTreeSet::new();
    for told in told().iter().chain([&bent()]) {
        let now = told.now();
        let end = told.now.checked_add(16.weeks()).unwrap();
        let within = |day: Date| (told.now..=end).contains(&day);
        let after = |day: Date| day > told.now && day <= end;
        let mut wanted: Vec<(Date, String)> = Vec::new();
        let mut add = |day: Option<Date>, is: &dyn Fn(Date) -> bool, sort: &str, what: &str| {
            if let Some(day) = day.filter(|day| is(*day)) {
                wanted.push((day, format!("{sort}: {}", what.trim_end_matches('.'))));
            }
        };
        let counts = |day: Option<ClaimedDate>| day.map(|day| day.counts_as());
        for one in all_standing(now)
            .iter()
            .filter(|one| !one.is_complete() && !one.is_superseded())
        {
            let due = one.due.as_ref().and_then(|due| due.to);
            let body = one.action.body;
            add(
                due,
                &within,
                "Action due",
                &format!("{} {}", body.reference, body.title),
            );
        }
        for held in now.all::<Meeting>() {
            let on = Some(held.body.on.counts_as());
            add(on, &after, "Meeting", &told.name(&held.body.board));
        }
        for held in now.all::<Review>() {
            let starts = Some(held.body.starts.counts_as());
            add(starts, &after, "Visit or review", &held.body.name);
        }
        for held in now.all::<Evidence>() {
            let (again, lapses) = (held.body.retest_on, held.body.lapses);
            add(
                counts(again),
                &within,
                "Evidence to test again",
                &held.body.title,
            );
            add(counts(lapses), &within, "Evidence lapses", &held.body.title);
        }
        for held in now.all::<Risk>() {
            if held.body.state == RiskState::Open {
                add(
                    counts(held.body.review_on),
                    &within,
                    "Risk review",
                    &held.body.title,
                );
            }
        }
        wanted.sort_by_key(|(day, _)| *day);
        let rows = told.rows("What is due in the next sixteen weeks");
        let said: Vec<String> = rows
            .iter()
            .map(|row| format!("{}: {}", row[2], row[1].trim_end_matches('.')))
            .collect();
        sorts.extend(rows.iter().map(|row| row[2].clone()));
        assert_eq!(
            said.len(),
            wanted.len(),
            "{}: {said:?} {wanted:?}",
            told.now
        );
        // Of one day any order will do.
        let mut day_of = wanted.clone();
        let mut last = Date::MIN;
        for said in &said {
            let found = day_of.iter().position(|(_, what)| what == said);
            let at = found.unwrap_or_else(|| panic!("{}: {said} is not due", told.now));
            let (day, _) = day_of.remove(at);
            assert!(day >= last, "{}: {said} stands too late", told.now);
            last = day;
        }
    }
    assert!(sorts.len() >= 5, "{sorts:?}");
}

#[test]
fn each_recommendation_stands_where_its_actions_do() {
    let (mut without, mut late) = (0, 0);
    for told in told() {
        let now = told.now();
        let standings = all_standing(now);
        let mut looked_at = 0;
        for review in now.all::<Review>() {
            let rows = told.rows(&review.body.name);
            for held in now.all::<Recommendation>() {
                let body = held.body;
                if &body.review != review.id() {
                    continue;
                }
                let Some(row) = rows.iter().find(|row| row[0] == body.number) else {
                    continue;
                };
                looked_at += 1;
                let answers: Vec<_> = standings
                    .iter()
                    .filter(|one| one.action.body.recommendations.contains(held.id()))
                    .collect();
                let names: Vec<&str> = answers
                    .iter()
                    .map(|one| &*one.action.body.reference)
                    .collect();
                let named = if names.is_empty() {
                    "–".to_owned()
                } else {
                    names.join(", ")
                };
                assert_eq!(row[2], named, "{} {row:?}", told.now);
                let complete = answers.iter().filter(|one| one.is_complete()).count();
                let overdue = answers
                    .iter()
                    .filter(|one| !one.is_complete() && !one.is_superseded())
                    .filter(|one| {
                        let due = one.due.as_ref().and_then(|due| due.to);
                        due.is_some_and(|due| due < told.now)
                    })
                    .count();
                let stands = match (answers.len(), complete) {
                    (0, _) => "No action in the plan".to_owned(),
                    (1, 1) => "Its action is complete".to_owned(),
                    (all, done) if all == done => "All its actions are complete".to_owned(),
                    (all, done) if overdue == 0 => format!("{done} of {all} complete"),
                    (all, done) => format!("{done} of {all} complete; {overdue} overdue"),
                };
                assert_eq!(row[3], stands, "{} {row:?}", told.now);
                without += usize::from(answers.is_empty());
                late += usize::from(overdue > 0);
            }
        }
        assert!(looked_at > 10, "{}: {looked_at}", told.now);
    }
    assert!(without > 0 && late > 0, "{without} without, {late} late");
}

#[test]
fn scrutiny_is_answered_within_two_months_or_the_report_says_so() {
    let mut late = 0;
    // A day on which an answer was overdue is among these.
    for (date, since) in PERIODS.into_iter().chain([("2025-01-20", "2024-10-01")]) {
        let report = highlight(date, Some(day(since)));
        let told = Told {
            report,
            now: day(date),
            then: day(since),
            view: view(Audience::Board),
        };
        let rows = told.rows("Scrutiny’s recommendations");
        for held in told.now().all::<ScrutinyRecommendation>() {
            let row = rows
                .iter()
                .find(|row| plain(&row[1]) == plain(&held.body.text));
            let Some(row) = row.filter(|_| held.body.response.is_none()) else {
                continue;
            };
            let made = held.body.made_on.counts_as();
            let due = made.checked_add(2.months()).unwrap();
            let overdue = due < told.now;
            late += usize::from(overdue);
            assert_eq!(
                row[3].contains("passed"),
                overdue,
                "{date} due {due}: {row:?}"
            );
        }
    }
    assert!(late > 0, "no answer is late on any of these days");
}

/// `£4,570,000`.
fn pounds(amount: u64) -> String {
    let digits = amount.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("£{grouped}")
}

#[test]
fn money_is_the_last_statement_and_its_difference() {
    let (mut statements, mut undelivered) = (0, 0);
    for told in told() {
        let now = told.now();
        for held in now.all::<FundedProgramme>() {
            let body = held.body;
            let ended = passed(body.ends, told.now);
            let rows = told.rows(&format!("{}: money to", body.name));
            let by_then = body
                .spend
                .iter()
                .filter(|one| one.to.counts_as() <= told.now);
            let Some(last) = by_then
                .max_by_key(|one| one.to.counts_as())
                .filter(|_| !ended)
            else {
                assert_eq!(rows.len(), 0, "{} {}", told.now, body.name);
                continue;
            };
            statements += 1;
            let apart = last.spent_pounds.abs_diff(last.budget_pounds);
            let difference = match last.spent_pounds.cmp(&last.budget_pounds) {
                std::cmp::Ordering::Less => format!("{} below", pounds(apart)),
                std::cmp::Ordering::Equal => "the same".to_owned(),
                std::cmp::Ordering::Greater => format!("{} above", pounds(apart)),
            };
            let wanted = [
                last.to.in_words(),
                pounds(last.budget_pounds),
                pounds(last.spent_pounds),
                difference,
                last.forecast_pounds.map_or_else(|| "–".to_owned(), pounds),
            ];
            assert_eq!(rows, [wanted.to_vec()], "{}", told.now);
            let due = told.rows(&format!("{}: what it is to deliver", body.name));
            assert_eq!(due.len(), body.deliverables.len());
            for (row, one) in due.iter().zip(&body.deliverables) {
                undelivered += usize::from(deliverable(told, row, &held, one));
            }
        }
    }
    assert!(statements > 3 && undelivered > 0);
}

/// Holds one thing to be delivered against its row; whether it is not there yet.
fn deliverable(
    told: &Told,
    row: &[String],
    held: &Held<'_, FundedProgramme>,
    one: &Deliverable,
) -> bool {
    let there = one.delivered_on.filter(|day| day.counts_as() <= told.now);
    let due = one.due.as_deref().unwrap_or_default();
    let end = window(due, held.meta.effective_on.counts_as()).to;
    match there {
        Some(day) => assert!(row[2].starts_with(&day.in_words()), "{row:?}"),
        None => {
            let late = end.is_some_and(|end| end < told.now);
            let said = row[2].to_lowercase();
            assert!(said.starts_with("not yet"), "{row:?}");
            assert_eq!(
                said.contains("passed") || said.contains("past"),
                late,
                "{row:?}"
            );
        }
    }
    there.is_none()
}

#[test]
fn risks_have_their_scores_of_both_days_the_highest_first() {
    let mut moved = 0;
    for told in told() {
        let rows = told.rows("Risks, the highest score first");
        let score = |row: &Vec<String>| row[4].parse::<u32>().unwrap();
        let closed = |row: &Vec<String>| row[0].contains("closed");
        let open: Vec<_> = rows.iter().filter(|row| !closed(row)).collect();
        assert!(open.windows(2).all(|pair| score(pair[0]) >= score(pair[1])));
        let mut wanted = 0;
        for held in told.now().all::<Risk>() {
            let body = held.body;
            let before = told.then().get::<Risk>(held.id());
            let was_open = before.is_some_and(|before| before.body.state == RiskState::Open);
            let there = body.state == RiskState::Open || was_open;
            let row = rows.iter().find(|row| row[0].starts_with(&*body.title));
            assert_eq!(row.is_some(), there, "{} {}", told.now, body.title);
            let Some(row) = row else { continue };
            wanted += 1;
            let times = u32::from(body.likelihood) * u32::from(body.impact);
            assert_eq!(row[4], times.to_string(), "{row:?}");
            let was = before.map_or_else(
                || "new".to_owned(),
                |before| {
                    (u32::from(before.body.likelihood) * u32::from(before.body.impact)).to_string()
                },
            );
            moved += usize::from(was != row[4]);
            assert_eq!(row[5], was, "{} {row:?}", told.now);
        }
        assert_eq!(rows.len(), wanted, "{}", told.now);
    }
    assert!(moved > 3, "{moved}");
}

#[test]
fn audits_good_or_better_are_the_sum_of_their_grades() {
    let mut rounds = 0;
    for told in told() {
        let rows = told.rows("Practice audits");
        let newest = told.now().all::<AuditRound>();
        let newest = newest.iter().max_by_key(|round| round.body.to.counts_as());
        if let (Some(newest), Some(first)) = (newest, rows.first()) {
            assert!(first[0].starts_with(&*newest.body.title), "{first:?}");
        }
        for row in &rows {
            rounds += 1;
            let grade = |at: usize| row[at].parse::<u32>().unwrap();
            let good = grade(2) + grade(3);
            let all = good + grade(4) + grade(5);
            let share = 100.0 * f64::from(good) / f64::from(all);
            assert_eq!(row[6], format!("{good} of {all} ({share:.0}%)"), "{row:?}");
        }
    }
    assert!(rounds > 10, "{rounds}");
}
