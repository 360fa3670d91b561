//! The ledger of claims: every sentence of the record that gives a figure or says which
//! way something went, who said it and when, what it rests on, and what the figures
//! said later.

use record::body::{Action, Measure, Polarity, Reading, Review, SaidDirection, Statement, Update};
use record::claimed_date::ClaimedDate;
use record::entry::Meta;
use record::id::{EntryId, Source};
use record::state::{Held, Moment, State};

use super::amounts::Counts;
use super::check::{Checked, check};
use super::figures::Given;
use super::finding::{Finding, Verdict};
use super::sentence::Sentence;
use super::shelf::Shelf;
use super::tokens::sentences;
use crate::measured::Measured;
use crate::wording;

/// A sentence that claims something, and what became of it.
#[derive(Clone, Debug)]
pub struct Claim<'a> {
    /// The entry it stands in.
    pub entry: &'a EntryId,
    /// The sentence.
    pub sentence: String,
    /// Who said it.
    pub by: Vec<EntryId>,
    /// When.
    pub on: ClaimedDate,
    /// Where it was read.
    pub sources: &'a [Source],
    /// What the checks found, the weightiest first.
    pub findings: Vec<Finding>,
    /// What they come to.
    pub verdict: Verdict,
    /// Whether it says which way something went.
    pub says_direction: bool,
    /// What the figures said later, a measure each.
    pub later: Vec<Later<'a>>,
}

/// What the figures of a measure said after a claim about it.
#[derive(Clone, Debug)]
pub struct Later<'a> {
    /// The measure.
    pub measure: Held<'a, Measure>,
    /// The latest figure known when it was said.
    pub then: Option<Held<'a, Reading>>,
    /// The figure after that one, and the latest now.
    pub since: Vec<Held<'a, Reading>>,
    /// What may be said of the series now.
    pub statement: String,
}

impl Later<'_> {
    /// Whether the figure after the one known was nearer to what is good than it; none
    /// where no way is good, or it was the same.
    #[must_use]
    pub fn next_is_nearer_to_good(&self) -> Option<bool> {
        let value = |held: &Held<'_, Reading>| held.body.value.number();
        let (then, next) = (value(self.then.as_ref()?)?, value(self.since.first()?)?);
        let larger = (next > then)
            .then_some(true)
            .or((next < then).then_some(false))?;
        match self.measure.body.polarity {
            Polarity::HigherIsBetter => Some(larger),
            Polarity::LowerIsBetter => Some(!larger),
            Polarity::Context => None,
        }
    }
}

impl Claim<'_> {
    /// What the next figures of its measures were, in a sentence; none of a claim about
    /// fewer than two.
    #[must_use]
    pub fn afterwards(&self) -> Option<String> {
        let names = |nearer: bool| -> Vec<String> {
            let of = self.later.iter();
            of.filter(|one| one.next_is_nearer_to_good() == Some(nearer))
                .map(|one| wording::lower_first(&one.measure.body.short_name))
                .collect()
        };
        let (nearer, further) = (names(true), names(false));
        let all = nearer.len() + further.len();
        let part = |names: &[String]| match names {
            [] => wording::count(0),
            some => format!("{} ({})", wording::count(some.len()), wording::list(some)),
        };
        (all > 1).then(|| {
            format!(
                "Of {} measures, the next figure was nearer to what is good for {}, and further from it for {}. Two points are no trend.",
                wording::count(all),
                part(&nearer),
                part(&further)
            )
        })
    }
}

/// A text that may claim something.
struct Text<'a> {
    meta: &'a Meta,
    texts: Vec<&'a str>,
    by: Vec<EntryId>,
    on: ClaimedDate,
    sources: &'a [Source],
    given: Given,
    direction: Option<SaidDirection>,
    context: &'a [EntryId],
}

/// The claims of a record at a moment: those that need a look first, of those and of
/// the rest the latest first.
#[must_use]
pub fn ledger<'a>(state: &State<'a>) -> Vec<Claim<'a>> {
    let shelf = Shelf::of(*state);
    let mut claims: Vec<Claim<'a>> = texts(state)
        .iter()
        .flat_map(|text| claims_of(&shelf, text))
        .collect();
    claims.sort_by_key(|claim| (claim.verdict, std::cmp::Reverse(claim.on.counts_as())));
    claims
}

/// The claims of one entry, of what a shelf holds; none of a kind whose texts are not
/// checked.
#[must_use]
pub fn of_entry<'a>(shelf: &Shelf<'a>, id: &EntryId) -> Vec<Claim<'a>> {
    let state = &shelf.state;
    let text = state
        .get::<Statement>(id)
        .map(statement)
        .or_else(|| state.get::<Review>(id).map(review))
        .or_else(|| state.get::<Update>(id).map(|held| update(state, held)));
    text.map_or_else(Vec::new, |text| claims_of(shelf, &text))
}

