//! `sightline stats`: the contract, as an analyst or a test would use it.

use std::ops::Range;

use serde_json::{Value, json};

use crate::support::*;

/// Asks for a statistic of a JSON file; the answers by id, the rest of what was
/// said, and the exit code.
fn asked(statistic: &str, cases: &Value) -> (Value, String, i32) {
    asked_of(statistic, &json!({ "cases": cases }).to_string())
}

fn asked_of(statistic: &str, text: &str) -> (Value, String, i32) {
    let folder = folder();
    let file = folder.path().join("cases.json");
    std::fs::write(&file, text).unwrap();
    let answer = sightline(&["stats", statistic, &file.display().to_string(), "--json"]);
    let told: Value = serde_json::from_str(&answer.out).unwrap_or_default();
    let answers = told["cases"].as_array().cloned().unwrap_or_default();
    let by_id = answers
        .into_iter()
        .map(|answer| (answer["id"].as_str().unwrap().to_owned(), answer))
        .collect();
    (Value::Object(by_id), answer.err, answer.code)
}

/// A CSV of one series, and the arguments that ask for it.
fn csv(statistic: &str, text: &str, options: &[&str]) -> Answer {
    let folder = folder();
    let file = folder.path().join("series-one.csv");
    std::fs::write(&file, text).unwrap();
    let file = file.display().to_string();
    sightline(&[&["stats", statistic, &file], options].concat())
}

/// Some of a list, to its end where the range goes beyond.
fn some(list: &Value, range: Range<usize>) -> Value {
    let list = list.as_array().unwrap();
    json!(list[range.start..range.end.min(list.len())])
}

/// Twelve quiet months of mean 10 and limits 7.34 and 12.66, and then these.
fn quiet_and(then: &[f64]) -> Vec<f64> {
    let mut values = [9.5, 10.5].repeat(6);
    values.extend(then);
    values
}

#[test]
fn an_xmr_chart_is_answered_field_by_field() {
    let mut values = json!(quiet_and(&[13.0, 10.2]));
    values.as_array_mut().unwrap().push(Value::Null);
    let (answers, err, code) = asked(
        "xmr",
        &json!([{
            "id": "a", "values": values, "direction": "decrease", "target": 14,
            "screen": true, "shift": 7, "trend": 7, "two_in_three": "between",
            "rebase_at": [], "baseline": 12
        }]),
    );
    assert_eq!((code, err.as_str()), (0, ""));
    let answer = answers["a"].as_object().unwrap();
    let fields: Vec<&String> = answer.keys().collect();
    assert_eq!(
        fields,
        [
            "assurance",
            "id",
            "kind",
            "lower",
            "mean",
            "rule",
            "statement",
            "upper",
            "variation"
        ]
    );
    assert_eq!(answer["mean"], json!(vec![10.0; 15]));
    assert_eq!(answer["upper"], json!(vec![12.66; 15]));
    assert_eq!(answer["lower"], json!(vec![7.34; 15]));
    assert_eq!(
        some(&answer["rule"], 11..15),
        json!(["common", "outside_above", "common", null])
    );
    assert_eq!(
        some(&answer["kind"], 11..15),
        json!(["common", "concern", "common", null])
    );
    assert_eq!(answer["variation"], "common");
    assert_eq!(answer["assurance"], "pass");
    let statement = answer["statement"].as_str().unwrap();
    assert!(
        statement.starts_with("Stable, and reliably meets the target."),
        "{statement}"
    );
}

