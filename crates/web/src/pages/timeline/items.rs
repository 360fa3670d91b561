//! Everything in the record that has a day of its own, as items of the list.

use maud::{Markup, html};
use record::body::{
    Board, Commitment, Communication, Decision, Document, DocumentForm, Event, FundedProgramme,
    Intervention, Meeting, MeetingStatus, Plan, Recommendation, Review, Statement, Strategy,
};
use record::claimed_date::ClaimedDate;
use record::kind::Content;
use record::state::Held;
use report::wording;

use crate::components::marks::{TagColour, tag};
use crate::components::timeline::TimelineItem;
use crate::context::Context;
use crate::pages::{grades, letters, reviews};
use crate::route::Route;

/// Kinds of entry that are chosen together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    Reviews,
    Judgements,
    Recommendations,
    Intervention,
    Boards,
    Documents,
    Plans,
    Promises,
    Events,
    Statements,
}

impl Group {
    pub(super) const ALL: [Self; 10] = [
        Self::Reviews,
        Self::Judgements,
        Self::Recommendations,
        Self::Intervention,
        Self::Boards,
        Self::Documents,
        Self::Plans,
        Self::Promises,
        Self::Events,
        Self::Statements,
    ];

    pub(super) fn named(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group| group.slug() == slug)
    }

    pub(super) const fn slug(self) -> &'static str {
        match self {
            Self::Reviews => "review",
            Self::Judgements => "judgement",
            Self::Recommendations => "recommendation",
            Self::Intervention => "intervention",
            Self::Boards => "board",
            Self::Documents => "document",
            Self::Plans => "plan",
            Self::Promises => "promise",
            Self::Events => "event",
            Self::Statements => "statement",
        }
    }

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Reviews => "Reviews and visits",
            Self::Judgements => "Judgements",
            Self::Recommendations => "Recommendations",
            Self::Intervention => "Intervention",
            Self::Boards => "Boards, meetings and decisions",
            Self::Documents => "Reports and letters published",
            Self::Plans => "Plans and strategies",
            Self::Promises => "Funded programmes, commitments and communications",
            Self::Events => "Events",
            Self::Statements => "What was said",
        }
    }

    /// The word set beside an item.
    const fn word(self) -> (&'static str, TagColour) {
        match self {
            Self::Reviews => ("Review", TagColour::Blue),
            Self::Judgements => ("Judgement", TagColour::Purple),
            Self::Recommendations => ("Recommendations", TagColour::Purple),
            Self::Intervention => ("Intervention", TagColour::Orange),
            Self::Boards => ("Board", TagColour::Teal),
            Self::Documents => ("Document", TagColour::Grey),
            Self::Plans => ("Plan", TagColour::Green),
            Self::Promises => ("Promise", TagColour::Green),
            Self::Events => ("Event", TagColour::Grey),
            Self::Statements => ("Said", TagColour::Yellow),
        }
    }
}

/// An item of the list and the group it is chosen by.
pub(super) struct Item {
    pub(super) group: Group,
    pub(super) shown: TimelineItem,
}

/// Everything that has a day, in no particular order.
pub(super) fn all(context: &Context<'_>) -> Vec<Item> {
    let mut items = Vec::new();
    reviewed(context, &mut items);
    governed(context, &mut items);
    documents(context, &mut items);
    planned(context, &mut items);
    told(context, &mut items);
    items
}

fn item(
    context: &Context<'_>,
    group: Group,
    on: ClaimedDate,
    when: String,
    title: Markup,
    body: Option<Markup>,
) -> Item {
    let (word, colour) = group.word();
    Item {
        group,
        shown: TimelineItem {
            date: on.counts_as(),
            when: wording::upper_first(&when),
            title,
            tag: Some(tag(word, colour)),
            body,
            ahead: on.earliest() > context.moment.as_at,
        },
    }
}

/// An item that is told by its entry's headline, from the day it was true.
fn plain<T: Content>(context: &Context<'_>, group: Group, held: &Held<'_, T>) -> Item {
    let on = held.meta.effective_on;
    let title = entry(context, held, wording::unstopped(&held.body.headline()));
    item(context, group, on, on.in_words(), title, None)
}

fn entry<T>(context: &Context<'_>, held: &Held<'_, T>, text: &str) -> Markup {
    context.anchor(&Route::Entry(held.id().clone()), text)
}

/// Reviews, grades, what they asked for, and the intervention that followed.
fn reviewed(context: &Context<'_>, items: &mut Vec<Item>) {
    let state = &context.state;
    let asked = state.all::<Recommendation>();
    for review in state.all::<Review>() {
        let to = Route::Review(review.id().clone());
        let title = context.anchor(&to, &review.body.name);
        let when = wording::span(review.body.starts, review.body.ends);
        let body = html! { (reviews::form(review.body.form)) };
        items.push(item(
            context,
            Group::Reviews,
            review.body.starts,
            when,
            title,
            Some(body),
        ));

        items.extend(judged(context, &review));
        let mut of_review = asked.iter().filter(|held| held.body.review == *review.id());
        if let Some(first) = of_review.next() {
            let count = 1 + of_review.count();
            let to = context.link_with(&Route::Recommendations, &[("review", review.id().name())]);
            let title = html! {
                a class="govuk-link" href=(to) {
                    @if count == 1 { "One recommendation" } @else { (count) " recommendations" }
                    ": " (review.body.name)
                }
            };
            let on = first.meta.effective_on;
            items.push(item(
                context,
                Group::Recommendations,
                on,
                on.in_words(),
                title,
                None,
            ));
        }
    }
    for stage in state.all::<Intervention>() {
        let link = context.link_to_place(&Route::Intervention, stage.id().name());
        let days = [
            ("begins", Some(stage.body.starts)),
            ("ends", stage.body.ends),
        ];
        for (what, on) in days {
            if let Some(on) = on {
                let title =
                    html! { a class="govuk-link" href=(link) { (stage.body.name) " " (what) } };
                items.push(item(
                    context,
                    Group::Intervention,
                    on,
                    on.in_words(),
                    title,
                    None,
                ));
            }
        }
    }
}

