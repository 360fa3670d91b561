//! Counts told by team and by age, each cell of them: the table in which small
//! numbers are hardest to hide.

use serde_json::{Value, json};

use super::events::{Crossed, Events};
use super::{Reading, Row, drawn};
use crate::Untold;
use crate::book::Book;
use crate::chance::{Chance, whole};

/// How a measure is crossed, if it is.
pub(super) fn of<'a>(row: &Row, events: &'a Events) -> Option<&'a Crossed> {
    events.crossed.iter().find(|one| one.measure == row.id)
}

/// The parts of the definition: teams, ages, then each of one with each of the
/// other.
pub(super) fn breakdowns(crossed: &Crossed, events: &Events) -> Vec<Value> {
    let teams = events.teams.iter();
    let teams = teams.map(|team| json!({"code": team.code, "name": team.name, "team": team.team}));
    let others = crossed.parts.iter();
    let others = others.map(|part| json!({"code": part.code, "name": part.name, "by": crossed.by}));
    let cells = events.teams.iter().flat_map(|team| {
        crossed.parts.iter().map(|part| {
            json!({"code": format!("{}-{}", team.code, part.code),
                "name": format!("{}, {}", team.name, part.name.to_lowercase()),
                "part_of": [team.code, part.code]})
        })
    });
    teams.chain(others).chain(cells).collect()
}

/// The readings of the parts of one month, where it is one of those told.
///
/// # Errors
/// A name is no name of an entry.
pub(super) fn tell(
    book: &mut Book,
    row: &Row,
    events: &Events,
    point: &Reading<'_>,
    of_county: &drawn::Drew,
) -> Result<(), Untold> {
    let month = point.month.strftime("%Y-%m").to_string();
    let Some(crossed) = of(row, events).filter(|one| one.months.contains(&month)) else {
        return Ok(());
    };
    let total = whole(of_county.value.unwrap_or(0.0));
    let mut one = |code: &str, count: u32| {
        let drew = drawn::Drew {
            month: point.month,
            value: Some(f64::from(count)),
            parts: None,
        };
        point.tell(book, Some(code), Some(&drew)).map(|_| ())
    };
    let table = table(crossed, events, &month, total);
    for (team, counts) in events.teams.iter().zip(&table) {
        one(&team.code, counts.iter().sum())?;
        for (part, count) in crossed.parts.iter().zip(counts) {
            one(&format!("{}-{}", team.code, part.code), *count)?;
        }
    }
    for (at, part) in crossed.parts.iter().enumerate() {
        one(&part.code, table.iter().filter_map(|row| row.get(at)).sum())?;
    }
    Ok(())
}

/// A row a team, a column an age; the cells add up to the total.
fn table(crossed: &Crossed, events: &Events, month: &str, total: u32) -> Vec<Vec<u32>> {
    let mut chance = Chance::of(&format!("crossed/{}/{month}", crossed.measure));
    let mut left = total;
    let mut teams_left = events.teams.len();
    let mut rows = Vec::new();
    for _ in &events.teams {
        let share = f64::from(left) / f64::from(u32::try_from(teams_left).unwrap_or(1));
        let of_team = if teams_left == 1 {
            left
        } else {
            whole(share * (1.0 + 0.06 * chance.normal())).min(left)
        };
        left -= of_team;
        teams_left -= 1;
        let mut of_parts: Vec<u32> = crossed
            .parts
            .iter()
            .skip(1)
            .map(|part| chance.of_many(of_team, part.share))
            .collect();
        let others: u32 = of_parts.iter().sum();
        of_parts.insert(0, of_team.saturating_sub(others));
        rows.push(of_parts);
    }
    rows
}
