//! `golden.json`: answers worked out in R 4.2 from the published algorithms of
//! NHSRplotthedots 0.2 and qicharts2 0.8, on made-up series with missing values,
//! ties, rebasing, frozen baselines, parts and exclusions.

use serde_json::Value;
use statistics::shewhart::{self, Form, Options};
use statistics::xmr::{self, Direction, Question};

use super::package;
use statistics::rule_set::TwoInThree;

fn golden() -> Value {
    serde_json::from_str(include_str!("golden.json")).unwrap()
}

fn numbers(list: &Value) -> Vec<Option<f64>> {
    list.as_array().unwrap().iter().map(Value::as_f64).collect()
}

fn places(list: &Value) -> Vec<usize> {
    let list = list.as_array().map(Vec::as_slice).unwrap_or_default();
    list.iter().map(place).collect()
}

fn place(number: &Value) -> usize {
    usize::try_from(number.as_u64().unwrap()).unwrap()
}

/// Equal to thirteen digits, or missing in both.
#[track_caller]
fn same(case: &Value, what: &str, found: &[Option<f64>], expected: &Value) {
    let expected = numbers(expected);
    let near = |(found, expected): (&Option<f64>, &Option<f64>)| match (found, expected) {
        (Some(found), Some(expected)) => (found - expected).abs() <= 1e-12 * (1.0 + expected.abs()),
        (found, expected) => found == expected,
    };
    let all = found.len() == expected.len() && found.iter().zip(&expected).all(near);
    assert!(all, "{what} of {case}: {found:?}, not {expected:?}");
}

#[test]
fn xmr_charts_are_those_of_the_package() {
    let golden = golden();
    let cases = golden["xmr"].as_array().unwrap();
    let mut rules_seen = std::collections::BTreeSet::new();
    for case in cases {
        let (asked, answer) = (&case["asked"], &case["answer"]);
        let question = Question {
            direction: match asked["direction"].as_str().unwrap() {
                "increase" => Direction::Increase,
                "decrease" => Direction::Decrease,
                _ => Direction::Neutral,
            },
            target: asked["target"].as_f64(),
            rule_set: package(asked["screen"] == true, TwoInThree::Between),
            rebase_at: places(&asked["rebase_at"]),
            baseline: asked.get("baseline").map(place),
        };
        let chart = xmr::chart(&numbers(&asked["values"]), &question).unwrap();
        let line = |of: fn(&xmr::Group) -> Option<f64>| {
            let groups = chart.groups.iter();
            let line = groups.flat_map(|group| std::iter::repeat_n(of(group), group.points.len()));
            line.collect::<Vec<_>>()
        };
        same(
            asked,
            "mean",
            &line(|group| group.limits.mean),
            &answer["mean"],
        );
        let lower = line(|group| Some(group.limits.spread?.lower));
        same(asked, "lower", &lower, &answer["lower"]);
        let upper = line(|group| Some(group.limits.spread?.upper));
        same(asked, "upper", &upper, &answer["upper"]);
        let rules = chart.points.iter().map(|point| word(point.rule));
        rules_seen.extend(rules.clone());
        assert_eq!(rules.collect::<Value>(), answer["rule"], "{asked}");
        let kinds: Value = chart.points.iter().map(|point| word(point.kind)).collect();
        assert_eq!(kinds, answer["kind"], "{asked}");
        assert_eq!(
            Value::from(word(chart.variation)),
            answer["variation"],
            "{asked}"
        );
        assert_eq!(
            Value::from(word(chart.assurance)),
            answer["assurance"],
            "{asked}"
        );
    }
    assert!(cases.len() >= 20);
    assert_eq!(rules_seen.len(), 10, "every rule, and none: {rules_seen:?}");
}

/// A name as the golden answers have it: `outside_above`.
fn word(name: Option<impl std::fmt::Debug>) -> Option<String> {
    name.map(|name| {
        let mut word = String::new();
        for letter in format!("{name:?}").chars() {
            if letter.is_uppercase() && !word.is_empty() {
                word.push('_');
            }
            word.extend(letter.to_lowercase());
        }
        word
    })
}

#[test]
fn control_charts_are_those_of_the_package() {
    let forms = [
        ("run", Form::Run),
        ("i", Form::I),
        ("p", Form::P),
        ("pp", Form::PPrime),
        ("u", Form::U),
        ("up", Form::UPrime),
        ("c", Form::C),
        ("g", Form::G),
        ("t", Form::T),
    ];
    let golden = golden();
    for (name, form) in forms {
        let cases = golden[name].as_array().unwrap();
        assert!(cases.len() >= 7, "{name}");
        for case in cases {
            let (asked, answer) = (&case["asked"], &case["answer"]);
            let options = Options {
                freeze: asked.get("freeze").map(place),
                part_after: places(&asked["part_after"]),
                exclude: places(&asked["exclude"]),
                screen: asked["screen"] == true,
                never_narrower: false,
            };
            let n = asked.get("n").map(numbers);
            let chart =
                shewhart::chart(form, &numbers(&asked["y"]), n.as_deref(), &options).unwrap();
            same(asked, "y", &chart.plotted, &answer["y"]);
            same(asked, "centre", &chart.centre, &answer["centre"]);
            same(asked, "lower", &chart.lower, &answer["lower"]);
            same(asked, "upper", &chart.upper, &answer["upper"]);
            let signals: Value = chart.signal.iter().copied().collect();
            assert_eq!(signals, answer["signal"], "{asked}");
            let runs = chart.parts.iter().map(|part| {
                let found = part.runs.found;
                serde_json::json!([
                    part.runs.useful,
                    found.map(|found| found.longest),
                    found.map(|found| found.longest_max),
                    found.map(|found| found.crossings),
                    found.map(|found| found.crossings_min),
                    part.runs.signal(),
                ])
            });
            assert_eq!(runs.collect::<Value>(), answer["runs"], "{asked}");
        }
    }
}
