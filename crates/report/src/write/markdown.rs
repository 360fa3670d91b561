//! A paper as Markdown: CommonMark with pipe tables and footnotes.
//!
//! Every number is printed as the tree has it, and every character means
//! itself: what a reader of Markdown sees is the paper's own text.

use std::collections::HashSet;

use super::text::{Target, clean};
use crate::tree::{
    Block, Cell, Column, Document, Figure, Inline, List, ListKind, Notes, Table, words,
};

/// The whole paper, ending with a line end.
pub fn markdown(document: &Document) -> String {
    let writer = Writer {
        notes: document.notes(),
        anchors: document.anchors(),
    };
    let mut parts: Vec<String> = Vec::new();
    parts.extend(
        document
            .banner
            .iter()
            .map(|notice| format!("> {}", literal(notice))),
    );
    parts.push(format!("# {}", literal(&document.title)));
    if !document.head.is_empty() {
        let rows: Vec<String> = document
            .head
            .iter()
            .map(|(label, value)| {
                format!(
                    "{}: {}",
                    starred("**", "strong", &escaped(label), ""),
                    escaped(value)
                )
            })
            .collect();
        parts.push(rows.join("\\\n"));
    }
    parts.push(writer.blocks(&document.blocks));
    for (number, note) in writer.notes.iter() {
        let mut text = writer.line(&note.text);
        if let Some(href) = &note.href
            && let Target::Outside(href) = Target::of(href, &writer.anchors)
        {
            text.push_str(&format!(" [Record]({})", address(href)));
        }
        parts.push(format!("[^{number}]: {text}"));
    }
    if !document.foot.is_empty() {
        parts.push("---".to_owned());
        parts.extend(document.foot.iter().map(|line| literal(line)));
    }
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n") + "\n"
}

struct Writer<'a> {
    notes: Notes<'a>,
    anchors: HashSet<&'a str>,
}

impl Writer<'_> {
    fn blocks(&self, blocks: &[Block]) -> String {
        let mut out = String::new();
        let mut last_list = None;
        for block in blocks {
            if !out.is_empty() {
                out.push_str("\n\n");
            }
            let list = match block {
                Block::List(list) => Some(list.kind),
                _ => None,
            };
            if list.is_some() && list == last_list {
                // Two lists in a row would be read as one.
                out.push_str("<!-- -->\n\n");
            }
            last_list = list;
            out.push_str(&self.block(block));
        }
        out
    }

    fn block(&self, block: &Block) -> String {
        match block {
            Block::Heading(heading) => {
                let marks = "#".repeat(usize::from(heading.level.clamp(1, 4)) + 1);
                let text = self.line(&heading.text).replace("\\\n", " ");
                match &heading.number {
                    Some(number) => format!("{marks} {} {text}", literal(number)),
                    None => format!("{marks} {text}"),
                }
            }
            Block::Paragraph(paragraph) => match &paragraph.number {
                Some(number) => guarded(&format!(
                    "{} {}",
                    escaped(number),
                    self.inlines(&paragraph.text)
                )),
                None => self.line(&paragraph.text),
            },
            Block::List(list) => self.list(list),
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => self.figure(figure),
            Block::Notice(text) => format!("> {}", self.line(text).replace('\n', "\n> ")),
        }
    }

    fn list(&self, list: &List) -> String {
        let mut out = String::new();
        for (number, item) in (1..).zip(&list.items) {
            let mark = match list.kind {
                ListKind::Bullet => "- ".to_owned(),
                ListKind::Numbered => format!("{number}) "),
            };
            let below = format!("\n{}", " ".repeat(mark.len()));
            if number > 1 {
                out.push('\n');
            }
            let text = self.blocks(item).replace('\n', &below);
            out.push_str(&mark);
            out.push_str(&text);
        }
        // Lines with nothing but indentation are empty lines.
        let lines: Vec<&str> = out.lines().map(str::trim_end).collect();
        lines.join("\n")
    }

    fn table(&self, table: &Table) -> String {
        let mut out = format!("{}\n\n", self.caption(&table.caption));
        out.push_str(&self.row(&table.header));
        out.push('|');
        for index in 0..table.header.len() {
            out.push_str(match table.column(index) {
                Column::Text => " --- |",
                Column::Number => " ---: |",
            });
        }
        out.push('\n');
        for row in &table.rows {
            out.push_str(&self.row(row));
        }
        out.truncate(out.trim_end().len());
        if !table.below.is_empty() {
            out.push_str("\n\n");
            out.push_str(&self.line(&table.below));
        }
        out
    }

    fn row(&self, cells: &[Cell]) -> String {
        let mut out = "|".to_owned();
        for cell in cells {
            let text = self.inlines(&cell.text).replace("\\\n", "<br>");
            out.push_str(&format!(" {} |", text.trim()));
        }
        out.push('\n');
        out
    }

    /// A picture is told in words: Markdown is read as text, and the tree's
    /// charts stand beside their tables.
    fn figure(&self, figure: &Figure) -> String {
        let mut out = self.caption(&figure.caption);
        for text in [&figure.alt, &figure.description] {
            if !text.trim().is_empty() {
                out.push_str("\n\n");
                out.push_str(&literal(text));
            }
        }
        out
    }

    fn caption(&self, caption: &[Inline]) -> String {
        if words(caption).trim().is_empty() {
            return String::new();
        }
        starred("**", "strong", &self.line(caption), "")
    }

    /// A line of its own.
    fn line(&self, inlines: &[Inline]) -> String {
        guarded(&self.inlines(inlines))
    }

    fn inlines(&self, inlines: &[Inline]) -> String {
        let mut out = String::new();
        for inline in inlines {
            match inline {
                Inline::Text(text) => out.push_str(&escaped(text)),
                Inline::Strong(inner) => {
                    out.push_str(&starred("**", "strong", &self.inlines(inner), &out));
                }
                Inline::Emphasis(inner) => {
                    out.push_str(&starred("*", "em", &self.inlines(inner), &out));
                }
                Inline::Link { href, text } => {
                    let text = self.inlines(text);
                    match Target::of(href, &self.anchors) {
                        Target::Outside(href) => {
                            out.push_str(&format!("[{text}]({})", address(href)));
                        }
                        _ => out.push_str(&text),
                    }
                }
                Inline::Rating(rating) => {
                    out.push_str(&escaped(&rating.code));
                    out.push_str(": ");
                    out.push_str(&escaped(&rating.label));
                }
                Inline::NoteRef(id) => match self.notes.number(id) {
                    Some(number) => out.push_str(&format!("[^{number}]")),
                    None => out.push_str(" \\[note missing\\]"),
                },
                Inline::LineBreak => out.push_str("\\\n"),
            }
        }
        out
    }
}

