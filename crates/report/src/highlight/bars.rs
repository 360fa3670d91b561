//! The themes by status, as one bar each: every part has its letter and count,
//! so that nothing hangs on the colour.

use std::fmt::Write as _;

use super::totals::Totals;
use crate::tree::{Colour, Figure, Inline};
use crate::wording;
use crate::write::text::escaped;

const WIDTH: usize = 640;
/// Room for the themes' names.
const NAMES: usize = 236;
const BAR: usize = 24;
const STEP: usize = 31;

/// The picture; `None` where there is nothing to draw.
#[must_use]
pub(super) fn figure(totals: &Totals) -> Option<Figure> {
    let most = totals.rows.iter().map(|row| row.total).max().unwrap_or(0);
    if most == 0 || totals.rows.len() < 2 {
        return None;
    }
    let height = STEP * totals.rows.len() + 4;
    let mut body = String::new();
    for (at, row) in totals.rows.iter().enumerate() {
        let top = at * STEP + 2;
        let name = name(row);
        let _ = write!(
            body,
            r#"<text x="0" y="{}">{}</text>"#,
            top + 17,
            escaped(&clipped(&name))
        );
        let mut x = NAMES;
        let room = WIDTH - NAMES - 4;
        for (column, count) in totals.columns.iter().zip(&row.counts) {
            if *count == 0 {
                continue;
            }
            let width = count * room / most;
            let colour = column
                .badge
                .as_ref()
                .and_then(|badge| Colour::read(&badge.colour));
            let ink = if colour.is_some_and(Colour::is_dark) {
                "#ffffff"
            } else {
                "#0b0c0c"
            };
            let fill = colour.map_or_else(|| "#ffffff".to_owned(), |colour| colour.to_string());
            let code = column
                .badge
                .as_ref()
                .map_or("?", |badge| badge.code.as_str());
            // Two letters need more room than one; a narrow part has its letter alone.
            let text = if width >= 14 + 9 * code.chars().count() {
                format!("{code} {count}")
            } else {
                code.to_owned()
            };
            let _ = write!(
                body,
                r##"<rect x="{x}" y="{top}" width="{}" height="{BAR}" fill="{fill}" stroke="#0b0c0c"/><text x="{}" y="{}" text-anchor="middle" font-weight="bold" fill="{ink}">{}</text>"##,
                width.saturating_sub(2).max(1),
                x + width / 2 - 1,
                top + 17,
                escaped(&text)
            );
            x += width;
        }
    }
    let title = format!("Actions by theme and {} rating", totals.of);
    let description = description(totals);
    let alt = format!(
        "Bar chart: {}. Each bar is a theme, each part a status with its letter and number of actions. The table after it has the same numbers.",
        wording::lower_first(&title)
    );
    let id = totals.of;
    Some(Figure {
        svg: format!(
            r##"<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="bars-{id}-title bars-{id}-desc" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" font-family="Liberation Sans, Arial, Helvetica, sans-serif" font-size="13" fill="#0b0c0c"><title id="bars-{id}-title">{}</title><desc id="bars-{id}-desc">{}</desc>{body}</svg>"##,
            escaped(&title),
            escaped(&description),
        ),
        alt,
        caption: vec![Inline::text(title.clone())],
        title,
        description,
        width: 640,
        height: u32::try_from(height).unwrap_or(u32::MAX),
    })
}

fn name(row: &super::totals::Row) -> String {
    match &row.theme {
        Some(theme) => format!("{} {}", row.number, theme.name),
        None => "In no theme".to_owned(),
    }
}

/// What fits before the bars.
fn clipped(name: &str) -> String {
    const LETTERS: usize = 34;
    if name.chars().count() <= LETTERS {
        return name.to_owned();
    }
    let short: String = name.chars().take(LETTERS - 1).collect();
    format!("{}…", short.trim_end())
}

/// Every number of the picture, in words.
fn description(totals: &Totals) -> String {
    let rows: Vec<String> = totals
        .rows
        .iter()
        .map(|row| {
            let counts: Vec<String> = totals
                .columns
                .iter()
                .zip(&row.counts)
                .filter(|(_, count)| **count > 0)
                .map(|(column, count)| {
                    let label = column
                        .badge
                        .as_ref()
                        .map_or("not rated", |badge| badge.label.as_str());
                    format!("{count} {}", wording::lower_first(label))
                })
                .collect();
            let counts = if counts.is_empty() {
                "no actions".to_owned()
            } else {
                wording::list(&counts)
            };
            format!("{}: {counts}.", name(row))
        })
        .collect();
    rows.join(" ")
}
