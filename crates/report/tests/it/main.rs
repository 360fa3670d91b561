//! The papers, as their readers would find them.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod attack;
mod briefing;
mod claims;
mod disclosed;
mod docx;
mod html;
mod markdown;
mod marlshire;
mod real_note;
mod sample;
mod sections;
mod twins;
