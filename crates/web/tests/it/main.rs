//! The pages as a reader meets them: Coventry's record imported into a folder, asked
//! through the router without a network.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

mod claims;
mod entries;
mod figures;
mod frame;
mod nothing_early;
mod operation;
mod programme;
mod reviewed;
mod support;
mod where_it_is;
