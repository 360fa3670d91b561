//! Running a server: its settings, encryption, limits, log, monitoring, end, and what
//! the documents tell whoever runs it.

mod doctor;
mod documents;
mod encryption;
mod log;
mod running;
mod settings;
