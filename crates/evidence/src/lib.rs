//! Readers of what others publish, the Department for Education's datasets and
//! its lists of statistical neighbours; and of councils' own sheets of readings,
//! CSV or Excel ([`sheet`], [`workbook`]).
//!
//! [`table`] makes rows of a file's bytes; a [`mapping::Mapping`], which a
//! person can write and [`describe()`] drafts, says what they mean; [`dataset`]
//! makes entries of the national record of them. Whatever is wrong is a
//! [`record::draft::Problem`] with its row, column and reason, and then there
//! are no entries.
//!
//! This room is pure: it reads only the bytes it is given.

pub mod cell;
pub mod dataset;
mod describe;
mod geography;
pub mod mapping;
mod neighbours;
pub mod periods;
pub mod sheet;
pub mod spelt;
pub mod table;
pub mod workbook;

pub use describe::describe;
