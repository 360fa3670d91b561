//! Both engines under load: programs killed, backups while eight write, a
//! PostgreSQL that stops at once and comes back, and two servers on one database.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::support::*;

/// A PostgreSQL server of the test's own, on 127.0.0.1, gone at its end.
struct Cluster {
    dir: TempDir,
    url: String,
}

impl Cluster {
    /// Starts one; `None`, and said so, where PostgreSQL is not installed.
    fn start(test: &str) -> Option<Self> {
        let dir = folder();
        let output = script(&["start", text(dir.path())]);
        if output.status.code() == Some(3) {
            skip(test, "PostgreSQL is not installed");
            return None;
        }
        let err = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{err}");
        let url = String::from_utf8(output.stdout).unwrap().trim().to_owned();
        Some(Self { dir, url })
    }

    fn stop(&self, how: &str) {
        let stopped = script(&["stop", text(self.dir.path()), how]);
        assert!(stopped.status.success());
    }

    fn start_again(&self) {
        assert!(script(&["start", text(self.dir.path())]).status.success());
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        script(&["stop", text(self.dir.path()), "immediate"]);
    }
}

fn script(arguments: &[&str]) -> std::process::Output {
    // To a file: what a server inherits from here stays open while it runs.
    let out = tempfile::NamedTempFile::new().unwrap();
    let mut output = Command::new(workspace().join("ci/postgres.sh"))
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(out.reopen().unwrap())
        .stderr(Stdio::null())
        .status()
        .map(|status| std::process::Output {
            status,
            stdout: Vec::new(),
            stderr: Vec::new(),
        })
        .unwrap();
    output.stdout = std::fs::read(out.path()).unwrap();
    output
}

/// Where a record is: an option and its value.
type At<'a> = [&'a str; 2];

fn export_of(at: At<'_>) -> String {
    sightline(&["export", at[0], at[1]]).done()
}

/// `append`, fed by the test.
struct Append {
    child: Child,
    input: Option<ChildStdin>,
}

impl Append {
    fn start(at: At<'_>) -> Self {
        let mut child = Command::new(PROGRAM)
            .args(["append", at[0], at[1]])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let input = child.stdin.take();
        Self { child, input }
    }
}

/// What was acknowledged: the number printed, and the entry it was printed for.
type Acknowledged = Mutex<Vec<(u64, String)>>;

