//! The writers: one document tree into each file format.
//!
//! Each is a pure function of the tree: the same tree gives the same bytes.

pub mod columns;
pub mod docx;
pub mod html;
pub mod markdown;
pub mod text;
