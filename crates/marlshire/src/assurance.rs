//! Rounds of audit, what people say, and risks with their scores.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::Untold;
use crate::book::{Book, Days};
use crate::calendar::days_from;
use crate::chance::Chance;
use crate::plan;
use crate::told::TomlDay;

const FILE: &str = "story/assurance.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    audit: Audit,
    voice: Vec<Voice>,
    risk: Vec<Risk>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Audit {
    first: TomlDay,
    every_days: i32,
    asked: u32,
    theme: Vec<Theme>,
    action: Vec<Action>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Theme {
    from: u32,
    to: u32,
    strength: bool,
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Action {
    owner: String,
    text: String,
    result: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Voice {
    day: TomlDay,
    of: String,
    how: String,
    people: u32,
    heard: Vec<String>,
    response: Option<String>,
    about: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Risk {
    slug: String,
    title: String,
    cause: String,
    consequence: String,
    owner: String,
    controls: Vec<String>,
    actions: Vec<String>,
    scores: BTreeMap<String, String>,
    target: u32,
}

/// Tells audits, voice and risks.
///
/// # Errors
/// The file has a slip in it, or a name is no name of an entry.
pub(crate) fn tell(book: &mut Book, actions: &[plan::Action]) -> Result<(), Untold> {
    let file: File = toml::from_str(include_str!("../story/assurance.toml"))
        .map_err(|error| Untold::new(FILE, error))?;
    book.told_in(FILE);
    let mut first = file.audit.first.0;
    let mut number = 1;
    while days_from(first, 60) <= book.calendar().end() {
        round(book, &file.audit, number, first)?;
        first = days_from(first, file.audit.every_days);
        number += 1;
    }
    for voice in &file.voice {
        let day = voice.day.0;
        let body = json!({
            "of": voice.of, "how": voice.how, "on": day.to_string(), "heard": voice.heard,
            "people": voice.people, "response": voice.response, "about": voice.about,
            "by": "post/participation-lead", "sources": ["document/illustration"],
        });
        book.opens(
            &format!("voice/{}-{day}", voice.of.replace('_', "-")),
            Days::papers(day),
            &body,
        )?;
    }
    file.risk
        .iter()
        .try_for_each(|risk| scored(book, risk, actions))
}

/// Grades of a round, the best first.
type Grades = [u32; 4];

fn grades(counts: Grades) -> Value {
    let [outstanding, good, requires_improvement, inadequate] = counts;
    json!({"outstanding": outstanding, "good": good,
        "requires_improvement": requires_improvement, "inadequate": inadequate})
}

/// Grades as auditors gave them, and after moderation: some goods become less.
fn graded(chance: &mut Chance, number: u32, done: u32) -> (Grades, Grades) {
    let way = f64::from(number.min(24)) / 24.0;
    let good = chance.of_many(done, 0.24 + 0.28 * way);
    let inadequate = chance.of_many(done - good, 0.34 - 0.24 * way);
    let outstanding = if number > 8 {
        chance.of_many(good, 0.08)
    } else {
        0
    };
    let after = [
        outstanding,
        good - outstanding,
        done - good - inadequate,
        inadequate,
    ];
    let kinder = chance.of_many(6, 0.75 - 0.5 * way);
    let from_poor = kinder.min(after[2]);
    let from_worst = (kinder / 2).min(after[3]);
    let before = [
        after[0],
        after[1] + from_poor,
        after[2] - from_poor + from_worst,
        after[3] - from_worst,
    ];
    (before, after)
}

fn round(book: &mut Book, audit: &Audit, number: u32, first: Date) -> Result<(), Untold> {
    let mut chance = Chance::of(&format!("audit round/{number}"));
    let last = days_from(first, 27);
    let known = days_from(last, 14);
    let done = audit.asked - chance.of_many(6, 0.4);
    let (before, after) = graded(&mut chance, number, done);
    let moderated = done / 3 + 2;
    let themes: Vec<Value> = audit
        .theme
        .iter()
        .filter(|theme| (theme.from..=theme.to).contains(&number))
        .map(|theme| {
            let found = chance.of_many(done, if theme.strength { 0.5 } else { 0.35 });
            json!({"text": theme.text, "strength": theme.strength, "audits": found.max(3)})
        })
        .collect();
    let start = chance.below(audit.action.len());
    let mut open = Vec::new();
    let mut later = Vec::new();
    for one in audit.action.iter().cycle().skip(start).take(3) {
        let due = days_from(known, 60);
        let fields = json!({"text": one.text, "owner": format!("post/{}", one.owner),
            "due": due.strftime("%B %Y").to_string()});
        let mut then = fields.clone();
        // Since the letter of January 2025 records are looked at again.
        if let Value::Object(map) = &mut then
            && chance.happens(0.75)
        {
            let closed = days_from(due, chance.between(-12, 20));
            map.insert("closed_on".to_owned(), json!(closed.to_string()));
            if number > 9 && chance.happens(0.75) {
                map.insert(
                    "re_audited_on".to_owned(),
                    json!(days_from(due, 35).to_string()),
                );
                map.insert("result".to_owned(), json!(one.result));
            }
        }
        open.push(fields);
        later.push(then);
    }
    let body = |actions: &[Value]| {
        json!({
            "title": format!("Audit round {number}"), "from": first.to_string(), "to": last.to_string(),
            "asked": audit.asked, "before": grades(before), "after": grades(after),
            "moderated": moderated, "by": "post/head-of-quality",
            "moderated_by": "post/principal-social-worker", "themes": themes, "actions": actions,
            "sources": ["document/illustration"],
        })
    };
    let id = format!("audit-round/{number}");
    book.opens(&id, Days::papers(known), &body(&open))?;
    let again = days_from(known, 110);
    if again <= book.calendar().end() {
        book.changes(&id, Days::papers(again), &body(&later))?;
    }
    Ok(())
}

/// A risk with its scores: opened for one Board, scored again for others.
fn scored(book: &mut Book, risk: &Risk, actions: &[plan::Action]) -> Result<(), Untold> {
    let id = format!("risk/{}", risk.slug);
    let mut boards: Vec<(usize, &str)> = Vec::new();
    for (board, score) in &risk.scores {
        let board = board
            .parse()
            .map_err(|error| Untold::new(&*risk.slug, error))?;
        boards.push((board, score));
    }
    boards.sort_unstable();
    let mut score = (0, 0);
    for (at, (board, text)) in boards.iter().enumerate() {
        let sitting = book.calendar().sitting(*board)?;
        let closed = *text == "closed";
        let digits: Vec<u32> = text.chars().filter_map(|c| c.to_digit(10)).collect();
        if let [likelihood, impact] = digits[..] {
            score = (likelihood, impact);
        }
        // Only those already in the plan.
        let mut tied = Vec::new();
        for action in actions {
            if risk.actions.contains(&action.slug()) && action.opened(book)? <= sitting.rated() {
                tied.push(action.id());
            }
        }
        let review = (!closed).then(|| days_from(sitting.on, 84).to_string());
        let body = json!({
            "title": risk.title, "cause": risk.cause, "consequence": risk.consequence,
            "owner": format!("post/{}", risk.owner), "likelihood": score.0, "impact": score.1,
            "target_score": risk.target, "controls": risk.controls, "actions": tied,
            "state": if closed { "closed" } else { "open" }, "review_on": review,
            "sources": ["document/illustration"],
        });
        let days = Days::board(sitting.rated());
        if at == 0 {
            book.opens(&id, days, &body)?;
        } else {
            book.changes(&id, days, &body)?;
        }
    }
    Ok(())
}
