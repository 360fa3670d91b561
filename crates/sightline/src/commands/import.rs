//! `sightline import`: a file or folder, all or nothing.

use std::collections::BTreeMap;

use record::draft::Draft;
use record::entry::Salt;
use record::id::Authority;
use record::programme::Programme;
use store::{Access, Edge, Records, Store, StoreError};

use crate::arguments::Import;
use crate::failure::Failure;
use crate::files;

/// Stores what a file or folder holds.
pub(crate) fn import(arguments: &Import) -> Result<(), Failure> {
    let drafts = files::read(&arguments.from)?;
    let store = match Store::open(arguments.at.home(), Access::Write, Edge::system()) {
        Ok(store) => store,
        Err(StoreError::NoFolder(_) | StoreError::Missing(_) | StoreError::NoRecord(_)) => {
            // Nothing is made for entries that would be refused.
            check(&drafts)?;
            Store::open(arguments.at.home(), Access::Create, Edge::system())?
        }
        Err(error) => return Err(error.into()),
    };
    for batch in Records::new(store)?.append(drafts)? {
        println!(
            "{}: entries {} to {} stored. Head {}",
            batch.authority, batch.first_seq, batch.last_seq, batch.head
        );
    }
    Ok(())
}

/// Checks drafts against an empty record.
fn check(drafts: &[Draft]) -> Result<(), Failure> {
    let mut by_authority: BTreeMap<&Authority, Vec<Draft>> = BTreeMap::new();
    for draft in drafts {
        by_authority
            .entry(&draft.authority)
            .or_default()
            .push(draft.clone());
    }
    let now = crate::clock::now();
    let problems: Vec<_> = by_authority
        .into_iter()
        .filter_map(|(authority, drafts)| {
            Programme::new(authority.clone())
                .prepare(&drafts, now, || Salt([0; 16]))
                .err()
        })
        .flatten()
        .collect();
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Failure::Refused(problems))
    }
}
