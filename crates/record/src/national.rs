//! What the national record says: an area's published figure, its region's,
//! England's and its neighbours', and rates on a named population.
//!
//! National data is stored once, in a record of its own, [`NATIONAL`]. Each
//! release is a version, known and published on the day it was released, so
//! that a moment ([`crate::state::Moment`]) shows what was out by then.

mod compared;
mod directory;

use jiff::civil::Date;

use crate::body::{AreaFigures, Dataset, Figure, NationalSeries, NeighbourModel};
use crate::id::{Authority, EntryId};
use crate::period::Period;
use crate::state::{Held, State};

pub use compared::{Member, Neighbourhood, Rate, rate_per_10000};
pub use directory::{Directory, DirectoryArea};

/// The name of the record that holds what is published for every authority.
/// No council can have it.
pub const NATIONAL: &str = "national";

/// The code that England's figures are kept under.
pub const ENGLAND: &str = "E92000001";

/// Whether a record is the national one.
#[must_use]
pub fn is_national(authority: &Authority) -> bool {
    authority.as_str() == NATIONAL
}

/// The national record at a moment.
#[derive(Clone, Copy, Debug)]
pub struct National<'a> {
    state: State<'a>,
}

impl<'a> National<'a> {
    /// The national record, of which this is a state.
    #[must_use]
    pub const fn new(state: State<'a>) -> Self {
        Self { state }
    }

    /// Every series, by name.
    #[must_use]
    pub fn all_series(&self) -> Vec<Held<'a, NationalSeries>> {
        let mut all = self.state.all::<NationalSeries>();
        all.sort_by(|one, other| one.body.name.cmp(&other.body.name));
        all
    }

    /// The series of this name.
    #[must_use]
    pub fn series(&self, id: &EntryId) -> Option<Held<'a, NationalSeries>> {
        self.state.get(id)
    }

    /// The series that holds the figures of a measure of the catalogue. Of
    /// several the one released last, and of those the first by its name.
    #[must_use]
    pub fn of_catalogue(&self, key: &str) -> Option<Held<'a, NationalSeries>> {
        let held = self.state.all::<NationalSeries>().into_iter();
        held.filter(|held| held.body.catalogue.as_deref() == Some(key))
            .max_by(|one, other| {
                let known = |held: &Held<'_, NationalSeries>| held.meta.known_on.counts_as();
                known(one)
                    .cmp(&known(other))
                    .then_with(|| other.id().cmp(one.id()))
            })
    }

    /// The release a series was read from.
    #[must_use]
    pub fn dataset(&self, series: &NationalSeries) -> Option<Held<'a, Dataset>> {
        self.state.get(&series.dataset)
    }

    /// Every dataset, by title.
    #[must_use]
    pub fn datasets(&self) -> Vec<Held<'a, Dataset>> {
        let mut all = self.state.all::<Dataset>();
        all.sort_by(|one, other| one.body.title.cmp(&other.body.title));
        all
    }

    /// Every neighbour model that was published by the moment, the newest first.
    #[must_use]
    pub fn models(&self) -> Vec<Held<'a, NeighbourModel>> {
        let mut all = self.state.all::<NeighbourModel>();
        all.sort_by_key(|held| std::cmp::Reverse(held.body.year));
        all
    }

    /// The neighbour model of a year.
    #[must_use]
    pub fn model(&self, year: i16) -> Option<Held<'a, NeighbourModel>> {
        let mut models = self.models().into_iter();
        models.find(|held| held.body.year == year)
    }

    /// Every area that any dataset names.
    #[must_use]
    pub fn directory(&self) -> Directory<'a> {
        Directory::of(self.datasets())
    }
}

impl NationalSeries {
    /// The figures of an area, by its code.
    #[must_use]
    pub fn area(&self, code: &str) -> Option<&AreaFigures> {
        self.areas.iter().find(|area| area.code == code)
    }

    /// Where a period stands in the series: the one of exactly these days.
    #[must_use]
    pub fn place(&self, period: Period) -> Option<usize> {
        self.periods.iter().position(|one| {
            (one.first_day(), one.last_day()) == (period.first_day(), period.last_day())
        })
    }

    /// The value of an area in a period.
    #[must_use]
    pub fn value(&self, code: &str, period: Period) -> Figure {
        self.pick(code, period, |area| &area.values)
    }

    /// What was counted in an area in a period.
    #[must_use]
    pub fn numerator(&self, code: &str, period: Period) -> Figure {
        self.pick(code, period, |area| &area.numerators)
    }

    /// Out of what, in an area in a period.
    #[must_use]
    pub fn denominator(&self, code: &str, period: Period) -> Figure {
        self.pick(code, period, |area| &area.denominators)
    }

    fn pick(&self, code: &str, period: Period, of: fn(&AreaFigures) -> &Vec<Figure>) -> Figure {
        self.place(period)
            .and_then(|at| of(self.area(code)?).get(at).copied())
            .unwrap_or_default()
    }

    /// The periods and values of an area, the earliest first.
    pub fn points(&self, code: &str) -> impl Iterator<Item = (Period, Figure)> {
        let values = self.area(code).map_or(&[][..], |area| &area.values);
        self.periods.iter().copied().zip(values.iter().copied())
    }

    /// The last period that was over by a day: what may be shown of a release
    /// at a date before it.
    #[must_use]
    pub fn last_period(&self, by: Date) -> Option<Period> {
        let mut periods = self.periods.iter().rev().copied();
        periods.find(|period| period.last_day() <= by)
    }
}
