//! The addresses inside one authority's record, as values: a page links to a [`Route`],
//! never to a text.

use record::id::{Authority, EntryId};
use record::kind::Kind;

use crate::{health, metrics};

/// A page of one authority's record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// Where the council is.
    Home,
    /// The journey over the years.
    Timeline,
    /// Every outside look.
    Reviews,
    /// One outside look.
    Review(EntryId),
    /// Everything that was asked for.
    Recommendations,
    /// One thing that was asked for.
    Recommendation(EntryId),
    /// The plan: its themes and actions, and where each stands.
    Plan,
    /// One theme of the plan.
    Theme(EntryId),
    /// One action and its whole story.
    Action(EntryId),
    /// Questions the record raises by itself.
    Challenge,
    /// What may stop the programme, and what is done about it.
    Risks,
    /// What changed between two dates.
    Changes,
    /// The ladder of intervention.
    Intervention,
    /// The measures.
    Measures,
    /// What the measures say together.
    Scorecard,
    /// One measure.
    Measure(EntryId),
    /// The figures of one measure, as a file.
    MeasureTable(EntryId),
    /// One measure beside every authority of England.
    MeasureNational(EntryId),
    /// Published figures that do not agree.
    Conflicts,
    /// What was claimed, and what the figures say of it.
    Claims,
    /// The boards and their meetings.
    Boards,
    /// One board.
    Board(EntryId),
    /// One meeting of a board.
    Meeting(EntryId),
    /// What the boards decided.
    Decisions,
    /// What the boards asked to be told.
    Requests,
    /// Scrutiny's recommendations to the Cabinet Member.
    Scrutiny,
    /// Audits and voice beside measures.
    Assurance,
    /// The workforce, its teams and its posts.
    Workforce,
    /// Funded programmes: what they deliver and what was spent.
    Money,
    /// Strategies, funded programmes, commitments and communications.
    Promises,
    /// The papers that can be made.
    Papers,
    /// A paper, in a form.
    Paper(PaperSort, PaperForm),
    /// One entry with its versions and sources.
    Entry(EntryId),
    /// Search.
    Search,
    /// What measures there are, and what each means.
    Catalogue,
    /// What the words mean.
    Glossary,
    /// What this record is.
    About,
    /// Who can use these pages, and what was tested.
    Accessibility,
}

/// A paper that is made from the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaperSort {
    /// The Scrutiny briefing note.
    Briefing,
    /// The plan on a page.
    PlanOnAPage,
    /// The plan in full, in plain sentences.
    AccessiblePlan,
    /// The Board's highlight report, for its members alone.
    Highlight,
}

impl PaperSort {
    /// Every sort.
    pub const ALL: [Self; 4] = [
        Self::Briefing,
        Self::PlanOnAPage,
        Self::AccessiblePlan,
        Self::Highlight,
    ];

    /// Its name in an address and in a file's name.
    #[must_use]
    pub const fn address(self) -> &'static str {
        match self {
            Self::Briefing => "briefing",
            Self::PlanOnAPage => "plan-on-a-page",
            Self::AccessiblePlan => "accessible-plan",
            Self::Highlight => "highlight",
        }
    }

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Briefing => "Scrutiny briefing note",
            Self::PlanOnAPage => "Plan on a page",
            Self::AccessiblePlan => "Accessible plan",
            Self::Highlight => "Highlight report",
        }
    }

    /// Whether only the Board's members may have it.
    #[must_use]
    pub const fn is_for_board(self) -> bool {
        matches!(self, Self::Highlight)
    }
}

/// The form a paper is wanted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaperForm {
    /// A page of this site.
    Page,
    /// A web page that stands alone, as a file.
    Html,
    /// A Word document.
    Docx,
    /// A PDF.
    Pdf,
    /// Markdown.
    Markdown,
}

