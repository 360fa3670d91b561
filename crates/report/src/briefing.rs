//! The Scrutiny briefing note of a date.

use jiff::Span;
use jiff::civil::{Date, DateTime, Time};
use minijinja::value::Value;
use record::body::{AuthorityProfile, Board, BoardForm, Meeting, MeetingStatus, Post};
use record::claimed_date::day_in_words;
use record::state::{Held, Moment, State};
use record::view::SharedView;

use crate::template::{Occasion, Template, TemplateError};
use crate::tree::{Document, Inline};

/// The template that comes with the program.
pub const TEMPLATE: &str = include_str!("../templates/briefing.md");

/// Measures whose figures the note carries, where they are held.
const FIGURES: [&str; 9] = [
    "measure/re-referral-pct",
    "measure/cpp-repeat-pct",
    "measure/cpp-2yrs-plus-pct",
    "measure/cin-at-31-march",
    "measure/cpp-at-31-march",
    "measure/sw-agency-fte-pct",
    "measure/sw-vacancy-fte-pct",
    "measure/sw-turnover-fte-pct",
    "measure/sw-average-caseload",
];

/// What a note is made for.
#[derive(Clone, Copy, Debug)]
pub struct Request {
    /// The moment whose state it tells.
    pub moment: Moment,
    /// The day the public can have it; the day as known if not given.
    pub published: Option<Date>,
}

/// Why no note can be made.
#[derive(Debug, thiserror::Error)]
pub enum BriefingError {
    /// The record says nothing at that date.
    #[error(
        "The record of {authority} begins on {earliest}: nothing was known before, so there is no note as known on {asked}. Ask for a later date."
    )]
    TooEarly {
        /// Whose record.
        authority: String,
        /// The earliest day anything was known, in words.
        earliest: String,
        /// The day asked for, in words.
        asked: String,
    },
    /// The record is empty, or does not say whose it is.
    #[error(
        "The record of {0} has no entry of the kind “authority” at that date, so a paper cannot say whose it is."
    )]
    NoAuthority(String),
    /// The template has a mistake.
    #[error("{0}")]
    Template(#[from] TemplateError),
}

/// Makes the note.
///
/// # Errors
/// The date lies before the record, or the template has a mistake.
pub fn briefing(
    view: &SharedView,
    template: &Template,
    request: Request,
) -> Result<Document, BriefingError> {
    let state = view.view().at(request.moment);
    let authority = view.view().authority();
    let moment = request.moment;
    if let Some(earliest) = view.view().earliest()
        && moment.known.min(moment.effective) < earliest
    {
        return Err(BriefingError::TooEarly {
            authority: authority.to_string(),
            earliest: day_in_words(earliest),
            asked: day_in_words(moment.known.min(moment.effective)),
        });
    }
    let profile = state
        .all::<AuthorityProfile>()
        .into_iter()
        .next()
        .ok_or_else(|| BriefingError::NoAuthority(authority.to_string()))?;
    let to = addressee(&state);
    let to_name = to.map_or_else(
        || "scrutiny board".to_owned(),
        |board| board.body.name.clone(),
    );
    let occasion = Occasion {
        moment,
        base: format!("/{authority}"),
        paper: vec![
            ("as_at", moment.effective.to_string().into()),
            (
                "as_at_month_end",
                moment.effective.last_of_month().to_string().into(),
            ),
            (
                "month_before",
                before(moment.effective, Span::new().months(1)).into(),
            ),
            (
                "year_before",
                before(moment.effective, Span::new().years(1)).into(),
            ),
            (
                "three_years_before",
                before(moment.effective, Span::new().years(3)).into(),
            ),
            ("known_at", moment.known.to_string().into()),
            ("to", to_name.as_str().into()),
            ("council", profile.body.name.as_str().into()),
            ("place", profile.body.place.as_str().into()),
            (
                "figures",
                FIGURES.iter().map(|name| Value::from(*name)).collect(),
            ),
        ],
    };
    let created = DateTime::from_parts(moment.known, Time::midnight());
    let mut document = template.document(view, &occasion, created)?;
    document.title = format!("{}: {}", template.front.title, template.front.subject);
    document.banner = vec![profile.body.notice.clone()];
    document.head = head(&state, &to_name, to.as_ref(), template, request);
    document.foot = foot(&state, template);
    document.footnotes.iter_mut().for_each(|note| {
        if note.text.is_empty() {
            note.text.push(Inline::text("No source is recorded."));
        }
    });
    Ok(document)
}

/// The day so long before a date, as templates compare days.
fn before(date: Date, span: Span) -> String {
    date.checked_sub(span).unwrap_or(date).to_string()
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
    let hindsight = moment.known != moment.effective;
    let known = day_in_words(moment.known);
    let as_at = day_in_words(moment.effective);
    let mut data = if hindsight {
        format!("{as_at}, as known on {known}")
    } else {
        as_at.clone()
    };
    if moment.known > moment.effective {
        data.push_str(" (with hindsight)");
    }
    if let Some(recorded) = moment.recorded {
        data.push_str(&format!(", as recorded here by {}", day_in_words(recorded)));
    }
    let row = |name: &str, text: String| (name.to_owned(), text);
    vec![
        row("To", to_name.to_owned()),
        row("Date", as_at),
        row("Subject", template.front.subject.clone()),
        row("Data as at", data),
        row("Meeting", meeting(state, to)),
        row(
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

fn foot(state: &State<'_>, template: &Template) -> Vec<String> {
    let authors: Vec<String> = state
        .all::<Post>()
        .into_iter()
        .filter(|post| post.body.authors_of.contains(&template.front.paper))
        .map(|post| post.body.title.clone())
        .collect();
    let mut foot = Vec::new();
    if authors.is_empty() {
        foot.push("Authors: none are recorded for this date.".to_owned());
    } else {
        foot.push(format!("Authors: {}.", crate::wording::list(&authors)));
    }
    foot.push(format!(
        "Made by Sightline from the improvement record, template {} version {}. Head of the record’s chain: {}",
        template.front.paper,
        template.front.version,
        state.view().head()
    ));
    foot
}
