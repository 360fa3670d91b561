//! The plan on one table: for each theme how its actions stand.

use maud::{Markup, html};
use record::body::Theme;
use record::delivery::reference_order;

use crate::components::table::{Column, Table, table};
use crate::context::Context;
use crate::route::Route;

/// A row for each theme, with what of it needs attention.
pub(super) fn by_theme(context: &Context<'_>) -> Markup {
    let mut themes = context.state.all::<Theme>();
    if themes.is_empty() {
        return html! {};
    }
    let survey = context.survey();
    themes.sort_by_cached_key(|theme| reference_order(&theme.body.number));
    let rows = themes
        .iter()
        .map(|theme| {
            let of = survey.of_theme(theme.id());
            let number = |count: usize, needs: Option<&str>| match needs {
                Some(needs) if count > 0 => {
                    let href = context.link_with(
                        &Route::Plan,
                        &[("theme", theme.id().name()), ("needs", needs)],
                    );
                    html! { a class="govuk-link" href=(href) { (count) } }
                }
                _ => html! { (count) },
            };
            vec![
                context.anchor(
                    &Route::Theme(theme.id().clone()),
                    &format!("{} {}", theme.body.number, theme.body.title),
                ),
                number(of.all, None),
                number(of.complete, None),
                number(of.late, Some("late")),
                number(of.slipped, Some("slipped")),
                number(of.unowned, Some("unowned")),
                number(of.shown, None),
            ]
        })
        .collect();
    let mut columns = vec![Column::text("Theme")];
    columns.extend(
        [
            "Actions",
            "Complete",
            "Late",
            "Date put back",
            "Nobody in post",
            "Impact consistent",
        ]
        .map(Column::number),
    );
    table(&Table {
        id: "themes".to_owned(),
        caption: "The plan by theme".to_owned(),
        columns,
        rows,
        row_headings: true,
        note: Some(html! {
            "Complete counts actions awaiting sign-off, embedding and evidenced. Impact consistent counts those whose impact is consistent or sustained."
        }),
    })
}
