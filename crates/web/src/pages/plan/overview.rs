//! The plan on one table: for each theme how its actions stand.

use maud::{Markup, html};
use record::body::{StandsFor, Theme};
use record::delivery::reference_order;

use crate::components::table::{Column, Table, table};
use crate::context::Context;
use crate::route::Route;
use crate::survey::Surveyed;

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
            let of: Vec<&Surveyed> = survey
                .actions
                .iter()
                .filter(|action| action.theme.as_ref() == Some(theme.id()))
                .collect();
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
            let counted =
                |test: &dyn Fn(&Surveyed) -> bool| of.iter().filter(|action| test(action)).count();
            vec![
                context.anchor(
                    &Route::Theme(theme.id().clone()),
                    &format!("{} {}", theme.body.number, theme.body.title),
                ),
                number(of.len(), None),
                number(counted(&|action| action.is_complete), None),
                number(counted(&|action| action.is_late), Some("late")),
                number(counted(&|action| action.has_slipped), Some("slipped")),
                number(counted(&|action| action.is_unowned), Some("unowned")),
                number(counted(&|action| action.impact.is_some_and(is_shown)), None),
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

/// Whether a rating says that the action makes a difference in most places.
const fn is_shown(stands_for: StandsFor) -> bool {
    matches!(stands_for, StandsFor::Consistent | StandsFor::Sustained)
}
