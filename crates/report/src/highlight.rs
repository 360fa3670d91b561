//! The highlight report for the Improvement Board: exceptions first, what
//! changed since the last one, then everything the Board holds to account.
//!
//! Each module works out what one section says, as small structs; the template
//! (`templates/highlight.md`) lays out the words.

mod attention;
mod bars;
mod changes;
mod forward;
mod measures;
mod meeting;
mod money;
mod panels;
mod period;
mod practice;
mod recommendations;
mod reviews;
mod risks;
mod themes;
mod totals;
mod workforce;

use jiff::civil::Date;
use minijinja::value::{Serde, Value};
use record::body::{Dimension, Measure, Meeting, MeetingStatus, StandsFor};
use record::claimed_date::day_in_words;
use record::delivery::Standing;
use record::state::{Held, Moment};
use record::view::SharedView;
use serde::Serialize;

use crate::measured::Measured;
use crate::paper::{self, PaperError};
use crate::progress::{Link, Named, Progress, is_open};
use crate::statements::Statements;
use crate::template::{Occasion, Template};
use crate::tree::{Document, Figure};
use crate::wording;
use period::Period;
pub(crate) use recommendations::scrutiny;
use totals::Totals;

/// The template that comes with the program.
pub const TEMPLATE: &str = include_str!("../templates/highlight.md");

/// What a report is made for.
#[derive(Clone, Copy, Debug)]
pub struct Request {
    /// The moment whose state it tells.
    pub moment: Moment,
    /// The day to compare with, instead of the last report or meeting.
    pub since: Option<Date>,
    /// The day it is issued; not yet, if not given.
    pub issued: Option<Date>,
}

/// Everything the template lays out.
#[derive(Serialize)]
struct Report {
    board: Option<Named>,
    /// When the Board meets next, with its preposition.
    meets: String,
    /// What the report is compared with, to follow "since"; empty for the first.
    since: String,
    plan: Option<InForce>,
    counts: Counts,
    delivery: Option<Totals>,
    impact: Option<Totals>,
    attention: attention::Attention,
    changes: Option<changes::Changes>,
    themes: Vec<themes::ThemeReport>,
    measures: measures::Measures,
    statements: Option<Statements>,
    asked: Vec<recommendations::Asked>,
    scrutiny: Vec<recommendations::Scrutiny>,
    reviews: Vec<reviews::Looked>,
    intervention: Vec<reviews::InForce>,
    practice: practice::Practice,
    workforce: Vec<workforce::ByTeam>,
    teams: Vec<workforce::ByTeam>,
    money: Vec<money::Funded>,
    risks: Vec<risks::Row>,
    last: Option<meeting::LastMeeting>,
    requests: Vec<meeting::Request>,
    ahead: Vec<forward::Ahead>,
    /// Names of the pictures that there are.
    pictures: Vec<&'static str>,
}

/// The plan in force.
#[derive(Serialize)]
struct InForce {
    plan: Named,
    label: String,
    phase: String,
    vision: String,
    note: Link,
}

/// How many actions stand how.
#[derive(Debug, Serialize)]
pub(crate) struct Counts {
    actions: usize,
    themes: usize,
    complete: usize,
    evidenced: usize,
    open: usize,
    overdue: usize,
    impact: usize,
}

/// Makes the report.
///
/// # Errors
/// The date lies before the record, the day to compare with does not come
/// before it, or the template has a mistake.
pub fn highlight(
    view: &SharedView,
    template: &Template,
    request: Request,
) -> Result<Document, PaperError> {
    let moment = request.moment;
    let profile = paper::profile(view, moment, "highlight report")?;
    if let Some(since) = request.since
        && since >= moment.effective
    {
        return Err(PaperError::NotBefore(
            day_in_words(moment.effective),
            day_in_words(since),
        ));
    }
    let state = view.view().at(moment);
    let period = Period::of(&state, request.since);
    let now = Progress::of(state);
    let then = period
        .since
        .as_ref()
        .map(|since| Progress::of(view.view().at(since.moment)));
    let (report, figures) = report(&now, then.as_ref(), &period);
    let occasion = Occasion {
        moment,
        base: format!("/{}", view.view().authority()),
        figures,
        paper: vec![
            ("council", profile.body.name.as_str().into()),
            ("place", profile.body.place.as_str().into()),
            ("as_at", day_in_words(moment.effective).into()),
            ("report", Value::from(Serde(&report))),
        ],
    };
    let mut document = template.document(view, &occasion, paper::created(moment))?;
    document.title = format!("{}: {}", template.front.title, template.front.subject);
    document.banner = vec![profile.body.notice.clone()];
    document.foot = paper::foot(&state, template);
    document.head = head(&document, &report, &period, template, request);
    Ok(document)
}

