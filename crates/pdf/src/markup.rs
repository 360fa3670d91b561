//! The document tree as Typst markup.
//!
//! All text goes in as string literals (`#"…";`), where only the backslash and
//! the quotation mark mean anything, so no text can become markup.

use std::collections::HashSet;

use report::tree::{
    Block, Cell, Column, Document, Figure, Heading, Inline, Layout, List, ListKind, Notes,
    Paragraph, Rating, Table,
};
use report::write::columns;
use report::write::text::{Target, clean};

use crate::letters::Letters;

/// Points to the CSS pixel.
const POINTS: f64 = 0.75;
/// Width of the text on the page in CSS pixels (170 mm, or 267 mm on its side).
const fn text_pixels(layout: Layout) -> u32 {
    match layout {
        Layout::Portrait => 642,
        Layout::Landscape => 1009,
    }
}

/// The paper as Typst markup, and the letters it had to leave out.
pub(crate) fn markup(document: &Document) -> (String, Vec<char>) {
    let mut writer = Writer {
        out: String::with_capacity(64 * 1024),
        notes: document.notes(),
        anchors: document.anchors(),
        letters: Letters::default(),
        referred: HashSet::new(),
        header: false,
        lists_stand_in: document.has_numbered_paragraphs(),
        figures: 0,
        layout: document.layout,
    };
    writer.paper(document);
    (writer.out, writer.letters.missing())
}

/// The files that the markup names: each figure's name and SVG, in order.
pub(crate) fn pictures(document: &Document) -> Vec<(String, String)> {
    let mut found = Vec::new();
    collect_pictures(&document.blocks, &mut found);
    found
}

fn collect_pictures(blocks: &[Block], found: &mut Vec<(String, String)>) {
    for block in blocks {
        match block {
            Block::Figure(figure) => {
                found.push((picture_name(found.len() + 1), figure.svg.clone()));
            }
            Block::List(list) => {
                for item in &list.items {
                    collect_pictures(item, found);
                }
            }
            _ => {}
        }
    }
}

fn picture_name(number: usize) -> String {
    format!("figure{number}.svg")
}

struct Writer<'a> {
    out: String,
    notes: Notes<'a>,
    anchors: HashSet<&'a str>,
    letters: Letters,
    /// Notes already referred to: the first reference carries the note.
    referred: HashSet<usize>,
    /// Whether a header row is being written. Where it is repeated it is
    /// decoration to a screen reader, and PDF/UA allows no links there.
    header: bool,
    /// Whether lists line up with the text beside paragraph numbers.
    lists_stand_in: bool,
    figures: usize,
    layout: Layout,
}

