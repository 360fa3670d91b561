//! Records made for measuring speed: as many actions, updates and figures as
//! one likes, and a different one for each of many councils. They tell no story.

use jiff::civil::{Date, date};
use record::draft::Draft;
use serde_json::json;

use crate::Untold;
use crate::book::{Book, Days};
use crate::calendar::{Calendar, days_from, months_from};
use crate::chance::{Chance, whole};

/// How large a record is to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Actions, each with both ratings.
    pub actions: usize,
    /// Updates, spread over the actions.
    pub updates: usize,
    /// Measures.
    pub measures: usize,
    /// Months of readings of each measure.
    pub months: usize,
}

impl Size {
    /// A large council: 2,000 actions, 25,000 updates, 60 measures over 120
    /// months.
    pub const LARGE: Self = Self {
        actions: 2_000,
        updates: 25_000,
        measures: 60,
        months: 120,
    };

    /// Ten times [`Size::LARGE`].
    pub const TEN_TIMES: Self = Self {
        actions: 20_000,
        updates: 250_000,
        measures: 600,
        months: 120,
    };

    /// One of many councils: 500 actions, 5,000 updates, 60 measures over 120
    /// months, as each of the country's would have.
    pub const ONE_OF_MANY: Self = Self {
        actions: 500,
        updates: 5_000,
        measures: 60,
        months: 120,
    };
}

/// The first month of the figures.
const FIRST: Date = date(2016, 11, 1);

/// Posts among which the actions are divided.
const POSTS: usize = 40;

/// Actions to a theme.
const THEMES: usize = 8;

const STATUSES: [&str; 5] = ["N", "G", "A", "R", "G"];

const SUBJECTS: [&str; 10] = [
    "strategy discussions with health",
    "visits to children in need",
    "pathway plans",
    "initial health assessments",
    "supervision of newly qualified social workers",
    "decisions in the safeguarding hub",
    "letters before proceedings",
    "private fostering",
    "return interviews",
    "core groups",
];

const VERBS: [&str; 8] = [
    "Audit",
    "Agree",
    "Train every team in",
    "Report monthly on",
    "Rewrite the guidance for",
    "Visit teams about",
    "Review",
    "Publish a standard for",
];

const SAID: [&str; 8] = [
    "Two of three teams have begun; the third waits for a manager.",
    "Figures were looked at with the team managers and the list of the rest sent to them.",
    "No change since the last update.",
    "A sample of twenty showed it in fourteen.",
    "Health has named somebody; first meeting next week.",
    "Delayed by sickness; cover is agreed.",
    "Families asked say that they notice it.",
    "On track.",
];

/// The record of council number `number`, of a size. The same number and size
/// give the same record; another number gives another.
///
/// # Errors
/// There is no short name for such a council, which does not happen.
pub fn scaled(number: u32, size: Size) -> Result<Vec<Draft>, Untold> {
    let authority = format!("made-up-{number}");
    let mut chance = Chance::of(&authority);
    let mut book = Book::new(&authority, Calendar::new(&[], FIRST, crate::ENDS))?;
    book.told_in("generated");
    frame(&mut book, number)?;
    for at in 0..size.measures {
        figures(&mut book, &mut chance, at, size.months)?;
    }
    for at in 0..size.actions {
        let opened = action(&mut book, &mut chance, at)?;
        let first = size.updates * at / size.actions;
        let last = size.updates * (at + 1) / size.actions;
        updates(&mut book, &mut chance, at, opened, last - first)?;
    }
    Ok(book.told())
}

/// The council, its posts, its plan, themes and keys.
fn frame(book: &mut Book, number: u32) -> Result<(), Untold> {
    let days = Days::public(FIRST);
    book.opens(
        &format!("authority/made-up-{number}"),
        days,
        &json!({"name": format!("Made-up Council {number}"), "place": format!("Made-up {number}"),
            "notice": "A made-up council, generated to measure speed."}),
    )?;
    book.opens(
        "organisation/council",
        days,
        &json!({"name": "The council"}),
    )?;
    for at in 0..POSTS {
        let body = json!({"title": format!("Head of Service {}", at + 1), "organisation": "organisation/council"});
        book.opens(&format!("post/{at}"), days, &body)?;
    }
    book.opens(
        "programme/improvement",
        days,
        &json!({"name": "Improvement programme"}),
    )?;
    for (dimension, codes) in [
        (
            "delivery",
            [
                ("N", "not_started"),
                ("G", "on_track"),
                ("A", "at_risk"),
                ("R", "overdue"),
            ],
        ),
        (
            "impact",
            [
                ("N", "not_yet_measured"),
                ("G", "consistent"),
                ("A", "some_evidence"),
                ("R", "no_evidence"),
            ],
        ),
    ] {
        let statuses: Vec<_> = codes
            .iter()
            .map(|(code, stands_for)| {
                let words = stands_for.replace('_', " ");
                json!({"code": code, "label": words, "meaning": words, "stands_for": stands_for})
            })
            .collect();
        let body = json!({"name": dimension, "of": dimension, "statuses": statuses});
        book.opens(&format!("rating-key/{dimension}"), days, &body)?;
    }
    book.opens(
        "plan/improvement",
        days,
        &json!({"programme": "programme/improvement", "name": "Improvement plan",
            "delivery_key": "rating-key/delivery", "impact_key": "rating-key/impact"}),
    )?;
    for theme in 1..=THEMES {
        let body = json!({"plan": "plan/improvement", "number": theme.to_string(),
            "title": format!("Theme {theme}"), "aim": "Children are better off.",
            "lead": format!("post/{theme}")});
        book.opens(&format!("theme/{theme}"), days, &body)?;
    }
    Ok(())
}

