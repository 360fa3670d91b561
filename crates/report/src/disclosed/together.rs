//! The readings of one period as tables: the whole, its parts, those counted and
//! the rest, which add up and so can be worked out of each other.

use std::collections::BTreeSet;

use jiff::civil::Date;
use record::body::{Measure, Reading, Unit};
use record::entry::Change;
use record::id::EntryId;
use record::programme::History;
use statistics::disclosure::{Policy, Published, Shown, Table, Zeros, suppress};

use super::{Own, doubtful, versions};

/// The counts behind a reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counts {
    /// The reading is a count itself.
    One(u64),
    /// Those counted are some of a group.
    Share {
        /// Counted.
        over: u64,
        /// Of the group and not counted.
        rest: u64,
    },
    /// Those counted are not some of what they are divided by.
    Ratio {
        /// Counted.
        over: u64,
        /// Divided by.
        under: u64,
    },
    /// No counts are held.
    Unknown,
}

impl Counts {
    pub(super) fn of(reading: &Reading, measure: &Measure) -> Self {
        match (reading.numerator, reading.denominator) {
            (Some(over), Some(under)) if measure.unit == Unit::Percent && over <= under => {
                Self::Share {
                    over,
                    rest: under - over,
                }
            }
            (Some(over), Some(under)) => Self::Ratio { over, under },
            _ if measure.unit == Unit::Count => {
                let value = reading.value.number().and_then(whole);
                value.or(reading.numerator).map_or(Self::Unknown, Self::One)
            }
            _ => Self::Unknown,
        }
    }

    /// The columns of its row in a table of its period.
    pub(super) fn columns(self) -> Option<Vec<u64>> {
        match self {
            Self::One(count) => Some(vec![count]),
            Self::Share { over, rest } => Some(vec![over, rest]),
            Self::Ratio { over, under } => Some(vec![over, under]),
            Self::Unknown => None,
        }
    }
}

/// A number as a count, where it is one.
pub(super) fn whole(number: f64) -> Option<u64> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked: whole and between 0 and a billion"
    )]
    let count = number as u64;
    ((0.0..1e9).contains(&number) && number.fract() == 0.0).then_some(count)
}

/// A reading as it stood in one edition of its period.
struct Cell<'a> {
    id: &'a EntryId,
    reading: &'a Reading,
}

/// One way of dividing the whole, as it stood on a day.
struct Edition<'a> {
    whole: Option<Cell<'a>>,
    parts: Vec<Cell<'a>>,
}

/// The parts of a period in the groups that each make up the whole: teams, ages and
/// so on. Overlapping groups share the whole alone. Parts that the definition does
/// not name are a group too; cells of two ways are left to [`super::sums`].
fn groups<'o, 'a>(own: &'o [Own<'a>], measure: &Measure) -> Vec<Vec<&'o Own<'a>>> {
    let known = |part: &str| measure.breakdowns.iter().any(|one| one.code == part);
    let named = super::sums::groups(measure, None).into_iter().map(|codes| {
        let of_group = |own: &&Own<'_>| own.part.is_some_and(|part| codes.contains(&part));
        own.iter().filter(of_group).collect::<Vec<_>>()
    });
    let unnamed = own
        .iter()
        .filter(|own| own.part.is_some_and(|part| !known(part)));
    let unnamed: Vec<_> = unnamed.collect();
    named
        .chain([unnamed])
        .filter(|group| !group.is_empty())
        .collect()
}

/// The period as it stood on each day on which something about it was known, once
/// for each group of parts.
fn editions<'a>(own: &[Own<'a>], measure: &Measure) -> Vec<Edition<'a>> {
    let days: BTreeSet<Date> = own
        .iter()
        .flat_map(|own| versions(own.history))
        .map(|(known, _)| known.counts_as())
        .collect();
    let cell = |own: &Own<'a>, day: Date| {
        let reading = on(own.history, day)?;
        Some(Cell {
            id: own.history.id()?,
            reading,
        })
    };
    let groups = groups(own, measure);
    let mut editions = Vec::new();
    for day in days {
        let none = Vec::new();
        for group in groups.iter().chain(groups.is_empty().then_some(&none)) {
            editions.push(Edition {
                whole: own
                    .iter()
                    .find(|own| own.part.is_none())
                    .and_then(|own| cell(own, day)),
                parts: group.iter().filter_map(|own| cell(own, day)).collect(),
            });
        }
    }
    editions
}

/// What a reading said on a day: its last version known by then.
pub(super) fn on(history: &History, day: Date) -> Option<&Reading> {
    let known = |version: &&record::programme::Version| version.meta.known_on.counts_as() <= day;
    let last = history.versions.iter().rfind(known)?;
    if last.meta.change == Change::Withdraws {
        return None;
    }
    match &last.body {
        Some(record::kind::Body::Reading(reading)) => Some(reading),
        _ => None,
    }
}

/// Whether what is left of a whole beside its parts is small: it stands nowhere,
/// but follows from what does.
pub(super) fn rest_is_small(own: &[Own<'_>], measure: &Measure, policy: &Policy) -> bool {
    own.len() > 1
        && editions(own, measure).iter().any(|edition| {
            edition.rest(measure).is_some_and(|rest| {
                rest.iter()
                    .any(|left| left.is_none_or(|left| policy.is_small(left) && left > 0))
            })
        })
}

impl Edition<'_> {
    /// What is left of each column of the whole beside the parts; none of a column
    /// whose parts come to more than the whole. None where there is no whole or no
    /// part, or a count is missing.
    fn rest(&self, measure: &Measure) -> Option<Vec<Option<u64>>> {
        let whole = Counts::of(self.whole.as_ref()?.reading, measure).columns()?;
        if self.parts.is_empty() {
            return None;
        }
        let mut rest: Vec<Option<u64>> = whole.into_iter().map(Some).collect();
        for part in &self.parts {
            let columns = Counts::of(part.reading, measure).columns()?;
            for (left, count) in rest.iter_mut().zip(columns) {
                *left = left.and_then(|left| left.checked_sub(count));
            }
        }
        Some(rest)
    }
}

