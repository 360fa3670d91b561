//! The ledger of claims: each sentence of the record that gives a figure or says which
//! way something went, with who said it, what it rests on, what a check found and what
//! the figures said later.

use std::collections::BTreeSet;

use maud::{Markup, html};
use record::body::Reading;
use record::id::EntryId;
use record::kind::Kind;
use record::state::Held;
use report::claims::{Claim, Later, Shelf, Verdict, ledger, of_entry};
use report::wording;

use super::named;
use crate::components::date::long_date;
use crate::components::details::details;
use crate::components::form::{Choice, select};
use crate::components::marks::{TagColour, tag};
use crate::components::pagination::pagination;
use crate::context::{Context, claimed};
use crate::route::Route;
use crate::shell::Page;

/// Claims on one page.
const PAGE: usize = 25;

/// The sorts of source: as an address has them, and in words.
const SOURCES: [(&str, Kind, &str); 3] = [
    ("statement", Kind::Statement, "statements"),
    ("review", Kind::Review, "inspectors and reviewers"),
    ("update", Kind::Update, "updates by owners"),
];

/// What the address asks for.
struct Asked<'a> {
    verdict: Option<Verdict>,
    source: Option<Kind>,
    year: Option<i16>,
    /// What it asks that there is not, each told in a sentence.
    unknown: Vec<String>,
    claims: Vec<Claim<'a>>,
}

/// The page.
#[must_use]
pub fn page(context: &Context<'_>) -> Page {
    let all = ledger(&context.state);
    let asked = Asked::of(context, all);
    let shown: Vec<&Claim<'_>> = asked.claims.iter().filter(|one| asked.fits(one)).collect();
    let pages = shown.len().div_ceil(PAGE).max(1);
    let number = context
        .asked
        .get("page")
        .and_then(|page| page.parse().ok())
        .unwrap_or(1)
        .clamp(1, pages);
    let on_page = shown.iter().skip((number - 1) * PAGE).take(PAGE);
    let main = html! {
        p class="govuk-body-l" {
            "Sentences of this record that give a figure or say which way something went, "
            "each held against the figures. Where nothing was found, nobody is said to be "
            "wrong: the sentence has no figure behind it here."
        }
        (how())
        @if asked.claims.is_empty() {
            p class="govuk-body" {
                "No such sentence had " (context.published()) " by " (long_date(context.moment.known_at)) "."
            }
        } @else {
            (counts(context, &asked.claims))
            (asked.form(context))
            @for sentence in &asked.unknown { p class="govuk-body" { (sentence) } }
            h2 class="govuk-heading-m" { (told(shown.len(), asked.is_narrow())) }
            p class="govuk-body" { "Those that need a look come first, and of those the latest." }
            @for claim in on_page { (section(context, claim)) }
            (pagination(number, pages, |page| {
                let page = page.to_string();
                let mut parameters = context.asked.only(&["verdict", "source", "year"]);
                parameters.push(("page".to_owned(), page));
                let parameters: Vec<(&str, &str)> =
                    parameters.iter().map(|(name, value)| (&**name, &**value)).collect();
                context.link_with(&Route::Claims, &parameters)
            }))
        }
    };
    let mut page = context.page(context.route.name(), main);
    let mut detail = asked.words();
    if pages > 1 {
        detail.push(format!("page {number} of {pages}"));
    }
    if !detail.is_empty() {
        page.title_detail = Some(detail.join(", "));
    }
    page
}

fn told(count: usize, narrow: bool) -> String {
    let noun = if count == 1 { "sentence" } else { "sentences" };
    let such = if narrow { " of those asked for" } else { "" };
    wording::upper_first(&format!("{} {noun}{such}", wording::count(count)))
}

fn how() -> Markup {
    details(
        "How a sentence is checked",
        &html! {
            p class="govuk-body" {
                "Its sums are worked out again. Its figures are looked for among the readings "
                "of the measure it names, for the period it names. The year and the area of "
                "whom it compares with are checked. A word such as “improved” is held against "
                "what the statistics said of the measure when it was said: two points are no "
                "trend. The words are read by rules, not by a person, so a sentence may be "
                "read wrongly."
            }
            dl class="govuk-summary-list" {
                @for verdict in Verdict::ALL {
                    div class="govuk-summary-list__row" {
                        dt class="govuk-summary-list__key" { (mark(verdict)) }
                        dd class="govuk-summary-list__value" { (meaning(verdict)) }
                    }
                }
            }
            p class="govuk-body" {
                "A draft of your own is checked in the same way by the command "
                code { "sightline claims" } "."
            }
        },
        false,
    )
}

