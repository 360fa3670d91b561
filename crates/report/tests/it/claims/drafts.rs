//! A person's own draft, held against Coventry's record.

use record::state::Moment;
use report::claims::{Drafted, Verdict, draft};

use crate::briefing::coventry;

fn checked(text: &str) -> Vec<Drafted> {
    let view = coventry();
    report::disclosed::audited(view.programme());
    draft(
        &view.view().at(Moment::on("2026-11-23".parse().unwrap())),
        text,
    )
}

#[test]
fn each_sentence_is_bound_or_said_to_have_nothing_behind_it() {
    for (text, verdict, words) in [
        (
            "Re-referrals were 20.9% in the year to 31 March 2018.",
            Verdict::Evidenced,
            "year to 31 March 2018",
        ),
        (
            "Re-referrals were 20.9% in 2017-18.",
            Verdict::Evidenced,
            "Re-referrals",
        ),
        (
            "Re-referrals were 23.1% in 2017-18.",
            Verdict::Contradicted,
            "the record has 20.9%, not 23.1%",
        ),
        (
            "Re-referrals were 20.9% in 2017-18, below England's 21.9% in 2017-18.",
            Verdict::Evidenced,
            "21.9%",
        ),
        (
            "Re-referrals were 18.5% in 2024-25, against 22.4% in England in 2024-25.",
            Verdict::Contradicted,
            "22.4% is the figure of the year to 31 March 2024",
        ),
        (
            "Repeat plans were 27% in 2017-18.",
            Verdict::Evidenced,
            "27.3%",
        ),
        (
            "Re-referrals have fallen.",
            Verdict::Unevidenced,
            "two points are no trend",
        ),
        (
            "Repeat plans fell from 18.2% to 27.3%.",
            Verdict::Contradicted,
            "27.3% is more than 18.2%",
        ),
        (
            "Of 5,923 referrals, 1,238 of 5,923 (25%) were re-referrals in 2017-18.",
            Verdict::Contradicted,
            "20.9%, not 25%",
        ),
        (
            "Staff morale has improved.",
            Verdict::Unevidenced,
            "names no measure",
        ),
        (
            "The bid won £1,790,610.",
            Verdict::Evidenced,
            "Teaching Partnership",
        ),
        (
            "The bid won £1,970,610.",
            Verdict::Unevidenced,
            "No funded programme",
        ),
    ] {
        let found = checked(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert_eq!(found[0].verdict, verdict, "{text}: {:?}", found[0]);
        let told: String = found[0]
            .findings
            .iter()
            .map(|one| one.words.clone() + "\n")
            .collect();
        assert!(told.contains(words), "{text}: {told}");
    }
}

#[test]
fn what_claims_nothing_is_left_alone_and_lines_are_named() {
    let text = "# Progress\n\nThe Board met on 4 July 2018.\nThe next meeting is on 3 October 2018.\n\nRe-referrals were\n20.9% in 2017-18. We will improve.\n";
    let found = checked(text);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].line, 6);
    assert_eq!(found[0].readings.len(), 1);
    assert!(checked("").is_empty());
    assert!(checked("…\u{0}% £ 1e999 9999999999999999999999").len() < 3);
}

#[test]
fn a_doubt_is_said() {
    let found = checked("Re-referrals were 18.5%.");
    assert!(
        found[0]
            .doubts
            .iter()
            .any(|doubt| doubt.contains("names no period")),
        "{found:?}"
    );
}
