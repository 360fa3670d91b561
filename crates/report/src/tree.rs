//! The document tree: what a paper says, before any file format.
//!
//! Templates make it, the writers in [`crate::write`] and the `pdf` crate print
//! it. It is plain owned data and knows nothing of councils or of layout.

use std::collections::{HashMap, HashSet};

use jiff::civil::DateTime;

/// One paper, whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The title, printed at the top and kept in each file's properties. A PDF
    /// without one is refused.
    pub title: String,
    /// Language tag of the whole text, such as `en-GB`.
    pub language: String,
    /// When the paper was made: written into the files' properties, never
    /// printed. Passed in, so that the same paper gives the same bytes.
    pub created: DateTime,
    /// How the pages of printed formats lie.
    pub layout: Layout,
    /// Rows under the title, label and value: "To", "Date", "Subject".
    pub head: Vec<(String, String)>,
    /// Notices at the very top, such as where the facts were compiled from.
    pub banner: Vec<String>,
    /// The text itself, in reading order.
    pub blocks: Vec<Block>,
    /// Every note that an [`Inline::NoteRef`] may name, in any order.
    pub footnotes: Vec<Footnote>,
    /// Lines at the end: the authors' posts, the head of the record's chain.
    pub foot: Vec<String>,
}

/// How the pages of a printed paper lie.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Layout {
    /// Upright, in 12 point: a committee paper.
    #[default]
    Portrait,
    /// On its side, in smaller type and narrower margins: one wide table.
    Landscape,
}

/// A piece of a paper that stands on lines of its own.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A section's heading.
    Heading(Heading),
    /// A paragraph, numbered ("3.1") or not.
    Paragraph(Paragraph),
    /// A bulleted or numbered list.
    List(List),
    /// A table with a header row.
    Table(Table),
    /// A picture.
    Figure(Figure),
    /// A paragraph set apart from the text, such as a warning.
    Notice(Vec<Inline>),
}

/// A section's heading.
#[derive(Debug, Clone, PartialEq)]
pub struct Heading {
    /// 1 for a section, 2 for a part of one, down to 4. The paper's title
    /// stands above level 1.
    pub level: u8,
    /// The number as printed ("3"), if the section has one.
    pub number: Option<String>,
    /// The words.
    pub text: Vec<Inline>,
    /// Name for links to this heading (`#anchor`), unique in the paper; letters,
    /// digits and hyphens.
    pub anchor: String,
}

/// A paragraph.
#[derive(Debug, Clone, PartialEq)]
pub struct Paragraph {
    /// The number as printed ("3.1"), if it has one.
    pub number: Option<String>,
    /// The words.
    pub text: Vec<Inline>,
}

/// A list.
#[derive(Debug, Clone, PartialEq)]
pub struct List {
    /// How its items are marked.
    pub kind: ListKind,
    /// The items; each is usually one paragraph, perhaps with a list below it.
    pub items: Vec<Vec<Block>>,
}

/// How the items of a list are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListKind {
    /// Bullets.
    Bullet,
    /// `1)`, `2)`, `3)`, starting at 1 in every list.
    Numbered,
}

/// A table. Every row has as many cells as the header.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// What the table shows; printed above it and read out as its name.
    pub caption: Vec<Inline>,
    /// The cells of the header row, repeated on every page the table reaches.
    pub header: Vec<Cell>,
    /// The rows below.
    pub rows: Vec<Vec<Cell>>,
    /// Whether the first cell of each row names the row.
    pub row_headers: bool,
    /// How each column is set. Columns beyond the end of this list are text.
    pub columns: Vec<Column>,
    /// What stands right under it, in small type: the key of the statuses it
    /// uses. Often empty.
    pub below: Vec<Inline>,
}

/// How a column is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// Words: aligned left.
    Text,
    /// Numbers: aligned right.
    Number,
}

/// One cell of a table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cell {
    /// The words or the number.
    pub text: Vec<Inline>,
}