fn figures(book: &mut Book, chance: &mut Chance, at: usize, months: usize) -> Result<(), Untold> {
    let id = format!("measure/{at}");
    let subject = SUBJECTS[at % SUBJECTS.len()];
    book.opens(
        &id,
        Days::public(FIRST),
        &json!({"name": format!("Measure {at}: {subject} on time"), "short_name": format!("Measure {at}"),
            "topic": subject, "unit": "percent", "polarity": "higher_is_better", "basis": "month",
            "numerator": "On time", "denominator": "Due", "decimals": 1, "frequency": "month",
            "series": "flow"}),
    )?;
    let usual = f64::from(chance.between(40, 400));
    let level = 0.5 + 0.4 * chance.fraction();
    for n in 0..months {
        let month = months_from(FIRST, i32::try_from(n).unwrap_or(0));
        let out_of = whole(usual * (0.9 + 0.2 * chance.fraction())).max(1);
        let counted = chance.of_many(out_of, level);
        let value = (1000.0 * f64::from(counted) / f64::from(out_of)).round() / 10.0;
        let period = month.strftime("%Y-%m").to_string();
        let mut days = Days::public(days_from(month, 50).min(crate::ENDS));
        days.effective = month.last_of_month();
        let name = format!("reading/{at}/{}/{period}", book.authority());
        book.opens(
            &name,
            days,
            &json!({"measure": id, "period": period, "value": value, "numerator": counted,
                "denominator": out_of, "status": "local"}),
        )?;
    }
    Ok(())
}

/// An action with its two ratings; the day it was opened.
fn action(book: &mut Book, chance: &mut Chance, at: usize) -> Result<Date, Untold> {
    let opened = days_from(crate::ENDS, -chance.between(0, 3_600));
    let words = |chance: &mut Chance, several: &[&str]| {
        chance
            .one_of(several)
            .copied()
            .unwrap_or_default()
            .to_owned()
    };
    let title = format!("{} {}", words(chance, &VERBS), words(chance, &SUBJECTS));
    let theme = at % THEMES + 1;
    book.opens(
        &format!("action/{at}"),
        Days::public(opened),
        &json!({"plan": "plan/improvement", "theme": format!("theme/{theme}"),
            "reference": format!("{theme}.{}", at / THEMES + 1), "title": title,
            "owner": format!("post/{}", at % POSTS), "due": days_from(opened, 300).strftime("%b %Y").to_string(),
            "outcome": "Children are seen sooner and by fewer people."}),
    )?;
    for (dimension, by) in [("delivery", at + 1), ("impact", at + 2)] {
        let id = format!("rating/{at}-{dimension}");
        for n in 0..3 {
            let day = days_from(opened, 90 * (n + 1));
            if day > crate::ENDS {
                break;
            }
            let body = json!({"of": format!("action/{at}"), "dimension": dimension,
                "key": format!("rating-key/{dimension}"), "status": words(chance, &STATUSES),
                "by": format!("post/{}", by % POSTS), "reason": words(chance, &SAID), "on": day.to_string()});
            if n == 0 {
                book.opens(&id, Days::public(day), &body)?;
            } else {
                book.changes(&id, Days::public(day), &body)?;
            }
        }
    }
    Ok(opened)
}

fn updates(
    book: &mut Book,
    chance: &mut Chance,
    at: usize,
    opened: Date,
    count: usize,
) -> Result<(), Untold> {
    let hours = crate::ENDS.duration_since(opened).as_hours();
    let open = i32::try_from(hours / 24).unwrap_or(0);
    for n in 0..count {
        let day = days_from(opened, chance.between(0, open));
        let said = chance.one_of(&SAID).copied().unwrap_or_default();
        let subject = chance.one_of(&SUBJECTS).copied().unwrap_or_default();
        let body = json!({"action": format!("action/{at}"), "on": day.to_string(),
            "text": format!("{said} This was about {subject}."), "by": format!("post/{}", at % POSTS)});
        book.opens(&format!("update/{at}/{n}"), Days::public(day), &body)?;
    }
    Ok(())
}
