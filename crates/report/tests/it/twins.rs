//! Marlshire's record with other numbers where they are hidden, so that nothing public
//! may differ. The tests of the pages use this too.

use std::collections::BTreeSet;

use record::body::Measure;
use record::draft::Draft;
use record::programme::Programme;
use record::state::Moment;
use record::view::Audience;
use serde_json::{Value, json};

/// Whose small numbers must not be told.
pub(crate) const SMALL: [&str; 2] = [
    "measure/private-fostering-visits",
    "measure/cp-open-2-years",
];

/// Whose parts are crossed: teams by ages.
pub(crate) const CROSSED: &str = "measure/cp-plans";

/// Puts another small number of the same sort in place of each; the entries changed.
pub(crate) fn other_small_numbers(drafts: &mut [Draft]) -> Vec<String> {
    let readings = drafts.iter_mut();
    let readings = readings.filter(|draft| draft.id.kind().name() == "reading");
    readings
        .filter_map(|draft| {
            draft.body = Some(other_small(draft.body.as_deref()?)?);
            Some(draft.id.to_string())
        })
        .collect()
}

fn other_small(body: &str) -> Option<String> {
    let mut body: Value = serde_json::from_str(body).unwrap();
    let measure = body["measure"].as_str()?.to_owned();
    if !SMALL.contains(&&*measure) || !body["value"].is_number() {
        return None;
    }
    if let Some(under) = body["denominator"].as_u64() {
        let over = body["numerator"].as_u64()?;
        let other = if over == 0 { under } else { over - 1 };
        body["numerator"] = json!(other);
        body["value"] = json!(f64::from(u32::try_from(100 * other / under).unwrap()));
    } else {
        let count = body["value"].as_f64()?;
        if !(1.0..=5.0).contains(&count) {
            return None;
        }
        body["value"] = json!(if count >= 5.0 { 1.0 } else { count + 1.0 });
    }
    Some(body.to_string())
}

/// The four places of a table, two by two.
const PAIRS: [(usize, usize); 6] = [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)];

/// Moves a child from one team to another and one of another age back, in each month
/// in which four such cells are hidden: every sum stays. The entries changed.
pub(crate) fn moved(programme: &Programme, drafts: &mut [Draft]) -> Vec<String> {
    report::disclosed::audited(programme);
    let today = Moment::on(marlshire::ENDS);
    let public = programme.view_for(Audience::PublicPage).at(today);
    let crossed = CROSSED.parse().unwrap();
    let hidden: BTreeSet<String> = public
        .readings_of(&crossed)
        .filter(|held| held.body.value.number().is_none())
        .map(|held| held.id().to_string())
        .collect();
    let definition = public.get::<Measure>(&crossed).unwrap();
    let parts = |is_team: bool| -> Vec<&str> {
        let parts = definition.body.breakdowns.iter();
        parts
            .filter(|part| part.part_of.is_empty() && part.team.is_some() == is_team)
            .map(|part| &*part.code)
            .collect()
    };
    let (teams, ages) = (parts(true), parts(false));
    let mut moved = Vec::new();
    for month in ["2025-03-31", "2025-09-30", "2026-03-31", "2026-09-30"] {
        let id = |team: usize, age: usize| {
            let (team, age) = (teams[team], ages[age]);
            format!(
                "reading/cp-plans/{}/{month}/{team}-{age}",
                marlshire::AUTHORITY
            )
        };
        let fours = PAIRS.into_iter().flat_map(|(north, south)| {
            PAIRS.map(|(young, old)| {
                [
                    id(north, young),
                    id(north, old),
                    id(south, old),
                    id(south, young),
                ]
            })
        });
        let other = fours
            .filter(|four| four.iter().all(|id| hidden.contains(id)))
            .find_map(|four| Some((others(drafts, &four)?, four)));
        for (body, id) in other
            .into_iter()
            .flat_map(|(bodies, ids)| bodies.into_iter().zip(ids))
        {
            let mut all = drafts.iter_mut();
            all.find(|draft| draft.id.as_str() == id).unwrap().body = Some(body);
            moved.push(id);
        }
    }
    moved
}

/// The four with one more and one less in turn. What was small must stay small and
/// what was not must not become it, or other cells would be hidden.
fn others(drafts: &[Draft], four: &[String; 4]) -> Option<Vec<String>> {
    (0..4)
        .map(|at| {
            let draft = drafts.iter().find(|draft| draft.id.as_str() == four[at])?;
            let mut body: Value = serde_json::from_str(draft.body.as_deref()?).unwrap();
            let count = body["value"].as_f64()?;
            let other = if at % 2 == 0 {
                count + 1.0
            } else {
                count - 1.0
            };
            body["value"] = json!(other);
            let alike = (count < 6.0) == (other < 6.0) && other >= 1.0;
            alike.then(|| body.to_string())
        })
        .collect()
}
