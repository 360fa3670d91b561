//! The figures themselves, drawn by chance round the level their row tells.

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

/// All that was drawn for a measure.
pub(super) struct Drawn {
    /// For the county.
    pub(super) whole: Vec<Drew>,
    /// For each team, by its code.
    pub(super) teams: Vec<(String, Vec<Drew>)>,
}

impl Drawn {
    /// Draws a measure.
    ///
    /// # Errors
    /// Its shape cannot be read.
    pub(super) fn of(row: &Row, months: &Months, events: &Events) -> Result<Self, Untold> {
        let levels = levels(row, months, events)?;
        if row.teams.is_empty() {
            let whole = draw(row, &levels, &row.id, 1.0, 0.0);
            return Ok(Self {
                whole,
                teams: Vec::new(),
            });
        }
        let share = 1.0 / f64::from(u32::try_from(events.teams.len()).unwrap_or(1));
        let teams: Vec<(String, Vec<Drew>)> = events
            .teams
            .iter()
            .map(|team| {
                let name = format!("{}/{}", row.id, team.code);
                (
                    team.code.clone(),
                    draw(row, &levels, &name, share, team.better),
                )
            })
            .collect();
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

fn draw(row: &Row, levels: &[(Date, f64)], name: &str, share: f64, better: f64) -> Vec<Drew> {
    let mut chance = Chance::of(name);
    // A stock and a rolling year change little from month to month.
    let carry = if row.series == "flow" { 0.0 } else { 0.8 };
    let mut drift = 0.0;
    let one = |(month, level): &(Date, f64)| {
        drift = carry * drift + (1.0 - carry) * chance.normal() * 2.0;
        match &*row.unit {
            "percent" => {
                let usual = around(&mut chance, row.base * share, 0.04);
                let out_of = whole(usual);
                let odds = better + drift * row.spread * f64::from(u8::from(carry > 0.0));
                let level = shifted(*level, odds);
                let probability = percent_around(
                    &mut chance,
                    level,
                    if carry > 0.0 { 0.0 } else { row.spread },
                );
                let counted = if carry > 0.0 {
                    whole(f64::from(out_of) * probability).min(out_of)
                } else {
                    chance.of_many(out_of, probability)
                };
                Drew::of_parts(row, *month, counted, out_of)
            }
            "number" => {
                let out_of = whole(around(&mut chance, row.base * share, 0.02));
                let level = around(&mut chance, *level * (1.0 - better / 4.0), row.spread);
                Drew::of_parts(row, *month, whole(level * f64::from(out_of)), out_of)
            }
            _ => {
                let level = *level * (drift * row.spread).exp();
                let value = if carry > 0.0 {
                    level
                } else {
                    around(&mut chance, level, row.spread)
                };
                Drew {
                    month: *month,
                    value: Some(rounded(value, row.decimals)),
                    parts: None,
                }
            }
        }
    };
    levels.iter().map(one).collect()
}

/// A percentage moved on the scale of odds.
fn shifted(level: f64, by: f64) -> f64 {
    let share = (level / 100.0).clamp(0.001, 0.999);
    100.0 / (1.0 + (-((share / (1.0 - share)).ln() + by)).exp())
}