impl PaperForm {
    /// Every form.
    pub const ALL: [Self; 5] = [
        Self::Page,
        Self::Html,
        Self::Docx,
        Self::Pdf,
        Self::Markdown,
    ];

    /// What the file's name ends with; nothing for the page.
    #[must_use]
    pub const fn suffix(self) -> &'static str {
        match self {
            Self::Page => "",
            Self::Html => ".html",
            Self::Docx => ".docx",
            Self::Pdf => ".pdf",
            Self::Markdown => ".md",
        }
    }
}

/// Pages with one address each. The first part of an address is the section.
const FIXED: [(Route, &str); 27] = [
    (Route::Home, ""),
    (Route::Timeline, "timeline"),
    (Route::Reviews, "reviews"),
    (Route::Recommendations, "recommendations"),
    (Route::Plan, "plan"),
    (Route::Challenge, "challenge"),
    (Route::Risks, "risks"),
    (Route::Changes, "changes"),
    (Route::Intervention, "intervention"),
    (Route::Measures, "measures"),
    (Route::Scorecard, "scorecard"),
    (Route::Conflicts, "conflicts"),
    (Route::Claims, "claims"),
    (Route::Boards, "boards"),
    (Route::Decisions, "decisions"),
    (Route::Requests, "requests"),
    (Route::Scrutiny, "scrutiny"),
    (Route::Assurance, "audits-and-voice"),
    (Route::Workforce, "workforce"),
    (Route::Money, "money"),
    (Route::Promises, "promises"),
    (Route::Papers, "papers"),
    (Route::Search, "search"),
    (Route::Catalogue, "catalogue"),
    (Route::Glossary, "glossary"),
    (Route::About, "about"),
    (Route::Accessibility, "accessibility"),
];

/// What follows a measure's name in the address of its page beside every authority.
const NATIONALLY: &str = "/national";

impl Route {
    /// Whether the page looks into what is published for every authority.
    #[must_use]
    pub const fn is_national(&self) -> bool {
        matches!(self, Self::Measure(_) | Self::MeasureNational(_))
    }

    /// The pages of the navigation, in its order.
    pub const SECTIONS: [Self; 15] = [
        Self::Plan,
        Self::Challenge,
        Self::Timeline,
        Self::Reviews,
        Self::Recommendations,
        Self::Intervention,
        Self::Measures,
        Self::Assurance,
        Self::Workforce,
        Self::Risks,
        Self::Boards,
        Self::Promises,
        Self::Changes,
        Self::Papers,
        Self::Search,
    ];

    /// The page of an address, given without the authority and the slash after it.
    #[must_use]
    pub fn read(rest: &str) -> Option<Self> {
        if let Some((route, _)) = FIXED.iter().find(|(_, fixed)| *fixed == rest) {
            return Some(route.clone());
        }
        let (section, name) = rest.split_once('/')?;
        let entry = |kind: Kind| format!("{}/{name}", kind.name()).parse().ok();
        match section {
            "papers" => paper(name),
            "reviews" => entry(Kind::Review).map(Self::Review),
            "recommendations" => entry(Kind::Recommendation).map(Self::Recommendation),
            "themes" => entry(Kind::Theme).map(Self::Theme),
            "actions" => entry(Kind::Action).map(Self::Action),
            "measures" => {
                let named = |name: &str| format!("{}/{name}", Kind::Measure.name()).parse().ok();
                if let Some(name) = name.strip_suffix(".csv") {
                    named(name).map(Self::MeasureTable)
                } else if let Some(name) = name.strip_suffix(NATIONALLY) {
                    named(name).map(Self::MeasureNational)
                } else {
                    entry(Kind::Measure).map(Self::Measure)
                }
            }
            "boards" => entry(Kind::Board).map(Self::Board),
            "meetings" => entry(Kind::Meeting).map(Self::Meeting),
            "entry" => name.parse().ok().map(Self::Entry),
            _ => None,
        }
    }

