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
mod dates;
pub mod differing;
mod directions;
mod finding;
mod sentence;
mod tokens;

pub use amounts::{Amount, Counts, Role};
pub use dates::{Named, may_mean};
pub use directions::{Compared, Said};
pub use finding::{Finding, FindingKind, Travel, Verdict, Weight};
pub use sentence::Sentence;
pub use tokens::sentences;
