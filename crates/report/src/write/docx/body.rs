//! The text of a Word file: `document.xml`, `footnotes.xml` and their links.

use std::collections::{HashMap, HashSet};

use super::super::columns;
use super::super::text::{Target, escape, escaped};
use super::DocxError;
use super::names::{Links, Lists, STEP};
use crate::picture;
use crate::tree::{
    Block, Cell, Column, Document, Figure, Heading, Inline, Layout, List, ListKind, Notes,
    Paragraph, Rating, Table,
};

/// Width of the text on the page, in twentieths of a point: A4 less its margins.
const fn text_width(layout: Layout) -> usize {
    match layout {
        Layout::Portrait => 9638,
        Layout::Landscape => 15138,
    }
}
/// Where the text beside a paragraph's number begins.
const NUMBER_WIDTH: usize = 794;
/// English Metric Units, in which Word measures pictures, to the CSS pixel.
const EMU: u32 = 9525;
/// Width of the text on the page in CSS pixels.
const fn text_pixels(layout: Layout) -> u32 {
    match layout {
        Layout::Portrait => 642,
        Layout::Landscape => 1009,
    }
}
/// Pixels drawn for each CSS pixel of a picture: five for four, 120 to the inch,
/// at which its smallest letters still read well in print; drawing and packing take
/// a time that grows with the number of pixels.
const SHARPNESS: (u32, u32) = (5, 4);

/// So many CSS pixels in pixels of the picture's file.
const fn sharp(pixels: u32) -> u32 {
    pixels * SHARPNESS.0 / SHARPNESS.1
}

const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"";
const PROLOG: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// What the text of a paper comes to, part by part.
pub(super) struct Body {
    text: String,
    links: Links,
    notes: String,
    note_links: Links,
    lists: Lists,
    indent: usize,
    layout: Layout,
    pictures: Vec<Vec<u8>>,
}

impl Body {
    /// Writes the whole text of a paper.
    pub(super) fn write(document: &Document) -> Result<Self, DocxError> {
        let mut writer = Writer::new(document);
        writer.paper(document)?;
        let text = std::mem::take(&mut writer.out);
        let links = std::mem::take(&mut writer.links);
        writer.footnotes();
        Ok(Self {
            text,
            links,
            notes: writer.out,
            note_links: writer.links,
            lists: writer.lists,
            indent: writer.indent,
            layout: document.layout,
            pictures: writer.pictures,
        })
    }

    /// `document.xml`.
    pub(super) fn document(&self) -> String {
        let page = match self.layout {
            Layout::Portrait => {
                "<w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"794\" w:right=\"1134\" w:bottom=\"850\" w:left=\"1134\" w:header=\"454\" w:footer=\"510\" w:gutter=\"0\"/>"
            }
            Layout::Landscape => {
                "<w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/><w:pgMar w:top=\"624\" w:right=\"850\" w:bottom=\"737\" w:left=\"850\" w:header=\"340\" w:footer=\"340\" w:gutter=\"0\"/>"
            }
        };
        format!(
            "{PROLOG}<w:document {NAMESPACES}><w:body>{}<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId-footer\"/>{page}</w:sectPr></w:body></w:document>\n",
            self.text
        )
    }

    /// `document.xml.rels`.
    pub(super) fn document_links(&self) -> String {
        self.links.part(&[
            ("footer", "footer.xml"),
            ("footnotes", "footnotes.xml"),
            ("numbering", "numbering.xml"),
            ("settings", "settings.xml"),
            ("styles", "styles.xml"),
        ])
    }

    /// `footnotes.xml`; notes -1 and 0 are the lines that Word draws above notes.
    pub(super) fn footnotes(&self) -> String {
        format!(
            "{PROLOG}<w:footnotes {NAMESPACES}><w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:type=\"continuationSeparator\" w:id=\"0\"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>{}</w:footnotes>\n",
            self.notes
        )
    }

