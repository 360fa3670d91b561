//! What owners report between Boards: what they wrote, what their figures say,
//! and now and then nothing much.

use jiff::civil::Date;
use serde_json::json;

use crate::Untold;
use crate::book::{Book, Days};
use crate::calendar::{days_from, working};
use crate::chance::Chance;
use crate::figures::{Figures, Measured, Point};
use crate::plan::Action;
use crate::rated::closed_on;

/// Reports that say little, as many do.
const THIN: &[&str] = &[
    "On track.",
    "No change since the last update.",
    "Work continues. Nothing to bring to the Board.",
    "Meeting moved; will update next time.",
    "As before.",
    "Progressing. Awaiting dates from partners.",
    "Discussed at the service meeting. Actions agreed and being followed up.",
    "Leave period, little to report.",
    "Team manager covering. Will update when back.",
    "Reminded teams of what is expected.",
    "Feedback from the last dip sample shared with team managers.",
    "Two of the three steps for this quarter are done. The third waits for a date.",
    "Slower than hoped this month because of sickness in two teams.",
    "Discussed with the Principal Social Worker; practice note to follow.",
    "Talked through at the practice meeting. Workers say the form is in the way; we are looking at it.",
    "Checked ten records myself this week. Better than last time in seven.",
];

/// Tells what owners report.
///
/// # Errors
/// A name is no name of an entry, or there is no such Board.
pub(crate) fn tell(book: &mut Book, actions: &[Action], figures: &Figures) -> Result<(), Untold> {
    book.told_in("story/actions");
    for action in actions {
        for (turn, one) in on_days(book, action)?.iter().enumerate() {
            report(book, action, figures, one, turn)?;
        }
    }
    Ok(())
}

/// An update to be written.
struct Writing {
    day: Date,
    /// What was said; none where the owner had nothing of their own to say.
    said: Option<(String, Option<String>)>,
}

/// The days of an action's updates: those with something to say where they
/// belong, others every few weeks between.
fn on_days(book: &Book, action: &Action) -> Result<Vec<Writing>, Untold> {
    let mut chance = Chance::of(&format!("updates/{}", action.reference));
    let opened = action.opened(book)?;
    let end = days_from(book.calendar().end(), -3);
    let closed = closed_on(book, action)?.unwrap_or(end);
    let silent = action.silent.map_or(end, |day| day.0);
    let mut written = placed(
        action,
        &mut chance,
        days_from(opened, 24),
        closed.min(silent),
        end,
    )?;
    let mut day = days_from(opened, 20 + chance.between(0, 20));
    while day < closed.min(silent) {
        let near = written
            .iter()
            .any(|one| one.day.duration_since(day).as_hours().abs() < 24 * 12);
        if !near {
            written.push(Writing { day, said: None });
        }
        // Most report every five weeks; some miss a round or two.
        let gap = if chance.happens(0.14) {
            chance.between(70, 110)
        } else {
            chance.between(24, 44)
        };
        day = days_from(day, gap);
    }
    for one in &mut written {
        one.day = working(one.day);
    }
    written.retain(|one| (opened..=end).contains(&one.day));
    // Of two on one day, what the owner wrote.
    written.sort_by_key(|one| (one.day, one.said.is_none()));
    written.dedup_by_key(|one| one.day);
    Ok(written)
}