    /// The address of the page in an authority's record, without dates: pages link with
    /// [`crate::context::Context::link`], which adds them.
    #[must_use]
    pub fn path(&self, authority: &Authority) -> String {
        let rest = match self {
            Self::Review(id) => format!("reviews/{}", id.name()),
            Self::Recommendation(id) => format!("recommendations/{}", id.name()),
            Self::Theme(id) => format!("themes/{}", id.name()),
            Self::Action(id) => format!("actions/{}", id.name()),
            Self::Measure(id) => format!("measures/{}", id.name()),
            Self::MeasureTable(id) => format!("measures/{}.csv", id.name()),
            Self::MeasureNational(id) => format!("measures/{}{NATIONALLY}", id.name()),
            Self::Board(id) => format!("boards/{}", id.name()),
            Self::Meeting(id) => format!("meetings/{}", id.name()),
            Self::Entry(id) => format!("entry/{id}"),
            Self::Paper(sort, form) => format!("papers/{}{}", sort.address(), form.suffix()),
            fixed => FIXED
                .iter()
                .find(|(route, _)| route == fixed)
                .map_or_else(String::new, |(_, rest)| (*rest).to_owned()),
        };
        if rest.is_empty() {
            format!("/{authority}")
        } else {
            format!("/{authority}/{rest}")
        }
    }

