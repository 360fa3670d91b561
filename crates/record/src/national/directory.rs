//! The areas that datasets name. Codes change: a council that is reorganised
//! gets a new number, a boundary that moves a new ONS code.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::body::{Area, AreaLevel, Dataset};
use crate::period::Period;
use crate::state::Held;

/// Every area that any dataset names, by code.
#[derive(Clone, Debug, Default)]
pub struct Directory<'a> {
    areas: BTreeMap<&'a str, DirectoryArea<'a>>,
}

/// What all datasets together say of an area.
#[derive(Clone, Debug)]
pub struct DirectoryArea<'a> {
    /// As the dataset released last names it.
    pub area: &'a Area,
    /// The first day it is found in any dataset.
    pub first: Option<Date>,
    /// The last day it is found in any dataset.
    pub last: Option<Date>,
    /// Every ONS code it is given.
    pub gss: Vec<&'a str>,
}

impl<'a> Directory<'a> {
    /// The areas of these datasets.
    pub(super) fn of(mut datasets: Vec<Held<'a, Dataset>>) -> Self {
        datasets.sort_by_key(|held| held.body.released.counts_as());
        let mut areas: BTreeMap<&str, DirectoryArea<'a>> = BTreeMap::new();
        for area in datasets.iter().flat_map(|held| &held.body.areas) {
            let known = areas.entry(&area.code).or_insert(DirectoryArea {
                area,
                first: None,
                last: None,
                gss: Vec::new(),
            });
            // A list of neighbours names no region and no ONS code.
            if area.region.is_some() || known.area.region.is_none() {
                known.area = area;
            }
            let first = area.first.map(Period::first_day);
            known.first = known.first.into_iter().chain(first).min();
            known.last = known.last.max(area.last.map(Period::last_day));
            for code in &area.gss {
                if !known.gss.contains(&&**code) {
                    known.gss.push(code);
                }
            }
        }
        Self { areas }
    }

    /// An area by its code, or by any ONS code it is given.
    #[must_use]
    pub fn get(&self, code: &str) -> Option<&DirectoryArea<'a>> {
        self.areas
            .get(code)
            .or_else(|| self.areas.values().find(|area| area.gss.contains(&code)))
    }

    /// The name of an area; its code where no dataset names it.
    #[must_use]
    pub fn name<'s>(&'s self, code: &'s str) -> &'s str {
        self.get(code).map_or(code, |area| &area.area.name)
    }

    /// Every area, by code.
    pub fn areas(&self) -> impl Iterator<Item = &DirectoryArea<'a>> {
        self.areas.values()
    }

    /// The authorities of a region that are found on a day or after it, by code.
    pub fn authorities_of(
        &self,
        region: &str,
        on: Date,
    ) -> impl Iterator<Item = &DirectoryArea<'a>> {
        self.areas.values().filter(move |one| {
            one.area.level == AreaLevel::Authority
                && one.area.region.as_deref() == Some(region)
                && one.last.is_none_or(|last| last >= on)
        })
    }
}
