//! `sightline serve` and `sightline demo`: the pages in a browser.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;

use record::id::Authority;
use record::view::Audience;
use store::{Access, Edge, Records, ServerLock, Store};

use crate::arguments::{Demo, Serve};
use crate::clock;
use crate::demonstration;
use crate::failure::Failure;

/// Serves a data folder.
pub(crate) fn serve(arguments: &Serve) -> Result<(), Failure> {
    let store = Store::open(&arguments.data, Access::Read, Edge::system())?;
    let lock = ServerLock::take(&arguments.data)?;
    let audience = arguments.audience.into();
    let records = Records::new(store)?;
    run(records, &arguments.data, arguments.port, lock, move |_| {
        audience
    })
}

/// Serves Coventry's public record, putting it into the folder first if it is
/// not there.
pub(crate) fn demo(arguments: &Demo) -> Result<(), Failure> {
    let folder = arguments.data.clone().unwrap_or_else(demonstration::folder);
    let store = Store::open(&folder, Access::Create, Edge::system())?;
    let lock = ServerLock::take(&folder)?;
    let records = Records::new(store)?;
    if records.authorities()?.is_empty() {
        eprintln!(
            "Reading Coventry’s public record into {} …",
            folder.display()
        );
        records.append(demonstration::coventry()?)?;
    }
    run(
        records,
        &folder,
        arguments.port,
        lock,
        demonstration::audience,
    )
}

fn run(
    records: Records,
    folder: &Path,
    port: u16,
    lock: ServerLock,
    audience: impl Fn(&Authority) -> Audience + Send + Sync + 'static,
) -> Result<(), Failure> {
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_target(false)
        .init();
    let app = web::App {
        records: Arc::new(records),
        today: Box::new(clock::today),
        audience: Box::new(audience),
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| Failure::Unwritable(format!("The server cannot start: {error}.")))?;
    runtime.block_on(async {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let listener = tokio::net::TcpListener::bind(address)
            .await
            .map_err(|error| {
                Failure::Unwritable(format!(
                    "Port {port} cannot be used: {error}. Choose another with --port."
                ))
            })?;
        let address = listener.local_addr().unwrap_or(address);
        println!(
            "Sightline is at http://{address}/ (data folder {}). Stop it with Ctrl-C.",
            folder.display()
        );
        axum::serve(listener, web::router(app))
            .with_graceful_shutdown(stopped())
            .await
            .map_err(|error| Failure::Unwritable(format!("The server stopped: {error}.")))
    })?;
    drop(lock);
    Ok(())
}

/// Ends when the program is asked to stop.
async fn stopped() {
    let interrupt = async {
        let _ = tokio::signal::ctrl_c().await;
    };
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let terminate = async {
            match signal(SignalKind::terminate()) {
                Ok(mut signals) => {
                    signals.recv().await;
                }
                Err(_) => std::future::pending().await,
            }
        };
        tokio::select! {
            () = interrupt => {}
            () = terminate => {}
        }
    }
    #[cfg(not(unix))]
    interrupt.await;
}
