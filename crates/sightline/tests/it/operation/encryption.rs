//! Encryption by the server itself, with certificates made for the test.

use std::io::{Read as _, Write as _};
use std::path::Path;
use std::sync::Arc;

use rcgen::{CertificateParams, CertifiedKey, KeyPair, date_time_ymd};
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned, crypto};

use super::running::*;
use crate::support::*;

/// A certificate for `localhost` with its key, valid in these years.
pub(crate) fn certificate(from: i32, to: i32) -> CertifiedKey<KeyPair> {
    let signing_key = KeyPair::generate().unwrap();
    let mut asked = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
    asked.not_before = date_time_ymd(from, 1, 1);
    asked.not_after = date_time_ymd(to, 1, 1);
    let cert = asked.self_signed(&signing_key).unwrap();
    CertifiedKey { cert, signing_key }
}

/// Writes certificate and key into a folder, for their owner and group alone.
pub(crate) fn write(made: &CertifiedKey<KeyPair>, folder: &Path) {
    let key = folder.join("key.pem");
    std::fs::write(folder.join("certificate.pem"), made.cert.pem()).unwrap();
    std::fs::write(&key, made.signing_key.serialize_pem()).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o640)).unwrap();
    }
}

/// The settings that go with it.
pub(crate) const SETTINGS: &str =
    "[tls]\ncertificate = \"certificate.pem\"\nkey = \"key.pem\"\n[limits]\nheader_seconds = 5\n";

/// A page as a browser that trusts this certificate gets it; none if it does not trust
/// what it is shown.
fn page(server: &Running, trusted: &CertificateDer<'static>, path: &str) -> Option<String> {
    let mut roots = RootCertStore::empty();
    roots.add(trusted.clone()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from("localhost").unwrap();
    let client = ClientConnection::new(Arc::new(config), name).unwrap();
    let mut stream = StreamOwned::new(client, server.connect());
    let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = String::new();
    let _ = stream.read_to_string(&mut answer);
    Some(answer)
}

#[test]
fn pages_are_encrypted_and_a_renewed_certificate_is_taken_up_without_a_restart() {
    let dir = folder();
    let data = small(dir.path(), 1);
    let first = certificate(2020, 2100);
    write(&first, dir.path());
    let server = Running::start(&data, SETTINGS, &["--address", "0.0.0.0"]);
    assert!(server.said.starts_with("Sightline is at https://0.0.0.0:"));
    let answer = page(&server, first.cert.der(), "/coventry").unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    let strict = header(&answer, "strict-transport-security");
    assert_eq!(strict, Some("max-age=63072000"));
    // Without encryption nothing is said.
    let plain = server.get("/coventry");
    assert!(
        !plain.contains("HTTP/") && !plain.contains("<html"),
        "{plain}"
    );

    let second = certificate(2020, 2100);
    write(&second, dir.path());
    assert!(page(&server, second.cert.der(), "/").is_none());
    server.signal("HUP");
    server.line(&["the certificate was read again"]);
    assert!(page(&server, second.cert.der(), "/").is_some());
    assert!(page(&server, first.cert.der(), "/").is_none());

    std::fs::write(
        dir.path().join("key.pem"),
        first.signing_key.serialize_pem(),
    )
    .unwrap();
    server.signal("HUP");
    let line = server.line(&["still the one before"]);
    assert!(line.contains("is not the key of"), "{line}");
    assert!(!line.contains("PRIVATE"), "{line}");
    assert!(page(&server, second.cert.der(), "/").is_some());
}

#[test]
fn a_server_does_not_start_with_a_key_of_another_certificate() {
    let dir = folder();
    let data = small(dir.path(), 1);
    write(&certificate(2020, 2100), dir.path());
    let other = certificate(2020, 2100).signing_key.serialize_pem();
    std::fs::write(dir.path().join("key.pem"), other).unwrap();
    let config = dir.path().join("settings.toml");
    std::fs::write(&config, SETTINGS).unwrap();
    let arguments = ["serve", "--config", text(&config), "--data", text(&data)];
    let err = sightline(&arguments).one_line(2);
    assert!(err.contains("is not the key of the certificate"), "{err}");
}
