//! The two dates a page is seen at, and how they travel from page to page.
//!
//! *As at* asks what was true on a day; *as known at* asks what was known by a day.
//! Today's page has neither in its address, so a link to it always means today.

use std::fmt::Write as _;

use jiff::civil::Date;
use maud::{Markup, html};

use crate::components::{
    date::{iso, long_date},
    details::details,
    form::{Hidden, TextInput, hidden, text_input},
};

/// The address parameter for the day whose truth is shown.
pub const AS_AT: &str = "as_at";
/// The address parameter for the day whose knowledge is shown.
pub const KNOWN_AT: &str = "known_at";
/// The address parameter for the day whose stored entries are shown.
pub const RECORDED_BY: &str = "recorded_by";

/// The dates a page is seen at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The day on which the page is made.
    pub today: Date,
    /// What was true on this day is shown.
    pub as_at: Date,
    /// What was known by this day is shown.
    pub known_at: Date,
    /// If set, only what this system had stored by the end of this day is shown.
    pub recorded_by: Option<Date>,
}

impl Moment {
    /// Today, as known today.
    #[must_use]
    pub const fn now(today: Date) -> Self {
        Self {
            today,
            as_at: today,
            known_at: today,
            recorded_by: None,
        }
    }

    /// A day, as known on that same day.
    #[must_use]
    pub const fn on(today: Date, day: Date) -> Self {
        Self {
            today,
            as_at: day,
            known_at: day,
            recorded_by: None,
        }
    }

    /// Whether this is today's page, with all that is known today.
    #[must_use]
    pub fn is_today(&self) -> bool {
        self.as_at == self.today && self.known_at == self.today && self.recorded_by.is_none()
    }

    /// An address inside the record, with these dates added unless they are today's.
    /// A place on the page (`#…`) keeps its place at the end.
    #[must_use]
    pub fn link(&self, href: &str) -> String {
        let (page, place) = match href.split_once('#') {
            Some((page, place)) => (page, Some(place)),
            None => (href, None),
        };
        let mut link = page.to_owned();
        for (name, value) in self.parameters() {
            link.push(if link.contains('?') { '&' } else { '?' });
            link.push_str(name);
            link.push('=');
            link.push_str(&value);
        }
        if let Some(place) = place {
            link.push('#');
            link.push_str(place);
        }
        link
    }

    /// The dates as address parameters: none for today, and `known_at` only where it
    /// is not the same day as `as_at`.
    #[must_use]
    pub fn parameters(&self) -> Vec<(&'static str, String)> {
        let mut parameters = Vec::new();
        if self.as_at != self.today || self.known_at != self.as_at {
            parameters.push((AS_AT, iso(self.as_at)));
        }
        if self.known_at != self.as_at {
            parameters.push((KNOWN_AT, iso(self.known_at)));
        }
        if let Some(day) = self.recorded_by {
            parameters.push((RECORDED_BY, iso(day)));
        }
        parameters
    }

    /// "as at 4 July 2018, as known on 4 July 2018", with what was stored by when if asked.
    #[must_use]
    pub fn words(&self) -> String {
        let mut words = format!(
            "as at {}, as known on {}",
            long_date(self.as_at),
            long_date(self.known_at)
        );
        if let Some(day) = self.recorded_by {
            words.push_str(", from what was stored here by ");
            words.push_str(&long_date(day));
        }
        words
    }
}

/// What is wrong with the dates that were asked for, to be shown beside their fields.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DateProblems {
    /// What was typed as "as at", and what is wrong with it.
    pub as_at: Option<(String, String)>,
    /// What was typed as "as known on", and what is wrong with it.
    pub known_at: Option<(String, String)>,
    /// What was typed as "stored here by", and what is wrong with it.
    pub recorded_by: Option<(String, String)>,
}

impl DateProblems {
    /// Each problem with the field it belongs to, such as `#as-at`.
    #[must_use]
    pub fn list(&self) -> Vec<(String, String)> {
        [
            ("#as-at", &self.as_at),
            ("#known-at", &self.known_at),
            ("#recorded-by", &self.recorded_by),
        ]
        .into_iter()
        .filter_map(|(field, problem)| {
            let (_, words) = problem.as_ref()?;
            Some((field.to_owned(), words.clone()))
        })
        .collect()
    }
}

