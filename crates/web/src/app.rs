//! The one door: every request comes in here and every answer goes out here.

use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, HttpBody as _};
use axum::extract::{DefaultBodyLimit, Query, Request};
use axum::http::header::CONTENT_LENGTH;
use axum::http::{HeaderValue, Method, StatusCode, Uri};
use jiff::civil::Date;
use record::entry::Head;
use record::id::Authority;
use record::view::Audience;
use store::{Records, StoreError};

use crate::asked::Asked;
use crate::assets;
use crate::client::Client;
use crate::context::Context;
use crate::edge::Edge;
use crate::health;
use crate::kept::WorkedOut;
use crate::log::{self, Number};
use crate::metrics::{self, Metrics};
use crate::moment::{Moment, encode};
use crate::pages;
use crate::reply::{self, Answer, Fault, Reply};
use crate::route::Route;

/// What the pages are served from.
pub struct App {
    /// The records.
    pub records: Arc<Records>,
    /// The present day in London.
    pub today: Box<dyn Fn() -> Date + Send + Sync>,
    /// For whom the pages of an authority are made, until people can sign in.
    pub audience: Box<dyn Fn(&Authority) -> Audience + Send + Sync>,
    /// The clock and the random source.
    pub edge: Edge,
    /// Who may ask what.
    pub allowed: Allowed,
}

/// Who may ask what, and what an answer may cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowed {
    /// Proxies whose word on where a request comes from counts.
    pub trusted_proxy: Vec<IpAddr>,
    /// Whether nobody but these proxies and this machine is answered.
    pub only_proxies: bool,
    /// Machines besides this one that may read the figures for monitoring.
    pub metrics: Vec<IpAddr>,
    /// How long an answer may take.
    pub answer: Duration,
    /// Bytes that a request may bring.
    pub body_bytes: u64,
}

impl Default for Allowed {
    /// No proxy, figures for this machine alone, 30 seconds, 1 MiB.
    fn default() -> Self {
        Self {
            trusted_proxy: Vec::new(),
            only_proxies: false,
            metrics: Vec::new(),
            answer: Duration::from_secs(30),
            body_bytes: 1 << 20,
        }
    }
}

/// An [`App`] and what it did.
#[derive(Debug)]
pub(crate) struct Site {
    pub(crate) app: App,
    pub(crate) metrics: Metrics,
    pub(crate) worked_out: WorkedOut,
}

impl fmt::Debug for App {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("App")
    }
}

/// The site.
pub fn router(app: App) -> Router {
    let most = usize::try_from(app.allowed.body_bytes).unwrap_or(usize::MAX);
    let metrics = Metrics::default();
    Router::new()
        .fallback(log::serve)
        .layer(DefaultBodyLimit::max(most))
        .with_state(Arc::new(Site {
            app,
            metrics,
            worked_out: WorkedOut::default(),
        }))
}

/// Answers a request away from the threads that listen: reading the store waits for a
/// disk, and a panic there ends this answer and nothing else.
pub(crate) async fn answered(
    site: &Arc<Site>,
    client: Client,
    number: Number,
    request: Request,
) -> Answer {
    let method = request.method().clone();
    let uri = request.uri().clone();
    let answer = if let Some(refusal) = site.app.allowed.refusal(client, &request) {
        refusal
    } else if method == Method::GET || method == Method::HEAD {
        let site = Arc::clone(site);
        let work = move || {
            let _request = tracing::error_span!("request", id = %number).entered();
            site.answer(&uri, number)
        };
        tokio::task::spawn_blocking(work)
            .await
            .unwrap_or_else(|_| unexpected("the answer was not finished", number))
    } else {
        reply::page(StatusCode::METHOD_NOT_ALLOWED, &pages::faults::method())
    };
    let mut answer = reply::guarded(answer);
    if method == Method::HEAD {
        let length = answer.body().size_hint().exact().unwrap_or_default();
        answer
            .headers_mut()
            .insert(CONTENT_LENGTH, HeaderValue::from(length));
        *answer.body_mut() = Body::empty();
    }
    answer
}

impl Allowed {
    /// What is answered before anything is looked at, to those who may not ask it.
    fn refusal(&self, client: Client, request: &Request) -> Option<Answer> {
        let here = |address: IpAddr| address.is_loopback();
        let stranger = client
            .peer
            .is_some_and(|peer| !here(peer) && !self.trusted_proxy.contains(&peer));
        if self.only_proxies && stranger {
            let words = "This address is for the proxy in front of it. Use the address you were given for the site.\n";
            return Some(reply::text(StatusCode::FORBIDDEN, words));
        }
        let may_measure = |address| here(address) || self.metrics.contains(&address);
        if request.uri().path() == metrics::ADDRESS
            && (client.doubtful || !client.address.is_some_and(may_measure))
        {
            return Some(reply::page(
                StatusCode::NOT_FOUND,
                &pages::faults::nowhere(),
            ));
        }
        let length = request.headers().get(CONTENT_LENGTH);
        let length: Option<u64> = length.and_then(|length| length.to_str().ok()?.parse().ok());
        if length.is_some_and(|length| length > self.body_bytes) {
            let page = pages::faults::too_much(self.body_bytes);
            return Some(reply::page(StatusCode::PAYLOAD_TOO_LARGE, &page));
        }
        None
    }
}

