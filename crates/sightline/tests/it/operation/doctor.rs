//! `doctor`: what is well is told so, and each fault is found when it is made.
#![expect(
    clippy::disallowed_methods,
    reason = "a test measures how long something takes, or makes it old"
)]

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rusqlite::Connection;
use tempfile::TempDir;

use super::encryption::{certificate, write};
use super::running::{Running, ruin};
use crate::support::*;

/// A server's folders, all as they should be.
struct Well {
    dir: TempDir,
    data: PathBuf,
    backup: PathBuf,
}

impl Well {
    fn new() -> Self {
        // The backups on one disk, the record on another, where there are two.
        let dir = folder();
        let data = small(dir.path(), 20);
        let backups = dir.path().join("backups");
        std::fs::create_dir(&backups).unwrap();
        let backup = backups.join("one.zip");
        sightline(&["backup", text(&backup), "--data", text(&data)]).done();
        write(&certificate(2020, 2100), dir.path());
        let well = Self { dir, data, backup };
        mode(&well.data, 0o750);
        well.settings("");
        well
    }

    fn settings(&self, more: &str) {
        let settings = format!(
            "data = \"data\"\n[tls]\ncertificate = \"certificate.pem\"\nkey = \"key.pem\"\n[backup]\nfolder = \"backups\"\n{more}"
        );
        std::fs::write(self.config(), settings).unwrap();
    }

    fn config(&self) -> PathBuf {
        self.dir.path().join("settings.toml")
    }

    fn look(&self) -> Answer {
        sightline(&["doctor", "--config", text(&self.config()), "--port", "0"])
    }

    /// Something fails, and the line says so.
    #[track_caller]
    fn fails(&self, says: &str) {
        let answer = self.look();
        let line = format!("fail {says}");
        assert!(
            answer.out.lines().any(|has| has.starts_with(&line)),
            "{line}: {answer:?}"
        );
        assert_eq!(answer.code, 1, "{answer:?}");
        assert!(answer.err.contains("To put right: 1."), "{answer:?}");
    }

    /// Something is to be looked at, and the line says so.
    #[track_caller]
    fn warns(&self, says: &str) {
        let answer = self.look();
        let line = format!("warn {says}");
        assert!(
            answer.out.lines().any(|has| has.starts_with(&line)),
            "{line}: {answer:?}"
        );
        assert_eq!(answer.code, 0, "{answer:?}");
    }
}

#[cfg(unix)]
fn mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn what_is_well_is_told_and_left_as_it_is() {
    let well = Well::new();
    let before = files(&well.data);
    let answer = well.look();
    assert_eq!(answer.code, 0, "{answer:?}");
    for of in [
        "settings",
        "data folder",
        "database",
        "record",
        "clock",
        "certificate",
        "port",
        "permissions",
    ] {
        let line = format!("ok   {of}: ");
        assert!(answer.out.contains(&line), "{line}{}", answer.out);
    }
    assert!(
        answer
            .out
            .contains(&format!("Head: coventry {}", head(&well.data)))
    );
    assert!(!answer.out.contains("fail"), "{}", answer.out);
    assert!(files(&well.data) == before);
}

#[test]
fn faults_of_the_settings_and_the_folder_are_found() {
    let well = Well::new();
    well.settings("hour = 3\n");
    well.fails("settings: ");
    well.settings("[listen]\naddress = \"0.0.0.0\"\n[limits]\nconnections = 0\n");
    well.fails("settings: limits.connections");
    well.settings("");
    let aside = well.dir.path().join("aside");
    std::fs::rename(&well.data, &aside).unwrap();
    let answer = well.look();
    assert_eq!(answer.code, 1);
    assert!(answer.out.contains("fail data folder: there is no folder"));
    std::fs::rename(&aside, &well.data).unwrap();

    mode(&well.data, 0o755);
    well.warns("permissions: anybody on this machine can read the whole record");
    mode(&well.data, 0o777);
    well.fails("permissions: anybody on this machine can change the record");
    mode(&well.data, 0o750);
    mode(&well.dir.path().join("key.pem"), 0o644);
    well.fails("permissions: anybody on this machine can read the private key");
    mode(&well.dir.path().join("key.pem"), 0o640);
    mode(&well.config(), 0o666);
    well.fails("permissions: anybody on this machine can change the settings");
}

#[test]
fn faults_of_the_record_are_found() {
    let well = Well::new();
    let change = |sql: &str| {
        let database = Connection::open(well.data.join("sightline.db")).unwrap();
        database.execute_batch(sql).unwrap();
    };
    change("UPDATE entry SET recorded_at = '2099-01-01T00:00:00Z' WHERE seq = 20");
    let answer = well.look();
    assert!(answer.out.contains("fail record: Entry 20"), "{answer:?}");
    assert!(answer.out.contains("fail clock: it says"), "{answer:?}");
    assert_eq!(answer.code, 1);
    change("DELETE FROM migration");
    well.warns("database: its layout is number 0, this program's is");
    change("PRAGMA user_version = 999");
    well.fails("database: ");
    ruin(&well.data);
    well.fails("database: ");
}

#[test]
fn faults_of_the_backups_are_found() {
    let well = Well::new();
    let aged = |hours: u64| {
        let made = SystemTime::now() - Duration::from_secs(hours * 3_600);
        let file = std::fs::File::options().append(true).open(&well.backup);
        file.unwrap().set_modified(made).unwrap();
    };
    aged(30);
    well.warns("backups: the newest, ");
    aged(200);
    well.fails("backups: the newest, ");
    std::fs::remove_file(&well.backup).unwrap();
    well.fails("backups: there is none in ");
    std::fs::remove_dir(well.backup.parent().unwrap()).unwrap();
    well.fails("backups: the folder ");
    let answer = sightline(&["doctor", "--data", text(&well.data), "--port", "0"]);
    assert!(
        answer
            .out
            .contains("warn backups: backup.folder is not set")
    );
}

#[test]
fn faults_of_the_certificate_are_found() {
    let well = Well::new();
    write(&certificate(2020, 2024), well.dir.path());
    well.fails("certificate: it is no longer valid");
    write(&certificate(2090, 2100), well.dir.path());
    well.fails("certificate: it is not valid yet");
    write(&certificate(2020, 2100), well.dir.path());
    let pem = well.dir.path().join("certificate.pem");
    std::fs::write(&pem, certificate(2020, 2100).cert.pem()).unwrap();
    well.fails("certificate: The key ");
    std::fs::write(&pem, "nothing of the sort").unwrap();
    well.fails("certificate: ");
    std::fs::remove_file(&pem).unwrap();
    well.fails("certificate: There is no file");
}

#[test]
fn a_port_that_another_has_is_told_from_one_of_our_server() {
    let dir = folder();
    let data = small(dir.path(), 3);
    let look = |port: u16| {
        let port = port.to_string();
        sightline(&["doctor", "--data", text(&data), "--port", &port])
    };
    let other = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let answer = look(other.local_addr().unwrap().port());
    assert!(
        answer.out.contains("fail port: another program"),
        "{answer:?}"
    );
    assert_eq!(answer.code, 1);
    let server = Running::start(&data, "", &[]);
    let answer = look(server.port);
    assert!(
        answer.out.contains("ok   port: the server at "),
        "{answer:?}"
    );
    let answer = look(other.local_addr().unwrap().port());
    drop(other);
    assert_eq!(answer.code, 1, "{answer:?}");
}