/// A picture, with everything needed by someone who cannot see it.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// A whole `<svg>` element without XML prolog. It must come from the
    /// program itself: the writers print it as it is. Where its opening tag has
    /// no `role`, the HTML writer adds the role, title and description.
    pub svg: String,
    /// What the picture shows, in a sentence or two.
    pub alt: String,
    /// A short name for the picture.
    pub title: String,
    /// What can be read from the picture, at whatever length that takes.
    pub description: String,
    /// The line printed above it.
    pub caption: Vec<Inline>,
    /// Width in CSS pixels (96 to the inch).
    pub width: u32,
    /// Height in CSS pixels.
    pub height: u32,
}

/// A footnote. Its number is its place in the order of first reference.
#[derive(Debug, Clone, PartialEq)]
pub struct Footnote {
    /// The name by which references call it; letters, digits and hyphens.
    pub id: String,
    /// The words. A note cannot refer to another note.
    pub text: Vec<Inline>,
    /// Address of the entry the note rests on, for formats that can follow it.
    pub href: Option<String>,
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq)]
pub enum Inline {
    /// Plain words.
    Text(String),
    /// Strong words.
    Strong(Vec<Inline>),
    /// Stressed words, or a title.
    Emphasis(Vec<Inline>),
    /// A link: `http:`, `https:` or `mailto:`, a path on this site (`/…`), or a
    /// heading of this paper (`#anchor`). Anything else is printed as words
    /// alone, and so is a path in a file that leaves the site.
    Link {
        /// The address.
        href: String,
        /// The words.
        text: Vec<Inline>,
    },
    /// A status of a key: its letter on its colour, and its word beside it.
    Rating(Rating),
    /// The mark of the footnote with this id.
    NoteRef(String),
    /// A new line in the same paragraph.
    LineBreak,
}

/// A status of a key as papers show it. The word is always there, so that
/// nothing hangs on the colour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rating {
    /// Its letter or two: `R`, `AE`.
    pub code: String,
    /// Its word or words: `Red`, `Amber, embedding`.
    pub label: String,
    /// The colour behind the letter.
    pub colour: Option<Colour>,
}

/// A colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour {
    red: u8,
    green: u8,
    blue: u8,
}

impl Colour {
    /// Reads `#rrggbb`; `None` for anything else.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
        let part = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
        Some(Self {
            red: part(0)?,
            green: part(2)?,
            blue: part(4)?,
        })
    }

    /// Whether letters on it are to be white: of white and near-black, the one
    /// with the greater contrast (WCAG 2.2, relative luminance).
    #[must_use]
    pub fn is_dark(self) -> bool {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        };
        let luminance =
            0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue);
        // Where (1.05 / (L + 0.05)) equals ((L + 0.05) / (0.0033 + 0.05)).
        luminance < 0.187
    }
}

impl std::fmt::Display for Colour {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

impl Inline {
    /// Plain words.
    pub fn text(words: impl Into<String>) -> Self {
        Self::Text(words.into())
    }
}

impl Paragraph {
    /// A paragraph of plain words without a number.
    pub fn plain(words: impl Into<String>) -> Self {
        Self {
            number: None,
            text: vec![Inline::text(words)],
        }
    }
}

impl Cell {
    /// A cell of plain words.
    pub fn plain(words: impl Into<String>) -> Self {
        Self {
            text: vec![Inline::text(words)],
        }
    }
}

impl Table {
    /// Whether the cells that name their rows are printed bold: not where one
    /// is so long that bold type would weigh the page down.
    pub fn has_bold_names(&self) -> bool {
        const LONGEST: usize = 36;
        let is_short = |row: &Vec<Cell>| {
            row.first()
                .is_none_or(|cell| words(&cell.text).chars().count() <= LONGEST)
        };
        self.row_headers && self.rows.iter().all(is_short)
    }

    /// How column `index` is set.
    pub fn column(&self, index: usize) -> Column {
        self.columns.get(index).copied().unwrap_or(Column::Text)
    }
}

/// The words of a line, without marks, links or notes.
pub fn words(inlines: &[Inline]) -> String {
    let mut out = String::new();
    collect_words(inlines, &mut out);
    out
}

fn collect_words(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => out.push_str(text),
            Inline::Strong(inner) | Inline::Emphasis(inner) => collect_words(inner, out),
            Inline::Link { text, .. } => collect_words(text, out),
            Inline::Rating(rating) => {
                out.push_str(&rating.code);
                out.push_str(": ");
                out.push_str(&rating.label);
            }
            Inline::NoteRef(_) => {}
            Inline::LineBreak => out.push(' '),
        }
    }
}

