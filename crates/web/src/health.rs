//! `/healthz`: whether the site is alive and its store answers.

use axum::http::StatusCode;
use store::Records;

use crate::reply::{self, Answer};

/// Where it is.
pub(crate) const ADDRESS: &str = "/healthz";

/// 200 and “ok” if the store answers, 503 otherwise; never a reason, which the log has.
pub(crate) fn answer(records: &Records) -> Answer {
    match records.authorities() {
        Ok(_) => reply::text(StatusCode::OK, "ok\n"),
        Err(error) => {
            tracing::error!(%error, "the store cannot be read");
            reply::text(
                StatusCode::SERVICE_UNAVAILABLE,
                "the store cannot be read\n",
            )
        }
    }
}
