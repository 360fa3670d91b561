//! What is kept of each request: one line with a number, the method, the page, the
//! status and how long it took. Never the address, what was typed or who asked.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::header::STRICT_TRANSPORT_SECURITY;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode};

use crate::app::{Site, answered};
use crate::client::Client;
use crate::pages;
use crate::reply::{self, Answer};
use crate::route::pattern;
use crate::{health, metrics};

/// The header that says the request's number, for a proxy's own log.
const NUMBER: HeaderName = HeaderName::from_static("x-request-id");

/// Two years, as browsers' lists of encrypted sites ask.
const ENCRYPTED_FROM_NOW_ON: HeaderValue = HeaderValue::from_static("max-age=63072000");

/// The number of one request, by which a reader's message leads to its lines in the
/// log: ten characters that cannot be mistaken for one another.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Number([u8; 10]);

/// Crockford's base 32: no i, l, o or u.
const CHARACTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

impl Number {
    /// A number made of random bytes.
    fn of(bytes: [u8; 10]) -> Self {
        Self(bytes.map(|byte| CHARACTERS[usize::from(byte % 32)]))
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, byte) in self.0.iter().enumerate() {
            let gap = if at == 5 { "-" } else { "" };
            write!(f, "{gap}{}", char::from(*byte))?;
        }
        Ok(())
    }
}

/// Answers a request and writes its line.
pub(crate) async fn serve(State(site): State<Arc<Site>>, request: Request) -> Answer {
    let began = site.app.edge.instant();
    let mut bytes = [0; 10];
    site.app.edge.random(&mut bytes);
    let number = Number::of(bytes);
    let page = pattern(request.uri().path());
    let method = name(request.method());
    let allowed = &site.app.allowed;
    let client = Client::of(
        request.extensions(),
        request.headers(),
        &allowed.trusted_proxy,
    );

    let answer = answered(&site, client, number, request);
    let mut answer = match tokio::time::timeout(allowed.answer, answer).await {
        Ok(answer) => answer,
        Err(_) => {
            tracing::error!(id = %number, page, "an answer took too long");
            let page = pages::faults::too_slow(&number.to_string());
            reply::guarded(reply::page(StatusCode::SERVICE_UNAVAILABLE, &page))
        }
    };
    let headers = answer.headers_mut();
    if client.encrypted {
        headers.insert(STRICT_TRANSPORT_SECURITY, ENCRYPTED_FROM_NOW_ON);
    }
    if let Ok(number) = HeaderValue::from_str(&number.to_string()) {
        headers.insert(NUMBER, number);
    }
    let took = site.app.edge.instant().duration_since(began);
    site.metrics.answered(page, answer.status(), took);
    line(number, method, page, answer.status(), took);
    answer
}

fn line(
    number: Number,
    method: &'static str,
    page: &'static str,
    status: StatusCode,
    took: Duration,
) {
    let (id, status) = (number.to_string(), status.as_u16());
    let ms = (took.as_secs_f64() * 1_000_000.0).round() / 1_000.0;
    if page == health::ADDRESS || page == metrics::ADDRESS {
        tracing::debug!(id, method, page, status, ms, "answered");
    } else {
        tracing::info!(id, method, page, status, ms, "answered");
    }
}

/// A method's name; one that somebody made up is not repeated.
fn name(method: &Method) -> &'static str {
    const KNOWN: [(Method, &str); 7] = [
        (Method::GET, "GET"),
        (Method::HEAD, "HEAD"),
        (Method::POST, "POST"),
        (Method::PUT, "PUT"),
        (Method::PATCH, "PATCH"),
        (Method::DELETE, "DELETE"),
        (Method::OPTIONS, "OPTIONS"),
    ];
    let known = KNOWN.iter().find(|(known, _)| known == method);
    known.map_or("other", |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_ten_characters_that_can_be_read_out() {
        let number = Number::of([0, 9, 10, 18, 31, 32, 255, 17, 21, 22]).to_string();
        assert_eq!(number, "09ajz-0zhnp");
    }
}
