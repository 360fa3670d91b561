//! The one door: every request comes in here and every answer goes out here.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::Router;
use axum::body::{Body, HttpBody as _};
use axum::extract::{Query, Request, State};
use axum::http::header::CONTENT_LENGTH;
use axum::http::{HeaderValue, Method, StatusCode, Uri};
use jiff::civil::Date;
use record::entry::Head;
use record::id::Authority;
use record::view::Audience;
use store::{Records, StoreError};

use crate::asked::Asked;
use crate::assets;
use crate::context::Context;
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
}

impl fmt::Debug for App {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("App")
    }
}

/// The site.
pub fn router(app: App) -> Router {
    Router::new().fallback(serve).with_state(Arc::new(app))
}

/// Answers a request away from the threads that listen: reading the store waits for a
/// disk, and a panic there ends this answer and nothing else.
async fn serve(State(app): State<Arc<App>>, request: Request) -> Answer {
    let method = request.method().clone();
    let uri = request.uri().clone();
    let answer = if method == Method::GET || method == Method::HEAD {
        tokio::task::spawn_blocking(move || app.answer(&uri))
            .await
            .unwrap_or_else(|_| unexpected("the answer was not finished"))
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

impl App {
    fn answer(&self, uri: &Uri) -> Answer {
        let path = uri.path();
        if let Some(asset) = assets::lookup(path) {
            return reply::asset(asset);
        }
        let asked = Query::<Vec<(String, String)>>::try_from_uri(uri).map_or_else(
            |_| Asked::default(),
            |Query(parameters)| Asked::new(parameters),
        );
        let answer = match path {
            "/healthz" => self
                .records
                .authorities()
                .map(|_| reply::text(StatusCode::OK, "ok\n")),
            "/" => self.front(uri.query()),
            _ => self.record_page(path, uri.query(), &asked),
        };
        answer.unwrap_or_else(|error| unreadable(&error))
    }

    /// The authorities; with only one of them, its first page.
    fn front(&self, query: Option<&str>) -> Result<Answer, StoreError> {
        let mut authorities = self.records.authorities()?;
        if let [only] = authorities.as_slice() {
            return Ok(reply::elsewhere(&with_query(
                &Route::Home.path(only),
                query,
            )));
        }
        authorities.sort();
        let today = (self.today)();
        let mut records = Vec::with_capacity(authorities.len());
        for authority in &authorities {
            records.push(self.records.programme(authority)?);
        }
        let page = pages::front::page(&records, today);
        Ok(reply::page(StatusCode::OK, &page))
    }

    fn record_page(
        &self,
        path: &str,
        query: Option<&str>,
        asked: &Asked,
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
            let context = Context::new(&programme, audience, now, &Route::Home, asked);
            let fault = Fault::NotFound("There is no page at this address.".to_owned());
            return Ok(faulty(&context, fault));
        };
        Ok(match asked.moment(now.today) {
            Err(problems) => {
                let context = Context::new(&programme, audience, now, &route, asked);
                faulty(&context, Fault::Dates(problems))
            }
            Ok(moment) => {
                let context = Context::new(&programme, audience, moment, &route, asked);
                match pages::answer(&context) {
                    Ok(Reply::Page(page)) => reply::page(StatusCode::OK, &page),
                    Ok(Reply::File(file)) => reply::file(file),
                    Err(fault) => faulty(&context, fault),
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
fn faulty(context: &Context<'_>, fault: Fault) -> Answer {
    let status = fault.status();
    match fault {
        Fault::NotFound(what) => reply::page(status, &pages::faults::not_found(context, &what)),
        Fault::Dates(problems) => reply::page(status, &pages::faults::dates(context, *problems)),
        Fault::Broken(words) => unexpected(&words),
    }
}

fn unreadable(error: &StoreError) -> Answer {
    let number = number();
    tracing::error!(number, %error, "the store cannot be read");
    reply::page(
        StatusCode::SERVICE_UNAVAILABLE,
        &pages::faults::unreadable(&number),
    )
}

fn unexpected(words: &str) -> Answer {
    let number = number();
    tracing::error!(number, words, "a page could not be made");
    reply::page(
        StatusCode::INTERNAL_SERVER_ERROR,
        &pages::faults::unexpected(&number),
    )
}

/// A number for one mishap, by which a reader's message leads to the line in the log.
fn number() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(1);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    format!("{}-{count}", std::process::id())
}
