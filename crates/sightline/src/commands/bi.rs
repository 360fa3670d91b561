//! `sightline bi`: plain tables of what the Board may see, for people with
//! Power BI.

mod tables;

use record::delivery::standing;
use record::state::{Moment, State};
use record::view::Audience;
use serde_json::{Map, Value};
use store::{Access, Edge, Home, Records, Store};

use self::tables::{Filled, TABLES};
use crate::arguments::{Bi, address};
use crate::clock;
use crate::failure::Failure;
use crate::progress::Progress;

/// How many rows go to the database at once.
const AT_ONCE: usize = 1_000;

/// Fills the tables anew.
pub(crate) fn bi(arguments: &Bi) -> Result<(), Failure> {
    let address = address(&arguments.database);
    let home = Home::Database(address.clone());
    let records = Records::new(Store::open(&home, Access::Read, Edge::system())?)?;
    let authorities = records.authorities()?;
    let moment = Moment::on(clock::today());
    let progress = Progress::of("authorities");
    let tables: Vec<store::bi::Table> = TABLES.iter().map(|filled| filled.table).collect();
    let mut rows = 0;
    store::bi::rebuild(&address, &tables, |put| {
        for (at, authority) in authorities.iter().enumerate() {
            let programme = records.programme(authority)?;
            report::disclosed::audited(&programme);
            let state = programme.view_for(Audience::Board).at(moment);
            for filled in TABLES {
                let found = of_table(filled, state);
                rows += found.len();
                for some in found.chunks(AT_ONCE) {
                    put(filled.table.name, &Value::from(some).to_string())?;
                }
            }
            progress.at(at as u64 + 1);
        }
        Ok(())
    })?;
    progress.end();
    println!("{rows} rows of {} authorities.", authorities.len());
    Ok(())
}

/// The rows of a table in a state.
fn of_table(filled: &Filled, state: State<'_>) -> Vec<Value> {
    let columns = filled.table.columns;
    let row = |held: record::state::Held<'_, record::kind::Body>| {
        let body = held.body.to_json();
        let mut row = Map::new();
        for (column, of) in columns {
            let said = body
                .get(filled.field(column))
                .map_or(Value::Null, |value| plain(value, *of));
            row.insert((*column).to_owned(), said);
        }
        let meta = held.meta;
        let mut about = |column: &str, value: Value| row.insert(column.to_owned(), value);
        about("authority", meta.authority.as_str().into());
        about("id", meta.id.as_str().into());
        about("known_on", meta.known_on.counts_as().to_string().into());
        about(
            "effective_on",
            meta.effective_on.counts_as().to_string().into(),
        );
        about("classification", meta.classification.to_string().into());
        Value::Object(row)
    };
    let mut rows: Vec<Value> = state.of_kind(filled.kind).map(row).collect();
    if filled.kind == record::kind::Kind::Action {
        for (row, action) in rows.iter_mut().zip(state.all()) {
            stand(row, state, action);
        }
    }
    rows
}

/// Adds where an action stands.
fn stand(row: &mut Value, state: State<'_>, action: record::state::Held<'_, record::body::Action>) {
    let now = standing(state, action);
    let rating = |rated: Option<record::delivery::Rated<'_>>| {
        rated.map_or(Value::Null, |rated| rated.status.label.as_str().into())
    };
    row["due_now"] = now.dates.as_written().into();
    row["times_moved"] = now.dates.times_slipped().into();
    row["days_late"] = now.days_late().into();
    row["delivery"] = rating(now.delivery);
    row["impact"] = rating(now.impact);
    row["owner_post_vacant"] = now.is_unowned().into();
    row["last_update_on"] = now.last_update.map_or(Value::Null, |update| {
        update.body.on.counts_as().to_string().into()
    });
}

/// A field's value as a cell: a list is one text, a day its last possible one.
fn plain(value: &Value, of: store::bi::Column) -> Value {
    use store::bi::Column;
    match (of, value) {
        (_, Value::Null) => Value::Null,
        (Column::Day, Value::String(text)) => text
            .parse::<record::claimed_date::ClaimedDate>()
            .map_or(Value::Null, |date| date.counts_as().to_string().into()),
        (Column::Number, Value::Number(_)) | (Column::YesNo, Value::Bool(_)) => value.clone(),
        // A reading that is suppressed or not there has no number.
        (Column::Number | Column::YesNo | Column::Day, _) => Value::Null,
        (Column::Text, Value::String(text)) => text.as_str().into(),
        (Column::Text, Value::Array(items)) => {
            let items = items.iter().map(|item| match item {
                Value::String(text) => text.clone(),
                other => other.to_string(),
            });
            items.collect::<Vec<_>>().join("; ").into()
        }
        (Column::Text, other) => other.to_string().into(),
    }
}
