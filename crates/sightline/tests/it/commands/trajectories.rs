//! `sightline stats trajectory`, by the command-line contract.

use serde_json::{Value, json};

use crate::support::*;

const FALLING: [f64; 14] = [
    70.0, 69.5, 68.9, 68.0, 69.0, 66.0, 65.5, 66.0, 64.0, 63.5, 63.8, 62.0, 61.5, 62.2,
];

/// The answer's cases, the exit code and standard error.
fn asked(arguments: &[&str], cases: &Value) -> (Vec<Value>, i32, String) {
    let folder = folder();
    let file = folder.path().join("cases.json");
    std::fs::write(&file, cases.to_string()).unwrap();
    let mut all = vec!["stats", "trajectory", text(&file), "--json"];
    all.extend(arguments);
    let answer = sightline(&all);
    let told: Value = serde_json::from_str(&answer.out).unwrap_or_default();
    let cases = told["cases"].as_array().cloned().unwrap_or_default();
    (cases, answer.code, answer.err)
}

#[test]
fn each_verdict_with_its_chance_and_range() {
    let case = |id: &str, target: f64| json!({"id": id, "y": FALLING, "h": 3, "direction": "decrease", "target": target});
    let (cases, code, err) = asked(
        &[],
        &json!({"cases": [case("easy", 66.0), case("open", 60.5), case("hard", 52.0)]}),
    );
    assert_eq!((code, err.as_str()), (0, ""));
    let verdicts: Vec<&Value> = cases.iter().map(|case| &case["verdict"]).collect();
    assert_eq!(verdicts, ["on_course", "at_risk", "unlikely"]);
    for case in &cases {
        let number = |field: &str| case[field].as_f64().unwrap();
        assert!((0.0..=1.0).contains(&number("p")), "{case}");
        assert!(number("lo80") < number("forecast"), "{case}");
        assert!(number("forecast") < number("hi80"), "{case}");
        let statement = case["statement"].as_str().unwrap();
        assert!(statement.contains("80 % range"), "{statement}");
    }
    assert!(cases[0]["p"].as_f64() >= Some(0.8) && cases[2]["p"].as_f64() <= Some(0.2));
}

#[test]
fn too_little_to_go_by_is_null_and_says_why() {
    let (cases, code, _) = asked(
        &["--h", "7", "--direction", "increase", "--target", "60"],
        &json!({"cases": [
            {"id": "short", "y": FALLING[..11], "h": 1},
            {"id": "far", "y": FALLING, "h": 8},
            {"id": "enough", "y": FALLING},
            {"id": "changed", "y": FALLING, "rebase_at": [4, 10]},
            {"id": "empty", "y": [null, null]},
        ]}),
    );
    assert_eq!(code, 0);
    let silent = |case: &Value, why: &str| {
        for field in ["p", "forecast", "lo80", "hi80"] {
            assert_eq!(case[field], Value::Null, "{case}");
        }
        assert_eq!(case["verdict"], "not_enough_history");
        let statement = case["statement"].as_str().unwrap();
        assert!(statement.starts_with(why), "{statement}");
    };
    silent(&cases[0], "Not enough history");
    silent(&cases[1], "Too far ahead to say");
    assert!(cases[2]["p"].is_number());
    silent(&cases[3], "The process has just changed");
    silent(&cases[4], "Not enough history");
}

/// A gap is no zero; a percentage's range ends at 100.
#[test]
fn gaps_constants_and_bounds() {
    let mut gaps: Vec<Option<f64>> = FALLING.iter().copied().map(Some).collect();
    gaps[5] = None;
    let same = [5; 12];
    let near = [
        96.0, 97.5, 95.0, 98.0, 99.0, 97.0, 99.5, 98.0, 99.0, 100.0, 99.0, 99.5,
    ];
    let (cases, code, _) = asked(
        &["--h", "3"],
        &json!({"cases": [
            {"id": "gaps", "y": gaps, "direction": "decrease", "target": 60},
            {"id": "same", "y": same, "direction": "decrease", "target": 5},
            {"id": "full", "y": near, "direction": "increase", "target": 99, "bounds": "percentage"},
        ]}),
    );
    assert_eq!(code, 0);
    assert!((56.0..63.0).contains(&cases[0]["forecast"].as_f64().unwrap()));
    assert_eq!(cases[1]["forecast"], 5.0);
    assert!(cases[1]["p"].as_f64() < Some(1.0));
    assert_eq!(cases[2]["hi80"], 100.0);
}

#[test]
fn a_wrong_case_is_named_with_its_row_and_the_others_are_answered() {
    let (cases, code, err) = asked(
        &["--direction", "decrease", "--target", "60"],
        &json!({"cases": [
            {"id": "text", "y": [1, 2, "81,4"], "h": 1},
            {"id": "good", "y": FALLING, "h": 1},
            {"id": "now", "y": FALLING, "h": 0},
            {"id": "no date", "y": FALLING},
            {"id": "neutral", "y": FALLING, "h": 1, "direction": "neutral"},
            {"id": "bounds", "y": [5, 101], "h": 1, "bounds": "percentage"},
        ]}),
    );
    assert_eq!(code, 2);
    assert_eq!(cases.len(), 1);
    assert_eq!(cases[0]["id"], "good");
    let lines: Vec<&str> = err.lines().collect();
    assert_eq!(lines.len(), 5, "{err}");
    assert!(lines[0].contains("“text”, row 3 (y[2])"), "{err}");
    assert!(
        lines[1].contains("“now”, h: the number of periods ahead must be 1"),
        "{err}"
    );
    assert!(lines[2].contains("“no date”, h"), "{err}");
    assert!(lines[3].contains("“neutral” is not “increase”"), "{err}");
    assert!(lines[4].contains("“bounds”, row 2 (y[1])"), "{err}");
}

#[test]
fn a_csv_as_a_sentence() {
    let folder = folder();
    let file = folder.path().join("assessments.csv");
    let rows: Vec<String> = FALLING
        .iter()
        .enumerate()
        .map(|(month, value)| format!("{}-{:02},{value}\n", 2024 + month / 12, month % 12 + 1))
        .collect();
    std::fs::write(&file, format!("date,value\n{}", rows.concat())).unwrap();
    let options = ["--h", "3", "--direction", "decrease", "--target", "66"];
    let mut all = vec!["stats", "trajectory", text(&file)];
    all.extend(options);
    let said = sightline(&all).done();
    assert!(said.starts_with("assessments: On course: "), "{said}");
}
