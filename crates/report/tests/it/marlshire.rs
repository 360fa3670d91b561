//! The papers of Marlshire, the fictional council, on many dates.

use std::collections::HashSet;
use std::sync::{Arc, LazyLock};

use jiff::civil::Date;
use record::body::{Measure, Reading};
use record::delivery::all_standing;
use record::entry::Salt;
use record::id::EntryId;
use record::kind::{Body, Kind};
use record::programme::Programme;
use record::state::{Moment, State};
use record::view::{Audience, SharedView};
use report::figures::series;
use report::measured::Measured;
use report::paper::PaperError;
use report::template::Template;
use report::tree::{Block, Document, Inline, Table, words};
use report::write::html::html;
use report::write::markdown::markdown;
use report::{briefing, highlight, plan_paper};

use crate::briefing::coventry;

/// Before the programme began, before there was a plan, before there were
/// ratings, the day of a meeting, the day before and after it, the day a report
/// was issued, month ends, today.
pub(crate) const DATES: [&str; 14] = [
    "2021-12-15",
    "2023-06-01",
    "2023-07-31",
    "2023-08-20",
    "2023-10-16",
    "2023-10-17",
    "2023-12-14",
    "2024-05-29",
    "2025-02-05",
    "2025-04-30",
    "2026-02-12",
    "2026-09-15",
    "2026-09-17",
    "2026-11-23",
];

/// Words that would say which way a figure goes.
const DIRECTIONS: [&str; 22] = [
    "improve",
    "improved",
    "improves",
    "improving",
    "worse",
    "worsen",
    "worsened",
    "better",
    "rise",
    "rises",
    "rose",
    "fall",
    "falls",
    "fell",
    "increase",
    "increased",
    "reduce",
    "reduced",
    "decrease",
    "decreased",
    "up",
    "down",
];

fn programme() -> Arc<Programme> {
    static PROGRAMME: LazyLock<Arc<Programme>> = LazyLock::new(|| {
        let mut programme = Programme::new(marlshire::AUTHORITY.parse().unwrap());
        let drafts = marlshire::drafts(marlshire::ENDS).unwrap();
        let now = "2026-11-23T12:00:00Z".parse().unwrap();
        let entries = programme
            .prepare(&drafts, now, || Salt([7; 16]))
            .unwrap_or_else(|problems| panic!("{}", problems[0]));
        for entry in entries {
            programme.push(entry).unwrap();
        }
        Arc::new(programme)
    });
    Arc::clone(&PROGRAMME)
}

pub(crate) fn view(audience: Audience) -> SharedView {
    SharedView::new(programme(), audience)
}

fn on(date: &str) -> Moment {
    Moment::on(date.parse().unwrap())
}

pub(crate) fn highlight(date: &str, since: Option<Date>) -> Document {
    highlight_of(&view(Audience::Board), date, since)
}

/// The same of another record.
pub(crate) fn highlight_of(view: &SharedView, date: &str, since: Option<Date>) -> Document {
    let template = Template::read("highlight.md", highlight::TEMPLATE).unwrap();
    let request = highlight::Request {
        moment: on(date),
        since,
        issued: None,
    };
    highlight::highlight(view, &template, request).unwrap_or_else(|error| panic!("{date}: {error}"))
}

/// The public papers that there are on a day, by name.
fn public(date: &str) -> Vec<(&'static str, Document)> {
    let view = view(Audience::PublicPaper);
    let page = Template::read("plan-on-a-page.md", plan_paper::ON_A_PAGE).unwrap();
    let full = Template::read("accessible-plan.md", plan_paper::IN_FULL).unwrap();
    let note = Template::read("briefing.md", briefing::TEMPLATE).unwrap();
    let request = briefing::Request {
        moment: on(date),
        published: None,
    };
    let made = [
        (
            "plan on a page",
            plan_paper::on_a_page(&view, &page, on(date)),
        ),
        (
            "accessible plan",
            plan_paper::in_full(&view, &full, on(date)),
        ),
        ("briefing", briefing::briefing(&view, &note, request)),
    ];
    made.into_iter()
        .filter_map(|(name, made)| match made {
            Ok(document) => Some((name, document)),
            Err(PaperError::NoPlan { .. }) => None,
            Err(error) => panic!("{name} {date}: {error}"),
        })
        .collect()
}