/// The footnotes that are referred to, in the order in which they are printed.
#[derive(Debug)]
pub struct Notes<'a> {
    printed: Vec<&'a Footnote>,
    numbers: HashMap<&'a str, usize>,
}

impl<'a> Notes<'a> {
    /// The number printed for a footnote, counting from 1.
    pub fn number(&self, id: &str) -> Option<usize> {
        self.numbers.get(id).copied()
    }

    /// The footnotes with their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &'a Footnote)> + '_ {
        (1..).zip(self.printed.iter().copied())
    }

    /// Whether no footnote is referred to.
    pub fn is_empty(&self) -> bool {
        self.printed.is_empty()
    }
}

impl Document {
    /// How many words the text has, notes aside.
    pub fn word_count(&self) -> usize {
        let mut count = 0;
        self.each_line(&mut |line| count += words(line).split_whitespace().count());
        count
    }

    /// Numbers the footnotes in the order of first reference. A note that is
    /// referred to twice keeps one number; one never referred to has none.
    pub fn notes(&self) -> Notes<'_> {
        let known: HashMap<&str, &Footnote> =
            self.footnotes.iter().map(|n| (n.id.as_str(), n)).collect();
        let mut notes = Notes {
            printed: Vec::new(),
            numbers: HashMap::new(),
        };
        self.each_line(&mut |line| {
            each_inline(line, &mut |inline| {
                if let Inline::NoteRef(id) = inline
                    && let Some(note) = known.get(id.as_str())
                    && !notes.numbers.contains_key(note.id.as_str())
                {
                    notes.printed.push(note);
                    notes.numbers.insert(&note.id, notes.printed.len());
                }
            });
        });
        notes
    }

    /// Whether any paragraph of the text is numbered, so that lists line up
    /// with the text beside the numbers.
    pub fn has_numbered_paragraphs(&self) -> bool {
        self.blocks
            .iter()
            .any(|block| matches!(block, Block::Paragraph(p) if p.number.is_some()))
    }

    /// The names of all headings, for links inside the paper.
    pub fn anchors(&self) -> HashSet<&str> {
        let mut anchors = HashSet::new();
        each_block(&self.blocks, &mut |block| {
            if let Block::Heading(heading) = block {
                anchors.insert(heading.anchor.as_str());
            }
        });
        anchors
    }

    /// Every text somebody reads or hears in it, with where it stands: lines, captions,
    /// descriptions of pictures, notes, head and foot.
    #[must_use]
    pub fn texts(&self) -> Vec<(String, String)> {
        let mut texts: Vec<(String, String)> = vec![("the title".to_owned(), self.title.clone())];
        let head = self.head.iter();
        texts.extend(head.map(|(name, text)| (format!("“{name}” at its head"), text.clone())));
        texts.extend(
            self.foot
                .iter()
                .map(|line| ("its foot".to_owned(), line.clone())),
        );
        let mut section = "its beginning".to_owned();
        each_block(&self.blocks, &mut |block| {
            let mut add = |place: &str, text: String| texts.push((place.to_owned(), text));
            let place = format!("the section “{section}”");
            match block {
                Block::Heading(heading) => {
                    section = words(&heading.text);
                    add("a heading", section.clone());
                }
                Block::Paragraph(paragraph) => add(&place, words(&paragraph.text)),
                Block::Notice(text) => add(&place, words(text)),
                Block::Figure(figure) => {
                    add(&place, words(&figure.caption));
                    add(&place, format!("{}. {}", figure.title, figure.alt));
                }
                Block::Table(table) => {
                    add(&place, words(&table.caption));
                    for cell in table.header.iter().chain(table.rows.iter().flatten()) {
                        add(&place, words(&cell.text));
                    }
                    add(&place, words(&table.below));
                }
                Block::List(_) => {}
            }
        });
        let notes = self.footnotes.iter();
        texts.extend(notes.map(|note| (format!("the note “{}”", note.id), words(&note.text))));
        texts
    }

    /// What is wrong with the tree, one sentence each; empty when it can be
    /// printed faithfully in every format.
    pub fn problems(&self) -> Vec<String> {
        let mut found = Vec::new();
        if self.title.trim().is_empty() {
            found.push("The paper has no title.".to_owned());
        }
        if self.language.trim().is_empty() {
            found.push("The paper does not say its language.".to_owned());
        }
        self.note_problems(&mut found);
        let mut level = 0;
        let mut anchors = HashSet::new();
        each_block(&self.blocks, &mut |block| match block {
            Block::Heading(heading) => {
                heading_problems(heading, level, &mut found);
                level = heading.level;
                if !anchors.insert(heading.anchor.as_str()) {
                    found.push(format!(
                        "Two headings have the anchor “{}”.",
                        heading.anchor
                    ));
                }
            }
            Block::Table(table) => table_problems(table, &mut found),
            Block::Figure(figure) if figure.alt.trim().is_empty() => found.push(format!(
                "The figure “{}” has no text alternative.",
                figure.title
            )),
            _ => {}
        });
        found
    }

    fn note_problems(&self, found: &mut Vec<String>) {
        let mut ids = HashSet::new();
        for note in &self.footnotes {
            if !ids.insert(note.id.as_str()) {
                found.push(format!("Two footnotes have the id “{}”.", note.id));
            }
            each_inline(&note.text, &mut |inline| {
                if matches!(inline, Inline::NoteRef(_)) {
                    found.push(format!("Footnote “{}” refers to a footnote.", note.id));
                }
            });
        }
        self.each_line(&mut |line| {
            each_inline(line, &mut |inline| {
                if let Inline::NoteRef(id) = inline
                    && !ids.contains(id.as_str())
                {
                    found.push(format!(
                        "There is no footnote “{id}”, which “{}” refers to.",
                        words(line)
                    ));
                }
            });
        });
    }

    /// Calls `see` with every line of the text in reading order; a caption is
    /// read before its table or figure.
    fn each_line<'a>(&'a self, see: &mut dyn FnMut(&'a [Inline])) {
        each_block(&self.blocks, &mut |block| match block {
            Block::Heading(heading) => see(&heading.text),
            Block::Paragraph(paragraph) => see(&paragraph.text),
            Block::Notice(text) => see(text),
            Block::Figure(figure) => see(&figure.caption),
            Block::Table(table) => {
                see(&table.caption);
                for cell in table.header.iter().chain(table.rows.iter().flatten()) {
                    see(&cell.text);
                }
                see(&table.below);
            }
            Block::List(_) => {}
        });
    }
}

