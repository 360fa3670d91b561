//! What a rating must fit: its key, its rater, and what it claims.

use super::known;
use super::owner::{self, own};
use super::sign_off::decided;
use crate::body::{Dimension, Evidence, Rating, RatingKey, SignOff, StandsFor};
use crate::draft::{Draft, Problem};
use crate::entry::Change;
use crate::kind::{Content, Kind};
use crate::prepare::Proposed;
use crate::programme::Version;

/// Checks a rating.
pub(super) fn check(
    proposed: &Proposed<'_>,
    draft: &Draft,
    version: &Version,
    rating: &Rating,
    problems: &mut Vec<Problem>,
) {
    one_of_each(proposed, draft, version, rating, problems);
    let seq = version.meta.seq;
    let on = rating.on.counts_as();
    let is_action = rating.of.kind() == Kind::Action;
    if is_action
        && rating.dimension == Dimension::Impact
        && let Some(reason) = own(proposed, &rating.of, &rating.by, on, seq)
    {
        problems.push(draft.problem(
            "by",
            format!("{reason}: somebody else must rate its impact"),
        ));
    }
    let Some(key) = known::said_by_then::<RatingKey>(proposed, &rating.key, on, seq) else {
        return;
    };
    if key.of != rating.dimension {
        problems.push(draft.problem(
            "key",
            format!(
                "“{}” is a key of {}, and this rates {}",
                key.name,
                key.of.in_words(),
                rating.dimension.in_words()
            ),
        ));
    }
    let Some(status) = key.status(&rating.status) else {
        let codes: Vec<&str> = key.statuses.iter().map(|one| &*one.code).collect();
        problems.push(draft.problem(
            "status",
            format!(
                "“{}” is not in “{}”, which has {}",
                rating.status,
                key.name,
                codes.join(", ")
            ),
        ));
        return;
    };
    done(
        proposed,
        draft,
        version,
        rating,
        status.stands_for,
        problems,
    );
}

/// There is one rating of a thing in a dimension, and it stays with that thing.
fn one_of_each(
    proposed: &Proposed<'_>,
    draft: &Draft,
    version: &Version,
    rating: &Rating,
    problems: &mut Vec<Problem>,
) {
    let seq = version.meta.seq;
    if draft.change == Change::Opens {
        let other = known::naming::<Rating>(proposed, &rating.of, seq).find(|(id, other)| {
            **id != draft.id && other.of == rating.of && other.dimension == rating.dimension
        });
        if let Some((other, _)) = other {
            problems.push(draft.problem(
                "of",
                format!(
                    "“{}” has a rating of its {} already, “{other}”: add a version that changes that one",
                    rating.of,
                    rating.dimension.in_words()
                ),
            ));
        }
    } else if draft.change == Change::Changes
        && let Some(before) = known::said::<Rating>(proposed, &draft.id, None, seq)
        && (&before.of, before.dimension) != (&rating.of, rating.dimension)
    {
        problems.push(draft.problem(
            "of",
            format!(
                "this is the rating of “{}” in {}, and stays so: open another",
                before.of,
                before.dimension.in_words()
            ),
        ));
    }
}

/// What is rated evidenced was accepted by somebody and is shown by something;
/// and an owner rates their own action embedding only once it was accepted.
fn done(
    proposed: &Proposed<'_>,
    draft: &Draft,
    version: &Version,
    rating: &Rating,
    stands_for: StandsFor,
    problems: &mut Vec<Problem>,
) {
    let evidenced = stands_for == StandsFor::CompleteEvidenced;
    let embedding = stands_for == StandsFor::CompleteEmbedding;
    if !evidenced && !embedding {
        return;
    }
    let accepted = accepted(proposed, version, rating);
    if rating.of.kind() == Kind::Action && accepted.is_empty() {
        let (seq, on) = (version.meta.seq, rating.on.counts_as());
        let seq = seq.max(known::first(proposed, &rating.of) + 1);
        let own = owner::owner(proposed, &rating.of, Some(on), seq) == Some(&rating.by);
        if evidenced || own {
            problems.push(draft.problem(
                "status",
                format!(
                    "“{}” is {}, and nobody had accepted by {} that it is done: record the sign-off first",
                    rating.status,
                    stands_for.in_words(),
                    rating.on.in_words()
                ),
            ));
        }
    }
    let mut supporting = known::naming::<Evidence>(proposed, &rating.of, u64::MAX);
    let shown = !rating.evidence.is_empty()
        || accepted
            .iter()
            .any(|sign_off| !sign_off.evidence.is_empty())
        || supporting.any(|(_, evidence)| evidence.supports.contains(&rating.of));
    if evidenced && !shown {
        problems.push(draft.problem(
            "evidence",
            format!(
                "must name what shows it, because “{}” is {}",
                rating.status,
                stands_for.in_words()
            ),
        ));
    }
}

/// The sign-offs that had accepted the action by the day of the rating, of what
/// is recorded before it or with it.
fn accepted<'a>(
    proposed: &'a Proposed<'_>,
    version: &Version,
    rating: &Rating,
) -> Vec<&'a SignOff> {
    let on = rating.on.counts_as();
    let by = |seq: u64| {
        proposed
            .referring(Kind::SignOff, &rating.of)
            .filter_map(move |id| {
                let signed = known::standing(proposed, id, None, seq)?;
                let sign_off = SignOff::of(signed.body.as_ref()?)?;
                let counts = sign_off.action == rating.of
                    && sign_off.accepted
                    && decided(sign_off, &signed.meta) <= on;
                counts.then_some(sign_off)
            })
    };
    // A sign-off withdrawn later was there when the rating was given.
    by(version.meta.seq).chain(by(u64::MAX)).collect()
}
