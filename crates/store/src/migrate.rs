//! The layout of the database and how an older one becomes the present one.

use record::entry::Digest;
use sha2::{Digest as _, Sha256};

use crate::edge::Edge;
use crate::error::StoreError;
use crate::sqlite::{Db, Value};
use crate::statements;

/// One step, never edited once it is released.
pub(crate) struct Migration {
    /// Its number, from 1 without gaps.
    pub(crate) version: u32,
    /// What it does.
    sql: &'static str,
    /// Notes the number in the file's header, where SQLite keeps it, so that a
    /// newer file is recognised before it is opened.
    mark: &'static str,
}

/// Every step there ever was, in order.
const MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    sql: include_str!("../schema/0001.sql"),
    mark: "PRAGMA user_version = 1",
}];

/// The newest layout this program knows.
pub(crate) fn newest() -> u32 {
    MIGRATIONS.last().map_or(0, |migration| migration.version)
}

const MIGRATION_TABLE: &str = "CREATE TABLE IF NOT EXISTS migration (
    version INTEGER NOT NULL PRIMARY KEY,
    checksum TEXT NOT NULL,
    applied_at TEXT NOT NULL
) STRICT";

fn checksum(migration: &Migration) -> String {
    Digest(Sha256::digest(migration.sql.as_bytes()).into()).to_string()
}

/// Which layout the database has.
///
/// # Errors
/// It is newer than this program, or says it was made by steps other than this
/// program's.
pub(crate) fn present(db: &Db) -> Result<u32, StoreError> {
    present_of(db, MIGRATIONS)
}

fn present_of(db: &Db, known: &[Migration]) -> Result<u32, StoreError> {
    let mut last = 0;
    let mut newer = None;
    db.query(statements::MIGRATIONS, &[], |row| {
        let bad = |bad: crate::sqlite::BadColumn| bad.of("migration", "");
        let version = u32::try_from(row.number(0).map_err(bad)?).unwrap_or(u32::MAX);
        match known.iter().find(|step| step.version == version) {
            Some(step) if checksum(step) == row.text(1).map_err(bad)? => last = version,
            Some(_) => {
                return Err(StoreError::Inconsistent {
                    table: "migration",
                    column: "checksum".to_owned(),
                    key: format!("version {version}"),
                    reason: "is not the step this program knows by that number".to_owned(),
                });
            }
            None => newer = Some(version),
        }
        Ok(())
    })?;
    match newer {
        Some(database) => Err(StoreError::Newer {
            file: db.file().to_owned(),
            database,
            program: known.last().map_or(0, |step| step.version),
        }),
        None => Ok(last),
    }
}

/// Brings a database up to the present layout, all steps or none.
pub(crate) fn run(db: &Db, edge: &Edge) -> Result<(), StoreError> {
    run_steps(db, edge, MIGRATIONS)
}

fn run_steps(db: &Db, edge: &Edge, steps: &[Migration]) -> Result<(), StoreError> {
    db.write(|| {
        db.pragma(MIGRATION_TABLE)?;
        let present = present_of(db, steps)?;
        for step in steps.iter().filter(|step| step.version > present) {
            db.pragma(step.sql)?;
            db.execute(
                statements::ADD_MIGRATION,
                &[
                    Value::Number(step.version.into()),
                    Value::Text(&checksum(step)),
                    Value::Text(&edge.now().to_string()),
                ],
            )?;
            db.pragma(step.mark)?;
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed step should fail the test")]
    use super::*;
    use crate::sqlite::Mode;

    fn empty() -> (tempfile::TempDir, Db) {
        let dir = tempfile::tempdir().unwrap();
        let db = Db::open(&dir.path().join("x.db"), Mode::Create).unwrap();
        run(&db, &Edge::system()).unwrap();
        (dir, db)
    }

    #[test]
    fn every_statement_can_be_prepared_and_numbers_its_parameters_in_order() {
        let (_dir, db) = empty();
        for sql in statements::ALL {
            assert!(db.prepare_only(sql).unwrap(), "{sql}");
        }
    }

    #[test]
    fn steps_are_numbered_without_gaps_and_marked_with_their_number() {
        for (at, step) in MIGRATIONS.iter().enumerate() {
            assert_eq!(step.version as usize, at + 1);
            assert_eq!(step.mark, format!("PRAGMA user_version = {}", step.version));
        }
    }

    fn two_steps(second: &'static str) -> [Migration; 2] {
        let step = |version, sql, mark| Migration { version, sql, mark };
        [
            step(1, MIGRATIONS[0].sql, MIGRATIONS[0].mark),
            step(2, second, "PRAGMA user_version = 2"),
        ]
    }

    #[test]
    fn an_older_database_is_brought_up_to_date_once() {
        let (_dir, db) = empty();
        let steps = two_steps("CREATE TABLE blob (digest BLOB NOT NULL PRIMARY KEY) STRICT");
        run_steps(&db, &Edge::system(), &steps).unwrap();
        run_steps(&db, &Edge::system(), &steps).unwrap();
        assert_eq!(present_of(&db, &steps).unwrap(), 2);
        assert!(
            matches!(
                present(&db),
                Err(StoreError::Newer {
                    database: 2,
                    program: 1,
                    ..
                })
            ),
            "a program that knows only the first step refuses it"
        );
    }

    #[test]
    fn a_step_that_fails_changes_nothing() {
        let (_dir, db) = empty();
        let steps = two_steps("CREATE TABLE other (x TEXT) STRICT; CREATE TABLE entry (x TEXT)");
        assert!(run_steps(&db, &Edge::system(), &steps).is_err());
        assert_eq!(present(&db).unwrap(), 1);
        assert!(db.prepare_only("SELECT x FROM other").is_err());
    }

    #[test]
    fn a_step_edited_after_its_release_is_noticed() {
        let (_dir, db) = empty();
        db.pragma("UPDATE migration SET checksum = 'x'").unwrap();
        assert!(matches!(present(&db), Err(StoreError::Inconsistent { .. })));
    }
}
