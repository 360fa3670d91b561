//! The pages: server-rendered, read-only, usable without scripts.

pub mod assets;
pub mod components;
pub mod moment;
pub mod shell;