const fn meaning(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Contradicted => {
            "A sum does not come out, the record has another figure, or the statistics said the opposite."
        }
        Verdict::Unevidenced => {
            "No figure of this record, or no statistical statement, stands behind it."
        }
        Verdict::SinceRevised => {
            "It agreed with a figure when it was said, and the figure was revised or published otherwise since."
        }
        Verdict::Evidenced => {
            "Its figures are in the record as it says, and its direction is shown."
        }
    }
}

fn mark(verdict: Verdict) -> Markup {
    let colour = match verdict {
        Verdict::Contradicted => TagColour::Red,
        Verdict::Unevidenced => TagColour::Yellow,
        Verdict::SinceRevised => TagColour::Blue,
        Verdict::Evidenced => TagColour::Green,
    };
    tag(&wording::upper_first(verdict.in_words()), colour)
}

fn counts(context: &Context<'_>, claims: &[Claim<'_>]) -> Markup {
    html! {
        ul class="govuk-list" {
            @for verdict in Verdict::ALL {
                @let count = claims.iter().filter(|one| one.verdict == verdict).count();
                @if count > 0 {
                    li {
                        a class="govuk-link" href=(context.link_with(&Route::Claims, &[("verdict", verdict.name())])) {
                            (wording::upper_first(verdict.in_words()))
                        }
                        ": " (count)
                    }
                }
            }
        }
    }
}

impl<'a> Asked<'a> {
    fn of(context: &Context<'_>, claims: Vec<Claim<'a>>) -> Self {
        let mut unknown = Vec::new();
        let mut read = |name: &str, what: &str, known: bool| {
            if let Some(typed) = context.asked.get(name).filter(|_| !known) {
                unknown.push(format!(
                    "There is no {what} called “{typed}”, so all are shown."
                ));
            }
        };
        let get = |name| context.asked.get(name);
        let verdict = get("verdict")
            .and_then(|asked| Verdict::ALL.into_iter().find(|one| one.name() == asked));
        let source = get("source")
            .and_then(|asked| SOURCES.iter().find(|(name, ..)| *name == asked))
            .map(|(_, kind, _)| *kind);
        let year = get("year").and_then(|asked| asked.parse().ok());
        read("verdict", "finding", verdict.is_some());
        read("source", "sort of source", source.is_some());
        read("year", "year", year.is_some());
        Self {
            verdict,
            source,
            year,
            unknown,
            claims,
        }
    }

    const fn is_narrow(&self) -> bool {
        self.verdict.is_some() || self.source.is_some() || self.year.is_some()
    }

    fn fits(&self, claim: &Claim<'_>) -> bool {
        self.verdict.is_none_or(|verdict| claim.verdict == verdict)
            && self.source.is_none_or(|kind| claim.entry.kind() == kind)
            && self
                .year
                .is_none_or(|year| claim.on.counts_as().year() == year)
    }

    fn words(&self) -> Vec<String> {
        let source = self.source.and_then(|kind| {
            let found = SOURCES.iter().find(|(_, known, _)| *known == kind);
            found.map(|(.., words)| (*words).to_owned())
        });
        let verdict = self.verdict.map(|verdict| verdict.in_words().to_owned());
        let year = self.year.map(|year| year.to_string());
        [verdict, source, year].into_iter().flatten().collect()
    }

