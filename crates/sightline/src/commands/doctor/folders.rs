//! The folders and files: whether they can be used, by whom, and whether there is a
//! recent backup.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use jiff::Timestamp;

use super::Finding;
use crate::configuration::{Backup, Configuration};

const MEGABYTE: u64 = 1_000_000;
/// Below this there is too little to work with.
const LEAST_SPACE: u64 = 100 * MEGABYTE;
/// Below this somebody should look.
const SCARCE_SPACE: u64 = 1_000 * MEGABYTE;
/// Hours after which a backup is too old to count as one.
const LOST_HOURS: i64 = 7 * 24;

/// Whether the data folder is there, can be written, and has space.
pub(super) fn data(data: &Path) -> Vec<Finding> {
    let of = "data folder";
    let name = data.display();
    if !data.is_dir() {
        return vec![Finding::fail(
            of,
            format!("there is no folder {name}. Check the name; sightline import makes it."),
        )];
    }
    let writable = match trial(data) {
        Ok(()) => Finding::ok(of, format!("{name} is there and can be written")),
        Err(error) => Finding::fail(
            of,
            format!(
                "{name} cannot be written by whoever runs this: {error}. Run doctor as the user of the server; give that user the folder (chown)."
            ),
        ),
    };
    vec![writable, space(data)]
}

/// Writes a file and removes it.
fn trial(folder: &Path) -> io::Result<()> {
    let file = folder.join(format!("doctor.unfinished-{}", std::process::id()));
    let written = File::create_new(&file).and_then(|file| file.sync_all());
    let removed = fs::remove_file(&file);
    written.and(removed)
}

fn space(data: &Path) -> Finding {
    let of = "free space";
    let database = fs::metadata(data.join("sightline.db")).map_or(0, |file| file.len());
    match fs4::available_space(data) {
        Err(error) => Finding::warn(of, format!("the system does not say: {error}")),
        Ok(free) => {
            let megabytes = free / MEGABYTE;
            let what = format!("{megabytes} MB on the disk of {}", data.display());
            if free < LEAST_SPACE {
                Finding::fail(
                    of,
                    format!("{what}. Make room: without it nothing can be stored."),
                )
            } else if free < SCARCE_SPACE || free < 2 * database {
                Finding::warn(of, format!("{what}. Make room soon."))
            } else {
                Finding::ok(of, what)
            }
        }
    }
}

/// Whether there is a recent backup, on another disk.
pub(super) fn backups(backup: &Backup, data: Option<&Path>, now: Timestamp) -> Finding {
    let of = "backups";
    let Some(folder) = &backup.folder else {
        return Finding::warn(
            of,
            "backup.folder is not set, so nobody can tell whether backups are made. docs/operation.md says how.",
        );
    };
    let name = folder.display();
    let (file, made) = match newest(folder) {
        Err(error) => {
            return Finding::fail(
                of,
                format!("the folder {name} cannot be read: {error}. Check backup.folder."),
            );
        }
        Ok(None) => {
            return Finding::fail(
                of,
                format!("there is none in {name}. Make one: sightline backup FILE.zip --data DIR."),
            );
        }
        Ok(Some(newest)) => newest,
    };
    let made = Timestamp::try_from(made).unwrap_or(Timestamp::MIN);
    let hours = now.duration_since(made).as_hours();
    let file = file.display();
    let old = format!(
        "the newest, {file}, is {hours} hours old. See why none was made: systemctl status sightline-backup."
    );
    if hours > LOST_HOURS {
        Finding::fail(of, old)
    } else if hours > i64::from(backup.hours) {
        Finding::warn(of, old)
    } else if data.is_some_and(|data| same_disk(folder, data)) {
        Finding::warn(
            of,
            format!(
                "{file} is {hours} hours old, but on the same disk as the record. Copy backups to another machine."
            ),
        )
    } else {
        Finding::ok(of, format!("{file} is {hours} hours old"))
    }
}

