//! What stands in the national record, and nowhere else.

use crate::draft::{Draft, Problem};
use crate::kind::Kind;
use crate::national::{NATIONAL, is_national};

/// Kinds that are stored once, for every council.
const KINDS: [Kind; 3] = [Kind::Dataset, Kind::NationalSeries, Kind::NeighbourModel];

/// National kinds in the national record; councils' kinds in councils' records.
/// Both may hold the documents they come from.
pub(super) fn check(draft: &Draft, problems: &mut Vec<Problem>) {
    let kind = draft.id.kind();
    let national = is_national(&draft.authority);
    if national && kind != Kind::Document && !KINDS.contains(&kind) {
        problems.push(draft.problem(
            "authority",
            format!(
                "the record “{NATIONAL}” holds what is published for every council, and no {}: name the council",
                kind.name()
            ),
        ));
    }
    if !national && KINDS.contains(&kind) {
        problems.push(draft.problem(
            "authority",
            format!(
                "a {} is stored once, for every council, in the record “{NATIONAL}”",
                kind.name()
            ),
        ));
    }
}
