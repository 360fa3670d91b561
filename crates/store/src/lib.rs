//! Keeps entries: append, read, verify, back up. The only room with SQL.
//!
//! [`Records`] is what pages, papers and imports use: each authority's
//! [`record::programme::Programme`], brought up to date before each answer, and
//! [`Records::append`]. [`Store`] is the folder beneath it.
//!
//! The clock and randomness come from outside, in an [`Edge`].

mod edge;
mod entry_row;
mod error;
mod files;
mod lock;
mod migrate;
mod open;
mod records;
mod sqlite;
mod statements;
mod store;

pub use edge::Edge;
pub use error::StoreError;
pub use lock::ServerLock;
pub use open::{Access, Durability};
pub use records::{AppendError, Appended, Records};
pub use store::{Erasure, Store};
