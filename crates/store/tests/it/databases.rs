//! Databases that cannot be used as asked: each is told apart, and left as it
//! was; and what only a server can do: go away and come back, or be busy.

use std::io::Write as _;
use std::net::TcpListener;
use std::time::Duration;

use store::{
    Access, Address, AppendError, ArchiveError, Home, Records, Store, StoreError, restore,
};

use crate::support::*;

fn refusal(url: &str, access: Access) -> StoreError {
    let home = Home::Database(Address::new(url, None));
    let error = Store::open(home, access, edge()).unwrap_err();
    let text = error.to_string();
    assert!(!text.contains('\n') && !text.contains("secret"), "{text}");
    error
}

/// An empty database.
fn database(engine: &Engine) -> Database {
    match engine {
        Engine::Postgres(server) => Database::new(server, ""),
        Engine::Sqlite => panic!("not a server"),
    }
}

#[test]
fn what_is_no_address_is_refused() {
    for url in [
        "postgres://",
        "postgres://db/sightline",
        "postgres://me@db:port/x",
        "here",
        "postgres://me:secret@db/x?sslmode=perhaps",
    ] {
        let error = refusal(url, Access::Create);
        assert!(
            matches!(error, StoreError::BadAddress { .. }),
            "{url}: {error}"
        );
    }
}

#[test]
fn what_is_not_there_or_is_no_postgresql_cannot_be_reached() {
    // A port that was free a moment ago.
    let free = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let error = refusal(&format!("postgres://me:secret@{free}/x"), Access::Create);
    assert!(matches!(error, StoreError::Unreachable { .. }), "{error}");

    let other = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = other.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in other.incoming() {
            let _ = stream
                .unwrap()
                .write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
        }
    });
    let error = refusal(&format!("postgres://me:secret@{address}/x"), Access::Read);
    assert!(matches!(error, StoreError::Unreachable { .. }), "{error}");
}

#[test]
fn a_wrong_name_or_database_is_told_as_such() {
    on_postgres(|engine| {
        let url = database(engine).url();
        let nobody = url.replace("sightline@", "nobody:secret@");
        let error = refusal(&nobody, Access::Create);
        assert!(matches!(error, StoreError::Denied { .. }), "{error}");
        assert!(error.to_string().contains("nobody"), "{error}");
        let error = refusal(&format!("{url}_gone"), Access::Create);
        assert!(matches!(error, StoreError::Denied { .. }), "{error}");
        assert!(error.to_string().contains("does not exist"), "{error}");
    });
}

#[test]
fn a_database_without_a_record_is_left_so_unless_one_is_to_be_made() {
    on_postgres(|engine| {
        let empty = database(engine);
        for access in [Access::Read, Access::Write] {
            let error = refusal(&empty.url(), access);
            assert!(matches!(error, StoreError::NoRecord(_)), "{error}");
        }
        assert!(empty.schemas().is_empty());
        open(empty.home(), Access::Create);
        assert_eq!(empty.schemas(), ["sightline"]);
        open(empty.home(), Access::Create);
    });
}

#[test]
fn a_newer_or_foreign_database_or_one_in_another_encoding_is_left_as_it_is() {
    on_postgres(|engine| {
        let newer = database(engine);
        small_record(newer.home());
        let mut client = newer.client();
        client
            .batch_execute("INSERT INTO migration VALUES (7, 'x', 'then')")
            .unwrap();
        for access in [Access::Read, Access::Write, Access::Create] {
            let error = refusal(&newer.url(), access);
            let numbers = matches!(
                error,
                StoreError::Newer {
                    database: 7,
                    program: 1,
                    ..
                }
            );
            assert!(numbers, "{error}");
        }

        let foreign = database(engine);
        foreign
            .client()
            .batch_execute("CREATE SCHEMA sightline; CREATE TABLE sightline.entry (mine TEXT)")
            .unwrap();
        for access in [Access::Read, Access::Create] {
            let error = refusal(&foreign.url(), access);
            assert!(matches!(error, StoreError::NotOurs(_)), "{error}");
        }

        let Engine::Postgres(server) = engine else {
            panic!("not a server")
        };
        let latin = Database::new(server, "ENCODING 'LATIN1' TEMPLATE template0 LOCALE 'C'");
        let error = refusal(&latin.url(), Access::Create);
        assert!(matches!(error, StoreError::Unsuitable { .. }), "{error}");
        assert!(latin.schemas().is_empty());
    });
}