#[test]
fn the_rule_set_decides_what_is_said_of_few_points() {
    let case = |id: &str, points: usize, ruleset: &str| {
        let values: Vec<f64> = [4.0, 6.0, 5.0].repeat(5)[..points].to_vec();
        json!({"id": id, "values": values, "direction": "increase", "target": 0, "ruleset": ruleset})
    };
    let (answers, _, code) = asked(
        "xmr",
        &json!([
            case("seven", 7, "mdc-2023/7"),
            case("twelve", 12, "mdc-2023/7"),
            case("thirteen", 13, "mdc-2023/7"),
            case("package", 7, "nhs-ptd/7"),
            case("one", 1, "nhs-ptd/7"),
            {"id": "own", "values": [4, 6, 5], "direction": "increase", "target": 0,
             "screen": false, "shift": 7, "trend": 7, "two_in_three": "beyond"},
        ]),
    );
    assert_eq!(code, 0);
    let seen = |id: &str| {
        let answer = &answers[id];
        [
            &answer["lower"][0],
            &answer["variation"],
            &answer["assurance"],
        ]
        .map(|field| !field.is_null())
    };
    assert_eq!(seen("seven"), [false, false, false]);
    assert_eq!(seen("twelve"), [true, false, false]);
    assert_eq!(seen("thirteen"), [true, true, true]);
    assert_eq!(seen("package"), [true, true, true]);
    assert_eq!(seen("own"), [true, true, true]);
    assert_eq!(seen("one"), [false, true, true]);
    assert_eq!(answers["one"]["mean"], json!([4.0]));
}

