//! Two entries that speak of the same thing, and of what kind the difference is: worked
//! out from values, definitions and dates, never from what somebody called it.

use record::body::{
    Board, Conflict, ConflictForm, FundedProgramme, Measure, Partners, Reading, ReadingStatus,
    Statement,
};
use record::id::EntryId;
use record::kind::{Body, Content};
use record::state::{Held, Moment, State};

use super::arithmetic::{share, sums};
use super::finding::{Finding, FindingKind, Weight};
use super::sentence::Sentence;
use super::tokens::sentences;
use crate::wording;

/// Months after which a count is no longer a provisional one: the Department's next two
/// releases have given the year again.
const SETTLED: i32 = 24;

/// What a check of a conflict's entries shows, the first finding first; none where
/// the record does not hold what would show it.
#[must_use]
pub fn conflict(state: &State<'_>, conflict: &Conflict) -> Vec<Finding> {
    let readings: Vec<Held<'_, Reading>> = of_kind(state, &conflict.entries);
    let mut found: Vec<Finding> = readings.iter().filter_map(|one| own(one)).collect();
    for held in of_kind::<Statement>(state, &conflict.entries) {
        let text = sentences(&held.body.text);
        let sums = text
            .into_iter()
            .flat_map(|text| sums(&Sentence::read(text)));
        found.extend(sums.map(|one| one.on([held.id().clone()])));
    }
    found.extend(pairs(&readings).filter_map(|(one, other)| between(state, one, other)));
    for id in &conflict.entries {
        found.extend(moved(state, id));
        found.extend(members(state, id));
    }
    found.retain(|one| matches!(one.kind, FindingKind::Differs(_)));
    found
}

fn of_kind<'a, T: Content>(state: &State<'a>, ids: &[EntryId]) -> Vec<Held<'a, T>> {
    ids.iter().filter_map(|id| state.get(id)).collect()
}

fn pairs<T>(all: &[T]) -> impl Iterator<Item = (&T, &T)> {
    let later = |(at, one)| all[at + 1..].iter().map(move |other| (one, other));
    all.iter().enumerate().flat_map(later)
}

/// A reading's own value against its numerator and denominator.
#[must_use]
pub(super) fn own(reading: &Held<'_, Reading>) -> Option<Finding> {
    let body = reading.body;
    let (Some(part), Some(whole), Some(value)) =
        (body.numerator, body.denominator, body.value.number())
    else {
        return None;
    };
    // As many places as it is written with.
    let decimals = u8::from(value.fract() != 0.0);
    // Of a mean, or a rate for every 10,000, this is no share.
    if part > whole || value > 100.0 {
        return None;
    }
    #[expect(clippy::cast_precision_loss, reason = "no count comes near 2^53")]
    let found = share(part as f64, whole as f64, value, decimals)?;
    matches!(found.kind, FindingKind::Differs(_)).then(|| found.on([reading.id().clone()]))
}

/// What tells two readings apart; none where they agree, or are of measures that have
/// nothing to do with each other.
#[must_use]
pub fn between(
    state: &State<'_>,
    one: &Held<'_, Reading>,
    other: &Held<'_, Reading>,
) -> Option<Finding> {
    let found = if one.body.measure == other.body.measure {
        definitions(state, one, other)
    } else {
        accounts(state, one, other)
    }?;
    Some(found.on([one.id().clone(), other.id().clone()]))
}

/// The definition that a reading was counted by.
fn defined<'a>(state: &State<'a>, reading: &Reading) -> Option<Held<'a, Measure>> {
    let on_its_day = Moment {
        effective: reading.period.last_day(),
        ..state.moment()
    };
    let then = state.view().at(on_its_day).get(&reading.measure);
    then.or_else(|| state.get(&reading.measure))
}

/// Two readings of one measure: whether its definition changed between them.
fn definitions(
    state: &State<'_>,
    one: &Held<'_, Reading>,
    other: &Held<'_, Reading>,
) -> Option<Finding> {
    use ConflictForm::{Basis, Cohort, Scope};
    if one.body.area != other.body.area {
        return None;
    }
    let (a, b) = (
        defined(state, one.body)?.body,
        defined(state, other.body)?.body,
    );
    let form = if a.denominator != b.denominator {
        Cohort
    } else if a.numerator != b.numerator {
        Scope
    } else if (&a.basis, a.unit, a.series) != (&b.basis, b.unit, b.series) {
        Basis
    } else {
        return None;
    };
    let why = match form {
        Cohort => "another group was counted",
        Scope => "other things are included",
        _ => "it was counted in another way",
    };
    Some(Finding::new(
        FindingKind::Differs(form),
        Weight::Missing,
        format!(
            "{} ({}) and {} ({}) do not compare: the definition changed between them, and {why}.",
            wording::value(one.body, a),
            one.body.period.in_words(),
            wording::value(other.body, b),
            other.body.period.in_words()
        ),
    ))
}

