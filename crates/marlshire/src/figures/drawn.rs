//! The figures themselves, drawn by chance round the level their row tells.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::events::Events;
use super::{Row, events};
use crate::Untold;
use crate::calendar::months_from;
use crate::chance::{Chance, whole};
use crate::series::{Shape, around, percent_around};

/// Months in order, by their first days.
pub(super) struct Months(Vec<Date>);

impl Months {
    /// So many months from the first.
    pub(super) fn new(first: Date, count: usize) -> Self {
        let month = |at: usize| months_from(first, i32::try_from(at).unwrap_or(0));
        Self((0..count).map(month).collect())
    }
}

/// What was drawn for one month.
#[derive(Clone, Debug)]
pub(super) struct Drew {
    /// First day of the month.
    pub(super) month: Date,
    /// The value; none where there was nothing to count out of.
    pub(super) value: Option<f64>,
    /// What was counted, out of what.
    pub(super) parts: Option<(u32, u32)>,
}

impl Drew {
    fn of_parts(row: &Row, month: Date, counted: u32, out_of: u32) -> Self {
        if out_of == 0 {
            return Self {
                month,
                value: None,
                parts: None,
            };
        }
        let scale = if row.unit == "percent" { 100.0 } else { 1.0 };
        let value = scale * f64::from(counted) / f64::from(out_of);
        Self {
            month,
            value: Some(rounded(value, row.decimals)),
            parts: Some((counted, out_of)),
        }
    }

    /// The same with so many more counted, as a share.
    pub(super) fn with_more(&self, row: &Row, more: f64) -> Self {
        match self.parts {
            Some((counted, out_of)) => {
                let counted = whole(f64::from(counted) * (1.0 + more)).min(out_of);
                Self::of_parts(row, self.month, counted, out_of)
            }
            None => Self {
                value: self
                    .value
                    .map(|value| rounded(value * (1.0 - more), row.decimals)),
                ..self.clone()
            },
        }
    }

    /// The same after a year's checks: a few are counted that were not, or not
    /// counted that were.
    pub(super) fn checked(&self, row: &Row) -> Self {
        let mut chance = Chance::of(&format!("final/{}/{}", row.id, self.month));
        let off = chance.between(-2, 3);
        match self.parts {
            Some((counted, out_of)) => {
                let counted = counted.saturating_add_signed(off).min(out_of);
                Self::of_parts(row, self.month, counted, out_of)
            }
            None => Self {
                value: self.value.map(|value| (value + f64::from(off)).max(0.0)),
                ..self.clone()
            },
        }
    }
}

fn rounded(value: f64, decimals: u8) -> f64 {
    let scale = 10_f64.powi(i32::from(decimals));
    (value * scale).round() / scale
}

/// What the measures before counted, or were out of, by name and month.
pub(super) type Totals = BTreeMap<String, Vec<u32>>;

/// All that was drawn for a measure.
pub(super) struct Drawn {
    /// For the county.
    pub(super) whole: Vec<Drew>,
    /// For each team, by its code.
    pub(super) teams: Vec<(String, Vec<Drew>)>,
}

impl Drawn {
    /// Draws a measure, out of what another counted where its row says so.
    ///
    /// # Errors
    /// Its shape cannot be read, or it is out of a measure that was not drawn
    /// before it.
    pub(super) fn of(
        row: &Row,
        months: &Months,
        events: &Events,
        before: &Totals,
    ) -> Result<Self, Untold> {
        let levels = levels(row, months, events)?;
        let totals = match &*row.out_of {
            "" => None,
            name => Some(before.get(name).ok_or_else(|| {
                Untold::new(&*row.id, format!("“{name}” does not stand before it"))
            })?),
        };
        let totals = totals.map(Vec::as_slice);
        if row.teams.is_empty() {
            let part = Part {
                name: row.id.clone(),
                number: 0,
                of: 1,
                better: 0.0,
                totals,
            };
            return Ok(Self {
                whole: part.draw(row, &levels),
                teams: Vec::new(),
            });
        }
        let of = u32::try_from(events.teams.len()).unwrap_or(1);
        let mut teams: Vec<(String, Vec<Drew>)> = Vec::new();
        for (number, team) in (0..of).zip(&events.teams) {
            let part = Part {
                name: format!("{}/{}", row.id, team.code),
                number,
                of,
                better: team.better,
                totals,
            };
            teams.push((team.code.clone(), part.draw(row, &levels)));
        }
        // The county is the sum of its teams.
        let whole = levels.iter().enumerate().map(|(at, (month, _))| {
            let parts = teams.iter().filter_map(|(_, drew)| drew.get(at)?.parts);
            let (counted, out_of) =
                parts.fold((0, 0), |sum, part| (sum.0 + part.0, sum.1 + part.1));
            Drew::of_parts(row, *month, counted, out_of)
        });
        Ok(Self {
            whole: whole.collect(),
            teams,
        })
    }

