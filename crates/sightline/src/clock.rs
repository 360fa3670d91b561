//! The one place where the program asks what day and time it is, and for random bytes.

use std::io;
use std::time::Instant;

use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Today's date in London.
pub(crate) fn today() -> Date {
    // Without time-zone data, London is at most an hour from this.
    let zone = TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC);
    zone.to_datetime(now()).date()
}

/// The present moment.
#[expect(
    clippy::disallowed_methods,
    reason = "the edge of the program: everything inside is given the time"
)]
pub(crate) fn now() -> jiff::Timestamp {
    jiff::Timestamp::now()
}

/// What the pages need from outside: a clock for durations, and random bytes.
#[expect(
    clippy::disallowed_methods,
    reason = "the edge of the program: everything inside is given both"
)]
pub(crate) fn edge() -> web::Edge {
    web::Edge::new(Instant::now, |bytes| {
        getrandom::fill(bytes).map_err(|error| io::Error::other(error.to_string()))
    })
}
