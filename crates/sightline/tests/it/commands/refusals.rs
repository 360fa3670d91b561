//! Folders that cannot be used, and the help.

use std::path::Path;
use std::process::Command;

use rusqlite::Connection;

use crate::support::*;

/// Every command on a data folder that does not end by itself only where it
/// must be refused. The last word is the folder.
fn commands(dir: &Path) -> Vec<Vec<String>> {
    let out = dir.join("out");
    let zip = dir.join("never.zip");
    let file = dir.join("one.jsonl");
    std::fs::write(&file, event("one", "One")).unwrap();
    let (out, zip, file) = (text(&out), text(&zip), text(&file));
    [
        vec!["serve", "--port", "0"],
        vec!["append"],
        vec!["export"],
        vec!["verify"],
        vec!["backup", zip],
        vec!["import", file],
        vec![
            "report",
            "briefing",
            "--authority",
            "coventry",
            "--as-at",
            "2018-07-19",
            "--out",
            out,
        ],
    ]
    .into_iter()
    .map(|words| {
        let mut words: Vec<String> = words.into_iter().map(str::to_owned).collect();
        words.push("--data".to_owned());
        words
    })
    .collect()
}

/// Runs a command on a folder.
fn run(command: &[String], data: &Path) -> Answer {
    let mut words: Vec<&str> = command.iter().map(String::as_str).collect();
    words.push(text(data));
    sightline(&words)
}

/// Every command refuses the folder with this code and one line, and leaves
/// its files as they are.
#[track_caller]
fn all_refuse(dir: &Path, data: &Path, code: i32, says: &str) {
    let before = files(data);
    for command in commands(dir) {
        let err = run(&command, data).one_line(code);
        assert!(err.contains(says), "{command:?}: {err}");
        assert!(files(data) == before, "{command:?} changed the folder");
    }
    assert!(!dir.join("out").exists());
    assert!(!dir.join("never.zip").exists());
}

#[test]
fn a_missing_folder_or_record_is_told_and_not_made() {
    let dir = folder();
    let (missing, empty) = (dir.path().join("missing"), dir.path().join("empty"));
    std::fs::create_dir(&empty).unwrap();
    for command in commands(dir.path()) {
        if command[0] == "import" {
            continue;
        }
        let err = run(&command, &missing).one_line(3);
        assert!(err.contains("There is no folder"), "{command:?}: {err}");
        let err = run(&command, &empty).one_line(3);
        assert!(err.contains("There is no record"), "{command:?}: {err}");
    }
    assert!(!missing.exists());
    assert!(files(&empty).is_empty());
    let nothing = dir.path().join("no-file.toml");
    sightline(&["import", text(&nothing), "--data", text(&missing)]).one_line(3);
    assert!(!missing.exists());
}

#[test]
fn a_damaged_database_is_refused_and_left_as_it_is() {
    let dir = folder();
    let data = small(dir.path(), 30);
    let database = data.join("sightline.db");
    let sound = std::fs::read(&database).unwrap();
    let mut overwritten = sound.clone();
    overwritten[100..4096].fill(0xAA);
    let mut not_one = sound.clone();
    not_one[..16].copy_from_slice(b"not a database!\n");
    for bytes in [overwritten, not_one, sound[..50].to_vec(), Vec::new()] {
        std::fs::write(&database, bytes).unwrap();
        all_refuse(dir.path(), &data, 5, "is damaged");
    }
}

#[test]
fn another_programs_database_is_refused_and_left_as_it_is() {
    let dir = folder();
    let data = dir.path().join("data");
    std::fs::create_dir(&data).unwrap();
    let other = Connection::open(data.join("sightline.db")).unwrap();
    other
        .execute_batch("CREATE TABLE recipe (name TEXT)")
        .unwrap();
    drop(other);
    all_refuse(dir.path(), &data, 5, "not one of Sightline's");
}

#[test]
fn a_newer_database_is_refused_and_left_as_it_is() {
    let dir = folder();
    let data = small(dir.path(), 3);
    let newer = Connection::open(data.join("sightline.db")).unwrap();
    newer.execute_batch("PRAGMA user_version = 999").unwrap();
    drop(newer);
    all_refuse(dir.path(), &data, 6, "newer Sightline");
    // The demonstration does not begin anew over it either.
    let err = sightline(&["demo", "--port", "0", "--data", text(&data)]).one_line(6);
    assert!(err.contains("999"), "{err}");
}

