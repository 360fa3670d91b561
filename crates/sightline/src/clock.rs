//! The one place where the program asks what day and time it is.

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
