use std::io::{Cursor, Read};

use report::tree::{Block, Inline};
use report::write::docx::{DocxError, docx};
use roxmltree::{Document, Node};

use crate::sample;

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// Every part of the sample's Word file, by name.
fn parts() -> Vec<(String, Vec<u8>)> {
    let bytes = docx(&sample::document()).unwrap();
    if let Some(folder) = std::env::var_os("DOCUMENTS_DIR") {
        std::fs::write(std::path::Path::new(&folder).join("sample.docx"), &bytes).unwrap();
    }
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|index| {
            let mut file = archive.by_index(index).unwrap();
            let mut content = Vec::new();
            file.read_to_end(&mut content).unwrap();
            (file.name().unwrap().into_owned(), content)
        })
        .collect()
}

fn part(name: &str) -> String {
    let parts = parts();
    let (_, bytes) = parts.into_iter().find(|(part, _)| part == name).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn all<'a, 'i>(document: &'a Document<'i>, name: &'static str) -> Vec<Node<'a, 'i>> {
    document
        .descendants()
        .filter(|node| node.has_tag_name((W, name)))
        .collect()
}

/// The value of a property somewhere inside an element.
fn value<'a>(node: Node<'a, '_>, property: &str) -> Option<&'a str> {
    node.descendants()
        .find(|inner| inner.has_tag_name((W, property)))
        .and_then(|inner| inner.attribute((W, "val")))
}

fn text(node: Node) -> String {
    node.descendants()
        .filter(|inner| inner.has_tag_name((W, "t")))
        .filter_map(|inner| inner.text())
        .collect()
}

#[test]
fn every_part_is_well_formed_and_every_link_between_them_holds() {
    let parts = parts();
    let names: Vec<&str> = parts.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names[0], "[Content_Types].xml");
    for (name, bytes) in &parts {
        if name.ends_with(".png") {
            assert!(bytes.starts_with(b"\x89PNG"), "{name}");
            continue;
        }
        let xml = std::str::from_utf8(bytes).unwrap();
        let parsed = Document::parse(xml).unwrap_or_else(|error| panic!("{name}: {error}"));
        for place in ["{language}", "{created}", "{title}"] {
            assert!(!xml.contains(place), "{name} has an unfilled place");
        }
        for link in parsed
            .descendants()
            .filter(|node| node.has_tag_name("Relationship"))
        {
            let target = link.attribute("Target").unwrap();
            let known = names
                .iter()
                .any(|n| *n == target || *n == format!("word/{target}"));
            assert!(
                known || link.attribute("TargetMode") == Some("External"),
                "{name}: {target}"
            );
        }
    }
    let body = part("word/document.xml");
    let links = part("word/_rels/document.xml.rels");
    for used in body
        .split("r:id=\"")
        .skip(1)
        .chain(body.split("r:embed=\"").skip(1))
    {
        let id = used.split('"').next().unwrap();
        assert!(
            links.contains(&format!("Id=\"{id}\"")),
            "{id} leads nowhere"
        );
    }
}

#[test]
fn the_title_and_language_are_in_the_properties() {
    let core = part("docProps/core.xml");
    assert!(
        core.contains("<dc:title>Progress on the Children’s Services Improvement Plan</dc:title>")
    );
    assert!(core.contains("<dc:language>en-GB</dc:language>"));
    assert!(core.contains(">2018-07-19T10:30:00Z</dcterms:created>"));
    assert!(part("word/styles.xml").contains("<w:lang w:val=\"en-GB\""));
}

#[test]
fn styles_are_real_and_every_one_used_exists() {
    let styles = part("word/styles.xml");
    let styles = Document::parse(&styles).unwrap();
    let defined: Vec<&str> = all(&styles, "style")
        .iter()
        .filter_map(|style| style.attribute((W, "styleId")))
        .collect();
    let body = part("word/document.xml");
    let body = Document::parse(&body).unwrap();
    let mut used = Vec::new();
    for kind in ["pStyle", "rStyle", "tblStyle"] {
        for style in all(&body, kind) {
            let style = style.attribute((W, "val")).unwrap();
            assert!(defined.contains(&style), "{style} is not defined");
            used.push(style);
        }
    }
    for style in [
        "Title",
        "Heading1",
        "Heading2",
        "NumberedParagraph",
        "ListNumber",
        "Caption",
    ] {
        assert!(used.contains(&style), "{style}");
    }
    let heading = all(&body, "p")
        .into_iter()
        .find(|p| text(*p) == "1Purpose")
        .unwrap();
    assert_eq!(value(heading, "pStyle"), Some("Heading1"));
    for paragraph in all(&body, "p") {
        let drawn = paragraph
            .descendants()
            .any(|node| node.has_tag_name((W, "drawing")));
        assert!(
            drawn || !text(paragraph).trim().is_empty(),
            "an empty paragraph makes space"
        );
    }
    let whole: String = all(&body, "p").into_iter().map(text).collect();
    assert!(whole.contains(sample::ODD));
}

#[test]
fn tables_repeat_their_header_and_name_their_rows() {
    let body = part("word/document.xml");
    let body = Document::parse(&body).unwrap();
    let tables = all(&body, "tbl");
    assert_eq!(tables.len(), 1);
    let rows: Vec<Node> = tables[0]
        .children()
        .filter(|n| n.has_tag_name((W, "tr")))
        .collect();
    assert_eq!(rows.len(), 46);
    for (index, row) in rows.iter().enumerate() {
        let has = |name| row.descendants().any(|node| node.has_tag_name((W, name)));
        assert_eq!(has("tblHeader"), index == 0);
        assert!(has("cantSplit"));
        assert_eq!(
            value(*row, "pStyle"),
            Some("TableHeading"),
            "the first cell is a header"
        );
    }
    assert_eq!(
        value(tables[0], "tblCaption"),
        Some("Table 1: published figures <to> March & before")
    );
    let width = |node: Node| node.attribute((W, "w")).unwrap().parse::<u32>().unwrap();
    let total: u32 = all(&body, "gridCol").into_iter().map(width).sum();
    assert!((9600..=9638).contains(&total), "{total}");
}

