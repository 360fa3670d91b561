//! The challenge view asks what the record asks, and nothing else.

use record::challenge::{ChallengeForm, challenges};

use super::site::{day, on, page, section, state};
use crate::support::words;

const PLACES: [(ChallengeForm, &str); 7] = [
    (
        ChallengeForm::GreenWithoutEvidence,
        "green-without-evidence",
    ),
    (ChallengeForm::CompleteButNoBetter, "complete-but-no-better"),
    (ChallengeForm::AmberThreeRunning, "at-risk-three-running"),
    (
        ChallengeForm::RecommendationWithoutAction,
        "recommendation-without-action",
    ),
    (ChallengeForm::RiskWithoutAction, "risk-without-action"),
    (ChallengeForm::OwnerGone, "owner-gone"),
    (
        ChallengeForm::UpdateOlderThanMeeting,
        "update-older-than-meeting",
    ),
];

#[test]
fn every_question_of_the_record_is_asked_under_its_heading() {
    let mut asked = [0; PLACES.len()];
    for on_day in ["2026-11-23", "2026-02-01", "2025-03-01"].map(day) {
        let raised = challenges(state(on_day));
        let answer = page(&on("/challenge", on_day));
        for (at, (form, place)) in PLACES.into_iter().enumerate() {
            let of: Vec<_> = raised.iter().filter(|one| one.form() == form).collect();
            let section = section(&answer, place);
            let list = section.split("</details>").nth(1).unwrap_or("");
            assert_eq!(list.matches("<li>").count(), of.len(), "{on_day} {place}");
            for one in &of {
                let name = one.about().name();
                assert!(
                    list.contains(&format!("/{name}?")) || list.contains(&format!("/{name}\"")),
                    "{place}: {name}"
                );
            }
            if !of.is_empty() {
                let counted = format!("{}: {}", form.in_words(), of.len());
                assert!(
                    answer.words().contains(&counted)
                        || answer.words().contains(&counted.replace(": ", " : ")),
                    "{counted}"
                );
                assert!(words(section).starts_with("id=") || section.contains("How this is found"));
            }
            asked[at] += of.len();
        }
    }
    let silent = asked.iter().filter(|count| **count == 0).count();
    assert!(silent == 0, "a question is never asked: {asked:?}");
}