impl Writer<'_> {
    fn push(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    /// A string literal.
    fn literal(&mut self, text: &str) {
        let text = clean(text);
        let text = self.letters.printable(&text);
        self.out.push('"');
        for c in text.chars() {
            if matches!(c, '"' | '\\') {
                self.out.push('\\');
            }
            self.out.push(c);
        }
        self.out.push('"');
    }

    /// Words, in markup.
    fn text(&mut self, text: &str) {
        if !text.is_empty() {
            self.push("#");
            self.literal(text);
            self.push(";");
        }
    }

    fn paper(&mut self, document: &Document) {
        self.push(include_str!("style.typ"));
        if document.layout == Layout::Landscape {
            self.push(include_str!("landscape.typ"));
        }
        let (language, region) = language(&document.language);
        self.push("#set document(title: ");
        self.literal(&document.title);
        self.push(")\n#set text(lang: ");
        self.literal(language);
        if let Some(region) = region {
            self.push(", region: ");
            self.literal(region);
        }
        self.push(")\n");
        for notice in &document.banner {
            self.push("#banner[");
            self.text(notice);
            self.push("]\n");
        }
        self.push("#heading(level: 1)[");
        self.text(&document.title);
        self.push("]\n");
        for (label, value) in &document.head {
            self.push("#par(hanging-indent: 28mm)[#numbered(28mm)[*");
            self.text(label);
            self.push("*#\" \";][");
            self.text(value);
            self.push("]]\n");
        }
        self.blocks(&document.blocks, 0);
        if !document.foot.is_empty() {
            self.push("#v(1em)\n#line(length: 100%, stroke: 0.5pt + rule)\n");
        }
        for line in &document.foot {
            self.push("#small[");
            self.text(line);
            self.push("]\n");
        }
    }

    fn blocks(&mut self, blocks: &[Block], depth: usize) {
        for block in blocks {
            match block {
                Block::Heading(heading) => self.heading(heading),
                Block::Paragraph(paragraph) => self.paragraph(paragraph),
                Block::List(list) => self.list(list, depth),
                Block::Table(table) => self.table(table),
                Block::Figure(figure) => self.figure(figure),
                Block::Notice(text) => {
                    self.push("#notice[");
                    self.inlines(text);
                    self.push("]\n");
                }
            }
        }
    }

    /// The paper's title is the first level, so each heading is one below.
    fn heading(&mut self, heading: &Heading) {
        self.push(&format!("#heading(level: {})[", heading.level + 1));
        match &heading.number {
            Some(number) => {
                self.push("#set par(hanging-indent: number-width);");
                self.numbered(number, &heading.text);
            }
            None => self.inlines(&heading.text),
        }
        self.push("]#label(");
        self.literal(&heading_label(&heading.anchor));
        self.push(")\n");
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        match &paragraph.number {
            Some(number) => {
                self.push("#par(hanging-indent: number-width)[");
                self.numbered(number, &paragraph.text);
            }
            None => {
                self.push("#par[");
                self.inlines(&paragraph.text);
            }
        }
        self.push("]\n");
    }

    fn numbered(&mut self, number: &str, text: &[Inline]) {
        self.push("#numbered(number-width)[");
        self.text(number);
        self.text(" ");
        self.push("][");
        self.inlines(text);
        self.push("];");
    }

    fn list(&mut self, list: &List, depth: usize) {
        let stands_in = depth == 0 && self.lists_stand_in;
        self.push(if stands_in {
            "#pad(left: number-width, "
        } else {
            "#"
        });
        self.push(match list.kind {
            ListKind::Bullet => "list(",
            ListKind::Numbered => "enum(",
        });
        for item in &list.items {
            self.push("[");
            let rest = match item.as_slice() {
                [Block::Paragraph(first), rest @ ..] if first.number.is_none() => {
                    self.inlines(&first.text);
                    rest
                }
                all => all,
            };
            self.push("\n");
            self.blocks(rest, depth + 1);
            self.push("],");
        }
        self.push(if stands_in { "))\n" } else { ")\n" });
    }

    fn table(&mut self, table: &Table) {
        self.push("#figure(kind: table, caption: [");
        self.inlines(&table.caption);
        self.header_notes(table);
        self.push("], table(columns: (");
        for share in columns::shares(table, self.layout) {
            self.push(&format!("{share}fr,"));
        }
        self.push("), align: (");
        for index in 0..table.header.len() {
            self.push(match table.column(index) {
                Column::Text => "left,",
                Column::Number => "right,",
            });
        }
        self.push("), table.header(");
        self.header = true;
        for cell in &table.header {
            self.cell(cell);
        }
        self.header = false;
        self.push("),\n");
        let bold_names = table.has_bold_names();
        for row in &table.rows {
            for (index, cell) in row.iter().enumerate() {
                if index == 0 && table.row_headers {
                    self.push("pdf.header-cell(scope: \"row\", ");
                    if bold_names {
                        self.push("strong");
                    }
                    self.inline_content(&cell.text);
                    self.push("),");
                } else {
                    self.cell(cell);
                }
            }
            self.push("\n");
        }
        self.push("))\n");
        if !table.below.is_empty() {
            self.push("#below[");
            self.inlines(&table.below);
            self.push("]\n");
        }
    }

    /// The notes of the header row, marked in the caption too: it is printed once.
    fn header_notes(&mut self, table: &Table) {
        let mut ids = Vec::new();
        for cell in &table.header {
            note_refs(&cell.text, &mut ids);
        }
        for id in ids {
            let number = self.notes.number(id);
            if number.is_some_and(|number| !self.referred.contains(&number)) {
                self.text(" ");
                self.note_mark(id);
            }
        }
    }

    fn cell(&mut self, cell: &Cell) {
        self.inline_content(&cell.text);
        self.push(",");
    }

    fn inline_content(&mut self, inlines: &[Inline]) {
        self.push("[");
        self.inlines(inlines);
        self.push("]");
    }

    fn figure(&mut self, figure: &Figure) {
        self.figures += 1;
        let width = f64::from(figure.width.clamp(1, text_pixels(self.layout))) * POINTS;
        self.push("#figure(kind: image, ");
        if !figure.caption.is_empty() {
            self.push("caption: [");
            self.inlines(&figure.caption);
            self.push("], ");
        }
        self.push("image(");
        self.literal(&picture_name(self.figures));
        self.push(&format!(", width: {width}pt, alt: "));
        self.literal(&figure.alt);
        self.push("))\n");
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text(text) => self.text(text),
                Inline::Strong(inner) => self.call("strong", inner),
                Inline::Emphasis(inner) => self.call("emph", inner),
                Inline::Link { href, text } => self.link(href, text),
                Inline::Rating(rating) => self.rating(rating),
                Inline::NoteRef(id) => self.note_mark(id),
                Inline::LineBreak => self.push("#linebreak();"),
            }
        }
    }

    /// The letter on its colour, and the word beside it.
    fn rating(&mut self, rating: &Rating) {
        self.push("#rating(");
        self.literal(&rating.code);
        self.push(", ");
        match rating.colour {
            Some(colour) => self.push(&format!(
                "rgb(\"{colour}\"), {}",
                if colour.is_dark() { "white" } else { "black" }
            )),
            None => self.push("none, black"),
        }
        self.push(");");
        self.text(&format!(" {}", rating.label));
    }

    fn call(&mut self, function: &str, inlines: &[Inline]) {
        self.push("#");
        self.push(function);
        self.inline_content(inlines);
        self.push(";");
    }

    fn link(&mut self, href: &str, text: &[Inline]) {
        match Target::of(href, &self.anchors) {
            _ if self.header => return self.inlines(text),
            Target::Outside(href) => {
                self.push("#link(");
                self.literal(href);
            }
            Target::Heading(anchor) => {
                self.push("#link(label(");
                self.literal(&heading_label(anchor));
                self.push(")");
            }
            Target::Site(_) | Target::Nowhere => return self.inlines(text),
        }
        self.push(")");
        self.inline_content(text);
        self.push(";");
    }

    /// The number is the tree's own, as in every other format.
    fn note_mark(&mut self, id: &str) {
        let Some(number) = self.notes.number(id) else {
            return;
        };
        if self.header {
            return self.push(&format!("#super[{number}]"));
        }
        self.push(&format!("#footnote(numbering: (..) => \"{number}\""));
        if !self.referred.insert(number) {
            return self.push(&format!(", <note-{number}>);"));
        }
        self.push(")[");
        self.text("\u{A0}");
        let note = self.notes.iter().find(|(printed, _)| *printed == number);
        if let Some((_, note)) = note {
            self.inlines(&note.text);
            if let Some(href) = &note.href
                && let Target::Outside(_) = Target::of(href, &self.anchors)
            {
                self.text(" ");
                self.link(href, &[Inline::text("Record")]);
            }
        }
        self.push(&format!("]<note-{number}>"));
    }
}

/// The notes that a line refers to, in order.
fn note_refs<'a>(inlines: &'a [Inline], found: &mut Vec<&'a str>) {
    for inline in inlines {
        match inline {
            Inline::NoteRef(id) => found.push(id),
            Inline::Strong(inner) | Inline::Emphasis(inner) => note_refs(inner, found),
            Inline::Link { text, .. } => note_refs(text, found),
            Inline::Text(_) | Inline::Rating(_) | Inline::LineBreak => {}
        }
    }
}

/// The label of a heading, kept apart from those of notes.
fn heading_label(anchor: &str) -> String {
    format!("heading-{anchor}")
}

/// A language tag's language and, if it names one, its region.
fn language(tag: &str) -> (&str, Option<&str>) {
    match tag.split_once('-') {
        Some((language, region)) if region.len() == 2 => (language, Some(region)),
        Some((language, _)) => (language, None),
        None => (tag, None),
    }
}