#[test]
fn pictures_have_a_text_alternative() {
    let body = part("word/document.xml");
    let body = Document::parse(&body).unwrap();
    let picture = body
        .descendants()
        .find(|node| node.tag_name().name() == "docPr")
        .unwrap();
    assert_eq!(
        picture.attribute("descr"),
        Some("Line chart of re-referrals, 2015 to 2018, one point a year.")
    );
    assert_eq!(picture.attribute("title"), Some("Re-referrals & England"));
    let (_, png) = parts()
        .into_iter()
        .find(|(name, _)| name == "word/media/figure1.png")
        .unwrap();
    let pixels = resvg::tiny_skia::Pixmap::decode_png(&png).unwrap();
    assert_eq!((pixels.width(), pixels.height()), (750, 300));
    let blue = pixels
        .pixels()
        .iter()
        .filter(|p| p.blue() > 150 && p.red() < 60)
        .count();
    assert!(blue > 800, "the line is drawn: {blue}");
    // The label "2015" stands at 80 to 112 across and 211 to 222 down.
    let label = (100..144).flat_map(|x| (262..280).map(move |y| (x, y)));
    let dark = label
        .filter(|(x, y)| pixels.pixel(*x, *y).is_some_and(|p| p.blue() < 128))
        .count();
    assert!(dark > 60, "the labels are drawn ({dark})");
}

#[test]
fn every_numbered_list_starts_again_at_one() {
    let body = part("word/document.xml");
    let body = Document::parse(&body).unwrap();
    let numbering = part("word/numbering.xml");
    let numbering = Document::parse(&numbering).unwrap();
    let lists: Vec<(&str, &str)> = all(&body, "numPr")
        .into_iter()
        .map(|list| (value(list, "numId").unwrap(), value(list, "ilvl").unwrap()))
        .collect();
    assert_eq!(
        lists,
        [
            ("2", "0"),
            ("2", "0"),
            ("2", "0"),
            ("1", "0"),
            ("3", "1"),
            ("3", "1"),
            ("1", "0"),
            ("1", "0")
        ]
    );
    for id in ["2", "3"] {
        let list = all(&numbering, "num")
            .into_iter()
            .find(|num| num.attribute((W, "numId")) == Some(id))
            .unwrap();
        assert_eq!(value(list, "startOverride"), Some("1"));
    }
    let level = all(&numbering, "lvlText")
        .into_iter()
        .filter_map(|l| l.attribute((W, "val")));
    assert!(level.collect::<Vec<_>>().contains(&"%1)"));
}

#[test]
fn footnotes_are_words_own_and_printed_once() {
    let notes = part("word/footnotes.xml");
    let notes = Document::parse(&notes).unwrap();
    let printed: Vec<String> = all(&notes, "footnote")
        .into_iter()
        .skip(2)
        .map(text)
        .collect();
    assert_eq!(printed.len(), 4);
    assert_eq!(printed[0], " DfE, 2015 to 2016 & as revised <later>.");
    assert_eq!(printed[1], " DfE, 2016 to 2017; final. Record");
    let body = part("word/document.xml");
    let body = Document::parse(&body).unwrap();
    let ids: Vec<&str> = all(&body, "footnoteReference")
        .iter()
        .filter_map(|mark| mark.attribute((W, "id")))
        .collect();
    assert_eq!(
        ids,
        ["1", "2", "3", "4"],
        "Word points at each note from one place"
    );
    let repeats = all(&body, "fldSimple");
    assert_eq!(
        repeats.len(),
        1 + 44 + 1,
        "and repeats its number elsewhere, in a table’s key too"
    );
    assert_eq!(text(repeats[0]), "1");
}

#[test]
fn the_same_paper_gives_the_same_bytes() {
    assert_eq!(
        docx(&sample::document()).unwrap(),
        docx(&sample::document()).unwrap()
    );
}

#[test]
fn a_note_that_is_missing_or_a_broken_chart_is_an_error() {
    let mut document = sample::document();
    document
        .blocks
        .push(Block::Notice(vec![Inline::NoteRef("nowhere".to_owned())]));
    assert!(matches!(docx(&document), Err(DocxError::Tree(_))));
    let mut document = sample::document();
    for block in &mut document.blocks {
        if let Block::Figure(figure) = block {
            figure.svg = "<svg".to_owned();
        }
    }
    let error = docx(&document).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("the figure “Re-referrals & England” cannot"),
        "{error}"
    );
}

#[test]
fn a_status_is_shaded_with_its_colour_and_named() {
    let body = part("word/document.xml");
    assert!(body.contains(
        "<w:color w:val=\"0B0C0C\"/><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"ffbf47\"/>"
    ));
    assert!(body.contains(
        "<w:color w:val=\"FFFFFF\"/><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"d4351c\"/>"
    ));
    let body = Document::parse(&body).unwrap();
    assert!(text(body.root_element()).contains("\u{a0}R\u{a0} Red"));
}

#[test]
fn a_paper_on_its_side_says_so() {
    let mut document = sample::document();
    document.layout = report::tree::Layout::Landscape;
    let bytes = docx(&document).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    let mut file = archive.by_name("word/document.xml").unwrap();
    file.read_to_string(&mut text).unwrap();
    assert!(text.contains("<w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/>"));
}
