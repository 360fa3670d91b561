//! `sightline stats funnel`, by the command-line contract.

use serde_json::{Value, json};

use crate::support::*;

/// The answer's cases, the exit code and standard error.
fn asked(arguments: &[&str], cases: &Value) -> (Vec<Value>, i32, String) {
    let folder = folder();
    let file = folder.path().join("cases.json");
    std::fs::write(&file, cases.to_string()).unwrap();
    let mut all = vec!["stats", "funnel", text(&file), "--json"];
    all.extend(arguments);
    let answer = sightline(&all);
    let told: Value = serde_json::from_str(&answer.out).unwrap_or_default();
    let cases = told["cases"].as_array().cloned().unwrap_or_default();
    (cases, answer.code, answer.err)
}

/// Worked by another program (Python with SciPy) from the same statement.
#[test]
fn a_funnel_of_proportions() {
    let case = json!({"id": "c", "type": "proportion", "method": "winsorise", "trim": 0.1,
        "numerator": [12, 30, 7, 55, 0, 18, 41, 9],
        "denominator": [100, 180, 90, 260, 40, 130, 200, 60]});
    let (cases, code, err) = asked(&[], &json!({"cases": [case]}));
    assert_eq!((code, err.as_str()), (0, ""));
    let found = &cases[0];
    let near = |value: &Value, wanted: f64| {
        let value = value.as_f64().unwrap();
        assert!((value - wanted).abs() < 1e-12, "{value} is not {wanted}");
    };
    assert_eq!(found["id"], "c");
    assert_eq!(found["adjusted"], true);
    near(&found["phi"], 3.105_155_520_201_786_4);
    near(&found["tau2"], 0.005_011_585_438_655_7);
    near(&found["ratio"][1], 30.0 / 180.0);
    near(&found["lower95"][0], 0.058_705_226_626_345_246);
    near(&found["upper95"][0], 0.304_431_641_494_009_1);
    near(&found["lower998"][0], 0.021_386_474_819_023_896);
    near(&found["upper998"][0], 0.397_752_841_904_161_6);
    let at_five = json!([false, false, false, false, true, false, false, false]);
    assert_eq!(found["outside95"], at_five);
    assert_eq!(found["outside998"], at_five);
}

#[test]
fn a_missing_figure_is_null_and_flags_count_where_a_case_says_nothing() {
    let case =
        json!({"id": "r", "numerator": [30, null, 14, 0], "denominator": [25.5, 10, 11.2, 0]});
    let (cases, code, _) = asked(
        &["--type", "ratio", "--method", "truncate", "--trim", "0"],
        &json!({"cases": [case]}),
    );
    assert_eq!(code, 0);
    for list in ["ratio", "lower95", "upper95", "lower998", "upper998"] {
        assert_eq!(cases[0][list][1], Value::Null, "{list}");
        assert_eq!(cases[0][list][3], Value::Null, "{list}");
        assert!(cases[0][list][2].is_number(), "{list}");
    }
    assert_eq!(cases[0]["outside95"], json!([false, false, false, false]));
    assert_eq!(cases[0]["adjusted"], false);
}

#[test]
fn a_wrong_case_is_named_with_its_row_and_the_others_are_answered() {
    let (cases, code, err) = asked(
        &[],
        &json!({"cases": [
            {"id": "above", "type": "proportion", "numerator": [1, 9], "denominator": [2, 8]},
            {"id": "good", "type": "proportion", "numerator": [1, 2], "denominator": [2, 8]},
            {"id": "lengths", "type": "ratio", "numerator": [1, 2], "denominator": [2]},
            {"id": "negative", "type": "ratio", "numerator": [1], "denominator": [-2]},
            {"id": "kind", "type": "RC", "numerator": [1], "denominator": [2]},
            {"id": "trim", "type": "ratio", "numerator": [1], "denominator": [2], "trim": 0.5},
        ]}),
    );
    assert_eq!(code, 2);
    assert_eq!(cases.len(), 1);
    assert_eq!(cases[0]["id"], "good");
    let lines: Vec<&str> = err.lines().collect();
    assert_eq!(lines.len(), 5, "{err}");
    assert!(lines[0].contains("“above”, row 2 (numerator[1])"), "{err}");
    assert!(lines[0].contains("9 is above the denominator 8"), "{err}");
    assert!(lines[1].contains("“lengths”, denominator"), "{err}");
    assert!(
        lines[2].contains("“negative”, row 1 (denominator[0])"),
        "{err}"
    );
    assert!(lines[3].contains("“RC” is not “proportion”"), "{err}");
    assert!(lines[4].contains("“trim”, trim"), "{err}");
}

/// A table for reading, from a CSV, and rates with their limits per 10,000.
#[test]
fn a_csv_of_rates_as_a_table() {
    let folder = folder();
    let file = folder.path().join("rates.csv");
    std::fs::write(
        &file,
        "date,y,n\n2021,90,30000\n2022,150,50000\n2023,600,40000\n",
    )
    .unwrap();
    let table = sightline(&["stats", "funnel", text(&file), "--type", "rate"]).done();
    assert!(table.starts_with("rates: phi "), "{table}");
    assert_eq!(table.lines().count(), 5, "{table}");
    assert!(
        table.contains("30.0000") && table.contains("150.0000"),
        "{table}"
    );
}
