//! Readings as analysts keep them, in CSV and in a workbook.

use std::io::{Cursor, Write as _};

use evidence::sheet::{Council, Understood, of_csv, readings};
use evidence::workbook::{Sheet, first_sheet};
use record::body::{AuthorityProfile, Measure};
use record::draft::Problem;
use record::id::{Authority, EntryId};
use zip::write::SimpleFileOptions;

use crate::support::in_words;

fn read(sheet: &Sheet) -> Result<Vec<Understood>, Vec<Problem>> {
    let authority: Authority = "testshire".parse().unwrap();
    let measure = |short: &str, series: &str| -> Measure {
        serde_json::from_value(serde_json::json!({
            "name": format!("{short} in words"), "short_name": short, "topic": "front door",
            "unit": "percent", "polarity": "lower_is_better", "basis": "month", "decimals": 1,
            "frequency": "month", "series": series,
            "breakdowns": [{"code": "north", "name": "North team"}],
        }))
        .unwrap()
    };
    let profile: AuthorityProfile = serde_json::from_value(serde_json::json!({
        "name": "Testshire Council", "place": "Testshire", "gss_code": "E06009999",
        "notice": "Made up.",
    }))
    .unwrap();
    let ids: [EntryId; 2] =
        ["measure/re-referrals", "measure/plans-open"].map(|id| id.parse().unwrap());
    let bodies = [
        measure("Re-referrals", "flow"),
        measure("Plans open", "stock"),
    ];
    let council = Council {
        authority: &authority,
        profile: Some(&profile),
        measures: ids.iter().zip(&bodies).collect(),
    };
    readings("sheet", sheet, &council)
}

fn csv(text: &str) -> Sheet {
    of_csv("sheet", text.as_bytes()).unwrap()
}

/// What was understood: cell, period, breakdown, value, whether worked out.
fn told(sheet: &Sheet) -> Vec<String> {
    let all = read(sheet).unwrap_or_else(|problems| panic!("{}", in_words(&problems)));
    all.iter()
        .map(|one| {
            let reading = &one.reading;
            let part = reading.breakdown.as_deref().unwrap_or("-");
            format!(
                "{} {} {part} {} {}",
                one.cell, reading.period, reading.value, one.worked_out
            )
        })
        .collect()
}

#[test]
fn one_row_a_reading() {
    let sheet = csv(
        "Authority,Measure,Period,Numerator,Denominator,Value,Team\nE06009999,Re-referrals,Mar 2026,3,12,,North team\ntestshire,re-referrals,Q2 2025/26,,,[c],\n\nTESTSHIRE,Plans open,Mar 2026,,,2.5,Total\n",
    );
    assert_eq!(
        told(&sheet),
        [
            "F2 2026-03 north 25 true",
            "F3 2025-07-01/2025-09-30 - c false",
            // A stock is as on the last day of its month.
            "F5 2026-03-31 - 2.5 false",
        ]
    );
}

#[test]
fn months_across_the_top() {
    let sheet = csv("Indicator,Jan 2026,Feb 2026\nRe-referrals,20.5,\nPlans open,low,3\n");
    assert_eq!(
        told(&sheet),
        [
            "B2 2026-01 - 20.5 false",
            "B3 2026-01-31 - k false",
            "C3 2026-02-28 - 3 false"
        ]
    );
}

/// Backwards is an order too; a share may be given as it is rounded, and differ
/// where a note says why; the last day of a month is that month of a flow.
#[test]
fn what_is_right_though_it_looks_wrong() {
    let sheet = csv(
        "Measure,Period,Numerator,Denominator,Value,Note\nRe-referrals,31/03/2026,1,3,33.3,\nRe-referrals,28/02/2026,2,3,67,\nRe-referrals,Jan 2026,5,20,30,Two were added by hand\nPlans open,Feb 2026,,,1,\nPlans open,Mar 2026,,,2,\n",
    );
    assert_eq!(
        told(&sheet),
        [
            "E2 2026-03 - 33.3 false",
            "E3 2026-02 - 67 false",
            "E4 2026-01 - 30 false",
            "E5 2026-02-28 - 1 false",
            "E6 2026-03-31 - 2 false",
        ]
    );
}

