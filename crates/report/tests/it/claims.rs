//! What is claimed, held against the record: the eleven conflicts of Coventry's public
//! record, its ledger of claims and Marlshire's, and drafts.

mod conflicts;
mod drafts;
mod ledger;
