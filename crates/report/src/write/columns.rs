//! How a table's width is shared among its columns, the same in every format
//! that has to say so.

use crate::tree::{Inline, Layout, Table};

/// About how many letters fit across a page in a table's type.
const fn letters_across(layout: Layout) -> usize {
    match layout {
        Layout::Portrait => 84,
        Layout::Landscape => 150,
    }
}
/// Room that a column needs beside its letters, in letters.
const PADDING: usize = 3;

/// Each column's share of the width, in thousandths; they add up to 1,000.
///
/// No column is narrower than its longest word while that is possible; what is
/// left goes to the columns whose cells would otherwise need most lines.
pub fn shares(table: &Table, layout: Layout) -> Vec<usize> {
    let page = letters_across(layout);
    let count = table.header.len();
    let mut longest_word = vec![1; count];
    let mut longest_cell = vec![1; count];
    for row in std::iter::once(&table.header).chain(&table.rows) {
        for (index, cell) in row.iter().enumerate().take(count) {
            let mut text = String::new();
            printed(&cell.text, &mut text);
            let word = text
                .split_whitespace()
                .map(|word| word.chars().count())
                .max();
            longest_word[index] = longest_word[index].max(word.unwrap_or(0).min(page));
            longest_cell[index] = longest_cell[index].max(text.trim().chars().count());
        }
    }
    let least: usize = longest_word.iter().map(|word| word + PADDING).sum();
    let spare = page.saturating_sub(least);
    let wanted: usize = (0..count)
        .map(|i| longest_cell[i] - longest_word[i].min(longest_cell[i]))
        .sum();
    let mut widths: Vec<usize> = (0..count)
        .map(|i| {
            let more = longest_cell[i].saturating_sub(longest_word[i]);
            let extra = (spare * more).checked_div(wanted).unwrap_or(0);
            100 * (longest_word[i] + PADDING) + 100 * extra.min(more)
        })
        .collect();
    let total: usize = widths.iter().sum::<usize>().max(1);
    for width in &mut widths {
        *width = *width * 1000 / total;
    }
    // What rounding left over goes to the last column.
    let rest = 1000_usize.saturating_sub(widths.iter().sum());
    if let Some(last) = widths.last_mut() {
        *last += rest;
    }
    widths
}

/// The letters of a cell, with those of its note marks: a mark that did not fit
/// beside its number would break the number in two.
fn printed(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => out.push_str(text),
            Inline::Strong(inner) | Inline::Emphasis(inner) => printed(inner, out),
            Inline::Link { text, .. } => printed(text, out),
            Inline::Rating(rating) => {
                out.push_str(&rating.code);
                out.push_str("  ");
                out.push_str(&rating.label);
            }
            Inline::NoteRef(_) => out.push_str("00"),
            Inline::LineBreak => out.push(' '),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::Cell;

    fn table(rows: &[&[&str]]) -> Table {
        let mut rows = rows
            .iter()
            .map(|row| row.iter().map(|text| Cell::plain(*text)).collect());
        Table {
            caption: Vec::new(),
            header: rows.next().unwrap_or_default(),
            rows: rows.collect(),
            row_headers: false,
            columns: Vec::new(),
            below: Vec::new(),
        }
    }

    #[test]
    fn long_text_gets_the_room_and_short_columns_keep_their_words() {
        let long = "Consider the progress made since the plan was agreed by the Board. ".repeat(4);
        let shares = shares(
            &table(&[&["No.", "Recommendation", "Accepted"], &["1", &long, "Yes"]]),
            Layout::Portrait,
        );
        assert_eq!(shares.iter().sum::<usize>(), 1000);
        assert!(shares[1] > 700, "{shares:?}");
        assert!(shares[2] * 84 >= 8 * 1000, "{shares:?}");
    }

    #[test]
    fn a_number_keeps_its_note_mark_beside_it() {
        let long = "Child protection plans open for two years or more ".repeat(2);
        let mut noted = table(&[&["Measure", "2016", "2017"], &[&long, "389,040", "389,040"]]);
        noted.rows[0][1]
            .text
            .push(Inline::NoteRef("final".to_owned()));
        let shares = shares(&noted, Layout::Portrait);
        assert!(shares[1] > shares[2], "{shares:?}");
    }

    #[test]
    fn empty_tables_and_endless_words_do_not_matter() {
        assert!(shares(&table(&[]), Layout::Portrait).is_empty());
        let endless = "x".repeat(500);
        assert_eq!(
            shares(&table(&[&["a", "b"], &["1", &endless]]), Layout::Portrait)
                .iter()
                .sum::<usize>(),
            1000
        );
    }
}
