//! Audits: what the auditors gave and what was left of it after moderation.

use record::body::AuditRound;

use super::site::{cells, page, rows, state};
use crate::support::TODAY;

#[test]
fn each_round_shows_its_grades_before_and_after_moderation() {
    let answer = page("/audits-and-voice");
    let rows: Vec<Vec<String>> = rows(&answer, "audits")
        .iter()
        .map(|row| cells(row))
        .collect();
    let (mut lowered, rounds) = (0, state(TODAY).all::<AuditRound>());
    assert_eq!(rows.len(), rounds.len());
    for round in rounds {
        let row = rows.iter().find(|row| row[0] == round.body.title).unwrap();
        let good = |grades: &record::body::Grades| {
            format!("{} of {}", grades.good_or_better(), grades.total())
        };
        let (before, after) = (good(&round.body.before), good(&round.body.after));
        assert!(row[3].starts_with(&before), "{row:?}: not {before}");
        assert!(row[5].starts_with(&after), "{row:?}: not {after}");
        lowered += usize::from(before != after);
    }
    assert!(lowered > 0, "moderation changed no round");
}