/// Every paper on a day.
pub(crate) fn papers(date: &str) -> Vec<(&'static str, Document)> {
    let mut papers = public(date);
    papers.push(("highlight", highlight(date, None)));
    papers
}

fn text(document: &Document) -> String {
    markdown(document).replace('\\', "")
}

/// The text of a section of a paper, its heading aside.
fn section<'a>(text: &'a str, heading: &str) -> &'a str {
    let start = text
        .find(heading)
        .unwrap_or_else(|| panic!("no section “{heading}”"));
    let rest = &text[start + heading.len()..];
    &rest[..rest.find("\n## ").unwrap_or(rest.len())]
}

#[test]
fn hold_together_on_every_date() {
    for date in DATES {
        for (name, document) in papers(date) {
            assert_whole(&document, &format!("{name} {date}"));
        }
    }
}

/// Coventry's public record has plans without actions, boards, figures of every
/// year: another council's papers must hold together as well.
#[test]
fn hold_together_for_a_record_without_actions() {
    let view = coventry();
    let report = Template::read("highlight.md", highlight::TEMPLATE).unwrap();
    let page = Template::read("plan-on-a-page.md", plan_paper::ON_A_PAGE).unwrap();
    for date in [
        "2011-06-30",
        "2014-03-22",
        "2015-03-10",
        "2018-07-05",
        "2019-01-25",
        "2026-11-23",
    ] {
        let request = highlight::Request {
            moment: on(date),
            since: None,
            issued: Some(date.parse().unwrap()),
        };
        let document = highlight::highlight(&view, &report, request).unwrap();
        assert_whole(&document, &format!("Coventry’s report of {date}"));
        match plan_paper::on_a_page(&view, &page, on(date)) {
            Ok(document) => assert_whole(&document, &format!("Coventry’s page of {date}")),
            Err(PaperError::NoPlan { .. }) => assert!(date < "2014-06", "{date}"),
            Err(error) => panic!("{date}: {error}"),
        }
    }
}

/// The tree can be printed, no value is missing in a sentence, nothing is empty.
fn assert_whole(document: &Document, name: &str) {
    assert_eq!(document.problems(), Vec::<String>::new(), "{name}");
    let text = text(document);
    for wrong in [
        "None",
        "undefined",
        "note missing",
        "()",
        "[]",
        "{",
        "}",
        " ,",
        " .",
    ] {
        let found = text.lines().find(|line| line.contains(wrong));
        assert_eq!(found, None, "{name} says “{wrong}”");
    }
    assert_headed(document, name);
    for table in tables(document) {
        assert!(!table.rows.is_empty(), "{name}: an empty table");
    }
}

/// Under every heading stands something.
fn assert_headed(document: &Document, name: &str) {
    let mut blocks = document.blocks.iter().peekable();
    while let Some(block) = blocks.next() {
        let Block::Heading(heading) = block else {
            continue;
        };
        let title = words(&heading.text);
        assert!(!title.trim().is_empty(), "{name}: an empty heading");
        match blocks.peek() {
            Some(Block::Heading(next)) => assert!(
                next.level > heading.level,
                "{name}: nothing under “{title}”"
            ),
            None => panic!("{name}: nothing under “{title}”"),
            _ => {}
        }
    }
}

fn tables(document: &Document) -> impl Iterator<Item = &Table> {
    document.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    })
}