    /// What others may be out of: what was counted, or out of what, by month.
    pub(super) fn totals(&self) -> Vec<u32> {
        let total = |drew: &Drew| match drew.parts {
            Some((_, out_of)) => out_of,
            None => whole(drew.value.unwrap_or(0.0)),
        };
        self.whole.iter().map(total).collect()
    }
}

/// The level of every month.
fn levels(row: &Row, months: &Months, events: &Events) -> Result<Vec<(Date, f64)>, Untold> {
    let shape = Shape::read(&row.shape)?;
    let changed = events.definition.iter().find(|new| new.measure == row.id);
    let changed = changed
        .map(|new| Ok((events::month(&new.from)?, new.lower)))
        .transpose()?;
    let count = months.0.len();
    let level = |(at, month): (usize, &Date)| {
        let gone = shape.gone(at, count, *month);
        let lower = changed
            .filter(|(from, _)| month >= from)
            .map_or(0.0, |(_, lower)| lower);
        (*month, row.from + (row.to - row.from) * gone - lower)
    };
    Ok(months.0.iter().enumerate().map(level).collect())
}

/// A part of the county, or all of it.
struct Part<'a> {
    /// Names its stream of chance.
    name: String,
    /// Its number among the parts, from 0.
    number: u32,
    /// How many parts there are.
    of: u32,
    /// How much better than the county, on the scale of odds.
    better: f64,
    /// What it is out of in each month, where another measure says.
    totals: Option<&'a [u32]>,
}

impl Part<'_> {
    /// What it is out of in the month at this place.
    fn out_of(&self, row: &Row, at: usize, chance: &mut Chance) -> u32 {
        let Some(total) = self.totals.and_then(|totals| totals.get(at)) else {
            return whole(around(chance, row.base / f64::from(self.of), 0.04));
        };
        // So that the parts add up.
        let up_to = |parts: u32| whole(f64::from(total * parts) / f64::from(self.of));
        up_to(self.number + 1) - up_to(self.number)
    }

    fn draw(&self, row: &Row, levels: &[(Date, f64)]) -> Vec<Drew> {
        let mut chance = Chance::of(&self.name);
        // What there is changes less from month to month than what happens, and
        // a rolling year least.
        let carry = match &*row.series {
            "flow" => 0.0,
            "stock" => 0.5,
            _ => 0.9,
        };
        let mut drift = 0.0;
        let mut drawn = Vec::with_capacity(levels.len());
        for (at, (month, level)) in levels.iter().enumerate() {
            drift = carry * drift + (1.0 - carry) * chance.normal() * 2.0;
            drawn.push(match &*row.unit {
                "percent" => {
                    let out_of = self.out_of(row, at, &mut chance);
                    let counted = if carry > 0.0 {
                        let level = shifted(*level, self.better + drift * row.spread);
                        whole(f64::from(out_of) * level / 100.0).min(out_of)
                    } else {
                        let level = shifted(*level, self.better);
                        let share = percent_around(&mut chance, level, row.spread);
                        chance.of_many(out_of, share)
                    };
                    Drew::of_parts(row, *month, counted, out_of)
                }
                "number" => {
                    let out_of = whole(around(&mut chance, row.base / f64::from(self.of), 0.02));
                    let level = *level * (1.0 - self.better / 4.0);
                    let level = around(&mut chance, level, row.spread);
                    Drew::of_parts(row, *month, whole(level * f64::from(out_of)), out_of)
                }
                _ => {
                    let level = if carry > 0.0 {
                        *level * (drift * row.spread).exp()
                    } else {
                        around(&mut chance, *level, row.spread)
                    };
                    Drew {
                        month: *month,
                        value: Some(rounded(level, row.decimals)),
                        parts: None,
                    }
                }
            });
        }
        drawn
    }
}

/// A percentage moved on the scale of odds.
fn shifted(level: f64, by: f64) -> f64 {
    let share = (level / 100.0).clamp(0.001, 0.999);
    100.0 / (1.0 + (-((share / (1.0 - share)).ln() + by)).exp())
}
