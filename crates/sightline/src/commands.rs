//! One module a command.

pub(crate) mod append;
pub(crate) mod backup;
pub(crate) mod bi;
pub(crate) mod catalogue;
pub(crate) mod claims;
pub(crate) mod copy;
pub(crate) mod dataset;
pub(crate) mod doctor;
pub(crate) mod export;
pub(crate) mod import;
pub(crate) mod readings;
pub(crate) mod report;
pub(crate) mod serve;
pub(crate) mod stats;
pub(crate) mod suppress;
pub(crate) mod verify;
