//! What became public lately: the latest versions, those of a kind and day together.

use std::collections::BTreeMap;

use jiff::civil::Date;
use maud::{Markup, html};
use record::claimed_date::ClaimedDate;
use record::entry::Change as Sort;
use record::id::EntryId;
use record::kind::Kind;
use record::programme::Version;

use super::named;
use crate::context::Context;
use crate::route::Route;

/// Something that became public.
pub(super) struct Change {
    /// When the public could have it.
    pub(super) published: ClaimedDate,
    /// What it is, with links.
    pub(super) what: Markup,
}

/// Kinds that say how the record is written rather than what happened; and readings,
/// which are counted instead.
const QUIET: [Kind; 8] = [
    Kind::AuthorityProfile,
    Kind::Organisation,
    Kind::Post,
    Kind::Programme,
    Kind::Measure,
    Kind::Comparator,
    Kind::Release,
    Kind::Reading,
];

/// More than so many of one kind on one day are counted.
const NAMED: usize = 2;

/// A day and kind, the latest first.
type Key = (std::cmp::Reverse<Date>, Kind);

/// The latest changes, at most so many lines.
pub(super) fn lately(context: &Context<'_>, lines: usize) -> Vec<Change> {
    let mut groups: BTreeMap<Key, Vec<&Version>> = BTreeMap::new();
    for kind in Kind::ALL.iter().filter(|kind| !QUIET.contains(kind)) {
        for held in context.state.of_kind(*kind) {
            for version in latest_of_each_day(context, held.id()) {
                if let Some(published) = version.meta.published_on {
                    let key = (std::cmp::Reverse(published.counts_as()), *kind);
                    groups.entry(key).or_default().push(version);
                }
            }
        }
    }
    let mut figures = figures(context);
    let mut changes = Vec::new();
    for ((std::cmp::Reverse(day), kind), versions) in groups {
        while let Some(change) = figures.pop_if(|figures| figures.published.counts_as() >= day) {
            changes.push(change);
        }
        changes.extend(lines_of(context, kind, &versions));
        if changes.len() >= lines {
            break;
        }
    }
    changes.extend(figures.into_iter().rev());
    changes.truncate(lines);
    changes
}

/// Of the versions of an entry that became public on one day, the last.
fn latest_of_each_day<'a>(context: &Context<'a>, id: &EntryId) -> Vec<&'a Version> {
    let mut versions = context.view().history(id, context.record_moment());
    versions.retain(|version| version.meta.effective_on.counts_as() <= context.moment.as_at);
    let mut kept: Vec<&Version> = Vec::new();
    for version in versions {
        if let Some(last) = kept.last_mut()
            && last.meta.published_on == version.meta.published_on
        {
            *last = version;
        } else {
            kept.push(version);
        }
    }
    kept
}

fn lines_of(context: &Context<'_>, kind: Kind, versions: &[&Version]) -> Vec<Change> {
    let Some(published) = versions.first().and_then(|first| first.meta.published_on) else {
        return Vec::new();
    };
    if versions.len() > NAMED {
        let what = format!("{} {}", versions.len(), kind.plural());
        let what = match register(kind) {
            Some(route) => context.anchor(&route, &what),
            None => html! { (what) },
        };
        return vec![Change { published, what }];
    }
    versions
        .iter()
        .map(|version| Change {
            published,
            what: line(context, version),
        })
        .collect()
}

/// The page that lists a kind.
const fn register(kind: Kind) -> Option<Route> {
    Some(match kind {
        Kind::Review | Kind::Judgement => Route::Reviews,
        Kind::Recommendation => Route::Recommendations,
        Kind::Intervention => Route::Intervention,
        Kind::Conflict => Route::Conflicts,
        Kind::Board | Kind::Meeting | Kind::Decision => Route::Boards,
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

/// The releases of figures, the earliest first.
fn figures(context: &Context<'_>) -> Vec<Change> {
    let mut released: BTreeMap<Date, (ClaimedDate, usize)> = BTreeMap::new();
    for reading in context.state.of_kind(Kind::Reading) {
        if let Some(published) = reading.meta.published_on {
            let day = published.counts_as();
            released.entry(day).or_insert((published, 0)).1 += 1;
        }
    }
    released
        .into_values()
        .map(|(published, count)| Change {
            published,
            what: context.anchor(
                &Route::Measures,
                &match count {
                    1 => "1 figure released".to_owned(),
                    count => format!("{count} figures released"),
                },
            ),
        })
        .collect()
}
