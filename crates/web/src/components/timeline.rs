//! Events in the order they happened.

use jiff::civil::Date;
use maud::{Markup, html};

use super::date::iso;

/// Something that happened, or is to come.
#[derive(Debug, Clone)]
pub struct TimelineItem {
    /// The day, for machines; for a date known only to its month, that month's last day.
    pub date: Date,
    /// The day as it is known, in words: "14 June 2017", "March 2018".
    pub when: String,
    /// What happened.
    pub title: Markup,
    /// A word for its kind, set beside the title.
    pub tag: Option<Markup>,
    /// More about it.
    pub body: Option<Markup>,
    /// Whether it is still to come.
    pub ahead: bool,
}

/// The heading level of a timeline's items: that of the headings they stand beneath, and one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Directly under the page's title.
    Two,
    /// Under a section's heading.
    Three,
}

/// Events as a list, in the order given.
#[must_use]
pub fn timeline(items: &[TimelineItem], level: Level) -> Markup {
    html! {
        ol class="sl-timeline" {
            @for item in items {
                li class=(if item.ahead {
                    "sl-timeline__item sl-timeline__item--ahead"
                } else {
                    "sl-timeline__item"
                }) {
                    @match level {
                        Level::Two => h2 class="sl-timeline__title" { (item.title) },
                        Level::Three => h3 class="sl-timeline__title" { (item.title) },
                    }
                    @if let Some(tag) = &item.tag { " " (tag) }
                    p class="sl-timeline__when" {
                        time datetime=(iso(item.date)) { (item.when) }
                        @if item.ahead { " (still to come)" }
                    }
                    @if let Some(body) = &item.body {
                        div class="sl-timeline__body" { (body) }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn what_is_ahead_is_said_in_words_too() {
        let item = |ahead| TimelineItem {
            date: date(2018, 6, 30),
            when: "June 2018".into(),
            title: html! { "Board meets" },
            tag: None,
            body: None,
            ahead,
        };
        let html = timeline(&[item(false), item(true)], Level::Three).into_string();
        assert_eq!(
            html.matches("<time datetime=\"2018-06-30\">June 2018</time>")
                .count(),
            2
        );
        assert_eq!(html.matches("still to come").count(), 1);
        assert_eq!(html.matches("<h3").count(), 2);
    }
}