#[test]
fn only_one_server_at_a_time_and_every_other_command_beside_it() {
    let dir = folder();
    let data = small(dir.path(), 3);
    let server = Server::start("serve", &data);
    for second in ["serve", "demo"] {
        let err = sightline(&[second, "--port", "0", "--data", text(&data)]).one_line(4);
        assert!(err.contains("Another Sightline server"), "{second}: {err}");
    }
    assert_eq!(ids(&exported(&data)).len(), 3);
    sightline(&["verify", "--data", text(&data)]).done();
    fed(
        &["append", "--data", text(&data)],
        &event("beside", "Beside"),
    )
    .done();
    let file = dir.path().join("more.jsonl");
    std::fs::write(&file, event("more", "More")).unwrap();
    sightline(&["import", text(&file), "--data", text(&data)]).done();
    let zip = dir.path().join("beside.zip");
    sightline(&["backup", text(&zip), "--data", text(&data)]).done();
    assert_eq!(ids(&exported(&data)).len(), 5);

    // Its port cannot be used by another.
    let other = dir.path().join("other");
    sightline(&["import", text(&file), "--data", text(&other)]).done();
    let port = server.port.to_string();
    let err = sightline(&["serve", "--port", &port, "--data", text(&other)]).one_line(4);
    assert!(err.contains(&port) && err.contains("--port"), "{err}");

    drop(server);
    // Killed, it has let go of the folder.
    drop(Server::start("serve", &data));
}

/// A folder seen through a mount that cannot be written, taken away at the end.
struct ReadOnly(tempfile::TempDir);

impl ReadOnly {
    fn view_of(data: &Path) -> Result<Self, String> {
        let dir = tempfile::tempdir().unwrap();
        let mount = |arguments: &[&str]| {
            let done = Command::new("mount")
                .args(arguments)
                .arg(dir.path())
                .output()
                .map_err(|error| error.to_string())?;
            if done.status.success() {
                Ok(())
            } else {
                Err(String::from_utf8_lossy(&done.stderr).trim().to_owned())
            }
        };
        mount(&["--bind", text(data)])?;
        let remounted = mount(&["-o", "remount,ro,bind", text(data)]);
        let view = Self(dir);
        remounted.map(|()| view)
    }
}

impl Drop for ReadOnly {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0.path()).status();
    }
}

#[test]
fn a_folder_that_cannot_be_written_can_be_read_and_no_more() {
    let dir = folder();
    let data = small(dir.path(), 5);
    let view = match ReadOnly::view_of(&data) {
        Ok(view) => view,
        Err(why) => return skip("a read-only folder", &why),
    };
    let fixed = view.0.path();
    let err = fed(&["append", "--data", text(fixed)], &event("x", "X")).one_line(4);
    assert!(err.contains("can be read but not written"), "{err}");
    let file = dir.path().join("x.jsonl");
    std::fs::write(&file, event("x", "X")).unwrap();
    sightline(&["import", text(&file), "--data", text(fixed)]).one_line(4);
    sightline(&["demo", "--port", "0", "--data", text(fixed)]).one_line(4);
    let inside = fixed.join("inside.zip");
    sightline(&["backup", text(&inside), "--data", text(fixed)]).one_line(4);

    assert_eq!(exported(fixed), exported(&data));
    sightline(&["verify", "--data", text(fixed)]).done();
    let server = Server::start("serve", fixed);
    assert!(server.get("/").starts_with("HTTP/1.1 "));
}

#[test]
fn a_wrong_command_is_told_with_what_to_do() {
    for wrong in [
        &["serve"][..],
        &["nonsense"],
        &["import", "--data", "x"],
        &["serve", "--data", "x", "--port", "99999"],
        &[
            "report",
            "briefing",
            "--authority",
            "Not A Name",
            "--as-at",
            "2018-07-19",
            "--data",
            "x",
        ],
        &[
            "report",
            "briefing",
            "--authority",
            "coventry",
            "--as-at",
            "2018-07-19",
            "--format",
            "xls",
            "--data",
            "x",
        ],
        &[],
    ] {
        let err = sightline(wrong).refused(2);
        assert!(
            err.contains("Usage: sightline") || err.contains("--help"),
            "{wrong:?}: {err}"
        );
    }
}

#[test]
fn every_command_explains_itself_with_an_example() {
    let help = sightline(&["--help"]).done();
    let listed: Vec<&str> = help
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .collect();
    assert_eq!(
        listed,
        [
            "demo",
            "serve",
            "import",
            "dataset",
            "catalogue",
            "append",
            "export",
            "backup",
            "restore",
            "verify",
            "doctor",
            "copy",
            "bi",
            "report",
            "claims",
            "stats",
            "suppress"
        ]
    );
    assert!(help.contains("Exit codes: 0 done"), "{help}");
    for name in listed {
        let words = if name == "report" {
            vec!["report", "briefing", "--help"]
        } else {
            vec![name, "--help"]
        };
        let help = sightline(&words).done();
        assert!(help.contains("Example"), "{name}: {help}");
        assert!(
            help.contains(&format!("\n  sightline {name}")),
            "{name}: {help}"
        );
    }
    assert!(sightline(&["--version"]).done().starts_with("sightline 0."));
}
