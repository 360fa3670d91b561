//! A paper that uses everything the tree can say, with text that would break a
//! careless writer.

use jiff::civil::date;
use report::tree::{
    Block, Cell, Colour, Column, Document, Figure, Footnote, Heading, Inline, Layout, List,
    ListKind, Paragraph, Rating, Table,
};

/// Characters that mean something in one of the file formats.
pub(crate) const ODD: &str =
    r#"* _ # < > & $ @ \ [ ] ` ~ | { } " ' = + - ^ % /* // <!-- ]]> #let x = 1"#;

fn text(words: &str) -> Inline {
    Inline::text(words)
}

fn note(id: &str) -> Inline {
    Inline::NoteRef(id.to_owned())
}

fn heading(level: u8, number: &str, words: &str) -> Block {
    Block::Heading(Heading {
        level,
        number: (!number.is_empty()).then(|| number.to_owned()),
        text: vec![text(words)],
        anchor: words.to_lowercase().replace([' ', '/'], "-"),
    })
}

fn numbered(number: &str, inlines: Vec<Inline>) -> Block {
    Block::Paragraph(Paragraph {
        number: Some(number.to_owned()),
        text: inlines,
    })
}

fn item(words: &str) -> Vec<Block> {
    vec![Block::Paragraph(Paragraph::plain(words))]
}

/// The paper.
pub(crate) fn document() -> Document {
    Document {
        title: "Progress on the Children’s Services Improvement Plan".to_owned(),
        language: "en-GB".to_owned(),
        created: date(2018, 7, 19).at(10, 30, 0, 0),
        layout: Layout::Portrait,
        head: [
            ("To", "Education and Children’s Services Scrutiny Board (2)"),
            ("Date", "19 July 2018"),
            ("Subject", "Progress on the Children’s Services Improvement Plan"),
        ]
        .map(|(label, value)| (label.to_owned(), value.to_owned()))
        .to_vec(),
        banner: vec![
            "Compiled from public sources. Not produced or endorsed by the council.".to_owned(),
        ],
        blocks: blocks(),
        footnotes: footnotes(),
        foot: vec![
            "Author: Director of Children’s Services".to_owned(),
            "Head of the record: 1204:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned(),
        ],
    }
}

fn blocks() -> Vec<Block> {
    let mut blocks = opening();
    blocks.extend(background());
    blocks.extend(oddities());
    blocks.push(chart());
    blocks.push(long_table());
    blocks.push(Block::Paragraph(Paragraph::plain(
        "What follows a table stands clear of it.",
    )));
    blocks
}

fn opening() -> Vec<Block> {
    vec![
        heading(1, "1", "Purpose"),
        numbered(
            "1.1",
            vec![
                text(
                    "This note tells the Board of the progress with the Improvement Plan that was reported to the Improvement Board on 4 July 2018. The Improvement Board next meets on 3 October 2018. See ",
                ),
                Inline::Link {
                    href: "#information-background".to_owned(),
                    text: vec![text("the background")],
                },
                text("."),
            ],
        ),
        heading(1, "2", "Recommendations"),
        numbered("2.1", vec![text("The Board is asked to:")]),
        Block::List(List {
            kind: ListKind::Numbered,
            items: vec![
                item(
                    "consider the progress made so far, and whether it is what the Board expected when it last looked at the plan as a whole",
                ),
                item("receive regular updates from the Improvement Board"),
                item("identify any further recommendations for the Cabinet Member"),
            ],
        }),
    ]
}

fn background() -> Vec<Block> {
    vec![
        heading(1, "3", "Information/Background"),
        numbered(
            "3.1",
            vec![
                text("Re-referrals within twelve months were 27.4% in the year to March 2016"),
                note("rereferrals-2016"),
                text(" and 23.8% in the year to March 2017."),
                note("rereferrals-2017"),
                text(" The same source"),
                note("rereferrals-2016"),
                text(" gives the grant as £1,790,610."),
            ],
        ),
        numbered(
            "3.2",
            vec![
                text("The inspection’s outcome was "),
                Inline::Strong(vec![text("requires improvement to be good")]),
                text(", published as "),
                Inline::Emphasis(vec![text(
                    "Inspection of services for children in need of help",
                )]),
                text(" on "),
                Inline::Link {
                    href: "https://reports.ofsted.gov.uk/provider/44/80441?a=1&b=(2)".to_owned(),
                    text: vec![text("Ofsted’s site")],
                },
                text("."),
                Inline::LineBreak,
                text("A second line of the same paragraph; "),
                Inline::Link {
                    href: "javascript:alert(1)".to_owned(),
                    text: vec![text("a link that must not be one")],
                },
                text(" and "),
                Inline::Link {
                    href: "/coventry/papers".to_owned(),
                    text: vec![text("one on the site")],
                },
                text("."),
            ],
        ),
    ]
}