/// The backup made last, and when.
fn newest(folder: &Path) -> io::Result<Option<(PathBuf, SystemTime)>> {
    let mut newest: Option<(PathBuf, SystemTime)> = None;
    for file in fs::read_dir(folder)? {
        let file = file?;
        let path = file.path();
        if path.extension().is_none_or(|ending| ending != "zip") {
            continue;
        }
        let made = file.metadata()?.modified()?;
        if newest.as_ref().is_none_or(|(_, latest)| made > *latest) {
            newest = Some((path, made));
        }
    }
    Ok(newest)
}

#[cfg(unix)]
fn same_disk(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let disk = |path: &Path| fs::metadata(path).map(|of| of.dev()).ok();
    disk(one).is_some_and(|one| Some(one) == disk(other))
}

#[cfg(not(unix))]
fn same_disk(_: &Path, _: &Path) -> bool {
    false
}

const PERMISSIONS: &str = "permissions";
#[cfg(unix)]
const ANYBODY_READS: u32 = 0o004;
#[cfg(unix)]
const ANYBODY_WRITES: u32 = 0o002;

#[cfg(unix)]
fn may(path: &Path, bits: u32) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(path).is_ok_and(|file| file.permissions().mode() & bits != 0)
}

/// Whether anybody may read or change what is in the data folder.
#[cfg(unix)]
fn open_to_anybody(data: &Path) -> Option<Finding> {
    let database = data.join("sightline.db");
    // Who may not enter the folder does not reach what is in it.
    let enters = may(data, 0o001);
    if may(data, ANYBODY_WRITES) || enters && may(&database, ANYBODY_WRITES) {
        Some(Finding::fail(
            PERMISSIONS,
            format!(
                "anybody on this machine can change the record. chmod 750 {}.",
                data.display()
            ),
        ))
    } else if enters && may(&database, ANYBODY_READS) {
        Some(Finding::warn(
            PERMISSIONS,
            format!(
                "anybody on this machine can read the whole record, also what is not public. chmod 750 {}.",
                data.display()
            ),
        ))
    } else {
        None
    }
}

/// What anybody with an account on this machine may read or change.
#[cfg(unix)]
pub(super) fn permissions(
    configuration: &Configuration,
    settings: Option<&Path>,
    data: Option<&Path>,
) -> Vec<Finding> {
    let of = PERMISSIONS;
    let mut found = Vec::new();
    if let Some((_, key)) = configuration.certificate_and_key()
        && may(key, ANYBODY_READS | ANYBODY_WRITES)
    {
        found.push(Finding::fail(
            of,
            format!("anybody on this machine can read the private key. chmod 640 {}, and make a new key.", key.display()),
        ));
    }
    found.extend(data.and_then(open_to_anybody));
    if let Some(file) = settings.filter(|file| may(file, ANYBODY_WRITES)) {
        found.push(Finding::fail(
            of,
            format!(
                "anybody on this machine can change the settings. chmod 644 {}.",
                file.display()
            ),
        ));
    }
    if found.is_empty() {
        found.push(Finding::ok(
            of,
            "the record is for its user and group alone",
        ));
    }
    found
}

#[cfg(not(unix))]
pub(super) fn permissions(_: &Configuration, _: Option<&Path>, _: Option<&Path>) -> Vec<Finding> {
    vec![Finding::ok(
        PERMISSIONS,
        "not looked at on this system: see docs/operation.md",
    )]
}

/// Whether systemd, where it runs the machine, knows the server and its backups.
pub(super) fn service() -> Vec<Finding> {
    const PLACES: [&str; 3] = [
        "/etc/systemd/system",
        "/usr/lib/systemd/system",
        "/lib/systemd/system",
    ];
    if !Path::new("/run/systemd/system").is_dir() {
        return Vec::new();
    }
    let known = |unit: &str| {
        PLACES
            .iter()
            .any(|place| Path::new(place).join(unit).exists())
    };
    let unit = |of, unit: &str, otherwise: &str| {
        if known(unit) {
            Finding::ok(of, format!("systemd knows {unit}"))
        } else {
            Finding::warn(
                of,
                format!("systemd does not know {unit}: {otherwise}. Copy it from packaging/."),
            )
        }
    };
    vec![
        unit(
            "service",
            "sightline.service",
            "the server does not come back after a restart of the machine",
        ),
        unit(
            "timer",
            "sightline-backup.timer",
            "nothing makes backups by itself",
        ),
    ]
}
