//! Papers: from a view of the record to a document tree, and from the tree to files.

pub mod beside;
pub mod briefing;
pub mod chart;
pub mod claims;
pub mod disclosed;
pub mod figures;
pub mod fonts;
pub mod highlight;
pub mod journey;
pub mod measured;
pub mod paper;
pub mod picture;
pub mod plan_paper;
pub mod progress;
pub mod provenance;
mod statements;
pub mod template;
pub mod tree;
pub mod wording;
pub mod write;