/// The bar from which any page can be seen at another date: a form that works
/// without scripts.
#[derive(Debug, Clone)]
pub struct MomentBar {
    /// The dates this page is seen at.
    pub moment: Moment,
    /// The page's own path, which the form goes back to.
    pub path: String,
    /// The page's other address parameters, kept as they are.
    pub keep: Vec<(String, String)>,
    /// What is wrong with the dates asked for, if anything.
    pub problems: DateProblems,
}

impl MomentBar {
    /// The bar for a page at `path`, with its other address parameters.
    #[must_use]
    pub fn new(moment: Moment, path: impl Into<String>, keep: Vec<(String, String)>) -> Self {
        Self {
            moment,
            path: path.into(),
            keep,
            problems: DateProblems::default(),
        }
    }

    /// This very page, seen at another moment.
    #[must_use]
    pub fn this_page(&self, moment: &Moment) -> String {
        let mut link = self.path.clone();
        for (name, value) in &self.keep {
            link.push(if link.contains('?') { '&' } else { '?' });
            link.push_str(&encode(name));
            link.push('=');
            link.push_str(&encode(value));
        }
        moment.link(&link)
    }

    /// The form, folded away until it is wanted or has something to say.
    #[must_use]
    pub fn form(&self) -> Markup {
        let moment = &self.moment;
        let DateProblems {
            as_at,
            known_at,
            recorded_by,
        } = &self.problems;
        let as_at_shown = match as_at {
            Some((typed, _)) => typed.clone(),
            None if moment.is_today() => String::new(),
            None => iso(moment.as_at),
        };
        let known_at_shown = match known_at {
            Some((typed, _)) => typed.clone(),
            None if moment.known_at == moment.as_at => String::new(),
            None => iso(moment.known_at),
        };
        let as_at_input = TextInput {
            id: "as-at",
            name: AS_AT,
            label: "See this page as at",
            hint: Some("What was true on that day. For example, 4 July 2018 or 2018-07-04"),
            value: &as_at_shown,
            error: as_at.as_ref().map(|(_, error)| error.as_str()),
            width: Some(20),
        };
        let known_at_input = TextInput {
            id: "known-at",
            name: KNOWN_AT,
            label: "As known on",
            hint: Some("What people knew by that day. Leave empty for the same day"),
            value: &known_at_shown,
            error: known_at.as_ref().map(|(_, error)| error.as_str()),
            width: Some(20),
        };
        let recorded_by_shown = match (recorded_by, moment.recorded_by) {
            (Some((typed, _)), _) => Some(typed.clone()),
            (None, day) => day.map(iso),
        };
        let fields = html! {
            form action=(self.path) method="get" novalidate {
                @for (name, value) in &self.keep {
                    (hidden(&Hidden { name, value }))
                }
                div class="sl-date-bar__fields" {
                    (text_input(&as_at_input))
                    (text_input(&known_at_input))
                    @if let Some(shown) = &recorded_by_shown {
                        (text_input(&TextInput {
                            id: "recorded-by",
                            name: RECORDED_BY,
                            label: "Stored here by",
                            hint: Some("Only what this system held by that day. Leave empty for all of it"),
                            value: shown,
                            error: recorded_by.as_ref().map(|(_, error)| error.as_str()),
                            width: Some(20),
                        }))
                    }
                }
                button type="submit" class="govuk-button govuk-button--secondary" { "See this date" }
            }
        };
        let open = !self.problems.list().is_empty();
        html! {
            section class="sl-date-bar" aria-label="Date of this page" {
                (details("See this page on another date", &fields, open))
            }
        }
    }

