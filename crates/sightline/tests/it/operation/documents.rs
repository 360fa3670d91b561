//! What docs/operation.md tells people to do at night, done; and the files it tells them
//! to install.

use std::path::Path;
use std::process::Command;

use crate::support::*;

/// The commands of one part of the document, in order.
fn commands(part: &str) -> String {
    let document = std::fs::read_to_string(workspace().join("docs/operation.md")).unwrap();
    let (_, after) = document.split_once(&format!("\n## {part}\n")).unwrap();
    let part = after.split("\n## ").next().unwrap();
    let blocks = part.split("```sh\n").skip(1);
    let commands: Vec<&str> = blocks
        .map(|block| block.split("```").next().unwrap())
        .collect();
    assert!(!commands.is_empty());
    commands.concat()
}

/// Runs commands of the document with the folders of a test, as its user, without a
/// service manager.
fn run(commands: &str, dir: &Path) -> String {
    let commands = commands
        .replace("sudo -u sightline ", "")
        .replace("-o sightline -g sightline ", "")
        .replace("/var/lib/", &format!("{}/lib/", text(dir)))
        .replace("/var/backups/", &format!("{}/backups/", text(dir)))
        .replace("/etc/sightline/", &format!("{}/etc/", text(dir)));
    let bin = Path::new(PROGRAM).parent().unwrap();
    let path = std::env::var("PATH").unwrap();
    let output = Command::new("sh")
        .args(["-e", "-c", &format!("systemctl() {{ :; }}\n{commands}")])
        .env("PATH", format!("{}:{path}", text(bin)))
        .current_dir(dir)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{commands}\n{said}\n{err}");
    said
}

#[test]
fn restoring_at_night_as_written_brings_the_record_back() {
    let dir = folder();
    for name in ["lib", "backups/sightline", "etc"] {
        std::fs::create_dir_all(dir.path().join(name)).unwrap();
    }
    let data = dir.path().join("lib/sightline");
    let example = workspace().join("packaging/sightline.toml");
    let example = std::fs::read_to_string(example).unwrap();
    let example = example.replace("/var/lib/", &format!("{}/lib/", text(dir.path())));
    let example = example.replace("port = 8080", "port = 0");
    std::fs::write(dir.path().join("etc/sightline.toml"), example).unwrap();
    std::fs::rename(small(dir.path(), 30), &data).unwrap();

    run(&commands("Backups"), dir.path());
    let kept = head(&data);
    // What is recorded after the backup, and then the night.
    let more = events("late", 3);
    fed(&["append", "--data", text(&data)], &more).done();
    let whole = ids(&exported(&data));
    let said = run(&commands("Restoring at night"), dir.path());
    assert!(said.contains(&format!("30 entries, all as they were stored. Head {kept}")));
    assert_eq!(ids(&exported(&data)), whole);
    sightline(&["verify", "--data", text(&data), "--head", &kept.to_string()]).done();
}

#[test]
fn every_released_layout_is_brought_up_to_date_by_the_command_that_opens_it() {
    let frozen = workspace().join("crates/store/tests/it/frozen");
    let mut seen = 0;
    for file in std::fs::read_dir(frozen).unwrap() {
        let file = file.unwrap().path();
        if file.extension().is_none_or(|ending| ending != "db") {
            continue;
        }
        seen += 1;
        let dir = folder();
        let data = dir.path().join("data");
        std::fs::create_dir(&data).unwrap();
        std::fs::copy(&file, data.join("sightline.db")).unwrap();
        let expected = std::fs::read_to_string(file.with_extension("jsonl")).unwrap();
        assert_eq!(exported(&data), expected, "{}", file.display());
        let said = sightline(&["doctor", "--data", text(&data), "--port", "0"]).out;
        assert!(said.contains("ok   database: "), "{said}");
        assert!(said.contains("ok   record: "), "{said}");
        // Beside the folder that was upgraded, work goes on.
        let server = Server::start("serve", &data);
        assert!(server.get("/healthz").contains(" 200 "));
        fed(&["append", "--data", text(&data)], &event("after", "After")).done();
    }
    assert!(seen > 0);
}

#[test]
fn the_units_are_ones_that_systemd_takes() {
    let units = [
        "sightline.service",
        "sightline-backup.service",
        "sightline-backup.timer",
    ];
    let dir = folder();
    for unit in units {
        let text = std::fs::read_to_string(workspace().join("packaging").join(unit)).unwrap();
        // The program is not installed where the test runs.
        let text = text.replace("/usr/local/bin/sightline", "/bin/true");
        std::fs::write(dir.path().join(unit), text).unwrap();
    }
    let paths = units.map(|unit| dir.path().join(unit));
    let verified = Command::new("systemd-analyze")
        .arg("verify")
        .args(paths)
        .output();
    let Ok(verified) = verified else {
        return skip("the units", "there is no systemd-analyze");
    };
    let said = String::from_utf8_lossy(&verified.stderr);
    let ours: Vec<&str> = said
        .lines()
        .filter(|line| line.contains("sightline"))
        .collect();
    assert!(verified.status.success() && ours.is_empty(), "{said}");
}
