//! Encryption by the server itself: TLS 1.2 and 1.3 by rustls, with ring's ciphers.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, pem};
use tokio_rustls::rustls::{self, InconsistentKeys, ServerConfig};

use crate::configuration::Configuration;
use crate::failure::Failure;

/// A certificate with its key, as they were last read from their files.
#[derive(Debug)]
pub(crate) struct Encryption {
    configuration: Configuration,
    now: Mutex<Arc<ServerConfig>>,
}

impl Encryption {
    /// Reads the certificate and key that the settings name, if they name any.
    ///
    /// # Errors
    /// They cannot be read, or do not belong together.
    pub(crate) fn of(configuration: &Configuration) -> Result<Option<Self>, Failure> {
        Ok(read(configuration)?.map(|now| Self {
            configuration: configuration.clone(),
            now: Mutex::new(now),
        }))
    }

    /// Reads the files again. Connections made from now on use what is in them; if that
    /// is of no use, what was read before stays.
    ///
    /// # Errors
    /// As [`Encryption::of`].
    pub(crate) fn renew(&self) -> Result<(), Failure> {
        if let Some(read) = read(&self.configuration)? {
            *self.now.lock().unwrap_or_else(PoisonError::into_inner) = read;
        }
        Ok(())
    }

    /// What takes the next connection.
    pub(crate) fn acceptor(&self) -> TlsAcceptor {
        let now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        TlsAcceptor::from(Arc::clone(&now))
    }
}

fn read(configuration: &Configuration) -> Result<Option<Arc<ServerConfig>>, Failure> {
    let Some((certificate, key)) = configuration.certificate_and_key() else {
        return Ok(None);
    };
    let chain = chain(certificate)?;
    let private = PrivateKeyDer::from_pem_file(key).map_err(|error| unreadable(key, &error))?;
    let wrong = |error: rustls::Error| {
        Failure::Input(match error {
            rustls::Error::InconsistentKeys(InconsistentKeys::KeyMismatch) => format!(
                "The key {} is not the key of the certificate {}. Use the two that were made together.",
                key.display(),
                certificate.display()
            ),
            error => format!(
                "The certificate {} cannot be used with the key {}: {error}.",
                certificate.display(),
                key.display()
            ),
        })
    };
    let mut read = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(wrong)?
        .with_no_client_auth()
        .with_single_cert(chain, private)
        .map_err(wrong)?;
    read.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Some(Arc::new(read)))
}

/// The certificates of a PEM file, the server's own first.
///
/// # Errors
/// The file cannot be read, or has none.
pub(crate) fn chain(file: &Path) -> Result<Vec<CertificateDer<'static>>, Failure> {
    let chain = CertificateDer::pem_file_iter(file)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|error| unreadable(file, &error))?;
    if chain.is_empty() {
        return Err(unreadable(file, &pem::Error::NoItemsFound));
    }
    Ok(chain)
}

/// What cannot be read, without a word of what is in it.
fn unreadable(file: &Path, error: &pem::Error) -> Failure {
    let file = file.display();
    match error {
        pem::Error::Io(error) if error.kind() == std::io::ErrorKind::NotFound => Failure::Missing(
            format!("There is no file {file}, which the settings name under [tls]."),
        ),
        pem::Error::Io(error) => Failure::Unwritable(format!("{file} cannot be read: {error}.")),
        _ => Failure::Input(format!(
            "{file} is not what the settings under [tls] say: it must be in PEM, with lines like -----BEGIN CERTIFICATE----- or -----BEGIN PRIVATE KEY-----, and the key without a password."
        )),
    }
}