    /// `footnotes.xml.rels`.
    pub(super) fn footnote_links(&self) -> String {
        self.note_links.part(&[])
    }

    /// `numbering.xml`.
    pub(super) fn numbering(&self) -> String {
        self.lists.part(self.indent)
    }

    /// The pictures, as PNG, in order.
    pub(super) fn pictures(&self) -> impl Iterator<Item = &[u8]> {
        self.pictures.iter().map(Vec::as_slice)
    }
}

struct Writer<'a> {
    out: String,
    links: Links,
    lists: Lists,
    pictures: Vec<Vec<u8>>,
    notes: Notes<'a>,
    anchors: HashSet<&'a str>,
    /// The bookmark of each heading.
    bookmarks: HashMap<&'a str, usize>,
    next_bookmark: usize,
    /// Notes already referred to: Word points at one note from one place only.
    referred: HashSet<usize>,
    /// Where the outermost lists begin.
    indent: usize,
    /// A table has just ended: what follows needs room above.
    after_table: bool,
    layout: Layout,
}

/// How a run of words looks.
#[derive(Debug, Clone, Copy, Default)]
struct Look {
    strong: bool,
    stressed: bool,
    linked: bool,
}

impl<'a> Writer<'a> {
    fn new(document: &'a Document) -> Self {
        Self {
            out: String::with_capacity(64 * 1024),
            links: Links::default(),
            lists: Lists::default(),
            pictures: Vec::new(),
            notes: document.notes(),
            anchors: document.anchors(),
            bookmarks: HashMap::new(),
            next_bookmark: 0,
            referred: HashSet::new(),
            indent: if document.has_numbered_paragraphs() {
                NUMBER_WIDTH
            } else {
                0
            },
            after_table: false,
            layout: document.layout,
        }
    }

    fn push(&mut self, xml: &str) {
        self.out.push_str(xml);
    }

    fn paper(&mut self, document: &'a Document) -> Result<(), DocxError> {
        for notice in &document.banner {
            self.open("Banner", "");
            self.run(notice, Look::default());
            self.push("</w:p>");
        }
        self.open("Title", "");
        self.run(&document.title, Look::default());
        self.push("</w:p>");
        for (label, value) in &document.head {
            self.open("PaperHead", "");
            self.run(
                label,
                Look {
                    strong: true,
                    ..Look::default()
                },
            );
            self.push("<w:r><w:tab/></w:r>");
            self.run(value, Look::default());
            self.push("</w:p>");
        }
        self.blocks(&document.blocks, 0)?;
        for (index, line) in document.foot.iter().enumerate() {
            let rule = "<w:pBdr><w:top w:val=\"single\" w:sz=\"4\" w:space=\"6\" w:color=\"B1B4B6\"/></w:pBdr><w:spacing w:before=\"320\"/>";
            self.open("PaperFoot", if index == 0 { rule } else { "" });
            self.run(line, Look::default());
            self.push("</w:p>");
        }
        Ok(())
    }

    /// Opens a paragraph; `properties` follow the order of the schema.
    fn open(&mut self, style: &str, properties: &str) {
        let has_room = style == "Caption" || style.starts_with("Heading");
        let room = if self.after_table && !has_room && !properties.contains("<w:spacing") {
            "<w:spacing w:before=\"240\"/>"
        } else {
            ""
        };
        self.after_table = false;
        // Space comes before indents and after everything else used here.
        let (first, last) = match properties.find("<w:ind ") {
            Some(place) => properties.split_at(place),
            None => (properties, ""),
        };
        self.push(&format!(
            "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{first}{room}{last}</w:pPr>"
        ));
    }

