//! Functions of templates: what the view holds at the paper's moment.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

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
use crate::measured::Measured;
use crate::statements::Statements;
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
    let shelf = Shelf::new(Arc::clone(&view), moment);
    env.add_function("all", move |kind: &str, wanted: Kwargs| {
        let kind = Kind::named(kind).ok_or_else(|| {
            Error::new(
                ErrorKind::InvalidOperation,
                format!("“{kind}” is not a kind of entry"),
            )
        })?;
        let mut conditions = Vec::new();
        for name in wanted.args() {
            conditions.push((name.to_owned(), wanted.get::<Value>(name)?));
        }
        Ok(chosen(&shelf.all(kind), &conditions))
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
    let for_charts = Arc::clone(&view);
    env.add_function("figures", move |measures: Vec<String>| {
        let state = view.view().at(moment);
        Ok::<_, Error>(groups(&state, &ids(&measures)?))
    });
    env.add_function("charts", move |measures: Vec<String>| {
        let state = for_charts.view().at(moment);
        let measured: Vec<Measured<'_>> = ids(&measures)?
            .iter()
            .filter_map(|id| Some(Measured::of(&state, state.get(id)?, None)))
            .collect();
        let statements = Statements::of(&measured, None);
        Ok::<_, Error>(Value::from(Serde(&statements)))
    });
}

/// Measures as a template names them.
fn ids(measures: &[String]) -> Result<Vec<EntryId>, Error> {
    measures
        .iter()
        .map(|name| {
            name.parse()
                .map_err(|error| Error::new(ErrorKind::InvalidOperation, format!("{error}")))
        })
        .collect()
}

/// The same day a year earlier.
fn a_year_before(date: Date) -> Date {
    date.checked_sub(jiff::Span::new().years(1)).unwrap_or(date)
}

/// The entries of each kind a template has asked for: templates ask for the same
/// kind many times.
struct Shelf {
    view: Arc<SharedView>,
    moment: Moment,
    kinds: Mutex<HashMap<Kind, Arc<[Value]>>>,
}

impl Shelf {
    fn new(view: Arc<SharedView>, moment: Moment) -> Self {
        Self {
            view,
            moment,
            kinds: Mutex::default(),
        }
    }

    /// Every entry of a kind, the earliest first.
    fn all(&self, kind: Kind) -> Arc<[Value]> {
        let mut kinds = self.kinds.lock().unwrap_or_else(PoisonError::into_inner);
        let entries = kinds.entry(kind).or_insert_with(|| {
            let state = self.view.view().at(self.moment);
            let mut found: Vec<(String, u64, Value)> = state
                .of_kind(kind)
                .map(|held| (when(&held), held.meta.seq, entry(&held)))
                .collect();
            found.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
            found.into_iter().map(|(_, _, value)| value).collect()
        });
        Arc::clone(entries)
    }
}

/// Those of the entries whose fields have these values.
fn chosen(entries: &[Value], conditions: &[(String, Value)]) -> Value {
    let fits = |entry: &Value| {
        conditions.iter().all(|(name, wanted)| {
            entry
                .get_attr(name)
                .is_ok_and(|field| &field == wanted || (field.is_undefined() && wanted.is_none()))
        })
    };
    entries
        .iter()
        .filter(|entry| fits(entry))
        .cloned()
        .collect()
}

/// An entry as a template sees it: its body's fields, and what is known about
/// the version that holds.
fn entry(held: &Held<'_, Body>) -> Value {
    let meta = held.meta;
    let grade = match held.body {
        Body::Judgement(Judgement { grade, .. }) => Value::from(grade.in_words()),
        _ => Value::from(()),
    };
    let published = meta
        .published_on
        .map_or(Value::from(()), |date| date.to_string().into());
    let about: [(&'static str, Value); 7] = [
        ("id", meta.id.as_str().into()),
        ("kind", meta.id.kind().name().into()),
        ("effective_on", meta.effective_on.to_string().into()),
        ("known_on", meta.known_on.to_string().into()),
        ("published_on", published),
        ("when", when(held).into()),
        ("grade_words", grade),
    ];
    let body = Value::from(Serde(held.body));
    let fields = body.try_iter().into_iter().flatten().map(|name| {
        let value = body.get_item(&name).unwrap_or_default();
        (name, value)
    });
    Value::from_pairs(fields.chain(about.map(|(name, value)| (Value::from(name), value))))
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
            let hidden = group
                .rows
                .iter()
                .flat_map(|row| [Some(row.latest), row.before])
                .flatten()
                .find_map(|reading| crate::disclosed::symbol(state, &reading));
            object([
                ("hidden", hidden.map_or(Value::from(()), Value::from)),
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
