//! What goes back: a page, a file or a way elsewhere, and what can go wrong, each with
//! the headers that every answer has.

use axum::body::Body;
use axum::http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName,
    HeaderValue, LOCATION, REFERRER_POLICY, RETRY_AFTER, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{Response, StatusCode};

use crate::assets::{self, Asset};
use crate::metrics;
use crate::moment::DateProblems;
use crate::shell::Page;

/// What a page function gives back.
#[derive(Debug)]
pub enum Reply {
    /// A page.
    Page(Box<Page>),
    /// A file to be saved.
    File(File),
}

impl From<Page> for Reply {
    fn from(page: Page) -> Self {
        Self::Page(Box::new(page))
    }
}

/// A file to be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name: letters, digits, hyphens and dots.
    pub name: String,
    /// Its media type.
    pub content_type: &'static str,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// Why there is no such page.
#[derive(Debug)]
pub enum Fault {
    /// Nothing is there. In a sentence: what was looked for, and where.
    NotFound(String),
    /// The dates asked for are not dates, or lie ahead.
    Dates(Box<DateProblems>),
    /// The program or one of its templates is wrong. The words go to the log.
    Broken(String),
}

impl Fault {
    /// The status it is answered with.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::NotFound(_) => StatusCode::NOT_FOUND,
            Self::Dates(_) => StatusCode::BAD_REQUEST,
            Self::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

/// An answer as it goes out.
pub(crate) type Answer = Response<Body>;

/// A page may be kept but must be asked for again: the record may have grown.
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");

/// What a browser may do with a page: show it with our own style sheet and pictures.
/// Nothing is inline, nothing runs, nothing comes from elsewhere.
const EVERY_ANSWER: [(HeaderName, &str); 6] = [
    (
        CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    ),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "accelerometer=(), camera=(), display-capture=(), fullscreen=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
];

/// Puts on an answer what every answer has.
pub(crate) fn guarded(mut answer: Answer) -> Answer {
    let headers = answer.headers_mut();
    for (name, value) in EVERY_ANSWER {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(CACHE_CONTROL).or_insert(ASK_AGAIN);
    answer
}

fn answer(status: StatusCode, content_type: &'static str, body: impl Into<Body>) -> Answer {
    let mut answer = Response::new(body.into());
    *answer.status_mut() = status;
    answer
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    answer
}

pub(crate) fn page(status: StatusCode, page: &Page) -> Answer {
    let mut answer = answer(
        status,
        "text/html; charset=utf-8",
        page.render().into_string(),
    );
    if status == StatusCode::SERVICE_UNAVAILABLE {
        answer
            .headers_mut()
            .insert(RETRY_AFTER, HeaderValue::from_static("5"));
    }
    if status == StatusCode::METHOD_NOT_ALLOWED {
        answer
            .headers_mut()
            .insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    answer
}

pub(crate) fn file(file: File) -> Answer {
    let disposition = format!("attachment; filename=\"{}\"", file.name);
    let mut answer = answer(StatusCode::OK, file.content_type, file.bytes);
    if let Ok(disposition) = HeaderValue::from_str(&disposition) {
        answer
            .headers_mut()
            .insert(CONTENT_DISPOSITION, disposition);
    }
    answer
}

pub(crate) fn asset(asset: Asset) -> Answer {
    let mut answer = answer(StatusCode::OK, asset.content_type, asset.body);
    answer.headers_mut().insert(
        CACHE_CONTROL,
        HeaderValue::from_static(assets::CACHE_CONTROL),
    );
    answer
}

pub(crate) fn text(status: StatusCode, text: &'static str) -> Answer {
    answer(status, "text/plain; charset=utf-8", text)
}

/// Figures for monitoring.
pub(crate) fn measured(text: String) -> Answer {
    answer(StatusCode::OK, metrics::CONTENT_TYPE, text)
}

/// To another address of this site, which must begin with one slash.
pub(crate) fn elsewhere(address: &str) -> Answer {
    let mut answer = text(StatusCode::TEMPORARY_REDIRECT, "");
    if let Ok(address) = HeaderValue::from_str(address) {
        answer.headers_mut().insert(LOCATION, address);
    }
    answer
}