/// What an entry says in words of its own.
fn said(body: &Body) -> Vec<String> {
    let texts: Vec<&str> = match body {
        Body::Action(body) => vec![&body.title],
        Body::Update(body) => vec![&body.text],
        Body::Rating(body) => vec![&body.reason],
        Body::DateChange(body) => vec![&body.reason],
        Body::Evidence(body) => vec![&body.title, &body.summary],
        Body::Risk(body) => vec![&body.title],
        Body::InformationRequest(body) => vec![&body.text],
        Body::Decision(body) => vec![&body.text],
        Body::Recommendation(body) => vec![&body.text],
        Body::ScrutinyRecommendation(body) => vec![&body.text],
        Body::AuditRound(body) => body
            .themes
            .iter()
            .map(|theme| theme.text.as_str())
            .collect(),
        Body::Voice(body) => body.heard.iter().map(String::as_str).collect(),
        Body::Review(body) => body.findings.iter().map(String::as_str).collect(),
        _ => Vec::new(),
    };
    texts
        .into_iter()
        .filter(|text| text.len() > 20)
        .map(|text| text.trim_end_matches('.').to_owned())
        .collect()
}

fn everything_said(state: &State<'_>) -> HashSet<String> {
    state
        .everything()
        .flat_map(|held| said(held.body))
        .collect()
}

#[test]
fn say_nothing_that_was_not_known_yet() {
    let later = everything_said(&view(Audience::Board).view().at(on("2026-11-23")));
    let mut looked_for = 0;
    for date in DATES {
        let board = view(Audience::Board);
        let known: Vec<String> = everything_said(&board.view().at(on(date)))
            .into_iter()
            .collect();
        let unknown: Vec<&String> = later
            .iter()
            .filter(|text| !known.iter().any(|known| known.contains(text.as_str())))
            .collect();
        looked_for += unknown.len();
        for (name, document) in papers(date) {
            let text = text(&document);
            for later in &unknown {
                assert!(
                    !text.contains(later.as_str()),
                    "{name} of {date} says what came later: {later}"
                );
            }
        }
    }
    assert!(
        looked_for > 1_000,
        "only {looked_for} texts were looked for"
    );
}

#[test]
fn public_papers_hold_nothing_for_the_board_alone() {
    let mut hidden = 0;
    for date in DATES {
        let public_words: Vec<String> =
            everything_said(&view(Audience::PublicPaper).view().at(on(date)))
                .into_iter()
                .collect();
        let closed: Vec<String> = everything_said(&view(Audience::Board).view().at(on(date)))
            .into_iter()
            .filter(|text| !public_words.iter().any(|open| open.contains(text.as_str())))
            .collect();
        hidden += closed.len();
        for (name, document) in public(date) {
            let text = text(&document);
            for closed in &closed {
                assert!(!text.contains(closed.as_str()), "{name} {date}: {closed}");
            }
            let state = view(Audience::PublicPaper);
            let state = state.view().at(on(date));
            for id in linked(&document, Kind::Reading) {
                let reading = state.get::<Reading>(&id).unwrap();
                assert!(
                    reading.meta.known_on.counts_as() <= on(date).known,
                    "{name} {date}: {id} was not known"
                );
            }
        }
    }
    assert!(hidden > 100, "only {hidden} texts are for the board alone");
    let report = text(&highlight("2026-11-23", None));
    let board: HashSet<String> =
        everything_said(&view(Audience::Board).view().at(on("2026-11-23")));
    let open = everything_said(&view(Audience::PublicPaper).view().at(on("2026-11-23")));
    assert!(
        board
            .difference(&open)
            .any(|text| report.contains(text.as_str())),
        "the highlight report holds what is for the board"
    );
}