/// Hides what must be of one period: small counts, and as many others as it takes
/// that nobody can work those out, in each edition of it.
pub(super) fn hide<'a>(
    own: &[Own<'a>],
    measure: &Measure,
    policy: &Policy,
    hidden: &mut BTreeSet<&'a EntryId>,
) {
    let editions = editions(own, measure);
    let whole = own.iter().find(|own| own.part.is_none());
    let whole = whole.and_then(|own| own.history.id());
    for edition in &editions {
        let chosen = choose(edition, measure, policy);
        hidden.extend(chosen);
    }
    // The parts of one group give the whole of another away.
    let groups = groups(own, measure);
    let several = groups.len() > 1;
    let loses_whole = whole.is_some_and(|id| hidden.contains(id));
    if several && loses_whole {
        hidden.extend(own.iter().filter_map(|own| own.history.id()));
    }
    // Whatever an edition was: what may not be shown alone is not shown at all.
    for own in own {
        if versions(own.history).any(|(_, reading)| doubtful(reading, measure, policy)) {
            hidden.extend(own.history.id());
        }
    }
}

/// What to hide of one edition.
fn choose<'a>(edition: &Edition<'a>, measure: &Measure, policy: &Policy) -> Vec<&'a EntryId> {
    let all = || {
        let cells = edition.whole.iter().chain(&edition.parts);
        cells.map(|cell| cell.id).collect::<Vec<_>>()
    };
    let doubtful_cells = || {
        let cells = edition.whole.iter().chain(&edition.parts);
        cells
            .filter(|cell| doubtful(cell.reading, measure, policy))
            .map(|cell| cell.id)
            .collect::<Vec<_>>()
    };
    let (Some(whole), false) = (&edition.whole, edition.parts.is_empty()) else {
        // Nothing adds up to anything else.
        return doubtful_cells();
    };
    let counts = |cell: &Cell<'a>| Counts::of(cell.reading, measure);
    let rows: Option<Vec<Vec<u64>>> = edition
        .parts
        .iter()
        .map(|part| counts(part).columns())
        .collect();
    let rest = edition
        .rest(measure)
        .and_then(|rest| rest.into_iter().collect::<Option<Vec<u64>>>());
    let (Some(mut rows), Some(rest)) = (rows, rest) else {
        // They do not add up, so no table can be audited.
        return if doubtful_cells().is_empty() {
            Vec::new()
        } else {
            all()
        };
    };
    if rest.iter().any(|left| *left > 0) {
        rows.push(rest);
    }
    let ratio = matches!(counts(whole), Counts::Ratio { .. });
    let Some(suppressed) = suppressed(&rows, ratio, policy) else {
        return all();
    };
    let mut ids = doubtful_cells();
    let parts = suppressed.rows.iter().zip(&edition.parts);
    ids.extend(parts.filter(|(hide, _)| **hide).map(|(_, part)| part.id));
    if suppressed.whole {
        ids.push(whole.id);
    }
    ids
}

/// Which rows of a table are hidden, and whether the whole is.
struct Suppressed {
    rows: Vec<bool>,
    whole: bool,
}

/// None where no safe way was found.
fn suppressed(rows: &[Vec<u64>], ratio: bool, policy: &Policy) -> Option<Suppressed> {
    let group_of_one_kind = |row: &Vec<u64>| {
        !ratio
            && row.len() == 2
            && row.contains(&0)
            && (1..policy.small_group).contains(&row.iter().sum())
    };
    let mut policy = Policy {
        rounding: statistics::disclosure::Rounding::None,
        ..policy.clone()
    };
    // All or none of a small group: the group's two counts are protected like
    // small ones, zero and all.
    if rows.iter().any(group_of_one_kind) {
        policy.zeros = Zeros::Protected;
        policy.threshold = policy.threshold.max(policy.small_group);
    }
    let columns = rows.first().map_or(0, Vec::len);
    let shown = |count: &Shown| *count != Shown::Suppressed;
    let mut hidden = Suppressed {
        rows: vec![false; rows.len()],
        whole: false,
    };
    if columns == 2 && !ratio {
        let cells = rows
            .iter()
            .map(|row| row.iter().copied().map(Some).collect());
        let table = Table::two_way(cells.collect(), Vec::new()).ok()?;
        let published: Published = suppress(&table, &policy).ok()?;
        let margins = published.margins?;
        let totals = margins.rows?;
        for (at, row) in published.cells.iter().enumerate() {
            hidden.rows[at] = !row.iter().all(shown) || !totals.get(at).is_some_and(shown);
        }
        hidden.whole = !shown(&margins.total) || !margins.columns?.iter().all(shown);
        return Some(hidden);
    }
    // Counts, and ratios whose two counts add up each for itself.
    for column in 0..columns {
        let cells = rows.iter().map(|row| row.get(column).copied()).collect();
        let published = suppress(&Table::one_way(cells, Vec::new()).ok()?, &policy).ok()?;
        for (at, count) in published.cells.first()?.iter().enumerate() {
            hidden.rows[at] |= !shown(count);
        }
        hidden.whole |= !shown(&published.margins?.total);
    }
    Some(hidden)
}
