//! `sightline serve` and `sightline demo`: the pages in a browser.

use std::future::Future;
use std::net::SocketAddr;
use std::panic;
use std::sync::Arc;
use std::time::Duration;

use record::id::Authority;
use record::view::Audience;
use store::{Access, Edge, Home, Records, ServerLock, Store};
use tracing_subscriber::filter::LevelFilter;

use crate::arguments::{Demo, Serve};
use crate::clock;
use crate::configuration::{Configuration, Log, LogFormat, LogLevel};
use crate::demonstration;
use crate::failure::Failure;
use crate::server::Server;
use crate::tls::Encryption;

/// Serves a data folder or database.
pub(crate) fn serve(arguments: &Serve) -> Result<(), Failure> {
    let (configuration, home) = Configuration::of(&arguments.settings)?;
    let configuration = configuration.checked()?;
    let encryption = Encryption::of(&configuration)?;
    let store = Store::open(&home, Access::Read, Edge::system())?;
    let lock = match &home {
        Home::Folder(folder) => Some(ServerLock::take(folder)?),
        // Several servers may work on one database.
        Home::Database(_) => None,
    };
    let records = Records::new(store)?;
    let audience = configuration.audience.into();
    run(
        records,
        &home,
        &configuration,
        encryption,
        lock,
        move |_| audience,
    )
}

/// Serves the demonstration's councils, putting into the folder whichever is not
/// there.
pub(crate) fn demo(arguments: &Demo) -> Result<(), Failure> {
    let folder = arguments.data.clone().unwrap_or_else(demonstration::folder);
    let store = Store::open(&folder, Access::Create, Edge::system())?;
    let lock = ServerLock::take(&folder)?;
    let records = Records::new(store)?;
    let there = records.authorities()?;
    let missing = |name: &str| !there.iter().any(|authority| authority.as_str() == name);
    let mut drafts = Vec::new();
    if missing("coventry") {
        drafts.extend(demonstration::coventry()?);
    }
    if missing(marlshire::AUTHORITY) {
        drafts.extend(demonstration::marlshire(clock::today())?);
    }
    if !drafts.is_empty() {
        eprintln!(
            "Reading the records of Coventry (public) and Marlshire (made up) into {} …",
            folder.display()
        );
        records.append(drafts)?;
    }
    let mut configuration = Configuration::default();
    configuration.listen.port = arguments.port;
    run(
        records,
        &Home::Folder(folder),
        &configuration,
        None,
        Some(lock),
        demonstration::audience,
    )
}

fn run(
    records: Records,
    home: &Home,
    configuration: &Configuration,
    encryption: Option<Encryption>,
    lock: Option<ServerLock>,
    audience: impl Fn(&Authority) -> Audience + Send + Sync + 'static,
) -> Result<(), Failure> {
    begin_log(&configuration.log);
    let encryption = encryption.map(Arc::new);
    let app = web::App {
        records: Arc::new(records),
        today: Box::new(clock::today),
        audience: Box::new(audience),
        edge: clock::edge(),
        allowed: allowed(configuration),
    };
    let server = Server {
        router: web::router(app),
        encryption: encryption.clone(),
        limits: configuration.limits.clone(),
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| Failure::Unwritable(format!("The server cannot start: {error}.")))?;
    let finished = runtime.block_on(async {
        let address = configuration.address();
        let listener = tokio::net::TcpListener::bind(address)
            .await
            .map_err(|error| unusable(address, &error))?;
        let address = listener.local_addr().unwrap_or(address);
        let scheme = encryption.as_ref().map_or("http", |_| "https");
        // Whoever wants to stop or renew may do so once this is read.
        let stop = stopped();
        renewing(encryption);
        println!(
            "Sightline is at {scheme}://{address}/ ({} {home}). Stop it with Ctrl-C.",
            match home {
                Home::Folder(_) => "data folder",
                Home::Database(_) => "database",
            }
        );
        let finished = server.run(listener, stop).await;
        Ok::<_, Failure>(finished)
    })?;
    // An answer that takes too long does not keep the program from ending.
    runtime.shutdown_background();
    if !finished {
        tracing::warn!("stopped before every request was finished");
    }
    drop(lock);
    Ok(())
}

fn unusable(address: SocketAddr, error: &std::io::Error) -> Failure {
    Failure::Unwritable(format!(
        "Port {} of {} cannot be used: {error}. Choose another with --port, or listen.port in the settings.",
        address.port(),
        address.ip()
    ))
}

fn allowed(configuration: &Configuration) -> web::Allowed {
    let Configuration { listen, limits, .. } = configuration;
    let encrypted = configuration.certificate_and_key().is_some();
    web::Allowed {
        trusted_proxy: listen.trusted_proxy.clone(),
        only_proxies: !encrypted && !listen.address.is_loopback(),
        metrics: configuration.metrics.allow.clone(),
        answer: Duration::from_secs(limits.answer_seconds.into()),
        body_bytes: limits.body_bytes.into(),
    }
}

/// Sends what the program says of its work to standard error.
fn begin_log(log: &Log) {
    let level = match log.level {
        LogLevel::Error => LevelFilter::ERROR,
        LogLevel::Warn => LevelFilter::WARN,
        LogLevel::Info => LevelFilter::INFO,
        LogLevel::Debug => LevelFilter::DEBUG,
    };
    let lines = tracing_subscriber::fmt()
        .with_max_level(level)
        .with_writer(std::io::stderr)
        .with_target(false);
    match log.format {
        LogFormat::Text => lines.init(),
        LogFormat::Json => lines.json().flatten_event(true).init(),
    }
    // Where a mistake of the program happened, in one line with the request's number;
    // not what it says, which may be from the record.
    panic::set_hook(Box::new(|mistake| {
        let place = mistake.location().map(ToString::to_string);
        tracing::error!(
            place = place.unwrap_or_default(),
            "the program made a mistake"
        );
    }));
}

/// Reads the certificate again whenever the program is asked to.
#[cfg(unix)]
fn renewing(encryption: Option<Arc<Encryption>>) {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut asked) = signal(SignalKind::hangup()) else {
        return;
    };
    tokio::spawn(async move {
        while asked.recv().await.is_some() {
            let Some(encryption) = &encryption else {
                continue;
            };
            match encryption.renew() {
                Ok(()) => tracing::info!("the certificate was read again"),
                Err(error) => {
                    tracing::error!(%error, "the certificate in use is still the one before");
                }
            }
        }
    });
}

#[cfg(not(unix))]
fn renewing(_: Option<Arc<Encryption>>) {}

/// Ends when the program is asked to stop.
#[cfg(unix)]
fn stopped() -> impl Future<Output = ()> {
    use tokio::signal::unix::{SignalKind, signal};
    // Listened for from now on, not only once somebody waits.
    let mut terminate = signal(SignalKind::terminate()).ok();
    async move {
        let terminated = async {
            match &mut terminate {
                Some(signals) => drop(signals.recv().await),
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            () = terminated => {}
        }
    }
}

/// Ends when the program is asked to stop.
#[cfg(not(unix))]
async fn stopped() {
    let _ = tokio::signal::ctrl_c().await;
}
