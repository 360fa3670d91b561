//! The measures a board looks at, with what each means: the same for every council.

use maud::{Markup, html};
use record::body::Measure;
use record::catalogue::{Indicator, catalogue, groups, indicator};
use report::wording;

use crate::components::form::{Choice, select};
use crate::components::summary::{SummaryRow, summary_list};
use crate::context::Context;
use crate::route::Route;
use crate::shell::Page;

/// The page: all groups, or the one asked for.
#[must_use]
pub(super) fn page(context: &Context<'_>) -> Page {
    let groups = groups();
    let typed = context.asked.get("group");
    let chosen = typed.and_then(|typed| groups.iter().find(|group| **group == typed).copied());
    let shown: Vec<&str> = groups
        .iter()
        .copied()
        .filter(|group| chosen.is_none_or(|chosen| chosen == *group))
        .collect();
    let count = |group: &str| catalogue().iter().filter(|one| one.group == group).count();
    let main = html! {
        p class="govuk-body-l" {
            "The measures that directors and boards look at, with what each counts and which way is good. A council’s own measures name the one they stand for."
        }
        p class="govuk-body" {
            "A time limit is a ceiling, not a target. England’s figure is the latest published when this list was made, whatever date the record is looked at."
        }
        form class="sl-filter" action=(Route::Catalogue.path(context.authority())) method="get" {
            (context.hidden_dates())
            (select("group", "group", "Group", &choices(&groups, chosen)))
            button type="submit" class="govuk-button govuk-button--secondary" { "Show" }
        }
        @if let (Some(_), None) = (typed, chosen) {
            p class="govuk-body" { "There is no such group: all are shown." }
        }
        @for group in shown {
            h2 class="govuk-heading-m" {
                (wording::upper_first(group)) " (" (count(group)) ")"
            }
            @for one in catalogue().iter().filter(|one| one.group == group) { (entry(one)) }
        }
    };
    let mut page = context.page("Catalogue of measures", main);
    page.title_detail = match (typed, chosen) {
        (_, Some(group)) => Some(group.to_owned()),
        (Some(_), None) => Some("a group that is not there".to_owned()),
        (None, None) => None,
    };
    page
}

fn choices(groups: &[&str], chosen: Option<&str>) -> Vec<Choice> {
    let choice = |value: &str, text: &str| Choice {
        value: value.to_owned(),
        text: wording::upper_first(text),
        chosen: chosen.unwrap_or_default() == value,
    };
    let all = groups.iter().map(|group| choice(group, group));
    [choice("", "all groups")].into_iter().chain(all).collect()
}

fn entry(one: &Indicator) -> Markup {
    let mut rows = Vec::new();
    let mut add = |key: &str, value: Option<Markup>| {
        if let Some(value) = value {
            rows.push(SummaryRow::new(key, value));
        }
    };
    let text = |text: &Option<String>| text.as_ref().map(|text| html! { (text) });
    add("What is counted", Some(html! { (one.numerator) }));
    add("Out of", text(&one.denominator));
    add("Values are", Some(html! { (wording::unit_name(one.unit)) }));
    add("Period", Some(html! { (one.period) }));
    add(
        "Which way is good",
        Some(html! { (wording::upper_first(one.polarity.in_words())) }),
    );
    add("Time limit in law or guidance", text(&one.clock));
    add("Set locally", text(&one.local));
    let england = one.england.as_ref().map(|england| {
        let number = wording::grouped(england.value, one.decimals);
        let how = if england.computed {
            ", worked out from published counts"
        } else {
            ""
        };
        html! { (wording::with_unit(&number, one.unit)) ", " (england.year) (how) }
    });
    add("England", england);
    add("Rounding", Some(html! { (one.rounding) }));
    add(
        "Source",
        Some(html! { (wording::upper_first(&one.source)) }),
    );
    add("National framework", text(&one.outcome));
    if !one.cautions.is_empty() {
        let cautions = html! {
            @for caution in &one.cautions { p class="govuk-body" { (caution) } }
        };
        add("To bear in mind", Some(cautions));
    }
    html! {
        h3 class="govuk-heading-s" id=(one.key) { (one.number) ". " (one.name) }
        (summary_list(&rows))
    }
}

/// The measure of the catalogue that a council’s measure stands for, and in what
/// the two differ.
pub(super) fn stands_for(context: &Context<'_>, measure: &Measure) -> Option<Markup> {
    let key = measure.catalogue.as_ref()?;
    let Some(one) = indicator(key) else {
        return Some(html! { "“" (key) "”, which is not in the catalogue" });
    };
    let differences = one.differences(measure);
    Some(html! {
        a class="govuk-link" href=(context.link_to_place(&Route::Catalogue, &one.key)) { (one.name) }
        @for difference in &differences {
            p class="govuk-body" { "They differ: " (difference) "." }
        }
    })
}
