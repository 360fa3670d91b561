//! Both ratings of every action at each Board, the evidence and the sign-offs
//! they rest on.

use jiff::civil::Date;
use record::plan_date::window;
use serde_json::{Value, json};

use crate::Untold;
use crate::book::Book;
use crate::calendar::{Sitting, days_from, working};
use crate::chance::Chance;
use crate::plan::{Action, SENT, decide, meeting};

/// The first Board that rated delivery, and the first that rated impact.
const FIRST_RATED: usize = 2;
const FIRST_IMPACT: usize = 5;

/// The first Board rated by the key with amber-E.
const AMBER_E_FROM: usize = 8;

/// Tells evidence, sign-offs and ratings.
///
/// # Errors
/// A name is no name of an entry, or a letter is none of the key's.
pub(crate) fn tell(book: &mut Book, actions: &[Action]) -> Result<(), Untold> {
    for action in actions {
        book.told_in("story/actions");
        refused(book, action)?;
        delivery(book, action)?;
        impact(book, action)?;
    }
    Ok(())
}

/// The letters of a row with the Boards they belong to.
fn letters(row: &str, first: usize) -> impl Iterator<Item = (usize, char)> + '_ {
    row.chars()
        .enumerate()
        .map(move |(at, letter)| (first + at, letter))
        .filter(|(_, letter)| *letter != '.')
}

/// Whether an action is closed on a day: done and evidenced, or superseded.
///
/// # Errors
/// There is no such Board.
pub(crate) fn closed_on(book: &Book, action: &Action) -> Result<Option<Date>, Untold> {
    letters(&action.delivery, FIRST_RATED)
        .find(|(_, letter)| matches!(letter, 'B' | 'X'))
        .map(|(board, _)| Ok(book.calendar().sitting(board)?.rated()))
        .transpose()
}

fn signer(owner: &str) -> &'static str {
    if owner == "post/ad-quality" {
        "post/director"
    } else {
        "post/ad-quality"
    }
}

fn refused(book: &mut Book, action: &Action) -> Result<(), Untold> {
    let Some(refused) = &action.refused else {
        return Ok(());
    };
    let day = book.calendar().sitting(refused.m)?.on;
    let id = format!("sign-off/{}-refused", action.slug());
    let body = json!({
        "action": action.id(), "by": "post/board-chair", "accepted": false, "on": day.to_string(),
        "reason": refused.why, "stage": "complete", "sources": ["document/illustration"],
    });
    book.opens(&id, action.days(day), &body)?;
    let text = format!("Action {} is not signed off.", action.reference);
    decide(book, action, "sign-off", day, &text, &id)?;
    Ok(())
}

fn delivery(book: &mut Book, action: &Action) -> Result<(), Untold> {
    let id = format!("rating/{}-delivery", action.slug());
    let mut rated: Option<&'static str> = None;
    let mut evidence: Option<String> = None;
    let mut signed_done = false;
    let mut said = 0;
    for (board, letter) in letters(&action.delivery, FIRST_RATED) {
        let sitting = book.calendar().sitting(board)?;
        let status = status(letter, board)?;
        let done = matches!(letter, 'E') || letter == 'B';
        if done && !signed_done {
            signed_done = true;
            let earlier = book.calendar().sitting(board - 1)?;
            sign(
                book,
                action,
                "complete",
                earlier.on.max(action.opened(book)?),
                None,
            )?;
        }
        if letter == 'B' && evidence.is_none() {
            let name = gathered(book, action, sitting)?;
            sign(
                book,
                action,
                "evidenced",
                working(days_from(sitting.rated(), -3)),
                Some(&name),
            )?;
            evidence = Some(name);
        }
        let why = action.why.get(&board.to_string());
        // What is closed stays as it was; the rest is said anew at every third
        // Board, even where nothing changed.
        let again = board >= said + 3 && !matches!(letter, 'B' | 'X');
        if rated == Some(status) && why.is_none() && !again {
            continue;
        }
        said = board;
        let due = action.due_on(book, sitting.rated())?.to_owned();
        let reason = match why {
            Some(why) => why.clone(),
            None => usual(action, status, &due, sitting),
        };
        let body = rating(
            action,
            "delivery",
            status,
            "post/programme-manager",
            &reason,
            sitting.rated(),
        );
        let body = with_evidence(body, evidence.as_ref());
        let days = action.days(sitting.rated());
        if rated.is_none() {
            book.opens(&id, days, &body)?;
        } else {
            book.changes(&id, days, &body)?;
        }
        rated = Some(status);
    }
    by_board(book, action, &id)
}