    /// What a link to it says in the navigation and on the way back; the page of one
    /// entry goes by the entry's name instead.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Home => "Overview",
            Self::Timeline => "Timeline",
            Self::Reviews | Self::Review(_) => "Reviews",
            Self::Recommendations | Self::Recommendation(_) => "Recommendations",
            Self::Plan => "Plan",
            Self::Theme(_) => "Theme",
            Self::Action(_) => "Action",
            Self::Challenge => "Challenge",
            Self::Risks => "Risks",
            Self::Changes => "What changed",
            Self::Intervention => "Intervention",
            Self::Scorecard => "Scorecard",
            Self::Measures
            | Self::Measure(_)
            | Self::MeasureTable(_)
            | Self::MeasureNational(_) => "Measures",
            Self::Conflicts => "Figures that do not agree",
            Self::Claims => "Claims",
            Self::Boards | Self::Board(_) => "Boards",
            Self::Meeting(_) => "Meeting",
            Self::Decisions => "Decisions",
            Self::Requests => "Requests for information",
            Self::Scrutiny => "Scrutiny’s recommendations",
            Self::Assurance => "Audits and voice",
            Self::Workforce => "Workforce",
            Self::Money => "Money",
            Self::Promises => "Promises",
            Self::Papers => "Papers",
            Self::Paper(sort, _) => sort.name(),
            Self::Entry(_) => "Entry",
            Self::Search => "Search",
            Self::Catalogue => "Catalogue of measures",
            Self::Glossary => "Glossary",
            Self::About => "About this record",
            Self::Accessibility => "Accessibility",
        }
    }

    /// The page this one lies under; none for the first page.
    #[must_use]
    pub const fn parent(&self) -> Option<Self> {
        Some(match self {
            Self::Home => return None,
            Self::Review(_) => Self::Reviews,
            Self::Recommendation(_) => Self::Recommendations,
            Self::Scorecard
            | Self::Measure(_)
            | Self::MeasureTable(_)
            | Self::MeasureNational(_)
            | Self::Conflicts
            | Self::Catalogue
            | Self::Claims => Self::Measures,
            Self::Board(_)
            | Self::Meeting(_)
            | Self::Decisions
            | Self::Requests
            | Self::Scrutiny => Self::Boards,
            Self::Money => Self::Promises,
            Self::Theme(_) | Self::Action(_) => Self::Plan,
            Self::Paper(_, _) => Self::Papers,
            _ => Self::Home,
        })
    }

    /// The address parameters the page reads besides the dates, kept when the dates are
    /// changed; any other is dropped.
    #[must_use]
    pub const fn parameters(&self) -> &'static [&'static str] {
        match self {
            Self::Timeline => &["kind"],
            Self::Recommendations => &["review", "theme"],
            Self::Plan => &["by", "theme", "delivery", "impact", "needs"],
            Self::Challenge => &["question"],
            Self::Measure(_) => &["neighbours", "year"],
            Self::Catalogue => &["group"],
            Self::MeasureNational(_) => &["year"],
            Self::Changes => &["from"],
            Self::Claims => &["verdict", "source", "year", "page"],
            Self::Search => &["q", "kind", "page"],
            _ => &[],
        }
    }

    /// The address with names in place of what is asked for, for the log and monitoring,
    /// which say nothing that somebody typed.
    #[must_use]
    pub fn pattern(&self) -> &'static str {
        match self {
            Self::Home => "/{authority}",
            Self::Timeline => "/{authority}/timeline",
            Self::Reviews => "/{authority}/reviews",
            Self::Review(_) => "/{authority}/reviews/{id}",
            Self::Recommendations => "/{authority}/recommendations",
            Self::Recommendation(_) => "/{authority}/recommendations/{id}",
            Self::Plan => "/{authority}/plan",
            Self::Theme(_) => "/{authority}/themes/{id}",
            Self::Action(_) => "/{authority}/actions/{id}",
            Self::Challenge => "/{authority}/challenge",
            Self::Risks => "/{authority}/risks",
            Self::Changes => "/{authority}/changes",
            Self::Intervention => "/{authority}/intervention",
            Self::Measures => "/{authority}/measures",
            Self::Scorecard => "/{authority}/scorecard",
            Self::Measure(_) => "/{authority}/measures/{id}",
            Self::MeasureTable(_) => "/{authority}/measures/{id}.csv",
            Self::MeasureNational(_) => "/{authority}/measures/{id}/national",
            Self::Conflicts => "/{authority}/conflicts",
            Self::Claims => "/{authority}/claims",
            Self::Boards => "/{authority}/boards",
            Self::Board(_) => "/{authority}/boards/{id}",
            Self::Meeting(_) => "/{authority}/meetings/{id}",
            Self::Decisions => "/{authority}/decisions",
            Self::Requests => "/{authority}/requests",
            Self::Scrutiny => "/{authority}/scrutiny",
            Self::Assurance => "/{authority}/audits-and-voice",
            Self::Workforce => "/{authority}/workforce",
            Self::Money => "/{authority}/money",
            Self::Promises => "/{authority}/promises",
            Self::Papers => "/{authority}/papers",
            Self::Paper(_, PaperForm::Page) => "/{authority}/papers/{id}",
            Self::Paper(_, PaperForm::Html) => "/{authority}/papers/{id}.html",
            Self::Paper(_, PaperForm::Docx) => "/{authority}/papers/{id}.docx",
            Self::Paper(_, PaperForm::Pdf) => "/{authority}/papers/{id}.pdf",
            Self::Paper(_, PaperForm::Markdown) => "/{authority}/papers/{id}.md",
            Self::Entry(_) => "/{authority}/entry/{id}",
            Self::Search => "/{authority}/search",
            Self::Catalogue => "/{authority}/catalogue",
            Self::Glossary => "/{authority}/glossary",
            Self::About => "/{authority}/about",
            Self::Accessibility => "/{authority}/accessibility",
        }
    }

    /// The page of an entry: its own, or else the one of its versions and sources.
    #[must_use]
    pub fn of(id: &EntryId) -> Self {
        let id = id.clone();
        match id.kind() {
            Kind::Review => Self::Review(id),
            Kind::Recommendation => Self::Recommendation(id),
            Kind::Theme => Self::Theme(id),
            Kind::Action => Self::Action(id),
            Kind::Measure => Self::Measure(id),
            Kind::Board => Self::Board(id),
            Kind::Meeting => Self::Meeting(id),
            _ => Self::Entry(id),
        }
    }

    /// The kinds of entry a section is about: the navigation shows it where the record
    /// has one of them. None for a section that every record has.
    #[must_use]
    pub const fn about(&self) -> &'static [Kind] {
        match self {
            Self::Plan | Self::Challenge => &[Kind::Action],
            Self::Risks => &[Kind::Risk],
            Self::Assurance => &[Kind::AuditRound, Kind::Voice],
            Self::Workforce => &[Kind::Team],
            _ => &[],
        }
    }

    /// Whether the page says the same whatever the record holds.
    #[must_use]
    pub const fn stands_alone(&self) -> bool {
        matches!(
            self,
            Self::Catalogue | Self::Glossary | Self::About | Self::Accessibility
        )
    }
}

