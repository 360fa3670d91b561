//! The frame round every page: head, header, navigation, date bar, notices, footer.
//!
//! It writes the page's one `h1`, so that a page's title, heading and place in the
//! browser's history are always the same words. No script, no inline style.

use maud::{DOCTYPE, Markup, html};

use crate::{
    assets,
    components::{
        messages::error_summary,
        navigation::{Crumb, NavItem, breadcrumbs, service_navigation},
    },
    moment::MomentBar,
};

/// The product's name.
pub const PRODUCT: &str = "Sightline";

/// Whose record this is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authority {
    /// The short name for titles: "Coventry".
    pub short_name: String,
    /// The words beside the product's name in the header, such as
    /// "Coventry City Council: children’s services improvement".
    pub header: String,
    /// The record's first page.
    pub href: String,
}

/// A link at the foot of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FootLink {
    /// What it is called.
    pub text: String,
    /// Where it is.
    pub href: String,
}

/// The foot of the page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Footer {
    /// Links such as Accessibility, About this record, Glossary.
    pub links: Vec<FootLink>,
    /// The head of the record's chain, `SEQ:HASH`, by which this page can be checked.
    pub head: Option<String>,
}

/// A page, ready to be written out.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its heading, and the first part of its title.
    pub title: String,
    /// What sets its title apart from others with the same heading: "page 2 of 5".
    pub title_detail: Option<String>,
    /// A line over the heading, such as the kind of thing this is.
    pub caption: Option<String>,
    /// Whose record this is; none on a page that belongs to no council.
    pub authority: Option<Authority>,
    /// The links to the parts of the record. The page's dates are added to them.
    pub navigation: Vec<NavItem>,
    /// The way here. The page's dates are added to it.
    pub breadcrumbs: Vec<Crumb>,
    /// Lines that stand on every page, such as who made the record and who did not.
    pub notices: Vec<Markup>,
    /// The dates this page is seen at; none on pages that have no dates.
    pub moment: Option<MomentBar>,
    /// The page itself, under its heading.
    pub main: Markup,
    /// The foot. The page's dates are added to its links.
    pub footer: Footer,
    /// Whether something is wrong with what was asked; the title then says so.
    pub error: bool,
}

impl Page {
    /// A page with a heading and what is under it, and nothing round it.
    #[must_use]
    pub fn new(title: impl Into<String>, main: Markup) -> Self {
        Self {
            title: title.into(),
            title_detail: None,
            caption: None,
            authority: None,
            navigation: Vec::new(),
            breadcrumbs: Vec::new(),
            notices: Vec::new(),
            moment: None,
            main,
            footer: Footer::default(),
            error: false,
        }
    }

    /// The whole document.
    #[must_use]
    pub fn render(&self) -> Markup {
        html! {
            (DOCTYPE)
            html lang="en-GB" class="govuk-template" {
                head {
                    meta charset="utf-8";
                    title { (self.document_title()) }
                    meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
                    meta name="theme-color" content="#12436d";
                    link rel="icon" href=(assets::icon_path()) type="image/svg+xml";
                    link rel="stylesheet" href=(assets::stylesheet_path());
                }
                body class="govuk-template__body" {
                    a href="#main-content" class="govuk-skip-link" { "Skip to main content" }
                    (self.header())
                    div class="govuk-width-container" {
                        @if !self.breadcrumbs.is_empty() { (breadcrumbs(&self.dated_crumbs())) }
                        @if let Some(bar) = &self.moment { (bar.form()) }
                        main class="govuk-main-wrapper" id="main-content" tabindex="-1" {
                            (self.problems())
                            @if let Some(bar) = &self.moment { (bar.banner()) }
                            @if let Some(caption) = &self.caption {
                                span class="govuk-caption-l" { (caption) }
                            }
                            h1 class="govuk-heading-l" { (self.title) }
                            (self.main)
                        }
                    }
                    (self.foot())
                }
            }
        }
    }

    /// "Error: Timeline (page 2 of 5), as at 4 July 2018 - Coventry - Sightline".
    fn document_title(&self) -> String {
        let mut title = String::new();
        if self.error || self.has_problems() {
            title.push_str("Error: ");
        }
        title.push_str(&self.title);
        if let Some(detail) = &self.title_detail {
            title.push_str(&format!(" ({detail})"));
        }
        if let Some(bar) = &self.moment
            && !bar.moment.is_today()
        {
            title.push_str(", ");
            title.push_str(&bar.moment.words());
        }
        if let Some(authority) = &self.authority {
            title.push_str(" - ");
            title.push_str(&authority.short_name);
        }
        title.push_str(" - ");
        title.push_str(PRODUCT);
        title
    }

    fn header(&self) -> Markup {
        html! {
            header class="govuk-template__header" {
                div class="govuk-generic-header" {
                    div class="govuk-generic-header__container govuk-width-container" {
                        div class="govuk-generic-header__logo" {
                            a href=(self.dated(self.home())) class="govuk-generic-header__homepage-link" {
                                (PRODUCT)
                            }
                        }
                        @if let Some(authority) = &self.authority {
                            div class="sl-header__about" { (authority.header) }
                        }
                    }
                }
                @if !self.navigation.is_empty() { (service_navigation(&self.dated_navigation())) }
                @if !self.notices.is_empty() {
                    div class="sl-notices" {
                        div class="govuk-width-container" {
                            @for notice in &self.notices {
                                p class="sl-notices__line" { (notice) }
                            }
                        }
                    }
                }
            }
        }
    }

