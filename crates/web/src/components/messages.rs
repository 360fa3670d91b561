//! Text set apart, and what to say when something is wrong.

use maud::{Markup, html};

/// Text set apart from what surrounds it.
#[must_use]
pub fn inset(body: &Markup) -> Markup {
    html! { div class="govuk-inset-text" { (body) } }
}

/// Something that must not be overlooked.
#[must_use]
pub fn warning(body: &Markup) -> Markup {
    html! {
        div class="govuk-warning-text" {
            span class="govuk-warning-text__icon" aria-hidden="true" { "!" }
            strong class="govuk-warning-text__text" {
                span class="govuk-visually-hidden" { "Warning" } " "
                (body)
            }
        }
    }
}

/// News about the whole page, at its top. At most one on a page.
#[must_use]
pub fn notification(title: &str, body: &Markup) -> Markup {
    html! {
        div class="govuk-notification-banner" role="region"
            aria-labelledby="govuk-notification-banner-title" {
            div class="govuk-notification-banner__header" {
                h2 class="govuk-notification-banner__title" id="govuk-notification-banner-title" {
                    (title)
                }
            }
            div class="govuk-notification-banner__content" {
                p class="govuk-notification-banner__heading" { (body) }
            }
        }
    }
}

/// What is wrong with what was asked: each with the field it belongs to, such as `#as-at`.
#[must_use]
pub fn error_summary(problems: &[(String, String)]) -> Markup {
    html! {
        div class="govuk-error-summary" {
            div role="alert" {
                h2 class="govuk-error-summary__title" { "There is a problem" }
                div class="govuk-error-summary__body" {
                    ul class="govuk-list govuk-error-summary__list" {
                        @for (href, problem) in problems {
                            li { a href=(href) { (problem) } }
                        }
                    }
                }
            }
        }
    }
}

/// The body of an error page: what happened, then what the reader can do.
#[must_use]
pub fn error_body(what_happened: &str, what_to_do: &[Markup]) -> Markup {
    html! {
        p class="govuk-body" { (what_happened) }
        @if !what_to_do.is_empty() {
            p class="govuk-body" { "You can:" }
            ul class="govuk-list govuk-list--bullet" {
                @for way in what_to_do {
                    li { (way) }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_page_says_what_happened_and_what_to_do_and_trusts_no_input() {
        let body = error_body(
            "There is no entry called “<script>”.",
            &[html! { "go to " a href="/coventry" { "the record’s first page" } }],
        )
        .into_string();
        assert!(body.contains("There is no entry called “&lt;script&gt;”."));
        assert!(body.contains("<li>go to <a href=\"/coventry\">"));
    }
}