/// What the owner wrote, on the day it belongs to or spread between such days.
fn placed(
    action: &Action,
    chance: &mut Chance,
    first: Date,
    last: Date,
    end: Date,
) -> Result<Vec<Writing>, Untold> {
    let mut days: Vec<(Option<Date>, &str)> = Vec::new();
    for said in &action.said {
        days.push(
            match said.strip_prefix('@').and_then(|rest| rest.split_once(' ')) {
                Some((month, text)) => {
                    let month: Date = format!("{month}-01")
                        .parse()
                        .map_err(|error| Untold::new(&*action.reference, error))?;
                    let day = days_from(month, chance.between(3, 24));
                    (Some(day.min(end)), text)
                }
                None => (None, &**said),
            },
        );
    }
    let mut written = Vec::new();
    let mut before = first;
    let mut at = 0;
    while at < days.len() {
        let open = days.get(at..).unwrap_or_default();
        let free = open.iter().take_while(|(day, _)| day.is_none()).count();
        let until = open
            .get(free)
            .and_then(|(day, _)| *day)
            .unwrap_or(last.max(before));
        let apart = until.duration_since(before).as_hours() / 24;
        let step = apart / i64::try_from(free + 1).unwrap_or(1);
        for (n, (day, text)) in open.iter().take(free + 1).enumerate() {
            let steps = i64::try_from(n).unwrap_or(0) + i64::from(at > 0);
            let offset = i32::try_from(step * steps).unwrap_or(0);
            let day = day.unwrap_or_else(|| days_from(before, offset));
            let (text, next) = match text.split_once(" >> ") {
                Some((text, next)) => (text.to_owned(), Some(next.to_owned())),
                None => ((*text).to_owned(), None),
            };
            written.push(Writing {
                day: day.min(end),
                said: Some((text, next)),
            });
        }
        before = until;
        at += free + 1;
    }
    Ok(written)
}

fn report(
    book: &mut Book,
    action: &Action,
    figures: &Figures,
    writing: &Writing,
    turn: usize,
) -> Result<(), Untold> {
    let day = writing.day;
    let mut days = action.days(day);
    let (text, next) = match &writing.said {
        Some((text, next)) => (text.clone(), next.clone()),
        None => {
            let mut chance = Chance::of(&format!("update/{}/{day}", action.reference));
            let (text, closed) = spoken(action, figures, day, turn, &mut chance);
            if closed {
                days = Days::board(day);
            }
            (text, None)
        }
    };
    let owner = action.owner_on(book, day)?;
    book.opens(
        &format!("update/{}/{day}", action.slug()),
        days,
        &json!({"action": action.id(), "on": day.to_string(), "text": text, "by": owner,
            "next": next, "sources": ["document/illustration"]}),
    )
}

/// A report by the figures or a thin one, and whether only the Board may see it.
fn spoken(
    action: &Action,
    figures: &Figures,
    day: Date,
    turn: usize,
    chance: &mut Chance,
) -> (String, bool) {
    let by_figures = chance.happens(0.5).then(|| {
        let measured = figures.get(chance.one_of(&action.measures)?)?;
        let text = by_figures(measured, day, turn)?;
        Some((text, !measured.row.is_public()))
    });
    by_figures.flatten().unwrap_or_else(|| {
        // Another for each turn, beginning anywhere: nobody writes the same
        // twice running.
        let start = Chance::of(&action.reference).below(THIN.len());
        let at = (start + 5 * turn) % THIN.len();
        (THIN.get(at).copied().unwrap_or_default().to_owned(), false)
    })
}

/// Says what was known of a measure on a day: figures, and no direction. Small
/// numbers are not for a report in words.
fn by_figures(measured: &Measured, day: Date, turn: usize) -> Option<String> {
    if measured.row.unit != "percent" {
        return None;
    }
    let mut known = measured
        .points
        .iter()
        .rev()
        .filter(|point| point.known <= day);
    let (now, before) = (known.next()?, known.next()?);
    let (counted, out_of) = now.parts?;
    let missed = out_of - counted;
    if counted < 10 || missed < 10 {
        return None;
    }
    let month = |point: &Point| point.last.strftime("%B").to_string();
    let (then, earlier) = (month(now), month(before));
    let name = &measured.row.short_name;
    let (value, was) = (now.value?, before.value?);
    Some(match turn % 7 {
        0 => {
            format!("{name}: {value}% in {then}, {counted} of {out_of}. The month before: {was}%.")
        }
        1 => format!(
            "{then}'s figure is {value}% ({counted} of {out_of}); {earlier} was {was}%. One month is one month."
        ),
        2 => format!(
            "{value}% for {then}. I have been through the {missed} that were missed with the team managers; most have one of three reasons."
        ),
        3 => format!(
            "{value}% in {then} ({counted} of {out_of}). Managers have the list of the rest."
        ),
        4 => format!(
            "Figure for {then}: {value}%. Still short of what the plan asks, and I would rather say so here than be asked."
        ),
        5 => format!("{counted} of {out_of} in {then}. Nothing new to report beside that."),
        _ => {
            format!("Checked {then}'s {value}% against records in two teams. The figure is right.")
        }
    })
}
