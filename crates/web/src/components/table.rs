//! Tables, which scroll inside themselves where the screen is too narrow for them.

use maud::{Markup, html};

/// A column's heading.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its name.
    pub heading: Markup,
    /// Whether it holds numbers, which stand to the right.
    pub numeric: bool,
}

impl Column {
    /// A column of text.
    #[must_use]
    pub fn text(heading: &str) -> Self {
        Self {
            heading: html! { (heading) },
            numeric: false,
        }
    }

    /// A column of numbers.
    #[must_use]
    pub fn number(heading: &str) -> Self {
        Self {
            heading: html! { (heading) },
            numeric: true,
        }
    }
}

/// A table with a caption and named columns.
#[derive(Debug, Clone)]
pub struct Table {
    /// Its place on the page, unlike any other there.
    pub id: String,
    /// What it shows. No two tables on a page have the same.
    pub caption: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, with as many cells as there are columns.
    pub rows: Vec<Vec<Markup>>,
    /// Whether the first cell of each row names the row.
    pub row_headings: bool,
    /// A note at its foot, such as the source.
    pub note: Option<Markup>,
}

/// The table, in a frame that scrolls and takes the focus.
#[must_use]
pub fn table(table: &Table) -> Markup {
    let caption_id = format!("{}-caption", table.id);
    html! {
        div class="sl-scroll" id=(table.id) role="region" tabindex="0" aria-labelledby=(caption_id) {
            (bare_table(table, &caption_id))
            @if let Some(note) = &table.note {
                p class="sl-table__note" { (note) }
            }
        }
    }
}

fn bare_table(table: &Table, caption_id: &str) -> Markup {
    html! {
        table class="govuk-table govuk-table--small-text-until-tablet" {
            caption class="govuk-table__caption" id=(caption_id) {
                (table.caption)
            }
            thead class="govuk-table__head" {
                tr class="govuk-table__row" {
                    @for column in &table.columns {
                        th scope="col" class=(heading_class(column.numeric)) { (column.heading) }
                    }
                }
            }
            tbody class="govuk-table__body" {
                @for row in &table.rows {
                    tr class="govuk-table__row" {
                        @for (index, cell) in row.iter().enumerate() {
                            @if index == 0 && table.row_headings {
                                th scope="row" class="govuk-table__header" { (cell) }
                            } @else {
                                td class=(cell_class(table, index)) { (cell) }
                            }
                        }
                    }
                }
            }
        }
    }
}

const fn heading_class(numeric: bool) -> &'static str {
    if numeric {
        "govuk-table__header govuk-table__header--numeric"
    } else {
        "govuk-table__header"
    }
}

fn cell_class(table: &Table, index: usize) -> &'static str {
    if table
        .columns
        .get(index)
        .is_some_and(|column| column.numeric)
    {
        "govuk-table__cell govuk-table__cell--numeric"
    } else {
        "govuk-table__cell"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_scrolls_in_a_named_frame_that_takes_the_focus() {
        let html = table(&Table {
            id: "rates".into(),
            caption: "Repeat plans, %".into(),
            columns: vec![Column::text("Year to March"), Column::number("Coventry")],
            rows: vec![vec![html! { "2017" }, html! { "18.2" }]],
            row_headings: true,
            note: None,
        })
        .into_string();
        assert!(html.starts_with(
            "<div class=\"sl-scroll\" id=\"rates\" role=\"region\" tabindex=\"0\" aria-labelledby=\"rates-caption\">"
        ));
        assert!(html.contains("id=\"rates-caption\">Repeat plans, %</caption>"));
        assert!(html.contains("<th scope=\"row\" class=\"govuk-table__header\">2017</th>"));
        assert!(html.contains("govuk-table__cell--numeric\">18.2</td>"));
    }
}
