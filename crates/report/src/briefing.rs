//! The Scrutiny briefing note of a date.

use jiff::Span;
use jiff::civil::Date;
use minijinja::value::{Serde, Value};
use record::body::{Board, BoardForm, Meeting, MeetingStatus, Polarity, Programme};
use record::claimed_date::day_in_words;
use record::delivery::Standing;
use record::id::EntryId;
use record::state::{Held, Moment, State};
use record::view::SharedView;
use serde::Serialize;

use crate::figures;
use crate::highlight;
use crate::paper::{self, PaperError};
use crate::progress::Progress;
use crate::provenance;
use crate::template::{Occasion, Template};
use crate::tree::Document;
use crate::wording;

/// The template that comes with the program.
pub const TEMPLATE: &str = include_str!("../templates/briefing.md");

/// What a note is made for.
#[derive(Clone, Copy, Debug)]
pub struct Request {
    /// The moment whose state it tells.
    pub moment: Moment,
    /// The day the public can have it; the day as known if not given.
    pub published: Option<Date>,
}

/// Makes the note.
///
/// # Errors
/// The date lies before the record, or the template has a mistake.
pub fn briefing(
    view: &SharedView,
    template: &Template,
    request: Request,
) -> Result<Document, PaperError> {
    let state = view.view().at(request.moment);
    let authority = view.view().authority();
    let moment = request.moment;
    let profile = paper::profile(view, moment, "note")?;
    let to = addressee(&state);
    let to_name = to.map_or_else(
        || "scrutiny board".to_owned(),
        |board| board.body.name.clone(),
    );
    let earlier = |span| Value::from(paper::before(moment.effective, span).to_string());
    let occasion = Occasion {
        moment,
        base: format!("/{authority}"),
        figures: Vec::new(),
        paper: vec![
            ("as_at", moment.effective.to_string().into()),
            (
                "as_at_month_end",
                moment.effective.last_of_month().to_string().into(),
            ),
            ("month_before", earlier(Span::new().months(1))),
            ("year_before", earlier(Span::new().years(1))),
            ("three_years_before", earlier(Span::new().years(3))),
            ("plan", plan(&state)),
            ("hindsight", Value::from(Serde(&hindsight(&state)))),
            (
                "scrutiny",
                Value::from(Serde(&highlight::scrutiny(
                    &state,
                    Some(paper::before(moment.effective, Span::new().years(1))),
                ))),
            ),
            ("known_at", moment.known.to_string().into()),
            ("to", to_name.as_str().into()),
            ("council", profile.body.name.as_str().into()),
            ("place", profile.body.place.as_str().into()),
            (
                "figures",
                headline_measures(&state)
                    .iter()
                    .map(|id| Value::from(id.as_str()))
                    .collect(),
            ),
        ],
    };
    let mut document = template.document(view, &occasion, paper::created(moment))?;
    document.title = format!("{}: {}", template.front.title, template.front.subject);
    document.banner = vec![profile.body.notice.clone()];
    document.head = head(&state, &to_name, to.as_ref(), template, request);
    document.foot = paper::foot(&state, template);
    paper::cleared(document, &state)
}

/// A figure that came out after the note's date, beside the one before.
#[derive(Serialize)]
struct CameOut {
    name: String,
    before: String,
    latest: String,
    periods: [String; 2],
    notes: Vec<String>,
}

/// With hindsight: of the figures that came out after the note's date, the one that
/// moved furthest from what is good, and the one that moved furthest towards it. Two
/// points each, which are no trend.
fn hindsight(state: &State<'_>) -> Vec<CameOut> {
    let ids = headline_measures(state);
    let groups = figures::latest(state, &ids, figures::Compared::Note);
    let date = state.moment().effective;
    let mut furthest: [Option<(f64, CameOut)>; 2] = [None, None];
    for row in groups.iter().flat_map(|group| &group.rows) {
        let Some(before) = row.before else { continue };
        let values = (before.body.value.number(), row.latest.body.value.number());
        let (Some(from), Some(to)) = values else {
            continue;
        };
        let higher_is_good = match row.measure.body.polarity {
            Polarity::HigherIsBetter => true,
            Polarity::LowerIsBetter => false,
            Polarity::Context => continue,
        };
        if row.latest.meta.known_on.counts_as() <= date || from <= 0.0 || (to - from).abs() < 1e-9 {
            continue;
        }
        let moved = ((to - from) / from).abs();
        let place = usize::from((to > from) == higher_is_good);
        if furthest[place]
            .as_ref()
            .is_none_or(|(most, _)| *most < moved)
        {
            let measure = row.measure.body;
            let came_out = CameOut {
                name: wording::lower_first(&measure.short_name),
                before: wording::value(before.body, measure),
                latest: wording::value(row.latest.body, measure),
                periods: [before, row.latest].map(|held| held.body.period.in_words()),
                notes: vec![before.id().to_string(), row.latest.id().to_string()],
            };
            furthest[place] = Some((moved, came_out));
        }
    }
    let mut came_out: Vec<CameOut> = furthest.into_iter().flatten().map(|(_, one)| one).collect();
    // Facts of the same provenance share a footnote, which is called for once.
    let mut seen: Vec<String> = Vec::new();
    for one in &mut came_out {
        one.notes.retain(|id| {
            let id = id.parse().ok();
            let text = id
                .and_then(|id| provenance::note(state, &id))
                .unwrap_or_default();
            let new = !seen.contains(&text);
            seen.push(text);
            new
        });
    }
    came_out
}

