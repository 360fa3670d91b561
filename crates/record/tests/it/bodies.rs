//! A body of every schema ever released, as it stands in records: each is read
//! by this program and every program after it. The files in `golden/` are
//! added to and never edited.

use std::collections::BTreeMap;
use std::path::Path;

use record::kind::{Body, Kind};
use serde_json::Value;

/// Kind, schema and text of every golden body.
fn golden() -> BTreeMap<(String, u16), String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/golden");
    let mut bodies = BTreeMap::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let (kind, schema) = name.strip_suffix(".json").unwrap().split_once('.').unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        bodies.insert((kind.to_owned(), schema.parse().unwrap()), text);
    }
    bodies
}

fn kind(name: &str) -> Kind {
    Kind::named(name).unwrap_or_else(|| panic!("{name} is no kind of entry"))
}

/// The present golden body of a kind, as JSON.
fn present(of: Kind) -> Value {
    let bodies = golden();
    let text = bodies
        .get(&(of.name().to_owned(), of.schema()))
        .unwrap_or_else(|| panic!("no golden/{}.{}.json", of.name(), of.schema()));
    serde_json::from_str(text).unwrap()
}

#[test]
fn every_schema_of_every_kind_has_a_golden_body() {
    let bodies = golden();
    for &kind in Kind::ALL {
        for schema in 1..=kind.schema() {
            assert!(
                bodies.contains_key(&(kind.name().to_owned(), schema)),
                "no golden/{}.{schema}.json",
                kind.name()
            );
        }
    }
}

#[test]
fn every_golden_body_is_read() {
    for ((name, schema), text) in golden() {
        let body = Body::read(kind(&name), schema, &text)
            .unwrap_or_else(|error| panic!("{name}.{schema}: {error}"));
        assert_eq!(body.kind(), kind(&name));
        assert!(!body.headline().is_empty(), "{name} has no headline");
        assert_eq!(body.faults(), [], "{name}");
    }
}

#[test]
fn a_present_golden_body_is_written_as_it_is_read() {
    for &kind in Kind::ALL {
        let value = present(kind);
        let body = Body::read(kind, kind.schema(), &value.to_string()).unwrap();
        assert_eq!(body.to_json(), value, "{}", kind.name());
    }
}

/// A field left empty would not be tested.
#[test]
fn a_present_golden_body_has_every_field_filled() {
    fn check(value: &Value, path: &str) {
        match value {
            Value::Null => panic!("{path} is empty"),
            Value::Bool(truth) => assert!(*truth || path == "sign-off.accepted", "{path} is false"),
            Value::Number(_) => {}
            Value::String(text) => assert!(!text.is_empty(), "{path} is empty"),
            Value::Array(items) => {
                assert!(!items.is_empty(), "{path} is empty");
                for item in items {
                    check(item, path);
                }
            }
            Value::Object(fields) => {
                for (name, field) in fields {
                    check(field, &format!("{path}.{name}"));
                }
            }
        }
    }
    for &kind in Kind::ALL {
        check(&present(kind), kind.name());
    }
}

#[test]
fn a_field_that_no_body_of_the_kind_has_is_refused_by_name() {
    for &kind in Kind::ALL {
        let mut value = present(kind);
        value["colour"] = "blue".into();
        let error = Body::read(kind, kind.schema(), &value.to_string()).unwrap_err();
        assert_eq!(error.field, "colour", "{}: {error}", kind.name());
        assert!(error.reason.contains("unknown field `colour`"), "{error}");
    }
}

#[test]
fn a_field_that_is_missing_is_refused_by_name() {
    for &kind in Kind::ALL {
        let value = present(kind);
        let required: Vec<String> = value
            .as_object()
            .unwrap()
            .keys()
            .filter(|name| {
                let mut less = value.clone();
                less.as_object_mut().unwrap().remove(*name);
                match Body::read(kind, kind.schema(), &less.to_string()) {
                    Ok(_) => false,
                    Err(error) => {
                        assert_eq!(error.reason, format!("missing field `{name}`"));
                        true
                    }
                }
            })
            .cloned()
            .collect();
        assert!(!required.is_empty(), "{} needs nothing", kind.name());
    }
}

#[test]
fn a_schema_that_is_not_known_is_refused_by_name() {
    for &kind in Kind::ALL {
        for schema in [0, kind.schema() + 1, u16::MAX] {
            let error = Body::read(kind, schema, "{}").unwrap_err();
            assert_eq!(error.field, "schema");
            let expected = format!(
                "schema {schema} of “{}” is not known to this program",
                kind.name()
            );
            assert!(error.reason.starts_with(&expected), "{error}");
        }
    }
}

/// `docs/entries.md` shows what people may write, so it must be accepted, and
/// must name every kind.
#[test]
fn the_description_for_people_names_every_kind_and_its_examples_are_read() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/entries.md");
    let text = std::fs::read_to_string(file).unwrap();
    for &kind in Kind::ALL {
        let named = format!("`{}`", kind.name());
        assert!(text.contains(&named), "{named} is not described");
    }
    let examples = text.split("```toml\n").skip(1);
    let mut read = Vec::new();
    for example in examples.map(|rest| rest.split("```").next().unwrap()) {
        let defaults = "[defaults]\nauthority = \"testshire\"\nclassification = \"public\"\n";
        let whole = if example.contains("[defaults]") {
            example.to_owned()
        } else {
            format!("{defaults}{example}")
        };
        for draft in record::exchange::read_toml("entries.md", &whole).unwrap() {
            let body = Body::read(draft.id.kind(), draft.schema, &draft.body.unwrap())
                .unwrap_or_else(|error| panic!("{}: {error}", draft.id));
            assert_eq!(body.faults(), [], "{}", draft.id);
            read.push(draft.id.kind());
        }
    }
    for kind in [Kind::Action, Kind::Update, Kind::DateChange, Kind::Rating] {
        assert!(read.contains(&kind), "no example of {}", kind.name());
    }
}

/// No field of a body is taken for one about its version.
#[test]
fn every_kind_can_be_written_by_hand() {
    for &kind in Kind::ALL {
        let value = present(kind);
        let Value::Object(mut fields) = value.clone() else {
            panic!("a body is an object")
        };
        for (name, about) in [
            ("id", format!("{}/one", kind.name())),
            ("authority", "testshire".to_owned()),
            ("classification", "public".to_owned()),
            ("effective_on", "2018-01-01".to_owned()),
            ("version_reason", "Written again.".to_owned()),
        ] {
            let taken = fields.insert(name.to_owned(), about.into());
            assert_eq!(taken, None, "{} has a field {name}", kind.name());
        }
        let text = toml::to_string(&BTreeMap::from([("entry", [fields])])).unwrap();
        let drafts = record::exchange::read_toml("test", &text).unwrap();
        let written: Value = serde_json::from_str(drafts[0].body.as_deref().unwrap()).unwrap();
        assert_eq!(written, value, "{}", kind.name());
        assert_eq!(drafts[0].reason.as_deref(), Some("Written again."));
    }
}