impl Site {
    fn answer(&self, uri: &Uri, number: Number) -> Answer {
        let path = uri.path();
        if path == health::ADDRESS {
            return health::answer(&self.app.records);
        }
        if path == metrics::ADDRESS {
            let heads = self.app.records.store().heads().ok();
            return reply::measured(self.metrics.text(heads.as_deref()));
        }
        self.app.answer(uri, number, &self.worked_out)
    }
}

impl App {
    fn answer(&self, uri: &Uri, number: Number, worked_out: &WorkedOut) -> Answer {
        let path = uri.path();
        if let Some(asset) = assets::lookup(path) {
            return reply::asset(asset);
        }
        let asked = Query::<Vec<(String, String)>>::try_from_uri(uri).map_or_else(
            |_| Asked::default(),
            |Query(parameters)| Asked::new(parameters),
        );
        let answer = match path {
            "/" => self.front(uri.query()),
            _ => self.record_page(path, uri.query(), &asked, number, worked_out),
        };
        answer.unwrap_or_else(|error| unreadable(&error, number))
    }

    /// The authorities; with only one of them, its first page.
    fn front(&self, query: Option<&str>) -> Result<Answer, StoreError> {
        let mut profiles = self.records.profiles()?;
        // What is published for every council is no council.
        profiles.retain(|profile| !record::national::is_national(profile.authority()));
        if let [only] = profiles.as_slice() {
            return Ok(reply::elsewhere(&with_query(
                &Route::Home.path(only.authority()),
                query,
            )));
        }
        let page = pages::front::page(&profiles, (self.today)());
        Ok(reply::page(StatusCode::OK, &page))
    }

    fn record_page(
        &self,
        path: &str,
        query: Option<&str>,
        asked: &Asked,
        number: Number,
        worked_out: &WorkedOut,
    ) -> Result<Answer, StoreError> {
        let nowhere = || {
            Ok(reply::page(
                StatusCode::NOT_FOUND,
                &pages::faults::nowhere(),
            ))
        };
        let path = path.strip_prefix('/').unwrap_or(path);
        let (name, rest) = path.split_once('/').unwrap_or((path, ""));
        let Ok(authority) = name.parse::<Authority>() else {
            return nowhere();
        };
        let programme = self.records.programme(&authority)?;
        let audience = (self.audience)(&authority);
        if programme.head() == Head::EMPTY {
            return nowhere();
        }
        if let Some(straight) = path.strip_suffix('/')
            && let Some(route) = Route::read(rest.strip_suffix('/').unwrap_or_default())
            && !straight.is_empty()
        {
            return Ok(reply::elsewhere(&with_query(
                &route.path(&authority),
                query,
            )));
        }
        let now = Moment::now((self.today)());
        let Some(route) = Route::read(rest) else {
            let context = Context::new(&programme, audience, now, &Route::Home, asked, worked_out);
            let fault = Fault::NotFound("There is no page at this address.".to_owned());
            return Ok(faulty(&context, fault, number));
        };
        Ok(match asked.moment(now.today) {
            Err(problems) => {
                let context = Context::new(&programme, audience, now, &route, asked, worked_out);
                faulty(&context, Fault::Dates(problems), number)
            }
            Ok(moment) => {
                let national = match record::national::NATIONAL.parse::<Authority>() {
                    Ok(national) if route.is_national() => Some(self.records.programme(&national)?),
                    _ => None,
                };
                let context = Context::new(&programme, audience, moment, &route, asked, worked_out);
                let context = match &national {
                    Some(national) => context.with_national(national),
                    None => context,
                };
                match pages::answer(&context) {
                    Ok(Reply::Page(page)) => reply::page(StatusCode::OK, &page),
                    Ok(Reply::File(file)) => reply::file(file),
                    Err(fault) => faulty(&context, fault, number),
                }
            }
        })
    }
}

/// An address with the parameters that were asked for, written anew.
fn with_query(path: &str, query: Option<&str>) -> String {
    let safe = |query: &&str| {
        query
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-._~=&+%".contains(&byte))
    };
    match query.filter(|query| !query.is_empty()) {
        Some(query) if safe(&query) => format!("{path}?{query}"),
        Some(query) => format!("{path}?q={}", encode(query)),
        None => path.to_owned(),
    }
}

/// The page of a fault, with the record's frame round it.
fn faulty(context: &Context<'_>, fault: Fault, number: Number) -> Answer {
    let status = fault.status();
    match fault {
        Fault::NotFound(what) => reply::page(status, &pages::faults::not_found(context, &what)),
        Fault::Dates(problems) => reply::page(status, &pages::faults::dates(context, *problems)),
        Fault::Broken(words) => unexpected(&words, number),
    }
}

fn unreadable(error: &StoreError, number: Number) -> Answer {
    let number = number.to_string();
    tracing::error!(id = number, %error, "the store cannot be read");
    reply::page(
        StatusCode::SERVICE_UNAVAILABLE,
        &pages::faults::unreadable(&number),
    )
}

fn unexpected(words: &str, number: Number) -> Answer {
    let number = number.to_string();
    tracing::error!(id = number, words, "a page could not be made");
    reply::page(
        StatusCode::INTERNAL_SERVER_ERROR,
        &pages::faults::unexpected(&number),
    )
}
