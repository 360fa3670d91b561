//! A list of facts, each with its name.

use maud::{Markup, html};

/// A fact and its name.
#[derive(Debug, Clone)]
pub struct SummaryRow {
    /// What it is.
    pub key: String,
    /// What is known of it.
    pub value: Markup,
    /// What can be done with it.
    pub actions: Vec<Action>,
}

impl SummaryRow {
    /// A fact with nothing to be done.
    #[must_use]
    pub fn new(key: impl Into<String>, value: Markup) -> Self {
        Self {
            key: key.into(),
            value,
            actions: Vec::new(),
        }
    }
}

/// A link beside a fact.
#[derive(Debug, Clone)]
pub struct Action {
    /// What it does, in a word.
    pub text: String,
    /// What it does it to, for those who hear the link on its own.
    pub of: String,
    /// Where it leads.
    pub href: String,
}

/// Facts, one to a row.
#[must_use]
pub fn summary_list(rows: &[SummaryRow]) -> Markup {
    let any_actions = rows.iter().any(|row| !row.actions.is_empty());
    html! {
        dl class="govuk-summary-list" {
            @for row in rows {
                @let bare = any_actions && row.actions.is_empty();
                div class=(if bare {
                    "govuk-summary-list__row govuk-summary-list__row--no-actions"
                } else {
                    "govuk-summary-list__row"
                }) {
                    dt class="govuk-summary-list__key" { (row.key) }
                    dd class="govuk-summary-list__value" { (row.value) }
                    (actions(&row.actions))
                }
            }
        }
    }
}

fn actions(actions: &[Action]) -> Markup {
    html! {
        @match actions {
            [] => {}
            [only] => {
                dd class="govuk-summary-list__actions" { (link(only)) }
            }
            several => {
                dd class="govuk-summary-list__actions" {
                    ul class="govuk-summary-list__actions-list" {
                        @for action in several {
                            li class="govuk-summary-list__actions-list-item" { (link(action)) }
                        }
                    }
                }
            }
        }
    }
}

fn link(action: &Action) -> Markup {
    html! {
        a class="govuk-link" href=(action.href) {
            (action.text) span class="govuk-visually-hidden" { " " (action.of) }
        }
    }
}