#[test]
fn a_newer_program_that_comes_meanwhile_stops_this_one_from_writing() {
    on_postgres(|engine| {
        let at = database(engine);
        let store = {
            small_record(at.home());
            Store::open(at.home(), Access::Write, edge()).unwrap()
        };
        at.client()
            .batch_execute("INSERT INTO migration VALUES (2, 'x', 'now')")
            .unwrap();
        let error = Records::new(store).map(drop).unwrap_err();
        assert!(matches!(error, StoreError::Newer { .. }), "{error}");
    });
}

/// Ends every connection of the program to the database.
fn cut(at: &Database) -> i64 {
    let sql = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'sightline'";
    at.client().query_one(sql, &[]).unwrap().get(0)
}

#[test]
fn lost_connections_are_replaced_at_the_next_page_and_the_next_append() {
    on_postgres(|engine| {
        let at = database(engine);
        let records = small_record(at.home());
        for n in 0..5 {
            assert!(cut(&at) >= 2);
            let coventry = records.programme(&authority("coventry")).unwrap();
            assert_eq!(coventry.head().seq, 11 + n);
            let line = event("coventry", &format!("after-{n}"), "After");
            records.append(drafts(&line)).unwrap();
        }
        records.store().verify(None, &|_| ()).unwrap();
    });
}

#[test]
fn while_one_writer_hangs_others_are_told_and_pages_go_on() {
    on_postgres(|engine| {
        let at = database(engine);
        let records = small_record(at.home());
        let append = |name: &str| records.append(drafts(&event("coventry", name, "At once")));
        let mut hanging = at.client();
        let mut begun = hanging.transaction().unwrap();
        begun
            .execute(
                "SELECT FROM head WHERE authority = 'coventry' FOR UPDATE",
                &[],
            )
            .unwrap();
        std::thread::scope(|scope| {
            let waiting = ["one", "two"].map(|name| scope.spawn(move || append(name)));
            std::thread::sleep(Duration::from_millis(500));
            let crowded = append("three").unwrap_err();
            assert!(
                matches!(
                    crowded,
                    AppendError::Store(StoreError::Crowded { connections: 2, .. })
                ),
                "{crowded}"
            );
            assert_eq!(
                records
                    .programme(&authority("coventry"))
                    .unwrap()
                    .head()
                    .seq,
                11
            );
            drop(begun);
            for waited in waiting {
                waited.join().unwrap().unwrap();
            }
        });
        append("three").unwrap();
        records.store().verify(None, &|_| ()).unwrap();
    });
}

#[test]
fn writers_of_several_authorities_in_any_order_do_not_stop_each_other() {
    on_each_engine(|engine| {
        let at = engine.empty();
        let records = [small_record(&at), open(&at, Access::Write)];
        std::thread::scope(|scope| {
            for (writer, records) in records.iter().enumerate() {
                scope.spawn(move || {
                    for n in 0..20 {
                        let mut lines = ["birmingham", "coventry", "new-town"]
                            .map(|of| event(of, &format!("w{writer}-{n}"), "At once"));
                        if writer == 1 {
                            lines.reverse();
                        }
                        records.append(drafts(&lines.join("\n"))).unwrap();
                    }
                });
            }
        });
        records[0].store().verify(None, &|_| ()).unwrap();
        let new = records[1].programme(&authority("new-town")).unwrap();
        assert_eq!(new.head().seq, 40);
    });
}

