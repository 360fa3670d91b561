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