fn oddities() -> Vec<Block> {
    vec![
        heading(2, "3.3", "Odd characters"),
        Block::Paragraph(Paragraph::plain(ODD)),
        Block::Paragraph(Paragraph::plain("- not a list")),
        Block::Paragraph(Paragraph::plain("1) not a list either")),
        Block::Paragraph(Paragraph::plain(
            "# not a heading, [^1] no note, https://example.org no link",
        )),
        Block::Paragraph(Paragraph::plain(
            "Emoji 🙂, Hebrew שלום, accents é ő ŵ, a control\u{7} character and a\nline end.",
        )),
        Block::List(List {
            kind: ListKind::Bullet,
            items: vec![
                vec![
                    Block::Paragraph(Paragraph::plain("quality of practice:")),
                    Block::List(List {
                        kind: ListKind::Numbered,
                        items: vec![item("assessment"), item("planning")],
                    }),
                    Block::Paragraph(Paragraph::plain("and how it is audited.")),
                ],
                item("partnership working"),
            ],
        }),
        Block::List(List {
            kind: ListKind::Bullet,
            items: vec![item("a list of its own straight after")],
        }),
        Block::Paragraph(Paragraph {
            number: None,
            text: vec![
                text("Rated "),
                Inline::Rating(Rating {
                    code: "AE".to_owned(),
                    label: "Amber, <embedding>".to_owned(),
                    colour: Colour::read("#ffbf47"),
                }),
                text(" and "),
                Inline::Rating(Rating {
                    code: "R".to_owned(),
                    label: "Red".to_owned(),
                    colour: Colour::read("#d4351c"),
                }),
                text(" and "),
                Inline::Rating(Rating {
                    code: "N".to_owned(),
                    label: "Not yet".to_owned(),
                    colour: None,
                }),
                text("."),
            ],
        }),
        Block::Notice(vec![text(
            "Two published figures for this period conflict; both are shown.",
        )]),
    ]
}

fn chart() -> Block {
    Block::Figure(Figure {
        svg: concat!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 240" width="600" height="240">"#,
            r##"<rect width="600" height="240" fill="#fff"/><path d="M60 20V200H580" fill="none" stroke="#0b0c0c"/>"##,
            r##"<path d="M80 60L230 110L380 90L530 130" fill="none" stroke="#1d70b8" stroke-width="3"/>"##,
            r#"<text x="80" y="222" font-family="Arial, sans-serif" font-size="14">2015</text>"#,
            r#"<text x="510" y="222" font-family="Arial, sans-serif" font-size="14">2018</text></svg>"#,
        )
        .to_owned(),
        alt: "Line chart of re-referrals, 2015 to 2018, one point a year.".to_owned(),
        title: "Re-referrals & England".to_owned(),
        description: "The values are in the table below.".to_owned(),
        caption: vec![text("Figure 1: re-referrals within twelve months"), note("series")],
        width: 600,
        height: 240,
    })
}

fn long_table() -> Block {
    let rows = (1..=45)
        .map(|number| {
            vec![
                Cell::plain(format!("Measure {number}")),
                Cell {
                    text: vec![
                        text("What is counted, and for which children "),
                        note(if number == 2 { "table" } else { "series" }),
                    ],
                },
                Cell::plain(format!("{number}.{}", number % 10)),
                Cell::plain(format!("{} | of {}", number * 37, number * 101)),
            ]
        })
        .collect();
    Block::Table(Table {
        caption: vec![text("Table 1: published figures <to> March & before")],
        header: ["Measure", "What it counts", "Value (%)", "Count"]
            .map(Cell::plain)
            .to_vec(),
        rows,
        row_headers: true,
        columns: vec![Column::Text, Column::Text, Column::Number, Column::Number],
        below: vec![text("Key: one line under the table, "), note("series")],
    })
}

fn footnotes() -> Vec<Footnote> {
    let release =
        "https://www.gov.uk/government/statistics/characteristics-of-children-in-need-2016-to-2017";
    [
        ("unused", "Never referred to, so never printed.", None),
        (
            "series",
            "DfE, Characteristics of children in need, annual series; final.",
            Some("/coventry/entry/series?as_at=2018-07-19"),
        ),
        (
            "rereferrals-2017",
            "DfE, 2016 to 2017; final.",
            Some(release),
        ),
        (
            "rereferrals-2016",
            "DfE, 2015 to 2016 & as revised <later>.",
            Some("/coventry/entry/rereferrals-2016"),
        ),
        ("table", "Row two has a note of its own.", None),
    ]
    .into_iter()
    .map(|(id, words, href)| Footnote {
        id: id.to_owned(),
        text: vec![text(words)],
        href: href.map(str::to_owned),
    })
    .collect()
}
