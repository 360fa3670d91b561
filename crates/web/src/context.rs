//! What a page is made from: the record as its audience may see it at the dates asked
//! for, and the ways to link to other pages at the same dates.

use std::sync::Arc;

use maud::{Markup, html};
use record::body::{AuthorityProfile, Document};
use record::claimed_date::ClaimedDate;
use record::entry::Meta;
use record::id::{Authority, EntryId, Source};
use record::kind::Kind;
use record::national::National;
use record::programme::Programme;
use record::state::{self, State};
use record::view::{Audience, SharedView, View};

use report::tree::Document as Paper;

use crate::asked::Asked;
use crate::components::form::{Hidden, hidden};
use crate::components::navigation::{Crumb, Current, NavItem};
use crate::kept::{Of, WorkedOut};
use crate::moment::{Moment, MomentBar, encode};
use crate::route::{PaperSort, Route};
use crate::shell::{self, FootLink, Footer, Page};
use crate::survey::Survey;

/// One request for a page of one authority's record.
#[derive(Debug)]
pub struct Context<'a> {
    programme: &'a Arc<Programme>,
    /// What the audience could see at the dates asked for.
    pub state: State<'a>,
    /// The dates asked for.
    pub moment: Moment,
    /// The page asked for.
    pub route: &'a Route,
    /// The page's own parameters.
    pub asked: &'a Asked,
    /// What is published for every authority, where the page looks into it.
    pub national: Option<National<'a>>,
    profile: Option<&'a AuthorityProfile>,
    worked_out: &'a WorkedOut,
}

impl<'a> Context<'a> {
    /// What an audience may see of a record at a moment, for one page.
    #[must_use]
    pub fn new(
        programme: &'a Arc<Programme>,
        audience: Audience,
        moment: Moment,
        route: &'a Route,
        asked: &'a Asked,
        worked_out: &'a WorkedOut,
    ) -> Self {
        report::disclosed::audited(programme);
        let view = programme.view_for(audience);
        // Whose record it is, and its notice, stand on every page of every date.
        let profile = view
            .at(state::Moment::on(moment.today))
            .all::<AuthorityProfile>()
            .first()
            .map(|profile| profile.body);
        Self {
            programme,
            state: view.at(of_record(moment)),
            moment,
            route,
            asked,
            national: None,
            profile,
            worked_out,
        }
    }

    /// How the plan stands at the dates asked for.
    pub(crate) fn survey(&self) -> Arc<Survey> {
        let make = || Ok::<_, std::convert::Infallible>(Survey::of(self.state));
        match self.worked_out.surveys.get(self.state, self.of(), make) {
            Ok(survey) => survey,
            Err(never) => match never {},
        }
    }

    /// A paper of the dates asked for, made if it was not made lately.
    ///
    /// # Errors
    /// It cannot be made.
    pub(crate) fn paper<E>(
        &self,
        sort: PaperSort,
        make: impl FnOnce() -> Result<Paper, E>,
    ) -> Result<Arc<Paper>, E> {
        let of = (self.of(), sort);
        self.worked_out.papers.get(self.state, of, make)
    }

    fn of(&self) -> Of {
        let view = self.view();
        let authority = view.authority().clone();
        (authority, view.audience(), self.state.moment())
    }

    /// The same with what is published for every authority.
    #[must_use]
    pub fn with_national(self, programme: &'a Arc<Programme>) -> Self {
        let state = programme
            .view_for(self.view().audience())
            .at(of_record(self.moment));
        Self {
            national: Some(National::new(state)),
            ..self
        }
    }

    /// The number the Department knows the council by.
    #[must_use]
    pub fn dfe_code(&self, national: &National<'_>) -> Option<String> {
        let profile = self.profile?;
        profile.dfe_code.clone().or_else(|| {
            let directory = national.directory();
            let found = directory.get(profile.gss_code.as_deref()?)?;
            Some(found.area.code.clone())
        })
    }