/// The pattern of any address of the site; “other” for one that is nobody's.
pub(crate) fn pattern(path: &str) -> &'static str {
    match path {
        "/" => return "/",
        health::ADDRESS => return health::ADDRESS,
        metrics::ADDRESS => return metrics::ADDRESS,
        _ if path.starts_with("/assets/") => return "/assets/{file}",
        _ => {}
    }
    let path = path.strip_prefix('/').unwrap_or(path);
    let (authority, rest) = path.split_once('/').unwrap_or((path, ""));
    let known = authority.parse::<Authority>().is_ok();
    Route::read(rest)
        .filter(|_| known)
        .map_or("other", |route| route.pattern())
}

/// The paper of a name such as `highlight.pdf`.
fn paper(name: &str) -> Option<Route> {
    PaperSort::ALL.into_iter().find_map(|sort| {
        let suffix = name.strip_prefix(sort.address())?;
        let form = PaperForm::ALL
            .into_iter()
            .find(|form| form.suffix() == suffix)?;
        Some(Route::Paper(sort, form))
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

    use super::*;

    #[test]
    fn every_address_leads_back_to_its_page() {
        let authority: Authority = "coventry".parse().unwrap();
        let id = |text: &str| text.parse::<EntryId>().unwrap();
        let mut routes: Vec<Route> = FIXED.iter().map(|(route, _)| route.clone()).collect();
        routes.extend([
            Route::Review(id("review/ofsted-2017")),
            Route::Recommendation(id("recommendation/ofsted-2014-1")),
            Route::Measure(id("measure/re-referral-pct")),
            Route::MeasureTable(id("measure/re-referral-pct")),
            Route::MeasureNational(id("measure/re-referral-pct")),
            Route::Board(id("board/improvement")),
            Route::Theme(id("theme/front-door")),
            Route::Action(id("action/1-1")),
            Route::Meeting(id("meeting/m-1")),
            Route::Entry(id("reading/cin/coventry/2018")),
        ]);
        for sort in PaperSort::ALL {
            routes.extend(PaperForm::ALL.map(|form| Route::Paper(sort, form)));
        }
        for route in routes {
            let path = route.path(&authority);
            let rest = path.strip_prefix("/coventry").unwrap();
            let rest = rest.strip_prefix('/').unwrap_or(rest);
            assert_eq!(Route::read(rest).as_ref(), Some(&route), "{path}");
            // The pattern is the address with the names left out.
            let pattern = route.pattern().replace("{authority}", "coventry");
            let (before, after) = pattern.split_once("{id}").unwrap_or((&pattern, ""));
            assert!(path.starts_with(before) && path.ends_with(after), "{path}");
            assert!(pattern.contains("{id}") || pattern == path, "{path}");
        }
    }

    #[test]
    fn an_address_that_is_nobodys_is_none() {
        for rest in [
            "nothing",
            "reviews/",
            "reviews/A",
            "reviews/../x",
            "entry/review",
            "entry/nonsense/x",
            "papers/briefing.exe",
            "timeline/x",
            "/timeline",
        ] {
            assert_eq!(Route::read(rest), None, "{rest}");
        }
    }
}