#[test]
fn a_wrong_case_is_named_with_its_row_and_the_others_are_answered() {
    let good = r#"{"id": "good", "values": [1, 2, 3], "direction": "increase"}"#;
    let wrong = [
        (
            r#""values": [1, "81,4", 3], "direction": "increase""#,
            "row 2",
            "“81,4”",
        ),
        (
            r#""values": [1, 2, 1e999], "direction": "increase""#,
            "row 3",
            "“1e999”",
        ),
        (
            r#""values": [NaN, 2], "direction": "increase""#,
            "row 1",
            "“NaN”",
        ),
        (
            r#""values": [1, 1e300], "direction": "increase""#,
            "row 2",
            "1e300 is not a figure that can be charted",
        ),
        (r#""values": [1, 2]"#, "direction", "which way is better"),
        (
            r#""values": [1, 2], "direction": "up""#,
            "direction",
            "“up”",
        ),
        (r#""direction": "increase""#, "values", "no such field"),
        (
            r#""values": [1], "direction": "increase", "baseline": 11"#,
            "baseline",
            "at least 12",
        ),
        (
            r#""values": [1], "direction": "increase", "ruleset": "nhs""#,
            "ruleset",
            "mdc-2023/7",
        ),
        (
            r#""values": [1], "direction": "increase", "rebase_at": [-1]"#,
            "rebase_at",
            "0 or more",
        ),
        (
            r#""values": [1], "direction": "increase", "series": "year_to_date""#,
            "series",
            "year-to-date",
        ),
        (
            r#""values": [1], "direction": "increase", "series": "rolling""#,
            "series",
            "rolling",
        ),
    ];
    for (fields, place, reason) in wrong {
        let text = format!(r#"{{"cases": [{{"id": "bad", {fields}}}, {good}]}}"#);
        let (answers, err, code) = asked_of("xmr", &text);
        assert_eq!(code, 2, "{fields}: {err}");
        assert!(
            err.contains("case “bad”") && err.contains(place),
            "{fields}: {err}"
        );
        assert!(err.contains(reason), "{fields}: {err}");
        assert_eq!(answers["good"]["mean"][0], 2.0, "{fields}");
        assert!(answers["bad"].is_null());
    }
    // A misspelt field is mentioned and changes nothing.
    let misspelt = json!([{"id": "m", "values": [1, 2], "direction": "increase", "taget": 3}]);
    let (answers, err, code) = asked("xmr", &misspelt);
    assert_eq!(code, 0);
    assert!(err.contains("“taget”"), "{err}");
    assert_eq!(answers["m"]["assurance"], Value::Null);
}

#[test]
fn a_control_chart_is_answered_field_by_field() {
    let (answers, err, code) = asked(
        "p",
        &json!([
            {"id": "b", "y": [10, 10, 5, null, 0], "n": [50, 50, 25, 40, 0], "freeze": null,
             "part_after": [], "exclude": [], "screen": false},
            {"id": "nonsense", "y": [1, 9], "n": [8, 8]},
            {"id": "half", "y": [1, 9], "n": null},
        ]),
    );
    assert_eq!(code, 2);
    assert!(
        err.contains("case “nonsense”, row 2 (y[1]): the numerator 9 is above"),
        "{err}"
    );
    assert!(err.contains("case “half”, n: "), "{err}");
    let answer = &answers["b"];
    assert_eq!(answer["y"], json!([0.2, 0.2, 0.2, null, null]));
    assert_eq!(answer["centre"], json!([0.2, 0.2, 0.2, 0.2, 0.2]));
    assert_eq!(some(&answer["lower"], 3..usize::MAX), json!([null, null]));
    assert_eq!(answer["signal"], json!(vec![false; 5]));
    let on_the_centre = json!([{"part": 1, "useful": 0, "longest": null, "longest_max": null,
        "crossings": null, "crossings_min": null, "signal": false}]);
    assert_eq!(answer["runs"], on_the_centre);

    let y: Vec<f64> = (0_u8..16)
        .map(|at| if at < 8 { 1.0 } else { 9.0 } + f64::from(at % 2))
        .collect();
    let run = json!([{"id": "r", "y": y, "part_after": [8]}, {"id": "whole", "y": y}]);
    let (answers, _, _) = asked("run", &run);
    assert_eq!(some(&answers["r"]["centre"], 7..9), json!([1.5, 9.5]));
    let parts: Vec<&Value> = answers["r"]["runs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|run| &run["part"])
        .collect();
    assert_eq!(parts, [1, 2]);
    let whole = json!([{"part": 1, "useful": 16, "longest": 8, "longest_max": 7,
        "crossings": 1, "crossings_min": 4, "signal": true}]);
    assert_eq!(answers["whole"]["runs"], whole);
    assert_eq!(answers["whole"]["lower"], json!(vec![Value::Null; 16]));
}

#[test]
fn every_chart_of_the_contract_answers() {
    let case = json!([{"id": "k", "y": [4, 6, 5, 7, 3, 5], "n": [50, 60, 40, 50, 50, 50]}]);
    for form in ["run", "i", "p", "pp", "u", "up", "c", "g", "t"] {
        let (answers, err, code) = asked(form, &case);
        assert_eq!((code, err.as_str()), (0, ""), "{form}");
        assert_eq!(answers["k"]["y"].as_array().unwrap().len(), 6, "{form}");
        assert_eq!(answers["k"]["upper"][0].is_null(), form == "run", "{form}");
    }
}

#[test]
fn a_csv_is_one_case_with_its_options_as_flags() {
    let rows: String = quiet_and(&[20.0])
        .iter()
        .enumerate()
        .map(|(at, value)| format!("20{:02}-01,{value}\n", 10 + at))
        .collect();
    // A year on, suppressed; and the first year last: rows are put in order.
    let (first, others) = rows.split_once('\n').unwrap();
    let text = format!("\u{feff}date,value\n{others}2023-02,c\n{first}\n");
    let options = [
        "--direction",
        "increase",
        "--target",
        "11",
        "--screen",
        "--baseline",
        "12",
    ];
    let answer = csv("xmr", &text, &[&options[..], &["--json"]].concat()).done();
    let answer: Value = serde_json::from_str(&answer).unwrap();
    let case = &answer["cases"][0];
    assert_eq!(case["id"], "series-one");
    assert_eq!(case["mean"][0], 10.0);
    assert_eq!(
        some(&case["rule"], 12..usize::MAX),
        json!(["outside_above", null])
    );
    assert_eq!(case["assurance"], "hit_or_miss");
    // The same for reading, with underscores as the contract has them.
    let read = csv(
        "xmr",
        &text,
        &[
            "--direction",
            "increase",
            "--two_in_three",
            "between",
            "--screen",
            "false",
        ],
    )
    .done();
    assert!(
        read.contains("Improving. The latest point is above the upper process limit"),
        "{read}"
    );
    assert!(read.contains("Rule set: own rules"), "{read}");

    let rates = "date,y,n\n2024-01,5,50\n2024-02,6,0\n2024-03,4,40\n";
    let answer = csv("u", rates, &["--json", "--part_after", "1,2"]).done();
    let answer: Value = serde_json::from_str(&answer).unwrap();
    assert_eq!(answer["cases"][0]["y"], json!([0.1, null, 0.1]));
    assert_eq!(answer["cases"][0]["runs"].as_array().unwrap().len(), 3);
}

#[test]
fn a_wrong_csv_is_refused_with_its_line() {
    let wrong = [
        (
            "date,value\n2024-01,1\n2024-01,2\n",
            "line 3: 2024-01-01 is there twice",
        ),
        (
            "date,value\n2024-01,1\n19/07/2018,2\n",
            "line 3: “19/07/2018” is not a date",
        ),
        (
            "month,value\n2024-01,1\n",
            "line 1: the header is “month,value”",
        ),
        (
            "date,value\n2024-01,1,2\n",
            "line 2: 3 cells where the header has 2",
        ),
        (
            "date,value\n2024-01,1\n2024-02,\"81,4\"\n",
            "row 2 (line 3): “81,4” is not a number",
        ),
        ("date,value\n2024-01,NaN\n", "row 1 (line 2): “NaN”"),
    ];
    for (text, reason) in wrong {
        let answer = csv("xmr", text, &["--direction", "increase"]);
        assert!(answer.err.contains(reason), "{text:?}: {answer:?}");
        assert_eq!(answer.code, 2);
    }
    let folder = folder();
    let file = folder.path().join("wide.csv");
    let wide: Vec<u8> = "\u{feff}date,value\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    std::fs::write(&file, wide).unwrap();
    let told = sightline(&["stats", "run", &file.display().to_string()]).refused(2);
    assert!(told.contains("UTF-16"), "{told}");
    let told = sightline(&["stats", "run", "nowhere.json"]).refused(3);
    assert!(told.contains("nowhere.json"), "{told}");
    std::fs::write(&file, "{}").unwrap();
    let not_a_list = folder.path().join("list.json");
    std::fs::write(&not_a_list, "{\"series\": []}").unwrap();
    let told = sightline(&["stats", "run", &not_a_list.display().to_string()]).refused(2);
    assert!(told.contains("there is no list “cases”"), "{told}");
}

#[test]
fn several_files_are_answered_together() {
    let folder = folder();
    let files = ["one", "two"].map(|name| {
        let file = folder.path().join(format!("{name}.json"));
        let cases = json!({"cases": [{"id": name, "y": [1, 2, 3]}]});
        std::fs::write(&file, cases.to_string()).unwrap();
        file.display().to_string()
    });
    let told = sightline(&["stats", "i", &files[0], &files[1], "--json"]).done();
    let told: Value = serde_json::from_str(&told).unwrap();
    let ids: Vec<&Value> = told["cases"]
        .as_array()
        .unwrap()
        .iter()
        .map(|case| &case["id"])
        .collect();
    assert_eq!(ids, ["one", "two"]);
}

#[test]
fn the_rule_sets_are_listed_by_name() {
    let told: Value =
        serde_json::from_str(&sightline(&["stats", "rulesets", "--json"]).done()).unwrap();
    let names: Vec<&Value> = told["rulesets"]
        .as_array()
        .unwrap()
        .iter()
        .map(|set| &set["name"])
        .collect();
    assert_eq!(names[..2], ["mdc-2023/7", "nhs-ptd/7"]);
    assert_eq!(told["rulesets"][0]["screen"], false);
    assert!(
        sightline(&["stats", "rulesets"])
            .done()
            .contains("nhs-ptd/7")
    );
}