    /// What the audience may see of the record on a page.
    #[must_use]
    pub const fn view(&self) -> View<'a> {
        self.state.view()
    }

    /// Whether these are the pages of the board, which hold more than the public's.
    #[must_use]
    pub fn for_board(&self) -> bool {
        self.view().audience() == Audience::Board
    }

    /// How something comes to be seen by the audience: the public's pages speak of what
    /// was published, the board's of what was known.
    #[must_use]
    pub fn public(&self) -> &'static str {
        if self.for_board() { "known" } else { "public" }
    }

    /// "Nothing had … by 4 July 2018": [`Self::public`] as a verb.
    #[must_use]
    pub fn published(&self) -> &'static str {
        if self.for_board() {
            "become known"
        } else {
            "been published"
        }
    }

    /// The day, as it is known, from which the audience could see a version; none for
    /// one that was never published, on the public's pages.
    #[must_use]
    pub fn seen_from(&self, meta: &Meta) -> Option<ClaimedDate> {
        if self.for_board() {
            Some(meta.known_on)
        } else {
            meta.published_on
        }
    }

    /// What a paper may carry, for its template: a public one the same for everybody.
    #[must_use]
    pub fn paper_view(&self, audience: Audience) -> SharedView {
        SharedView::new(Arc::clone(self.programme), audience)
    }

    /// The dates asked for, as the record takes them.
    #[must_use]
    pub const fn record_moment(&self) -> state::Moment {
        self.state.moment()
    }

    /// Whose record it is.
    #[must_use]
    pub const fn authority(&self) -> &'a Authority {
        self.view().authority()
    }

    /// The council's name: "Coventry City Council".
    #[must_use]
    pub fn council(&self) -> &'a str {
        self.profile
            .map_or(self.authority().as_str(), |profile| &profile.name)
    }

    /// The place: "Coventry".
    #[must_use]
    pub fn place(&self) -> &'a str {
        self.profile
            .map_or(self.authority().as_str(), |profile| &profile.place)
    }

    /// The address of a page at the same dates.
    #[must_use]
    pub fn link(&self, route: &Route) -> String {
        self.moment.link(&route.path(self.authority()))
    }

    /// The address of a page at the same dates, with parameters of its own.
    #[must_use]
    pub fn link_with(&self, route: &Route, parameters: &[(&str, &str)]) -> String {
        let mut path = route.path(self.authority());
        for (name, value) in parameters {
            path.push(if path.contains('?') { '&' } else { '?' });
            path.push_str(&encode(name));
            path.push('=');
            path.push_str(&encode(value));
        }
        self.moment.link(&path)
    }

    /// The address of a place on a page at the same dates.
    #[must_use]
    pub fn link_to_place(&self, route: &Route, place: &str) -> String {
        self.moment
            .link(&format!("{}#{place}", route.path(self.authority())))
    }

    /// A link to a page at the same dates.
    #[must_use]
    pub fn anchor(&self, route: &Route, text: &str) -> Markup {
        html! { a class="govuk-link" href=(self.link(route)) { (text) } }
    }

    /// A small link to an entry's versions and sources. `what` names the entry for those
    /// who hear the link on its own.
    #[must_use]
    pub fn entry_link(&self, id: &EntryId, what: &str) -> Markup {
        html! {
            a class="govuk-link" href=(self.link(&Route::Entry(id.clone()))) {
                "In the record" span class="govuk-visually-hidden" { ": " (what) }
            }
        }
    }

    /// The dates as hidden fields, for a form that leads to another page of the record.
    #[must_use]
    pub fn hidden_dates(&self) -> Markup {
        html! {
            @for (name, value) in self.moment.parameters() {
                (hidden(&Hidden { name, value: &value }))
            }
        }
    }

    /// The documents something was read in, each with the places in it. A document that
    /// became public only after the date of the page is named without a link.
    #[must_use]
    pub fn sources(&self, sources: &[Source]) -> Markup {
        let mut documents: Vec<(&EntryId, Vec<&str>)> = Vec::new();
        for source in sources {
            let place = source.place.as_deref();
            match documents.iter_mut().find(|(id, _)| *id == &source.document) {
                Some((_, places)) => places.extend(place),
                None => documents.push((&source.document, place.into_iter().collect())),
            }
        }
        html! {
            @if documents.is_empty() { "no source is recorded" }
            @for (at, (id, places)) in documents.iter().enumerate() {
                @if at > 0 { "; " }
                (self.document(id))
                @for place in places { ", " (place) }
            }
        }
    }

    /// A document's title, linked to its entry where it was public at the page's date.
    #[must_use]
    pub fn document(&self, id: &EntryId) -> Markup {
        if let Some(document) = self.state.get::<Document>(id) {
            return self.anchor(&Route::Entry(id.clone()), &document.body.title);
        }
        let today = self.view().at(state::Moment::on(self.moment.today));
        match today.get::<Document>(id) {
            Some(document) => html! {
                (document.body.title)
                @if self.for_board() {
                    " (known only after the date of this page)"
                } @else if let Some(published) = document.meta.published_on {
                    " (published " (report::wording::on(published)) ", after the date of this page)"
                }
            },
            None => html! { "a document that is not " (self.public()) },
        }
    }

    /// A page of the record, with all that stands round it.
    #[must_use]
    pub fn page(&self, title: impl Into<String>, main: Markup) -> Page {
        let path = self.route.path(self.authority());
        Page {
            authority: Some(shell::Authority {
                short_name: self.place().to_owned(),
                header: format!("{}: children’s services improvement", self.council()),
                href: Route::Home.path(self.authority()),
            }),
            navigation: self.navigation(),
            breadcrumbs: self.breadcrumbs(),
            notices: self
                .profile
                .map(|profile| html! { (profile.notice) })
                .into_iter()
                .chain(self.for_board().then(|| {
                    html! { "Shown as members of the Board see it. Some of it is not public." }
                }))
                .collect(),
            moment: Some(MomentBar::new(
                self.moment,
                path,
                self.asked.only(self.route.parameters()),
            )),
            footer: Footer {
                links: [Route::About, Route::Glossary, Route::Accessibility]
                    .iter()
                    .map(|route| FootLink {
                        text: route.name().to_owned(),
                        href: route.path(self.authority()),
                    })
                    .collect(),
                head: Some(self.view().head().to_string()),
            },
            ..Page::new(title, main)
        }
    }

    /// Whether the record holds one of these kinds today, or none is asked for: the
    /// navigation is the same at every date.
    fn has(&self, kinds: &[Kind]) -> bool {
        let today = self.view().at(state::Moment::on(self.moment.today));
        kinds.is_empty()
            || kinds
                .iter()
                .any(|kind| today.of_kind(*kind).next().is_some())
    }

    fn navigation(&self) -> Vec<NavItem> {
        let within = |section: &Route| {
            let mut above = self.route.parent();
            while let Some(route) = above {
                if route == *section {
                    return true;
                }
                above = route.parent();
            }
            false
        };
        [Route::Home]
            .iter()
            .chain(
                Route::SECTIONS
                    .iter()
                    .filter(|section| self.has(section.about())),
            )
            .map(|section| NavItem {
                text: section.name().to_owned(),
                href: section.path(self.authority()),
                current: if self.route == section {
                    Current::Page
                } else if *section != Route::Home && within(section) {
                    Current::Within
                } else {
                    Current::No
                },
            })
            .collect()
    }

    /// The way here, without this page itself, whose heading follows at once.
    fn breadcrumbs(&self) -> Vec<Crumb> {
        let mut crumbs = Vec::new();
        let mut above = self.route.parent();
        while let Some(route) = above {
            let text = match route {
                Route::Home => self.place(),
                _ => route.name(),
            };
            crumbs.push(Crumb {
                text: text.to_owned(),
                href: Some(route.path(self.authority())),
            });
            above = route.parent();
        }
        crumbs.reverse();
        crumbs
    }
}

/// The page's dates as the record takes them.
const fn of_record(moment: Moment) -> state::Moment {
    state::Moment {
        effective: moment.as_at,
        known: moment.known_at,
        recorded: moment.recorded_by,
    }
}

/// A claimed date for reading, with its last day for machines.
#[must_use]
pub fn claimed(date: ClaimedDate) -> Markup {
    html! { time datetime=(date.counts_as()) { (date.in_words()) } }
}
