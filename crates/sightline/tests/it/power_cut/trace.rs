//! What the program asked of the system, recorded by strace.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::support::PROGRAM;

/// The calls that change files, and those that make a change last.
const CALLS: &str = "openat,open,creat,link,linkat,rename,renameat,renameat2,unlink,unlinkat,\
    mkdir,mkdirat,rmdir,pwrite64,pwritev,write,writev,ftruncate,truncate,fallocate,\
    copy_file_range,sendfile,fsync,fdatasync,sync_file_range";

/// Something that happened to the files beneath the root, in order.
#[derive(Clone, Debug)]
pub(super) enum Event {
    /// A folder was made.
    Folder(PathBuf),
    /// A file was opened that may have been new.
    Made(PathBuf),
    /// A file got a second name.
    Linked(PathBuf, PathBuf),
    /// A file got another name.
    Renamed(PathBuf, PathBuf),
    /// A name was removed.
    Removed(PathBuf),
    /// Bytes were written at an offset.
    Written(PathBuf, usize, Vec<u8>),
    /// A file was cut or lengthened.
    Length(PathBuf, usize),
    /// A file or folder was synced.
    Synced(PathBuf),
    /// The program printed a line.
    Printed(String),
}

/// A run of the program.
pub(super) struct Trace {
    /// The folder that was watched.
    pub(super) root: PathBuf,
    /// The files in `data` beneath it at the start.
    pub(super) start: Vec<(PathBuf, Vec<u8>)>,
    /// What happened.
    pub(super) events: Vec<Event>,
}

impl Trace {
    /// Runs the program under strace; why not, where that cannot be done.
    pub(super) fn of(
        root: &Path,
        arguments: &[&str],
        environment: &[(&str, &str)],
        input: &str,
    ) -> Result<Self, String> {
        let possible = Command::new("strace")
            .args(["-o", "/dev/null", "true"])
            .output()
            .map_err(|error| error.to_string())?;
        if !possible.status.success() {
            return Err(String::from_utf8_lossy(&possible.stderr).trim().to_owned());
        }
        let data = root.join("data");
        let start = if data.is_dir() {
            let files = crate::support::files(&data);
            files
                .into_iter()
                .map(|(name, bytes)| (data.join(name), bytes))
                .collect()
        } else {
            Vec::new()
        };
        let log = root.join("calls");
        let mut child = Command::new("strace")
            .args(["-f", "-y", "-xx", "-s", "1000000", "-e"])
            .arg(format!("trace={CALLS}"))
            .arg("-o")
            .arg(&log)
            .arg(PROGRAM)
            .args(arguments)
            .envs(environment.iter().copied())
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        // It is read before anything is printed, or slowly enough: nothing
        // waits for the other side.
        child
            .stdin
            .take()
            .unwrap()
            .write_all(input.as_bytes())
            .unwrap();
        assert!(child.wait().unwrap().success());
        let text = std::fs::read_to_string(log).unwrap();
        let events = text
            .lines()
            .filter_map(|line| Call::read(line)?.event(root))
            .collect();
        Ok(Self {
            root: root.to_owned(),
            start,
            events,
        })
    }

    /// How many lines the program printed.
    pub(super) fn printed(&self) -> usize {
        let printed = |event: &&Event| matches!(event, Event::Printed(_));
        self.events.iter().filter(printed).count()
    }
}

/// One line of strace's log.
struct Call<'a> {
    name: &'a str,
    arguments: &'a str,
}

impl<'a> Call<'a> {
    /// A call that succeeded.
    fn read(line: &'a str) -> Option<Self> {
        let (_, call) = line.split_once(' ')?;
        let call = call.trim_start();
        if call.starts_with(['+', '-']) {
            return None;
        }
        assert!(
            !call.contains("unfinished ...") && !call.starts_with("<..."),
            "{line:.200}"
        );
        let (call, result) = call.rsplit_once(" = ")?;
        let (name, arguments) = call.split_once('(')?;
        let arguments = arguments.trim_end().strip_suffix(')')?;
        (!result.starts_with('-')).then_some(Self { name, arguments })
    }

    /// The texts in quotation marks.
    fn texts(&self) -> Vec<Vec<u8>> {
        self.arguments
            .split('"')
            .skip(1)
            .step_by(2)
            .map(bytes)
            .collect()
    }

    /// The paths in quotation marks, which the program always gives in full.
    fn paths(&self) -> Vec<PathBuf> {
        let path = |text: Vec<u8>| PathBuf::from(String::from_utf8(text).unwrap());
        self.texts().into_iter().map(path).collect()
    }

    /// The file of the first argument.
    fn file(&self) -> (&'a str, PathBuf) {
        let (number, rest) = self.arguments.split_once('<').unwrap();
        let (path, _) = rest.split_once('>').unwrap();
        let path = if path.starts_with("\\x") {
            String::from_utf8(bytes(path)).unwrap()
        } else {
            path.to_owned()
        };
        (number, path.into())
    }

    /// The last argument, a number.
    fn last(&self) -> usize {
        self.arguments.rsplit(", ").next().unwrap().parse().unwrap()
    }

    fn event(&self, root: &Path) -> Option<Event> {
        let ours = |path: &PathBuf| path.starts_with(root) && !is_index(path);
        let mut paths = self.paths_of_names();
        let mut next = || (!paths.is_empty()).then(|| paths.remove(0)).filter(ours);
        match self.name {
            "openat" | "open" | "creat" if self.arguments.contains("O_TRUNC") => {
                let path = next()?;
                panic!(
                    "{} is emptied on opening, which is not followed here",
                    path.display()
                )
            }
            "openat" | "open" if self.arguments.contains("O_CREAT") => Some(Event::Made(next()?)),
            "openat" | "open" => None,
            "mkdir" | "mkdirat" => Some(Event::Folder(next()?)),
            "link" | "linkat" => Some(Event::Linked(next()?, next()?)),
            "rename" | "renameat" | "renameat2" => Some(Event::Renamed(next()?, next()?)),
            "unlink" | "unlinkat" => Some(Event::Removed(next()?)),
            "write" if self.arguments.starts_with("1<") => Some(Event::Printed(
                String::from_utf8(self.texts().remove(0)).unwrap(),
            )),
            "pwrite64" => {
                let path = Some(self.file().1).filter(ours)?;
                Some(Event::Written(path, self.last(), self.texts().remove(0)))
            }
            "ftruncate" => Some(Event::Length(
                Some(self.file().1).filter(ours)?,
                self.last(),
            )),
            "fsync" | "fdatasync" => Some(Event::Synced(Some(self.file().1).filter(ours)?)),
            other => {
                let path = Some(self.file().1).filter(ours)?;
                panic!("{other} of {} is not followed here", path.display())
            }
        }
    }

    /// The paths given to a call that takes names.
    fn paths_of_names(&self) -> Vec<PathBuf> {
        match self.name {
            "pwrite64" | "write" | "ftruncate" | "fsync" | "fdatasync" => Vec::new(),
            _ => self.paths(),
        }
    }
}

/// SQLite makes its index of the log anew after a cut, so that what a disk
/// holds of it does not matter.
fn is_index(path: &Path) -> bool {
    path.to_string_lossy().ends_with("-shm")
}

/// `\x2f\x74` as bytes.
fn bytes(hexadecimal: &str) -> Vec<u8> {
    hexadecimal
        .split("\\x")
        .skip(1)
        .map(|byte| u8::from_str_radix(byte, 16).unwrap())
        .collect()
}
