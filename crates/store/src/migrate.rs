//! The layout of the database and how an older one becomes the present one.

use record::entry::Digest;
use sha2::{Digest as _, Sha256};

use crate::db::{Db, Value};
use crate::edge::Edge;
use crate::error::StoreError;
use crate::statements;

/// One step, never edited once it is released.
pub(crate) struct Migration {
    /// Its number, from 1 without gaps.
    pub(crate) version: u32,
    /// What it does, in SQLite.
    sqlite: &'static str,
    /// Notes the number in the file's header, where SQLite keeps it, so that a
    /// newer file is recognised before it is opened.
    mark: &'static str,
    /// What it does, in PostgreSQL.
    postgres: &'static str,
}

/// Every step there ever was, in order.
const MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    sqlite: include_str!("../schema/0001.sql"),
    mark: "PRAGMA user_version = 1",
    postgres: include_str!("../schema/0001.postgres.sql"),
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

const MIGRATION_TABLE_OF_POSTGRES: &str = "CREATE TABLE IF NOT EXISTS migration (
    version BIGINT NOT NULL PRIMARY KEY,
    checksum TEXT NOT NULL,
    applied_at TEXT NOT NULL
)";

/// Makes the schema a connection to PostgreSQL looks in first.
const MAKE_SCHEMA: &str = "DO $$ BEGIN
    EXECUTE 'CREATE SCHEMA IF NOT EXISTS ' || current_setting('search_path');
END $$";

impl Migration {
    fn sql(&self, db: &Db) -> &'static str {
        match db {
            Db::Sqlite(_) => self.sqlite,
            Db::Postgres(_) => self.postgres,
        }
    }

    fn checksum(&self, db: &Db) -> String {
        Digest(Sha256::digest(self.sql(db).as_bytes()).into()).to_string()
    }
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
        let bad = |bad: crate::db::BadColumn| bad.of("migration", "");
        let version = u32::try_from(row.number(0).map_err(bad)?).unwrap_or(u32::MAX);
        match known.iter().find(|step| step.version == version) {
            Some(step) if step.checksum(db) == row.text(1).map_err(bad)? => last = version,
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
            file: db.name().to_owned(),
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
        begin(db)?;
        let present = present_of(db, steps)?;
        for step in steps.iter().filter(|step| step.version > present) {
            db.run(step.sql(db))?;
            db.execute(
                statements::ADD_MIGRATION,
                &[
                    Value::Number(step.version.into()),
                    Value::Text(&step.checksum(db)),
                    Value::Text(&edge.now().to_string()),
                ],
            )?;
            if let Db::Sqlite(_) = db {
                db.run(step.mark)?;
            }
        }
        Ok(())
    })
}

/// What comes before the first step: nobody else takes it meanwhile, and the
/// steps can be noted.
fn begin(db: &Db) -> Result<(), StoreError> {
    match db {
        Db::Sqlite(_) => db.run(MIGRATION_TABLE),
        Db::Postgres(_) => {
            db.execute(statements::MIGRATING, &[])?;
            db.run(MAKE_SCHEMA)?;
            db.run(MIGRATION_TABLE_OF_POSTGRES)
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed step should fail the test")]
    use super::*;
    use crate::home::Address;
    use crate::postgresql;
    use crate::sqlite::{Connection, Mode};

    /// An empty database, gone at the end of the test.
    struct Empty {
        db: Db,
        _dir: Option<tempfile::TempDir>,
    }

    impl Drop for Empty {
        fn drop(&mut self) {
            if let Db::Postgres(_) = self.db {
                self.db.run("DROP SCHEMA sightline_steps CASCADE").unwrap();
            }
        }
    }

    /// A database of each engine, in a server's case if one is named.
    fn empty() -> Vec<Empty> {
        let dir = tempfile::tempdir().unwrap();
        let file = Connection::open(&dir.path().join("x.db"), Mode::Create).unwrap();
        let mut all = vec![Empty {
            db: Db::Sqlite(file),
            _dir: Some(dir),
        }];
        if let Ok(server) = std::env::var("SIGHTLINE_TEST_POSTGRES") {
            let config = postgresql::config(&Address::new(&server, None)).unwrap();
            let open = |schema| postgresql::Connection::open(&config, "x".as_ref(), schema, true);
            let db = Db::Postgres(Box::new(open("sightline_steps").unwrap()));
            // One test at a time, and none finds what another left.
            db.run("SELECT pg_advisory_lock(1); DROP SCHEMA IF EXISTS sightline_steps CASCADE")
                .unwrap();
            all.push(Empty { db, _dir: None });
        } else {
            println!("skipped: PostgreSQL: SIGHTLINE_TEST_POSTGRES names no server");
        }
        for empty in &all {
            run(&empty.db, &Edge::system()).unwrap();
        }
        all
    }

    #[test]
    fn every_statement_can_be_prepared_and_numbers_its_parameters_in_order() {
        for Empty { db, .. } in &empty() {
            for sql in statements::ALL {
                assert!(db.prepare_only(sql).unwrap(), "{sql}");
            }
            if let Db::Postgres(_) = db {
                for sql in statements::OF_POSTGRES {
                    assert!(db.prepare_only(sql).unwrap(), "{sql}");
                }
            }
        }
    }

    #[test]
    fn steps_are_numbered_without_gaps_and_marked_with_their_number() {
        for (at, step) in MIGRATIONS.iter().enumerate() {
            assert_eq!(step.version as usize, at + 1);
            assert_eq!(step.mark, format!("PRAGMA user_version = {}", step.version));
        }
    }

    /// Another step behind the first.
    fn two_steps(second: &'static str) -> [Migration; 2] {
        let first = &MIGRATIONS[0];
        [
            Migration { ..*first },
            Migration {
                version: 2,
                sqlite: second,
                mark: "PRAGMA user_version = 2",
                postgres: second,
            },
        ]
    }

    #[test]
    fn an_older_database_is_brought_up_to_date_once() {
        for Empty { db, .. } in &empty() {
            let steps = two_steps("CREATE TABLE another (digest TEXT NOT NULL PRIMARY KEY)");
            run_steps(db, &Edge::system(), &steps).unwrap();
            run_steps(db, &Edge::system(), &steps).unwrap();
            assert_eq!(present_of(db, &steps).unwrap(), 2);
            assert!(
                matches!(
                    present(db),
                    Err(StoreError::Newer {
                        database: 2,
                        program: 1,
                        ..
                    })
                ),
                "a program that knows only the first step refuses it"
            );
        }
    }

    #[test]
    fn a_step_that_fails_changes_nothing() {
        for Empty { db, .. } in &empty() {
            let steps = two_steps("CREATE TABLE other (x TEXT); CREATE TABLE entry (x TEXT)");
            assert!(run_steps(db, &Edge::system(), &steps).is_err());
            assert_eq!(present(db).unwrap(), 1);
            assert!(db.prepare_only("SELECT x FROM other").is_err());
        }
    }

    #[test]
    fn a_step_edited_after_its_release_is_noticed() {
        for Empty { db, .. } in &empty() {
            db.run("UPDATE migration SET checksum = 'x'").unwrap();
            assert!(matches!(present(db), Err(StoreError::Inconsistent { .. })));
        }
    }
}
