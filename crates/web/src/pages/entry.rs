//! One entry: what it says at the page's dates, every version of it, where it was
//! read, and what refers to it.

mod fields;
mod referring;
mod versions;

use maud::{Markup, html};
use record::body::Document;
use record::entry::Change;
use record::id::{EntryId, Source};
use record::kind::{Body, Kind};
use record::programme::Version;
use record::state::{self, Held};
use report::wording;

use super::{claims, named};
use crate::components::date::long_date;
use crate::components::marks::{TagColour, tag};
use crate::components::messages::inset;
use crate::components::summary::summary_list;
use crate::context::{Context, claimed};
use crate::reply::Fault;
use crate::route::Route;
use crate::shell::Page;

/// The page of one.
///
/// # Errors
/// There is none of that name, or it was not public at the dates asked for.
pub fn page(context: &Context<'_>, id: &EntryId) -> Result<Page, Fault> {
    let versions = context.view().history(id, context.record_moment());
    if versions.is_empty() {
        return Err(Fault::NotFound(absent(context, id)));
    }
    let Some(held) = context.state.entry(id) else {
        return Ok(without_state(context, id, &versions));
    };
    let main = html! {
        (where_else(context, id, held.body))
        (summary_list(&fields::rows(context, held.body)))
        (sources(context, held.body.sources()))
        (claims::of(context, id))
        (versions::section(context, &versions, Some(held.meta.version)))
        (referring::section(context, id))
    };
    Ok(Page {
        title_detail: Some(id.to_string()),
        caption: Some(named::kind(id.kind())),
        ..context.page(named::name(context, held.body), main)
    })
}

/// Why nothing is shown: it is not there at all, or not yet.
fn absent(context: &Context<'_>, id: &EntryId) -> String {
    let today = state::Moment::on(context.moment.today);
    let later = context.view().history(id, today);
    let first = later
        .iter()
        .filter_map(|version| context.view().dated(&version.meta))
        .min();
    match first {
        Some(first) if first > context.moment.known_at => format!(
            "This {} was not known yet on {}. It {} {}.",
            named::kind(id.kind()).to_lowercase(),
            long_date(context.moment.known_at),
            if context.for_board() {
                "became known"
            } else {
                "was published"
            },
            seen(context, &later, first)
        ),
        Some(_) => format!(
            "This {} had not been stored here by the date you asked for.",
            named::kind(id.kind()).to_lowercase()
        ),
        None => format!("There is no entry called “{id}” in this record."),
    }
}

/// The day from which a version could be seen, as it is known: "in November 2025".
fn seen(context: &Context<'_>, versions: &[&Version], day: jiff::civil::Date) -> String {
    versions
        .iter()
        .filter_map(|version| context.seen_from(&version.meta))
        .find(|date| date.counts_as() == day)
        .map_or_else(|| format!("on {}", long_date(day)), wording::on)
}

/// An entry that has versions but says nothing at the page's dates: erased,
/// withdrawn, or true only from a later day.
fn without_state(context: &Context<'_>, id: &EntryId, versions: &[&Version]) -> Page {
    let last = versions.last().map(|version| &version.meta);
    let begins = versions
        .iter()
        .map(|version| version.meta.effective_on)
        .min_by_key(|date| date.counts_as());
    let why = match last.map(|meta| meta.change) {
        Some(Change::Erases) => html! {
            "What this entry said was erased. That it was there, and when, stays in the record."
        },
        Some(Change::Withdraws) => html! {
            "This entry was withdrawn: it is not true any more at this date. Its earlier versions are below."
        },
        _ => html! {
            "This entry is not true yet on " (long_date(context.moment.as_at)) "."
            @if let Some(begins) = begins { " It is true from " (claimed(begins)) "." }
        },
    };
    let title = versions
        .iter()
        .rev()
        .find_map(|version| version.body.as_ref())
        .map_or_else(
            || format!("{}: erased", named::kind(id.kind())),
            |body| named::name(context, body),
        );
    let main = html! {
        (inset(&why))
        (versions::section(context, versions, None))
    };
    Page {
        title_detail: Some(id.to_string()),
        caption: Some(named::kind(id.kind())),
        ..context.page(title, main)
    }
}

