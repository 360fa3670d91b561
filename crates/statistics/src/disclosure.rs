//! Disclosure control: what may be published so that nobody can work out a small
//! count. The rules and their sources: `docs/disclosure.md`.

mod attack;
mod policy;
mod puzzle;
mod search;
mod suppress;
mod table;

pub use policy::{Margins, PUBLIC, Policies, Policy, Rounding, Symbols, Zeros};
pub use suppress::{NotSafe, Published, PublishedMargins, Shown, suppress};
pub use table::{Position, Subtotal, Table, TableError, Ways};
