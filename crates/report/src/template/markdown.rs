//! From the Markdown a template writes to the document tree.
//!
//! Headings are numbered 1, 2, 3; paragraphs of their text 1.1, 1.2. Lists keep
//! their kind. A paragraph `Table: …` before a table is its caption, a
//! paragraph `Key: …` after it what stands under it; a blockquote is a notice, an image `![…](figure:journey)` a drawn picture.
//! Links `entry:NAME` lead into the record; `note:NAME` puts a footnote with
//! the provenance of that entry.

use std::collections::HashMap;

use pulldown_cmark::{Alignment, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use record::id::EntryId;
use record::state::State;

use crate::journey;
use crate::provenance;
use crate::tree::{
    Block, Cell, Colour, Column, Document, Figure, Footnote, Heading, Inline, Layout, List,
    ListKind, Paragraph, Rating, Table,
};

/// Reads Markdown into a tree.
///
/// # Errors
/// A mark that papers do not have, or a note or figure that does not exist.
pub(super) fn read(
    markdown: &str,
    state: &State<'_>,
    base: &str,
    figures: &[(&'static str, Figure)],
) -> Result<Document, String> {
    let mut reader = Reader {
        events: Parser::new_ext(markdown, Options::ENABLE_TABLES),
        state,
        base,
        footnotes: Vec::new(),
        by_text: HashMap::new(),
        section: 0,
        paragraph: 0,
        part: 0,
        figures,
    };
    let mut blocks = Vec::new();
    while let Some(event) = reader.events.next() {
        reader.block(event, &mut blocks, true)?;
    }
    caption_tables(&mut blocks);
    key_tables(&mut blocks);
    Ok(Document {
        title: String::new(),
        language: "en-GB".to_owned(),
        created: jiff::civil::DateTime::default(),
        layout: Layout::default(),
        head: Vec::new(),
        banner: Vec::new(),
        blocks,
        footnotes: reader.footnotes,
        foot: Vec::new(),
    })
}

struct Reader<'a> {
    events: Parser<'a>,
    state: &'a State<'a>,
    base: &'a str,
    figures: &'a [(&'static str, Figure)],
    footnotes: Vec<Footnote>,
    by_text: HashMap<String, String>,
    section: u32,
    paragraph: u32,
    part: u32,
}