/// The page of the site that shows this entry among others, if there is one.
fn where_else(context: &Context<'_>, id: &EntryId, body: &Body) -> Markup {
    let shown = match body {
        Body::Review(_) => Some((
            Route::Review(id.clone()),
            "this review with its judgements and recommendations",
        )),
        Body::Judgement(judgement) => Some((
            Route::Review(judgement.review.clone()),
            "the review it belongs to",
        )),
        Body::Recommendation(_) => Some((
            Route::Recommendation(id.clone()),
            "this recommendation among the others",
        )),
        Body::Intervention(_) => Some((Route::Intervention, "the stages of intervention")),
        Body::Measure(_) => Some((
            Route::Measure(id.clone()),
            "this measure with all its figures",
        )),
        Body::Reading(reading) => Some((
            Route::Measure(reading.measure.clone()),
            "this figure among the others of its measure",
        )),
        Body::Target(target) => Some((
            Route::Measure(target.measure.clone()),
            "the measure and how it stands to this target",
        )),
        Body::Rebase(rebase) => Some((
            Route::Measure(rebase.measure.clone()),
            "the measure and its chart with these limits",
        )),
        Body::Board(_) => Some((Route::Board(id.clone()), "this board with its meetings")),
        Body::Meeting(_) => Some((
            Route::Meeting(id.clone()),
            "this meeting with its agenda, papers and decisions",
        )),
        Body::Action(_) => Some((Route::Action(id.clone()), "this action and its whole story")),
        Body::Update(update) => story(&update.action),
        Body::DateChange(change) => story(&change.action),
        Body::SignOff(sign_off) => story(&sign_off.action),
        Body::Rating(rating) if rating.of.kind() == Kind::Action => story(&rating.of),
        Body::Plan(_) => Some((Route::Plan, "the plan and where it stands")),
        Body::Theme(_) => Some((Route::Theme(id.clone()), "this theme and where it stands")),
        Body::Risk(_) => Some((Route::Risks, "all risks")),
        Body::Decision(_) => Some((Route::Decisions, "everything that was decided")),
        Body::AgendaItem(item) => Some((
            Route::Meeting(item.meeting.clone()),
            "the meeting it belongs to",
        )),
        Body::InformationRequest(_) => Some((Route::Requests, "all requests for information")),
        Body::ScrutinyRecommendation(_) => Some((Route::Scrutiny, "all that Scrutiny recommended")),
        Body::AuditRound(_) | Body::Voice(_) => {
            Some((Route::Assurance, "audits and voice beside measures"))
        }
        Body::FundedProgramme(_) => Some((Route::Money, "what was paid for and spent")),
        Body::Conflict(_) => Some((Route::Conflicts, "all figures that do not agree")),
        Body::Statement(_) => Some((Route::Claims, "all claims and what the figures say of them")),
        _ => None,
    };
    let there = shown.filter(|(route, _)| match route {
        Route::Review(id)
        | Route::Measure(id)
        | Route::Board(id)
        | Route::Action(id)
        | Route::Meeting(id) => context.state.entry(id).is_some(),
        _ => true,
    });
    html! {
        @if let Some((route, what)) = there {
            p class="govuk-body" { "See " (context.anchor(&route, what)) "." }
        }
    }
}

/// The page of the action that an entry tells of.
fn story(action: &EntryId) -> Option<(Route, &'static str)> {
    Some((
        Route::Action(action.clone()),
        "the action with its whole story",
    ))
}

/// Where an entry was read: each document with its places, address, licence and
/// what was not checked about it.
fn sources(context: &Context<'_>, sources: &[Source]) -> Markup {
    let mut documents: Vec<(&EntryId, Vec<&str>)> = Vec::new();
    for source in sources {
        let place = source.place.as_deref();
        match documents.iter_mut().find(|(id, _)| *id == &source.document) {
            Some((_, places)) => places.extend(place),
            None => documents.push((&source.document, place.into_iter().collect())),
        }
    }
    // Where something was read stays true at every date.
    let today = context.view().at(state::Moment::on(context.moment.today));
    html! {
        h2 class="govuk-heading-m" id="sources" { "Read in" }
        @if documents.is_empty() {
            p class="govuk-body" { "No source is recorded." }
        }
        ul class="govuk-list govuk-list--spaced" {
            @for (id, places) in &documents {
                li {
                    (context.document(id))
                    @for place in places { ", " (place) }
                    @if let Some(document) = today.get::<Document>(id) { (about(&document)) }
                }
            }
        }
    }
}

fn about(document: &Held<'_, Document>) -> Markup {
    let body = document.body;
    html! {
        @if let Some(publisher) = &body.publisher {
            br; span class="sl-meta" { "Published by " (publisher) "." }
        }
        @if let Some(url) = &body.url {
            @if url.starts_with("https://") || url.starts_with("http://") {
                br; span class="sl-meta" {
                    "At " a class="govuk-link" href=(url) rel="noreferrer" { (url) }
                }
            }
        }
        @if let Some(licence) = &body.licence {
            br; span class="sl-meta" { "Licence: " (licence) "." }
        }
        @if let Some(caution) = &body.caution {
            br; span class="sl-meta" { strong { "Caution: " } (caution) }
        }
    }
}

/// A tag for what a version does.
fn change_tag(change: Change) -> Markup {
    match change {
        Change::Opens => tag("Opened", TagColour::Blue),
        Change::Changes => tag("Changed", TagColour::Teal),
        Change::Corrects(number) => tag(&format!("Corrected version {number}"), TagColour::Orange),
        Change::Withdraws => tag("Withdrew", TagColour::Grey),
        Change::Erases => tag("Erased", TagColour::Red),
    }
}

/// The kinds whose entries a page lists one by one when they refer to it; of
/// readings there are too many.
const fn listed(kind: Kind) -> bool {
    !matches!(kind, Kind::Reading)
}