    fn blocks(&mut self, blocks: &'a [Block], depth: usize) -> Result<(), DocxError> {
        for block in blocks {
            match block {
                Block::Heading(heading) => self.heading(heading),
                Block::Paragraph(paragraph) => self.paragraph(paragraph, depth),
                Block::List(list) => self.list(list, depth)?,
                Block::Table(table) => self.table(table),
                Block::Figure(figure) => self.figure(figure)?,
                Block::Notice(text) => {
                    self.open("Notice", "");
                    self.inlines(text, Look::default());
                    self.push("</w:p>");
                }
            }
        }
        Ok(())
    }

    fn heading(&mut self, heading: &'a Heading) {
        let style = format!("Heading{}", heading.level);
        let hanging = format!(
            "<w:tabs><w:tab w:val=\"left\" w:pos=\"{NUMBER_WIDTH}\"/></w:tabs><w:ind w:left=\"{NUMBER_WIDTH}\" w:hanging=\"{NUMBER_WIDTH}\"/>"
        );
        self.open(
            &style,
            if heading.number.is_some() {
                &hanging
            } else {
                ""
            },
        );
        let mark = self.bookmark(&heading.anchor);
        self.push(&format!(
            "<w:bookmarkStart w:id=\"{mark}\" w:name=\"_Heading{mark}\"/>"
        ));
        self.number(heading.number.as_deref());
        self.inlines(&heading.text, Look::default());
        self.push(&format!("<w:bookmarkEnd w:id=\"{mark}\"/></w:p>"));
    }

    /// The bookmark of a heading, which may be linked to before it is written.
    fn bookmark(&mut self, anchor: &'a str) -> usize {
        if let Some(mark) = self.bookmarks.get(anchor) {
            return *mark;
        }
        self.next_bookmark += 1;
        self.bookmarks.insert(anchor, self.next_bookmark);
        self.next_bookmark
    }

    fn number(&mut self, number: Option<&str>) {
        if let Some(number) = number {
            self.run(number, Look::default());
            self.push("<w:r><w:tab/></w:r>");
        }
    }

    fn paragraph(&mut self, paragraph: &'a Paragraph, depth: usize) {
        match &paragraph.number {
            Some(_) => self.open("NumberedParagraph", ""),
            None if depth > 0 => {
                let left = self.indent + depth * STEP;
                self.open("ListContinue", &format!("<w:ind w:left=\"{left}\"/>"));
            }
            None => self.open("Normal", ""),
        }
        self.number(paragraph.number.as_deref());
        self.inlines(&paragraph.text, Look::default());
        self.push("</w:p>");
    }

    fn list(&mut self, list: &'a List, depth: usize) -> Result<(), DocxError> {
        let (style, definition) = match list.kind {
            ListKind::Bullet => ("ListBullet", Lists::bullets()),
            ListKind::Numbered => ("ListNumber", self.lists.numbers(depth)),
        };
        let level = depth.min(8);
        let marked = format!(
            "<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{definition}\"/></w:numPr>"
        );
        for item in &list.items {
            self.open(style, &marked);
            let rest = match item.as_slice() {
                [Block::Paragraph(first), rest @ ..] if first.number.is_none() => {
                    self.inlines(&first.text, Look::default());
                    rest
                }
                all => all,
            };
            self.push("</w:p>");
            self.blocks(rest, depth + 1)?;
        }
        Ok(())
    }

