//! The risks: the highest first, each with its score and the band it falls in.

use record::body::{Risk, RiskState};

use super::site::{cells, day, on, page, rows, state};
use crate::support::TODAY;

#[test]
fn open_risks_stand_by_score_each_in_its_band() {
    let mut bands = Vec::new();
    for asked in [TODAY, day("2024-06-30")] {
        let answer = page(&on("/risks", asked));
        let rows: Vec<Vec<String>> = rows(&answer, "open").iter().map(|row| cells(row)).collect();
        let mut expected: Vec<(String, u8)> = state(asked)
            .all::<Risk>()
            .into_iter()
            .filter(|risk| risk.body.state == RiskState::Open)
            .map(|risk| (risk.body.title.clone(), risk.body.score()))
            .collect();
        let scores: Vec<u8> = rows
            .iter()
            .map(|row| row[1].split(':').next().unwrap().parse().unwrap())
            .collect();
        assert!(scores.is_sorted_by(|a, b| a >= b), "{asked}: {scores:?}");
        for (row, score) in rows.iter().zip(&scores) {
            let band = match score {
                15..=25 => "high",
                8..=14 => "medium",
                _ => "low",
            };
            assert!(row[1].ends_with(&format!("{score}: {band}")), "{row:?}");
            bands.push(band);
        }
        let mut shown: Vec<(String, u8)> =
            rows.iter().map(|row| row[0].clone()).zip(scores).collect();
        shown.sort();
        expected.sort();
        assert_eq!(shown, expected, "{asked}");
    }
    bands.sort_unstable();
    bands.dedup();
    assert!(bands.len() >= 2, "{bands:?}");
}
