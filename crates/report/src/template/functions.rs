//! Functions of templates: what the view holds at the paper's moment.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use minijinja::value::{Kwargs, Serde, Value};
use minijinja::{Environment, Error, ErrorKind};
use record::body::{Judgement, Measure, Reading, Unit};
use record::id::EntryId;
use record::kind::{Body, Kind};
use record::state::{Held, Moment, State};
use record::view::SharedView;

use crate::figures;
use crate::journey::Journey;
use crate::wording;

/// Adds them to an environment:
///
/// - `all(kind, field=value, …)`: every entry of a kind whose fields have these
///   values, the earliest first;
/// - `get(name)`: one entry, or none;
/// - `figures([measures])`: the latest published figures ([`figures::latest`]).
///
/// - `journey_marks()`: the reviews in the picture of the journey, in the order
///   of their numbers;
/// - `recent(entries)`: those said or done in the twelve months before.
///
/// An entry is its body's fields with `id`, `effective_on`, `known_on`,
/// `published_on`, and `when`: the day it happened, as a sortable date.
pub(super) fn add(env: &mut Environment<'_>, view: &SharedView, moment: Moment) {
    let view = Arc::new(view.clone());
    let for_all = Arc::clone(&view);
    env.add_function("all", move |kind: &str, wanted: Kwargs| {
        let kind = Kind::named(kind).ok_or_else(|| {
            Error::new(
                ErrorKind::InvalidOperation,
                format!("“{kind}” is not a kind of entry"),
            )
        })?;
        let state = for_all.view().at(moment);
        let mut conditions = Vec::new();
        for name in wanted.args() {
            conditions.push((name.to_owned(), wanted.get::<Value>(name)?));
        }
        Ok(all(&state, kind, &conditions))
    });
    let for_get = Arc::clone(&view);
    env.add_function("get", move |name: &str| {
        let id: EntryId = name
            .parse()
            .map_err(|error| Error::new(ErrorKind::InvalidOperation, format!("{error}")))?;
        let state = for_get.view().at(moment);
        Ok::<_, Error>(state.entry(&id).map(|held| entry(&held)))
    });
    let year_before = a_year_before(moment.effective).to_string();
    env.add_function("recent", move |entries: Vec<Value>| {
        entries
            .into_iter()
            .filter(|entry| {
                entry
                    .get_attr("when")
                    .is_ok_and(|when| when.to_string() >= year_before)
            })
            .collect::<Value>()
    });
    let for_marks = Arc::clone(&view);
    env.add_function("journey_marks", move || {
        let journey = Journey::of(&for_marks.view().at(moment));
        journey
            .reviews
            .into_iter()
            .map(|mark| mark.name)
            .collect::<Vec<_>>()
    });
    env.add_function("figures", move |measures: Vec<String>| {
        let measures: Vec<EntryId> = measures
            .iter()
            .map(|name| {
                name.parse()
                    .map_err(|error| Error::new(ErrorKind::InvalidOperation, format!("{error}")))
            })
            .collect::<Result<_, _>>()?;
        let state = view.view().at(moment);
        Ok::<_, Error>(groups(&state, &measures))
    });
}

/// The same day a year earlier.
fn a_year_before(date: Date) -> Date {
    date.checked_sub(jiff::Span::new().years(1)).unwrap_or(date)
}

fn all(state: &State<'_>, kind: Kind, conditions: &[(String, Value)]) -> Value {
    let mut found: Vec<(String, u64, Value)> = state
        .of_kind(kind)
        .map(|held| {
            let value = entry(&held);
            let when = value.get_attr("when").map(|when| when.to_string());
            (when.unwrap_or_default(), held.meta.seq, value)
        })
        .filter(|(_, _, value)| {
            conditions.iter().all(|(name, wanted)| {
                value.get_attr(name).is_ok_and(|field| {
                    &field == wanted || (field.is_undefined() && wanted.is_none())
                })
            })
        })
        .collect();
    found.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
    found.into_iter().map(|(_, _, value)| value).collect()
}

/// An entry as a template sees it.
fn entry(held: &Held<'_, Body>) -> Value {
    let meta = held.meta;
    let mut fields: BTreeMap<String, Value> = BTreeMap::new();
    if let serde_json::Value::Object(body) = held.body.to_json() {
        for (name, value) in body {
            let value = if value.is_null() {
                Value::from(())
            } else {
                Value::from(Serde(value))
            };
            fields.insert(name, value);
        }
    }
    let mut add = |name: &str, value: Value| {
        fields.insert(name.to_owned(), value);
    };
    add("id", meta.id.as_str().into());
    add("kind", meta.id.kind().name().into());
    add("effective_on", meta.effective_on.to_string().into());
    add("known_on", meta.known_on.to_string().into());
    add(
        "published_on",
        meta.published_on
            .map_or(Value::from(()), |date| date.to_string().into()),
    );
    add("when", when(held).into());
    if let Body::Judgement(Judgement { grade, .. }) = held.body {
        add("grade_words", grade.in_words().into());
    }
    Value::from_pairs(fields)
}

/// The day an entry is about, so that entries of different kinds can be put in
/// order and compared with the paper's date.
fn when(held: &Held<'_, Body>) -> String {
    let date = match held.body {
        Body::Review(review) => review.ends.unwrap_or(review.starts),
        Body::Meeting(meeting) => meeting.on,
        Body::Event(event) => event.on,
        Body::Decision(decision) => decision.on,
        Body::Intervention(stage) => stage.starts,
        _ => held.meta.effective_on,
    };
    date.counts_as().to_string()
}

fn groups(state: &State<'_>, measures: &[EntryId]) -> Value {
    figures::latest(state, measures, figures::Compared::Note)
        .into_iter()
        .map(|group| {
            let rows: Value = group
                .rows
                .iter()
                .map(|row| {
                    let compared: Value = group
                        .comparators
                        .iter()
                        .map(|comparator| {
                            compared(row.measure.body, row.compared.get(comparator.id()))
                        })
                        .collect();
                    object([
                        ("measure", row.measure.body.short_name.as_str().into()),
                        ("id", row.measure.id().as_str().into()),
                        ("latest", figure(row.measure.body, Some(&row.latest))),
                        ("before", figure(row.measure.body, row.before.as_ref())),
                        ("compared", compared),
                    ])
                })
                .collect();
            let names: Value = group
                .comparators
                .iter()
                .map(|comparator| Value::from(comparator.body.short_name.as_str()))
                .collect();
            object([
                ("to", group.to.to_string().into()),
                (
                    "before",
                    group
                        .before
                        .map_or(Value::from(()), |day| day.to_string().into()),
                ),
                ("comparators", names),
                ("rows", rows),
            ])
        })
        .collect()
}

/// A figure with its link and note, or a dash where none is held.
fn figure(measure: &Measure, reading: Option<&Held<'_, Reading>>) -> Value {
    reading.map_or_else(
        || Value::from_safe_string("not held".to_owned()),
        |reading| {
            Value::from_safe_string(format!(
                "[{}](entry:{id})[note](note:{id})",
                super::escaped(&wording::value(reading.body, measure)),
                id = reading.id()
            ))
        },
    )
}

/// A comparator's figure. Numbers of children of areas of other sizes are not
/// set beside each other; the template says what the dash means.
fn compared(measure: &Measure, reading: Option<&Held<'_, Reading>>) -> Value {
    if measure.unit == Unit::Count {
        Value::from("–")
    } else {
        figure(measure, reading)
    }
}

fn object<const N: usize>(fields: [(&'static str, Value); N]) -> Value {
    Value::from_pairs(fields)
}
