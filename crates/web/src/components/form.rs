//! Fields, and the search form.

use maud::{Markup, html};

/// A value that a form carries along unseen.
#[derive(Debug, Clone, Copy)]
pub struct Hidden<'a> {
    /// The parameter's name.
    pub name: &'a str,
    /// Its value.
    pub value: &'a str,
}

/// An unseen field.
#[must_use]
pub fn hidden(field: &Hidden<'_>) -> Markup {
    html! { input type="hidden" name=(field.name) value=(field.value); }
}

/// A field for one line of text.
#[derive(Debug, Clone, Copy, Default)]
pub struct TextInput<'a> {
    /// Its place on the page, unlike any other there.
    pub id: &'a str,
    /// The parameter's name.
    pub name: &'a str,
    /// What is asked for.
    pub label: &'a str,
    /// How to answer.
    pub hint: Option<&'a str>,
    /// What it holds already.
    pub value: &'a str,
    /// What is wrong with what it holds.
    pub error: Option<&'a str>,
    /// Its width in characters: 2, 3, 4, 5, 10, 20 or 30; the whole column if none.
    pub width: Option<u8>,
}

/// A labelled line of text, with its hint and what is wrong with it.
#[must_use]
pub fn text_input(field: &TextInput<'_>) -> Markup {
    let hint_id = format!("{}-hint", field.id);
    let error_id = format!("{}-error", field.id);
    let mut described = Vec::new();
    if field.hint.is_some() {
        described.push(hint_id.as_str());
    }
    if field.error.is_some() {
        described.push(error_id.as_str());
    }
    let described = (!described.is_empty()).then(|| described.join(" "));
    let mut class = String::from("govuk-input");
    if let Some(width) = field.width {
        class.push_str(&format!(" govuk-input--width-{width}"));
    }
    if field.error.is_some() {
        class.push_str(" govuk-input--error");
    }
    html! {
        div class=(group_class(field.error)) {
            label class="govuk-label" for=(field.id) { (field.label) }
            @if let Some(hint) = field.hint {
                div id=(hint_id) class="govuk-hint" { (hint) }
            }
            @if let Some(error) = field.error {
                p id=(error_id) class="govuk-error-message" {
                    span class="govuk-visually-hidden" { "Error:" } " " (error)
                }
            }
            input class=(class) id=(field.id) name=(field.name) type="text"
                value=[(!field.value.is_empty()).then_some(field.value)]
                aria-describedby=[described];
        }
    }
}

/// One answer among those to choose from.
#[derive(Debug, Clone)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub text: String,
    /// Whether it is the one chosen.
    pub chosen: bool,
}

/// A list to choose one answer from.
#[must_use]
pub fn select(id: &str, name: &str, label: &str, choices: &[Choice]) -> Markup {
    html! {
        div class="govuk-form-group" {
            label class="govuk-label" for=(id) { (label) }
            select class="govuk-select" id=(id) name=(name) {
                @for choice in choices {
                    option value=(choice.value) selected[choice.chosen] { (choice.text) }
                }
            }
        }
    }
}

/// A search form. `kept` are parameters that stay, such as the page's dates.
#[must_use]
pub fn search_form(action: &str, label: &str, query: &str, kept: &[(&str, String)]) -> Markup {
    html! {
        form class="sl-search" action=(action) method="get" role="search" {
            @for (name, value) in kept {
                (hidden(&Hidden { name, value }))
            }
            div class="govuk-form-group" {
                label class="govuk-label" for="search-q" { (label) }
                input class="govuk-input" id="search-q" name="q" type="search" value=(query)
                    autocomplete="off";
            }
            button type="submit" class="govuk-button" { "Search" }
        }
    }
}

fn group_class(error: Option<&str>) -> &'static str {
    match error {
        Some(_) => "govuk-form-group govuk-form-group--error",
        None => "govuk-form-group",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_choice_made_is_shown_as_chosen() {
        let choice = |text: &str, chosen| Choice {
            value: text.to_lowercase(),
            text: text.into(),
            chosen,
        };
        let html = select(
            "kind",
            "kind",
            "Kind",
            &[choice("All", false), choice("Letters", true)],
        )
        .into_string();
        assert!(html.contains("<label class=\"govuk-label\" for=\"kind\">Kind</label>"));
        assert!(html.contains("<option value=\"all\">All</option>"));
        assert!(html.contains("<option value=\"letters\" selected>Letters</option>"));
    }

    #[test]
    fn a_search_keeps_its_words_and_its_dates() {
        let form = search_form(
            "/coventry/search",
            "Search the record",
            "<b>",
            &[("as_at", "2018-07-04".to_owned())],
        )
        .into_string();
        assert!(form.contains("type=\"search\" value=\"&lt;b&gt;\""));
        assert!(form.contains("<input type=\"hidden\" name=\"as_at\" value=\"2018-07-04\">"));
        assert!(form.contains("<label class=\"govuk-label\" for=\"search-q\">Search the record"));
    }
}