/// Feeds one `append` entry after entry, each once the one before is
/// acknowledged, until told to stop or until it ends; then it is killed.
fn write(at: At<'_>, name: &str, acknowledged: &Acknowledged, stop: &AtomicBool) {
    let Append { mut child, input } = Append::start(at);
    let mut input = input.unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap()).lines();
    for n in 1.. {
        let id = format!("{name}-{n}");
        if stop.load(Ordering::Relaxed) || writeln!(input, "{}", event(&id, "Under load")).is_err()
        {
            break;
        }
        let Some(Ok(line)) = output.next() else { break };
        let number = line.parse().unwrap();
        let mut acknowledged = acknowledged.lock().unwrap();
        acknowledged.push((number, format!("event/{id}")));
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

/// Everything acknowledged is stored under its number.
fn nothing_lost(at: At<'_>, acknowledged: &Acknowledged, when: &str) -> usize {
    sightline(&["verify", at[0], at[1]]).done();
    let stored = ids(&export_of(at));
    let acknowledged = acknowledged.lock().unwrap();
    for (number, id) in acknowledged.iter() {
        let there = usize::try_from(*number - 1)
            .ok()
            .and_then(|at| stored.get(at));
        assert_eq!(there, Some(id), "{when}: number {number}");
    }
    acknowledged.len()
}

/// Eight write; one is killed, all are; half of the rounds make a backup
/// meanwhile, which restores to what was there at its moment.
fn killed_and_backed_up(at: At<'_>, empty: &dyn Fn() -> (Option<TempDir>, String), option: &str) {
    let dir = folder();
    let kills = times(20, 1_000);
    let backups_every = times(2, 10);
    let mut dice = Dice::new(17);
    let (mut total, mut backups) = (0, 0);
    let acknowledged = Acknowledged::default();
    for round in 0..kills {
        let after = Duration::from_millis(100 + dice.below(400) as u64);
        let backup = dir.path().join(format!("{round}.zip"));
        let stop = AtomicBool::new(false);
        std::thread::scope(|scope| {
            for writer in 0..8 {
                let (acknowledged, stop) = (&acknowledged, &stop);
                let name = format!("r{round}w{writer}");
                scope.spawn(move || write(at, &name, acknowledged, stop));
            }
            std::thread::sleep(after);
            if round % backups_every == 0 {
                sightline(&["backup", text(&backup), at[0], at[1]]).done();
                backups += 1;
            }
            stop.store(true, Ordering::Relaxed);
        });
        if backup.exists() {
            let (_kept, to) = empty();
            sightline(&["restore", text(&backup), option, &to]).done();
            let (whole, part) = (export_of(at), export_of([option, &to]));
            assert!(
                whole.starts_with(&part) && !part.is_empty(),
                "round {round}"
            );
        }
        if round % times(1, 20) == 0 {
            total = nothing_lost(at, &acknowledged, &format!("round {round}"));
        }
    }
    assert!(total > kills * 8, "{total} acknowledged");
    println!(
        "{}: {kills} rounds of 8 writers killed, {backups} backups restored to the same export; {total} entries acknowledged, 0 lost",
        at[0]
    );
}

#[test]
fn eight_writers_killed_and_backed_up_on_sqlite() {
    let dir = folder();
    let data = small(dir.path(), 1);
    let empty = || {
        let dir = folder();
        let to = dir.path().join("to");
        (Some(dir), text(&to).to_owned())
    };
    killed_and_backed_up(["--data", text(&data)], &empty, "--data");
}

#[test]
fn eight_writers_killed_and_backed_up_on_postgresql() {
    let Some(cluster) = Cluster::start("eight writers on PostgreSQL") else {
        return;
    };
    let dir = folder();
    let first = dir.path().join("first.jsonl");
    std::fs::write(&first, events("e", 1)).unwrap();
    let at = ["--database", cluster.url.as_str()];
    sightline(&["import", text(&first), at[0], at[1]]).done();
    // Restored to a folder: an archive of either engine fits both.
    let empty = || {
        let dir = folder();
        let to = dir.path().join("to");
        (Some(dir), text(&to).to_owned())
    };
    killed_and_backed_up(at, &empty, "--data");
    let copy = dir.path().join("copy");
    sightline(&["copy", "--from", &cluster.url, "--to", text(&copy)]).done();
    assert_eq!(exported(&copy), export_of(at));
}

/// Asks for a page until it says this, and how long that took.
#[expect(clippy::disallowed_methods, reason = "the time is what is tested")]
fn until(server: &Server, path: &str, status: &str) -> Duration {
    let begun = Instant::now();
    loop {
        let answer = server.get(path);
        if answer.starts_with(&format!("HTTP/1.1 {status}")) {
            return begun.elapsed();
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "{answer}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn a_postgresql_stopped_at_once_loses_nothing_and_pages_come_back_by_themselves() {
    let Some(cluster) = Cluster::start("PostgreSQL stopped at once") else {
        return;
    };
    let dir = folder();
    let first = dir.path().join("first.jsonl");
    std::fs::write(&first, events("e", 3)).unwrap();
    let at = ["--database", cluster.url.as_str()];
    sightline(&["import", text(&first), at[0], at[1]]).done();
    let server = Server::with(&["serve", "--port", "0", at[0], at[1]]);
    let page = "/coventry/entry/event/e1";
    until(&server, page, "200");
    let acknowledged = Acknowledged::default();
    let stops = times(3, 100);
    let mut dice = Dice::new(23);
    let (mut total, mut slowest) = (0, Duration::ZERO);
    for round in 0..stops {
        let stop = AtomicBool::new(false);
        std::thread::scope(|scope| {
            for writer in 0..4 {
                let (acknowledged, stop) = (&acknowledged, &stop);
                let name = format!("s{round}w{writer}");
                scope.spawn(move || write(at, &name, acknowledged, stop));
            }
            std::thread::sleep(Duration::from_millis(300 + dice.below(500) as u64));
            cluster.stop("immediate");
            stop.store(true, Ordering::Relaxed);
        });
        let away = server.get(page);
        assert!(away.starts_with("HTTP/1.1 503"), "{away}");
        assert!(
            away.to_lowercase().contains("\r\nretry-after: 5\r\n"),
            "{away}"
        );
        assert!(
            away.contains("The record cannot be read at the moment"),
            "{away}"
        );
        assert!(
            !away.contains(&cluster.url) && !away.contains("127.0.0.1:"),
            "{away}"
        );
        until(&server, "/healthz", "503");
        let err = sightline(&["export", at[0], at[1]]).one_line(4);
        assert!(err.contains("cannot be reached"), "{err}");
        cluster.start_again();
        let back = until(&server, page, "200");
        assert!(back < Duration::from_secs(5), "{back:?}");
        slowest = slowest.max(back);
        until(&server, "/healthz", "200");
        total = nothing_lost(at, &acknowledged, &format!("stop {round}"));
    }
    println!(
        "PostgreSQL stopped at once {stops} times under 4 writers: {total} entries acknowledged, 0 lost; pages back {} ms after it at the latest",
        slowest.as_millis()
    );
    assert!(total > stops * 4, "{total} acknowledged");
}

#[test]
fn two_servers_on_one_database_answer_alike_at_once_and_one_goes_on_without_the_other() {
    let Some(cluster) = Cluster::start("two servers on one database") else {
        return;
    };
    let dir = folder();
    let first = dir.path().join("first.jsonl");
    std::fs::write(&first, events("e", 3)).unwrap();
    let at = ["--database", cluster.url.as_str()];
    sightline(&["import", text(&first), at[0], at[1]]).done();
    let start = || Server::with(&["serve", "--port", "0", at[0], at[1]]);
    let (one, other) = (start(), start());
    let body = |server: &Server, path: &str| {
        let answer = server.get(path);
        assert!(answer.starts_with("HTTP/1.1 200"), "{path}: {answer}");
        answer.split_once("\r\n\r\n").unwrap().1.to_owned()
    };
    let Append { mut child, input } = Append::start(at);
    let mut input = input.unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut other = Some(other);
    for n in 1..=40 {
        writeln!(
            input,
            "{}",
            event(&format!("a{n}"), &format!("Appended {n}"))
        )
        .unwrap();
        assert_eq!(output.next().unwrap().unwrap(), (n + 3).to_string());
        for path in [
            format!("/coventry/entry/event/a{n}"),
            "/coventry/timeline".into(),
        ] {
            let said = body(&one, &path);
            assert!(said.contains(&format!("Appended {n}")), "{path}");
            if let Some(other) = &other {
                assert_eq!(said, body(other, &path), "{path}");
            }
        }
        if n == 30 {
            // Killed, as the end of the machine it runs on would.
            other = None;
        }
    }
    drop(input);
    child.wait().unwrap();
    sightline(&["verify", at[0], at[1]]).done();
}

#[test]
fn copy_takes_a_record_to_postgresql_and_back_with_the_same_export() {
    let Some(cluster) = Cluster::start("copy to PostgreSQL and back") else {
        return;
    };
    let dir = folder();
    let data = dir.path().join("data");
    sightline(&["import", &coventry(), "--data", text(&data)]).done();
    let export = exported(&data);
    let url = cluster.url.as_str();
    let told = sightline(&["copy", "--from", text(&data), "--to", url]).done();
    assert!(told.contains(&head(&data).to_string()), "{told}");
    assert_eq!(export_of(["--database", url]), export);
    let back = dir.path().join("back");
    sightline(&["copy", "--from", url, "--to", text(&back)]).done();
    assert_eq!(exported(&back), export);
    let err = sightline(&["copy", "--from", text(&data), "--to", url]).one_line(2);
    assert!(err.contains("is not empty"), "{err}");

    // Each command takes either, and says the same of the same record.
    let both = |arguments: &[&str]| {
        let on = |at: At<'_>| sightline(&[arguments, &at].concat()).done();
        let of_folder = on(["--data", text(&data)]);
        assert_eq!(of_folder, on(["--database", url]), "{arguments:?}");
    };
    both(&["verify"]);
    let out = text(dir.path());
    both(&[
        "report",
        "briefing",
        "--authority",
        "coventry",
        "--as-at",
        "2018-07-19",
        "--format",
        "html,docx,md",
        "--out",
        out,
    ]);
    let names = ["--data", text(&data), "--database", url];
    let err = sightline(&[&["verify"][..], &names].concat()).refused(2);
    assert!(err.contains("cannot be used with"), "{err}");
    sightline(&["verify"]).refused(2);
}

#[test]
fn the_tables_for_power_bi_hold_what_the_board_may_see_and_their_role_reads_nothing_else() {
    let Some(cluster) = Cluster::start("the tables for Power BI") else {
        return;
    };
    let dir = folder();
    let data = dir.path().join("data");
    drop(Server::start("demo", &data));
    let url = cluster.url.as_str();
    sightline(&["copy", "--from", text(&data), "--to", url]).done();
    let mut client = postgres::Client::connect(url, postgres::NoTls).unwrap();
    let count = |client: &mut postgres::Client, sql: &str| -> i64 {
        client.query_one(sql, &[]).unwrap().get(0)
    };
    let secret = event("closed", "For few eyes").replace("\"public\"", "\"restricted\"");
    fed(&["append", "--database", url], &secret).done();
    let told = sightline(&["bi", "--database", url]).done();
    assert!(told.ends_with(" of 2 authorities.\n"), "{told}");
    let readings = count(&mut client, "SELECT count(*) FROM sightline_bi.bi_readings");
    let numbers = count(
        &mut client,
        "SELECT count(value) FROM sightline_bi.bi_readings WHERE authority = 'marlshire'",
    );
    assert!(readings > 2_000 && numbers > 1_000, "{readings} {numbers}");
    for sql in [
        "SELECT count(*) FROM sightline_bi.bi_actions WHERE delivery IS NOT NULL AND times_moved > 0",
        "SELECT count(*) FROM sightline_bi.bi_ratings WHERE rated_on > '2024-01-01'",
        "SELECT count(*) FROM sightline_bi.bi_updates JOIN sightline_bi.bi_actions ON bi_actions.id = action",
        "SELECT count(*) FROM sightline_bi.bi_decisions WHERE wording <> ''",
    ] {
        assert!(count(&mut client, sql) > 0, "{sql}");
    }

    // Again: the same, and a view that somebody made of it is still there.
    client
        .batch_execute("CREATE VIEW public.mine AS SELECT * FROM sightline_bi.bi_readings")
        .unwrap();
    assert_eq!(sightline(&["bi", "--database", url]).done(), told);
    assert_eq!(
        count(&mut client, "SELECT count(*) FROM public.mine"),
        readings
    );

    client.batch_execute("SET ROLE sightline_bi").unwrap();
    assert_eq!(
        count(&mut client, "SELECT count(*) FROM sightline_bi.bi_readings"),
        readings
    );
    for sql in [
        "SELECT count(*) FROM sightline.entry",
        "SELECT count(*) FROM sightline.head",
        "DELETE FROM sightline_bi.bi_readings",
    ] {
        let refused = client.batch_execute(sql).unwrap_err();
        let code = refused.code().map(postgres::error::SqlState::code);
        assert_eq!(code, Some("42501"), "{sql}: {refused}");
    }
}
