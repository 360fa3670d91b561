//! What papers and people claim, checked against the record: a sentence that gives a
//! figure or says which way something went is bound to what stands behind it, or said
//! to have nothing behind it.
//!
//! A sentence is read ([`Sentence`]), its sums are worked out ([`arithmetic`]), its
//! figures are looked for among the readings, and its directions
//! are held against the statements of `statistics`. What is found is said in plain
//! words ([`Finding`]) and comes to a [`Verdict`]. A doubt is said, never hidden: that
//! nothing was found is no proof that a sentence is wrong.

mod amounts;
pub mod arithmetic;
mod check;
mod dates;
pub mod differing;
mod directions;
mod draft;
mod figures;
mod finding;
mod ledger;
mod sentence;
mod shelf;
mod tokens;
mod travel;

pub use amounts::{Amount, Counts, Role};
pub use check::{Checked, check};
pub use dates::{Named, may_mean};
pub use directions::{Compared, Said};
pub use draft::{Drafted, draft};
pub use figures::Given;
pub use finding::{Finding, FindingKind, Travel, Verdict, Weight};
pub use ledger::{Claim, Later, aside, ledger, of_entry};
pub use sentence::Sentence;
pub use shelf::Shelf;
pub use tokens::sentences;
