//! The actions of the plan, with their moved dates, owners and new duties.

use jiff::civil::{Date, date};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

use crate::Untold;
use crate::book::{Book, Days};
use crate::told::TomlDay;

const FILES: &[(&str, &str)] = &[
    (
        "story/actions-1-4.toml",
        include_str!("../story/actions-1-4.toml"),
    ),
    (
        "story/actions-5-8.toml",
        include_str!("../story/actions-5-8.toml"),
    ),
];

/// The day the plan was sent, and what is in it from the beginning with it.
pub(crate) const SENT: Date = date(2023, 10, 16);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    action: Vec<Action>,
}

/// An action as the files tell it; what each field means is said in the first.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Action {
    /// Its reference, `1.1`.
    #[serde(rename = "ref")]
    pub(crate) reference: String,
    title: String,
    owner: String,
    new_owner: Option<NewOwner>,
    team: Option<String>,
    due: String,
    /// The first Board that rates it, where that is not the second.
    starts: Option<usize>,
    recs: Vec<String>,
    #[serde(default)]
    extra_recs: Vec<String>,
    extra_from: Option<TomlDay>,
    /// Names of its measures.
    pub(crate) measures: Vec<String>,
    #[serde(default)]
    partners: Vec<String>,
    outcome: String,
    /// How one will know.
    pub(crate) success: String,
    /// The evidence wanted of it.
    pub(crate) evidence: String,
    /// Delivery at each Board.
    pub(crate) delivery: String,
    /// Impact at each Board.
    pub(crate) impact: String,
    #[serde(default)]
    slips: Vec<Slip>,
    /// Reasons of ratings by Board.
    #[serde(default)]
    pub(crate) why: BTreeMap<String, String>,
    /// The Board that refused to sign it off, and why.
    pub(crate) refused: Option<Refused>,
    /// A rating the Board itself changed.
    pub(crate) board_rated: Option<BoardRated>,
    /// The day after which nothing was reported.
    pub(crate) silent: Option<TomlDay>,
    /// What its owner reported.
    pub(crate) said: Vec<String>,
    /// Whether only the Board may read about it.
    #[serde(default)]
    pub(crate) private: bool,
}

#[derive(Debug, Deserialize)]
struct NewOwner {
    m: usize,
    to: String,
}

#[derive(Debug, Deserialize)]
struct Slip {
    m: usize,
    to: String,
    why: String,
}

/// A refusal at a Board.
#[derive(Debug, Deserialize)]
pub(crate) struct Refused {
    /// The Board.
    pub(crate) m: usize,
    /// Why.
    pub(crate) why: String,
}

/// A rating changed by a Board.
#[derive(Debug, Deserialize)]
pub(crate) struct BoardRated {
    /// The Board.
    pub(crate) m: usize,
    /// The status it was given.
    pub(crate) to: String,
    /// Why.
    pub(crate) why: String,
}

impl Action {
    /// Its name in other entries' names, `1-1`.
    pub(crate) fn slug(&self) -> String {
        self.reference.replace('.', "-")
    }

    /// The name of its entry.
    pub(crate) fn id(&self) -> String {
        format!("action/{}", self.slug())
    }

    /// The day it came into the plan.
    ///
    /// # Errors
    /// There is no such Board.
    pub(crate) fn opened(&self, book: &Book) -> Result<Date, Untold> {
        match self.starts {
            None => Ok(SENT),
            Some(first) => Ok(book.calendar().sitting(first - 1)?.on),
        }
    }

    /// The post that owns it on a day.
    ///
    /// # Errors
    /// There is no such Board.
    pub(crate) fn owner_on(&self, book: &Book, day: Date) -> Result<String, Untold> {
        if let Some(new) = &self.new_owner
            && book.calendar().sitting(new.m)?.on <= day
        {
            return Ok(format!("post/{}", new.to));
        }
        Ok(format!("post/{}", self.owner))
    }

    /// The date in force on a day, as written.
    ///
    /// # Errors
    /// There is no such Board.
    pub(crate) fn due_on(&self, book: &Book, day: Date) -> Result<&str, Untold> {
        let mut due = &*self.due;
        for slip in &self.slips {
            if book.calendar().sitting(slip.m)?.on <= day {
                due = &slip.to;
            }
        }
        Ok(due)
    }

    /// Who may read about it, from a day on.
    pub(crate) fn days(&self, day: Date) -> Days {
        if self.private {
            Days::board(day)
        } else {
            Days::papers(day)
        }
    }
}

/// The name of a meeting of the Improvement Board.
pub(crate) fn meeting(on: Date) -> String {
    format!("meeting/improvement-{on}")
}

