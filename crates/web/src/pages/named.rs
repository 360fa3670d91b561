//! What an entry is called where another page speaks of it, and where its own
//! page is.

use maud::{Markup, html};
use record::body::{Comparator, Measure, Reading};
use record::claimed_date::ClaimedDate;
use record::id::EntryId;
use record::kind::{Body, Kind};
use report::wording;

use crate::context::Context;
use crate::route::Route;

/// The name of an entry that stands by itself: a reading says what it measures
/// and of whom, a meeting which board met.
pub(super) fn name(context: &Context<'_>, body: &Body) -> String {
    match body {
        Body::Reading(reading) => reading_name(context, reading),
        Body::Meeting(meeting) => match context.state.get::<record::body::Board>(&meeting.board) {
            Some(board) => format!("{}: meeting of {}", board.body.name, meeting.on.in_words()),
            None => body.headline(),
        },
        Body::Recommendation(recommendation) => {
            let text = wording::unstopped(&recommendation.text);
            match context
                .state
                .get::<record::body::Review>(&recommendation.review)
            {
                Some(review) => format!("{}, {}: {text}", review.body.name, recommendation.number),
                None => body.headline(),
            }
        }
        Body::Judgement(judgement) => {
            match context.state.get::<record::body::Review>(&judgement.review) {
                Some(review) => format!(
                    "{}, {}",
                    review.body.name,
                    wording::lower_first(&body.headline())
                ),
                None => body.headline(),
            }
        }
        _ => wording::unstopped(&body.headline()).to_owned(),
    }
}

/// "Re-referrals, England, year to 31 March 2017: 21.9%".
fn reading_name(context: &Context<'_>, reading: &Reading) -> String {
    let measure = context.state.get::<Measure>(&reading.measure);
    let what = measure.map_or(reading.measure.name(), |measure| &measure.body.short_name);
    let value = measure.map_or_else(
        || reading.value.to_string(),
        |measure| wording::value(reading, measure.body),
    );
    let area = match &reading.area {
        None => context.place(),
        Some(area) => context
            .state
            .get::<Comparator>(area)
            .map_or(area.name(), |comparator| &comparator.body.short_name),
    };
    format!("{what}, {area}, {}: {value}", reading.period.in_words())
}

/// The name of the entry of this id, or that it could not be seen.
pub(super) fn name_of(context: &Context<'_>, id: &EntryId) -> String {
    match context.state.entry(id) {
        Some(held) => name(context, held.body),
        None => format!(
            "{} that was not {} on this date",
            of_kind(id.kind()),
            context.public()
        ),
    }
}

/// A link to an entry, by its name; for one that could not be seen at
/// the page's dates, that it could not.
pub(super) fn linked(context: &Context<'_>, id: &EntryId) -> Markup {
    if id.kind() == Kind::Document {
        return context.document(id);
    }
    match context.state.entry(id) {
        Some(held) => context.anchor(&Route::of(id), &name(context, held.body)),
        None => html! { (of_kind(id.kind())) " that was not " (context.public()) " on this date" },
    }
}

/// "a review", "an organisation".
fn of_kind(kind: Kind) -> String {
    let name = kind.name().replace('-', " ");
    let article = if name.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {name}")
}

/// From when something is true: "from 10 March 2015", "by 16 September 2021".
pub(super) fn since(date: ClaimedDate) -> String {
    if date.is_by() {
        date.in_words()
    } else {
        format!("from {}", date.in_words())
    }
}

/// The name of a kind for one, with a capital: "Sign-off", "Funded programme".
pub(super) fn kind(kind: Kind) -> String {
    match kind {
        Kind::SignOff => "Sign-off".to_owned(),
        Kind::AuthorityProfile => "The council".to_owned(),
        Kind::Intervention => "Intervention stage".to_owned(),
        Kind::Rebase => "Decision on limits".to_owned(),
        Kind::Conflict => "Figures that do not agree".to_owned(),
        _ => wording::upper_first(&kind.name().replace('-', " ")),
    }
}
