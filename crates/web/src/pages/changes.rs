//! What became public, or for the board known, lately: the latest versions, those of a kind and day together.

use std::collections::BTreeMap;

use jiff::civil::Date;
use maud::{Markup, html};
use record::body::DocumentForm;
use record::claimed_date::ClaimedDate;
use record::entry::Change as Sort;
use record::id::EntryId;
use record::kind::{Body, Kind};
use record::programme::Version;
use record::state::Held;
use report::wording;

use super::named;
use crate::context::Context;
use crate::route::Route;

/// What became public on one day.
pub(super) struct Day {
    /// When the public could have it.
    pub(super) published: ClaimedDate,
    /// What it is, a line each, with links.
    pub(super) changes: Vec<Markup>,
}

/// Kinds that say what happened, the weightiest first. The others say how the record is
/// written; readings are counted.
const TOLD: [Kind; 17] = [
    Kind::Judgement,
    Kind::Review,
    Kind::Recommendation,
    Kind::Intervention,
    Kind::Board,
    Kind::Decision,
    Kind::Meeting,
    Kind::Plan,
    Kind::Strategy,
    Kind::FundedProgramme,
    Kind::Commitment,
    Kind::Event,
    Kind::Statement,
    Kind::Communication,
    Kind::Action,
    Kind::SignOff,
    Kind::Document,
];

/// More than so many of one kind on one day are counted.
const NAMED: usize = 2;

/// What became public on the latest days, at most so many lines.
pub(super) fn lately(context: &Context<'_>, lines: usize) -> Vec<Day> {
    let mut left = lines;
    let mut told = Vec::new();
    for (day, held) in context.state.seen_back() {
        for (published, found) in of_day(context, day, &held) {
            if left == 0 {
                return told;
            }
            let mut changes: Vec<Markup> = found
                .kinds
                .iter()
                .flat_map(|(kind, versions)| lines_of(context, *kind, versions))
                .collect();
            changes.extend((found.figures > 0).then(|| counted(context, found.figures)));
            changes.truncate(left);
            left -= changes.len();
            told.push(Day { published, changes });
        }
    }
    told
}

/// What became public on one day: the versions of each kind, and how many
/// figures.
#[derive(Default)]
struct Found<'a> {
    kinds: Vec<(Kind, Vec<&'a Version>)>,
    figures: usize,
}

/// What became public on a day, and what did so by that day at the latest.
fn of_day<'a>(
    context: &Context<'a>,
    day: Date,
    entries: &[Held<'a, Body>],
) -> Vec<(ClaimedDate, Found<'a>)> {
    let mut found: BTreeMap<bool, (ClaimedDate, Found<'a>)> = BTreeMap::new();
    for kind in TOLD {
        let of_kind = entries.iter().filter(|held| held.body.kind() == kind);
        for held in of_kind.filter(|held| is_told(held.body)) {
            for version in latest_of_each_day(context, held.id()) {
                let Some(published) = on(context.seen_from(&version.meta), day) else {
                    continue;
                };
                let (_, found) = found
                    .entry(published.is_by())
                    .or_insert_with(|| (published, Found::default()));
                match found.kinds.last_mut() {
                    Some((last, versions)) if *last == kind => versions.push(version),
                    _ => found.kinds.push((kind, vec![version])),
                }
            }
        }
    }
    for held in entries {
        if held.body.kind() == Kind::Reading
            && let Some(published) = on(context.seen_from(held.meta), day)
        {
            let (_, found) = found
                .entry(published.is_by())
                .or_insert_with(|| (published, Found::default()));
            found.figures += 1;
        }
    }
    found.into_values().collect()
}

/// A date, if it counts as this day.
fn on(date: Option<ClaimedDate>, day: Date) -> Option<ClaimedDate> {
    date.filter(|date| date.counts_as() == day)
}

/// Documents that only stand behind other entries are left to those.
const fn is_told(body: &Body) -> bool {
    match body {
        Body::Document(document) => !matches!(
            document.form,
            DocumentForm::Data | DocumentForm::News | DocumentForm::Page
        ),
        _ => true,
    }
}

/// Of the versions of an entry that became public on one day, the last.
fn latest_of_each_day<'a>(context: &Context<'a>, id: &EntryId) -> Vec<&'a Version> {
    let mut versions = context.view().history(id, context.record_moment());
    versions.retain(|version| version.meta.effective_on.counts_as() <= context.moment.as_at);
    let mut kept: Vec<&Version> = Vec::new();
    for version in versions {
        if let Some(last) = kept.last_mut()
            && context.seen_from(&last.meta) == context.seen_from(&version.meta)
        {
            *last = version;
        } else {
            kept.push(version);
        }
    }
    kept
}

fn lines_of(context: &Context<'_>, kind: Kind, versions: &[&Version]) -> Vec<Markup> {
    if versions.len() <= NAMED {
        return versions
            .iter()
            .map(|version| line(context, version))
            .collect();
    }
    let what = format!("{} {}", versions.len(), kind.plural());
    vec![match register(kind) {
        Some(route) => context.anchor(&route, &what),
        None => html! { (what) },
    }]
}

/// The page that lists a kind.
const fn register(kind: Kind) -> Option<Route> {
    Some(match kind {
        Kind::Review | Kind::Judgement => Route::Reviews,
        Kind::Recommendation => Route::Recommendations,
        Kind::Intervention => Route::Intervention,
        Kind::Conflict => Route::Conflicts,
        Kind::Action | Kind::SignOff => Route::Plan,
        Kind::Decision => Route::Decisions,
        Kind::Board | Kind::Meeting => Route::Boards,
        Kind::Strategy | Kind::FundedProgramme | Kind::Commitment | Kind::Communication => {
            Route::Promises
        }
        Kind::Document | Kind::Event | Kind::Plan | Kind::Statement => Route::Timeline,
        _ => return None,
    })
}

fn line(context: &Context<'_>, version: &Version) -> Markup {
    let id = &version.meta.id;
    let kind = named::kind(id.kind());
    let changed = match version.meta.change {
        Sort::Corrects(_) => ", corrected",
        Sort::Changes => ", changed",
        Sort::Opens | Sort::Withdraws | Sort::Erases => "",
    };
    match &version.body {
        Some(body) => html! {
            (kind) (changed) ": "
            (context.anchor(&Route::Entry(id.clone()), &named::name(context, body)))
        },
        None => html! {
            (kind) " withdrawn: " (context.anchor(&Route::Entry(id.clone()), id.as_str()))
        },
    }
}

fn counted(context: &Context<'_>, count: usize) -> Markup {
    let figures = match count {
        1 => "One figure released".to_owned(),
        count => format!("{} figures released", wording::count(count)),
    };
    context.anchor(&Route::Measures, &wording::upper_first(&figures))
}