    /// The mark on every page that is not today's, with the ways out of it; nothing on today's.
    #[must_use]
    pub fn banner(&self) -> Markup {
        let moment = &self.moment;
        if moment.is_today() {
            return html! {};
        }
        let hindsight = Moment {
            known_at: moment.today,
            recorded_by: None,
            ..*moment
        };
        let then = Moment::on(moment.today, moment.as_at);
        html! {
            div class="sl-moment" {
                p class="sl-moment__says" {
                    "You are looking at the record " (moment.words()) "."
                }
                ul class="sl-moment__links" {
                    li {
                        a class="govuk-link" href=(self.this_page(&Moment::now(moment.today))) {
                            "See today’s page"
                        }
                    }
                    @if moment.known_at < moment.today {
                        li {
                            a class="govuk-link" href=(self.this_page(&hindsight)) {
                                "See this date with hindsight (as known today)"
                            }
                        }
                    }
                    @if moment.known_at != moment.as_at {
                        li {
                            a class="govuk-link" href=(self.this_page(&then)) {
                                "See this date as known on the day"
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Text as a part of an address: everything but letters, digits and `-._~` is escaped.
#[must_use]
pub fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 23);

    fn july_2018() -> Moment {
        Moment::on(TODAY, date(2018, 7, 4))
    }

    #[test]
    fn todays_links_carry_no_dates_and_past_ones_do() {
        assert_eq!(Moment::now(TODAY).link("/coventry"), "/coventry");
        assert_eq!(
            july_2018().link("/coventry/search?q=audit#r3"),
            "/coventry/search?q=audit&as_at=2018-07-04#r3"
        );
        let hindsight = Moment {
            known_at: TODAY,
            ..july_2018()
        };
        assert_eq!(
            hindsight.link("/coventry"),
            "/coventry?as_at=2018-07-04&known_at=2026-11-23"
        );
        let today_as_known_then = Moment {
            known_at: date(2018, 7, 4),
            ..Moment::now(TODAY)
        };
        assert_eq!(
            today_as_known_then.link("/coventry"),
            "/coventry?as_at=2026-11-23&known_at=2018-07-04"
        );
    }

    #[test]
    fn the_form_comes_back_to_the_same_page_with_its_other_parameters() {
        let keep = vec![("q".to_owned(), "\"neglect\" & <more>".to_owned())];
        let bar = MomentBar::new(july_2018(), "/coventry/search", keep);
        let form = bar.form().into_string();
        assert!(form.contains(r#"action="/coventry/search" method="get""#));
        assert!(form.contains(
            r#"<input type="hidden" name="q" value="&quot;neglect&quot; &amp; &lt;more&gt;">"#
        ));
        assert!(
            form.contains(r#"name="as_at" type="text" value="2018-07-04""#),
            "{form}"
        );
        assert!(!form.contains("<details class=\"govuk-details\" open"));
        assert_eq!(
            bar.this_page(&Moment::now(TODAY)),
            "/coventry/search?q=%22neglect%22%20%26%20%3Cmore%3E"
        );
    }

    #[test]
    fn a_wrong_date_opens_the_form_and_stays_in_its_field() {
        let mut bar = MomentBar::new(Moment::now(TODAY), "/coventry", Vec::new());
        bar.problems.as_at = Some(("31 June 2018".into(), "There is no 31 June".into()));
        let form = bar.form().into_string();
        assert!(form.contains("<details class=\"govuk-details\" open"));
        assert!(form.contains(r#"value="31 June 2018""#));
        assert!(form.contains("There is no 31 June"));
    }

    #[test]
    fn only_a_page_that_is_not_todays_is_marked() {
        let today = MomentBar::new(Moment::now(TODAY), "/coventry", Vec::new());
        assert_eq!(today.banner().into_string(), "");
        let past = MomentBar::new(july_2018(), "/coventry", Vec::new())
            .banner()
            .into_string();
        assert!(
            past.contains(
                "You are looking at the record as at 4 July 2018, as known on 4 July 2018."
            )
        );
        assert!(
            past.contains(r#"href="/coventry">See today’s page"#),
            "{past}"
        );
        let stored = Moment {
            recorded_by: Some(date(2026, 1, 2)),
            ..Moment::now(TODAY)
        };
        let stored = MomentBar::new(stored, "/coventry", Vec::new()).banner();
        assert!(
            stored
                .into_string()
                .contains("from what was stored here by 2 January 2026")
        );
    }
}
