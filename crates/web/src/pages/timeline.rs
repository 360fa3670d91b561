//! The journey over the years: drawn, told in words, and as a list of everything dated.

mod items;

use maud::{Markup, html};
use report::journey::Journey;
use report::wording;

use self::items::{Group, Item};
use super::picture;
use crate::components::date::long_date;
use crate::components::details::details;
use crate::components::figure::{Figure, figure};
use crate::components::form::{Choice, select};
use crate::components::timeline::{Level, TimelineItem, timeline};
use crate::context::Context;
use crate::route::Route;
use crate::shell::Page;

/// The page.
#[must_use]
pub fn page(context: &Context<'_>) -> Page {
    let kind = context.asked.get("kind");
    let chosen = kind.map(Group::named);
    let items: Vec<Item> = match chosen {
        Some(None) => Vec::new(),
        Some(Some(group)) => items::all(context)
            .into_iter()
            .filter(|item| item.group == group)
            .collect(),
        None => items::all(context),
    };
    let years = by_year(items);
    let main = html! {
        (drawn(context))
        h2 class="govuk-heading-m" id="list" { "Everything with a date" }
        (filter(context, kind))
        @if years.is_empty() {
            p class="govuk-body" {
                "Nothing of this kind is in the record at this date. "
                (context.anchor(&Route::Timeline, "Show everything"))
            }
        } @else {
            (jump(&years))
            @for (year, items) in years {
                h2 class="govuk-heading-m" id=(place(year)) { (year) }
                (timeline(&items, Level::Three))
            }
        }
    };
    let mut page = context.page("Timeline", main);
    page.title_detail = chosen
        .flatten()
        .map(|group| wording::lower_first(group.name()));
    page
}

/// The picture, the marks in it, and all of it in words.
fn drawn(context: &Context<'_>) -> Markup {
    let drawn = report::journey::figure(&context.state);
    let journey = Journey::of(&context.state);
    html! {
        (figure(&Figure {
            id: "journey".to_owned(),
            title: format!("{} up to {}", drawn.title, long_date(context.moment.as_at)),
            subtitle: Some("Bands show how long something held; a numbered mark is a review, square where it gave grades.".to_owned()),
            svg: picture::drawing(&drawn, "journey", &format!("{} {}", drawn.alt, drawn.description)),
            wide: true,
            source: None,
            data: None,
        }))
        @if !journey.reviews.is_empty() {
            (details("What the numbered marks are", &html! {
                ol class="govuk-list govuk-list--number" {
                    @for mark in &journey.reviews {
                        li { (wording::upper_first(&mark.when)) ": " (mark.name) }
                    }
                }
            }, false))
        }
        (details("The picture in words", &html! {
            @for (group, sentences) in journey.in_words() {
                p class="govuk-body" { strong { (group) } }
                ul class="govuk-list govuk-list--bullet" {
                    @for sentence in sentences { li { (sentence) } }
                }
            }
        }, false))
    }
}

fn filter(context: &Context<'_>, kind: Option<&str>) -> Markup {
    let chosen = kind.unwrap_or_default();
    let mut choices = vec![Choice {
        value: String::new(),
        text: "Everything".to_owned(),
        chosen: chosen.is_empty(),
    }];
    choices.extend(Group::ALL.map(|group| Choice {
        value: group.slug().to_owned(),
        text: group.name().to_owned(),
        chosen: chosen == group.slug(),
    }));
    html! {
        form class="sl-filter" action=(Route::Timeline.path(context.authority())) method="get" {
            (context.hidden_dates())
            (select("kind", "kind", "Show", &choices))
            button type="submit" class="govuk-button govuk-button--secondary" { "Show" }
        }
    }
}

/// Items of each year, the latest first.
fn by_year(items: Vec<Item>) -> Vec<(i16, Vec<TimelineItem>)> {
    let mut items = items;
    items.sort_by_key(|item| std::cmp::Reverse(item.shown.date));
    let mut years: Vec<(i16, Vec<TimelineItem>)> = Vec::new();
    for item in items {
        let year = item.shown.date.year();
        match years.last_mut() {
            Some((last, of_year)) if *last == year => of_year.push(item.shown),
            _ => years.push((year, vec![item.shown])),
        }
    }
    years
}

fn place(year: i16) -> String {
    format!("y{year}")
}

fn jump(years: &[(i16, Vec<TimelineItem>)]) -> Markup {
    html! {
        nav class="sl-years" aria-label="Years" {
            ul class="govuk-list" {
                @for (year, _) in years {
                    li { a class="govuk-link" href={ "#" (place(*year)) } { (year) } }
                }
            }
        }
    }
}
