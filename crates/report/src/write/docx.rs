//! A paper as a Word file, written part by part.
//!
//! Real styles, footnotes, lists and repeating header rows, so that the paper
//! can be edited, and read aloud, like one made in Word. The parts that never
//! change are in `docx/*.xml`; `body` writes the text.

mod body;
mod names;

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::text::escaped;
use crate::picture::PictureError;
use crate::tree::{Document, Layout};
use body::Body;

/// Why a paper could not be written as a Word file.
#[derive(Debug, thiserror::Error)]
pub enum DocxError {
    /// The tree does not hold together.
    #[error("the paper cannot be written as a Word file: {}", .0.join(" "))]
    Tree(Vec<String>),
    /// A chart could not be drawn.
    #[error("the figure “{title}” cannot be put into a Word file: {source}")]
    Picture {
        /// The figure's title.
        title: String,
        /// What went wrong.
        source: PictureError,
    },
    /// The parts could not be packed.
    #[error("the Word file cannot be packed: {0}")]
    Pack(#[from] zip::result::ZipError),
    /// The parts could not be packed.
    #[error("the Word file cannot be packed: {0}")]
    Write(#[from] std::io::Error),
}

/// The paper as the bytes of a `.docx` file: the same bytes for the same paper.
pub fn docx(document: &Document) -> Result<Vec<u8>, DocxError> {
    let problems = document.problems();
    if !problems.is_empty() {
        return Err(DocxError::Tree(problems));
    }
    let body = Body::write(document)?;
    let mut package = Package::new();
    package.part(
        "[Content_Types].xml",
        include_str!("docx/content-types.xml"),
    )?;
    package.part("_rels/.rels", include_str!("docx/package-rels.xml"))?;
    package.part("docProps/core.xml", &core(document))?;
    package.part("word/document.xml", &body.document())?;
    package.part("word/_rels/document.xml.rels", &body.document_links())?;
    package.part("word/footnotes.xml", &body.footnotes())?;
    package.part("word/_rels/footnotes.xml.rels", &body.footnote_links())?;
    package.part("word/footer.xml", include_str!("docx/footer.xml"))?;
    package.part("word/numbering.xml", &body.numbering())?;
    package.part(
        "word/settings.xml",
        &in_language(include_str!("docx/settings.xml"), document),
    )?;
    package.part("word/styles.xml", &styles(document))?;
    for (number, picture) in (1..).zip(body.pictures()) {
        package.picture(&format!("word/media/figure{number}.png"), picture)?;
    }
    package.finish()
}

fn in_language(part: &str, document: &Document) -> String {
    part.replace("{language}", &escaped(&document.language))
}

/// The styles, in the sizes (half points) of the paper's layout.
fn styles(document: &Document) -> String {
    let (text, title, table, key, room) = match document.layout {
        Layout::Portrait => ("24", "36", "21", "19", "40"),
        Layout::Landscape => ("20", "30", "18", "17", "20"),
    };
    in_language(include_str!("docx/styles.xml"), document)
        .replace("{text-size}", text)
        .replace("{title-size}", title)
        .replace("{table-size}", table)
        .replace("{key-size}", key)
        .replace("{table-room}", room)
}

/// The file's properties. Word shows the title, screen readers read it first.
fn core(document: &Document) -> String {
    let created = document.created.strftime("%Y-%m-%dT%H:%M:%SZ");
    include_str!("docx/core.xml")
        .replace("{language}", &escaped(&document.language))
        .replace("{created}", &created.to_string())
        .replace("{title}", &escaped(&document.title))
}

/// The zip file, every part with the same date.
struct Package(ZipWriter<Cursor<Vec<u8>>>);

impl Package {
    fn new() -> Self {
        Self(ZipWriter::new(Cursor::new(Vec::with_capacity(64 * 1024))))
    }

    fn part(&mut self, name: &str, text: &str) -> Result<(), DocxError> {
        self.add(name, text.as_bytes(), CompressionMethod::Deflated)
    }

    /// PNG is packed already.
    fn picture(&mut self, name: &str, png: &[u8]) -> Result<(), DocxError> {
        self.add(name, png, CompressionMethod::Stored)
    }

    fn add(
        &mut self,
        name: &str,
        bytes: &[u8],
        method: CompressionMethod,
    ) -> Result<(), DocxError> {
        // Word's XML packs well even at the quickest level.
        let level = (method == CompressionMethod::Deflated).then_some(1);
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .compression_level(level)
            .last_modified_time(DateTime::DEFAULT)
            .unix_permissions(0o644);
        self.0.start_file(name, options)?;
        self.0.write_all(bytes)?;
        Ok(())
    }

    fn finish(self) -> Result<Vec<u8>, DocxError> {
        Ok(self.0.finish()?.into_inner())
    }
}
