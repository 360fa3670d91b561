//! A server with a settings file, its log kept in a file, and what it answers.
#![expect(
    clippy::disallowed_methods,
    reason = "a test measures how long something takes, or makes it old"
)]

use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use crate::support::*;

/// A running server, stopped at the end of the test.
pub(crate) struct Running {
    child: Child,
    pub(crate) port: u16,
    pub(crate) said: String,
    log: PathBuf,
}

impl Running {
    /// Starts `serve` with these settings, kept beside the data folder, and more words,
    /// on a free port.
    pub(crate) fn start(data: &Path, settings: &str, more: &[&str]) -> Self {
        let config = data.with_file_name("settings.toml");
        std::fs::write(&config, settings).unwrap();
        let log = data.with_file_name("log");
        let mut child = Command::new(PROGRAM)
            .args(["serve", "--config", text(&config), "--data", text(data)])
            .args(["--port", "0"])
            .args(more)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(File::create(&log).unwrap())
            .spawn()
            .unwrap();
        let mut said = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut said)
            .unwrap();
        let after = said.rsplit_once(":").and_then(|_| said.split("://").nth(1));
        let address = after.unwrap_or_else(|| {
            panic!(
                "said “{said}” and {}",
                std::fs::read_to_string(&log).unwrap()
            )
        });
        let port = address.split('/').next().unwrap();
        let port = port.rsplit(':').next().unwrap().parse().unwrap();
        Self {
            child,
            port,
            said,
            log,
        }
    }

    /// A connection to it.
    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let patience = Some(Duration::from_secs(60));
        stream.set_read_timeout(patience).unwrap();
        stream
    }

    /// What comes back to a request with these lines after the first.
    pub(crate) fn ask(&self, first: &str, lines: &str) -> String {
        let mut stream = self.connect();
        let request = format!("{first} HTTP/1.1\r\nHost: here\r\nConnection: close\r\n{lines}\r\n");
        // A server that has read enough may close before it has read everything.
        let _ = stream.write_all(request.as_bytes());
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    pub(crate) fn get(&self, path: &str) -> String {
        self.ask(&format!("GET {path}"), "")
    }

    /// What it wrote to its log.
    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap()
    }

    /// The first line of the log that has all these words, waited for.
    pub(crate) fn line(&self, words: &[&str]) -> String {
        let began = Instant::now();
        loop {
            let log = self.log();
            let found = log
                .lines()
                .find(|line| words.iter().all(|word| line.contains(word)));
            if let Some(line) = found {
                return line.to_owned();
            }
            assert!(
                began.elapsed() < Duration::from_secs(20),
                "no line with {words:?} in {log}"
            );
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Sends it a signal: `TERM`, `HUP`.
    pub(crate) fn signal(&self, name: &str) {
        let sent = Command::new("kill")
            .args([format!("-{name}"), self.child.id().to_string()])
            .status()
            .unwrap();
        assert!(sent.success());
    }

    /// Waits for its end.
    pub(crate) fn ended(&mut self) -> ExitStatus {
        self.child.wait().unwrap()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The value of a header in an answer.
pub(crate) fn header<'a>(answer: &'a str, name: &str) -> Option<&'a str> {
    let head = answer.split("\r\n\r\n").next().unwrap_or_default();
    head.lines()
        .filter_map(|line| line.split_once(": "))
        .find(|(known, _)| known.eq_ignore_ascii_case(name))
        .map(|(_, value)| value)
}

/// Makes the database unreadable while a server has it open.
pub(crate) fn ruin(data: &Path) {
    for side in ["sightline.db-wal", "sightline.db-shm"] {
        let _ = std::fs::remove_file(data.join(side));
    }
    std::fs::write(data.join("sightline.db"), vec![0; 200_000]).unwrap();
}
