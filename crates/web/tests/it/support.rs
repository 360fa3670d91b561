//! A site with Coventry's record, and what comes back from it.
#![expect(
    clippy::disallowed_methods,
    reason = "a test measures how long something takes, or makes it old"
)]

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use jiff::civil::{Date, date};
use record::draft::Draft;
use record::exchange::read_json_lines;
use record::view::Audience;
use store::{Access, Edge, Records, Store};
use tempfile::TempDir;
use tokio::runtime::Runtime;
use tower::ServiceExt as _;
use web::{Allowed, App};

/// The day on which the pages are made.
pub(crate) const TODAY: Date = date(2026, 11, 23);

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().unwrap());

static SITE: LazyLock<(Router, TempDir)> = LazyLock::new(|| {
    let dir = tempfile::tempdir().unwrap();
    let records = records(dir.path(), coventry::drafts().unwrap());
    (site(records, || TODAY), dir)
});

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).unwrap()
    }

    /// The words under the page's heading, as a reader sees them: no marks, single
    /// spaces.
    pub(crate) fn words(&self) -> String {
        words(self.main())
    }

    /// The page under its heading, as HTML.
    pub(crate) fn main(&self) -> &str {
        let text = self.text();
        let from = text.find("<h1").unwrap();
        &text[from..text.find("</main>").unwrap()]
    }

    /// Where its links lead.
    pub(crate) fn links(&self) -> Vec<String> {
        let text = self.text();
        text.split("href=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap().replace("&amp;", "&"))
            .collect()
    }
}

/// HTML as a reader sees it.
pub(crate) fn words(html: &str) -> String {
    let mut words = String::new();
    for piece in html.split('<') {
        let text = piece.split_once('>').map_or(piece, |(_, text)| text);
        words.push_str(text);
        words.push(' ');
    }
    let words = words.replace("&amp;", "&").replace("&quot;", "\"");
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A store with an edge that does not depend on the machine.
pub(crate) fn records(dir: &Path, drafts: Vec<Draft>) -> Records {
    let edge = Edge::new(
        || "2026-11-23T09:00:00Z".parse().unwrap(),
        |bytes| {
            bytes.fill(7);
            Ok(())
        },
    );
    let records = Records::new(Store::open(dir, Access::Create, edge).unwrap()).unwrap();
    records.append(drafts).unwrap();
    records
}

/// A site over a store.
pub(crate) fn site(records: Records, today: impl Fn() -> Date + Send + Sync + 'static) -> Router {
    web::router(App {
        records: Arc::new(records),
        today: Box::new(today),
        audience: Box::new(|_| Audience::PublicPage),
        edge: edge(),
        allowed: Allowed::default(),
    })
}

/// Each look at the clock is two milliseconds after the last; random bytes are not.
pub(crate) fn edge() -> web::Edge {
    let begin = Instant::now();
    let looks = AtomicU64::new(0);
    web::Edge::new(
        move || begin + Duration::from_millis(2 * looks.fetch_add(1, Ordering::Relaxed)),
        |bytes| {
            bytes.fill(7);
            Ok(())
        },
    )
}

/// A record that holds nothing but whose it is.
pub(crate) fn little(authority: &str) -> Vec<Draft> {
    let line = format!(
        r#"{{"authority":"{authority}","id":"authority/{authority}","change":"opens","effective_on":"2011-03-31","known_on":"2011-03-31","published_on":"2011-03-31","classification":"public","recorded_by":"test","body":{{"name":"Council of {authority}","place":"{authority}","notice":"Only a test."}}}}"#
    );
    read_json_lines("test", &line).unwrap()
}

/// Asks a site.
pub(crate) fn ask(site: &Router, method: Method, address: &str) -> Answer {
    let request = Request::builder()
        .method(method)
        .uri(address)
        .body(Body::empty())
        .unwrap();
    send(site, request)
}

/// Sends a request to a site.
pub(crate) fn send(site: &Router, request: Request<Body>) -> Answer {
    RUNTIME.block_on(async {
        let answer = site.clone().oneshot(request).await.unwrap();
        let (parts, body) = answer.into_parts();
        Answer {
            status: parts.status,
            headers: parts.headers,
            bytes: to_bytes(body, usize::MAX).await.unwrap().to_vec(),
        }
    })
}

/// Asks the site with Coventry's record.
pub(crate) fn get(address: &str) -> Answer {
    ask(&SITE.0, Method::GET, address)
}

/// Asks for a page that must be there.
pub(crate) fn page(address: &str) -> Answer {
    let answer = get(address);
    assert_eq!(
        answer.status,
        StatusCode::OK,
        "{address}: {}",
        answer.words()
    );
    answer
}