#[test]
fn a_refused_first_batch_begins_no_record() {
    on_each_engine(|engine| {
        let at = engine.empty();
        let records = small_record(&at);
        let wrong = event("new-town", "x", "x").replace("governance", "unheard-of");
        assert!(matches!(
            records.append(drafts(&wrong)),
            Err(AppendError::Refused(_))
        ));
        assert_eq!(records.authorities().unwrap().len(), 2);
        records.store().verify(None, &|_| ()).unwrap();
    });
}

#[test]
fn what_a_cut_off_restore_left_is_no_hindrance_and_two_do_not_meet() {
    on_postgres(|engine| {
        let dir = tempfile::tempdir().unwrap();
        let from = tempfile::tempdir().unwrap();
        let backup = dir.path().join("b.zip");
        small_record(from.path())
            .store()
            .backup(&backup, |_| ())
            .unwrap();
        let to = database(engine);
        let mut other = to.client();
        other
            .batch_execute("CREATE SCHEMA sightline_unfinished; CREATE TABLE sightline_unfinished.head (x TEXT); SELECT pg_advisory_lock(7525165)")
            .unwrap();
        let busy = restore(&backup, to.home(), None, edge(), |_| ()).unwrap_err();
        assert!(
            matches!(busy, ArchiveError::Store(StoreError::Busy { .. })),
            "{busy}"
        );
        drop(other);
        std::thread::sleep(Duration::from_millis(200));
        restore(&backup, to.home(), None, edge(), |_| ()).unwrap();
        assert_eq!(to.schemas(), ["sightline"]);
    });
}

#[test]
fn an_authority_given_its_own_partition_keeps_its_record() {
    on_postgres(|engine| {
        let at = database(engine);
        let records = small_record(at.home());
        let export = exported(records.store());
        let document = include_str!("../../../../docs/running-at-scale.md");
        let (_, block) = document.split_once("```sql\n-- A partition").unwrap();
        let (block, _) = block.split_once("```").unwrap();
        at.client().batch_execute(&format!("-- {block}")).unwrap();
        let own: i64 = at
            .client()
            .query_one("SELECT count(*) FROM entry_coventry", &[])
            .unwrap()
            .get(0);
        assert_eq!(own, 11);
        assert_eq!(exported(records.store()), export);
        records
            .append(drafts(&event("coventry", "in-its-own", "Own")))
            .unwrap();
        records.append(drafts(&erasure("board"))).unwrap();
        records.store().verify(None, &|_| ()).unwrap();
    });
}

#[test]
fn with_little_memory_the_records_take_turns_and_say_the_same() {
    on_each_engine(|engine| {
        let at = engine.empty();
        let all = small_record(&at);
        let store = Store::open(&at, Access::Read, edge()).unwrap();
        let few = Records::with_memory(store, 1).unwrap();
        for _ in 0..3 {
            for name in ["birmingham", "coventry"] {
                let expected = all.programme(&authority(name)).unwrap().head();
                assert_eq!(few.programme(&authority(name)).unwrap().head(), expected);
                assert_eq!(few.in_memory().0, 1);
            }
        }
        assert_eq!(all.in_memory().0, 2);
    });
}

#[test]
fn every_authority_is_listed_with_what_it_says_of_itself_alone() {
    on_each_engine(|engine| {
        let at = engine.empty();
        let records = small_record(&at);
        let line = r#"{"authority":"coventry","id":"authority/coventry","effective_on":"2017-06","known_on":"2017-06","published_on":"2017-06","classification":"public","recorded_by":"post-7","body":{"name":"Testshire Council","place":"Testshire","gss_code":"E08000099","dfe_code":"399","region":"West Midlands","notice":"Made up for tests.","sources":[]}}"#;
        let draft = drafts(line);
        records.append(draft).unwrap();
        let profiles = records.profiles().unwrap();
        let seen: Vec<(&str, u64)> = profiles
            .iter()
            .map(|profile| (profile.authority().as_str(), profile.head().seq))
            .collect();
        assert_eq!(seen, [("birmingham", 0), ("coventry", 12)]);
    });
}