/// What a paper that quotes an entry says of a direction in it that the figures do not
/// bear out; nothing where they do, or it claims none.
#[must_use]
pub fn aside(shelf: &Shelf<'_>, id: &EntryId) -> &'static str {
    let worst = of_entry(shelf, id)
        .into_iter()
        .filter(|claim| claim.says_direction)
        .map(|claim| claim.verdict)
        .min();
    match worst {
        Some(Verdict::Contradicted) => "Said by the owner; the figures then said otherwise.",
        Some(Verdict::Unevidenced) => "Said by the owner; no figure stands behind it.",
        _ => "",
    }
}

fn texts<'a>(state: &State<'a>) -> Vec<Text<'a>> {
    let statements = state.all::<Statement>().into_iter().map(statement);
    let reviews = state.all::<Review>().into_iter().map(review);
    let updates = state.all::<Update>().into_iter();
    statements
        .chain(reviews)
        .chain(updates.map(|held| update(state, held)))
        .collect()
}

fn statement<'a>(held: Held<'a, Statement>) -> Text<'a> {
    let body = held.body;
    Text {
        meta: held.meta,
        texts: vec![&body.text],
        by: body.by.clone(),
        on: held.meta.effective_on,
        sources: &body.sources,
        given: Given {
            readings: body.readings.clone(),
            measures: body.measures.clone(),
            period: body.to.or(body.from),
            comparator: body.comparator.clone(),
            comparator_period: body.comparator_period,
        },
        direction: body.direction,
        context: &[],
    }
}

fn review<'a>(held: Held<'a, Review>) -> Text<'a> {
    let body = held.body;
    Text {
        meta: held.meta,
        texts: body.findings.iter().map(String::as_str).collect(),
        by: vec![body.reviewer.clone()],
        on: body.ends.unwrap_or(body.starts),
        sources: &body.sources,
        given: Given::default(),
        direction: None,
        context: &[],
    }
}

fn update<'a>(state: &State<'a>, held: Held<'a, Update>) -> Text<'a> {
    let body = held.body;
    let action = state.get::<Action>(&body.action);
    Text {
        meta: held.meta,
        texts: vec![&body.text],
        by: vec![body.by.clone()],
        on: body.on,
        sources: &body.sources,
        given: Given::default(),
        direction: None,
        context: action.map_or(&[], |action| &action.body.measures),
    }
}

fn claims_of<'a>(shelf: &Shelf<'a>, text: &Text<'a>) -> Vec<Claim<'a>> {
    let then = said_then(&shelf.state, text);
    let read: Vec<Sentence> = text
        .texts
        .iter()
        .flat_map(|text| sentences(text))
        .map(|words| Sentence::said_on(words, text.on.counts_as()))
        .collect();
    let claiming = |sentence: &&Sentence| sentence.claims() || text.direction.is_some();
    read.iter()
        .filter(claiming)
        .filter_map(|sentence| {
            let checked = check(
                shelf,
                &then,
                sentence,
                &text.given,
                text.direction,
                text.context,
            );
            if is_bare_count(shelf, sentence, &checked) {
                return None;
            }
            let later = checked
                .measures
                .iter()
                .filter_map(|measure| later(&shelf.state, &then, measure))
                .collect();
            Some(Claim {
                entry: &text.meta.id,
                sentence: sentence.text.clone(),
                by: text.by.clone(),
                on: text.on,
                sources: text.sources,
                findings: checked.findings,
                verdict: checked.verdict,
                says_direction: text.direction.is_some() || !sentence.directions.is_empty(),
                later,
            })
        })
        .collect()
}

/// Whether a sentence only counts something of which there is no measure: three
/// families met, eleven records read. That is work done, and no claim about figures.
fn is_bare_count(shelf: &Shelf<'_>, sentence: &Sentence, checked: &Checked<'_>) -> bool {
    sentence.directions.is_empty()
        && checked.readings.is_empty()
        && checked.verdict != Verdict::Contradicted
        && sentence.figures().all(|one| one.unit == Counts::Number)
        && shelf.named(sentence).is_empty()
}

/// What was known when a text became known, of what its reader may see.
fn said_then<'a>(state: &State<'a>, text: &Text<'a>) -> State<'a> {
    let view = state.view();
    let known = view
        .dated(text.meta)
        .unwrap_or_else(|| text.meta.known_on.counts_as());
    let moment = state.moment();
    view.at(Moment {
        effective: known.min(moment.effective),
        known: known.min(moment.known),
        recorded: moment.recorded,
    })
}

fn later<'a>(now: &State<'a>, then: &State<'a>, measure: &Held<'a, Measure>) -> Option<Later<'a>> {
    let numbered = |state: &State<'a>| -> Vec<Held<'a, Reading>> {
        let mut all: Vec<_> = state
            .readings_of(measure.id())
            .filter(|held| held.body.area.is_none() && held.body.breakdown.is_none())
            .filter(|held| held.body.value.number().is_some())
            .collect();
        all.sort_by_key(|held| held.body.period.last_day());
        all
    };
    let known = numbered(then).last().copied();
    let mut since = numbered(now);
    since.retain(|held| {
        known.is_none_or(|known| held.body.period.last_day() > known.body.period.last_day())
    });
    if since.len() > 2 {
        since.drain(1..since.len() - 1);
    }
    (!since.is_empty()).then(|| Later {
        measure: *measure,
        then: known,
        since,
        statement: Measured::of(now, *measure, None).headline(),
    })
}