#[test]
fn a_public_paper_carries_what_was_known_and_nothing_later() {
    let measure = "measure/re-referrals".parse().unwrap();
    let mut unpublished = 0;
    for date in ["2024-05-29", "2025-02-05", "2026-09-15", "2026-11-23"] {
        let (public, board) = (view(Audience::PublicPaper), view(Audience::Board));
        report::disclosed::audited(public.programme());
        let shown = series(&public.view().at(on(date)), &measure, None);
        let known = series(&board.view().at(on(date)), &measure, None);
        assert_eq!(shown.len(), known.len(), "{date}");
        for reading in &shown {
            assert!(reading.meta.known_on.counts_as() <= on(date).known);
            let published = reading.meta.published_on.map(|day| day.counts_as());
            unpublished += usize::from(published.is_none_or(|day| day > on(date).known));
        }
    }
    assert!(unpublished > 0, "the paper itself publishes");
}

/// The entries of a kind that a paper's links lead to.
fn linked(document: &Document, kind: Kind) -> Vec<EntryId> {
    html(document)
        .split("/entry/")
        .skip(1)
        .filter_map(|rest| rest.split(['?', '"']).next()?.parse::<EntryId>().ok())
        .filter(|id| id.kind() == kind)
        .collect()
}

/// Which way a measure goes is said by its chart and by nothing else.
#[test]
fn figures_have_no_direction_but_what_their_charts_show() {
    let mut shown = 0;
    for date in DATES {
        let text = text(&highlight(date, None));
        let Some(start) = text.find(" Measures\n") else {
            continue;
        };
        let rest = &text[start..];
        let mut measures =
            rest[..rest[1..].find("\n## ").map_or(rest.len(), |at| at + 1)].to_owned();
        let view = view(Audience::Board);
        let state = view.view().at(on(date));
        for measure in state.all::<Measure>() {
            let measured = Measured::of(&state, measure, None);
            if measured.variation().is_some() {
                let (whole, headline) = (measured.in_short(), measured.headline());
                let first = headline.split(". ").next().unwrap().trim_end_matches('.');
                let name = &measure.body.short_name;
                let alone = measures.contains(&format!("{name}: {whole}"));
                let listed = measures.lines().any(|line| {
                    let named = line.strip_prefix(&format!("- {first}: "));
                    named.is_some_and(|names| names.contains(name.as_str()))
                });
                let usual = measured.variation() == Some(statistics::xmr::Kind::Common);
                assert!(alone || listed || usual, "{date}: {name}: {whole}");
                shown += 1;
                measures = measures.replace(&format!("{name}: {whole}"), "");
            }
        }
        let kept: String = measures
            .lines()
            .filter(|line| !line.starts_with("- Improving"))
            .map(|line| line.split("(Then: ").next().unwrap().to_owned() + "\n")
            .collect();
        let mut measures = kept;
        // A name is no claim: “Audits good or better”.
        for measure in state.all::<Measure>() {
            measures = measures.replace(&measure.body.short_name, "");
        }
        for word in measures.split(|letter: char| !letter.is_alphabetic()) {
            assert!(
                !DIRECTIONS.contains(&word.to_lowercase().as_str()),
                "{date}: “{word}”"
            );
        }
    }
    assert!(shown > 100, "{shown}");
}

#[test]
fn numbers_equal_the_record() {
    for date in ["2024-05-29", "2025-04-30", "2026-09-17", "2026-11-23"] {
        let view = view(Audience::Board);
        let state = view.view().at(on(date));
        let standings = all_standing(state);
        let document = highlight(date, None);
        let overdue = tables(&document)
            .find(|table| words(&table.caption).starts_with("Open actions whose date has passed"));
        let late: Vec<&str> = standings
            .iter()
            .filter(|one| one.is_late())
            .map(|one| one.action.body.reference.as_str())
            .collect();
        let mut listed: Vec<String> = overdue
            .map(|table| table.rows.iter().map(|row| words(&row[0].text)).collect())
            .unwrap_or_default();
        assert_eq!(listed.len(), late.len(), "{date}");
        listed.retain(|reference| !late.contains(&reference.as_str()));
        assert_eq!(listed, Vec::<String>::new(), "{date}");

        let totals = tables(&document)
            .find(|table| words(&table.caption) == "Actions by theme and delivery rating")
            .unwrap();
        let all = totals
            .rows
            .iter()
            .find(|row| words(&row[0].text) == "All")
            .unwrap();
        for (at, head) in totals.header.iter().enumerate().skip(1) {
            let Some(Inline::Rating(rating)) = head.text.first() else {
                continue;
            };
            let count = standings
                .iter()
                .filter(|one| {
                    one.delivery
                        .is_some_and(|rated| rated.status.code == rating.code)
                })
                .count();
            assert_eq!(words(&all[at].text), count.to_string(), "{date} {rating:?}");
        }
    }
}

