//! Audits and voice beside measures: what case work looked like when somebody read it,
//! what children, families and staff said, and the figures of the same theme.

use maud::{Markup, html};
use record::body::{AuditRound, Grades, Measure, Theme, Voice};
use record::delivery::reference_order;
use record::id::EntryId;
use record::state::Held;
use report::wording;

use super::named;
use crate::components::details::details;
use crate::components::marks::{TagColour, tag};
use crate::components::table::{Column, Table, table};
use crate::context::{Context, claimed};
use crate::route::Route;
use crate::shell::Page;
use crate::survey::last_reading;

/// The page.
#[must_use]
pub fn page(context: &Context<'_>) -> Page {
    let mut rounds = context.state.all::<AuditRound>();
    rounds.sort_by_key(|round| std::cmp::Reverse(round.body.to.counts_as()));
    let mut voices = context.state.all::<Voice>();
    voices.sort_by_key(|voice| std::cmp::Reverse(voice.body.on.counts_as()));
    let main = html! {
        p class="govuk-body-l" {
            "Figures say how much and how fast. Audits say how well, and children, families and staff say what it is like."
        }
        (graded(context, &rounds))
        @if let Some(last) = rounds.first() { (found(context, last)) }
        (closed_loop(context, &rounds))
        (by_theme(context, &voices))
        h2 class="govuk-heading-m" id="voice" { "What was heard, the latest first" }
        @if voices.is_empty() {
            p class="govuk-body" { "Nothing is in the record at this date." }
        }
        @for voice in &voices { (heard(context, voice)) }
    };
    context.page(Route::Assurance.name(), main)
}

/// Grades of every round, before and after moderation.
fn graded(context: &Context<'_>, rounds: &[Held<'_, AuditRound>]) -> Markup {
    if rounds.is_empty() {
        return html! { p class="govuk-body" { "No round of audits is in the record at this date." } };
    }
    let share = |grades: &Grades| match grades.total() {
        0 => "none".to_owned(),
        total => format!("{} of {total}", grades.good_or_better()),
    };
    let counts = |grades: &Grades| grades.counts().map(|count| count.to_string()).join(", ");
    let rows = rounds
        .iter()
        .map(|round| {
            let body = round.body;
            vec![
                context.anchor(&Route::Entry(round.id().clone()), &body.title),
                html! { (claimed(body.to)) },
                html! { (body.before.total()) " of " (body.asked) },
                html! { (share(&body.before)) br; span class="govuk-body-s sl-quiet" { (counts(&body.before)) } },
                html! { (body.moderated) },
                html! { (share(&body.after)) br; span class="govuk-body-s sl-quiet" { (counts(&body.after)) } },
            ]
        })
        .collect();
    table(&Table {
        id: "audits".to_owned(),
        caption: "Rounds of practice audits".to_owned(),
        columns: vec![
            Column::text("Round"),
            Column::text("To"),
            Column::number("Done of those planned"),
            Column::number("Good or better, by the auditors"),
            Column::number("Moderated"),
            Column::number("Good or better, after moderation"),
        ],
        rows,
        row_headings: true,
        note: Some(html! {
            "Under each share: outstanding, good, requires improvement, inadequate. Audits that were not moderated keep their auditor’s grade."
        }),
    })
}

/// What the last round found.
fn found(context: &Context<'_>, round: &Held<'_, AuditRound>) -> Markup {
    let lines = |strength: bool| -> Vec<String> {
        let mut themes: Vec<_> = round
            .body
            .themes
            .iter()
            .filter(|theme| theme.strength == strength)
            .collect();
        themes.sort_by_key(|theme| std::cmp::Reverse(theme.audits));
        themes
            .iter()
            .map(|theme| {
                format!(
                    "{} (in {} audits)",
                    wording::unstopped(&theme.text),
                    theme.audits
                )
            })
            .collect()
    };
    html! {
        @if !round.body.themes.is_empty() {
            h2 class="govuk-heading-m" id="found" { "What the last round found" }
            p class="govuk-body" { (named::linked(context, round.id())) "." }
            @for (words, strength) in [("Strengths", true), ("To be worked on", false)] {
                @let found = lines(strength);
                @if !found.is_empty() {
                    h3 class="govuk-heading-s" { (words) }
                    ul class="govuk-list govuk-list--bullet" { @for line in found { li { (line) } } }
                }
            }
        }
    }
}

