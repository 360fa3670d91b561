//! A paper as HTML: a page that needs nothing else, or a piece of a site's page.
//!
//! Both have the same structure and the GOV.UK Design System's class names; the
//! page brings a small style sheet of its own, for reading and for printing.

use std::collections::{HashMap, HashSet};

use super::text::{Target, escape, escaped};
use crate::tree::{
    Block, Cell, Column, Document, Figure, Heading, Inline, List, ListKind, Notes, Paragraph,
    Rating, Table,
};

/// Rules for the classes that are a paper's own (`paper-…`), for a site that
/// already has the Design System's style sheet.
pub const PAPER_CSS: &str = include_str!("html/paper.css");

/// What the Design System would give: only in the page that stands alone.
const PAGE_CSS: &str = include_str!("html/page.css");

/// A complete page without scripts, style sheets or pictures from elsewhere.
pub fn html(document: &Document) -> String {
    let mut out = String::with_capacity(32 * 1024);
    out.push_str("<!DOCTYPE html>\n<html lang=\"");
    escape(&document.language, &mut out);
    out.push_str("\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
    escape(&document.title, &mut out);
    out.push_str("</title>\n<style>\n");
    out.push_str(PAGE_CSS);
    out.push_str(PAPER_CSS);
    out.push_str("</style>\n</head>\n<body>\n<main>\n");
    write_paper(document, &mut out);
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

/// The paper as one `<article>`, its title as the `<h1>`, for a site's page.
pub fn fragment(document: &Document) -> String {
    let mut out = String::with_capacity(32 * 1024);
    write_paper(document, &mut out);
    out
}

/// The paper as one `<article>` without its title and notices, for a page that
/// has them itself.
pub fn untitled(document: &Document) -> String {
    let mut out = String::with_capacity(32 * 1024);
    writer(document, &mut out).article(document, false);
    out
}

fn write_paper(document: &Document, out: &mut String) {
    writer(document, out).article(document, true);
}

fn writer<'a>(document: &'a Document, out: &'a mut String) -> Writer<'a> {
    Writer {
        out,
        notes: document.notes(),
        anchors: document.anchors(),
        referred: HashMap::new(),
        tables: 0,
        figures: 0,
    }
}

/// The page so far, and what has to be counted while it is written.
struct Writer<'a> {
    out: &'a mut String,
    notes: Notes<'a>,
    anchors: HashSet<&'a str>,
    /// How often each footnote has been referred to, for the links back.
    referred: HashMap<usize, usize>,
    tables: usize,
    figures: usize,
}

impl<'a> Writer<'a> {
    fn push(&mut self, html: &str) {
        self.out.push_str(html);
    }

    fn text(&mut self, text: &str) {
        escape(text, self.out);
    }

    fn article(&mut self, document: &'a Document, titled: bool) {
        self.push("<article class=\"paper\" lang=\"");
        self.text(&document.language);
        self.push("\">\n");
        if titled {
            self.title(document);
        }
        self.head(&document.head);
        for block in &document.blocks {
            self.block(block);
        }
        self.footnotes();
        if !document.foot.is_empty() {
            self.push("<footer class=\"paper-foot\">\n");
            for line in &document.foot {
                self.push("<p class=\"govuk-body-s\">");
                self.text(line);
                self.push("</p>\n");
            }
            self.push("</footer>\n");
        }
        self.push("</article>\n");
    }

    fn title(&mut self, document: &'a Document) {
        for notice in &document.banner {
            self.push("<p class=\"govuk-inset-text paper-banner\">");
            self.text(notice);
            self.push("</p>\n");
        }
        self.push("<h1 class=\"govuk-heading-xl\">");
        self.text(&document.title);
        self.push("</h1>\n");
    }

    fn head(&mut self, rows: &[(String, String)]) {
        if rows.is_empty() {
            return;
        }
        self.push("<dl class=\"govuk-summary-list\">\n");
        for (label, value) in rows {
            self.push(
                "<div class=\"govuk-summary-list__row\"><dt class=\"govuk-summary-list__key\">",
            );
            self.text(label);
            self.push("</dt><dd class=\"govuk-summary-list__value\">");
            self.text(value);
            self.push("</dd></div>\n");
        }
        self.push("</dl>\n");
    }

    fn block(&mut self, block: &'a Block) {
        match block {
            Block::Heading(heading) => self.heading(heading),
            Block::Paragraph(paragraph) => self.paragraph(paragraph),
            Block::List(list) => self.list(list),
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => self.figure(figure),
            Block::Notice(text) => {
                self.push("<p class=\"govuk-inset-text\">");
                self.inlines(text);
                self.push("</p>\n");
            }
        }
    }

    fn heading(&mut self, heading: &'a Heading) {
        let (tag, size) = match heading.level {
            0 | 1 => ("h2", "l"),
            2 => ("h3", "m"),
            3 => ("h4", "s"),
            _ => ("h5", "s"),
        };
        self.push("<");
        self.push(tag);
        self.push(" class=\"govuk-heading-");
        self.push(size);
        self.push("\" id=\"");
        self.text(&heading.anchor);
        self.push("\">");
        if let Some(number) = &heading.number {
            self.number(number);
        }
        self.inlines(&heading.text);
        self.push("</");
        self.push(tag);
        self.push(">\n");
    }

    fn paragraph(&mut self, paragraph: &'a Paragraph) {
        if let Some(number) = &paragraph.number {
            self.push("<p class=\"govuk-body paper-numbered\">");
            self.number(number);
        } else {
            self.push("<p class=\"govuk-body\">");
        }
        self.inlines(&paragraph.text);
        self.push("</p>\n");
    }

    fn number(&mut self, number: &str) {
        self.push("<span class=\"paper-number\">");
        self.text(number);
        self.push("</span> ");
    }

    fn list(&mut self, list: &'a List) {
        let (open, close) = match list.kind {
            ListKind::Bullet => ("<ul class=\"govuk-list govuk-list--bullet\">\n", "</ul>\n"),
            ListKind::Numbered => (
                "<ol class=\"govuk-list govuk-list--number paper-list-bracket\">\n",
                "</ol>\n",
            ),
        };
        self.push(open);
        for item in &list.items {
            self.push("<li>");
            match item.as_slice() {
                [Block::Paragraph(first), rest @ ..] if first.number.is_none() => {
                    self.inlines(&first.text);
                    for block in rest {
                        self.block(block);
                    }
                }
                blocks => {
                    for block in blocks {
                        self.block(block);
                    }
                }
            }
            self.push("</li>\n");
        }
        self.push(close);
    }

    /// A table that is wider than the screen scrolls inside a region that the
    /// keyboard can reach and that is named by the caption.
    fn table(&mut self, table: &'a Table) {
        self.tables += 1;
        let id = format!("paper-table-{}", self.tables);
        self.push("<div class=\"paper-scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"");
        self.push(&id);
        self.push("\">\n<table class=\"govuk-table\">\n<caption class=\"govuk-table__caption govuk-table__caption--s\" id=\"");
        self.push(&id);
        self.push("\">");
        self.inlines(&table.caption);
        self.push(
            "</caption>\n<thead class=\"govuk-table__head\">\n<tr class=\"govuk-table__row\">",
        );
        for (index, cell) in table.header.iter().enumerate() {
            self.header_cell(cell, "col", table.column(index));
        }
        self.push("</tr>\n</thead>\n<tbody class=\"govuk-table__body\">\n");
        let scope = if table.has_bold_names() {
            "row"
        } else {
            "row\" data-plain=\""
        };
        for row in &table.rows {
            self.push("<tr class=\"govuk-table__row\">");
            for (index, cell) in row.iter().enumerate() {
                if index == 0 && table.row_headers {
                    self.header_cell(cell, scope, table.column(index));
                } else {
                    self.push(match table.column(index) {
                        Column::Text => "<td class=\"govuk-table__cell\">",
                        Column::Number => {
                            "<td class=\"govuk-table__cell govuk-table__cell--numeric\">"
                        }
                    });
                    self.inlines(&cell.text);
                    self.push("</td>");
                }
            }
            self.push("</tr>\n");
        }
        self.push("</tbody>\n</table>\n</div>\n");
        if !table.below.is_empty() {
            self.push("<p class=\"govuk-body-s paper-key\">");
            self.inlines(&table.below);
            self.push("</p>\n");
        }
    }

    fn header_cell(&mut self, cell: &'a Cell, scope: &str, column: Column) {
        self.push("<th scope=\"");
        self.push(scope);
        self.push(match column {
            Column::Text => "\" class=\"govuk-table__header\">",
            Column::Number => "\" class=\"govuk-table__header govuk-table__header--numeric\">",
        });
        self.inlines(&cell.text);
        self.push("</th>");
    }

    fn figure(&mut self, figure: &'a Figure) {
        self.figures += 1;
        self.push("<figure class=\"paper-figure\">\n<figcaption class=\"govuk-body govuk-!-font-weight-bold\">");
        self.inlines(&figure.caption);
        self.push("</figcaption>\n");
        let svg = named_svg(figure, self.figures);
        self.push(&svg);
        self.push("\n</figure>\n");
    }

    fn footnotes(&mut self) {
        if self.notes.is_empty() {
            return;
        }
        self.push("<section class=\"paper-notes\" aria-labelledby=\"paper-notes\">\n<h2 class=\"govuk-heading-m\" id=\"paper-notes\">Notes</h2>\n<ol class=\"govuk-list govuk-list--number\">\n");
        let printed: Vec<_> = self.notes.iter().collect();
        for (number, note) in printed {
            self.push(&format!("<li id=\"note-{number}\">"));
            self.inlines(&note.text);
            if let Some(href) = &note.href
                && let Target::Site(href) | Target::Outside(href) = Target::of(href, &self.anchors)
            {
                self.push(" <a class=\"govuk-link\" href=\"");
                self.text(href);
                self.push(&format!(
                    "\">Record<span class=\"govuk-visually-hidden\"> for note {number}</span></a>"
                ));
            }
            let times = self.referred.get(&number).copied().unwrap_or(0);
            for time in 1..=times {
                let (suffix, place) = match time {
                    1 => (String::new(), String::new()),
                    _ => (format!("-{time}"), format!(", place {time}")),
                };
                self.push(&format!(
                    " <a class=\"govuk-link paper-back\" href=\"#note-{number}-from{suffix}\"><span aria-hidden=\"true\">↑</span><span class=\"govuk-visually-hidden\">Back to note {number} in the text{place}</span></a>"
                ));
            }
            self.push("</li>\n");
        }
        self.push("</ol>\n</section>\n");
    }

    fn inlines(&mut self, inlines: &'a [Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text(text) => self.text(text),
                Inline::Strong(inner) => {
                    self.push("<strong>");
                    self.inlines(inner);
                    self.push("</strong>");
                }
                Inline::Emphasis(inner) => {
                    self.push("<em>");
                    self.inlines(inner);
                    self.push("</em>");
                }
                Inline::Link { href, text } => self.link(href, text),
                Inline::Rating(rating) => self.rating(rating),
                Inline::NoteRef(id) => self.note_mark(id),
                Inline::LineBreak => self.push("<br>"),
            }
        }
    }

    /// The letter on its colour is a picture, because a page's policy may allow
    /// no styles of its own; the word beside it says the same.
    fn rating(&mut self, rating: &Rating) {
        let width = 8 + 10 * rating.code.chars().count();
        let (fill, ink) = match rating.colour {
            Some(colour) => (
                colour.to_string(),
                if colour.is_dark() {
                    "#ffffff"
                } else {
                    "#0b0c0c"
                },
            ),
            None => ("#ffffff".to_owned(), "#0b0c0c"),
        };
        self.push(&format!(
            "<span class=\"paper-rating\"><svg aria-hidden=\"true\" focusable=\"false\" width=\"{width}\" height=\"20\" viewBox=\"0 0 {width} 20\"><rect x=\".5\" y=\".5\" width=\"{}\" height=\"19\" fill=\"{fill}\" stroke=\"#0b0c0c\"/><text x=\"{}\" y=\"15\" text-anchor=\"middle\" font-size=\"14\" font-weight=\"bold\" fill=\"{ink}\">",
            width - 1,
            width / 2
        ));
        self.text(&rating.code);
        self.push("</text></svg> ");
        self.text(&rating.label);
        self.push("</span>");
    }

    fn link(&mut self, href: &str, text: &'a [Inline]) {
        let target = Target::of(href, &self.anchors);
        if target == Target::Nowhere {
            return self.inlines(text);
        }
        self.push("<a class=\"govuk-link\" href=\"");
        self.text(href);
        self.push("\">");
        self.inlines(text);
        self.push("</a>");
    }

    /// A mark without a note says so in the text: see [`Document::problems`].
    fn note_mark(&mut self, id: &str) {
        let Some(number) = self.notes.number(id) else {
            return self.push(" [note missing]");
        };
        let times = self.referred.entry(number).or_default();
        *times += 1;
        let suffix = if *times == 1 {
            String::new()
        } else {
            format!("-{times}")
        };
        self.push(&format!(
            "<sup class=\"paper-mark\"><a class=\"govuk-link\" id=\"note-{number}-from{suffix}\" href=\"#note-{number}\"><span class=\"govuk-visually-hidden\">Note </span>{number}</a></sup>"
        ));
    }
}

/// The picture with its title and description inside, as assistive technology
/// looks for them, unless it says its own role.
fn named_svg(figure: &Figure, index: usize) -> String {
    let svg = figure.svg.trim();
    let Some((opening, rest)) = svg
        .strip_prefix("<svg")
        .and_then(|rest| rest.split_once('>'))
        .filter(|(opening, _)| !opening.contains(" role=") && !opening.ends_with('/'))
    else {
        return svg.to_owned();
    };
    format!(
        "<svg role=\"img\" aria-labelledby=\"figure-{index}-title figure-{index}-desc\"{opening}><title id=\"figure-{index}-title\">{}</title><desc id=\"figure-{index}-desc\">{} {}</desc>{rest}",
        escaped(&figure.title),
        escaped(&figure.alt),
        escaped(&figure.description)
    )
}
