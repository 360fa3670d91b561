//! Search: every entry that has all the words, by kind, with the place where
//! they stand.

mod snippet;

use maud::{Markup, html};
use record::kind::{Body, Kind};
use record::state::Held;
use report::wording;

use super::named;
use crate::components::date::long_date;
use crate::components::form::search_form;
use crate::components::pagination::pagination;
use crate::context::Context;
use crate::route::Route;
use crate::shell::Page;

/// Results on one page.
const PAGE: usize = 50;
/// Words of a query beyond this many are not looked for.
const MOST_WORDS: usize = 12;

/// The page.
#[must_use]
pub fn page(context: &Context<'_>) -> Page {
    let query = query(context.asked.get("q").unwrap_or_default());
    let found = context.state.search(&query);
    let kind = context.asked.get("kind").and_then(Kind::named);
    let shown: Vec<&Held<'_, Body>> = found
        .iter()
        .filter(|held| kind.is_none_or(|kind| held.body.kind() == kind))
        .collect();
    let pages = shown.len().div_ceil(PAGE).max(1);
    let number = context
        .asked
        .get("page")
        .and_then(|page| page.parse::<usize>().ok())
        .unwrap_or(1)
        .clamp(1, pages);
    let link = |kind: Option<Kind>, page: usize| {
        let page = page.to_string();
        let mut parameters = vec![("q", query.as_str())];
        parameters.extend(kind.map(|kind| ("kind", kind.name())));
        if page != "1" {
            parameters.push(("page", &page));
        }
        context.link_with(&Route::Search, &parameters)
    };
    let main = html! {
        (search_form(
            &Route::Search.path(context.authority()),
            "Search the record",
            &query,
            &context.moment.parameters(),
        ))
        @if query.is_empty() {
            p class="govuk-body" {
                "Type a word or several. An entry is found if it has all of them, in any order, "
                "in capitals or not. For example: " em { "private fostering" } "."
            }
        } @else if found.is_empty() {
            (nothing(context, &query))
        } @else {
            (counts(&found, kind, &link))
            (results(context, &shown, number, &query))
            (pagination(number, pages, |page| link(kind, page)))
        }
    };
    let mut page = context.page(context.route.name(), main);
    if !query.is_empty() {
        let mut detail = format!("“{query}”");
        if let Some(kind) = kind {
            detail.push_str(&format!(", {}", kind.plural()));
        }
        if pages > 1 {
            detail.push_str(&format!(", page {number} of {pages}"));
        }
        page.title_detail = Some(detail);
    }
    page
}

/// The words looked for: a bearable number of them, of a bearable length.
fn query(typed: &str) -> String {
    let words: Vec<String> = typed
        .split_whitespace()
        .take(MOST_WORDS)
        .map(|word| word.chars().take(60).collect())
        .collect();
    words.join(" ")
}

fn nothing(context: &Context<'_>, query: &str) -> Markup {
    html! {
        p class="govuk-body" {
            "Nothing that had " (context.published()) " by " (long_date(context.moment.known_at))
            " has “" (query) "”."
        }
        p class="govuk-body" { "You can:" }
        ul class="govuk-list govuk-list--bullet" {
            li { "try fewer words, or the beginning of a word" }
            li { "look a word up in the " (context.anchor(&Route::Glossary, "glossary")) }
            @if !context.moment.is_today() {
                li {
                    @let today = crate::moment::Moment::now(context.moment.today);
                    @let path = format!("{}?q={}", Route::Search.path(context.authority()), crate::moment::encode(query));
                    a class="govuk-link" href=(today.link(&path)) { "search today’s record" }
                }
            }
        }
    }
}

/// How many of each kind, each a way to see that kind alone.
fn counts(
    found: &[Held<'_, Body>],
    chosen: Option<Kind>,
    link: &impl Fn(Option<Kind>, usize) -> String,
) -> Markup {
    let mut kinds: Vec<(Kind, usize)> = Vec::new();
    for held in found {
        let kind = held.body.kind();
        match kinds.last_mut() {
            Some((last, count)) if *last == kind => *count += 1,
            _ => kinds.push((kind, 1)),
        }
    }
    let results = if found.len() == 1 {
        "result"
    } else {
        "results"
    };
    html! {
        p class="govuk-body" role="status" {
            strong { (wording::grouped(found.len() as f64, 0)) } " " (results)
        }
        @if kinds.len() > 1 {
            nav aria-label="Kinds" {
                ul class="sl-legend" {
                    @if chosen.is_some() {
                        li { a class="govuk-link" href=(link(None, 1)) { "All kinds" } }
                    }
                    @for (kind, count) in kinds {
                        li {
                            @if chosen == Some(kind) {
                                strong { (wording::upper_first(kind.plural())) " (" (count) ")" }
                            } @else {
                                a class="govuk-link" href=(link(Some(kind), 1)) {
                                    (wording::upper_first(kind.plural())) " (" (count) ")"
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// One page of results, under a heading for each kind.
fn results(context: &Context<'_>, shown: &[&Held<'_, Body>], number: usize, query: &str) -> Markup {
    let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
    let here = shown.iter().skip((number - 1) * PAGE).take(PAGE);
    let mut groups: Vec<(Kind, Vec<&Held<'_, Body>>)> = Vec::new();
    for held in here {
        match groups.last_mut() {
            Some((kind, group)) if *kind == held.body.kind() => group.push(held),
            _ => groups.push((held.body.kind(), vec![held])),
        }
    }
    html! {
        @for (kind, group) in &groups {
            h2 class="govuk-heading-m" { (wording::upper_first(kind.plural())) }
            ul class="govuk-list govuk-list--spaced sl-found" {
                @for held in group {
                    @let name = named::name(context, held.body);
                    li {
                        a class="govuk-link" href=(context.link(&Route::of(held.id()))) {
                            (snippet::marked(&name, &words))
                        }
                        @if let Some(snippet) = snippet::of(held.body, &name, &words) {
                            br; (snippet)
                        }
                        br; span class="sl-meta" { (wording::upper_first(&named::since(held.meta.effective_on))) }
                    }
                }
            }
        }
    }
}
