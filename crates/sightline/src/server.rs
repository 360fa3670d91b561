//! Taking connections: how many, how long, encrypted or not, and the orderly end.

use std::convert::Infallible;
use std::future::Future;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tower::ServiceExt as _;
use web::Peer;

use crate::configuration::Limits;
use crate::tls::Encryption;

/// How long to wait when the system gives no more connections.
const BREATH: Duration = Duration::from_millis(100);

/// A site and how it is served.
pub(crate) struct Server {
    /// The pages.
    pub(crate) router: Router,
    /// The certificate, if the server encrypts.
    pub(crate) encryption: Option<Arc<Encryption>>,
    /// What a request may cost.
    pub(crate) limits: Limits,
}

impl Server {
    /// Answers what comes until `stop`, then finishes what is in hand. Whether all of it
    /// was finished in the time for it.
    pub(crate) async fn run(self, listener: TcpListener, stop: impl Future<Output = ()>) -> bool {
        let most = self.limits.connections;
        let slots = Arc::new(Semaphore::new(most as usize));
        let (stopping, stopped) = watch::channel(false);
        let patience = Duration::from_secs(self.limits.stop_seconds.into());
        let server = Arc::new(self);
        let mut stop = pin!(stop);
        loop {
            let next = async {
                let slot = Arc::clone(&slots).acquire_owned().await;
                (slot, listener.accept().await)
            };
            let (slot, accepted) = tokio::select! {
                next = next => next,
                () = &mut stop => break,
            };
            match accepted {
                Ok((stream, peer)) => {
                    let (server, stopped) = (Arc::clone(&server), stopped.clone());
                    tokio::spawn(async move {
                        server.connection(stream, peer, stopped).await;
                        drop(slot);
                    });
                }
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be taken");
                    tokio::time::sleep(BREATH).await;
                }
            }
        }
        // Nobody is let in any more while the last are served.
        drop(listener);
        let _ = stopping.send(true);
        let all = slots.acquire_many(most);
        tokio::time::timeout(patience, all).await.is_ok()
    }

    /// One connection, to its end.
    async fn connection(
        &self,
        stream: TcpStream,
        peer: SocketAddr,
        stopped: watch::Receiver<bool>,
    ) {
        // Small answers go at once; a connection works without this too.
        let _ = stream.set_nodelay(true);
        let peer = |encrypted| Peer {
            address: peer.ip(),
            encrypted,
        };
        let Some(encryption) = &self.encryption else {
            return self.requests(stream, peer(false), stopped).await;
        };
        let greeting = encryption.acceptor().accept(stream);
        let patience = Duration::from_secs(self.limits.header_seconds.into());
        match tokio::time::timeout(patience, greeting).await {
            Ok(Ok(stream)) => self.requests(stream, peer(true), stopped).await,
            Ok(Err(error)) => tracing::debug!(%error, "a connection was not encrypted"),
            Err(_) => tracing::debug!("a connection was not encrypted in time"),
        }
    }

    /// The requests of one connection, one after the other.
    async fn requests(
        &self,
        stream: impl AsyncRead + AsyncWrite + Unpin,
        peer: Peer,
        mut stopped: watch::Receiver<bool>,
    ) {
        let service = service_fn(|request: Request<hyper::body::Incoming>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(peer);
            let router = self.router.clone();
            async move {
                Ok::<_, Infallible>(
                    router
                        .oneshot(request)
                        .await
                        .unwrap_or_else(|never| match never {}),
                )
            }
        });
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new())
            .header_read_timeout(Duration::from_secs(self.limits.header_seconds.into()))
            .max_buf_size(self.limits.header_bytes as usize);
        let mut connection = pin!(http.serve_connection(TokioIo::new(stream), service));
        let told = async { drop(stopped.wait_for(|stopped| *stopped).await) };
        let ended = tokio::select! {
            ended = connection.as_mut() => ended,
            () = told => {
                connection.as_mut().graceful_shutdown();
                connection.await
            }
        };
        if let Err(error) = ended {
            tracing::debug!(%error, "a connection ended early");
        }
    }
}