#[test]
fn what_is_wrong_is_named_by_its_cell() {
    for (text, expected) in [
        (
            "Measure,Period,Value\nRe-referrals,Mar 2026,\"81,4\"\n",
            "line 2: C2 (Value): “81,4” has a comma",
        ),
        (
            "Measure,Period,Value\nRe-referrals,Mar 2026,NaN\n",
            "C2 (Value): “NaN” is no number",
        ),
        (
            "Measure,Period,Value\nRe-referrals,Mar 2026,1e999\n",
            "C2 (Value): “1e999” is neither",
        ),
        (
            "Measure,Period,Value\nRe-referrals,soon,1\n",
            "B2 (Period): “soon” is no period",
        ),
        (
            "Measure,Period,Value\nRe-referrals,Mar 2026,1\nre-referrals,2026-03,2\n",
            "line 3: C3 (Value): Re-referrals in words, March 2026 stands there already, in C2",
        ),
        (
            "Measure,Period,Value\nSomebody else’s,Mar 2026,1\n",
            "A2 (Measure): “Somebody else’s” is no measure of “testshire”",
        ),
        (
            "LA,Measure,Period,Value\nLeeds,Re-referrals,Mar 2026,1\n",
            "A2 (LA): “Leeds” is another council",
        ),
        (
            "Measure,Period,Numerator,Denominator\nRe-referrals,Mar 2026,5,4\n",
            "C2 (Numerator): 5 is above the denominator, 4",
        ),
        (
            "Measure,Period,Numerator,Denominator\nRe-referrals,Mar 2026,0,0\n",
            "D2 (Denominator): is 0",
        ),
        // Not “above the denominator”: what is wrong is the 0.
        (
            "Measure,Period,Numerator,Denominator\nRe-referrals,Mar 2026,3,0\n",
            "D2 (Denominator): is 0: leave",
        ),
        (
            "Measure,Period,Numerator,Denominator,Value\nRe-referrals,Mar 2026,5,20,81.4\n",
            "E2 (Value): 81.4 is given, and 5 of 20 is 25: put one of them right",
        ),
        (
            "Measure,Period,Numerator,Denominator,Value\nRe-referrals,Mar 2026,1,3,33.4\n",
            "E2 (Value): 33.4 is given, and 1 of 3 is 33.33",
        ),
        (
            "Measure,Period,Value\nRe-referrals,Jan 2026,1\nRe-referrals,Mar 2026,2\nRe-referrals,Feb 2026,3\n",
            "line 4: C4: February 2026 is out of order: March 2026 stands before it, in C3",
        ),
        (
            "Indicator,Mar 2026,Jan 2026,Feb 2026\nRe-referrals,1,2,3\n",
            "D2: February 2026 is out of order",
        ),
        (
            "Measure,Period,Value\nRe-referrals,46112,1\n",
            "B2 (Period): “46112” is a day as workbooks count them",
        ),
        (
            "time_period,geographic_level,old_la_code,n\n2025,National,,1\n",
            "A1 (time_period): these are the headings of a file published for every council",
        ),
        (
            "Measure,Period,Value,Colour\nRe-referrals,Mar 2026,1,red\n",
            "D1 (Colour): is no heading that is known",
        ),
        (
            "Measure,Value\nRe-referrals,1\n",
            "there must be either a column “period” or periods across",
        ),
    ] {
        let words = in_words(&read(&csv(text)).unwrap_err());
        assert!(words.contains(expected), "{words}\nexpected: {expected}");
    }
}

/// A workbook whose list of sheets says this.
fn workbook_of(book: &str, sheet: &str) -> Vec<u8> {
    let made = workbook(sheet);
    let mut old = zip::ZipArchive::new(Cursor::new(made)).unwrap();
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..old.len() {
        let mut part = old.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut part, &mut text).unwrap();
        zip.start_file(&*name, SimpleFileOptions::default())
            .unwrap();
        let text = if name == "xl/workbook.xml" {
            book
        } else {
            &text
        };
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_hidden_sheet_is_not_read_and_a_locked_or_unfinished_workbook_is_refused() {
    let cells = format!("<sheetData>{HEADINGS}</sheetData>");
    let sheets = |first: &str| {
        format!(
            "<workbook xmlns:r=\"r\"><sheets><sheet name=\"Old\" state=\"hidden\" r:id=\"rId1\"/>{first}</sheets></workbook>"
        )
    };
    let seen = sheets("<sheet name=\"Seen\" r:id=\"rId7\"/>");
    assert_eq!(
        first_sheet(&workbook_of(&seen, &cells)).unwrap().name,
        "Seen"
    );
    let none = sheets("<sheet name=\"Older\" state=\"veryHidden\" r:id=\"rId7\"/>");
    let reason = first_sheet(&workbook_of(&none, &cells)).unwrap_err();
    assert!(
        reason.contains("has no sheet that is not hidden"),
        "{reason}"
    );

    let locked = [
        &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1][..],
        &[0; 600],
    ]
    .concat();
    let reason = first_sheet(&locked).unwrap_err();
    assert!(
        reason.contains("has a password: save it as .xlsx without"),
        "{reason}"
    );
    let unfinished = "<sheetData><row r=\"1\"><c r=\"C1\"><f>A1/B1</f></c></row></sheetData>";
    let reason = first_sheet(&workbook(unfinished)).unwrap_err();
    assert!(
        reason.contains("has a formula in C1 whose result was not stored"),
        "{reason}"
    );
}