    fn table(&mut self, table: &'a Table) {
        self.open("Caption", "");
        self.inlines(&table.caption, Look::default());
        self.push("</w:p>");
        let text_width = text_width(self.layout);
        let widths: Vec<usize> = columns::shares(table, self.layout)
            .into_iter()
            .map(|share| share * text_width / 1000)
            .collect();
        let name = escaped(&crate::tree::words(&table.caption));
        self.push(&format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"PaperTable\"/><w:tblW w:w=\"{text_width}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"{}\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"{}\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/><w:tblCaption w:val=\"{name}\"/></w:tblPr><w:tblGrid>",
            if table.row_headers { "06A0" } else { "0620" },
            u8::from(table.row_headers)
        ));
        for width in &widths {
            self.push(&format!("<w:gridCol w:w=\"{width}\"/>"));
        }
        self.push("</w:tblGrid>");
        self.row(table, &table.header, &widths, true);
        for row in &table.rows {
            self.row(table, row, &widths, false);
        }
        self.push("</w:tbl>");
        if table.below.is_empty() {
            self.after_table = true;
        } else {
            self.open("TableKey", "");
            self.inlines(&table.below, Look::default());
            self.push("</w:p>");
        }
    }

    /// No row is torn between pages, and the header row is at the top of each.
    fn row(&mut self, table: &'a Table, cells: &'a [Cell], widths: &[usize], header: bool) {
        self.push("<w:tr><w:trPr><w:cantSplit/>");
        if header {
            self.push("<w:tblHeader/>");
        }
        self.push("</w:trPr>");
        let bold_names = table.has_bold_names();
        for (index, (cell, width)) in cells.iter().zip(widths).enumerate() {
            self.push(&format!(
                "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{}</w:tcPr>",
                if header {
                    "<w:vAlign w:val=\"bottom\"/>"
                } else {
                    ""
                }
            ));
            let style = if header || (index == 0 && bold_names) {
                "TableHeading"
            } else {
                "TableText"
            };
            self.open(
                style,
                match table.column(index) {
                    Column::Text => "",
                    Column::Number => "<w:jc w:val=\"right\"/>",
                },
            );
            self.inlines(&cell.text, Look::default());
            self.push("</w:p></w:tc>");
        }
        self.push("</w:tr>");
    }

    fn figure(&mut self, figure: &'a Figure) -> Result<(), DocxError> {
        if !figure.caption.is_empty() {
            self.open("Caption", "");
            self.inlines(&figure.caption, Look::default());
            self.push("</w:p>");
        }
        let width = figure.width.clamp(1, text_pixels(self.layout));
        let height = (figure.height * width / figure.width.max(1)).max(1);
        let png = picture::png(&figure.svg, sharp(width), sharp(height)).map_err(|source| {
            DocxError::Picture {
                title: figure.title.clone(),
                source,
            }
        })?;
        self.pictures.push(png);
        let number = self.pictures.len();
        let link = self.links.picture(&format!("media/figure{number}.png"));
        let (cx, cy) = (width * EMU, height * EMU);
        let (title, alt) = (escaped(&figure.title), escaped(&figure.alt));
        self.open("Figure", "");
        self.push(&format!(
            "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{cx}\" cy=\"{cy}\"/><wp:docPr id=\"{number}\" name=\"Figure {number}\" descr=\"{alt}\" title=\"{title}\"/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect=\"1\"/></wp:cNvGraphicFramePr><a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:nvPicPr><pic:cNvPr id=\"{number}\" name=\"figure{number}.png\" descr=\"{alt}\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed=\"{link}\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{cx}\" cy=\"{cy}\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
        ));
        Ok(())
    }

    fn footnotes(&mut self) {
        let printed: Vec<_> = self.notes.iter().collect();
        for (number, note) in printed {
            self.push(&format!("<w:footnote w:id=\"{number}\">"));
            self.open("FootnoteText", "");
            self.push(
                "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteRef/></w:r>",
            );
            self.run(" ", Look::default());
            self.inlines(&note.text, Look::default());
            if let Some(href) = &note.href
                && let Target::Outside(href) = Target::of(href, &self.anchors)
            {
                self.run(" ", Look::default());
                self.web_link(
                    href,
                    |writer, look| writer.run("Record", look),
                    Look::default(),
                );
            }
            self.push("</w:p></w:footnote>");
        }
    }

    fn inlines(&mut self, inlines: &'a [Inline], look: Look) {
        for inline in inlines {
            match inline {
                Inline::Text(text) => self.run(text, look),
                Inline::Strong(inner) => self.inlines(
                    inner,
                    Look {
                        strong: true,
                        ..look
                    },
                ),
                Inline::Emphasis(inner) => self.inlines(
                    inner,
                    Look {
                        stressed: true,
                        ..look
                    },
                ),
                Inline::Link { href, text } => self.link(href, text, look),
                Inline::Rating(rating) => self.rating(rating, look),
                Inline::NoteRef(id) => self.note_mark(id),
                Inline::LineBreak => self.push("<w:r><w:br/></w:r>"),
            }
        }
    }

    fn link(&mut self, href: &'a str, text: &'a [Inline], look: Look) {
        match Target::of(href, &self.anchors) {
            Target::Outside(href) => {
                self.web_link(href, |writer, look| writer.inlines(text, look), look);
            }
            Target::Heading(anchor) => {
                let mark = self.bookmark(anchor);
                self.push(&format!("<w:hyperlink w:anchor=\"_Heading{mark}\">"));
                self.inlines(
                    text,
                    Look {
                        linked: true,
                        ..look
                    },
                );
                self.push("</w:hyperlink>");
            }
            Target::Site(_) | Target::Nowhere => self.inlines(text, look),
        }
    }

    /// The letter shaded with its colour, and the word beside it.
    fn rating(&mut self, rating: &Rating, look: Look) {
        let (ink, shade) = match rating.colour {
            Some(colour) => (
                if colour.is_dark() { "FFFFFF" } else { "0B0C0C" },
                format!(
                    "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{}\"/>",
                    &colour.to_string()[1..]
                ),
            ),
            None => (
                "0B0C0C",
                "<w:bdr w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"0B0C0C\"/>".to_owned(),
            ),
        };
        self.push(&format!(
            "<w:r><w:rPr><w:b/><w:bCs/><w:color w:val=\"{ink}\"/>{shade}</w:rPr><w:t xml:space=\"preserve\">\u{a0}"
        ));
        escape(&rating.code, &mut self.out);
        self.push("\u{a0}</w:t></w:r>");
        self.run(&format!(" {}", rating.label), look);
    }

    fn web_link(&mut self, href: &str, words: impl FnOnce(&mut Self, Look), look: Look) {
        let name = self.links.web(href);
        self.push(&format!("<w:hyperlink r:id=\"{name}\">"));
        words(
            self,
            Look {
                linked: true,
                ..look
            },
        );
        self.push("</w:hyperlink>");
    }

    /// The first reference carries the note; later ones are fields that repeat
    /// its number.
    fn note_mark(&mut self, id: &str) {
        let Some(number) = self.notes.number(id) else {
            return;
        };
        let style = "<w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr>";
        if self.referred.insert(number) {
            self.next_bookmark += 1;
            let mark = self.next_bookmark;
            self.push(&format!(
                "<w:bookmarkStart w:id=\"{mark}\" w:name=\"_Note{number}\"/><w:r>{style}<w:footnoteReference w:id=\"{number}\"/></w:r><w:bookmarkEnd w:id=\"{mark}\"/>"
            ));
        } else {
            self.push(&format!(
                "<w:fldSimple w:instr=\" NOTEREF _Note{number} \\f \\h \"><w:r>{style}<w:t>{number}</w:t></w:r></w:fldSimple>"
            ));
        }
    }

    fn run(&mut self, text: &str, look: Look) {
        if text.is_empty() {
            return;
        }
        self.push("<w:r>");
        if look.strong || look.stressed || look.linked {
            self.push("<w:rPr>");
            if look.linked {
                self.push("<w:rStyle w:val=\"Hyperlink\"/>");
            }
            if look.strong {
                self.push("<w:b/><w:bCs/>");
            }
            if look.stressed {
                self.push("<w:i/><w:iCs/>");
            }
            self.push("</w:rPr>");
        }
        self.push("<w:t xml:space=\"preserve\">");
        escape(text, &mut self.out);
        self.push("</w:t></w:r>");
    }
}
