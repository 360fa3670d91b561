//! What the plan in full says, sentence by sentence.

use record::body::{Dimension, Recommendation};
use record::delivery::Standing;
use serde::Serialize;

use super::stands;
use crate::progress::{Badge, Key, Link, Named, Progress, in_dimension, name_of};
use crate::wording;

/// The plan.
#[derive(Debug, Serialize)]
pub(super) struct Plan {
    plan: Named,
    label: String,
    phase: String,
    runs: String,
    approved_by: String,
    vision: String,
    contents: Vec<String>,
    note: Link,
    themes: Vec<Theme>,
    /// Actions that are in no theme.
    others: Vec<Action>,
    key: Vec<Key>,
}

/// A theme.
#[derive(Debug, Serialize)]
struct Theme {
    theme: Named,
    number: String,
    aim: String,
    lead: String,
    actions: Vec<Action>,
}

/// An action in plain sentences.
#[derive(Debug, Serialize)]
struct Action {
    action: Named,
    reference: String,
    owner: String,
    partners: String,
    due: String,
    first: Option<String>,
    overdue: bool,
    outcome: String,
    success: String,
    delivery: Option<Badge>,
    impact: Option<Badge>,
    /// The recommendations it answers, by number and review.
    answers: String,
    note: Link,
}

pub(super) fn plan(now: &Progress<'_>) -> Plan {
    let body = now.plan.map(|plan| plan.body);
    let themes: Vec<Theme> = now
        .themes
        .iter()
        .map(|theme| Theme {
            theme: Named::new(theme.id(), &*theme.body.title),
            number: theme.body.number.clone(),
            aim: wording::sentence(&theme.body.aim),
            lead: theme
                .body
                .lead
                .as_ref()
                .map_or_else(String::new, |post| name_of(&now.state, post)),
            actions: now
                .of_theme(theme.id())
                .filter(|one| stands(one))
                .map(|one| action(now, one))
                .collect(),
        })
        .collect();
    let others = now.actions.iter().filter(|one| {
        let theme = one.action.body.theme.as_ref();
        stands(one) && theme.is_none_or(|theme| now.themes.iter().all(|known| known.id() != theme))
    });
    Plan {
        plan: now.plan.map_or_else(
            || Named {
                id: String::new(),
                name: String::new(),
            },
            |plan| Named::new(plan.id(), &*plan.body.name),
        ),
        note: Link {
            id: now
                .plan
                .map_or_else(String::new, |plan| plan.id().as_str().to_owned()),
        },
        label: text(body.and_then(|plan| plan.version_label.as_deref())),
        phase: text(body.and_then(|plan| plan.phase.as_deref())),
        runs: body
            .and_then(|plan| Some(wording::span(plan.starts?, plan.ends)))
            .unwrap_or_default(),
        approved_by: body
            .and_then(|plan| plan.approved_by.as_ref())
            .map_or_else(String::new, |by| name_of(&now.state, by)),
        vision: body
            .and_then(|plan| plan.vision.as_deref())
            .map_or_else(String::new, wording::sentence),
        contents: body
            .into_iter()
            .flat_map(|plan| &plan.contents)
            .map(|text| wording::sentence(text))
            .collect(),
        others: others.map(|one| action(now, one)).collect(),
        key: Key::of(
            now.actions
                .iter()
                .filter(|one| stands(one))
                .flat_map(|one| {
                    [Dimension::Delivery, Dimension::Impact]
                        .into_iter()
                        .filter_map(|dimension| in_dimension(one, dimension))
                }),
        ),
        themes,
    }
}

fn text(words: Option<&str>) -> String {
    words.unwrap_or_default().to_owned()
}

fn action(now: &Progress<'_>, one: &Standing<'_>) -> Action {
    let body = one.action.body;
    let named = |ids: &[record::id::EntryId]| {
        wording::list(
            &ids.iter()
                .map(|id| name_of(&now.state, id))
                .collect::<Vec<_>>(),
        )
    };
    let answers: Vec<String> = body
        .recommendations
        .iter()
        .filter_map(|id| {
            let asked = now.state.get::<Recommendation>(id)?;
            Some(asked.body.number.clone())
        })
        .collect();
    Action {
        action: Named::new(one.action.id(), wording::unstopped(&body.title)),
        reference: body.reference.clone(),
        owner: name_of(&now.state, &body.owner),
        partners: named(&body.partners),
        due: one.dates.as_written().unwrap_or_default().to_owned(),
        first: (!one.dates.changes.is_empty())
            .then(|| one.dates.first.unwrap_or("no date").to_owned()),
        overdue: one.is_late(),
        outcome: body
            .outcome
            .as_deref()
            .map_or_else(String::new, wording::sentence),
        success: body
            .success
            .as_deref()
            .map_or_else(String::new, wording::sentence),
        delivery: one.delivery.map(|rated| Badge::of(rated.status)),
        impact: one.impact.map(|rated| Badge::of(rated.status)),
        answers: wording::list(&answers),
        note: Link::to(one.action.id()),
    }
}