/// A rating the Board changed in its meeting.
fn by_board(book: &mut Book, action: &Action, id: &str) -> Result<(), Untold> {
    let Some(changed) = &action.board_rated else {
        return Ok(());
    };
    let day = book.calendar().sitting(changed.m)?.on;
    let body = rating(
        action,
        "delivery",
        &changed.to,
        "post/board-chair",
        &changed.why,
        day,
    );
    book.changes(id, action.days(day), &body)?;
    let text = format!(
        "Action {} is rated again. {}",
        action.reference, changed.why
    );
    decide(book, action, "rating", day, &text, id)?;
    Ok(())
}

fn status(letter: char, board: usize) -> Result<&'static str, Untold> {
    Ok(match letter {
        'N' => "N",
        'G' => "G",
        'A' => "A",
        'R' => "R",
        'E' if board >= AMBER_E_FROM => "AE",
        'S' | 'E' => "S",
        'B' => "B",
        'X' => "X",
        other => return Err(Untold::new("delivery", format!("“{other}” is no status"))),
    })
}

/// What is said of a rating that needs no words of its own.
fn usual(action: &Action, status: &str, due: &str, sitting: Sitting) -> String {
    let mut chance = Chance::of(&format!("why/{}/{}", action.reference, sitting.number));
    let last = window(due, SENT).to;
    let past = last.is_some_and(|last| last < sitting.rated());
    let of = |chance: &mut Chance, several: &[&str]| {
        chance
            .one_of(several)
            .copied()
            .unwrap_or_default()
            .to_owned()
    };
    match status {
        "N" => "Not due to start yet.".to_owned(),
        "G" if past => of(
            &mut chance,
            &[
                "In place; kept open until it has held for two quarters.",
                "Working; kept open while it is watched.",
                "Going on as the plan asks.",
            ],
        ),
        "A" if past => format!("Late: it was due {due}."),
        "G" => {
            let words = of(
                &mut chance,
                &[
                    "On track for",
                    "Milestones met so far; due",
                    "No concerns; due",
                ],
            );
            format!("{words} {due}.")
        }
        "A" => {
            let words = of(
                &mut chance,
                &[
                    "At risk against",
                    "Behind where it should be for",
                    "Done in part; at risk for",
                ],
            );
            format!("{words} {due}.")
        }
        "R" => format!("Will not be done, or was not done, by {due}."),
        "S" => "Its owner says it is done. Evidence is with the programme office.".to_owned(),
        "AE" => "Signed off as done. Now to be embedded and its difference shown.".to_owned(),
        "B" => format!(
            "Signed off as evidenced: {}.",
            lower_first(&action.evidence)
        ),
        _ => "Taken out of the plan.".to_owned(),
    }
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        // An abbreviation keeps its capitals.
        Some(first) if !letters.as_str().starts_with(char::is_uppercase) => {
            first.to_lowercase().collect::<String>() + letters.as_str()
        }
        _ => text.to_owned(),
    }
}

fn impact(book: &mut Book, action: &Action) -> Result<(), Untold> {
    let id = format!("rating/{}-impact", action.slug());
    let mut rated = None;
    for (board, letter) in letters(&action.impact, FIRST_IMPACT) {
        if rated == Some(letter) {
            continue;
        }
        let day = book.calendar().sitting(board)?.rated();
        let owner = action.owner_on(book, day)?;
        let by = if owner == "post/head-of-quality" {
            "post/principal-social-worker"
        } else {
            "post/head-of-quality"
        };
        let reason = weighed(action, letter, board);
        let body = rating(action, "impact", &letter.to_string(), by, &reason, day);
        let days = action.days(day);
        if rated.is_none() {
            book.opens(&id, days, &body)?;
        } else {
            book.changes(&id, days, &body)?;
        }
        rated = Some(letter);
    }
    Ok(())
}