/// Calls `see` with every block in reading order, those inside lists included.
fn each_block<'a>(blocks: &'a [Block], see: &mut dyn FnMut(&'a Block)) {
    for block in blocks {
        see(block);
        if let Block::List(list) = block {
            for item in &list.items {
                each_block(item, see);
            }
        }
    }
}

fn each_inline<'a>(inlines: &'a [Inline], see: &mut dyn FnMut(&'a Inline)) {
    for inline in inlines {
        see(inline);
        match inline {
            Inline::Strong(inner) | Inline::Emphasis(inner) => each_inline(inner, see),
            Inline::Link { text, .. } => each_inline(text, see),
            Inline::Text(_) | Inline::Rating(_) | Inline::NoteRef(_) | Inline::LineBreak => {}
        }
    }
}

fn heading_problems(heading: &Heading, above: u8, found: &mut Vec<String>) {
    let text = words(&heading.text);
    if !(1..=4).contains(&heading.level) {
        found.push(format!(
            "The heading “{text}” has level {}: 1 to 4 are possible.",
            heading.level
        ));
    } else if heading.level > above + 1 {
        found.push(format!(
            "The heading “{text}” skips from level {above} to level {}.",
            heading.level
        ));
    }
}

fn table_problems(table: &Table, found: &mut Vec<String>) {
    let caption = words(&table.caption);
    if caption.trim().is_empty() {
        found.push("A table has no caption.".to_owned());
    }
    if table.header.is_empty() {
        found.push(format!("The table “{caption}” has no header row."));
    }
    for (number, row) in (1..).zip(&table.rows) {
        if row.len() != table.header.len() {
            found.push(format!(
                "Row {number} of the table “{caption}” has {} cells where its header has {}.",
                row.len(),
                table.header.len()
            ));
        }
    }
}
