//! Papers: from a view of the record to a document tree, and from the tree to files.

pub mod fonts;
pub mod picture;
pub mod tree;
pub mod write;