/// What is said of the difference an action makes.
fn weighed(action: &Action, letter: char, board: usize) -> String {
    let several: &[&str] = match letter {
        '-' => &["Too early to look.", "Nothing to measure yet."],
        '0' => &[
            "Looked for in the figures and in audit, and not found.",
            "Much has been done; nothing yet shows that children notice.",
            "Not yet seen in audit, nor in what families say.",
        ],
        '1' => &[
            "Seen in some of the records sampled.",
            "Seen in the figures; audits do not show it yet.",
            "Children and parents asked tell of it; the figures do not show it yet.",
        ],
        '2' => &[
            "Figures and audit agree.",
            "Two rounds of audit and what families say agree.",
        ],
        _ => &["The same for a year, in figures and in audit."],
    };
    Chance::of(&format!("impact/{}/{board}", action.reference))
        .one_of(several)
        .copied()
        .unwrap_or_default()
        .to_owned()
}

fn rating(
    action: &Action,
    dimension: &str,
    status: &str,
    by: &str,
    reason: &str,
    on: Date,
) -> Value {
    let measures: Vec<String> = action
        .measures
        .iter()
        .map(|name| format!("measure/{name}"))
        .collect();
    json!({
        "of": action.id(), "dimension": dimension, "key": format!("rating-key/{dimension}"),
        "status": status, "by": by, "reason": reason, "measures": measures,
        "on": on.to_string(), "sources": ["document/illustration"],
    })
}

fn with_evidence(mut body: Value, evidence: Option<&String>) -> Value {
    if let (Value::Object(fields), Some(evidence)) = (&mut body, evidence) {
        fields.insert("evidence".to_owned(), json!([evidence]));
    }
    body
}

/// Evidence handed in before the Board that is to see it; renewed after a year
/// by most.
fn gathered(book: &mut Book, action: &Action, sitting: Sitting) -> Result<String, Untold> {
    let id = format!("evidence/{}", action.slug());
    let mut day = working(days_from(sitting.rated(), -11));
    let mut chance = Chance::of(&id);
    let form = form(&action.evidence);
    let mut first = true;
    while day <= book.calendar().end() {
        let lapses = days_from(day, 365);
        let owner = action.owner_on(book, day)?;
        let body = json!({
            "title": action.evidence, "form": form, "supports": [action.id()],
            "on": day.to_string(), "submitted_by": owner, "lapses": lapses.to_string(),
            "retest_on": days_from(day, 270).to_string(),
            "summary": format!("Handed in to show: {}", action.success),
            "sources": ["document/illustration"],
        });
        if first {
            book.opens(&id, action.days(day), &body)?;
        } else {
            book.changes(&id, action.days(day), &body)?;
        }
        first = false;
        if !chance.happens(0.65) {
            break;
        }
        day = working(days_from(lapses, -chance.between(5, 40)));
    }
    Ok(id)
}

fn form(evidence: &str) -> &'static str {
    let text = evidence.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if has(&["audit", "sample", "check", "review"]) {
        "audit"
    } else if has(&["survey", "calls", "forum", "words of"]) {
        "feedback"
    } else if has(&["observ"]) {
        "observation"
    } else if has(&["visit"]) {
        "visit"
    } else if has(&[
        "figures",
        "report",
        "return",
        "log",
        "tracker",
        "statistics",
    ]) {
        "data"
    } else {
        "document"
    }
}

/// Somebody other than the owner accepts.
fn sign(
    book: &mut Book,
    action: &Action,
    stage: &str,
    day: Date,
    evidence: Option<&str>,
) -> Result<(), Untold> {
    let owner = action.owner_on(book, day)?;
    let in_meeting = book
        .calendar()
        .sittings()
        .iter()
        .any(|sitting| sitting.on == day);
    let by = if in_meeting {
        "post/board-chair"
    } else {
        signer(&owner)
    };
    let reason = match (stage, in_meeting) {
        ("complete", true) => format!(
            "Accepted as done in the meeting ({}).",
            meeting(day).replace("meeting/improvement-", "")
        ),
        ("complete", false) => "Accepted as done.".to_owned(),
        _ => "The evidence shows what the plan asked for.".to_owned(),
    };
    let body = json!({
        "action": action.id(), "by": by, "accepted": true, "on": day.to_string(),
        "reason": reason, "stage": stage,
        "evidence": evidence.into_iter().collect::<Vec<_>>(), "sources": ["document/illustration"],
    });
    book.opens(
        &format!("sign-off/{}-{stage}", action.slug()),
        action.days(day),
        &body,
    )
}
