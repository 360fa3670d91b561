//! Bodies of older schemas, brought up step by step. The steps here are made
//! up; those that are released stand in `record::upcast::STEPS`.

use record::kind::{Body, Kind};
use record::upcast::{STEPS, Step, walk};
use serde_json::{Value, json};

/// Schema 1 called the title `name`.
fn name_to_title(mut body: Value) -> Value {
    if let Some(fields) = body.as_object_mut()
        && let Some(name) = fields.remove("name")
    {
        fields.insert("title".to_owned(), name);
    }
    body
}

/// Schema 2 did not say what sort of event it is; its title tells.
fn with_form(mut body: Value) -> Value {
    if body["title"] == "Opened" {
        body["form"] = json!("context");
    }
    body
}

/// A step of another kind, which must not be taken.
fn of_another_kind(_: Value) -> Value {
    json!("taken by mistake")
}

const MADE_UP: &[(Kind, u16, Step)] = &[
    (Kind::Event, 2, with_form),
    (Kind::Decision, 1, of_another_kind),
    (Kind::Event, 1, name_to_title),
];

#[test]
fn a_body_is_walked_through_every_step_after_its_schema() {
    let first = r#"{"name":"Opened","on":"2018"}"#;
    let walked = walk(MADE_UP, Kind::Event, 1, 3, first).unwrap();
    let Body::Event(event) = Body::read(Kind::Event, Kind::Event.schema(), &walked).unwrap() else {
        panic!("not an event");
    };
    assert_eq!(event.title, "Opened");

    let second = walk(MADE_UP, Kind::Event, 2, 3, r#"{"title":"Opened"}"#).unwrap();
    let second: Value = serde_json::from_str(&second).unwrap();
    assert_eq!(second, json!({"title": "Opened", "form": "context"}));
}

#[test]
fn a_body_of_the_present_schema_is_left_byte_for_byte() {
    let present = r#"{ "name" : "x" }"#;
    assert_eq!(walk(MADE_UP, Kind::Event, 3, 3, present).unwrap(), present);
}

#[test]
fn what_cannot_be_brought_up_is_refused_by_name() {
    let refused = |schema: u16, text: &str| {
        walk(MADE_UP, Kind::Event, schema, 4, text)
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        refused(5, "{}"),
        "schema: schema 5 of “event” is not known to this program, which knows 1 to 4: use the version of Sightline that wrote it, or a newer one"
    );
    assert_eq!(
        refused(0, "{}"),
        "schema: schema 0 of “event” is not known to this program, which knows 1 to 4: use the version of Sightline that wrote it, or a newer one"
    );
    assert_eq!(
        refused(1, "{}"),
        "schema: this program has no step from schema 3 of “event” to the next"
    );
    assert!(refused(1, "{").starts_with(".: EOF"));
}

/// A schema that is replaced without its step would make old records
/// unreadable.
#[test]
fn every_replaced_schema_has_one_step() {
    for &kind in Kind::ALL {
        for schema in 1..kind.schema() {
            let steps = STEPS
                .iter()
                .filter(|(of, from, _)| (*of, *from) == (kind, schema));
            assert_eq!(steps.count(), 1, "{} {schema}", kind.name());
        }
    }
    let needless = STEPS
        .iter()
        .find(|(kind, from, _)| *from == 0 || *from >= kind.schema());
    assert!(needless.is_none());
}
