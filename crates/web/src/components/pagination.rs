//! The links between the pages of a long list.

use maud::{Markup, html};

const PREVIOUS: &str = "m6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z";
const NEXT: &str = "m8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z";

/// Links to the pages of a list: first, last, the present one and its neighbours, with the
/// gaps between them shown. Nothing at all if there is only one page. `href` gives the
/// address of a page by its number, counted from 1.
#[must_use]
pub fn pagination(page: usize, pages: usize, href: impl Fn(usize) -> String) -> Markup {
    if pages < 2 {
        return html! {};
    }
    html! {
        nav class="govuk-pagination" aria-label="Pagination" {
            @if page > 1 {
                div class="govuk-pagination__prev" {
                    a class="govuk-link govuk-pagination__link" href=(href(page - 1)) rel="prev" {
                        (arrow("prev", PREVIOUS))
                        (direction("Previous"))
                    }
                }
            }
            ul class="govuk-pagination__list" {
                @for step in steps(page, pages) {
                    @match step {
                        None => {
                            li class="govuk-pagination__item govuk-pagination__item--ellipsis" { "⋯" }
                        }
                        Some(number) if number == page => {
                            li class="govuk-pagination__item govuk-pagination__item--current" {
                                a class="govuk-link govuk-pagination__link" href=(href(number))
                                    aria-label={ "Page " (number) } aria-current="page" { (number) }
                            }
                        }
                        Some(number) => {
                            li class="govuk-pagination__item" {
                                a class="govuk-link govuk-pagination__link" href=(href(number))
                                    aria-label={ "Page " (number) } { (number) }
                            }
                        }
                    }
                }
            }
            @if page < pages {
                div class="govuk-pagination__next" {
                    a class="govuk-link govuk-pagination__link" href=(href(page + 1)) rel="next" {
                        (direction("Next"))
                        (arrow("next", NEXT))
                    }
                }
            }
        }
    }
}

/// The page numbers to show, `None` for a gap.
fn steps(page: usize, pages: usize) -> Vec<Option<usize>> {
    let mut steps = Vec::new();
    let mut last = 0;
    for number in 1..=pages {
        if number == 1 || number == pages || number.abs_diff(page) <= 1 {
            if number > last + 1 {
                steps.push(None);
            }
            steps.push(Some(number));
            last = number;
        }
    }
    steps
}

fn direction(word: &str) -> Markup {
    html! {
        span class="govuk-pagination__link-title" {
            (word) span class="govuk-visually-hidden" { " page" }
        }
    }
}

fn arrow(direction: &str, path: &str) -> Markup {
    html! {
        svg class={ "govuk-pagination__icon govuk-pagination__icon--" (direction) }
            xmlns="http://www.w3.org/2000/svg" height="13" width="15" aria-hidden="true"
            focusable="false" viewBox="0 0 15 13" {
            path d=(path) {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn far_pages_are_left_out_and_the_gaps_are_shown() {
        assert_eq!(steps(1, 3), [Some(1), Some(2), Some(3)]);
        assert_eq!(
            steps(10, 40),
            [Some(1), None, Some(9), Some(10), Some(11), None, Some(40)]
        );
        assert_eq!(steps(40, 40), [Some(1), None, Some(39), Some(40)]);
    }

    #[test]
    fn one_page_needs_no_links_and_the_ends_have_no_way_on() {
        assert_eq!(pagination(1, 1, |_| String::new()).into_string(), "");
        let first = pagination(1, 2, |n| format!("?page={n}")).into_string();
        assert!(!first.contains("rel=\"prev\"") && first.contains("rel=\"next\""));
        let last = pagination(2, 2, |n| format!("?page={n}")).into_string();
        assert!(last.contains("rel=\"prev\"") && !last.contains("rel=\"next\""));
    }
}