    fn foot(&self) -> Markup {
        html! {
            footer class="sl-footer" {
                div class="govuk-width-container" {
                    @if !self.footer.links.is_empty() {
                        h2 class="govuk-visually-hidden" { "About this site" }
                        ul class="sl-footer__links" {
                            @for link in &self.footer.links {
                                li { a class="govuk-link" href=(self.dated(&link.href)) { (link.text) } }
                            }
                        }
                    }
                    @if let Some(head) = &self.footer.head {
                        p class="sl-footer__line" {
                            "Head of the record: "
                            span class="sl-footer__head" { (head) }
                        }
                    }
                    p class="sl-footer__line" {
                        "Built with the GOV.UK Design System. Not part of GOV.UK."
                    }
                }
            }
        }
    }

    /// What is wrong with the dates asked for, at the top of the page.
    fn problems(&self) -> Markup {
        match &self.moment {
            Some(bar) if self.has_problems() => error_summary(&bar.problems.list()),
            _ => html! {},
        }
    }

    fn has_problems(&self) -> bool {
        self.moment
            .as_ref()
            .is_some_and(|bar| !bar.problems.list().is_empty())
    }

    fn home(&self) -> &str {
        self.authority
            .as_ref()
            .map_or("/", |authority| &authority.href)
    }

    fn dated(&self, href: &str) -> String {
        match &self.moment {
            Some(bar) => bar.moment.link(href),
            None => href.to_owned(),
        }
    }

    fn dated_navigation(&self) -> Vec<NavItem> {
        let dated = |item: &NavItem| NavItem {
            href: self.dated(&item.href),
            ..item.clone()
        };
        self.navigation.iter().map(dated).collect()
    }

    fn dated_crumbs(&self) -> Vec<Crumb> {
        let dated = |crumb: &Crumb| Crumb {
            text: crumb.text.clone(),
            href: crumb.href.as_deref().map(|href| self.dated(href)),
        };
        self.breadcrumbs.iter().map(dated).collect()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::{components::navigation::Current, moment::Moment};

    fn page(moment: Moment) -> Page {
        Page {
            authority: Some(Authority {
                short_name: "Coventry".into(),
                header: "Coventry City Council".into(),
                href: "/coventry".into(),
            }),
            navigation: vec![NavItem {
                text: "Timeline".into(),
                href: "/coventry/timeline".into(),
                current: Current::Page,
            }],
            breadcrumbs: vec![Crumb {
                text: "Coventry".into(),
                href: Some("/coventry".into()),
            }],
            notices: vec![html! { "Not endorsed by Coventry City Council." }],
            moment: Some(MomentBar::new(moment, "/coventry/timeline", Vec::new())),
            footer: Footer {
                links: vec![FootLink {
                    text: "Glossary".into(),
                    href: "/coventry/glossary".into(),
                }],
                head: Some("812:9f2c".into()),
            },
            ..Page::new("Timeline", html! { p { "Body" } })
        }
    }

    #[test]
    fn todays_page_has_one_heading_a_plain_title_and_its_notice() {
        let html = page(Moment::now(date(2026, 11, 23))).render().into_string();
        assert!(html.starts_with("<!DOCTYPE html><html lang=\"en-GB\""));
        assert!(html.contains("<title>Timeline - Coventry - Sightline</title>"));
        assert_eq!(html.matches("<h1").count(), 1);
        assert!(html.contains("Not endorsed by Coventry City Council."));
        assert!(html.contains("812:9f2c"));
        assert!(html.contains("href=\"/coventry/glossary\""));
        assert!(!html.contains("You are looking at the record"));
    }

    #[test]
    fn a_past_page_says_so_and_stays_in_the_past_wherever_one_goes() {
        let past = Moment::on(date(2026, 11, 23), date(2018, 7, 4));
        let html = page(past).render().into_string();
        assert!(html.contains(
            "<title>Timeline, as at 4 July 2018, as known on 4 July 2018 - Coventry - Sightline</title>"
        ));
        assert!(html.contains("You are looking at the record as at 4 July 2018"));
        for place in ["/coventry", "/coventry/timeline", "/coventry/glossary"] {
            assert!(
                html.contains(&format!("href=\"{place}?as_at=2018-07-04\"")),
                "{place}"
            );
        }
        // The one way back to today.
        assert_eq!(html.matches("href=\"/coventry/timeline\"").count(), 1);
    }

    #[test]
    fn a_wrong_date_is_told_at_the_top_and_in_the_title() {
        let mut page = page(Moment::now(date(2026, 11, 23)));
        if let Some(bar) = &mut page.moment {
            bar.problems.known_at = Some(("soon".into(), "“soon” is not a date".into()));
        }
        let html = page.render().into_string();
        assert!(html.contains("<title>Error: Timeline"));
        assert!(html.contains("<a href=\"#known-at\">“soon” is not a date</a>"));
    }

    /// The content security policy forbids both.
    #[test]
    fn nothing_is_inline() {
        let html = page(Moment::now(date(2026, 11, 23))).render().into_string();
        assert!(!html.contains(" style=") && !html.contains("<style") && !html.contains("<script"));
    }
}
