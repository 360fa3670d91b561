//! The names by which the parts of a Word file call each other.

use super::super::text::escaped;

/// The relationships of one part: its links to the web and to pictures.
#[derive(Debug, Default)]
pub(super) struct Links(Vec<(Kind, String)>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Web,
    Picture,
}

/// Relationship type of parts and pictures, up to its last word.
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

impl Links {
    /// The name for an address on the web, one for each address.
    pub(super) fn web(&mut self, address: &str) -> String {
        let link = (Kind::Web, address.to_owned());
        let index = match self.0.iter().position(|known| *known == link) {
            Some(index) => index,
            None => self.add(link),
        };
        format!("rIdLink{}", index + 1)
    }

    /// The name for a picture, by its file's name below `word/`.
    pub(super) fn picture(&mut self, file: &str) -> String {
        format!("rIdLink{}", self.add((Kind::Picture, file.to_owned())) + 1)
    }

    fn add(&mut self, link: (Kind, String)) -> usize {
        self.0.push(link);
        self.0.len() - 1
    }

    /// The part that lists them, with `parts` (each a type and a file) first.
    pub(super) fn part(&self, parts: &[(&str, &str)]) -> String {
        let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">".to_owned();
        for (kind, file) in parts {
            out.push_str(&format!(
                "<Relationship Id=\"rId-{kind}\" Type=\"{OFFICE}/{kind}\" Target=\"{file}\"/>"
            ));
        }
        for (number, (kind, target)) in (1..).zip(&self.0) {
            let (kind, mode) = match kind {
                Kind::Web => ("hyperlink", " TargetMode=\"External\""),
                Kind::Picture => ("image", ""),
            };
            out.push_str(&format!(
                "<Relationship Id=\"rIdLink{number}\" Type=\"{OFFICE}/{kind}\" Target=\"{}\"{mode}/>",
                escaped(target)
            ));
        }
        out.push_str("</Relationships>\n");
        out
    }
}

/// The lists of a paper. Word counts on through lists that share a definition,
/// so every numbered list gets one of its own that starts at 1.
#[derive(Debug, Default)]
pub(super) struct Lists {
    /// The depth of each numbered list, in order.
    numbered: Vec<usize>,
}

/// Word knows nine levels of a list.
const LEVELS: usize = 9;
/// The list definition that all bulleted lists share.
const BULLETS: usize = 1;
/// How far each level of a list stands in, in twentieths of a point.
pub(super) const STEP: usize = 397;

impl Lists {
    /// The definition for a bulleted list.
    pub(super) fn bullets() -> usize {
        BULLETS
    }

    /// A definition for one more numbered list, `depth` lists deep.
    pub(super) fn numbers(&mut self, depth: usize) -> usize {
        self.numbered.push(depth.min(LEVELS - 1));
        BULLETS + self.numbered.len()
    }

    /// `numbering.xml`. `indent` is where the outermost lists begin, in
    /// twentieths of a point.
    pub(super) fn part(&self, indent: usize) -> String {
        let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:numbering xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">".to_owned();
        out.push_str(&definition(1, "bullet", indent, |_| "•".to_owned()));
        out.push_str(&definition(2, "decimal", indent, |level| {
            format!("%{})", level + 1)
        }));
        out.push_str(&format!(
            "<w:num w:numId=\"{BULLETS}\"><w:abstractNumId w:val=\"1\"/></w:num>"
        ));
        for (number, depth) in (BULLETS + 1..).zip(&self.numbered) {
            out.push_str(&format!(
                "<w:num w:numId=\"{number}\"><w:abstractNumId w:val=\"2\"/><w:lvlOverride w:ilvl=\"{depth}\"><w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>"
            ));
        }
        out.push_str("</w:numbering>\n");
        out
    }
}

fn definition(id: usize, format: &str, indent: usize, mark: impl Fn(usize) -> String) -> String {
    let mut out = format!(
        "<w:abstractNum w:abstractNumId=\"{id}\"><w:multiLevelType w:val=\"hybridMultilevel\"/>"
    );
    for level in 0..LEVELS {
        out.push_str(&format!(
            "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{}\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"{}\" w:hanging=\"{STEP}\"/></w:pPr><w:rPr><w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" w:cs=\"Arial\"/></w:rPr></w:lvl>",
            mark(level),
            indent + (level + 1) * STEP
        ));
    }
    out.push_str("</w:abstractNum>");
    out
}
