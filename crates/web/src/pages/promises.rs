//! What was promised and what supports it: commitments, strategies, funded
//! programmes, plans, communications, and what was said by whom.

mod programmes;

use maud::{Markup, html};
use record::body::{
    Commitment, Communication, CommunicationForm, FundedProgramme, Plan, Statement, Strategy,
};
use record::id::{EntryId, Source};
use record::state::Held;
use report::wording;

use super::named;
use crate::components::date::long_date;
use crate::context::Context;
use crate::route::Route;
use crate::shell::Page;

/// The page.
#[must_use]
pub fn page(context: &Context<'_>) -> Page {
    let state = &context.state;
    let plans = state.all::<Plan>();
    let funded = state.all::<FundedProgramme>();
    let parts = [
        (
            "commitments",
            "Commitments",
            commitments(context, &state.all()),
        ),
        ("plans", "Plans", programmes::plans(context, &plans)),
        (
            "strategies",
            "Strategies",
            strategies(context, &state.all()),
        ),
        (
            "funded-programmes",
            "Funded programmes",
            programmes::funded(context, &funded).map(|part| {
                html! {
                    (part)
                    p class="govuk-body" {
                        (context.anchor(&Route::Money, "What each delivers and what was spent"))
                    }
                }
            }),
        ),
        (
            "communications",
            "Communications",
            communications(context, &state.all()),
        ),
        (
            "statements",
            "What was said, and by whom",
            statements(context, &state.all()),
        ),
    ];
    let main = html! {
        p class="govuk-body-l" {
            "What the council and others promised, the plans and money behind it, and what "
            "was said about it."
        }
        nav aria-label="On this page" {
            ul class="govuk-list govuk-list--bullet" {
                @for (id, title, _) in &parts {
                    li { a class="govuk-link" href={ "#" (id) } { (title) } }
                }
            }
        }
        @for (id, title, part) in parts {
            h2 class="govuk-heading-m" id=(id) { (title) }
            @match part {
                Some(part) => (part),
                None => p class="govuk-body" {
                    "Nothing of this kind had " (context.published()) " by " (long_date(context.moment.known_at)) "."
                },
            }
        }
    };
    context.page(context.route.name(), main)
}

/// Posts and bodies, linked: "the Leader and the Chief Executive".
fn by(context: &Context<'_>, ids: &[EntryId]) -> Markup {
    html! {
        @for (at, id) in ids.iter().enumerate() {
            @if at > 0 && at + 1 == ids.len() { " and " } @else if at > 0 { ", " }
            (named::linked(context, id))
        }
    }
}

/// A line under a text: since when, where it was read, its history.
fn foot(context: &Context<'_>, id: &EntryId, what: &str, sources: &[Source]) -> Markup {
    html! {
        p class="sl-meta" {
            "Read in " (context.sources(sources)) ". " (context.entry_link(id, what))
        }
    }
}

fn commitments(context: &Context<'_>, held: &[Held<'_, Commitment>]) -> Option<Markup> {
    (!held.is_empty()).then(|| {
        html! {
            @for commitment in held {
                p class="govuk-body" { (commitment.body.text) }
                p class="sl-meta" {
                    "By " (by(context, &commitment.body.by)) ", "
                    (wording::on(commitment.meta.effective_on)) "."
                }
                (foot(context, commitment.id(), "this commitment", &commitment.body.sources))
            }
        }
    })
}

fn strategies(context: &Context<'_>, held: &[Held<'_, Strategy>]) -> Option<Markup> {
    (!held.is_empty()).then(|| {
        html! {
            @for strategy in held {
                h3 class="govuk-heading-s" { (strategy.body.name) }
                p class="sl-meta" { (wording::upper_first(&named::since(strategy.meta.effective_on))) "." }
                (said(&strategy.body.says))
                (foot(context, strategy.id(), &strategy.body.name, &strategy.body.sources))
            }
        }
    })
}

fn communications(context: &Context<'_>, held: &[Held<'_, Communication>]) -> Option<Markup> {
    (!held.is_empty()).then(|| {
        html! {
            @for communication in held {
                h3 class="govuk-heading-s" { (communication.body.name) }
                p class="sl-meta" {
                    (form(communication.body.form)) ", "
                    (wording::on(communication.meta.effective_on))
                    @if let Some(post) = &communication.body.by { ", by " (named::linked(context, post)) }
                    "."
                }
                p class="govuk-body" { (wording::sentence(&communication.body.audience)) }
                (said(&communication.body.says))
                (foot(context, communication.id(), &communication.body.name, &communication.body.sources))
            }
        }
    })
}

const fn form(form: CommunicationForm) -> &'static str {
    match form {
        CommunicationForm::Newsletter => "Newsletter",
        CommunicationForm::OpenSession => "Open session",
        CommunicationForm::Visit => "Visit",
    }
}

/// Statements, the latest first; they are claims, so each says whose.
fn statements(context: &Context<'_>, held: &[Held<'_, Statement>]) -> Option<Markup> {
    (!held.is_empty()).then(|| {
        html! {
            p class="govuk-body" {
                "These are claims of those who made them, in our own words. That they were "
                "made is what the record holds. "
                (context.anchor(&Route::Claims, "What the figures say of them"))
            }
            ul class="govuk-list govuk-list--spaced" {
                @for statement in held.iter().rev() {
                    li {
                        (wording::sentence(&statement.body.text)) " "
                        span class="sl-meta" {
                            "Said by " (by(context, &statement.body.by)) ", "
                            (wording::on(statement.meta.effective_on)) ". "
                            (context.entry_link(statement.id(), wording::unstopped(&statement.body.text)))
                        }
                    }
                }
            }
        }
    })
}

/// Sentences as a list.
fn said(sentences: &[String]) -> Markup {
    html! {
        @if !sentences.is_empty() {
            ul class="govuk-list govuk-list--bullet" {
                @for sentence in sentences { li { (wording::sentence(sentence)) } }
            }
        }
    }
}
