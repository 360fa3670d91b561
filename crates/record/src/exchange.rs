//! The written forms of entries: hand-written TOML, readings as CSV, and the
//! JSON lines in which systems exchange whole records or hand on what an audience
//! may see.

mod csv;
mod fields;
mod json_lines;
mod shared;
mod toml;

pub use self::csv::read_csv;
pub use self::json_lines::{read_entry_line, read_json_line, read_json_lines, write_json_line};
pub use self::shared::shared_lines;
pub use self::toml::read_toml;