/// The measures that the authority's programmes are judged by.
fn headline_measures(state: &State<'_>) -> Vec<EntryId> {
    let mut measures: Vec<EntryId> = Vec::new();
    for programme in state.all::<Programme>() {
        for id in &programme.body.headline_measures {
            if !measures.contains(id) {
                measures.push(id.clone());
            }
        }
    }
    measures
}

/// How the plan's actions stand, theme by theme; nothing before it has any.
fn plan(state: &State<'_>) -> Value {
    let now = Progress::of(*state);
    let (Some(plan), false) = (now.plan, now.actions.is_empty()) else {
        return Value::from(());
    };
    let themes: Value = now
        .themes
        .iter()
        .map(|theme| {
            let count = |wanted: fn(&Standing<'_>) -> bool| {
                let actions = now.of_theme(theme.id());
                actions
                    .filter(|one| !one.is_superseded() && wanted(one))
                    .count()
            };
            Value::from(Serde(&ThemeCounts {
                id: theme.id().as_str(),
                name: &theme.body.title,
                number: &theme.body.number,
                actions: count(|_| true),
                complete: count(|one| one.is_complete()),
                overdue: count(|one| one.is_late()),
            }))
        })
        .collect();
    Value::from_pairs([
        ("id", Value::from(plan.id().as_str())),
        ("name", plan.body.name.as_str().into()),
        ("counts", Value::from(Serde(&highlight::counts(&now)))),
        ("themes", themes),
    ])
}

/// How the actions of a theme stand.
#[derive(Serialize)]
struct ThemeCounts<'a> {
    id: &'a str,
    name: &'a str,
    number: &'a str,
    actions: usize,
    complete: usize,
    overdue: usize,
}

/// The scrutiny board the note is for.
fn addressee<'a>(state: &State<'a>) -> Option<Held<'a, Board>> {
    state
        .all::<Board>()
        .into_iter()
        .find(|board| board.body.form == BoardForm::Scrutiny && board.body.ended.is_none())
}

fn head(
    state: &State<'_>,
    to_name: &str,
    to: Option<&Held<'_, Board>>,
    template: &Template,
    request: Request,
) -> Vec<(String, String)> {
    let moment = request.moment;
    vec![
        paper::row("To", to_name.to_owned()),
        paper::row("Date", day_in_words(moment.effective)),
        paper::row("Subject", template.front.subject.clone()),
        paper::row("Data as at", paper::data_as_at(moment)),
        paper::row("Meeting", meeting(state, to)),
        paper::row(
            "Published",
            day_in_words(request.published.unwrap_or(moment.known)),
        ),
    ]
}

/// The meeting the note is for: the addressee's next one from its date.
fn meeting(state: &State<'_>, to: Option<&Held<'_, Board>>) -> String {
    let date = state.moment().effective;
    let next = to.and_then(|board| {
        state
            .all::<Meeting>()
            .into_iter()
            .filter(|meeting| &meeting.body.board == board.id())
            .filter(|meeting| meeting.body.on.counts_as() >= date)
            .min_by_key(|meeting| meeting.body.on.counts_as())
    });
    match next {
        Some(meeting) => {
            let status = match meeting.body.status {
                MeetingStatus::Planned => " (planned)",
                MeetingStatus::Held | MeetingStatus::NotKnown => "",
            };
            format!("{}{status}", meeting.body.on.in_words())
        }
        None => "none is in the record from this date".to_owned(),
    }
}