    fn form(&self, context: &Context<'_>) -> Markup {
        let choice = |value: &str, text: &str, chosen: bool| Choice {
            value: value.to_owned(),
            text: wording::upper_first(text),
            chosen,
        };
        let mut verdicts = vec![choice("", "Any", self.verdict.is_none())];
        verdicts.extend(Verdict::ALL.map(|verdict| {
            choice(
                verdict.name(),
                verdict.in_words(),
                self.verdict == Some(verdict),
            )
        }));
        let mut sources = vec![choice("", "Anyone", self.source.is_none())];
        sources.extend(
            SOURCES.map(|(name, kind, words)| choice(name, words, self.source == Some(kind))),
        );
        let of_claims = self.claims.iter().map(|one| one.on.counts_as().year());
        let years: BTreeSet<i16> = of_claims.chain(self.year).collect();
        let mut in_year = vec![choice("", "All years", self.year.is_none())];
        in_year.extend(years.iter().rev().map(|year| {
            let text = year.to_string();
            choice(&text, &text, self.year == Some(*year))
        }));
        html! {
            form class="sl-filter" action=(Route::Claims.path(context.authority())) method="get" {
                (context.hidden_dates())
                (select("verdict", "verdict", "What was found", &verdicts))
                (select("source", "source", "Said by", &sources))
                (select("year", "year", "Year", &in_year))
                button type="submit" class="govuk-button govuk-button--secondary" { "Show" }
            }
        }
    }
}

/// One claim with all that was found.
fn section(context: &Context<'_>, claim: &Claim<'_>) -> Markup {
    html! {
        div {
            h3 class="govuk-heading-s" { "“" (claim.sentence) "”" }
            p class="govuk-body" { (mark(claim.verdict)) }
            p class="sl-meta" {
                "Said by " (people(context, &claim.by)) ", " (wording::on(claim.on)) ". Read in "
                (context.sources(claim.sources)) ". "
                (context.entry_link(claim.entry, wording::unstopped(&claim.sentence)))
            }
            (found(context, claim))
        }
    }
}

/// What a check of a claim found, and what the figures said later.
fn found(context: &Context<'_>, claim: &Claim<'_>) -> Markup {
    html! {
        ul class="govuk-list govuk-list--bullet" {
            @for finding in &claim.findings {
                li {
                    (finding.words) " "
                    span class="sl-meta" {
                        (wording::upper_first(finding.kind.in_words()))
                        @for id in &finding.rests_on { "; " (named::linked(context, id)) }
                        "."
                    }
                }
            }
        }
        @if !claim.later.is_empty() {
            @let body = html! {
                @if let Some(words) = claim.afterwards() { p class="govuk-body" { (words) } }
                ul class="govuk-list govuk-list--bullet" {
                    @for later in &claim.later { li { (later_words(context, later)) } }
                }
            };
            (details("What the figures said later", &body, false))
        }
    }
}

fn later_words(context: &Context<'_>, later: &Later<'_>) -> Markup {
    let measure = later.measure;
    let figure = |held: &Held<'_, Reading>| {
        html! {
            (wording::value(held.body, measure.body)) " ("
            (context.anchor(&Route::Entry(held.id().clone()), &held.body.period.in_words())) ")"
        }
    };
    html! {
        (context.anchor(&Route::Measure(measure.id().clone()), &measure.body.short_name)) ": "
        @match &later.then {
            Some(then) => { (figure(then)) " when it was said" },
            None => "no figure when it was said",
        }
        @for (at, held) in later.since.iter().enumerate() {
            @if at == 0 { "; the next " } @else { "; the latest " }
            (figure(held))
        }
        ". " (later.statement)
    }
}

fn people(context: &Context<'_>, by: &[EntryId]) -> Markup {
    html! {
        @for (at, id) in by.iter().enumerate() {
            @if at > 0 && at + 1 == by.len() { " and " } @else if at > 0 { ", " }
            (named::linked(context, id))
        }
        @if by.is_empty() { "somebody who is not named" }
    }
}

/// What was found of an entry's own sentences, for its page; nothing where it makes
/// no claim.
pub(super) fn of(context: &Context<'_>, id: &EntryId) -> Markup {
    if !SOURCES.iter().any(|(_, kind, _)| *kind == id.kind()) {
        return html! {};
    }
    let claims = of_entry(&Shelf::of(context.state), id);
    html! {
        @if !claims.is_empty() {
            h2 class="govuk-heading-m" id="claims" { "What the figures say of it" }
            @for claim in &claims {
                @if claims.len() > 1 {
                    h3 class="govuk-heading-s" { "“" (claim.sentence) "”" }
                }
                p class="govuk-body" { (mark(claim.verdict)) " on " (claimed(claim.on)) }
                (found(context, claim))
            }
            p class="govuk-body" { (context.anchor(&Route::Claims, "All claims")) }
        }
    }
}
