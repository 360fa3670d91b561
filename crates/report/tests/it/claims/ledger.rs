//! The ledger: what was claimed in Coventry's and Marlshire's records, and what the
//! figures say of it.

use record::body::ConflictForm;
use record::state::{Moment, State};
use record::view::Audience;
use report::claims::{Claim, FindingKind, Travel, Verdict, ledger};

use crate::briefing::coventry;
use crate::marlshire;

/// Coventry's claims as the public could see them.
fn claims<'a>(state: &State<'a>) -> Vec<Claim<'a>> {
    ledger(state)
}

fn of<'c, 'a>(claims: &'c [Claim<'a>], name: &str) -> &'c Claim<'a> {
    claims
        .iter()
        .find(|claim| claim.entry.as_str() == name)
        .unwrap_or_else(|| panic!("no claim of {name}"))
}

fn found(claim: &Claim<'_>, kind: FindingKind) -> String {
    claim
        .findings
        .iter()
        .find(|finding| finding.kind == kind)
        .unwrap_or_else(|| panic!("{}: {:?}", claim.sentence, claim.findings))
        .words
        .clone()
}

#[test]
fn coventrys_claims_come_to_what_the_record_holds() {
    use ConflictForm::{
        Arithmetic, Basis, ComparatorYear, LocalVPublished, Restated, Rounding, Scope,
    };
    let view = coventry();
    report::disclosed::audited(view.programme());
    let all = claims(&view.view().at(Moment::on("2026-11-23".parse().unwrap())));
    for (name, verdict, form, words) in [
        (
            "outside-area-2017",
            Verdict::Contradicted,
            Arithmetic,
            "52.6%, not 59%",
        ),
        (
            "plans-2015-to-2017",
            Verdict::Evidenced,
            Rounding,
            "29.6%, not 29%",
        ),
        (
            "re-referrals-2025",
            Verdict::Contradicted,
            ComparatorYear,
            "22.4% is the figure of the year to 31 March 2024",
        ),
        (
            "in-need-2016",
            Verdict::Contradicted,
            LocalVPublished,
            "3,615",
        ),
        ("caseload-2017", Verdict::Evidenced, Basis, "16.8"),
        ("in-care-2025", Verdict::Evidenced, Scope, "684"),
        (
            "plans-2021",
            Verdict::SinceRevised,
            Restated,
            "461, not 465",
        ),
    ] {
        let claim = of(&all, &format!("statement/{name}"));
        let said = found(claim, FindingKind::Differs(form));
        assert!(said.contains(words), "{name}: {said}");
        assert_eq!(claim.verdict, verdict, "{name}: {:?}", claim.findings);
        assert!(!claim.by.is_empty() && !claim.sources.is_empty(), "{name}");
    }
}

#[test]
fn the_july_2018_claim_had_no_figure_behind_it_and_later_ones_went_both_ways() {
    let view = coventry();
    report::disclosed::audited(view.programme());
    let then = claims(&view.view().at(Moment::on("2018-07-19".parse().unwrap())));
    let claim = of(&then, "statement/overview-2018-07");
    assert_eq!(claim.verdict, Verdict::Unevidenced);
    let words = found(claim, FindingKind::Direction(Travel::TwoPoints));
    assert!(words.contains("two points are no trend"), "{words}");
    assert!(claim.later.is_empty(), "nothing later was known then");

    let hindsight = Moment {
        known: "2026-11-23".parse().unwrap(),
        ..Moment::on("2026-11-23".parse().unwrap())
    };
    let now = claims(&view.view().at(hindsight));
    let claim = of(&now, "statement/overview-2018-07");
    assert_eq!(
        claim.verdict,
        Verdict::Unevidenced,
        "what came later does not bear it out"
    );
    let figures: Vec<(String, Vec<String>)> = claim
        .later
        .iter()
        .map(|later| {
            let value =
                |held: &record::state::Held<'_, record::body::Reading>| held.body.value.to_string();
            (
                value(&later.then.unwrap()),
                later.since.iter().map(value).collect(),
            )
        })
        .collect();
    assert_eq!(
        figures[0],
        (
            "23.8".to_owned(),
            vec!["20.9".to_owned(), "18.5".to_owned()]
        )
    );
    assert_eq!(
        figures[1],
        (
            "18.2".to_owned(),
            vec!["27.3".to_owned(), "27.3".to_owned()]
        )
    );
    assert_eq!(
        claim.afterwards().unwrap(),
        "Of six measures, the next figure was nearer to what is good for two (re-referrals and average caseload), and further from it for four (repeat plans, agency social workers, social worker vacancies and social worker turnover). Two points are no trend."
    );
}

#[test]
fn nothing_is_claimed_before_it_was_said() {
    let view = coventry();
    report::disclosed::audited(view.programme());
    let before = claims(&view.view().at(Moment::on("2017-06-12".parse().unwrap())));
    assert!(
        before
            .iter()
            .all(|claim| claim.on.counts_as() < "2017-06-13".parse().unwrap())
    );
    let none = claims(&view.view().at(Moment::on("2013-01-01".parse().unwrap())));
    assert!(none.is_empty());
}

#[test]
fn marlshires_claims_are_told_apart() {
    let view = marlshire::view(Audience::Board);
    let all = claims(&view.view().at(Moment::on("2026-11-23".parse().unwrap())));
    for (name, verdict, kind) in [
        (
            "care-leavers-2026",
            Verdict::Evidenced,
            FindingKind::Direction(Travel::Shown),
        ),
        (
            "visits-2026",
            Verdict::Contradicted,
            FindingKind::Direction(Travel::Opposite),
        ),
        (
            "visits-2026-11",
            Verdict::Contradicted,
            FindingKind::Differs(ConflictForm::Arithmetic),
        ),
        (
            "interviews-2026",
            Verdict::Unevidenced,
            FindingKind::Direction(Travel::NotShown),
        ),
        ("morale-2026", Verdict::Unevidenced, FindingKind::NoFigure),
        (
            "re-referrals-2026",
            Verdict::Unevidenced,
            FindingKind::NoFigure,
        ),
    ] {
        let claim = of(&all, &format!("statement/{name}"));
        assert_eq!(claim.verdict, verdict, "{name}: {:?}", claim.findings);
        found(claim, kind);
    }
    // What owners report of figures was drawn from the same readings.
    let updates: Vec<_> = all
        .iter()
        .filter(|claim| claim.entry.as_str().starts_with("update/"))
        .collect();
    assert!(updates.len() > 300, "only {}", updates.len());
    let wrong: Vec<_> = updates
        .iter()
        .filter(|claim| claim.verdict == Verdict::Contradicted)
        .map(|claim| (&claim.sentence, &claim.findings))
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    let restated = updates
        .iter()
        .filter(|claim| claim.verdict == Verdict::SinceRevised);
    assert!(
        restated.count() > 5,
        "figures were put right in December 2024"
    );
}
