//! A site with Marlshire's record, made once, for both audiences.

use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::http::{Method, StatusCode};
use jiff::civil::Date;
use record::id::Authority;
use record::programme::Programme;
use record::state::{Moment, State};
use record::view::Audience;
use store::Records;
use tempfile::TempDir;
use web::{Allowed, App};

use crate::support::{Answer, TODAY, ask, edge, records, words};

struct Site {
    board: Router,
    public: Router,
    programme: Arc<Programme>,
    _dir: TempDir,
}

static SITE: LazyLock<Site> = LazyLock::new(|| {
    let dir = tempfile::tempdir().unwrap();
    let records = Arc::new(records(dir.path(), marlshire::drafts(TODAY).unwrap()));
    let authority: Authority = marlshire::AUTHORITY.parse().unwrap();
    Site {
        board: router(&records, Audience::Board),
        public: router(&records, Audience::PublicPage),
        programme: records.programme(&authority).unwrap(),
        _dir: dir,
    }
});

pub(super) fn router(records: &Arc<Records>, audience: Audience) -> Router {
    web::router(App {
        records: Arc::clone(records),
        today: Box::new(|| TODAY),
        audience: Box::new(move |_| audience),
        edge: edge(),
        allowed: Allowed::default(),
    })
}

/// Asks as a member of the Board; the address is given below the council's own.
pub(super) fn board(address: &str) -> Answer {
    ask(&SITE.board, Method::GET, &format!("/marlshire{address}"))
}

/// Asks as anybody.
pub(super) fn public(address: &str) -> Answer {
    ask(&SITE.public, Method::GET, &format!("/marlshire{address}"))
}

/// A page that the Board must find.
pub(super) fn page(address: &str) -> Answer {
    let answer = board(address);
    assert_eq!(answer.status, StatusCode::OK, "{address}");
    answer
}

pub(super) fn programme() -> &'static Arc<Programme> {
    &SITE.programme
}

/// The record as the Board saw it on a day.
pub(super) fn state(day: Date) -> State<'static> {
    SITE.programme.view_for(Audience::Board).at(Moment::on(day))
}

/// An address as it is asked on a day.
pub(super) fn on(address: &str, day: Date) -> String {
    let mark = if address.contains('?') { '&' } else { '?' };
    format!("{address}{mark}as_at={day}")
}

pub(super) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// The rows of a table's body, as HTML.
pub(super) fn rows<'a>(answer: &'a Answer, table: &str) -> Vec<&'a str> {
    let Some((_, rest)) = answer.main().split_once(&format!("id=\"{table}\"")) else {
        return Vec::new();
    };
    let table = rest.split("</table>").next().unwrap();
    let body = table.split("<tbody").nth(1).unwrap();
    body.split("<tr").skip(1).collect()
}

/// The words of each cell of a row.
pub(super) fn cells(row: &str) -> Vec<String> {
    row.split("<td")
        .flat_map(|piece| piece.split("<th"))
        .skip(1)
        .map(|cell| words(&format!("<td{cell}")))
        .collect()
}

/// The part of a page from a place to the next heading of the same rank.
pub(super) fn section<'a>(answer: &'a Answer, place: &str) -> &'a str {
    let main = answer.main();
    let from = main.find(&format!("id=\"{place}\"")).unwrap_or(main.len());
    let rest = &main[from..];
    &rest[..rest.find("<h2").unwrap_or(rest.len())]
}

/// The actions that a piece of a page leads to, in order, each once.
pub(super) fn actions(html: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for rest in html.split("/marlshire/actions/").skip(1) {
        let name = rest.split(['"', '?', '#']).next().unwrap().to_owned();
        if !found.contains(&name) {
            found.push(name);
        }
    }
    found
}

/// A text as a page shows it: no marks, single spaces.
pub(super) fn said(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
