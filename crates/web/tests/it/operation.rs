//! Who may ask what: proxies that are trusted and machines that are not; what is
//! counted; and what takes too long.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use record::view::Audience;
use web::{Allowed, App, Peer};

use crate::support::*;

/// A site that trusts one proxy, and how a machine with these headers is answered.
fn asked(allowed: Allowed, peer: &str, headers: &[(&str, &str)], address: &str) -> Answer {
    let dir = tempfile::tempdir().unwrap();
    let site = web::router(App {
        records: Arc::new(records(dir.path(), little("coventry"))),
        today: Box::new(|| TODAY),
        audience: Box::new(|_| Audience::PublicPage),
        edge: edge(),
        allowed,
    });
    answer(&site, peer, headers, address)
}

fn answer(site: &Router, peer: &str, headers: &[(&str, &str)], address: &str) -> Answer {
    let mut request = Request::builder().uri(address);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let peer = Peer {
        address: ip(peer),
        encrypted: false,
    };
    send(site, request.extension(peer).body(Body::empty()).unwrap())
}

fn ip(text: &str) -> IpAddr {
    text.parse().unwrap()
}

fn behind_a_proxy() -> Allowed {
    Allowed {
        trusted_proxy: vec![ip("10.0.0.5")],
        metrics: vec![ip("10.0.0.9")],
        ..Allowed::default()
    }
}

#[test]
fn only_a_trusted_proxy_is_believed_that_the_way_is_encrypted() {
    let says = [("x-forwarded-proto", "https")];
    let of = |peer: &str| {
        let answer = asked(behind_a_proxy(), peer, &says, "/coventry");
        assert_eq!(answer.status, StatusCode::OK);
        answer.header("strict-transport-security").to_owned()
    };
    assert_eq!(of("10.0.0.5"), "max-age=63072000");
    assert_eq!(of("10.0.0.6"), "");
    assert_eq!(of("127.0.0.1"), "");
}

#[test]
fn figures_for_monitoring_are_there_for_those_named_alone() {
    let status = |peer: &str, for_whom: Option<&str>| {
        let headers: Vec<_> = for_whom
            .map(|who| ("x-forwarded-for", who))
            .into_iter()
            .collect();
        asked(behind_a_proxy(), peer, &headers, "/metrics").status
    };
    for (peer, for_whom, may) in [
        ("127.0.0.1", None, true),
        ("::1", None, true),
        ("10.0.0.9", None, true),
        ("10.0.0.5", Some("10.0.0.9"), true),
        ("10.0.0.5", None, false),
        ("10.0.0.5", Some("192.0.2.1"), false),
        ("10.0.0.5", Some("127.0.0.1, 192.0.2.1"), false),
        ("10.0.0.5", Some("nonsense"), false),
        ("192.0.2.1", None, false),
        // Strangers who say that they are somebody.
        ("192.0.2.1", Some("127.0.0.1"), false),
        ("192.0.2.1", Some("10.0.0.9"), false),
        ("127.0.0.1", Some("127.0.0.1"), false),
    ] {
        let expected = if may {
            StatusCode::OK
        } else {
            StatusCode::NOT_FOUND
        };
        assert_eq!(status(peer, for_whom), expected, "{peer} for {for_whom:?}");
    }
}

#[test]
fn an_address_for_proxies_answers_nobody_else() {
    let allowed = Allowed {
        only_proxies: true,
        ..behind_a_proxy()
    };
    for (peer, status) in [
        ("10.0.0.5", StatusCode::OK),
        ("::ffff:10.0.0.5", StatusCode::OK),
        ("127.0.0.1", StatusCode::OK),
        ("10.0.0.9", StatusCode::FORBIDDEN),
        ("192.0.2.1", StatusCode::FORBIDDEN),
    ] {
        let says = [("x-forwarded-for", "10.0.0.5")];
        let answer = asked(allowed.clone(), peer, &says, "/coventry");
        assert_eq!(answer.status, status, "{peer}");
        assert!(answer.header("content-security-policy").contains("'none'"));
        assert_eq!(answer.text().contains("coventry"), status == StatusCode::OK);
    }
}

#[test]
fn every_answer_is_counted_with_its_page_and_how_long_it_took() {
    let dir = tempfile::tempdir().unwrap();
    let site = site(records(dir.path(), little("coventry")), || TODAY);
    for address in [
        "/coventry",
        "/coventry?as_at=2018-07-04",
        "/coventry/entry/review/x",
        "/nowhere/at/all",
        "/assets/x",
        "/",
    ] {
        answer(&site, "192.0.2.1", &[], address);
    }
    let figures = answer(&site, "127.0.0.1", &[], "/metrics");
    let figures = figures.text();
    for line in [
        r#"sightline_requests_total{page="/{authority}",status="200"} 2"#,
        r#"sightline_requests_total{page="/{authority}/entry/{id}",status="404"} 1"#,
        r#"sightline_requests_total{page="other",status="404"} 1"#,
        r#"sightline_requests_total{page="/assets/{file}",status="404"} 1"#,
        r#"sightline_requests_total{page="/",status="307"} 1"#,
        // The clock of the test moves two milliseconds between two looks.
        r#"sightline_request_seconds_bucket{page="/{authority}",le="0.001"} 0"#,
        r#"sightline_request_seconds_bucket{page="/{authority}",le="0.0025"} 2"#,
        r#"sightline_request_seconds_sum{page="/{authority}"} 0.004"#,
        r#"sightline_entries{authority="coventry"} 1"#,
    ] {
        assert!(figures.lines().any(|has| has == line), "{line}: {figures}");
    }
}

#[test]
fn an_answer_that_takes_too_long_is_given_up_with_its_number() {
    let dir = tempfile::tempdir().unwrap();
    let site = web::router(App {
        records: Arc::new(records(dir.path(), little("coventry"))),
        today: Box::new(|| {
            std::thread::sleep(Duration::from_secs(2));
            TODAY
        }),
        audience: Box::new(|_| Audience::PublicPage),
        edge: edge(),
        allowed: Allowed {
            answer: Duration::from_millis(50),
            ..Allowed::default()
        },
    });
    let slow = answer(&site, "127.0.0.1", &[], "/coventry");
    assert_eq!(slow.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(slow.words().contains("took too long"), "{}", slow.words());
    assert!(slow.words().contains("77777-77777"), "{}", slow.words());
    assert_eq!(slow.header("x-request-id"), "77777-77777");
    assert!(slow.header("content-security-policy").contains("'none'"));
    // What asks nothing of the clock is not held up.
    assert_eq!(
        answer(&site, "127.0.0.1", &[], "/healthz").status,
        StatusCode::OK
    );
}
