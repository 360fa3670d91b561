//! A server of the binary beside the benchmark, asked on one connection, and
//! what Linux says that it took.

use std::error::Error;
use std::ffi::OsStr;
use std::fs::read_to_string;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// A connection that stays open.
pub(crate) type Connection = BufReader<TcpStream>;

pub(crate) type Outcome<T> = Result<T, Box<dyn Error>>;

/// The program built beside this benchmark.
pub(crate) fn binary() -> Outcome<PathBuf> {
    let binary = std::env::current_exe()?
        .parent()
        .and_then(Path::parent)
        .ok_or("no build folder")?
        .join("sightline");
    Ok(binary)
}

/// A server that ends with this value.
pub(crate) struct Server {
    pub(crate) child: Child,
    address: String,
}

impl Server {
    /// Starts `serve` with these arguments on a free port.
    pub(crate) fn start<A: AsRef<OsStr>>(
        binary: &Path,
        arguments: impl IntoIterator<Item = A>,
    ) -> Outcome<Self> {
        let mut child = Command::new(binary)
            .args(["serve", "--port", "0"])
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut line = String::new();
        let output = child.stdout.take().ok_or("no output")?;
        BufReader::new(output).read_line(&mut line)?;
        let address = line
            .split("http://")
            .nth(1)
            .and_then(|rest| rest.split('/').next())
            .ok_or_else(|| format!("the server said: {line}"))?
            .to_owned();
        Ok(Self { child, address })
    }

    pub(crate) fn connect(&self) -> Outcome<Connection> {
        let stream = TcpStream::connect(&self.address)?;
        stream.set_nodelay(true)?;
        Ok(BufReader::new(stream))
    }

    /// Milliseconds of the server's CPU for one of so many requests, after a
    /// tenth as many to warm up.
    pub(crate) fn cpu_of(
        &self,
        connection: &mut Connection,
        path: &str,
        times: u32,
    ) -> Outcome<f64> {
        for _ in 0..times.div_ceil(10) {
            get(connection, path)?;
        }
        let before = cpu(self.child.id())?;
        for _ in 0..times {
            get(connection, path)?;
        }
        Ok((cpu(self.child.id())? - before) / f64::from(times))
    }

    /// The least of five rounds, each of so many requests that the kernel's
    /// clock of hundredths of a second can tell: what else the machine does
    /// makes caches cold and never makes them warmer.
    pub(crate) fn least(&self, connection: &mut Connection, path: &str) -> Outcome<f64> {
        let about = self.cpu_of(connection, path, 10)?.max(0.2);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 10 and 1,500"
        )]
        let times = (300.0 / about).clamp(10.0, 1_500.0) as u32;
        let mut least = f64::INFINITY;
        for _ in 0..5 {
            least = least.min(self.cpu_of(connection, path, times)?);
        }
        Ok(least)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// One request on a connection that stays open.
pub(crate) fn get(connection: &mut Connection, path: &str) -> Outcome<Vec<u8>> {
    connection
        .get_mut()
        .write_all(format!("GET {path} HTTP/1.1\r\nHost: bench\r\n\r\n").as_bytes())?;
    let mut length = 0;
    let mut line = String::new();
    connection.read_line(&mut line)?;
    let status = line.clone();
    loop {
        line.clear();
        connection.read_line(&mut line)?;
        let header = line.trim().to_ascii_lowercase();
        if header.is_empty() {
            break;
        }
        if let Some(value) = header.strip_prefix("content-length:") {
            length = value.trim().parse()?;
        }
    }
    let mut body = vec![0; length];
    connection.read_exact(&mut body)?;
    if !status.contains(" 200 ") {
        return Err(format!("{path}: {status}").into());
    }
    Ok(body)
}

/// User and system time of a process, in milliseconds.
pub(crate) fn cpu(process: u32) -> Outcome<f64> {
    let stat = read_to_string(format!("/proc/{process}/stat"))?;
    let after_name = stat.rsplit(')').next().ok_or("no stat")?;
    let fields: Vec<&str> = after_name.split_whitespace().collect();
    let ticks: f64 = fields[11].parse::<f64>()? + fields[12].parse::<f64>()?;
    // Linux counts in hundredths of a second for every program.
    Ok(ticks * 10.0)
}

/// Resident memory of a process, in megabytes.
pub(crate) fn memory(process: u32) -> Outcome<f64> {
    let status = read_to_string(format!("/proc/{process}/status"))?;
    let line = status
        .lines()
        .find(|line| line.starts_with("VmRSS"))
        .ok_or("no VmRSS")?;
    let kilobytes: f64 = line.split_whitespace().nth(1).ok_or("no VmRSS")?.parse()?;
    Ok(kilobytes / 1024.0)
}
