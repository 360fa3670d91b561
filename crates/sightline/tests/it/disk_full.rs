//! A disk that is full: plain words, nothing lost, nothing half-written, and
//! work goes on when there is space again.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::*;

/// A disk of a few megabytes, taken away at the end.
struct SmallDisk {
    dir: tempfile::TempDir,
}

impl SmallDisk {
    /// Makes one, where the system allows it.
    fn mount(size: &str) -> Result<Self, String> {
        let dir = tempfile::tempdir().unwrap();
        let done = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"])
            .arg(dir.path())
            .output()
            .map_err(|error| error.to_string())?;
        if done.status.success() {
            Ok(Self { dir })
        } else {
            Err(String::from_utf8_lossy(&done.stderr).trim().to_owned())
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Takes up what is left.
    fn fill(&self) -> PathBuf {
        let filler = self.path("filler");
        let mut size = 1 << 20;
        let mut all = Vec::new();
        while size > 0 {
            let longer = [all.as_slice(), &vec![0; size]].concat();
            if fs::write(&filler, &longer).is_ok() {
                all = longer;
            } else {
                size /= 2;
            }
        }
        // A failed write has left what fitted.
        filler
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.dir.path()).status();
    }
}

/// Lines that take some room.
fn long_lines(prefix: &str, count: usize) -> String {
    let says = "words ".repeat(300);
    (1..=count)
        .map(|n| event(&format!("{prefix}{n}"), says.trim()) + "\n")
        .collect()
}

/// The names in a folder.
fn names(dir: &Path) -> Vec<String> {
    files(dir).into_iter().map(|(name, _)| name).collect()
}

#[test]
fn an_append_that_finds_the_disk_full_loses_nothing_and_goes_on_later() {
    let disk = match SmallDisk::mount("2m") {
        Ok(disk) => disk,
        Err(why) => return skip("disk full during append", &why),
    };
    let data = small(disk.dir.path(), 1);
    let filler = disk.path("filler");
    fs::write(&filler, vec![0; 700_000]).unwrap();

    let answer = fed(&["append", "--data", text(&data)], &long_lines("a", 1_000));
    assert_eq!(answer.code, 4, "{answer:?}");
    assert_eq!(answer.err.lines().count(), 1, "{}", answer.err);
    assert!(answer.err.contains("is full"), "{}", answer.err);
    assert!(answer.err.contains("free some space"), "{}", answer.err);
    let acknowledged = answer.out.lines().count();
    assert!(acknowledged > 20, "only {acknowledged} before it was full");

    fs::remove_file(&filler).unwrap();
    sightline(&["verify", "--data", text(&data)]).done();
    let stored = ids(&exported(&data)).len() - 1;
    assert_eq!(stored, acknowledged, "acknowledged and stored differ");
    let again = fed(&["append", "--data", text(&data)], &long_lines("b", 5)).done();
    assert_eq!(again.lines().count(), 5);
    assert_eq!(ids(&exported(&data)).len(), 1 + acknowledged + 5);
    println!("disk full: {acknowledged} acknowledged, {stored} stored, 5 more afterwards");
}

#[test]
fn nothing_half_written_bears_a_final_name_on_a_full_disk() {
    let disk = match SmallDisk::mount("1m") {
        Ok(disk) => disk,
        Err(why) => return skip("backup, import and report on a full disk", &why),
    };
    let dir = folder();
    let data = dir.path().join("data");
    sightline(&["import", &coventry(), "--data", text(&data)]).done();
    let backup = dir.path().join("sound.zip");
    sightline(&["backup", text(&backup), "--data", text(&data)]).done();
    let out = disk.path("papers");
    fs::create_dir(&out).unwrap();
    let filler = disk.fill();

    let full = |arguments: &[&str]| {
        let err = sightline(arguments).one_line(4);
        assert!(
            err.contains("full") || err.contains("No space left"),
            "{err}"
        );
    };
    full(&["backup", text(&disk.path("b.zip")), "--data", text(&data)]);
    full(&[
        "restore",
        text(&backup),
        "--data",
        text(&disk.path("restored")),
    ]);
    full(&[
        "import",
        &coventry(),
        "--data",
        text(&disk.path("imported")),
    ]);
    let note = [
        "report",
        "briefing",
        "--authority",
        "coventry",
        "--as-at",
        "2018-07-19",
    ];
    let to = [
        "--format",
        "html,docx,md",
        "--out",
        text(&out),
        "--data",
        text(&data),
    ];
    full(&[&note[..], &to[..]].concat());

    assert_eq!(names(&out), [""; 0], "papers on a full disk");
    let left: Vec<String> = fs::read_dir(disk.dir.path())
        .unwrap()
        .map(|file| file.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    for name in &left {
        assert!(!name.starts_with("b.zip"), "{left:?}");
    }
    for folder in ["restored", "imported"] {
        let database = disk.path(folder).join("sightline.db");
        assert!(!database.exists(), "{folder} has a database");
    }

    fs::remove_file(filler).unwrap();
    let made = sightline(&[&note[..], &to[..]].concat()).done();
    assert_eq!(made.lines().count(), 3);
    sightline(&["verify", "--data", text(&data)]).done();
}