/// Plain words as a line of their own.
fn literal(text: &str) -> String {
    guarded(&escaped(text))
}

/// Escapes every character that could mean something inside a line.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in clean(text).chars() {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '#' | '$'
        ) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Escapes what would mean something at the start of a line: list marks,
/// rules and underlines of headings.
fn guarded(text: &str) -> String {
    // A line break at the very end would leave its backslash behind.
    let text = text.trim_end_matches("\\\n");
    let lines: Vec<String> = text
        .trim()
        .split('\n')
        .map(|line| guarded_line(line.trim_start()))
        .collect();
    lines.join("\n")
}

fn guarded_line(line: &str) -> String {
    if line.starts_with(['-', '+', '=']) {
        return format!("\\{line}");
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = line.split_at(digits);
    let marks_an_item = rest
        .strip_prefix(['.', ')'])
        .is_some_and(|after| after.is_empty() || after.starts_with(' '));
    if digits > 0 && marks_an_item {
        return format!("{number}\\{rest}");
    }
    line.to_owned()
}

/// Marks strong or stressed words. Stars do not work beside punctuation or
/// other stars, and there HTML's element is used.
fn starred(stars: &str, element: &str, inner: &str, before: &str) -> String {
    let words = inner.trim();
    if words.is_empty() {
        return inner.to_owned();
    }
    let (leading, _) = inner.split_once(words).unwrap_or_default();
    let trailing = &inner[leading.len() + words.len()..];
    let plain_ends =
        words.starts_with(char::is_alphanumeric) && words.ends_with(char::is_alphanumeric);
    if plain_ends && !(leading.is_empty() && before.ends_with('*')) {
        format!("{leading}{stars}{words}{stars}{trailing}")
    } else {
        format!("{leading}<{element}>{words}</{element}>{trailing}")
    }
}

/// A link's address, in angle brackets so that brackets in it are harmless.
fn address(href: &str) -> String {
    let mut out = "<".to_owned();
    for c in href.chars() {
        // An ampersand matters only where a semicolon could end an entity.
        if matches!(c, '<' | '>' | '\\') || (c == '&' && href.contains(';')) {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('>');
    out
}