/// Numbers kept as texts, and what a formula could not work out.
#[test]
fn texts_are_numbers_where_they_say_so_and_errors_never() {
    let row = |value: &str| {
        format!(
            "<sheetData>{HEADINGS}<row r=\"2\"><c r=\"A2\" t=\"s\"><v>1</v></c><c r=\"B2\" t=\"inlineStr\"><is><t>Mar 2026</t></is></c>{value}</row></sheetData>"
        )
    };
    let text = row("<c r=\"C2\" t=\"inlineStr\"><is><t> 12.5 </t></is></c>");
    let sheet = first_sheet(&workbook(&text)).unwrap();
    assert_eq!(told(&sheet), ["C2 2026-03 - 12.5 false"]);
    let error = row("<c r=\"C2\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>");
    let sheet = first_sheet(&workbook(&error)).unwrap();
    let words = in_words(&read(&sheet).unwrap_err());
    assert!(
        words.contains("C2 (Value): “#DIV/0!” is neither a number"),
        "{words}"
    );
}

/// A workbook of one sheet with these cells and styles: 1 a date, 2 a percentage.
fn workbook(sheet: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let parts = [
        ("xl/workbook.xml", "<workbook xmlns:r=\"r\"><sheets><sheet name=\"March\" sheetId=\"1\" r:id=\"rId7\"/></sheets></workbook>".to_owned()),
        ("xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id=\"rId7\" Target=\"worksheets/one.xml\"/></Relationships>".to_owned()),
        ("xl/sharedStrings.xml", "<sst><si><t>Measure</t></si><si><r><t>Re-</t></r><r><t>referrals</t></r></si><si><t>Period</t></si><si><t>Value</t></si></sst>".to_owned()),
        ("xl/styles.xml", "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"[$-809]dd mmm yyyy\"/><numFmt numFmtId=\"165\" formatCode=\"0.0%\"/></numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/></cellXfs></styleSheet>".to_owned()),
        ("xl/worksheets/one.xml", format!("<worksheet>{sheet}</worksheet>")),
    ];
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const HEADINGS: &str = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>2</v></c><c r=\"C1\" t=\"s\"><v>3</v></c></row>";

#[test]
fn a_workbook_gives_dates_percentages_and_what_formulas_came_to() {
    let cells = format!(
        "<sheetData>{HEADINGS}<row r=\"2\"><c r=\"A2\" t=\"s\"><v>1</v></c><c r=\"B2\" s=\"1\"><v>46082</v></c><c r=\"C2\" s=\"2\"><f>A1/B1</f><v>0.28999999999999998</v></c></row></sheetData>"
    );
    let sheet = first_sheet(&workbook(&cells)).unwrap();
    assert_eq!(sheet.name, "March");
    // 1 March 2026, on which a month of a flow begins.
    assert_eq!(told(&sheet), ["C2 2026-03 - 29 false"]);
}

#[test]
fn a_workbook_that_hides_something_is_refused() {
    let merged = format!(
        "<sheetData>{HEADINGS}</sheetData><mergeCells><mergeCell ref=\"A2:B2\"/></mergeCells>"
    );
    let words = in_words(&read(&first_sheet(&workbook(&merged)).unwrap()).unwrap_err());
    assert!(words.contains("the cells A2:B2 are merged"), "{words}");
    for (bytes, expected) in [
        (b"PK not a zip".to_vec(), "is not an Excel workbook"),
        (
            workbook("<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>99</v></c></row></sheetData>"),
            "A1 refers to a text that is not there",
        ),
        (
            workbook(
                "<sheetData><row r=\"999999\"><c r=\"A999999\"><v>1</v></c></row></sheetData>",
            ),
            "is too large",
        ),
        // 65 million spaces, a few thousand bytes packed.
        (
            workbook(&" ".repeat(65 << 20)),
            "is too large: xl/worksheets/one.xml",
        ),
        (
            workbook("<sheetData><row r=\"1\"><c r=\"A1\"><v>1e999</v></c></row></sheetData>"),
            "A1 has no number",
        ),
    ] {
        let reason = first_sheet(&bytes).unwrap_err();
        assert!(reason.contains(expected), "{reason}");
    }
    let mut typed = workbook("<sheetData/>");
    let text = b"<worksheet><sheetData/></worksheet>";
    assert!(
        !typed.windows(text.len()).any(|part| part == text),
        "parts are packed"
    );
    typed.truncate(typed.len() / 2);
    assert!(first_sheet(&typed).is_err());
}