/// Reads the actions.
///
/// # Errors
/// A file has a slip in it.
pub(crate) fn actions() -> Result<Vec<Action>, Untold> {
    let mut all = Vec::new();
    for (name, text) in FILES {
        let file: File = toml::from_str(text).map_err(|error| Untold::new(*name, error))?;
        all.extend(file.action);
    }
    Ok(all)
}

/// Tells the actions and what was decided about their dates and owners.
///
/// # Errors
/// A name is no name of an entry, or there is no such Board.
pub(crate) fn tell(book: &mut Book, actions: &[Action]) -> Result<(), Untold> {
    book.told_in("story/actions");
    for action in actions {
        let opened = action.opened(book)?;
        let days = if action.private {
            Days::board(opened)
        } else {
            Days::public(opened)
        };
        let body = |owner: &str, recs: &[&String]| body(action, owner, recs, opened);
        let mut recs: Vec<&String> = action.recs.iter().collect();
        let first = action.owner_on(book, opened)?;
        book.opens(&action.id(), days, &body(&first, &recs))?;
        if let Some(from) = action.extra_from {
            recs.extend(&action.extra_recs);
            let owner = action.owner_on(book, from.0)?;
            let days = action.days(from.0);
            if from.0 > opened {
                book.changes(&action.id(), days, &body(&owner, &recs))?;
            }
        }
        if let Some(new) = &action.new_owner {
            let day = book.calendar().sitting(new.m)?.on;
            let owner = action.owner_on(book, day)?;
            book.changes(&action.id(), action.days(day), &body(&owner, &recs))?;
            let text = format!(
                "Action {} passes to another owner, who leads the programme of training.",
                action.reference
            );
            decide(book, action, "owner", day, &text, &action.id())?;
        }
        moved(book, action)?;
    }
    Ok(())
}

fn body(action: &Action, owner: &str, recs: &[&String], opened: Date) -> Value {
    let named = |kind: &str, names: &[String]| -> Vec<String> {
        names.iter().map(|name| format!("{kind}/{name}")).collect()
    };
    let theme = action.reference.split('.').next().unwrap_or("");
    let recommendations: Vec<String> = recs
        .iter()
        .map(|rec| match rec.parse::<u8>() {
            Ok(number) => format!("recommendation/ofsted-2023-{number}"),
            Err(_) => format!("recommendation/{rec}"),
        })
        .collect();
    json!({
        "plan": "plan/improvement", "reference": action.reference, "title": action.title,
        "owner": owner, "recommendations": recommendations, "due": action.due,
        "theme": format!("theme/{theme}"), "outcome": action.outcome, "success": action.success,
        "measures": named("measure", &action.measures), "evidence_wanted": action.evidence,
        "team": action.team.as_ref().map(|team| format!("team/{team}")),
        "partners": named("organisation", &action.partners), "starts": opened.to_string(),
        "sources": ["document/illustration"],
    })
}

/// Each moved date is a decision of a Board.
fn moved(book: &mut Book, action: &Action) -> Result<(), Untold> {
    let mut from = action.due.clone();
    for (at, slip) in action.slips.iter().enumerate() {
        let day = book.calendar().sitting(slip.m)?.on;
        let id = format!("date-change/{}-{}", action.slug(), at + 1);
        let text = format!(
            "The date of action {} moves from {from} to {}.",
            action.reference, slip.to
        );
        let decision = decide(book, action, &format!("date-{}", at + 1), day, &text, &id)?;
        let owner = action.owner_on(book, day)?;
        let change = json!({
            "action": action.id(), "from": from, "to": slip.to, "reason": slip.why,
            "requested_by": owner, "agreed_by": decision, "meeting": meeting(day),
            "agreed_on": day.to_string(), "sources": ["document/illustration"],
        });
        book.opens(&id, action.days(day), &change)?;
        from.clone_from(&slip.to);
    }
    Ok(())
}

/// A decision of the Board about an action; its name.
///
/// # Errors
/// A name is no name of an entry.
pub(crate) fn decide(
    book: &mut Book,
    action: &Action,
    what: &str,
    day: Date,
    text: &str,
    changes: &str,
) -> Result<String, Untold> {
    let id = format!("decision/improvement-{day}/{}-{what}", action.slug());
    let owner = action.owner_on(book, day)?;
    let body = json!({
        "board": "board/improvement", "meeting": meeting(day), "on": day.to_string(),
        "text": text, "about": [action.id()], "changes": [changes], "owner": owner,
        "agenda_item": format!("agenda-item/improvement-{day}/4"),
        "sources": ["document/illustration"],
    });
    book.opens(&id, action.days(day), &body)?;
    Ok(id)
}