fn report(
    now: &Progress<'_>,
    then: Option<&Progress<'_>>,
    period: &Period<'_>,
) -> (Report, Vec<(&'static str, Figure)>) {
    let state = &now.state;
    let before = then.map(|then| &then.state);
    let since = before.map(|then| then.moment().effective);
    let delivery = Totals::of(Dimension::Delivery, now, then);
    let impact = Totals::of(Dimension::Impact, now, then);
    let figures: Vec<(&'static str, Figure)> = [
        ("delivery", delivery.as_ref().and_then(bars::figure)),
        ("measures", panels::figure(state)),
    ]
    .into_iter()
    .filter_map(|(name, figure)| Some((name, figure?)))
    .collect();
    let measured: Vec<Measured<'_>> = state
        .all::<Measure>()
        .into_iter()
        .filter(|measure| measure.body.frequency.is_some())
        .map(|measure| Measured::of(state, measure, None))
        .collect();
    let report = Report {
        board: period
            .board
            .map(|board| Named::new(board.id(), &*board.body.name)),
        meets: period
            .meeting
            .map_or_else(String::new, |meeting| wording::on(meeting.body.on)),
        since: period
            .since
            .as_ref()
            .map_or_else(String::new, |since| since.words.clone()),
        plan: in_force(now),
        counts: counts(now),
        attention: attention::Attention::of(now, then, period),
        changes: then
            .map(|then| changes::Changes::between(then, now))
            .filter(|changes| !changes.is_empty()),
        themes: themes::themes(now, then),
        measures: measures::Measures::of(state, before, &measured),
        statements: Statements::of(&measured, before),
        asked: recommendations::asked(now),
        scrutiny: recommendations::scrutiny(state, since),
        reviews: reviews::since(state, before),
        intervention: reviews::in_force(state),
        practice: practice::Practice::of(state, before),
        workforce: workforce::by_team(state, false),
        teams: workforce::by_team(state, true),
        money: money::funded(state),
        risks: risks::risks(now, before),
        last: meeting::LastMeeting::of(now, period),
        requests: meeting::requests(state, period, since),
        ahead: forward::ahead(now),
        pictures: figures.iter().map(|(name, _)| *name).collect(),
        delivery,
        impact,
    };
    (report, figures)
}

fn in_force(now: &Progress<'_>) -> Option<InForce> {
    let plan = now.plan?;
    Some(InForce {
        plan: Named::new(plan.id(), &*plan.body.name),
        label: plan.body.version_label.clone().unwrap_or_default(),
        phase: plan.body.phase.clone().unwrap_or_default(),
        vision: plan
            .body
            .vision
            .as_deref()
            .map_or_else(String::new, wording::sentence),
        note: Link::to(plan.id()),
    })
}

/// How many of a plan's actions stand how.
pub(crate) fn counts(now: &Progress<'_>) -> Counts {
    let count =
        |wanted: fn(&Standing<'_>) -> bool| now.actions.iter().filter(|one| wanted(one)).count();
    Counts {
        actions: count(|one| !one.is_superseded()),
        themes: now.themes.len(),
        complete: count(|one| one.is_complete() && !one.is_superseded()),
        evidenced: count(|one| one.stands_for() == Some(StandsFor::CompleteEvidenced)),
        open: count(is_open),
        overdue: count(|one| one.is_late()),
        impact: count(|one| {
            matches!(
                one.makes(),
                Some(StandsFor::Consistent | StandsFor::Sustained)
            )
        }),
    }
}

fn head(
    document: &Document,
    report: &Report,
    period: &Period<'_>,
    template: &Template,
    request: Request,
) -> Vec<(String, String)> {
    let mut head = vec![paper::row(
        "To",
        report
            .board
            .as_ref()
            .map_or("the Improvement Board", |board| &board.name),
    )];
    head.push(paper::row(
        "For",
        "the Board’s members: it holds what is not public",
    ));
    head.push(paper::row("Data as at", data(report, request)));
    head.push(paper::row("Meeting", meeting(period.meeting)));
    head.push(paper::row(
        "Issued",
        request
            .issued
            .map_or_else(|| "not yet: this is a draft".to_owned(), day_in_words),
    ));
    if !report.since.is_empty() {
        head.push(paper::row(
            "Compared with",
            wording::upper_first(&report.since),
        ));
    }
    let minutes = paper::reading_minutes(document);
    let words = wording::number_of(document.word_count());
    let whole = format!("{words} words, about {minutes} minutes to read in full");
    head.push(paper::row(
        "Length",
        match template.front.sides {
            Some(sides) => {
                format!(
                    "{whole}; sections 1 and 2 are the summary. It is to fit on {sides} sides of A4"
                )
            }
            None => whole,
        },
    ));
    head
}

fn data(report: &Report, request: Request) -> String {
    let data = paper::data_as_at(request.moment);
    if report.measures.month.is_empty() {
        data
    } else {
        format!("{data}; monthly figures to {}", report.measures.month)
    }
}

fn meeting(meeting: Option<Held<'_, Meeting>>) -> String {
    let Some(meeting) = meeting else {
        return "none is in the record from this date".to_owned();
    };
    let number = meeting
        .body
        .number
        .as_ref()
        .map_or_else(String::new, |number| format!(", number {number}"));
    let status = match meeting.body.status {
        MeetingStatus::Planned => " (planned)",
        MeetingStatus::Held | MeetingStatus::NotKnown => "",
    };
    format!("{}{number}{status}", meeting.body.on.in_words())
}
