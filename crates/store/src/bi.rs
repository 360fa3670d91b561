//! Plain tables beside the record, for people who read with SQL: a schema of
//! their own, and a role that can read it and nothing else.

use crate::db::Value;
use crate::error::StoreError;
use crate::home::Address;
use crate::open::Access;
use crate::server;

/// A table, filled anew each time.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// Its columns, with their names and kinds.
    pub columns: &'static [(&'static str, Column)],
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// Text.
    Text,
    /// A number.
    Number,
    /// A day.
    Day,
    /// Yes or no.
    YesNo,
}

impl Column {
    const fn sql(self) -> &'static str {
        match self {
            Self::Text => "TEXT",
            Self::Number => "NUMERIC",
            Self::Day => "DATE",
            Self::YesNo => "BOOLEAN",
        }
    }
}

/// Makes the schema and the role, where this user may: without that right they
/// are left as they are.
const BEGIN: &str = "SELECT pg_advisory_xact_lock(7525166);
CREATE SCHEMA IF NOT EXISTS sightline_bi;
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'sightline_bi') THEN
        CREATE ROLE sightline_bi NOLOGIN;
    END IF;
EXCEPTION WHEN insufficient_privilege THEN NULL;
END $$";

/// Lets the role read these tables. It can read nothing else of the record.
const GRANT: &str = "DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'sightline_bi') THEN
        GRANT USAGE ON SCHEMA sightline_bi TO sightline_bi;
        GRANT SELECT ON ALL TABLES IN SCHEMA sightline_bi TO sightline_bi;
    END IF;
END $$";

/// Empties the tables and has them filled again, all at one moment: whoever
/// reads meanwhile sees the old rows until the new are there, and views that
/// people made of them stay.
///
/// `fill` is given a function that takes a table's name and rows of it, as a
/// JSON array of objects that name their columns.
///
/// # Errors
/// The database holds no record, or cannot be written; then nothing is changed.
pub fn rebuild(
    address: &Address,
    tables: &[Table],
    fill: impl FnOnce(
        &mut dyn FnMut(&'static str, &str) -> Result<(), StoreError>,
    ) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let db = server::connect(address, Access::Write)?;
    db.write(|| {
        db.run(BEGIN)?;
        for table in tables {
            let name = table.name;
            db.run(&format!("CREATE TABLE IF NOT EXISTS sightline_bi.{name} ()"))?;
            for (column, of) in table.columns {
                let of = of.sql();
                db.run(&format!(
                    "ALTER TABLE sightline_bi.{name} ADD COLUMN IF NOT EXISTS {column} {of}"
                ))?;
            }
            db.run(&format!("DELETE FROM sightline_bi.{name}"))?;
        }
        fill(&mut |name, rows| {
            let insert = format!(
                "INSERT INTO sightline_bi.{name} SELECT * FROM json_populate_recordset(NULL::sightline_bi.{name}, $1::text::json)"
            );
            db.execute_once(&insert, &[Value::Text(rows)])
        })?;
        db.run(GRANT)
    })
}
