//! The pieces pages are made of: GOV.UK Design System components as typed functions,
//! and a few of our own where it has none (classes that begin `sl-`).
//!
//! They take plain text and finished markup and know nothing of the record. Text is
//! escaped by the template engine. None needs a script, and none writes an inline style.

pub mod cards;
pub mod date;
pub mod details;
pub mod figure;
pub mod form;
pub mod marks;
pub mod messages;
pub mod navigation;
pub mod pagination;
pub mod summary;
pub mod table;
pub mod timeline;

#[cfg(test)]
mod fixtures;
