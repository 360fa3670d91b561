//! What the plan on a page says.

use jiff::civil::Date;
use record::body::Dimension;
use record::delivery::Standing;
use serde::Serialize;

use super::stands;
use crate::progress::{Badge, Key, Link, Named, Progress, in_dimension, is_open};
use crate::wording;

/// How many of a theme's next dates are shown: two would not fit on the side.
const NEXT: usize = 1;

/// The page.
#[derive(Debug, Serialize)]
pub(super) struct Page {
    vision: String,
    label: String,
    note: Link,
    themes: Vec<Theme>,
    total: usize,
    complete: usize,
    overdue: usize,
    /// Whether any action is rated for its impact.
    has_impact: bool,
    key: Vec<Key>,
}

/// A theme in one row.
#[derive(Debug, Serialize)]
struct Theme {
    theme: Named,
    number: String,
    aim: String,
    total: usize,
    delivery: Vec<Count>,
    impact: Vec<Count>,
    overdue: usize,
    next: Vec<Next>,
}

/// How many actions have a status.
#[derive(Debug, Serialize)]
struct Count {
    badge: Option<Badge>,
    count: usize,
}

/// The next thing that is due.
#[derive(Debug, Serialize)]
struct Next {
    action: Named,
    due: String,
}

pub(super) fn page(now: &Progress<'_>) -> Page {
    let all: Vec<&Standing<'_>> = now.actions.iter().filter(|one| stands(one)).collect();
    let rated = |dimension| {
        all.iter()
            .filter_map(move |one| in_dimension(one, dimension))
    };
    Page {
        vision: now
            .plan
            .and_then(|plan| plan.body.vision.as_deref())
            .map_or_else(String::new, wording::sentence),
        label: now
            .plan
            .and_then(|plan| plan.body.version_label.clone())
            .unwrap_or_default(),
        note: Link {
            id: now
                .plan
                .map_or_else(String::new, |plan| plan.id().as_str().to_owned()),
        },
        themes: now
            .themes
            .iter()
            .map(|theme| {
                let actions: Vec<_> = now.of_theme(theme.id()).filter(|one| stands(one)).collect();
                Theme {
                    theme: Named::new(theme.id(), &*theme.body.title),
                    number: theme.body.number.clone(),
                    aim: wording::sentence(&theme.body.aim),
                    total: actions.len(),
                    delivery: counts(&actions, Dimension::Delivery),
                    impact: counts(&actions, Dimension::Impact),
                    overdue: actions.iter().filter(|one| one.is_late()).count(),
                    next: next(&actions, now.state.moment().effective),
                }
            })
            .collect(),
        total: all.len(),
        complete: all.iter().filter(|one| one.is_complete()).count(),
        overdue: all.iter().filter(|one| one.is_late()).count(),
        has_impact: rated(Dimension::Impact).next().is_some(),
        key: Key::of(rated(Dimension::Delivery).chain(rated(Dimension::Impact))),
    }
}

/// How many of these actions have each status, from its beginning to its end;
/// those that are not rated last.
fn counts(actions: &[&Standing<'_>], dimension: Dimension) -> Vec<Count> {
    let mut counts: Vec<(Option<record::body::StandsFor>, Count)> = Vec::new();
    for one in actions {
        let status = in_dimension(one, dimension).map(|rated| rated.status);
        let badge = status.map(Badge::of);
        match counts.iter_mut().find(|(_, count)| count.badge == badge) {
            Some((_, count)) => count.count += 1,
            None => counts.push((
                status.map(|status| status.stands_for),
                Count { badge, count: 1 },
            )),
        }
    }
    counts.sort_by_key(|(stands_for, _)| (stands_for.is_none(), *stands_for));
    counts.into_iter().map(|(_, count)| count).collect()
}

/// The next dates that have not passed, the nearest first.
fn next(actions: &[&Standing<'_>], today: Date) -> Vec<Next> {
    let mut ahead: Vec<(Date, Next)> = actions
        .iter()
        .filter(|one| is_open(one))
        .filter_map(|one| {
            let day = one.due.as_ref()?.to.filter(|day| *day >= today)?;
            let name = format!("{} {}", one.action.body.reference, one.action.body.title);
            Some((
                day,
                Next {
                    action: Named::new(one.action.id(), name),
                    due: one.dates.as_written()?.to_owned(),
                },
            ))
        })
        .collect();
    ahead.sort_by_key(|(day, _)| *day);
    ahead.truncate(NEXT);
    ahead.into_iter().map(|(_, next)| next).collect()
}
