//! The pages of a working programme: Marlshire's record as its Board sees it and as
//! anybody does, each page held against what the record itself says.

mod answers;
mod asked;
mod audits;
mod between;
mod closed;
mod hidden;
mod home;
mod measured;
mod meetings;
mod plan;
mod questions;
mod risks;
mod site;
mod story;
/// The same hidden numbers as in the papers' tests.
#[path = "../../../report/tests/it/twins.rs"]
mod twins;
