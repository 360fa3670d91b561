//! Keeps entries: append, read, verify, back up. The only room with SQL.
//!
//! [`Records`] is what pages, papers and imports use: each authority's
//! [`record::programme::Programme`], brought up to date before each answer, and
//! [`Records::append`]. [`Store`] is the folder beneath it: export,
//! [`Store::verify`], [`Store::backup`] and [`restore()`].
//!
//! The clock and randomness come from outside, in an [`Edge`].

mod archive;
mod backup;
mod edge;
mod entry_row;
mod error;
mod files;
mod lock;
mod migrate;
mod open;
mod records;
mod register;
mod restore;
mod sqlite;
mod statements;
mod store;
mod unpack;
mod verify;

pub use archive::{ArchiveError, Manifest, Member};
pub use edge::Edge;
pub use error::StoreError;
pub use lock::ServerLock;
pub use open::{Access, Durability, Layout, layout};
pub use records::{AppendError, Appended, Records};
pub use restore::{Restored, restore};
pub use store::{Erasure, Store};
pub use verify::{Checked, Verified, VerifyError};
