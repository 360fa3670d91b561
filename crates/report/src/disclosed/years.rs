//! Years to date: two of them, one month apart, give the month between away.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use record::body::Measure;
use record::id::EntryId;
use statistics::disclosure::{Policy, Register};

use super::together::Counts;
use super::{Own, versions};

/// Hides as many sums of a year as it takes that no small month can be worked out
/// of those that stay.
pub(super) fn hide<'a>(
    periods: &BTreeMap<(Date, Date), Vec<Own<'a>>>,
    measure: &Measure,
    policy: &Policy,
    hidden: &mut BTreeSet<&'a EntryId>,
) {
    // By part and first day: the sums of one year, the shortest first.
    let mut years: BTreeMap<(Option<&str>, Date), Vec<&Own<'a>>> = BTreeMap::new();
    for own in periods.values().flatten() {
        let year = years.entry((own.part, own.period.first_day())).or_default();
        year.push(own);
    }
    for year in years.values_mut() {
        year.sort_by_key(|own| own.period.last_day());
        for column in 0..2 {
            protect(year, measure, policy, column, hidden);
        }
    }
}

fn protect<'a>(
    year: &[&Own<'a>],
    measure: &Measure,
    policy: &Policy,
    column: usize,
    hidden: &mut BTreeSet<&'a EntryId>,
) {
    let sum = |own: &Own<'_>| {
        let (_, reading) = versions(own.history).last()?;
        match Counts::of(reading, measure) {
            Counts::One(count) if column == 0 => Some(count),
            Counts::Share { over, rest } => Some(if column == 0 { over } else { rest }),
            Counts::Ratio { over, .. } if column == 0 => Some(over),
            _ => None,
        }
    };
    let sums: Vec<(u64, &EntryId)> = year
        .iter()
        .filter_map(|own| Some((sum(own)?, own.history.id()?)))
        .collect();
    while let Some(leaking) = leak(&sums, policy, hidden) {
        // The sum with the small month in it; without it two months are one.
        hidden.insert(leaking);
    }
}

/// A shown sum that gives the month before it away.
fn leak<'a>(
    sums: &[(u64, &'a EntryId)],
    policy: &Policy,
    hidden: &BTreeSet<&'a EntryId>,
) -> Option<&'a EntryId> {
    let shown: Vec<&(u64, &EntryId)> = sums.iter().filter(|(_, id)| !hidden.contains(id)).collect();
    let mut register = Register::new();
    let mut before = 0;
    let mut months = Vec::new();
    for (at, (sum, _)) in shown.iter().enumerate() {
        // A sum that went down was put right: it says nothing of the month.
        let month = register.count(at.to_string(), sum.saturating_sub(before));
        before = before.max(*sum);
        months.push((month, 1.0));
        let total = register.sum(format!("to {at}"), &months);
        register.publish(total);
    }
    let leaks = register.leaks(policy).ok()?;
    leaks.iter().find_map(|leak| {
        shown
            .get(leak.name.parse::<usize>().ok()?)
            .map(|(_, id)| *id)
    })
}
