//! The pages: server-rendered, read-only, usable without scripts.
//!
//! A request goes one way: `log` gives it a number, [`app`] answers it, [`asked`] reads its dates, [`route`] its
//! page; the record is looked at once and a [`context::Context`] made of it; a function
//! in [`pages`] turns that into a [`shell::Page`] without touching the store again.

pub mod app;
pub mod asked;
pub mod assets;
pub mod client;
pub mod components;
pub mod context;
pub mod edge;
mod health;
mod kept;
mod log;
mod metrics;
pub mod moment;
pub mod pages;
pub mod reply;
pub mod route;
pub mod shell;
mod survey;

pub use app::{Allowed, App, router};
pub use client::Peer;
pub use edge::Edge;
