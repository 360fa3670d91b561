//! What happened to the figures on their way: `story/figures.toml`.

use jiff::civil::Date;
use serde::Deserialize;
use serde_json::{Value, json};

use super::Row;
use crate::Untold;
use crate::calendar::{days_from, months_from};
use crate::chance::Chance;
use crate::told::TomlDay;

const FILE: &str = "story/figures.toml";

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Events {
    first_month: String,
    /// How many months are told.
    pub(super) months: usize,
    /// The first month with figures for teams.
    pub(super) teams_from: String,
    /// The teams.
    pub(super) teams: Vec<Team>,
    late: Vec<Late>,
    absent: Vec<Absent>,
    not_available: Vec<NotAvailable>,
    restated: Vec<Restated>,
    provisional: Vec<Provisional>,
    /// Definitions that changed.
    pub(super) definition: Vec<Definition>,
    /// Limits that start anew.
    pub(super) rebase: Vec<Rebase>,
    /// Counts told by team and another way of dividing them, crossed.
    pub(super) crossed: Vec<Crossed>,
    /// Whom figures are compared with.
    pub(super) comparators: Comparators,
}

/// A team that has figures of its own.
#[derive(Debug, Deserialize)]
pub(super) struct Team {
    /// As readings write it.
    pub(super) code: String,
    /// Its name.
    pub(super) name: String,
    /// The entry it is.
    pub(super) team: String,
    /// How much better than the county, on the scale of odds.
    pub(super) better: f64,
}

#[derive(Debug, Deserialize)]
struct Late {
    topics: Vec<String>,
    from: String,
    to: String,
    known: TomlDay,
    note: String,
}

#[derive(Debug, Deserialize)]
struct Absent {
    measures: Vec<String>,
    from: String,
    to: String,
}

#[derive(Debug, Deserialize)]
struct NotAvailable {
    measures: Vec<String>,
    from: String,
    to: String,
    note: String,
}

/// Figures that were put right.
#[derive(Debug, Deserialize)]
pub(super) struct Restated {
    measures: Vec<String>,
    from: String,
    to: String,
    /// The day the right figures were known.
    pub(super) known: TomlDay,
    /// How many more were counted, as a share.
    pub(super) more: f64,
    /// Why.
    pub(super) reason: String,
}

#[derive(Debug, Deserialize)]
struct Provisional {
    measures: Vec<String>,
    final_on: String,
    reason: String,
}

/// A definition that changed.
#[derive(Debug, Deserialize)]
pub(super) struct Definition {
    /// The measure.
    pub(super) measure: String,
    /// The first month it is counted the new way.
    pub(super) from: String,
    /// The day the change was known.
    pub(super) known: TomlDay,
    /// Its name before.
    pub(super) was_name: String,
    /// What was counted before.
    pub(super) was_numerator: String,
    /// By how many points it reads lower.
    pub(super) lower: f64,
    /// What to bear in mind.
    pub(super) caution: String,
}

/// Limits that start anew.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rebase {
    /// The measure.
    pub(super) measure: String,
    /// The first month of the new limits.
    pub(super) from: String,
    /// The day of the Board that decided it.
    pub(super) decided: TomlDay,
    /// What changed, and how one knows.
    pub(super) why: String,
}

/// A count told by team and another way of dividing it, crossed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Crossed {
    /// The measure.
    pub(super) measure: String,
    /// In which months.
    pub(super) months: Vec<String>,
    /// The other way: `age`.
    pub(super) by: String,
    /// Its parts.
    pub(super) parts: Vec<Share>,
}

/// One part of the other way.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Share {
    /// As readings write it.
    pub(super) code: String,
    /// Its name.
    pub(super) name: String,
    /// About which share of the whole it is.
    pub(super) share: f64,
}

/// Whom figures are compared with.
#[derive(Debug, Deserialize)]
pub(super) struct Comparators {
    /// The made-up statistical neighbours, nearest first.
    pub(super) neighbours: Vec<String>,
}

