//! How good practice is: audits before and after moderation, what they found
//! and what was done about it; and what children, families and staff said.

use record::body::{AuditRound, Voice};
use record::claimed_date::ClaimedDate;
use record::state::{Held, State};
use serde::Serialize;

use crate::progress::{Link, Named, name_of};
use crate::wording;

/// How many rounds of audits stand side by side.
const ROUNDS: usize = 4;

/// Of how many rounds the actions are told.
const LOOKED_AT: usize = 2;

/// Audits and voice.
#[derive(Debug, Serialize)]
pub(super) struct Practice {
    /// The last rounds of audits, the latest first.
    pub(super) rounds: Vec<Round>,
    /// What the latest round found.
    pub(super) strengths: Vec<Found>,
    /// What the latest round found wanting.
    pub(super) wanting: Vec<Found>,
    /// What is done about audits' findings: of the last rounds, those not yet
    /// audited again, and those that were since the report before.
    pub(super) actions: Vec<Closed>,
    /// What was heard since the report before.
    pub(super) voices: Vec<Heard>,
}

/// A round of audits.
#[derive(Debug, Serialize)]
pub(super) struct Round {
    /// The round.
    pub(super) round: Named,
    /// Audits planned.
    pub(super) asked: u32,
    /// Audits done.
    pub(super) done: u64,
    /// Of those, moderated.
    pub(super) moderated: u32,
    /// Grades before and after moderation: outstanding, good, requires
    /// improvement, inadequate.
    pub(super) grades: [Grades; 2],
}

/// Grades of a round, as auditors or moderators gave them.
#[derive(Debug, Serialize)]
pub(super) struct Grades {
    /// `before` or `after`.
    pub(super) stage: &'static str,
    /// Outstanding, good, requires improvement, inadequate.
    pub(super) counts: [u32; 4],
    /// Good or better.
    pub(super) good: u64,
    /// Good or better, of all graded: `43%`.
    pub(super) share: String,
}

/// Something that audits found.
#[derive(Debug, Serialize)]
pub(super) struct Found {
    /// What was found.
    pub(super) text: String,
    /// In how many audits.
    pub(super) audits: u32,
}

/// Something done about a finding.
#[derive(Debug, Serialize)]
pub(super) struct Closed {
    /// The round.
    pub(super) round: Named,
    /// What is done.
    pub(super) text: String,
    /// Who does it.
    pub(super) owner: String,
    /// By when, as written.
    pub(super) due: String,
    /// The day it was done, in words; empty while it is not.
    pub(super) closed: String,
    /// What the audit that looked again found; empty while none has.
    pub(super) result: String,
}

/// What somebody was heard to say.
#[derive(Debug, Serialize)]
pub(super) struct Heard {
    /// Whose voice.
    pub(super) of: &'static str,
    /// How they were heard and when.
    pub(super) how: String,
    /// How many took part.
    pub(super) people: Option<u32>,
    /// What was heard.
    pub(super) heard: Vec<String>,
    /// What was done about it.
    pub(super) response: String,
    /// The entry.
    pub(super) note: Link,
}

impl Practice {
    /// Audits and voice at a moment.
    #[must_use]
    pub(super) fn of(now: &State<'_>, then: Option<&State<'_>>) -> Self {
        let mut rounds = now.all::<AuditRound>();
        rounds.sort_by_key(|round| std::cmp::Reverse(round.body.to.counts_as()));
        rounds.truncate(ROUNDS);
        let found = |strength: bool| {
            rounds
                .iter()
                .take(1)
                .flat_map(|round| &round.body.themes)
                .filter(|theme| theme.strength == strength)
                .map(|theme| Found {
                    text: wording::sentence(&theme.text),
                    audits: theme.audits,
                })
                .collect()
        };
        let since = then.map(|then| then.moment().effective);
        let is_open = |day: Option<ClaimedDate>| {
            day.is_none_or(|day| since.is_none_or(|since| day.counts_as() > since))
        };
        let actions = rounds
            .iter()
            .take(LOOKED_AT)
            .flat_map(|round| round.body.actions.iter().map(move |action| (round, action)))
            .filter(|(_, action)| is_open(action.re_audited_on))
            .map(|(round, action)| Closed {
                round: Named::new(round.id(), &*round.body.title),
                text: wording::sentence(&action.text),
                owner: name_of(now, &action.owner),
                due: action.due.clone(),
                closed: action
                    .closed_on
                    .map_or_else(String::new, ClaimedDate::in_words),
                result: match (&action.result, action.re_audited_on) {
                    (Some(result), Some(day)) => {
                        format!("{} ({})", wording::unstopped(result), day.in_words())
                    }
                    (None, Some(day)) => format!("Looked at again {}", wording::on(day)),
                    _ => String::new(),
                },
            })
            .collect();
        Self {
            strengths: found(true),
            wanting: found(false),
            actions,
            voices: voices(now, then),
            rounds: rounds.iter().map(round).collect(),
        }
    }
}

fn round(held: &Held<'_, AuditRound>) -> Round {
    let body = held.body;
    let grades = |stage, grades: &record::body::Grades| Grades {
        stage,
        counts: grades.counts(),
        good: grades.good_or_better(),
        share: share(grades.good_or_better(), grades.total()),
    };
    Round {
        round: Named::new(held.id(), &*body.title),
        asked: body.asked,
        done: body.before.total(),
        moderated: body.moderated,
        grades: [
            grades("as audited", &body.before),
            grades("after moderation", &body.after),
        ],
    }
}

/// A share in whole per cent, of half or more rounded away from nought.
#[must_use]
pub(super) fn share(part: u64, whole: u64) -> String {
    if whole == 0 {
        return "–".to_owned();
    }
    format!("{}%", (200 * part + whole) / (2 * whole))
}

/// Voices first heard since; without a report before, those of the last year.
fn voices(now: &State<'_>, then: Option<&State<'_>>) -> Vec<Heard> {
    let today = now.moment().effective;
    let year_ago = today
        .checked_sub(jiff::Span::new().years(1))
        .unwrap_or(today);
    let mut voices: Vec<Held<'_, Voice>> = now
        .all::<Voice>()
        .into_iter()
        .filter(|voice| match then {
            Some(then) => then
                .get::<Voice>(voice.id())
                .is_none_or(|before| before.body.response != voice.body.response),
            None => voice.body.on.counts_as() >= year_ago,
        })
        .collect();
    voices.sort_by_key(|voice| (voice.body.of, voice.body.on.counts_as()));
    voices
        .iter()
        .map(|voice| Heard {
            of: voice.body.of.in_words(),
            how: format!(
                "{}, {}",
                wording::lower_first(&voice.body.how),
                voice.body.on.in_words()
            ),
            people: voice.body.people,
            heard: voice
                .body
                .heard
                .iter()
                .map(|text| wording::sentence(text))
                .collect(),
            response: voice
                .body
                .response
                .as_deref()
                .map_or_else(String::new, wording::sentence),
            note: Link::to(voice.id()),
        })
        .collect()
}
