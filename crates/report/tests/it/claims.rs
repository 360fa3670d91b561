//! What is claimed, held against the record: the eleven conflicts of Coventry's public
//! record, its ledger of claims and Marlshire’s, drafts, and every paper.

mod conflicts;
mod drafts;
mod ledger;
mod papers;
