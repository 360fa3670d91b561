//! Running the program, and small records for it to work on.

use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use record::entry::Head;
use store::{Access, Edge, Store};
use tempfile::TempDir;

/// The program under test.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_sightline");

/// Where the workspace is.
pub(crate) fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .unwrap()
}

/// Coventry's import files.
pub(crate) fn coventry() -> String {
    workspace().join("demo/coventry").display().to_string()
}

/// How often to try: every day, or in the long run of `.ci/full`.
pub(crate) fn times(everyday: usize, full: usize) -> usize {
    if std::env::var_os("SIGHTLINE_FULL").is_some() {
        full
    } else {
        everyday
    }
}

/// What a machine without the needed tool or right does: fails where the tests
/// must all run, and says what it leaves out elsewhere.
pub(crate) fn skip(test: &str, why: &str) {
    assert!(
        std::env::var("CI").as_deref() != Ok("true"),
        "{test} cannot run here, and in CI it must: {why}"
    );
    println!("skipped: {test}: {why}");
}

/// A folder on the fastest disk there is, removed afterwards.
pub(crate) fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() {
        tempfile::tempdir_in(memory).unwrap()
    } else {
        tempfile::tempdir().unwrap()
    }
}

/// What the program answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Answer {
    fn of(output: Output) -> Self {
        let answer = Self {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        };
        assert!(!answer.err.contains("panicked"), "{answer:?}");
        answer
    }

    /// Standard output, where all went well.
    #[track_caller]
    pub(crate) fn done(self) -> String {
        assert_eq!(self.code, 0, "{self:?}");
        self.out
    }

    /// Standard error, where the program ended with this code and wrote
    /// nothing to standard output.
    #[track_caller]
    pub(crate) fn refused(self, code: i32) -> String {
        assert_eq!(self.code, code, "{self:?}");
        assert_eq!(self.out, "", "{self:?}");
        self.err
    }

    /// The same, where what is said must be one line.
    #[track_caller]
    pub(crate) fn one_line(self, code: i32) -> String {
        let err = self.refused(code);
        assert_eq!(err.lines().count(), 1, "{err}");
        assert!(err.starts_with("sightline: "), "{err}");
        err
    }
}

/// Runs the program.
pub(crate) fn sightline(arguments: &[&str]) -> Answer {
    fed(arguments, "")
}

/// Runs the program with this on its standard input. A server that should have
/// been refused, and runs, is stopped and fails the test.
pub(crate) fn fed(arguments: &[&str], input: &str) -> Answer {
    let mut child = Command::new(PROGRAM)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut pipe = child.stdin.take().unwrap();
    let (mut out, mut err) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
    std::thread::scope(|scope| {
        // It may stop before it has read everything.
        scope.spawn(move || drop(pipe.write_all(input.as_bytes())));
        let stdout = scope.spawn(move || whole(&mut out));
        let stderr = scope.spawn(move || whole(&mut err));
        let ended = (0..LONGEST_RUN).find_map(|_| {
            std::thread::sleep(PAUSE);
            child.try_wait().unwrap()
        });
        if ended.is_none() {
            child.kill().unwrap();
        }
        let status = child.wait().unwrap();
        let (stdout, stderr) = (stdout.join().unwrap(), stderr.join().unwrap());
        assert!(ended.is_some(), "{arguments:?} does not end");
        Answer::of(Output {
            status,
            stdout,
            stderr,
        })
    })
}

/// How often a run is looked at, and how many times before it is given up: two
/// minutes.
const PAUSE: Duration = Duration::from_millis(5);
const LONGEST_RUN: u32 = 24_000;

fn whole(from: &mut impl std::io::Read) -> Vec<u8> {
    let mut bytes = Vec::new();
    from.read_to_end(&mut bytes).unwrap();
    bytes
}

/// A path as the command line takes it.
pub(crate) fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// An event, as a line for `append`.
pub(crate) fn event(name: &str, says: &str) -> String {
    format!(
        r#"{{"authority":"coventry","id":"event/{name}","effective_on":"2018-07-04","known_on":"2018-07-04","published_on":"2018-07-19","classification":"public","recorded_by":"post-7","body":{{"title":"{says}","form":"governance","on":"2018-07-04"}}}}"#
    )
}

/// Events `{prefix}1` to `{prefix}{count}`, a line each.
pub(crate) fn events(prefix: &str, count: usize) -> String {
    (1..=count).fold(String::new(), |mut lines, n| {
        writeln!(
            lines,
            "{}",
            event(&format!("{prefix}{n}"), &format!("Says {n}"))
        )
        .unwrap();
        lines
    })
}

/// A new data folder with this many events of Coventry's.
pub(crate) fn small(parent: &Path, entries: usize) -> PathBuf {
    let file = parent.join("small.jsonl");
    std::fs::write(&file, events("e", entries)).unwrap();
    let data = parent.join("data");
    sightline(&["import", text(&file), "--data", text(&data)]).done();
    data
}

/// The export of a data folder.
#[track_caller]
pub(crate) fn exported(data: &Path) -> String {
    sightline(&["export", "--data", text(data)]).done()
}

/// The ids in an export, in order.
pub(crate) fn ids(export: &str) -> Vec<String> {
    export
        .lines()
        .map(|line| {
            let entry: serde_json::Value = serde_json::from_str(line).unwrap();
            entry["id"].as_str().unwrap().to_owned()
        })
        .collect()
}

/// The end of Coventry's chain.
pub(crate) fn head(data: &Path) -> Head {
    let store = Store::open(data, Access::Read, Edge::system()).unwrap();
    let heads = store.heads().unwrap();
    heads.first().map_or(Head::EMPTY, |(_, head)| *head)
}

/// Every file of a folder with its bytes, by name.
pub(crate) fn files(dir: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = std::fs::read_dir(dir)
        .unwrap()
        .map(|file| file.unwrap().path())
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read(path).unwrap())
        })
        .collect();
    files.sort();
    files
}

/// A running server, stopped at the end of the test.
pub(crate) struct Server {
    child: Child,
    pub(crate) port: u16,
}

impl Server {
    /// Starts `serve` or `demo` on a free port and waits until it answers.
    pub(crate) fn start(command: &str, data: &Path) -> Self {
        Self::with(&[command, "--port", "0", "--data", text(data)])
    }

    /// The same, with these arguments.
    pub(crate) fn with(arguments: &[&str]) -> Self {
        let mut child = Command::new(PROGRAM)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let address = line
            .strip_prefix("Sightline is at http://127.0.0.1:")
            .unwrap_or_else(|| panic!("{arguments:?} said “{line}”"));
        let port = address.split('/').next().unwrap().parse().unwrap();
        Self { child, port }
    }

    /// A page's status line, headers and text.
    pub(crate) fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n",
            self.port
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Numbers that look random and are the same in each run (xorshift64*, Vigna
/// 2016).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// A number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        let number = self.next() >> 33;
        usize::try_from(number).unwrap() % end
    }

    /// One or the other.
    pub(crate) fn flip(&mut self) -> bool {
        self.below(2) == 0
    }
}
