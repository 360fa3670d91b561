//! The challenge view asks what the record asks, and nothing else.

use record::challenge::{ChallengeForm, challenges};

use super::site::{day, on, page, section, state};
use crate::support::{Answer, words};

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

#[test]
fn one_sort_of_question_can_be_seen_alone() {
    let all = page(&on("/challenge", day("2026-11-23")));
    for (form, place) in PLACES {
        let alone = page(&format!("/challenge?form={place}&as_at=2026-11-23"));
        let headings = |answer: &Answer| {
            answer
                .text()
                .matches("<h2 class=\"govuk-heading-m\" id=")
                .count()
        };
        if all.words().contains(form.in_words()) {
            let lines = |answer: &Answer| section(answer, place).matches("<li>").count();
            assert_eq!(lines(&alone), lines(&all), "{place}");
            assert_eq!(headings(&alone), 1, "{place}");
        }
        assert!(alone.words().contains("See all questions"));
        let far = page(&format!(
            "/challenge?form={place}&as_at=2026-11-23&page=999"
        ));
        assert_eq!(headings(&far), headings(&alone), "a page that is not there");
    }
    let nonsense = page("/challenge?form=nonsense&as_at=2026-11-23");
    assert_eq!(nonsense.words(), all.words());
}
