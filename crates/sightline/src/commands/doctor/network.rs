//! The certificate and the port.

use std::io::{self, Read as _, Write as _};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;
use store::{ServerLock, StoreError};
use x509_cert::der::Decode as _;
use x509_cert::{Certificate, TbsCertificate};

use super::Finding;
use crate::configuration::Configuration;
use crate::failure::Failure;
use crate::tls::{self, Encryption};

/// Days before its end at which a certificate should have been renewed.
const RENEW_DAYS: i64 = 21;

const DAY: i64 = 24 * 60 * 60;

/// Whether the certificate can be used, and for how long.
pub(super) fn certificate(configuration: &Configuration, now: Timestamp) -> Vec<Finding> {
    let of = "certificate";
    let Some((file, _)) = configuration.certificate_and_key() else {
        return Vec::new();
    };
    if let Err(error) = Encryption::of(configuration) {
        return vec![Finding::fail(of, error.to_string())];
    }
    let (from, to) = match validity(file) {
        Ok(validity) => validity,
        Err(error) => return vec![Finding::fail(of, error.to_string())],
    };
    let days = (to - now.as_second()) / DAY;
    let finding = if now.as_second() < from {
        Finding::fail(
            of,
            "it is not valid yet. Look at the clock of this machine, or use the certificate you had before.",
        )
    } else if now.as_second() > to {
        Finding::fail(
            of,
            "it is no longer valid: browsers refuse it. Renew it, then systemctl reload sightline.",
        )
    } else if days < RENEW_DAYS {
        Finding::warn(
            of,
            format!("it is valid for {days} more days. Renew it, then systemctl reload sightline."),
        )
    } else {
        Finding::ok(
            of,
            format!("fits its key and is valid for {days} more days"),
        )
    };
    vec![finding]
}

/// From when to when the first certificate of a file is valid, in seconds since 1970.
fn validity(file: &Path) -> Result<(i64, i64), Failure> {
    let wrong = |what: &str| {
        Failure::Input(format!(
            "The dates of the certificate {} cannot be read{what}. Ask whoever made it for a certificate by X.509.",
            file.display()
        ))
    };
    let chain = tls::chain(file)?;
    let first = chain.first().ok_or_else(|| wrong(""))?;
    let read = Certificate::from_der(first).map_err(|error| wrong(&format!(": {error}")))?;
    let validity = TbsCertificate::validity(read.tbs_certificate());
    let seconds = |time: x509_cert::time::Time| {
        i64::try_from(time.to_unix_duration().as_secs()).unwrap_or(i64::MAX)
    };
    Ok((seconds(validity.not_before), seconds(validity.not_after)))
}

/// Whether a server can be had at the address, or is there already.
pub(super) fn port(configuration: &Configuration, data: Option<&Path>) -> Finding {
    let of = "port";
    let address = configuration.address();
    match TcpListener::bind(address) {
        Ok(_) => return Finding::ok(of, format!("{address} is free; no server is running there")),
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => {}
        Err(error) => {
            return Finding::fail(
                of,
                format!(
                    "{address} cannot be used: {error}. Choose another listen.address or listen.port."
                ),
            );
        }
    }
    // Servers of a database leave no lock: only their answer tells.
    if data.is_some_and(|data| !served(data)) {
        return Finding::fail(
            of,
            format!("another program is at {address}. Stop it, or choose another listen.port."),
        );
    }
    if configuration.certificate_and_key().is_some() {
        return Finding::ok(of, format!("a server runs, and something is at {address}"));
    }
    match health(reachable(address)) {
        Ok(true) => Finding::ok(of, format!("the server at {address} answers")),
        Ok(false) => Finding::fail(
            of,
            format!(
                "the server at {address} says that it cannot read the record. Look into its log."
            ),
        ),
        Err(error) => Finding::fail(
            of,
            format!(
                "what is at {address} does not answer as a server of Sightline ({error}). Look into its log, or restart it."
            ),
        ),
    }
}

/// Whether a server of ours is at work on the folder.
fn served(data: &Path) -> bool {
    data.join("serve.lock").exists() && matches!(ServerLock::take(data), Err(StoreError::Locked(_)))
}

/// Where to reach what listens on every address.
fn reachable(mut address: SocketAddr) -> SocketAddr {
    if address.ip().is_unspecified() {
        address.set_ip(match address.ip() {
            IpAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
            IpAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
        });
    }
    address
}

/// What `/healthz` says.
fn health(address: SocketAddr) -> io::Result<bool> {
    let patience = Duration::from_secs(5);
    let mut stream = TcpStream::connect_timeout(&address, patience)?;
    stream.set_read_timeout(Some(patience))?;
    write!(
        stream,
        "GET /healthz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
    )?;
    let mut answer = String::new();
    stream.take(4096).read_to_string(&mut answer)?;
    match answer.get(..12) {
        Some("HTTP/1.1 200") => Ok(true),
        Some("HTTP/1.1 503") => Ok(false),
        _ => Err(io::Error::other("it said something else")),
    }
}