/// The grades of a review, together.
fn judged(context: &Context<'_>, review: &Held<'_, Review>) -> Option<Item> {
    let judgements = grades::of_review(&context.state, review.id());
    let on = judgements.first()?.meta.effective_on;
    let shared = grades::shared_caution(&judgements, review.id());
    let title = html! {
        a class="govuk-link" href=(context.link(&Route::Review(review.id().clone()))) {
            @if judgements.len() == 1 { "Judgement: " } @else { "Judgements: " }
            (review.body.name)
        }
    };
    let body = html! {
        dl class="sl-pairs" {
            @for judgement in &judgements {
                div {
                    dt { (entry(context, judgement, &judgement.body.area_name)) }
                    dd {
                        (grades::graded(judgement.body.grade))
                        @if shared.is_none() { (grades::caution(judgement.body)) }
                    }
                }
            }
        }
        @if let Some(caution) = shared {
            p class="sl-caution" { (wording::sentence(caution)) }
        }
    };
    let when = on.in_words();
    Some(item(
        context,
        Group::Judgements,
        on,
        when,
        title,
        Some(body),
    ))
}

/// Boards, their meetings and what they decided.
fn governed(context: &Context<'_>, items: &mut Vec<Item>) {
    let state = &context.state;
    for board in state.all::<Board>() {
        let link = context.link(&Route::Board(board.id().clone()));
        let versions = context.view().history(board.id(), context.record_moment());
        let first = versions
            .iter()
            .map(|version| version.meta.effective_on)
            .min_by_key(|on| on.counts_as());
        for (what, on) in [("is first known", first), ("has ended", board.body.ended)] {
            if let Some(on) = on {
                let title =
                    html! { a class="govuk-link" href=(link) { (board.body.name) " " (what) } };
                items.push(item(context, Group::Boards, on, on.in_words(), title, None));
            }
        }
    }
    for meeting in state.all::<Meeting>() {
        let body = meeting.body;
        let name = state
            .get::<Board>(&body.board)
            .map_or("A board", |board| board.body.name.as_str());
        let title = entry(context, &meeting, &format!("{name} meets"));
        let said = html! {
            @match body.status {
                MeetingStatus::Planned => p { "Planned." },
                MeetingStatus::Held => {},
                MeetingStatus::NotKnown => p { "It was planned; whether it was held is not known." },
            }
            @for sentence in &body.considered { p { (sentence) } }
        };
        items.push(item(
            context,
            Group::Boards,
            body.on,
            body.on.in_words(),
            title,
            Some(said),
        ));
    }
    for decision in state.all::<Decision>() {
        let on = decision.body.on;
        let title = entry(context, &decision, wording::unstopped(&decision.body.text));
        let board = state.get::<Board>(&decision.body.board);
        let body = board.map(|board| html! { "Decided by: " (board.body.name) });
        items.push(item(context, Group::Boards, on, on.in_words(), title, body));
    }
}

/// Reports, letters and papers, on the day the public could have them.
fn documents(context: &Context<'_>, items: &mut Vec<Item>) {
    for document in context.state.all::<Document>() {
        let papers = matches!(
            document.body.form,
            DocumentForm::Letter
                | DocumentForm::Report
                | DocumentForm::BriefingNote
                | DocumentForm::Minutes
                | DocumentForm::Plan
        );
        let Some(published) = document.meta.published_on.filter(|_| papers) else {
            continue;
        };
        let title = entry(context, &document, &document.body.title);
        let body = html! {
            (wording::upper_first(letters::publication(document.body.publication)))
            @if let Some(publisher) = &document.body.publisher { ": " (publisher) }
        };
        let when = published.in_words();
        items.push(item(
            context,
            Group::Documents,
            published,
            when,
            title,
            Some(body),
        ));
    }
}

/// Plans with each of their versions, strategies and promises.
fn planned(context: &Context<'_>, items: &mut Vec<Item>) {
    let state = &context.state;
    for plan in state.all::<Plan>() {
        let body = plan
            .body
            .version_label
            .as_ref()
            .map(|label| html! { (label) });
        let mut shown = plain(context, Group::Plans, &plan);
        shown.shown.body = body;
        items.push(shown);
    }
    for strategy in state.all::<Strategy>() {
        items.push(plain(context, Group::Plans, &strategy));
    }
    for programme in state.all::<FundedProgramme>() {
        let mut shown = plain(context, Group::Promises, &programme);
        shown.shown.body = programme
            .body
            .amount_pounds
            .map(|amount| html! { (wording::pounds(amount)) });
        items.push(shown);
    }
    for commitment in state.all::<Commitment>() {
        items.push(plain(context, Group::Promises, &commitment));
    }
    for communication in state.all::<Communication>() {
        items.push(plain(context, Group::Promises, &communication));
    }
}

/// Events, and what somebody said.
fn told(context: &Context<'_>, items: &mut Vec<Item>) {
    for event in context.state.all::<Event>() {
        let on = event.body.on;
        let title = entry(context, &event, &event.body.title);
        let body = event.body.text.as_ref().map(|text| html! { (text) });
        items.push(item(context, Group::Events, on, on.in_words(), title, body));
    }
    for statement in context.state.all::<Statement>() {
        items.push(plain(context, Group::Statements, &statement));
    }
}