#[test]
fn say_what_changed_since_the_last_report_and_since_any_day() {
    let text = text(&highlight("2026-11-23", None));
    let changed = section(
        &text,
        "What changed since the report issued on 9 September 2026",
    );
    assert!(
        changed.contains("7.3 Hold supervision monthly"),
        "{changed}"
    );
    assert!(changed.contains("AE: Amber-E | A: Amber"), "{changed}");

    let since = highlight("2026-11-23", Some("2025-11-23".parse().unwrap()));
    let moved = tables(&since)
        .find(|table| words(&table.caption).starts_with("Dates moved since 23 November 2025"))
        .unwrap();
    let row: Vec<String> = moved.rows[0].iter().map(|cell| words(&cell.text)).collect();
    assert!(row.iter().all(|cell| !cell.is_empty()), "{row:?}");

    let template = Template::read("highlight.md", highlight::TEMPLATE).unwrap();
    let request = highlight::Request {
        moment: on("2025-04-30"),
        since: Some("2025-04-30".parse().unwrap()),
        issued: None,
    };
    let error = highlight::highlight(&view(Audience::Board), &template, request).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("only be compared with an earlier day"),
        "{error}"
    );
}

#[test]
fn print_the_key_under_each_table_of_statuses() {
    let mut looked_at = 0;
    for (name, document) in papers("2026-11-23") {
        for table in tables(&document) {
            let mut ratings = Vec::new();
            for cell in table.header.iter().chain(table.rows.iter().flatten()) {
                ratings.extend(cell.text.iter().filter_map(|inline| match inline {
                    Inline::Rating(rating) => Some(rating),
                    _ => None,
                }));
            }
            for rating in ratings {
                looked_at += 1;
                let explained = table
                    .below
                    .iter()
                    .any(|inline| matches!(inline, Inline::Rating(known) if known == rating));
                assert!(
                    explained,
                    "{name}: “{}” is not explained under “{}”",
                    rating.label,
                    words(&table.caption)
                );
            }
        }
    }
    assert!(looked_at > 100, "only {looked_at} statuses were looked at");
}

#[test]
fn the_plan_in_full_needs_no_table() {
    let (_, plan) = public("2026-11-23")
        .into_iter()
        .find(|(name, _)| *name == "accessible plan")
        .unwrap();
    assert_eq!(tables(&plan).count(), 0);
    let view = view(Audience::PublicPaper);
    let text = text(&plan);
    for one in all_standing(view.view().at(on("2026-11-23"))) {
        let heading = format!("{} {}", one.action.body.reference, one.action.body.title);
        assert_eq!(
            text.contains(heading.trim_end_matches('.')),
            !one.is_superseded(),
            "{heading}"
        );
    }
}

#[test]
fn every_paper_ends_with_the_head_of_the_chain_and_says_that_marlshire_is_made_up() {
    let head = programme().head().to_string();
    for (name, document) in papers("2026-11-23") {
        assert!(
            document.foot.iter().any(|line| line.contains(&head)),
            "{name}"
        );
        assert!(document.banner[0].contains("fictional"), "{name}");
    }
}

#[test]
fn are_the_same_bytes_each_time() {
    let bytes = || -> Vec<String> {
        papers("2026-09-17")
            .iter()
            .map(|(_, document)| html(document))
            .collect()
    };
    assert_eq!(bytes(), bytes());
}