impl<'a> Reader<'a> {
    fn block(&mut self, event: Event<'a>, into: &mut Vec<Block>, top: bool) -> Result<(), String> {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                let text = self.inlines(TagEnd::Heading(level))?;
                into.push(self.heading(level, text));
            }
            Event::Start(Tag::Paragraph) => {
                let text = self.inlines(TagEnd::Paragraph)?;
                into.push(self.paragraph(text, top)?);
            }
            Event::Start(Tag::List(first)) => into.push(self.list(first)?),
            Event::Start(Tag::BlockQuote(kind)) => {
                let mut inside = Vec::new();
                loop {
                    match self.events.next() {
                        Some(Event::End(TagEnd::BlockQuote(_))) | None => break,
                        Some(event) => self.block(event, &mut inside, false)?,
                    }
                }
                let _ = kind;
                for block in inside {
                    if let Block::Paragraph(paragraph) = block {
                        into.push(Block::Notice(paragraph.text));
                    }
                }
            }
            Event::Start(Tag::Table(alignments)) => into.push(self.table(&alignments)?),
            Event::Text(text) if text.trim().is_empty() => {}
            Event::SoftBreak => {}
            other => return Err(format!("papers have no {}", name(&other))),
        }
        Ok(())
    }

    fn heading(&mut self, level: HeadingLevel, text: Vec<Inline>) -> Block {
        let level = level as u8;
        let number = (level == 1).then(|| {
            self.section += 1;
            self.paragraph = 0;
            self.part = 0;
            self.section.to_string()
        });
        let anchor = match &number {
            Some(number) => format!("section-{number}"),
            None => {
                self.part += 1;
                format!("section-{}-{}", self.section, self.part)
            }
        };
        Block::Heading(Heading {
            level,
            number,
            text,
            anchor,
        })
    }

    fn paragraph(&mut self, text: Vec<Inline>, top: bool) -> Result<Block, String> {
        if let [Inline::Link { href, text }] = text.as_slice()
            && let Some(figure) = href.strip_prefix("figure:")
        {
            return self.figure(figure, text);
        }
        let belongs = matches!(text.first(), Some(Inline::Text(first))
            if first.starts_with(CAPTION) || first.starts_with(KEY));
        let number = (top && self.section > 0 && !belongs).then(|| {
            self.paragraph += 1;
            format!("{}.{}", self.section, self.paragraph)
        });
        Ok(Block::Paragraph(Paragraph { number, text }))
    }

    fn figure(&self, which: &str, caption: &[Inline]) -> Result<Block, String> {
        if which == "journey" {
            return Ok(Block::Figure(Figure {
                caption: caption.to_vec(),
                ..journey::figure(self.state)
            }));
        }
        let drawn = self.figures.iter().find(|(name, _)| *name == which);
        let (_, drawn) = drawn.ok_or_else(|| format!("there is no figure “{which}”"))?;
        let mut drawn = drawn.clone();
        if !crate::tree::words(caption).trim().is_empty() {
            drawn.caption = caption.to_vec();
        }
        Ok(Block::Figure(drawn))
    }

    fn list(&mut self, first: Option<u64>) -> Result<Block, String> {
        let kind = if first.is_some() {
            ListKind::Numbered
        } else {
            ListKind::Bullet
        };
        let mut items = Vec::new();
        while let Some(event) = self.events.next() {
            match event {
                Event::Start(Tag::Item) => items.push(self.item()?),
                Event::End(TagEnd::List(_)) => break,
                other => return Err(format!("a list has no {}", name(&other))),
            }
        }
        Ok(Block::List(List { kind, items }))
    }

    /// An item: of a tight list its words stand without a paragraph.
    fn item(&mut self) -> Result<Vec<Block>, String> {
        let mut blocks = Vec::new();
        let mut words = Vec::new();
        while let Some(event) = self.events.next() {
            match event {
                Event::End(TagEnd::Item) => break,
                Event::Start(Tag::Paragraph | Tag::List(_)) => {
                    self.block(event, &mut blocks, false)?;
                }
                other => self.inline(other, &mut words)?,
            }
        }
        if words
            .iter()
            .any(|word| matches!(word, Inline::Link { href, .. } if href.starts_with("figure:")))
        {
            return Err("a picture needs an empty line above it".to_owned());
        }
        if !words.is_empty() {
            blocks.insert(
                0,
                Block::Paragraph(Paragraph {
                    number: None,
                    text: words,
                }),
            );
        }
        Ok(blocks)
    }

    fn table(&mut self, alignments: &[Alignment]) -> Result<Block, String> {
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        while let Some(event) = self.events.next() {
            match event {
                Event::Start(Tag::TableHead | Tag::TableRow) => rows.push(Vec::new()),
                Event::Start(Tag::TableCell) => {
                    let text = self.inlines(TagEnd::TableCell)?;
                    if let Some(row) = rows.last_mut() {
                        row.push(Cell { text });
                    }
                }
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        let header = if rows.is_empty() {
            Vec::new()
        } else {
            rows.remove(0)
        };
        Ok(Block::Table(Table {
            caption: Vec::new(),
            header,
            rows,
            row_headers: true,
            columns: alignments
                .iter()
                .map(|alignment| match alignment {
                    Alignment::Right => Column::Number,
                    _ => Column::Text,
                })
                .collect(),
            below: Vec::new(),
        }))
    }

    fn inlines(&mut self, end: TagEnd) -> Result<Vec<Inline>, String> {
        let mut inlines = Vec::new();
        while let Some(event) = self.events.next() {
            if event == Event::End(end) {
                break;
            }
            self.inline(event, &mut inlines)?;
        }
        Ok(inlines)
    }

    fn inline(&mut self, event: Event<'a>, into: &mut Vec<Inline>) -> Result<(), String> {
        match event {
            Event::Text(text) => match into.last_mut() {
                // Every escaped letter is an event of its own.
                Some(Inline::Text(last)) => last.push_str(&text),
                _ => into.push(Inline::Text(text.into_string())),
            },
            Event::SoftBreak => match into.last_mut() {
                Some(Inline::Text(last)) => last.push(' '),
                _ => into.push(Inline::text(" ")),
            },
            Event::HardBreak => into.push(Inline::LineBreak),
            Event::Start(Tag::Strong) => into.push(Inline::Strong(self.inlines(TagEnd::Strong)?)),
            Event::Start(Tag::Emphasis) => {
                into.push(Inline::Emphasis(self.inlines(TagEnd::Emphasis)?));
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                let text = self.inlines(TagEnd::Link)?;
                into.push(self.link(&dest_url, text)?);
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                let text = self.inlines(TagEnd::Image)?;
                into.push(Inline::Link {
                    href: dest_url.into_string(),
                    text,
                });
            }
            other => return Err(format!("papers have no {} in their text", name(&other))),
        }
        Ok(())
    }

    fn link(&mut self, href: &str, text: Vec<Inline>) -> Result<Inline, String> {
        if let Some(name) = href.strip_prefix("note:") {
            return self.note(name);
        }
        if let Some(colour) = href.strip_prefix("rating:") {
            return rating(colour, &text);
        }
        let href = match href.strip_prefix("entry:") {
            Some(name) => self.address(name),
            None => href.to_owned(),
        };
        Ok(Inline::Link { href, text })
    }

    /// Facts with the same provenance share a footnote.
    fn note(&mut self, name: &str) -> Result<Inline, String> {
        let missing = || format!("there is no entry “{name}” at this date to put a footnote for");
        let id: EntryId = name.parse().map_err(|_| missing())?;
        let text = provenance::note(self.state, &id).ok_or_else(missing)?;
        let next = format!("n{}", self.by_text.len() + 1);
        let href = self.address(name);
        let footnotes = &mut self.footnotes;
        let note = self.by_text.entry(text).or_insert_with_key(|text| {
            footnotes.push(Footnote {
                id: next.clone(),
                text: vec![Inline::text(text.clone())],
                href: Some(href),
            });
            next
        });
        Ok(Inline::NoteRef(note.clone()))
    }

    fn address(&self, name: &str) -> String {
        let moment = self.state.moment();
        format!(
            "{}/entry/{name}?as_at={}&known_at={}",
            self.base, moment.effective, moment.known
        )
    }
}

/// `[R Red](rating:#d4351c)`: the code up to the first space, then the words.
fn rating(colour: &str, text: &[Inline]) -> Result<Inline, String> {
    let text = crate::tree::words(text);
    let (code, label) = text
        .split_once(' ')
        .ok_or_else(|| format!("the rating “{text}” needs a letter, a space and a word"))?;
    Ok(Inline::Rating(Rating {
        code: code.to_owned(),
        label: label.to_owned(),
        colour: Colour::read(colour),
    }))
}

const CAPTION: &str = "Table: ";
const KEY: &str = "Key: ";

/// Makes each paragraph `Table: …` the caption of the table that follows it.
fn caption_tables(blocks: &mut Vec<Block>) {
    let mut at = 0;
    while at + 1 < blocks.len() {
        let caption = match &blocks[at] {
            Block::Paragraph(paragraph) if matches!(blocks[at + 1], Block::Table(_)) => {
                match paragraph.text.first() {
                    Some(Inline::Text(text)) => text.strip_prefix(CAPTION).map(|rest| {
                        let mut caption = vec![Inline::text(rest)];
                        caption.extend_from_slice(&paragraph.text[1..]);
                        caption
                    }),
                    _ => None,
                }
            }
            _ => None,
        };
        match caption {
            Some(caption) => {
                blocks.remove(at);
                if let Block::Table(table) = &mut blocks[at] {
                    table.caption = caption;
                }
            }
            None => at += 1,
        }
    }
}

/// Puts each paragraph `Key: …` right under the table before it.
fn key_tables(blocks: &mut Vec<Block>) {
    let mut at = 1;
    while at < blocks.len() {
        let is_key = matches!(&blocks[at], Block::Paragraph(paragraph)
            if matches!(paragraph.text.first(), Some(Inline::Text(text)) if text.starts_with(KEY)));
        if is_key
            && matches!(blocks[at - 1], Block::Table(_))
            && let Block::Paragraph(key) = blocks.remove(at)
            && let Block::Table(table) = &mut blocks[at - 1]
        {
            table.below = key.text;
        } else {
            at += 1;
        }
    }
}

fn name(event: &Event<'_>) -> &'static str {
    match event {
        Event::Html(_) | Event::InlineHtml(_) => "HTML",
        Event::Code(_) | Event::Start(Tag::CodeBlock(_)) => "code",
        Event::Rule => "rules",
        Event::Start(Tag::Item) => "items outside a list",
        _ => "such mark",
    }
}