/// The first day of a month written `2024-06`.
///
/// # Errors
/// It is no month.
pub(super) fn month(text: &str) -> Result<Date, Untold> {
    format!("{text}-01")
        .parse()
        .map_err(|error| Untold::new(FILE, error))
}

impl Events {
    /// Reads the file.
    ///
    /// # Errors
    /// It has a slip in it.
    pub(super) fn read() -> Result<Self, Untold> {
        toml::from_str(include_str!("../../story/figures.toml"))
            .map_err(|error| Untold::new(FILE, error))
    }

    /// The first month.
    ///
    /// # Errors
    /// It is no month.
    pub(super) fn first(&self) -> Result<Date, Untold> {
        month(&self.first_month)
    }

    /// Parts a measure is also read for.
    pub(super) fn breakdowns(&self, teams: &str) -> Vec<Value> {
        let mut of_measure = teams.split(';').filter(|code| !code.is_empty());
        self.teams
            .iter()
            .filter(|team| of_measure.any(|code| code == team.code))
            .map(|team| json!({"code": team.code, "name": team.name, "team": team.team}))
            .collect()
    }

    fn within(month: Date, from: &str, to: &str) -> bool {
        let text = month.strftime("%Y-%m").to_string();
        from <= &*text && &*text <= to
    }

    /// Whether nothing was ever counted for this month.
    pub(super) fn is_absent(&self, measure: &str, month: Date) -> bool {
        self.absent.iter().any(|absent| {
            absent.measures.iter().any(|name| name == measure)
                && Self::within(month, &absent.from, &absent.to)
        })
    }

    /// Why this month could not be counted, if it could not.
    pub(super) fn not_available(&self, measure: &str, month: Date) -> Option<&str> {
        let one = self.not_available.iter().find(|one| {
            one.measures.iter().any(|name| name == measure)
                && Self::within(month, &one.from, &one.to)
        })?;
        Some(&one.note)
    }

    fn late(&self, row: &Row, month: Date) -> Option<&Late> {
        self.late.iter().find(|late| {
            late.topics.contains(&row.topic) && Self::within(month, &late.from, &late.to)
        })
    }

    /// What the record says of a figure that came late or could not be counted.
    pub(super) fn late_note(&self, row: &Row, month: Date) -> Option<&str> {
        self.not_available(&row.id, month)
            .or_else(|| self.late(row, month).map(|late| &*late.note))
    }

    /// The day a reading was known: some three weeks after the month, or late.
    pub(super) fn known(&self, row: &Row, month: Date) -> Date {
        if let Some(late) = self.late(row, month) {
            return late.known.0;
        }
        // One day for all measures of a month: they come in one report.
        let mut chance = Chance::of(&format!("report/{month}"));
        let mut day = days_from(months_from(month, 1), 17 + chance.between(0, 3));
        while day.weekday().to_monday_zero_offset() > 4 {
            day = days_from(day, -1);
        }
        day
    }

    /// How a reading was put right, if it was.
    pub(super) fn restated(&self, measure: &str, month: Date) -> Option<&Restated> {
        self.restated.iter().find(|one| {
            one.measures.iter().any(|name| name == measure)
                && Self::within(month, &one.from, &one.to)
        })
    }

    /// The day a reading became final, and why, if it was provisional.
    ///
    /// # Errors
    /// The day in the file is none.
    pub(super) fn made_final(
        &self,
        measure: &str,
        month: Date,
    ) -> Result<Option<(Date, &str)>, Untold> {
        let Some(one) = self
            .provisional
            .iter()
            .find(|one| one.measures.iter().any(|name| name == measure))
        else {
            return Ok(None);
        };
        let year = month.year() + i16::from(month.month() > 3);
        let day = format!("{year}-{}", one.final_on)
            .parse()
            .map_err(|error| Untold::new(FILE, error))?;
        Ok(Some((day, &one.reason)))
    }

    /// Whether readings of this measure are provisional at first.
    pub(super) fn is_provisional(&self, measure: &str) -> bool {
        self.provisional
            .iter()
            .any(|one| one.measures.iter().any(|name| name == measure))
    }
}
