//! The ways about: service navigation and breadcrumbs.

use maud::{Markup, html};

/// A link to one part of the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NavItem {
    /// What it is called.
    pub text: String,
    /// Where it is.
    pub href: String,
    /// Whether the reader is on that very page.
    pub current: Current,
}

/// Where the reader is, seen from a navigation link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Current {
    /// Somewhere else.
    #[default]
    No,
    /// Somewhere within that part.
    Within,
    /// On that very page.
    Page,
}

impl Current {
    const fn aria(self) -> Option<&'static str> {
        match self {
            Self::No => None,
            Self::Within => Some("true"),
            Self::Page => Some("page"),
        }
    }
}

/// The links to the parts of the record, in the frame of every page. On a narrow
/// screen they stand behind "Menu", which opens without a script.
#[must_use]
pub fn service_navigation(items: &[NavItem]) -> Markup {
    html! {
        div class="govuk-service-navigation" {
            div class="govuk-width-container" {
                div class="govuk-service-navigation__container" {
                    nav aria-label="Menu" class="govuk-service-navigation__wrapper" {
                        details class="sl-menu" {
                            summary class="sl-menu__button" { "Menu" }
                            ul class="govuk-service-navigation__list" id="navigation" {
                                @for item in items { (navigation_item(item)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn navigation_item(item: &NavItem) -> Markup {
    let class = match item.current {
        Current::No => "govuk-service-navigation__item",
        _ => "govuk-service-navigation__item govuk-service-navigation__item--active",
    };
    html! {
        li class=(class) {
            a class="govuk-service-navigation__link" href=(item.href)
                aria-current=[item.current.aria()] {
                @if item.current == Current::No {
                    (item.text)
                } @else {
                    strong class="govuk-service-navigation__active-fallback" { (item.text) }
                }
            }
        }
    }
}

/// One step of the way to this page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crumb {
    /// What it is called.
    pub text: String,
    /// Where it is; none for this page itself.
    pub href: Option<String>,
}

/// The way to this page from the first one.
#[must_use]
pub fn breadcrumbs(crumbs: &[Crumb]) -> Markup {
    html! {
        nav class="govuk-breadcrumbs" aria-label="Breadcrumb" {
            ol class="govuk-breadcrumbs__list" {
                @for crumb in crumbs {
                    @if let Some(href) = &crumb.href {
                        li class="govuk-breadcrumbs__list-item" {
                            a class="govuk-breadcrumbs__link" href=(href) { (crumb.text) }
                        }
                    } @else {
                        li class="govuk-breadcrumbs__list-item" aria-current="page" { (crumb.text) }
                    }
                }
            }
        }
    }
}
