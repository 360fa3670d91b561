//! Tables, which scroll inside themselves where the screen is too narrow for them.

use maud::{Markup, html};

/// A column's heading.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its name.
    pub heading: Markup,
    /// Its name in plain text, said before each cell where a narrow screen shows the
    /// rows one under another.
    pub label: String,
    /// Whether it holds numbers, which stand to the right.
    pub numeric: bool,
}

impl Column {
    /// A column of text.
    #[must_use]
    pub fn text(heading: &str) -> Self {
        Self {
            heading: html! { (heading) },
            label: heading.to_owned(),
            numeric: false,
        }
    }

    /// A column of numbers.
    #[must_use]
    pub fn number(heading: &str) -> Self {
        Self {
            heading: html! { (heading) },
            label: heading.to_owned(),
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

impl Table {
    /// Whether its rows stand one under another on a narrow screen: four columns of
    /// words do not fit there, and nobody reads them across. Numbers are read across
    /// and down, so that a table of them scrolls.
    fn stacks(&self) -> bool {
        self.columns.len() >= 4 && self.columns.iter().all(|column| !column.numeric)
    }
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

// The roles are said, because a browser forgets them where the style sheet shows the
// parts of a table as blocks.
fn bare_table(table: &Table, caption_id: &str) -> Markup {
    let stacks = table.stacks();
    let role = |role: &'static str| stacks.then_some(role);
    let class = if stacks {
        "govuk-table govuk-table--small-text-until-tablet sl-stacks"
    } else {
        "govuk-table govuk-table--small-text-until-tablet"
    };
    html! {
        table class=(class) role=[role("table")] {
            caption class="govuk-table__caption" id=(caption_id) {
                (table.caption)
            }
            thead class="govuk-table__head" role=[role("rowgroup")] {
                tr class="govuk-table__row" role=[role("row")] {
                    @for column in &table.columns {
                        th scope="col" class=(heading_class(column.numeric)) role=[role("columnheader")] {
                            (column.heading)
                        }
                    }
                }
            }
            tbody class="govuk-table__body" role=[role("rowgroup")] {
                @for row in &table.rows {
                    tr class="govuk-table__row" role=[role("row")] {
                        @for (index, cell) in row.iter().enumerate() {
                            @if index == 0 && table.row_headings {
                                th scope="row" class="govuk-table__header" role=[role("rowheader")] { (cell) }
                            } @else {
                                td class=(cell_class(table, index)) role=[role("cell")] data-label=[label(table, index)] {
                                    (cell)
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What a cell is called where the rows stand one under another.
fn label(table: &Table, index: usize) -> Option<String> {
    let label = &table.columns.get(index)?.label;
    let stop = if label.ends_with('?') { "" } else { ":" };
    (table.stacks() && !label.is_empty()).then(|| format!("{label}{stop}"))
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

    #[test]
    fn rows_of_words_can_stand_one_under_another_and_stay_a_table() {
        let words = |columns: &[&str]| Table {
            id: "actions".into(),
            caption: "Actions".into(),
            columns: columns.iter().map(|name| Column::text(name)).collect(),
            rows: vec![columns.iter().map(|name| html! { (name) }).collect()],
            row_headings: false,
            note: None,
        };
        let html = table(&words(&["Number", "Action", "Owner", "Due"])).into_string();
        assert!(
            html.contains("role=\"cell\" data-label=\"Owner:\">Owner</td>"),
            "{html}"
        );
        assert!(html.contains(" sl-stacks\" role=\"table\""), "{html}");
        // Three columns fit; numbers are read across.
        let few = table(&words(&["Number", "Action", "Owner"])).into_string();
        assert!(
            !few.contains("data-label") && !few.contains("role=\"cell\""),
            "{few}"
        );
        let mut numbers = words(&["Number", "Action", "Owner", "Due"]);
        numbers.columns.push(Column::number("Late"));
        assert!(!table(&numbers).into_string().contains("data-label"));
    }
}
