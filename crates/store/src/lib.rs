//! Keeps entries: append, read, verify, back up. The only room with SQL.
//!
//! [`Records`] is what pages, papers and imports use: each authority's
//! [`record::programme::Programme`], brought up to date before each answer, and
//! [`Records::append`]. [`Store`] is the folder or database beneath it
//! ([`Home`]): export, [`Store::verify`], [`Store::backup`], [`restore()`] and
//! [`copy()`].
//!
//! The clock and randomness come from outside, in an [`Edge`].

mod archive;
mod backup;
pub mod bi;
mod cache;
mod copy;
mod db;
mod edge;
mod entry_row;
mod error;
mod files;
mod home;
mod location;
mod lock;
mod migrate;
mod open;

mod pool;
mod postgresql;
mod records;
mod register;
mod restore;
mod server;
mod sqlite;
mod statements;
mod store;
mod unpack;
mod verify;

pub use archive::{ArchiveError, Manifest, Member};
pub use copy::copy;
pub use edge::Edge;
pub use error::StoreError;
pub use home::{Address, Home};
pub use location::{Layout, layout};
pub use lock::ServerLock;
pub use open::{Access, Durability};
pub use records::{AppendError, Appended, Records};
pub use restore::{Restored, restore};
pub use store::{Erasure, Store};
pub use verify::{Checked, Verified, VerifyError};
