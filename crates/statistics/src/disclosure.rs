//! Disclosure control: what may be published so that nobody can work out a small
//! count. The rules and their sources: `docs/disclosure.md`.

mod attack;
mod chart;
mod derived;
mod policy;
mod puzzle;
mod register;
mod search;
mod suppress;
mod table;

pub use chart::{Printed, xmr_leaks};
pub use derived::{Behind, Withheld, printed, rate, share};
pub use policy::{Margins, PUBLIC, Policies, Policy, Rounding, Symbols, Zeros};
pub use register::{Contradiction, Leak, Quantity, Register};
pub use suppress::{NotSafe, Published, PublishedMargins, Shown, suppress};
pub use table::{Position, Subtotal, Table, TableError, Ways};