/// A local reading and the published one of the same thing.
fn accounts(
    state: &State<'_>,
    one: &Held<'_, Reading>,
    other: &Held<'_, Reading>,
) -> Option<Finding> {
    let (a, b) = (defined(state, one.body)?, defined(state, other.body)?);
    let (local, published, own, of) = if a.body.another_account_of.as_ref() == Some(b.id()) {
        (one, other, a.body, b.body)
    } else if b.body.another_account_of.as_ref() == Some(a.id()) {
        (other, one, b.body, a.body)
    } else {
        return None;
    };
    if local.body.area != published.body.area || local.body.status != ReadingStatus::Local {
        return None;
    }
    let (x, y) = (local.body.value.number()?, published.body.value.number()?);
    let same_period = local.body.period.last_day() == published.body.period.last_day();
    if same_period && (x - y).abs() < 1e-9 {
        return None;
    }
    let said = wording::value(local.body, own);
    let is = wording::value(published.body, of);
    let period = published.body.period.in_words();
    if local.body.area.is_some() {
        return comparator_year(state, local, published, &said, &is);
    }
    let (form, weight, words) = if !same_period {
        let words = format!(
            "{said} ({}) and the published {is} ({period}) are counted on another basis, and for another day.",
            local.body.period.in_words()
        );
        (ConflictForm::Basis, Weight::Remark, words)
    } else if own.numerator.is_some() && of.numerator.is_some() && own.numerator != of.numerator {
        let what = |measure: &Measure| {
            let counted = measure.numerator.as_deref().unwrap_or_default();
            wording::lower_first(wording::unstopped(counted))
        };
        let words = format!(
            "{said} counts {}; the published {is} ({period}) counts {}.",
            what(own),
            what(of)
        );
        (ConflictForm::Scope, Weight::Remark, words)
    } else if months_after(local) > SETTLED {
        let words = format!(
            "The published figure for {period} is {is}, not {said}. {said} was given more than two years later, when counts are settled: one of them was restated."
        );
        (ConflictForm::Restated, Weight::Revised, words)
    } else {
        let out = published
            .meta
            .published_on
            .map(record::claimed_date::ClaimedDate::counts_as);
        let was_out = out.is_some_and(|out| out < local.meta.known_on.earliest());
        let weight = if was_out {
            Weight::Against
        } else {
            Weight::Revised
        };
        let words = format!("The published figure for {period} is {is}; {said} is a local count.");
        (ConflictForm::LocalVPublished, weight, words)
    };
    Some(Finding::new(FindingKind::Differs(form), weight, words))
}

/// Months from the end of a reading's period to when it became known.
fn months_after(reading: &Held<'_, Reading>) -> i32 {
    let month = |day: jiff::civil::Date| i32::from(day.year()) * 12 + i32::from(day.month());
    month(reading.meta.known_on.counts_as()) - month(reading.body.period.last_day())
}

/// A comparator's figure that is the one of another year.
fn comparator_year(
    state: &State<'_>,
    local: &Held<'_, Reading>,
    published: &Held<'_, Reading>,
    said: &str,
    is: &str,
) -> Option<Finding> {
    let area = local.body.area.as_ref();
    let meant = state.readings_of(&published.body.measure).filter(|other| {
        other.body.area.as_ref() == area
            && other.body.breakdown.is_none()
            && other.body.period != published.body.period
            && other.body.value.number() == local.body.value.number()
    });
    // England was at 22.4% in two years running: the nearer one is meant.
    let last = published.body.period.last_day();
    let meant = meant.min_by_key(|other| {
        let days = other.body.period.last_day().until(last);
        days.map_or(i32::MAX, |days| days.get_days().abs())
    });
    let named = area
        .and_then(|area| state.get::<record::body::Comparator>(area))
        .map_or("the comparator", |held| held.body.short_name.as_str());
    let period = published.body.period.in_words();
    let (kind, words) = match meant {
        Some(other) => (
            FindingKind::Differs(ConflictForm::ComparatorYear),
            format!(
                "For {named}, {said} is the figure of the {}; that of the {period} is {is}.",
                other.body.period.in_words()
            ),
        ),
        None => (
            FindingKind::AnotherFigure,
            format!("For {named}, the published figure of the {period} is {is}, not {said}."),
        ),
    };
    Some(Finding::new(kind, Weight::Against, words))
}

/// The day a board was to end by, where that moved between its versions.
fn moved(state: &State<'_>, id: &EntryId) -> Option<Finding> {
    let days = over_time::<Board, String>(state, id, |board| board.ends_when.as_ref()?.by.clone());
    let [first, .., last] = days.as_slice() else {
        return None;
    };
    Some(
        Finding::new(
            FindingKind::Differs(ConflictForm::MovedDate),
            Weight::Revised,
            format!("The date was {first} and became {last}."),
        )
        .on([id.clone()]),
    )
}

/// Who takes part in a funded programme, where that differs between its versions.
fn members(state: &State<'_>, id: &EntryId) -> Option<Finding> {
    let said = |partners: &[Partners]| {
        let all: Vec<String> = partners
            .iter()
            .map(|one| format!("{} {}", one.number, one.what))
            .collect();
        (!all.is_empty()).then(|| wording::list(&all))
    };
    let all = over_time::<FundedProgramme, String>(state, id, |one| said(&one.partners));
    let [first, .., last] = all.as_slice() else {
        return None;
    };
    Some(
        Finding::new(
            FindingKind::Differs(ConflictForm::Scope),
            Weight::Revised,
            format!("First {first}; later {last}."),
        )
        .on([id.clone()]),
    )
}

/// The different things the versions of an entry said, as known at the moment.
fn over_time<T: Content, V: PartialEq>(
    state: &State<'_>,
    id: &EntryId,
    says: impl Fn(&T) -> Option<V>,
) -> Vec<V> {
    let mut said: Vec<V> = Vec::new();
    for version in state.view().history(id, state.moment()) {
        let body: Option<&Body> = version.body.as_ref();
        if let Some(value) = body.and_then(T::of).and_then(&says)
            && said.last() != Some(&value)
        {
            said.push(value);
        }
    }
    said
}