/// What was to be done about findings: closed, audited again, or open.
fn closed_loop(context: &Context<'_>, rounds: &[Held<'_, AuditRound>]) -> Markup {
    let all: Vec<_> = rounds
        .iter()
        .flat_map(|round| &round.body.actions)
        .collect();
    let closed = all
        .iter()
        .filter(|action| action.closed_on.is_some())
        .count();
    let again = all
        .iter()
        .filter(|action| action.re_audited_on.is_some())
        .count();
    let open = |round: &Held<'_, AuditRound>| {
        round
            .body
            .actions
            .iter()
            .any(|action| action.closed_on.is_none())
    };
    html! {
        @if !all.is_empty() {
            h2 class="govuk-heading-m" id="closed-loop" { "What was done about it" }
            p class="govuk-body" {
                (all.len()) " things were to be done after audits: " (closed) " are done, and "
                (again) " were audited again to see whether they held."
            }
            @for round in rounds.iter().filter(|round| open(round)) {
                (details(&format!("Still open from {}", round.body.title), &html! {
                    ul class="govuk-list govuk-list--bullet" {
                        @for action in round.body.actions.iter().filter(|action| action.closed_on.is_none()) {
                            li { (wording::sentence(&action.text)) " " (named::name_of(context, &action.owner)) ", " (action.due) "." }
                        }
                    }
                }, false))
            }
        }
    }
}

/// Each theme's figures and what was heard of it, side by side.
fn by_theme(context: &Context<'_>, voices: &[Held<'_, Voice>]) -> Markup {
    let mut themes = context.state.all::<Theme>();
    themes.sort_by_cached_key(|theme| reference_order(&theme.body.number));
    let rows: Vec<Vec<Markup>> = themes
        .iter()
        .map(|theme| {
            let of: Vec<&Held<'_, Voice>> =
                voices.iter().filter(|voice| voice.body.about.contains(theme.id())).collect();
            vec![
                html! { (theme.body.number) " " (theme.body.title) },
                figures(context, &theme.body.measures),
                html! {
                    @match of.first() {
                        None => "nothing yet",
                        Some(voice) => {
                            (voice.body.of.in_words()) ", " (claimed(voice.body.on)) ": "
                            @if let Some(first) = voice.body.heard.first() { "“" (wording::unstopped(first)) "”" }
                        }
                    }
                },
            ]
        })
        .collect();
    html! {
        @if !rows.is_empty() {
            (table(&Table {
                id: "beside".to_owned(),
                caption: "Figures and voices of each theme".to_owned(),
                columns: ["Theme", "Last figures", "Last heard"].map(Column::text).to_vec(),
                rows,
                row_headings: true,
                note: None,
            }))
        }
    }
}

fn figures(context: &Context<'_>, ids: &[EntryId]) -> Markup {
    html! {
        @if ids.is_empty() { "no measure" }
        @for (at, id) in ids.iter().enumerate() {
            @if at > 0 { br; }
            @if let Some(measure) = context.state.get::<Measure>(id) {
                (context.anchor(&Route::Measure(id.clone()), &measure.body.short_name))
                @match last_reading(context.state, id) {
                    Some(reading) => { ": " (wording::value(reading.body, measure.body)) ", " (reading.body.period.in_words()) },
                    None => ": no figure",
                }
            }
        }
    }
}

fn heard(context: &Context<'_>, voice: &Held<'_, Voice>) -> Markup {
    let body = voice.body;
    html! {
        h3 class="govuk-heading-s" id=(voice.id().name()) {
            (tag(body.of.in_words(), TagColour::Teal)) " "
            (context.anchor(&Route::Entry(voice.id().clone()), &wording::upper_first(&body.how)))
            ", " (claimed(body.on))
        }
        ul class="govuk-list govuk-list--bullet" {
            @for sentence in &body.heard { li { (wording::sentence(sentence)) } }
        }
        @if let Some(people) = body.people {
            p class="govuk-body-s" { (people) @if people == 1 { " person took part." } @else { " people took part." } }
        }
        p class="govuk-body" {
            @match &body.response {
                Some(response) => { strong { "What was done: " } (wording::sentence(response)) },
                None => "What was done about it is not in the record.",
            }
        }
        @if !body.about.is_empty() {
            p class="govuk-body-s" {
                "About: "
                @for (at, id) in body.about.iter().enumerate() { @if at > 0 { "; " } (named::linked(context, id)) }
            }
        }
    }
}
